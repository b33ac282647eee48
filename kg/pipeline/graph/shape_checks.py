"""Validation in pieces: each record as it is made, the merged shared nodes once; and validation of RDF files."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from kg import assets
from kg.errors import UsageError
from kg.iris import ONTOLOGY
from kg.rdf import SHARED_CLASSES, Format, Told, Triple, parse, shipped_definitions
from kg.rdf.foreign import BlankNodes, Declared, read_quads, syntax_of
from kg.rdf.labels import shipped_labels
from kg.rdf.spelled_names import NAME
from kg.rdf.terms import RDF_TYPE
from kg.shacl import Engine, Finding, Report, RuleState, Shapes, Tally, compile_shapes, number_blank_nodes
from kg.shacl.told_checks import ToldChecks
from kg.store import read_file

from .links import DISEASE

__all__ = [
    "Findings",
    "FoundSoFar",
    "ShapeChecker",
    "Validated",
    "engine_of",
    "labels_of",
    "read_rdf",
    "shipped_shapes",
    "shipped_triples",
    "strict_triples",
]

_FEW_LABELS = 10_000
_MAPPING = f"{ONTOLOGY}Mapping"


class Validated(NamedTuple):
    """A report, and what the nodes in it are called."""

    report: Report
    labels: dict[str, str]
    """Focus node -> its label."""
    classes: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Shape without IRI that found something -> the classes on which it is checked."""


@cache
def shipped_shapes() -> Shapes:
    """The shapes that ship, compiled."""
    return compile_shapes(shipped_triples())


@cache
def shipped_triples() -> tuple[Triple, ...]:
    """The shapes that ship."""
    return tuple(triple for path in assets.shapes() for triple in _shape_file(path))


def strict_triples() -> tuple[Triple, ...]:
    """The closed shapes, which find what is misspelt."""
    return tuple(_shape_file(assets.STRICT_SHAPES))


def _shape_file(path: str) -> list[Triple]:
    quads = parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions=shipped_definitions())
    return number_blank_nodes(quads, prefix=f"{Path(path).stem}.")


class FoundSoFar(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a part of a graph, as data."""

    most: int | None
    rules: list[RuleState]
    labels: dict[str, str]


class Findings:
    """What was found in a graph or in a part of it, in bounded memory."""

    def __init__(self, most: int | None = None) -> None:
        self.tally = Tally(most)
        self._labels: dict[str, str] = {}
        self._room = _FEW_LABELS

    def note(self, findings: Iterable[Finding], triples: Iterable[Triple]) -> None:
        """Counts what was found in some triples."""
        if kept := self.tally.add(findings):
            self._label(labels_of(kept, triples))

    def note_told(self, findings: Iterable[Finding], told: Told) -> None:
        """Counts what was found in a record."""
        if kept := self.tally.add(findings):
            focus = {finding.focus.encode() for finding in kept}
            self._label(labels_of(kept, (triple for each in told.graphs for triple in each.triples(focus))))

    def merge(self, other: "Findings") -> None:
        """Counts what was found in another part."""
        self.tally.merge(other.tally)
        self._label(other._labels)

    def so_far(self) -> FoundSoFar:
        """All that it holds, as data."""
        return FoundSoFar(self.tally.most, self.tally.state(), self._labels)

    @classmethod
    def of(cls, found: FoundSoFar) -> "Findings":
        """The findings that gave the data."""
        findings = cls(found.most)
        findings.tally = Tally.restored(found.most, found.rules)
        findings._label(found.labels)
        return findings

    def validated(self) -> Validated:
        """The report on all so far, as on the whole graph."""
        report = Report.of(self.tally)
        self._forget(report.findings)
        return Validated(report, dict(self._labels))

    def _label(self, labels: dict[str, str]) -> None:
        self._labels |= labels
        if len(self._labels) > self._room:
            self._forget(self.tally.findings())
            self._room = max(_FEW_LABELS, 2 * len(self._labels))

    def _forget(self, findings: Iterable[Finding]) -> None:
        """Lets go the labels of all other nodes."""
        nodes = {finding.focus for finding in findings}
        self._labels = {node: label for node, label in self._labels.items() if node in nodes}


@cache
def _in_pieces() -> tuple[Shapes, Shapes, Shapes]:
    """The shapes for owned nodes, for shared ones, and for matches."""
    shapes = shipped_shapes()
    classes = frozenset(f"<{each}>" for each in SHARED_CLASSES)
    of_matches = frozenset({f"<{_MAPPING}>", DISEASE, NAME})
    return shapes.select(exclude=classes | of_matches), shapes.select(classes), shapes.select(of_matches)


@cache
def _of_records() -> ToldChecks:
    return ToldChecks(*_in_pieces()[:2])


class ShapeChecker:
    """Checks a graph while it is built, in memory that does not grow with it."""

    def __init__(self, max_findings: int | None = None) -> None:
        self.findings = Findings(max_findings)
        self._owned, self._shared, self._links = _in_pieces()
        # A publication without DOI and PubMed id is a record's own, of a class that is shared elsewhere.
        self._records = _of_records()

    def found(self, told: Told) -> list[Finding]:
        """What is found on the nodes of one record; nothing is counted yet."""
        return [finding for each in told.graphs for finding in self._records.findings(each)]

    def note(self, found: Iterable[Finding], told: Told) -> None:
        """Counts what was found in a record."""
        self.findings.note_told(found, told)

    def shared(self, triples: Sequence[Triple], *, support: Iterable[Triple] = ()) -> None:
        """Checks merged shared nodes; what is said of other nodes that they lead to is only looked up."""
        subjects = {subject for subject, _, _ in triples}
        found = self._shared.check((*triples, *(row for row in support if row[0] not in subjects)))
        self.findings.note((finding for finding in found if finding.focus in subjects), triples)

    def links(self, triples: Sequence[Triple]) -> None:
        """Checks the matches against their shapes."""
        self._note(self._links, triples)

    def build(self, triples: Sequence[Triple]) -> None:
        """Checks the build node."""
        self._note(self._owned, triples)

    def validated(self) -> Validated:
        """The report on all so far, as on the whole graph."""
        return self.findings.validated()

    def _note(self, shapes: Shapes, triples: Sequence[Triple]) -> None:
        self.findings.note(shapes.check(triples), triples)


def labels_of(findings: Iterable[Finding], triples: Iterable[Triple]) -> dict[str, str]:
    """What the nodes of findings are called."""
    nodes = {finding.focus for finding in findings}
    if not nodes:
        return {}
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in triples:
        if subject in nodes:
            said.setdefault(subject, {}).setdefault(predicate, []).append(term)
    properties = shipped_labels()
    called = {
        node: properties.label(facts.get(RDF_TYPE, ()), lambda each, facts=facts: facts.get(each, ()))  # type: ignore[misc]
        for node, facts in said.items()
    }
    return {node: label for node, label in called.items() if label}


def engine_of(name: str) -> Engine:
    """The engine of that name; raises UsageError for any other."""
    try:
        return Engine(name)
    except ValueError:
        raise UsageError(f"unknown --engine {name!r}; known are {', '.join(Engine)}") from None


def read_rdf(paths: Iterable[str]) -> dict[str, list[Triple]]:
    """The triples of each RDF file, graph names left out.

    Blank nodes of different files stay apart, and those of a file that is named twice are the same, as where data and
    shapes are one file. Labels and order depend on the content alone.
    """
    nodes = BlankNodes()
    read: dict[Path, list[Triple]] = {}
    found: dict[str, list[Triple]] = {}
    for path in paths:
        whole = Path(path).resolve()
        if whole not in read:
            read[whole] = _triples(path, whole.as_uri(), nodes)
        found[path] = read[whole]
    return found


def _triples(path: str, base: str, nodes: BlankNodes) -> list[Triple]:
    quads = read_quads(
        read_file(path),
        syntax_of(path),
        name=path,
        definitions=shipped_definitions(),
        base=base,
        nodes=nodes,
        declared=Declared(),
    )
    return list(dict.fromkeys(quad[:3] for quad in quads))
