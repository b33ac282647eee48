"""The course of a trial in each member state: status, planned number, dates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.countries import country_code, country_name
from kg.dates import PartialDate
from kg.record import Coded, NationalCourse
from kg.sources.ctis.structs import CtisTrial, Event, MemberState, PartII
from kg.sources.ctis.values import code_of, date_of, earliest, latest
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["country_of", "courses_of", "ended_early", "parts_of", "statuses_in"]

_STATUSES = re.compile(r"([A-Z]{2}): ?(.*?)(?=, ?[A-Z]{2}:|\Z)")
_UNDER_EVALUATION = "under evaluation"
_STATES = "memberStatesConcerned[]"
_EARLY, _PLANNED = "early termination", "end of trial"
_EVENTS: Mapping[str, str] = {
    # Records since June 2024 write `START_OF_TRIAL`, those before it `Start of Trial`. All but the starts are unseen.
    "start of trial": "start",
    "start of recruitment": "recruitment_start",
    "end of recruitment": "recruitment_end",
    _PLANNED: "end",
    _EARLY: "end",
    "temporary halt": "halted",
    "restart of trial": "restarted",
    "restart of recruitment": "restarted",
}


class _Dated(NamedTuple):
    """A day on which something happened in a country."""

    country: str
    what: str
    date: PartialDate | None


def statuses_in(text: str) -> Iterator[tuple[str, str]]:
    """The countries and their status in `CZ:Authorised, not started, DE:Ongoing, recruiting`."""
    return ((found[1], found[2]) for found in _STATUSES.finditer(text))


def country_of(name: str | None) -> str | None:
    """The name of a country as it is in use, `South Korea`; of any other text itself."""
    written = short(name)
    return (country_name(country_code(written) or "") or written) if written else None


def parts_of(trial: CtisTrial) -> tuple[PartII, ...]:
    """The Parts II, one a member state."""
    return trial.authorized_application.authorized_parts_ii or trial.authorized_parts_ii


def courses_of(trial: CtisTrial, remarks: Remarks) -> tuple[NationalCourse, ...]:
    """The course of the trial in each member state concerned, in the order of the record."""
    states = _states(trial)
    statuses = _statuses(trial, states, remarks)
    numbers = {_country(each.msc_info): each.recruitment_subject_count for each in parts_of(trial)}
    dated = [*_of_states(states, remarks), *_of_events(trial, remarks), *_of_halts(trial, remarks)]
    return tuple(
        [
            NationalCourse(
                country=country,
                status=statuses.get(country),
                target_enrollment=_number(numbers.get(country), states.get(country, ())),
                authorized=_authorized(states.get(country, ()), remarks),
                start=earliest(_days(dated, country, "start")),
                recruitment_start=earliest(_days(dated, country, "recruitment_start")),
                recruitment_end=latest(_days(dated, country, "recruitment_end")),
                end=latest(_days(dated, country, "end")),
                halted=latest(_days(dated, country, "halted")),
                restarted=latest(_days(dated, country, "restarted")),
            )
            for country in dict.fromkeys((*states, *statuses, *(each.country for each in dated)))
        ]
    )


def ended_early(trial: CtisTrial) -> bool:
    """Whether the sponsor ended the trial early in some member state, and in none as planned."""
    kinds = {_kind(event) for _, _, event in _notified(trial)}
    return _EARLY in kinds and _PLANNED not in kinds


def _country(state: MemberState) -> str | None:
    return country_of(state.msc_name) or country_of(state.country_name)


def _states(trial: CtisTrial) -> dict[str, list[MemberState]]:
    """What is said of each member state, at several places."""
    application = trial.authorized_application
    found: dict[str, list[MemberState]] = {}
    stated = (*application.member_states_concerned, *trial.member_states_concerned)
    for each in (*stated, *(part.msc_info for part in parts_of(trial))):
        if country := _country(each):
            found.setdefault(country, []).append(each)
    return found


def _statuses(trial: CtisTrial, states: Mapping[str, list[MemberState]], remarks: Remarks) -> dict[str, Coded]:
    """The status in each state: the public one, else that of a list of a search, else that of the application."""
    listed = {country_name(code) or code: text for code, text in statuses_in(trial.trial_countries or "")}
    found: dict[str, Coded] = {}
    for place, country in enumerate(dict.fromkeys((*states, *listed))):
        known = states.get(country, [])
        numbers = [str(each.msc_public_status_code) for each in known if each.msc_public_status_code is not None]
        for text in (*numbers, listed.get(country), *(each.trial_status for each in known)):
            if code := code_of("overall-status", text, remarks, f"{_STATES}.trialStatus", place):
                found[country] = code
                break
    return found


def _number(stated: int | None, states: Iterable[MemberState]) -> int | None:
    numbers = (stated, *(each.recruitment_subject_count for each in states))
    return next((each for each in numbers if each is not None and each >= 0), None)


def _authorized(states: Iterable[MemberState], remarks: Remarks) -> PartialDate | None:
    """The first decision. While a state evaluates, the day of a transitional trial's submission stands there."""
    return earliest(
        date_of(each.first_decision_date, remarks, f"{_STATES}.firstDecisionDate", place)
        for place, each in enumerate(states)
        if (each.trial_status or "").casefold() != _UNDER_EVALUATION
    )


def _days(dated: Iterable[_Dated], country: str, what: str) -> Iterator[PartialDate | None]:
    return (each.date for each in dated if each.country == country and each.what == what)


def _of_states(states: Mapping[str, list[MemberState]], remarks: Remarks) -> Iterator[_Dated]:
    """The periods of each state."""
    for country, known in states.items():
        for each in known:
            for what, path, text in _periods(each):
                yield _Dated(country, what, date_of(text, remarks, f"memberStatesConcerned.{path}"))


def _periods(state: MemberState) -> Iterator[tuple[str, str, str | None]]:
    for trial in state.trial_period:
        yield "start", "trialPeriod.trialStartDate", trial.trial_start_date
        yield "halted" if trial.is_temporary_halt else "end", "trialPeriod.trialEndDate", trial.trial_end_date
    for recruitment in state.trial_recruitment_period:
        path = "trialRecruitmentPeriod.recruitment"
        yield "recruitment_start", f"{path}StartDate", recruitment.recruitment_start_date
        yield "recruitment_end", f"{path}EndDate", recruitment.recruitment_end_date
    yield "halted", "temporaryHaltDate", state.temporary_halt_date
    yield "restarted", "trialRestartDate", state.trial_restart_date
    yield "restarted", "recruitmentRestartDate", state.recruitment_restart_date


def _notified(trial: CtisTrial) -> Iterator[tuple[str, str | None, Event]]:
    """Each notification, with its path and the state that it is of."""
    for each in trial.events.trial_events:
        yield from (("events.trialEvents.events", each.msc_name, event) for event in each.events)
    path = "mscTrialNotificationsInfoList.mscNotificationsListInfo"
    for each in trial.msc_trial_notifications_info_list:
        yield from ((path, each.msc_name, event) for event in each.msc_notifications_list_info)


def _kind(event: Event) -> str:
    return (short(event.notification_type) or "").casefold().replace("_", " ")


def _of_events(trial: CtisTrial, remarks: Remarks) -> Iterator[_Dated]:
    """What the sponsor notified; a notification of another kind is noted."""
    for path, state, event in _notified(trial):
        what, country = _EVENTS.get(_kind(event)), country_of(state)
        if what is None:
            remarks.note("CT-R010", f"`{short(event.notification_type)}` is no known kind of notification", path)
        elif country:
            yield _Dated(country, what, date_of(event.date, remarks, f"{path}.date"))


def _of_halts(trial: CtisTrial, remarks: Remarks) -> Iterator[_Dated]:
    for place, halt in enumerate(trial.events.temporary_halt_list):
        date = date_of(halt.halt_date, remarks, "events.temporaryHaltList[].haltDate", place)
        yield from (_Dated(country, "halted", date) for each in halt.msc_list if (country := country_of(each.msc_name)))
