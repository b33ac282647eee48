"""A trial of DRKS -> the record."""

from collections.abc import Sequence

from kg.ages import age_in_years
from kg.countries import country_name
from kg.iris import study_id
from kg.record import (
    Arm,
    BrowseLeaf,
    Coded,
    Design,
    Eligibility,
    Enrollment,
    EthicsReview,
    Indexing,
    Intervention,
    PostedDate,
    Registration,
    Site,
    Study,
    StudyDate,
)
from kg.registries import registered
from kg.sources.criteria.two_texts import criteria_of_sides
from kg.sources.drks import people, results
from kg.sources.drks.structs import Age, DrksTrial, Group, Recruitment, StudyCharacteristic
from kg.sources.drks.values import ENGLISH, code_of, text_of
from kg.sources.fields.catalogue_terms import term_of
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.outcome_texts import outcomes_in
from kg.sources.fields.remarks import Remarks

__all__ = ["PUBLISHER", "study_of"]

PUBLISHER = "drks"

_LEVELS = (None, "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")
_UNITS = {
    "DAYS": "Days",
    "WEEKS": "Weeks",
    "MONTHS": "Months",
    "YEARS": "Years",
    "WEEK_OF_PREGNANCY": "Weeks of pregnancy",
}
_NO_LIMIT = frozenset({"NO_MIN_AGE", "NO_MAX_AGE"})
_CHARACTERISTIC = "studyCharacteristic"
_REASONS = ("reason_description", "reason_for_status_description")
_ALLOCATION_TEXTS = ("type_of_hidden_allocation", "type_of_sequence_generation")
_WORDS = "FREETEXT"
"""The catalogue of conditions that stand in none."""
_LEADING = "ETHICS_COMMITTEE"


def study_of(trial: DrksTrial, remarks: Remarks) -> Study | None:
    """The record of a trial; None, with a remark, if it does not say which trial it is."""
    identity = study_id(speakable(trial.drks_id)) if trial.drks_id else ""
    if not identity:
        remarks.note("CT-R002", "the record does not state the id of its study", "drksId")
        return None
    known = registered(identity)
    if known is None or known.publisher != PUBLISHER:
        what = f"`{identity[:60]}` is no id of DRKS: DRKS and eight digits, as in DRKS00038775"
        remarks.note("CT-R130", what, "drksId")
    return _study(identity, trial, remarks)


def _study(identity: str, trial: DrksTrial, remarks: Remarks) -> Study:
    recruitment, design = trial.recruitment, trial.study_characteristic
    titles, outcomes = trial.trial_descriptions, design.characteristic_descriptions
    kind = code_of("study-type", design.type, remarks, f"{_CHARACTERISTIC}.type")
    conditions, leaves = _conditions(trial)
    arms, interventions = _groups(trial.observational_groups, remarks, is_trial=kind == "INTERVENTIONAL")
    parties = people.parties_of(trial, remarks)
    return Study(
        id=identity,
        publisher=PUBLISHER,
        registration=_registration(trial, remarks),
        identifiers=results.identifiers_of(trial),
        title=short(text_of(titles, "title")),
        acronym=short(text_of(titles, "acronym")),
        brief_summary=remarks.long(text_of(titles, "summary")),
        detailed_description=remarks.long(text_of(titles, "scientific_summary")),
        status=code_of("overall-status", recruitment.status, remarks, "recruitment.status"),
        why_stopped=short(text_of(recruitment.recruitment_descriptions, *_REASONS)),
        start=_date(recruitment.actual_start_date, recruitment.scheduled_start_date, remarks, "StartDate"),
        completion=_date(
            recruitment.actual_completion_date, recruitment.scheduled_completion_date, remarks, "CompletionDate"
        ),
        has_results=results.has_results(trial),
        results_summary=results.summary_of(trial, remarks),
        study_type=kind,
        phases=_phases(design, remarks),
        design=_design(design, remarks),
        enrollment=_enrollment(recruitment, remarks),
        target_enrollment=_count(recruitment.planned_participants, remarks, "plannedParticipants"),
        conditions=conditions,
        arms=arms,
        interventions=interventions,
        primary_outcomes=outcomes_in(remarks.long(text_of(outcomes, "primary_outcome"))),
        secondary_outcomes=outcomes_in(remarks.long(text_of(outcomes, "secondary_outcome"))),
        eligibility=_eligibility(recruitment, remarks),
        lead_sponsor=parties.lead_sponsor,
        collaborators=parties.collaborators,
        funders=parties.funders,
        officials=parties.officials,
        contacts=parties.contacts,
        sites=_sites(recruitment),
        countries=_countries(recruitment),
        references=results.references_of(trial),
        links=results.links_of(trial, remarks),
        ipd_sharing=results.ipd_sharing_of(trial, remarks),
        ethics_reviews=_ethics_reviews(trial, remarks),
        related_studies=results.related_of(trial),
        condition_indexing=Indexing(leaves=leaves),
        documents=results.documents_of(trial),
    )


def _registration(trial: DrksTrial, remarks: Remarks) -> Registration:
    registered_on = remarks.date(trial.registration_drks, "registrationDrks")
    posted = remarks.date(trial.trial_results.first_result_publication, "trialResults.firstResultPublication")
    return Registration(
        first_posted=PostedDate(date=registered_on) if registered_on else None,
        updated=remarks.date(trial.last_update, "lastUpdate"),
        results_first_posted=PostedDate(date=posted) if posted else None,
    )


def _date(actual: str | None, scheduled: str | None, remarks: Remarks, name: str) -> StudyDate | None:
    """The date on which it happened, else the planned one."""
    for text, kind, path in ((actual, "ACTUAL", f"actual{name}"), (scheduled, "ESTIMATED", f"scheduled{name}")):
        if date := remarks.date(text, f"recruitment.{path}"):
            return StudyDate(date=date, type=kind)
    return None


def _phases(design: StudyCharacteristic, remarks: Remarks) -> tuple[Coded, ...]:
    found = code_of("phase", design.phase, remarks, f"{_CHARACTERISTIC}.phase")
    return tuple(found.split("/")) if isinstance(found, str) else (found,) if found else ()


def _design(written: StudyCharacteristic, remarks: Remarks) -> Design:
    def code(code_list: str, text: str | None, name: str) -> Coded | None:
        return code_of(code_list, text, remarks, f"{_CHARACTERISTIC}.{name}")

    texts = [text_of(written.characteristic_descriptions, name) for name in _ALLOCATION_TEXTS]
    parties = [each.id_blinding_who.blinding_who for each in written.blinding_who_list]
    who = [code("masked-party", text, f"blindingWhoList[{number}]") for number, text in enumerate(parties)]
    controls = [each.id_control_type.control_type for each in written.control_types]
    found = [code("control-type", text, f"controlTypes[{number}]") for number, text in enumerate(controls)]
    timing = code("time-perspective", written.timing, "timing")
    return Design(
        allocation=code("allocation", written.allocation, "allocation"),
        intervention_model=code("intervention-model", written.assignment, "assignment"),
        intervention_model_description=remarks.long("\n\n".join(each for each in texts if each)),
        primary_purpose=code("primary-purpose", written.purpose, "purpose"),
        control_types=tuple([each for each in found if each]),
        masking=_masking(written, [each for each in who if each], remarks),
        who_masked=tuple([each for each in who if each]),
        time_perspective=timing or code("time-perspective", written.duration, "duration"),
    )


def _masking(written: StudyCharacteristic, who: Sequence[Coded], remarks: Remarks) -> Coded | None:
    """The level of masking: that of the parties that do not know the assignment, if all of them have a code."""
    found = code_of("masking", written.blinding_type, remarks, f"{_CHARACTERISTIC}.blindingType")
    is_blinded = (written.blinding_type or "").casefold() == "blinded"
    if found or not is_blinded or not who or not all(isinstance(each, str) for each in who):
        return found
    return _LEVELS[min(len(set(who)), len(_LEVELS) - 1)]


def _count(number: int | None, remarks: Remarks, name: str) -> int | None:
    if number is not None and number < 0:
        remarks.note("CT-R102", f"{number} stands where a number of participants should", f"recruitment.{name}")
        return None
    return number


def _enrollment(written: Recruitment, remarks: Remarks) -> Enrollment | None:
    total = _count(written.total_participants, remarks, "totalParticipants")
    if total is not None:
        return Enrollment(count=total, type="ACTUAL")
    planned = written.planned_participants
    return Enrollment(count=planned, type="ESTIMATED") if planned is not None and planned >= 0 else None


def _conditions(trial: DrksTrial) -> tuple[tuple[str, ...], tuple[BrowseLeaf, ...]]:
    """The names of the conditions, and the terms of catalogues that the register states for them."""
    names: dict[str, None] = {}
    leaves: dict[BrowseLeaf, None] = {}
    for each in trial.studied_health_conditions:
        catalogue = None if each.catalog == _WORDS else short(each.catalog)
        name = short(text_of(each.studied_health_condition_descriptions, "comment")) or short(each.code)
        if name is None:
            continue
        name, leaf = term_of(name, catalogue=catalogue, code=short(each.code))
        names[name] = None
        if leaf:
            leaves[leaf] = None
    return tuple(names), tuple(leaves)


def _groups(
    written: tuple[Group, ...], remarks: Remarks, *, is_trial: bool
) -> tuple[tuple[Arm, ...], tuple[Intervention, ...]]:
    """The groups, and of a trial what is done in each: the register has one text for both."""
    by_arm: dict[int, list[Group]] = {}
    for each in written:
        by_arm.setdefault(each.id_arm.arm or 0, []).append(each)
    told = [(number, remarks.long(_comment(groups))) for number, groups in sorted(by_arm.items())]
    arms = [Arm(label=f"Arm {number}" if number else "Arm", description=text) for number, text in told if text]
    if not is_trial:
        return tuple(arms), ()
    return tuple(arms), tuple([Intervention(description=arm.description, arm_labels=(arm.label,)) for arm in arms])


def _comment(groups: list[Group]) -> str | None:
    english = [each for each in groups if each.id_arm.locale == ENGLISH]
    return next((each.comment for each in (*english, *groups) if each.comment and each.comment.strip()), None)


def _eligibility(written: Recruitment, remarks: Remarks) -> Eligibility | None:
    texts = written.recruitment_descriptions
    whole = criteria_of_sides(
        remarks.long(text_of(texts, "inclusion_criteria")), remarks.long(text_of(texts, "exclusion_criteria"))
    )
    eligibility = Eligibility(
        criteria=whole.text,
        listed_criteria=whole.criteria,
        minimum_age=_age(written.minimum_age, remarks, "minimumAge"),
        maximum_age=_age(written.maximum_age, remarks, "maximumAge"),
        sex=code_of("sex", written.gender, remarks, "recruitment.gender"),
        healthy_volunteers=written.healthy_volunteers,
    )
    return eligibility if eligibility != Eligibility() else None


def _age(limit: Age, remarks: Remarks, name: str) -> str | None:
    """An age in the unit of the record: `18 Years`."""
    amount = limit.amount if limit.amount is not None else limit.value
    if amount is None or limit.unit in _NO_LIMIT:
        return None
    age = f"{amount} {_UNITS.get(limit.unit or '', short(limit.unit) or '')}".strip()
    if age_in_years(age) is None:
        remarks.note("CT-R131", f"`{age[:60]}` is no age in years; it is kept as text", f"recruitment.{name}")
    return age


def _countries(written: Recruitment) -> tuple[str, ...]:
    """The countries by their English names; a code that is none stays as it is."""
    codes = [short(each.id_country.code) or short(each.country) for each in written.countries]
    return tuple(dict.fromkeys(country_name(code) or code for code in codes if code))


def _sites(written: Recruitment) -> tuple[Site, ...]:
    """The institutes; their country is known where all of the recruitment is in one."""
    countries = _countries(written)
    country = countries[0] if len(countries) == 1 else None
    sites = [(short(each.name), short(each.city)) for each in written.institutes]
    return tuple([Site(country=country, city=city, facility=name) for name, city in sites if name or city])


def _ethics_reviews(trial: DrksTrial, remarks: Remarks) -> tuple[EthicsReview, ...]:
    """The votes; the number is that of the leading committee."""
    path, number = "ethicsCommittee.ethicVotes[]", short(trial.ethics_committee.number)
    reviews = []
    for position, each in enumerate(trial.ethics_committee.ethic_votes):
        is_leading = each.type == _LEADING or len(trial.ethics_committee.ethic_votes) == 1
        reviews.append(
            EthicsReview(
                status=code_of("ethics-review-status", each.vote, remarks, f"{path}.vote", position),
                date=remarks.date(each.date_of_vote, f"{path}.dateOfVote", position),
                committee=short(each.contact.affiliation),
                reference=number if is_leading else None,
            )
        )
    if not reviews and number:
        reviews.append(EthicsReview(reference=number))
    return tuple(dict.fromkeys(each for each in reviews if each != EthicsReview()))
