"""设定权矩阵, written out a second time from ``spec/rules.md`` 3.2: a cell that says something else fails here.

Y may set, N may not, F not alone; then what takes the competence away (ranks), what else is asked, and the articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from graph.model.law import Rank
from graph.model.power import PowerType
from graph.rules.rows_competence import MATRIX
from graph.rules.terms import LIBERTY, CompetenceRow, May, Measure, Mode, Test
from legal.numerals import chinese

RANKS = {
    "法律": Rank.LAW,
    "行政法规": Rank.ADMINISTRATIVE_REGULATION,
    "国务院决定": Rank.STATE_COUNCIL_DECISION,
    "地方性法规": Rank.LOCAL_REGULATION,
    "省级政府规章": Rank.PROVINCIAL_RULE,
    "部门规章": Rank.MINISTRY_RULE,
    "市级政府规章": Rank.CITY_RULE,
    "规范性文件": Rank.NORMATIVE_DOCUMENT,
}
MAY = {"Y": May.YES, "N": May.NO, "F": May.SOLE}
BLOCK = {"法": "法律", "行": "行政法规", "决": "国务院决定", "地": "地方性法规"}
"""“if no …”: the ranks in one letter each."""

FORBIDS = {
    "自由": LIBERTY,
    "自由执照": LIBERTY | {Measure.BUSINESS_REVOKED},
    "自由冻结": LIBERTY | {Measure.FREEZING},
}
ONLY = {
    "警告批评罚款": {Measure.WARNING, Measure.CRITICISM, Measure.FINE},
    "警告罚款": {Measure.WARNING, Measure.FINE},
    "查封扣押": {Measure.SEALING, Measure.SEIZURE},
}


@dataclass(frozen=True)
class Line:
    """One printed line: a cell for each rank, as "may|if no|forbidden|only|asked|articles"."""

    name: str
    type: PowerType
    since: date
    until: date | None
    cells: str
    mode: Mode = Mode.ANY


P = PowerType
NEW, COERCION = date(2021, 7, 15), date(2012, 1, 1)
L2000, L2015, L2023 = date(2000, 7, 1), date(2015, 3, 15), date(2023, 3, 15)

PERMIT = """
法律|Y|||||14¶1
行政法规|Y|法||||14¶1
国务院决定|Y|||||14¶2
地方性法规|Y|法行|||词 问词|15
省级政府规章|Y|法行决地|||词 问词 一年|15
部门规章|N|||||17
市级政府规章|N|||||17
规范性文件|N|||||17
"""
PENALTY = """
法律|Y|||||10
行政法规|Y||自由|||11
国务院决定|N|||||16
地方性法规|Y||自由执照|||12
省级政府规章|Y|法行地||警告批评罚款|限额|14
部门规章|Y|法行||警告批评罚款|限额|13
市级政府规章|Y|法行地||警告批评罚款|限额 注|14 93¶3
规范性文件|N|||||16
"""
PENALTY_1996 = """
法律|Y|||||9
行政法规|Y||自由|||10
国务院决定|N|||||14
地方性法规|Y||自由执照|||11
省级政府规章|Y|法行地||警告罚款|限额|13
部门规章|Y|法行||警告罚款|限额|12
市级政府规章|Y|法行地||警告罚款|限额 注|13
规范性文件|N|||||14
"""
MEASURES = """
法律|Y|||||10¶1
行政法规|Y|法|自由冻结|||10¶2 11
国务院决定|N|||||10¶4
地方性法规|Y|法行||查封扣押||10¶3 11
省级政府规章|N|||||10¶4
部门规章|N|||||10¶4
市级政府规章|N|||||10¶4
规范性文件|N|||||10¶4
"""
EXECUTION = "\n".join(f"{rank}|{'Y' if rank == '法律' else 'N'}|||||13¶1" for rank in RANKS)
LEVY = """
法律|Y|||||{law}
行政法规|Y||||问|{delegated}
国务院决定|N|||||{law}
地方性法规|Y||||词 问|{local}
省级政府规章|N|||||{law}
部门规章|N|||||{law}
市级政府规章|N|||||{law}
规范性文件|N|||||{law}
"""
LAST = """
法律|Y|||||{law}
行政法规|Y|||||{regulation}
国务院决定|Y|||||89
地方性法规|Y|||||{local}
省级政府规章|Y||||注|{province}
部门规章|Y||||注|{ministry}
市级政府规章|Y||||注 注|{province}
规范性文件|F|||||4¶2
"""
LAST_TYPES = (P.PAYMENT, P.CONFIRMATION, P.REWARD, P.INSPECTION, P.ADJUDICATION, P.OTHER)
LEGISLATION = (
    (L2000, L2015, {"law": "8", "delegated": "9", "local": "64¶2"},
     {"law": "7", "regulation": "56", "local": "64", "ministry": "71", "province": "73"}),
    (L2015, L2023, {"law": "8", "delegated": "9", "local": "73¶2"},
     {"law": "7", "regulation": "65", "local": "73", "ministry": "80¶2", "province": "82¶6"}),
    (L2023, None, {"law": "11", "delegated": "12", "local": "82¶2"},
     {"law": "10", "regulation": "72", "local": "82", "ministry": "91¶2", "province": "93¶6"}),
)  # fmt: skip

LINES = (
    Line("许可", P.PERMIT, date(2004, 7, 1), None, PERMIT),
    Line("处罚", P.PENALTY, NEW, None, PENALTY),
    Line("处罚1996", P.PENALTY, date(1996, 10, 1), NEW, PENALTY_1996),
    Line("措施", P.COERCION, COERCION, None, MEASURES, Mode.RESTRAINT),
    Line("执行", P.COERCION, COERCION, None, EXECUTION, Mode.EXECUTION),
    *(
        Line(f"征收{since.year}", P.LEVY, since, until, LEVY.format(**levy))
        for since, until, levy, _ in LEGISLATION
    ),
    *(
        Line(f"{type_.value}{since.year}", type_, since, until, LAST.format(**last))
        for type_ in LAST_TYPES
        for since, until, _, last in LEGISLATION
    ),
)
ASKED = {
    "词": Test.NOT_WORDS,
    "问词": Test.ASK_WORDS,
    "一年": Test.ONE_YEAR,
    "限额": Test.FINE_CAP,
    "注": Test.NOTE,
    "问": Test.ASK,
}
PRINTED = [(line, *cell.split("|")) for line in LINES for cell in line.cells.strip().splitlines()]


def cell(line: Line, rank: str) -> CompetenceRow:
    (found,) = [
        row
        for row in MATRIX
        if (row.type, row.mode, row.since, row.rank)
        == (line.type, line.mode, line.since, RANKS[rank])
    ]
    return found


@pytest.mark.parametrize(
    ("line", "rank", "may", "higher", "forbids", "only", "asked", "articles"),
    PRINTED,
    ids=[f"{line.name}-{rank}" for line, rank, *_ in PRINTED],
)
def test_the_cell_says_what_the_table_says(
    line: Line, rank: str, may: str, higher: str, forbids: str, only: str, asked: str, articles: str
) -> None:
    row = cell(line, rank)
    of = {test: [c for c in row.conditions if c.test is test] for test in Test}
    blockers = frozenset(r for c in of[Test.NO_HIGHER] for r in c.ranks)
    assert (row.may, row.until) == (MAY[may], line.until)
    assert blockers == {RANKS[BLOCK[letter]] for letter in higher}
    assert [c.measures for c in of[Test.NOT_MEASURES]] == [
        FORBIDS[name] for name in forbids.split()
    ]
    assert [c.measures for c in of[Test.ONLY_MEASURES]] == [ONLY[name] for name in only.split()]
    rest = {Test.NO_HIGHER, Test.NOT_MEASURES, Test.ONLY_MEASURES}
    others = sorted(c.test for c in row.conditions if c.test not in rest)
    assert others == sorted(ASKED[name] for name in asked.split())
    assert [article for article in articles.split() if not cited(article, row.source)] == []


def cited(article: str, source: str) -> bool:
    """“14¶2” in “第十四条第二款”."""
    number, _, paragraph = article.partition("¶")
    place = f"第{chinese(int(number))}条" + (f"第{chinese(int(paragraph))}款" if paragraph else "")
    return place in source


def test_no_cell_is_printed_that_the_table_does_not_have() -> None:
    assert len(MATRIX) == len(PRINTED)
    assert {row.type for row in MATRIX} == set(PowerType)
