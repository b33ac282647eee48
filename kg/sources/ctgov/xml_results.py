"""`clinical_results` of the legacy XML as `resultsSection` of the API v2, which it says in other words.

Events stand below their organ system, numbers in attributes, totals of events among the events; agreements are
sentences. What an element is called otherwise is the account's to say: `fields_xml_results`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.sources.ctgov.agreement_sentences import certain_agreement
from kg.sources.fields.xml_elements import Element

__all__ = ["ListedEvent", "Total", "listed_events", "results_tree", "totals_of_events"]

_Tree = dict[str, Any]

_TOTALS = {
    "total, serious adverse events": "serious",
    "total, other adverse events": "other",
    "total, all-cause mortality": "deaths",
}
_SECTIONS = ("serious_events", "other_events")
_POSTING = re.compile(r"([0-9]{2})/(?:[0-9]{2}/)?([0-9]{4})")


class ListedEvent(NamedTuple):
    """An event, and the category in which it stands."""

    category: Element
    event: Element
    positions: tuple[int, int]
    """Of the category, and of the event in it."""


class Total(NamedTuple):
    """The element with a total of events of one group."""

    kind: str
    """`serious`, `other` or `deaths`."""
    group: int
    """The position of the group."""
    section: str
    positions: tuple[int, int, int]
    """Of the category, of the event in it, and of the count."""
    element: Element


def results_tree(section: Element) -> _Tree:
    """The tree that the structs are made of; what the record does not state is None or not there."""
    return {
        "participantFlowModule": _flow(_first(section, "participant_flow")),
        "baselineCharacteristicsModule": _baseline(_first(section, "baseline")),
        "outcomeMeasuresModule": {
            "outcomeMeasures": [_outcome(each) for each in _all(section, "outcome_list/outcome")]
        },
        "adverseEventsModule": _events(_first(section, "reported_events")),
        "moreInfoModule": _more(section),
    }


def _all(element: Element | None, path: str) -> Iterator[Element]:
    """The elements at a path."""
    if element is None:
        return
    tag, _, rest = path.partition("/")
    for child in element.children:
        if child.tag == tag:
            if rest:
                yield from _all(child, rest)
            else:
                yield child


def _first(element: Element | None, path: str) -> Element | None:
    return next(_all(element, path), None)


def _text(element: Element | None, path: str) -> str | None:
    found = _first(element, path)
    return found.text.strip("\n\r") or None if found else None


def _groups(element: Element | None) -> list[_Tree]:
    return [
        {
            "id": each.attributes.get("group_id"),
            "title": _text(each, "title"),
            "description": _text(each, "description"),
        }
        for each in _all(element, "group_list/group")
    ]


# Participant flow


def _flow(flow: Element | None) -> _Tree:
    return {
        "recruitmentDetails": _text(flow, "recruitment_details"),
        "preAssignmentDetails": _text(flow, "pre_assignment_details"),
        "groups": _groups(flow),
        "periods": [
            {
                "title": _text(period, "title"),
                "milestones": [
                    {"type": _text(each, "title"), "achievements": _counts(each)}
                    for each in _all(period, "milestone_list/milestone")
                ],
                "dropWithdraws": [
                    {"type": _text(each, "title"), "reasons": _counts(each)}
                    for each in _all(period, "drop_withdraw_reason_list/drop_withdraw_reason")
                ],
            }
            for period in _all(flow, "period_list/period")
        ],
    }


def _counts(row: Element) -> list[_Tree]:
    return [
        {
            "groupId": each.attributes.get("group_id"),
            "numSubjects": each.attributes.get("count"),
            "comment": each.text or None,
        }
        for each in _all(row, "participants_list/participants")
    ]


# Measures


def _baseline(baseline: Element | None) -> _Tree:
    return {
        "populationDescription": _text(baseline, "population"),
        "groups": _groups(baseline),
        "denoms": _denoms(baseline),
        "measures": [
            {**_measure(each), "title": _text(each, "title"), "description": _text(each, "description")}
            for each in _all(baseline, "measure_list/measure")
        ],
    }


def _measure(measure: Element | None) -> _Tree:
    return {
        "populationDescription": _text(measure, "population"),
        "paramType": _text(measure, "param"),
        "dispersionType": _text(measure, "dispersion"),
        "unitOfMeasure": _text(measure, "units"),
        "denomUnitsSelected": _text(measure, "units_analyzed"),
        "denoms": _denoms(measure),
        "classes": [
            {
                "title": _text(row, "title"),
                "denoms": _denoms(row),
                "categories": [
                    {"title": _text(category, "title"), "measurements": _measurements(category)}
                    for category in _all(row, "category_list/category")
                ],
            }
            for row in _all(measure, "class_list/class")
        ],
    }


def _measurements(category: Element) -> list[_Tree]:
    names = {"groupId": "group_id", "value": "value", "spread": "spread"}
    names |= {"lowerLimit": "lower_limit", "upperLimit": "upper_limit"}
    return [
        {**{name: each.attributes.get(written) for name, written in names.items()}, "comment": each.text or None}
        for each in _all(category, "measurement_list/measurement")
    ]


def _denoms(element: Element | None) -> list[_Tree]:
    return [
        {
            "units": _text(each, "units"),
            "counts": [
                {"groupId": count.attributes.get("group_id"), "value": count.attributes.get("value")}
                for count in _all(each, "count_list/count")
            ],
        }
        for each in _all(element, "analyzed_list/analyzed")
    ]


def _outcome(outcome: Element) -> _Tree:
    measure = _first(outcome, "measure")
    posting = _POSTING.fullmatch((_text(outcome, "posting_date") or "").strip())
    return {
        **_measure(measure),
        "type": _text(outcome, "type"),
        "title": _text(outcome, "title") or _text(measure, "title"),
        "description": _text(outcome, "description") or _text(measure, "description"),
        "populationDescription": _text(outcome, "population") or _text(measure, "population"),
        "timeFrame": _text(outcome, "time_frame"),
        "anticipatedPostingDate": f"{posting[2]}-{posting[1]}" if posting else _text(outcome, "posting_date"),
        "groups": _groups(outcome),
        "analyses": [_analysis(each) for each in _all(outcome, "analysis_list/analysis")],
    }


_OF_ANALYSIS = {
    "paramType": "param_type",
    "paramValue": "param_value",
    "dispersionType": "dispersion_type",
    "dispersionValue": "dispersion_value",
    "statisticalMethod": "method",
    "statisticalComment": "method_desc",
    "pValue": "p_value",
    "pValueComment": "p_value_desc",
    "ciNumSides": "ci_n_sides",
    "ciPctValue": "ci_percent",
    "ciLowerLimit": "ci_lower_limit",
    "ciUpperLimit": "ci_upper_limit",
    "ciLowerLimitComment": "ci_lower_limit_na_comment",
    "ciUpperLimitComment": "ci_upper_limit_na_comment",
    "estimateComment": "estimate_desc",
    "testedNonInferiority": "non_inferiority",
    "nonInferiorityType": "non_inferiority_type",
    "nonInferiorityComment": "non_inferiority_desc",
    "otherAnalysisDescription": "other_analysis_desc",
    "groupDescription": "groups_desc",
}


def _analysis(analysis: Element) -> _Tree:
    groups = [each.text for each in _all(analysis, "group_id_list/group_id")]
    return {**{name: _text(analysis, element) for name, element in _OF_ANALYSIS.items()}, "groupIds": groups}


# Adverse events


def _events(events: Element | None) -> _Tree:
    groups = _groups(events)
    _add_totals(groups, events)
    return {
        "timeFrame": _text(events, "time_frame"),
        "description": _text(events, "desc"),
        "frequencyThreshold": _text(events, "other_events/frequency_threshold")
        or _text(events, "serious_events/frequency_threshold"),
        "eventGroups": groups,
        "seriousEvents": list(_listed(events, "serious_events")),
        "otherEvents": list(_listed(events, "other_events")),
    }


def _add_totals(groups: list[_Tree], events: Element | None) -> None:
    for each in totals_of_events(events):
        groups[each.group][f"{each.kind}NumAffected"] = each.element.attributes.get("subjects_affected")
        groups[each.group][f"{each.kind}NumAtRisk"] = each.element.attributes.get("subjects_at_risk")


def totals_of_events(events: Element | None) -> Iterator[Total]:
    """The totals of `reported_events`: they stand among the events, under a system of their own."""
    groups = {each.attributes.get("group_id"): place for place, each in enumerate(_all(events, "group_list/group"))}
    for section in _SECTIONS:
        for each in _each_event(events, section):
            name = _TOTALS.get((_text(each.event, "sub_title") or "").casefold())
            for place, count in enumerate(_all(each.event, "counts") if name else ()):
                group = count.attributes.get("group_id")
                if name and group in groups:
                    yield Total(name, groups[group], section, (*each.positions, place), count)


def listed_events(events: Element | None, section: str) -> Iterator[ListedEvent]:
    """The events of a section of `reported_events`, without the totals."""
    for each in _each_event(events, section):
        if (_text(each.event, "sub_title") or "").casefold() not in _TOTALS:
            yield each


def _each_event(events: Element | None, section: str) -> Iterator[ListedEvent]:
    for number, category in enumerate(_all(events, f"{section}/category_list/category")):
        for place, event in enumerate(_all(category, "event_list/event")):
            yield ListedEvent(category, event, (number, place))


def _listed(events: Element | None, section: str) -> Iterator[_Tree]:
    vocabulary, assessment = (_text(events, f"{section}/{name}") for name in ("default_vocab", "default_assessment"))
    for category, event, _ in listed_events(events, section):
        term = _first(event, "sub_title")
        yield {
            "term": term.text if term else None,
            "organSystem": _text(category, "title"),
            "sourceVocabulary": (term and term.attributes.get("vocab")) or vocabulary,
            "assessmentType": _text(event, "assessment") or assessment,
            "notes": _text(event, "description"),
            "stats": [
                {
                    "groupId": each.attributes.get("group_id"),
                    "numEvents": each.attributes.get("events"),
                    "numAffected": each.attributes.get("subjects_affected"),
                    "numAtRisk": each.attributes.get("subjects_at_risk"),
                }
                for each in _all(event, "counts")
            ],
        }


# What is said of them


def _more(section: Element) -> _Tree:
    employed, restrictive = (
        _text(section, f"certain_agreements/{name}") for name in ("pi_employee", "restrictive_agreement")
    )
    return {
        "limitationsAndCaveats": {"description": _text(section, "limitations_and_caveats")},
        "certainAgreement": certain_agreement(employed, restrictive),
        "pointOfContact": {"organization": _text(section, "point_of_contact/organization")},
    }
