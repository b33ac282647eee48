"""What a graph says of the results of a record -> the record's results, as a reader gives them.

Rows of a table stand in no order in a graph: they are put in that of their texts, where numbers in a text count as
numbers, and of their groups. A group in which nobody had an adverse event has no number of events there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec

from kg.dates import parse_date
from kg.properties import Property, Value
from kg.rdf import Triple
from kg.rdf.curies import known_prefixes
from kg.rdf.terms import RDF_TYPE, literal_parts
from kg.rdf.told import RESULTS_SEGMENT
from kg.record import Coded, Uncoded
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    Denominator,
    EventCount,
    FlowCount,
    FlowPeriod,
    Measurement,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)
from kg.statements.tables import (
    ADVERSE_EVENT,
    ANALYSIS,
    BASELINE_MEASURE,
    FLOW_PERIOD,
    OUTCOME_RESULT,
    RESULT_GROUP,
    RESULTS,
)

__all__ = ["RESULTS_CLASS", "RecordResults", "record_results"]

_Said = Mapping[str, Sequence[str]]
"""Predicate -> terms."""

_DIGITS = re.compile(r"([0-9]+)")


class RecordResults(NamedTuple):
    """The results of a record, and the id that the record has in its registry."""

    id: str
    results: Results


@cache
def _term(curie: str) -> str:
    return f"<{known_prefixes().expand(curie)}>"


RESULTS_CLASS = _term("ct:Results")


def record_results(triples: Iterable[Triple]) -> RecordResults | None:
    """The results that triples tell of, which hold all of one record and of no other; None without any."""
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(term)
    root = next((node for node, said in nodes.items() if RESULTS_CLASS in said.get(RDF_TYPE, ())), None)
    return None if root is None else RecordResults(_id_of(root), _Reading(nodes, root).results())


def _id_of(root: str) -> str:
    return unquote(root[1:-1].removesuffix(RESULTS_SEGMENT).rpartition("/")[2])


class _Reading:
    """Reads the nodes of one record; groups are named by their positions, from 1."""

    def __init__(self, nodes: Mapping[str, _Said], root: str) -> None:
        self._nodes = nodes
        self._root = root
        self._groups = self._parts(root, "ct:resultGroup")
        self._positions = {node: place for place, node in enumerate(self._groups, start=1)}

    def results(self) -> Results:
        """All tables."""
        root, groups = self._root, tuple(ResultGroup(**self._rows(node, RESULT_GROUP.rows)) for node in self._groups)
        return Results(
            **self._rows(root, RESULTS.rows),
            groups=groups,
            periods=tuple(self._period(node) for node in self._parts(root, "ct:flowPeriod")),
            measures=tuple(
                BaselineMeasure(**self._rows(node, BASELINE_MEASURE.rows), **self._numbers(node))
                for node in self._parts(root, "ct:baselineMeasure")
            ),
            denominators=self._denominators(root),
            outcomes=tuple(self._outcome(node) for node in self._parts(root, "ct:outcomeResult")),
            events=tuple(self._event(node, groups) for node in self._parts(root, "ct:adverseEvent")),
        )

    def _period(self, node: str) -> FlowPeriod:
        counts = sorted(map(self._flow_count, self._linked(node, "ct:cell")), key=_flow_order)
        return FlowPeriod(**self._rows(node, FLOW_PERIOD.rows), counts=tuple(counts))

    def _flow_count(self, cell: str) -> FlowCount:
        milestone = self._named(cell, "ct:milestone")
        reason = self._named(cell, "ct:dropReason")
        comment = "ct:milestoneComment" if reason is None else "ct:dropReasonComment"
        return FlowCount(
            group=self._group(cell),
            milestone=milestone,
            reason=reason,
            count=self._number(cell, "ct:count"),
            units=self._number(cell, "ct:unitCount"),
            comment=self._text(cell, "ct:remark"),
            comment_on_all=self._text(cell, comment),
        )

    def _outcome(self, node: str) -> OutcomeResult:
        analyses = tuple(self._analysis(each) for each in self._parts(node, "ct:analysis"))
        return OutcomeResult(**self._rows(node, OUTCOME_RESULT.rows), **self._numbers(node), analyses=analyses)

    def _analysis(self, node: str) -> StatisticalAnalysis:
        return StatisticalAnalysis(
            **self._rows(node, ANALYSIS.rows),
            groups=tuple(sorted(self._positions[each] for each in self._linked(node, "ct:comparedGroup"))),
            estimate=self._written(node, "ct:estimate"),
            estimate_spread=self._written(node, "ct:estimateSpread"),
            ci_lower=self._written(node, "ct:ciLower"),
            ci_upper=self._written(node, "ct:ciUpper"),
        )

    def _numbers(self, node: str) -> dict[str, Any]:
        found = sorted(map(self._measurement, self._linked(node, "ct:cell")), key=_order)
        return {"measurements": tuple(found), "denominators": self._denominators(node)}

    def _measurement(self, cell: str) -> Measurement:
        return Measurement(
            group=self._group(cell),
            row=self._text(cell, "ct:resultClass"),
            category=self._text(cell, "ct:category"),
            value=self._written(cell, "ct:value"),
            spread=self._written(cell, "ct:spread"),
            lower=self._written(cell, "ct:lower"),
            upper=self._written(cell, "ct:upper"),
            analyzed=self._number(cell, "ct:analyzed"),
            comment=self._text(cell, "ct:remark"),
        )

    def _denominators(self, node: str) -> tuple[Denominator, ...]:
        found = [
            Denominator(
                group=self._group(cell),
                count=self._number(cell, "ct:count") or 0,
                units=self._text(cell, "ct:unit"),
                row=self._text(cell, "ct:resultClass"),
            )
            for cell in self._linked(node, "ct:denominator")
        ]
        return tuple(sorted(found, key=lambda each: (_natural(each.row), _natural(each.units), each.group)))

    def _event(self, node: str, groups: Sequence[ResultGroup]) -> AdverseEvent:
        event = AdverseEvent(**self._rows(node, ADVERSE_EVENT.rows))
        usual = [each.serious_at_risk if event.serious else each.other_at_risk for each in groups]
        counts = [self._event_count(cell, usual) for cell in self._linked(node, "ct:cell")]
        for group in self._linked(node, "ct:noneIn"):
            place = self._positions[group]
            counts.append(EventCount(group=place, affected=0, at_risk=usual[place - 1]))
        return msgspec.structs.replace(event, counts=tuple(sorted(counts, key=lambda each: each.group)))

    def _event_count(self, cell: str, usual: Sequence[int | None]) -> EventCount:
        group, at_risk = self._group(cell), self._number(cell, "ct:atRisk")
        return EventCount(
            group=group,
            affected=self._number(cell, "ct:affected"),
            events=self._number(cell, "ct:events"),
            at_risk=usual[group - 1] if at_risk is None else at_risk,
        )

    # What nodes say

    def _rows(self, node: str, rows: Iterable[Property]) -> dict[str, Any]:
        """The rows of a table that a node states: attribute -> value."""
        said = self._nodes.get(node, {})
        found = {row.attribute: _value(row, said[_term(row.curie)]) for row in rows if _term(row.curie) in said}
        return found | dict(_unknown_codes(rows, said))

    def _parts(self, node: str, link: str) -> list[str]:
        """The nodes to which a property leads, by their positions."""
        return sorted(self._linked(node, link), key=lambda each: (self._number(each, "schema:position") or 0, each))

    def _linked(self, node: str, link: str) -> list[str]:
        return sorted(set(self._nodes.get(node, {}).get(_term(link), ())))

    def _group(self, cell: str) -> int:
        return self._positions[self._linked(cell, "ct:group")[0]]

    def _text(self, node: str, curie: str) -> str | None:
        terms = self._nodes.get(node, {}).get(_term(curie))
        return literal_parts(terms[0])[0] if terms else None

    def _number(self, node: str, curie: str) -> int | None:
        found = self._text(node, curie)
        return None if found is None else int(found)

    def _written(self, node: str, curie: str) -> str | None:
        """A number as it was written."""
        found = self._text(node, f"{curie}Text")
        return self._text(node, curie) if found is None else found

    def _named(self, node: str, curie: str) -> Coded | None:
        """A code, or the name that is none."""
        codes = self._nodes.get(node, {}).get(_term(curie))
        if codes:
            return _notation(codes[0])
        name = self._text(node, f"{curie}Name")
        return None if name is None else Uncoded(name)


def _value(row: Property, terms: Sequence[str]) -> object:
    if row.value is Value.CODE:
        return _notation(terms[0])
    text = literal_parts(terms[0])[0]
    match row.value:
        case Value.FLAG:
            return text in ("true", "1")
        case Value.NUMBER:
            return int(text)
        case Value.DATE:
            return parse_date(text)
        case _:
            return text


def _notation(code: str) -> str:
    return code[1:-1].rpartition("/")[2]


def _unknown_codes(rows: Iterable[Property], said: _Said) -> Iterator[tuple[str, Uncoded]]:
    """The texts that are no codes, under one property (`kg.statements.keyed_parts.unknown_code`)."""
    attributes = {row.term: row.attribute for row in rows if row.value is Value.CODE}
    for term in said.get(_term("ct:codeText"), ()):
        name, _, text = literal_parts(term)[0].partition(": ")
        if name in attributes:
            yield attributes[name], Uncoded(text)


def _natural(text: str | None) -> tuple[tuple[str, int], ...]:
    """A text as it is put in order: `Week 2` stands before `Week 10`."""
    parts = _DIGITS.split((text or "").casefold())
    return tuple((part, 0) if place % 2 == 0 else ("", int(part)) for place, part in enumerate(parts) if part)


def _order(each: Measurement) -> tuple[object, ...]:
    return _natural(each.row), _natural(each.category), each.group, each.row or "", each.category or "", str(each)


_MILESTONES = {"STARTED": 0, "COMPLETED": 2, "NOT_COMPLETED": 3}
"""Order of the milestones that every period has; a study's own stand between."""


def _flow_order(each: FlowCount) -> tuple[object, ...]:
    reason, milestone = each.reason, each.milestone
    name = reason if reason is not None else milestone
    text = name.text if isinstance(name, Uncoded) else name or ""
    return reason is not None, _MILESTONES.get(text, 1), _natural(text), each.group, str(each)
