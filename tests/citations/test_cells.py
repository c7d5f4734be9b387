"""Cells of published lists: every printed form that was seen, with statutes of our own invention.

The numbers are those of the list of verbatim strings that the forms were learnt from.
"""

import pytest

from legal.citations import Fault, Kind, parse
from tests.citations.printing import told

FORMS = [
    pytest.param(
        "【法律】《中华人民共和国星象观测法》（2001年5月8日主席令第三十号颁布，2014年11月4日予以修改）\n第三十九条第一、三款：不得遮蔽。",
        ["中华人民共和国星象观测法 39¶1", "中华人民共和国星象观测法 39¶3"],
        id="1-two-paragraphs",
    ),
    pytest.param(
        "【法律】《中华人民共和国灯塔法》（2012年6月29日通过，中华人民共和国主席令第9号，自2013年1月1日起施行）\n第八十五条第一款：…",
        ["中华人民共和国灯塔法 85¶1"],
        id="2-order-in-the-middle",
    ),
    pytest.param(
        "【法律】《中华人民共和国采茶安全法》（2003年6月29日中华人民共和国主席令第71号公布，自2003年11月1日起施行。2022年6月10日第十三届全国人民代表大会常务委员会第三十九次会议第三次修正，自2022年9月1日起施行）\n第八十七条第三项、第四项、第七项：茶园有下列情形",
        [
            "中华人民共和国采茶安全法 87(3)",
            "中华人民共和国采茶安全法 87(4)",
            "中华人民共和国采茶安全法 87(7)",
        ],
        id="5-items",
    ),
    pytest.param(
        "【法律】《中华人民共和国蜂蜜质量法》（2018年修正）\n第二十三条第一、二、三、五项：有下列情形之一的蜂蜜，不得销售：",
        [f"中华人民共和国蜂蜜质量法 23({n})" for n in (1, 2, 3, 5)],
        id="6-items-share-their-unit",
    ),
    pytest.param(
        "【法规】《烟花燃放管理条例》（2012年3月2日国务院令第592号公布。根据2014年12月7日国务院令第646号修正）\n第六十八条第一款第二至第四项和第六项第七项：有下列情形之一的",
        [f"烟花燃放管理条例 68¶1({n})" for n in (2, 3, 4, 6, 7)],
        id="7-range-then-list",
    ),
    pytest.param(
        "【法规】《堤坝质量管理条例》（2019年4月23日国务院令第715号）\n第五十七条第（二）项 ：",
        ["堤坝质量管理条例 57(2)"],
        id="8-blank-before-the-colon",
    ),
    pytest.param(
        "【法规】《苗木检疫条例》（1984年1月3日国务院发布；根据2018年10月7日《国务院关于修改若干行政法规的决定》（国务院令第688号）第二次修订）\n    第三条：",
        ["苗木检疫条例 3"],
        id="9-decision-inside-the-bracket",
    ),
    pytest.param(
        "【法规】《东海自治区实施〈中华人民共和国灯塔法〉办法》（2012年11月29日东海自治区第十一届人民代表大会常务委员会第三十九次会议通过。）\n    第十四条第一款：",
        ["东海自治区实施〈中华人民共和国灯塔法〉办法 14¶1"],
        id="10-title-inside-a-title",
    ),
    pytest.param(
        "【法规】自治区实施《中华人民共和国灯塔法》办法（2008年11月29日东海自治区第十一届人民代表大会常务委员会第六次会议通过）\n    第三十八条：",
        ["自治区实施《中华人民共和国灯塔法》办法 38"],
        id="11-only-the-inner-title-has-marks",
    ),
    pytest.param(
        "【法规】（禁止私采珍珠规定》（2003年10月1日国务院令第365号公布,自2003年12月1日起施行）\n    第九条：",
        ["禁止私采珍珠规定 9"],
        id="12-wrong-opening-mark",
    ),
    pytest.param(
        "【规章】《盐场防尘规定》（2021年7月25日盐务部令第6号发布）\n第二十七条第二项、第三项、第五项：",
        [f"盐场防尘规定 27({n})" for n in (2, 3, 5)],
        id="14-items-with-their-units",
    ),
    pytest.param(
        "【规章】《渡口服务管理规定》（中华人民共和国航运部令2014年第3号）\n第三十六条第（七）项 ：",
        ["渡口服务管理规定 36(7)"],
        id="15-year-before-the-number",
    ),
    pytest.param(
        "【规章】《有机茶认证管理办法》（原质检总局令第156号，2014年4月1日施行，2015年8月25日第一次修正）\n第四条：",
        ["有机茶认证管理办法 4"],
        id="16-former-issuer",
    ),
    pytest.param(
        "【规章】《观景台条例》（国务院令第475号，2006年9月通过，2016年2月修订）\n第四十条第一款第一项、第三项：",
        ["观景台条例 40¶1(1)", "观景台条例 40¶1(3)"],
        id="18-wrong-tag",
    ),
    pytest.param(
        "【规章】《城市缆车管理规定》已于2017年3月1日经第3次部务会议通过，自2017年5月1日起施行。\n第二十五条：",
        ["城市缆车管理规定 25"],
        id="19-history-without-brackets",
    ),
    pytest.param(
        "【规章】《外商种茶特别措施（负面清单）（2021年版）》（2021年茶务委员会、商务部令第47号）\n    全文适用。",
        ["外商种茶特别措施（负面清单）（2021年版） 全文"],
        id="20-whole-text",
    ),
    pytest.param(
        "【部令】 2017年3月1日国务院令第677号《城市花坛管理条例》第三十三条:“禁止踩踏。”       【规章】《东海自治区花坛处罚办法》（2001年3月12日自治区人民政府令第97号发布）\n第六条：违反《条例》规定",
        ["城市花坛管理条例 33", "东海自治区花坛处罚办法 6"],
        id="22-order-before-the-title",
    ),
    pytest.param(
        "【国务院决定】《国务院对保留的茶事审批设定许可的决定》（2004年6月29日国务院令第413号发布，2016年8月25日国务院令第672号第二次修订）\n    附件第104项：改动审批",
        ["国务院对保留的茶事审批设定许可的决定 附0(104)"],
        id="23-annex-without-number",
    ),
    pytest.param(
        "【国务院决定】《国务院关于取消一批茶事许可的决定》（国发〔2020〕14号）\n    附件1第9项：取消。\n    附件2第2项：下放。",
        ["国务院关于取消一批茶事许可的决定 附1(9)", "国务院关于取消一批茶事许可的决定 附2(2)"],
        id="24-numbered-annexes",
    ),
    pytest.param(
        "【国务院决定】《国务院对保留的茶事审批设定许可的决定》（国务院令第413号） \n    附件：《国务院决定对茶事设定许可的目录》\n    第303项：茶园",
        ["国务院对保留的茶事审批设定许可的决定 附0(303)"],
        id="25-annex-with-a-title-of-its-own",
    ),
    pytest.param(
        "【规范性文件】《自治区茶价监审目录》（东发改规〔2019〕6号）\n    全文适用。",
        ["自治区茶价监审目录 全文"],
        id="26-catalogue",
    ),
    pytest.param(
        "【规范性文件】《茶园工程量清单计价规范》（GB0501-2013）\n    5.招标控制价第5.1.1：招标人必须编制。；5.1.6：应当公布。",
        ["茶园工程量清单计价规范 5.1.1", "茶园工程量清单计价规范 5.1.6"],
        id="27-clauses-of-a-standard",
    ),
    pytest.param(
        "【规范性文件】关于规范茶山评审备案工作的通知（东自然资规〔2020〕3号）\n    一、（二）评审备案的范围",
        ["关于规范茶山评审备案工作的通知 节1(2)"],
        id="28-section-of-a-notice-without-marks",
    ),
    pytest.param(
        "【规范性文件】《茶园综合执法事项指导目录（2020年版）》第20项；《东海自治区茶园综合执法事项清单（2020年版）》第38条",
        [
            "茶园综合执法事项指导目录（2020年版） (20)",
            "东海自治区茶园综合执法事项清单（2020年版） 38",
        ],
        id="29-two-catalogues-on-one-line",
    ),
    pytest.param(
        "【党内法规】《机关厉行节约用茶条例》(中发〔2013〕14号）\n    第四十条：",
        ["机关厉行节约用茶条例 40"],
        id="30-brackets-of-two-widths",
    ),
    pytest.param(
        "【标准】《制茶安全标准化基本规范》（GBT33001-2016）\n    第4.3条：自评",
        ["制茶安全标准化基本规范 4.3"],
        id="31-clause-with-article-word",
    ),
    pytest.param(
        "《中华人民共和国采茶保险法》（2010年10月28日通过）第三十一条：经办机构依照本法第三条的规定签订协议。",
        ["中华人民共和国采茶保险法 31"],
        id="32-without-tag",
    ),
    pytest.param(
        "【法律】《中华人民共和国茶事处罚法》（自2021年7月15日起施行）   第三十九至第五十条、第五十九条、第七十二条。",
        [
            "中华人民共和国茶事处罚法 39~50",
            "中华人民共和国茶事处罚法 59",
            "中华人民共和国茶事处罚法 72",
        ],
        id="33-range-of-articles",
    ),
    pytest.param(
        "【法律】《中华人民共和国茶事许可法》（2019年4月36日，第十三届全国人民代表大会常务委员会第十次会议修正）\n   第三章、第四章、第六章",
        [f"中华人民共和国茶事许可法 章{n}" for n in (3, 4, 6)],
        id="34-chapters",
    ),
    pytest.param(
        ";1、《水手优待条例》第三十三条“服役期间，依照《灯塔法》第三条优待。”",
        ["水手优待条例 33"],
        id="35-numbered-with-quotation-marks",
    ),
    pytest.param(
        "1.《渡口法》第五条：应当向本单位从业人员公布。增补依据：【规章】渡口经营管理规定（中华人民共和国航运部令2020年第21号）第二十九条 渡口经营人应当公布。",
        ["渡口法 5", "渡口经营管理规定 29"],
        id="36-added-basis-without-marks",
    ),
    pytest.param(
        "【法律】1.《中华人民共和国茶税征收法》\n第二十五条第一款　茶农必须申报。\n【法律】2.《中华人民共和国茶农所得税法》\n第二条　下列所得",
        ["中华人民共和国茶税征收法 25¶1", "中华人民共和国茶农所得税法 2"],
        id="37-number-behind-the-tag",
    ),
    pytest.param(
        "【行政法规】：《茶券管理条例》（2009年4月22日国务院第59次常务会议通过 自2009年7月1日起实行） 第十五条：",
        ["茶券管理条例 15"],
        id="38-colon-behind-the-tag",
    ),
    pytest.param(
        "1、《中华人民共和国茶地管理法 》（2019修正）第七十七条第一款 占用茶地的，责令退还。         2、《中华人民共和国茶地管理法实施条例 》（国务院令第257号发布 2021年7月国务院令第744号第三次修订）第五十七条第二款 逾期不还的",
        ["中华人民共和国茶地管理法 77¶1", "中华人民共和国茶地管理法实施条例 57¶2"],
        id="39-two-bases-on-one-line",
    ),
    pytest.param(
        "《中华人民共和国茶山保持法》&#40;2010修订&#41;第五十七条",
        ["中华人民共和国茶山保持法 57"],
        id="40-html-entities",
    ),
    pytest.param(
        "国务院《易燃茶梗管理条例》第三十二条、公安部《易燃茶梗运输管理办法》第二十六条规定",
        ["易燃茶梗管理条例 32", "易燃茶梗运输管理办法 26"],
        id="42-issuer-before-the-title",
    ),
    pytest.param(
        "《茶品安全法》、《茶品监督检查管理办法》、《关于印发东海省茶企抽查工作规程（试行）的通知》（东茶监规〔2015〕26号）",
        ["茶品安全法", "茶品监督检查管理办法", "关于印发东海省茶企抽查工作规程（试行）的通知"],
        id="42-titles-only",
    ),
    pytest.param(
        "《采茶保险法》第87条；《条例》第38/40条",
        ["采茶保险法 87", "条例 38", "条例 40"],
        id="43-arabic-and-slash",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_printed_form_is_read(text: str, expected: list[str]) -> None:
    assert told(parse(text)) == expected


def test_a_cell_whose_statute_stands_in_another_column_is_bare() -> None:
    found = parse("第二十条第一、三款：禁止擅自采摘。", self_title="东海市茶山条例")

    assert told(found) == ["东海市茶山条例 20¶1", "东海市茶山条例 20¶3"]
    assert {reference.kind for reference in found} == {Kind.BARE}


DAMAGED = [
    (
        "法律】《中华人民共和国灯塔法》（2021年修正）\n第六条：",
        "中华人民共和国灯塔法 6",
        Fault.TAG_MARKS,
    ),
    (
        "【 法律】《 中华人民共和国灯塔法》（ 2021年修正）\n第六条：",
        "中华人民共和国灯塔法 6",
        Fault.TAG_MARKS,
    ),
    (
        "【法规】《报废渔船回收办法》》（2019年4月22日国务院令第716号发布）\n第六条：",
        "报废渔船回收办法 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【规章】《报废渔船回收办法》实施细则》（渔业部令2020年第2号）\n第六条：",
        "报废渔船回收办法实施细则 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【规范性文件】东海省关于推行公示制度的指导意见》（东办发〔2018〕9号）\n全文适用",
        "东海省关于推行公示制度的指导意见 全文",
        Fault.TITLE_MARKS,
    ),
    (
        "【规章】《东海省实施<灯塔条例>办法（2012年2月23日省人民政府令第177号公布）\n第六条：",
        "东海省实施<灯塔条例>办法 6",
        Fault.TITLE_MARKS,
    ),
    (
        "【法律】《灯塔法》《灯塔法》（2011年4月22日修正）\n第六条：",
        "灯塔法 6",
        Fault.TITLE_REPEATED,
    ),
    (
        "【规章】《渡口管理规定》（航运部令2014年第3号\n第六条第（八）项 ：",
        "渡口管理规定 6(8)",
        Fault.BRACKETS,
    ),
    (
        "【规章】《渡口管理规定》（2013年1月23日航运部发布 根据2023年11月10日修正》\n第六条：",
        "渡口管理规定 6",
        Fault.BRACKETS,
    ),
    (
        "【法规】《渡船证管理办法》（东政发【2020】53号）文第三章第十条：",
        "渡船证管理办法 章310",
        Fault.DOC_NUMBER_BRACKETS,
    ),
    ("【法规】《渡船条例》（2019年4月36日修正）\n第六条：", "渡船条例 6", Fault.IMPOSSIBLE_DATE),
    ("【法规】《渡船条例》\n第六条第五项至第三项：", "渡船条例 6(5)", Fault.BACKWARD_RANGE),
]


@pytest.mark.parametrize(("text", "expected", "fault"), DAMAGED)
def test_damage_is_read_through_and_kept_as_a_fault(text: str, expected: str, fault: Fault) -> None:
    found = parse(text)

    assert told(found)[0] == expected
    assert fault in {kind for kind, _ in found[0].faults}


QUOTED = [
    "【规章】《灯塔法细则》（2010年公布）\n第三条：违反本规定，依照《渡口法》第五条、第六条的规定处罚。\n《渡船证》记载信息变更的，应当备案。\n前款第二项行为，依照《渡口法》第九条处罚。",
    "【规章】《灯塔法细则》\n第三条：建立免疫档案的，依照【法规】《渡口法》第三十八条处罚。",
    "【规章】《灯塔法细则》\n第三条：违反《渡口条例》\n第七十七条的规定，给予处罚。",
    "《灯塔法细则》第三条　第五条规定的人员，违反第六条第二款规定的，依照《渡口法》处罚。",
]


@pytest.mark.parametrize("text", QUOTED)
def test_quoted_articles_cite_nothing(text: str) -> None:
    assert told(parse(text)) == ["灯塔法细则 3"]


def test_each_article_keeps_the_text_that_follows_it() -> None:
    found = parse(
        "【法律】《灯塔法》（2010年通过）\n第三条：不得遮光。\n违者处罚。\n第五条 不得灭灯。第六条：不得移灯。"
    )

    assert [(r.article, r.printed) for r in found] == [
        ("3", "不得遮光。\n违者处罚。"),
        ("5", "不得灭灯。"),
        ("6", "不得移灯。"),
    ]


def test_a_paragraph_on_a_line_of_its_own_belongs_to_the_article_above() -> None:
    found = parse("【法律】《灯塔法》\n第七条第一款：不得。\n第三款：违者处罚。")

    assert told(found) == ["灯塔法 7¶1", "灯塔法 7¶3"]


def test_lines_broken_inside_words_are_joined() -> None:
    found = parse(
        "【法律】《 中华\n人民共和国灯\n塔法》\n（2001 年3月\n17日通\n过，根据2021\n年1月22 日\n修订）\n  第五章、第\n六章。"
    )

    assert told(found) == ["中华人民共和国灯塔法 章5", "中华人民共和国灯塔法 章6"]
    assert found[0].revision == "2021-01-22"


def test_a_list_may_leave_out_small_words() -> None:
    found = parse(
        "【法律】《灯塔法》\n第三十条、三十二条、第三十八、第四十条，第六十条至第六十三条。"
    )

    assert told(found) == [f"灯塔法 {n}" for n in ("30", "32", "38", "40", "60~63")]


def test_an_inserted_article_has_its_own_number() -> None:
    assert told(parse("【法律】《灯塔法》\n第十七条之一第二款：不得。")) == ["灯塔法 17-1¶2"]


def test_chapters_may_print_their_headings() -> None:
    found = parse(
        "【规章】《估茶机构管理办法》（2013年茶务部令第14号）\n第二章机构资质核准、第三章分支机构的设立。"
    )

    assert told(found) == ["估茶机构管理办法 章2", "估茶机构管理办法 章3"]


NUMBERS = [
    ("（2001年5月8日主席令第三十号颁布，2014年11月4日予以修改）", "主席令第三十号", "2014-11-04"),
    ("（国务院令第257号发布 2021年7月国务院令第744号第三次修订）", "国务院令第257号", "2021-07"),
    ("（2019修正）", None, "2019"),
    ("（2012年6月29日通过，自2013年1月1日起施行）", None, None),
    ("（2004年5月1日起施行，2012年12月28日修正）", None, "2012-12-28"),
    (
        "（2018年10月26日，第十三届全国人民代表大会常务委员会第六次会议通过，修改《灯塔法》。）",
        None,
        "2018-10-26",
    ),
    ("（2017年9月14日商务部令2017年第3号修订）", "商务部令2017年第3号", "2017-09-14"),
    ("（商务部令〔2012〕第11号）", "商务部令〔2012〕第11号", None),
    ("（2004年1月，盐务部第41号令发布）", "盐务部令第41号", None),
    ("（2008年7月15日东档发[2008]26号）", "东档发〔2008〕26号", None),
    ("（东政发〔 2013 〕82号）（2013年8月26日）", "东政发〔2013〕82号", None),
    ("（2021年茶务委员会、商务部令第47号）", "茶务委员会、商务部令第47号", None),
    ("（GBT33001-2016）", "GBT33001-2016", None),
    ("（2019年4月36日修正）", None, None),
]


@pytest.mark.parametrize(("printed", "number", "revision"), NUMBERS)
def test_the_bracket_tells_number_and_revision(
    printed: str, number: str | None, revision: str | None
) -> None:
    (found,) = parse(f"【法规】《灯塔条例》{printed}\n第三条：不得。")

    assert (found.doc_number, found.revision) == (number, revision)
