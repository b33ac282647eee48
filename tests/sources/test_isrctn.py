"""Records of ISRCTN: what is irregular about them, each case made of one made-up record; and JSON made of them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.record import Identifier, Study, Uncoded
from kg.sources.isrctn import ISRCTN_JSON, ISRCTN_XML
from kg.sources.isrctn.fields import FIELDS_XML
from kg.sources.isrctn.spellings import DESIGNS, POLICIES, SPELLINGS
from kg.sources.reading import Reading
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "golden" / "honey-for-night-cough.xml").read_text(encoding="utf-8")


def changed(**elements: str | None) -> Reading:
    """The record with other texts in these elements, each at its first place; None for none."""
    content = RECORD
    for name, text in elements.items():
        found = re.search(rf"<{name}((?: [^>]*?)?)(?:/>|>.*?</{name}>)", content, re.DOTALL)
        assert found is not None, name
        other = "" if text is None else f"<{name}{found[1]}>{text}</{name}>"
        content = content[: found.start()] + other + content[found.end() :]
    return ISRCTN_XML.read(content.encode(), name="x.xml")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def converted(tree: dict[str, Any]) -> Reading:
    return ISRCTN_JSON.read(json.dumps(tree).encode(), name="x.json")


def test_the_made_up_record_is_read_without_a_remark() -> None:
    assert rules(changed()) == []


@pytest.mark.parametrize(
    "text", ["", "Nil known", "N/A", "Not applicable", "nil", "Not provided at time of registration"]
)
def test_an_id_that_stands_for_none_is_none(text: str) -> None:
    found = study(
        changed(clinicalTrialsGovNumber=text, irasNumber=text, protocolSerialNumber=text, secondaryNumbers="")
    )
    assert found.identifiers == ()


@pytest.mark.parametrize(
    ("value", "kind", "domain"),
    [
        ("2020-005891-36", "EUDRACT_NUMBER", "EudraCT"),
        ("2022-501142-30-00", "CTIS", "CTIS"),
        ("NCT05057013", "REGISTRY", "CTIS"),
        ("12/LO/0042", "CTIS", "CTIS"),
    ],
)
def test_the_form_of_an_id_tells_who_gave_it_not_the_type_that_the_registry_made_up(
    value: str, kind: str, domain: str
) -> None:
    written = (
        f'<secondaryNumber id="1" numberType="ctis" canonicalSecondaryNumber="CTIS{value}-00">{value}</secondaryNumber>'
    )
    found = study(changed(secondaryNumbers=written)).identifiers[0]
    assert found == Identifier(value=value, type=kind, domain=domain, role="SECONDARY_ID")


def test_older_elements_that_repeat_typed_ids_add_none() -> None:
    found = study(changed(eudraCTNumber="2021-999999-42", irasNumber="", clinicalTrialsGovNumber=""))
    assert [each.value for each in found.identifiers] == ["2021-999999-42", "HONEY-1"]


def test_outcomes_stand_in_pieces_or_in_one_text() -> None:
    both = study(changed(primaryOutcome="1. Cough at 1 week\n2. Fever at 2 weeks"))
    assert [each.measure for each in both.primary_outcomes] == [
        "Cough at night",
        "Cough at 1 week",
        "Fever at 2 weeks",
    ]
    only = study(changed(primaryOutcomes="", primaryOutcome="Cough"))
    assert [each.measure for each in only.primary_outcomes] == ["Cough"]
    none = study(changed(primaryOutcomes="", primaryOutcome=""))
    assert none.primary_outcomes == ()


def test_of_a_text_that_was_changed_the_present_wording_is_taken_and_the_former_is_kept() -> None:
    text = "Current primary outcome measure as of 01/02/2023:\nCough\n\nPrevious primary outcome measure:\nFever"
    found = study(changed(primaryOutcomes="", primaryOutcome=text))
    assert [each.measure for each in found.primary_outcomes] == ["Cough"]
    assert [each.measure for each in found.original_primary_outcomes] == ["Fever"]


def test_a_final_enrolment_of_nothing_before_the_end_is_not_known() -> None:
    running = changed(
        totalFinalEnrolment="0", overallEndDate="2030-01-01T00:00:00Z", recruitmentEnd="2029-01-01T00:00:00Z"
    )
    enrollment = study(running).enrollment
    assert enrollment is not None
    assert (enrollment.count, enrollment.type) == (120, "ESTIMATED")
    assert rules(running) == [("CT-R134", "trial/participants/totalFinalEnrolment")]
    ended = changed(totalFinalEnrolment="0")
    enrollment = study(ended).enrollment
    assert enrollment is not None
    assert (enrollment.count, enrollment.type, rules(ended)) == (0, "ACTUAL", [])


@pytest.mark.parametrize(
    ("start", "last", "end", "override", "status"),
    [
        ("2022-02-01", "2023-03-31", "2023-12-31", "", "COMPLETED"),
        ("2022-02-01", "2023-03-31", "2025-12-31", "", "ACTIVE_NOT_RECRUITING"),
        ("2022-02-01", "2025-03-31", "2025-12-31", "", "RECRUITING"),
        ("2025-02-01", "2025-03-31", "2025-12-31", "", "NOT_YET_RECRUITING"),
        ("2022-02-01", "2023-03-31", "", "", None),
        ("2022-02-01", "2023-03-31", "2023-12-31", "Stopped", "TERMINATED"),
        ("2022-02-01", "2025-03-31", "2025-12-31", "Suspended", "SUSPENDED"),
        ("2022-02-01", "2025-03-31", "2025-12-31", "Ongoing", "RECRUITING"),
        ("2022-02-01", "2025-03-31", "2025-12-31", "Paused", Uncoded("Paused")),
    ],
)
def test_the_status_is_that_of_the_dates_on_the_day_of_the_record_unless_it_is_stated(
    start: str, last: str, end: str, override: str, status: str | Uncoded | None
) -> None:
    reading = changed(
        recruitmentStart=start, recruitmentEnd=last, overallEndDate=end, recruitmentStatusOverride=override
    )
    assert study(reading).status == status
    assert [rule for rule, _ in rules(reading)] == (["CT-R010"] if isinstance(status, Uncoded) else [])


@pytest.mark.parametrize(
    ("phase", "found"),
    [
        ("Phase II", ("PHASE2",)),
        ("Phase I/II", ("PHASE1", "PHASE2")),
        ("Phase III/IV", ("PHASE3", "PHASE4")),
        ("Not Applicable", ("NA",)),
        ("Not Specified", ()),
        ("Phase 9", (Uncoded("Phase 9"),)),
    ],
)
def test_a_phase_is_one_two_or_none(phase: str, found: tuple[object, ...]) -> None:
    assert study(changed(phase=phase)).phases == found


def test_two_names_of_a_country_are_kept_as_they_stand() -> None:
    assert study(changed()).countries == ("United Kingdom", "England", "Ireland")


def test_a_person_whose_record_is_protected_is_neither_named_nor_reached() -> None:
    found = study(changed(privacy="Protected"))
    assert found.officials == ()
    assert [(each.phone, each.email) for each in found.contacts] == [(None, None), (None, "ada@example.org")]


def test_publications_in_prose_are_told_apart_by_line() -> None:
    text = (
        "2021 Protocol article in https://doi.org/10.99999/honey.2021.1 protocol (added 01/02/2021)\n"
        "2024 Results article in https://pubmed.ncbi.nlm.nih.gov/99999991/ (added 02/05/2024)\n"
        "2024 Results article in https://doi.org/10.99999/honey.2024.1 (added 02/05/2024)"
    )
    found = study(changed(publicationDetails=text)).references
    assert [each.type for each in found] == ["PROTOCOL", "RESULT", "RESULT"]
    assert [each.citation for each in found] == text.split("\n"), "the output of the same DOI adds none"


def test_an_ethics_review_of_the_old_form_keeps_no_telephone_number() -> None:
    text = "Approved 23/02/2023, Ethics Committee (1 Street; +44 20 7946 0000; rec@example.org), ref: 38/2023"
    reading = changed(ethicsCommittees=None, ethicsApprovalRequired="Old ethics approval format")
    content = RECORD.replace("</trialDescription>", f"<ethicsApproval>{text}</ethicsApproval></trialDescription>")
    content = re.sub(r"<ethicsCommittees>.*</ethicsCommittees>", "", content, flags=re.DOTALL)
    (found,) = study(ISRCTN_XML.read(content.encode(), name="x.xml")).ethics_reviews
    assert (found.status, found.reference) == ("APPROVED", "38/2023")
    assert found.description == "Approved 23/02/2023, Ethics Committee, ref: 38/2023"
    assert study(reading).ethics_reviews == ()
    none = study(changed(ethicsCommittees=None, ethicsApprovalRequired="Ethics approval not required"))
    assert [each.status for each in none.ethics_reviews] == ["NOT_REQUIRED"]


def test_what_is_not_known_is_named_with_its_place() -> None:
    strange = changed(participants="<moonPhase>full</moonPhase><gender>Martian</gender>")
    assert rules(strange) == [("CT-R101", "trial/participants/moonPhase"), ("CT-R010", "trial/participants/gender")]
    eligibility = study(strange).eligibility
    assert eligibility is not None
    assert eligibility.sex == Uncoded("Martian")
    design = changed(secondaryStudyDesign="Thought experiment")
    assert rules(design) == [("CT-R010", "trial/trialDesign/secondaryStudyDesign")]


def test_a_record_without_its_number_is_none() -> None:
    reading = changed(isrctn="")
    assert study(reading).id == "ISRCTN99999901", "the attribute has it too"
    content = RECORD.replace('publicIdentifierCanonical="ISRCTN99999901"', "").replace(">99999901<", "><")
    reading = ISRCTN_XML.read(content.encode(), name="x.xml")
    assert (reading.study, [rule for rule, _ in rules(reading)]) == (None, ["CT-R002"])
    strange = changed(isrctn="9999")
    assert [rule for rule, _ in rules(strange)] == ["CT-R130"]


def test_json_has_lists_of_one_as_the_one_and_nothing_as_an_empty_list() -> None:
    trial = {"isrctn": 99999902, "trialDescription": {"title": "X", "acronym": []}}
    one = {**trial, "participants": {"recruitmentCountries": {"country": "Chile"}, "totalFinalEnrolment": 12}}
    many = {
        **trial,
        "participants": {"recruitmentCountries": [{"country": ["Chile", "Peru"]}], "totalFinalEnrolment": "12"},
    }
    assert study(converted(one)).countries == ("Chile",)
    assert study(converted(many)).countries == ("Chile", "Peru")
    assert rules(converted(one)) == rules(converted(many)) == []
    assert study(converted(one)).enrollment == study(converted(many)).enrollment
    assert study(converted(one)).id == "ISRCTN99999902"


def test_json_states_when_it_was_downloaded() -> None:
    trial = {"isrctn": "99999902", "trialDescription": {"title": "X"}, "record_last_import": "2026-03-08 17:34:31"}
    assert str(study(converted(trial)).registration.retrieved) == "2026-03-08"
    assert rules(converted({**trial, "moon": {"phase": "full"}})) == [("CT-R101", "moon.phase")]


TABLES = {**SPELLINGS, "secondaryStudyDesign": DESIGNS, "dataPolicy": POLICIES}
"""Code list, or element -> its spellings."""


@pytest.mark.parametrize("name", TABLES)
def test_spellings_are_marked_unseen_if_none_is_on_a_record_at_hand(name: str, data: Path) -> None:
    seen, unseen = _seen(name, data), _marked(name)
    known = set(TABLES[name])
    assert known - unseen - seen == set(), "to be marked"
    assert unseen & seen == set(), "marked, and there"


def _seen(name: str, data: Path) -> set[str]:
    """The texts of the elements and attributes of a list in all files, those with single elements included."""
    rows = {path for path, field in FIELDS_XML.items() if field.code_list == name}
    names = {row.removesuffix("[]").rpartition("/")[2] for row in rows} or {name}
    folders = [data / "other" / "isrctn", data / "other" / "isrctn-more"]
    texts = [path.read_text("utf-8") for folder in folders for path in sorted(folder.iterdir())]
    found: set[str] = set()
    for each in names:
        forms = (
            (rf'{each[1:]}="([^"]*)"',)
            if each[0] == "@"
            else (rf"<{each}>([^<]*)</", rf'"{each}": *(\[[^\]]*\]|"[^"]*")')
        )
        told = [one for text in texts for form in forms for one in re.findall(form, text)]
        found |= {part.strip().casefold() for one in told for part in re.findall(r'"([^"]*)"', one) or [one]}
    return found


def _marked(name: str) -> set[str]:
    """The spellings of a table that are marked `unseen`."""
    source = (ROOT / "kg" / "sources" / "isrctn" / "spellings.py").read_text("utf-8")
    begin = {"secondaryStudyDesign": "\nDESIGNS:", "dataPolicy": "\nPOLICIES:"}.get(name, f'\n    "{name}": {{')
    table = source.split(begin, 1)[1].split("\n}" if begin.endswith(":") else '},\n    "')[0]
    return set(re.findall(r'"([^"]+)": [^\n]*# unseen', table))
