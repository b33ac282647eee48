"""Super-classes and super-properties as terms of the context, written into every document.

Stores do not infer: a shape or a question on `ct:Study` would silently find nothing if a trial were not also said to be
one. The tables are those of `ontology/kgbuild.ttl`; a test holds them together.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["SUPER_PROPERTIES", "TYPES", "add_super_properties", "reference"]

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


def add_super_properties(node: dict[str, Any]) -> None:
    """Repeats each value of a property under its super-properties; nodes are repeated as references."""
    for term, supers in SUPER_PROPERTIES.items():
        if term not in node:
            continue
        said = node[term]
        values = [reference(value) for value in (said if isinstance(said, list) else [said])]
        for name in supers:
            node[name] = _united(node.get(name), values)


def reference(value: Any) -> Any:
    """The IRI of a node, any other value as it is."""
    return value["@id"] if isinstance(value, dict) and "@id" in value else value


def _united(earlier: Any, values: list[Any]) -> Any:
    if earlier is None:
        return [*values] if len(values) > 1 else values[0]
    before = earlier if isinstance(earlier, list) else [earlier]
    named = [reference(value) for value in before]
    united = [*before, *(value for value in values if value not in named)]
    return united if len(united) > 1 else united[0]
