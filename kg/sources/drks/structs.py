"""A record of DRKS as its JSON Schema 2.0.19 has it, and what older exports call otherwise."""

import msgspec

__all__ = [
    "Age",
    "Characteristic",
    "Condition",
    "DrksContact",
    "DrksTrial",
    "Ethics",
    "Group",
    "Localized",
    "MaterialSupport",
    "OutcomeTexts",
    "Publication",
    "Recruitment",
    "ResultTexts",
    "Results",
    "StudyCharacteristic",
    "TrialContact",
    "TrialTexts",
]


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    """Part of a record; whatever it does not state is absent."""


class _Locale(_Part, frozen=True):
    locale: str | None = None


class Localized(_Part, frozen=True):
    """Texts of one language."""

    id_locale: _Locale = _Locale()


class DrksContact(_Part, frozen=True):
    """A person, an office, or both."""

    affiliation: str | None = None
    city: str | None = None
    country: str | None = None
    email: str | None = None
    fax: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    street_and_no: str | None = None
    title: str | None = None
    url: str | None = None
    zip: str | None = None


class EthicVote(_Part, frozen=True):
    """What one committee decided."""

    contact: DrksContact = DrksContact()
    date_of_vote: str | None = None
    type: str | None = None
    vote: str | None = None


class Ethics(_Part, frozen=True):
    """The review by ethics committees."""

    application_date: str | None = None
    ethic_votes: tuple[EthicVote, ...] = ()
    number: str | None = None


class MaterialSupport(_Part, frozen=True):
    """Who gives money or material."""

    contact: DrksContact = DrksContact()
    type: str | None = None


class _Arm(_Part, frozen=True):
    arm: int | None = None
    locale: str | None = None


class Group(_Part, frozen=True):
    """A group of participants, in one language."""

    comment: str | None = None
    id_arm: _Arm = _Arm()


class OtherId(_Part, frozen=True):
    """An id that somebody else gave."""

    description: str | None = None
    value: str | None = None


class _CountryCode(_Part, frozen=True):
    code: str | None = None


class _Country(_Part, frozen=True):
    id_country: _CountryCode = _CountryCode()
    country: str | None = None
    """Where the schema has `idCountry.code`."""


class Institute(_Part, frozen=True):
    """A place where participants are seen."""

    city: str | None = None
    name: str | None = None
    type: str | None = None


class Age(_Part, frozen=True):
    """An age limit."""

    amount: int | None = None
    unit: str | None = None
    value: int | None = None
    """Where the schema has `amount`."""


class RecruitmentTexts(Localized, frozen=True):
    """Criteria, and why recruitment stopped."""

    exclusion_criteria: str | None = None
    inclusion_criteria: str | None = None
    reason_description: str | None = None
    reason_for_status_description: str | None = None
    """Where the schema has `reasonDescription`."""


class Recruitment(_Part, frozen=True):
    """Who is recruited, where and when."""

    actual_completion_date: str | None = None
    actual_start_date: str | None = None
    centric_type: str | None = None
    countries: tuple[_Country, ...] = ()
    gender: str | None = None
    healthy_volunteers: bool | None = None
    institutes: tuple[Institute, ...] = ()
    maximum_age: Age = Age()
    minimum_age: Age = Age()
    planned_participants: int | None = None
    recruitment_descriptions: tuple[RecruitmentTexts, ...] = ()
    scheduled_completion_date: str | None = None
    scheduled_start_date: str | None = None
    status: str | None = None
    total_participants: int | None = None


class SecondaryIds(_Part, frozen=True):
    """Ids of registries."""

    eudamed_number: str | None = None
    eudra_ct_number: str | None = None
    no_other_identification_numbers_available: bool | None = None
    other_primary_register_id: str | None = None
    other_primary_register_name: str | None = None
    universal_trial_number: str | None = None


class _ConditionText(Localized, frozen=True):
    comment: str | None = None


class Condition(_Part, frozen=True):
    """A condition, in a catalogue or in words."""

    catalog: str | None = None
    code: str | None = None
    studied_health_condition_descriptions: tuple[_ConditionText, ...] = ()
    type: str | None = None


class _Who(_Part, frozen=True):
    blinding_who: str | None = None


class Blinded(_Part, frozen=True):
    """A party that does not know the assignment."""

    id_blinding_who: _Who = _Who()


class OutcomeTexts(Localized, frozen=True):
    """Outcomes, and how participants are allocated."""

    primary_outcome: str | None = None
    secondary_outcome: str | None = None
    type_of_hidden_allocation: str | None = None
    type_of_sequence_generation: str | None = None


class _Control(_Part, frozen=True):
    control_type: str | None = None


class Characteristic(_Part, frozen=True):
    """What is compared with."""

    id_control_type: _Control = _Control()


class StudyCharacteristic(_Part, frozen=True):
    """The design."""

    allocation: str | None = None
    assignment: str | None = None
    blinding_type: str | None = None
    blinding_who_list: tuple[Blinded, ...] = ()
    characteristic_descriptions: tuple[OutcomeTexts, ...] = ()
    control_types: tuple[Characteristic, ...] = ()
    duration: str | None = None
    phase: str | None = None
    purpose: str | None = None
    timing: str | None = None
    type: str | None = None


class _ContactType(_Part, frozen=True):
    type: str | None = None


class TrialContact(_Part, frozen=True):
    """A sponsor, an investigator, or whom to ask."""

    contact: DrksContact = DrksContact()
    id_contact_id_type: _ContactType = _ContactType()
    other_type: str | None = None


class TrialTexts(Localized, frozen=True):
    """Titles and summaries."""

    acronym: str | None = None
    scientific_summary: str | None = None
    summary: str | None = None
    title: str | None = None


class _File(_Part, frozen=True):
    base64_encoded: msgspec.Raw | None = None


class _Document(_Part, frozen=True):
    file: _File = _File()
    name: str | None = None


class Publication(_Part, frozen=True):
    """A publication, or a document."""

    description: str | None = None
    document: _Document = _Document()
    link: str | None = None
    type: str | None = None


class RelatedTrial(_Part, frozen=True):
    """Another trial of the register."""

    description: str | None = None
    drks_id: str | None = None


class ResultTexts(Localized, frozen=True):
    """Results in short, and the plan for data."""

    brief_summary_of_results_description: str | None = None
    ipd_sharing_plan_description: str | None = None


class Results(_Part, frozen=True):
    """What came out of the trial."""

    first_publication: str | None = None
    first_result_publication: str | None = None
    ipd_sharing_plan: bool | None = None
    planned_publication: str | None = None
    publications: tuple[Publication, ...] = ()
    related_drks_trials: tuple[RelatedTrial, ...] = ()
    trial_results_descriptions: tuple[ResultTexts, ...] = ()


class DrksTrial(_Part, frozen=True):
    """One record."""

    drks_id: str | None = None
    ethics_committee: Ethics = Ethics()
    last_update: str | None = None
    material_supports: tuple[MaterialSupport, ...] = ()
    observational_groups: tuple[Group, ...] = ()
    other_secondary_ids: tuple[OtherId, ...] = ()
    recruitment: Recruitment = Recruitment()
    registration_drks: str | None = None
    registration_type: str | None = None
    secondary_ids: SecondaryIds = SecondaryIds()
    sponsored: bool | None = None
    studied_health_conditions: tuple[Condition, ...] = ()
    study_characteristic: StudyCharacteristic = StudyCharacteristic()
    trial_contacts: tuple[TrialContact, ...] = ()
    trial_descriptions: tuple[TrialTexts, ...] = ()
    trial_results: Results = Results()
    trial_status: str | None = None
    url: str | None = None
