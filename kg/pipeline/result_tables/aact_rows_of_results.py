"""The results of records as rows of AACT's tables, with ids that hold within one export.

Values are those that AACT takes of the API, as its models say (`app/models` of ctti-clinicaltrials/aact): codes as they
are, a number also as text. The codes of groups, such as `OG000`, are made anew: the letters of the table, and the
place of the group among those that the table has, in the order in which its rows state them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg.dates import PartialDate
from kg.pipeline.graph.group_order import baseline_groups, event_groups, outcome_groups
from kg.rdf.labels import code_label
from kg.record import Coded, Uncoded
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    EventCount,
    FlowCount,
    Measurement,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)
from kg.statements.result_numbers import decimal_of, p_value

from .results_in_graph import RecordResults

__all__ = ["AactRows", "Row"]

Cell = str | int | None
Row = tuple[str, Mapping[str, Cell]]
"""The table, and column -> value."""

_LETTERS = {"Baseline": "BG", "Participant Flow": "FG", "Reported Event": "EG", "Outcome": "OG"}
"""Kind of a group, as AACT calls it -> how the codes of its groups begin."""
_REASONS = {
    "ADVERSE_EVENT": "Adverse Event",
    "DEATH": "Death",
    "LACK_OF_EFFICACY": "Lack of Efficacy",
    "LOST_TO_FOLLOW_UP": "Lost to Follow-up",
    "PHYSICIAN_DECISION": "Physician Decision",
    "PREGNANCY": "Pregnancy",
    "PROTOCOL_VIOLATION": "Protocol Violation",
    "WITHDRAWAL_BY_SUBJECT": "Withdrawal by Subject",
}
"""Reasons for leaving as the registry writes them."""
_SPREADS = {"STANDARD_ERROR": "STANDARD_ERROR_OF_MEAN"}
"""How the registry writes the dispersion of an estimate, where that is another code."""
_TOTALS = (
    ("serious", "Total, serious adverse events", "serious_affected", "serious_at_risk"),
    ("other", "Total, other adverse events", "other_affected", "other_at_risk"),
    ("deaths", "Total, all-cause mortality", "deaths", "deaths_at_risk"),
)
_PARTICIPANTS = "Participants"
_NO_MODIFIER = re.compile(r"[\d.-]")
"""What AACT takes away of a p-value to have its sign of comparison."""
_DECEMBER = 12


class _Groups:
    """The groups of one table: the id of the row of each, and its code."""

    def __init__(self, positions: Iterable[int], kind: str, first: int) -> None:
        ordered = list(dict.fromkeys(positions))
        self.codes = {place: f"{_LETTERS[kind]}{number:03}" for number, place in enumerate(ordered)}
        self._ids = {place: first + number for number, place in enumerate(ordered)}

    def of(self, position: int) -> dict[str, Cell]:
        """The columns that name a group."""
        return {"result_group_id": self._ids[position], "ctgov_group_code": self.codes[position]}


class AactRows:
    """Makes rows, record by record; ids count from 1 in each table."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        """How many rows of each table were made."""

    def of(self, record: RecordResults) -> Iterator[Row]:
        """The rows of one record."""
        yield from _Record(record, self.counts).rows()


class _Record:
    """Makes the rows of one record."""

    def __init__(self, record: RecordResults, counts: Counter[str]) -> None:
        self._id = record.id
        self._results = record.results
        self._counts = counts

    def rows(self) -> Iterator[Row]:
        """All rows, table by table; those of an outcome stand behind it."""
        results = self._results
        if any((results.recruitment_details, results.pre_assignment_details, results.flow_units, results.periods)):
            yield self._row(
                "participant_flows",
                recruitment_details=results.recruitment_details,
                pre_assignment_details=results.pre_assignment_details,
                units_analyzed=results.flow_units,
            )
        yield from self._flow()
        yield from self._baseline()
        for outcome in results.outcomes:
            yield from self._outcome(outcome)
        yield from self._events()
        yield from self._said()

    def _row(self, table: str, **cells: Cell) -> Row:
        self._counts[table] += 1
        return table, {"id": self._counts[table], "nct_id": self._id, **cells}

    def _groups(self, positions: Iterable[int], kind: str) -> tuple[_Groups, list[Row]]:
        """The groups of a table, and their rows."""
        found = _Groups(positions, kind, self._counts["result_groups"] + 1)
        rows = []
        for place, code in found.codes.items():
            group = self._results.groups[place - 1]
            cells = {"title": group.title, "description": group.description}
            rows.append(self._row("result_groups", ctgov_group_code=code, result_type=kind, **cells))
        return found, rows

    # Participant flow

    def _flow(self) -> Iterator[Row]:
        periods = self._results.periods
        counted = sorted(each.group for one in periods for each in one.counts)
        groups, rows = self._groups(counted, "Participant Flow")
        yield from rows
        for period in periods:
            for each in period.counts:
                yield self._flow_row(each, period.title, groups)

    def _flow_row(self, each: FlowCount, period: str, groups: _Groups) -> Row:
        cells: dict[str, Cell] = {
            **groups.of(each.group),
            "period": period,
            "count": each.count,
            "count_units": each.units,
        }
        if each.reason is None:
            title = _name(each.milestone)
            title = title.replace("_", " ") if title and not isinstance(each.milestone, Uncoded) else title
            comments = {"description": each.comment, "milestone_description": each.comment_on_all}
            return self._row("milestones", title=title, **comments, **cells)
        reason = _name(each.reason)
        reason = _REASONS.get(reason or "", reason) if not isinstance(each.reason, Uncoded) else reason
        comments = {"reason_comment": each.comment, "drop_withdraw_comment": each.comment_on_all}
        return self._row("drop_withdrawals", reason=reason, **comments, **cells)

    # Baseline

    def _baseline(self) -> Iterator[Row]:
        results = self._results
        groups, rows = self._groups(baseline_groups(results), "Baseline")
        yield from rows
        overall: dict[tuple[int, str | None], int] = {}
        for each in results.denominators:
            overall.setdefault((each.group, each.units), each.count)
            cells = {"units": each.units, "scope": "overall", "count": each.count}
            yield self._row("baseline_counts", **groups.of(each.group), **cells)
        for measure in results.measures:
            units = measure.denominator_units or _PARTICIPANTS
            percentage = {None: None, True: "Yes", False: "No"}[measure.percentage_calculated]
            for number in measure.measurements:
                analyzed = number.analyzed if number.analyzed is not None else overall.get((number.group, units))
                yield self._row(
                    "baseline_measurements",
                    **groups.of(number.group),
                    **_measured(measure, number, _name(measure.dispersion)),
                    number_analyzed=analyzed,
                    number_analyzed_units=units,
                    population_description=measure.population,
                    calculate_percentage=percentage,
                )

    # Outcomes

    def _outcome(self, outcome: OutcomeResult) -> Iterator[Row]:
        posting, dispersion = outcome.anticipated_posting, _dispersion(outcome.dispersion)
        row = self._row(
            "outcomes",
            outcome_type=_name(outcome.type),
            title=outcome.title,
            description=outcome.description,
            time_frame=outcome.time_frame,
            population=outcome.population,
            anticipated_posting_date=_first_day(posting),
            anticipated_posting_month_year=None if posting is None else str(posting),
            units=outcome.unit,
            units_analyzed=outcome.units_analyzed,
            dispersion_type=dispersion,
            param_type=_name(outcome.statistic),
        )
        yield row
        of = row[1]["id"]
        compared = sorted(place for each in outcome.analyses for place in each.groups)
        groups, rows = self._groups([*outcome_groups(outcome), *compared], "Outcome")
        yield from rows
        for group, units, count in _counts(outcome):
            cells: dict[str, Cell] = {"scope": "Measure", "units": units, "count": count}
            yield self._row("outcome_counts", outcome_id=of, **groups.of(group), **cells)
        for number in outcome.measurements:
            yield self._row(
                "outcome_measurements",
                outcome_id=of,
                **groups.of(number.group),
                **_measured(outcome, number, dispersion),
                dispersion_upper_limit_raw=number.upper,
                dispersion_lower_limit_raw=number.lower,
                number_analyzed=number.analyzed,
                number_analyzed_units=None if number.analyzed is None else outcome.denominator_units or _PARTICIPANTS,
            )
        for analysis in outcome.analyses:
            made = self._row("outcome_analyses", outcome_id=of, **_analysis(analysis))
            yield made
            for group in analysis.groups:
                yield self._row("outcome_analysis_groups", outcome_analysis_id=made[1]["id"], **groups.of(group))

    # Adverse events

    def _events(self) -> Iterator[Row]:
        results = self._results
        named = {each.group for event in results.events for each in event.counts}
        with_totals = {place for place, each in enumerate(results.groups, start=1) if _has_totals(each)}
        groups, rows = self._groups(event_groups(results, named | with_totals), "Reported Event")
        yield from rows
        counting = {one.serious for one in results.events if any(each.events is not None for each in one.counts)}
        for event in results.events:
            for each in event.counts:
                never = 0 if each.affected == 0 and event.serious in counting else None
                count = never if each.events is None else each.events
                cells = _event(results, event, each)
                yield self._row("reported_events", **groups.of(each.group), **cells, event_count=count)
        yield from self._totals(groups)

    def _totals(self, groups: _Groups) -> Iterator[Row]:
        for place, code in groups.codes.items():
            group = self._results.groups[place - 1]
            for kind, name, affected, at_risk in _TOTALS:
                yield self._row(
                    "reported_event_totals",
                    ctgov_group_code=code,
                    event_type=kind,
                    classification=name,
                    subjects_affected=getattr(group, affected),
                    subjects_at_risk=getattr(group, at_risk),
                )

    # What is said of them

    def _said(self) -> Iterator[Row]:
        results = self._results
        cells: dict[str, Cell] = {
            "pi_employee": _flag(results.investigator_is_employee),
            "restriction_type": _name(results.agreement_restriction),
            "other_details": results.agreement_details,
            "restrictive_agreement": _flag(results.restrictive_agreement),
        }
        if any(cell is not None for cell in cells.values()):
            yield self._row("result_agreements", **cells)
        if results.contact_organization is not None:
            yield self._row("result_contacts", organization=results.contact_organization)


def _name(code: Coded | None) -> str | None:
    return code.text if isinstance(code, Uncoded) else code


def _number(written: str | None) -> str | None:
    return None if written is None else decimal_of(written)


def _flag(value: bool | None) -> str | None:
    """A truth value as PostgreSQL writes it as text."""
    return None if value is None else "t" if value else "f"


def _first_day(date: PartialDate | None) -> str | None:
    """The first day of a month, and the last of a year, as AACT has it."""
    if date is None:
        return None
    return str(date.latest if date.month is None else date.earliest)


def _dispersion(code: Coded | None) -> str | None:
    """What a dispersion is called, as the registry writes it of outcomes; of the baseline it has codes."""
    label = code_label("dispersion", code) if isinstance(code, str) else None
    return _name(code) if label is None else label.title().replace(" Of ", " of ")


def _measured(measure: BaselineMeasure | OutcomeResult, each: Measurement, dispersion: str | None) -> dict[str, Cell]:
    """What a row of baseline and outcomes alike says of a number."""
    return {
        "classification": each.row,
        "category": each.category,
        "title": measure.title,
        "description": measure.description,
        "units": measure.unit,
        "param_type": _name(measure.statistic),
        "param_value": each.value,
        "param_value_num": _number(each.value),
        "dispersion_type": dispersion,
        "dispersion_value": each.spread,
        "dispersion_value_num": _number(each.spread),
        "dispersion_lower_limit": _number(each.lower),
        "dispersion_upper_limit": _number(each.upper),
        "explanation_of_na": each.comment,
    }


def _counts(outcome: OutcomeResult) -> Iterator[tuple[int, str | None, int]]:
    """Group, units and number of the denominators of an outcome as a whole.

    Where rows have numbers of their own, that of the whole stands apart, or is the largest: none is above it.
    """
    units = outcome.denominator_units or _PARTICIPANTS
    apart = [each for each in outcome.denominators if each.row is None]
    most: dict[int, int] = {}
    for each in outcome.measurements:
        if each.analyzed is not None:
            most[each.group] = max(most.get(each.group, 0), each.analyzed)
    for one in apart:
        if one.units == units:
            most.pop(one.group, None)
        yield one.group, one.units, one.count
    for group, count in sorted(most.items()):
        yield group, units, count


def _analysis(each: StatisticalAnalysis) -> dict[str, Cell]:
    found = p_value(each.p_value) if each.p_value is not None else None
    spread = _name(each.estimate_dispersion)
    modifier = _NO_MODIFIER.sub("", each.p_value).strip() if each.p_value is not None else None
    return {
        "non_inferiority_type": _name(each.hypothesis),
        "non_inferiority_description": each.hypothesis_comment,
        "param_type": each.estimate_name,
        "param_value": _number(each.estimate),
        "dispersion_type": _SPREADS.get(spread or "", spread),
        "dispersion_value": _number(each.estimate_spread),
        "p_value_modifier": modifier or None,
        "p_value": None if found is None else found.number,
        "ci_n_sides": _name(each.confidence_sides),
        "ci_percent": each.confidence_level,
        "ci_lower_limit": _number(each.ci_lower),
        "ci_upper_limit": _number(each.ci_upper),
        "ci_upper_limit_na_comment": each.ci_upper_comment,
        "p_value_description": each.p_value_comment,
        "method": each.method_name,
        "method_description": each.method_comment,
        "estimate_description": each.estimate_comment,
        "groups_description": each.description,
        "other_analysis_description": each.other_analysis,
        "ci_upper_limit_raw": each.ci_upper,
        "ci_lower_limit_raw": each.ci_lower,
        "p_value_raw": each.p_value,
    }


def _event(results: Results, event: AdverseEvent, each: EventCount) -> dict[str, Cell]:
    return {
        "time_frame": results.event_time_frame,
        "event_type": "serious" if event.serious else "other",
        "subjects_affected": each.affected,
        "subjects_at_risk": each.at_risk,
        "description": results.event_description,
        "organ_system": _system(event.organ_system),
        "adverse_event_term": event.term,
        "frequency_threshold": results.frequency_threshold,
        "vocab": event.vocabulary,
        "assessment": _name(event.assessment),
    }


def _system(code: Coded | None) -> str | None:
    """An organ system as the registry writes it, which is how the code is called."""
    return code_label("organSystem", code) if isinstance(code, str) else _name(code)


def _has_totals(group: ResultGroup) -> bool:
    return any(getattr(group, name) is not None for _, _, *names in _TOTALS for name in names)
