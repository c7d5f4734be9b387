"""样本区的建立: organs, names, roles and users of district.json, its statutes and lists, all through GraphQL."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sample.api import Api
from sample.build import build_workbooks
from sample.rows import district
from sample.statutes import statutes

Say = Callable[[str], None]

PROBLEM = "... on Problem { message code }"

REGISTER_ORGAN = f"""
mutation($retry: String, $code: String!, $name: String!, $kind: OrgKind!, $from: Date!) {{
  registerOrgUnit(clientMutationId: $retry, code: $code, name: $name, kind: $kind, validFrom: $from) {{ ... on OrgUnit {{ id }} {PROBLEM} }}
}}"""

NAME_ORGAN = f"""
mutation($retry: String, $organ: ID!, $text: String!, $from: Date!, $to: Date, $authority: String!) {{
  nameOrgUnit(clientMutationId: $retry, organ: $organ, text: $text, validFrom: $from, validTo: $to, authority: $authority) {{ ... on OrgUnit {{ id }} {PROBLEM} }}
}}"""

BIND_ROLE = f"""
mutation($retry: String, $role: Role!, $organ: ID!, $from: Date!, $to: Date, $version: Int! = 0) {{
  bindRole(clientMutationId: $retry, role: $role, organ: $organ, validFrom: $from, validTo: $to, expectedVersion: $version) {{
    ... on Done {{ id }} {PROBLEM} }}
}}"""

REGISTER_USER = f"""
mutation($retry: String, $user: ID!, $name: String!, $organ: ID!, $from: Date!, $to: Date) {{
  registerUser(clientMutationId: $retry, user: $user, name: $name, organ: $organ, validFrom: $from, validTo: $to) {{ ... on Done {{ id }} {PROBLEM} }}
}}"""

REGISTER_INSTRUMENT = f"""
mutation($retry: String, $title: String!, $rank: Rank!, $issuer: String!, $territory: String!, $own: Boolean!) {{
  registerInstrument(clientMutationId: $retry, title: $title, rank: $rank, issuer: $issuer, territory: $territory, own: $own) {{
    ... on Instrument {{ id }} {PROBLEM} }}
}}"""

RECORD_TEXT = f"""
mutation($retry: String, $instrument: ID!, $text: String!, $name: String!, $promulgated: Date, $effective: Date, $decision: String!, $number: String!) {{
  recordText(clientMutationId: $retry, instrument: $instrument, text: $text, name: $name, promulgated: $promulgated, effective: $effective,
    decision: $decision, number: $number) {{
    ... on TextRecorded {{ changed relinked version {{ id complete }} source {{ id }} }} {PROBLEM} }}
}}"""

IMPORT_LIST = f"""
mutation($retry: String, $name: String!, $content: String!, $on: Date!) {{
  importListEdition(clientMutationId: $retry, name: $name, content: $content, on: $on) {{
    ... on Imported {{ intakeId rows changed linked unlinked report }} {PROBLEM} }}
}}"""

COMPILE = f"""
mutation($retry: String, $title: String!, $document: String!, $on: Date!) {{
  compileListEdition(clientMutationId: $retry, title: $title, document: $document, on: $on) {{
    ... on Compiled {{ edition powers decisionId }} {PROBLEM} }}
}}"""


RANKS = {
    "法律": "LAW",
    "行政法规": "ADMINISTRATIVE_REGULATION",
    "国务院决定": "STATE_COUNCIL_DECISION",
    "地方性法规": "LOCAL_REGULATION",
    "省级政府规章": "PROVINCIAL_RULE",
    "部门规章": "MINISTRY_RULE",
    "市级政府规章": "CITY_RULE",
    "规范性文件": "NORMATIVE_DOCUMENT",
}


def territory(code: str) -> str:
    """An administrative division as the API takes it: its leading digits, "" for the whole country."""
    return code.rstrip("0") if code.endswith("00") else code


async def set_up_people(admin: Api, *, only: Iterable[str] | None = None) -> dict[str, str]:
    """Organs, names, roles and users of the sample.

    Args:
        only: codes of the organs that are wanted; None: all.

    Returns:
        Code of an organ → its id.
    """
    facts = district() if only is None else _part(district(), set(only))
    organs: dict[str, str] = {}
    for organ in facts["organs"]:
        organs[organ["id"]] = await _organ(admin, organ)
    for binding in [*facts["role_bindings"], *_departments(facts)]:
        await admin.do(
            BIND_ROLE,
            role=binding["role"],
            organ=organs[binding["organ"]],
            **{"from": binding["from"], "to": binding["to"]},
        )
    for user in facts["users"]:
        for role in (held for held in user["roles"] if held["organ"]):
            await admin.do(
                REGISTER_USER,
                user=user["id"],
                name=user["name"],
                organ=organs[role["organ"]],
                **{"from": role["from"], "to": role["to"]},
            )
    return organs


def _part(facts: dict[str, Any], codes: set[str]) -> dict[str, Any]:
    """The district with these organs and their people only."""
    return {
        "organs": [o for o in facts["organs"] if o["id"] in codes],
        "role_bindings": [b for b in facts["role_bindings"] if b["organ"] in codes],
        "users": [
            {**user, "roles": [r for r in user["roles"] if r["organ"] in codes]}
            for user in facts["users"]
        ],
    }


def _departments(facts: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Every organ that a user serves as DEPT or STREET plays that role."""
    pairs = {
        (role["role"], role["organ"]): role
        for user in facts["users"]
        for role in user["roles"]
        if role["role"] in ("DEPT", "STREET")
    }
    return [{**role, "from": "2010-01-01", "to": None} for role in pairs.values()]


async def _organ(admin: Api, organ: dict[str, Any]) -> str:
    current = organ["names"][-1]
    made = await admin.do(
        REGISTER_ORGAN,
        code=organ["id"],
        name=current["name"],
        kind=organ["kind"],
        **{"from": current["from"]},
    )
    former = [{**name, "authority": "原名"} for name in organ["names"][:-1]]
    for name in [*former, *organ["aliases"]]:
        await admin.do(
            NAME_ORGAN,
            organ=made["id"],
            text=name["name"],
            authority=name["authority"],
            **{"from": name["from"], "to": name["to"]},
        )
    return made["id"]


async def register_statutes(fz: Api, *, stems: Iterable[str] | None = None) -> dict[str, str]:
    """Every statute of the sample with its first text. Returns: title → instrument id."""
    wanted = set(stems) if stems is not None else None
    found: dict[str, str] = {}
    for stem, statute in statutes().items():
        if wanted is not None and stem not in wanted:
            continue
        if statute.title not in found:
            found[statute.title] = await register_statute(fz, statute)
            await record_text(fz, found[statute.title], statute)
    return found


async def register_statute(fz: Api, statute: Any) -> str:
    """One statute, without a text."""
    made = await fz.do(
        REGISTER_INSTRUMENT,
        title=statute.title,
        rank=RANKS[statute.kind],
        issuer=statute.entry["issuer"],
        territory=territory(statute.entry["territory"]),
        own=statute.entry["territory"] == district()["district"]["code"],
    )
    return made["id"]


async def record_text(fz: Api, instrument: str, statute: Any) -> dict[str, Any]:
    """One text of a statute."""
    return await fz.do(
        RECORD_TEXT,
        instrument=instrument,
        text=statute.path.read_text("utf-8"),
        name=statute.path.name,
        promulgated=statute.entry["promulgated"],
        effective=statute.entry["effective"],
        decision="",
        number=statute.entry["number"],
    )


async def import_lists(bb: Api, folder: Path, on: str) -> list[dict[str, Any]]:
    """Every workbook of the sample, built into ``folder``."""
    return [await import_list(bb, path, on) for path in build_workbooks(folder)]


async def import_list(bb: Api, path: Path, on: str) -> dict[str, Any]:
    """One workbook."""
    content = base64.b64encode(await asyncio.to_thread(path.read_bytes)).decode()
    return await bb.do(IMPORT_LIST, name=path.name, content=content, on=on)


async def compile_edition(bb: Api, on: str) -> dict[str, Any]:
    """The first edition of all that came in."""
    return await bb.do(COMPILE, title="青棠区权责清单（首版）", document="青编〔2024〕1号", on=on)
