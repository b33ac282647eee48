"""The tables of spellings: every row leads to a notation, every notation is in the code lists of the ontology."""

import re
from pathlib import Path

import pytest

from kg.record import Uncoded
from kg.sources.codes import CLASSIC, MEDDATAX_PARTIES, NOTATIONS, classic, coded, degree_of, masking_of, notation

CODES = Path(__file__).parent.parent.parent / "ontology" / "codes"


@pytest.mark.parametrize("code_list", sorted(NOTATIONS))
def test_notations_are_those_of_the_ontology(code_list: str) -> None:
    text = (CODES / f"{code_list}.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r'skos:notation "([^"]+)"', text))
    # what no source says, the record leaves open, and the graph calls unspecified
    assert set(NOTATIONS[code_list]) == declared - {"UNSPECIFIED"}


@pytest.mark.parametrize(
    ("code_list", "spelling", "expected"),
    [(name, spelling, code) for name, spellings in CLASSIC.items() for spelling, code in spellings.items()],
)
def test_each_spelling(code_list: str, spelling: str, expected: str) -> None:
    assert spelling == spelling.casefold()
    assert expected in NOTATIONS[code_list]
    assert classic(code_list, spelling.title()) == expected


READ_FROM_THE_LAYOUT = {"criterion-side", "criterion-combination"}
OF_OTHER_REGISTRIES = {"control-type", "ethics-review-status", "registry"}
"""Code lists of what ClinicalTrials.gov does not ask for."""
NOT_CLASSIC = {"publication-role": {"PROTOCOL"}, "overall-status": {"NOT_RECRUITING", "AUTHORISED", "ONGOING"}}
"""Notations that only other registries have a word for."""


@pytest.mark.parametrize(
    "code_list", sorted(set(NOTATIONS) - {"organization-class"} - READ_FROM_THE_LAYOUT - OF_OTHER_REGISTRIES)
)
def test_each_notation_has_a_classic_spelling(code_list: str) -> None:
    assert set(CLASSIC[code_list].values()) == set(NOTATIONS[code_list]) - NOT_CLASSIC.get(code_list, set())


def test_the_fourteen_statuses_of_clinicaltrials_gov_and_three_of_other_registries() -> None:
    assert len(NOTATIONS["overall-status"]) == 14 + 3
    assert notation("overall-status", "TEMPORARILY_NOT_AVAILABLE") == "TEMPORARILY_NOT_AVAILABLE"
    assert notation("overall-status", "Completed") is None


def test_unknown_spellings_are_kept_as_text() -> None:
    assert coded("phase", "PHASE1") == "PHASE1"
    assert coded("phase", "Phase 1", CLASSIC) == "PHASE1"
    assert coded("phase", "PHASE1", CLASSIC) == "PHASE1"
    assert coded("phase", "Phase 1") == Uncoded("Phase 1")
    assert coded("phase", "Phase 9", CLASSIC) == Uncoded("Phase 9")


def test_parties_are_known() -> None:
    assert set(MEDDATAX_PARTIES.values()) == set(NOTATIONS["masked-party"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None (Open Label)", ("NONE", ())),
        ("Open Label", ("NONE", ())),
        ("Double", ("DOUBLE", ())),
        (
            "Triple (Participant, Care Provider, Investigator)",
            ("TRIPLE", ("PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR")),
        ),
        ("Single (Outcomes Assessor)", ("SINGLE", ("OUTCOMES_ASSESSOR",))),
        ("Double (Participant, Parrot)", None),
        ("Sextuple", None),
    ],
)
def test_masking(text: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    assert masking_of(text) == expected


@pytest.mark.parametrize(
    ("name", "degree"),
    [
        ("James Lind, MD", "MD"),
        ("James Lind, M.D., Ph.D.", "M.D., Ph.D."),
        ("James Lind, MD PhD", "MD PhD"),
        ("James Lind, MD/PhD", "MD/PhD"),
        ("James Lind, M. D", "M. D"),
        ("James Lind", None),
        ("Lind, James", None),
        ("Lind, James, MD", None),
        ("James Lind, Jr., MD", None),
        ("James Lind, Professor", None),
        ("James Lind,", None),
    ],
)
def test_degrees(name: str, degree: str | None) -> None:
    assert degree_of(name) == degree
