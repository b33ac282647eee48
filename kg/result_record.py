"""What a record states of the results of its study: participant flow, baseline, outcomes, adverse events.

The rules of `kg.record` hold here too. Numbers are kept as written, since many are none: `NA`, `<0.05`. A number is of
a group, which is named by its position among the groups of the results, from 1: the tables share their groups.
"""

from kg.dates import PartialDate
from kg.record_parts import Coded, RecordPart

__all__ = [
    "AdverseEvent",
    "BaselineMeasure",
    "Denominator",
    "EventCount",
    "FlowCount",
    "FlowPeriod",
    "Measurement",
    "OutcomeResult",
    "ResultGroup",
    "Results",
    "StatisticalAnalysis",
]


class ResultGroup(RecordPart, frozen=True, kw_only=True):
    """Participants of whom results are stated together; groups may overlap."""

    title: str
    description: str | None = None
    total: bool | None = None
    """Whether it is all the others together."""
    serious_at_risk: int | None = None
    serious_affected: int | None = None
    other_at_risk: int | None = None
    other_affected: int | None = None
    deaths_at_risk: int | None = None
    deaths: int | None = None


class FlowCount(RecordPart, frozen=True, kw_only=True):
    """How many of a group reached a milestone, or left for a reason; one of the two is given."""

    group: int
    milestone: Coded | None = None
    reason: Coded | None = None
    count: int | None = None
    units: int | None = None
    """How many of the other units that the flow counts."""
    comment: str | None = None
    comment_on_all: str | None = None
    """What is remarked on the milestone or the reason, whatever the group."""


class FlowPeriod(RecordPart, frozen=True, kw_only=True):
    """A stretch of the study."""

    title: str
    counts: tuple[FlowCount, ...] = ()


class Measurement(RecordPart, frozen=True, kw_only=True):
    """The value of a measure in a group."""

    group: int
    row: str | None = None
    """The row of the table (`class` in the registry): a time, a scale."""
    category: str | None = None
    value: str | None = None
    spread: str | None = None
    lower: str | None = None
    upper: str | None = None
    analyzed: int | None = None
    """Of how many participants, or other units, the value is."""
    comment: str | None = None


class Denominator(RecordPart, frozen=True, kw_only=True):
    """Of how many participants, or other units, the values of a group are, where no measurement says so."""

    group: int
    count: int
    units: str | None = None
    row: str | None = None


class BaselineMeasure(RecordPart, frozen=True, kw_only=True):
    """A characteristic of the participants at the beginning."""

    title: str
    description: str | None = None
    population: str | None = None
    statistic: Coded | None = None
    dispersion: Coded | None = None
    unit: str | None = None
    percentage_calculated: bool | None = None
    denominator_units: str | None = None
    measurements: tuple[Measurement, ...] = ()
    denominators: tuple[Denominator, ...] = ()


class StatisticalAnalysis(RecordPart, frozen=True, kw_only=True):
    """A comparison of groups, or an estimate for one of them."""

    groups: tuple[int, ...] = ()
    description: str | None = None
    hypothesis: Coded | None = None
    hypothesis_comment: str | None = None
    non_inferiority_tested: bool | None = None
    method: str | None = None
    """The method, if its name is one that the registry offers: a notation."""
    method_name: str | None = None
    method_comment: str | None = None
    p_value: str | None = None
    """As written, with its sign of comparison."""
    p_value_comment: str | None = None
    estimate_type: str | None = None
    """What is estimated, if its name is one that the registry offers: a notation."""
    estimate_name: str | None = None
    estimate: str | None = None
    estimate_dispersion: Coded | None = None
    estimate_spread: str | None = None
    estimate_comment: str | None = None
    confidence_level: str | None = None
    """In percent; a decimal number in its canonical form."""
    confidence_sides: Coded | None = None
    ci_lower: str | None = None
    ci_lower_comment: str | None = None
    ci_upper: str | None = None
    ci_upper_comment: str | None = None
    other_analysis: str | None = None


class OutcomeResult(RecordPart, frozen=True, kw_only=True):
    """What is reported of an outcome measure."""

    title: str
    type: Coded | None = None
    time_frame: str | None = None
    description: str | None = None
    population: str | None = None
    reporting_status: Coded | None = None
    anticipated_posting: PartialDate | None = None
    statistic: Coded | None = None
    dispersion: Coded | None = None
    unit: str | None = None
    percentage_calculated: bool | None = None
    units_analyzed: str | None = None
    denominator_units: str | None = None
    measurements: tuple[Measurement, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    analyses: tuple[StatisticalAnalysis, ...] = ()


class EventCount(RecordPart, frozen=True, kw_only=True):
    """How many of a group had an adverse event."""

    group: int
    affected: int | None = None
    events: int | None = None
    at_risk: int | None = None


class AdverseEvent(RecordPart, frozen=True, kw_only=True):
    """An adverse event under one term."""

    term: str
    serious: bool
    organ_system: Coded | None = None
    assessment: Coded | None = None
    vocabulary: str | None = None
    notes: str | None = None
    counts: tuple[EventCount, ...] = ()


class Results(RecordPart, frozen=True, kw_only=True):
    """All tables of results, and what is said of them."""

    groups: tuple[ResultGroup, ...] = ()
    periods: tuple[FlowPeriod, ...] = ()
    measures: tuple[BaselineMeasure, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    """Of the baseline."""
    outcomes: tuple[OutcomeResult, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    recruitment_details: str | None = None
    pre_assignment_details: str | None = None
    flow_units: str | None = None
    baseline_population: str | None = None
    baseline_units: str | None = None
    event_time_frame: str | None = None
    event_description: str | None = None
    frequency_threshold: str | None = None
    """In percent; a decimal number in its canonical form."""
    mortality_comment: str | None = None
    limitations: str | None = None
    investigator_is_employee: bool | None = None
    restrictive_agreement: bool | None = None
    agreement_restriction: Coded | None = None
    agreement_details: str | None = None
    contact_organization: str | None = None
    """Of the point of contact; its person is left out."""
