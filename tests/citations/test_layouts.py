"""The same bases in other layouts give the same references: tags, line breaks, colons, numbering and widths are only dress."""

import re
from collections.abc import Callable

import pytest

from legal.citations import parse
from tests.citations.printing import told

N = "[〇零一二三四五六七八九十百]+"
HEADED = rf"((?:^|\n)\s*第{N}条(?:第[（(]?{N}[）)]?[款项])*)："
TAG = r"(?:^|\n)[^\S\n]*(【[^】\d]{2,8}】)"

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


def numbered(by: str, *, tags: bool) -> Callable[[str], str]:
    def rewrite(text: str) -> str:
        parts = re.split(TAG, text)
        bases = zip(parts[1::2], parts[2::2], strict=True)
        return "\n".join(f"{n}{by}{tag * tags}{body}" for n, (tag, body) in enumerate(bases, 1))

    return rewrite


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without tags": lambda text: re.sub(r"【[^】\d]{2,8}】", "", text),
    "on one line": lambda text: re.sub(r"\s*\n\s*", " ", text),
    "blanks for colons": lambda text: re.sub(HEADED, r"\1　", text),
    "规定 before colons": lambda text: re.sub(HEADED, r"\1规定：", text),
    "narrow signs": lambda text: text.translate(str.maketrans("（）：，", "():,")),
    "quotation marks": lambda text: re.sub(HEADED + r"([^\n]*)", r"\1“\2”", text),
    "numbered 1、【": numbered("、", tags=True),
    "numbered 1.《": numbered(".", tags=False),
    "tags without line breaks": lambda text: re.sub(r"\n\s*【", "【", text),
    "semicolons between": lambda text: re.sub(r"\n\s*【", "；【", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "articles right behind the bracket": lambda text: re.sub(r"）\n\s*第", "）第", text),
    "titles without marks": lambda text: re.sub(r"《([^《》〈]+)》(?=（)", r"\1", text),
    "wide blanks": lambda text: text.replace("    ", "　　"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "entities": lambda text: text.replace("（", "&#65288;").replace("）", "&#65289;"),
}


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
