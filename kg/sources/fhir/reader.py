"""The reader of studies as HL7 FHIR R5 has them: JSON of a ResearchStudy, alone or in a Bundle or a list."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.record import Study
from kg.sources.encoding import utf8_head
from kg.sources.fhir.fields import FIELDS
from kg.sources.fhir.spellings import NOT_CODED, SPELLINGS
from kg.sources.fhir.structs import ResearchStudy
from kg.sources.fhir.study import study_of
from kg.sources.fhir.values import is_profiled, name_of
from kg.sources.field_account import FieldAccount, Leaf, account_of, json_leaves
from kg.sources.fields.clean import speakable
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM, lenient_object
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.splits import JsonObjects

__all__ = ["FHIR"]

_MARK = ("resourceType", "ResearchStudy")
_TYPE = re.compile(rb'"resourceType"\s*:\s*"ResearchStudy"')
_CONTAINED = ("Location", "Organization", "Practitioner", "PractitionerRole", "Group", "EvidenceVariable")
_DIGITS = 16
_OTHER = frozenset({"extension", "modifierExtension"})
"""What holds extensions."""
_EXTENSIONS = frozenset(
    ".".join(steps[:depth])
    for name in FIELDS
    if name.startswith("extension:")
    for steps in (name.removeprefix("extension:").split("."),)
    for depth in range(1, len(steps) + 1)
)
_OF_PERSONS = {"name": "humanName", "address": "addresses"}
"""Elements of contained resources that are lists in those of persons -> how such a list is called here."""
_OF_OTHERS = {"Location": "traits", "EvidenceVariable": "aspects"}
"""Kind of a contained resource -> how its `characteristic` is called here; that of a Group keeps its name."""


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM)
    return head.lstrip()[:1] == b"{" and _TYPE.search(head) is not None


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS, locate=_located)
    tree = lenient_object(content.removeprefix(BOM), remarks)
    if tree is None:
        return None, remarks
    for place, name in _extensions(tree):
        if name not in _EXTENSIONS and account_of(f"extension:{name}", FIELDS) is None:
            remarks.note_at("CT-R101", f"nothing is known of an extension `{speakable(name)[:80]}`", place)
    _only_known(tree, remarks)
    _whole_sizes(tree)
    written = fit(tree, ResearchStudy, remarks, texts=False)
    if is_profiled(written):
        remarks.long = by_lines
    return study_of(written, remarks), remarks


def _only_known(tree: dict[str, Any], remarks: Remarks) -> None:
    """Leaves contained resources of the kinds that are read, with names of their own for what is a list in some."""
    contained = tree.get("contained")
    if not isinstance(contained, list):
        return
    for position, each in enumerate(contained):
        if not isinstance(each, dict):
            continue
        if (kind := each.get("resourceType")) not in _CONTAINED:
            what = f"nothing is known of a contained resource `{str(kind)[:40]}`"
            remarks.note("CT-R101", what, "contained[]", position)
            each.clear()
        for name, other in _OF_PERSONS.items():
            if isinstance(each.get(name), list):
                each[other] = each.pop(name)
        if isinstance(kind, str) and kind in _OF_OTHERS and "characteristic" in each:
            each[_OF_OTHERS[kind]] = each.pop("characteristic")


def _whole_sizes(tree: dict[str, Any]) -> None:
    """Sizes of documents as numbers: FHIR writes whole numbers of 64 bits as texts."""
    artifacts = tree.get("relatedArtifact")
    for each in artifacts if isinstance(artifacts, list) else ():
        document = each.get("document") if isinstance(each, dict) else None
        if not isinstance(document, dict):
            continue
        size = document.get("size")
        if isinstance(size, str) and size.isascii() and size.isdigit() and len(size) < _DIGITS:
            document["size"] = int(size)


def _located(path: str, positions: tuple[int, ...]) -> str:
    for name, other in _OF_PERSONS.items():
        path = path.replace(f"].{other}", f"].{name}")
    for other in _OF_OTHERS.values():
        path = path.replace(f"].{other}", "].characteristic")
    for position in positions:
        path = path.replace("[]", f"[{position}]", 1)
    return path


def _extensions(value: Any, place: str = "", within: str = "") -> Iterator[tuple[str, str]]:
    """Where an extension stands and its name, for each of a tree; one within another is named `outer.inner`."""
    if isinstance(value, list):
        for position, each in enumerate(value):
            yield from _extensions(each, f"{place}[{position}]", within)
    elif isinstance(value, dict):
        for key, each in value.items():
            here = f"{place}.{key}" if place else key
            if key not in _OTHER or not isinstance(each, list):
                yield from _extensions(each, here, within)
                continue
            for position, one in enumerate(each):
                name = f"{within}{_name(one)}"
                yield f"{here}[{position}]", name
                if account_of(f"extension:{name}.x", FIELDS) is None:  # else all that is within is accounted for
                    yield from _extensions(one, f"{here}[{position}]", f"{name}.")


def _name(extension: Any) -> str:
    address = extension.get("url") if isinstance(extension, dict) else None
    return name_of(address if isinstance(address, str) else None)


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each path at which a value stands; what stands in an extension is named by the extension, wherever it is."""
    tree = lenient_object(content.removeprefix(BOM), Remarks()) or {}
    yield from _values(tree, "")


def _values(value: Any, path: str) -> Iterator[Leaf]:
    if isinstance(value, list) and value:
        for each in value:
            kind = each.get("resourceType") if isinstance(each, dict) and path == "contained" else None
            is_other = path == "contained" and kind not in _CONTAINED
            yield from json_leaves(each, f"contained:{kind}") if is_other else _values(each, f"{path}[]")
    elif isinstance(value, dict) and value:
        for key, each in value.items():
            if key in _OTHER and isinstance(each, list):
                yield from (leaf for one in each for leaf in _extended(one, "extension:"))
            elif key == "id" and path not in {"", "contained[]"}:
                yield "element:id", str(each)
            else:
                yield from _values(each, f"{path}.{key}" if path else key)
    elif value is not None:
        yield from json_leaves(value, path)


def _extended(extension: Any, begin: str) -> Iterator[Leaf]:
    """The values of an extension: its own, of a coding the code, and those of the extensions within it."""
    if not isinstance(extension, Mapping):
        yield from json_leaves(extension, begin)
        return
    name = f"{begin}{_name(extension)}"
    for key, each in extension.items():
        if key == "extension" and isinstance(each, list):
            yield from (leaf for one in each for leaf in _extended(one, f"{name}."))
        elif key == "valueCoding" and isinstance(each, Mapping):
            yield from ((name if part == "code" else f"{name}.{part}", str(text)) for part, text in each.items())
        elif key not in {"url", "id"} and each is not None:
            yield from json_leaves(each, name)


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get(text.casefold())


FHIR = FieldReader(
    name="fhir-json",
    publisher="drks",
    description="HL7 FHIR R5: JSON of a ResearchStudy, alone, in a Bundle or a list; its registry is that of its id",
    split=JsonObjects(texts=(_MARK,)),
    account=FieldAccount(fields=FIELDS, leaves=_leaves, notation=_notation, not_coded=NOT_CODED),
    accepts=_accepts,
    parse=_parse,
)
