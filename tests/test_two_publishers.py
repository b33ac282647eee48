"""Two publishers hold records of one study: parts of the study are counted once, and each leads to it."""

from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest

import kg
from kg.dates import PartialDate
from kg.record import (
    Arm,
    Criterion,
    Eligibility,
    Identifier,
    Intervention,
    Official,
    Origin,
    Outcome,
    Reference,
    Site,
    Study,
    StudyDate,
)
from kg.sources.reading import Reading
from kg.statements.tables import TABLES, Part
from kg.store import load
from tests.vocabulary import CT

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
BASE = "https://w3id.org/kgbuild/id/"
REGISTERED = Study(
    id="NCT01297972",
    publisher="ctgov",
    title="Mesenchymal Stem Cells in Aplastic Anemia",
    study_type="INTERVENTIONAL",
    start=StudyDate(date=PartialDate(2011, 2)),
    arms=(Arm(label="Cells", type="EXPERIMENTAL"),),
    interventions=(Intervention(name="Stem cells", type="BIOLOGICAL"),),
    primary_outcomes=(Outcome(measure="Response"), Outcome(measure="Survival")),
    eligibility=Eligibility(criteria="Adults", listed_criteria=(Criterion(text="Adults"),)),
    identifiers=(Identifier(value="EX-1"),),
    officials=(Official(name="Ada Example"),),
    sites=(Site(facility="Clinic", city="Lyon", country="France"),),
    references=(Reference(citation="Doe J. A paper. doi: 10.5555/x.1", type="RESULT"),),
)
COUNTS = {"Arm": 1, "Intervention": 1, "Outcome": 2, "Eligibility": 1, "Criterion": 1, "PublicationLink": 1}


@pytest.fixture(scope="module")
def store(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    """The aggregator's page of a trial beside the registry's record, made up, which leads."""
    page = next(seeds.glob("000*.txt"))
    origin = Origin(name="NCT01297972.json", sha256="ab" * 32, format="made-up")
    path = tmp_path_factory.mktemp("two") / "graph.nq"
    kg.write([*kg.read(page), Reading(origin=origin, study=REGISTERED)], path, as_of=AS_OF)
    return load([str(path)])


def rows(store: pyoxigraph.Store, question: str) -> list[list[str]]:
    answer = store.query(f"PREFIX ct: <{CT}> {question}", use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return [[getattr(term, "value", "") for term in row] for row in answer]


@pytest.mark.parametrize("name", COUNTS)
def test_parts_of_a_study_are_counted_once(store: pyoxigraph.Store, name: str) -> None:
    [[count]] = rows(store, f"SELECT (COUNT(?part) AS ?n) {{ ?part a ct:{name} ; ct:ofStudy ?study }}")
    assert int(count) == COUNTS[name]


def test_the_page_states_parts_too(store: pyoxigraph.Store) -> None:
    """Else nothing would have to be told apart: three links to papers, and an eligibility of its own."""
    for name, of_the_page in (("PublicationLink", 3), ("Eligibility", 1)):
        [[count]] = rows(store, f"SELECT (COUNT(?part) AS ?n) {{ ?part a ct:{name} }}")
        assert int(count) == COUNTS[name] + of_the_page


def test_each_part_leads_to_the_node_that_it_stands_below_if_that_is_the_study(store: pyoxigraph.Store) -> None:
    parts = {each.class_name for each in TABLES if isinstance(each, Part)} | {"Eligibility", "PublicationLink"}
    classes = ", ".join(f"ct:{name}" for name in sorted(parts | {"RelatedStudyLink"}))
    of_these = f"?part a ?class FILTER(?class IN ({classes}))"
    found = rows(store, f"SELECT ?part ?of {{ {of_these} OPTIONAL {{ ?part ct:ofStudy ?of }} }}")
    assert {part.removeprefix(BASE).split("/")[0] for part, _ in found} == {"study", "record"}
    for part, of in found:
        assert of == (f"{BASE}study/NCT01297972" if part.startswith(f"{BASE}study/") else ""), part


def test_the_record_links_its_own_parts(store: pyoxigraph.Store) -> None:
    question = "SELECT ?record { ?record a ct:RegistryRecord ; ct:publicationLink ?link ; ct:describes ?study }"
    assert {record for (record,) in rows(store, question)} == {f"{BASE}record/meddatax/NCT01297972"}
