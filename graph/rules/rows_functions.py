"""文字检验: what a provision's own words say about how its citation may be read (3.2, assumed and unlinked).

Each line only takes readings away, and only where no lawyer would read the text so. What is left is asked.
"""

from __future__ import annotations

from graph.model.law import Rank
from graph.model.power import Function, PowerType
from graph.rules.terms import GuessRow, TextTest

GRANT, SANCTION, DUTY = Function.GRANT, Function.SANCTION, Function.DUTY
SUBJECT, PROCEDURE, IMPLEMENT = Function.SUBJECT, Function.PROCEDURE, Function.IMPLEMENT

HEADS = frozenset({GRANT, SANCTION})
"""What founds a basis group (3.2)."""

BESIDE = frozenset({SUBJECT, PROCEDURE, IMPLEMENT})
"""What stands in no group."""

PENALTY_WORDS = (
    r"罚款|警告|没收|收缴|吊销|暂扣|停产停业|停业整顿|停产整顿|停止(?:营业|执业|生产|经营|建设|使用)|责令关闭|予以关闭|取缔|"
    r"通报批评|限制从业|市场禁入|降低[^，。；]{0,8}等级|拘留|撤销[^，。；]{0,12}(?:证|资格|登记|许可)|处罚|罚金|"
    r"处[^，。；]{0,20}元|处[^，。；]{0,20}倍"
)
PENALTY_STRUCTURE = (
    r"(?:的|之一|者|行为|情形)[，：][^。]*?"
    r"(?:(?<!被)处(?!罚(?!款)|理|分|置)[^。；]{0,40}(?:罚款(?!收据|决定|的决定)|警告|拘留|元|倍)|"
    r"(?:给予|予以)[^。；]{0,8}(?:警告|通报批评)|予以(?:没收|取缔|关闭|罚款)|(?<!被)没收(?!的)|责令(?:停产|停业|关闭)|取缔|"
    r"(?<!被)(?:吊销|暂扣|撤销)[^。；，的]{0,15}(?:证|照|资格|资质|登记|许可|等级)(?!的))"
)
PERMIT_WORDS = r"许可|批准|核准|审批|审核|核发|颁发|发给|准予|同意|认可|认定|资质|资格|执照|证书|[许可合格准]证|登记|注册|审定|审查|核定|备案|验收|检定|检疫|公证|申请|申报|合格|发放|可以实行"
PERMIT_STRUCTURE = (
    r"未(?:经|取得|依法取得|领取)[^。]{0,40}(?:许可|批准|核准|审批|审核|证|同意)[^。]{0,20}不得|"
    r"应当[^。]{0,40}(?:取得|领取|申领|办理|报|经)[^。]{0,40}(?:许可|批准|核准|审批|审核|执照|证)|"
    r"(?:由|经|报|须经|应经)[^。，；]{0,40}(?:部门|机关|机构|政府)[^。，；]{0,20}(?:批准|核准|审批|许可|审查同意|核发|颁发)|"
    r"向[^。；]{0,40}(?:部门|机关|机构|政府)[^。；]{0,20}申请[^。；]{0,40}(?:许可|证|批准|执照|登记)|"
    r"实行[^。]{0,20}(?:许可|审批|核准|准入)[^。]{0,6}(?:制度|管理)?"
)
COERCION_WORDS = r"查封|封存|扣押|扣留|暂扣|冻结|强制|代履行|代为|划拨|划缴|扣缴|拍卖|变卖|滞纳金|加处罚款|拆除|恢复原状|排除妨碍|限制|隔离|铲除|清除|收容|约束|带离|疏散|封闭|控制|处置|销毁|扑杀|强行|责令|征用|调用|管制|制止|拖离|卸载|停止"
LEVY_WORDS = r"征收|征用|收取|缴纳|交纳|征缴|缴费|收费|费用|税|费|金"
PAYMENT_WORDS = r"给付|发放|发给|补助|救助|抚恤|补贴|救济|待遇|保险|供养|优待|资助|补偿|津贴|安置|扶持|援助|奖励|赔偿|经费|费用|免费|减免|保障"
INSPECTION_WORDS = r"检查|监督|抽查|检验|检测|巡查|稽查|查验|核查|抽检|监测|监察|抽样|巡视|评估|考核|审计|督查|督导|查阅|调查|复查|监管|管理|审查|报告|年检|年度"
CONFIRMATION_WORDS = r"确认|认定|登记|鉴定|证明|公证|鉴证|评定|备案|审核|核定|认证|审查|核发|颁发|发给|确定|评估|注册|批准|核准|验收|证书|等级|评审|检验|检定|考核|合格|调查|评价|复核"
REWARD_WORDS = r"奖励|表彰|表扬|嘉奖|奖金|奖|荣誉|鼓励|举报"
ADJUDICATION_WORDS = r"裁决|裁定|调解|仲裁|处理|争议|纠纷|协调|决定|确定"
GENERAL = r"^(?:中华人民共和国)?行政(?:处罚|许可)法$"
ORGAN_WORDS = r"部门|机关|机构|政府|委员会|主管|组织|公安|海关|法院|检察院|院|[^\w]?局|所|站|中心|单位|厅|办公室"
PROCEDURE_WORDS = r"程序|申请|受理|告知|听证|送达|期限|[日天](?:内|前|以内)|审查|决定|调查|立案|陈述|申辩|登记|提交|材料|执行|通知|公告|公示|检查|备案|报|表明身份|证据|询问|笔录|复议|诉讼|移送|延长|办法|规定"
POINTING = (
    r"(?:依照|按照|依据|根据|适用)(?!前|本|上|该|第|下列)(?:(?!元|倍|罚款|警告|没收|吊销)[^，。；]){0,80}?"
    r"(?:规定|办法|条例|法律|法规)?(?:给予|予以|进行|从重|依法)?"
    r"(?:行政处罚|治安管理处罚|处罚|处理|追究[^，。；]{0,12}责任|执行|办理)"
)
CRIMINAL = r"构成犯罪的?，?(?:依法|由司法机关依法)?追究刑事责任|构成违反治安管理行为的?，?[^。；]{0,40}处罚"

_NOT_PENALTY = frozenset(PowerType) - {PowerType.PENALTY, PowerType.COERCION, PowerType.OTHER}


def _of(*types: PowerType) -> frozenset[PowerType]:
    return frozenset(types)


# fmt: off
TESTS: tuple[TextTest, ...] = (
    TextTest(id="F19", types=_of(PowerType.PENALTY, PowerType.PERMIT), titles=GENERAL, excludes=frozenset({GRANT, SANCTION, DUTY}), sentence="行政处罚法、行政许可法只规定一般规则和程序，不设定具体的处罚或者许可"),
    TextTest(id="F1",  types=_of(PowerType.PENALTY),      absent=PENALTY_WORDS,      excludes=HEADS, sentence="没有写明任何处罚的条文，不能是行政处罚的罚则，也不能单独设定处罚"),
    TextTest(id="F2",  types=_of(PowerType.PENALTY),      present=PENALTY_WORDS,     excludes=frozenset({GRANT}), sentence="写明处罚的条文就是罚则，不作一般授权读"),
    TextTest(id="F3",  types=_NOT_PENALTY,                present=r"",               excludes=frozenset({SANCTION}), sentence="罚则不能设定处罚、强制和其他职权以外的职权"),
    TextTest(id="F4",  types=_of(PowerType.PERMIT),       absent=PERMIT_WORDS,       excludes=HEADS, sentence="没有写明许可、批准、核准、登记等的条文，不能设定行政许可"),
    TextTest(id="F5",  types=_of(PowerType.COERCION),     absent=COERCION_WORDS,     excludes=HEADS, sentence="没有写明任何强制措施或者强制执行方式的条文，不能设定行政强制"),
    TextTest(id="F6",  types=_of(PowerType.LEVY),         absent=LEVY_WORDS,         excludes=HEADS, sentence="没有写明征收、收取、缴纳或者税费的条文，不能设定行政征收"),
    TextTest(id="F7",  types=_of(PowerType.PAYMENT),      absent=PAYMENT_WORDS,      excludes=HEADS, sentence="没有写明发放、补助、救助、补贴等的条文，不能设定行政给付"),
    TextTest(id="F8",  types=_of(PowerType.INSPECTION),   absent=INSPECTION_WORDS,   excludes=HEADS, sentence="没有写明检查、监督、检验、监测等的条文，不能设定行政检查"),
    TextTest(id="F9",  types=_of(PowerType.CONFIRMATION), absent=CONFIRMATION_WORDS, excludes=HEADS, sentence="没有写明确认、认定、登记、鉴定等的条文，不能设定行政确认"),
    TextTest(id="F10", types=_of(PowerType.REWARD),       absent=REWARD_WORDS,       excludes=HEADS, sentence="没有写明奖励、表彰的条文，不能设定行政奖励"),
    TextTest(id="F11", types=_of(PowerType.ADJUDICATION), absent=ADJUDICATION_WORDS, excludes=HEADS, sentence="没有写明裁决、处理、调解或者争议的条文，不能设定行政裁决"),
    TextTest(id="F12", types=_of(PowerType.PENALTY),      present=PENALTY_WORDS, absent=PENALTY_WORDS, pointing=f"{CRIMINAL}|{POINTING}", excludes=HEADS, sentence="只写依照其他法律、法规处罚或者处理的条文，不自成一组依据"),
    TextTest(id="F13", types=_of(PowerType.PENALTY),      present=PENALTY_STRUCTURE, excludes=frozenset({DUTY, SUBJECT, PROCEDURE}), sentence="既写违法行为又写处罚的条文，不是义务、主体或者程序条款"),
    TextTest(id="F14", types=_of(PowerType.PERMIT),       present=PERMIT_STRUCTURE,  excludes=frozenset({DUTY, SUBJECT, PROCEDURE}), sentence="写明未经许可不得从事、或者应当取得许可的条文，不是主体或者程序条款"),
    TextTest(id="F15", ranks=frozenset({Rank.LAW}),       present=r"",               excludes=frozenset({IMPLEMENT}), sentence="法律之上没有可供细化的规定，法律条文不是细化条款"),
    TextTest(id="F16", types=_of(PowerType.PENALTY),      absent=PENALTY_WORDS, violated=True, excludes=frozenset({GRANT, SANCTION, *BESIDE}), sentence="罚则指明“违反”的条文，是义务条款"),
    TextTest(id="F17", absent=ORGAN_WORDS,                excludes=frozenset({SUBJECT}), sentence="没有写到任何机关或者组织的条文，不是主体条款"),
    TextTest(id="F18", absent=PROCEDURE_WORDS,            excludes=frozenset({PROCEDURE}), sentence="没有写到任何办理步骤、期限或者文书的条文，不是程序条款"),
    TextTest(id="F20", alone=True, excludes=frozenset({IMPLEMENT}), sentence="同一职权没有引用层级更高或者相当的其他法规，无可细化"),
)
"""Narrowing lines, the strongest first: a line that would leave nothing is passed over. A line is met where ``present`` stands and ``absent`` does not; ``""`` asks for nothing."""

GUESSES: tuple[GuessRow, ...] = (
    GuessRow(id="G1", types=_of(PowerType.PENALTY), function=SANCTION,  words=r""),
    GuessRow(id="G2",                               function=GRANT,     words=r""),
    GuessRow(id="G3",                               function=SUBJECT,   words=r"(?:主管|负责|负有)[^。]{0,40}(?:工作|职责|管理)|授权"),
    GuessRow(id="G4",                               function=DUTY,      words=r"不得|禁止|应当|必须|严禁"),
    GuessRow(id="G5",                               function=PROCEDURE, words=PROCEDURE_WORDS),
    GuessRow(id="G6",                               function=IMPLEMENT, words=r""),
    GuessRow(id="G7",                               function=DUTY,      words=r""),
)
"""Inference, first line that is allowed and whose words occur. G7 holds where IMPLEMENT is excluded (a 法律)."""
# fmt: on
