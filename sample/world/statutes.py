"""生成的法规: made statutes with their texts, their later texts, and the powers that can be read out of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random

from graph.model.law import Rank
from graph.model.power import PowerType
from legal.numerals import article_name, chinese
from sample.world.words import DUTIES, GRANTS, PERMIT, SUBJECTS, Field

FIRST, SECOND = date(2019, 3, 1), date(2024, 10, 20)
"""Days on which the first texts and the revisions were promulgated."""

HOT = 13
"""Powers that rest on the busiest article of one district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """职权模板: what every place that has it prints alike.

    Attributes:
        article, item: where it stands; item "" for a whole article.
        quote: the words of the place.
        duty: number of the article that the penalty names as broken; "" for none.
        sub_items: (name, item, quote) of each, where one power stands for a whole list.
    """

    title: str
    organ: str
    type: PowerType
    name: str
    article: str
    item: str
    quote: str
    duty: str = ""
    sub_items: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """一部法规的设计: how many powers it gives, and in which articles.

    Attributes:
        sizes: 项 of each penalty article, 1 for an article of one sentence.
        grants: how many powers it gives that are no penalties, the permit first.
        revised: it has a second text.
        settled: in which only the first penalty article would differ, and no list stands for one power as a whole.
    """

    title: str
    rank: Rank
    field: Field
    sizes: tuple[int, ...]
    grants: int
    territory: str = ""
    revised: bool = False
    settled: bool = False

    @property
    def kind(self) -> str:
        """What the statute calls itself: 法, 条例, 办法."""
        return "法" if self.rank is Rank.LAW else self.title[-2:]


@dataclass(slots=True)
class Text:
    """一个文本 while it is written."""

    lines: list[str]
    templates: list[Template] = field(default_factory=list[Template])
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _chapters: Iterator[int] = field(default_factory=lambda: count(1))

    def chapter(self, title: str) -> None:
        self._put(f"## 第{chinese(next(self._chapters))}章 {title}")

    def article(self, first: str, *more: str) -> str:
        """Write an article; its number."""
        number = next(self._numbers)
        self._put(f"{article_name(str(number))} {first}", *more)
        return str(number)

    def _put(self, *lines: str) -> None:
        for line in lines:
            self.lines += [line, ""]


@dataclass(frozen=True, slots=True)
class Breach:
    """一种违法行为: a subject, what it must do, how it breaks it."""

    subject: str
    duty: str
    breach: str


def written(seed: int, plan: Plan, *, again: bool = False) -> Text:
    """The first text of a statute, or its revision: the same articles, one more duty, another first penalty."""
    rng = Random(f"{seed}|{plan.title}")
    breaches = [_breaches(rng, plan, n, size) for n, size in enumerate(plan.sizes)]
    text = Text(_header(plan, again=again))
    kind, organ, matter = plan.kind, plan.field.organ, plan.field.matters[0]
    text.chapter("总则")
    text.article(f"为了规范{matter}等活动，保护当事人的合法权益，制定本{kind}。")
    text.article(f"本行政区域内的{matter}等活动及其监督管理，适用本{kind}。")
    text.article(f"县级以上地方人民政府{organ}主管部门负责本行政区域内的监督管理。")
    text.chapter("行为规范")
    if again and not plan.settled:
        text.article(f"鼓励行业组织制定{matter}自律公约。")
    duties = [_write_duties(text, group) for group in breaches]
    text.chapter("管理与监督")
    _write_grants(text, rng, plan)
    text.chapter("法律责任")
    for n, group in enumerate(breaches):
        _write_penalty(text, rng, plan, group, duties[n], changed=again and n == 0)
    text.chapter("附则")
    text.article(f"本{kind}自2019年6月1日起施行。")
    return text


def _header(plan: Plan, *, again: bool) -> list[str]:
    events = ["2019年3月1日 公布", *(["2024年10月20日 修订"] if again else [])]
    start = "2025年1月1日 施行" if again else "2019年6月1日 施行"
    return [f"# {plan.title}", "", *events, start, "", "<!-- INFO END -->", ""]


def _breaches(rng: Random, plan: Plan, number: int, size: int) -> list[Breach]:
    """The breaches of one penalty article: one subject, one matter, each duty once."""
    matters = plan.field.matters
    matter, subject = matters[number % len(matters)], rng.choice(SUBJECTS)
    return [
        Breach(subject, duty.format(m=matter), breach.format(m=matter))
        for duty, breach in rng.sample(DUTIES, size)
    ]


def _write_duties(text: Text, group: Sequence[Breach]) -> str:
    """One article for all duties of a penalty article, each a 款 of its own."""
    return text.article(*(f"{b.subject}应当遵守下列要求：{b.duty}。" for b in group))


def _write_grants(text: Text, rng: Random, plan: Plan) -> None:
    organ, matters = plan.field.organ, plan.field.matters
    rows = [(PowerType.PERMIT, PERMIT, "{m}许可"), *((g.type, g.text, g.name) for g in GRANTS)]
    first, rest = rows[:1], rng.sample(rows[1:], len(rows) - 1)
    chosen = (first if plan.rank is not Rank.MINISTRY_RULE else []) + rest
    for n in range(plan.grants):
        type_, wording, name = chosen[n % len(chosen)]
        matter = matters[n // len(chosen) % len(matters)]
        quote = wording.format(o=organ, m=matter)
        article = text.article(quote)
        text.templates.append(
            Template(
                title=plan.title,
                organ=organ,
                type=type_,
                name=name.format(m=matter),
                article=article,
                item="",
                quote=quote,
            )
        )


def _write_penalty(
    text: Text, rng: Random, plan: Plan, group: Sequence[Breach], duty: str, *, changed: bool
) -> None:
    low = rng.randrange(2, 5) * (2 if changed else 1)
    fine = f"责令限期改正；逾期不改正的，处{low}000元以上{low}0000元以下的罚款"
    by = f"由县级以上地方人民政府{plan.field.organ}主管部门{fine}"
    subject, broken = group[0].subject, f"违反本{plan.kind}{article_name(duty)}规定，"
    whole = rng.random() < 0.15 and len(group) in range(3, HOT) and not plan.settled
    if len(group) == 1:
        quote = f"{broken}{subject}{group[0].breach}的，{by}。"
        items = [("", group[0].breach, quote)]
        article = text.article(quote)
    else:
        lead = f"{broken}{subject}有下列行为之一的，{by}："
        printed = [
            f"（{chinese(n)}）{b.breach}的。"
            if n == len(group)
            else f"（{chinese(n)}）{b.breach}的；"
            for n, b in enumerate(group, 1)
        ]
        article = text.article(lead, *printed)
        items = [(str(n), b.breach, f"{lead}{printed[n - 1]}") for n, b in enumerate(group, 1)]
    penalty = _penalties(plan, subject, article, items, duty)
    text.templates += [_in_one(penalty)] if whole else penalty


def _penalties(
    plan: Plan, subject: str, article: str, items: Sequence[tuple[str, str, str]], duty: str
) -> list[Template]:
    return [
        Template(
            title=plan.title,
            organ=plan.field.organ,
            type=PowerType.PENALTY,
            name=f"对{subject}{breach}的处罚",
            article=article,
            item=item,
            quote=quote,
            duty=duty,
        )
        for item, breach, quote in items
    ]


def _in_one(penalties: Sequence[Template]) -> Template:
    """一项职权、数个子项: the list of an article as one power."""
    first = penalties[0]
    return Template(
        title=first.title,
        organ=first.organ,
        type=first.type,
        name=f"{first.name.removesuffix('的处罚')}等行为的处罚",
        article=first.article,
        item="",
        quote=first.quote.partition("（一）")[0],
        duty=first.duty,
        sub_items=tuple((p.name, p.item, p.quote) for p in penalties),
    )
