"""When a study was, or is to be, in which state."""

from typing import NamedTuple

from kg.dates import PartialDate
from kg.record import Coded, PostedDate, StudyDate
from kg.sources.fhir.spellings import ACTIVITIES
from kg.sources.fhir.structs import Extension, Progress, ResearchStudy
from kg.sources.fhir.values import code_of, codes_in, name_of
from kg.sources.fields.remarks import Remarks

__all__ = ["ACTIVITY", "OVERALL", "PRIMARY", "StatedDates", "activity_dates", "stated_dates"]

ACTIVITY, PRIMARY = "researchStudy-studyRegistration", "primary-outcome-data-collection"
"""The extension of FHIR for what happened to a record, and the activity that is of the study."""
OVERALL = "overall-study"
"""The state from the start of a study to its end."""
_PATH = "progressStatus[]"
_KINDS = {True: "ACTUAL", False: "ESTIMATED", None: None}


class StatedDates(NamedTuple):
    """The state of a study, and its days."""

    status: Coded | None = None
    registered: PartialDate | None = None
    start: StudyDate | None = None
    completion: StudyDate | None = None
    recruitment_end: StudyDate | None = None


def stated_dates(study: ResearchStudy, remarks: Remarks, *, profiled: bool) -> StatedDates:
    """What a record says of its course; the profile of DRKS records has a form of its own for it."""
    start, end = (
        remarks.date(text, f"period.{name}")
        for name, text in (("start", study.period.start), ("end", study.period.end))
    )
    whole = (StudyDate(date=start) if start else None, StudyDate(date=end) if end else None)
    return _of_profile(study, remarks, *whole) if profiled else _of_standard(study, remarks, *whole)


def _of_profile(
    study: ResearchStudy, remarks: Remarks, start: StudyDate | None, completion: StudyDate | None
) -> StatedDates:
    """The day of registration is that of `approved`; the state stands alone, its actual and planned days apart."""
    status, registered = None, None
    for position, each in enumerate(study.progress_status):
        first = remarks.date(each.period.start, f"{_PATH}.period.start", position)
        last = remarks.date(each.period.end, f"{_PATH}.period.end", position)
        if "approved" in codes_in(each.state):
            registered = registered or first
        elif first is None and last is None:
            status = status or code_of("overall-status", each.state, remarks, f"{_PATH}.state", position)
        else:
            kind = _KINDS[each.actual]
            start = _better(start, first, kind)
            completion = _better(completion, last, kind)
    return StatedDates(status, registered, start, completion)


def activity_dates(study: ResearchStudy, remarks: Remarks) -> tuple[dict[str, PostedDate], StudyDate | None]:
    """The days on which something happened to the record, by the field for each, and the primary completion."""
    found: dict[str, PostedDate] = {}
    primary = None
    for position, each in enumerate(study.extension):
        if name_of(each.url) != ACTIVITY:
            continue
        code, actual, period = _activity(each)
        date = remarks.date(period, "extension[]", position)
        kind = _KINDS[actual]
        if date and code in ACTIVITIES:
            found[ACTIVITIES[code]] = PostedDate(date=date, type=kind)
        elif date and code == PRIMARY:
            primary = StudyDate(date=date, type=kind)
        elif code not in {*ACTIVITIES, PRIMARY}:
            remarks.note("CT-R010", f"`{code}` is no known activity of a registry", "extension[]", position)
    return found, primary


def _activity(extension: Extension) -> tuple[str, bool | None, str | None]:
    """The code of what happened, whether it did, and its last day, else the first."""
    code, actual, day = "", None, None
    for each in extension.extension:
        if each.url == "activity":
            code = next(iter(codes_in(each.value_codeable_concept)), "")
        elif each.url == "actual":
            actual = each.value_boolean
        elif each.url == "period":
            day = each.value_period.end or each.value_period.start
    return code, actual, day


def _better(known: StudyDate | None, date: PartialDate | None, kind: str | None) -> StudyDate | None:
    """The day on which it happened, else the planned one."""
    is_better = date is not None and (known is None or (known.type != "ACTUAL" and kind == "ACTUAL"))
    return StudyDate(date=date, type=kind) if date and is_better else known


def _of_standard(
    study: ResearchStudy, remarks: Remarks, start: StudyDate | None, completion: StudyDate | None
) -> StatedDates:
    """The state is the last that has begun and not ended; while recruiting, participants are taken in."""
    current: list[tuple[str, int, Progress]] = []
    recruitment_end = None
    for position, each in enumerate(study.progress_status):
        first = remarks.date(each.period.start, f"{_PATH}.period.start", position)
        last = remarks.date(each.period.end, f"{_PATH}.period.end", position)
        kind = _KINDS[each.actual]
        if OVERALL in codes_in(each.state):
            start = StudyDate(date=first, type=kind) if first else start
            completion = StudyDate(date=last, type=kind) if last else completion
            continue
        if "recruiting" in codes_in(each.state):
            start = start or (StudyDate(date=first, type=kind) if first else None)
            recruitment_end = StudyDate(date=last, type=kind) if last else recruitment_end
        if each.actual is not False and last is None:
            current.append((str(first or ""), position, each))
    found = max(current, key=lambda each: each[:2], default=None)
    status = code_of("overall-status", found[2].state, remarks, f"{_PATH}.state", found[1]) if found else None
    return StatedDates(status, None, start, completion, recruitment_end)
