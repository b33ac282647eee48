"""The registry's three exports, each read into a graph once."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.iris import BASE
from kg.pipeline.run.ingest import Output, Request, Result, ingest
from kg.pipeline.run.recipe import Recipe
from kg.rdf import Format

from .graphs import Graph


class Run(NamedTuple):
    """What came of ingesting one archive."""

    result: Result
    graph: Graph


@pytest.fixture(scope="session")
def run(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Run]:
    """Ingests an archive of the shared data, once in a session."""
    folder = tmp_path_factory.mktemp("graphs")

    @cache
    def ingested(name: str) -> Run:
        target = folder / f"{name}.nq"
        request = Request(
            paths=[str(data / name)],
            outputs=lambda _: [Output(str(target), Format.NQUADS)],
            recipe=Recipe(BASE),
            as_of=datetime(2026, 1, 1, tzinfo=UTC),
            versions=("kgbuild test",),
        )
        result = ingest(request)
        return Run(result, Graph(target))

    return ingested
