"""表头: which column says what. The official words and their synonyms stand only here."""

from __future__ import annotations

import re
from enum import StrEnum

from importers.lists.text import squeeze


class Field(StrEnum):
    """要素: what a column of a power list can say, in the words of Article 4 where it has one."""

    NUMBER = "序号"
    CODE = "职权编码"
    NAME = "职权名称"
    SUB_ITEM = "子项名称"
    TYPE = "职权类型"
    HOLDER = "行使主体"
    OFFICE = "承办机构"
    LEVEL = "实施层级"
    AUTHORITY = "权限"
    DEPARTMENT_DUTY = "部门职责"
    TARGET = "实施对象"
    BASES = "设立依据"
    DUTY = "责任事项"
    DUTY_BASIS = "责任事项依据"
    LIABILITY_SUBJECTS = "追责对象范围"
    LIABILITY_CLAUSES = "追责情形"
    LIABILITY_BASIS = "追责依据"
    SUPERVISION = "监督方式"
    REMEDY = "救济途径"
    REMARK = "备注"


ARTICLE_4 = (
    Field.NAME,
    Field.HOLDER,
    Field.TYPE,
    Field.BASES,
    Field.DUTY,
    Field.LIABILITY_CLAUSES,
    Field.LIABILITY_BASIS,
    Field.SUPERVISION,
    Field.REMEDY,
)
"""《办法》第四条第一款: the nine elements of a power and responsibility list."""

SINGLE = frozenset({Field.NUMBER, Field.CODE, Field.NAME, Field.TYPE, Field.HOLDER})
"""Elements of which a row has one: a second column of another name says something else."""

_POWER = "(?:行政)?(?:权力|职权|权责|权利|许可|处罚|检查|执法|政务服务)?"
_KIND_OF = "(?:行政)?(?:权力|职权|权责|权利)?"
_BLAME = "(?:追责|问责|责任追究|追究责任)的?"

# A header must be matched whole. The first row that matches wins: narrow ones stand above wide ones.
# fmt: off
_PATTERNS: tuple[tuple[Field, str], ...] = (
    (Field.NUMBER,             r"序号?|[项总]序号|顺序号|项目序号|NO\.?"),
    (Field.CODE,               rf"{_POWER}(?:基本|实施|统一|项目|清单|国家级?|地方|业务)?(?:基本)?(?:事项|项目|目录|清单)?(?:编码|代码|编号|码)"),
    (Field.HOLDER,             r"(?:职权|权力|权责|法定)?(?:行使|实施|职权|权力)主体(?:名称)?"),
    (Field.SUB_ITEM,           r"(?:事项|权力|职权|实施)?[子小分]项(?:名称|事项|内容|目|目名称|事项名称)?|二级事项(?:名称)?|(?:业务)?办理项(?:名称)?"),
    (Field.LIABILITY_BASIS,    rf"{_BLAME}(?:情形|事项)?(?:法律|法定|设定)?依据(?:内容)?"),
    (Field.LIABILITY_SUBJECTS, rf"{_BLAME}(?:对象|主体|人员)及?(?:范围)?"),
    (Field.LIABILITY_CLAUSES,  rf"(?:应|不履责)?{_BLAME}(?:情形|情况|事项|内容|情节|条款)(?:内容|[及和与](?:追责|问责)?依据)?|追责|责任追究"),
    (Field.DUTY_BASIS,         r"(?:责任|职责|履责)(?:事项|清单)?(?:内容)?的?(?:设定|法律|法定)?依据(?:内容)?"),
    (Field.DEPARTMENT_DUTY,    r"(?:部门|单位|主要|工作|法定|三定)?职责(?:内容|描述)?|部门职能"),
    (Field.DUTY,               r"(?:直接实施|直接|履职|指导监督|监督指导|监管|实施|具体|对应的?|相应)?责任(?:事项|清单|环节|要求|义务)?(?:名称|内容|[及和与]依据)?|履责(?:内容|要求|环节)|职责事项"),
    (Field.SUPERVISION,        r"(?:监督|投诉|举报|咨询|检查|[及和与或])*(?:监督|投诉|举报)(?:和|及)?(?:方式|电话|途径|渠道|地址|窗口|机关|机构|部门|邮箱|网址|措施|[、及和与])+|(?:监督|投诉|举报)[、及和与]?(?:监督|投诉|举报)|监督"),
    (Field.REMEDY,             r"(?:权利|法律|行政)?救济(?:途径|渠道|方式|措施|权利|[及和与])*|(?:行政|法律)?(?:复议|诉讼|[及和与或、])+(?:机关|法院|途径|渠道|部门)?"),
    (Field.BASES,              rf"{_POWER}(?:事项|项目)?的?(?:设立|设定|实施|行使|法律|法定|法规|政策|主要|[及和与、])*依据(?:[及和与]?(?:条款|内容|名称|文件))*|法律、?法规(?:、?规章)?(?:依据|名称|[及和与]条款)*"),
    (Field.AUTHORITY,          r"(?:实施|行使|管理|审批|办理|层级|职责|事权|职权|权力)?权限(?:内容|范围|划分|分工)?|(?:职权|权力|行使)(?:内容|范围)"),
    (Field.LEVEL,              r"(?:实施|行使|行政|管理|审批|权力|职权|权限|办理|执法|事项)*(?:层级|级别|层次)(?:[及和与]?权限(?:划分|内容)?)?"),
    (Field.OFFICE,             r"(?:具体)?(?:承办|责任|内设|经办|承接|受理|办理|业务|主管|主办|负责|牵头|执行)(?:科室|处室|机构|股室|[科处])+(?:[、/或及和](?:责任|承办)?(?:单位|部门|机构|岗位|人员))?|承办(?:单位|部门|主体)|受理部门|[科处]室"),
    (Field.HOLDER,             r"(?:责任|执法|许可|处罚|法定|法定实施|法定行使)主体|(?:职权|权力)?(?:行使|实施|职权|权力|执法)(?:机关|部门|单位|机构)(?:名称)?"),
    (Field.TARGET,             r"(?:实施|行使|服务|办理|适用|管理|监管|检查|申请)对象(?:范围)?|(?:行政)?相对人"),
    (Field.TYPE,               rf"{_KIND_OF}(?:事项|项目)?的?(?:类型|类别|种类|分类|性质)"),
    (Field.NAME,               rf"{_POWER}(?:基本|主|大)?(?:事项|项目|项)?的?名称|{_POWER}(?:事项|项目)|(?:行政)?(?:权力|职权)|[主大]项"),
    (Field.REMARK,             r"(?:其他)?(?:备注|附注|说明|注)(?:说明)?"),
)
_LOOSE: tuple[tuple[Field, str], ...] = (
    (Field.LIABILITY_BASIS,    r"(?:追责|问责|追究).*依据"),
    (Field.LIABILITY_CLAUSES,  r"(?:追责|问责|追究).*(?:情形|情况)"),
    (Field.DUTY_BASIS,         r"责任.*依据"),
    (Field.HOLDER,             r"(?:责任|主管|所属|牵头|办理|实施|[市区县省州]级)(?:主管)?(?:部门|单位|机关|机构)(?:名称)?|(?:部门|单位|主体|机关|机构)(?:名称)?|.*(?:行使|实施)主体.*|行政主体"),
    (Field.BASES,              r"(?:国家|行政|地方性?|部门|部委|地方政府|政府|省|市)?(?:法律|法规|规章|政策|规范性文件).*|国务院(?:决定|文件)|.*(?:设定|设立|实施|行使|法律|法定)依据.*|违法依据|违则|罚则|(?:违反|违法|处罚)条款|(?:权力|职权)来源"),
    (Field.AUTHORITY,          r"事权划分|分级管理权限"),
    (Field.DUTY,               r".*责任事项.*"),
    (Field.TYPE,               r".*(?:权力|职权)(?:类型|类别).*"),
    (Field.NAME,               r".*(?:权力|职权|事项)(?:事项)?名称.*"),
    (Field.SUPERVISION,        r".*(?:监督|投诉|举报)(?:服务|咨询)?(?:方式|电话|渠道|途径).*"),
    (Field.REMEDY,             r".*(?:救济|复议|诉讼).*"),
)
# fmt: on
_NOT_LOOSE = re.compile(
    r"收费|证件|证照|材料|文书|数量|时限|期限|是否|份数|修订|日期|共同|上级|下级"
)

_EXACT = tuple((field, re.compile(pattern, re.IGNORECASE)) for field, pattern in _PATTERNS)
_NEAR = tuple((field, re.compile(pattern)) for field, pattern in _LOOSE)
_BRACKETED = re.compile(r"[（(\[【].*?[）)\]】]")
_LONGEST = 24


def field_of(header: str) -> Field | None:
    """Which element a header names by a word that we know; None if by none.

    Blanks, breaks and bracketed remarks (“行使主体（责任主体）”) do not count.
    """
    return _first(_EXACT, _plain(header))


def loose_field_of(header: str) -> Field | None:
    """Which element a header probably names; to be asked only where no column names it exactly."""
    text = _plain(header)
    return None if _NOT_LOOSE.search(text) else _first(_NEAR, text)


def _plain(header: str) -> str:
    text = squeeze(header).strip(":*：")
    return _BRACKETED.sub("", text) or text


def _first(patterns: tuple[tuple[Field, re.Pattern[str]], ...], text: str) -> Field | None:
    if not text or len(text) > _LONGEST:
        return None
    return next((field for field, pattern in patterns if pattern.fullmatch(text)), None)
