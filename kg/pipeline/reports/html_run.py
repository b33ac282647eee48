"""The part of the page that says what was read, when, by which version, and what became of it."""

from collections.abc import Iterator, Sequence
from html import escape

from kg.version import __version__

from .run_facts import RunFacts

__all__ = ["run_section"]


def run_section(facts: RunFacts) -> str:
    """The section as HTML."""
    return "".join(_section(facts))


def _section(facts: RunFacts) -> Iterator[str]:
    inputs = ", ".join(f"<code>{escape(each)}</code>" for each in facts.inputs)
    lines = [
        ("Read", inputs),
        ("When", f'<time datetime="{facts.time.isoformat()}">{facts.time:%Y-%m-%d %H:%M:%S} UTC</time>'),
        ("By", f"kgbuild {escape(__version__)}"),
        ("Records", _sums(facts)),
        ("Graph", f"{_counted(facts.studies, 'study', 'studies')}, {_counted(facts.triples, 'triple', 'triples')}"),
    ]
    yield '<h2>The run</h2>\n<dl class="run">'
    yield from (f"<dt>{name}</dt><dd>{text}</dd>" for name, text in lines)
    yield "</dl>\n"
    yield from _table("Not in the graph", ("", "Why", "Records"), facts.reasons)
    yield '<div class="side">'
    yield from _table("Links", ("To", "Links"), list(facts.links.items()))
    matched = [(kind, names[1], names[0]) for kind, names in facts.matched.items()]
    yield from _table("Names", ("Kind", "Names", "Matched to a vocabulary"), matched)
    yield "</div>\n"


def _sums(facts: RunFacts) -> str:
    """The sums of the ledger: what was read is written, rejected or a duplicate."""
    fates = " + ".join(f"{count:,} {fate.value}" for fate, count in facts.fates.items())
    passed = _counted(facts.not_read, "file or member of an archive", "files and members of archives")
    return f"{facts.read:,} read = {fates}" + (f"; {passed} not read" if facts.not_read else "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> Iterator[str]:
    if not rows:
        return
    yield f'<table class="facts"><caption>{title}</caption><thead><tr>'
    yield from (f'<th scope="col">{name}</th>' for name in head)
    yield "</tr></thead><tbody>"
    for row in rows:
        cells = (
            f'<td class="number">{cell:,}</td>' if isinstance(cell, int) else f"<td>{escape(cell)}</td>" for cell in row
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>\n"
