"""What the tests of a run share."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.iris import BASE
from kg.pipeline.run.ingest import Output, Request, Result, ingest
from kg.pipeline.run.recipe import Recipe
from kg.rdf import Format


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Ingests paths into `out.nq`, with options of the request and of the recipe."""

    def ingested(*paths: Path | str, **options: Any) -> Result:
        recipe = {name: options.pop(name) for name in ("checked", "contacts") if name in options}
        request = Request(
            paths=[str(path) for path in paths],
            outputs=lambda _: [Output(str(tmp_path / "out.nq"), Format.NQUADS)],
            recipe=Recipe(BASE, **recipe),
            as_of=datetime(2026, 1, 1, tzinfo=UTC),
            versions=("kgbuild test",),
            **options,
        )
        return ingest(request)

    return ingested
