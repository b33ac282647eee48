"""`resultsSection` of the ClinicalTrials.gov API v2 as typed structs, field for field; most numbers are texts."""

from msgspec import Struct

__all__ = [
    "AdverseEventsModule",
    "Agreement",
    "BaselineModule",
    "Denom",
    "DropWithdraw",
    "EventGroup",
    "FlowModule",
    "MeasureClass",
    "Milestone",
    "MoreInfoModule",
    "OutcomeMeasuresModule",
    "RegistryAnalysis",
    "RegistryBaselineMeasure",
    "RegistryEvent",
    "RegistryEventStats",
    "RegistryGroup",
    "RegistryMeasurement",
    "RegistryOutcomeMeasure",
    "RegistryPeriod",
    "RegistryResults",
]


class _Part(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What all parts share: the API's names; a field of no struct makes the decoder fail."""


class RegistryGroup(_Part, frozen=True):
    """A group of a table."""

    id: str | None = None
    title: str | None = None
    description: str | None = None


class Achievement(_Part, frozen=True):
    """How many of a group reached a milestone."""

    group_id: str | None = None
    comment: str | None = None
    num_subjects: str | None = None
    num_units: str | None = None


class Milestone(_Part, frozen=True):
    """A milestone of a period."""

    type: str | None = None
    comment: str | None = None
    achievements: tuple[Achievement, ...] = ()


class DropReason(_Part, frozen=True):
    """How many of a group left for a reason."""

    group_id: str | None = None
    comment: str | None = None
    num_subjects: str | None = None


class DropWithdraw(_Part, frozen=True):
    """A reason for leaving."""

    type: str | None = None
    comment: str | None = None
    reasons: tuple[DropReason, ...] = ()


class RegistryPeriod(_Part, frozen=True):
    """A period of the participant flow."""

    title: str | None = None
    milestones: tuple[Milestone, ...] = ()
    drop_withdraws: tuple[DropWithdraw, ...] = ()


class FlowModule(_Part, frozen=True):
    """`participantFlowModule`."""

    pre_assignment_details: str | None = None
    recruitment_details: str | None = None
    type_units_analyzed: str | None = None
    groups: tuple[RegistryGroup, ...] = ()
    periods: tuple[RegistryPeriod, ...] = ()


class DenomCount(_Part, frozen=True):
    """The denominator of one group."""

    group_id: str | None = None
    value: str | None = None


class Denom(_Part, frozen=True):
    """Denominators in one unit."""

    units: str | None = None
    counts: tuple[DenomCount, ...] = ()


class RegistryMeasurement(_Part, frozen=True):
    """A value of a group."""

    group_id: str | None = None
    value: str | None = None
    spread: str | None = None
    lower_limit: str | None = None
    upper_limit: str | None = None
    comment: str | None = None


class MeasureCategory(_Part, frozen=True):
    """A category within a row of a table."""

    title: str | None = None
    measurements: tuple[RegistryMeasurement, ...] = ()


class MeasureClass(_Part, frozen=True):
    """A row of a table."""

    title: str | None = None
    denoms: tuple[Denom, ...] = ()
    categories: tuple[MeasureCategory, ...] = ()


class RegistryBaselineMeasure(_Part, frozen=True):
    """A measure of the baseline."""

    title: str | None = None
    description: str | None = None
    population_description: str | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    calculate_pct: bool | None = None
    denom_units_selected: str | None = None
    denoms: tuple[Denom, ...] = ()
    classes: tuple[MeasureClass, ...] = ()


class BaselineModule(_Part, frozen=True):
    """`baselineCharacteristicsModule`."""

    population_description: str | None = None
    type_units_analyzed: str | None = None
    groups: tuple[RegistryGroup, ...] = ()
    denoms: tuple[Denom, ...] = ()
    measures: tuple[RegistryBaselineMeasure, ...] = ()


class RegistryAnalysis(_Part, frozen=True):
    """A statistical analysis."""

    param_type: str | None = None
    param_value: str | None = None
    dispersion_type: str | None = None
    dispersion_value: str | None = None
    statistical_method: str | None = None
    statistical_comment: str | None = None
    p_value: str | None = None
    p_value_comment: str | None = None
    ci_num_sides: str | None = None
    ci_pct_value: str | None = None
    ci_lower_limit: str | None = None
    ci_upper_limit: str | None = None
    ci_lower_limit_comment: str | None = None
    ci_upper_limit_comment: str | None = None
    estimate_comment: str | None = None
    tested_non_inferiority: bool | None = None
    non_inferiority_type: str | None = None
    non_inferiority_comment: str | None = None
    other_analysis_description: str | None = None
    group_description: str | None = None
    group_ids: tuple[str, ...] = ()


class RegistryOutcomeMeasure(_Part, frozen=True):
    """A reported outcome."""

    type: str | None = None
    title: str | None = None
    description: str | None = None
    population_description: str | None = None
    reporting_status: str | None = None
    anticipated_posting_date: str | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    calculate_pct: bool | None = None
    time_frame: str | None = None
    type_units_analyzed: str | None = None
    denom_units_selected: str | None = None
    groups: tuple[RegistryGroup, ...] = ()
    denoms: tuple[Denom, ...] = ()
    classes: tuple[MeasureClass, ...] = ()
    analyses: tuple[RegistryAnalysis, ...] = ()


class OutcomeMeasuresModule(_Part, frozen=True):
    """`outcomeMeasuresModule`."""

    outcome_measures: tuple[RegistryOutcomeMeasure, ...] = ()


class EventGroup(_Part, frozen=True):
    """A group of which adverse events are stated."""

    id: str | None = None
    title: str | None = None
    description: str | None = None
    deaths_num_affected: int | None = None
    deaths_num_at_risk: int | None = None
    serious_num_affected: int | None = None
    serious_num_at_risk: int | None = None
    other_num_affected: int | None = None
    other_num_at_risk: int | None = None


class RegistryEventStats(_Part, frozen=True):
    """How many of a group had an event."""

    group_id: str | None = None
    num_events: int | None = None
    num_affected: int | None = None
    num_at_risk: int | None = None


class RegistryEvent(_Part, frozen=True):
    """An adverse event."""

    term: str | None = None
    organ_system: str | None = None
    source_vocabulary: str | None = None
    assessment_type: str | None = None
    notes: str | None = None
    stats: tuple[RegistryEventStats, ...] = ()


class AdverseEventsModule(_Part, frozen=True):
    """`adverseEventsModule`."""

    frequency_threshold: str | None = None
    time_frame: str | None = None
    description: str | None = None
    all_cause_mortality_comment: str | None = None
    event_groups: tuple[EventGroup, ...] = ()
    serious_events: tuple[RegistryEvent, ...] = ()
    other_events: tuple[RegistryEvent, ...] = ()


class Limitations(_Part, frozen=True):
    """`limitationsAndCaveats`."""

    description: str | None = None


class Agreement(_Part, frozen=True):
    """`certainAgreement`: what investigators may publish."""

    pi_sponsor_employee: bool | None = None
    restriction_type: str | None = None
    restrictive_agreement: bool | None = None
    other_details: str | None = None


class PointOfContact(_Part, frozen=True):
    """`pointOfContact`."""

    title: str | None = None
    organization: str | None = None
    email: str | None = None
    phone: str | None = None
    phone_ext: str | None = None


class MoreInfoModule(_Part, frozen=True):
    """`moreInfoModule`."""

    limitations_and_caveats: Limitations = Limitations()
    certain_agreement: Agreement = Agreement()
    point_of_contact: PointOfContact = PointOfContact()


class RegistryResults(_Part, frozen=True):
    """`resultsSection`."""

    participant_flow_module: FlowModule = FlowModule()
    baseline_characteristics_module: BaselineModule = BaselineModule()
    outcome_measures_module: OutcomeMeasuresModule = OutcomeMeasuresModule()
    adverse_events_module: AdverseEventsModule = AdverseEventsModule()
    more_info_module: MoreInfoModule = MoreInfoModule()
