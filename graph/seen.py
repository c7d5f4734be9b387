"""所见版本: the number of the event that last answered a question; who answers it again must have seen that one.

What is told with its answer carries the number itself (``Citation``, ``Power``); here stands what has no record of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from graph.db import Tx
from graph.rules.opinions import asked_about


async def _versions(tx: Tx, query: LiteralString, subjects: Sequence[str]) -> list[int]:
    """The numbers of a query's rows, in the order of these subjects; 0 for what it has no row of."""
    row = await (await tx.run(query, {"subjects": list(subjects)})).single(strict=True)
    known = dict(row["rows"])
    return [known.get(subject, 0) for subject in subjects]


FUNCTION_VERSIONS = """
MATCH (r:FunctionRuling) WHERE r.provision IN $subjects
WITH r.provision AS provision, max(r.seq) AS version
RETURN collect([provision, version]) AS rows
"""


async def function_versions(tx: Tx, provisions: Sequence[str]) -> list[int]:
    """What was last ruled on these provisions for all powers that cite them, in their order; 0 for none."""
    return await _versions(tx, FUNCTION_VERSIONS, provisions)


ASKED_ABOUT = """
UNWIND $subjects AS subject
OPTIONAL MATCH (p:Provision {id: subject})
OPTIONAL MATCH (e:Effect {ref: subject})
OPTIONAL MATCH (s:SubItem {id: subject})
WITH DISTINCT subject, coalesce(p.instrument, e.instrument, s.power) AS about
WHERE about IS NOT NULL
RETURN collect([subject, about]) AS rows
"""

# Whichever clause of a statute or effect on it an opinion names, and whatever it names of the power that it was given for.
OPINION_VERSIONS = """
MATCH (o:Opinion)
OPTIONAL MATCH (p:Provision {id: o.subject})
OPTIONAL MATCH (e:Effect {ref: o.subject})
UNWIND [coalesce(p.instrument, e.instrument, o.subject), o.power] AS subject
WITH subject, o WHERE subject IN $subjects
WITH subject, max(o.seq) AS version
RETURN collect([subject, version]) AS rows
"""


async def opinion_versions(tx: Tx, subjects: Sequence[str]) -> list[int]:
    """The last opinions on these subjects, in their order; 0 for none. One question can be named in several ways, so
    that all opinions on one statute have one version, and all that were given for one power.
    """
    asked = [asked_about(subject) for subject in subjects]
    row = await (await tx.run(ASKED_ABOUT, {"subjects": asked})).single(strict=True)
    about = dict(row["rows"])
    return await _versions(tx, OPINION_VERSIONS, [about.get(id_, id_) for id_ in asked])


RULING_VERSIONS = """
UNWIND $subjects AS subject
OPTIONAL MATCH (p:Power {id: subject})
OPTIONAL MATCH (o:OrgUnit {id: subject})
WITH subject, coalesce(p, o) AS ruled
MATCH (ruled)-[:RULED]->(r)
WITH subject, max(r.seq) AS version
RETURN collect([subject, version]) AS rows
"""


async def ruling_versions(tx: Tx, subjects: Sequence[str]) -> list[int]:
    """What was last ruled on these powers and organs, on catalogue or 救济途径, in their order; 0 for none."""
    return await _versions(tx, RULING_VERSIONS, subjects)


MAY_BE_ASKED = """
UNWIND [$subject] AS subject
RETURN EXISTS { MATCH (:Instrument {id: subject}) } OR EXISTS { MATCH (:Provision {id: subject}) }
  OR EXISTS { MATCH (:Effect {ref: subject}) } AS known
"""


async def may_be_asked(tx: Tx, subject: str) -> bool:
    """Whether it is a norm, a provision or an effect that was recorded: what an opinion may speak of by itself."""
    return (await (await tx.run(MAY_BE_ASKED, {"subject": subject})).single(strict=True))["known"]
