"""生成的清单行: what a place prints for a power, in a style of its own, some of it wrong on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from graph import elements
from graph.model.law import Rank
from graph.model.listing import Element, PowerContent, SubItemContent
from graph.model.power import ElementKind, PowerType
from legal.numerals import article_name, chinese
from sample.world.catalogue import ACCOUNTABILITY, PROCEDURE, PROVINCE, Catalogue
from sample.world.places import Place
from sample.world.statutes import Template
from sample.world.words import CLAUSES, OTHER_STEPS, STEPS

FAULTS = 0.02
"""Of all powers those whose basis is printed wrongly; never on a place's own statutes, whose hits are counted on."""


KEPT = 50_000
"""Elements that are remembered at most; all of a province would be a gigabyte."""


class Fault(StrEnum):
    """缺陷 of a printed basis, as a careful reader should find it."""

    WRONG_PARAGRAPH = "款号不存在"
    OLD_NUMBER = "条号是旧条号"
    MISSPELT_TITLE = "法规名称有错字"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """一行, with its fault; None where it is printed rightly."""

    template: Template
    content: PowerContent
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """写法: how one place prints one statute."""

    tag: str
    note: str
    indent: str
    round_items: bool
    quotes: bool

    def where(self, article: str, item: str) -> str:
        """第十二条第（三）项, or 第十二条第三项."""
        number = (
            f"（{chinese(int(item))}）" if item and self.round_items else chinese(int(item or 0))
        )
        return article_name(article) + (f"第{number}项" if item else "")


@dataclass(slots=True)
class Printer:
    """印制: the lists of a world, place by place. What is printed alike is read once."""

    seed: int
    ranks: Mapping[str, Rank]
    _read: dict[tuple[ElementKind, str, PowerType], Element] = field(
        default_factory=dict[tuple[ElementKind, str, PowerType], Element]
    )

    def row(self, place: Place, template: Template, organs: Mapping[str, str]) -> Row:
        """The row of one power.

        Args:
            organs: department → organ id, in this place.
        """
        rng = Random(
            f"{self.seed}|{place.code}|{template.title}|{template.article}|{template.item}"
        )
        own = template.title in {statute.plan.title for statute in place.own}
        fault = rng.choice(list(Fault)) if rng.random() < FAULTS and not own else None
        style = self._style(place, template.title)
        return Row(
            template=template,
            content=self._content(place, template, style, fault, organs, rng),
            fault=fault,
        )

    def _content(
        self,
        place: Place,
        template: Template,
        style: PrintStyle,
        fault: Fault | None,
        organs: Mapping[str, str],
        rng: Random,
    ) -> PowerContent:
        others = sorted(organ for organ in organs if organ != template.organ)
        joint = (organs[rng.choice(others)],) if rng.random() < 0.01 else ()
        basis = self._element(ElementKind.BASIS, _basis(template, style, fault), template.type)
        return PowerContent(
            name=template.name,
            type=template.type,
            holder=organs[template.organ],
            joint=joint,
            elements=(basis, *self._shared(place, template)),
            sub_items=tuple(self._sub_items(template, style)),
        )

    def _sub_items(self, template: Template, style: PrintStyle) -> list[SubItemContent]:
        return [
            SubItemContent(
                id=str(number),
                name=f"{number}.{name}",
                elements=(
                    self._element(
                        ElementKind.BASIS,
                        _cited(template.title, style, template.article, item, quote),
                        template.type,
                    ),
                ),
            )
            for number, (name, item, quote) in enumerate(template.sub_items, 1)
        ]

    def _shared(self, place: Place, template: Template) -> list[Element]:
        """What the powers of one type, or of one department, have in common."""
        type_, organ = template.type, place.organ_name(template.organ)
        steps = [
            f"{n}.{step}责任：依法{step}，留存记录。"
            for n, step in enumerate(STEPS.get(type_, OTHER_STEPS), 1)
        ]
        cases = [clause.format(t=type_.value) for clause in CLAUSES]
        chapter = {
            PowerType.PERMIT: 2,
            PowerType.PENALTY: 3,
            PowerType.COERCION: 4,
            PowerType.INSPECTION: 5,
        }.get(type_, 6)
        printed = (
            (ElementKind.DUTY, "\n".join(steps), tuple(steps)),
            (ElementKind.DUTY_BASIS, f"【法律】《{PROCEDURE}》\n    第{chinese(chapter)}章。", ()),
            (ElementKind.LIABILITY_CASES, "\n".join(cases), tuple(cases)),
            (ElementKind.LIABILITY_BASIS, f"【法律】《{ACCOUNTABILITY}》\n    第{chinese(6 + place.number % 6)}条。", ()),
            (ElementKind.SUPERVISION, f"向{organ}投诉、举报。", ()),
            (ElementKind.REMEDY, f"对{organ}的决定不服的，可以申请行政复议或者提起行政诉讼。", ()),
            (ElementKind.UNDERTAKER, f"{template.organ}业务{chinese(1 + place.number % 3)}科", ()),
            (ElementKind.LEVEL, "区级", ()),
        )  # fmt: skip
        return [self._element(kind, text, type_, parts) for kind, text, parts in printed]

    def _element(
        self, kind: ElementKind, text: str, type_: PowerType, parts: tuple[str, ...] = ()
    ) -> Element:
        key = (kind, text, type_)
        if len(self._read) > KEPT:
            self._read.clear()
        if key not in self._read:
            self._read[key] = elements.element(kind, text, type_, parts=parts)
        return self._read[key]

    def _style(self, place: Place, title: str) -> PrintStyle:
        rng = Random(f"{self.seed}|{place.code}|{title}")
        tag, notes = _HEADS[self.ranks[title]]
        number = Random(title).randrange(20, 900)
        return PrintStyle(
            tag=rng.choice((tag, tag, tag, "")),
            note=rng.choice(notes).format(n=number),
            indent=rng.choice(("", "    ", "　　")),
            round_items=rng.random() < 0.5,
            quotes=rng.random() < 0.8,
        )


_HEADS = {
    Rank.LAW: ("【法律】", ("2019年3月1日中华人民共和国主席令第{n}号公布", "中华人民共和国主席令第{n}号", "2019年3月1日主席令第{n}号公布，自2019年6月1日起施行")),
    Rank.ADMINISTRATIVE_REGULATION: ("【法规】", ("2019年3月1日国务院令第{n}号", "国务院令第{n}号", "2019年3月1日国务院令第{n}号公布，自2019年6月1日起施行")),
    Rank.MINISTRY_RULE: ("【规章】", ("2019年3月1日部令第{n}号发布", "部令第{n}号", "部令第{n}号，自2019年6月1日起施行")),
    Rank.LOCAL_REGULATION: ("【法规】", (f"2019年3月1日{PROVINCE}人民代表大会常务委员会通过", f"{PROVINCE}人大常委会公告第{{n}}号", "2019年6月1日起施行")),
}  # fmt: skip
"""Tag and histories by which lists introduce a statute of each rank."""


def ranks_of(known: Catalogue, place: Place) -> dict[str, Rank]:
    """Title → rank of all that the list of a place cites."""
    return {s.plan.title: s.plan.rank for s in (*known.national, *place.own)}


def _basis(template: Template, style: PrintStyle, fault: Fault | None) -> str:
    title, where = template.title, style.where(template.article, template.item)
    if fault is Fault.MISSPELT_TITLE:
        title = f"{title[:-3]}菅{title[-2:]}"
    if fault is Fault.OLD_NUMBER:
        where = style.where(str(int(template.article) - 2), template.item)
    if fault is Fault.WRONG_PARAGRAPH:
        where = style.where(template.article, "") + "第九款"
    text = _printed(title, style, where, template.quote)
    return text + (f"\n{style.indent}{article_name(template.duty)}" if template.duty else "")


def _cited(title: str, style: PrintStyle, article: str, item: str, quote: str) -> str:
    return _printed(title, style, style.where(article, item), quote)


def _printed(title: str, style: PrintStyle, where: str, quote: str) -> str:
    words = f"：{quote}" if style.quotes else ""
    return f"{style.tag}《{title}》（{style.note}）\n{style.indent}{where}{words}"
