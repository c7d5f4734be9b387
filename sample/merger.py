"""市场监管机构合并: the market supervision part of scenario S9 as a made-up world of exact counts, the same every time.

工商 240, 质监 110, 食药监 180 and 发改 60, of which 18 (价格检查) are handed over later. Nine powers stand in two of the
merging departments and one in all three, with the same grant; six pairs are only similar. Their statutes are generated too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from legal.numerals import article_name, chinese
from legal.reading import read_lines
from sample.build import write_workbook
from sample.citing import Library
from sample.rows import SampleRow, holders, print_rows
from sample.statutes import SampleStatute

_WORDS = Path(__file__).with_suffix(".json")
_DATE = "2016-05-20"
_LOOSE = "由县级以上地方人民政府{organ}责令改正，处{low}元以上{high}元以下的罚款"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergerWorld:
    """合并的世界 before the reform.

    Attributes:
        statutes: generated texts by stem.
        rows: short rows by department.
        doubles: keys of powers that are one and the same, 2 or 3 each, the first group members' grant shared.
        similar: keys of two powers that only look alike (O4).
        later: keys of the powers that are handed over on ``handover``, not on ``reform``.
    """

    statutes: Library
    rows: Mapping[str, tuple[SampleRow, ...]]
    doubles: tuple[tuple[str, ...], ...]
    similar: tuple[tuple[str, ...], ...]
    later: frozenset[str]
    reform: str
    handover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Power:
    department: str
    name: str
    type: str
    statute: str
    place: str


class _Text:
    """A statute while it is written: articles in, places out."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._articles = ["为了规范市场监督管理，制定本条例。"]

    def add(self, lead: str, items: list[str] | None = None) -> str:
        """Append an article; its number."""
        numbered = (f"（{chinese(n)}）{item}" for n, item in enumerate(items or [], 1))
        self._articles.append("\n\n".join((lead, *numbered)))
        return str(len(self._articles))

    def statute(self) -> SampleStatute:
        stem = f"{self.title}({_DATE})"
        note = f"{_day()}国务院令第1140号公布"
        lines = [
            f"# {self.title}",
            "",
            f"{_day()} 国务院令第1140号公布",
            "",
            "<!-- INFO END -->",
            "",
        ]
        closing = "本条例自2016年9月1日起施行。"
        for number, words in enumerate([*self._articles, closing], 1):
            lines += [*f"{article_name(str(number))} {words}".split("\n"), ""]
        return SampleStatute(
            stem=stem,
            path=Path(f"{stem}.md"),
            title=self.title,
            kind="行政法规",
            tag="法规",
            note=note,
            entry=_entry(stem, self.title, note),
            text=read_lines(lines),
        )


def _entry(stem: str, title: str, note: str) -> dict[str, str]:
    """As in ``laws/index.json``."""
    return {
        "file": f"{stem}.md",
        "title": title,
        "kind": "行政法规",
        "tag": "法规",
        "issuer": "国务院",
        "number": "国务院令第1140号",
        "promulgated": _DATE,
        "effective": "2016-09-01",
        "effective_source": "operator",
        "territory": "000000",
        "note": note,
    }


def _day() -> str:
    year, month, day = (int(part) for part in _DATE.split("-"))
    return f"{year}年{month}月{day}日"


@cache
def merger_world() -> MergerWorld:
    """The world of S9's market part, with keys like ``GS017``."""
    words = json.loads(_WORDS.read_text("utf-8"))
    shared = _Text(words["shared"]["statute"])
    texts = {name: _Text(spec["statute"]) for name, spec in words["departments"].items()}
    powers = [*_shared(words, shared), *_similar(words, texts)]
    for name, spec in words["departments"].items():
        powers += _permits(name, spec, texts[name])
        powers += list(_others(name, spec, texts[name]))[: spec["others"]]
    keys, rows = _rows(powers, words)
    return MergerWorld(
        statutes={s.stem: s for s in (text.statute() for text in (shared, *texts.values()))},
        rows=rows,
        doubles=tuple(_same(keys, [what]) for _, what in words["shared"]["groups"]),
        similar=tuple(_same(keys, [a[1], b[1]]) for a, b in words["similar"]),
        later=frozenset(
            key for key, power in keys.items() if power.department.endswith("（价格检查）")
        ),
        reform=words["reform"],
        handover=words["handover"],
    )


def _penalty(department: str, conduct: str, text: _Text, place: str) -> _Power:
    return _Power(
        department=department,
        name=f"对{conduct}的处罚",
        type="行政处罚",
        statute=text.title,
        place=place,
    )


def _shared(words: Mapping[str, Any], text: _Text) -> Iterator[_Power]:
    for n, (departments, conduct) in enumerate(words["shared"]["groups"]):
        organs = "、".join(words["departments"][name]["organ"] for name in departments)
        place = text.add(f"{conduct}的，{_sanction(organs, n)}。")
        yield from (_penalty(name, conduct, text, place) for name in departments)


def _similar(words: Mapping[str, Any], texts: Mapping[str, _Text]) -> Iterator[_Power]:
    for n, pair in enumerate(words["similar"]):
        for name, conduct in pair:
            sanction = _sanction(words["departments"][name]["organ"], n)
            place = texts[name].add(f"{conduct}的，{sanction}。")
            yield _penalty(name, conduct, texts[name], place)


def _sanction(organ: str, n: int) -> str:
    return _LOOSE.format(organ=organ, low=500 * (n % 7 + 1), high=3000 * (n % 7 + 2))


def _permits(name: str, spec: Mapping[str, Any], text: _Text) -> Iterator[_Power]:
    for thing in spec["permit_things"].split():
        for act in spec["permit_acts"].split():
            permit = f"{thing}{act}许可"
            place = text.add(f"从事{thing}{act}的，应当向县级{spec['organ']}申请{permit}。")
            yield _Power(
                department=name, name=permit, type="行政许可", statute=text.title, place=place
            )


def _others(name: str, spec: Mapping[str, Any], text: _Text) -> Iterator[_Power]:
    conducts = spec["conducts"].split()
    for n, subject in enumerate(spec["subjects"].split()):
        check = f"{subject}{spec['topic']}"
        place = text.add(f"{spec['organ']}对{check}进行监督检查。")
        yield _Power(
            department=name,
            name=f"对{check}的监督检查",
            type="行政检查",
            statute=text.title,
            place=place,
        )
        ends = ["；"] * (len(conducts) - 1) + ["。"]
        items = [f"{conduct}的{end}" for conduct, end in zip(conducts, ends, strict=True)]
        article = text.add(f"{subject}有下列行为之一的，{_sanction(spec['organ'], n)}：", items)
        for item, conduct in enumerate(conducts, 1):
            yield _penalty(name, f"{subject}{conduct}", text, f"{article}¶1({item})")


def _rows(
    powers: list[_Power], words: Mapping[str, Any]
) -> tuple[dict[str, _Power], dict[str, tuple[SampleRow, ...]]]:
    keys: dict[str, _Power] = {}
    rows: dict[str, list[SampleRow]] = {}
    for power in powers:
        stem = power.department.partition("（")[0]
        mine = rows.setdefault(stem, [])
        key = f"{words['departments'][power.department]['code']}{len(mine) + 1:03d}"
        keys[key] = power
        mine.append(_row(key, power, holders()[stem]["id"]))
    return keys, {stem: tuple(mine) for stem, mine in rows.items()}


def _row(key: str, power: _Power, organ: str) -> SampleRow:
    return SampleRow(
        key=key,
        name=power.name,
        sub_item="",
        type=power.type,
        basis=f"{power.statute}({_DATE})#{power.place}",
        undertaker="综合科",
        authority="",
        fault="",
        remark="",
        organ=organ,
    )


def _same(keys: Mapping[str, _Power], conducts: list[str]) -> tuple[str, ...]:
    names = {f"对{conduct}的处罚" for conduct in conducts}
    return tuple(key for key, power in keys.items() if power.name in names)


def write_merger_world(folder: Path) -> tuple[list[Path], list[Path]]:
    """The world as files: the statutes in Markdown, one workbook a department.

    Returns:
        Statutes and workbooks.
    """
    world = merger_world()
    folder.mkdir(parents=True, exist_ok=True)
    laws = [_write_law(folder, statute) for statute in world.statutes.values()]
    lists = [_write_list(folder, stem, world) for stem in world.rows]
    return laws, lists


def _write_law(folder: Path, statute: SampleStatute) -> Path:
    path = folder / f"{statute.stem}.md"
    path.write_text("\n".join(statute.text.source) + "\n", "utf-8")
    return path


def _write_list(folder: Path, stem: str, world: MergerWorld) -> Path:
    rows = list(print_rows(world.rows[stem], stem, holders()[stem], world.statutes))
    return write_workbook(folder / f"青棠区{stem}权责清单.xlsx", rows)
