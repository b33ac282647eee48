"""Values of a ResearchStudy: codes of concepts, and what a profile adds in extensions."""

from collections.abc import Sequence

from kg.record import Coded
from kg.sources.codes import NOTATIONS
from kg.sources.fhir.spellings import NOT_CODED, PROFILE, SPELLINGS, own_system
from kg.sources.fhir.structs import Concept, Extension, ResearchStudy, SubExtension
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = [
    "code_of",
    "codes_in",
    "extensions_named",
    "extensions_of",
    "is_profiled",
    "name_of",
    "own_codes",
    "words_of",
]


_MARK = "drks-trial-status"
"""The extension that stands in the records of the profile alone; others of it are written here too."""


def codes_in(concept: Concept) -> list[str]:
    """The codes of a concept, in small letters."""
    return [code.casefold() for each in concept.coding if (code := short(each.code))]


def own_codes(code_list: str, concept: Concept) -> list[str]:
    """The notations of a concept that are coded by our own list."""
    system, known = own_system(code_list), NOTATIONS[code_list]
    return [each.code for each in concept.coding if each.system == system and each.code in known]


def words_of(concept: Concept) -> str | None:
    """A concept in words, else its first code."""
    shown = (short(each.display) for each in concept.coding)
    codes = (short(each.code) for each in concept.coding)
    return short(concept.text) or next((each for each in (*shown, *codes) if each), None)


def code_of(code_list: str, concept: Concept, remarks: Remarks, path: str, *positions: int) -> Coded | None:
    """The notation for a concept: by one of its codes, else by its words; None for what no list has."""
    if own := own_codes(code_list, concept):
        return own[0]
    codes, words = codes_in(concept), words_of(concept)
    if words is None:
        return None
    written = [*codes, words.casefold(), words.casefold().replace(" ", "-")]
    known = SPELLINGS.get(code_list, {})
    if found := next((known[each] for each in written if each in known), None):
        return found
    if any(each in NOT_CODED.get(code_list, ()) for each in written):
        return None
    return remarks.code(code_list, words, path, *positions)


def name_of(address: str | None) -> str:
    """The last part of the address of an extension, by which it is known here."""
    return (address or "").rstrip("/").rpartition("/")[2]


def extensions_of(study: ResearchStudy, name: str) -> Sequence[SubExtension]:
    """The values of the extensions of a name; those within one are named `extension.value`."""
    outer, _, inner = name.partition(".")
    found = extensions_named(study, outer)
    return [each for one in found for each in one.extension if each.url == inner] if inner else found


def extensions_named(study: ResearchStudy, name: str) -> Sequence[Extension]:
    """The extensions of a name, each with those within it."""
    return [each for each in study.extension if name_of(each.url) == name]


def is_profiled(study: ResearchStudy) -> bool:
    """Whether a record follows the profile that DRKS records are brought into."""
    parts: Sequence[Concept] = [
        *study.study_design,
        *(each.state for each in study.progress_status),
        *(each.role for each in study.associated_party),
        *(kind for each in study.related_artifact for kind in each.classifier),
    ]
    systems = (coding.system for each in parts for coding in each.coding)
    return bool(extensions_of(study, _MARK)) or any((system or "").startswith(PROFILE) for system in systems)
