"""How each export of ClinicalTrials.gov spells the notations of the code lists."""

from kg.sources.codes import BEFORE_2017, CLASSIC
from kg.sources.fields.remarks import NOTATION_SPELLINGS, Spellings

__all__ = ["API_SPELLINGS", "CLASSIC_SPELLINGS", "XML_SPELLINGS"]

API_SPELLINGS: Spellings = NOTATION_SPELLINGS
CLASSIC_SPELLINGS: Spellings = {name: {**CLASSIC.get(name, {}), **each} for name, each in API_SPELLINGS.items()}
XML_SPELLINGS: Spellings = {name: {**BEFORE_2017.get(name, {}), **each} for name, each in CLASSIC_SPELLINGS.items()}
