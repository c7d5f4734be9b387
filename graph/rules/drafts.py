"""事项草稿: from the verdicts over one power on one day to its items, with grounds, route and difference.

All rows of a day join one item (E10); 6(1) of the whole power absorbs the rest (H9); a linked pair stands only where
the objects differ: sub-item and parent (L13), permit and filing (L21, P12).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model.law import Change
from graph.model.plan import Difference, DraftItem, ItemKind, Outcome, Route, Severity
from graph.model.power import ElementKind, InCatalogue, PowerType
from graph.rules.differences import differences as differences_of
from graph.rules.differences import dropped
from graph.rules.digest import facts_hash, key
from graph.rules.discretion import LOOK, ranges_changed
from graph.rules.elements import ElementVerdict
from graph.rules.facts import facts_of
from graph.rules.hits import RENEWED, Hit
from graph.rules.meetings import ADJUSTS
from graph.rules.outcomes import Case, Verdict, in_order
from graph.rules.ranks import rank_drop
from graph.rules.tables import row

ROUTES = {
    ItemKind.ADD: Route.A,
    ItemKind.CANCEL: Route.A,
    ItemKind.DEVOLVE: Route.A,
    ItemKind.CANCEL_SUB_ITEM: Route.A,
    ItemKind.ADJUST: Route.B,
    ItemKind.COMPLETE_ELEMENTS: Route.C_LITE,
    ItemKind.PROPOSE_PERMIT_ADD: Route.D,
    ItemKind.PROPOSE_PERMIT_CANCEL: Route.D,
}
"""办理路径 of each kind (I4); nothing else chooses a route."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What all items of one plan have in common.

    Attributes:
        pack: id of the rule pack.
        causes: ids to fall back on, where no record of the law explains an item.
        days: of each cause, in order: two items of one cause that differ only in their day stay apart by its number.
        shared: content hashes of elements that several of the powers share (E11).
    """

    pack: str
    today: date
    causes: tuple[str, ...]
    days: Mapping[str, tuple[date, ...]] = field(default_factory=dict[str, tuple[date, ...]])
    shared: frozenset[str] = frozenset()


def blank(desk: Desk, case: Case, kind: ItemKind, rules: Iterable[str]) -> DraftItem:
    """An item of one power or sub-item on its day, with nothing in it yet."""
    return DraftItem(
        key="",
        kind=kind,
        route=ROUTES[kind],
        grounds=(),
        rules=tuple(rules),
        cause="",
        effective=case.after.on,
        holder=case.power.holder,
        powers=(case.power.id,),
        sub_item=case.sub_item,
        late=case.after.on < desk.today,
    )


def sealed(item: DraftItem, desk: Desk, case: Case, hits: Sequence[Hit]) -> DraftItem:
    """The item with its causes, key and facts hash, once its content is complete."""
    causes = tuple(sorted(_causes(item, case, hits))) or desk.causes
    told = replace(item, cause=causes[0], causes=causes)
    digest = facts_hash(facts_of(told, case, hits, desk.pack))
    return replace(told, key=_key(told, case.power.id, desk), facts_hash=digest)


def _causes(item: DraftItem, case: Case, hits: Sequence[Hit]) -> set[str]:
    """Of what changes something; a basis that is added (L16) is of the law that grants it, a sub-item that goes (L13)
    of what took its basis.
    """
    acting = [hit for hit in hits if hit.acts] or hits
    found = {cause for hit in acting for cause in hit.causes}
    if item.kind in ADJUSTS and any(d.element is ElementKind.BASIS for d in item.differences):
        found |= case.lost_by | {effect.source for effect in case.added}
    return found


def _key(item: DraftItem, power: str, desk: Desk) -> str:
    """幂等键: power, elements, ground and cause, not the date (T7 moves dates)."""
    numbers = [_number(item.effective, desk.days.get(cause, ())) for cause in item.causes]
    elements = sorted({(d.element.name, d.sub_item) for d in item.differences})
    whole = item.kind is not ItemKind.ADJUST and item.kind is not ItemKind.COMPLETE_ELEMENTS
    touched = "*" if whole else elements
    subject = (item.kind.name, power, item.sub_item, touched)
    return key("item", *subject, item.grounds, item.causes, numbers)


def _number(day: date, days: Sequence[date]) -> int:
    return days.index(day) if day in days else 0


def pair(first: DraftItem, second: DraftItem) -> tuple[DraftItem, DraftItem]:
    """关联事项: neither may be applied without the other."""
    return replace(first, pair=second.key), replace(second, pair=first.key)


# ---- 增加、取消 --------------------------------------------------------------------------------------


def cancel(desk: Desk, case: Case, verdict: Verdict) -> tuple[DraftItem, ...]:
    """6(1) of a whole power (L3), or of a filing that became a permit (L21)."""
    kind = ItemKind.CANCEL_SUB_ITEM if case.sub_item else ItemKind.CANCEL
    item = blank(desk, case, kind, verdict.rules)
    item = replace(item, grounds=("6(1)",), differences=dropped(case))
    whole = sealed(item, desk, case, case.basis)
    if "L21" not in verdict.rules:
        return (whole,)
    other = _successor(desk, case, ItemKind.PROPOSE_PERMIT_ADD, verdict, PowerType.PERMIT)
    return pair(whole, other)


def propose_cancel(desk: Desk, case: Case, verdict: Verdict) -> tuple[DraftItem, ...]:
    """建议取消许可 (P1); with the filing that takes its place (P12)."""
    unknown = case.power.in_catalogue is InCatalogue.UNKNOWN
    warnings = (
        "依据已失效，取消前不得继续实施",
        *(("通用目录尚未导入，提出前请核对",) if unknown else ()),
    )
    item = blank(desk, case, ItemKind.PROPOSE_PERMIT_CANCEL, verdict.rules)
    item = replace(item, differences=dropped(case), warnings=warnings)
    proposal = sealed(item, desk, case, case.basis)
    if "P12" not in verdict.rules:
        return (proposal,)
    return pair(proposal, _successor(desk, case, ItemKind.ADD, verdict, PowerType.OTHER))


def _successor(
    desk: Desk, case: Case, kind: ItemKind, verdict: Verdict, nature: PowerType
) -> DraftItem:
    new = sorted({unit for hit in case.basis for step in hit.steps for unit in step.new})
    differences = (
        Difference(element=ElementKind.NAME, value=_name(case)),
        Difference(element=ElementKind.TYPE, value=nature.value),
        Difference(element=ElementKind.BASIS, renew=(("", tuple(new)),)),
    )
    grounds = ("5(1)",) if kind is ItemKind.ADD else ()
    item = blank(desk, case, kind, verdict.rules)
    item = replace(item, powers=(), grounds=grounds, differences=differences)
    return sealed(item, desk, case, case.basis)


def _name(case: Case) -> str:
    names = [s.name for s in case.power.sub_items if s.id == case.sub_item]
    return "—".join([case.power.name, *names])


# ---- 调整要素, and 补充完善 for a permit ------------------------------------------------------------------


def adjust(
    desk: Desk, case: Case, verdict: Verdict | None, elements: Sequence[ElementVerdict]
) -> tuple[DraftItem, ...]:
    """The one item of the day (E10): Art 7 on route B, C-lite for a permit; none if no row asks for it."""
    over = [e for e in elements if e.outcome is Outcome.ITEM]
    basis = verdict if verdict and verdict.outcome is Outcome.ITEM else None
    if not (basis or over):
        return ()
    hits = [*(case.basis if basis else ()), *(e.hit for e in over)]
    differences = differences_of(case, hits, with_basis=basis is not None)
    rules = _rules(desk, basis, over, differences)
    kind = ItemKind.COMPLETE_ELEMENTS if case.permit else ItemKind.ADJUST
    severity = severity_of(case, basis, over)
    item = replace(
        blank(desk, case, kind, rules),
        grounds=() if case.permit else tuple(sorted(_grounds(case, rules, hits))),
        differences=differences,
        severity=severity,
        suggestions=_suggestions(rules),
        warnings=tuple(_warnings(case, rules)),
        incomplete=_incomplete(rules, hits),
        bundle=_bundle(rules, severity, differences),
    )
    return (sealed(item, desk, case, hits),)


def _rules(
    desk: Desk,
    basis: Verdict | None,
    over: Sequence[ElementVerdict],
    differences: Sequence[Difference],
) -> tuple[str, ...]:
    first = basis.rules if basis else ()
    rest = {rule for e in over for rule in e.rules} - set(first)
    touched = {e.hit.citation.element for e in over}
    if any(d.element in touched and d.before in desk.shared for d in differences):
        rest.add("E11")
    if len({(d.element, d.sub_item) for d in differences}) > 1:
        rest.add("E10")
    return (*first, *in_order(rest))


def _grounds(case: Case, rules: Iterable[str], hits: Iterable[Hit]) -> set[str]:
    steps = not case.paused and any(
        hit.is_basis and hit.changed and Change.STEPS in hit.changes for hit in hits
    )
    beside = {"7(5)": steps, "7(6)": case.paused or bool(case.paused_parts)}
    of_rows = {ground for rule in rules for ground in row(rule).grounds}
    return of_rows | {ground for ground, applies in beside.items() if applies}


_ORDER = (Severity.VERIFY, Severity.MINOR, Severity.SUBSTANTIVE)


def severity_of(case: Case, basis: Verdict | None, over: Sequence[ElementVerdict]) -> Severity:
    """The highest of its rows, those of the other elements too: where one of them died, nothing is a matter of wording."""
    named = [row(rule).severity for rule in (basis.rules if basis else ())]
    found = [severity for severity in named if severity is not None]
    if basis and not found:
        found = [_of_permit(case)]
    return max([*found, *(e.severity for e in over)], key=_ORDER.index)


def _of_permit(case: Case) -> Severity:
    """Its rows name none: the highest of what died or changed, of which a lost sub-item and a further basis are part."""
    if case.lost or case.added:
        return Severity.SUBSTANTIVE
    acting = [hit for hit in case.basis if hit.died or hit.changed]
    return max((_of_hit(hit) for hit in acting), key=_ORDER.index, default=Severity.SUBSTANTIVE)


def _of_hit(hit: Hit) -> Severity:
    """A range is looked through; minor is where only number or wording differ."""
    if hit.died:
        return Severity.SUBSTANTIVE
    if hit.coarse:
        return Severity.VERIFY
    return Severity.MINOR if hit.kinds <= RENEWED else Severity.SUBSTANTIVE


def _suggestions(rules: Sequence[str]) -> tuple[str, ...]:
    known = {"L10": "7(4) 分设", "L11": "7(4) 合并"}
    return tuple(known[rule] for rule in rules if rule in known)


def _warnings(case: Case, rules: Sequence[str]) -> list[str]:
    texts = {
        "L18": "行使主体变化，须由移交和接收部门会签",
        "O12": "行使主体变化，须由移交和接收部门会签",
        "E4": "运行流程须重新公布，办事指南待更新",
        "E8": "没有部门承接且职权终止的，另按第六条办理",
        "E6": "救济途径按现行法律重新计算，原文所载地址、电话和期限须由部门核对",
        "P15": "设立依据变化，须告知通用目录的管理机关",
        "P3": "实施机关、层级或者条件变化，须向上报告",
    }
    found = [texts[rule] for rule in texts if rule in rules]
    found += [LOOK] if "L9" in rules and ranges_changed(case) else []
    return found + (rank_drop(case) if "L4" in rules else [])


def _incomplete(rules: Sequence[str], hits: Iterable[Hit]) -> str:
    if "E3" in rules:
        return ElementKind.LIABILITY_BASIS.value
    unnamed = any(Change.ORGAN in hit.changes and not hit.organ for hit in hits)
    moves = {"L18", "O12"} & set(rules)
    seat = "E8" in rules or (moves and unnamed)
    return ElementKind.HOLDER.value if seat else ""


def _bundle(rules: Sequence[str], severity: Severity, differences: Sequence[Difference]) -> str:
    """One line of the envelope: a shared clause (E11), a template to verify (E12), all minor ones (L8)."""
    hashes = "+".join(sorted(d.before for d in differences if d.before))
    if "E11" in rules and not any(rule[0] in "LP" for rule in rules):
        return f"共用条款:{hashes}"
    if severity is Severity.VERIFY and "E12" in rules:
        return f"核对:{hashes}"
    return "文字性调整" if severity is Severity.MINOR else ""
