"""Records of several registries in one graph: the questions about them, answered alike by two engines."""

import warnings
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from msgspec.structs import replace

import kg
from kg.dates import PartialDate
from kg.errors import Severity
from kg.record import (
    Enrollment,
    Identifier,
    Intervention,
    Organization,
    Origin,
    Outcome,
    Registration,
    Study,
    StudyDate,
)
from kg.sources.reading import Reading
from kg.store import load
from tests.test_queries import by_pyoxigraph, by_rdflib, question

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
NCT, EU, DRKS, ISRCTN = "NCT00000010", "2017-000001-10", "DRKS00000030", "ISRCTN00000030"

METFORMIN = Study(
    id=NCT,
    publisher="ctgov",
    identifiers=(Identifier(value=f"EudraCT {EU}"),),
    title="Metformin and Mortality",
    status="TERMINATED",
    start=StudyDate(date=PartialDate(2018, 2)),
    enrollment=Enrollment(count=40),
    lead_sponsor=Organization(name="Example Pharma", type="INDUSTRY"),
    registration=Registration(first_submitted=PartialDate(2018, 6, 1)),
)
SILENT = Study(
    id=DRKS,
    publisher="drks",
    title="A Study of Walking That Nobody Reported",
    status="COMPLETED",
    start=StudyDate(date=PartialDate(2020, 5, 20)),
    enrollment=Enrollment(count=120),
    interventions=(Intervention(name="Walking"),),
    primary_outcomes=(Outcome(measure="Steps in a week"),),
    lead_sponsor=Organization(name="Silent Institute GmbH", type="OTHER"),
)
STUDIES = (
    METFORMIN,
    replace(
        METFORMIN,
        id=EU,
        publisher="euctr",
        identifiers=(),
        status="COMPLETED",
        start=StudyDate(date=PartialDate(2018, 3, 15)),
        enrollment=Enrollment(count=50),
        registration=Registration(),
    ),
    SILENT,
    replace(SILENT, id=ISRCTN, publisher="isrctn", lead_sponsor=Organization(name="Silent Institute", type="OTHER")),
)
ROWS: dict[str, list[tuple[str, ...]]] = {
    "studies-in-several-registries": [(EU, NCT, "ONE_STATES", f"EudraCT {EU}")],
    "studies-that-may-be-one": [
        (
            *(DRKS, ISRCTN, "1"),
            "LIKE_PRIMARY_OUTCOMES, SAME_SIZE, SAME_SPONSOR, SAME_TITLE, START_WITHIN_A_MONTH, TREATMENT_IN_COMMON",
        )
    ],
    "decisions-on-studies": [(EU, DRKS, "DIFFERENT", "A. Reader", "2026-01-31", "sheet.csv")],
    "discrepancies": [
        (NCT, "ENROLLMENT", f"record/ctgov/{NCT}", "40", f"record/euctr/{EU}", "50", "", "0.2"),
        (NCT, "START", f"record/ctgov/{NCT}", "2018-02", f"record/euctr/{EU}", "2018-03-15", "15", ""),
        (NCT, "STATUS", f"record/ctgov/{NCT}", "TERMINATED", f"record/euctr/{EU}", "COMPLETED", "", ""),
    ],
    "registration-and-reporting": [
        ("Example Pharma", "2", "1", "0", "2"),
        ("Silent Institute", "1", "0", "0", "1"),
        ("Silent Institute GmbH", "1", "0", "0", "1"),
    ],
}


def readings() -> list[Reading]:
    return [
        Reading(origin=Origin(name=f"{study.publisher}.json", sha256="ab" * 32, format="made-up"), study=study)
        for study in STUDIES
    ]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the records, with a decision of a person that changes nothing else."""
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(readings(), path, as_of=AS_OF)
    sheet = path.with_name("sheet.csv")
    head, row = "one_id,other_id,decision,decided_by,decided_on", f"{EU},{DRKS},different,A. Reader,2026-01-31"
    sheet.write_text(f"{head}\n{row}\n", encoding="utf-8")
    kg.merge(path, sheet)
    return path


@pytest.fixture(scope="module")
def store(graph: Path) -> pyoxigraph.Store:
    return load([str(graph)])


@pytest.fixture(scope="module")
def dataset(graph: Path) -> rdflib.Dataset:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Dataset.default_context", category=DeprecationWarning)
        return rdflib.Dataset(default_union=True).parse(graph, format="nquads")


def plain(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    base = "https://w3id.org/kgbuild/id/"
    return [tuple(cell.removeprefix(base) for cell in row) for row in rows]


@pytest.mark.parametrize("name", ROWS)
def test_two_engines_give_the_rows(name: str, store: pyoxigraph.Store, dataset: rdflib.Dataset) -> None:
    assert plain(by_pyoxigraph(store, question(name))) == ROWS[name]
    assert [row[:2] for row in plain(by_rdflib(dataset, question(name)))] == [row[:2] for row in ROWS[name]]


def test_the_graph_conforms_and_the_others_lead_to_the_canonical_study(tmp_path: Path, store: pyoxigraph.Store) -> None:
    rows = by_pyoxigraph(
        store,
        "PREFIX ct: <https://w3id.org/kgbuild/ontology#> SELECT ?one ?canonical { ?one ct:canonicalStudy ?canonical }",
    )
    assert rows == [(EU, NCT)]
    path = tmp_path / "graph.nq"
    kg.write(readings(), path, as_of=AS_OF)
    assert max(rule.level for rule in kg.validate(path).rules) < Severity.VIOLATION
