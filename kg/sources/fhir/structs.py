"""A ResearchStudy of FHIR R5, and what it may contain: the elements that are read, and names of those that are not.

What begins with `_` in FHIR holds extensions of a text; here such a field ends in `_more`.
"""

import msgspec

__all__ = [
    "Address",
    "AssociatedParty",
    "Characteristic",
    "Concept",
    "Contained",
    "Extension",
    "HumanName",
    "Identifier",
    "Named",
    "OutcomeMeasure",
    "Period",
    "Progress",
    "Reference",
    "RelatedArtifact",
    "ResearchStudy",
    "SubExtension",
]

_Passed = msgspec.Raw | None
"""An element that is not read, whatever it holds."""


class _Element(msgspec.Struct, frozen=True, rename="camel"):
    """Part of a resource; whatever it does not state is absent."""

    id: str | None = None
    extension: _Passed = None
    modifier_extension: _Passed = None


def _more(name: str) -> _Passed:
    field: _Passed = msgspec.field(name=f"_{name}", default=None)
    return field


class Coding(_Element, frozen=True):
    """A code of a system."""

    system: str | None = None
    version: _Passed = None
    code: str | None = None
    display: str | None = None
    user_selected: _Passed = None


class Concept(_Element, frozen=True):
    """What FHIR calls a CodeableConcept: codes, and the same in words."""

    coding: tuple[Coding, ...] = ()
    text: str | None = None
    text_more: _Passed = _more("text")


class Reference(_Element, frozen=True):
    """Leads to another resource, or names it."""

    reference: str | None = None
    type: _Passed = None
    identifier: _Passed = None
    display: str | None = None


class Identifier(_Element, frozen=True):
    """An id."""

    use: str | None = None
    type: Concept = Concept()
    system: str | None = None
    value: str | None = None
    period: _Passed = None
    assigner: Reference = Reference()


class Period(_Element, frozen=True):
    """From when to when."""

    start: str | None = None
    end: str | None = None


class HumanName(_Element, frozen=True):
    """The name of a person, in pieces or whole."""

    use: _Passed = None
    text: str | None = None
    family: str | None = None
    given: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    suffix: tuple[str, ...] = ()
    period: _Passed = None


class Telecom(_Element, frozen=True):
    """A number, an address of e-mail, a page."""

    system: str | None = None
    value: str | None = None
    use: _Passed = None
    rank: _Passed = None
    period: _Passed = None


class Address(_Element, frozen=True):
    """Where something is."""

    use: _Passed = None
    type: _Passed = None
    text: str | None = None
    line: _Passed = None
    city: str | None = None
    district: _Passed = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    period: _Passed = None


class ContactDetail(_Element, frozen=True):
    """Whom an organization names."""

    purpose: _Passed = None
    name: tuple[HumanName, ...] = ()
    telecom: tuple[Telecom, ...] = ()
    address: Address = Address()
    organization: _Passed = None
    period: _Passed = None


class Quantity(_Element, frozen=True):
    """A number with its unit."""

    value: float | None = None
    comparator: str | None = None
    unit: str | None = None
    system: _Passed = None
    code: str | None = None


class Range(_Element, frozen=True):
    """From a number to another."""

    low: Quantity = Quantity()
    high: Quantity = Quantity()


class Characteristic(_Element, frozen=True):
    """What participants have, or must not have."""

    code: Concept = Concept()
    value_codeable_concept: Concept = Concept()
    value_boolean: bool | None = None
    value_quantity: Quantity = Quantity()
    value_range: Range = Range()
    value_reference: _Passed = None
    exclude: bool | None = None
    method: _Passed = None
    period: _Passed = None


class TypeAndValue(_Element, frozen=True):
    """A trait by its kind and its value."""

    type: Concept = Concept()
    method: _Passed = None
    device: _Passed = None
    value_codeable_concept: Concept = Concept()
    value_boolean: _Passed = None
    value_quantity: _Passed = None
    value_range: _Passed = None
    value_reference: _Passed = None
    value_id: _Passed = None
    offset: _Passed = None


class TimeFromEvent(_Element, frozen=True):
    """When, counted from an event."""

    description: str | None = None
    note: _Passed = None
    event_codeable_concept: _Passed = None
    event_reference: _Passed = None
    event_date_time: _Passed = None
    event_id: _Passed = None
    quantity: _Passed = None
    range: _Passed = None


class Aspect(_Element, frozen=True):
    """What a variable of a study is."""

    link_id: _Passed = None
    description: _Passed = None
    note: _Passed = None
    exclude: _Passed = None
    definition_reference: _Passed = None
    definition_canonical: _Passed = None
    definition_codeable_concept: _Passed = None
    definition_expression: _Passed = None
    definition_id: _Passed = None
    definition_by_type_and_value: TypeAndValue = TypeAndValue()
    definition_by_combination: _Passed = None
    instances_quantity: _Passed = None
    instances_range: _Passed = None
    duration_quantity: _Passed = None
    duration_range: _Passed = None
    time_from_event: tuple[TimeFromEvent, ...] = ()


class Position(_Element, frozen=True):
    """A point on the globe."""

    longitude: float | None = None
    latitude: float | None = None
    altitude: _Passed = None


class Contained(_Element, frozen=True):
    """A resource within the study: a Location, an Organization, a person, a Group or an EvidenceVariable."""

    resource_type: str | None = None
    meta: _Passed = None
    text: _Passed = None
    identifier: tuple[Identifier, ...] = ()
    active: _Passed = None
    status: _Passed = None
    mode: _Passed = None
    alias: _Passed = None
    type: _Passed = None
    title: str | None = None
    short_title: _Passed = None
    note: _Passed = None
    actual: _Passed = None
    handling: _Passed = None
    name: str | None = None
    name_more: _Passed = _more("name")
    human_name: tuple[HumanName, ...] = ()
    """The `name` of a person, which is a list."""
    description: str | None = None
    position: Position = Position()
    traits: tuple[Concept, ...] = ()
    """The `characteristic` of a Location."""
    aspects: tuple[Aspect, ...] = ()
    """The `characteristic` of an EvidenceVariable."""
    address: Address = Address()
    addresses: _Passed = None
    """The `address` of a person, which is a list."""
    telecom: tuple[Telecom, ...] = ()
    contact: tuple[ContactDetail, ...] = ()
    membership: _Passed = None
    quantity: _Passed = None
    characteristic: tuple[Characteristic, ...] = ()
    practitioner: Reference = Reference()
    organization: Reference = Reference()
    code: _Passed = None
    gender: _Passed = None
    birth_date: _Passed = None
    qualification: _Passed = None


class SubExtension(msgspec.Struct, frozen=True, rename="camel"):
    """A value within an extension."""

    url: str | None = None
    value_code: str | None = None
    value_string: str | None = None
    value_date: str | None = None
    value_boolean: bool | None = None
    value_coding: Coding = Coding()
    value_codeable_concept: Concept = Concept()
    value_period: Period = Period()


class Extension(SubExtension, frozen=True):
    """What a profile states besides the elements of FHIR."""

    extension: tuple[SubExtension, ...] = ()


class Label(_Element, frozen=True):
    """A further title."""

    type: Concept = Concept()
    value: str | None = None


class Attachment(_Element, frozen=True):
    """A document."""

    content_type: _Passed = None
    language: _Passed = None
    data: _Passed = None
    url: str | None = None
    size: int | None = None
    hash: _Passed = None
    title: str | None = None
    creation: str | None = None


class RelatedArtifact(_Element, frozen=True):
    """A publication or a document."""

    type: str | None = None
    classifier: tuple[Concept, ...] = ()
    label: str | None = None
    display: str | None = None
    citation: str | None = None
    document: Attachment = Attachment()
    resource: str | None = None
    resource_reference: _Passed = None
    publication_status: _Passed = None
    publication_date: _Passed = None
    url: str | None = None
    """Until R4."""


class AssociatedParty(_Element, frozen=True):
    """A sponsor, an investigator, whom to ask."""

    name: str | None = None
    role: Concept = Concept()
    period: _Passed = None
    classifier: tuple[Concept, ...] = ()
    party: Reference = Reference()


class Progress(_Element, frozen=True):
    """A status, and when the study had it or is to have it."""

    state: Concept = Concept()
    actual: bool | None = None
    period: Period = Period()


class Recruitment(_Element, frozen=True):
    """How many participants, and who."""

    target_number: int | None = None
    actual_number: int | None = None
    eligibility: Reference = Reference()
    actual_group: _Passed = None


class ComparisonGroup(_Element, frozen=True):
    """An arm."""

    link_id: str | None = None
    name: str | None = None
    type: Concept = Concept()
    description: str | None = None
    description_more: _Passed = _more("description")
    intended_exposure: tuple[Reference, ...] = ()
    observed_group: _Passed = None


class Named(_Element, frozen=True):
    """An objective."""

    name: str | None = None
    name_more: _Passed = _more("name")
    type: Concept = Concept()
    description: str | None = None
    description_more: _Passed = _more("description")


class Focus(_Element, frozen=True):
    """What is studied, as a concept or a resource."""

    concept: Concept = Concept()
    reference: Reference = Reference()


class OutcomeMeasure(_Element, frozen=True):
    """An outcome."""

    name: str | None = None
    name_more: _Passed = _more("name")
    type: tuple[Concept, ...] = ()
    description: str | None = None
    description_more: _Passed = _more("description")
    reference: Reference = Reference()


class ResearchStudy(msgspec.Struct, frozen=True, rename="camel"):
    """One record."""

    resource_type: str | None = None
    id: str | None = None
    meta: _Passed = None
    implicit_rules: _Passed = None
    language: _Passed = None
    text: _Passed = None
    contained: tuple[Contained, ...] = ()
    extension: tuple[Extension, ...] = ()
    modifier_extension: _Passed = None
    url: _Passed = None
    identifier: tuple[Identifier, ...] = ()
    version: _Passed = None
    name: _Passed = None
    title: str | None = None
    title_more: _Passed = _more("title")
    label: tuple[Label, ...] = ()
    protocol: _Passed = None
    part_of: _Passed = None
    related_artifact: tuple[RelatedArtifact, ...] = ()
    date: str | None = None
    status: _Passed = None
    primary_purpose_type: Concept = Concept()
    phase: Concept = Concept()
    study_design: tuple[Concept, ...] = ()
    focus: tuple[Focus, ...] = ()
    condition: tuple[Concept, ...] = ()
    keyword: tuple[Concept, ...] = ()
    region: tuple[Concept, ...] = ()
    description_summary: str | None = None
    description_summary_more: _Passed = _more("descriptionSummary")
    description: str | None = None
    description_more: _Passed = _more("description")
    period: Period = Period()
    site: tuple[Reference, ...] = ()
    note: _Passed = None
    classifier: _Passed = None
    associated_party: tuple[AssociatedParty, ...] = ()
    progress_status: tuple[Progress, ...] = ()
    why_stopped: Concept = Concept()
    recruitment: Recruitment = Recruitment()
    comparison_group: tuple[ComparisonGroup, ...] = ()
    objective: tuple[Named, ...] = ()
    outcome_measure: tuple[OutcomeMeasure, ...] = ()
    result: tuple[Reference, ...] = ()
