"""相似: how alike two texts are, where a shared rare phrase weighs more than shared boilerplate.

责令改正 and 处罚款 stand in every penalty: they say nothing. What is punished stands in few articles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from legal.alignment.normal import words
from legal.alignment.references import MASK, mask
from legal.numerals import NUMBER

Matrix = NDArray[np.float64]

_GRAMS = (2, 3)
_NUMBERS = re.compile(rf"{MASK}|第{NUMBER}[条款项]")
"""Positions say nothing of the subject, in another statute neither."""
_ALL_STATUTES = re.compile(r"本(?:法|条例|办法|规定|细则)")


def shingles(text: str) -> frozenset[str]:
    """Overlapping pairs and triples of characters, without positions and the statute's name for itself."""
    plain = words(_NUMBERS.sub("", _ALL_STATUTES.sub("", mask(text).text)))
    if len(plain) < min(_GRAMS):
        return frozenset({plain} if plain else ())
    return frozenset(
        plain[at : at + size] for size in _GRAMS for at in range(len(plain) - size + 1)
    )


@dataclass(frozen=True, slots=True)
class Likeness:
    """Old × new, each figure 0–1.

    Attributes:
        cosine: alike as wholes.
        rare: the same, with rare shingles weighing yet more.
        old_covered: share of the old text that stands in the new one; ``new_covered`` the other way.
    """

    cosine: Matrix
    rare: Matrix
    old_covered: Matrix
    new_covered: Matrix


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every shingle of both statutes with its weight: the fewer articles have it, the more."""

    index: dict[str, int]
    weight: NDArray[np.float64]


def lexicon(articles: Sequence[frozenset[str]]) -> Lexicon:
    """Weigh the shingles of all articles of both texts."""
    index: dict[str, int] = {}
    count: list[int] = []
    for article in articles:
        for shingle in article:
            at = index.setdefault(shingle, len(index))
            if at == len(count):
                count.append(0)
            count[at] += 1
    rarity = np.log1p(len(articles) / np.maximum(np.array(count, dtype=np.float64), 1.0))
    return Lexicon(index, rarity)


def compare(
    old: Sequence[frozenset[str]], new: Sequence[frozenset[str]], known: Lexicon
) -> Likeness:
    """Compare every old text with every new one."""
    rows, columns = _incidence(old, known), _incidence(new, known)
    shared, from_old, from_new = _overlap(rows, columns, known.weight)
    rare, rare_old, rare_new = _overlap(rows, columns, known.weight**3)
    return Likeness(
        cosine=shared / np.sqrt(np.outer(from_old, from_new)),
        rare=rare / np.sqrt(np.outer(rare_old, rare_new)),
        old_covered=shared / from_old[:, None],
        new_covered=shared / from_new[None, :],
    )


def gains(
    old: Sequence[frozenset[str]],
    new: Sequence[frozenset[str]],
    known: Lexicon,
    main: Mapping[int, int],
) -> tuple[Matrix, Matrix]:
    """What a pair explains beyond main successors: share of the old text, share of the new text."""
    left_old = [text - new[main[i]] if i in main else text for i, text in enumerate(old)]
    source = {j: i for i, j in main.items()}
    left_new = [text - old[source[j]] if j in source else text for j, text in enumerate(new)]
    rows, columns = _incidence(old, known), _incidence(new, known)
    squared = known.weight**2
    from_old, _, _ = _overlap(_incidence(left_old, known), columns, squared)
    from_new, _, _ = _overlap(rows, _incidence(left_new, known), squared)
    whole_old, whole_new = np.maximum(rows @ squared, 1e-9), np.maximum(columns @ squared, 1e-9)
    return from_old / whole_old[:, None], from_new / whole_new[None, :]


def _incidence(texts: Sequence[frozenset[str]], known: Lexicon) -> csr_array:
    columns = [sorted(known.index[s] for s in text if s in known.index) for text in texts]
    starts = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.array([at for row in columns for at in row], dtype=np.int64)
    return csr_array((np.ones(len(flat)), flat, starts), shape=(len(texts), len(known.index)))


def _overlap(
    old: csr_array, new: csr_array, weight: NDArray[np.float64]
) -> tuple[Matrix, NDArray[np.float64], NDArray[np.float64]]:
    """Shared weight of each pair, and the weight of each text; an empty text weighs next to nothing."""
    shared = np.asarray((old.multiply(weight[None, :]) @ new.T).todense(), dtype=np.float64)
    return shared, np.maximum(old @ weight, 1e-9), np.maximum(new @ weight, 1e-9)
