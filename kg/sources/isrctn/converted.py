"""The reader of JSON made of the XML of ISRCTN, as ctrdata keeps it: without attributes and without sponsors."""

import re
from collections.abc import Iterator

from kg.record import Study
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, account_of
from kg.sources.fields.clean import speakable
from kg.sources.fields.fit import Twice, fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.placing import Placing, locator, moves_of
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks, filled
from kg.sources.isrctn.fields import FIELDS_JSON, MOVES
from kg.sources.isrctn.paths import json_path, of_json
from kg.sources.isrctn.spellings import NONE_OF_LIST, SPELLINGS
from kg.sources.isrctn.structs import IsrctnTrial
from kg.sources.isrctn.study import PUBLISHER, notation, study_of
from kg.sources.splits import JsonObjects

__all__ = ["ISRCTN_JSON"]

_MARK = "trialDescription"
_DESCRIBED = re.compile(rb'"trialDescription"\s*:\s*\{')
_NUMBER = re.compile(rb'"isrctn"\s*:')
_PLACES = {
    name: target
    for path, target in MOVES.items()
    if (name := json_path(path)) in FIELDS_JSON and FIELDS_JSON[name].into
}
_MOVES = moves_of(_PLACES)
_LOCATE = locator(_PLACES)


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    is_one = head.lstrip()[:1] == b"{" and _DESCRIBED.search(head) is not None
    return is_one and _NUMBER.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS, locate=_LOCATE, long=by_lines)
    tree = lenient_object(content.removeprefix(BOM), remarks)
    if tree is None:
        return None, remarks
    if isinstance(tree, Twice):
        for key in tree.keys_twice:
            remarks.note_at("CT-R104", f"the key `{key}` stands twice; the last value is kept", key)
    placing = Placing(_MOVES, remarks)
    for name, positions, text in of_json(tree):
        path = json_path(name)
        if path in _PLACES:
            placing.put(path, positions, text)
        elif account_of(path, FIELDS_JSON) is None:
            remarks.note_at("CT-R101", "nothing is known of this field", filled(speakable(path), positions))
    return study_of(fit(placing.tree, IsrctnTrial, remarks, texts=True), remarks), remarks


def _leaves(content: bytes) -> Iterator[Leaf]:
    for path, _, text in of_json(lenient_object(content.removeprefix(BOM), Remarks()) or {}):
        yield json_path(path), text


ISRCTN_JSON = FieldReader(
    name="isrctn-json",
    publisher=PUBLISHER,
    description="ISRCTN registry: JSON made of the XML of a record, as the program ctrdata keeps it",
    split=JsonObjects((_MARK,)),
    account=FieldAccount(fields=FIELDS_JSON, leaves=_leaves, notation=notation, not_coded=NONE_OF_LIST),
    accepts=_accepts,
    parse=_parse,
)
