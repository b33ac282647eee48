"""The reader of the ClinicalTrials.gov API v2: JSON of one study, as in the registry's downloads since 2023."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kg.record import Origin
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.ctgov.registration import dates_of
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.encoding import utf8_head
from kg.sources.fields.account import Field, Leaf
from kg.sources.fields.clean import UNSPEAKABLE
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.remarks import API_SPELLINGS, Remarks
from kg.sources.fields.splits import JsonObjects
from kg.sources.reading import Key, Reading, place

__all__ = ["CTGOV_V2", "json_leaves"]

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


class ApiReader:
    """Reads a study of the API v2."""

    name = "ctgov-v2"
    publisher = PUBLISHER
    description = "ClinicalTrials.gov API v2 JSON: a study, a page or list of studies, a line each; zip, gz"
    split = JsonObjects(("protocolSection", "resultsSection", "annotationSection", "documentSection", "derivedSection"))
    fields: Mapping[str, Field] = FIELDS_V2

    def accepts(self, head: bytes) -> bool:
        """Whether a record that begins with `head` is a study of the API."""
        body = utf8_head(head).removeprefix(BOM)
        return _FIRST.match(body) is not None or (body.lstrip()[:1] == b"{" and _SECTION.search(body) is not None)

    def read(self, content: bytes, *, name: str, position: str | None = None) -> Iterator[Reading]:
        """The one record of a study."""
        remarks = Remarks()
        source = _source(content.removeprefix(BOM), remarks)
        study = None if source is None else study_of(source, remarks)
        digest = hashlib.sha256(content).hexdigest()
        yield Reading(
            origin=Origin(name=name, sha256=digest, format=self.name, position=position),
            study=study,
            problems=remarks.problems(file=place(name, position), record=study.id if study else None),
        )

    def key(self, content: bytes) -> Key | None:
        """The id and date of a study, quickly; None where only `read` can tell."""
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
        return Key(publisher=PUBLISHER, id=identity, dates=dates, format=self.name)

    def leaves(self, content: bytes) -> Iterator[Leaf]:
        """Each path of a study at which a value stands."""
        tree = lenient_object(content.removeprefix(BOM), Remarks())
        return json_leaves(tree or {})

    def notation(self, code_list: str, text: str) -> str | None:
        """The notation that a spelling is taken for."""
        return API_SPELLINGS[code_list].get(text)


def json_leaves(value: Any, path: str = "") -> Iterator[Leaf]:
    """Each path of a JSON value at which a text, number, flag or empty list or object stands."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from json_leaves(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for each in value:
            yield from json_leaves(each, f"{path}[]")
    else:
        yield path, None if isinstance(value, dict | list) else value if isinstance(value, str) else str(value)


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
    return fit(tree, remarks, texts=False) if tree is not None else None


def _is_whole(body: bytes, source: RegistryStudy) -> bool:
    """Whether nothing went missing: of a key that stands twice the decoder keeps the last value and says nothing.

    A study encodes to as many bytes as it was read from, or, if white space was in it, to as many quotes.
    """
    encoded = _encode(source)
    return len(encoded) == len(body) or encoded.count(b'"') == body.count(b'"')


CTGOV_V2 = ApiReader()
