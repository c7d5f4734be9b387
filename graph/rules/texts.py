"""新旧文本: from one text to the next, by identity of the provision or by correspondence, never by number (3.1, 3.2)."""

from __future__ import annotations

from dataclasses import replace

from graph.model.judgement import Step
from graph.model.law import (
    Assessment,
    Correspondence,
    Kind,
    ProvisionVersion,
    Standing,
    Support,
    TextVersion,
)
from graph.rules.branch import Branch, Inquiry
from graph.rules.frame import Frame, same_text
from graph.rules.wording import day, step, unit_name

RENEWED = frozenset({Kind.SAME, Kind.RENUMBERED, Kind.EDITORIAL})
"""Same rule, other number or wording: needs no assessment."""

REWRITTEN = frozenset({Kind.MODIFIED, Kind.SPLIT, Kind.MERGED})
"""Another text: needs an assessment."""


def assessment_for(
    assessments: tuple[Assessment, ...], power: str, sub_item: str
) -> Assessment | None:
    """The assessment that holds here: given for the sub-item, else for the power, else for all."""
    for scope in ((power, sub_item), (power, ""), ("", "")):
        for assessment in assessments:
            if (assessment.power, assessment.sub_item) == scope:
                return assessment
    return None


def advance(
    branch: Branch, text: TextVersion, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """One step into the next text; several branches after a split."""
    if branch.deleted or branch.lost:
        return (branch,)
    link = frame.link(branch.unit.id, text.id)
    lives = frame.book.by_provision.get((branch.unit.provision, text.id))
    lives = lives or _with_its_article(branch.unit, text, frame)
    if lives and _same(branch.unit, lives):
        return (_lives_on(branch, lives, text, frame),)
    if link is not None:
        return _linked(branch, link, text, frame, inquiry)
    if lives is not None:
        return (_reworded(branch, lives, text, frame, inquiry),)
    return (_unknown(branch, text, frame),)


def _same(old: ProvisionVersion, new: ProvisionVersion) -> bool:
    return old.unit_hash == new.unit_hash or same_text(old.text, new.text)


def _with_its_article(
    unit: ProvisionVersion, text: TextVersion, frame: Frame
) -> ProvisionVersion | None:
    """A 款, 项 or 目 of an article that lives on unchanged: what stands at its place in it."""
    article = frame.book.units.get(unit.article)
    if article is None or unit.article == unit.id:
        return None
    new = frame.book.by_provision.get((article.provision, text.id))
    if new is None or not _same(article, new):
        return None
    place = replace(unit.place, article=new.place.article, annex=new.place.annex)
    inside = frame.index.inside.get(new.id, ())
    return next((part for part in inside if part.place == place), None)


def _lives_on(branch: Branch, new: ProvisionVersion, text: TextVersion, frame: Frame) -> Branch:
    moved = new.place != branch.unit.place
    how = f"条号改为{unit_name(new, frame.book)}，内容未变" if moved else "内容未变"
    said = f"{day(text.effective)}起施行的文本中，{unit_name(branch.unit, frame.book)}{how}"
    noted = branch.noting(step("3.1", text.id, said, text.effective)) if moved else branch
    kind = Kind.RENUMBERED if moved else Kind.SAME
    return replace(noted.at(new), kinds=(*branch.kinds, kind))


def _linked(
    branch: Branch, link: Correspondence, text: TextVersion, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    old = unit_name(branch.unit, frame.book)
    if link.standing is not Standing.CONFIRMED:
        said = f"{old}在{day(text.effective)}施行的文本中的对应（{link.kind.value}）尚未确认"
        return (_stuck(branch, step("3.1", link.id, said, text.effective), link.id),)
    if link.kind is Kind.DELETED:
        return (_deleted(branch, link, text, frame),)
    units = [frame.book.units[unit] for unit in link.new if unit in frame.book.units]
    if not units or len(units) < len(link.new):
        said = f"{old}的对应已确认，但新条文未录入"
        return (_stuck(branch, step("3.1", link.id, said, text.effective), link.id),)
    judged = _assessed(branch, link, text, frame, inquiry)
    return tuple(judged.at(unit) for unit in units)


def _deleted(branch: Branch, link: Correspondence, text: TextVersion, frame: Frame) -> Branch:
    old = unit_name(branch.unit, frame.book)
    if not text.complete or text.effective is None:
        why = "文本不完整" if not text.complete else "施行日期不详"
        said = f"{day(text.promulgated)}公布的文本{why}，不能据此认定{old}已删除"
        return _stuck(branch, step("3.1", link.id, said, text.effective), link.id)
    said = f"{old}自{day(text.effective)}起删除，已确认无承接条文"
    gone = replace(branch, deleted=True, kinds=(*branch.kinds, Kind.DELETED))
    return gone.noting(step("3.1", link.id, said, text.effective))


def _assessed(
    branch: Branch, link: Correspondence, text: TextVersion, frame: Frame, inquiry: Inquiry
) -> Branch:
    """What a confirmed successor makes of the branch, before it moves."""
    seen = replace(branch, kinds=(*branch.kinds, link.kind)).noting(
        _said(branch, link, text, frame)
    )
    if link.kind in RENEWED:
        return replace(seen, changed=seen.changed or link.kind is Kind.EDITORIAL)
    seen = replace(seen, partly=seen.partly or link.only_deletions)
    found = assessment_for(link.assessments, inquiry.power, inquiry.sub_item)
    if found is None or inquiry.parent:
        free = link.only_deletions or inquiry.coarse or inquiry.parent
        return seen if free else seen.doubting(_unassessed(branch, link, text, frame), link.id)
    if found.support is Support.NO_LONGER:
        said = f"{unit_name(branch.unit, frame.book)}修改后经评估不再支持该职权"
        gone = replace(seen, deleted=True, assessments=(*seen.assessments, found))
        return gone.noting(step("3.1", link.id, said, text.effective))
    return replace(seen, assessments=(*seen.assessments, found))


def _said(branch: Branch, link: Correspondence, text: TextVersion, frame: Frame) -> Step:
    new = "、".join(unit_name(frame.book.units[unit], frame.book) for unit in link.new)
    old = unit_name(branch.unit, frame.book)
    said = f"自{day(text.effective)}起，{old}对应{new}（{link.kind.value}，已确认）"
    return step("3.1", link.id, said, text.effective)


def _unassessed(branch: Branch, link: Correspondence, text: TextVersion, frame: Frame) -> Step:
    said = f"{unit_name(branch.unit, frame.book)}{link.kind.value}后是否仍支持该职权，尚未评估"
    return step("3.1", link.id, said, text.effective)


def _reworded(
    branch: Branch, new: ProvisionVersion, text: TextVersion, frame: Frame, inquiry: Inquiry
) -> Branch:
    """The decision names the article, so it is the same provision; whether it still supports, nobody said."""
    moved = replace(branch.at(new), kinds=(*branch.kinds, Kind.MODIFIED))
    said = f"{unit_name(branch.unit, frame.book)}自{day(text.effective)}起文字有变"
    if inquiry.coarse or inquiry.parent:
        return moved.noting(step("3.1", text.id, said, text.effective))
    said = f"{said}，是否仍支持该职权尚未评估"
    return moved.doubting(step("3.1", text.id, said, text.effective), branch.unit.id)


def _unknown(branch: Branch, text: TextVersion, frame: Frame) -> Branch:
    """Silence never kills (H3)."""
    above = _article_deleted(branch, text, frame)
    if above is not None:
        return _deleted(branch, above, text, frame)
    why = "" if text.complete else "（该文本不完整）"
    said = f"{unit_name(branch.unit, frame.book)}在{day(text.effective)}施行的文本{why}中没有确认的对应"
    return _stuck(branch, step("3.1", text.id, said, text.effective), branch.unit.id)


def _article_deleted(branch: Branch, text: TextVersion, frame: Frame) -> Correspondence | None:
    """The confirmed deletion of the whole 条 in which the unit stands."""
    link = frame.link(branch.unit.article, text.id)
    deleted = link and link.kind is Kind.DELETED and link.standing is Standing.CONFIRMED
    return link if deleted else None


def _stuck(branch: Branch, why: Step, waits: str) -> Branch:
    return replace(branch.doubting(why, waits), lost=True)


def undated(branch: Branch, frame: Frame) -> Branch:
    """A text whose effective day nobody gave is in force on no day; where it differs, nothing is sure."""
    if branch.dead or branch.lost:
        return branch
    for text in frame.undated_texts(branch.unit):
        lives = frame.book.by_provision.get((branch.unit.provision, text.id))
        link = frame.link(branch.unit.id, text.id)
        renewed = link and link.standing is Standing.CONFIRMED and link.kind in RENEWED
        if not renewed and not (lives and _same(branch.unit, lives)):
            name = unit_name(branch.unit, frame.book)
            said = f"{day(text.promulgated)}公布的新文本施行日期不详，{name}是否仍有效未定"
            return branch.doubting(step("T2", text.id, said), text.id)
    return branch
