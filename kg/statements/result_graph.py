"""The results of a study, in a graph of their own beside that of the record: tables of numbers by group.

No node stands in both graphs: results lead to their study and to the registered outcome that they report. What stands
twice in a table is told twice; no number of a group is added to another's, since groups may overlap.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from kg.rdf.encoders import TYPE, class_term, encoder, number, predicate, text
from kg.rdf.told import RESULTS_SEGMENT, Told
from kg.record import Study
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    FlowPeriod,
    OutcomeResult,
    Results,
    StatisticalAnalysis,
)

from .draft import Draft, More, PartTeller
from .result_cells import ResultCells, keys_of_rows
from .result_numbers import p_value, tell_number
from .result_sums import baseline_sizes, exceeding_counts, impossible_percentages, unbalanced_groups
from .shared_nodes import SharedNodes
from .tables import ADVERSE_EVENT, ANALYSIS, BASELINE_MEASURE, FLOW_PERIOD, OUTCOME_RESULT, RESULT_GROUP, RESULTS
from .teller import tell_rows
from .ucum_units import ucum_unit

__all__ = ["OutcomeNodes", "group_keys", "tell_results"]

Kind = TypeVar("Kind", bound=msgspec.Struct)
OutcomeNodes = Sequence[Sequence[bytes]]
"""The nodes of the primary, the secondary and the other outcomes of a study, each as often as it is stated."""

_tell_rows = tell_rows(RESULTS)
_tell_group = PartTeller(RESULT_GROUP)
_tell_period = PartTeller(FLOW_PERIOD)
_tell_measure = PartTeller(BASELINE_MEASURE)
_tell_outcome = PartTeller(OUTCOME_RESULT)
_tell_analysis = PartTeller(ANALYSIS)
_tell_event = PartTeller(ADVERSE_EVENT)

_RESULTS = class_term("Results")
_CELL, _DENOMINATOR, _ANALYSIS = predicate("cell"), predicate("denominator"), predicate("analysis")
_OF_STUDY, _RESULT_OF, _COMPARED = predicate("ofStudy"), predicate("resultOf"), predicate("comparedGroup")
_NONE_IN, _TERM = predicate("noneIn"), predicate("term")
_UNBALANCED, _EXCEEDING = predicate("unbalancedGroups"), predicate("exceedingCounts")
_IMPOSSIBLE = predicate("impossiblePercentages")
_UCUM = predicate("ucumUnit")
_P_VALUE = encoder("pValue")

_KINDS = {"PRIMARY": 0, "SECONDARY": 1, "OTHER_PRE_SPECIFIED": 2, "POST_HOC": 2}
"""Type of a reported outcome -> which of the registered ones; the registry files what was added later under other."""


def tell_results(
    study: Study, results: Results, shared: SharedNodes, *, root: str, graph: str, leading: bool, nodes: OutcomeNodes
) -> Told:
    """What a record says of results. `root` is the IRI under which the parts stand, `graph` that of the record."""
    draft = Draft(root, f"{graph}{RESULTS_SEGMENT}", leading=leading)
    draft.subject = f"<{root}{RESULTS_SEGMENT}>".encode()
    draft.lead = draft.end + draft.subject + b" "
    draft.own += (draft.lead, TYPE, _RESULTS)
    if draft.study:
        draft.own += (draft.lead, _OF_STUDY, draft.study)
    _tell_rows(results, draft.lead, draft.own, draft.texts)
    _Telling(draft, results, shared, _registered(study, nodes)).tell()
    return draft.told(None)


def group_keys(results: Results) -> list[bytes]:
    """The key of the node of each group."""
    return keys_of_rows(_tell_group.identities(results.groups, ""), set())


_Registered = Mapping[tuple[int, str, str, str | None], bytes]


def _registered(study: Study, nodes: OutcomeNodes) -> _Registered:
    """The registered outcomes by kind, measure, time frame and description, and the first whatever its description.

    NCT00949078 registers one measure at one time twice, in doses and in milligrams, and reports both.
    """
    found: dict[tuple[int, str, str, str | None], bytes] = {}
    kinds = (study.primary_outcomes, study.secondary_outcomes, study.other_outcomes)
    for kind, (outcomes, terms) in enumerate(zip(kinds, nodes, strict=True)):
        for outcome, term in zip(outcomes, terms, strict=True):
            said = (kind, *_said(outcome.measure, outcome.time_frame))
            found.setdefault((*said, None), term)
            found.setdefault((*said, outcome.description or ""), term)
    return found


def _said(measure: str, time_frame: str | None) -> tuple[str, str]:
    return measure.casefold(), (time_frame or "").casefold()


class _Telling:
    """Tells the tables of one record's results."""

    def __init__(self, draft: Draft, results: Results, shared: SharedNodes, registered: _Registered) -> None:
        self._draft = draft
        self._results = results
        self._terms = shared.event_term
        self._registered = registered
        self._seen: set[bytes] = set()
        """Keys of analyses."""
        self._analyses: list[tuple[StatisticalAnalysis, bytes, int]] = []
        """Those that are linked and not told yet, with key and position."""
        self._analyzed = baseline_sizes(results.denominators)
        keys = group_keys(results)
        terms = _tell_group.nodes(draft, results.groups, keys, range(1, len(keys) + 1))
        draft.link("resultGroup", terms)
        self._cells = ResultCells(draft, results.groups, terms)

    def tell(self) -> None:
        """All tables, in the order of the registry."""
        results = self._results
        self._draft.link("denominator", self._cells.of_denominators("", results.denominators))
        self._cells.flush()
        self._parts(_tell_period, "flowPeriod", results.periods, self._period)
        self._parts(_tell_measure, "baselineMeasure", results.measures, self._measure)
        self._parts(_tell_outcome, "outcomeResult", results.outcomes, self._outcome)
        self._tell_analyses()
        self._parts(_tell_event, "adverseEvent", results.events, self._event)

    def _parts(self, tell: PartTeller, term: str, parts: Sequence[Kind], more: More) -> None:
        """The nodes of one kind, with their cells behind them."""
        if parts:
            keys = keys_of_rows(tell.identities(parts, ""), set())
            terms = tell.nodes(self._draft, parts, keys, range(1, len(parts) + 1), more)
            self._draft.link(term, terms)
            self._cells.flush()

    def _period(self, period: FlowPeriod, lead: bytes, out: list[bytes]) -> None:
        _links(lead, out, _CELL, self._cells.of_flow(_table(lead), period.counts))
        out += (lead, _UNBALANCED, number(unbalanced_groups(period.counts)))

    def _measure(self, measure: BaselineMeasure, lead: bytes, out: list[bytes]) -> None:
        self._numbers(measure, lead, out, self._analyzed.get(measure.denominator_units, {}))

    def _outcome(self, outcome: OutcomeResult, lead: bytes, out: list[bytes]) -> None:
        kind = _KINDS.get(outcome.type, -1) if isinstance(outcome.type, str) else -1
        said = (kind, *_said(outcome.title, outcome.time_frame))
        registered = self._registered.get((*said, outcome.description or ""), self._registered.get((*said, None)))
        if registered is not None:
            out += (lead, _RESULT_OF, registered)
        self._numbers(outcome, lead, out, {})
        if outcome.analyses:
            table = _table(lead)
            identities = [f"{table}\x1f{each}" for each in _tell_analysis.identities(outcome.analyses, "")]
            keys = keys_of_rows(identities, self._seen)
            begin = self._draft.root + b"/analysis/"
            _links(lead, out, _ANALYSIS, [b"%b%b>" % (begin, key) for key in keys])
            self._analyses += zip(outcome.analyses, keys, range(1, len(keys) + 1), strict=True)

    def _numbers(
        self, measure: BaselineMeasure | OutcomeResult, lead: bytes, out: list[bytes], analyzed: Mapping[int, int]
    ) -> None:
        unit = ucum_unit(measure.unit) if measure.unit else None
        if unit is not None:
            out += (lead, _UCUM, text(unit))
        table = _table(lead)
        _links(lead, out, _CELL, self._cells.of_measure(table, measure.measurements))
        if measure.denominators:
            _links(lead, out, _DENOMINATOR, self._cells.of_denominators(table, measure.denominators))
        exceeding = exceeding_counts(measure, analyzed)
        if exceeding is not None:
            out += (lead, _EXCEEDING, number(exceeding))
        impossible = impossible_percentages(measure.unit, measure.measurements)
        if impossible is not None:
            out += (lead, _IMPOSSIBLE, number(impossible))

    def _tell_analyses(self) -> None:
        """The analyses of all outcomes."""
        if self._analyses:
            parts, keys, positions = zip(*self._analyses, strict=True)
            _tell_analysis.nodes(self._draft, parts, keys, positions, self._analysis)

    def _analysis(self, analysis: StatisticalAnalysis, lead: bytes, out: list[bytes]) -> None:
        _links(lead, out, _COMPARED, [self._cells.group(each) for each in analysis.groups])
        found = p_value(analysis.p_value) if analysis.p_value is not None else None
        if found is not None:
            out += (lead, found.property, _P_VALUE(found.number))
        tell_number(lead, out, "estimate", analysis.estimate)
        tell_number(lead, out, "estimateSpread", analysis.estimate_spread)
        tell_number(lead, out, "ciLower", analysis.ci_lower)
        tell_number(lead, out, "ciUpper", analysis.ci_upper)

    def _event(self, event: AdverseEvent, lead: bytes, out: list[bytes]) -> None:
        term = self._terms[event.term]
        self._draft.shared[term.said] = term
        out += (lead, _TERM, term.term)
        cells, none = self._cells.of_event(_table(lead), event.counts, serious=event.serious)
        _links(lead, out, _CELL, cells)
        _links(lead, out, _NONE_IN, none)


def _links(lead: bytes, out: list[bytes], property: bytes, nodes: Sequence[bytes]) -> None:
    for node in nodes:
        out += (lead, property, node)


def _table(lead: bytes) -> str:
    """Which table begins its lines so: the last two segments of its IRI."""
    return b"/".join(lead.rsplit(b"/", 2)[1:])[:-2].decode()
