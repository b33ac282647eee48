"""Two graphs -> what one says that the other does not, study by study.

Which graph of a dataset holds a triple does not count, nor what a graph says of itself (dataset and build), nor the
ontology. Each graph is read twice. First a sum of hashes for each study finds those that may differ, so that memory
grows with the number of studies and not of triples; lines of N-Quads are hashed as they stand, unparsed. Then the
triples of those studies alone are held and compared, as terms: the same text under another escape is no difference.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import FileError
from kg.packings import reading_packed
from kg.rdf import Format, Triple, format_of
from kg.store import graph_at

from .graph_file import quads_of

__all__ = ["GraphDifferences", "StudyDifference", "differences"]

_LINES = frozenset({Format.NQUADS, Format.NTRIPLES})
_GRAPH_NAME = re.compile(rb" <[^<>\" ]*> \.\Z")
_OWNED = re.compile(r"<.*?[/#](?:study|record/[^/>]+)/([^/>]+)")
_ASIDE = re.compile(r"<(?:https://w3id\.org/kgbuild/(?:ontology|shapes|code/)|[^>]*[/#]build[/>])")
_NONE: frozenset[Triple] = frozenset()


class StudyDifference(NamedTuple):
    """What two graphs say of one study or, where `study` is None, of one node that belongs to none."""

    study: str | None
    """The id of the study, as its IRI holds it."""
    node: str
    """The node that belongs to no study, as N-Triples writes it; empty for a study."""
    before: frozenset[Triple]
    after: frozenset[Triple]

    @property
    def removed(self) -> frozenset[Triple]:
        """What only the first graph says."""
        return self.before - self.after

    @property
    def added(self) -> frozenset[Triple]:
        """What only the second graph says."""
        return self.after - self.before


class GraphDifferences(NamedTuple):
    """All that differs between two graphs."""

    found: tuple[StudyDifference, ...]
    """Sorted by study; nodes of no study last."""
    same: int
    """How many studies both graphs state alike."""


class _Owner(NamedTuple):
    """To what a subject belongs: a study by its id, else itself."""

    study: str | None
    node: str


def differences(before: str, after: str) -> GraphDifferences:
    """What differs between two graphs, each an RDF file, the folder of a run or that of a store.

    Raises FileError for what cannot be read, UsageError for a file of an unknown format.
    """
    before, after = graph_at(before), graph_at(after)
    old, new = _sums(before), _sums(after)
    owners = old.keys() | new.keys()
    unlike = {owner for owner in owners if old.get(owner) != new.get(owner)}
    pairs = [(owner, first, second) for owner, first, second in _held(before, after, unlike) if first != second]
    found = [StudyDifference(*owner, first, second) for owner, first, second in pairs]
    studies = sum(owner.study is not None for owner in owners)
    ordered = sorted(found, key=lambda each: (each.study is None, each.study or "", each.node))
    return GraphDifferences(tuple(ordered), studies - sum(each.study is not None for each in found))


def _held(
    before: str, after: str, owners: Collection[_Owner]
) -> Iterator[tuple[_Owner, frozenset[Triple], frozenset[Triple]]]:
    """The triples of those owners in both graphs."""
    if not owners:
        return
    old, new = _triples(before, owners), _triples(after, owners)
    for owner in owners:
        yield owner, old.get(owner, _NONE), new.get(owner, _NONE)


class _Owners:
    """The owner of each subject; triples of one subject mostly stand together."""

    def __init__(self) -> None:
        self._last = ""
        self._owner: _Owner | None = None

    def of(self, subject: str) -> _Owner | None:
        """The owner, None for what a graph says of itself and for the ontology."""
        if subject != self._last:
            self._last, self._owner = subject, _owner(subject)
        return self._owner


def _owner(subject: str) -> _Owner | None:
    if found := _OWNED.match(subject):
        return _Owner(found[1], "")
    return None if _ASIDE.match(subject) else _Owner(None, subject)


def _sums(path: str) -> dict[_Owner, int]:
    """Owner -> the sum of the hashes of what is said of it."""
    owners, sums = _Owners(), dict[_Owner, int]()
    for line in _lines_of(path):
        if (owner := owners.of(line[: line.find(b" ")].decode())) is not None:
            sums[owner] = sums.get(owner, 0) + hash(line)
    return sums


def _triples(path: str, wanted: Collection[_Owner]) -> dict[_Owner, frozenset[Triple]]:
    """Owner -> what is said of it, of those owners."""
    owners, lines = _Owners(), dict[_Owner, list[bytes]]()
    for line in _lines_of(path):
        owner = owners.of(line[: line.find(b" ")].decode())
        if owner is not None and owner in wanted:
            lines.setdefault(owner, []).append(line)
    return {owner: frozenset(_parsed(b"\n".join(said), path)) for owner, said in lines.items()}


def _parsed(lines: bytes, path: str) -> Iterator[Triple]:
    try:
        for quad in pyoxigraph.parse(lines, format=RdfFormat.N_TRIPLES):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except SyntaxError as error:
        raise FileError(f"{path} is no valid N-Quads: {error}") from error


def _lines_of(path: str) -> Iterator[bytes]:
    """The triples of a graph as lines of N-Triples; those of a file of lines as they stand there, unchecked."""
    if Path(path).is_dir() or format_of(path) not in _LINES:
        for subject, predicate, term, _ in quads_of(path):
            yield f"{subject} {predicate} {term} .".encode()
        return

    with reading_packed(path) as stream:
        for line in stream:
            stripped = line.strip()
            if stripped and not stripped.startswith(b"#"):
                yield _GRAPH_NAME.sub(b" .", stripped)
