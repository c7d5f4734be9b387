"""The same bases in other layouts give the same references: tags, line breaks, colons, numbering and widths are only dress."""

import pytest

from legal.citations import parse
from tests.citations.layouts import LAYOUTS
from tests.citations.printing import told

CELL = """【法律】《中华人民共和国灯塔法》（2001年6月29日中华人民共和国主席令第71号公布，自2001年11月1日起施行。2021年6月10日第三次修正）
    第六十五条第一款第（二）项：主管部门依照《渡口法》第三条的规定，行使下列职权：（二）纠正。
    违反前款规定的，依照第八十条处罚。
    第八十条：违反本法第六十五条规定的，责令改正。
【法规】《灯塔管理条例》（国务院令第9号，2016年2月6日修订）
    第七条第二款：县级主管部门负责管理。
【规章】《东海省实施〈灯塔管理条例〉办法》（2012年2月23日省人民政府令第176号）
    第十一条：应当核定。
    第十八条第一项、第三项：应当检查。
【规范性文件】《东海省灯塔目录》（东发改规〔2019〕5号）
    全文适用"""

EXPECTED = [
    "中华人民共和国灯塔法 65¶1(2)",
    "中华人民共和国灯塔法 80",
    "灯塔管理条例 7¶2",
    "东海省实施〈灯塔管理条例〉办法 11",
    "东海省实施〈灯塔管理条例〉办法 18(1)",
    "东海省实施〈灯塔管理条例〉办法 18(3)",
    "东海省灯塔目录 全文",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_does_not_change_what_is_cited(layout: str) -> None:
    assert told(parse(LAYOUTS[layout](CELL))) == EXPECTED


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_does_not_change_number_and_revision(layout: str) -> None:
    found = parse(LAYOUTS[layout](CELL))

    assert list(dict.fromkeys((r.doc_number, r.revision) for r in found)) == [
        ("主席令第71号", "2021-06-10"),
        ("国务院令第9号", "2016-02-06"),
        ("省人民政府令第176号", None),
        ("东发改规〔2019〕5号", None),
    ]
