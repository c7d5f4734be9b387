"""法规办理: register a statute, and say under which higher norm it was made."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

from graph import effects, laws
from graph.laws import InstrumentExists
from graph.model.actor import Role
from graph.model.law import Instrument, ParentLink, Rank
from graph.naming import check_names
from legal.citations import normalise_title, number_key
from resolvers.acting import Act, Desk, Result, perform

LAW_ROLES = (Role.FZ, Role.BB, Role.ADMIN)


@lru_cache(maxsize=16_384)
def sort_key(text: str) -> str:
    """Pinyin, computed once at write time; many departments list the same names."""
    return " ".join(lazy_pinyin(text)).lower()


async def register_instrument(
    desk: Desk,
    *,
    title: str,
    rank: Rank,
    issuer: str = "",
    territory: str = "",
    own: bool = False,
    number: str = "",
    client_mutation_id: str | None = None,
) -> Result:
    """登记法规 (R1.1). Returns ``{"instrument": id}``.

    Args:
        number: 文号 under which it was promulgated; "" where its texts tell it, or nobody knows.

    Raises:
        InstrumentExists: the title, normalised, is registered.
        NotAName
    """
    given = {"title": title, "rank": rank.name, "issuer": issuer, "territory": territory}
    given |= {"number": number} if number else {}

    async def work(act: Act) -> Result:
        check_names(法规名称=title.strip("《》"))
        id_ = await _register(act, title, rank, issuer=issuer, territory=territory, own=own)
        if key := number_key(number):
            await laws.put_numbers(act.tx, act.seq, id_, [key])
        return {"instrument": id_}

    return await perform(
        desk,
        "registerInstrument",
        {**given, "own": own},
        work,
        roles=LAW_ROLES,
        client_mutation_id=client_mutation_id,
    )


async def _register(
    act: Act, title: str, rank: Rank, *, issuer: str, territory: str, own: bool
) -> str:
    key = normalise_title(title)
    if found := (await laws.ids_by_key(act.tx, [key])).get(key):
        raise InstrumentExists(title, found)
    instrument = Instrument(
        id=act.mint("instrument"),
        title=title,
        rank=rank,
        issuer=issuer,
        territory=territory,
        own=own,
    )
    await laws.put_instrument(act.tx, act.seq, instrument, match_key=key, sort_key=sort_key(title))
    return instrument.id


async def link_parent(
    desk: Desk, *, child: str, parent: str, client_mutation_id: str | None = None
) -> Result:
    """登记上位依据 (X1): a norm was made under, or implements, a higher one; each end an instrument or a provision.

    Raises:
        InstrumentNotFound: an end is neither.
    """

    async def work(act: Act) -> Result:
        provisions = await laws.instruments_of_provisions(act.tx, (child, parent))
        for end in (child, parent):
            if end not in provisions:
                await laws.get(act.tx, end)
        await effects.put_parent(act.tx, act.seq, ParentLink(child=child, parent=parent))
        return {"child": child, "parent": parent}

    return await perform(
        desk,
        "linkParent",
        {"child": child, "parent": parent},
        work,
        roles=LAW_ROLES,
        client_mutation_id=client_mutation_id,
    )
