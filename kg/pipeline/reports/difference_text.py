"""The differences of two graphs as text for people: labels for classes, properties, codes and nodes, each thing once.

What repeats another difference is left out: a link to a part that has a line of its own, a wider property beside the
narrower one, a name beside the node that bears it. The machine-readable forms leave nothing out.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import groupby

from kg.pipeline.graph.differences import ChangeKind, GraphDifferences, NodeDifference, StudyDifference, ValueDifference
from kg.pipeline.handbook.glossary import terms
from kg.rdf.curies import compact
from kg.rdf.terms import RDF_TYPE, literal_parts

__all__ = ["class_name", "difference_lines", "summary_line"]

_LONGEST = 80
"""Characters of a text that are shown."""
_ALIKE = 20
"""Characters that are shown of what two long texts have in common, on either side of what differs."""
_MARKS: dict[ChangeKind, str] = {"added": "+", "removed": "-", "changed": "~"}
_HASH = "<urn:sha256:"
_DIGITS = 10
"""So many digits of a hash are shown."""
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABELS = ("skos:prefLabel", "rdfs:label")
_POSITION = "schema:position"
_DATES = ("start", "primaryCompletion", "completion")
_FOLLOWS = {
    **{f"ct:{date}{ending}": f"ct:{date}Date" for date in _DATES for ending in ("Year", "DateEarliest", "DateLatest")},
    **{
        f"ct:{name}Name": f"ct:{name}"
        for name in (
            *("affiliation", "collaborator", "condition", "conditionConcept", "country", "interventionConcept"),
            *("leadSponsor", "removedCountry"),
        )
    },
    "ct:eventTerm": "ct:term",
    "ct:phaseLabel": "ct:phase",
    "ct:minimumAgeYears": "ct:minimumAge",
    "ct:maximumAgeYears": "ct:maximumAge",
    "schema:description": "ct:briefSummary",
    "schema:name": "dcterms:title",
    "schema:status": "ct:overallStatus",
}
"""Property -> the one of which it is a copy, or from which it is derived."""


def difference_lines(found: GraphDifferences, *, each_node: bool = False) -> Iterator[str]:
    """Line by line what differs, the summary last; nodes of no study are counted, with `each_node` told too."""
    shown = _Shown(found.labels, found.base)
    for study in found.studies:
        yield f"{_MARKS[study.change]} {study.study}{f'  {study.label}' if study.label else ''}"
        if study.change == "changed":
            yield from _lines_of_study(study, shown)
    if found.nodes:
        yield "nodes of no study"
    for kind, nodes in groupby(sorted(found.nodes, key=class_name), key=class_name):
        held = list(nodes)
        yield f"  {kind}: {_counted(Counter(each.change for each in held))}"
        for each in held if each_node else ():
            yield from _lines_of_node(each, each.values, shown, "    ")
    yield summary_line(found)


def summary_line(found: GraphDifferences) -> str:
    """`3 of 40 studies differ: 1 added, 2 changed; 4 nodes of no study differ`."""
    count = len(found.studies) + found.same
    studies = f"{count:,} {'study' if count == 1 else 'studies'}"
    if not found:
        return f"no difference: {studies}, the same in both graphs"
    kinds = Counter(each.change for each in found.studies)
    differing = f"{len(found.studies):,} of {studies} differ{'s' if len(found.studies) == 1 else ''}"
    said = f"{differing}: {_counted(kinds)}" if found.studies else f"{studies}, the same in both graphs"
    nodes = len(found.nodes)
    more = f"; {nodes:,} {'node of no study differs' if nodes == 1 else 'nodes of no study differ'}" if nodes else ""
    return f"{said}{more}"


def _counted(kinds: Mapping[ChangeKind, int]) -> str:
    return ", ".join(f"{kinds[each]:,} {each}" for each in _MARKS if each in kinds)


def class_name(node: NodeDifference) -> str:
    """The label of the narrowest of its classes that are ours, else of any."""
    names = [compact(each[1:-1]) for each in node.classes]
    ours = [each for each in names if each in terms()] or names
    narrow = [each for each in ours if not any(each in _wider(other) for other in ours)]
    return _term_label(narrow[0]).lower() if narrow else "node"


def _lines_of_study(study: StudyDifference, shown: "_Shown") -> Iterator[str]:
    own = (f"/study/{study.study}>", f"#study/{study.study}>")
    whole = {each.node for each in study.nodes if each.change != "changed"}
    moved = 0
    for node in _paired(study.nodes):
        values = _once(node, whole)
        if node.change == "changed" and not values:
            moved += any(compact(each.predicate[1:-1]) == _POSITION for each in node.values)
        elif node.change == "changed" and node.node.endswith(own):
            yield from (f"  {line}" for each in values for line in shown.value(each))
        else:
            yield from _lines_of_node(node, values, shown, "  ")
    if moved:
        yield f"  {moved:,} {'part stands' if moved == 1 else 'parts stand'} at another position"


def _lines_of_node(
    node: NodeDifference, values: Collection[ValueDifference], shown: "_Shown", indent: str
) -> Iterator[str]:
    label = _shortened(node.label or compact(node.node[1:-1], base=shown.base))
    yield f"{indent}{_MARKS[node.change]} {class_name(node)}: {label}"
    if node.change == "changed":
        yield from (f"{indent}  {line}" for each in values for line in shown.value(each))


def _paired(nodes: Collection[NodeDifference]) -> Iterator[NodeDifference]:
    """The nodes with a part that went and one of the same class and label that came as one that changed.

    The IRI of a part holds its identifying texts: an outcome with another time frame is another node.
    """
    found: dict[tuple[tuple[str, ...], str | None, str], list[NodeDifference]] = {}
    for each in nodes:
        found.setdefault((each.classes, each.label, each.change), []).append(each)
    for (classes, label, change), members in found.items():
        others = found.get((classes, label, "added" if change == "removed" else "removed"), [])
        if change == "changed" or label is None or len(members) != 1 or len(others) != 1:
            yield from members
        elif change == "removed":
            yield _as_one(members[0], others[0])


def _as_one(old: NodeDifference, new: NodeDifference) -> NodeDifference:
    before = {each.predicate: each.before for each in old.values}
    after = {each.predicate: each.after for each in new.values}
    told = []
    for predicate in sorted(before.keys() | after.keys()):
        lost, won = before.get(predicate, ()), after.get(predicate, ())
        if lost != won:
            told.append(ValueDifference(predicate, _without(lost, won), _without(won, lost)))
    return NodeDifference(new.node, "changed", new.classes, new.label, tuple(told))


def _without(values: Collection[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in values if each not in others)


def _once(node: NodeDifference, whole: Collection[str]) -> list[ValueDifference]:
    """What differs of a node, without what other lines say: the parts that are `whole` on one side, copies, order."""
    said = {compact(each.predicate[1:-1]): each for each in node.values}
    labels = {(each.before, each.after) for name, each in said.items() if name not in _LABELS}
    kept = []
    for name, each in said.items():
        if name == _POSITION or _FOLLOWS.get(name) in said:
            continue
        if name in _LABELS and ((each.before, each.after) in labels or (name == _LABELS[1] and _LABELS[0] in said)):
            continue
        narrower = [other for key, other in said.items() if name in _wider(key)]
        before = _told_here(each.before, [term for other in narrower for term in other.before], whole)
        after = _told_here(each.after, [term for other in narrower for term in other.after], whole)
        if each.predicate == RDF_TYPE:
            before, after = _narrowest(before), _narrowest(after)
        if before or after:
            kept.append(ValueDifference(each.predicate, before, after))
    return kept


def _told_here(values: Collection[str], narrower: Collection[str], whole: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in values if each not in narrower and each not in whole)


def _narrowest(classes: Collection[str]) -> tuple[str, ...]:
    wider = {name for each in classes for name in _wider(compact(each[1:-1]))}
    return tuple(each for each in classes if compact(each[1:-1]) not in wider)


@cache
def _wider(name: str) -> frozenset[str]:
    """The wider terms of a class or property, at any distance."""
    entry = terms().get(name)
    return frozenset().union(*({each} | _wider(each) for each in entry.supers)) if entry else frozenset()


@cache
def _term_label(name: str) -> str:
    entry = terms().get(name)
    return entry.label if entry and entry.label else _WORD.sub(" ", re.split("[:/#]", name)[-1]).lower()


class _Shown:
    """Values as people read them."""

    def __init__(self, labels: Mapping[str, str], base: str) -> None:
        self._labels = labels
        self.base = base

    def value(self, each: ValueDifference) -> Iterator[str]:
        """`overall status: Recruiting -> Completed`; of several values a line for each that went or came."""
        name = _term_label(compact(each.predicate[1:-1]))
        before, after = (sorted(map(self._text, terms)) for terms in (each.before, each.after))
        if len(before) == len(after) == 1:
            old, new = _apart(before[0], after[0])
            yield f"{name}: {old} -> {new}"
            return
        yield from (f"- {name}: {_shortened(text)}" for text in before)
        yield from (f"+ {name}: {_shortened(text)}" for text in after)

    def _text(self, term: str) -> str:
        if term[0] != "<":
            return " ".join(literal_parts(term)[0].split()) if term[0] == '"' else term
        if term.startswith(_HASH):
            return f"{term[1 : len(_HASH) + _DIGITS]}…"
        name = compact(term[1:-1], base=self.base)
        return self._labels.get(term) or (_term_label(name) if name in terms() else name)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _apart(before: str, after: str) -> tuple[str, str]:
    """Two texts, of long ones what differs with some words on either side."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    start = before.rfind(" ", 0, max(start - _ALIKE, 0)) + 1
    cut = "…" if start else ""
    return _shortened(cut + before[start:]), _shortened(cut + after[start:])
