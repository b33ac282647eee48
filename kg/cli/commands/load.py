"""`load`: a graph into a triple store over HTTP."""

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import say, tell
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Loaded, LoadPlan, Progress, UploadDataset

__all__ = ["load"]

_LISTED = 20


def load(
    file: Annotated[str | None, typer.Argument(help="An RDF file.")] = None,
    *,
    to: Annotated[str, typer.Option("--to", help="The address of the store.")],
    store: Annotated[str | None, typer.Option(help="The folder of a store, in place of a file.")] = None,
    preset: Annotated[str, typer.Option(help="oxigraph, virtuoso, gsp (Graph Store), update (SPARQL Update).")] = "gsp",
    query_url: Annotated[str | None, typer.Option(help="Where triples are counted, if not as the preset says.")] = None,
    update_url: Annotated[str | None, typer.Option(help="Where updates go, if not as the preset says.")] = None,
    auth: Annotated[
        str | None, typer.Option(help="none, basic, digest, bearer; secrets from the environment, netrc or a prompt.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace/--merge", help="Empty each graph first, or add to it.")] = True,
    one_graph: Annotated[str | None, typer.Option(help="Put the union of all graphs into this graph.")] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds without a sign of life after which a try is over.")
    ] = 600,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a store that is being written.")] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only errors.")] = False,
) -> int:
    """Load a graph into a triple store, and count there what arrived. A load that broke off goes on when repeated."""
    from kg.cli.prompt import ask_credentials
    from kg.pipeline.verbs.load import loading

    load = loading(
        _source(file, store),
        to,
        preset=preset,
        query_url=query_url,
        update_url=update_url,
        replace=replace,
        one_graph=one_graph,
        wait=wait,
    )
    if dry_run:
        _say_plan(load.plan(), to)
        return 0
    watch = partial(_progress, quiet=quiet)
    loaded = load.done(auth=auth, timeout=timeout, ask=ask_credentials, watch=watch, note=None if quiet else say)
    return _say_loaded(loaded, to, quiet=quiet)


def _source(file: str | None, store: str | None) -> str:
    if file is not None and store is None:
        return file
    if store is not None and file is None:
        from kg.store import folder_of

        return str(folder_of(store))
    raise UsageError("give one of a file, --store DIR")


@contextmanager
def _progress(dataset: "UploadDataset", *, quiet: bool) -> "Iterator[Progress | None]":
    import sys

    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.completed:,} of {task.total:,} triples"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("loading", total=len(dataset.store))
        yield lambda triples: bar.advance(task, triples)


def _say_plan(found: "LoadPlan", to: str) -> None:
    tell(
        f"would send {_many(found.triples, 'triple')} in {_many(found.graphs, 'graph')} to {to}: "
        f"{_many(found.requests, 'request')}, {_many(found.size, 'byte')}"
    )


def _say_loaded(loaded: "Loaded", to: str, *, quiet: bool) -> int:
    for each in loaded.differences[:_LISTED]:
        say(f"error: {each.graph or 'the default graph'}: {_many(each.sent, 'triple')} sent, {each.found:,} found")
    if len(loaded.differences) > _LISTED:
        say(f"... and {_many(len(loaded.differences) - _LISTED, 'graph')} more")
    if loaded.differences:
        differing = f"{len(loaded.differences):,} of {_many(loaded.graphs, 'graph')} differ"
        say(f"error: {to} accepted everything, and does not hold it: {differing}")
        return 3
    if not quiet:
        again = f" ({loaded.skipped:,} sent earlier)" if loaded.skipped else ""
        tell(
            f"{_many(loaded.triples, 'triple')} in {_many(loaded.graphs, 'graph')}, "
            f"{_many(loaded.requests, 'request')}{again}; counted in the store, no difference"
        )
    return 0


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
