"""The aims of docs/linking.md, held on the registry's own terms: real studies, five folds."""

from pathlib import Path

import pytest

from tests.benchmarks.gold import Gold, studies
from tests.benchmarks.linking import assigned, ceiling, held_out, install, predictions, scored

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
