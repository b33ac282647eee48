"""The 24 items of the WHO Trial Registration Data Set 1.3.1, and whether a record as read fills each."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.record import Study

__all__ = ["ITEMS", "Item"]


class Item(NamedTuple):
    """One item: its name, and whether a record fills it."""

    name: str
    filled: Callable[[Study], object]


def _registered(study: Study) -> object:
    record = study.registration
    return record.first_submitted or record.first_submitted_qc or record.first_posted


ITEMS: Mapping[int, Item] = {
    1: Item("registry and id", lambda study: study.id),
    2: Item("date of registration", _registered),
    3: Item("secondary ids", lambda study: any(each.role != "ORG_STUDY_ID" for each in study.identifiers)),
    4: Item("sources of support", lambda study: study.collaborators),
    5: Item("primary sponsor", lambda study: study.lead_sponsor),
    6: Item("secondary sponsors", lambda study: study.collaborators),
    7: Item("contact for the public", lambda study: study.contacts),
    8: Item("contact for science", lambda study: study.officials),
    9: Item("public title", lambda study: study.title),
    10: Item("scientific title", lambda study: study.official_title),
    11: Item("countries", lambda study: study.countries or any(each.country for each in study.sites)),
    12: Item("conditions", lambda study: study.conditions),
    13: Item("interventions", lambda study: study.interventions),
    14: Item("eligibility", lambda study: study.eligibility),
    15: Item("study type", lambda study: study.study_type),
    16: Item("first enrolment", lambda study: study.start),
    17: Item("sample size", lambda study: study.enrollment),
    18: Item("recruitment status", lambda study: study.status),
    19: Item("primary outcomes", lambda study: study.primary_outcomes),
    20: Item("secondary outcomes", lambda study: study.secondary_outcomes),
    21: Item("ethics review", lambda study: None),
    22: Item("completion", lambda study: study.completion),
    23: Item("results or none", lambda study: study.has_results is not None),
    24: Item("sharing of data", lambda study: study.ipd_sharing and study.ipd_sharing.statement),
}
