"""解释: where the regulation is silent, how the project reads it (``spec/requirements.md`` 1.6); 编办 can overrule each.

Each row says which rules, grounds or routes it stands behind, so that ``explain`` can show it there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.plan import Route


@dataclass(frozen=True, slots=True)
class Interpretation:
    """解释 of one silence of the text."""

    id: str
    article: str
    text: str
    rules: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    routes: frozenset[Route] = frozenset()


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


# fmt: off
INTERPRETATIONS: tuple[Interpretation, ...] = (
    Interpretation("G1", "《办法》第八条、第十二条第（五）项", "《办法》未规定申请和审核的天数；规则包未设期限的，只提示、不认定逾期", routes=frozenset({Route.A, Route.B})),
    Interpretation("G2", "《办法》第八条", "《办法》未规定不同意时如何办理；应当申请而未获同意的，作为合规缺口继续显示", rules=_of("C13")),
    Interpretation("G3", "《办法》第九条第二款", "《办法》只规定建议增加、取消许可；许可的下放和要素变化，向上报告并补充本地要素", rules=_of("P3")),
    Interpretation("G4", "《办法》第九条第一款", "许可的责任事项、追责依据、监督方式、救济途径等变化，不适用第七条，由编办会同部门补充完善要素内容", rules=_of("E9", "P15"), routes=frozenset({Route.C_LITE})),
    Interpretation("G6", "《办法》第八条", "原部门已不存在或者逾期不申请的，由承接部门或者编办代为提出，并由编办另一人审核"),
    Interpretation("G8", "《办法》第六条、第八条", "依据已失效而决定未作出的，法律状态即时显示失效并提示不得继续行使，清单文字待决定后调整", rules=_of("T5"), grounds=_of("6(1)")),
    Interpretation("G9", "《办法》第八条", "生效日之前可以申请、审核和批准，批准后待生效日，不得提前调整清单", rules=_of("T3")),
    Interpretation("G11", "《办法》第五条第（一）项、第六条第（一）项、第九条第二款", "“法律法规颁布、修订、废止”解释为包括规章、国务院决定和期满失效", grounds=_of("5(1)", "6(1)")),
    Interpretation("G12", "《办法》第六条、第七条", "子项丧失依据视为第六条第（一）项，其主项视为第七条第（一）项", rules=_of("L13")),
    Interpretation("G13", "《办法》第八条", "清单的变化自生效日与最后决定日中较晚之日起算，调整清单由编办办理，不自动发生", rules=_of("T5", "T3")),
    Interpretation("G15", "《办法》第四条", "引用的是哪一文本：与引文相同者优先，其次为所注修订日期，再次为清单当日的有效文本；数次修订逐次衔接，有一次未确认即为未定", rules=_of("L8", "L9", "L12", "L25", "E0")),
    Interpretation("G18", "《办法》第四条第二款", "暴露期自情形生效之日起，至清单变更之日止", rules=_of("T5")),
    Interpretation("G22", "《办法》第三条第四款", "暂缓待法制办意见是系统的待办，不是第八条的环节；由法制办以文件答复，部门仍须申请", rules=_of("L5", "L6", "L7", "L22", "X2", "X3", "X4")),
)
# fmt: on

ON_BEHALF = "G6"
"""Shown where 编办 filed for a department."""


def behind(
    rules: Iterable[str], grounds: Iterable[str], routes: Iterable[Route], *, on_behalf: bool
) -> list[Interpretation]:
    """The interpretations that an outcome leans on."""
    named, said, ways = set(rules), set(grounds), set(routes)
    return [
        row
        for row in INTERPRETATIONS
        if row.rules & named
        or row.grounds & said
        or row.routes & ways
        or (on_behalf and row.id == ON_BEHALF)
    ]
