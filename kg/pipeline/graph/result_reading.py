"""What a graph says of the results of a record -> the record's results, as a reader gives them.

A group in which nobody had an adverse event has no number of events there. Of a graph that others have changed, what is
no number where one should stand is left away, and so is a cell of no group.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from kg.dates import parse_date
from kg.properties import Property, Value
from kg.rdf.curies import known_prefixes
from kg.rdf.terms import literal_parts
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

__all__ = ["LookUp", "Said", "results_of_node"]

Said = Mapping[str, Sequence[str]]
"""Predicate -> terms."""
LookUp = Callable[[str], Said]
"""What a graph says of a term."""

_UNTITLED = "untitled"
_NOTHING: Mapping[str, Any] = {}
_TITLE: Mapping[str, Any] = {"title": _UNTITLED}
_EVENT: Mapping[str, Any] = {"term": _UNTITLED, "serious": False}
"""What stands for what a graph should say and does not."""
_MOST_DIGITS = 15


def results_of_node(node: str, look_up: LookUp) -> Results:
    """The results of that node; each node is looked up once."""
    return _Reading(look_up(node), look_up).results()


class _Reading:
    """Reads the nodes of one record; groups are named by their positions, from 1."""

    def __init__(self, said: Said, look_up: LookUp) -> None:
        self._said = said
        self._look_up = look_up
        groups = self._nodes(said, "ct:resultGroup")
        self._positions = {node: place for place, (node, _) in enumerate(groups, start=1)}
        self._groups = tuple(ResultGroup(**_rows(each, RESULT_GROUP.rows, _TITLE)) for _, each in groups)

    def results(self) -> Results:
        """All tables."""
        return Results(
            **_rows(self._said, RESULTS.rows),
            groups=self._groups,
            periods=tuple(map(self._period, self._parts(self._said, "ct:flowPeriod"))),
            measures=tuple(map(self._measure, self._parts(self._said, "ct:baselineMeasure"))),
            denominators=self._denominators(self._said),
            outcomes=tuple(map(self._outcome, self._parts(self._said, "ct:outcomeResult"))),
            events=tuple(map(self._event, self._parts(self._said, "ct:adverseEvent"))),
        )

    def _period(self, said: Said) -> FlowPeriod:
        counts = tuple(_flow_count(*each) for each in self._cells(said))
        return FlowPeriod(**_rows(said, FLOW_PERIOD.rows, _TITLE), counts=counts)

    def _measure(self, said: Said) -> BaselineMeasure:
        return BaselineMeasure(**_rows(said, BASELINE_MEASURE.rows, _TITLE), **self._numbers(said))

    def _outcome(self, said: Said) -> OutcomeResult:
        rows = _rows(said, OUTCOME_RESULT.rows, _TITLE)
        analyses = tuple(map(self._analysis, self._parts(said, "ct:analysis")))
        return OutcomeResult(**rows, **self._numbers(said), analyses=analyses)

    def _numbers(self, said: Said) -> dict[str, Any]:
        measurements = tuple(_measurement(*each) for each in self._cells(said))
        return {"measurements": measurements, "denominators": self._denominators(said)}

    def _denominators(self, said: Said) -> tuple[Denominator, ...]:
        found = [_denominator(*each) for each in self._cells(said, "ct:denominator")]
        return tuple(sorted(found, key=lambda each: (each.row or "", each.units or "", each.group)))

    def _analysis(self, said: Said) -> StatisticalAnalysis:
        return StatisticalAnalysis(
            **_rows(said, ANALYSIS.rows),
            groups=tuple(sorted(self._known(said, "ct:comparedGroup"))),
            estimate=_written(said, "ct:estimate"),
            estimate_spread=_written(said, "ct:estimateSpread"),
            ci_lower=_written(said, "ct:ciLower"),
            ci_upper=_written(said, "ct:ciUpper"),
        )

    def _event(self, said: Said) -> AdverseEvent:
        event = AdverseEvent(**_rows(said, ADVERSE_EVENT.rows, _EVENT))
        usual = [each.serious_at_risk if event.serious else each.other_at_risk for each in self._groups]
        none = (EventCount(group=each, affected=0, at_risk=usual[each - 1]) for each in self._known(said, "ct:noneIn"))
        stated = (_event_count(group, cell, usual[group - 1]) for group, cell in self._cells(said))
        counts = sorted((*none, *stated), key=lambda each: each.group)
        return msgspec.structs.replace(event, counts=tuple(counts))

    def _parts(self, said: Said, link: str) -> list[Said]:
        return [each for _, each in self._nodes(said, link)]

    def _nodes(self, said: Said, link: str) -> list[tuple[str, Said]]:
        """The nodes to which a property leads, and what is said of them, by their positions."""
        found = [(node, self._look_up(node)) for node in sorted(set(said.get(_term(link), ())))]
        return sorted(found, key=lambda each: _number(each[1], "schema:position") or 0)

    def _cells(self, said: Said, link: str = "ct:cell") -> Iterator[tuple[int, Said]]:
        """The cells of a table by their positions, each with the number of its group."""
        for cell in self._parts(said, link):
            for group in self._known(cell, "ct:group"):
                yield group, cell

    def _known(self, said: Said, link: str) -> list[int]:
        return [self._positions[each] for each in said.get(_term(link), ()) if each in self._positions]


def _flow_count(group: int, cell: Said) -> FlowCount:
    milestone, reason = _named(cell, "ct:milestone"), _named(cell, "ct:dropReason")
    return FlowCount(
        group=group,
        milestone=milestone,
        reason=reason,
        count=_number(cell, "ct:count"),
        units=_number(cell, "ct:unitCount"),
        comment=_text(cell, "ct:remark"),
        comment_on_all=_text(cell, "ct:milestoneComment" if reason is None else "ct:dropReasonComment"),
    )


def _measurement(group: int, cell: Said) -> Measurement:
    return Measurement(
        group=group,
        row=_text(cell, "ct:resultClass"),
        category=_text(cell, "ct:category"),
        value=_written(cell, "ct:value"),
        spread=_written(cell, "ct:spread"),
        lower=_written(cell, "ct:lower"),
        upper=_written(cell, "ct:upper"),
        analyzed=_number(cell, "ct:analyzed"),
        comment=_text(cell, "ct:remark"),
    )


def _denominator(group: int, cell: Said) -> Denominator:
    return Denominator(
        group=group,
        count=_number(cell, "ct:count") or 0,
        units=_text(cell, "ct:unit"),
        row=_text(cell, "ct:resultClass"),
    )


def _event_count(group: int, cell: Said, usual: int | None) -> EventCount:
    at_risk = _number(cell, "ct:atRisk")
    return EventCount(
        group=group,
        affected=_number(cell, "ct:affected"),
        events=_number(cell, "ct:events"),
        at_risk=usual if at_risk is None else at_risk,
    )


# What nodes say


def _rows(said: Said, rows: Iterable[Property], default: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    """The rows of a table that a node states: attribute -> value."""
    found = {row.attribute: _value(row, said[_term(row.curie)]) for row in rows if _term(row.curie) in said}
    return {**default, **found, **dict(_unknown_codes(rows, said))}


def _value(row: Property, terms: Sequence[str]) -> object:
    match row.value:
        case Value.CODE:
            return _notation(min(terms))
        case Value.FLAG:
            return _first(terms) in ("true", "1")
        case Value.NUMBER:
            return _whole(_first(terms))
        case Value.DATE:
            return parse_date(_first(terms))
        case _:
            return _first(terms)


def _unknown_codes(rows: Iterable[Property], said: Said) -> Iterator[tuple[str, Uncoded]]:
    """The texts that are no codes, under one property (`kg.statements.keyed_parts.unknown_code`)."""
    if terms := said.get(_term("ct:codeText")):
        attributes = {row.term: row.attribute for row in rows if row.value is Value.CODE}
        for term in terms:
            name, _, text = _first([term]).partition(": ")
            if name in attributes:
                yield attributes[name], Uncoded(text)


def _named(said: Said, curie: str) -> Coded | None:
    """A code, or the name that is none."""
    if codes := said.get(_term(curie)):
        return _notation(min(codes))
    name = _text(said, f"{curie}Name")
    return None if name is None else Uncoded(name)


def _written(said: Said, curie: str) -> str | None:
    """A number as it was written."""
    found = _text(said, f"{curie}Text")
    return _text(said, curie) if found is None else found


def _text(said: Said, curie: str) -> str | None:
    terms = said.get(_term(curie))
    return _first(terms) if terms else None


def _number(said: Said, curie: str) -> int | None:
    found = _text(said, curie)
    return None if found is None else _whole(found)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _first(terms: Sequence[str]) -> str:
    """The text of a literal, of several the first in their order; of a node its IRI."""
    term = terms[0] if len(terms) == 1 else min(terms)
    return literal_parts(term)[0] if term[0] == '"' else term[1:-1]


def _notation(code: str) -> str:
    return code[1:-1].rpartition("/")[2]


@cache
def _term(curie: str) -> str:
    return f"<{known_prefixes().expand(curie)}>"
