"""A trial of CTIS -> the record."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.countries import country_name
from kg.iris import study_id
from kg.record import (
    BrowseBranch,
    BrowseLeaf,
    Coded,
    Enrollment,
    Indexing,
    NationalCourse,
    Outcome,
    PostedDate,
    Registration,
    Study,
    StudyDate,
)
from kg.registries import joining_form, registered
from kg.sources.ctis import people, products, results, trial_design
from kg.sources.ctis.course import courses_of, ended_early
from kg.sources.ctis.population import eligibility_of, in_order
from kg.sources.ctis.structs import CtisTrial, Numbered, PartI, TrialInformation
from kg.sources.ctis.trial_sites import sites_of
from kg.sources.ctis.values import code_of, date_of, earliest, latest, listed, stated
from kg.sources.fields.clean import short, shorts, speakable
from kg.sources.fields.outcome_texts import outcomes_in
from kg.sources.fields.remarks import Remarks

__all__ = ["PUBLISHER", "study_of"]

PUBLISHER = "ctis"

_NOT_SUPPORTED = (
    *("armType", "firstPostedDate", "interventionModel", "ipdSharing", "observationalModel", "primaryPurpose"),
    "timePerspective",
)
"""CTIS has scopes in place of one purpose, and no model, type of an arm or day of registration."""
_NO_FIELD = ("timeFrame",)
"""What only the text of an end point states, and that seldom."""
_BEFORE_JUNE_2024 = ("hasResults", "lastUpdatePostedDate")
_OVER = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN"})
"""Status of a country where nobody is recruited any more."""
_RARE, _LOW_INTERVENTION = "Rare disease", "Low-intervention clinical trial"
_AREA = re.compile(r"(?:.* - )?(?P<name>[^\[\]]+?) \[(?P<code>[A-Z][0-9]{2})\]")
"""`Diseases [C] - Virus Diseases [C02]`: branches of the trees of MeSH."""
_AREAS = re.compile(r"(?<=[0-9]\]),? ")


def study_of(trial: CtisTrial, remarks: Remarks) -> Study | None:
    """The record of a trial; None, with a remark, if it does not say which trial it is."""
    written = study_id(speakable(trial.ct_number)) if trial.ct_number else ""
    if not written:
        remarks.note("CT-R002", "the record does not state the id of its study", "ctNumber")
        return None
    known = registered(written)
    if known is None or known.publisher != PUBLISHER:
        what = f"`{written[:60]}` is no number of CTIS, as in 2022-501142-30-00"
        remarks.note("CT-R130", what, "ctNumber")
    return _study(joining_form(written), trial, remarks)


def _study(identity: str, trial: CtisTrial, remarks: Remarks) -> Study:
    part = trial.authorized_application.authorized_part_i
    part = part if part != PartI() else trial.authorized_part_i
    about, titles = part.trial_details.trial_information, part.trial_details.clinical_trial_identifiers
    courses = courses_of(trial, remarks)
    sponsors = people.sponsors_of(trial, part, remarks)
    planned = _planned(trial, part, courses)
    primary = _outcomes(about.end_point.primary_end_points, remarks)
    secondary = _outcomes(about.end_point.secondary_end_points, remarks)
    timed = any(each.time_frame for each in (*primary, *secondary))
    return Study(
        id=identity,
        publisher=PUBLISHER,
        registration=_registration(trial, () if timed else _NO_FIELD, remarks),
        identifiers=results.identifiers_of(trial, part),
        title=short(titles.public_title) or short(titles.full_title) or short(trial.title),
        official_title=short(titles.full_title) or short(trial.title),
        translated_titles=_translations(part),
        brief_summary=remarks.long(about.trial_objective.main_objective),
        detailed_description=remarks.long(_description(part)),
        status=_status(trial, remarks),
        why_stopped=_why_stopped(trial),
        start=_start(trial, about, courses, remarks),
        recruitment_end=_recruitment_end(part, courses),
        completion=_completion(trial, part, courses, remarks),
        has_results=results.has_results(trial),
        study_type="INTERVENTIONAL",  # CTIS holds no other studies (Regulation (EU) 536/2014, Articles 1 and 2)
        phases=_phases(trial, about, remarks),
        design=trial_design.design_of(part, remarks),
        enrollment=Enrollment(count=planned, type="ESTIMATED") if planned is not None else None,
        target_enrollment=planned,
        national_courses=courses,
        conditions=_conditions(part),
        keywords=_keywords(trial, part),
        arms=trial_design.arms_of(part, remarks),
        interventions=products.interventions_of(part, remarks),
        primary_outcomes=primary,
        secondary_outcomes=secondary,
        eligibility=eligibility_of(trial, about, remarks),
        lead_sponsor=sponsors.lead,
        collaborators=sponsors.others,
        funders=people.funders_of(part),
        contacts=people.contacts_of(part, trial),
        sites=sites_of(trial, courses),
        countries=_countries(part, courses),
        references=results.references_of(part, remarks),
        links=results.links_of(part, remarks),
        ethics_reviews=results.reviews_of(trial, remarks),
        related_studies=results.related_of(part),
        condition_indexing=_indexing(trial, part),
        intervention_indexing=products.indexing_of(part),
        documents=results.documents_of(trial, remarks),
    )


def _registration(trial: CtisTrial, lacking: tuple[str, ...], remarks: Remarks) -> Registration:
    application = trial.authorized_application
    submitted = (each.submission_date for each in application.application_info)
    path = "authorizedApplication.applicationInfo[].submissionDate"
    first = [date_of(text, remarks, path, place) for place, text in enumerate(submitted)]
    published = date_of(trial.publish_date, remarks, "publishDate")
    reported = (*trial.results.summary_results, *trial.results.layperson_results)
    results_dates = [
        date_of(each.submission_date, remarks, "results.summaryResults.submissionDate") for each in reported
    ]
    missing = () if published else _BEFORE_JUNE_2024
    return Registration(
        first_submitted=date_of(trial.submission_date, remarks, "submissionDate") or earliest(first),
        last_update_posted=PostedDate(date=published) if published else None,
        updated=date_of(trial.last_updated, remarks, "lastUpdated"),
        results_first_submitted=earliest(results_dates),
        retrieved=date_of(trial.record_last_import, remarks, "record_last_import"),
        change_history=results.history_of(trial),
        not_supported=tuple(sorted((*_NOT_SUPPORTED, *lacking, *missing))),
    )


def _translations(part: PartI) -> tuple[str, ...]:
    """The titles in other languages."""
    titles = part.trial_details.clinical_trial_identifiers
    written = (*titles.public_title_translations, *titles.full_title_translations)
    return listed(each.attribute_translation for each in written)


def _description(part: PartI) -> str:
    """What further objectives, category and advice are, in words."""
    return "\n\n".join(filter(None, _paragraphs(part)))


def _paragraphs(part: PartI) -> Iterator[str]:
    about = part.trial_details.trial_information
    objectives = shorts(each.secondary_objective or "" for each in in_order(about.trial_objective.secondary_objectives))
    if objectives:
        yield "Secondary objectives:\n" + "\n".join(f"{number}. {text}" for number, text in enumerate(objectives, 1))
    category = about.trial_category
    if number := stated(category.trial_category):
        yield ": ".join(listed((f"Trial category {number}", category.justification_for_trial_category)))
    if reason := stated(category.justification_of_low_intervention):
        yield f"{_LOW_INTERVENTION}: {reason}"
    advice = part.trial_details.scientific_advice_and_pip.scientific_advices
    if names := listed(each.competent_authority.organisation.name for each in advice):
        yield f"Scientific advice: {', '.join(names)}"


def _status(trial: CtisTrial, remarks: Remarks) -> Coded | None:
    """The public status; `ctStatus` is it before June 2024, and since then the status of the application."""
    number = None if trial.ct_public_status_code is None else str(trial.ct_public_status_code)
    stated_at = (
        ("ctPublicStatusCode", number),
        ("ctPublicStatus", trial.ct_public_status),
        ("ctStatus", trial.ct_status),
    )
    for path, text in stated_at:
        if code := code_of("overall-status", text, remarks, path):
            return "TERMINATED" if code == "COMPLETED" and ended_early(trial) else code
    return None


def _why_stopped(trial: CtisTrial) -> str | None:
    ended = [each.early_termination_reason.name for each in trial.events.trial_events]
    for halt in trial.events.temporary_halt_list:
        ended += [*(each.name for each in halt.reason_list), halt.sponsor_justification_comment]
    return "; ".join(listed(ended)) or None


def _start(
    trial: CtisTrial, about: TrialInformation, courses: Sequence[NationalCourse], remarks: Remarks
) -> StudyDate | None:
    """The first act of recruitment (Regulation (EU) 536/2014, Article 2), else when recruitment is to begin."""
    stated_at = (
        ("trialStartDate", trial.trial_start_date),
        ("startDateEU", trial.start_date_eu),
        ("eeaStartDate", trial.eea_start_date),
    )
    begun = next((date for path, text in stated_at if (date := date_of(text, remarks, path))), None)
    if begun := begun or earliest(each.start for each in courses):
        return StudyDate(date=begun, type="ACTUAL")
    planned = about.trial_duration.estimated_recruitment_start_date
    date = date_of(planned, remarks, "trialDuration.estimatedRecruitmentStartDate")
    return StudyDate(date=date, type="ESTIMATED") if date else None


def _recruitment_end(part: PartI, courses: Sequence[NationalCourse]) -> StudyDate | None:
    """The last day of recruitment, once it has ended in each member state; of other countries the record has none."""
    open_ones = [each for each in courses if each.status not in _OVER]
    if part.row_countries_info or not all(each.recruitment_end for each in open_ones):
        return None
    date = latest(each.recruitment_end for each in courses)
    return StudyDate(date=date, type="ACTUAL") if date else None


def _completion(trial: CtisTrial, part: PartI, courses: Sequence[NationalCourse], remarks: Remarks) -> StudyDate | None:
    """The end everywhere; the end in the EU where there are no other countries; else the planned one."""
    application = trial.authorized_application
    ends = (*application.trial_global_end, *trial.trial_global_end)
    everywhere = (trial.trial_global_end_date, trial.events.trial_global_end_date, *(each.end_date for each in ends))
    in_eu = (trial.end_date, trial.end_date_eu, trial.eea_end_date, trial.trial_end_date)
    happened = everywhere if part.row_countries_info else (*everywhere, *in_eu)
    ended = latest(date_of(text, remarks, "trialGlobalEndDate") for text in happened)
    if ended is None and courses and not part.row_countries_info and all(each.end for each in courses):
        ended = latest(each.end for each in courses)
    if ended:
        return StudyDate(date=ended, type="ACTUAL")
    plan = part.trial_details.trial_information.trial_duration
    for path, text in (("Global", plan.estimated_global_end_date), ("", plan.estimated_end_date)):
        if date := date_of(text, remarks, f"trialDuration.estimated{path}EndDate"):
            return StudyDate(date=date, type="ESTIMATED")
    return None


def _phases(trial: CtisTrial, about: TrialInformation, remarks: Remarks) -> tuple[Coded, ...]:
    found = code_of("phase", about.trial_category.trial_phase, remarks, "trialCategory.trialPhase")
    found = found or code_of("phase", trial.trial_phase, remarks, "trialPhase")
    return tuple(found.split("/")) if isinstance(found, str) else (found,) if found else ()


def _planned(trial: CtisTrial, part: PartI, courses: Iterable[NationalCourse]) -> int | None:
    """How many are to take part: in all member states, and in the rest of the world."""
    numbers = [each.target_enrollment for each in courses if each.target_enrollment is not None]
    overview = stated(trial.total_number_enrolled)
    if not numbers and overview and overview.isdecimal() and len(overview) < 10:
        numbers = [int(overview)]
    elsewhere = part.row_subject_count
    if elsewhere is not None and elsewhere >= 0 and (numbers or elsewhere):
        numbers.append(elsewhere)
    return sum(numbers) if numbers else None


def _conditions(part: PartI) -> tuple[str, ...]:
    about = part.trial_details.trial_information.medical_condition
    written = (*about.part_i_medical_conditions, *part.medical_conditions)
    return listed(each.medical_condition for each in written)


def _keywords(trial: CtisTrial, part: PartI) -> tuple[str, ...]:
    """What the record says of the trial in fields that have no other home, and areas that are no branch of MeSH."""
    about = part.trial_details.trial_information
    conditions = (*about.medical_condition.part_i_medical_conditions, *part.medical_conditions)
    rare = _RARE if any(each.is_condition_rare_disease for each in conditions) else None
    low = _LOW_INTERVENTION if about.trial_category.is_low_intervention else None
    areas = [area for area in _areas(trial, part) if not _AREA.fullmatch(area)]
    return listed((rare, low, *trial_design.scopes_of(part), *areas))


def _outcomes(items: Iterable[Numbered], remarks: Remarks) -> tuple[Outcome, ...]:
    found = (outcome for each in in_order(items) for outcome in outcomes_in(remarks.long(each.end_point)))
    return tuple(dict.fromkeys(found))


def _countries(part: PartI, courses: Iterable[NationalCourse]) -> tuple[str, ...]:
    """The member states, and the countries of the rest of the world."""
    further = (country_name(each.iso_alpha2_code or "") or short(each.name) for each in part.row_countries_info)
    return tuple(dict.fromkeys((*(each.country for each in courses), *(each for each in further if each))))


def _areas(trial: CtisTrial, part: PartI) -> list[str]:
    """The therapeutic areas as written."""
    written = [each.name or "" for each in part.therapeutic_areas] or _AREAS.split(trial.therapeutic_areas or "")
    return [each.strip() for each in written]


def _indexing(trial: CtisTrial, part: PartI) -> Indexing:
    """The terms of MedDRA, and the therapeutic areas that are branches of MeSH."""
    leaves: dict[BrowseLeaf, None] = {}
    for each in part.trial_details.trial_information.medical_condition.meddra_condition_terms:
        code, name = stated(each.classification_code), stated(each.term_name)
        if code or name:
            leaves[BrowseLeaf(id=f"MedDRA:{code}" if code else None, name=name)] = None
    found = [known for area in _areas(trial, part) if (known := _AREA.fullmatch(area))]
    branches = {each["code"]: BrowseBranch(id=each["code"], name=short(each["name"])) for each in found}
    return Indexing(leaves=tuple(leaves), branches=tuple(branches.values()))
