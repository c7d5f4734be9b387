"""法规效力: what a confirmed effect does to one cited unit (3.1, L2, L22, T8, X4). An effect that is only asserted is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from graph.model.law import Effect, EffectType, ProvisionVersion
from graph.rules.branch import Branch, Inquiry
from graph.rules.contradictions import contradict
from graph.rules.frame import Frame, Scope
from graph.rules.texts import advance
from graph.rules.wording import day, step, unit_name


class Reach(Enum):
    """How an effect meets a unit.

    LINEAGE: it names an earlier identity of it; then nothing is sure.
    """

    NONE = "未涉及"
    PART = "涉及一部分"
    LINEAGE = "涉及较早的身份"
    WHOLE = "涉及全部"


def reach(effect: Effect, branch: Branch, frame: Frame) -> Reach:
    """Whether the effect speaks of the unit, of a part of it, or of what holds it."""
    if not effect.provisions:
        return Reach.WHOLE
    met = {_met(provision, branch, frame) for provision in effect.provisions}
    return next((r for r in (Reach.WHOLE, Reach.PART, Reach.LINEAGE) if r in met), Reach.NONE)


def _met(provision: str, branch: Branch, frame: Frame) -> Reach:
    if provision == branch.unit.provision:
        return Reach.WHOLE
    named = frame.book.by_provision.get((provision, branch.unit.version))
    if named is not None and named.place.covers(branch.unit.place):
        return Reach.WHOLE
    if named is not None and branch.unit.place.covers(named.place):
        return Reach.PART
    earlier = any(unit.provision == provision for unit in branch.path[:-1])
    return Reach.LINEAGE if earlier else Reach.NONE


def apply(branch: Branch, effect: Effect, frame: Frame, inquiry: Inquiry) -> tuple[Branch, ...]:
    """The branch after the effect; the same branch where the effect does not meet it."""
    met = reach(effect, branch, frame)
    if met is Reach.NONE or effect.id in branch.applied or effect.type not in HANDLERS:
        return (branch,)
    marked = replace(branch, applied=branch.applied | {effect.id})
    if frame.scope(effect) is Scope.PART:
        return (_only_here_and_there(marked, effect, frame),)
    return HANDLERS[effect.type](marked, effect, met, frame, inquiry)


def _only_here_and_there(branch: Branch, effect: Effect, frame: Frame) -> Branch:
    said = f"{_told(branch, effect, frame)}（{effect.type.value}），只适用于本区一部分（{effect.territory}）"
    return replace(branch, partly=True).noting(step("L1", effect.id, said, effect.effective))


def _told(branch: Branch, effect: Effect, frame: Frame) -> str:
    return f"自{day(effect.effective)}起，{unit_name(branch.unit, frame.book)}"


def _repeal(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    del inquiry
    if met is Reach.LINEAGE or _names_nothing(effect):
        why = "未指明条款" if _names_nothing(effect) else "指向的是较早文本的条款"
        said = f"{_told(branch, effect, frame)}：{effect.type.value}{why}，是否涉及本条未定"
        return (branch.doubting(step("3.1", effect.id, said, effect.effective), effect.id),)
    if met is Reach.PART:
        return (_lose_part(branch, effect, frame),)
    said = f"{_told(branch, effect, frame)}{effect.type.value}"
    dead = replace(branch, repealed=branch.repealed or effect.effective)
    return (dead.noting(step("3.1", effect.id, said, effect.effective)),)


def _names_nothing(effect: Effect) -> bool:
    return effect.type is EffectType.REPEAL_PART and not effect.provisions


def _lose_part(branch: Branch, effect: Effect, frame: Frame) -> Branch:
    """H1: a part of the cited article died; the citation dies when all of its parts have."""
    dead = branch.dead_parts | _parts_named(effect, branch.unit, frame)
    left = replace(branch, dead_parts=dead, partly=True, changed=True)
    said = f"{_told(branch, effect, frame)}的一部分废止"
    if _leaves(branch.unit, frame) <= dead:
        left = replace(left, repealed=effect.effective)
        said = f"{_told(branch, effect, frame)}的各部分均已废止"
    noted = left.noting(step("3.2", effect.id, said, effect.effective))
    return _idle(noted, branch.idle_parts, frame) if branch.idle_parts else noted


def _leaves(unit: ProvisionVersion, frame: Frame) -> frozenset[str]:
    """The smallest parts of a unit."""
    return frozenset(part.provision for part in _smallest(unit, frame))


def _parts_named(effect: Effect, unit: ProvisionVersion, frame: Frame) -> frozenset[str]:
    """The smallest parts of a unit that an effect names, or that stand in what it names."""
    named = [frame.book.by_provision.get((p, unit.version)) for p in effect.provisions]
    places = [each.place for each in named if each is not None]
    smallest = _smallest(unit, frame)
    return frozenset(p.provision for p in smallest if any(at.covers(p.place) for at in places))


def _smallest(unit: ProvisionVersion, frame: Frame) -> list[ProvisionVersion]:
    parts = [p for p in frame.index.inside.get(unit.article, ()) if _inside(p, unit)]
    return [p for p in parts if not any(_inside(other, p) for other in parts)]


def _inside(part: ProvisionVersion, unit: ProvisionVersion) -> bool:
    return part.id != unit.id and unit.place.covers(part.place)


def _replace(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """H3: into the text that replaces it, by correspondence; never dead on silence."""
    text = frame.text(effect.replaced_by)
    told = _told(branch, effect, frame)
    if text is None or met in (Reach.PART, Reach.LINEAGE):
        why = "替代的文本未录入" if text is None else "只有一部分被替代"
        said = f"{told}废止并被替代，{why}，承接未定"
        return (branch.doubting(step("L12", effect.id, said, effect.effective), effect.id),)
    if text.effective is None or text.effective > frame.on:
        said = f"{told}废止，替代它的文本{day(text.effective)}起施行，尚未施行"
        return (branch.doubting(step("L12", effect.id, said, effect.effective), effect.id),)
    said = f"{told}废止，由{day(text.effective)}施行的文本替代"
    noted = branch.noting(step("L12", effect.id, said, effect.effective))
    return advance(noted, text, frame, inquiry)


def _suspend(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """A suspension takes no more than the repeal of the same text would, and only for its time (H1, T9)."""
    del inquiry
    until = f"至{day(effect.until)}前" if effect.until else "，未定期限"
    part = "的一部分" if met is Reach.PART else ""
    said = f"{_told(branch, effect, frame)}{part}暂停适用{until}"
    why = step("L2", effect.id, said, effect.effective)
    if effect.until is not None and effect.until <= frame.on:
        return (branch.noting(why),)
    if met is Reach.LINEAGE:
        said = f"{said}，指向的是较早文本的条款，是否涉及本条未定"
        return (branch.doubting(replace(why, sentence=said), effect.id),)
    noted = branch.noting(why)
    if met is Reach.WHOLE:
        return (replace(noted, paused=True),)
    return (_idle(noted, _parts_named(effect, branch.unit, frame), frame),)


def _idle(branch: Branch, idle: frozenset[str], frame: Frame) -> Branch:
    """H1: an article is suspended when nothing of it is left that applies."""
    parts = branch.idle_parts | idle
    if _leaves(branch.unit, frame) <= parts | branch.dead_parts:
        return replace(branch, paused=True, idle_parts=frozenset())
    return replace(branch, idle_parts=parts)


def _resume(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """T8: what was repealed lives again only by an effect that says so."""
    del inquiry
    told = f"{_told(branch, effect, frame)}{effect.type.value}"
    if met is not Reach.WHOLE:
        lost = branch.dead or branch.paused or branch.idle_parts
        return (_resume_part(branch, effect, met, frame) if lost else branch,)
    named = bool(effect.provisions)
    back = replace(
        branch,
        paused=False,
        idle_parts=frozenset(),
        repealed=None,
        deleted=branch.deleted and not named,
    )
    changed = back != branch
    return (back.noting(step("T8", effect.id, told, effect.effective)) if changed else branch,)


def _resume_part(branch: Branch, effect: Effect, met: Reach, frame: Frame) -> Branch:
    """An article is dead, or suspended, only while all of it is; what names an earlier identity leaves it unsure."""
    told = f"{_told(branch, effect, frame)}{effect.type.value}"
    back = _without(branch, _parts_named(effect, branch.unit, frame), frame)
    if met is Reach.LINEAGE:
        said = f"{told}指向的是较早文本的条款，是否涉及本条未定"
        return back.doubting(step("T8", effect.id, said, effect.effective), effect.id)
    return back.noting(step("T8", effect.id, f"{told}（一部分）", effect.effective))


def _without(branch: Branch, resumed: frozenset[str], frame: Frame) -> Branch:
    """The branch with these parts in force and applied again."""
    whole = _leaves(branch.unit, frame)
    idle = (whole if branch.paused else branch.idle_parts) - branch.dead_parts - resumed
    back = replace(branch, paused=False, idle_parts=idle)
    if not branch.dead:
        return replace(back, dead_parts=branch.dead_parts - resumed)
    dead = whole - resumed
    return replace(back, repealed=None, deleted=False, dead_parts=dead, partly=True, changed=True)


def _enact(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """A new enactment revives what was repealed before its day; on the same day it speaks of the new text."""
    again = branch.repealed is not None and branch.repealed < effect.effective
    if not again and not (branch.deleted and effect.provisions):
        return (branch,)
    return _resume(branch, effect, met, frame, inquiry)


def _amend(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    """The doubt of a revision lives in its correspondences; without its text, nothing is known of it."""
    del inquiry, met
    texts = frame.book.versions.get(effect.instrument, ())
    known = any(t.effective and effect.effective <= t.effective <= frame.on for t in texts)
    if known:
        return (branch,)
    said = f"{_told(branch, effect, frame)}{effect.type.value}，新文本尚未录入"
    why = step("3.1", effect.id, said, effect.effective)
    if effect.type is EffectType.AMEND_SUBST:
        return (branch.doubting(why, effect.id),)
    return (replace(branch, changed=True).noting(why),)


def _conflict(
    branch: Branch, effect: Effect, met: Reach, frame: Frame, inquiry: Inquiry
) -> tuple[Branch, ...]:
    del met
    return (contradict(branch, effect, frame, inquiry),)


Handler = Callable[[Branch, Effect, Reach, Frame, Inquiry], tuple[Branch, ...]]

HANDLERS: Mapping[EffectType, Handler] = MappingProxyType(
    {
        EffectType.REPEAL_WHOLE: _repeal,
        EffectType.REPEAL_PART: _repeal,
        EffectType.EXPIRE: _repeal,
        EffectType.REPEAL_REPLACED: _replace,
        EffectType.SUSPEND: _suspend,
        EffectType.RESUME: _resume,
        EffectType.ENACT: _enact,
        EffectType.CONFLICT: _conflict,
        EffectType.AMEND_SUBST: _amend,
        EffectType.AMEND_EDIT: _amend,
        EffectType.RENUMBER: _amend,
    }
)
"""INSERT adds, CORRECT is followed by the planner: neither changes the state of a citation."""
