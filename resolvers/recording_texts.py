"""录入法规文本: the first text of a statute, a revision, or an older text.

Recording a revision proposes; only identical text confirms itself, everything else waits for a person of 法制办.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps

from graph import correspondences, effects, law_texts, laws, provisions
from graph.effects import Source, StoredEffect
from graph.errors import DomainError
from graph.law_texts import StoredText, TextVersionExists
from graph.model.law import Effect, EffectType, Instrument, ProvisionVersion, TextVersion
from importers.laws.reader import lines_of, read
from legal.citations import normalise_title, number_key, own_numbers
from legal.place import Place
from legal.reading import split_lines
from legal.statute import Statute
from resolvers import aligning, linking, texts
from resolvers.acting import Act, Desk, Result, perform, permit
from resolvers.intake import decoded
from resolvers.laws import LAW_ROLES

_NAMED_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


@dataclass(eq=False)
class NoDate(DomainError):
    """缺少日期: nobody said when the text was promulgated or takes effect, and it is never guessed."""

    title: str
    which: str

    def __str__(self) -> str:
        return f"《{self.title}》缺少{self.which}：文本题注未载明，请由录入人给出；不得以附则中的施行日期代替"


@dataclass(eq=False)
class DatesDiffer(DomainError):
    """日期不一致: the header ends before the day in the file's name; an amendment is missing in one of the two."""

    title: str
    header: date
    name: date

    def __str__(self) -> str:
        return (
            f"《{self.title}》题注最后的日期是 {self.header.isoformat()}，文件名写的是 {self.name.isoformat()}；"
            "题注可能缺少最近一次修改，请由录入人给出公布日期"
        )


@dataclass(eq=False)
class BetweenTexts(DomainError):
    """中间文本: a text between two recorded ones cannot be put in later."""

    title: str
    promulgated: date

    def __str__(self) -> str:
        return (
            f"《{self.title}》{self.promulgated.isoformat()} 的文本位于两个已录入文本之间；"
            "请按时间先后录入"
        )


@dataclass(eq=False)
class TextOrFile(DomainError):
    """全文与文件须择一."""

    def __str__(self) -> str:
        return "请给出法规全文或者文件，二者择一"


@dataclass(eq=False)
class EmptyStatute(DomainError):
    """文本没有条文."""

    title: str

    def __str__(self) -> str:
        return f"《{self.title}》的文本中没有读到任何条文，不能录入"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """待录入的文本.

    Attributes:
        lines: of the source, as it came.
        promulgated: None: the newest adoption or amendment of the header.
        effective: None: the header's 施行 line, else, for a revision, the day of its promulgation (T2).
        decision, number: title and number of the amending decision, for the source record.
        last_article: number of the last article as the operator knows it; settles whether the text is whole.
    """

    instrument: str
    lines: tuple[str, ...]
    name: str
    promulgated: date | None = None
    effective: date | None = None
    decision: str = ""
    number: str = ""
    last_article: str = ""


async def lines_given(
    desk: Desk, text: str | None, content: str | None, name: str
) -> tuple[str, ...]:
    """The lines of a text, or of a file in Base64 of any kind that statutes come in.

    Raises:
        Forbidden: a file of somebody who may not record it is not read.
        TextOrFile, NotBase64, FileRefused.
    """
    permit(desk, "recordText", LAW_ROLES)
    if text is not None and content is None:
        return tuple(split_lines(text))
    if content is None or text is not None:
        raise TextOrFile
    called = name or "上传的文件"
    return tuple(await asyncio.to_thread(lines_of, decoded(content), called))


async def record_text(
    desk: Desk, text: NewText, *, client_mutation_id: str | None = None
) -> Result:
    """录入法规文本: the first, a revision, or an older text of a known statute.

    A revision is aligned to the text before it: identical units live on, everything else is proposed (rules.md 3.1).

    Returns:
        version, source, units, counts of proposals by kind, ``changed`` False when this very text is in already.

    Raises:
        NoStatute, InstrumentNotFound, NoDate, DatesDiffer, EmptyStatute, TextVersionExists, BetweenTexts,
        TextReadDifferently.
    """
    permit(desk, "recordText", LAW_ROLES)
    instrument = await desk.graph.read(laws.get, text.instrument)
    # In a thread and before the lock: a long text keeps nobody else waiting.
    statute = await asyncio.to_thread(
        read,
        text.lines,
        text.name or "文本",
        title=instrument.title,
        last_article=text.last_article or None,
    )
    if not statute.articles:
        raise EmptyStatute(instrument.title)
    given = {**asdict(text), "lines": "\n".join(text.lines)}

    async def work(act: Act) -> Result:
        return await _record_text(act, instrument, statute, text)

    return await perform(
        desk,
        "recordText",
        given,
        work,
        roles=LAW_ROLES,
        client_mutation_id=client_mutation_id,
    )


async def _record_text(act: Act, instrument: Instrument, statute: Statute, text: NewText) -> Result:
    known = (await law_texts.versions(act.tx, [instrument.id])).get(instrument.id, [])
    version = _version(act, instrument, statute, text, first=not known)
    document = sha256("\n".join(text.lines).encode()).hexdigest()
    for stored in known:
        if stored.version.promulgated == version.promulgated:
            return _again(instrument, stored, document)
    before, after = _neighbours(instrument, known, version)
    await law_texts.put_document(
        act.tx, act.seq, digest=document, name=text.name, text="\n".join(text.lines)
    )
    findings = dumps([asdict(f) for f in statute.findings], ensure_ascii=False)
    new = StoredText(version=version, document=document, findings=findings, source="", revises="")
    await law_texts.put_version(act.tx, act.seq, new)
    source, kinds = await _put_text(act, instrument, statute, text, new, before, after)
    numbers = [number_key(number) for number in own_numbers(statute.history)]
    await laws.put_numbers(act.tx, act.seq, instrument.id, numbers)
    linked = await linking.relink(act, await _known_by(act, instrument))
    return {
        "version": version.id,
        "source": source,
        "changed": True,
        "kinds": kinds,
        "relinked": linked,
        "complete": version.complete,
    }


async def _known_by(act: Act, instrument: Instrument) -> list[str]:
    """Title and document numbers of an instrument, as citations are looked for."""
    numbers = await laws.numbers_of(act.tx, instrument.id)
    return [normalise_title(instrument.title), *numbers]


def _again(instrument: Instrument, stored: StoredText, document: str) -> Result:
    if stored.document != document:
        raise TextVersionExists(instrument.title, stored.version.promulgated)
    return {"version": stored.version.id, "source": stored.source, "changed": False}


def _version(
    act: Act, instrument: Instrument, statute: Statute, text: NewText, *, first: bool
) -> TextVersion:
    promulgated = text.promulgated or statute.promulgated
    named = _day_in(text.name)
    if promulgated and named and not text.promulgated and named != promulgated:
        raise DatesDiffer(instrument.title, promulgated, named)
    if promulgated is None:
        raise NoDate(instrument.title, "公布日期")
    effective = text.effective or statute.effective or (None if first else promulgated)
    if effective is None:
        raise NoDate(instrument.title, "施行日期")
    return TextVersion(
        id=act.mint("version"),
        instrument=instrument.id,
        promulgated=promulgated,
        effective=effective,
        complete=statute.complete,
    )


def _day_in(name: str) -> date | None:
    """The day that a file's name carries: 条例(2022-03-29).md."""
    found = _NAMED_DAY.search(name)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _neighbours(
    instrument: Instrument, known: list[StoredText], version: TextVersion
) -> tuple[StoredText | None, StoredText | None]:
    """The text before and the text after the new one; it may stand at either end, not between."""
    before = [k for k in known if k.version.promulgated < version.promulgated]
    after = [k for k in known if k.version.promulgated > version.promulgated]
    if before and after:
        raise BetweenTexts(instrument.title, version.promulgated)
    return (before[-1] if before else None), (after[0] if after else None)


async def _source(
    act: Act, instrument: Instrument, text: NewText | None, version: TextVersion
) -> str:
    return await effects.put_source(
        act.tx,
        act.seq,
        Source(
            id=act.mint("source"),
            kind="LAW",
            title=(text.decision if text else "") or f"《{instrument.title}》的修订",
            number=text.number if text else "",
            promulgated=version.promulgated,
            effective=version.effective or version.promulgated,
        ),
    )


async def _put_text(
    act: Act,
    instrument: Instrument,
    statute: Statute,
    text: NewText,
    new: StoredText,
    before: StoredText | None,
    after: StoredText | None,
) -> tuple[str, dict[str, int]]:
    """Write the units of a text and its correspondences with its neighbour. Returns the source and counts by kind.

    Whichever of the two comes in later, the younger text is the revision: source and inserts are its own.
    """
    if before is None and after is None:
        await _put_units(act, statute, new.version, {})
        return "", {}
    aliases = await aligning.same_organs(act)
    neighbour = await aligning.stored(act.tx, before or after)  # pyright: ignore[reportArgumentType]
    older, younger = (neighbour.statute, statute) if before else (statute, neighbour.statute)
    found = await asyncio.to_thread(texts.align, older, younger, aliases)
    pairs = ((n, o) if before else (o, n) for o, n in texts.carried(found))
    living = {here: neighbour.units[there].provision for here, there in pairs}
    units = await _put_units(act, statute, new.version, living)
    old_units, new_units = (neighbour.units, units) if before else (units, neighbour.units)
    target = new.version if before else neighbour.version
    rows = texts.proposals(found, old_units, new_units, target, act.mint)
    await correspondences.put(act.tx, act.seq, rows)
    source = await _source(act, instrument, text if before else None, target)
    old_version = before.version.id if before else new.version.id
    await law_texts.mark_revision(act.tx, target.id, source=source, revises=old_version)
    await _propose_inserts(act, found.new_only, new_units, target, source)
    return source, aligning.counts(rows)


async def _put_units(
    act: Act, statute: Statute, version: TextVersion, living_on: Mapping[Place, str]
) -> dict[Place, ProvisionVersion]:
    units = texts.new_units(statute, version, living_on, act.mint)
    await provisions.put_units(act.tx, act.seq, units)
    divisions = [
        [f"{version.id}/{order}", d.level.name, d.number, d.title, d.first, d.last, order]
        for order, d in enumerate(statute.divisions)
    ]
    await law_texts.put_divisions(act.tx, act.seq, version.id, divisions)
    return {unit.place: unit for unit in units}


async def _propose_inserts(
    act: Act,
    new_only: Iterable[Place],
    units: Mapping[Place, ProvisionVersion],
    version: TextVersion,
    source: str,
) -> None:
    """Each new article is proposed as an INSERT: whether it gives the district a power, a person finds (L15–L17)."""
    for order, place in enumerate(new_only):
        ref = act.mint("effect")
        effect = Effect(
            id=ref,
            source=source,
            type=EffectType.INSERT,
            instrument=version.instrument,
            provisions=(units[place].provision,),
            promulgated=version.promulgated,
            effective=version.effective or version.promulgated,
            order=order,
        )
        await effects.put_effect(
            act.tx, act.seq, StoredEffect(record=ref, effect=effect, by="", number=1)
        )
