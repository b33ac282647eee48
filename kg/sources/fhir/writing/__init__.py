"""Records as ResearchStudies of FHIR R5, of which the reader makes the same record, as far as FHIR can hold it."""

from .held import HELD, Held
from .research_study import resource_of

__all__ = ["HELD", "Held", "resource_of"]
