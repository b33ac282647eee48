"""The questions that ship: each is well formed, and answered alike by two engines, with the rows known beforehand."""

import json
import re
import warnings
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

import kg
from kg.dates import PartialDate
from kg.record import (
    Arm,
    Eligibility,
    Enrollment,
    Identifier,
    Intervention,
    Organization,
    Origin,
    Outcome,
    Reference,
    Registration,
    Retraction,
    Site,
    Study,
    StudyDate,
)
from kg.sources.reading import Reading
from kg.store import example, load

ROOT = Path(__file__).parent.parent
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
BASE = "https://w3id.org/kgbuild/id/"
DAY = "0000-01-01"
"""The first day of a year, and what stands behind a year or a month to name its first day."""
PHARMA = Organization(name="Example Pharma", type="INDUSTRY")
METFORMIN = (Intervention(name="Metformin", type="DRUG", other_names=("Glucophage",)),)
AGAINST_PLACEBO = (
    Arm(label="Metformin", type="EXPERIMENTAL", interventions=("Drug: Metformin",)),
    Arm(label="Placebo", type="PLACEBO_COMPARATOR", interventions=("Drug: Placebo",)),
)


def year(number: int) -> StudyDate:
    return StudyDate(date=PartialDate(number))


MADE_UP = (
    Study(
        id="NCT00000010",
        publisher="ctgov",
        aliases=("NCT00000009",),
        identifiers=(Identifier(value="2017-000001-10", type="EUDRACT_NUMBER", domain="EudraCT"),),
        title="Metformin and Mortality",
        study_type="INTERVENTIONAL",
        status="TERMINATED",
        why_stopped="Slow recruitment",
        phases=("PHASE2", "PHASE3"),
        start=year(2018),
        primary_completion=StudyDate(date=PartialDate(2019, 3)),
        registration=Registration(
            first_submitted=PartialDate(2018, 6, 1), results_first_submitted=PartialDate(2020, 3, 20)
        ),
        enrollment=Enrollment(count=40),
        conditions=("Type 2 Diabetes",),
        arms=AGAINST_PLACEBO,
        interventions=(*METFORMIN, Intervention(name="Placebo", type="DRUG")),
        primary_outcomes=(Outcome(measure="Mortality from any cause", time_frame="5 years"),),
        secondary_outcomes=(Outcome(measure="Walking speed"),),
        lead_sponsor=PHARMA,
        references=(
            Reference(
                citation="Doe J. A paper. doi: 10.5555/Retracted.1",
                type="RESULT",
                retractions=(Retraction(pmid="111", source="J Made Up"),),
            ),
            Reference(citation="Doe J. A sound paper. doi: 10.5555/sound.2", type="BACKGROUND"),
        ),
    ),
    Study(
        id="NCT00000010",
        publisher="ictrp",
        identifiers=(Identifier(value="U1111-1111-1111", type="REGISTRY"),),
        title="Metformin and Mortality",
        study_type="INTERVENTIONAL",
        status="COMPLETED",
        start=year(2018),
        registration=Registration(results_first_submitted=PartialDate(2020, 4, 1)),
        enrollment=Enrollment(count=60),
    ),
    Study(
        id="NCT00000020",
        publisher="ctgov",
        title="Metformin in Polycystic Ovary Syndrome",
        study_type="INTERVENTIONAL",
        status="RECRUITING",
        start=year(2018),
        registration=Registration(first_submitted=PartialDate(2019, 1, 1)),
        conditions=("Polycystic Ovary Syndrome",),
        interventions=METFORMIN,
        eligibility=Eligibility(minimum_age="18 Years", maximum_age="70 Years"),
        lead_sponsor=PHARMA,
        sites=(
            Site(facility="Clinic A", city="Lyon", country="France", latitude="45.74846", longitude="4.84671"),
            Site(facility="Clinic B", city="Accra", country="Ghana"),
        ),
    ),
    Study(
        id="NCT00000030",
        publisher="ctgov",
        title="A Study That Nobody Reported",
        study_type="OBSERVATIONAL",
        status="COMPLETED",
        start=StudyDate(date=PartialDate(2020, 5)),
        registration=Registration(first_submitted=PartialDate(2020, 5, 1)),
        completion=year(2021),
        has_results=False,
        lead_sponsor=Organization(name="Silent Institute", type="OTHER"),
    ),
)


def records() -> list[Reading]:
    made_up = [
        Reading(origin=Origin(name=f"{study.publisher}.json", sha256="ab" * 32, format="made-up"), study=study)
        for study in MADE_UP
    ]
    return [*kg.read(ROOT / "examples" / "trials"), *made_up]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(records(), path, as_of=AS_OF)
    return load([str(path)])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return kg.to_rdflib(records(), as_of=AS_OF)


Rows = list[tuple[str, ...]]

LISINOPRIL, IRON, WALKING, IVERMECTIN = (f"NCT0999000{number}" for number in (1, 2, 3, 4))

ROWS: dict[str, Rows] = {
    "dois": [
        ("10.5555/example.2023.001", "RESULT", "1"),
        ("10.5555/example.2024.017", "UNSPECIFIED", "1"),
        ("10.5555/retracted.1", "RESULT", "1"),
        ("10.5555/sound.2", "BACKGROUND", "1"),
    ],
    "ids-of-each-trial": [
        ("NCT00000010", "2017-000001-10", "euctr"),
        ("NCT00000010", "NCT00000009", "former id"),
        ("NCT00000010", "NCT00000010", "ctgov"),
        ("NCT00000010", "NCT00000010", "ictrp"),
        ("NCT00000010", "U1111-1111-1111", "ictrp"),
        ("NCT00000020", "NCT00000020", "ctgov"),
        ("NCT00000030", "NCT00000030", "ctgov"),
        (LISINOPRIL, "EUH-2020-01", "secondary id"),
        (LISINOPRIL, LISINOPRIL, "ctgov"),
        (IRON, IRON, "ctgov"),
        (IRON, "SHI-IRON-4", "secondary id"),
        (WALKING, "EUH-WALK", "secondary id"),
        (WALKING, WALKING, "ctgov"),
        (IVERMECTIN, "IMTM-07", "secondary id"),
        (IVERMECTIN, IVERMECTIN, "ctgov"),
    ],
    "late-results": [
        ("NCT00000010", "Metformin and Mortality", "2019-03", "2020-03-20", "cannot tell"),
        ("NCT00000010", "Metformin and Mortality", "2019-03", "2020-04-01", "yes"),
    ],
    "open-to-age-65": [
        ("NCT00000020", "Metformin in Polycystic Ovary Syndrome", "RECRUITING", "18", "70"),
        (IRON, "Iron Infusion Before Heart Surgery", "RECRUITING", "18", "90"),
        (WALKING, "Home-Based Walking After Heart Failure", "COMPLETED", "40", "85"),
        (IVERMECTIN, "One or Two Doses of Ivermectin for Strongyloidiasis", "UNKNOWN", "12", "70"),
    ],
    "prospective-registration": [
        ("2016", "before", "1"),
        ("2018", "after", "1"),
        ("2018", "cannot tell", "1"),
        ("2019", "before", "1"),
        ("2020", "before", "1"),
    ],
    "publishers-that-disagree": [
        ("NCT00000010", "enrollment", "40", "ictrp", "60"),
        ("NCT00000010", "overallStatus", "TERMINATED", "ictrp", "COMPLETED"),
    ],
    "recruiting-for-age-70": [
        (
            "NCT00000020",
            "Metformin in Polycystic Ovary Syndrome",
            "Clinic A",
            "Lyon",
            "FR",
            "45.74846",
            "4.84671",
        ),
        (IRON, "Iron Infusion Before Heart Surgery", "Sample Heart Institute", "Montréal", "CA", "", ""),
    ],
    "registered-after-start": [
        ("NCT00000010", "Metformin and Mortality", "2018", "2018-06-01", "cannot tell"),
        ("NCT00000020", "Metformin in Polycystic Ovary Syndrome", "2018", "2019-01-01", "yes"),
    ],
    "results-publications": [
        (
            "NCT00000010",
            "Metformin and Mortality",
            "https://doi.org/10.5555/retracted.1",
            "10.5555/retracted.1",
            "",
        ),
        (
            LISINOPRIL,
            "Low-Dose Lisinopril in Older Adults With Heart Failure",
            "https://doi.org/10.5555/example.2023.001",
            "10.5555/example.2023.001",
            "",
        ),
    ],
    "retracted-publications": [
        (
            "NCT00000010",
            "Metformin and Mortality",
            "RESULT",
            "https://doi.org/10.5555/retracted.1",
            "https://pubmed.ncbi.nlm.nih.gov/111",
        )
    ],
    "sites": [
        ("NCT00000020", "Clinic A", "Lyon", "", "France", ""),
        ("NCT00000020", "Clinic B", "Accra", "", "Ghana", ""),
        (LISINOPRIL, "Example University Hospital", "Lyon", "Rhône", "France", ""),
        (IRON, "Sample Heart Institute", "Montréal", "Quebec", "Canada", "RECRUITING"),
    ],
    "sponsor-class-by-year": [
        ("2018", "INDUSTRY", "2"),
        ("2020", "OTHER", "1"),
    ],
    "sponsors": [
        ("Example Pharma", "2", "40"),
        ("Example University Hospital", "2", "200"),
        ("Institute of Made-Up Tropical Medicine", "1", "240"),
        ("Sample Heart Institute", "1", "300"),
        ("Silent Institute", "1", "0"),
    ],
    "sponsors-without-results": [("Silent Institute", "1")],
    "tested-treatments": [
        ("Metformin", "2"),
        ("Ferric carboxymaltose", "1"),
        ("Guided walking", "1"),
        ("Ivermectin", "1"),
        ("Lisinopril", "1"),
    ],
    "treatments-compared": [("Ferric carboxymaltose", "Saline", "1"), ("Metformin", "Placebo", "1")],
    "treatments-in-several-conditions": [("Guided walking", "2", "1"), ("Metformin", "2", "2")],
    "trials": [
        ("NCT00000010", "Metformin and Mortality", "Phase 2/Phase 3", "TERMINATED", "Example Pharma", "2018"),
        ("NCT00000020", "Metformin in Polycystic Ovary Syndrome", "", "RECRUITING", "Example Pharma", "2018"),
        ("NCT00000030", "A Study That Nobody Reported", "", "COMPLETED", "Silent Institute", "2020-05"),
        (
            LISINOPRIL,
            "Low-Dose Lisinopril in Older Adults With Heart Failure",
            "Phase 2/Phase 3",
            "COMPLETED",
            "Example University Hospital",
            "2020-03-01",
        ),
        (IRON, "Iron Infusion Before Heart Surgery", "Phase 4", "RECRUITING", "Sample Heart Institute", "2024-01-15"),
        (
            WALKING,
            "Home-Based Walking After Heart Failure",
            "Not applicable",
            "COMPLETED",
            "Example University Hospital",
            "2019-07",
        ),
        (
            IVERMECTIN,
            "One or Two Doses of Ivermectin for Strongyloidiasis",
            "Phase 3",
            "UNKNOWN",
            "Institute of Made-Up Tropical Medicine",
            "2016-02",
        ),
    ],
    "trials-by-condition": [
        ("Heart Failure", "2"),
        ("Iron-Deficiency Anemia", "1"),
        ("Physical Inactivity", "1"),
        ("Polycystic Ovary Syndrome", "1"),
        ("Strongyloidiasis", "1"),
        ("Type 2 Diabetes", "1"),
    ],
    "trials-by-country": [("France", "FR", "3"), ("Ghana", "GH", "2"), ("Canada", "CA", "1")],
    "trials-with-publications": [
        ("NCT00000010", "Metformin and Mortality", "RESULT", "https://doi.org/10.5555/retracted.1"),
        ("NCT00000010", "Metformin and Mortality", "BACKGROUND", "https://doi.org/10.5555/sound.2"),
        (
            LISINOPRIL,
            "Low-Dose Lisinopril in Older Adults With Heart Failure",
            "RESULT",
            "https://doi.org/10.5555/example.2023.001",
        ),
        (IRON, "Iron Infusion Before Heart Surgery", "UNSPECIFIED", "https://doi.org/10.5555/example.2024.017"),
    ],
    "why-trials-stop": [
        ("NCT00000010", "Metformin and Mortality", "TERMINATED", "PHASE2", "Slow recruitment"),
        ("NCT00000010", "Metformin and Mortality", "TERMINATED", "PHASE3", "Slow recruitment"),
    ],
}


NAMES = sorted([*ROWS, "where-facts-come-from"])


def question(name: str) -> str:
    return (ROOT / "examples" / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def short(value: object) -> str:
    return str(value).removeprefix(f"{BASE}study/")


def by_pyoxigraph(store: pyoxigraph.Store, text: str) -> Rows:
    """Without the helpers of `kg.query`: the text alone must do."""
    answer = store.query(text, use_default_graph_as_union=True)
    if isinstance(answer, pyoxigraph.QueryTriples):
        return [tuple(short(getattr(term, "value", term)) for term in triple) for triple in answer]
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [tuple("" if term is None else short(getattr(term, "value", term)) for term in row) for row in answer]


def by_rdflib(dataset: rdflib.Dataset, text: str) -> Rows:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = dataset.query(text, initNs={})
        # rdflib writes the literal 2026-01-01T00:00:00Z as +00:00.
        return [
            tuple("" if term is None else short(term).replace("+00:00", "Z") for term in row)  # type: ignore[union-attr]
            for row in answer
        ]


def test_the_questions_without_parameters_ship() -> None:
    assert len(NAMES) == 23
    for name in NAMES:
        assert f"# title: {example(name).title}\n" in question(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_head_of_a_question(name: str) -> None:
    title, purpose, *lines = question(name).splitlines()
    assert re.fullmatch(r"# title: [A-Z].{10,90}", title)
    assert re.fullmatch(r"# purpose: [a-z].{10,120}", purpose)
    declared = [match[1] for line in lines if (match := re.match(r"PREFIX ([\w-]+): <[^>]+>$", line))]
    assert declared == sorted(declared)
    body = "\n".join(lines[len(declared) :])
    assert all(re.search(rf"(?<![\w-]){prefix}:", body) for prefix in declared)
    assert re.search(r"^ORDER BY", body, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_two_engines_give_the_same_rows(name: str, store: pyoxigraph.Store, dataset: rdflib.Dataset) -> None:
    rows = by_pyoxigraph(store, question(name))
    assert rows, "the question has no answer in the test's graph"
    assert by_rdflib(dataset, question(name)) == rows


@pytest.mark.parametrize("name", ROWS)
def test_the_rows_are_those_expected(name: str, store: pyoxigraph.Store) -> None:
    assert by_pyoxigraph(store, question(name)) == ROWS[name]


def test_where_facts_come_from(store: pyoxigraph.Store) -> None:
    rows = by_pyoxigraph(store, question("where-facts-come-from"))
    assert rows[:2] == [
        ("NCT00000010", "ctgov", "ctgov.json", "ab" * 32, "", ""),
        ("NCT00000010", "ictrp", "ictrp.json", "ab" * 32, "", ""),
    ]
    assert [(row[0], row[2], row[4]) for row in rows[4:]] == [
        (LISINOPRIL, "lisinopril-in-heart-failure.txt", "2023-05-17"),
        (IRON, "iron-before-heart-surgery.txt", "2024-09-02"),
        (WALKING, "walking-after-heart-failure.txt", "2022-03-10"),
        (IVERMECTIN, "ivermectin-for-strongyloidiasis.txt", "2016-01-12"),
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", row[3]) for row in rows)


def test_when_the_graph_was_built_stands_in_its_description(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    kg.write(records(), path, as_of=AS_OF)
    rows = by_pyoxigraph(load([str(path), f"{path}.void.ttl"]), question("where-facts-come-from"))
    assert {row[5] for row in rows} == {"2026-01-01T00:00:00Z"}


@pytest.mark.slow
def test_trials_registered_after_their_start_are_those_that_the_sources_tell(data: Path, tmp_path: Path) -> None:
    """Counted beside it on the records as they are: texts of ISO dates stand in the order of time."""
    archive = data / "ctgov-v2.zip"
    graph = tmp_path / "graph.nq"
    kg.write(kg.read(archive), graph, as_of=AS_OF)
    rows = by_pyoxigraph(load([str(graph)]), question("registered-after-start"))
    answered = {late: {row[0] for row in rows if row[4] == late} for late in ("yes", "cannot tell")}
    assert answered == counted_apart(archive)


def counted_apart(archive: Path) -> dict[str, set[str]]:
    """The ids of records submitted after the last day that their start may be, and of those submitted within it."""
    found: dict[str, set[str]] = {"yes": set(), "cannot tell": set()}
    with zipfile.ZipFile(archive) as entries:
        for name in entries.namelist():
            if name.endswith(".json"):
                protocol = json.loads(entries.read(name))["protocolSection"]
                status, id = protocol["statusModule"], protocol["identificationModule"]["nctId"]
                start = status.get("startDateStruct", {}).get("date")
                submitted = status.get("studyFirstSubmitDate")
                if start and submitted and submitted[: len(start)] > start:
                    found["yes"].add(id)
                elif start and len(start) < len(DAY) and submitted and submitted > f"{start}{DAY[len(start) :]}":
                    found["cannot tell"].add(id)
    return found
