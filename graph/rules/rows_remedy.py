"""救济途径: 复议机关 and 诉讼法院 by kind of holder and law in force (R4.9, E6).

Read in the texts of 行政复议法 of 2017 (in force until 2023) and of 2023, and of 行政诉讼法 of 2017. Days before these texts,
and kinds of organs of which they do not speak, have no row: nothing is computed for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.model.organ import OrgKind

WORK, PLATE = OrgKind.WORK_DEPT, OrgKind.PARTY_ORGAN_WITH_PLATE
JUSTICE, VERTICAL = OrgKind.JUSTICE, OrgKind.VERTICAL
GOVERNMENT, STREET = OrgKind.GOVERNMENT, OrgKind.SUBDISTRICT
AGENCY, ORGANISATION = OrgKind.DISPATCHED_ORGAN, OrgKind.AUTHORIZED_ORG


class Forum(StrEnum):
    """救济的去处."""

    REVIEW = "复议机关"
    COURT = "诉讼法院"


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """一行 of the table: who decides over the acts of which kinds of holders, in ``[since, until)``."""

    id: str
    forum: Forum
    kinds: tuple[OrgKind, ...]
    said: str
    article: str
    since: date
    until: date | None = None


_2017, _2023 = date(2018, 1, 1), date(2024, 1, 1)
_LITIGATION = date(2017, 7, 1)
_REVIEW, _COURT = Forum.REVIEW, Forum.COURT

# fmt: off
REMEDIES = (
    RemedyRow("F1",  _REVIEW, (WORK, PLATE, JUSTICE), "本级人民政府或者上一级主管部门（由申请人选择）", "《中华人民共和国行政复议法》第十二条第一款", _2017, _2023),
    RemedyRow("F2",  _REVIEW, (VERTICAL,),     "上一级主管部门", "《中华人民共和国行政复议法》第十二条第二款", _2017, _2023),
    RemedyRow("F3",  _REVIEW, (GOVERNMENT,),   "上一级地方人民政府", "《中华人民共和国行政复议法》第十三条第一款", _2017, _2023),
    RemedyRow("F4",  _REVIEW, (STREET,),       "设立该街道办事处的人民政府", "《中华人民共和国行政复议法》第十五条第一款第（一）项", _2017, _2023),
    RemedyRow("F5",  _REVIEW, (AGENCY,),       "设立该派出机构的部门或者该部门的本级人民政府", "《中华人民共和国行政复议法》第十五条第一款第（二）项", _2017, _2023),
    RemedyRow("F6",  _REVIEW, (ORGANISATION,), "直接管理该组织的人民政府或者其工作部门", "《中华人民共和国行政复议法》第十五条第一款第（三）项", _2017, _2023),
    RemedyRow("F7",  _REVIEW, (WORK, PLATE),   "本级人民政府", "《中华人民共和国行政复议法》第二十四条第一款第（一）项", _2023),
    RemedyRow("F8",  _REVIEW, (GOVERNMENT,),   "上一级人民政府", "《中华人民共和国行政复议法》第二十四条第一款第（二）项", _2023),
    RemedyRow("F9",  _REVIEW, (STREET,),       "设立该街道办事处的人民政府", "《中华人民共和国行政复议法》第二十四条第一款第（三）项", _2023),
    RemedyRow("F10", _REVIEW, (ORGANISATION,), "管理该组织或者管理其主管部门的本级人民政府", "《中华人民共和国行政复议法》第二十四条第一款第（四）项", _2023),
    RemedyRow("F11", _REVIEW, (AGENCY,),       "设立该派出机构的部门的本级人民政府", "《中华人民共和国行政复议法》第二十四条第四款", _2023),
    RemedyRow("F12", _REVIEW, (VERTICAL,),     "上一级主管部门", "《中华人民共和国行政复议法》第二十七条", _2023),
    RemedyRow("F13", _REVIEW, (JUSTICE,),      "本级人民政府或者上一级司法行政部门", "《中华人民共和国行政复议法》第二十八条", _2023),
    RemedyRow("F14", _COURT,  (WORK, PLATE, JUSTICE, STREET, AGENCY, ORGANISATION), "最初作出行政行为的机关所在地的基层人民法院（经复议的，也可以向复议机关所在地的人民法院）", "《中华人民共和国行政诉讼法》第十四条、第十八条第一款", _LITIGATION),
    RemedyRow("F15", _COURT,  (VERTICAL,),     "最初作出行政行为的机关所在地的基层人民法院（海关处理的案件为中级人民法院）", "《中华人民共和国行政诉讼法》第十四条、第十五条第（二）项、第十八条第一款", _LITIGATION),
    RemedyRow("F16", _COURT,  (GOVERNMENT,),   "中级人民法院", "《中华人民共和国行政诉讼法》第十五条第（一）项", _LITIGATION),
)
"""救济途径. Where 高级人民法院 gave cases to a court of another district (《中华人民共和国行政诉讼法》第十八条第二款), a ruling says so."""
# fmt: on
