"""The readers of the register: a block of its text download, and a protocol page as a browser saves it."""

import re
from collections.abc import Iterator

import msgspec

from kg.record import Study
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import FieldAccount, Leaf
from kg.sources.fields.clean import long, speakable
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Dates, Key
from kg.sources.splits import TextBlocks, Whole

from .block import answers_of, has_lost_its_lines, with_lines
from .form import FormAnswer
from .items import FIELDS, Answers
from .protocol_page import downloaded_on, is_page, page_text
from .spellings import NONE_OF_LIST, SPELLINGS
from .study import PUBLISHER, record_of, study_of

__all__ = ["EUCTR_PAGE", "EUCTR_TEXT"]

_OPENS = "This file contains full details on each clinical trial"
_BEGINS = "Summary\nEudraCT Number:"
_HEAD = re.compile(
    rf"\s*(?:{_OPENS}.{{0,600}}?)?(?:Summary\s*)?EudraCT Number:\s*20[0-9]{{2}}-.*?\bA\.\s*Protocol Information",
    re.DOTALL | re.IGNORECASE,
)
_LOOKED_AT = 6_000
_LABEL = 80
_AT_HEAD = re.compile(
    rb"Summary\s+EudraCT Number:\s*(20[0-9]{2}-[0-9]{6}-[0-9]{2})\s*?[\r\n](?:(?!A\. )[^\r\n]*[\r\n]+){0,9}?"
    rb"Link:\s*https?://www\.clinicaltrialsregister\.eu/ctr-search/trial/\1/([A-Z]{2}|3rd)/\s"
)


def _accepts_text(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    if b"EudraCT Number:" not in head[:_LOOKED_AT] or head.lstrip()[:1] == b"<":
        return False
    return _HEAD.match(head[:_LOOKED_AT].decode("utf-8", "replace")) is not None


def _accepts_page(head: bytes) -> bool:
    return is_page(utf8_head(head).removeprefix(BOM)) and not _accepts_text(head)


def _text(content: bytes, remarks: Remarks) -> str:
    text = remarks.utf8(content).decode().removeprefix("\ufeff")
    clean = speakable(text)
    if clean != text:
        remarks.note("CT-R103", f"{len(text) - len(clean)} control characters or half surrogate pairs removed")
    return long(clean) or ""


def _parse_text(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    text = _text(content, remarks)
    if has_lost_its_lines(text):
        remarks.note("CT-R181", "the text has lost its line ends; they are put where items of the form begin")
        text = with_lines(text)
    return _study(answers_of(text), remarks), remarks


def _parse_page(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    page = _text(content, remarks).encode()
    study = _study(answers_of(page_text(page)), remarks)
    retrieved = remarks.date(downloaded_on(page), "footer") if study else None
    if study and retrieved:
        study = msgspec.structs.replace(
            study, registration=msgspec.structs.replace(study.registration, retrieved=retrieved)
        )
    return study, remarks


def _study(found: Iterator[FormAnswer | str], remarks: Remarks) -> Study | None:
    answers: list[FormAnswer] = []
    for each in found:
        if isinstance(each, FormAnswer):
            answers.append(each)
        else:
            remarks.note_at("CT-R101", "nothing is known of this line", _shown(each))
    return study_of(answers, remarks)


def _shown(line: str) -> str:
    """The label of a line that is no item."""
    label = line.partition(":")[0]
    return label if len(label) <= _LABEL else f"{label[:_LABEL]}..."


def _leaves_of(found: Iterator[FormAnswer | str]) -> Iterator[Leaf]:
    for each in found:
        if isinstance(each, str):
            yield _shown(each), each
        elif not each.text:
            yield each.path, None
        elif each.item.answers is Answers.CHECK and each.item.field.code_list:
            yield each.path, f"{each.item.label}: {each.text}"
        else:
            yield each.path, each.text


def _text_leaves(content: bytes) -> Iterator[Leaf]:
    text = long(to_utf8(content).content.decode(errors="replace").removeprefix("\ufeff")) or ""
    return _leaves_of(answers_of(with_lines(text) if has_lost_its_lines(text) else text))


def _page_leaves(content: bytes) -> Iterator[Leaf]:
    return _leaves_of(answers_of(page_text(to_utf8(content).content)))


def _key(content: bytes) -> Key | None:
    """The key of a block that has its number and its address at its head; forms state no date of a change."""
    found = _AT_HEAD.match(content.lstrip()[:_LOOKED_AT])
    if found is None:
        return None
    number, country = found[1].decode(), found[2].decode()
    return Key(publisher=PUBLISHER, id=number, dates=Dates(), format=EUCTR_TEXT.name, record=record_of(number, country))


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get(text.strip().casefold())


EUCTR_TEXT = FieldReader(
    name="euctr-text",
    publisher=PUBLISHER,
    description="EU Clinical Trials Register: full-details text download, a block for each country; zip, gz",
    split=TextBlocks(begins=_BEGINS, holds="eudract", opens=_OPENS),
    account=FieldAccount(
        fields=FIELDS, leaves=_text_leaves, notation=_notation, spellings=SPELLINGS, not_coded=NONE_OF_LIST
    ),
    accepts=_accepts_text,
    parse=_parse_text,
    key=_key,
)

EUCTR_PAGE = FieldReader(
    name="euctr-page",
    publisher=PUBLISHER,
    description="EU Clinical Trials Register: protocol page of a trial in a country, saved as HTML, Markdown or text",
    split=Whole(),
    account=FieldAccount(
        fields=FIELDS, leaves=_page_leaves, notation=_notation, spellings=SPELLINGS, not_coded=NONE_OF_LIST
    ),
    accepts=_accepts_page,
    parse=_parse_page,
)
