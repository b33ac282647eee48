"""Two graphs -> what one says that the other does not, study by study.

Which graph of a dataset holds a triple does not count, nor what a graph says of itself (build, sources), nor the
ontology, nor, where nothing else of a study differs, from which file its records were read. A sum of hashes for each
study finds those that may differ, so that memory grows with the number of studies and not of triples. Then the lines of
those studies are compared: of the first graph they are held, of the second only those that are not among them. What is
left is compared as values, as stores keep them: another escape, `1.50` for `1.5` is no difference. Lines of N-Quads are
looked at as they stand; those in the form that kgbuild writes are not checked.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import FileError, UsageError
from kg.iris import BASE, ONTOLOGY
from kg.packings import reading_packed
from kg.rdf import Format, Triple, format_of
from kg.rdf.labels import shipped_labels
from kg.rdf.terms import RDF_TYPE, literal_parts, triple_of
from kg.registries import PUBLISHERS
from kg.store import graph_at

from .graph_file import quads_of
from .ontology import ontology_triples

__all__ = ["ChangeKind", "GraphDifferences", "NodeDifference", "StudyDifference", "ValueDifference", "differences"]

ChangeKind = Literal["added", "removed", "changed"]
"""Whether only the second graph has it, only the first, or both, and they say other things of it."""

_LINES = frozenset({Format.NQUADS, Format.NTRIPLES})
_IRI = rb'<[^<>" ]*>'
_LINE = re.compile(
    rb'((%b) %b (?:%b|".*"(?:\^\^%b|@[A-Za-z0-9-]+)?))(?: %b)? \.[\r\n]*' % (_IRI, _IRI, _IRI, _IRI, _IRI)
)
"""A line in the form that kgbuild writes: the triple, its subject."""
_STUDY = re.compile(r"<[^>]*?[/#](?:study|record/[^/>]+)/([^/>]+)")
_STUDY_NODE = re.compile(rb"<[^>]*[/#]study/[^/>]+>\Z")
_ROOT = re.compile(r"[/#](?:study|record/[^/>]+)/[^/>]+>\Z")
"""How the IRI of a study or of its record ends; those of their parts are longer."""
_BUILD = b"22-rdf-syntax-ns#type> <https://w3id.org/kgbuild/ontology#Build>"
_ONTOLOGY = (
    "<https://w3id.org/kgbuild/ontology",
    "<https://w3id.org/kgbuild/shapes",
    "<https://w3id.org/kgbuild/code/",
)
_LABEL = b" <http://www.w3.org/2004/02/skos/core#prefLabel> "
_CELL, _ANALYSIS, _COMPARED = (f"<{ONTOLOGY}{name}>" for name in ("Cell", "StatisticalAnalysis", "comparedGroup"))
_HOLDING = frozenset(f"<{ONTOLOGY}{name}>".encode() for name in ("cell", "denominator", "analysis"))
_TELLING = tuple(
    f"<{ONTOLOGY}{name}>"
    for name in (
        *("group", "resultClass", "category"),
        *("milestone", "milestoneName", "dropReason", "dropReasonName"),
    )
)
"""Which number of its table a cell is."""
_READ_FROM = frozenset(
    {f"<{ONTOLOGY}sourceName>", f"<{ONTOLOGY}sourcePosition>", "<http://www.w3.org/ns/prov#wasDerivedFrom>"}
)
"""From which file a record was read, where in it, and the checksum of the file, which may hold other records too."""
_READ_FROM_LINE = tuple(f"{each} ".encode() for each in _READ_FROM)
_NOWHERE = pyoxigraph.NamedNode("urn:x")


class ValueDifference(NamedTuple):
    """What of one property only the first graph says, and what only the second, as terms in N-Triples text."""

    predicate: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class NodeDifference(NamedTuple):
    """What two graphs say of one node."""

    node: str
    change: ChangeKind
    classes: tuple[str, ...]
    label: str | None
    values: tuple[ValueDifference, ...]

    def triples(self) -> Iterator[tuple[Literal["removed", "added"], Triple]]:
        """Each triple that one of the graphs alone has."""
        for each in self.values:
            yield from (("removed", (self.node, each.predicate, term)) for term in each.before)
            yield from (("added", (self.node, each.predicate, term)) for term in each.after)


class StudyDifference(NamedTuple):
    """What two graphs say of one study: of its node, its records and all its parts."""

    study: str
    """Its id, as its IRI holds it."""
    change: ChangeKind
    label: str | None
    nodes: tuple[NodeDifference, ...]
    """The study, its records, then its parts by class and label."""


class GraphDifferences(NamedTuple):
    """All that differs between two graphs; false where nothing does."""

    studies: tuple[StudyDifference, ...]
    nodes: tuple[NodeDifference, ...]
    """Nodes that belong to no study: shared ones and matches, by class and label."""
    same: int
    """How many studies both graphs state alike."""
    labels: Mapping[str, str]
    """What nodes are called that differing values name."""
    base: str
    """The base IRI of the data."""

    def __bool__(self) -> bool:
        return bool(self.studies or self.nodes)


def differences(before: str, after: str) -> GraphDifferences:
    """What differs between two graphs that kgbuild wrote, each an RDF file, the folder of a run or that of a store.

    Raises FileError for what cannot be read, UsageError for a file of an unknown format and for blank nodes.
    """
    first, second = graph_at(before), graph_at(after)
    old, new = _sums(first), _sums(second)
    owners = old.of.keys() | new.of.keys()
    aside = _Aside(old.bases | new.bases)
    unlike = {each for each in owners if old.of.get(each) != new.of.get(each) and not aside.holds(each)}
    compared = _Comparison(unlike, first, second)
    studies, shared = list[StudyDifference](), list[NodeDifference]()
    for owner in sorted(unlike):
        nodes, label = compared.nodes(owner)
        change: ChangeKind = "added" if owner not in old.of else "changed" if owner in new.of else "removed"
        if nodes and owner[0] == "<":
            shared += nodes
        elif nodes and not (change == "changed" and _is_read_elsewhere(nodes)):
            studies.append(StudyDifference(owner, change, label, tuple(nodes)))
    same = sum(owner[0] != "<" for owner in owners) - len(studies)
    base = min(new.bases | old.bases, default=BASE)
    return GraphDifferences(tuple(studies), tuple(sorted(shared, key=_place)), same, compared.labels, base)


def _is_read_elsewhere(nodes: Iterable[NodeDifference]) -> bool:
    """Whether nothing differs but from which file a record was read."""
    return all(value.predicate in _READ_FROM for node in nodes for value in node.values)


def _place(node: NodeDifference) -> tuple[bool, tuple[str, ...], str, str]:
    """Where a node stands among others: the study and its records first, then by class and label."""
    if found := _ROOT.search(node.node):
        return found[0].startswith(("/record/", "#record/")), (), "", node.node
    return True, node.classes, node.label or "", node.node


class _Sums(NamedTuple):
    """Owner -> the sum of the hashes of what is said of it; the bases of the builds that were met."""

    of: dict[str, int]
    bases: frozenset[str]


def _sums(path: str) -> _Sums:
    owners, sums, bases = _Owners(path), dict[str, int](), set[str]()
    for subject, triple in _lines_of(path):
        owner = owners.of(subject)
        counted = not triple.startswith(_READ_FROM_LINE, len(subject) + 1)
        sums[owner] = sums.get(owner, 0) + (hash(triple) if counted else 0)
        if triple.endswith(_BUILD):
            bases.add(owner[1:].removesuffix("build>"))
    return _Sums(sums, frozenset(bases))


class _Owners:
    """The owner of each subject: the id of its study, else itself. Triples of one subject mostly stand together."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._last = b""
        self._owner = ""

    def of(self, subject: bytes) -> str:
        """The owner of a subject; raises UsageError for a blank node, which no two graphs have in common."""
        if subject != self._last:
            name = subject.decode()
            if name[0] != "<":
                raise UsageError(f"{self._path} has nodes without IRI: two graphs that kgbuild wrote can be compared")
            found = _STUDY.match(name)
            self._last, self._owner = subject, found[1] if found else name
        return self._owner


class _Aside:
    """What is no statement about studies: what a graph says of itself, and the ontology."""

    def __init__(self, bases: Collection[str]) -> None:
        self._builds = tuple(f"<{base}build{end}" for base in bases for end in ">/")

    def holds(self, owner: str) -> bool:
        """Whether an owner is left aside."""
        return owner[0] == "<" and (owner.startswith((*_ONTOLOGY, *self._builds)) or owner in _told_elsewhere())


@cache
def _told_elsewhere() -> frozenset[str]:
    """The publishers of records, which the description names, and the terms of others that the ontology declares."""
    return frozenset({f"<{each.page}>" for each in PUBLISHERS} | {subject for subject, _, _ in ontology_triples()})


class _Comparison:
    """The lines of some owners in two graphs: common ones, and those that one graph alone has."""

    def __init__(self, owners: Collection[str], first: str, second: str) -> None:
        self._common = defaultdict[str, set[bytes]](set)
        self._old = defaultdict[str, set[bytes]](set)
        self._new = defaultdict[str, set[bytes]](set)
        self._called: dict[bytes, bytes] = {}
        self.labels: dict[str, str] = {}
        for owner, triple in self._lines(first, owners):
            self._old[owner].add(triple)
        for owner, triple in self._lines(second, owners):
            old = self._old[owner]
            if triple in old:
                old.remove(triple)
                self._common[owner].add(triple)
            elif triple not in self._common[owner]:
                self._new[owner].add(triple)

    def _lines(self, path: str, owners: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The lines of the owners; of shared nodes the label is kept, since values name them."""
        if not owners:
            return
        read = _Owners(path)
        for subject, triple in _lines_of(path):
            owner = read.of(subject)
            if owner[0] == "<" and _LABEL in triple:
                self._called[subject] = triple
            if owner in owners:
                yield owner, triple

    def nodes(self, owner: str) -> tuple[list[NodeDifference], str | None]:
        """What differs of an owner, node by node, and what it is called; nothing where only the spelling differs."""
        old, new, common = (each.pop(owner, set()) for each in (self._old, self._new, self._common))
        removed, added = _values(old), _values(new)
        # One graph may spell a triple in two ways, of which the other has one.
        beginnings = tuple({f"{each[0]} {each[1]} ".encode() for each in removed.keys() ^ added.keys()})
        alike = _values(each for each in common if each.startswith(beginnings)).keys() | (removed.keys() & added.keys())
        lost = [triple for value, triple in removed.items() if value not in alike]
        won = [triple for value, triple in added.items() if value not in alike]
        if not lost and not won:
            return [], None
        said = _Said([*common, *old, *new])
        self._call(said, (triple[2] for triple in (*lost, *won)))
        kept = {each.partition(b" ")[0] for each in common} | {subject.encode() for subject, _, _ in alike}
        return sorted(_nodes(lost, won, kept, said), key=_place), said.study_label()

    def _call(self, said: "_Said", terms: Iterable[str]) -> None:
        """Finds what the nodes are called that values name."""
        for term in terms:
            if term[0] == "<" and term not in self.labels:
                line = self._called.get(term.encode())
                label = said.label(term) if line is None else _Said([line]).label(term)
                if label is not None:
                    self.labels[term] = label


class _Said:
    """What both graphs say of the nodes of one owner, for their classes and labels."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = defaultdict[bytes, list[bytes]](list)
        for line in lines:
            self._lines[line.partition(b" ")[0]].append(line)
        self._tables: dict[str, str] | None = None
        """Cell or analysis -> the table that holds it; made when first asked for."""

    def classes(self, node: str) -> tuple[str, ...]:
        """The classes of a node, sorted."""
        return tuple(sorted(self._properties(node).get(RDF_TYPE, ())))

    def label(self, node: str) -> str | None:
        """What a node is called; where the two graphs differ, one of the two."""
        if node.encode() not in self._lines:
            return None
        said = self._properties(node)
        if _CELL in said.get(RDF_TYPE, ()):
            return self._in_table(node, [term for each in _TELLING for term in sorted(said.get(each, ()))])
        name = shipped_labels().label(said.get(RDF_TYPE, ()), lambda predicate: said.get(predicate, ()))
        if _ANALYSIS in said.get(RDF_TYPE, ()):
            return self._in_table(node, sorted(said.get(_COMPARED, ())), name)
        return name

    def _in_table(self, node: str, telling: Iterable[str], *names: str | None) -> str | None:
        """What a number of a table is called: `Omalizumab, Week 24: Nasal Polyp Score`."""
        if self._tables is None:
            lines = (each for said in self._lines.values() for each in said if each.split(b" ", 2)[1] in _HOLDING)
            self._tables = {term: table for table, _, term in map(triple_of, lines)}
        told = [literal_parts(each)[0] if each[0] == '"' else self.label(each) or _code(each) for each in telling]
        table = self.label(self._tables[node]) if node in self._tables else None
        return ": ".join(filter(None, (", ".join(filter(None, (*told, *names))), table))) or None

    def study_label(self) -> str | None:
        """What the study is called."""
        node = next((each for each in self._lines if _STUDY_NODE.match(each)), None)
        return None if node is None else self.label(node.decode())

    def _properties(self, node: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for _, predicate, term in map(triple_of, self._lines[node.encode()]):
            found.setdefault(predicate, []).append(term)
        return found


def _code(term: str) -> str:
    """The notation of a code as words: `not completed`."""
    return term[1:-1].rpartition("/")[2].replace("_", " ").lower()


def _nodes(lost: list[Triple], won: list[Triple], kept: Collection[bytes], said: _Said) -> Iterator[NodeDifference]:
    """The nodes of differing triples; those of which both graphs say something else too are `kept`."""
    found: dict[str, dict[str, tuple[list[str], list[str]]]] = {}
    for place, triples in enumerate((lost, won)):
        for node, predicate, term in triples:
            found.setdefault(node, {}).setdefault(predicate, ([], []))[place].append(term)
    for node, values in found.items():
        sides = [any(each[place] for each in values.values()) for place in (0, 1)]
        change: ChangeKind = "changed" if node.encode() in kept or all(sides) else "added" if sides[1] else "removed"
        told = [ValueDifference(each, tuple(sorted(a)), tuple(sorted(b))) for each, (a, b) in sorted(values.items())]
        yield NodeDifference(node, change, said.classes(node), said.label(node), tuple(told))


def _values(lines: Iterable[bytes]) -> dict[Triple, Triple]:
    """Triples as they are compared -> as they are written."""
    triples = map(triple_of, lines)
    return {(subject, predicate, _value(term)): (subject, predicate, term) for subject, predicate, term in triples}


def _value(term: str) -> str:
    """A term as it is compared: its characters, and of numbers and times the value, as a store keeps it."""
    return _stored(term) if term[0] == '"' and ("\\" in term or "^^" in term) else term


@lru_cache(maxsize=100_000)
def _stored(term: str) -> str:
    (quad,) = pyoxigraph.parse(f"<urn:x> <urn:x> {term} .", format=RdfFormat.N_TRIPLES)
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(_NOWHERE, _NOWHERE, quad.object))
    return next(str(each.object) for each in store)


def _lines_of(path: str) -> Iterator[tuple[bytes, bytes]]:
    """Subject and triple of each statement of a graph, as N-Triples writes them."""
    if Path(path).is_dir() or format_of(path) not in _LINES:
        for subject, predicate, term, _ in quads_of(path):
            yield subject.encode(), f"{subject} {predicate} {term}".encode()
        return
    with reading_packed(path) as stream:
        for line in stream:
            if found := _LINE.fullmatch(line):
                yield found[2], found[1]
            else:
                yield from _parsed(line, path)


def _parsed(line: bytes, path: str) -> Iterator[tuple[bytes, bytes]]:
    """The same of a line in another form; a comment has none."""
    try:
        for quad in pyoxigraph.parse(line, format=RdfFormat.N_QUADS):
            yield str(quad.subject).encode(), f"{quad.subject} {quad.predicate} {quad.object}".encode()
    except SyntaxError as error:
        raise FileError(f"{path} is no valid N-Quads: {error}: {line.decode(errors='replace').strip()}") from error
