"""The reader of DRKS: JSON of one trial, `{"drksId": "DRKS00038775", "ethicsCommittee": {...`."""

import re
from collections.abc import Iterator

from kg.record import Study
from kg.sources.drks.fields import FIELDS, NOT_CODED, SPELLINGS
from kg.sources.drks.structs import DrksTrial
from kg.sources.drks.study import PUBLISHER, study_of
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, json_leaves
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.splits import JsonObjects

__all__ = ["DRKS"]

_ID = re.compile(rb'"drksId"\s*:\s*(?:"|null)')
_PART = re.compile(rb'"(?:studyCharacteristic|trialResults|trialDescriptions|recruitment|trialContacts)"\s*:')


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    is_one = head.lstrip()[:1] == b"{" and _ID.search(head) is not None
    return is_one and _PART.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS, long=by_lines)
    tree = lenient_object(content.removeprefix(BOM), remarks)
    return (None if tree is None else study_of(fit(tree, DrksTrial, remarks, texts=False), remarks)), remarks


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each path at which a value stands: what is null is not stated."""
    tree = lenient_object(content.removeprefix(BOM), Remarks()) or {}
    return ((path, text) for path, text in json_leaves(tree) if text != "None")


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get(text.casefold())


DRKS = FieldReader(
    name="drks-json",
    publisher=PUBLISHER,
    description="German Clinical Trials Register (DRKS): JSON of a trial by its schema, a list of trials",
    split=JsonObjects(texts=(("drksId", "DRKS"),)),
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation, not_coded=NOT_CODED),
    accepts=_accepts,
    parse=_parse,
)
