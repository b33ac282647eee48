"""A record of CTIS: what is read of it, in the form of the public site before June 2024 and in the present one.

Both forms have the same Part I, Parts II and member states; they differ in where these stand, in the events, and in
what stands around them. What is left out is taken away before (`kg.sources.ctis.left_out`), and has no attribute here.
What stands in no record at hand is marked `unseen`; its names are those that programs for the site use.
"""

import msgspec

__all__ = [
    "Application",
    "Contact",
    "CtisTrial",
    "Decision",
    "Device",
    "DictionaryEntry",
    "Event",
    "Halt",
    "Identifiers",
    "MemberState",
    "Number",
    "Numbered",
    "PartI",
    "PartII",
    "Period",
    "Population",
    "Posted",
    "Product",
    "ProductGroup",
    "Site",
    "Sponsor",
    "StateEvents",
    "TrialInformation",
]


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    """Part of a record; whatever it does not state is absent."""


class _Named(_Part, frozen=True):
    name: str | None = None


# Titles and ids


class _Translation(_Part, frozen=True):
    attribute_translation: str | None = None


class Number(_Part, frozen=True):
    """An id that somebody else gave."""

    number: str | None = None
    other_registry_name: str | None = None


class _SecondaryNumbers(_Part, frozen=True):
    nct_number: Number = Number()
    isrctn_number: Number = Number()  # unseen
    who_universal_trial_number: Number = Number()  # unseen
    additional_registries: tuple[Number, ...] = ()


class Identifiers(_Part, frozen=True):
    """Titles and further ids."""

    full_title: str | None = None
    public_title: str | None = None
    short_title: str | None = None
    """What the form calls the protocol code."""
    full_title_translations: tuple[_Translation, ...] = ()
    public_title_translations: tuple[_Translation, ...] = ()
    secondary_identifying_numbers: _SecondaryNumbers = _SecondaryNumbers()


# What the trial is about


class _Category(_Part, frozen=True):
    trial_phase: str | None = None
    trial_category: str | None = None
    justification_for_trial_category: str | None = None
    is_low_intervention: bool | None = None
    justification_of_low_intervention: str | None = None  # unseen


class _Condition(_Part, frozen=True):
    medical_condition: str | None = None
    is_condition_rare_disease: bool | None = None


class _Meddra(_Part, frozen=True):
    term_name: str | None = None
    classification_code: str | None = None


class _MedicalCondition(_Part, frozen=True):
    part_i_medical_conditions: tuple[_Condition, ...] = ()
    meddra_condition_terms: tuple[_Meddra, ...] = ()


class _Scope(_Part, frozen=True):
    code: str | None = None
    other_description: str | None = None  # unseen


class Numbered(_Part, frozen=True):
    """An item of a list, with its number; the name of its text says of which list."""

    number: int | None = None
    secondary_objective: str | None = None
    principal_inclusion_criteria: str | None = None
    principal_exclusion_criteria: str | None = None
    end_point: str | None = None


class _Objective(_Part, frozen=True):
    main_objective: str | None = None
    secondary_objectives: tuple[Numbered, ...] = ()
    trial_scopes: tuple[_Scope, ...] = ()


class _Criteria(_Part, frozen=True):
    principal_inclusion_criteria: tuple[Numbered, ...] = ()
    principal_exclusion_criteria: tuple[Numbered, ...] = ()


class _EndPoints(_Part, frozen=True):
    primary_end_points: tuple[Numbered, ...] = ()
    secondary_end_points: tuple[Numbered, ...] = ()


class _Duration(_Part, frozen=True):
    estimated_recruitment_start_date: str | None = None
    estimated_end_date: str | None = None
    estimated_global_end_date: str | None = None


class _Support(_Part, frozen=True):
    organisation_name: str | None = None


class _AgeRange(_Part, frozen=True):
    age_range_category: str | None = None
    age_range_category_code: str | None = None


class Population(_Part, frozen=True):
    """Who takes part."""

    age_ranges: tuple[_AgeRange, ...] = ()
    clinical_trial_groups: tuple[_Named, ...] = ()
    is_female_subjects: bool | None = None
    is_male_subjects: bool | None = None
    is_vulnerable_population_selected: bool | None = None


class TrialInformation(_Part, frozen=True):
    """What is studied, in whom, and when."""

    trial_category: _Category = _Category()
    medical_condition: _MedicalCondition = _MedicalCondition()
    trial_objective: _Objective = _Objective()
    eligibility_criteria: _Criteria = _Criteria()
    end_point: _EndPoints = _EndPoints()
    trial_duration: _Duration = _Duration()
    source_of_monetary_support: tuple[_Support, ...] = ()
    population_of_trial_subjects: Population = Population()


class _Arm(_Part, frozen=True):
    title: str | None = None
    description: str | None = None


class Period(_Part, frozen=True):
    """A period of the trial: who is given what, and who knows."""

    title: str | None = None
    description: str | None = None
    allocation_method: str | None = None
    blinding_method_code: str | None = None
    blinding_details: str | None = None  # unseen
    blinded_roles: tuple[_Named, ...] = ()  # unseen
    arm_details: tuple[_Arm, ...] = ()


class _StudyDesign(_Part, frozen=True):
    period_details: tuple[Period, ...] = ()


class _Protocol(_Part, frozen=True):
    study_design: _StudyDesign = _StudyDesign()


class _Authority(_Part, frozen=True):
    organisation: _Named = _Named()


class _Advice(_Part, frozen=True):
    competent_authority: _Authority = _Authority()


class _Plan(_Part, frozen=True):
    paediatric_investigation_number: str | None = None


class _AdviceAndPlan(_Part, frozen=True):
    scientific_advices: tuple[_Advice, ...] = ()
    paediatric_investigation_plan: tuple[_Plan, ...] = ()


class _Associated(_Part, frozen=True):
    ct_number: str | None = None
    full_title: str | None = None


class _TrialDetails(_Part, frozen=True):
    clinical_trial_identifiers: Identifiers = Identifiers()
    trial_information: TrialInformation = TrialInformation()
    protocol_information: _Protocol = _Protocol()
    scientific_advice_and_pip: _AdviceAndPlan = _AdviceAndPlan()
    associated_clinical_trials: tuple[_Associated, ...] = ()
    pubmed_code: tuple[str, ...] = ()  # unseen
    pubmed_url: tuple[str, ...] = ()  # unseen


# Sponsors


class Contact(_Part, frozen=True):
    """An office to ask."""

    functional_name: str | None = None
    functional_email_address: str | None = None
    telephone: str | None = None  # unseen


class Sponsor(_Part, frozen=True):
    """Who answers for the trial."""

    primary: bool | None = None
    organisation: _Named = _Named()
    commercial: str | None = None
    public_contacts: tuple[Contact, ...] = ()
    scientific_contacts: tuple[Contact, ...] = ()


# Products


class _Substance(_Part, frozen=True):
    act_subst_name: str | None = None
    substance_ev_code: str | None = None
    strength: str | None = None
    synonyms: tuple[str, ...] = ()


class DictionaryEntry(_Part, frozen=True):
    """What the dictionary of medicinal products of the EU says of a product."""

    prod_name: str | None = None
    product_other_name: str | None = None
    short_name: str | None = None
    active_substance_name: str | None = None
    active_substance_other_descriptive_name: str | None = None
    sponsor_product_code: str | None = None
    sponsor_substance_code: str | None = None
    eu_mp_number: str | None = None
    pharm_form: str | None = None
    strength: str | None = None
    name_org: str | None = None
    marketing_auth_number: str | None = None
    atc_code: str | None = None
    atc_name: str | None = None
    product_substances: tuple[_Substance, ...] = ()


class Device(_Part, frozen=True):
    """A device that belongs to a product."""

    trade_name: str | None = None
    description: str | None = None
    device_notified_body: str | None = None


class Product(_Part, frozen=True):
    """A medicinal product of the trial."""

    product_name: str | None = None
    scientific_product_name: str | None = None
    other_medicinal_product: str | None = None
    mp_role_in_trial: str | None = None
    dose_uom: str | None = None
    max_daily_dose_amount: str | None = None
    dose_uom_total: str | None = None
    max_total_dose_amount: str | None = None
    orphan_drug_desig_number: str | None = None  # unseen
    an_advanced_therapy_medicinal_product: bool | None = None
    is_paediatric_formulation: bool | None = None
    routes: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()
    product_dictionary_info: DictionaryEntry = DictionaryEntry()


class ProductGroup(_Part, frozen=True):
    """Products that have one role."""

    product_role_code: str | None = None
    comments: str | None = None
    products: tuple[Product, ...] = ()


# The parts of an application


class _Area(_Part, frozen=True):
    name: str | None = None


class _Country(_Part, frozen=True):
    name: str | None = None
    iso_alpha2_code: str | None = None


class PartI(_Part, frozen=True):
    """What all member states assess together."""

    trial_details: _TrialDetails = _TrialDetails()
    medical_conditions: tuple[_Condition, ...] = ()
    therapeutic_areas: tuple[_Area, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    products: tuple[Product, ...] = ()
    product_role_group_infos: tuple[ProductGroup, ...] = ()
    row_countries_info: tuple[_Country, ...] = ()
    row_subject_count: int | None = None
    """Participants in the rest of the world: outside the European Economic Area."""


class _TrialPeriod(_Part, frozen=True):
    trial_start_date: str | None = None
    trial_end_date: str | None = None  # unseen
    is_temporary_halt: bool | None = None  # unseen


class _RecruitmentPeriod(_Part, frozen=True):
    recruitment_start_date: str | None = None
    recruitment_end_date: str | None = None  # unseen


class MemberState(_Part, frozen=True):
    """A member state concerned: what it decided, and the course of the trial there."""

    msc_name: str | None = None
    country_name: str | None = None
    trial_status: str | None = None
    msc_public_status_code: int | None = None  # unseen
    first_decision_date: str | None = None
    recruitment_subject_count: int | None = None
    trial_period: tuple[_TrialPeriod, ...] = ()
    trial_recruitment_period: tuple[_RecruitmentPeriod, ...] = ()
    temporary_halt_date: str | None = None  # unseen
    trial_restart_date: str | None = None  # unseen
    recruitment_restart_date: str | None = None  # unseen


class _Address(_Part, frozen=True):
    city: str | None = None
    postcode: str | None = None
    country_name: str | None = None


class _Place(_Part, frozen=True):
    organisation: _Named = _Named()
    address: _Address = _Address()
    phone: str | None = None  # unseen
    email: str | None = None  # unseen


class _Person(_Part, frozen=True):
    first_name: str | None = None
    last_name: str | None = None
    telephone: str | None = None  # unseen
    email: str | None = None  # unseen


class Site(_Part, frozen=True):
    """A place where participants are seen, and who leads the trial there."""

    organisation_address_info: _Place = _Place()
    person_info: _Person = _Person()


class PartII(_Part, frozen=True):
    """What one member state assesses alone."""

    msc_info: MemberState = MemberState()
    recruitment_subject_count: int | None = None
    trial_sites: tuple[Site, ...] = ()


class Decision(_Part, frozen=True):
    """What one member state decided of an application."""

    msc_name: str | None = None
    decision: str | None = None
    decision_date: str | None = None
    assessment_outcome: str | None = None


class Application(_Part, frozen=True):
    """An application: the first one, or one to change the trial."""

    business_key: str | None = None
    """`IN` of the first, `SM-2` of the second substantial modification."""
    type: str | None = None
    application_type: str | None = None
    status: str | None = None
    submission_date: str | None = None
    decision_date: str | None = None
    decisions: tuple[Decision, ...] = ()


class _EudraCt(_Part, frozen=True):
    eudra_ct_code: str | None = None


class _GlobalEnd(_Part, frozen=True):
    end_date: str | None = None  # unseen


class _Authorized(_Part, frozen=True):
    authorized_part_i: PartI = PartI()
    authorized_parts_ii: tuple[PartII, ...] = msgspec.field(default=(), name="authorizedPartsII")
    application_info: tuple[Application, ...] = ()
    member_states_concerned: tuple[MemberState, ...] = ()
    eudra_ct: _EudraCt = _EudraCt()
    trial_global_end: tuple[_GlobalEnd, ...] = ()


# Events and results


class Event(_Part, frozen=True):
    """What a sponsor notified of a member state."""

    notification_type: str | None = None
    date: str | None = None


class _Reason(_Part, frozen=True):
    name: str | None = None


class StateEvents(_Part, frozen=True):
    """The notifications of one member state, in either form."""

    msc_name: str | None = None
    events: tuple[Event, ...] = ()
    msc_notifications_list_info: tuple[Event, ...] = ()
    early_termination_reason: _Reason = _Reason()  # unseen


class _HaltState(_Part, frozen=True):
    msc_name: str | None = None


class Halt(_Part, frozen=True):
    """A halt that is meant to end; unseen."""

    halt_date: str | None = None
    reason_list: tuple[_Reason, ...] = ()
    sponsor_justification_comment: str | None = None
    msc_list: tuple[_HaltState, ...] = ()


class _Events(_Part, frozen=True):
    trial_events: tuple[StateEvents, ...] = ()
    temporary_halt_list: tuple[Halt, ...] = ()
    trial_global_end_date: str | None = None  # unseen


class Posted(_Part, frozen=True):
    """A summary of results, or a document; unseen."""

    title: str | None = None
    document_type_label: str | None = None
    summary_type: str | None = None
    submission_date: str | None = None
    submit_date: str | None = None


class _Results(_Part, frozen=True):
    summary_results: tuple[Posted, ...] = ()
    layperson_results: tuple[Posted, ...] = ()
    clinical_study_reports: tuple[Posted, ...] = ()


class _Evaluation(_Part, frozen=True):
    decisions: tuple[Decision, ...] = ()


class CtisTrial(_Part, frozen=True):
    """A record. What begins with a name of an overview is from the list of a search, added by ctrdata."""

    ct_number: str | None = None
    ct_status: str | None = None
    ct_public_status: str | None = None
    ct_public_status_code: int | None = None
    title: str | None = None
    trial_countries: str | None = None
    trial_phase: str | None = None
    age_group: str | None = None
    gender: str | None = None
    therapeutic_areas: str | None = None
    total_number_enrolled: str | None = None
    results_first_received: str | None = None
    record_last_import: str | None = msgspec.field(default=None, name="record_last_import")
    last_updated: str | None = None
    publish_date: str | None = None
    submission_date: str | None = None
    start_date_eu: str | None = msgspec.field(default=None, name="startDateEU")
    eea_start_date: str | None = None
    trial_start_date: str | None = None
    end_date_eu: str | None = msgspec.field(default=None, name="endDateEU")  # unseen
    eea_end_date: str | None = None  # unseen
    end_date: str | None = None  # unseen
    trial_end_date: str | None = None  # unseen
    trial_global_end_date: str | None = None  # unseen
    trial_global_end: tuple[_GlobalEnd, ...] = ()
    primary_sponsor: Sponsor = Sponsor()
    co_sponsors: tuple[Sponsor, ...] = ()
    authorized_application: _Authorized = _Authorized()
    authorized_part_i: PartI = PartI()
    authorized_parts_ii: tuple[PartII, ...] = msgspec.field(default=(), name="authorizedPartsII")
    member_states_concerned: tuple[MemberState, ...] = ()
    msc_trial_notifications_info_list: tuple[StateEvents, ...] = ()
    applications: tuple[Application, ...] = ()
    public_evaluation: tuple[_Evaluation, ...] = ()
    eudra_ct_info: _EudraCt = _EudraCt()
    events: _Events = _Events()
    results: _Results = _Results()
    documents: tuple[Posted, ...] = ()  # unseen
