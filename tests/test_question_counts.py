"""Questions put to all real records of one export, against counts made on its JSON without the package's readers."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg.store import example, examples, load
from kg.store.query.queries import with_prefixes

from .growth import assert_at_most
from .test_queries import AS_OF, Rows, by_pyoxigraph

pytestmark = pytest.mark.slow

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+", re.IGNORECASE)
NO_PLACEBO = re.compile(r"placebo|sham|vehicle", re.IGNORECASE)
EACH_TRIPLE = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"
OF_A_QUESTION = 10
"""Times as long as it takes to count the triples of the same studies: most questions take less than once."""
OF_A_CUBE = 30
"""So of the one that makes all results a data cube, 280,000 triples: it takes 13 times as long."""


@pytest.fixture(scope="module")
def store(data: Path, tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(kg.read(data / "ctgov-v2.zip"), path, as_of=AS_OF)
    return load([str(path)])


@pytest.fixture(scope="module")
def protocols(data: Path) -> list[tuple[str, dict[str, Any]]]:
    """Id and protocol of each record."""
    with zipfile.ZipFile(data / "ctgov-v2.zip") as entries:
        names = [name for name in entries.namelist() if name.endswith(".json")]
        read = [json.loads(entries.read(name))["protocolSection"] for name in names]
    return [(each["identificationModule"]["nctId"], each) for each in read]


def answer(store: pyoxigraph.Store, name: str, **values: str) -> Rows:
    return by_pyoxigraph(store, example(name).filled(values))


def test_late_results(store: pyoxigraph.Store, protocols: list[tuple[str, dict[str, Any]]]) -> None:
    found: dict[str, set[str]] = {"yes": set(), "cannot tell": set()}
    for id, protocol in protocols:
        status = protocol["statusModule"]
        completed = status.get("primaryCompletionDateStruct", {}).get("date")
        submitted = status.get("resultsFirstSubmitDate")
        if completed and submitted:
            year_later = f"{int(completed[:4]) + 1}{completed[4:]}"
            if submitted[: len(year_later)] > year_later:
                found["yes"].add(id)
            elif submitted.startswith(year_later) and len(year_later) < len(submitted) and submitted[-2:] != "01":
                found["cannot tell"].add(id)
    rows = answer(store, "late-results")
    assert {late: {row[0] for row in rows if row[4] == late} for late in found} == found
    assert all(found.values())


def test_registered_before_or_after_the_start(
    store: pyoxigraph.Store, protocols: list[tuple[str, dict[str, Any]]]
) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for _, protocol in protocols:
        status = protocol["statusModule"]
        start, submitted = status.get("startDateStruct", {}).get("date"), status.get("studyFirstSubmitDate")
        if start and submitted:
            first_day = f"{start}-01" if len(start) == len("2020-01") else start
            late = "after" if submitted[: len(start)] > start else "before" if submitted <= first_day else "cannot tell"
            found[start[:4], late] += 1
    assert {(year, late): int(trials) for year, late, trials in answer(store, "prospective-registration")} == found


def test_dois(store: pyoxigraph.Store, protocols: list[tuple[str, dict[str, Any]]]) -> None:
    found: set[tuple[str, str]] = set()
    for _, protocol in protocols:
        for reference in protocol.get("referencesModule", {}).get("references", ()):
            role = reference.get("type") or "UNSPECIFIED"
            paper, *_ = reference.get("citation", "").split("Erratum In:")  # behind it stands another paper
            found |= {(_plain(doi), role) for doi in DOI.findall(paper)}
    assert {(doi, role) for doi, role, _ in answer(store, "dois")} == found


def _plain(doi: str) -> str:
    return doi.lower().rstrip(".,;:")


@pytest.mark.parametrize("word", ["pregnan", "metformin", "HIV"])
def test_criteria_that_mention_a_word(
    store: pyoxigraph.Store, protocols: list[tuple[str, dict[str, Any]]], word: str
) -> None:
    found = {
        id
        for id, protocol in protocols
        if word.lower() in protocol.get("eligibilityModule", {}).get("eligibilityCriteria", "").lower()
    }
    assert {row[0] for row in answer(store, "criteria-that-mention", word=word)} == found
    assert found


def test_tested_treatments(store: pyoxigraph.Store, protocols: list[tuple[str, dict[str, Any]]]) -> None:
    """Where experimental arms alone get something that no name calls placebo, that is what the trial tests."""
    question = "SELECT ?trial ?name { ?trial ct:testedTreatment ?node . ?node schema:name ?name }"
    rows = by_pyoxigraph(store, with_prefixes(question))
    answered: dict[str, set[str]] = {}
    for trial, name in rows:
        answered.setdefault(trial, set()).add(name.casefold())
    compared = list(_compared(protocols))
    assert len(compared) > 200
    assert {id: sorted(tested) for id, tested, _ in compared if not tested <= answered.get(id, set())} == {}
    assert {id: sorted(others) for id, _, others in compared if others & answered.get(id, set())} == {}


def _compared(protocols: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, set[str], set[str]]]:
    """Trials with arms of both sides: id, what experimental arms alone get, what other arms get or is a placebo."""
    for id, protocol in protocols:
        module = protocol.get("armsInterventionsModule", {})
        arms = module.get("armGroups", [])
        kinds = {arm.get("type") for arm in arms}
        if protocol["designModule"]["studyType"] != "INTERVENTIONAL" or "EXPERIMENTAL" not in kinds or len(kinds) == 1:
            continue
        sides: dict[bool, set[str]] = {True: set(), False: set()}
        for arm in arms:
            names = {" ".join(each.split(": ", 1)[1].split()).casefold() for each in arm.get("interventionNames", ())}
            sides[arm["type"] == "EXPERIMENTAL"] |= names
        placebos = {name for name in sides[True] | sides[False] if NO_PLACEBO.search(name)}
        if tested := sides[True] - sides[False] - placebos:
            yield id, tested, sides[False] | placebos


@pytest.mark.parametrize("name", [each.name for each in examples()])
def test_a_question_is_answered_in_so_many_counts_of_the_triples(store: pyoxigraph.Store, name: str) -> None:
    assert_at_most(
        OF_A_CUBE if example(name).constructs else OF_A_QUESTION,
        lambda: by_pyoxigraph(store, example(name).shown),
        of=lambda: by_pyoxigraph(store, EACH_TRIPLE),
    )
