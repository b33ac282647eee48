"""N-Quads as lines: the end of a line tells its graph, so that most of a file need not be parsed.

Records are nine tenths of a graph, and linking it again leaves them as they are. A line is looked at as kgbuild writes
it: three terms, a space between two of them, then the graph. Any other line (a comment, a blank node, a triple without
a graph) is parsed. To part 624,000 lines takes 0.25 s, to parse them and write their terms 1.2 s.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.packings import NamedStream, reading_packed
from kg.rdf import Format, Quad, format_of
from kg.rdf.terms import RDF_TYPE
from kg.rdf.void_counts import LINK_PREDICATES, Counts, vocabulary_of
from kg.store import graph_at

from .graph_file import quads_of

__all__ = ["LineCounts", "LineFile", "LineRun", "LookedAt", "is_lines", "wanted_quads"]

_BLOCK = 1 << 20
_GRAPH_AT_END = re.compile(rb' (<[^<>"{}|^`\\\x00-\x20]+>) \.\Z')
_ESCAPE = re.compile(rb"\\[uU]")
"""What only the parser reads; kgbuild escapes few characters so."""
_TYPE = RDF_TYPE.encode()
_LINKS = frozenset(name.encode() for name in LINK_PREDICATES)
_LOOKED_AT = _LINKS | {_TYPE}


class LineRun(NamedTuple):
    """Lines in a row that end alike."""

    graph: str
    """The graph in which they stand, as a term; empty where the lines must be parsed to tell it."""
    end: bytes
    lines: list[bytes]
    """Without the end of the line."""

    def terms(self, line: bytes) -> list[bytes] | None:
        """Subject, predicate and object of one of the lines; None if it must be parsed."""
        parts = line[: -len(self.end)].split(b" ", 2) if self.end else []
        return parts if len(parts) == 3 and line.startswith(b"<") else None

    def text(self) -> bytes:
        """The lines as they stand in the file."""
        return b"\n".join([*self.lines, b""])


def is_lines(path: str) -> bool:
    """Whether what stands at a path is a file of N-Quads, by its name."""
    return not Path(path).is_dir() and format_of(path) is Format.NQUADS


class LineFile:
    """A file of N-Quads, read line by line in memory that does not grow with it."""

    def __init__(self, path: str) -> None:
        self.plain = True
        """Whether each line that was read is as kgbuild writes it."""
        self._path = path

    def runs(self) -> Iterator[LineRun]:
        """The lines in their order."""
        with reading_packed(self._path) as stream:
            for lines in _blocks(stream):
                yield from _runs(lines)

    def quads(self, run: LineRun) -> Iterator[Quad]:
        """What the lines of a run say."""
        for line in run.lines:
            yield from self.quads_of(line, run, run.terms(line))

    def quads_of(self, line: bytes, run: LineRun, terms: list[bytes] | None) -> Iterator[Quad]:
        """What one line says: one quad, or none if it is empty or a comment; raises FileError if it is no N-Quads."""
        if terms is None or _ESCAPE.search(line):
            self.plain = self.plain and terms is not None
            yield from self._parsed(line)
        else:
            subject, predicate, term = terms
            yield subject.decode(), predicate.decode(), term.decode(), run.graph

    def _parsed(self, line: bytes) -> Iterator[Quad]:
        try:
            for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS):
                name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
                yield str(quad.subject), str(quad.predicate), str(quad.object), name
        except SyntaxError:
            for _ in quads_of(self._path):  # says in which line
                pass
            raise


def wanted_quads(path: str, predicates: Collection[str]) -> Iterator[Quad]:
    """The quads of a graph that have one of these predicates; a file, the folder of a run, or that of a store."""
    path = graph_at(path)
    if not is_lines(path):
        yield from (quad for quad in quads_of(path) if quad[1] in predicates)
        return
    wanted, file = frozenset(name.encode() for name in predicates), LineFile(path)
    for run in file.runs():
        for line in run.lines:
            terms = run.terms(line)
            if terms is None or terms[1] in wanted:
                yield from (quad for quad in file.quads_of(line, run, terms) if quad[1] in predicates)


class LineCounts:
    """Counts what lines say without parsing them."""

    def __init__(self, file: LineFile) -> None:
        self._file = file
        self._predicates: Counter[bytes] = Counter()
        self._classes: Counter[bytes] = Counter()
        self._links: Counter[tuple[str, bytes]] = Counter()

    def all_but(self, run: LineRun, predicates: Collection[bytes]) -> Iterator[Quad]:
        """Counts a run but the lines that have one of these predicates or must be parsed, and gives their quads."""
        counted = []
        for line in run.lines:
            terms = run.terms(line)
            if terms is None or terms[1] in predicates:
                yield from self._file.quads_of(line, run, terms)
                continue
            _, predicate, term = terms
            counted.append(predicate)
            if predicate in _LOOKED_AT:
                self._look(predicate, term)
        self._predicates.update(counted)

    def counts(self) -> Counts:
        """All that was counted."""
        return Counts(
            self._predicates.total(),
            Counter({term.decode(): count for term, count in self._classes.items()}),
            Counter({predicate.decode(): count for predicate, count in self._predicates.items()}),
            Counter({(name, predicate.decode()): count for (name, predicate), count in self._links.items()}),
        )

    def _look(self, predicate: bytes, term: bytes) -> None:
        if predicate == _TYPE:
            self._classes[term] += 1
        elif vocabulary := vocabulary_of(term):
            self._links[vocabulary, predicate] += 1


class LookedAt:
    """The quads of a graph that are looked at, in one pass: all of some graphs, of the others those of some predicates.

    What else N-Quads hold is counted as lines; of any other format every quad is looked at.
    """

    def __init__(
        self, path: str, *, is_apart: Callable[[str], object], predicates: Collection[bytes], counts: Counts
    ) -> None:
        """`is_apart` tells a graph that is looked at as a whole by its term; what is only counted goes to `counts`."""
        self._path = path
        self._is_apart = is_apart
        self._predicates = predicates
        self._counts = counts
        self.plain = False
        """At the end: whether the graph is N-Quads as kgbuild writes them, of which lines can be copied."""

    def __iter__(self) -> Iterator[Quad]:
        if not is_lines(self._path):
            yield from quads_of(self._path)
            return
        file = LineFile(self._path)
        counts = LineCounts(file)
        for run in file.runs():
            apart = not run.graph or self._is_apart(run.graph)
            yield from file.quads(run) if apart else counts.all_but(run, self._predicates)
        self._counts.merge(counts.counts())
        self.plain = file.plain


def _blocks(stream: NamedStream) -> Iterator[list[bytes]]:
    rest = b""
    while block := stream.read(_BLOCK):
        *lines, rest = (rest + block).split(b"\n")
        yield lines
    if rest:
        yield [rest]


def _runs(lines: Iterable[bytes]) -> Iterator[LineRun]:
    run = LineRun("", b"", [])
    for line in lines:
        if not run.end or not line.endswith(run.end):
            if run.lines:
                yield run
            found = _GRAPH_AT_END.search(line, max(line.rfind(b" ", 0, -2), 0))
            run = LineRun(found[1].decode(), found[0], []) if found else LineRun("", b"", [])
        run.lines.append(line)
    if run.lines:
        yield run
