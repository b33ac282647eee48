"""The reader of the legacy full-study JSON of ClinicalTrials.gov (until 2024): `{"Study": {"ProtocolSection": ...`."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kg.record import Study
from kg.sources.ctgov.fields_v1 import FIELDS_V1, MOVES_V1
from kg.sources.ctgov.registration import dates_of
from kg.sources.ctgov.spellings import CLASSIC_SPELLINGS
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, account_of
from kg.sources.fields.fit import Twice, fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.placing import Placing, locator, moves_of
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks, filled
from kg.sources.reading import Key
from kg.sources.splits import JsonObjects

__all__ = ["CTGOV_V1"]

_NAME = "ctgov-v1"
_MOVES = moves_of(MOVES_V1)
_LOCATE = locator(MOVES_V1)

_SECTION = re.compile(rb'"ProtocolSection"\s*:')
_NO_STEPS = str.maketrans(".[", "__")
"""For keys that would look like a path of several steps."""
_DEEPEST = 60
"""No field stands deeper than 8 levels."""

# The upload of a document: `05/27/2020 04:13`; the hours of the afternoon are lost in it, so the time is cut.
_UPLOADED = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})(?: .*)?")
_UPLOAD_DATE = "documentSection.largeDocumentModule.largeDocs[].uploadDate"


class _KeyNames(msgspec.Struct, frozen=True):
    NCTId: str | None = None


class _KeyDate(msgspec.Struct, frozen=True):
    LastUpdatePostDate: str | None = None


class _KeyStatus(msgspec.Struct, frozen=True):
    StatusVerifiedDate: str | None = None
    LastUpdateSubmitDate: str | None = None
    LastUpdatePostDateStruct: _KeyDate = _KeyDate()


class _KeyProtocol(msgspec.Struct, frozen=True):
    IdentificationModule: _KeyNames = _KeyNames()
    StatusModule: _KeyStatus = _KeyStatus()


class _KeyMisc(msgspec.Struct, frozen=True):
    VersionHolder: str | None = None


class _KeyDerived(msgspec.Struct, frozen=True):
    MiscInfoModule: _KeyMisc = _KeyMisc()


class _KeyStudy(msgspec.Struct, frozen=True):
    ProtocolSection: _KeyProtocol = _KeyProtocol()
    DerivedSection: _KeyDerived = _KeyDerived()


class _KeyRecord(msgspec.Struct, frozen=True):
    Study: _KeyStudy
    FullStudy: msgspec.Raw | None = None
    ProtocolSection: msgspec.Raw | None = None
    """These two would stand for the study, if there are any: then only `read` can tell."""


_decode_key = msgspec.json.Decoder(_KeyRecord).decode


def _accepts(head: bytes) -> bool:
    head = utf8_head(head)
    return head.removeprefix(BOM).lstrip()[:1] == b"{" and _SECTION.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=CLASSIC_SPELLINGS, locate=_LOCATE, long=by_lines)
    tree = lenient_object(content.removeprefix(BOM), remarks)
    return (None if tree is None else _study(_record(tree), remarks)), remarks


def _key(content: bytes) -> Key | None:
    try:
        record = _decode_key(content.removeprefix(BOM))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if record.FullStudy is not None or record.ProtocolSection is not None:
        return None
    protocol = record.Study.ProtocolSection
    status, identity = protocol.StatusModule, record_id(protocol.IdentificationModule.NCTId)
    dates = dates_of(
        posted=status.LastUpdatePostDateStruct.LastUpdatePostDate,
        submitted=status.LastUpdateSubmitDate,
        verified=status.StatusVerifiedDate,
        taken=record.Study.DerivedSection.MiscInfoModule.VersionHolder,
    )
    return Key(publisher=PUBLISHER, id=identity, dates=dates, format=_NAME) if identity else None


def _leaves(content: bytes) -> Iterator[Leaf]:
    remarks = Remarks()
    for path, _, value in _walk(_record(lenient_object(content.removeprefix(BOM), remarks) or {}), remarks):
        yield path, None if isinstance(value, dict | list) else str(value)


def _notation(code_list: str, text: str) -> str | None:
    return CLASSIC_SPELLINGS[code_list].get(text.casefold()) or CLASSIC_SPELLINGS[code_list].get(text)


def _study(record: dict[str, Any], remarks: Remarks) -> Study | None:
    placing = Placing(_MOVES, remarks)
    study = record.get("Study")
    # The legacy JSON says by the section alone whether results are posted.
    has_results = isinstance(study, dict) and study.get("ResultsSection") is not None
    for path, positions, value in _walk(record, remarks):
        if path in MOVES_V1:
            text = _iso(value) if MOVES_V1[path] == _UPLOAD_DATE and isinstance(value, str) else value
            placing.put(path, positions, text)
        elif value not in ({}, []) and account_of(path, FIELDS_V1) is None:
            remarks.note_at("CT-R101", "nothing is known of this field", filled(path, positions))
    placing.tree["hasResults"] = has_results
    return study_of(fit(placing.tree, RegistryStudy, remarks, texts=True), remarks)


def _record(tree: dict[str, Any]) -> dict[str, Any]:
    """The record without the wrapping of a bulk download, under `Study` if it stands bare."""
    inner = tree.get("FullStudy", tree)
    if not isinstance(inner, dict):
        return {}
    return {"Study": inner} if "ProtocolSection" in inner else inner


def _walk(
    value: Any, remarks: Remarks, path: str = "", positions: tuple[int, ...] = ()
) -> Iterator[tuple[str, tuple[int, ...], Any]]:
    """Each value with its path; a bare text where a list is known is taken for a list of one."""
    if path.count(".") > _DEEPEST or len(positions) > _DEEPEST:
        remarks.note_at("CT-R102", "nested too deeply to be a field", path[:200])
    elif isinstance(value, dict) and value:
        for key in value.keys_twice if isinstance(value, Twice) else ():
            remarks.note_at("CT-R104", f"the key `{key}` stands twice; the last value is kept", filled(path, positions))
        for key, each in value.items():
            if not key.isalnum() and ("." in key or "[" in key):
                key = f"`{key.translate(_NO_STEPS)}`"
            yield from _walk(each, remarks, f"{path}.{key}" if path else key, positions)
    elif isinstance(value, list) and path in FIELDS_V1:
        # A list where one value should be: `Placing` keeps the first and notes the others.
        yield from ((path, positions, each) for each in value if each is not None)
    elif isinstance(value, list) and value:
        for position, each in enumerate(value):
            yield from _walk(each, remarks, f"{path}[]", (*positions, position))
    elif path not in FIELDS_V1 and f"{path}[]" in FIELDS_V1:
        yield f"{path}[]", (*positions, 0), value
    elif value is not None:
        yield path, positions, value


def _iso(text: str) -> str:
    found = _UPLOADED.fullmatch(text.strip())
    return f"{found[3]}-{found[1]}-{found[2]}" if found else text


CTGOV_V1 = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="ClinicalTrials.gov legacy full-study JSON: a study or a FullStudiesResponse; zip, gz",
    split=JsonObjects(("FullStudy", "Study", "ProtocolSection")),
    account=FieldAccount(fields=FIELDS_V1, leaves=_leaves, notation=_notation, spellings=CLASSIC_SPELLINGS),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
