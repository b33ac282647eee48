"""HL7 FHIR R5: a study as a resource of type ResearchStudy."""

from kg.sources.fhir.reader import FHIR

__all__ = ["FHIR"]
