"""What a record of ISRCTN may hold: each value as a text, since its XML states no types."""

import msgspec

__all__ = [
    "AgeLimit",
    "AttachedFile",
    "Centre",
    "Committee",
    "ContactPerson",
    "DiseaseNamed",
    "Funder",
    "GivenIntervention",
    "IsrctnTrial",
    "Measure",
    "Output",
    "SecondaryNumber",
    "Sponsor",
]


class _Part(msgspec.Struct, frozen=True):
    """Part of a record; whatever it does not state is absent."""


class Measure(_Part, frozen=True):
    """An outcome of the form that the registry has had since 2025."""

    variable: str | None = None
    method: str | None = None
    timepoints: str | None = None


class Committee(_Part, frozen=True):
    """An ethics committee, and what it decided."""

    status: str | None = None
    date: str | None = None
    name: str | None = None
    reference: str | None = None


class SecondaryNumber(_Part, frozen=True):
    """An id that somebody else gave; JSON made of the XML has lost of what type it is."""

    value: str | None = None
    type: str | None = None


class Centre(_Part, frozen=True):
    """A place where participants are seen."""

    name: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    zip: str | None = None


class AgeLimit(_Part, frozen=True):
    """An age in words, `18 Years`, and the same in two pieces."""

    text: str | None = None
    unit: str | None = None
    value: str | None = None


class DiseaseNamed(_Part, frozen=True):
    """What a study is about, and under what the registry files it."""

    description: str | None = None
    category: str | None = None
    disease: str | None = None


class GivenIntervention(_Part, frozen=True):
    """What is done to or for participants."""

    description: str | None = None
    type: str | None = None
    phase: str | None = None
    names: str | None = None


class Output(_Part, frozen=True):
    """A publication, a document or a page that came out of the study."""

    type: str | None = None
    created: str | None = None
    uploaded: str | None = None
    file_id: str | None = None
    filename: str | None = None
    length: str | None = None
    url: str | None = None
    description: str | None = None


class AttachedFile(_Part, frozen=True):
    """A file that the registry keeps with the record."""

    id: str | None = None
    url: str | None = None
    name: str | None = None
    description: str | None = None
    length: str | None = None


class ContactPerson(_Part, frozen=True):
    """Whom to ask, or who leads the study."""

    title: str | None = None
    forename: str | None = None
    surname: str | None = None
    types: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    privacy: str | None = None


class Sponsor(_Part, frozen=True):
    """Who answers for the study."""

    id: str | None = None
    name: str | None = None
    type: str | None = None
    commercial: str | None = None
    ror: str | None = None


class Funder(_Part, frozen=True):
    """Who pays for the study."""

    id: str | None = None
    name: str | None = None
    registered: str | None = None


class IsrctnTrial(_Part, frozen=True):
    """One record, `fullTrial` of the XML."""

    number: str | None = None
    canonical: str | None = None
    assigned: str | None = None
    canonical_assigned: str | None = None
    updated: str | None = None
    retrieved: str | None = None
    title: str | None = None
    scientific_title: str | None = None
    acronym: str | None = None
    hypothesis: str | None = None
    summary: str | None = None
    website: str | None = None
    primary_outcomes: tuple[Measure, ...] = ()
    primary_outcome: str | None = None
    secondary_outcomes: tuple[Measure, ...] = ()
    secondary_outcome: str | None = None
    ethics_required: str | None = None
    ethics_approval: str | None = None
    ethics_committees: tuple[Committee, ...] = ()
    eudract: str | None = None
    iras: str | None = None
    nct: str | None = None
    protocol_number: str | None = None
    secondary_numbers: tuple[SecondaryNumber, ...] = ()
    design: str | None = None
    primary_design: str | None = None
    secondary_design: str | None = None
    allocation: str | None = None
    masking: str | None = None
    control: str | None = None
    assignment: str | None = None
    purposes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    type: str | None = None
    status_override: str | None = None
    reason_abandoned: str | None = None
    overall_end: str | None = None
    countries: tuple[str, ...] = ()
    centres: tuple[Centre, ...] = ()
    participant_types: tuple[str, ...] = ()
    participant_type: str | None = None
    healthy_volunteers: bool | None = None
    inclusion: str | None = None
    exclusion: str | None = None
    age_range: str | None = None
    lower_age: AgeLimit = AgeLimit()
    upper_age: AgeLimit = AgeLimit()
    gender: str | None = None
    target: str | None = None
    total_target: str | None = None
    final: str | None = None
    information_sheet: str | None = None
    recruitment_start: str | None = None
    recruitment_end: str | None = None
    recruitment_start_override: str | None = None
    recruitment_override: str | None = None
    conditions: tuple[DiseaseNamed, ...] = ()
    interventions: tuple[GivenIntervention, ...] = ()
    publication_plan: str | None = None
    ipd_statement: str | None = None
    data_policies: tuple[str, ...] = ()
    data_policy: str | None = None
    publications: str | None = None
    basic_report: str | None = None
    plain_report: str | None = None
    outputs: tuple[Output, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    ipd_plan: str | None = None
    sponsor_ids: tuple[str, ...] = ()
    contacts: tuple[ContactPerson, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    funders: tuple[Funder, ...] = ()
