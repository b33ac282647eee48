"""A ResearchStudy -> the record."""

from collections.abc import Mapping
from itertools import zip_longest

import msgspec

from kg.countries import COUNTRIES, country_code, country_name
from kg.dates import PartialDate
from kg.record import (
    Arm,
    BioSpecimens,
    BrowseLeaf,
    Coded,
    Design,
    Eligibility,
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
from kg.registries import RegisteredId
from kg.sources.fhir.dates import StatedDates, activity_dates, stated_dates
from kg.sources.fhir.eligibility import eligibility_of
from kg.sources.fhir.people import contained_in, display_of, parties_of, places_in
from kg.sources.fhir.results import (
    aliases_of,
    documents_of,
    has_report,
    identifiers_of,
    identity_of,
    links_of,
    references_of,
)
from kg.sources.fhir.spellings import DESIGNS
from kg.sources.fhir.structs import (
    Concept,
    Contained,
    Extension,
    Named,
    OutcomeMeasure,
    ResearchStudy,
    SubExtension,
)
from kg.sources.fhir.values import code_of, codes_in, extensions_named, extensions_of, is_profiled, own_codes, words_of
from kg.sources.fhir.variables import exposures_of, focused_concepts, interventions_of, mesh_of, time_frame_of
from kg.sources.fields.catalogue_terms import term_of
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.outcome_texts import outcomes_in
from kg.sources.fields.remarks import Remarks

__all__ = ["CATALOGUES", "study_of"]

_LEVELS = ("SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")
CATALOGUES = {
    "http://hl7.org/fhir/sid/icd-10": "ICD10",
    "http://hl7.org/fhir/sid/icd-10-gm": "ICD10",
    "http://fhir.de/codesystem/bfarm/icd-10-gm": "ICD10",
    "http://fhir.de/codesystem/dimdi/icd-10-gm": "ICD10",
    "http://www.orpha.net": "ORPHA",
    "http://snomed.info/sct": "SNOMED",
}
"""Code system, in small letters -> the catalogue as it stands before a code."""
_OWN_DESIGNS = (
    *("study-type", "allocation", "intervention-model", "masking", "masked-party", "observational-model"),
    *("time-perspective", "sampling-method", "control-type", "primary-purpose", "biospecimen-retention"),
)
"""The lists of which a study design may be a code of our own."""
_ALLOCATION = ("drks-hidden-allocation-description", "drks-sequence-generation-description")


def study_of(written: ResearchStudy, remarks: Remarks) -> Study | None:
    """The record of a study; None, with a remark, if no registry of trials gave it an id."""
    identity = identity_of(written)
    if identity is None:
        remarks.note("CT-R002", "the record does not state an id that a registry of trials gave", "identifier")
        return None
    return _study(written, *identity, remarks)


def _study(written: ResearchStudy, place: int, known: RegisteredId, remarks: Remarks) -> Study:
    profiled = is_profiled(written)
    dates = stated_dates(written, remarks, profiled=profiled)
    activities, primary_completion = activity_dates(written, remarks)
    kind, design, sampling = _design(written, remarks)
    conditions, leaves = _conditions(written)
    arms = _arms(written, remarks, profiled=profiled)
    interventions = interventions_of(written, arms, remarks)
    parties = parties_of(written, remarks)
    outcomes = _outcomes(written, remarks)
    countries = _countries(written)
    return Study(
        id=known.id or "",
        publisher=known.publisher,
        registration=_registration(written, dates, activities, remarks),
        identifiers=identifiers_of(written, place),
        aliases=aliases_of(written),
        title=short(written.title),
        official_title=_label(written, "official", "scientific"),
        acronym=_label(written, "acronym"),
        brief_summary=remarks.long(written.description_summary),
        detailed_description=_description(written, remarks),
        keywords=tuple(dict.fromkeys(words for each in written.keyword if (words := words_of(each)))),
        status=dates.status,
        why_stopped=words_of(written.why_stopped) or _extension(written, "drks-recruiting-status-reason-description"),
        start=dates.start,
        primary_completion=primary_completion,
        completion=dates.completion,
        recruitment_end=dates.recruitment_end,
        has_results=_has_results(written, activities, profiled=profiled),
        study_type=kind,
        phases=_phases(written, remarks),
        design=design,
        enrollment=_enrollment(written, remarks),
        target_enrollment=_target(written, remarks, profiled=profiled),
        conditions=conditions,
        arms=arms,
        interventions=interventions or (_interventions(arms) if profiled and kind == "INTERVENTIONAL" else ()),
        primary_outcomes=outcomes["primary"],
        secondary_outcomes=outcomes["secondary"],
        other_outcomes=outcomes["other"],
        unspecified_outcomes=outcomes["unspecified"],
        eligibility=_eligibility(written, sampling, remarks),
        lead_sponsor=parties.lead_sponsor,
        collaborators=parties.collaborators,
        funders=parties.funders,
        officials=parties.officials,
        contacts=parties.contacts,
        sites=_sites(written, countries, remarks),
        countries=countries,
        references=references_of(written),
        links=links_of(written),
        ipd_sharing=_ipd_sharing(written),
        ethics_reviews=_ethics_reviews(written, parties.committees, remarks),
        condition_indexing=Indexing(
            concepts=tuple([term for each in written.condition for term in mesh_of(each)]), leaves=leaves
        ),
        intervention_indexing=Indexing(concepts=focused_concepts(written)),
        documents=documents_of(written, remarks),
    )


def _eligibility(written: ResearchStudy, sampling: Coded | None, remarks: Remarks) -> Eligibility | None:
    """Who may take part; how they are sampled is a code of the design."""
    found = eligibility_of(written, remarks)
    return msgspec.structs.replace(found or Eligibility(), sampling_method=sampling) if sampling else found


def _extension(written: ResearchStudy, name: str) -> str | None:
    return next((text for each in extensions_of(written, name) if (text := short(each.value_string))), None)


def _results_posted(written: ResearchStudy, remarks: Remarks) -> PartialDate | None:
    days = extensions_of(written, "drks-trial-result.first-result-publication")
    return next((remarks.date(each.value_date, "extension") for each in days), None)


def _registration(
    written: ResearchStudy, dates: StatedDates, activities: dict[str, PostedDate], remarks: Remarks
) -> Registration:
    """The days of the record; the date of the resource is that of an update, if it is not stated as such."""
    posted = _results_posted(written, remarks)
    found: dict[str, PostedDate | PartialDate] = {
        name: each if name.endswith("_posted") else each.date for name, each in activities.items()
    }
    if dates.registered:
        found.setdefault("first_posted", PostedDate(date=dates.registered))
    if posted:
        found.setdefault("results_first_posted", PostedDate(date=posted))
    updated = remarks.date(written.date, "date")
    if updated and updated not in {each.date for name, each in activities.items() if name.startswith("last_update")}:
        found["updated"] = updated
    return msgspec.convert(found, Registration)


def _has_results(written: ResearchStudy, activities: dict[str, PostedDate], *, profiled: bool) -> bool | None:
    """Whether results are posted; only the profile says of each record whether they are."""
    posted = bool(extensions_of(written, "drks-trial-result.first-result-publication"))
    stated = posted or has_report(written) or bool(written.result) or "results_first_posted" in activities
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


def _outcomes(written: ResearchStudy, remarks: Remarks) -> dict[str, tuple[Outcome, ...]]:
    """The outcomes by what they are; those of which nothing says it are `unspecified`."""
    found: dict[str, list[Outcome]] = {"primary": [], "secondary": [], "other": [], "unspecified": []}
    contained = contained_in(written)
    for objective in written.objective:
        if kind := _kind_of(objective):
            found[kind] += outcomes_in(remarks.long(objective.description))
    for measure in written.outcome_measure:
        kinds = [code for each in measure.type for code in codes_in(each) if code in found]
        kind = kinds[0] if kinds else "other" if any(map(words_of, measure.type)) else "unspecified"
        found[kind] += _outcome(contained, measure, remarks)
    return {kind: tuple(each) for kind, each in found.items()}


def _outcome(contained: Mapping[str, Contained], written: OutcomeMeasure, remarks: Remarks) -> list[Outcome]:
    name, description = short(written.name), remarks.long(written.description)
    if name is None:
        return list(outcomes_in(description))
    return [Outcome(measure=name, time_frame=time_frame_of(contained, written.reference), description=description)]


def _phases(written: ResearchStudy, remarks: Remarks) -> tuple[Coded, ...]:
    if own := own_codes("phase", written.phase):
        return tuple(own)
    found = code_of("phase", written.phase, remarks, "phase")
    return tuple(found.split("/")) if isinstance(found, str) else (found,) if found else ()


def _design(written: ResearchStudy, remarks: Remarks) -> tuple[Coded | None, Design, Coded | None]:
    """The type of the study, its design and its sampling; the level of masking is how many parties are masked."""
    found: dict[str, list[str]] = {}
    for position, each in enumerate(written.study_design):
        codes = [code for code in codes_in(each) if code in DESIGNS]
        own = [(name, code) for name in _OWN_DESIGNS for code in own_codes(name, each)]
        for name, notation in own:
            found.setdefault(name, []).append(notation)
        if not codes and not own and words_of(each):
            remarks.note("CT-R010", f"`{words_of(each)}` is no known study design", "studyDesign[]", position)
        for coded in filter(None, (DESIGNS[code] for code in codes)):
            found.setdefault(coded[0], []).append(coded[1])

    def one(code_list: str) -> str | None:
        return next(iter(found.get(code_list, ())), None)

    texts = [_extension(written, name) for name in _ALLOCATION]
    masked = tuple(dict.fromkeys(found.get("masked-party", ())))
    retention = one("biospecimen-retention")
    design = Design(
        allocation=one("allocation"),
        intervention_model=one("intervention-model"),
        intervention_model_description=remarks.long("\n\n".join(each for each in texts if each)),
        primary_purpose=code_of("primary-purpose", written.primary_purpose_type, remarks, "primaryPurposeType"),
        purposes=tuple(found.get("primary-purpose", ())),
        control_types=tuple(found.get("control-type", ())),
        masking=one("masking") or (_LEVELS[len(masked) - 1] if masked else None),
        who_masked=masked,
        observational_model=one("observational-model"),
        time_perspective=one("time-perspective"),
        biospecimens=BioSpecimens(retention=retention) if retention else None,
    )
    return one("study-type"), design, one("sampling-method")


def _count(number: int | None, remarks: Remarks, name: str) -> int | None:
    if number is not None and number < 0:
        remarks.note("CT-R102", f"{number} stands where a number of participants should", f"recruitment.{name}")
        return None
    return number


def _target(written: ResearchStudy, remarks: Remarks, *, profiled: bool) -> int | None:
    """The number planned, where it stands beside the actual one; alone it is the enrolment."""
    found = _count(written.recruitment.target_number, remarks, "targetNumber")
    return found if profiled or written.recruitment.actual_number is not None else None


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
        if (name := words_of(each)) is None or any(mesh_of(each)):
            continue
        coded = [(CATALOGUES.get((coding.system or "").casefold()), short(coding.code)) for coding in each.coding]
        catalogue, code = next(((system, code) for system, code in coded if system and code), (None, None))
        name, leaf = term_of(name, catalogue=catalogue, code=code)
        names[name] = None
        if leaf:
            leaves[leaf] = None
    return tuple(names), tuple(leaves)


def _arms(written: ResearchStudy, remarks: Remarks, *, profiled: bool) -> tuple[Arm, ...]:
    """The groups; the profile gives those of a kind one name, so that their number is put to it."""
    names = [short(each.name) for each in written.comparison_group]
    arms = []
    for position, (each, name) in enumerate(zip(written.comparison_group, names, strict=True)):
        number = short(each.link_id) or str(position + 1)
        label = f"Arm {number}" if name is None else f"{name} {number}" if profiled and names.count(name) > 1 else name
        kind = code_of("arm-type", each.type, remarks, "comparisonGroup[].type", position)
        description, listed = remarks.long(each.description), exposures_of(each.intended_exposure)
        arms.append(Arm(label=label, type=kind, description=description, interventions=listed))
    return tuple(arms)


def _interventions(arms: tuple[Arm, ...]) -> tuple[Intervention, ...]:
    """What is done in each arm of a trial, by its description: DRKS has one text for both."""
    return tuple(
        [Intervention(description=each.description, arm_labels=(each.label,)) for each in arms if each.description]
    )


def _countries(written: ResearchStudy) -> tuple[str, ...]:
    """The countries as they are called, else by the English names of their codes; a region that is none as it is."""
    found = []
    for each in written.region:
        text = short(each.text)
        codes = (coding.code for coding in each.coding)
        names = (country_name(code) for code in (*codes, text) if code)
        is_name = text and country_code(text) and text not in COUNTRIES
        found.append(text if is_name else next((name for name in names if name), None) or words_of(each))
    return tuple(dict.fromkeys(each for each in found if each))


def _sites(written: ResearchStudy, countries: tuple[str, ...], remarks: Remarks) -> tuple[Site, ...]:
    """The sites in order; their country is known where all of the recruitment is in one."""
    contained, positions = contained_in(written), places_in(written)
    sites = []
    for each in written.site:
        found = contained.get(each.reference or "")
        if found is None:
            sites.append(Site(facility=display_of(each)))
            continue
        sites.append(_site(found, display_of(each), remarks, positions[each.reference or ""]))
    sites = [each for each in sites if each != Site()]
    if len(countries) != 1:
        return tuple(sites)
    return tuple([each if each.country else msgspec.structs.replace(each, country=countries[0]) for each in sites])


def _site(written: Contained, name: str | None, remarks: Remarks, place: int) -> Site:
    address, country = written.address, short(written.address.country)
    parts = Site(
        country=country and (country_name(country) or country),
        state=short(address.state),
        city=short(address.city),
        postal_code=short(address.postal_code),
        facility=short(written.name) or name,
    )
    latitude, longitude = written.position.latitude, written.position.longitude
    kinds = [
        code_of("overall-status", each, remarks, "contained[].traits[]", place, position)
        for position, each in enumerate(written.traits)
        if own_codes("overall-status", each)
    ]
    return msgspec.structs.replace(
        parts,
        status=next(iter(kinds), None),
        latitude=None if latitude is None else decimal(latitude),
        longitude=None if longitude is None else decimal(longitude),
        text=short(address.text),
    )


def _ipd_sharing(written: ResearchStudy) -> IpdSharing | None:
    plans = [each.value_boolean for each in extensions_of(written, "drks-trial-result.ipd-sharing-plan")]
    plan = next(({True: "YES", False: "NO"}[each] for each in plans if each is not None), None)
    return IpdSharing(statement=plan) if plan else None


def _ethics_reviews(written: ResearchStudy, committees: tuple[str, ...], remarks: Remarks) -> tuple[EthicsReview, ...]:
    """The votes in order, each with its day and committee; a number is that of the first of its extension."""
    extensions = extensions_named(written, "drks-ethics-committee")
    found: list[EthicsReview] = []
    for each in extensions or (Extension(),):
        alone = len(extensions) > 1
        own = committees[len(found) : len(found) + 1] if alone else committees
        found += _votes(each, own, remarks)
    rest = [EthicsReview(committee=each) for each in committees[len(found) :]]
    return tuple(dict.fromkeys(each for each in (*found, *rest) if each != EthicsReview()))


def _votes(written: Extension, committees: tuple[str, ...], remarks: Remarks) -> list[EthicsReview]:
    def named(name: str) -> list[SubExtension]:
        return [each for each in written.extension if each.url == name]

    votes, days = named("vote"), named("dateOfVote")
    numbers = [short(each.value_string) for each in named("number")]
    reviews = []
    for vote, day, committee, number in zip_longest(votes, days, committees, numbers[:1]):
        concept = Concept(coding=(vote.value_coding,)) if vote else Concept()
        review = EthicsReview(
            status=code_of("ethics-review-status", concept, remarks, "extension"),
            date=remarks.date(day.value_date, "extension") if day else None,
            committee=committee,
            reference=number,
        )
        reviews.append(review)
    return reviews
