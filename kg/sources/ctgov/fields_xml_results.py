"""Every element and attribute of `clinical_results` of the legacy XML, and the field of the API v2 that it is."""

from collections.abc import Mapping

from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS_XML_RESULTS", "PLACES_XML_RESULTS"]

_TOP = "clinical_results"
_CONTACT = left_out("whom to ask about results: a person, or how to reach one; the organization is kept")
_SAME = left_out("the text of the outcome once more")
_TOTAL = left_out("marks the totals of events, which are numbers of the groups")
_SCOPE = left_out("what the numbers are of, which their place says")
_FLOW, _BASELINE, _MORE = "participantFlowModule", "baselineCharacteristicsModule", "moreInfoModule"
_OUTCOMES, _EVENTS = "outcomeMeasuresModule.outcomeMeasures[]", "adverseEventsModule"


def _groups(target: str) -> dict[str, str]:
    return {
        "group_list/group[]/@group_id": f"{target}.id",
        "group_list/group[]/title": f"{target}.title",
        "group_list/group[]/description": f"{target}.description",
    }


def _analyzed(target: str) -> dict[str, str | Field]:
    return {
        "analyzed_list/analyzed[]/units": f"{target}.units",
        "analyzed_list/analyzed[]/scope": _SCOPE,
        "analyzed_list/analyzed[]/count_list/count[]/@group_id": f"{target}.counts[].groupId",
        "analyzed_list/analyzed[]/count_list/count[]/@value": f"{target}.counts[].value",
    }


def _measure(target: str) -> dict[str, str | Field]:
    values = "class_list/class[]/category_list/category[]/measurement_list/measurement[]"
    number = f"{target}.classes[].categories[].measurements[]"
    return {
        "title": f"{target}.title",
        "description": f"{target}.description",
        "population": f"{target}.populationDescription",
        "param": f"{target}.paramType",
        "dispersion": f"{target}.dispersionType",
        "units": f"{target}.unitOfMeasure",
        "units_analyzed": f"{target}.denomUnitsSelected",
        **_analyzed(f"{target}.denoms[]"),
        "class_list/class[]/title": f"{target}.classes[].title",
        **{f"class_list/class[]/{path}": to for path, to in _analyzed(f"{target}.classes[].denoms[]").items()},
        "class_list/class[]/category_list/category[]/title": f"{target}.classes[].categories[].title",
        values: f"{number}.comment",
        f"{values}/@group_id": f"{number}.groupId",
        f"{values}/@value": f"{number}.value",
        f"{values}/@spread": f"{number}.spread",
        f"{values}/@lower_limit": f"{number}.lowerLimit",
        f"{values}/@upper_limit": f"{number}.upperLimit",
    }


def _row(element: str, target: str, cells: str) -> dict[str, str]:
    return {
        f"{element}/title": f"{target}.type",
        f"{element}/participants_list/participants[]": f"{target}.{cells}[].comment",
        f"{element}/participants_list/participants[]/@group_id": f"{target}.{cells}[].groupId",
        f"{element}/participants_list/participants[]/@count": f"{target}.{cells}[].numSubjects",
    }


def _events(target: str) -> dict[str, str | Field]:
    event, to = "category_list/category[]/event_list/event[]", f"{_EVENTS}.{target}[]"
    return {
        "frequency_threshold": f"{_EVENTS}.frequencyThreshold",
        "category_list/category[]/title": f"{to}.organSystem",
        "category_list/category[]/title#total": _TOTAL,
        f"{event}/sub_title": f"{to}.term",
        f"{event}/sub_title/@vocab": f"{to}.sourceVocabulary",
        f"{event}/assessment": f"{to}.assessmentType",
        "default_vocab": f"{to}.sourceVocabulary",
        "default_assessment": f"{to}.assessmentType",
        f"{event}/description": f"{to}.notes",
        f"{event}/counts[]/@group_id": f"{to}.stats[].groupId",
        f"{event}/counts[]/@events": f"{to}.stats[].numEvents",
        f"{event}/counts[]/@subjects_affected": f"{to}.stats[].numAffected",
        f"{event}/counts[]/@subjects_at_risk": f"{to}.stats[].numAtRisk",
    }


_ANALYSIS = {
    "param_type": "paramType",
    "param_value": "paramValue",
    "dispersion_type": "dispersionType",
    "dispersion_value": "dispersionValue",
    "method": "statisticalMethod",
    "method_desc": "statisticalComment",
    "p_value": "pValue",
    "p_value_desc": "pValueComment",
    "ci_n_sides": "ciNumSides",
    "ci_percent": "ciPctValue",
    "ci_lower_limit": "ciLowerLimit",
    "ci_upper_limit": "ciUpperLimit",
    "ci_lower_limit_na_comment": "ciLowerLimitComment",  # unseen
    "ci_upper_limit_na_comment": "ciUpperLimitComment",
    "estimate_desc": "estimateComment",
    "non_inferiority": "testedNonInferiority",
    "non_inferiority_type": "nonInferiorityType",
    "non_inferiority_desc": "nonInferiorityComment",
    "other_analysis_desc": "otherAnalysisDescription",
    "groups_desc": "groupDescription",
    "group_id_list/group_id[]": "groupIds[]",
}

_PERIOD = f"{_FLOW}.periods[]"
_TABLES: Mapping[str, Mapping[str, str | Field]] = {
    "participant_flow": {
        "recruitment_details": f"{_FLOW}.recruitmentDetails",
        "pre_assignment_details": f"{_FLOW}.preAssignmentDetails",
        **_groups(f"{_FLOW}.groups[]"),
        "period_list/period[]/title": f"{_PERIOD}.title",
        **_row("period_list/period[]/milestone_list/milestone[]", f"{_PERIOD}.milestones[]", "achievements"),
        **_row(
            "period_list/period[]/drop_withdraw_reason_list/drop_withdraw_reason[]",
            f"{_PERIOD}.dropWithdraws[]",
            "reasons",
        ),
    },
    "baseline": {
        "population": f"{_BASELINE}.populationDescription",
        **_groups(f"{_BASELINE}.groups[]"),
        **_analyzed(f"{_BASELINE}.denoms[]"),
        **{f"measure_list/measure[]/{path}": to for path, to in _measure(f"{_BASELINE}.measures[]").items()},
    },
    "outcome_list/outcome[]": {
        **{f"measure/{path}": to for path, to in _measure(_OUTCOMES).items()},
        "measure/title": _SAME,
        "measure/description": _SAME,
        "measure/population": _SAME,
        "type": f"{_OUTCOMES}.type",
        "title": f"{_OUTCOMES}.title",
        "description": f"{_OUTCOMES}.description",
        "population": f"{_OUTCOMES}.populationDescription",
        "time_frame": f"{_OUTCOMES}.timeFrame",
        "posting_date": f"{_OUTCOMES}.anticipatedPostingDate",
        "safety_issue": left_out("stated until 2015; the registered outcome says the same"),
        **_groups(f"{_OUTCOMES}.groups[]"),
        **{f"analysis_list/analysis[]/{path}": f"{_OUTCOMES}.analyses[].{to}" for path, to in _ANALYSIS.items()},
    },
    "reported_events": {
        "time_frame": f"{_EVENTS}.timeFrame",
        "desc": f"{_EVENTS}.description",
        **_groups(f"{_EVENTS}.eventGroups[]"),
        **{f"serious_events/{path}": to for path, to in _events("seriousEvents").items()},
        **{f"other_events/{path}": to for path, to in _events("otherEvents").items()},
    },
    "certain_agreements": {
        "pi_employee": f"{_MORE}.certainAgreement.piSponsorEmployee",
        # A sentence, of which those of the registry mean a code.
        "restrictive_agreement": into("ct:restrictiveAgreement", "ct:agreementRestriction", "ct:agreementDetails"),
    },
    "point_of_contact": {
        "organization": f"{_MORE}.pointOfContact.organization",
        "name_or_title": _CONTACT,
        "phone": _CONTACT,  # unseen, as the next two: taken out of the records at hand
        "phone_ext": _CONTACT,
        "email": _CONTACT,
    },
}


def _field(to: str | Field) -> Field:
    return FIELDS_V2[f"resultsSection.{to}"] if isinstance(to, str) else to


FIELDS_XML_RESULTS: Mapping[str, Field] = {
    f"{_TOP}/limitations_and_caveats": _field(f"{_MORE}.limitationsAndCaveats.description"),
    **{f"{_TOP}/{table}/{path}": _field(to) for table, rows in _TABLES.items() for path, to in rows.items()},
}
"""Path -> where its values go."""

PLACES_XML_RESULTS: Mapping[str, str] = {
    f"{_TOP}/{table}/{path}": f"resultsSection.{to}"
    for table, rows in _TABLES.items()
    for path, to in rows.items()
    if isinstance(to, str)
}
"""Path -> the path of the API v2 by which messages name it."""
