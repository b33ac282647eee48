"""The reader of CTIS: JSON of one trial, as `retrieve` of its public site answers, or as ctrdata saves it."""

import re
from collections.abc import Iterator
from typing import Any

from kg.record import Study
from kg.sources.ctis.course import statuses_in
from kg.sources.ctis.fields import FIELDS
from kg.sources.ctis.left_out import left_out_of
from kg.sources.ctis.spellings import NOT_CODED, SPELLINGS
from kg.sources.ctis.structs import CtisTrial
from kg.sources.ctis.study import PUBLISHER, study_of
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, json_leaves
from kg.sources.fields.clean import short
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.splits import JsonObjects

__all__ = ["CTIS"]

_ID = re.compile(rb'"ct(?:Number|Status)"\s*:')
# The list of a search has none of these.
_PART = re.compile(
    rb'"(?:authorizedApplication|authorizedPartI|publicEvaluation|initialApplicationId|primarySponsor|'
    rb'memberStatesConcerned|applications)"\s*:'
)
_APOSTROPHE = b"&apos;"
"""How ctrdata writes an apostrophe in the texts of a record; no other sign is written so."""
_LEFT_OUT = left_out_of(FIELDS)


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    is_one = head.lstrip()[:1] == b"{" and _ID.search(head) is not None
    return is_one and _PART.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS, long=by_lines)
    tree = lenient_object(content.removeprefix(BOM).replace(_APOSTROPHE, b"'"), remarks)
    if tree is None:
        return None, remarks
    _fill_part_i(tree)
    _LEFT_OUT.take(tree)
    return study_of(fit(tree, CtisTrial, remarks, texts=False), remarks), remarks


def _fill_part_i(tree: dict[str, Any]) -> None:
    """Before June 2024 a trial that was not authorised has Part I with its applications alone: the last is taken."""
    applications = tree.get("applications")
    if tree.get("authorizedPartI") or tree.get("authorizedApplication") or not isinstance(applications, list):
        return
    parts = [each["partI"] for each in applications if isinstance(each, dict) and isinstance(each.get("partI"), dict)]
    if parts:
        tree["authorizedPartI"] = parts[-1]


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each path at which a value stands: what is null is not stated; lists in one text are parted."""
    tree = lenient_object(content.removeprefix(BOM), Remarks()) or {}
    for path, text in json_leaves(tree):
        if path == "trialCountries" and text:
            yield from ((path, status) for _, status in statuses_in(text))
        elif path == "ageGroup" and text:
            yield from ((path, each) for each in text.split(", "))
        elif text != "None":
            yield path, text


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get((short(text) or "").casefold())


CTIS = FieldReader(
    name="ctis-json",
    publisher=PUBLISHER,
    description="EU Clinical Trials Information System (CTIS): JSON of a trial, before and since June 2024, a list",
    # What ctrdata saves begins with `ctStatus`, a text; in the list of a search it is a number.
    split=JsonObjects(("authorizedApplication", "primarySponsor"), (("ctStatus", ""),)),
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation, spellings=SPELLINGS, not_coded=NOT_CODED),
    accepts=_accepts,
    parse=_parse,
)
