"""The reader of the legacy XML of ClinicalTrials.gov (until 2024): `<clinical_study>`, one element a study."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.parsers import expat

from kg.record import Origin, Study
from kg.sources.codes import masking_of
from kg.sources.ctgov.elements import Element, ElementsError, check_depth, parse_elements, refuse_entities, run, text_of
from kg.sources.ctgov.fields_xml import FIELDS_XML, MOVES_XML, NAMES_IN_PARTS
from kg.sources.ctgov.fitting import fit
from kg.sources.ctgov.json_text import BOM
from kg.sources.ctgov.remarks import CLASSIC_SPELLINGS, Remarks, filled
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.ctgov.transplant import Transplant, locator, moves_of
from kg.sources.ctgov.xml_texts import NO_LIMIT, REGISTRY, SPECIAL, Positions
from kg.sources.fields import Field, Leaf, account_of
from kg.sources.reading import Key, Reading, place
from kg.sources.splits import XmlElements

__all__ = ["CTGOV_XML"]

_ROOT = "clinical_study"
_RESULTS = "clinical_results"
_MOVES = moves_of(MOVES_XML)
_LOCATE = locator(MOVES_XML)

_LISTS = frozenset(path[: found.end()] for path in MOVES_XML for found in re.finditer(r"\[\]", path))
"""Elements that may stand more than once, each path ending in `[]`."""

_PERSONS = frozenset(path.rpartition("/")[0] for path in FIELDS_XML if path.endswith("/last_name"))

_ROLES = {"reference[]": ("type", "background"), "results_reference[]": ("type", "result")}
_ROLES |= {path: ("role", "Contact") for path in _PERSONS if "contact" in path.rpartition("/")[2]}
"""Element -> what it says by its name. The registry marks no reference of the XML as derived."""


class XmlReader:
    """Reads a study of the legacy XML."""

    name = "ctgov-xml"
    publisher = PUBLISHER
    description = "ClinicalTrials.gov legacy XML: a study or a file of several; zip, gz"
    split = XmlElements("clinical_study")
    fields: Mapping[str, Field] = FIELDS_XML

    def accepts(self, head: bytes) -> bool:
        """Whether a record that begins with `head` is a study of the XML."""
        return b"<clinical_study" in head and head.removeprefix(BOM).lstrip()[:1] == b"<"

    def read(self, content: bytes, *, name: str, position: str | None = None) -> Iterator[Reading]:
        """The one record of a study."""
        remarks = Remarks(spellings=CLASSIC_SPELLINGS, locate=_LOCATE)
        study = _study(content, remarks)
        digest = hashlib.sha256(content).hexdigest()
        yield Reading(
            origin=Origin(name=name, sha256=digest, format=self.name, position=position),
            study=study,
            problems=remarks.problems(file=place(name, position), record=study.id if study else None),
        )

    def key(self, content: bytes) -> Key | None:
        """The id and date of a study, quickly; None where only `read` can tell."""
        return _Glance().key(content, self.name)

    def leaves(self, content: bytes) -> Iterator[Leaf]:
        """Each element and attribute of a study at which a value stands."""
        try:
            root = parse_elements(content)
        except ElementsError:
            return
        for path, _, text in _walk(root):
            if "#" not in path:
                yield path, text

    def notation(self, code_list: str, text: str) -> str | None:
        """The notation that a spelling is taken for; of two phases both, of masking the level."""
        known = CLASSIC_SPELLINGS[code_list]
        if code_list == "phase" and text != NO_LIMIT:
            phases = [known.get(phase.casefold()) for phase in text.split("/")]
            return "/".join(phase for phase in phases if phase) if all(phases) else None
        if code_list == "masking":
            found = masking_of(text)
            return found[0] if found else None
        return known.get(text.removesuffix(REGISTRY).casefold())


def _study(content: bytes, remarks: Remarks) -> Study | None:
    try:
        root = parse_elements(content, passed_over=_RESULTS)
        if root.tag != _ROOT:
            raise ElementsError("CT-R105", f"the root element is `{root.tag[:40]}`, not `{_ROOT}`")
    except ElementsError as error:
        remarks.note(error.rule, str(error))
        return None
    transplant = Transplant(_MOVES, remarks)
    for path, positions, text in _walk(root):
        if special := SPECIAL.get(path):
            special(transplant.put, path, positions, text.strip("\n\r"))
        elif path in MOVES_XML:
            transplant.put(path, positions, text)
        elif account_of(path, FIELDS_XML) is None:
            remarks.note_at("CT-R101", "nothing is known of this element", filled(path, positions))
    # The XML says by the section alone whether results are posted.
    transplant.tree["hasResults"] = "Yes" if any(child.tag == _RESULTS for child in root.children) else "No"
    return study_of(fit(transplant.tree, remarks, texts=True), remarks)


def _walk(root: Element) -> list[tuple[str, Positions, str]]:
    """Each text and attribute beneath the root, with its path."""
    rows: list[tuple[str, Positions, str]] = []
    _collect(root, "", (), rows)
    return rows


def _collect(element: Element, path: str, positions: Positions, rows: list[tuple[str, Positions, str]]) -> None:
    if path in _PERSONS:
        _join_names(element)
    counts: dict[str, int] = {}
    for child in element.children:
        here, is_list = _step(path, child.tag)
        spots = positions
        if is_list:
            number = counts.get(child.tag, 0)
            counts[child.tag], spots = number + 1, (*positions, number)
        for name, value in child.attributes.items():
            rows.append((f"{here}/@{name}", spots, value))
        if child.children:
            _collect(child, here, spots, rows)
        elif text := child.text:
            rows.append((here, spots, text))
    if path in _ROLES:
        name, role = _ROLES[path]
        rows.append((f"{path}/#{name}", positions, role))


@lru_cache(maxsize=4_096)
def _step(path: str, tag: str) -> tuple[str, bool]:
    """The path of a child, and whether there may be several."""
    here = f"{path}/{tag}" if path else tag
    return (f"{here}[]", True) if f"{here}[]" in _LISTS else (here, False)


def _join_names(person: Element) -> None:
    """Puts the whole name into `last_name`: the registry's schema allows for it in parts."""
    first, middle, degrees = (text_of(person, part) for part in NAMES_IN_PARTS)
    if not (first or middle or degrees):
        return
    name = " ".join(part for part in (first, middle, text_of(person, "last_name")) if part)
    whole = Element("last_name", {})
    whole.texts.append(f"{name}, {degrees}" if degrees else name)
    person.children = [whole, *(child for child in person.children if child.tag not in (*NAMES_IN_PARTS, "last_name"))]


class _Glance:
    """Reads nothing of a record but its key, and whether it is well formed."""

    _WANTED: Mapping[tuple[str, ...], str] = {
        (_ROOT, "id_info", "nct_id"): "id",
        (_ROOT, "last_update_posted"): "updated",
    }

    def __init__(self) -> None:
        self._open: list[str] = []
        self._root = ""
        self._found: dict[str, list[str]] = {"id": [], "updated": []}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        refuse_entities(self._parser)

    def key(self, content: bytes, form: str) -> Key | None:
        """The key of the record."""
        try:
            run(self._parser, content)
        except ElementsError:
            return None
        identity = record_id("".join(self._found["id"]))
        if self._root != _ROOT or identity is None:
            return None
        date = Remarks().date("".join(self._found["updated"]) or None, "")
        return Key(publisher=PUBLISHER, id=identity, updated=date, format=form)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if not self._open:
            self._root = tag
        check_depth(len(self._open))
        self._open.append(tag)
        if len(self._open) < 4 and (name := self._WANTED.get(tuple(self._open))):
            self._parser.CharacterDataHandler = self._found[name].append

    def _end(self, _: str) -> None:
        self._open.pop()
        self._parser.CharacterDataHandler = None


CTGOV_XML = XmlReader()
