"""The reader of the EXAMPLE registry: JSON of one trial, `{"exampleTrial": {"number": "EX-0001", ...`."""

import re
from collections.abc import Iterator

import msgspec

from kg.iris import study_id
from kg.record import Study, StudyDate
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, json_leaves
from kg.sources.fields.clean import short, shorts
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.splits import JsonObjects

from .fields import FIELDS, SPELLINGS

__all__ = ["EXAMPLE"]

_MARK = re.compile(rb'"exampleTrial"\s*:')


class _Trial(msgspec.Struct, frozen=True):
    number: str | None = None
    title: str | None = None
    state: str | None = None
    diseases: tuple[str, ...] = ()
    begun: str | None = None
    internal: msgspec.Raw | None = None


class _Record(msgspec.Struct, frozen=True):
    trial: _Trial = msgspec.field(default=_Trial(), name="exampleTrial")


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    return head.lstrip()[:1] == b"{" and _MARK.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    tree = lenient_object(content.removeprefix(BOM), remarks)
    return (None if tree is None else _study(fit(tree, _Record, remarks, texts=False).trial, remarks)), remarks


def _study(trial: _Trial, remarks: Remarks) -> Study | None:
    if not trial.number:
        remarks.note("CT-R002", "the record does not state the id of its study", "exampleTrial.number")
        return None
    begun = remarks.date(trial.begun, "exampleTrial.begun")
    return Study(
        id=study_id(trial.number),
        publisher="example",
        title=short(trial.title),
        status=remarks.code("overall-status", trial.state, "exampleTrial.state"),
        conditions=shorts(trial.diseases),
        start=StudyDate(date=begun) if begun else None,
    )


def _leaves(content: bytes) -> Iterator[Leaf]:
    return json_leaves(lenient_object(content.removeprefix(BOM), Remarks()) or {})


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get(text.casefold())


EXAMPLE = FieldReader(
    name="example-json",
    publisher="example",
    description="EXAMPLE registry: JSON of a trial, a list of trials, a line each",
    split=JsonObjects(("exampleTrial",)),
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation, spellings=SPELLINGS),
    accepts=_accepts,
    parse=_parse,
)
