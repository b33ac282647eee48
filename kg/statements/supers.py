"""Super-classes and super-properties as terms of the context, told of every study.

Stores do not infer: a shape or a question on `ct:Study` would silently find nothing if a trial were not also said to be
one. The tables are those of `ontology/kgbuild.ttl`; a test holds them together.
"""

from collections.abc import Mapping

__all__ = ["SUPER_CLASSES", "SUPER_PROPERTIES", "types_of"]

SUPER_CLASSES: Mapping[str, tuple[str, ...]] = {
    "ClinicalTrial": ("Study", "schema:MedicalStudy", "schema:MedicalTrial"),
    "Build": ("prov:Entity", "void:Dataset"),
    "Country": ("schema:Country",),
    "Discrepancy": ("prov:Entity",),
    "ExpandedAccess": ("Study",),
    "Facility": ("schema:Place",),
    "Mapping": ("prov:Entity",),
    "ObservationalStudy": ("Study", "schema:MedicalObservationalStudy", "schema:MedicalStudy"),
    "Place": ("geo:Feature", "schema:Place"),
    "PossibleJoin": ("prov:Entity",),
    "RegistryRecord": ("prov:Entity",),
    "StudyDecision": ("prov:Entity",),
    "StudyJoin": ("prov:Entity",),
    "Treatment": ("schema:MedicalEntity",),
}
"""Class -> all its super-classes."""

SUPER_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "backgroundPublication": ("publication",),
    "collaborator": ("sponsor", "schemaSponsor"),
    "condition": ("healthCondition",),
    "country": ("studyLocation",),
    "derivedPublication": ("publication", "subjectOf"),
    "firstPostedDate": ("issued",),
    "funder": ("sponsor", "schemaSponsor"),
    "lastUpdatePostedDate": ("modified",),
    "leadSponsor": ("sponsor", "schemaSponsor"),
    "otherOutcome": ("outcome",),
    "primaryOutcome": ("outcome",),
    "resultsPublication": ("publication", "subjectOf"),
    "secondaryOutcome": ("outcome",),
    "sponsor": ("schemaSponsor",),
    "unspecifiedOutcome": ("outcome",),
}
"""Property -> all its super-properties."""


def types_of(name: str) -> tuple[str, ...]:
    """A class with all its super-classes."""
    return (name, *SUPER_CLASSES.get(name, ()))
