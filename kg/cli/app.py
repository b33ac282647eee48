"""The command line: `kgbuild`, its global options, its commands."""

import os
import signal
import sys
from contextlib import suppress
from typing import Annotated

import typer

import kg

from . import convert, coverage, explain, explore, ingest, link, load, mappings, query, show, store, validate, vocab
from .boundary import DEBUG, INTERRUPTED, bounded

__all__ = ["app", "main"]

app = typer.Typer(
    name="kgbuild",
    help="Turns clinical-trial records into a linked-data knowledge graph.\n\n"
    "Exit codes: 0 fine, 1 findings or rejected records at or above --fail-on, 2 usage, configuration or file errors, "
    "3 a remote service failed, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        libraries = ("rdflib", "pyshacl", "pyoxigraph")
        typer.echo(f"kgbuild {kg.__version__}")
        for library in libraries:
            typer.echo(f"{library} {version(library)}")
        raise typer.Exit


def _end_in_order() -> None:
    """Makes of a signal that ends this process an interruption: what is at work ends too, and removes its files."""
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is signal.SIG_DFL:  # nohup has the second ignored
            signal.signal(each, signal.default_int_handler)


@app.callback()
def options(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show stack traces.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Show versions."),
    ] = False,
) -> None:
    """Global options."""
    if debug:
        os.environ[DEBUG] = "1"


app.command("ingest")(bounded(ingest.ingest))
app.command("validate")(bounded(validate.validate))
app.command("query")(bounded(query.query))
app.command("show")(bounded(show.show))
app.command("convert")(bounded(convert.convert))
app.command("explain")(bounded(explain.explain))
app.command("formats")(bounded(explore.formats))
app.command("ontology")(bounded(explore.ontology))
app.command("shapes")(bounded(explore.shapes))
app.command("link")(bounded(link.link))
app.command("coverage")(bounded(coverage.coverage))
app.command("mappings")(bounded(mappings.mappings))
app.command("load")(bounded(load.load))
app.command("export")(bounded(store.export))
app.command("stats")(bounded(store.stats))
app.command("backup")(bounded(store.backup))
app.add_typer(vocab.app, name="vocab")


def main() -> None:
    """Runs the command line."""
    _end_in_order()
    try:
        app(prog_name="kgbuild")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            # Threads that wait for processes which were killed may never end, and nothing is left to do.
            with suppress(OSError):
                sys.stdout.flush()
            os._exit(INTERRUPTED)
        raise
