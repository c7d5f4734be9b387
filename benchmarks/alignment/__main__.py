"""``python -m benchmarks.alignment``: the figures of ``docs/measurements.md``, each statute judged by weights fitted without it.

``--write`` fits on all statutes and writes ``legal/alignment/weights.py``; ``--each`` names every miss.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence

from benchmarks.alignment import figures
from benchmarks.alignment.figures import Judged
from benchmarks.alignment.fit import (
    Points,
    World,
    calibrated,
    losses_of,
    points,
    shortened,
    train,
    with_losses,
    without,
)
from benchmarks.alignment.table import write
from benchmarks.alignment.truth import Truth, laws, read_truth, text
from legal.alignment import Alignment, align
from legal.alignment.scoring import Model

LINES = (0.5, 0.7, 0.8, 0.9, 0.95)
LOSSES = 4


def main(arguments: Sequence[str]) -> None:
    """Fit, judge, print."""
    if not laws().is_dir():
        sys.exit(f"left out: no statutes at {laws()}")
    truths = read_truth()
    worlds = [world for truth in truths for world in with_losses(truth)]
    raw = {left: _without(worlds, left) for left in sorted({t.statute for t in truths})}
    seen = [(w.truth.statute, points(w, raw[w.truth.statute])) for w in worlds]
    if "--write" in arguments:
        write(calibrated(train(worlds), [found for _, found in seen]))
    models = {left: calibrated(model, _others(seen, left)) for left, model in raw.items()}
    _report(truths, models, each="--each" in arguments)


def _without(worlds: Sequence[World], left: str) -> Model:
    return train([w for w in worlds if w.truth.statute != left])


def _others(seen: Sequence[tuple[str, Points]], left: str) -> list[Points]:
    return [found for statute, found in seen if statute != left]


def _report(truths: Sequence[Truth], models: Mapping[str, Model], *, each: bool) -> None:
    started = time.perf_counter()
    found = {t.name: _align(t, models[t.statute]) for t in truths}
    seconds = time.perf_counter() - started
    whole = [one for t in truths for one in figures.articles(t, found[t.name])]
    parts = [one for t in truths for one in figures.parts(t, found[t.name])]
    _print_revisions(truths, whole)
    _print_totals(truths, found, whole, parts)
    print(f"{len(truths)} revisions aligned in {seconds:.1f} s")
    _print_losses(truths, models, each=each)
    if each:
        print(*(one for one in whole if not one.right), sep="\n")
        print(*(one for one in parts if not one.right), sep="\n")


def _align(truth: Truth, model: Model, gone: frozenset[str] = frozenset()) -> Alignment:
    return align(text(truth.older), shortened(text(truth.newer), gone), model=model)


def _print_revisions(truths: Sequence[Truth], whole: Sequence[Judged]) -> None:
    for truth in truths:
        own = [one for one in whole if one.statute == truth.name]
        print(f"{truth.name:24} {figures.rate(own)}")


def _print_totals(
    truths: Sequence[Truth],
    found: Mapping[str, Alignment],
    whole: Sequence[Judged],
    parts: Sequence[Judged],
) -> None:
    confirmed = sum(row.confirmed for one in found.values() for row in one.map)
    false = [n for t in truths for n in figures.wrongly_confirmed(t, found[t.name])]
    left = [n for t in truths for n in figures.unconfirmed_equals(t, found[t.name])]
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


def _print_losses(truths: Sequence[Truth], models: Mapping[str, Model], *, each: bool) -> None:
    """Take successors out of the new texts: what then stands nearest is another rule."""
    judged = list[Judged]()
    for truth in truths:
        for at in range(LOSSES):
            gone = losses_of(truth, f"judged {truth.name}/{at}")
            found = _align(truth, models[truth.statute], gone)
            judged += figures.articles(without(truth, gone), found)
    lost = [one for one in judged if not one.call.new and not one.call.also]
    taken = [one for one in lost if one.proposed]
    print(f"successor taken out      {len(lost)}, another rule proposed {len(taken)}")
    for line in LINES:
        print(f"  with ≥ {line:.2f}            {len(figures.sure_and_wrong(lost, line))}")
    if each:
        print(*(one for one in figures.sure_and_wrong(judged, 0.9)), sep="\n")


def _kinds(judged: Sequence[Judged]) -> str:
    right = [one for one in judged if one.right]
    return f"{sum(one.kind_right for one in right)} of {len(right)}"


if __name__ == "__main__":
    main(sys.argv[1:])
