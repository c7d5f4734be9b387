"""往返: nothing of a text is lost, nothing is taken twice, and what was printed is what is read."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legal.numerals import article_name, chinese
from legal.reading import read_lines, unparse
from legal.reading.roundtrip import TextLost
from legal.statute import Severity, Statute
from tests.laws.texts import FIRST, LAST, ROOT, TOP, printed, read

RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
"""Slow drawing says that the machine is busy, nothing about the reader."""

WORDS = st.text(alphabet="灯河水市局应当申请许可收放纸布大小不得可以", min_size=2, max_size=12)


@dataclass(frozen=True)
class Written:
    """A statute as someone wrote it: per article its number, and per 款 the words, items and 目."""

    chapters: tuple[tuple[str, int], ...]
    articles: tuple[
        tuple[str, tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]], ...
    ]


@st.composite
def statutes(draw: st.DrawFn) -> Written:
    items = st.tuples(WORDS, st.lists(WORDS, max_size=2).map(tuple))
    paragraphs = st.tuples(WORDS, st.lists(items, max_size=3).map(tuple))
    articles: list[tuple[str, tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]]] = []
    for number in range(1, draw(st.integers(2, 7))):
        for inserted in range(draw(st.integers(0, 2)) + 1):
            body = tuple(draw(st.lists(paragraphs, min_size=1, max_size=3)))
            articles.append((f"{number}-{inserted}" if inserted else str(number), body))
    cuts = (
        draw(st.lists(st.integers(1, len(articles) - 1), max_size=3)) if len(articles) > 1 else []
    )
    chapters = tuple((draw(WORDS), cut) for cut in sorted({0, *cuts}))
    return Written(chapters, tuple(articles))


def lines_of(written: Written, space: str, hashes: str, brackets: str) -> list[str]:
    lines: list[str] = []
    for index, (number, paragraphs) in enumerate(written.articles):
        for at, (title, first) in enumerate(written.chapters, 1):
            lines += [f"{hashes}第{chinese(at)}章{space}{title}"] if first == index else []
        for position, (words, items) in enumerate(paragraphs):
            mark = f"{article_name(number)}{space}" if position == 0 else ""
            lines.append(f"{mark}{words}{'：' if items else '。'}")
            lines += _items(items, brackets)
    return lines


def _items(items: tuple[tuple[str, tuple[str, ...]], ...], brackets: str) -> list[str]:
    lines: list[str] = []
    for count, (words, subitems) in enumerate(items, 1):
        end = "。" if count == len(items) else "；"
        lines.append(f"{brackets[0]}{chinese(count)}{brackets[1]}{words}{end}")
        lines += [f"{number}．{sub}；" for number, sub in enumerate(subitems, 1)]
    return lines


def expected(written: Written) -> list[str]:
    lines: list[str] = []
    for number, paragraphs in written.articles:
        for at, (words, items) in enumerate(paragraphs, 1):
            lines.append(f"{number}¶{at} {words}{'：' if items else '。'}")
            for count, (item, subitems) in enumerate(items, 1):
                end = "。" if count == len(items) else "；"
                lines.append(f"{number}¶{at}({count}) {item}{end}")
                lines += [f"{number}¶{at}({count}).{n} {s}；" for n, s in enumerate(subitems, 1)]
    return lines


@RELAXED
@given(
    statutes(),
    st.sampled_from([" ", "　"]),
    st.sampled_from(["", "## "]),
    st.sampled_from(["（）", "()"]),
)
def test_what_is_written_is_read(written: Written, space: str, hashes: str, brackets: str) -> None:
    lines = lines_of(written, space, hashes, brackets)

    statute = read_lines([*TOP, *lines])

    assert printed(statute) == expected(written)
    assert [division.title for division in statute.divisions] == [t for t, _ in written.chapters]
    assert unparse(statute) == tuple("".join(line.replace("#", "").split()) for line in lines)


PIECES = (
    "第一条 /第二条/第三 条/笫四条 /第五－条/第六条之一 /（一）/（二）/1./①/一、/第一章 /附件1 /附：/附则/目录/"
    "| 1 | 灯 |/甲。/乙；/丙：/灯/ /　/\u200b/修改为：“/”/#/**/<!-- x -->/2019年1月1日 /自2019年1月1日起施行。"
)
ALPHABET = st.sampled_from(PIECES.split("/"))


@RELAXED
@given(st.lists(st.lists(ALPHABET, max_size=6).map("".join), max_size=14), st.booleans())
def test_no_text_however_damaged_loses_a_word(body: list[str], marked: bool) -> None:
    statute = read_lines([*TOP, *body] if marked else ["河灯办法", *body])

    unparse(statute)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "sample" / "laws").glob("*.md")), ids=lambda p: p.stem
)
def test_our_own_statutes_come_back_whole_and_without_a_defect(path: Path) -> None:
    statute = read_lines(path.read_text("utf-8").split("\n"))

    assert unparse(statute)
    assert statute.complete
    assert not [finding for finding in statute.findings if finding.severity is not Severity.NOTE]


def test_an_altered_record_is_noticed() -> None:
    statute = read(FIRST, f"第二条 {LAST}")
    article = statute.articles[0]
    paragraph = replace(article.paragraphs[0], text="为了管理纸鸢，制定本办法。")
    altered = replace(statute, articles=(replace(article, paragraphs=(paragraph,)),))

    with pytest.raises(TextLost):
        unparse(altered)


@pytest.mark.parametrize("keep", [slice(0, 1), slice(0, 2, 2)])
def test_a_lost_or_doubled_article_is_noticed(keep: slice) -> None:
    statute = read(FIRST, "第二条 甲。", f"第三条 {LAST}")
    doubled: Statute = replace(statute, articles=(*statute.articles, statute.articles[0]))

    with pytest.raises(TextLost):
        unparse(replace(statute, articles=statute.articles[keep]))
    with pytest.raises(TextLost):
        unparse(doubled)
