"""Texts of the legacy XML that are not one value as they stand; each function puts what its text says in place."""

from collections.abc import Callable, Mapping
from typing import Any

from kg.sources.codes import masking_of
from kg.sources.ctgov.design_text import DESIGN_TEXT, stated
from kg.sources.ctgov.fields_xml import MOVES_XML
from kg.sources.ctgov.spellings import XML_SPELLINGS
from kg.sources.fields.clean import unwrapped
from kg.sources.fields.remarks import Remarks

__all__ = ["NO_PHASE", "REGISTRY", "SPECIAL", "Positions", "Put", "put_design", "taken_on"]

NO_PHASE = "N/A"
REGISTRY = " [Patient Registry]"
_SHOWN = 80

_PROCESSED = "ClinicalTrials.gov processed this data on "
_OBTAINED = "Information obtained from ClinicalTrials.gov on "

Positions = tuple[int, ...]
Put = Callable[[str, Positions, Any], None]
"""Puts a value at a path with `[]` for each position."""


def _phase(put: Put, path: str, positions: Positions, text: str) -> None:
    """`Phase 1/Phase 2` is two phases, `N/A` is one."""
    for position, phase in enumerate([text] if text == NO_PHASE else text.split("/")):
        put(f"{path}#[]", (*positions, position), phase)


def _masking(put: Put, path: str, positions: Positions, text: str) -> None:
    """`Double (Participant, Investigator)` says how many and who; `None (Open Label)` is one spelling.

    For some months of 2017 the text was who alone: `Participant, Investigator`.
    """
    text = text.strip()
    names = text.split(",")
    if all(name.strip().casefold() in XML_SPELLINGS["masked-party"] for name in names):
        parties = names
    elif text.casefold() in XML_SPELLINGS["masking"] or masking_of(text, XML_SPELLINGS) is None:
        put(path, positions, text)
        return
    else:
        level, _, who = text.partition(" (")
        put(path, positions, level)
        parties = who.removesuffix(")").split(",")
    for position, party in enumerate(parties):
        put(f"{path}#[]", (*positions, position), party)


def _study_type(put: Put, path: str, positions: Positions, text: str) -> None:
    """`Observational [Patient Registry]` says two things."""
    put(path, positions, text.removesuffix(REGISTRY))
    if text.endswith(REGISTRY):
        put(f"{path}#registry", positions, "Yes")


def _block(put: Put, path: str, positions: Positions, text: str) -> None:
    """Long texts are laid out in lines."""
    put(path, positions, unwrapped(text))


def taken_on(text: str) -> tuple[str, bool]:
    """The date that ends the sentence of a header, and whether it is that of the download.

    Until about 2012 the header names the day of the download, since then the day of the registry's data.
    """
    sentence = " ".join(text.split())
    return sentence.removeprefix(_OBTAINED).removeprefix(_PROCESSED), sentence.startswith(_OBTAINED)


def _download(put: Put, path: str, positions: Positions, text: str) -> None:
    """A sentence that ends in a date."""
    date, is_download = taken_on(text)
    put(f"{path}#retrieved" if is_download else path, positions, date)


def put_design(put: Put, text: str, remarks: Remarks) -> None:
    """Puts the facts of a design text in place; what is understood and left out has a row in the table of fields."""
    for name, value in stated(text):
        path = f"{DESIGN_TEXT}#{name}"
        if name is None:
            shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}..."
            remarks.note_at("CT-R020", f"`{shown}` is no part of a study design that is known", DESIGN_TEXT)
        elif name == "masking":
            _masking(put, path, (), value)
        elif path in MOVES_XML:
            put(path, (), value)


def _document(put: Put, path: str, positions: Positions, text: str) -> None:
    """An address that ends in the name of the file."""
    put(path, positions, text)
    put(f"{path}#name", positions, text.rpartition("/")[2])


def _review(put: Put, path: str, positions: Positions, text: str) -> None:
    """The element names the step, its text the day, which may be unknown."""
    put(f"{path}/#type", positions, path.rpartition("/")[2].removesuffix("[]"))
    if text.casefold() == "unknown":
        put(f"{path}/#unknown", positions, "Yes")
    else:
        put(path, positions, text)


SPECIAL: Mapping[str, Callable[[Put, str, Positions, str], None]] = {
    "phase": _phase,
    "study_design_info/masking": _masking,
    "study_type": _study_type,
    "required_header/download_date": _download,
    "provided_document_section/provided_document[]/document_url": _document,
    **{path: _block for path in MOVES_XML if path.endswith("/textblock")},
    **{path: _review for path in MOVES_XML if path.startswith("pending_results/") and "#" not in path},
}
"""Path -> what reads its text."""
