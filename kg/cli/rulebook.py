"""Every rule that kgbuild checks: of the graph, as the shapes state it, and of reading, from the readers' own table."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg import assets
from kg.errors import Severity
from kg.rdf import Format, Triple, parse
from kg.rdf.curies import compact, compact_path
from kg.rdf.terms import literal_parts
from kg.shacl import index, path_text
from kg.shacl.paths import read_path
from kg.shacl.shapes_graph import ShapesGraph
from kg.shacl.vocabulary import INFO, RDF_FIRST, RDF_TYPE, WARNING, sh
from kg.sources.rules import RULES

__all__ = ["MEANING", "RuleEntry", "graph_rules", "reading_rules", "rules"]

MEANING = {
    Severity.VIOLATION: "must be put right: the exit code is 1 unless --fail-on none is given",
    Severity.WARNING: "should be looked at: something expected is missing or implausible",
    Severity.INFO: "could be better",
}
"""What a severity means to the reader of a report."""

_RDFS_COMMENT = "<http://www.w3.org/2000/01/rdf-schema#comment>"
_EXAMPLE = "<http://www.w3.org/2004/02/skos/core#example>"
_BAD_EXAMPLE = "<https://w3id.org/kgbuild/shapes#badExample>"
_SEVERITIES = {WARNING: Severity.WARNING, INFO: Severity.INFO}
_NO_CONSTRAINT = frozenset(sh(name) for name in ("path", "name", "severity", "message"))


class RuleEntry(NamedTuple):
    """One rule, as it is explained."""

    id: str
    title: str
    severity: Severity
    classes: tuple[str, ...]
    """The classes of nodes that are checked, as CURIEs; none for a rule of reading."""
    path: str | None
    """The property or path that is checked, in CURIEs."""
    what: str
    why: str
    hint: str | None = None
    """What to do, where `what` does not say it."""
    good: str | None = None
    bad: str | None = None
    constraint: tuple[str, ...] = ()
    """The constraint in terms of SHACL, one parameter each."""


@cache
def rules() -> dict[str, RuleEntry]:
    """Every rule by its id: those of reading, then those of the graph, each sorted by id."""
    return {each.id: each for each in (*reading_rules(), *graph_rules())}


def reading_rules() -> tuple[RuleEntry, ...]:
    """The rules of reading."""
    return tuple(
        RuleEntry(
            id=rule.id,
            title=rule.title,
            severity=rule.severity,
            classes=(),
            path=None,
            what=f"{rule.title[0].upper()}{rule.title[1:]}.",
            why=rule.why,
            hint=f"{rule.hint[0].upper()}{rule.hint[1:]}." if rule.hint[0].isalpha() else f"{rule.hint}.",
        )
        for rule in sorted(RULES.values(), key=lambda each: each.id)
    )


@cache
def graph_rules() -> tuple[RuleEntry, ...]:
    """The rules of the graph: the property shapes with a message that begins with a rule id."""
    shapes = ShapesGraph(index(_triples()))
    targets = _targets(shapes)
    found = (_entry(node, shapes, targets.get(node, ())) for node in shapes.subjects("message"))
    return tuple(sorted(found, key=lambda each: each.id))


def _triples() -> Iterator[Triple]:
    for path in assets.shapes():
        for subject, predicate, term, _ in parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions={}):
            yield subject, predicate, term


def _targets(shapes: ShapesGraph) -> dict[str, tuple[str, ...]]:
    """Property shape -> the classes that the node shapes which hold it target."""
    targets: dict[str, tuple[str, ...]] = {}
    for node in shapes.subjects("targetClass"):
        classes = tuple(compact(each[1:-1]) for each in shapes.values(node, "targetClass"))
        for rule in shapes.values(node, "property"):
            targets[rule] = tuple(dict.fromkeys((*targets.get(rule, ()), *classes)))
    return targets


def _entry(node: str, shapes: ShapesGraph, classes: tuple[str, ...]) -> RuleEntry:
    message = _text(shapes.values(node, "message")) or ""
    rule, _, what = message.removeprefix("[").partition("] ")
    paths = shapes.values(node, "path")
    said = shapes.graph[node]
    severity = next(iter(shapes.values(node, "severity")), "")
    return RuleEntry(
        id=rule,
        title=_text(shapes.values(node, "name")) or rule,
        severity=_SEVERITIES.get(severity, Severity.VIOLATION),
        classes=classes,
        path=compact_path(path_text(read_path(paths[0], shapes, shape=node))) if paths else None,
        what=what,
        why=_text(said.get(_RDFS_COMMENT, ())) or "",
        good=_text(said.get(_EXAMPLE, ())),
        bad=_text(said.get(_BAD_EXAMPLE, ())),
        constraint=tuple(_parameters(node, shapes)),
    )


def _text(terms: Iterable[str]) -> str | None:
    return next((literal_parts(term)[0] for term in terms), None)


def _parameters(node: str, shapes: ShapesGraph) -> Iterator[str]:
    for predicate, terms in shapes.graph[node].items():
        if predicate.startswith(sh("")[:-1]) and predicate not in _NO_CONSTRAINT:
            yield from (f"{compact(predicate[1:-1])} {_term(term, shapes)}" for term in terms)


def _term(term: str, shapes: ShapesGraph) -> str:
    if term[0] == "<":
        return compact(term[1:-1])
    if term[0] == '"':
        text, datatype, _ = literal_parts(term)
        return f'"{text}"' if datatype is None else text
    if RDF_FIRST in shapes.graph[term]:
        return f"( {' '.join(_term(each, shapes) for each in shapes.members(term, term, 'sh:in'))} )"
    said = (
        f"{compact(predicate[1:-1])} {' , '.join(_term(each, shapes) for each in terms)}"
        for predicate, terms in shapes.graph[term].items()
        if predicate != RDF_TYPE
    )
    return f"[ {' ; '.join(said)} ]"
