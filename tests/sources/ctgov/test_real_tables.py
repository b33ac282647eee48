"""The real tables of the site: what the graph holds of each column is what another program reads in it."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from kg.errors import Severity
from kg.iris import Minter
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import readings
from kg.record import Site, Study
from kg.sources.ctgov.site_places import sites_in
from kg.sources.reading import Reading
from kg.statements import Teller

CT = "https://w3id.org/kgbuild/ontology#"
TABLES = {
    "classic-2018-ten-columns.csv": 400,
    "classic-2023.tsv": 40,
    "new-2024-all-columns.csv": 43,
    "new-2024-trailing-empty-columns.csv": 44,
    "new-2025-eleven-columns.csv": 400,
}
LISTS = {
    "Conditions": ("conditionName",),
    "Interventions": ("intervention",),
    "Outcome Measures": ("unspecifiedOutcome",),
    "Primary Outcome Measures": ("primaryOutcome",),
    "Secondary Outcome Measures": ("secondaryOutcome",),
    "Other Outcome Measures": ("otherOutcome",),
    "Collaborators": ("collaboratorName",),
    "Sponsor/Collaborators": ("leadSponsorName", "collaboratorName"),
    "Phases": ("phase",),
    "Funded Bys": ("funderClass",),
    "Other IDs": ("secondaryIdentifier",),
    "Locations": ("site",),
    "Study Documents": ("document",),
}
"""Column of a list -> the properties of the study that hold its items."""
SINGLE = {
    "Title": "http://purl.org/dc/terms/title",
    "Study Title": "http://purl.org/dc/terms/title",
    "Acronym": "acronym",
    "Status": "overallStatus",
    "Study Status": "overallStatus",
    "Brief Summary": "briefSummary",
    "Study Results": "hasResults",
    "Sponsor": "leadSponsorName",
    "Gender": "sex",
    "Sex": "sex",
    "Enrollment": "enrollment",
    "Funder Type": "funderClass",
    "Study Type": "studyType",
    "Start Date": "startDate",
    "Primary Completion Date": "primaryCompletionDate",
    "Completion Date": "completionDate",
    "First Posted": "firstPostedDate",
    "Results First Posted": "resultsFirstPostedDate",
    "Last Update Posted": "lastUpdatePostedDate",
    "URL": "https://schema.org/url",
    "Study URL": "https://schema.org/url",
}
"""Column of one value -> the property that holds it, of study, record or eligibility."""
LABELS = ("Allocation", "Intervention Model", "Masking", "Primary Purpose", "Observational Model", "Time Perspective")


@cache
def rows(path: Path) -> list[dict[str, str]]:
    """The rows as the standard library reads them; columns without a name go on with the one before."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, *others = csv.reader(stream, delimiter="\t" if path.suffix == ".tsv" else ",")
    found = []
    for cells in others:
        row: dict[str, str] = {}
        for name, cell in zip(heading, cells, strict=True):
            text = "" if cell.strip() == "null" else cell.strip()
            last = name or next(reversed(row))
            row[last] = f"{row[last]}|{text}" if not name and text else row.get(last, "") or text
        found.append(row)
    return found


@cache
def read(path: Path) -> list[Reading]:
    return [each for each in readings(input_files([str(path)])) if isinstance(each, Reading)]


@cache
def graph(path: Path) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Id of a study -> property -> what its graph holds for it, on the study, its record and its eligibility."""
    tell, found = Teller(Minter()), {}
    for reading in read(path):
        assert reading.study
        said: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, term in tell(reading.study, origin=reading.origin).triples():
            if re.search(r"/(?:study|record/ctgov)/[^/]+>$|/eligibility>$", subject):
                said[predicate.strip("<>").removeprefix(CT)].add(term)
        found[reading.study.id] = {name: frozenset(terms) for name, terms in said.items()}
    return found


def items(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split("|") if each.strip()]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_read_without_a_violation(name: str, data: Path) -> None:
    path = data / "ctgov-csv" / name
    found = read(path)
    assert len(found) == len(rows(path)) == TABLES[name]
    assert [each.study and each.study.id for each in found] == [row["NCT Number"] for row in rows(path)]
    rules = {(problem.rule, problem.severity) for each in found for problem in each.problems}
    assert rules <= {("CT-R153", Severity.INFO), ("CT-R151", Severity.INFO)}
    assert [each.origin.position for each in found] == [f"#{number}" for number in range(2, TABLES[name] + 2)]


@pytest.mark.parametrize("name", TABLES)
def test_the_graph_holds_as_many_values_of_each_column_as_the_table(name: str, data: Path) -> None:
    path = data / "ctgov-csv" / name
    checked = {"Rank", "NCT Number"} & set(rows(path)[0])
    for column in rows(path)[0]:
        if column in SINGLE:
            held = {id_ for id_, said in graph(path).items() if said.get(SINGLE[column])}
            assert held == {row["NCT Number"] for row in rows(path) if row[column]}, column
            checked.add(column)
        if column in LISTS:
            for row in rows(path):
                held_items = sum(len(graph(path)[row["NCT Number"]].get(each, ())) for each in LISTS[column])
                assert held_items == len(set(items(row[column]))), (column, row["NCT Number"])
            checked.add(column)
        if column in ("Age", "Study Design", "Study Designs"):
            checked.add(column)
    assert checked == set(rows(path)[0])


@pytest.mark.parametrize("name", TABLES)
def test_each_part_of_ages_and_designs_is_in_the_graph(name: str, data: Path) -> None:
    path = data / "ctgov-csv" / name
    for row in rows(path):
        said = graph(path)[row["NCT Number"]]
        text = " ".join(row.get("Age", "").split())
        limits = len(re.findall(r"[0-9]+ (?:Years?|Months?|Weeks?|Days?)", text))
        assert len(said.get("minimumAge", ())) + len(said.get("maximumAge", ())) == limits
        groups = re.findall("(?i)older[ _]adult|child|adult", text)
        assert len(said.get("ageGroup", ())) == len(groups)
        design = row.get("Study Design", "") or row.get("Study Designs", "")
        for label in LABELS:
            term = label[:1].lower() + label[1:].replace(" ", "")
            assert len(said.get(term, ())) == len(re.findall(f"{label}: [A-Za-z]", design)), (row["NCT Number"], label)


def of_real_places(data: Path) -> Iterator[Study]:
    for name in ("ctgov-v2.zip", "ctgov-v2-results.zip", "ctgov-v2-list.json", "ctgov-xml.zip"):
        for each in readings(input_files([str(data / name)])):
            if isinstance(each, Reading) and each.study:
                yield each.study


@pytest.mark.slow
def test_places_written_as_the_site_writes_them_are_read_without_a_fault(data: Path) -> None:
    """Rendered from records that state facility, city, state, postal code and country apart."""
    read_apart = count = 0
    for study in of_real_places(data):
        whole = [site for site in study.sites if site.country and site.city]
        texts = [
            ", ".join(part for part in (site.facility, site.city, site.state, site.postal_code, site.country) if part)
            for site in whole
        ]
        found = list(sites_in("|".join(texts)))
        assert len(found) == len(whole), study.id
        for site, text, each in zip(whole, texts, found, strict=True):
            assert each.text == text
            count += 1
            read_apart += each.city is not None
            for part in ("facility", "city", "state", "postal_code", "country"):
                assert getattr(each, part) in (None, getattr(site, part)), (study.id, part, text)
    assert count > 25_000
    assert read_apart > count // 3


def stated(study: Study) -> dict[str, object]:
    """What a table can state, in a form in which records can be compared."""
    record = study.registration
    names = ("title", "acronym", "status", "has_results", "study_type", "phases", "conditions", "brief_summary")
    design = ("allocation", "intervention_model", "masking", "who_masked", "primary_purpose", "observational_model")
    who = study.eligibility
    return {
        **{name: getattr(study, name) for name in names},
        **{name: getattr(study.design, name) for name in (*design, "time_perspective")},
        "dates": [each and each.date for each in (study.start, study.primary_completion, study.completion)],
        "posted": [
            each and each.date for each in (record.first_posted, record.results_first_posted, record.last_update_posted)
        ],
        "enrollment": study.enrollment and study.enrollment.count,
        "interventions": [(each.type, each.name) for each in study.interventions],
        "sponsor": study.lead_sponsor and study.lead_sponsor.name,
        "collaborators": [each.name for each in study.collaborators],
        "who": who and (who.sex, who.age_groups, who.minimum_age, who.maximum_age),
        "identifiers": {each.value for each in study.identifiers},
        "places": [_place(each) for each in study.sites],
        "documents": [(each.label, each.filename) for each in study.documents],
    }


def _place(site: Site) -> str:
    parts = (site.facility, site.city, site.state, site.postal_code, site.country)
    return site.text or ", ".join(part for part in parts if part)


NEWER = {
    ("ctgov-v1.zip", "NCT05160636"): {"title", "conditions", "interventions", "collaborators"},
    ("ctgov-v1.zip", "NCT05346042"): {"status"},
    ("ctgov-v1.zip", "NCT05365724"): {"status"},
}
"""Studies of which the table was made three years after the other record -> what had changed by then."""
SAME = {("ctgov-v2.zip", "NCT02663973"), ("ctgov-xml.zip", "NCT00001271")}
"""Studies of which both are of the same version."""


@pytest.mark.slow
def test_records_of_one_id_agree_with_other_exports_where_both_state_the_same(data: Path) -> None:
    tables = {each.study.id: each.study for name in TABLES for each in read(data / "ctgov-csv" / name) if each.study}
    differences: dict[tuple[str, str], set[str]] = {}
    for name in ("ctgov-v2.zip", "ctgov-v2-results.zip", "ctgov-v2-list.json", "ctgov-v1.zip", "ctgov-xml.zip"):
        for each in readings(input_files([str(data / name)])):
            if isinstance(each, Reading) and each.study and (row := tables.get(each.study.id)):
                here, there = stated(row), stated(each.study)
                given = [key for key, value in here.items() if _is_stated(value)]
                differences[name, each.study.id] = {key for key in given if not _agree(here[key], there[key])}
    assert differences == {**NEWER, **{pair: set() for pair in SAME}}


def _is_stated(value: object) -> bool:
    return any(_is_stated(each) for each in value) if isinstance(value, list | tuple | set) else value is not None


def _agree(here: object, there: object) -> bool:
    """Whether two values are equal, what the table does not state aside."""
    if isinstance(here, list | tuple) and isinstance(there, list | tuple) and len(here) == len(there):
        return all(not _is_stated(one) or one == other for one, other in zip(here, there, strict=True))
    return here == there
