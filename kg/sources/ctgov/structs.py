"""The study of the ClinicalTrials.gov API v2 as typed structs; the tables of results stand in `results_structs`.

Field for field the registry's own data structure (clinicaltrials.gov/data-api/about-api/study-data-structure). JSON of
the API decodes straight into these; the older formats are brought into them. A field that `fields_v2` lists as left
out is kept unread (`Raw`), so that a field nobody knows is found by the decoder itself.
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct, field

from .results_structs import RegistryResults

__all__ = [
    "AnnotationModule",
    "Annotations",
    "ArmGroup",
    "ArmsInterventions",
    "AvailIpd",
    "BioSpec",
    "BmiLimits",
    "Browse",
    "Conditions",
    "ContactPerson",
    "ContactsLocations",
    "DateStruct",
    "Derived",
    "Description",
    "DesignInfo",
    "Documents",
    "ExpandedAccessInfo",
    "ExpandedAccessTypes",
    "GeoPoint",
    "Identification",
    "LargeDoc",
    "LargeDocumentModule",
    "Location",
    "MaskingInfo",
    "McpInfo",
    "MeshTerm",
    "MiscInfo",
    "ModelPredictions",
    "OrgStudyId",
    "Outcomes",
    "Protocol",
    "References",
    "RegistryBrowseBranch",
    "RegistryBrowseLeaf",
    "RegistryDesign",
    "RegistryEligibility",
    "RegistryEnrollment",
    "RegistryIntervention",
    "RegistryIpdSharing",
    "RegistryOfficial",
    "RegistryOrganization",
    "RegistryOutcome",
    "RegistryOversight",
    "RegistryReference",
    "RegistryResponsibleParty",
    "RegistryRetraction",
    "RegistryStudy",
    "RegistryViolationEvent",
    "SecondaryId",
    "SeeAlso",
    "Sponsor",
    "SponsorCollaborators",
    "Status",
    "SubmissionInfo",
    "SubmissionTracking",
    "UnpostedAnnotation",
    "UnpostedEvent",
    "ViolationAnnotation",
]


_UNREAD = Raw()

Count = Annotated[int, Meta(ge=-(10**15), le=10**15)]
"""A number as the registry has them; for any other, however long, the patient decoder says what is wrong."""


class _Part(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What all structs share; unknown fields are an error, so that none goes unnoticed."""


# Protocol section


class OrgStudyId(_Part, frozen=True):
    """The sponsor's own id."""

    id: str | None = None
    type: str | None = None
    link: str | None = None


class SecondaryId(OrgStudyId, frozen=True):
    """An id given by somebody else."""

    domain: str | None = None


class RegistryOrganization(_Part, frozen=True):
    """The organization in whose account the record is kept."""

    full_name: str | None = None
    class_: str | None = field(default=None, name="class")


class Identification(_Part, frozen=True):
    """`identificationModule`."""

    nct_id: str | None = None
    nct_id_aliases: tuple[str, ...] = ()
    org_study_id_info: OrgStudyId = OrgStudyId()
    secondary_id_infos: tuple[SecondaryId, ...] = ()
    organization: RegistryOrganization = RegistryOrganization()
    brief_title: str | None = None
    official_title: str | None = None
    acronym: str | None = None


class DateStruct(_Part, frozen=True):
    """A date, and whether it is actual."""

    date: str | None = None
    type: str | None = None


class ExpandedAccessInfo(_Part, frozen=True):
    """Whether the product is to be had outside the trial."""

    has_expanded_access: bool | None = None
    nct_id: str | None = None
    status_for_nct_id: str | None = None


class Status(_Part, frozen=True):
    """`statusModule`."""

    status_verified_date: str | None = None
    overall_status: str | None = None
    last_known_status: str | None = None
    delayed_posting: bool | None = None
    why_stopped: str | None = None
    expanded_access_info: ExpandedAccessInfo = ExpandedAccessInfo()
    start_date_struct: DateStruct = DateStruct()
    primary_completion_date_struct: DateStruct = DateStruct()
    completion_date_struct: DateStruct = DateStruct()
    study_first_submit_date: str | None = None
    study_first_submit_qc_date: str | None = None
    study_first_post_date_struct: DateStruct = DateStruct()
    results_waived: bool | None = None
    results_first_submit_date: str | None = None
    results_first_submit_qc_date: str | None = None
    results_first_post_date_struct: DateStruct = DateStruct()
    disp_first_submit_date: str | None = None
    disp_first_submit_qc_date: str | None = None
    disp_first_post_date_struct: DateStruct = DateStruct()
    last_update_submit_date: str | None = None
    last_update_post_date_struct: DateStruct = DateStruct()


class RegistryResponsibleParty(_Part, frozen=True):
    """Who answers for the record; the two `old` fields date from before 2011."""

    type: str | None = None
    investigator_full_name: str | None = None
    investigator_title: str | None = None
    investigator_affiliation: str | None = None
    old_name_title: str | None = None
    old_organization: str | None = None


class Sponsor(_Part, frozen=True):
    """A sponsor or collaborator."""

    name: str | None = None
    class_: str | None = field(default=None, name="class")


class SponsorCollaborators(_Part, frozen=True):
    """`sponsorCollaboratorsModule`."""

    responsible_party: RegistryResponsibleParty = RegistryResponsibleParty()
    lead_sponsor: Sponsor = Sponsor()
    collaborators: tuple[Sponsor, ...] = ()


class RegistryOversight(_Part, frozen=True):
    """`oversightModule`."""

    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None
    is_unapproved_device: bool | None = None
    is_ppsd: bool | None = None
    is_us_export: bool | None = None
    fdaaa801_violation: bool | None = None


class Description(_Part, frozen=True):
    """`descriptionModule`."""

    brief_summary: str | None = None
    detailed_description: str | None = None


class Conditions(_Part, frozen=True):
    """`conditionsModule`."""

    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class ExpandedAccessTypes(_Part, frozen=True):
    """For whom access is given."""

    individual: bool | None = None
    intermediate: bool | None = None
    treatment: bool | None = None


class MaskingInfo(_Part, frozen=True):
    """Who does not know the assignment."""

    masking: str | None = None
    masking_description: str | None = None
    who_masked: tuple[str, ...] = ()


class DesignInfo(_Part, frozen=True):
    """How participants are assigned and observed."""

    allocation: str | None = None
    intervention_model: str | None = None
    intervention_model_description: str | None = None
    primary_purpose: str | None = None
    observational_model: str | None = None
    time_perspective: str | None = None
    masking_info: MaskingInfo = MaskingInfo()


class BioSpec(_Part, frozen=True):
    """Samples that are kept."""

    retention: str | None = None
    description: str | None = None


class RegistryEnrollment(_Part, frozen=True):
    """How many participants."""

    count: Count | None = None
    type: str | None = None


class RegistryDesign(_Part, frozen=True):
    """`designModule`."""

    study_type: str | None = None
    n_ptrs_to_this_exp_acc_nct_id: Raw = _UNREAD
    expanded_access_types: ExpandedAccessTypes = ExpandedAccessTypes()
    patient_registry: bool | None = None
    target_duration: str | None = None
    phases: tuple[str, ...] = ()
    design_info: DesignInfo = DesignInfo()
    bio_spec: BioSpec = BioSpec()
    enrollment_info: RegistryEnrollment = RegistryEnrollment()


class ArmGroup(_Part, frozen=True):
    """An arm."""

    label: str | None = None
    type: str | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()


class RegistryIntervention(_Part, frozen=True):
    """An intervention."""

    type: str | None = None
    name: str | None = None
    description: str | None = None
    arm_group_labels: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    intervention_mapped_name: Raw = _UNREAD


class ArmsInterventions(_Part, frozen=True):
    """`armsInterventionsModule`."""

    arm_groups: tuple[ArmGroup, ...] = ()
    interventions: tuple[RegistryIntervention, ...] = ()


class RegistryOutcome(_Part, frozen=True):
    """An outcome measure."""

    measure: str | None = None
    description: str | None = None
    time_frame: str | None = None
    safety_issue: bool | None = None
    """In XML until 2015 alone."""


class Outcomes(_Part, frozen=True):
    """`outcomesModule`."""

    primary_outcomes: tuple[RegistryOutcome, ...] = ()
    secondary_outcomes: tuple[RegistryOutcome, ...] = ()
    other_outcomes: tuple[RegistryOutcome, ...] = ()


class RegistryEligibility(_Part, frozen=True):
    """`eligibilityModule`."""

    eligibility_criteria: str | None = None
    healthy_volunteers: bool | None = None
    sex: str | None = None
    gender_based: bool | None = None
    gender_description: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    std_ages: tuple[str, ...] = ()
    study_population: str | None = None
    sampling_method: str | None = None


class ContactPerson(_Part, frozen=True):
    """Whom to ask."""

    name: str | None = None
    role: str | None = None
    phone: str | None = None
    phone_ext: str | None = None
    email: str | None = None


class RegistryOfficial(_Part, frozen=True):
    """Who leads the study."""

    name: str | None = None
    affiliation: str | None = None
    role: str | None = None


class GeoPoint(_Part, frozen=True):
    """A point of the city, in decimal degrees."""

    lat: float | None = None
    lon: float | None = None


class Location(_Part, frozen=True):
    """A place of the study."""

    facility: str | None = None
    status: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    contacts: tuple[ContactPerson, ...] = ()
    geo_point: GeoPoint = GeoPoint()


class ContactsLocations(_Part, frozen=True):
    """`contactsLocationsModule`."""

    central_contacts: tuple[ContactPerson, ...] = ()
    overall_officials: tuple[RegistryOfficial, ...] = ()
    locations: tuple[Location, ...] = ()
    locations_nested: Raw = field(default=_UNREAD, name="locations_nested")


class RegistryRetraction(_Part, frozen=True):
    """A notice that retracts a publication."""

    pmid: str | None = None
    source: str | None = None


class RegistryReference(_Part, frozen=True):
    """A citation."""

    pmid: str | None = None
    type: str | None = None
    citation: str | None = None
    retractions: tuple[RegistryRetraction, ...] = ()


class SeeAlso(_Part, frozen=True):
    """A web page."""

    label: str | None = None
    url: str | None = None


class AvailIpd(_Part, frozen=True):
    """A data set or document elsewhere."""

    id: str | None = None
    type: str | None = None
    url: str | None = None
    comment: str | None = None


class References(_Part, frozen=True):
    """`referencesModule`."""

    references: tuple[RegistryReference, ...] = ()
    see_also_links: tuple[SeeAlso, ...] = ()
    avail_ipds: tuple[AvailIpd, ...] = ()


class RegistryIpdSharing(_Part, frozen=True):
    """`ipdSharingStatementModule`."""

    ipd_sharing: str | None = None
    description: str | None = None
    info_types: tuple[str, ...] = ()
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None


class Protocol(_Part, frozen=True):
    """`protocolSection`."""

    identification_module: Identification = Identification()
    status_module: Status = Status()
    sponsor_collaborators_module: SponsorCollaborators = SponsorCollaborators()
    oversight_module: RegistryOversight = RegistryOversight()
    description_module: Description = Description()
    conditions_module: Conditions = Conditions()
    design_module: RegistryDesign = RegistryDesign()
    arms_interventions_module: ArmsInterventions = ArmsInterventions()
    outcomes_module: Outcomes = Outcomes()
    eligibility_module: RegistryEligibility = RegistryEligibility()
    contacts_locations_module: ContactsLocations = ContactsLocations()
    references_module: References = References()
    ipd_sharing_statement_module: RegistryIpdSharing = RegistryIpdSharing()


# Annotation section


class UnpostedEvent(_Part, frozen=True):
    """A step in the review of results that are not posted yet."""

    type: str | None = None
    date: str | None = None
    date_unknown: bool | None = None


class UnpostedAnnotation(_Part, frozen=True):
    """Results that were submitted and are not posted yet."""

    unposted_responsible_party: str | None = None
    unposted_events: tuple[UnpostedEvent, ...] = ()


class RegistryViolationEvent(_Part, frozen=True):
    """A notice of the United States FDA on a violation of the law."""

    type: str | None = None
    description: str | None = None
    creation_date: str | None = None
    issued_date: str | None = None
    release_date: str | None = None
    posted_date: str | None = None


class ViolationAnnotation(_Part, frozen=True):
    """All such notices."""

    violation_events: tuple[RegistryViolationEvent, ...] = ()


class AnnotationModule(_Part, frozen=True):
    """`annotationModule`."""

    unposted_annotation: UnpostedAnnotation = UnpostedAnnotation()
    violation_annotation: ViolationAnnotation = ViolationAnnotation()


class Annotations(_Part, frozen=True):
    """`annotationSection`."""

    annotation_module: AnnotationModule = AnnotationModule()


# Document section


class LargeDoc(_Part, frozen=True):
    """A document that was uploaded with the record."""

    type_abbrev: str | None = None
    has_protocol: bool | None = None
    has_sap: bool | None = None
    has_icf: bool | None = None
    label: str | None = None
    date: str | None = None
    upload_date: str | None = None
    filename: str | None = None
    size: Count | None = None
    url: str | None = None
    """In the XML alone."""


class LargeDocumentModule(_Part, frozen=True):
    """`largeDocumentModule`."""

    no_sap: bool | None = None
    large_docs: tuple[LargeDoc, ...] = ()


class Documents(_Part, frozen=True):
    """`documentSection`."""

    large_document_module: LargeDocumentModule = LargeDocumentModule()


# Derived section


class McpInfo(_Part, frozen=True):
    """When comments of the registry's reviewers were first posted."""

    post_date_struct: DateStruct = DateStruct()


class SubmissionInfo(_Part, frozen=True):
    """One round of review."""

    release_date: str | None = None
    unrelease_date: str | None = None
    unrelease_date_unknown: bool | None = None
    reset_date: str | None = None
    mcp_release_n: Count | None = None


class SubmissionTracking(_Part, frozen=True):
    """The review of results that are not posted yet."""

    estimated_results_first_submit_date: str | None = None
    first_mcp_info: McpInfo = McpInfo()
    submission_infos: tuple[SubmissionInfo, ...] = ()


class BmiLimits(_Part, frozen=True):
    """Limits of the body mass index, as a model of the registry reads them from the criteria."""

    min_bmi: float | None = None
    max_bmi: float | None = None


class ModelPredictions(_Part, frozen=True):
    """What a model of the registry reads from texts."""

    bmi_limits: BmiLimits = BmiLimits()


class MiscInfo(_Part, frozen=True):
    """`miscInfoModule`."""

    version_holder: str | None = None
    retrieved_date: str | None = None
    """In XML until about 2012 alone."""
    removed_countries: tuple[str, ...] = ()
    submission_tracking: SubmissionTracking = SubmissionTracking()
    model_predictions: ModelPredictions = ModelPredictions()


class MeshTerm(_Part, frozen=True):
    """A term of MeSH; the XML has no ids."""

    id: str | None = None
    term: str | None = None


class RegistryBrowseLeaf(_Part, frozen=True):
    """A term of the registry's own index, drawn from UMLS."""

    id: str | None = None
    name: str | None = None
    as_found: str | None = None
    relevance: str | None = None


class RegistryBrowseBranch(_Part, frozen=True):
    """A branch of that index."""

    abbrev: str | None = None
    name: str | None = None


class Browse(_Part, frozen=True):
    """`conditionBrowseModule` and `interventionBrowseModule`."""

    meshes: tuple[MeshTerm, ...] = ()
    ancestors: tuple[MeshTerm, ...] = ()
    browse_leaves: tuple[RegistryBrowseLeaf, ...] = ()
    browse_branches: tuple[RegistryBrowseBranch, ...] = ()


class Derived(_Part, frozen=True):
    """`derivedSection`."""

    misc_info_module: MiscInfo = MiscInfo()
    condition_browse_module: Browse = Browse()
    intervention_browse_module: Browse = Browse()


class RegistryStudy(_Part, frozen=True):
    """One study of the registry."""

    protocol_section: Protocol = Protocol()
    results_section: RegistryResults = RegistryResults()
    annotation_section: Annotations = Annotations()
    document_section: Documents = Documents()
    derived_section: Derived = Derived()
    has_results: bool | None = None
