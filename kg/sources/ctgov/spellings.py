"""How each export of ClinicalTrials.gov spells the notations of the code lists."""

from kg.sources.codes import BEFORE_2017, CLASSIC
from kg.sources.fields.remarks import NOTATION_SPELLINGS, Spellings

__all__ = ["API_SPELLINGS", "CLASSIC_SPELLINGS", "XML_SPELLINGS"]

_IN_WORDS = ("event-assessment", "flow-milestone", "drop-reason", "organ-system", "result-dispersion")
"""Code lists of results that the API spells in words, some of them as notations too."""

API_SPELLINGS: Spellings = {
    name: {**CLASSIC[name], **each} if name in _IN_WORDS else each for name, each in NOTATION_SPELLINGS.items()
}
CLASSIC_SPELLINGS: Spellings = {name: {**CLASSIC.get(name, {}), **each} for name, each in API_SPELLINGS.items()}
XML_SPELLINGS: Spellings = {name: {**BEFORE_2017.get(name, {}), **each} for name, each in CLASSIC_SPELLINGS.items()}
