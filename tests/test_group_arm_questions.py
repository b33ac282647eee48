"""Adverse events of a treatment beside those of its comparators, through the arms that groups report; never summed."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

import kg
from kg.iris import BASE
from kg.record import Arm, Intervention, Origin, Study
from kg.result_record import AdverseEvent, EventCount, ResultGroup, Results
from kg.sources.reading import Reading
from kg.store import example, load

from .test_queries import AS_OF, Rows, by_pyoxigraph, by_rdflib

QUESTION = "adverse-events-of-treatment"
ID = "NCT00000050"
REAL = ("NCT00079937", "NCT00314574", "NCT01912872")
"""Omalizumab against placebo, the same with groups the other way round, and adults beside children without placebo."""


def group(title: str, at_risk: int) -> ResultGroup:
    return ResultGroup(title=title, serious_at_risk=at_risk, other_at_risk=at_risk)


def event(term: str, *counts: tuple[int, int], serious: bool = True, at_risk: int | None = None) -> AdverseEvent:
    """An event of one term: the affected of each group; `at_risk` is another number than that of the third group."""
    stated = tuple(
        EventCount(group=of, affected=affected, at_risk=at_risk if of == 3 else None) for of, affected in counts
    )
    return AdverseEvent(term=term, serious=serious, counts=stated)


TRIAL = Study(
    id=ID,
    publisher="ctgov",
    title="Mint in Two Doses",
    study_type="INTERVENTIONAL",
    interventions=(
        Intervention(name="Mint Oil", type="DRUG", other_names=("Menthol",)),
        Intervention(name="Placebo", type="DRUG"),
        Intervention(name="Rest", type="BEHAVIORAL"),
    ),
    arms=(
        Arm(label="Mint 10 mg", type="EXPERIMENTAL", interventions=("Drug: Mint Oil", "Behavioral: Rest")),
        Arm(label="Mint 20 mg", type="EXPERIMENTAL", interventions=("Drug: Mint Oil", "Behavioral: Rest")),
        Arm(label="Placebo", type="PLACEBO_COMPARATOR", interventions=("Drug: Placebo", "Behavioral: Rest")),
        Arm(label="Waiting", type="NO_INTERVENTION"),
    ),
    results=Results(
        groups=(
            group("Mint 10 mg", 20),
            group("Mint 20 mg", 21),
            group("Placebo", 22),
            group("Waiting", 23),
            group("Everyone Together", 86),
        ),
        events=(
            event("Asthma", (1, 1), (2, 0), (3, 2), (4, 0), (5, 3), at_risk=18),
            event("Asthma", (1, 4), (2, 4), (3, 4), (4, 4), serious=False),
            event("Fall", (1, 3), (2, 2)),
        ),
    ),
)

ROWS: Rows = [
    (ID, ID, "Asthma", "Mint Oil", "Mint 10 mg", "1", "20", "5", "Placebo", "2", "18", "11.1", "0.99"),
    (ID, ID, "Asthma", "Mint Oil", "Mint 10 mg", "1", "20", "5", "Waiting", "0", "23", "0", "0.99"),
    (ID, ID, "Asthma", "Mint Oil", "Mint 20 mg", "0", "21", "0", "Placebo", "2", "18", "11.1", "0.99"),
    (ID, ID, "Asthma", "Mint Oil", "Mint 20 mg", "0", "21", "0", "Waiting", "0", "23", "0", "0.99"),
]


MATCHES = """
<urn:match:1> <http://www.w3.org/2002/07/owl#annotatedSource> <{0}mint-oil> <urn:links> .
<urn:match:1> <http://www.w3.org/2002/07/owl#annotatedProperty> <{1}exactMatch> <urn:links> .
<urn:match:1> <https://w3id.org/sssom/object_label> "Oil of Peppermint" <urn:links> .
<urn:match:2> <http://www.w3.org/2002/07/owl#annotatedSource> <{0}mint-oil> <urn:links> .
<urn:match:2> <http://www.w3.org/2002/07/owl#annotatedProperty> <{1}exactMatch> <urn:links> .
<urn:match:2> <https://w3id.org/sssom/object_label> "Spearmint" <urn:links> .
<urn:match:2> <https://w3id.org/sssom/predicate_modifier> <https://w3id.org/sssom/Negated> <urn:links> .
""".format(f"{BASE}treatment/", "http://www.w3.org/2004/02/skos/core#")
"""Mint oil is the peppermint oil of a vocabulary, and by a person's decision not its spearmint."""


def readings() -> list[Reading]:
    return [Reading(origin=Origin(name="a.json", sha256="ab" * 32, format="made-up"), study=TRIAL)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(readings(), path, as_of=AS_OF)
    (path.parent / "matches.nq").write_text(MATCHES)
    return load([str(path), str(path.parent / "matches.nq")])


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    made = kg.to_rdflib(readings(), as_of=AS_OF)
    made.parse(data=MATCHES, format="nquads")
    return made


@pytest.mark.parametrize(
    ("name", "rows"),
    [("MINT", ROWS), ("menthol", ROWS), ("peppermint", ROWS), ("spearmint", []), ("placebo", []), ("rest", [])],
)
def test_each_group_stands_beside_each_of_those_that_got_no_tested_treatment(
    name: str, rows: Rows, store: pyoxigraph.Store, dataset: rdflib.Dataset
) -> None:
    text = example(QUESTION).filled({"name": name})
    assert by_pyoxigraph(store, text) == rows
    assert by_rdflib(dataset, text) == rows


def test_what_is_not_stated_of_a_group_is_no_zero(store: pyoxigraph.Store) -> None:
    assert not any("Fall" in row for row in by_pyoxigraph(store, example(QUESTION).filled({"name": "mint"})))


# Real trials, against their JSON


def stated(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Of each serious event the affected and those at risk, by the titles of the groups."""
    module = content["resultsSection"]["adverseEventsModule"]
    titles = {each["id"]: each["title"] for each in module["eventGroups"]}
    for each in module["seriousEvents"]:
        yield (
            each["term"],
            {titles[of["groupId"]]: (str(of["numAffected"]), str(of["numAtRisk"])) for of in each["stats"]},
        )


@pytest.mark.slow
def test_the_rows_of_real_trials_are_those_of_their_json(data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(data / "ctgov-v2.zip") as entries, zipfile.ZipFile(data / "ctgov-v2-results.zip") as more:
        for archive in (entries, more):
            for name in archive.namelist():
                if Path(name).stem in REAL:
                    (tmp_path / Path(name).name).write_bytes(archive.read(name))
    kg.write(kg.read(*(tmp_path / f"{name}.json" for name in REAL)), tmp_path / "graph.nq", as_of=AS_OF)
    rows = by_pyoxigraph(load([str(tmp_path / "graph.nq")]), example(QUESTION).filled({"name": "omalizumab"}))
    counts: dict[str, int] = defaultdict(int)
    for trial, id, term, _, of, affected, at_risk, _, against, affected_there, at_risk_there, _, confidence in rows:
        events = list(stated(json.loads((tmp_path / f"{trial}.json").read_bytes())))
        assert id == trial
        expected = ((affected, at_risk), (affected_there, at_risk_there))
        assert expected in [(found.get(of), found.get(against)) for name, found in events if name == term]
        assert "omalizumab" in of.casefold() or "xolair" in of.casefold()
        assert "omalizumab" not in against.casefold()
        assert float(confidence) >= 0.97
        counts[trial] += 1
    # Each of the serious terms once; of the third trial 6, of two groups against two.
    assert counts == dict(zip(REAL, (30, 63, 24), strict=True))
