"""用语表: by which words a text names what it imposes. A lawyer can check it line by line."""

from __future__ import annotations

from graph.rules.terms import Measure, WordRow

# fmt: off
WORDS: tuple[WordRow, ...] = (
    WordRow(id="W1",  measure=Measure.WARNING,             words=r"警告",                                         source="行政处罚法第九条第（一）项"),
    WordRow(id="W2",  measure=Measure.CRITICISM,           words=r"通报批评",                                     source="行政处罚法第九条第（一）项"),
    WordRow(id="W3",  measure=Measure.FINE,                words=r"(?<!加处)罚款",                                source="行政处罚法第九条第（二）项"),
    WordRow(id="W4",  measure=Measure.CONFISCATION,        words=r"没收|收缴(?!国库)",                            source="行政处罚法第九条第（二）项"),
    WordRow(id="W5",  measure=Measure.LICENCE_HELD,        words=r"暂扣(?:或者?吊销)?[^，。；]{0,12}(?:证|照)",   source="行政处罚法第九条第（三）项"),
    WordRow(id="W6",  measure=Measure.GRADE_LOWERED,       words=r"降低[^，。；]{0,8}等级",                       source="行政处罚法第九条第（三）项"),
    WordRow(id="W7",  measure=Measure.LICENCE_REVOKED,     words=r"吊销(?![^，。；]{0,6}营业执照)",               source="行政处罚法第九条第（三）项"),
    WordRow(id="W8",  measure=Measure.BUSINESS_REVOKED,    words=r"吊销[^，。；]{0,20}营业执照",                  source="行政处罚法第十二条第一款"),
    WordRow(id="W9",  measure=Measure.BUSINESS_RESTRICTED, words=r"限制(?:其)?(?:开展)?[^，。；]{0,6}(?:生产|经营)活动", source="行政处罚法第九条第（四）项"),
    WordRow(id="W10", measure=Measure.BUSINESS_STOPPED,    words=r"停产停业|停业整顿|停产整顿|停止(?:营业|执业|生产经营|经营活动|建设、停业)|责令停业", source="行政处罚法第九条第（四）项"),
    WordRow(id="W11", measure=Measure.CLOSED,              words=r"(?:责令|予以|报[^，。；]{0,20}批准)[^，。；]{0,4}关闭|关闭(?:企业|单位|场所)|予以取缔|依法取缔", source="行政处罚法第九条第（四）项"),
    WordRow(id="W12", measure=Measure.BARRED,              words=r"(?:不得|禁止|限制)[^，。；]{0,8}(?:从业|从事[^，。；]{1,20}(?:工作|活动|职业))|(?:年|个?月|终身)(?:内)?(?:不得|禁止)[^，。；]{0,4}(?:担任|从事|申请)|市场禁入", source="行政处罚法第九条第（四）项"),
    WordRow(id="W13", measure=Measure.DETENTION,           words=r"拘留(?!所)",                                   source="行政处罚法第九条第（五）项"),
    WordRow(id="W14", measure=Measure.LIBERTY,             words=r"限制(?:公民)?(?:的)?人身自由|强制隔离|收容(?:教育|教养|审查)|强制戒毒", source="行政强制法第九条第（一）项"),
    WordRow(id="W15", measure=Measure.SEALING,             words=r"查封|封存",                                    source="行政强制法第九条第（二）项"),
    WordRow(id="W16", measure=Measure.SEIZURE,             words=r"扣押|扣留|暂扣(?![^，。；]{0,12}(?:证|照))", source="行政强制法第九条第（三）项"),
    WordRow(id="W17", measure=Measure.FREEZING,            words=r"冻结",                                         source="行政强制法第九条第（四）项"),
    WordRow(id="W18", measure=Measure.SURCHARGE,           words=r"加处罚款|滞纳金",                              source="行政强制法第十二条第（一）项"),
    WordRow(id="W19", measure=Measure.TRANSFER,            words=r"划拨|划缴|强制扣缴",                           source="行政强制法第十二条第（二）项"),
    WordRow(id="W20", measure=Measure.AUCTION,             words=r"拍卖|变卖",                                    source="行政强制法第十二条第（三）项"),
    WordRow(id="W21", measure=Measure.CLEARING,            words=r"排除妨碍|恢复原状",                            source="行政强制法第十二条第（四）项"),
    WordRow(id="W22", measure=Measure.SUBSTITUTE,          words=r"代履行|代为(?:履行|恢复|治理|清除|处置|拆除|补种|清理)|代为?(?:组织)?(?:治理|清除|补种)", source="行政强制法第十二条第（五）项"),
    WordRow(id="W23", measure=Measure.ENFORCED,            words=r"强制(?:执行|拆除|清除|搬迁|铲除|履行)",        source="行政强制法第十二条第（六）项"),
)
# fmt: on
