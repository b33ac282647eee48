"""`find`: the nodes of a graph by their labels."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.pipeline.run.options import FindOptions

if TYPE_CHECKING:
    from kg.store import FoundNode

__all__ = ["find"]

_LEAST = 30
"""Characters that a label takes beside the other columns; where there is less room it stands below them."""
_INDENT = 4
_LONGEST = 160
"""Characters of a label; --json gives all."""


@dataclass(frozen=True, kw_only=True)
class _Options(FindOptions):
    """The options of the library's verb, and how the nodes are said."""

    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Show the first N nodes.")] = 50


@command_of(_Options)
def find(options: _Options) -> None:
    """Find the nodes of a graph by the words of their labels, those first that are called just so."""
    import msgspec

    from kg.pipeline.verbs.find import find as run

    found = run(options)
    shown = found[: options.most]
    if manner().as_json:
        nodes = [each._asdict() for each in shown]
        tell(msgspec.json.encode({"count": len(found), "nodes": nodes}).decode())
        return
    for line in _lines(shown, shutil.get_terminal_size().columns):
        tell(line)
    if not found:
        say(f"no label holds {' '.join(options.words)!r}{f' in a {options.of_class}' if options.of_class else ''}")
    elif len(shown) < len(found):
        say(f"the first {len(shown):,} of {len(found):,} nodes; --most shows more, --class those of one class")


def _lines(nodes: "Sequence[FoundNode]", width: int) -> Iterator[str]:
    """Class, place and label of each; the place is the id of a study that the node is or belongs to, else its IRI."""
    from kg.rdf.curies import compact

    rows = [(_class(each), each.study or compact(each.iri), each.label) for each in nodes]
    first, second = (max((len(row[at]) for row in rows), default=0) for at in (0, 1))
    beside = first + second + 4
    narrow = beside + _LEAST > width
    for of_class, place, label in rows:
        head = f"{of_class:{first}}  {place:{second}}  "
        if narrow:
            yield head.rstrip()
        indent = " " * (_INDENT if narrow else beside)
        lines = textwrap.wrap(
            textwrap.shorten(label, _LONGEST, placeholder=" ..."),
            max(width, len(indent) + _LEAST),
            initial_indent=indent if narrow else head,
            subsequent_indent=indent,
            break_long_words=False,
        )
        yield from lines


def _class(node: "FoundNode") -> str:
    """What a node is: its narrowest class of ours, as the ontology calls it, else any."""
    from kg.rdf.curies import compact

    names = [compact(each) for each in node.classes]
    ours = [each for each in names if each.startswith("ct:")]
    narrow = [each for each in ours if each != "ct:Study"] or ours or names
    return narrow[0] if narrow else ""
