"""When a study was, or is to be, in which state."""

from typing import NamedTuple

from kg.dates import PartialDate
from kg.record import Coded, StudyDate
from kg.sources.fhir.structs import Progress, ResearchStudy
from kg.sources.fhir.values import code_of, codes_in
from kg.sources.fields.remarks import Remarks

__all__ = ["StatedDates", "stated_dates"]

_PATH = "progressStatus[]"


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
            kind = {True: "ACTUAL", False: "ESTIMATED", None: None}[each.actual]
            start = _better(start, first, kind)
            completion = _better(completion, last, kind)
    return StatedDates(status, registered, start, completion)


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
        kind = {True: "ACTUAL", False: "ESTIMATED", None: None}[each.actual]
        if "recruiting" in codes_in(each.state):
            start = start or (StudyDate(date=first, type=kind) if first else None)
            recruitment_end = StudyDate(date=last, type=kind) if last else recruitment_end
        if each.actual is not False and last is None:
            current.append((str(first or ""), position, each))
    found = max(current, key=lambda each: each[:2], default=None)
    status = code_of("overall-status", found[2].state, remarks, f"{_PATH}.state", found[1]) if found else None
    return StatedDates(status, None, start, completion, recruitment_end)
