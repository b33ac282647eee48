"""Where `ingest --store` puts the graph."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.pipeline.run.ingest import Request

__all__ = ["StoreOption", "WaitOption", "into_store"]

StoreOption = Annotated[
    str | None, typer.Option("--store", help="Keep the graph in the store of this folder; files only with -o.")
]
WaitOption = Annotated[float, typer.Option("--wait", help="Seconds to wait for a store or an output that is in use.")]


@contextmanager
def into_store(folder: str | None, request: "Request", *, wait: float) -> "Iterator[Request]":
    """The request, with a writer into the store of a folder if one is named; the store is locked meanwhile."""
    if folder is None:
        yield request
        return
    from kg.pipeline.run.precedence import leads
    from kg.store import Run, intake, is_store

    run = Run(request.mint, request.as_of, request.versions, leads)
    new = not Path(folder).exists()
    with intake(folder, run, wait=wait) as writer:
        yield request._replace(store=writer)
    if new and not is_store(folder):  # no study came: no store, and no folder that looks like one
        Path(folder, "lock").unlink()
        Path(folder).rmdir()
