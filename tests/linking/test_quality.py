"""The aims of docs/linking.md, held on the registry's own terms: real studies, five folds."""

from pathlib import Path

import pytest

from kg.linking.linker import Linker
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
