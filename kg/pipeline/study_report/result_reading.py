"""The results that a graph holds, as the record of them from which they were told.

A node is read at once: of 20,000 cells that is 20,000 look-ups, not 160,000.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec
from pyoxigraph import Literal, NamedNode

from kg import properties
from kg.dates import parse_date
from kg.properties import Property, Value
from kg.rdf.curies import known_prefixes
from kg.result_record import Results
from kg.store import StudyGraph

from .row_order import row_key

__all__ = ["results_of_node"]

Said = Mapping[str, Sequence[object]]
"""Predicate -> terms."""
Fields = dict[str, object]
"""Attribute -> value, of a struct of `kg.result_record`."""

_UNTITLED = "untitled"
_NUMBERS = ("value", "spread", "lower", "upper")


def results_of_node(graph: StudyGraph, node: NamedNode) -> Results:
    """The results of that node; what is no number where one should stand is left away."""
    return msgspec.convert(_Reading(graph, node).results(), Results)


class _Reading:
    def __init__(self, graph: StudyGraph, node: NamedNode) -> None:
        self._graph = graph
        self._node = node
        self._said = graph.said(node)
        self._nodes = graph.nodes(node, "resultGroup")
        self._groups = {group: number for number, group in enumerate(self._nodes, 1)}
        self._totals = [self._part(group, properties.RESULT_GROUP)[1] for group in self._nodes]

    def results(self) -> Fields:
        """All tables."""
        for each in self._totals:
            each.setdefault("title", _UNTITLED)
        return {
            **_fields(self._said, properties.RESULTS),
            "groups": self._totals,
            "denominators": self._denominators(self._said),
            "periods": [self._period(each) for each in self._linked("flowPeriod")],
            "measures": [
                self._measure(each, properties.BASELINE_MEASURE)[1] for each in self._linked("baselineMeasure")
            ],
            "outcomes": [self._outcome(each) for each in self._linked("outcomeResult")],
            "events": [self._event(each) for each in self._linked("adverseEvent")],
        }

    def _linked(self, name: str) -> list[NamedNode]:
        return self._graph.nodes(self._node, name)

    def _part(self, node: NamedNode, rows: Sequence[Property]) -> tuple[Said, Fields]:
        said = self._graph.said(node)
        return said, _fields(said, rows)

    def _period(self, node: NamedNode) -> Fields:
        said, found = self._part(node, properties.FLOW_PERIOD)
        return {"title": _UNTITLED, **found, "counts": [_flow_count(*each) for each in self._cells(said)]}

    def _measure(self, node: NamedNode, rows: Sequence[Property]) -> tuple[Said, Fields]:
        said, found = self._part(node, rows)
        cells = [_measurement(*each) for each in self._cells(said)]
        cells.sort(key=_place)
        return said, {"title": _UNTITLED, **found, "measurements": cells, "denominators": self._denominators(said)}

    def _outcome(self, node: NamedNode) -> Fields:
        said, found = self._measure(node, properties.OUTCOME_RESULT)
        analyses = [term for term in said.get(_iri("analysis"), ()) if isinstance(term, NamedNode)]
        return {**found, "analyses": [self._analysis(each) for each in sorted(analyses, key=self._graph.order)]}

    def _analysis(self, node: NamedNode) -> Fields:
        said, found = self._part(node, properties.ANALYSIS)
        for name in ("estimate", "estimate_spread", "ci_lower", "ci_upper"):
            found |= _written(said, name, _camel(name))
        return {**found, "groups": sorted(self._known(said.get(_iri("comparedGroup"), ())))}

    def _event(self, node: NamedNode) -> Fields:
        said, found = self._part(node, properties.ADVERSE_EVENT)
        found = {"term": _UNTITLED, "serious": False, **found}
        usual = "serious_at_risk" if found["serious"] else "other_at_risk"
        none = self._known(said.get(_iri("noneIn"), ()))
        counts: list[Fields] = [
            {"group": each, "affected": 0, "at_risk": self._totals[each - 1].get(usual)} for each in none
        ]
        for group, cell in self._cells(said):
            at_risk = _number(cell, "atRisk")
            counts.append(
                {
                    "group": group,
                    "affected": _number(cell, "affected"),
                    "events": _number(cell, "events"),
                    "at_risk": self._totals[group - 1].get(usual) if at_risk is None else at_risk,
                }
            )
        return {**found, "counts": sorted(counts, key=lambda each: str(each["group"]).zfill(6))}

    def _denominators(self, said: Said) -> list[Fields]:
        found: list[Fields] = [
            {
                "group": group,
                "count": _number(cell, "count") or 0,
                "units": _text(cell, _iri("unit")),
                "row": _text(cell, _iri("resultClass")),
            }
            for group, cell in self._cells(said, "denominator")
        ]
        return sorted(found, key=lambda each: (row_key(_as_text(each, "row")), str(each["units"]), str(each["group"])))

    def _cells(self, said: Said, name: str = "cell") -> Iterable[tuple[int, Said]]:
        """The cells of a table, each with the number of its group; those of no group of these results are none."""
        for node in said.get(_iri(name), ()):
            if isinstance(node, NamedNode):
                cell = self._graph.said(node)
                for group in self._known(cell.get(_iri("group"), ())):
                    yield group, cell

    def _known(self, terms: Iterable[object]) -> list[int]:
        return [self._groups[term] for term in terms if isinstance(term, NamedNode) and term in self._groups]


def _flow_count(group: int, cell: Said) -> Fields:
    found: Fields = {"group": group, "count": _number(cell, "count"), "units": _number(cell, "unitCount")}
    for name, attribute in (("milestone", "milestone"), ("dropReason", "reason")):
        code, written = _text(cell, _iri(name)), _text(cell, _iri(f"{name}Name"))
        if code is not None:
            found[attribute] = code.rpartition("/")[2]
        elif written is not None:
            found[attribute] = {"type": "uncoded", "text": written}
        found.setdefault("comment_on_all", None)
        found["comment_on_all"] = found["comment_on_all"] or _text(cell, _iri(f"{name}Comment"))
    return {**found, "comment": _text(cell, _iri("remark"))}


def _measurement(group: int, cell: Said) -> Fields:
    found: Fields = {"group": group, "row": _text(cell, _iri("resultClass")), "category": _text(cell, _iri("category"))}
    for name in _NUMBERS:
        found |= _written(cell, name, name)
    return {**found, "analyzed": _number(cell, "analyzed"), "comment": _text(cell, _iri("remark"))}


def _written(said: Said, attribute: str, name: str) -> Fields:
    """A number as it was written, if it was."""
    written = _text(said, _iri(f"{name}Text"))
    return {attribute: _text(said, _iri(name)) if written is None else written}


def _fields(said: Said, rows: Sequence[Property]) -> Fields:
    """What a table of properties names."""
    found: Fields = {}
    for row in rows:
        value = _text(said, _expanded(row.curie))
        match row.value:
            case _ if value is None:
                continue
            case Value.CODE:
                found[row.attribute] = value.rpartition("/")[2]
            case Value.FLAG:
                found[row.attribute] = value == "true"
            case Value.NUMBER:
                found[row.attribute] = _whole(value)
            case Value.DATE:
                found[row.attribute] = parse_date(value)
            case _:
                found[row.attribute] = value
    return found


def _text(said: Said, predicate: str) -> str | None:
    """The text of a literal, or the IRI of a node; the first of several in their order."""
    terms = said.get(predicate)
    return min(each.value for each in terms if isinstance(each, (Literal, NamedNode))) if terms else None


def _number(said: Said, name: str) -> int | None:
    value = _text(said, _iri(name))
    return None if value is None else _whole(value)


def _whole(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() else None


def _as_text(found: Fields, name: str) -> str | None:
    value = found.get(name)
    return None if value is None else str(value)


def _place(measurement: Fields) -> tuple[object, ...]:
    """By what the cells of a table are sorted: a table may have two rows of one name."""
    names = [_as_text(measurement, name) for name in ("row", "category")]
    placed = [(row_key(name), name or "") for name in names]
    numbers = [_as_text(measurement, name) for name in _NUMBERS]
    return *placed, str(measurement["group"]).zfill(6), *((row_key(each), each or "") for each in numbers)


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


@cache
def _iri(name: str) -> str:
    """A property of ours."""
    return _expanded(f"ct:{name}")


@cache
def _expanded(curie: str) -> str:
    return known_prefixes().expand(curie) or curie
