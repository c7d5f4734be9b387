"""Positions printed in any usual way are read back: lists, ranges, brackets, Arabic and Chinese numerals."""

from hypothesis import given, settings
from hypothesis import strategies as st

from legal.citations import parse
from legal.numerals import chinese
from tests.citations.printing import told

Printed = tuple[str, list[str]]
"""What stands in the text, and what each reference should be."""

AND = st.sampled_from(["、", "和", "，", "以及", "或者", "与"])
TO = st.sampled_from(["至", "到", "—"])


@st.composite
def unit(draw: st.DrawFn, number: int, word: str) -> str:
    """第三项, 第（三）项, 第3项."""
    style = draw(
        st.sampled_from(["{cn}", "（{cn}）", "{n}", "({cn})"] if word == "项" else ["{cn}", "{n}"])
    )
    return f"第{style.format(cn=chinese(number), n=number)}{word}"


@st.composite
def several(draw: st.DrawFn, word: str) -> tuple[str, list[int]]:
    """One, two, a list that shares its unit, a list with brackets, or a range; of 款 or 项."""
    first = draw(st.integers(1, 8))
    last = first + draw(st.integers(1, 4))
    one, other = draw(unit(first, word)), draw(unit(last, word))
    cn = f"第{chinese(first)}", chinese(last)
    form = draw(st.sampled_from(["one", "two", "shared", "range", "short range"]))
    return {
        "one": (one, [first]),
        "two": (f"{one}、{other}", [first, last]),
        "shared": (f"{cn[0]}、{cn[1]}{word}", [first, last]),
        "range": (f"{one}{draw(TO)}{other}", list(range(first, last + 1))),
        "short range": (f"{cn[0]}至第{cn[1]}{word}", list(range(first, last + 1))),
    }[form]


@st.composite
def article(draw: st.DrawFn) -> Printed:
    number = draw(st.integers(1, 320))
    inserted = draw(st.sampled_from([0, 0, 0, 1, 12]))
    key = f"{number}-{inserted}" if inserted else f"{number}"
    text = draw(unit(number, "条")) + (f"之{chinese(inserted)}" if inserted else "")
    form = draw(st.sampled_from(["whole", "range", "paragraphs", "items", "both"]))
    if form == "whole":
        return text, [key]
    if form == "range":
        end = number + draw(st.integers(1, 9))
        return f"{text}至{draw(unit(end, '条'))}", [f"{key}~{end}"]
    if form == "paragraphs":
        printed, numbers = draw(several("款"))
        return text + printed, [f"{key}¶{n}" for n in numbers]
    paragraph = draw(st.integers(1, 5)) if form == "both" else None
    above = "" if paragraph is None else f"¶{paragraph}"
    printed, numbers = draw(several("项"))
    between = "" if paragraph is None else draw(unit(paragraph, "款"))
    return f"{text}{between}{printed}", [f"{key}{above}({n})" for n in numbers]


@st.composite
def basis(draw: st.DrawFn) -> Printed:
    parts = draw(st.lists(article(), min_size=1, max_size=5))
    text = parts[0][0] + "".join(draw(AND) + printed for printed, _ in parts[1:])
    return text, list(dict.fromkeys(key for _, keys in parts for key in keys))


@settings(max_examples=200, deadline=None)
@given(
    basis(),
    st.sampled_from(["【法律】《灯塔法》（2016年修正）\n    ", "《灯塔法》"]),
    st.sampled_from(["：不得。", "。", "", "的规定"]),
)
def test_a_basis_is_read_back(printed: Printed, before: str, behind: str) -> None:
    text, expected = printed

    found = told(parse(f"{before}{text}{behind}"))

    assert list(dict.fromkeys(found)) == [f"灯塔法 {key}" for key in expected]


@settings(max_examples=200, deadline=None)
@given(basis(), basis())
def test_two_bases_on_one_line_are_told_apart(one: Printed, other: Printed) -> None:
    found = told(parse(f"依照《灯塔法》{one[0]}和《渡口法》{other[0]}的规定"))

    assert list(dict.fromkeys(found)) == [
        *(f"灯塔法 {key}" for key in one[1]),
        *(f"渡口法 {key}" for key in other[1]),
    ]
