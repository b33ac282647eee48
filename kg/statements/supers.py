"""Super-classes and super-properties as terms of the context, told of every study.

Stores do not infer: a shape or a question on `ct:Study` would silently find nothing if a trial were not also said to be
one. The tables are those of `ontology/kgbuild.ttl`; a test holds them together.
"""

from collections.abc import Mapping

__all__ = ["SUPER_PROPERTIES", "TYPES"]

TYPES: Mapping[str, tuple[str, ...]] = {
    "Study": ("Study", "schema:MedicalStudy"),
    "ClinicalTrial": ("ClinicalTrial", "Study", "schema:MedicalStudy", "schema:MedicalTrial"),
    "ObservationalStudy": (
        "ObservationalStudy",
        "Study",
        "schema:MedicalObservationalStudy",
        "schema:MedicalStudy",
    ),
    "ExpandedAccess": ("ExpandedAccess", "Study", "schema:MedicalStudy"),
    "RegistryRecord": ("RegistryRecord", "prov:Entity"),
    "Condition": ("Condition", "schema:MedicalCondition"),
    "Intervention": ("Intervention",),
    "Treatment": ("Treatment", "schema:MedicalEntity"),
    "Arm": ("Arm",),
    "Outcome": ("Outcome",),
    "Eligibility": ("Eligibility",),
    "Official": ("Official",),
    "StudySite": ("StudySite",),
    "Facility": ("Facility", "schema:Place"),
    "Place": ("Place", "geo:Feature", "schema:Place"),
    "Country": ("Country", "schema:Country"),
    "PublicationLink": ("PublicationLink",),
    "RelatedStudyLink": ("RelatedStudyLink",),
    "SecondaryIdentifier": ("SecondaryIdentifier",),
    "WebLink": ("WebLink",),
    "AvailableData": ("AvailableData",),
    "Contact": ("Contact",),
    "StudyDocument": ("StudyDocument",),
    "ReviewEvent": ("ReviewEvent",),
    "ViolationEvent": ("ViolationEvent",),
    "BrowseLeaf": ("BrowseLeaf",),
    "Mapping": ("Mapping", "prov:Entity"),
    "Build": ("Build", "prov:Entity", "void:Dataset"),
}
"""Class -> itself and all its super-classes."""

SUPER_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "backgroundPublication": ("publication", "subjectOf"),
    "collaborator": ("sponsor", "schemaSponsor"),
    "condition": ("healthCondition",),
    "country": ("studyLocation",),
    "derivedPublication": ("publication", "subjectOf"),
    "firstPostedDate": ("issued",),
    "lastUpdatePostedDate": ("modified",),
    "leadSponsor": ("sponsor", "schemaSponsor"),
    "publication": ("subjectOf",),
    "resultsPublication": ("publication", "subjectOf"),
    "sponsor": ("schemaSponsor",),
}
"""Property -> all its super-properties."""
