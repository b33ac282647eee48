"""Made-up studies for property tests: every field of the record, with awkward texts."""

import msgspec
from hypothesis import strategies as st

from kg.dates import PartialDate
from kg.record import (
    Arm,
    AvailableData,
    BioSpecimens,
    Criterion,
    Design,
    Eligibility,
    Enrollment,
    EthicsReview,
    ExpandedAccess,
    Identifier,
    Intervention,
    IpdSharing,
    NationalCourse,
    Official,
    Organization,
    Origin,
    Outcome,
    Oversight,
    PostedDate,
    Reference,
    Registration,
    RelatedStudy,
    ResponsibleParty,
    Retraction,
    Site,
    Study,
    StudyDate,
    Uncoded,
    WebLink,
)
from tests.result_strategies import results_with

__all__ = ["origins", "studies"]

_AWKWARD = (
    "C++",
    "HER2+",
    "HER2-",
    'a "quoted" \\ name',
    "Ribeirão Preto",
    "10 µg/m²",
    "皮膚",
    "a\tb",
    "x\u2028y",
    "π–π",
    "-",
)
texts = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00"),
        min_size=1,
        max_size=12,
    ).filter(lambda text: bool(text.strip())),
)
long_texts = st.one_of(texts, st.lists(texts, min_size=2, max_size=4).map("\n\n".join))
flags = st.one_of(st.none(), st.booleans())
dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)),
)


def _code(*notations: str) -> st.SearchStrategy[str | Uncoded]:
    return st.one_of(st.sampled_from(notations), st.builds(Uncoded, texts))


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), strategy)


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


_maybe_text = _maybe(texts)
_date_types = _maybe(_code("ACTUAL", "ESTIMATED"))
_statuses = _maybe(_code("RECRUITING", "COMPLETED"))
_study_dates = _maybe(st.builds(StudyDate, date=dates, type=_date_types))
_posted = _maybe(st.builds(PostedDate, date=dates, type=_date_types))
_organizations = st.builds(
    Organization,
    name=texts,
    type=_maybe(_code("INDUSTRY", "OTHER")),
    matches=_some(st.sampled_from(("https://ror.org/026zzn846", "https://doi.org/10.13039/501100000265"))),
)
_outcomes = st.builds(
    Outcome, measure=texts, time_frame=_maybe_text, description=_maybe(long_texts), safety_issue=flags
)
_pmids = _maybe(st.integers(1, 99_999_999).map(str))
_citations = _maybe(
    st.one_of(
        texts,
        st.sampled_from(
            ("A. J Ex. 2012;1:1. doi: 10.1000/ABC.1. Epub", "B doi:10.1000/xyz(2)8; 10.5555/<1::2>x", "no doi")
        ),
    )
)
_people = st.one_of(texts, st.sampled_from(("Ann Lee, MD", "LEE Ann", "Medical Director", "Acme Inc.")))
_officials = st.builds(
    Official, name=_people, role=_maybe(_code("STUDY_CHAIR", "PRINCIPAL_INVESTIGATOR")), affiliation=_maybe_text
)
_parties = st.builds(
    ResponsibleParty,
    type=_maybe(_code("SPONSOR", "PRINCIPAL_INVESTIGATOR")),
    name=_maybe(_people),
    title=_maybe_text,
    organization=_maybe_text,
)
_sites = st.builds(
    Site,
    officials=_some(_officials),
    country=_maybe(st.sampled_from(("Brazil", "China", "Narnia"))),
    state=_maybe_text,
    city=_maybe(st.one_of(texts, st.just("Ribeirão Preto"))),
    postal_code=_maybe_text,
    facility=_maybe(st.one_of(texts, st.sampled_from(("Research Site", "Clínica")))),
    status=_statuses,
    latitude=st.sampled_from(("1.5", "-2", "37.80437")),
    longitude=st.sampled_from(("0", "-122.2708")),
    text=_maybe(st.one_of(texts, st.just("Clínica, Ribeirão Preto, Brazil"))),
)
_registrations = st.builds(
    Registration,
    first_submitted=_maybe(dates),
    first_posted=_posted,
    last_update_posted=_posted,
    updated=_maybe(dates),
    verified=_maybe(dates),
    responsible_party=_maybe(_parties),
    information_provider=_maybe_text,
    source_registry=_maybe(_code("ctgov", "chictr")),
    not_provided=_some(st.sampled_from(("officialTitle", "arm", "collaborator"))),
    not_supported=_some(st.sampled_from(("title", "masking", "sex", "criteriaText", "timeFrame", "firstPostedDate"))),
)


def _nested(criteria: list[tuple[Criterion, int]]) -> tuple[object, ...]:
    """Criteria of which some stand below one before them."""
    return tuple(
        msgspec.structs.replace(each, within=above if 0 < above < number else None)
        for number, (each, above) in enumerate(criteria, 1)
    )


_criteria = st.builds(
    Criterion,
    text=st.one_of(st.just("Adults"), long_texts),
    side=st.sampled_from((None, "INCLUSION", "EXCLUSION")),
    combination=st.sampled_from((None, "ANY", "ALL")),
    applies_to=_maybe_text,
)
_eligibilities = st.builds(
    Eligibility,
    criteria=_maybe(long_texts),
    listed_criteria=st.lists(st.tuples(_criteria, st.integers(0, 3)), max_size=4).map(_nested),
    minimum_age=_maybe(st.sampled_from(("18 Years", "6 Months", "1 Day", "old"))),
    maximum_age=_maybe(st.sampled_from(("65 Years", "90 Weeks"))),
    sex=_maybe(_code("ALL", "FEMALE")),
    healthy_volunteers=flags,
    age_groups=_some(_code("ADULT", "CHILD")),
)
_designs = st.builds(
    Design,
    allocation=_maybe(_code("RANDOMIZED", "NA")),
    intervention_model=_maybe(_code("PARALLEL")),
    purposes=_some(_code("TREATMENT", "PREVENTION")),
    control_types=_some(_code("PLACEBO", "ACTIVE")),
    who_masked=_some(_code("PARTICIPANT", "INVESTIGATOR")),
    patient_registry=flags,
    biospecimens=_maybe(st.builds(BioSpecimens, retention=_maybe(_code("NONE_RETAINED")), description=_maybe_text)),
)
_registered = st.sampled_from(
    (
        "2007-004653-29",
        "2024-519786-22",
        "2022-500244-37-00",
        "JRCT2031240016",
        "CTRI/2022/06/043399",
        "U1111-1246-7549",
    )
)
_identifiers = st.builds(
    Identifier,
    value=st.one_of(texts, _registered),
    type=_maybe(_code("NIH", "REGISTRY", "CTIS")),
    domain=_maybe(st.one_of(texts, st.sampled_from(("EU CT number", "UTN")))),
    role=_maybe(_code("ORG_STUDY_ID", "SECONDARY_ID")),
)
_references = st.builds(
    Reference,
    citation=_citations,
    pmid=_pmids,
    type=_maybe(_code("RESULT", "BACKGROUND", "DERIVED")),
    retractions=_some(st.builds(Retraction, pmid=_pmids, source=_maybe_text)),
)

origins = st.builds(
    Origin,
    name=texts.map(lambda name: name.lstrip("/") or "-"),
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    format=st.sampled_from(("f", "g")),
)

studies = st.builds(
    Study,
    id=st.one_of(
        st.integers(1, 99_999_999).map("NCT{:08d}".format), st.sampled_from(("CTRI/2020/01/1", "2022-500244-37-00"))
    ),
    publisher=st.sampled_from(("ctgov", "meddatax", "ictrp")),
    registration=_registrations,
    identifiers=_some(_identifiers),
    aliases=_some(texts),
    title=_maybe_text,
    acronym=_maybe_text,
    brief_summary=_maybe(long_texts),
    status=_statuses,
    start=_study_dates,
    recruitment_end=_study_dates,
    completion=_study_dates,
    has_results=flags,
    results_summary=_maybe(long_texts),
    study_type=_maybe(_code("INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS")),
    phases=_some(_code("PHASE1", "PHASE2", "NA")),
    design=_designs,
    enrollment=_maybe(st.builds(Enrollment, count=st.integers(0, 10**6), type=_date_types)),
    target_enrollment=_maybe(st.integers(0, 10**6)),
    expanded_access=_maybe(st.builds(ExpandedAccess, available=flags, study_id=_maybe(st.just("NCT00000001")))),
    conditions=_some(texts),
    translated_titles=_some(texts),
    keywords=_some(texts),
    registry_items=_some(texts.map(lambda each: f"E.1 Item: {each}")),
    arms=_some(st.builds(Arm, label=texts, type=_maybe(_code("EXPERIMENTAL")), interventions=_some(texts))),
    interventions=_some(
        st.builds(
            Intervention,
            name=_maybe_text,
            type=_maybe(_code("DRUG")),
            other_names=_some(texts),
            arm_labels=_some(texts),
        )
    ),
    primary_outcomes=_some(_outcomes),
    secondary_outcomes=_some(_outcomes),
    unspecified_outcomes=_some(_outcomes),
    original_primary_outcomes=_some(_outcomes),
    eligibility=_maybe(_eligibilities),
    lead_sponsor=_maybe(_organizations),
    collaborators=_some(_organizations),
    funders=_some(_organizations),
    funder_classes=_some(_code("INDUSTRY", "OTHER")),
    officials=_some(_officials),
    sites=_some(_sites),
    countries=_some(st.sampled_from(("Brazil", "Turkey", "Former Yugoslavia"))),
    removed_countries=_some(st.sampled_from(("China", "Narnia"))),
    references=_some(_references),
    links=_some(st.builds(WebLink, url=texts, label=_maybe_text)),
    available_data=_some(st.builds(AvailableData, id=_maybe_text, type=_maybe_text, url=_maybe_text)),
    ipd_sharing=_maybe(st.builds(IpdSharing, statement=_maybe(_code("YES", "NO")), info_types=_some(_code("SAP")))),
    oversight=st.builds(Oversight, has_dmc=flags, us_export=flags),
    ethics_reviews=_some(
        st.builds(
            EthicsReview,
            status=_maybe(_code("APPROVED", "PENDING")),
            date=_maybe(dates),
            committee=_maybe_text,
            reference=_maybe_text,
            description=_maybe(long_texts),
        )
    ),
    national_courses=_some(
        st.builds(
            NationalCourse,
            country=st.sampled_from(("Brazil", "Turkey", "Former Yugoslavia")),
            status=_maybe(_code("RECRUITING", "COMPLETED")),
            target_enrollment=_maybe(st.integers(0, 1000)),
            authorized=_maybe(dates),
            start=_maybe(dates),
            end=_maybe(dates),
        )
    ),
    related_studies=_some(
        st.builds(RelatedStudy, id=st.sampled_from(("NCT00000001", "NCT00000002")), title=_maybe_text)
    ),
    results=_maybe(results_with(texts)),
)
