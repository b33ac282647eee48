"""The columns of AACT's tables of results, and the field of the API v2 that each is.

Tables and columns are those of the schema `ctgov_v2` (2024); what goes into each is told by the mappings that the
database's own program has of the API (`add_mapping` in its models). No row of a dump was at hand.
"""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out

__all__ = ["OTHER_RESULT_COLUMNS", "RESULT_TABLES"]

_SECTION = "resultsSection"
_FLOW = f"{_SECTION}.participantFlowModule"
_BASELINE = f"{_SECTION}.baselineCharacteristicsModule"
_MEASURE = f"{_BASELINE}.measures[]"
_OUTCOME = f"{_SECTION}.outcomeMeasuresModule.outcomeMeasures[]"
_ANALYSIS = f"{_OUTCOME}.analyses[]"
_EVENTS = f"{_SECTION}.adverseEventsModule"
_MORE = f"{_SECTION}.moreInfoModule"

_NUMBER = "the text beside it as a number"
_REPEATED = "stands in `outcomes`, once for each"


def _values(category: str) -> Mapping[str, str]:
    """The columns of values, below a category of the API."""
    value = f"{category}.measurements[]"
    return {
        "classification": f"{category.rpartition('.')[0]}.title",
        "category": f"{category}.title",
        "param_value": f"{value}.value",
        "dispersion_value": f"{value}.spread",
        "dispersion_lower_limit": f"{value}.lowerLimit",
        "dispersion_upper_limit": f"{value}.upperLimit",
        "explanation_of_na": f"{value}.comment",
    }


RESULT_TABLES: Mapping[str, Mapping[str, str]] = {
    "baseline_counts": {"units": f"{_BASELINE}.denoms[].units", "count": f"{_BASELINE}.denoms[].counts[].value"},
    "baseline_measurements": {
        **_values(f"{_MEASURE}.classes[].categories[]"),
        "title": f"{_MEASURE}.title",
        "description": f"{_MEASURE}.description",
        "units": f"{_MEASURE}.unitOfMeasure",
        "param_type": f"{_MEASURE}.paramType",
        "dispersion_type": f"{_MEASURE}.dispersionType",
        "population_description": f"{_MEASURE}.populationDescription",
        "calculate_percentage": f"{_MEASURE}.calculatePct",
        "number_analyzed": f"{_MEASURE}.classes[].denoms[].counts[].value",
        "number_analyzed_units": f"{_MEASURE}.classes[].denoms[].units",
    },
    "drop_withdrawals": {
        "period": f"{_FLOW}.periods[].title",
        "reason": f"{_FLOW}.periods[].dropWithdraws[].type",
        "count": f"{_FLOW}.periods[].dropWithdraws[].reasons[].numSubjects",
        "drop_withdraw_comment": f"{_FLOW}.periods[].dropWithdraws[].comment",
        "reason_comment": f"{_FLOW}.periods[].dropWithdraws[].reasons[].comment",
    },
    "milestones": {
        "title": f"{_FLOW}.periods[].milestones[].type",
        "period": f"{_FLOW}.periods[].title",
        "description": f"{_FLOW}.periods[].milestones[].achievements[].comment",
        "count": f"{_FLOW}.periods[].milestones[].achievements[].numSubjects",
        "milestone_description": f"{_FLOW}.periods[].milestones[].comment",
        "count_units": f"{_FLOW}.periods[].milestones[].achievements[].numUnits",
    },
    "outcome_analyses": {
        "non_inferiority_type": f"{_ANALYSIS}.nonInferiorityType",
        "non_inferiority_description": f"{_ANALYSIS}.nonInferiorityComment",
        "param_type": f"{_ANALYSIS}.paramType",
        "param_value": f"{_ANALYSIS}.paramValue",
        "dispersion_type": f"{_ANALYSIS}.dispersionType",
        "dispersion_value": f"{_ANALYSIS}.dispersionValue",
        "p_value_modifier": f"{_ANALYSIS}.pValue",
        "p_value": f"{_ANALYSIS}.pValue",
        "p_value_raw": f"{_ANALYSIS}.pValue",
        "ci_n_sides": f"{_ANALYSIS}.ciNumSides",
        "ci_percent": f"{_ANALYSIS}.ciPctValue",
        "ci_lower_limit": f"{_ANALYSIS}.ciLowerLimit",
        "ci_upper_limit": f"{_ANALYSIS}.ciUpperLimit",
        "ci_lower_limit_raw": f"{_ANALYSIS}.ciLowerLimit",
        "ci_upper_limit_raw": f"{_ANALYSIS}.ciUpperLimit",
        "ci_upper_limit_na_comment": f"{_ANALYSIS}.ciUpperLimitComment",
        "p_value_description": f"{_ANALYSIS}.pValueComment",
        "method": f"{_ANALYSIS}.statisticalMethod",
        "method_description": f"{_ANALYSIS}.statisticalComment",
        "estimate_description": f"{_ANALYSIS}.estimateComment",
        "groups_description": f"{_ANALYSIS}.groupDescription",
        "other_analysis_description": f"{_ANALYSIS}.otherAnalysisDescription",
    },
    "outcome_counts": {"units": f"{_OUTCOME}.denoms[].units", "count": f"{_OUTCOME}.denoms[].counts[].value"},
    "outcome_measurements": {
        **_values(f"{_OUTCOME}.classes[].categories[]"),
        "dispersion_lower_limit_raw": f"{_OUTCOME}.classes[].categories[].measurements[].lowerLimit",
        "dispersion_upper_limit_raw": f"{_OUTCOME}.classes[].categories[].measurements[].upperLimit",
    },
    "outcomes": {
        "outcome_type": f"{_OUTCOME}.type",
        "title": f"{_OUTCOME}.title",
        "description": f"{_OUTCOME}.description",
        "time_frame": f"{_OUTCOME}.timeFrame",
        "population": f"{_OUTCOME}.populationDescription",
        "anticipated_posting_date": f"{_OUTCOME}.anticipatedPostingDate",
        "anticipated_posting_month_year": f"{_OUTCOME}.anticipatedPostingDate",
        "units": f"{_OUTCOME}.unitOfMeasure",
        "units_analyzed": f"{_OUTCOME}.typeUnitsAnalyzed",
        "dispersion_type": f"{_OUTCOME}.dispersionType",
        "param_type": f"{_OUTCOME}.paramType",
    },
    "participant_flows": {
        "recruitment_details": f"{_FLOW}.recruitmentDetails",
        "pre_assignment_details": f"{_FLOW}.preAssignmentDetails",
        "units_analyzed": f"{_FLOW}.typeUnitsAnalyzed",
    },
    "reported_event_totals": {
        "subjects_affected": f"{_EVENTS}.eventGroups[].seriousNumAffected",
        "subjects_at_risk": f"{_EVENTS}.eventGroups[].seriousNumAtRisk",
    },
    "reported_events": {
        "time_frame": f"{_EVENTS}.timeFrame",
        "default_vocab": f"{_EVENTS}.seriousEvents[].sourceVocabulary",
        "default_assessment": f"{_EVENTS}.seriousEvents[].assessmentType",
        "subjects_affected": f"{_EVENTS}.seriousEvents[].stats[].numAffected",
        "subjects_at_risk": f"{_EVENTS}.seriousEvents[].stats[].numAtRisk",
        "description": f"{_EVENTS}.description",
        "event_count": f"{_EVENTS}.seriousEvents[].stats[].numEvents",
        "organ_system": f"{_EVENTS}.seriousEvents[].organSystem",
        "adverse_event_term": f"{_EVENTS}.seriousEvents[].term",
        "frequency_threshold": f"{_EVENTS}.frequencyThreshold",
        "vocab": f"{_EVENTS}.seriousEvents[].sourceVocabulary",
        "assessment": f"{_EVENTS}.seriousEvents[].assessmentType",
    },
    "result_agreements": {
        "pi_employee": f"{_MORE}.certainAgreement.piSponsorEmployee",
        "restriction_type": f"{_MORE}.certainAgreement.restrictionType",
        "other_details": f"{_MORE}.certainAgreement.otherDetails",
        "restrictive_agreement": f"{_MORE}.certainAgreement.restrictiveAgreement",
    },
    "result_contacts": {"organization": f"{_MORE}.pointOfContact.organization"},
    "result_groups": {
        "title": f"{_FLOW}.groups[].title",
        "description": f"{_FLOW}.groups[].description",
    },
    "studies": {
        "baseline_population": f"{_BASELINE}.populationDescription",
        "baseline_type_units_analyzed": f"{_BASELINE}.typeUnitsAnalyzed",
        "limitations_and_caveats": f"{_MORE}.limitationsAndCaveats.description",
    },
}
"""Table -> its columns that are fields of the API."""

_OF_GROUP = into("ct:group")
_POINTING = (
    *("baseline_counts", "baseline_measurements", "drop_withdrawals", "milestones", "outcome_analysis_groups"),
    *("outcome_counts", "outcome_measurements", "reported_events"),
)
"""The tables whose rows point to a row of `result_groups`."""

OTHER_RESULT_COLUMNS: Mapping[str, Field] = {
    **{f"{table}.result_group_id": _OF_GROUP for table in _POINTING if table != "outcome_analysis_groups"},
    **{f"{table}.ctgov_group_code": _OF_GROUP for table in (*_POINTING, "reported_event_totals", "result_groups")},
    "outcome_analysis_groups.result_group_id": into("ct:comparedGroup"),
    "outcome_analysis_groups.outcome_analysis_id": into("ct:comparedGroup"),
    "outcome_analyses.outcome_id": into("ct:analysis"),
    "outcome_counts.outcome_id": into("ct:denominator"),
    "outcome_measurements.outcome_id": into("ct:cell"),
    "result_groups.outcome_id": _OF_GROUP,
    "result_groups.result_type": _OF_GROUP,
    "reported_event_totals.event_type": into("ct:seriousAffected", "ct:otherAffected", "ct:deaths"),
    "reported_events.event_type": into("ct:serious"),
    "result_agreements.agreement": into("ct:restrictiveAgreement", "ct:agreementDetails", "ct:agreementRestriction"),
    # Left out.
    **{
        f"{table}.{column}": left_out(_NUMBER)
        for table in ("baseline_measurements", "outcome_measurements")
        for column in ("param_value_num", "dispersion_value_num")
    },
    **{
        f"outcome_measurements.{column}": left_out(_REPEATED)
        for column in ("title", "description", "units", "param_type", "dispersion_type")
    },
    **{f"{table}.scope": left_out("that it is of the whole table") for table in ("baseline_counts", "outcome_counts")},
    "drop_withdrawals.count_units": left_out("units other than participants, of which the registry states milestones"),
    "reported_event_totals.classification": left_out("the type of the events beside it in words"),
    **{
        f"reported_event_totals.{column}": left_out("when the database was filled")
        for column in ("created_at", "updated_at")
    },
    **{
        f"result_contacts.{column}": left_out("whom to ask about results; the organization is kept")
        for column in ("name", "phone", "email", "extension")
    },
}
"""Columns that are no field of the API of their own, and those that are left out."""
