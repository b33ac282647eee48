"""A ResearchStudy -> the record."""

from itertools import zip_longest

from kg.countries import country_name
from kg.dates import PartialDate
from kg.record import (
    Arm,
    BrowseLeaf,
    Coded,
    Design,
    Enrollment,
    EthicsReview,
    Indexing,
    Intervention,
    IpdSharing,
    Outcome,
    PostedDate,
    Registration,
    Site,
    Study,
)
from kg.sources.fhir.dates import StatedDates, stated_dates
from kg.sources.fhir.eligibility import eligibility_of
from kg.sources.fhir.people import contained_in, display_of, parties_of
from kg.sources.fhir.results import documents_of, has_report, identifiers_of, identity_of, references_of
from kg.sources.fhir.spellings import DESIGNS
from kg.sources.fhir.structs import Named, OutcomeMeasure, ResearchStudy
from kg.sources.fhir.values import code_of, codes_in, extensions_of, is_profiled, words_of
from kg.sources.fields.catalogue_terms import term_of
from kg.sources.fields.clean import short
from kg.sources.fields.outcome_texts import outcomes_in
from kg.sources.fields.remarks import Remarks

__all__ = ["study_of"]

_LEVELS = ("SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")
_CATALOGUES = {
    "http://hl7.org/fhir/sid/icd-10": "ICD10",
    "http://hl7.org/fhir/sid/icd-10-gm": "ICD10",
    "http://fhir.de/codesystem/bfarm/icd-10-gm": "ICD10",
    "http://fhir.de/codesystem/dimdi/icd-10-gm": "ICD10",
    "http://www.orpha.net": "ORPHA",
    "http://snomed.info/sct": "SNOMED",
}
"""Code system, in small letters -> the catalogue as it stands before a code."""
_ALLOCATION = ("drks-hidden-allocation-description", "drks-sequence-generation-description")


def study_of(written: ResearchStudy, remarks: Remarks) -> Study | None:
    """The record of a study; None, with a remark, if no registry of trials gave it an id."""
    identity = identity_of(written)
    if identity is None:
        remarks.note("CT-R002", "the record does not state an id that a registry of trials gave", "identifier")
        return None
    place, known = identity
    profiled = is_profiled(written)
    dates = stated_dates(written, remarks, profiled=profiled)
    kind, design = _design(written, remarks)
    conditions, leaves = _conditions(written)
    arms = _arms(written, remarks)
    parties = parties_of(written, remarks)
    primary, secondary, other = _outcomes(written, remarks)
    countries = _countries(written)
    return Study(
        id=known.id or "",
        publisher=known.publisher,
        registration=_registration(written, dates, remarks),
        identifiers=identifiers_of(written, place),
        title=short(written.title),
        official_title=_label(written, "official", "scientific"),
        acronym=_label(written, "acronym"),
        brief_summary=remarks.long(written.description_summary),
        detailed_description=_description(written, remarks),
        keywords=tuple(dict.fromkeys(words for each in written.keyword if (words := words_of(each)))),
        status=dates.status,
        why_stopped=words_of(written.why_stopped) or _extension(written, "drks-recruiting-status-reason-description"),
        start=dates.start,
        completion=dates.completion,
        recruitment_end=dates.recruitment_end,
        has_results=_has_results(written, profiled=profiled),
        study_type=kind,
        phases=_phases(written, remarks),
        design=design,
        enrollment=_enrollment(written, remarks),
        target_enrollment=_count(written.recruitment.target_number, remarks, "targetNumber"),
        conditions=conditions,
        arms=arms,
        interventions=_interventions(arms) if profiled and kind == "INTERVENTIONAL" else (),
        primary_outcomes=primary,
        secondary_outcomes=secondary,
        other_outcomes=other,
        eligibility=eligibility_of(written, remarks),
        lead_sponsor=parties.lead_sponsor,
        collaborators=parties.collaborators,
        funders=parties.funders,
        officials=parties.officials,
        contacts=parties.contacts,
        sites=_sites(written, countries),
        countries=countries,
        references=references_of(written),
        ipd_sharing=_ipd_sharing(written),
        ethics_reviews=_ethics_reviews(written, parties.committees, remarks),
        condition_indexing=Indexing(leaves=leaves),
        documents=documents_of(written, remarks),
    )


def _extension(written: ResearchStudy, name: str) -> str | None:
    return next((text for each in extensions_of(written, name) if (text := short(each.value_string))), None)


def _results_posted(written: ResearchStudy, remarks: Remarks) -> PartialDate | None:
    days = extensions_of(written, "drks-trial-result.first-result-publication")
    return next((remarks.date(each.value_date, "extension") for each in days), None)


def _registration(written: ResearchStudy, dates: StatedDates, remarks: Remarks) -> Registration:
    posted = _results_posted(written, remarks)
    return Registration(
        first_posted=PostedDate(date=dates.registered) if dates.registered else None,
        updated=remarks.date(written.date, "date"),
        results_first_posted=PostedDate(date=posted) if posted else None,
    )


def _has_results(written: ResearchStudy, *, profiled: bool) -> bool | None:
    """Whether results are posted; only the profile says of each record whether they are."""
    stated = bool(extensions_of(written, "drks-trial-result.first-result-publication")) or has_report(written)
    return stated if profiled or stated else None


def _label(written: ResearchStudy, *kinds: str) -> str | None:
    labels = [each for each in written.label if set(codes_in(each.type)) & set(kinds)]
    return next((text for each in labels if (text := short(each.value))), None)


def _description(written: ResearchStudy, remarks: Remarks) -> str | None:
    """The description, and after it the objectives of the study that are no outcomes."""
    told = [each.description for each in written.objective if each.description and not _kind_of(each)]
    return remarks.long("\n\n".join([each for each in (written.description, *told) if each]))


def _kind_of(objective: Named) -> str | None:
    """The profile has an objective for the outcomes of a kind, which is its name."""
    name = (short(objective.name) or "").casefold()
    return name if name in {"primary", "secondary"} else None


def _outcomes(
    written: ResearchStudy, remarks: Remarks
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The primary, secondary and other outcomes."""
    found: dict[str, list[Outcome]] = {"primary": [], "secondary": [], "other": []}
    for objective in written.objective:
        if kind := _kind_of(objective):
            found[kind] += outcomes_in(remarks.long(objective.description))
    for measure in written.outcome_measure:
        kinds = [code for each in measure.type for code in codes_in(each) if code in found]
        found[kinds[0] if kinds else "other"] += _outcome(measure, remarks)
    primary, secondary, other = (tuple(dict.fromkeys(each)) for each in found.values())
    return primary, secondary, other


def _outcome(written: OutcomeMeasure, remarks: Remarks) -> list[Outcome]:
    name, description = short(written.name), remarks.long(written.description)
    if name is None:
        return list(outcomes_in(description))
    return [Outcome(measure=name, description=description)]


def _phases(written: ResearchStudy, remarks: Remarks) -> tuple[Coded, ...]:
    found = code_of("phase", written.phase, remarks, "phase")
    return tuple(found.split("/")) if isinstance(found, str) else (found,) if found else ()


def _design(written: ResearchStudy, remarks: Remarks) -> tuple[Coded | None, Design]:
    """The type of the study and its design; the level of masking is how many parties are masked."""
    found: dict[str, list[str]] = {}
    for position, each in enumerate(written.study_design):
        codes = [code for code in codes_in(each) if code in DESIGNS]
        if not codes and words_of(each):
            remarks.note("CT-R010", f"`{words_of(each)}` is no known study design", "studyDesign[]", position)
        for coded in filter(None, (DESIGNS[code] for code in codes)):
            found.setdefault(coded[0], []).append(coded[1])

    def one(code_list: str) -> str | None:
        return next(iter(found.get(code_list, ())), None)

    texts = [_extension(written, name) for name in _ALLOCATION]
    masked = tuple(dict.fromkeys(found.get("masked-party", ())))
    return one("study-type"), Design(
        allocation=one("allocation"),
        intervention_model=one("intervention-model"),
        intervention_model_description=remarks.long("\n\n".join(each for each in texts if each)),
        primary_purpose=code_of("primary-purpose", written.primary_purpose_type, remarks, "primaryPurposeType"),
        masking=_LEVELS[len(masked) - 1] if masked else None,
        who_masked=masked,
        observational_model=one("observational-model"),
        time_perspective=one("time-perspective"),
    )


def _count(number: int | None, remarks: Remarks, name: str) -> int | None:
    if number is not None and number < 0:
        remarks.note("CT-R102", f"{number} stands where a number of participants should", f"recruitment.{name}")
        return None
    return number


def _enrollment(written: ResearchStudy, remarks: Remarks) -> Enrollment | None:
    actual = _count(written.recruitment.actual_number, remarks, "actualNumber")
    if actual is not None:
        return Enrollment(count=actual, type="ACTUAL")
    planned = written.recruitment.target_number
    return Enrollment(count=planned, type="ESTIMATED") if planned is not None and planned >= 0 else None


def _conditions(written: ResearchStudy) -> tuple[tuple[str, ...], tuple[BrowseLeaf, ...]]:
    """The names of the conditions, and the terms of catalogues that are stated for them."""
    names: dict[str, None] = {}
    leaves: dict[BrowseLeaf, None] = {}
    for each in written.condition:
        if (name := words_of(each)) is None:
            continue
        coded = [(_CATALOGUES.get((coding.system or "").casefold()), short(coding.code)) for coding in each.coding]
        catalogue, code = next(((system, code) for system, code in coded if system and code), (None, None))
        name, leaf = term_of(name, catalogue=catalogue, code=code)
        names[name] = None
        if leaf:
            leaves[leaf] = None
    return tuple(names), tuple(leaves)


def _arms(written: ResearchStudy, remarks: Remarks) -> tuple[Arm, ...]:
    """The groups; the profile gives those of a kind one name, so that their number is put to it."""
    names = [short(each.name) for each in written.comparison_group]
    arms = []
    for position, (each, name) in enumerate(zip(written.comparison_group, names, strict=True)):
        number = short(each.link_id) or str(position + 1)
        label = f"Arm {number}" if name is None else f"{name} {number}" if names.count(name) > 1 else name
        kind = code_of("arm-type", each.type, remarks, "comparisonGroup[].type", position)
        arms.append(Arm(label=label, type=kind, description=remarks.long(each.description)))
    return tuple(arms)


def _interventions(arms: tuple[Arm, ...]) -> tuple[Intervention, ...]:
    """What is done in each arm of a trial, by its description: DRKS has one text for both."""
    return tuple(
        [Intervention(description=each.description, arm_labels=(each.label,)) for each in arms if each.description]
    )


def _countries(written: ResearchStudy) -> tuple[str, ...]:
    """The countries by their English names; a region that is none stays as it is."""
    found = []
    for each in written.region:
        names = (country_name(text) for text in (*(coding.code for coding in each.coding), each.text) if text)
        found.append(next((name for name in names if name), None) or words_of(each))
    return tuple(dict.fromkeys(each for each in found if each))


def _sites(written: ResearchStudy, countries: tuple[str, ...]) -> tuple[Site, ...]:
    """The sites in order; their country is known where all of the recruitment is in one."""
    contained = contained_in(written)
    sites = []
    for each in written.site:
        found = contained.get(each.reference or "")
        if found is None:
            sites.append(Site(facility=display_of(each)))
            continue
        place, name = found.address, short(found.name) or display_of(each)
        country = short(place.country)
        site = Site(
            country=country and (country_name(country) or country),
            state=short(place.state),
            city=short(place.city),
            postal_code=short(place.postal_code),
            facility=name,
        )
        sites.append(site)
    sites = [each for each in sites if each != Site()]
    if len(countries) != 1:
        return tuple(sites)
    return tuple([each if each.country else _in_country(each, countries[0]) for each in sites])


def _in_country(site: Site, country: str) -> Site:
    return Site(country=country, state=site.state, city=site.city, postal_code=site.postal_code, facility=site.facility)


def _ipd_sharing(written: ResearchStudy) -> IpdSharing | None:
    plans = [each.value_boolean for each in extensions_of(written, "drks-trial-result.ipd-sharing-plan")]
    plan = next(({True: "YES", False: "NO"}[each] for each in plans if each is not None), None)
    return IpdSharing(statement=plan) if plan else None


def _ethics_reviews(written: ResearchStudy, committees: tuple[str, ...], remarks: Remarks) -> tuple[EthicsReview, ...]:
    """The votes in order, each with its day and committee; the number is that of the first."""
    begin = "drks-ethics-committee"
    votes = extensions_of(written, f"{begin}.vote")
    days = extensions_of(written, f"{begin}.dateOfVote")
    numbers = [short(each.value_string) for each in extensions_of(written, f"{begin}.number")]
    reviews = []
    for vote, day, committee, number in zip_longest(votes, days, committees, numbers[:1]):
        code = vote and short(vote.value_coding.code)
        review = EthicsReview(
            status=remarks.code("ethics-review-status", code, "extension") if code else None,
            date=remarks.date(day.value_date, "extension") if day else None,
            committee=committee,
            reference=number,
        )
        reviews.append(review)
    return tuple(dict.fromkeys(each for each in reviews if each != EthicsReview()))
