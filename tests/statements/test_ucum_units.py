"""Units of measures as codes of UCUM: what has one, what has none since it is in doubt, and whether it is a code."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.iris import Minter
from kg.record import Origin, Study
from kg.result_record import BaselineMeasure, OutcomeResult, Results
from kg.statements import Teller
from kg.statements.ucum_units import COMMON_UNITS, PARTS, SYMBOLS, WORDS, ucum_unit
from tests.growth import assert_at_most

KNOWN = {
    "years": "a",
    "Months": "mo",
    "ng/mL": "ng/mL",
    "pg/ml": "pg/mL",
    "Nanograms per milliliter": "ng/mL",
    "nanogram/milliliter (ng/mL)": "ng/mL",
    "micrograms per milliliter (mcg/mL)": "ug/mL",
    "µg/mL": "ug/mL",  # the micro sign
    "μg/mL": "ug/mL",  # the Greek letter
    "day*μg/mL": "d.ug/mL",
    "Micrograms*hour per milliliter": "ug.h/mL",
    "ug/kg/day": "ug/kg/d",
    "International units / millilitre": "[IU]/mL",
    "kilograms per meters squared": "kg/m2",
    "kg/m²": "kg/m2",
    "Millimeters of mercury (mmHg)": "mm[Hg]",
    "ml/min/1.73 m^2": "mL/min/{1.73_m2}",
    "mmol/24 h": "mmol/(24.h)",
    "10^9 cells/Liter": "10*9/L",
    "cells/µL": "/uL",
    "Beats/min": "/min",
    "Percentage of Participants": "%",
    "m/s": "m/s",
}
DOUBTFUL = (
    *("Participants", "units on a scale", "score", "ratio", "events", "U", "U/L", "kU/L", "UI/ml"),
    *("Mm", "mM", "HR", "GM", "L/m", "d", "m", "ng/mL*day", "mg of peanut protein", "log10 IU/mL", "percent change"),
    *(
        "percentage of total lymphocytes",
        "% of predicted volume",
        "ng/mL (mg/mL)",
        "ng/mL (log-transformed)",
        "mm diameter",
    ),
    *("/", "per", "ng per", "ng/", "/mL", "mg/kg/day/week", "()", " ", "*", "mg//mL"),
)


@pytest.mark.parametrize(("written", "code"), KNOWN.items())
def test_what_is_beyond_doubt_has_a_code(written: str, code: str) -> None:
    assert ucum_unit(written) == code


@pytest.mark.parametrize("written", DOUBTFUL)
def test_what_may_mean_two_things_or_is_no_unit_has_none(written: str) -> None:
    assert ucum_unit(written) is None


def test_a_long_text_is_no_unit_and_costs_no_more_than_a_short_one() -> None:
    unit = ucum_unit.__wrapped__  # which remembers nothing

    def ask(length: int) -> None:
        texts = [(each * length)[:length] for each in (" ", "\t", "x (", " per ", "mg/")]
        assert {unit(each) for _ in range(100) for each in texts} == {None}

    assert_at_most(10, lambda: ask(500), of=lambda: ask(100))


def test_the_code_stands_beside_the_text_of_a_measure() -> None:
    results = Results(
        measures=(BaselineMeasure(title="Age", unit="Years"), BaselineMeasure(title="Sex", unit="Participants")),
        outcomes=(OutcomeResult(title="Level", unit="ng/mL"), OutcomeResult(title="Rank")),
    )
    study = Study(id="NCT99990001", publisher="ctgov", results=results)
    graph = Teller(Minter())(study, origin=Origin(name="a", sha256="0" * 64, format="made-up")).results
    assert graph is not None
    said = Counter((line[1].rpartition("#")[2], line[2]) for line in graph.triples() if "nit>" in line[1])
    units = {("unit>", f'"{unit}"') for unit in ("Years", "Participants", "ng/mL")}
    assert set(said) == units | {("ucumUnit>", '"a"'), ("ucumUnit>", '"ng/mL"')}


# The real records


def units(data: Path) -> Iterator[str]:
    """The unit of each measure, by the names that the formats have for it."""
    for name in ("ctgov-v2.zip", "ctgov-v2-results.zip"):
        with zipfile.ZipFile(data / name) as entries:
            for each in entries.namelist():
                section = json.loads(entries.read(each)).get("resultsSection", {}) if each.endswith(".json") else {}
                baseline = section.get("baselineCharacteristicsModule", {}).get("measures", ())
                outcomes = section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ())
                yield from (
                    measure["unitOfMeasure"] for measure in (*baseline, *outcomes) if "unitOfMeasure" in measure
                )
    for name in ("ctgov-xml.zip", "ctgov-xml-results.zip"):
        with zipfile.ZipFile(data / name) as entries:
            for each in entries.namelist():
                content = entries.read(each)
                if b"<clinical_results" in content:
                    results = ElementTree.fromstring(content).find("clinical_results")  # noqa: S314 - files of ours
                    assert results is not None
                    yield from (unit.text or "" for unit in results.iter("units") if unit.text)


@pytest.fixture(scope="module")
def real(data: Path) -> Counter[str]:
    return Counter(" ".join(each.split()) for each in units(data))


@pytest.mark.slow
def test_so_many_real_measures_have_a_code(real: Counter[str]) -> None:
    coded = {unit: count for unit, count in real.items() if ucum_unit(unit)}
    assert (sum(coded.values()), len(coded)) == (1_034, 128)
    assert not [unit for unit in coded if "articipant" in unit and ucum_unit(unit) != "%"]


# A parser of UCUM that knows nothing of the tables


@pytest.mark.slow
def test_each_code_is_one_of_ucum_and_means_what_the_words_say(real: Counter[str]) -> None:
    ucumvert = pytest.importorskip("ucumvert", reason="ucumvert, a parser of UCUM, is not installed")
    units = ucumvert.PintUcumRegistry()
    codes = {*COMMON_UNITS.values(), *SYMBOLS.values(), *WORDS.values(), *PARTS.values(), *map(ucum_unit, real)}
    parsed = {code: units.from_ucum(code) for code in codes if code}
    assert len(parsed) > 80
    names = {"square meter": "meter**2", "millimeters of mercury": "millimeter_Hg"}
    for word in ("year", "week", "day", "hour", "minute", "second", "kilogram", "microgram", "pound", "litre", "inch"):
        assert 1 * units.Unit(word) == parsed[WORDS[word]].to(word), word
    for word in (
        "square meter",
        "millimeters of mercury",
        "micromole",
        "picomole",
        "decilitre",
        "micrometre",
        "kilocalorie",
    ):
        assert (1 * units.Unit(names.get(word, word))).to_base_units().magnitude == pytest.approx(
            parsed[WORDS[word]].to_base_units().magnitude
        ), word
