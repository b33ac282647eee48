"""The aims of docs/linking.md, held on the registry's own terms: real studies, five folds."""

from collections import Counter
from pathlib import Path

import pytest

from kg.linking.event_matcher import EVENT_KIND
from kg.linking.linker import Linker, SharedNode
from tests.benchmarks.event_terms import judged
from tests.benchmarks.gold import Gold, studies
from tests.benchmarks.linking import assigned, ceiling, held_out, install, predictions, scored
from tests.benchmarks.places import named_places, taken_for_another, tally

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def gold(data: Path) -> list[Gold]:
    return list(studies(data))


@pytest.fixture(scope="module")
def vocabularies(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vocabularies")
    install(folder, data)
    return folder


@pytest.mark.parametrize(("kind", "precision", "recall"), [("condition", 0.90, 0.60), ("treatment", 0.85, 0.45)])
def test_precision_and_recall(gold: list[Gold], vocabularies: Path, kind: str, precision: float, recall: float) -> None:
    found = predictions(gold, kind, vocabularies)
    total = assigned(gold, kind)
    held = held_out(found, total, precision)
    assert held.precision >= precision
    assert held.recall >= recall
    assert scored(found, total, least=0.9).precision > scored(found, total, least=0.5).precision


def test_the_ceiling(gold: list[Gold], vocabularies: Path) -> None:
    shares = [ceiling(gold, kind, vocabularies) for kind in ("condition", "treatment")]
    assert [(round(held, 3), round(either, 3)) for held, either in shares] == [(1.0, 1.0), (0.98, 0.993)]


def test_cities_by_name_alone(data: Path, cities: Path) -> None:
    linker = Linker(cities.parent)
    found = tally(linker, named_places(data), given=False)
    assert float(found.share()) >= 0.96
    near, of = found.near(agreeing=True)
    assert near / of >= 0.985
    assert of > 3_000


def test_places_that_geonames_lacks_are_not_taken_for_others(cities: Path) -> None:
    assert taken_for_another(cities.parent, stated=True) <= 0.012
    assert taken_for_another(cities.parent, stated=False) <= 0.03


@pytest.mark.parametrize("name", ["adverse-event-term", "adverse-event-term-xml"])
def test_terms_of_adverse_events_lead_to_what_they_mean(name: str, vocabularies: Path) -> None:
    linker = Linker(vocabularies)
    verdicts = Counter(row["verdict"] for row in judged(name) if _is_made(linker, row))
    linker.close()
    assert verdicts.total() >= 145
    assert verdicts["right"] / verdicts.total() >= 0.97


def _is_made(linker: Linker, row: dict[str, str]) -> bool:
    matches = linker.match(SharedNode("https://w3id.org/kgbuild/id/x", EVENT_KIND, row["name"]))
    return (row["term"], row["predicate"]) in {(each.object, each.predicate.name) for each in matches}
