"""A trial of ISRCTN -> the record, whatever the format it was read from."""

from kg.ages import age_in_years
from kg.dates import PartialDate
from kg.iris import study_id
from kg.record import (
    BrowseLeaf,
    Coded,
    Design,
    Eligibility,
    Enrollment,
    Indexing,
    PostedDate,
    Registration,
    Study,
    StudyDate,
)
from kg.registries import registered
from kg.sources.criteria.two_texts import criteria_of_sides
from kg.sources.fields.clean import short, shorts, speakable
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn import outcomes, people, results
from kg.sources.isrctn.interventions import interventions_of, phases_of
from kg.sources.isrctn.secondary_numbers import identifiers_of
from kg.sources.isrctn.spellings import DESIGNS, SPELLINGS
from kg.sources.isrctn.structs import AgeLimit, IsrctnTrial
from kg.sources.isrctn.words import codes_of, count_of, is_not_provided, said_in, stated, versions_of

__all__ = ["PUBLISHER", "notation", "study_of"]

PUBLISHER = "isrctn"

_RUNNING = frozenset({"NOT_YET_RECRUITING", "RECRUITING", "SUSPENDED"})
_NOT_PROVIDED = (
    ("summary", "briefSummary"),
    ("hypothesis", "detailedDescription"),
    ("inclusion", "eligibility"),
)
"""Field -> the property that is missing where the field says that it was not provided."""


def notation(code_list: str, text: str) -> str | None:
    """The notation that a spelling is taken for; of two phases both."""
    return SPELLINGS[code_list].get(text.strip().casefold())


def study_of(trial: IsrctnTrial, remarks: Remarks) -> Study | None:
    """The record of a trial; None, with a remark, if it does not say which trial it is."""
    identity = _identity(trial)
    if identity is None:
        remarks.note("CT-R002", "the record does not state the id of its study", "number")
        return None
    known = registered(identity)
    if known is None or known.publisher != PUBLISHER:
        what = f"`{identity[:60]}` is no id of ISRCTN: ISRCTN and eight digits, as in ISRCTN54285094"
        remarks.note("CT-R130", what, "number")
    registration = _registration(trial, remarks)
    status = _status(trial, registration.updated or registration.retrieved, remarks)
    return _study(identity, trial, registration, status, remarks)


def _identity(trial: IsrctnTrial) -> str | None:
    written = speakable(stated(trial.number) or stated(trial.canonical) or "")
    return study_id(f"ISRCTN{written}" if written.isdecimal() else written) or None


def _study(
    identity: str, trial: IsrctnTrial, registration: Registration, status: Coded | None, remarks: Remarks
) -> Study:
    summary, asked = people.main_contacts_of(remarks.long(trial.summary))
    sponsors = people.sponsors_of(trial, remarks)
    primary, original_primary = outcomes.outcomes_of(trial.primary_outcomes, trial.primary_outcome, remarks)
    secondary, original_secondary = outcomes.outcomes_of(trial.secondary_outcomes, trial.secondary_outcome, remarks)
    target = count_of(trial.target, remarks, "target") or count_of(trial.total_target, remarks, "total_target")
    return Study(
        id=identity,
        publisher=PUBLISHER,
        registration=registration,
        identifiers=identifiers_of(trial),
        title=stated(trial.title),
        official_title=stated(trial.scientific_title),
        acronym=stated(trial.acronym),
        brief_summary=None if is_not_provided(summary) else summary,
        detailed_description=None if is_not_provided(trial.hypothesis) else remarks.long(trial.hypothesis),
        status=status,
        why_stopped=stated(trial.reason_abandoned),
        start=_date(trial.recruitment_start, remarks, "recruitment_start"),
        recruitment_end=_date(trial.recruitment_end, remarks, "recruitment_end"),
        completion=_date(trial.overall_end, remarks, "overall_end"),
        has_results=results.has_results(trial),
        results_summary=results.summary_of(trial, remarks),
        study_type=next(iter(codes_of("study-type", trial.primary_design, remarks, "primary_design")), None),
        phases=phases_of(trial, remarks),
        design=_design(trial, remarks),
        enrollment=_enrollment(trial, target, status, remarks),
        target_enrollment=target,
        conditions=_conditions(trial),
        interventions=interventions_of(trial, remarks),
        primary_outcomes=primary,
        secondary_outcomes=secondary,
        original_primary_outcomes=original_primary,
        original_secondary_outcomes=original_secondary,
        eligibility=_eligibility(trial, remarks),
        lead_sponsor=sponsors[0] if sponsors else None,
        collaborators=sponsors[1:],
        funders=people.funders_of(trial),
        officials=people.officials_of(trial),
        contacts=(*people.contacts_of(trial, remarks), *asked),
        sites=people.sites_of(trial),
        countries=shorts(trial.countries),
        references=results.references_of(trial, remarks),
        links=results.links_of(trial),
        ipd_sharing=results.ipd_sharing_of(trial, remarks),
        ethics_reviews=results.ethics_reviews_of(trial, remarks),
        condition_indexing=_indexing(trial),
        documents=results.documents_of(trial, remarks),
    )


def _registration(trial: IsrctnTrial, remarks: Remarks) -> Registration:
    assigned = remarks.date(trial.assigned, "assigned") or remarks.date(trial.canonical_assigned, "canonical_assigned")
    missing = [name for field, name in _NOT_PROVIDED if is_not_provided(getattr(trial, field))]
    policies = (trial.ipd_statement, *trial.data_policies, trial.data_policy)
    if any(map(is_not_provided, policies)) and not any(map(stated, (trial.ipd_plan, *policies))):
        missing.append("ipdSharing")
    return Registration(
        first_posted=PostedDate(date=assigned) if assigned else None,
        updated=remarks.date(trial.updated, "updated"),
        retrieved=remarks.date((trial.retrieved or "").partition(" ")[0] or None, "retrieved"),
        not_provided=tuple(dict.fromkeys(missing)),
    )


def _date(text: str | None, remarks: Remarks, path: str) -> StudyDate | None:
    date = remarks.date(text, path)
    return StudyDate(date=date) if date else None


def _status(trial: IsrctnTrial, day: PartialDate | None, remarks: Remarks) -> Coded | None:
    """The status that a record states, else the one that its dates had on its day, as the registry's pages show it.

    The XML states a status only where it is not that of the dates: "If trial end date > system date, status will read
    'Ongoing'; if trial end date < system date, 'Completed'" (the registry's profile at the WHO). The day is that of the
    last update, or that of the download.
    """
    for text, path in (
        (trial.status_override, "status_override"),
        (trial.recruitment_override, "recruitment_override"),
        (trial.recruitment_start_override, "recruitment_start_override"),
    ):
        if stated(text) and (text or "").strip().casefold() != "ongoing":
            return remarks.code("overall-status", text, path)
    unheard = Remarks()
    dates = [unheard.date(each, "") for each in (trial.recruitment_start, trial.recruitment_end, trial.overall_end)]
    return _status_on(day, *dates) if day else None


def _status_on(
    day: PartialDate, start: PartialDate | None, last: PartialDate | None, end: PartialDate | None
) -> str | None:
    if end and end.is_before(day):
        return "COMPLETED"
    if start and day.is_before(start):
        return "NOT_YET_RECRUITING"
    if last and last.is_before(day):
        return "ACTIVE_NOT_RECRUITING" if end else None
    return "RECRUITING" if start and last else None


def _enrollment(trial: IsrctnTrial, target: int | None, status: Coded | None, remarks: Remarks) -> Enrollment | None:
    """How many were enrolled, else how many are to be; 0 stands in the field until recruitment has ended."""
    final = count_of(trial.final, remarks, "final")
    if final == 0 and (status is None or status in _RUNNING):
        remarks.note("CT-R134", "a final enrolment of 0 before the end means that it is not known", "final")
        final = None
    if final is not None:
        return Enrollment(count=final, type="ACTUAL")
    return Enrollment(count=target, type="ESTIMATED") if target is not None else None


def _design(trial: IsrctnTrial, remarks: Remarks) -> Design:
    named = DESIGNS.get((short(trial.secondary_design) or "not applicable").casefold())
    if named is None:
        remarks.note("CT-R010", f"`{short(trial.secondary_design)}` is no known study design", "secondary_design")
        named = {}

    prose = said_in(trial.design)

    def code(code_list: str, text: str | None, path: str) -> Coded | None:
        found = next(iter(codes_of(code_list, text, remarks, path)), None)
        return found or named.get(code_list) or prose.get(code_list)

    control = codes_of("control-type", trial.control, remarks, "control")
    purposes = _purposes(trial, remarks)
    return Design(
        allocation=code("allocation", trial.allocation, "allocation"),
        intervention_model=code("intervention-model", trial.assignment, "assignment"),
        intervention_model_description=remarks.long(stated(trial.design)),
        primary_purpose=purposes[0] if len(purposes) == 1 else None,
        purposes=purposes if len(purposes) > 1 else (),
        control_types=control or ((prose["control-type"],) if "control-type" in prose else ()),
        masking=code("masking", trial.masking, "masking"),
        observational_model=named.get("observational-model"),
        time_perspective=named.get("time-perspective")
        or (prose.get("time-perspective") if trial.primary_design == "Observational" else None),
    )


def _purposes(trial: IsrctnTrial, remarks: Remarks) -> tuple[Coded, ...]:
    """What the trial is for, in two lists or in one element."""
    written = [(text, "purposes[]", position) for position, text in enumerate(trial.purposes)]
    written += [(text, "types[]", position) for position, text in enumerate(trial.types)]
    written += [(trial.type, "type", 0)] if trial.type else []
    found = [codes_of("primary-purpose", text, remarks, path, position) for text, path, position in written]
    return tuple(dict.fromkeys(each for codes in found for each in codes))


def _conditions(trial: IsrctnTrial) -> tuple[str, ...]:
    """The conditions: each line of a description names one."""
    lines = [line for each in trial.conditions for line in (each.description or "").split("\n")]
    return tuple(dict.fromkeys(name for line in lines if (name := stated(line))))


def _indexing(trial: IsrctnTrial) -> Indexing:
    """Under what the registry files the conditions: a category, such as `Cancer`, and a disease of it."""
    names = [name for each in trial.conditions for name in (each.category, each.disease)]
    return Indexing(leaves=tuple([BrowseLeaf(name=name) for name in dict.fromkeys(map(stated, names)) if name]))


def _eligibility(trial: IsrctnTrial, remarks: Remarks) -> Eligibility | None:
    inclusion, exclusion = (
        None if is_not_provided(each) else remarks.long(each) for each in (trial.inclusion, trial.exclusion)
    )
    whole = criteria_of_sides(inclusion, exclusion)
    current = criteria_of_sides(versions_of(inclusion).current, versions_of(exclusion).current)
    types = {each.strip().casefold() for each in (*trial.participant_types, trial.participant_type or "")}
    healthy = trial.healthy_volunteers
    eligibility = Eligibility(
        criteria=whole.text,
        listed_criteria=current.criteria,
        minimum_age=_age(trial.lower_age, remarks, "lower_age"),
        maximum_age=_age(trial.upper_age, remarks, "upper_age"),
        sex=next(iter(codes_of("sex", trial.gender, remarks, "gender")), None),
        healthy_volunteers=True if healthy is None and "healthy volunteer" in types else healthy,
        age_groups=codes_of("age-group", trial.age_range, remarks, "age_range"),
    )
    return eligibility if eligibility != Eligibility() else None


def _age(limit: AgeLimit, remarks: Remarks, path: str) -> str | None:
    """An age as written, else made of its number and its unit."""
    age = stated(limit.text)
    if age is None and limit.value and limit.unit:
        age = f"{limit.value.removesuffix('.0')} {limit.unit.capitalize()}"
    if age is not None and age_in_years(age) is None:
        remarks.note("CT-R131", f"`{age[:60]}` is no age with a unit; it is kept as text", f"{path}.text")
    return age
