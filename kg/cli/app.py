"""The command line: `kgbuild`, its global options, its commands."""

import io
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import Annotated, Any, Protocol, cast, runtime_checkable

import typer

from kg.errors import FileError, KgbuildError
from kg.terminal import for_terminal, unwritten
from kg.version import __version__

from .boundary import DEBUG, INTERRUPTED, bounded, close_stdout, complain, finished, interrupted, say, tell
from .commanding import conversing
from .commands import (
    config,
    convert,
    coverage,
    diff,
    explain,
    explore,
    export_results,
    find,
    ingest,
    link,
    load,
    mappings,
    merge,
    query,
    show,
    store,
    study_report,
    validate,
    vocab,
)
from .help_pages import EXAMPLES, EXIT_CODES, MANNERS, panel_of
from .manner import manner
from .once import OnceCommand, PlainGroup

__all__ = ["app", "main"]

_COMPLETING = "_KGBUILD_COMPLETE"

# Opened the wrong way round, so that reading and writing what was closed is an error.
_STREAMS = (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))

app = typer.Typer(
    name="kgbuild",
    cls=PlainGroup,
    help=f"Turns clinical-trial records into a linked-data knowledge graph.\n\n{EXIT_CODES}",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from kg import assets

        libraries = ("rdflib", "pyshacl", "pyoxigraph")
        tell(f"kgbuild {__version__}")
        tell(f"ontology {assets.ontology_version()}")
        for library in libraries:
            tell(f"{library} {version(library)}")
        raise typer.Exit


def _end_in_order() -> None:
    """Makes of a signal that ends this process an interruption: what is at work ends too, and removes its files."""
    for each in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:  # Windows has no second
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
app.command("report")(bounded(study_report.report))
app.command("find")(bounded(find.find))
app.command("convert")(bounded(convert.convert))
app.command("diff")(bounded(diff.diff))
app.command("explain")(bounded(explain.explain))
app.command("formats")(bounded(explore.formats))
app.command("ontology")(bounded(explore.ontology))
app.command("shapes")(bounded(explore.shapes))
app.command("prefixes")(bounded(explore.prefixes))
app.command("link")(bounded(link.link))
app.command("merge")(bounded(merge.merge))
app.command("coverage")(bounded(coverage.coverage))
app.command("mappings")(bounded(mappings.mappings))
app.command("load")(bounded(load.load))
app.command("export")(bounded(store.export))
app.command("export-results")(bounded(export_results.export_results))
app.command("stats")(bounded(store.stats))
app.command("backup")(bounded(store.backup))
app.command("remove")(bounded(store.remove))
app.command("config")(bounded(config.config))
app.add_typer(vocab.app, name="vocab", cls=PlainGroup, rich_help_panel=panel_of("vocab"))
for _group, _commands in (("", app.registered_commands), ("vocab ", vocab.app.registered_commands)):
    for _each in _commands:
        _name = f"{_group}{_each.name}"
        _each.callback = _each.callback and conversing(_each.callback, MANNERS.get(_name, {}))
        _each.cls = OnceCommand
        _each.rich_help_panel = panel_of(_name)
        _each.epilog = f"Example:  {EXAMPLES[_name]}\n\n{EXIT_CODES}"


def main() -> None:
    """Runs the command line."""
    _open_streams()
    _end_in_order()
    logging.lastResort = _Notes(logging.WARNING)
    code = _run()
    if code == INTERRUPTED:
        # Threads that wait for processes which were killed may never end, and nothing is left to do.
        finished(code)
        os._exit(INTERRUPTED)
    sys.exit(finished(code))


def _run() -> int:
    try:
        return app(prog_name="kgbuild", standalone_mode=False) or 0
    except (typer.Abort, KeyboardInterrupt):  # the first is Ctrl-C where something is asked
        return interrupted()
    except KgbuildError as error:
        complain(str(error))
        return error.exit_code
    except SystemExit as end:
        # So typer and rich end when a pipe is closed; a completion ends by its own code.
        return _code(end) if _COMPLETING in os.environ else _unheard()
    except BrokenPipeError:
        return _unheard()
    except OSError as error:
        close_stdout()
        complain(unwritten(error))
        return FileError.exit_code
    except Exception as error:
        if isinstance(error, _Refused):
            return _refuse(error)
        raise


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else int(end.code is not None)


def _unheard() -> int:
    """The code of a command whose reader is gone: it did what it was asked."""
    if sys.__stdout__ is not None:
        sys.stdout = sys.__stdout__
    close_stdout()
    return 0


@runtime_checkable
class _Refused(Protocol):
    """What typer raises for a command line that it cannot take."""

    exit_code: int
    message: str

    def format_message(self) -> str: ...


def _refuse(error: _Refused) -> int:
    """Says what is wrong with the command line; a name that the shell put there may hold control characters."""
    from typer.rich_utils import rich_format_error

    if manner().as_json:
        complain(error.format_message())
        return error.exit_code
    message = for_terminal(error.format_message())
    vars(error)["format_message"] = lambda: message
    with suppress(OSError, ValueError):
        rich_format_error(cast(Any, error))
    return error.exit_code


class _Notes(logging.Handler):
    """Says what a library notes, in the place of Python's own handler of last resort."""

    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record))


def _open_streams() -> None:
    """Gives each standard stream that the caller closed a place of its own, which takes and gives nothing.

    Else the next file that is opened would take its number, and be written to by whoever writes to that stream.
    """
    for number, (name, flags) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            place = os.open(os.devnull, flags)
            if place != number:
                os.dup2(place, number)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False))  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
