"""The differences of two graphs for programs, each triple of them: JSON lines, ChangeSets in Turtle, RDF Patch."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kg.pipeline.graph.differences import GraphDifferences, NodeDifference, ValueDifference
from kg.rdf.terms import literal_parts

from .difference_text import class_name

__all__ = ["change_sets", "json_lines", "patch_lines"]

_PREFIXES = (
    "@prefix cs: <http://purl.org/vocab/changeset/schema#> .",
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .",
)


def json_lines(found: GraphDifferences) -> Iterator[str]:
    """A line for each study and for each node of no study, the counts last; values as in SPARQL's results in JSON."""
    for study in found.studies:
        nodes = [_node(each) for each in study.nodes]
        yield _line(kind="study", study=study.study, change=study.change, label=study.label, nodes=nodes)
    for node in found.nodes:
        yield _line(kind="node", **_node(node))
    studies = {"added": 0, "removed": 0, "changed": 0} | Counter(each.change for each in found.studies)
    kinds: dict[str, Counter[str]] = {}
    for node in found.nodes:
        kinds.setdefault(class_name(node), Counter())[node.change] += 1
    yield _line(kind="summary", same=found.same, studies=studies, nodes=dict(sorted(kinds.items())))


def change_sets(found: GraphDifferences) -> Iterator[str]:
    """Turtle: a ChangeSet (http://purl.org/vocab/changeset/schema) for each node, with a statement for each triple."""
    yield from _PREFIXES
    for node in _nodes(found):
        yield ""
        yield "[] a cs:ChangeSet ;"
        statements = [
            f"  cs:{'removal' if change == 'removed' else 'addition'}"
            f" [ a rdf:Statement ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {term} ]"
            for change, (subject, predicate, term) in node.triples()
        ]
        yield f"  cs:subjectOfChange {node.node} ;"
        yield " ;\n".join(statements) + " ."


def patch_lines(found: GraphDifferences) -> Iterator[str]:
    """RDF Patch: what turns the first graph into the second, its named graphs aside, as one transaction."""
    yield "TX ."
    for letter, wanted in (("D", "removed"), ("A", "added")):
        for node in _nodes(found):
            yield from (f"{letter} {' '.join(triple)} ." for change, triple in node.triples() if change == wanted)
    yield "TC ."


def _nodes(found: GraphDifferences) -> Iterator[NodeDifference]:
    for study in found.studies:
        yield from study.nodes
    yield from found.nodes


def _node(node: NodeDifference) -> dict[str, Any]:
    return {
        "node": node.node[1:-1],
        "change": node.change,
        "classes": [each[1:-1] for each in node.classes],
        "label": node.label,
        "values": [_value(each) for each in node.values],
    }


def _value(each: ValueDifference) -> dict[str, Any]:
    before, after = (list(map(_term, terms)) for terms in (each.before, each.after))
    return {"property": each.predicate[1:-1], "before": before, "after": after}


def _term(term: str) -> dict[str, str]:
    if term[0] == "<":
        return {"type": "uri", "value": term[1:-1]}
    text, datatype, language = literal_parts(term)
    return {"type": "literal", "value": text} | (
        {"datatype": datatype} if datatype else {"xml:lang": language} if language else {}
    )


def _line(**facts: Any) -> str:
    return msgspec.json.encode(facts).decode()
