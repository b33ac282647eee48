"""Summaries of the EU Clinical Trials Register, made up: what they state, and that forms go before them."""

from pathlib import Path

import pytest

from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import readings
from kg.pipeline.run.precedence import RecordIndex
from kg.record import BrowseLeaf, Study
from kg.sources import READERS
from kg.sources.euctr import EUCTR_SUMMARY
from kg.sources.reading import Reading
from tests.conftest import ROOT

SEVERAL = ROOT / "examples" / "registers" / "euctr-full-details.txt"
HEAD = "This file contains summaries of the clinical trials selected for download.\r\n\r\n"
SUMMARY = "\r\n".join(
    [
        "EudraCT Number:          2019-900001-11",
        "Sponsor Protocol Number: GINGER-SEA-1",
        "Sponsor Name:            Made-up University of Faro",
        "Full Title:              A randomised trial of ginger extract against sea sickness ...",
        "Start Date:              2019-07-01",
        "Medical condition:       Motion sickness at sea",
        "Disease:                 Version: 21.1, SOC Term: 10029205 - Nervous system disorders, "
        "Classification Code: 10027990, Term: Motion sickness, Level: PT",
        "Disease:                 Version: 21.1, SOC Term: 100000004854, Classification Code: 10039755, "
        "Term: Sea sickness, Level: LLT",
        "Population Age:          Adolescents, Under 18, Adults",
        "Gender:                  Male, Female",
        "Trial protocol:          PT(Completed) ES(Completed) ",
        "Link:                    https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:2019-900001-11",
        "",
        "",
    ]
)


def read(text: str) -> Reading:
    return EUCTR_SUMMARY.read(text.encode(), name="x.txt")


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def test_a_summary_is_read_whole() -> None:
    reading = read(SUMMARY)
    found = study(reading)
    assert rules(reading) == []
    assert (found.id, found.record, found.status) == ("2019-900001-11", None, "COMPLETED")
    assert found.countries == ("Portugal", "Spain")
    assert found.conditions == ("Motion sickness at sea", "Motion sickness", "Sea sickness")
    assert found.condition_indexing.leaves[1] == BrowseLeaf(id="MedDRA:10039755", name="Sea sickness")
    assert found.eligibility
    assert (found.eligibility.sex, found.eligibility.age_groups) == ("ALL", ("CHILD", "ADULT"))
    assert found.registry_items[0] == "Start Date: 2019-07-01"
    assert list(EUCTR_SUMMARY.account.unaccounted(SUMMARY.encode())) == []


@pytest.mark.parametrize(
    ("protocol", "status", "problems"),
    [
        ("PT(Completed) ES(Ongoing)", None, []),
        ("PT(Completed) GB(GB - no longer in EU/EEA)", "COMPLETED", []),
        ("Outside EU/EEA", None, []),
        ("", None, []),
    ],
)
def test_the_status_is_that_of_all_countries(protocol: str, status: str | None, problems: list[object]) -> None:
    reading = read(SUMMARY.replace("PT(Completed) ES(Completed) ", protocol))
    assert (study(reading).status, rules(reading)) == (status, problems)


def test_a_status_that_is_not_known_is_named() -> None:
    assert rules(read(SUMMARY.replace("PT(Completed)", "PT(Becalmed)"))) == [("CT-R010", "Trial protocol")]


def test_a_summary_without_a_number_is_refused() -> None:
    assert rules(read(SUMMARY.replace("2019-900001-11", ""))) == [("CT-R002", "EudraCT Number")]


@pytest.mark.parametrize("head", [HEAD, ""])
def test_a_download_falls_into_its_summaries(head: str, tmp_path: Path) -> None:
    other = SUMMARY.replace("2019-900001-11", "2020-900002-22")
    (tmp_path / "x.txt").write_bytes((head + SUMMARY + other).encode())
    found = [each for each in readings(input_files([str(tmp_path / "x.txt")])) if isinstance(each, Reading)]
    assert [study(each).id for each in found] == ["2019-900001-11", "2020-900002-22"]
    assert [reader.name for reader in READERS if reader.accepts((head + SUMMARY).encode())] == ["euctr-summary"]


def test_forms_go_before_summaries(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(SUMMARY.encode())
    index = RecordIndex()
    names = []
    for number, each in enumerate(readings(input_files([str(tmp_path / "x.txt"), str(SEVERAL)]))):
        assert isinstance(each, Reading)
        index.add(study(each), each.origin, number=number)
        names.append(study(each).record or "summary")
    assert index.settle() == 3
    decisions = index.decisions()
    index.close()
    assert {names[number]: (each.of, each.leads) for number, each in decisions.items()} == {
        "summary": ("euctr-full-details.txt#3", False),
        "2019-900001-11-PT": (None, False),
        "2019-900001-11-ES": (None, True),
    }
