"""The tables of AACT that hold results, with their columns in order, as the database publishes them.

They are those of the schema `ctgov_v2` in `db/ctgov_v2.sql` of ctti-clinicaltrials/aact, 2024, which the schema
`ctgov` has too. Behind the columns of `outcome_measurements` two more stand, named as in `baseline_measurements`.
"""

from collections.abc import Mapping

__all__ = ["OURS", "RESULT_COLUMNS"]

_OF_GROUP = ("id", "nct_id", "result_group_id", "ctgov_group_code")
_TYPED = ("classification", "category", "title", "description", "units", "param_type", "param_value")
_NUMBERS = (
    *("param_value_num", "dispersion_type", "dispersion_value", "dispersion_value_num", "dispersion_lower_limit"),
    *("dispersion_upper_limit", "explanation_of_na"),
)
_ANALYZED = ("number_analyzed", "number_analyzed_units")

OURS: Mapping[str, tuple[str, ...]] = {"outcome_measurements": _ANALYZED}
"""Columns that AACT has in another table alone."""

RESULT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "participant_flows": ("id", "nct_id", "recruitment_details", "pre_assignment_details", "units_analyzed"),
    "result_groups": ("id", "nct_id", "ctgov_group_code", "result_type", "title", "description"),
    "milestones": (*(*_OF_GROUP, "title", "period", "description", "count", "milestone_description", "count_units"),),
    "drop_withdrawals": (
        *(*_OF_GROUP, "period", "reason", "count", "drop_withdraw_comment", "reason_comment", "count_units"),
    ),
    "baseline_counts": (*_OF_GROUP, "units", "scope", "count"),
    "baseline_measurements": (
        *(*_OF_GROUP, *_TYPED, *_NUMBERS, *_ANALYZED, "population_description", "calculate_percentage"),
    ),
    "outcomes": (
        *("id", "nct_id", "outcome_type", "title", "description", "time_frame", "population"),
        *("anticipated_posting_date", "anticipated_posting_month_year", "units", "units_analyzed"),
        *("dispersion_type", "param_type"),
    ),
    "outcome_counts": ("id", "nct_id", "outcome_id", "result_group_id", "ctgov_group_code", "scope", "units", "count"),
    "outcome_measurements": (
        *("id", "nct_id", "outcome_id", "result_group_id", "ctgov_group_code", *_TYPED, *_NUMBERS),
        *("dispersion_upper_limit_raw", "dispersion_lower_limit_raw", *OURS["outcome_measurements"]),
    ),
    "outcome_analyses": (
        *("id", "nct_id", "outcome_id", "non_inferiority_type", "non_inferiority_description", "param_type"),
        *("param_value", "dispersion_type", "dispersion_value", "p_value_modifier", "p_value", "ci_n_sides"),
        *("ci_percent", "ci_lower_limit", "ci_upper_limit", "ci_upper_limit_na_comment", "p_value_description"),
        *("method", "method_description", "estimate_description", "groups_description"),
        *("other_analysis_description", "ci_upper_limit_raw", "ci_lower_limit_raw", "p_value_raw"),
    ),
    "outcome_analysis_groups": ("id", "nct_id", "outcome_analysis_id", "result_group_id", "ctgov_group_code"),
    "reported_events": (
        *(*_OF_GROUP, "time_frame", "event_type", "default_vocab", "default_assessment", "subjects_affected"),
        *("subjects_at_risk", "description", "event_count", "organ_system", "adverse_event_term"),
        *("frequency_threshold", "vocab", "assessment"),
    ),
    "reported_event_totals": (
        *("id", "nct_id", "ctgov_group_code", "event_type", "classification", "subjects_affected"),
        *("subjects_at_risk", "created_at", "updated_at"),
    ),
    "result_agreements": (
        *("id", "nct_id", "pi_employee", "agreement", "restriction_type", "other_details", "restrictive_agreement"),
    ),
    "result_contacts": ("id", "nct_id", "organization", "name", "phone", "email", "extension"),
}
"""Table -> its columns."""
