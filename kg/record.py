"""A study record as a source states it, whatever the source: the centre that readers fill and `kg.statements` tells.

It covers the 24 items of the WHO Trial Registration Data Set 1.3.1 (marked `WHO n`), the elements that the ICMJE
asks for, and the protocol section of the ClinicalTrials.gov API v2. Rules that hold for every field:

- absence is `None` or `()`, never an empty string or a sentinel;
- a coded field holds a notation of its code list (`ontology/codes/`), or `Uncoded` with the source's own text;
- names and texts are as written, after clean-up: without white space around them, control characters (C0 and delete)
  and half surrogate pairs; a long text, one that is `Value.TEXT` in `kg.properties`, may hold line feeds
  and tabs, any other stands on one line, its words parted by single spaces.

Whatever tells records relies on these; a test holds every reader to them.
"""

from kg.dates import PartialDate
from kg.record_parts import Coded, Uncoded
from kg.record_parts import RecordPart as _Part
from kg.result_record import Results

__all__ = [
    "Arm",
    "AvailableData",
    "BioSpecimens",
    "BrowseBranch",
    "BrowseLeaf",
    "Coded",
    "Concept",
    "Contact",
    "Criterion",
    "Design",
    "Eligibility",
    "Enrollment",
    "EthicsReview",
    "ExpandedAccess",
    "Identifier",
    "Indexing",
    "Intervention",
    "IpdSharing",
    "NationalCourse",
    "Official",
    "Organization",
    "Origin",
    "Outcome",
    "Oversight",
    "PostedDate",
    "Reference",
    "Registration",
    "RelatedStudy",
    "ResponsibleParty",
    "Retraction",
    "ReviewEvent",
    "Site",
    "Study",
    "StudyDate",
    "StudyDocument",
    "Uncoded",
    "ViolationEvent",
    "WebLink",
]


class Origin(_Part, frozen=True, kw_only=True):
    """Where a record was read: enough to find its bytes again."""

    name: str
    """The file, relative to the argument that named it, with `/`."""
    sha256: str
    """Hexadecimal SHA-256 of the record's own decompressed bytes."""
    format: str
    """The reader's name, for example `ctgov-tabular`."""
    position: str | None = None
    """Inside the file: an archive member, `#12` for the twelfth element or line; None for a whole file."""


class StudyDate(_Part, frozen=True, kw_only=True):
    """A date of the study's course, and whether it has come (`ACTUAL`) or is planned (`ESTIMATED`)."""

    date: PartialDate
    type: Coded | None = None


class PostedDate(_Part, frozen=True, kw_only=True):
    """A date on which the registry posted something; old ones are estimates of the registry's."""

    date: PartialDate
    type: Coded | None = None


class Identifier(_Part, frozen=True, kw_only=True):
    """An id besides the record's own: of a funder, a sponsor, another registry (WHO 3)."""

    value: str
    type: Coded | None = None
    domain: str | None = None
    """Who gave it, as written."""
    link: str | None = None
    role: Coded | None = None
    """Whether it is the sponsor's own id of the study, or a further one."""


class Organization(_Part, frozen=True, kw_only=True):
    """An organization as named, and its class (industry, NIH, other ...)."""

    name: str
    type: Coded | None = None
    matches: tuple[str, ...] = ()
    """IRIs that the record itself states for the organization: of ROR, of a funder at Crossref."""


class ResponsibleParty(_Part, frozen=True, kw_only=True):
    """Who answers for the record (ICMJE)."""

    type: Coded | None = None
    name: str | None = None
    title: str | None = None
    """Title or degree as written."""
    affiliation: str | None = None
    organization: str | None = None


class Registration(_Part, frozen=True, kw_only=True):
    """What is said of the record itself: its dates, and who stands behind it."""

    first_submitted: PartialDate | None = None
    first_submitted_qc: PartialDate | None = None
    first_posted: PostedDate | None = None
    """WHO 2, with `first_submitted`."""
    last_update_submitted: PartialDate | None = None
    last_update_posted: PostedDate | None = None
    updated: PartialDate | None = None
    """The last update, where the source does not say whether it was submitted or posted then."""
    verified: PartialDate | None = None
    results_first_submitted: PartialDate | None = None
    results_first_submitted_qc: PartialDate | None = None
    results_first_posted: PostedDate | None = None
    disposition_first_submitted: PartialDate | None = None
    disposition_first_submitted_qc: PartialDate | None = None
    disposition_first_posted: PostedDate | None = None
    primary_outcomes_submitted: PartialDate | None = None
    secondary_outcomes_submitted: PartialDate | None = None
    other_outcomes_submitted: PartialDate | None = None
    original_primary_outcomes_submitted: PartialDate | None = None
    original_secondary_outcomes_submitted: PartialDate | None = None
    original_other_outcomes_submitted: PartialDate | None = None
    enrollment_submitted: PartialDate | None = None
    original_enrollment_submitted: PartialDate | None = None
    responsible_party: ResponsibleParty | None = None
    information_provider: str | None = None
    verified_by: str | None = None
    prs_account: str | None = None
    """The organization in whose account of the registration system the record is kept."""
    change_history: str | None = None
    not_provided: tuple[str, ...] = ()
    """Local names of the `ct:` properties that the source says are not provided."""
    not_supported: tuple[str, ...] = ()
    """Names, as in the context, of properties that rules ask for and this form of the source cannot state."""
    prs_account_type: Coded | None = None
    """The class of that organization."""
    version: PartialDate | None = None
    """The day of the registry's data from which the record was taken."""
    retrieved: PartialDate | None = None
    """The day on which the record was downloaded, where the source says that of itself."""
    delayed_posting: bool | None = None
    """Whether the law allows the results to be posted late."""
    results_waived: bool | None = None
    """Whether the duty to post results was waived."""
    results_expected: PartialDate | None = None
    """When results were first submitted for review, as the registry estimates it, while they are not posted."""
    results_comments_first_posted: PostedDate | None = None
    """When results were first posted with the reviewers' comments."""
    commented_releases: tuple[int, ...] = ()
    """Numbers of the submissions of results that were posted with the reviewers' comments."""
    unposted_responsible_party: str | None = None
    """Who answers for results that are submitted and not posted."""
    source_registry: Coded | None = None
    """The registry from which a portal took the record."""


class Enrollment(_Part, frozen=True, kw_only=True):
    """How many participants are planned or were enrolled (WHO 17)."""

    count: int
    type: Coded | None = None


class BioSpecimens(_Part, frozen=True, kw_only=True):
    """What samples an observational study keeps."""

    retention: Coded | None = None
    description: str | None = None


class Design(_Part, frozen=True, kw_only=True):
    """How the study is built (WHO 15)."""

    allocation: Coded | None = None
    intervention_model: Coded | None = None
    intervention_model_description: str | None = None
    primary_purpose: Coded | None = None
    purposes: tuple[Coded, ...] = ()
    """What the study is for, where the source names several purposes and none as the primary."""
    control_types: tuple[Coded, ...] = ()
    """What the intervention is compared with."""
    masking: Coded | None = None
    masking_description: str | None = None
    who_masked: tuple[Coded, ...] = ()
    observational_model: Coded | None = None
    time_perspective: Coded | None = None
    target_duration: str | None = None
    patient_registry: bool | None = None
    biospecimens: BioSpecimens | None = None
    endpoint_classification: str | None = None
    """An element that the registry retired in 2015, still seen on old pages."""


class ExpandedAccess(_Part, frozen=True, kw_only=True):
    """Whether the drug is to be had outside the trial, and under which record."""

    available: bool | None = None
    study_id: str | None = None
    status: Coded | None = None
    types: tuple[Coded, ...] = ()


class Arm(_Part, frozen=True, kw_only=True):
    """A group of participants with a treatment plan of its own (WHO 13)."""

    label: str
    type: Coded | None = None
    description: str | None = None
    interventions: tuple[str, ...] = ()
    """Interventions as the arm lists them, `Drug: Name` or `Name`."""


class Intervention(_Part, frozen=True, kw_only=True):
    """What is done to or for participants (WHO 13)."""

    name: str | None = None
    type: Coded | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()
    arm_labels: tuple[str, ...] = ()


class Outcome(_Part, frozen=True, kw_only=True):
    """An outcome measure (WHO 19 primary, WHO 20 secondary)."""

    measure: str
    time_frame: str | None = None
    description: str | None = None
    safety_issue: bool | None = None
    """Stated on pages until 2015."""


class Criterion(_Part, frozen=True, kw_only=True):
    """One criterion of those that a text lists, or the lead-in or heading of some (WHO 14)."""

    text: str
    """Without mark and escapes of Markdown."""
    side: str | None = None
    """`INCLUSION` or `EXCLUSION`; None where the text does not say."""
    within: int | None = None
    """The position of the criterion that this one stands below, from 1."""
    combination: str | None = None
    """`ANY` or `ALL` of those below it, where a lead-in says so."""
    applies_to: str | None = None
    """Of a part of the participants alone: the heading that says so, `Control Subjects`."""


class Eligibility(_Part, frozen=True, kw_only=True):
    """Who may take part (WHO 14)."""

    criteria: str | None = None
    """The whole text of the criteria, paragraphs and bullets kept."""
    listed_criteria: tuple[Criterion, ...] = ()
    """The criteria that the text lists, in order."""
    minimum_age: str | None = None
    """As written, `18 Years`."""
    maximum_age: str | None = None
    sex: Coded | None = None
    gender_based: bool | None = None
    gender_description: str | None = None
    healthy_volunteers: bool | None = None
    age_groups: tuple[Coded, ...] = ()
    """The registry's standard age groups."""
    study_population: str | None = None
    sampling_method: Coded | None = None
    predicted_minimum_bmi: str | None = None
    """Body mass index, kg/m2: a limit that a model of the registry reads from the criteria."""
    predicted_maximum_bmi: str | None = None


class Official(_Part, frozen=True, kw_only=True):
    """A person who leads the study or one of its sites (WHO 8), or the office that stands in the person's place."""

    name: str
    """As written, degrees included; never a telephone number."""
    role: Coded | None = None
    degree: str | None = None
    affiliation: str | None = None


class Contact(_Part, frozen=True, kw_only=True):
    """A person or office to ask (WHO 7, 8): kept only when it is asked for."""

    name: str | None = None
    role: Coded | None = None
    phone: str | None = None
    phone_extension: str | None = None
    email: str | None = None


class Site(_Part, frozen=True, kw_only=True):
    """A place where participants are seen."""

    country: str | None = None
    state: str | None = None
    city: str | None = None
    postal_code: str | None = None
    facility: str | None = None
    status: Coded | None = None
    latitude: str | None = None
    """Decimal degrees in canonical form; the registry's points are points of the city."""
    longitude: str | None = None
    contacts: tuple[Contact, ...] = ()
    """Whom to ask there; of the officials only those of whom the source gives a number or an address."""
    officials: tuple[Official, ...] = ()
    """Who leads the study there."""
    text: str | None = None
    """The whole place as one text, where the source does not part facility, city and country."""


class NationalCourse(_Part, frozen=True, kw_only=True):
    """The course of the study in one country, as a registry keeps it that follows each country by itself."""

    country: str
    status: Coded | None = None
    target_enrollment: int | None = None
    """How many participants are to be enrolled there."""
    authorized: PartialDate | None = None
    """When the authority of the country first allowed it."""
    start: PartialDate | None = None
    recruitment_start: PartialDate | None = None
    recruitment_end: PartialDate | None = None
    halted: PartialDate | None = None
    """When it was last halted for a time."""
    restarted: PartialDate | None = None
    end: PartialDate | None = None


class EthicsReview(_Part, frozen=True, kw_only=True):
    """What a committee said of the study, or is asked to say (WHO 21)."""

    status: Coded | None = None
    date: PartialDate | None = None
    committee: str | None = None
    reference: str | None = None
    """The number under which the committee keeps the study."""
    description: str | None = None
    """As written, where the source states all of it in one text."""


class Retraction(_Part, frozen=True, kw_only=True):
    """A notice that retracts a publication."""

    pmid: str | None = None
    source: str | None = None


class Reference(_Part, frozen=True, kw_only=True):
    """A publication that the record cites."""

    citation: str | None = None
    pmid: str | None = None
    type: Coded | None = None
    """`BACKGROUND`, `RESULT`, `DERIVED` or `PROTOCOL`; None where the source does not say."""
    retractions: tuple[Retraction, ...] = ()


class WebLink(_Part, frozen=True, kw_only=True):
    """A web page that the record points to."""

    url: str
    label: str | None = None


class AvailableData(_Part, frozen=True, kw_only=True):
    """A data set or document of the study that can be had elsewhere."""

    id: str | None = None
    type: str | None = None
    url: str | None = None
    comment: str | None = None


class IpdSharing(_Part, frozen=True, kw_only=True):
    """The plan for sharing individual participant data (WHO 24)."""

    statement: Coded | None = None
    description: str | None = None
    info_types: tuple[Coded, ...] = ()
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None


class Oversight(_Part, frozen=True, kw_only=True):
    """Who watches over the study, and which United States rules it falls under (WHO 21 in part)."""

    has_dmc: bool | None = None
    fda_regulated_drug: bool | None = None
    fda_regulated_device: bool | None = None
    unapproved_device: bool | None = None
    pediatric_postmarket_surveillance: bool | None = None
    us_export: bool | None = None
    fdaaa801_violation: bool | None = None


class RelatedStudy(_Part, frozen=True, kw_only=True):
    """Another study that the page lists beside this one."""

    id: str
    title: str | None = None


class Concept(_Part, frozen=True, kw_only=True):
    """A term of MeSH that the registry assigned to the study; which name of the study it comes from is never said."""

    id: str | None = None
    """As written; some exports write `D000006547` for `D006547`, the XML writes no id."""
    term: str | None = None


class BrowseLeaf(_Part, frozen=True, kw_only=True):
    """A term of the registry's own index, with what was found in the record."""

    id: str | None = None
    name: str | None = None
    found: str | None = None
    """The text of the record that led to the term."""
    relevance: Coded | None = None


class BrowseBranch(_Part, frozen=True, kw_only=True):
    """A branch of the registry's index, such as `BC08` Respiratory Tract Diseases."""

    id: str
    name: str | None = None


class Indexing(_Part, frozen=True, kw_only=True):
    """How the registry indexes the conditions, or the interventions, of the study."""

    concepts: tuple[Concept, ...] = ()
    ancestors: tuple[Concept, ...] = ()
    leaves: tuple[BrowseLeaf, ...] = ()
    branches: tuple[BrowseBranch, ...] = ()


class StudyDocument(_Part, frozen=True, kw_only=True):
    """A document posted with the record: protocol, analysis plan, consent form, or several in one file."""

    label: str | None = None
    type: str | None = None
    """The registry's short form, `Prot_SAP`."""
    has_protocol: bool | None = None
    has_analysis_plan: bool | None = None
    has_consent_form: bool | None = None
    date: PartialDate | None = None
    uploaded: PartialDate | None = None
    filename: str | None = None
    size: int | None = None
    """In bytes."""
    url: str | None = None


class ReviewEvent(_Part, frozen=True, kw_only=True):
    """A step in the review of results: submitted (`RELEASE`), taken back (`UNRELEASE`), returned (`RESET`)."""

    type: Coded | None = None
    date: PartialDate | None = None
    date_unknown: bool | None = None


class ViolationEvent(_Part, frozen=True, kw_only=True):
    """A notice of the United States FDA that the study's record breaks the law, or has been put right."""

    type: Coded | None = None
    description: str | None = None
    created: PartialDate | None = None
    issued: PartialDate | None = None
    released: PartialDate | None = None
    posted: PartialDate | None = None


class Study(_Part, frozen=True, kw_only=True):
    """One record of one study, as one publisher states it."""

    id: str
    """The id under which the publisher keeps the study (WHO 1), for example `NCT01297972`."""
    publisher: str
    """Who published the record, a notation of the code list `registry`; never the file format."""
    record: str | None = None
    """The id of the record, where the publisher holds several of one study: a country each, `2005-002909-23-PT`."""
    registration: Registration = Registration()
    identifiers: tuple[Identifier, ...] = ()
    aliases: tuple[str, ...] = ()
    """Obsolete ids of the same record."""
    title: str | None = None
    """The public title (WHO 9)."""
    official_title: str | None = None
    """The scientific title (WHO 10)."""
    translated_titles: tuple[str, ...] = ()
    """Either title in other languages."""
    acronym: str | None = None
    brief_summary: str | None = None
    detailed_description: str | None = None
    status: Coded | None = None
    """WHO 18."""
    last_known_status: Coded | None = None
    why_stopped: str | None = None
    start: StudyDate | None = None
    """First enrolment (WHO 16)."""
    recruitment_end: StudyDate | None = None
    """Last enrolment."""
    primary_completion: StudyDate | None = None
    completion: StudyDate | None = None
    """WHO 22."""
    has_results: bool | None = None
    """Whether results are posted with the record (WHO 23)."""
    results_summary: str | None = None
    """What the record says of its results, in words."""
    study_type: Coded | None = None
    phases: tuple[Coded, ...] = ()
    design: Design = Design()
    enrollment: Enrollment | None = None
    original_enrollment: Enrollment | None = None
    target_enrollment: int | None = None
    """How many participants are to be enrolled, where the source states it apart from how many were."""
    expanded_access: ExpandedAccess | None = None
    conditions: tuple[str, ...] = ()
    """WHO 12."""
    keywords: tuple[str, ...] = ()
    registry_items: tuple[str, ...] = ()
    """Items of the registry's form that have no property of their own, with number, label and answer as written."""
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[Outcome, ...] = ()
    secondary_outcomes: tuple[Outcome, ...] = ()
    other_outcomes: tuple[Outcome, ...] = ()
    unspecified_outcomes: tuple[Outcome, ...] = ()
    """Those of which the source does not say whether they are primary, secondary or other."""
    original_primary_outcomes: tuple[Outcome, ...] = ()
    original_secondary_outcomes: tuple[Outcome, ...] = ()
    original_other_outcomes: tuple[Outcome, ...] = ()
    eligibility: Eligibility | None = None
    lead_sponsor: Organization | None = None
    """WHO 5."""
    collaborators: tuple[Organization, ...] = ()
    """WHO 6; and WHO 4 of sources that name funders and further sponsors in one list."""
    funders: tuple[Organization, ...] = ()
    """WHO 4, of sources that name them apart from sponsors."""
    funder_classes: tuple[Coded, ...] = ()
    """Classes of the organizations that stand behind the study, where the source lists them for all together."""
    officials: tuple[Official, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sites: tuple[Site, ...] = ()
    countries: tuple[str, ...] = ()
    """Countries of recruitment as listed (WHO 11)."""
    removed_countries: tuple[str, ...] = ()
    national_courses: tuple[NationalCourse, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[WebLink, ...] = ()
    available_data: tuple[AvailableData, ...] = ()
    ipd_sharing: IpdSharing | None = None
    oversight: Oversight = Oversight()
    ethics_reviews: tuple[EthicsReview, ...] = ()
    """WHO 21."""
    related_studies: tuple[RelatedStudy, ...] = ()
    condition_indexing: Indexing = Indexing()
    intervention_indexing: Indexing = Indexing()
    documents: tuple[StudyDocument, ...] = ()
    no_analysis_plan: bool | None = None
    """Whether the study says that it has no statistical analysis plan."""
    review_events: tuple[ReviewEvent, ...] = ()
    violations: tuple[ViolationEvent, ...] = ()
    results: Results | None = None
    """The tables of results (WHO 23)."""
