"""The reader of the RIS downloads of ClinicalTrials.gov's site, which citation managers take.

No real file is at hand. Id, title and summary stand under tags of one meaning; under all others (names, dates,
keywords, notes) nobody can say without one which fact of the study the site writes there, so that they are left out.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.record import Study
from kg.sources.codes import NOTATIONS
from kg.sources.ctgov.study import PUBLISHER
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import Field, FieldAccount, Leaf, into, left_out
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.splits import TextBlocks

__all__ = ["CTGOV_RIS"]

_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_PAGE = re.compile(r"clinicaltrials\.gov/(?:study|show|ct2/show)/(NCT[0-9]{8})\b", re.IGNORECASE)
_HAS_PAGE = re.compile(rf"[\r\n]UR  - [^\r\n]*{_PAGE.pattern}", re.IGNORECASE)
"""An article may name the page of a trial too, in its abstract or notes."""
_ID = re.compile(r"NCT[0-9]{8}")
_TITLES, _SUMMARIES, _IDS, _PAGES = ("TI", "T1"), ("AB", "N2"), ("AN", "ID"), ("UR",)
_OF_RIS = "it is of the form of RIS, not of the study"
_UNTOLD = "no real file tells which fact of the study the site writes there"
_OTHERS = (
    *("A1", "A2", "A3", "A4", "AD", "AU", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "CA", "CN", "CY", "DA"),
    *("DO", "ED", "EP", "ET", "IS", "J1", "J2", "JA", "JF", "JO", "KW", "L1", "L2", "L3", "L4", "LA", "LB", "M1"),
    *("M2", "M3", "N1", "NV", "OP", "PB", "PP", "PY", "RD", "RI", "RN", "RP", "SE", "SF", "SN", "SP", "ST", "T2"),
    *("T3", "TA", "TT", "U1", "U2", "U3", "U4", "U5", "VL", "VO", "Y1", "Y2"),
)
"""The other tags of RIS."""

FIELDS: Mapping[str, Field] = {
    **dict.fromkeys(("TY", "ER", "DB", "DP"), left_out(_OF_RIS)),
    **dict.fromkeys((*_IDS, *_PAGES), into("dcterms:identifier")),
    **dict.fromkeys(_TITLES, into("dcterms:title")),
    **dict.fromkeys(_SUMMARIES, into("ct:briefSummary")),
    **dict.fromkeys(_OTHERS, left_out(_UNTOLD)),
}


class _Tagged(NamedTuple):
    tag: str
    text: str


def _accepts(head: bytes) -> bool:
    body = utf8_head(head).removeprefix(BOM).lstrip()
    return body.startswith(b"TY  - ") and _HAS_PAGE.search(body.decode("utf-8", "replace")) is not None


def _tagged(text: str) -> Iterator[_Tagged]:
    """Tag and text of each field; a line without a tag goes on with the text before it."""
    held: _Tagged | None = None
    for line in text.splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            held = held and held._replace(text=f"{held.text}\n{line}")
            continue
        if held:
            yield held
        held = _Tagged(found[1], found[2] or "")
    if held:
        yield held


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks()
    text = remarks.utf8(content).decode().removeprefix("\ufeff")
    clean = speakable(text)
    if clean != text:
        remarks.note("CT-R103", f"{len(text) - len(clean)} control characters or half surrogate pairs removed")
    return _study(list(_tagged(clean)), remarks), remarks


def _study(fields: list[_Tagged], remarks: Remarks) -> Study | None:
    for each in fields:
        if each.tag not in FIELDS:
            remarks.note("CT-R101", "nothing is known of this tag", each.tag)
    pages = [found[1].upper() for each in fields if each.tag in _PAGES and (found := _PAGE.search(each.text))]
    written = [each.text.strip() for each in fields if each.tag in _IDS]
    ids = dict.fromkeys((*pages, *[each for each in written if _ID.fullmatch(each)]))
    if not pages:
        remarks.note("CT-R002", "the record does not state the page of its study at ClinicalTrials.gov", "UR")
        return None
    if len(ids) > 1:
        remarks.note("CT-R003", f"the record states more than one id: {', '.join(ids)}", "UR")
        return None
    return Study(
        id=pages[0],
        publisher=PUBLISHER,
        title=short(_first(fields, _TITLES)),
        brief_summary=remarks.long(_first(fields, _SUMMARIES)),
    )


def _first(fields: list[_Tagged], tags: tuple[str, ...]) -> str | None:
    return next((each.text for each in fields if each.tag in tags and each.text.strip()), None)


def _leaves(content: bytes) -> Iterator[Leaf]:
    text = to_utf8(content).content.decode(errors="replace").removeprefix("\ufeff")
    yield from ((each.tag, each.text) for each in _tagged(text))


def _notation(code_list: str, text: str) -> str | None:
    return text if text in NOTATIONS[code_list] else None


CTGOV_RIS = FieldReader(
    name="ctgov-ris",
    publisher=PUBLISHER,
    description="ClinicalTrials.gov RIS of its site: id, title and summary (no real file was at hand); zip, gz",
    split=TextBlocks("TY  - ", "clinicaltrials.gov/"),
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation),
    accepts=_accepts,
    parse=_parse,
)
