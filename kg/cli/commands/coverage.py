"""`coverage`: how many names of a graph have become identifiers, and which have not."""

import csv
import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.errors import UsageError
from kg.pipeline.run.options import CoverageOptions

if TYPE_CHECKING:
    from kg.linking.coverage_counts import Coverage, Label

__all__ = ["coverage"]

_FORMATS = ("table", "csv", "json")


@dataclass(frozen=True, kw_only=True)
class _Options(CoverageOptions):
    """The graph, and how its coverage is shown."""

    output_format: Annotated[
        str | None,
        typer.Option("--format", help="table, csv (the unmatched names), json (all); default a table on a terminal."),
    ] = None
    top: Annotated[int, typer.Option(help="How many unmatched names the table shows; csv and json hold all.")] = 20


@command_of(_Options)
def coverage(options: _Options) -> None:
    """Say how many names are matched, and which are not.

    Per kind and method; of those that are not the names of most trials first.
    """
    from kg.pipeline.run.outputs import open_output
    from kg.pipeline.verbs.coverage import coverage as run

    chosen = options.output_format or ("json" if manner().as_json else "table" if sys.stdout.isatty() else "csv")
    if chosen not in _FORMATS:
        raise UsageError(f"unknown --format {chosen!r}; known are {', '.join(_FORMATS)}")
    found = run(options)
    if chosen == "table":
        tell(_table(found, options.top), end="")
        return
    with open_output("-") as stream:
        stream.write((_json(found) if chosen == "json" else _csv(found)).encode())


def _table(found: "Coverage", top: int) -> str:
    lines = [f"{'kind':14}{'labels':>9}{'matched':>9}{'':>7}{'mentions':>10}{'matched':>9}{'':>7}  methods"]
    for kind in found.kinds:
        methods = ", ".join(f"{name.lower().replace('_', ' ')} {count}" for name, count in kind.methods.items())
        labels = f"{kind.labels:>9,}{kind.matched:>9,}{_share(kind.matched, kind.labels):>7}"
        share = _share(kind.matched_mentions, kind.mentions)
        lines.append(f"{kind.kind:14}{labels}{kind.mentions:>10,}{kind.matched_mentions:>9,}{share:>7}  {methods}")
    if found.unmatched:
        lines += ["", f"{'trials':>6}  unmatched"]
        lines += [f"{label.trials:>6}  {label.label} ({_what(label)})" for label in found.unmatched[:top]]
    if len(found.unmatched) > top:
        lines.append(f"        ... and {len(found.unmatched) - top:,} more; --format csv lists all")
    return "\n".join(lines) + "\n"


def _what(label: "Label") -> str:
    return f"{label.kind}, ambiguous" if label.method else label.kind


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


def _csv(found: "Coverage") -> str:
    from kg.pipeline.reports.reports import guarded

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("kind", "label", "trials", "mentions", "status", "iri"))
    for label in found.unmatched:
        status = "ambiguous" if label.method else "unmatched"
        table.writerow(guarded((label.kind, label.label, label.trials, label.mentions, status, label.iri)))
    return text.getvalue()


def _json(found: "Coverage") -> str:
    import msgspec

    document = {
        "kinds": [each._asdict() for each in found.kinds],
        "unmatched": [each._asdict() for each in found.unmatched],
    }
    return msgspec.json.format(msgspec.json.encode(document)).decode() + "\n"
