"""What the survivor of a merger says after it: its own words, and the bases and duties that only the absorbed cite (O3)."""

from __future__ import annotations

from graph.model.listing import Element, PowerContent, PrintedCitation
from graph.model.plan import Difference
from graph.model.power import ElementKind, Function, How, PowerType
from resolvers.redrafting import Library, Redrafted, redraft

BASIS, DUTY = ElementKind.BASIS, ElementKind.DUTY


def cites(printed: str) -> PrintedCitation:
    return PrintedCitation(
        printed=printed,
        title=printed,
        title_key=printed,
        reference="{}",
        function=Function.GRANT,
        how=How.ASSUMED,
    )


def an_element(kind: ElementKind, text: str, *printed: str) -> Element:
    return Element(
        kind=kind,
        text=text,
        citations=tuple(map(cites, printed)),
        power_type=PowerType.PENALTY,
    )


def merged(kind: ElementKind, survivor: Element, absorbed: Element, *numbers: int) -> Redrafted:
    """The survivor after an item that takes over these citations of the absorbed power."""
    taken = [absorbed.citation_id(number) for number in numbers]
    content = PowerContent(
        name="对甲的处罚", type=PowerType.PENALTY, holder="工商", elements=(survivor,)
    )
    given = {absorbed.citation_id(n): c for n, c in enumerate(absorbed.citations)}
    library = Library(units={}, versions={}, instruments={}, citations=given)
    item = Difference(element=kind, renew=tuple((id_, ("unit:1",)) for id_ in taken))
    return redraft(content, [item], library)


def test_the_survivor_keeps_its_words_and_gains_what_it_lacks() -> None:
    made = merged(
        BASIS,
        an_element(BASIS, "甲法第一条：……", "甲法第一条"),
        an_element(BASIS, "", "乙法第二条"),
        0,
    )

    (basis,) = made.content.elements
    assert [c.printed for c in basis.citations] == ["甲法第一条", "乙法第二条"]
    assert basis.text == "甲法第一条：……\n乙法第二条"
    assert made.quotes == {basis.citation_id(1): ("unit:1",)}, "with the very link of the absorbed"


def test_only_what_the_item_names_is_taken_over() -> None:
    absorbed = an_element(BASIS, "", "乙法第二条", "乙法第三条")

    (basis,) = merged(BASIS, an_element(BASIS, "甲法", "甲法"), absorbed, 1).content.elements

    assert [c.printed for c in basis.citations] == ["甲法", "乙法第三条"]


def test_a_citation_that_both_print_alike_stands_once() -> None:
    survivor, absorbed = an_element(BASIS, "甲法", "甲法"), an_element(BASIS, "另一写法", "甲法")

    (basis,) = merged(BASIS, survivor, absorbed, 0).content.elements

    assert [c.printed for c in basis.citations] == ["甲法"]


def test_an_element_that_the_survivor_lacks_is_made() -> None:
    made = merged(DUTY, an_element(BASIS, "甲法", "甲法"), an_element(DUTY, "", "乙法第九条"), 0)

    duty = made.content.elements[1]
    assert (duty.kind, duty.text) == (DUTY, "乙法第九条")


def test_other_elements_of_the_survivor_stay_as_they_are() -> None:
    survivor = an_element(BASIS, "甲法", "甲法")

    made = merged(DUTY, survivor, an_element(DUTY, "", "乙法第九条"), 0)

    assert made.content.elements[0] == survivor
