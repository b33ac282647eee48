"""What a run did, on one screen: at most fifteen lines, whatever was read. What to do next stands last."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from kg.errors import Severity
from kg.iris import ONTOLOGY
from kg.terminal import for_terminal

if TYPE_CHECKING:
    from kg.pipeline.graph.joins import JoinCounts
    from kg.pipeline.graph.shape_checks import Validated
    from kg.pipeline.run.ingest import Result

__all__ = ["count_of", "joined_parts", "matched_line", "screen"]

_LINES = 15
_RESULTS = f"<{ONTOLOGY}Results>"
_RULES = 8
"""So many rules have a line of their own."""
_TITLE = 10
"""Characters of the first column."""
_PLURALS = {
    "adverse-event-term": "adverse-event terms",
    "country": "countries",
    "discrepancy": "discrepancies",
    "facility": "facilities",
    "study": "studies",
    "is": "are",
    "info": "info",
    "match": "matches",
}
_ORGANIZATIONS = ("organization", "facility")
"""The kinds of names that are found in a vocabulary of organizations alone."""
_COLOURS = {
    Severity.VIOLATION: typer.colors.RED,
    Severity.WARNING: typer.colors.YELLOW,
    Severity.INFO: typer.colors.CYAN,
}
_SENTENCE = re.compile(r"(?:\[[^]]*\] )?([^.(]*[^.( ])")
"""The first sentence of a message, without rule id and remarks in brackets."""
_STORE_FROM = 10_000
"""Studies from which on questions are better put to a store than to a file."""
_STORE_SECONDS, _STORE_BYTES = 90 / 15_500, 2.7e9 / 15_500
"""What a store takes for a study: 15,500 studies took 90 s and 2.7 GB on two cores (docs/scaling.md)."""


class _Line(NamedTuple):
    """A line of the screen."""

    title: str
    text: str


class _Broken(NamedTuple):
    """A rule that input or graph breaks."""

    severity: Severity
    findings: int
    rule: str
    short: str


def count_of(number: int, noun: str) -> str:
    """`1 study`, `4 studies`."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, f'{noun}s')}"


def matched_line(counts: dict[str, tuple[int, int]], *, organizations_known: bool) -> str:
    """How many names of each kind are matched, on one line, and what to install for those that could not be."""
    there = {kind: each for kind, each in counts.items() if each[1]}
    unknown = [] if organizations_known else [kind for kind in _ORGANIZATIONS if kind in there]
    parts = [
        f"{matched:,} of {count_of(count, kind)}" for kind, (matched, count) in there.items() if kind not in unknown
    ]
    if unknown:
        names = " and ".join(count_of(there[kind][1], kind) for kind in unknown)
        parts.append(f"none of {names} (`kgbuild vocab fetch ror` installs their registry)")
    return ", ".join(parts)


def screen(
    done: "Result",
    found: "Validated",
    written: Sequence[str],
    *,
    seconds: float,
    width: int,
    colour: bool,
    explained: bool = False,
) -> list[str]:
    """The lines for a terminal of that width on what was read, linked, found and written, in so many seconds.

    `explained`: the rules stand above it already.
    """
    totals = done.totals
    head = [_Line("read", _read(done, seconds)), *_left_out(done, written)]
    if totals.links:
        head.append(_Line("links", ", ".join(_links(totals.links))))
    if totals.nodes:
        counts = {kind: (totals.matched[kind], count) for kind, count in sorted(totals.nodes.items())}
        head.append(_Line("matched", matched_line(counts, organizations_known=done.organizations_known)))
    if any(done.joins):
        head.append(_Line("joined", ", ".join(joined_parts(done.joins))))
    tail = [*_stored(done), _Line("written", _written(written))]
    above, below = ([text for line in lines for text in _wrapped(line, width)] for lines in (head, tail))
    below += [f"{title.ljust(_TITLE)}{command}" for title, command in _next(done, written)]
    room = _LINES - len(above) - len(below)
    middle = _checked(done, found, room=room, width=width, colour=colour, explained=explained)
    return [*above, *middle, *below]


def _links(links: Counter[str]) -> Iterator[str]:
    for kind, count in sorted(links.items()):
        yield f"{count:,} to {kind}"


def joined_parts(counts: "JoinCounts") -> Iterator[str]:
    """What came of joining, in a few words each."""
    yield f"{count_of(counts.studies, 'study')} with ids of several registries"
    if counts.candidates:
        yield f"{counts.candidates:,} that may be"
    if counts.refused:
        yield f"{counts.refused:,} refused"
    if counts.decided:
        yield f"{counts.decided:,} decided"
    if counts.discrepancies:
        yield count_of(counts.discrepancies, "discrepancy")


def _read(done: "Result", seconds: float) -> str:
    totals, read = done.totals, done.ledger.read
    rate = f", {totals.studies / seconds:,.0f} studies/s" if totals.studies > 1 and seconds else ""
    reported = totals.counts.classes[_RESULTS]
    results = f", {reported:,} with results" if reported else ""
    return (
        f"{count_of(totals.studies, 'study')}{results}, {count_of(totals.triples, 'triple')} "
        f"from {count_of(read, 'record')} in {_duration(seconds)}{rate}"
    )


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def _left_out(done: "Result", written: Sequence[str]) -> Iterator[_Line]:
    """The records and paths that are not in the graph; the ledger accounts for each."""
    fates = {fate.value: count for fate, count in done.ledger.counts().items() if count and fate.value != "written"}
    said = [count_of(count, fate) if fate == "duplicate" else f"{count:,} {fate}" for fate, count in fates.items()]
    if done.ledger.not_read:
        said.append(f"{count_of(done.ledger.not_read, 'path')} not read")
    if said:
        ledger = next((f": {path} says which, and why" for path in written if path.endswith("ledger.jsonl")), "")
        yield _Line("left out", ", ".join(said) + ledger)


def _checked(
    done: "Result", found: "Validated", *, room: int, width: int, colour: bool, explained: bool
) -> Iterator[str]:
    """A line for the findings together, and one for each of the worst rules."""
    rules = sorted(_broken(done, found), key=lambda each: (-each.severity, -each.findings, each.rule))
    if not rules and not done.totals.records:
        return
    if not rules:
        yield from _wrapped(_Line("checked", "nothing is wrong with input and graph"), width)
        return
    levels: Counter[Severity] = Counter()
    for each in rules:
        levels[each.severity] += each.findings
    counted = ", ".join(count_of(count, level.name.lower()) for level, count in sorted(levels.items(), reverse=True))
    if explained:
        yield from _wrapped(_Line("checked", f"{counted}; --report report.html shows them in a browser"), width)
        return
    more = "-v explains" if len(rules) <= _RULES else f"-v explains all {len(rules)} rules"
    first = list(_wrapped(_Line("checked", f"{counted}; {more}, --report report.html too"), width))
    yield from first
    for each in rules[: max(1, min(_RULES, room - len(first)))]:
        yield _rule_line(each, width, colour=colour)


def _broken(done: "Result", found: "Validated") -> Iterator[_Broken]:
    from kg.sources.rules import RULES

    first = {(each.rule, each.severity): each for each in reversed(list(done.problems))}
    for (rule, severity), count in done.problems.counts.items():
        said = RULES[rule].title
        if (example := first.get((rule, severity))) and severity > Severity.INFO:
            more = ", ..." if count > 1 else ""
            said = f"{example.file or ''}{more}: {example.message}" if severity is Severity.VIOLATION else said
            said += f" ({example.file}{more})" if severity is Severity.WARNING and example.file else ""
        yield _Broken(severity, count, rule, said)
    for each in found.report.rules:
        sentence = _SENTENCE.match(each.message)
        yield _Broken(each.level, each.count, each.rule or "", sentence[1] if sentence else each.message)


def _stored(done: "Result") -> Iterator[_Line]:
    """What became of the records of a store that was there before."""
    if (stored := done.stored) is None or not (stored.changed or stored.unchanged or stored.gone):
        return
    counts = f"{stored.new:,} new, {stored.changed:,} changed, {stored.unchanged:,} unchanged"
    gone = f", {stored.gone:,} gone" if stored.gone else ""
    how = " and removed" if stored.pruned else " (in the store, not in this input; --prune removes what is gone)"
    yield _Line("store", counts + (gone and gone + how))


def _written(written: Sequence[str]) -> str:
    """The files; those of one folder behind its name."""
    if not written:
        return "nothing"
    parents = {str(Path(path).parent) for path in written}
    if len(written) == 1 or len(parents) > 1 or any("://" in path for path in written):
        return ", ".join(written)
    folder, names = parents.pop(), ", ".join(Path(path).name for path in written)
    return names if folder == "." else f"{folder}: {names}"


def _next(done: "Result", written: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What makes sense now: look at a study, ask a question; of many studies, from a store."""
    graphs = [path for path in written if "://" in path or Path(path).exists()]
    example = next((each.record for each in done.ledger.entries if each.fate.value == "written" and each.record), None)
    if not graphs or example is None:
        return
    first = Path(graphs[0])
    in_folder = first.name.startswith("graph.") and f"{first.parent}/ledger.jsonl" in written
    graph = str(first.parent) if in_folder else graphs[0]
    count = done.totals.studies
    if count > _STORE_FROM and not first.is_dir():
        cost = f"about {_duration(count * _STORE_SECONDS)} and {count * _STORE_BYTES / 1e9:.1f} GB"
        yield "next", f"the same command with --store DIR, for questions that answer at once: {cost}"
    else:
        yield "next", f"kgbuild show {graph} {example}"
        yield "", f"kgbuild query {graph} --example trials-by-condition"


def _rule_line(broken: _Broken, width: int, *, colour: bool) -> str:
    """Severity, count, id and what it says, cut to fit."""
    name = broken.severity.name.lower()
    title = typer.style(name, fg=_COLOURS[broken.severity]) if colour else name
    text = for_terminal(f"{broken.findings:>6,}  {broken.rule:9}  {broken.short}")
    room = width - _TITLE
    cut = text if len(text) <= room else f"{text[: room - 1].rpartition(' ')[0]}…"
    return f"{title}{' ' * (_TITLE - len(name))}{cut}"


def _wrapped(line: _Line, width: int) -> Iterator[str]:
    """A line as a terminal of that width has it, broken between words."""
    yield from textwrap.wrap(
        for_terminal(line.text),
        width,
        initial_indent=line.title.ljust(_TITLE),
        subsequent_indent=" " * _TITLE,
        break_long_words=False,
        break_on_hyphens=False,
    )
