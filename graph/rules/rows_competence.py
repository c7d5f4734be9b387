"""设定权矩阵: which kind of norm may set which kind of power, cell by cell, with article and date (M1–M5).

Read against 行政许可法 2019, 行政处罚法 2021 (its articles 9–16), 行政强制法 2011 and 立法法 2023 and 2015. The lines of
行政处罚法 before 2021-07-15 and of 立法法 2000 are known from its articles alone and wait for 法制办 (``proposal``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from graph.model.law import Rank
from graph.model.power import PowerType
from graph.rules.terms import (
    LIBERTY,
    CompetenceRow,
    Condition,
    FineCap,
    May,
    Measure,
    Mode,
    SubjectRow,
    Test,
)

LAW, REGULATION, DECISION = (
    Rank.LAW,
    Rank.ADMINISTRATIVE_REGULATION,
    Rank.STATE_COUNCIL_DECISION,
)
LOCAL, PROVINCE, MINISTRY, CITY, DOCUMENT = (
    Rank.LOCAL_REGULATION,
    Rank.PROVINCIAL_RULE,
    Rank.MINISTRY_RULE,
    Rank.CITY_RULE,
    Rank.NORMATIVE_DOCUMENT,
)

LICENSING_LAW = date(2004, 7, 1)
PENALTY_LAW = date(1996, 10, 1)
PENALTY_LAW_2021 = date(2021, 7, 15)
COERCION_LAW = date(2012, 1, 1)
LEGISLATION_LAW = date(2000, 7, 1)
LEGISLATION_LAW_2015 = date(2015, 3, 15)
LEGISLATION_LAW_2023 = date(2023, 3, 15)

# ---- conditions -----------------------------------------------------------------------------------

# fmt: off
NO_LAW = Condition(test=Test.NO_HIGHER, ranks=frozenset({LAW}), sentence="已有法律，行政法规不得另行设定")
NO_LAW_OR_REGULATION = Condition(test=Test.NO_HIGHER, ranks=frozenset({LAW, REGULATION}), sentence="已有法律、行政法规，不得另行设定")
NOTHING_HIGHER = Condition(test=Test.NO_HIGHER, ranks=frozenset({LAW, REGULATION, DECISION, LOCAL}), sentence="已有法律、法规，不得另行设定")
RULE_NO_STATUTE = Condition(test=Test.NO_HIGHER, rule="M1", ranks=frozenset({LAW, REGULATION, LOCAL}), sentence="已有法律、法规，规章不得补充设定处罚")
RULE_NO_NATIONAL = Condition(test=Test.NO_HIGHER, rule="M1", ranks=frozenset({LAW, REGULATION}), sentence="已有法律、行政法规，部门规章不得补充设定处罚")
MEASURE_NO_LAW = Condition(test=Test.NO_HIGHER, rule="M2", ranks=frozenset({LAW}), sentence="已有法律，行政法规不得另行设定强制措施（该法授权行政法规规定管理措施的除外）")
MEASURE_NO_HIGHER = Condition(test=Test.NO_HIGHER, rule="M2", ranks=frozenset({LAW, REGULATION}), sentence="已有法律、行政法规，地方性法规不得另行设定强制措施")

NOT_LIBERTY = Condition(test=Test.NOT_MEASURES, rule="M1", measures=LIBERTY, sentence="限制人身自由只能由法律设定")
NOT_LOCAL_PENALTY = Condition(test=Test.NOT_MEASURES, rule="M1", measures=LIBERTY | {Measure.BUSINESS_REVOKED}, sentence="地方性法规不得设定限制人身自由、吊销营业执照")
RULE_PENALTIES = Condition(test=Test.ONLY_MEASURES, rule="M1", measures=frozenset({Measure.WARNING, Measure.CRITICISM, Measure.FINE}), sentence="规章只能设定警告、通报批评和限额内的罚款")
OLD_RULE_PENALTIES = Condition(test=Test.ONLY_MEASURES, rule="M1", measures=frozenset({Measure.WARNING, Measure.FINE}), sentence="规章只能设定警告和限额内的罚款")
CAPPED = Condition(test=Test.FINE_CAP, rule="M1", sentence="罚款超过规章限额")
NOT_LIBERTY_OR_FREEZING = Condition(test=Test.NOT_MEASURES, rule="M2", measures=LIBERTY | {Measure.FREEZING}, sentence="行政法规不得设定限制人身自由、冻结存款汇款")
ONLY_SEALING = Condition(test=Test.ONLY_MEASURES, rule="M2", measures=frozenset({Measure.SEALING, Measure.SEIZURE}), sentence="地方性法规只能设定查封、扣押")

NOT_SET_UP = Condition(test=Test.NOT_WORDS, words=r"设立登记|企业登记|登记前置|前置(?:性)?(?:行政)?许可", sentence="不得设定企业或者其他组织的设立登记及其前置性许可")
NOT_NATIONAL_QUALIFICATION = Condition(test=Test.ASK_WORDS, words=r"资格|资质", sentence="涉及资格、资质：应当由国家统一确定的不得设定，须核对")
TEMPORARY = Condition(test=Test.ONE_YEAR, sentence="临时性许可实施满一年，未见地方性法规")
CITY_FIELDS = Condition(test=Test.NOTE, rule="M3", sentence="设区的市的规范限于法定领域（此前制定的继续有效）；领域不能从条文判断，推定有权，供法制办核对")
NO_NEW_BURDEN = Condition(test=Test.NOTE, sentence="没有法律、法规依据不得减损权利、增加义务；推定为执行性规定，供法制办核对")
NO_NEW_POWER = Condition(test=Test.NOTE, sentence="没有法律或者国务院依据不得减损权利、增加义务、增加本部门权力；推定为执行性规定，供法制办核对")
TAX_WORDS = Condition(test=Test.NOT_WORDS, words=r"税(?:款|收|种|率|务)|征税|征用|征收[^，。；]{0,12}(?:房屋|土地|不动产|财产)", sentence="税收基本制度和对非国有财产的征收、征用只能由法律规定")
AUTHORISED = Condition(test=Test.ASK, sentence="以授权为限；授权决定或者法律的授权条款未见引用，须法制办确认")
# fmt: on

Cell = tuple[May, tuple[Condition, ...], str]

YES, NO, SOLE = May.YES, May.NO, May.SOLE


def _rows(
    prefix: str,
    types: tuple[PowerType, ...],
    days: tuple[date, date | None],
    cells: dict[Rank, Cell],
    *,
    mode: Mode = Mode.ANY,
    proposal: frozenset[Rank] = frozenset(),
) -> Iterator[CompetenceRow]:
    """One line of the printed matrix: a cell for each rank."""
    for type_, (rank, (may, conditions, source)) in product(types, cells.items()):
        yield CompetenceRow(
            id=f"{prefix}-{type_.name}-{rank.name}",
            type=type_,
            mode=mode,
            rank=rank,
            since=days[0],
            until=days[1],
            may=may,
            conditions=conditions,
            source=source,
            proposal=rank in proposal,
        )


EVERY = frozenset(Rank) - {Rank.UNKNOWN}
LAST_ROW = (
    PowerType.PAYMENT,
    PowerType.CONFIRMATION,
    PowerType.REWARD,
    PowerType.INSPECTION,
    PowerType.ADJUDICATION,
    PowerType.OTHER,
)
"""给付、确认、奖励、检查、裁决、其他: the last row of the matrix."""

# fmt: off
PERMITS: dict[Rank, Cell] = {
    LAW:        (YES, (), "行政许可法第十四条第一款"),
    REGULATION: (YES, (NO_LAW,), "行政许可法第十四条第一款"),
    DECISION:   (YES, (), "行政许可法第十四条第二款"),
    LOCAL:      (YES, (NO_LAW_OR_REGULATION, NOT_SET_UP, NOT_NATIONAL_QUALIFICATION), "行政许可法第十五条"),
    PROVINCE:   (YES, (NOTHING_HIGHER, NOT_SET_UP, NOT_NATIONAL_QUALIFICATION, TEMPORARY), "行政许可法第十五条"),
    MINISTRY:   (NO, (), "行政许可法第十七条"),
    CITY:       (NO, (), "行政许可法第十七条"),
    DOCUMENT:   (NO, (), "行政许可法第十七条"),
}

PENALTIES: dict[Rank, Cell] = {
    LAW:        (YES, (), "行政处罚法第十条"),
    REGULATION: (YES, (NOT_LIBERTY,), "行政处罚法第十一条"),
    DECISION:   (NO, (), "行政处罚法第十六条"),
    LOCAL:      (YES, (NOT_LOCAL_PENALTY,), "行政处罚法第十二条"),
    PROVINCE:   (YES, (RULE_NO_STATUTE, RULE_PENALTIES, CAPPED), "行政处罚法第十四条"),
    MINISTRY:   (YES, (RULE_NO_NATIONAL, RULE_PENALTIES, CAPPED), "行政处罚法第十三条"),
    CITY:       (YES, (RULE_NO_STATUTE, RULE_PENALTIES, CAPPED, CITY_FIELDS), "行政处罚法第十四条，立法法第九十三条第三款"),
    DOCUMENT:   (NO, (), "行政处罚法第十六条"),
}

OLD_PENALTIES: dict[Rank, Cell] = {
    LAW:        (YES, (), "行政处罚法（1996年）第九条"),
    REGULATION: (YES, (NOT_LIBERTY,), "行政处罚法（1996年）第十条"),
    DECISION:   (NO, (), "行政处罚法（1996年）第十四条"),
    LOCAL:      (YES, (NOT_LOCAL_PENALTY,), "行政处罚法（1996年）第十一条"),
    PROVINCE:   (YES, (RULE_NO_STATUTE, OLD_RULE_PENALTIES, CAPPED), "行政处罚法（1996年）第十三条"),
    MINISTRY:   (YES, (RULE_NO_NATIONAL, OLD_RULE_PENALTIES, CAPPED), "行政处罚法（1996年）第十二条"),
    CITY:       (YES, (RULE_NO_STATUTE, OLD_RULE_PENALTIES, CAPPED, CITY_FIELDS), "行政处罚法（1996年）第十三条"),
    DOCUMENT:   (NO, (), "行政处罚法（1996年）第十四条"),
}

RESTRAINTS: dict[Rank, Cell] = {
    LAW:        (YES, (), "行政强制法第十条第一款"),
    REGULATION: (YES, (MEASURE_NO_LAW, NOT_LIBERTY_OR_FREEZING), "行政强制法第十条第二款、第十一条"),
    DECISION:   (NO, (), "行政强制法第十条第四款"),
    LOCAL:      (YES, (MEASURE_NO_HIGHER, ONLY_SEALING), "行政强制法第十条第三款、第十一条"),
    PROVINCE:   (NO, (), "行政强制法第十条第四款"),
    MINISTRY:   (NO, (), "行政强制法第十条第四款"),
    CITY:       (NO, (), "行政强制法第十条第四款"),
    DOCUMENT:   (NO, (), "行政强制法第十条第四款"),
}

EXECUTIONS: dict[Rank, Cell] = {
    rank: (YES if rank is LAW else NO, (), "行政强制法第十三条第一款") for rank in Rank if rank in EVERY
}


def _levies(only_law: str, delegated: str, local: str) -> dict[Rank, Cell]:
    """征收, by the numbers of one text of 立法法."""
    return {
        LAW:        (YES, (), only_law),
        REGULATION: (YES, (AUTHORISED,), delegated),
        DECISION:   (NO, (), only_law),
        LOCAL:      (YES, (TAX_WORDS, AUTHORISED), local),
        PROVINCE:   (NO, (), only_law),
        MINISTRY:   (NO, (), only_law),
        CITY:       (NO, (), only_law),
        DOCUMENT:   (NO, (), only_law),
    }


def _others(law: str, regulation: str, local: str, ministry: str, province: str) -> dict[Rank, Cell]:
    """The last row, by the numbers of one text of 立法法."""
    return {
        LAW:        (YES, (), law),
        REGULATION: (YES, (), regulation),
        DECISION:   (YES, (), "宪法第八十九条第（一）项"),
        LOCAL:      (YES, (), local),
        PROVINCE:   (YES, (NO_NEW_BURDEN,), province),
        MINISTRY:   (YES, (NO_NEW_POWER,), ministry),
        CITY:       (YES, (NO_NEW_BURDEN, CITY_FIELDS), province),
        DOCUMENT:   (SOLE, (), "《办法》第四条第二款：职权法定"),
    }


MATRIX: tuple[CompetenceRow, ...] = (
    *_rows("许可2004", (PowerType.PERMIT,),   (LICENSING_LAW, None),            PERMITS),
    *_rows("处罚1996", (PowerType.PENALTY,),  (PENALTY_LAW, PENALTY_LAW_2021),  OLD_PENALTIES, proposal=EVERY),
    *_rows("处罚2021", (PowerType.PENALTY,),  (PENALTY_LAW_2021, None),         PENALTIES),
    *_rows("措施2012", (PowerType.COERCION,), (COERCION_LAW, None),             RESTRAINTS, mode=Mode.RESTRAINT),
    *_rows("执行2012", (PowerType.COERCION,), (COERCION_LAW, None),             EXECUTIONS, mode=Mode.EXECUTION),
    *_rows("征收2000", (PowerType.LEVY,),     (LEGISLATION_LAW, LEGISLATION_LAW_2015),      _levies("立法法（2000年）第八条", "立法法（2000年）第九条", "立法法（2000年）第六十四条第二款"), proposal=EVERY),
    *_rows("征收2015", (PowerType.LEVY,),     (LEGISLATION_LAW_2015, LEGISLATION_LAW_2023), _levies("立法法（2015年）第八条", "立法法（2015年）第九条", "立法法（2015年）第七十三条第二款"), proposal=EVERY),
    *_rows("征收2023", (PowerType.LEVY,),     (LEGISLATION_LAW_2023, None),                 _levies("立法法第十一条", "立法法第十二条", "立法法第八十二条第二款"), proposal=EVERY),
    *_rows("其他2000", LAST_ROW, (LEGISLATION_LAW, LEGISLATION_LAW_2015),      _others("立法法（2000年）第七条", "立法法（2000年）第五十六条", "立法法（2000年）第六十四条", "立法法（2000年）第七十一条", "立法法（2000年）第七十三条"), proposal=EVERY),
    *_rows("其他2015", LAST_ROW, (LEGISLATION_LAW_2015, LEGISLATION_LAW_2023), _others("立法法（2015年）第七条", "立法法（2015年）第六十五条", "立法法（2015年）第七十三条", "立法法（2015年）第八十条第二款", "立法法（2015年）第八十二条第六款"), proposal=EVERY),
    *_rows("其他2023", LAST_ROW, (LEGISLATION_LAW_2023, None),                 _others("立法法第十条", "立法法第七十二条", "立法法第八十二条", "立法法第九十一条第二款", "立法法第九十三条第六款"), proposal=EVERY),
)

STATUTES = frozenset({LAW, REGULATION, LOCAL})

SUBJECTS: tuple[SubjectRow, ...] = (
    SubjectRow(id="M4-许可", type=PowerType.PERMIT,   ranks=STATUTES,                      since=LICENSING_LAW,    source="行政许可法第二十三条"),
    SubjectRow(id="M4-处罚", type=PowerType.PENALTY,  ranks=STATUTES,                      since=PENALTY_LAW,      source="行政处罚法第十九条（1996年文本第十七条）"),
    SubjectRow(id="M4-强制", type=PowerType.COERCION, ranks=frozenset({LAW, REGULATION}),  since=COERCION_LAW,     source="行政强制法第七十条"),
)

CAPS: tuple[FineCap, ...] = (
    FineCap(id="部门规章1996", rank=MINISTRY, since=PENALTY_LAW,        until=date(2021, 11, 15), amount=30_000,  special=None,    source="国发〔1996〕13号", proposal=True),
    FineCap(id="部门规章2021", rank=MINISTRY, since=date(2021, 11, 15), until=None,               amount=100_000, special=200_000, source="国发〔2021〕26号", proposal=True),
    FineCap(id="省级规章1996", rank=PROVINCE, since=PENALTY_LAW,        until=PENALTY_LAW_2021,   amount=30_000,  special=None,    source="对云南省人民政府规章设定罚款限额的规定（1996年）第二条", proposal=True),
    FineCap(id="省级规章2021", rank=PROVINCE, since=PENALTY_LAW_2021,   until=None,               amount=None,    special=None,    source="行政处罚法第十四条第二款：省人大常委会规定的限额尚未录入", proposal=True),
    FineCap(id="市级规章1996", rank=CITY,     since=PENALTY_LAW,        until=PENALTY_LAW_2021,   amount=30_000,  special=None,    source="对云南省人民政府规章设定罚款限额的规定（1996年）第二条", proposal=True),
    FineCap(id="市级规章2021", rank=CITY,     since=PENALTY_LAW_2021,   until=None,               amount=None,    special=None,    source="行政处罚法第十四条第二款：省人大常委会规定的限额尚未录入", proposal=True),
)
# fmt: on

ABOVE: dict[Rank, frozenset[Rank]] = {
    LAW: frozenset(),
    REGULATION: frozenset({LAW}),
    DECISION: frozenset({LAW, REGULATION}),
    LOCAL: frozenset({LAW, REGULATION, DECISION}),
    PROVINCE: frozenset({LAW, REGULATION, DECISION, LOCAL}),
    MINISTRY: frozenset({LAW, REGULATION, DECISION}),
    CITY: frozenset({LAW, REGULATION, DECISION, LOCAL, PROVINCE}),
    DOCUMENT: EVERY - {DOCUMENT},
    Rank.UNKNOWN: frozenset(),
}
"""上位: of which norms a norm may be mere detail (许可法 16, 处罚法 11¶2–14¶1; 部门规章 has none among local ones, 立法法 102, 106)."""
