"""`load`: a graph into a triple store over HTTP."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import complain, say, tell
from kg.cli.commanding import Before, command_of
from kg.cli.manner import event_line, manner
from kg.cli.output.screen import count_of
from kg.errors import UsageError
from kg.pipeline.run.options import AnyPath, LoadOptions, LoadSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import FoundStore, Loaded, LoadPlan, Progress, UploadDataset

__all__ = ["load"]

_LISTED = 20


@dataclass(frozen=True, kw_only=True)
class _Options(LoadOptions):
    """The options of the library's verb, a store by its own option, and those of the conversation."""

    source: LoadSource = ""
    store: Annotated[str | None, typer.Option(help="The folder of a store, in place of a file."), Before("preset")] = (
        None
    )
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")] = False


@command_of(_Options)
def load(options: _Options) -> int:
    """Load a graph into a triple store over HTTP.

    What arrived is counted there. A load that broke off goes on when the command is repeated.
    """
    from kg.cli.prompt import ask_credentials
    from kg.pipeline.verbs.load import loading

    load = loading(replace(options, source=_source(options)))
    if load.found and not manner().quiet:
        options_found = f"--preset {load.found.preset} --to {load.found.to}{_more(load.found)}"
        say(f"{load.found.title} stands there; loading with {options_found}")
    if options.dry_run:
        _say_plan(load.plan(), options.to)
        return 0
    loaded = load.done(ask=ask_credentials, watch=_progress, note=say)
    code = _say_loaded(loaded, options.to)
    if code == 0 and loaded.graphs > 1 and (note := load.apart_note()):
        say(note)
    return code


def _more(found: "FoundStore") -> str:
    """The address for queries, where the preset does not tell it."""
    return f" --query-url {found.query}" if found.query else ""


def _source(options: _Options) -> AnyPath:
    if options.source and options.store is None:
        return options.source
    if options.store is not None and not options.source:
        from kg.store import folder_of

        return folder_of(options.store)
    raise UsageError("give one of a file, --store DIR")


@contextmanager
def _progress(dataset: "UploadDataset") -> "Iterator[Progress | None]":
    import sys

    if manner().quiet or manner().as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.completed:,} of {task.total:,} triples"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("loading", total=len(dataset.store))
        yield lambda triples: bar.advance(task, triples)


def _say_plan(found: "LoadPlan", to: str) -> None:
    text = (
        f"would send {count_of(found.triples, 'triple')} in {count_of(found.graphs, 'graph')} to {to}: "
        f"{count_of(found.requests, 'request')}, {count_of(found.size, 'byte')}"
    )
    tell(event_line("plan", to=to, **found._asdict()) if manner().as_json else text)


def _say_loaded(loaded: "Loaded", to: str) -> int:
    for each in loaded.differences[:_LISTED]:
        complain(f"{each.graph or 'the default graph'}: {count_of(each.sent, 'triple')} sent, {each.found:,} found")
    if len(loaded.differences) > _LISTED:
        say(f"... and {count_of(len(loaded.differences) - _LISTED, 'graph')} more")
    if loaded.differences:
        differing = f"{len(loaded.differences):,} of {count_of(loaded.graphs, 'graph')} differ"
        complain(f"{to} accepted everything, and does not hold it: {differing}")
        return 3
    again = f" ({loaded.skipped:,} sent earlier)" if loaded.skipped else ""
    dropped = f"; {count_of(loaded.dropped, 'graph')} dropped, of results that are gone" if loaded.dropped else ""
    text = (
        f"{count_of(loaded.triples, 'triple')} in {count_of(loaded.graphs, 'graph')}, "
        f"{count_of(loaded.requests, 'request')}{again}; counted in the store, no difference{dropped}"
    )
    if manner().as_json:
        counts = {"triples": loaded.triples, "graphs": loaded.graphs, "requests": loaded.requests}
        tell(event_line("summary", to=to, **counts, sent_earlier=loaded.skipped, dropped=loaded.dropped))
    elif not manner().quiet:
        tell(text)
    return 0
