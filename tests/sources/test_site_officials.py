"""Who leads a study at a site, as the pages of the classic site name them; numbers to call are no names."""

import pytest

from kg.record import Official
from kg.sources import LineFate, Reading
from tests.sources.making import aggregator_page, tabular_page
from tests.sources.pages import read
from tests.sources.test_headers import ID, NO_TITLE, SAFETY, TITLE

CALL = "Call 1-877-555-0100 or 1-317-555-0100 Mon - Fri 9 AM - 5 PM"


def page(*locations: str, investigators: tuple[str, ...] = ()) -> Reading:
    rows = (TITLE, "", SAFETY, ID, "Brief Summary:", "Do oranges help?", "Contacts and Locations", "Go to")
    people = ("Investigators", *investigators) if investigators else ()
    last = "Last Verified: May 2020"
    return read("\n".join([*rows, "Locations", *locations, *people, last]).encode(), "page.txt")


def fates(reading: Reading) -> dict[str, LineFate]:
    return {line.text: line.fate for line in reading.lines}


def test_investigators_are_of_the_site_above_them() -> None:
    reading = page(
        *("United States, Georgia", "The Spa", "Savannah, Georgia, United States, 31401"),
        *("Contact: Jane Roe 555-010-0100", "Principal Investigator: Ann Lee, MD", "Sub-Investigator: Bo Roe"),
        *("Switzerland", "The Pier", "Bern, Switzerland", "Principal Investigator: Cy Doe"),
    )
    assert reading.study
    lead, sub = Official(name="Ann Lee, MD", role="PRINCIPAL_INVESTIGATOR", degree="MD"), Official(name="Bo Roe")
    spa, pier = reading.study.sites
    assert spa.officials == (lead, Official(name=sub.name, role="SUB_INVESTIGATOR"))
    assert pier.officials == (Official(name="Cy Doe", role="PRINCIPAL_INVESTIGATOR"),)
    assert (spa.facility, pier.facility) == ("The Spa", "The Pier")
    assert reading.study.officials == ()
    assert fates(reading)["Contact: Jane Roe 555-010-0100"] == LineFate.LEFT_OUT


def test_an_investigator_without_a_name_or_a_site_is_left_out() -> None:
    early, nameless = "Principal Investigator: Ann Lee, MD", "Sub-Investigator:"
    reading = page("Switzerland", early, "The Pier", "Bern, Switzerland", nameless, f"Study Director: {CALL}")
    assert reading.study
    assert [site.officials for site in reading.study.sites] == [()]
    assert {fates(reading)[text] for text in (early, nameless, f"Study Director: {CALL}")} == {LineFate.LEFT_OUT}


def test_a_number_to_call_is_no_official_of_a_page() -> None:
    rows = ("Study Director:", CALL, "The Navy", "Study Chair:", "James Lind, MD", "The Navy")
    reading = page("Switzerland", "The Pier", "Bern, Switzerland", investigators=rows)
    assert reading.study
    assert [official.name for official in reading.study.officials] == ["James Lind, MD"]
    assert fates(reading)[CALL] == LineFate.LEFT_OUT


@pytest.mark.parametrize(
    ("section", "rows"),
    [
        ("Principal Investigators", (CALL, "Role: STUDY_DIRECTOR", "The Navy")),
        ("Responsible Party", (CALL, "Professor of Surgery")),
    ],
)
def test_a_number_to_call_is_no_person_of_a_page_of_the_aggregator(section: str, rows: tuple[str, ...]) -> None:
    reading = read(aggregator_page({section: rows}))
    assert reading.study
    assert reading.study.officials == ()
    party = reading.study.registration.responsible_party
    assert party is None or party.name is None
    assert fates(reading)[CALL] == LineFate.LEFT_OUT


@pytest.mark.parametrize(("name", "fate"), [(CALL, LineFate.LEFT_OUT), ("James Lind, MD", LineFate.USED)])
def test_a_number_to_call_does_not_answer_for_the_study_of_a_page(name: str, fate: LineFate) -> None:
    reading = read(
        tabular_page(descriptive=NO_TITLE, administrative=("Responsible Party", name, "Verification Date May 2020"))
    )
    assert reading.study
    party = reading.study.registration.responsible_party
    assert (party.name if party else None) == (name if fate == LineFate.USED else None)
    assert fates(reading)[name] == fate
