"""The reader of the ClinicalTrials.gov API v2: JSON of one study, as in the registry's downloads since 2023."""

import re
from collections.abc import Iterator

import msgspec

from kg.record import Study
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.ctgov.registration import dates_of
from kg.sources.ctgov.spellings import API_SPELLINGS
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.encoding import utf8_head
from kg.sources.field_account import FieldAccount, Leaf, json_leaves
from kg.sources.fields.clean import UNSPEAKABLE
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import from_markdown
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Key
from kg.sources.splits import JsonObjects

__all__ = ["CTGOV_V2"]

_NAME = "ctgov-v2"

_decode = msgspec.json.Decoder(RegistryStudy).decode
_encode = msgspec.json.Encoder().encode

# The first key of a study; a study cut to some fields may lack any of them.
_SECTION = re.compile(rb'"protocolSection"\s*:')
_FIRST = re.compile(
    rb'\s*\{\s*"(?:protocolSection|resultsSection|annotationSection|documentSection|derivedSection|hasResults)"\s*:'
)


class _KeyPart(msgspec.Struct, frozen=True, rename="camel"):
    """What the index of a run needs of a study, and nothing else: all other fields are passed over."""


class _KeyNames(_KeyPart, frozen=True):
    nct_id: str | None = None


class _KeyDate(_KeyPart, frozen=True):
    date: str | None = None


class _KeyStatus(_KeyPart, frozen=True):
    status_verified_date: str | None = None
    last_update_submit_date: str | None = None
    last_update_post_date_struct: _KeyDate = _KeyDate()


class _KeyProtocol(_KeyPart, frozen=True):
    identification_module: _KeyNames = _KeyNames()
    status_module: _KeyStatus = _KeyStatus()


class _KeyMisc(_KeyPart, frozen=True):
    version_holder: str | None = None
    retrieved_date: str | None = None


class _KeyDerived(_KeyPart, frozen=True):
    misc_info_module: _KeyMisc = _KeyMisc()


class _KeyStudy(_KeyPart, frozen=True):
    protocol_section: _KeyProtocol = _KeyProtocol()
    derived_section: _KeyDerived = _KeyDerived()


_decode_key = msgspec.json.Decoder(_KeyStudy).decode


def _accepts(head: bytes) -> bool:
    body = utf8_head(head).removeprefix(BOM)
    return _FIRST.match(body) is not None or (body.lstrip()[:1] == b"{" and _SECTION.search(body) is not None)


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=API_SPELLINGS, long=from_markdown)
    source = _source(content.removeprefix(BOM), remarks)
    return (None if source is None else study_of(source, remarks)), remarks


def _key(content: bytes) -> Key | None:
    try:
        study = _decode_key(content.removeprefix(BOM))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    status, misc = study.protocol_section.status_module, study.derived_section.misc_info_module
    identity = record_id(study.protocol_section.identification_module.nct_id)
    dates = dates_of(
        posted=status.last_update_post_date_struct.date,
        submitted=status.last_update_submit_date,
        verified=status.status_verified_date,
        taken=misc.version_holder,
    )
    if identity is None or misc.retrieved_date is not None:
        return None
    return Key(publisher=PUBLISHER, id=identity, dates=dates, format=_NAME)


def _leaves(content: bytes) -> Iterator[Leaf]:
    return json_leaves(lenient_object(content.removeprefix(BOM), Remarks()) or {})


def _notation(code_list: str, text: str) -> str | None:
    return API_SPELLINGS[code_list].get(text) or API_SPELLINGS[code_list].get(text.casefold())


def _source(body: bytes, remarks: Remarks) -> RegistryStudy | None:
    """The study as the typed decoder reads it; with anything amiss, as the patient one does, with remarks."""
    try:
        source = _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    else:
        if _is_whole(body, source) and not UNSPEAKABLE.search(body) and b"\x7f" not in body:
            return source
    tree = lenient_object(body, remarks)
    return fit(tree, RegistryStudy, remarks, texts=False) if tree is not None else None


def _is_whole(body: bytes, source: RegistryStudy) -> bool:
    """Whether nothing went missing: of a key that stands twice the decoder keeps the last value and says nothing.

    A study encodes to as many bytes as it was read from, or, if white space was in it, to as many quotes.
    """
    encoded = _encode(source)
    return len(encoded) == len(body) or encoded.count(b'"') == body.count(b'"')


CTGOV_V2 = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="ClinicalTrials.gov API v2 JSON: a study, a page or list of studies, a line each; zip, gz",
    split=JsonObjects(("protocolSection", "resultsSection", "annotationSection", "documentSection", "derivedSection")),
    account=FieldAccount(fields=FIELDS_V2, leaves=_leaves, notation=_notation, spellings=API_SPELLINGS),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
