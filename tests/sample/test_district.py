"""The sample district: organs with dated names, and enough people to decide about each other's work."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from legal.place import Place
from sample.rows import district, holders, printed_rows
from sample.statutes import exists, statutes

ORGANS: list[dict[str, Any]] = district()["organs"]
USERS: list[dict[str, Any]] = district()["users"]
REVIEWERS = ("BB", "FZ", "ZW", "GOV", "MD", "JW")


def test_the_six_organs_of_the_regulation_are_bound_to_their_roles() -> None:
    """《办法》第三条、第八条."""
    bound = {binding["role"]: binding["organ"] for binding in district()["role_bindings"]}

    assert set(bound) == {*REVIEWERS, "AUDITOR"}
    assert set(bound.values()) <= {organ["id"] for organ in ORGANS}


def test_two_people_stand_in_each_reviewing_organ() -> None:
    """职责分离: whoever submits or reviews does not decide the next stage."""
    staff = Counter(role["role"] for user in USERS for role in user["roles"])

    assert all(staff[role] >= 2 for role in REVIEWERS)
    assert len({user["name"] for user in USERS}) == len(USERS)


def test_everyone_has_an_account_by_his_organ_but_who_is_made_by_the_founding() -> None:
    without = {user["id"] for user in USERS if not any(role["organ"] for role in user["roles"])}

    assert without == {"admin"}


def test_every_holder_has_someone_to_submit_for_it() -> None:
    staffed = {role["organ"] for user in USERS for role in user["roles"]}

    assert {organ["id"] for organ in holders().values()} <= staffed


def test_official_names_of_one_organ_follow_each_other_without_gap_or_overlap() -> None:
    for organ in ORGANS:
        names = organ["names"]
        assert [n["from"] for n in names[1:]] == [n["to"] for n in names[:-1]]
        assert names[-1]["to"] is None


def test_no_name_means_two_organs_on_one_day() -> None:
    named = [
        (n["name"], n["from"], n["to"] or "9999", o["id"])
        for o in ORGANS
        for n in (*o["names"], *o["aliases"])
    ]
    for name, start, end, organ in named:
        others = {o for n, f, t, o in named if n == name and f < end and start < t}
        assert others == {organ}, name


def test_every_printed_holder_resolves_to_the_organ_of_its_list() -> None:
    day = date.fromisoformat(district()["list_day"]).isoformat()
    for stem, organ in holders().items():
        known = {
            n["name"]
            for n in (*organ["names"], *organ["aliases"])
            if n["from"] <= day < (n["to"] or "9999")
        }
        assert {row["行使主体"] for row in printed_rows(stem)} <= known


def test_the_authorised_organisation_has_a_provision_that_authorises_it() -> None:
    """《办法》第二条."""
    seats = [organ["authorised_by"] for organ in ORGANS if organ["kind"] == "AUTHORIZED_ORG"]

    assert seats
    for seat in seats:
        assert exists(statutes()[seat["version"]].text, Place.parse(seat["place"]))
        assert statutes()[seat["version"]].kind in ("法律", "行政法规", "地方性法规")
