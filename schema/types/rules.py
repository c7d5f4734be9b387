"""规则: the tables of the rules as data, each row with its article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

import strawberry

from graph.model.actor import Role
from graph.model.judgement import BasisState, LegalStatus
from graph.model.law import Finding, Rank
from graph.model.plan import Route, Severity
from graph.model.power import Function, PowerType
from graph.model.request import Action, State, Verdict
from graph.rules import terms
from graph.rules.pack import RulePack as PackRecord
from graph.rules.row import RuleRow
from graph.rules.rows_survival import SurvivalRow as SurvivalRecord
from graph.workflow import Step as StepRecord
from resolvers.interpretations import Interpretation as InterpretationRecord
from schema.enums import publish
from schema.types.remedy import RemedyRule


class Table(StrEnum):
    """决策表 by the letter of its rows."""

    L = "法规变动触及设立依据"
    E = "法规变动触及其他要素"
    P = "行政许可"
    U = "上级决定、赋权与委托"
    O = "机构变动"  # noqa: E741
    C = "在办事项的冲突"
    T = "时间规则"
    X = "上位依据与清理"


publish(Table, "决策表")


@strawberry.type(description="规则行：决策表的一行")
class Rule:
    id: strawberry.ID = strawberry.field(description="行号")
    table: Table = strawberry.field(description="所在的决策表")
    change: str = strawberry.field(description="通常由何种变动引起；以条件为准")
    condition: str = strawberry.field(description="条件")
    outcome: str = strawberry.field(description="结果")
    sentence: str = strawberry.field(description="条件与结果合为一句")
    grounds: list[str] = strawberry.field(description="事由，如 7(1) 即第七条第（一）项")
    route: str = strawberry.field(description="办理路径；数条以 + 相连，空为不办理或不定")
    article: str = strawberry.field(description="所依条文")
    stage: str = strawberry.field(description="研判的第几遍（仅 L 表）")
    severity: Severity | None = strawberry.field(description="调整程度；空为本行不定")
    built: bool = strawberry.field(description="是否已实现；未实现的情形以 RowNotBuilt 拒绝")

    @classmethod
    def of(cls, row: RuleRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            table=Table[row.id[0]],
            change=row.change,
            condition=row.condition,
            outcome=row.outcome,
            sentence=row.sentence,
            grounds=list(row.grounds),
            route=row.route,
            article=row.source,
            stage=row.stage,
            severity=row.severity,
            built=row.built,
        )


@strawberry.type(description="存续表的一行")
class SurvivalRow:
    id: strawberry.ID = strawberry.field(description="行号，V1 至 V9")
    condition: str = strawberry.field(description="条件")
    meaning: str = strawberry.field(description="含义：应当如何处理")
    sentence: str = strawberry.field(description="条件与含义合为一句")
    legal_status: LegalStatus = strawberry.field(description="法律状态")

    @classmethod
    def of(cls, row: SurvivalRecord) -> Self:
        return cls(
            id=strawberry.ID(row.id.id),
            condition=row.condition,
            meaning=row.meaning,
            sentence=f"{row.condition}：{row.meaning}",
            legal_status=row.status,
        )


@strawberry.type(description="设定权矩阵中的一个条件")
class CompetenceCondition:
    test: str = strawberry.field(description="检验的内容")
    rule: str | None = strawberry.field(description="所依规则，M1 至 M5；空为该格自身")
    ranks: list[Rank] = strawberry.field(description="有其中之一即不得设定的上位依据")
    measures: list[str] = strawberry.field(description="所限的处罚种类或强制方式")
    words: str = strawberry.field(description="所查的文字（正则表达式）")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, row: terms.Condition) -> Self:
        return cls(
            test=row.test.value,
            rule=row.rule or None,
            ranks=_ranks(row.ranks),
            measures=[m.value for m in terms.Measure if m in row.measures],
            words=row.words,
            sentence=row.sentence,
        )


def _ranks(ranks: Iterable[Rank]) -> list[Rank]:
    found = set(ranks)
    return [rank for rank in Rank if rank in found]


def _functions(functions: Iterable[Function]) -> list[Function]:
    found = set(functions)
    return [function for function in Function if function in found]


def _types(types: Iterable[PowerType]) -> list[PowerType]:
    found = set(types)
    return [type_ for type_ in PowerType if type_ in found]


@strawberry.type(description="设定权矩阵的一格：何种层级的规范可否设定何种职权")
class CompetenceCell:
    id: strawberry.ID = strawberry.field(description="行号")
    power_type: PowerType = strawberry.field(description="职权类型")
    mode: str = strawberry.field(description="强制措施或者强制执行；其他类型为空")
    rank: Rank = strawberry.field(description="效力层级")
    valid_from: date = strawberry.field(description="起（当日有效）")
    valid_to: date | None = strawberry.field(description="止（当日不再有效）；空为至今")
    may: str = strawberry.field(description="可否设定")
    conditions: list[CompetenceCondition] = strawberry.field(description="条件")
    article: str = strawberry.field(description="所依条文")
    proposal: bool = strawberry.field(description="是否尚待法制办确认的读法")

    @classmethod
    def of(cls, row: terms.CompetenceRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            power_type=row.type,
            mode=row.mode.value,
            rank=row.rank,
            valid_from=row.since,
            valid_to=row.until,
            may=row.may.value,
            conditions=[CompetenceCondition.of(c) for c in row.conditions],
            article=row.source,
            proposal=row.proposal,
        )


@strawberry.type(description="授权主体：授权组织的职权须由何种层级的规范授予")
class SubjectRule:
    id: strawberry.ID = strawberry.field(description="行号")
    power_type: PowerType = strawberry.field(description="职权类型")
    ranks: list[Rank] = strawberry.field(description="效力层级")
    valid_from: date = strawberry.field(description="起（当日有效）")
    article: str = strawberry.field(description="所依条文")

    @classmethod
    def of(cls, row: terms.SubjectRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            power_type=row.type,
            ranks=_ranks(row.ranks),
            valid_from=row.since,
            article=row.source,
        )


@strawberry.type(description="规章的罚款限额")
class FineCap:
    id: strawberry.ID = strawberry.field(description="行号")
    rank: Rank = strawberry.field(description="效力层级")
    valid_from: date = strawberry.field(description="起（当日有效）")
    valid_to: date | None = strawberry.field(description="止（当日不再有效）；空为至今")
    amount: int | None = strawberry.field(description="限额（元）；空为尚未录入")
    special: int | None = strawberry.field(description="特定领域的较高限额（元）")
    article: str = strawberry.field(description="所依文件")
    proposal: bool = strawberry.field(description="是否尚待法制办确认")

    @classmethod
    def of(cls, row: terms.FineCap) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            rank=row.rank,
            valid_from=row.since,
            valid_to=row.until,
            amount=row.amount,
            special=row.special,
            article=row.source,
            proposal=row.proposal,
        )


@strawberry.type(description="用语：以哪些文字表示一种处罚或强制")
class MeasureWords:
    id: strawberry.ID = strawberry.field(description="行号")
    measure: str = strawberry.field(description="种类")
    words: str = strawberry.field(description="文字（正则表达式）")
    article: str = strawberry.field(description="所依条文")

    @classmethod
    def of(cls, row: terms.WordRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            measure=row.measure.value,
            words=row.words,
            article=row.source,
        )


@strawberry.type(description="文字检验：条文自身的文字排除哪些引用功能")
class FunctionTest:
    id: strawberry.ID = strawberry.field(description="行号")
    sentence: str = strawberry.field(description="说明")
    power_types: list[PowerType] = strawberry.field(description="适用的职权类型；空为全部")
    excludes: list[Function] = strawberry.field(description="所排除的功能")
    present: str = strawberry.field(description="须有的文字（正则表达式）；空为不问")
    absent: str = strawberry.field(description="须无的文字（正则表达式）；空为不问")
    pointing: str = strawberry.field(description="检验前先行略去的指引文字（正则表达式）")
    ranks: list[Rank] = strawberry.field(description="适用的效力层级；空为全部")

    @classmethod
    def of(cls, row: terms.TextTest) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            sentence=row.sentence,
            power_types=_types(row.types),
            excludes=_functions(row.excludes),
            present=row.present,
            absent=row.absent,
            pointing=row.pointing,
            ranks=_ranks(row.ranks),
        )


@strawberry.type(description="推定：未载明功能时，首个适用的行给出推定的功能")
class FunctionGuess:
    id: strawberry.ID = strawberry.field(description="行号")
    function: Function = strawberry.field(description="推定的功能")
    power_types: list[PowerType] = strawberry.field(description="适用的职权类型；空为全部")
    words: str = strawberry.field(description="须有的文字（正则表达式）；空为不问")

    @classmethod
    def of(cls, row: terms.GuessRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            function=row.function,
            power_types=_types(row.types),
            words=row.words,
        )


@strawberry.type(description="法制办意见的效果")
class OpinionEffect:
    id: strawberry.ID = strawberry.field(description="行号")
    finding: Finding = strawberry.field(description="认定")
    states: list[BasisState] = strawberry.field(description="对处于哪些状态的依据有效")
    own: bool | None = strawberry.field(description="仅对本区规范性文件，或仅对其他；空为不论")
    result: BasisState | None = strawberry.field(description="改为何种状态；空为消除疑义或保持不变")
    keeps: bool = strawberry.field(description="状态是否保持不变，仅作记载")
    sentence: str = strawberry.field(description="说明")

    @classmethod
    def of(cls, row: terms.OpinionRow) -> Self:
        return cls(
            id=strawberry.ID(row.id),
            finding=row.finding,
            states=sorted(row.states),
            own=row.own,
            result=row.result,
            keeps=row.keeps,
            sentence=row.sentence,
        )


@strawberry.type(description="规则包中的期限与界限")
class PackThresholds:
    suspension_days: int = strawberry.field(description="暂停适用超过多少天须提出申请（L2）")
    alarm_days: int = strawberry.field(description="生效前多少天对未答复的暂缓预警（L12）")


@strawberry.type(description="规则包：本区适用的全部规则数据，每行都有出处")
class RulePack:
    id: strawberry.ID = strawberry.field(description="编号")
    version: str = strawberry.field(description="版本")
    name: str = strawberry.field(description="名称")
    valid_from: date = strawberry.field(description="起用日期")
    territory: str = strawberry.field(description="本区的行政区划代码")
    matrix: list[CompetenceCell] = strawberry.field(description="设定权矩阵")
    subjects: list[SubjectRule] = strawberry.field(description="授权主体")
    caps: list[FineCap] = strawberry.field(description="规章的罚款限额")
    words: list[MeasureWords] = strawberry.field(description="用语表")
    tests: list[FunctionTest] = strawberry.field(description="文字检验")
    guesses: list[FunctionGuess] = strawberry.field(description="推定")
    opinions: list[OpinionEffect] = strawberry.field(description="法制办意见的效果")
    survival: list[SurvivalRow] = strawberry.field(description="存续表")
    remedies: list[RemedyRule] = strawberry.field(description="救济途径表")
    thresholds: PackThresholds = strawberry.field(description="期限与界限")
    interpretations: list[Interpretation] = strawberry.field(description="对《办法》未尽之处的解释")

    @classmethod
    def of(cls, pack: PackRecord, notes: Iterable[InterpretationRecord]) -> Self:
        return cls(
            id=strawberry.ID(pack.id),
            version=pack.version,
            name=pack.name,
            valid_from=pack.valid_from,
            territory=pack.territory,
            matrix=[CompetenceCell.of(row) for row in pack.matrix],
            subjects=[SubjectRule.of(row) for row in pack.subjects],
            caps=[FineCap.of(row) for row in pack.caps],
            words=[MeasureWords.of(row) for row in pack.words],
            tests=[FunctionTest.of(row) for row in pack.tests],
            guesses=[FunctionGuess.of(row) for row in pack.guesses],
            opinions=[OpinionEffect.of(row) for row in pack.opinions],
            survival=[SurvivalRow.of(row) for row in pack.survival],
            remedies=[RemedyRule.of(row) for row in pack.remedies],
            thresholds=PackThresholds(
                suspension_days=pack.thresholds.suspension_days,
                alarm_days=pack.thresholds.alarm_days,
            ),
            interpretations=[Interpretation.of(note) for note in notes],
        )


@strawberry.type(description="解释：《办法》未尽之处的读法；编办可以另作解释")
class Interpretation:
    id: strawberry.ID = strawberry.field(description="编号，如 G4")
    article: str = strawberry.field(description="所解释的条文")
    text: str = strawberry.field(description="解释")

    @classmethod
    def of(cls, row: InterpretationRecord) -> Self:
        return cls(id=strawberry.ID(row.id), article=row.article, text=row.text)


@strawberry.type(description="办理流程表的一行")
class WorkflowStep:
    route: Route = strawberry.field(description="办理路径")
    source: State = strawberry.field(description="现状态")
    action: Action = strawberry.field(description="办理动作")
    verdict: Verdict = strawberry.field(description="处理意见")
    roles: list[Role] = strawberry.field(description="由谁办理")
    target: State = strawberry.field(description="办理后的状态")
    article: str = strawberry.field(description="所依条文")

    @classmethod
    def of(cls, row: StepRecord) -> Self:
        return cls(
            route=row.route,
            source=row.source,
            action=row.action,
            verdict=row.verdict,
            roles=list(row.roles),
            target=row.target,
            article=row.article,
        )
