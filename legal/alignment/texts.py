"""The two texts made ready to be compared: articles and atoms as shingles, chapters, sanctions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legal.alignment.normal import Aliases, words
from legal.alignment.similarity import shingles
from legal.alignment.wording import Wording, wording
from legal.numerals import NUMBER
from legal.place import Place
from legal.statute import Article, Paragraph, Statute

_SENTENCE = re.compile(r"[。；;]")
_SHORTEST_SENTENCE = 6
_SANCTION = re.compile(
    r"罚款|处分|吊销|没收|追究刑事责任|责令[^。；]{0,12}(?:改正|停止|停产|停业|关闭|整顿)|给予警告|行政拘留|赔偿责任"
)
_STOCK = re.compile(
    r"(?:违反本(?:法|条例|办法|规定)(?:的)?(?:规定)?|尚不|情节严重|构成犯罪的|依法追究刑事责任|构成违反治安管理行为的"
    r"|(?:由公安机关)?依法给予治安管理处罚|给他人造成损(?:害|失)的|依法承担(?:民事|赔偿)责任|依法给予(?:行政)?处分"
    r"|法律行政法规另有规定的|(?:从|依照)其规定(?:执行)?)+"
)
"""Clauses that any article may shed or gain: they are no piece that moved."""
_CONSEQUENCE = re.compile(
    rf"(?:可以)?(?:单处或者)?并?处(?:以)?[^，。；]{{0,40}}?罚款|责令[^，。；]{{1,10}}|给予警告|没收(?:违法所得|非法财物)"
    rf"|情节(?:严重|较轻|轻微)的|逾期(?:不|未)改正的|有违法所得的|没有违法所得的|{NUMBER}(?:元|倍)(?:以[上下])?|《[^》]*》"
)
"""What follows from a breach, sums of money and other statutes' titles: any article may share them with any other."""
_CONDUCT = re.compile(r"(?P<conduct>[^\n]*?)的[，,]")
_ORDINAL = re.compile(r"^第[^章节编]{1,8}(?:分编|编|章|节)")


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece that a revision moves: a sentence of a 款, a 项 or a 目.

    Attributes:
        article: index of its article.
        place: the 款, 项 or 目 in which it stands.
        lead: the words before its items, "" for a sentence.
    """

    article: int
    place: Place
    text: str
    shingles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One side of the comparison.

    Attributes:
        titles: headings of 编, 章 and 节 by level and number; of 节 only where the number occurs once.
        substance: the shingles of each article without clauses that any article may have.
        conducts: the shingles of what each article punishes; none where it punishes nothing, or a list.
        wordings, shingles, chapters, sanctions: one for each article, in order.
        at: index of each article of the main text by its number; ``referents`` those that each article refers to.
        atoms: of all articles, in order; every article has at least one.
    """

    articles: tuple[Article, ...]
    titles: Mapping[tuple[str, str], str]
    at: Mapping[str, int]
    wordings: tuple[Wording, ...]
    referents: tuple[frozenset[int], ...]
    shingles: tuple[frozenset[str], ...]
    substance: tuple[frozenset[str], ...]
    conducts: tuple[frozenset[str], ...]
    chapters: tuple[str, ...]
    sanctions: tuple[bool, ...]
    atoms: tuple[Atom, ...]


def prepare(statute: Statute, aliases: Aliases) -> Text:
    """Make one text ready."""
    articles = statute.articles
    at = {article.number: at for at, article in enumerate(articles) if not article.annex}
    wordings = tuple(wording(article, aliases) for article in articles)
    return Text(
        articles=articles,
        titles=_titles(statute),
        at=at,
        wordings=wordings,
        referents=tuple(
            frozenset(at[found.article] for found in one.references if found.article in at)
            for one in wordings
        ),
        shingles=tuple(shingles(aliases.resolve(article.text)) for article in articles),
        substance=tuple(shingles(aliases.resolve(_substance(a.text))) for a in articles),
        conducts=tuple(shingles(aliases.resolve(_conduct(article))) for article in articles),
        chapters=tuple(_chapter(statute, article) for article in articles),
        sanctions=tuple(_SANCTION.search(article.text) is not None for article in articles),
        atoms=tuple(
            atom for at, article in enumerate(articles) for atom in _atoms(at, article, aliases)
        ),
    )


def _substance(text: str) -> str:
    return _CONSEQUENCE.sub("", _STOCK.sub("", text))


def _conduct(article: Article) -> str:
    """What a penalty is for: 未办理登记的，由…处罚款."""
    if any(paragraph.items for paragraph in article.paragraphs):
        return ""
    found = _CONDUCT.match(_STOCK.sub("", article.text))
    punishes = _SANCTION.search(article.text) or "追究" in article.text
    return found["conduct"] if found and punishes else ""


def _titles(statute: Statute) -> dict[tuple[str, str], str]:
    found = [((d.level.value, d.number), _heading(d.title)) for d in statute.divisions if d.number]
    count = Counter(at for at, _ in found)
    return {at: title for at, title in found if count[at] == 1}


def _heading(title: str) -> str:
    return _ORDINAL.sub("", words(title))


def _chapter(statute: Statute, article: Article) -> str:
    """The headings above an article, without their numbers: 法律责任."""
    titles, at = list[str](), article.division
    while at is not None:
        titles.append(_heading(statute.divisions[at].title))
        at = statute.divisions[at].parent
    return "/".join(reversed(titles))


def _atoms(at: int, article: Article, aliases: Aliases) -> Iterator[Atom]:
    pieces = [
        (place, text)
        for place, text in _pieces(article)
        if len(_STOCK.sub("", words(text))) >= (2 if place.item else _SHORTEST_SENTENCE)
    ]
    first = Place(article.number, 1, annex=article.annex)
    for place, text in pieces or [(first, article.text)]:
        yield Atom(at, place, text, shingles(aliases.resolve(text)))


def _pieces(article: Article) -> Iterator[tuple[Place, str]]:
    for paragraph in article.paragraphs:
        place = Place(article.number, paragraph.number, annex=article.annex)
        yield from ((place, sentence) for sentence in _SENTENCE.split(paragraph.text))
        yield from _listed(place, paragraph)


def _listed(at: Place, paragraph: Paragraph) -> Iterator[tuple[Place, str]]:
    for item in paragraph.items:
        place = Place(at.article, at.paragraph, item.number, annex=at.annex)
        yield place, item.text
        for sub in item.subitems:
            yield Place(at.article, at.paragraph, item.number, sub.number, annex=at.annex), sub.text
