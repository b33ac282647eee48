"""`diff`: two graphs compared, study by study."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from kg.cli.boundary import tell
from kg.cli.commanding import command_of
from kg.cli.completion import difference_formats
from kg.cli.manner import manner
from kg.pipeline.run.options import DiffOptions

__all__ = ["diff"]


@dataclass(frozen=True, kw_only=True)
class _Options(DiffOptions):
    """The options of the library's verb, and how the differences are told."""

    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json (lines), ttl (ChangeSets), patch (RDF Patch); all but text hold each triple.",
            autocompletion=difference_formats,
        ),
    ] = "text"


@command_of(_Options)
def diff(options: _Options) -> int:
    """Compare two graphs, study by study. Ends with 0 if they say the same, with 1 if they differ."""
    from kg.pipeline.reports.difference_text import summary_line
    from kg.pipeline.verbs.diff import check_form
    from kg.pipeline.verbs.diff import diff as run

    form = "json" if manner().as_json else options.form
    check_form(form)
    found = run(options)
    brief = manner().quiet and form == "text"
    lines = [summary_line(found)] if brief else found.lines(form, each_node=manner().verbose)
    for line in _folded(lines) if form == "text" else lines:
        tell(line)
    return 1 if found else 0


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """The lines, on a terminal folded at its width, between words."""
    if not sys.stdout.isatty():
        yield from lines
        return
    width = shutil.get_terminal_size().columns
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        yield from textwrap.wrap(line, width, subsequent_indent=f"{indent}    ", break_long_words=False)
