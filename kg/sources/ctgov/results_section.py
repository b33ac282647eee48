"""The tables of results: participant flow, baseline, outcomes, adverse events, and what is said of them."""

import re
from collections.abc import Iterator

from kg.record import Coded, Uncoded
from kg.result_record import AdverseEvent, BaselineMeasure, EventCount, FlowCount, FlowPeriod, OutcomeResult, Results
from kg.sources.codes import CLASSIC
from kg.sources.ctgov.result_analyses import analyses_of
from kg.sources.ctgov.result_groups import ResultGroups, TableGroups
from kg.sources.ctgov.result_measures import denominators_of, measured
from kg.sources.ctgov.results_structs import (
    FlowModule,
    RegistryBaselineMeasure,
    RegistryEvent,
    RegistryOutcomeMeasure,
    RegistryPeriod,
    RegistryResults,
)
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["results_of"]

_SECTION = "resultsSection"
_FLOW = f"{_SECTION}.participantFlowModule"
_BASELINE = f"{_SECTION}.baselineCharacteristicsModule"
_OUTCOMES = f"{_SECTION}.outcomeMeasuresModule.outcomeMeasures[]"
_EVENTS = f"{_SECTION}.adverseEventsModule"
_RESTRICTION = f"{_SECTION}.moreInfoModule.certainAgreement.restrictionType"

_NOTHING = RegistryResults()
_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,10})?")
_WHOLE = re.compile(r"[0-9]{1,15}")


def results_of(written: RegistryResults, remarks: Remarks) -> Results | None:
    """The results of a record; None if it states none."""
    if written == _NOTHING:
        return None
    return _Reading(written, remarks).results()


class _Reading:
    """Reads the tables of one record, which share their groups."""

    def __init__(self, written: RegistryResults, remarks: Remarks) -> None:
        self._written = written
        self._remarks = remarks
        self._groups = ResultGroups(remarks)

    def results(self) -> Results:
        """All of it; the groups are known when all tables are read."""
        written, long = self._written, self._remarks.long
        flow, baseline, events = (
            written.participant_flow_module,
            written.baseline_characteristics_module,
            written.adverse_events_module,
        )
        more = written.more_info_module
        agreement = more.certain_agreement
        periods = tuple(self._periods(flow))
        groups = self._groups.table(baseline.groups, f"{_BASELINE}.groups[]")
        measures = tuple(self._measures(baseline.measures, groups))
        denominators = denominators_of(baseline.denoms, groups, self._remarks, f"{_BASELINE}.denoms[]")
        outcomes = tuple(self._outcomes(written.outcome_measures_module.outcome_measures))
        adverse = tuple(self._events())
        return Results(
            groups=self._groups.all,
            periods=periods,
            measures=measures,
            denominators=denominators,
            outcomes=outcomes,
            events=adverse,
            recruitment_details=long(flow.recruitment_details),
            pre_assignment_details=long(flow.pre_assignment_details),
            flow_units=short(flow.type_units_analyzed),
            baseline_population=long(baseline.population_description),
            baseline_units=short(baseline.type_units_analyzed),
            event_time_frame=long(events.time_frame),
            event_description=long(events.description),
            frequency_threshold=self._percentage(events.frequency_threshold, f"{_EVENTS}.frequencyThreshold"),
            mortality_comment=long(events.all_cause_mortality_comment),
            limitations=long(more.limitations_and_caveats.description),
            investigator_is_employee=agreement.pi_sponsor_employee,
            restrictive_agreement=agreement.restrictive_agreement,
            agreement_restriction=self._remarks.code("agreement-restriction", agreement.restriction_type, _RESTRICTION),
            agreement_details=long(agreement.other_details),
            contact_organization=short(more.point_of_contact.organization),
        )

    def _percentage(self, text: str | None, path: str) -> str | None:
        written = short(text)
        if written is not None and not _DECIMAL.fullmatch(written):
            self._remarks.note("CT-R102", f"`{written[:40]}` stands where a percentage should; it is left out", path)
            return None
        return decimal(float(written)) if written else None

    # Participant flow

    def _periods(self, flow: FlowModule) -> Iterator[FlowPeriod]:
        groups = self._groups.table(flow.groups, f"{_FLOW}.groups[]")
        for number, period in enumerate(flow.periods):
            title = short(period.title) or f"Period {number + 1}"
            yield FlowPeriod(title=title, counts=tuple(self._counts(period, groups, number)))

    def _counts(self, period: RegistryPeriod, groups: TableGroups, number: int) -> Iterator[FlowCount]:
        for row, milestone in enumerate(period.milestones):
            reached = _known("flow-milestone", milestone.type)
            for place, each in enumerate(milestone.achievements):
                path, spots = f"{_FLOW}.periods[].milestones[].achievements[]", (number, row, place)
                yield FlowCount(
                    group=groups.of(each.group_id),
                    milestone=reached,
                    count=self._whole(each.num_subjects, f"{path}.numSubjects", spots),
                    units=self._whole(each.num_units, f"{path}.numUnits", spots),
                    comment=short(each.comment),
                    comment_on_all=short(milestone.comment),
                )
        for row, left in enumerate(period.drop_withdraws):
            reason = _known("drop-reason", left.type)
            for place, gone in enumerate(left.reasons):
                path, spots = f"{_FLOW}.periods[].dropWithdraws[].reasons[]", (number, row, place)
                yield FlowCount(
                    group=groups.of(gone.group_id),
                    reason=reason,
                    count=self._whole(gone.num_subjects, f"{path}.numSubjects", spots),
                    comment=short(gone.comment),
                    comment_on_all=short(left.comment),
                )

    def _whole(self, text: str | None, path: str, positions: tuple[int, ...]) -> int | None:
        written = short(text)
        if written is None:
            return None
        if not _WHOLE.fullmatch(written):
            what = f"`{written[:40]}` stands where a number of participants should; it is left out"
            self._remarks.note("CT-R102", what, path, *positions)
            return None
        return int(written)

    # Measures

    def _measures(
        self, measures: tuple[RegistryBaselineMeasure, ...], groups: TableGroups
    ) -> Iterator[BaselineMeasure]:
        for number, written in enumerate(measures):
            found = measured(written, groups, self._remarks, f"{_BASELINE}.measures[]", number)
            title = self._title(written.title, "a baseline measure", f"{_BASELINE}.measures[].title", number)
            if title is not None:
                yield BaselineMeasure(
                    title=title,
                    description=found.description,
                    population=found.population,
                    statistic=found.statistic,
                    dispersion=found.dispersion,
                    unit=found.unit,
                    percentage_calculated=written.calculate_pct,
                    denominator_units=short(written.denom_units_selected),
                    measurements=found.measurements,
                    denominators=found.denominators,
                )

    def _outcomes(self, outcomes: tuple[RegistryOutcomeMeasure, ...]) -> Iterator[OutcomeResult]:
        remarks = self._remarks
        for number, written in enumerate(outcomes):
            groups = self._groups.table(written.groups, f"{_OUTCOMES}.groups[]", number)
            found = measured(written, groups, remarks, _OUTCOMES, number)
            analyses = analyses_of(written.analyses, groups, remarks, f"{_OUTCOMES}.analyses[]", number)
            title = self._title(written.title, "a reported outcome", f"{_OUTCOMES}.title", number)
            if title is None:
                continue
            status = remarks.code("reporting-status", written.reporting_status, f"{_OUTCOMES}.reportingStatus", number)
            posting = f"{_OUTCOMES}.anticipatedPostingDate"
            yield OutcomeResult(
                title=title,
                type=remarks.code("outcome-type", written.type, f"{_OUTCOMES}.type", number),
                time_frame=short(written.time_frame),
                reporting_status=status,
                anticipated_posting=remarks.date(written.anticipated_posting_date, posting, number),
                units_analyzed=short(written.type_units_analyzed),
                analyses=analyses,
                description=found.description,
                population=found.population,
                statistic=found.statistic,
                dispersion=found.dispersion,
                unit=found.unit,
                percentage_calculated=written.calculate_pct,
                denominator_units=short(written.denom_units_selected),
                measurements=found.measurements,
                denominators=found.denominators,
            )

    def _title(self, text: str | None, what: str, path: str, number: int) -> str | None:
        title = short(text)
        if title is None:
            self._remarks.note("CT-R106", f"{what} has no title", path, number)
        return title

    # Adverse events

    def _events(self) -> Iterator[AdverseEvent]:
        module = self._written.adverse_events_module
        groups = self._groups.table(module.event_groups, f"{_EVENTS}.eventGroups[]")
        for name, events, serious in (
            ("seriousEvents", module.serious_events, True),
            ("otherEvents", module.other_events, False),
        ):
            for number, event in enumerate(events):
                path = f"{_EVENTS}.{name}[]"
                term = short(event.term)
                if term is None:
                    term = short(event.organ_system) or "not stated"
                    what = f"an adverse event has no term; it is called `{term[:80]}`"
                    self._remarks.note("CT-R106", what, f"{path}.term", number)
                yield self._event(event, term, groups, path, number, serious=serious)

    def _event(
        self, event: RegistryEvent, term: str, groups: TableGroups, path: str, number: int, *, serious: bool
    ) -> AdverseEvent:
        remarks = self._remarks
        return AdverseEvent(
            term=term,
            serious=serious,
            organ_system=remarks.code("organ-system", event.organ_system, f"{path}.organSystem", number),
            assessment=remarks.code("event-assessment", event.assessment_type, f"{path}.assessmentType", number),
            vocabulary=short(event.source_vocabulary),
            notes=remarks.long(event.notes),
            counts=tuple(
                [
                    EventCount(
                        group=groups.of(each.group_id),
                        affected=each.num_affected,
                        events=each.num_events,
                        at_risk=each.num_at_risk,
                    )
                    for each in event.stats
                ]
            ),
        )


def _known(code_list: str, text: str | None) -> Coded | None:
    """A name that is one of a list, or one of the study's own, which is nothing to remark."""
    written = short(text)
    return None if written is None else CLASSIC[code_list].get(written.casefold()) or Uncoded(written)
