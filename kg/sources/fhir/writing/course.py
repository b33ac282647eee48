"""What a study and its record went through: states, days, and who was told when."""

from kg.dates import PartialDate
from kg.record import Coded, PostedDate, Registration, Study, StudyDate
from kg.sources.fhir.dates import ACTIVITY, OVERALL, PRIMARY
from kg.sources.fhir.spellings import ACTIVITIES, SYSTEMS
from kg.sources.fhir.writing.elements import Element, concept_of, date_of, of_system, period_of, present

__all__ = ["activities_of", "progress_of", "updated_of"]

_EXTENSION = f"http://hl7.org/fhir/StructureDefinition/{ACTIVITY}"
_HAPPENED = {"ACTUAL": True, "ESTIMATED": False}


def progress_of(study: Study) -> list[Element]:
    """The state of the study, then each of its days, with whether it has come."""
    days = [
        _state({"state": _standard_state(OVERALL)}, study.start, None),
        _state({"state": _standard_state(OVERALL)}, None, study.completion),
        _state({"state": _standard_state("recruiting")}, None, study.recruitment_end),
    ]
    status = concept_of("overall-status", study.status)
    states: list[Element] = [{"state": status}] if status else []
    return states + [each for each in days if each]


def _standard_state(code: str) -> Element:
    """A state by its code in FHIR."""
    return {"coding": [{"system": SYSTEMS["overall-status"], "code": code}]}


def _state(state: Element, start: StudyDate | None, end: StudyDate | None) -> Element:
    stated = start or end
    if stated is None:
        return {}
    period = period_of(start.date if start else None, end.date if end else None)
    return present({**state, "actual": _happened(stated.type), "period": period})


def _happened(kind: Coded | None) -> bool | None:
    return _HAPPENED.get(kind) if isinstance(kind, str) else None


def activities_of(study: Study) -> list[Element]:
    """What happened to the record, and when the data of the primary outcome were, or are to be, complete."""
    found = [_activity(code, getattr(study.registration, name)) for code, name in ACTIVITIES.items()]
    return [each for each in (*found, _activity(PRIMARY, study.primary_completion)) if each]


def _activity(code: str, stated: PartialDate | PostedDate | StudyDate | None) -> Element:
    if stated is None:
        return {}
    date, kind = (stated, None) if isinstance(stated, PartialDate) else (stated.date, stated.type)
    parts: list[Element] = [{"url": "activity", "valueCodeableConcept": of_system("activity", code)}]
    if (happened := _happened(kind)) is not None:
        parts.append({"url": "actual", "valueBoolean": happened})
    parts.append({"url": "period", "valuePeriod": {"end": date_of(date)}})
    return {"url": _EXTENSION, "extension": parts}


def updated_of(registration: Registration) -> str | None:
    """The day of the last update, however it is stated."""
    posted = registration.last_update_posted
    return date_of(registration.updated or (posted.date if posted else None) or registration.last_update_submitted)
