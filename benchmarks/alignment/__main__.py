"""``python -m benchmarks.alignment``: the figures of ``docs/measurements.md``, each statute judged by weights fitted without it.

``--write`` fits on all statutes and writes ``legal/alignment/weights.py``; ``--each`` names every miss.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence

from benchmarks.alignment import figures
from benchmarks.alignment.figures import Judged
from benchmarks.alignment.fit import Points, World, calibrated, measure, points, train
from benchmarks.alignment.table import write
from benchmarks.alignment.truth import laws, read_truth, text
from legal.alignment import Alignment, align
from legal.alignment.scoring import Model

LINES = (0.5, 0.7, 0.8, 0.9, 0.95)


def main(arguments: Sequence[str]) -> None:
    """Fit, judge, print."""
    if not laws().is_dir():
        sys.exit(f"left out: no statutes at {laws()}")
    worlds = [measure(truth) for truth in read_truth()]
    raw = {left: _without(worlds, left) for left in sorted({w.truth.statute for w in worlds})}
    seen = {w.truth.name: points(w, raw[w.truth.statute]) for w in worlds}
    if "--write" in arguments:
        write(calibrated(train(worlds), list(seen.values())))
    models = {left: calibrated(model, _others(worlds, seen, left)) for left, model in raw.items()}
    _report(worlds, models, each="--each" in arguments)


def _without(worlds: Sequence[World], left: str) -> Model:
    return train([w for w in worlds if w.truth.statute != left])


def _others(worlds: Sequence[World], seen: Mapping[str, Points], left: str) -> list[Points]:
    return [seen[w.truth.name] for w in worlds if w.truth.statute != left]


def _report(worlds: Sequence[World], models: Mapping[str, Model], *, each: bool) -> None:
    started = time.perf_counter()
    found = {w.truth.name: _align(w, models[w.truth.statute]) for w in worlds}
    seconds = time.perf_counter() - started
    whole = [one for w in worlds for one in figures.articles(w.truth, found[w.truth.name])]
    parts = [one for w in worlds for one in figures.parts(w.truth, found[w.truth.name])]
    _print_revisions(worlds, whole)
    _print_totals(worlds, found, whole, parts)
    print(f"{len(worlds)} revisions aligned in {seconds:.1f} s")
    if each:
        print(*(one for one in whole if not one.right), sep="\n")
        print(*(one for one in parts if not one.right), sep="\n")


def _align(world: World, model: Model) -> Alignment:
    return align(text(world.truth.older), text(world.truth.newer), model=model)


def _print_revisions(worlds: Sequence[World], whole: Sequence[Judged]) -> None:
    for world in worlds:
        own = [one for one in whole if one.statute == world.truth.name]
        print(f"{world.truth.name:24} {figures.rate(own)}")


def _print_totals(
    worlds: Sequence[World],
    found: Mapping[str, Alignment],
    whole: Sequence[Judged],
    parts: Sequence[Judged],
) -> None:
    confirmed = sum(row.confirmed for one in found.values() for row in one.map)
    false = [n for w in worlds for n in figures.wrongly_confirmed(w.truth, found[w.truth.name])]
    left = [n for w in worlds for n in figures.unconfirmed_equals(w.truth, found[w.truth.name])]
    clear = [one for one in whole if not one.call.doubt]
    halves = [one for one in clear if len(one.call.new) > 1]
    deleted = [one for one in clear if not one.call.new]
    print(f"confirmed by rule        {confirmed}, wrong {len(false)} {false or ''}")
    print(f"identical, not confirmed {len(left)} {left or ''}")
    print(f"changed articles         {figures.rate(whole)}, kinds {_kinds(whole)}")
    print(f"  without doubtful calls {figures.rate(clear)}")
    print(f"  splits, all halves     {figures.rate(halves)}")
    print(f"  deletions              {figures.rate(deleted)}")
    print(f"款 and 项 named          {figures.rate(parts)}, kinds {_kinds(parts)}")
    for line in LINES:
        above = [one for one in whole if one.confidence >= line]
        wrong = figures.sure_and_wrong(whole, line)
        print(f"confidence ≥ {line:.2f}        {len(above)}, wrong {len(wrong)}")


def _kinds(judged: Sequence[Judged]) -> str:
    right = [one for one in judged if one.right]
    return f"{sum(one.kind_right for one in right)} of {len(right)}"


if __name__ == "__main__":
    main(sys.argv[1:])
