"""The reader of the legacy XML of ClinicalTrials.gov (until 2024): `<clinical_study>`, one element a study."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.parsers import expat

from kg.record import Study
from kg.sources.codes import masking_of
from kg.sources.ctgov.design_text import DESIGN_TEXT, stated
from kg.sources.ctgov.fields_xml import FIELDS_XML, MOVES_XML, NAMES_IN_PARTS
from kg.sources.ctgov.fields_xml_results import FIELDS_XML_RESULTS, PLACES_XML_RESULTS
from kg.sources.ctgov.registration import dates_of
from kg.sources.ctgov.spellings import XML_SPELLINGS
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.ctgov.study import PUBLISHER, record_id, study_of
from kg.sources.ctgov.xml_places import XmlPlaces
from kg.sources.ctgov.xml_results import results_tree
from kg.sources.ctgov.xml_texts import NO_PHASE, REGISTRY, SPECIAL, Positions, put_design, taken_on
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import FieldAccount, Leaf, account_of
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.long_texts import laid_out
from kg.sources.fields.placing import Placing, locator, moves_of
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks, filled
from kg.sources.fields.xml_elements import (
    Element,
    ElementsError,
    check_depth,
    parse_elements,
    refuse_entities,
    run,
    text_of,
)
from kg.sources.foreign import is_history
from kg.sources.reading import Key
from kg.sources.splits import XmlElements

__all__ = ["CTGOV_XML"]

_NAME = "ctgov-xml"
_ROOT = "clinical_study"
_RESULTS = "clinical_results"
_MOVES = moves_of(MOVES_XML)
_LOCATE = locator({**MOVES_XML, **PLACES_XML_RESULTS})
_IN_DESIGN_TEXT = {path: target for path, target in MOVES_XML.items() if path.startswith(f"{DESIGN_TEXT}#")}
_LOCATE_DESIGN_TEXT = locator({**_IN_DESIGN_TEXT, **MOVES_XML, **PLACES_XML_RESULTS})
_HAS_DESIGN_TEXT = f"<{DESIGN_TEXT}>".encode()
_DOWNLOAD = "required_header/download_date"
_SYSTEM = "_events/category_list/category[]/title"
"""Where an organ system stands, or that the numbers below are totals."""

_LISTS = frozenset(
    path[: found.end()] for path in (*MOVES_XML, *FIELDS_XML_RESULTS) for found in re.finditer(r"\[\]", path)
)
"""Elements that may stand more than once, each path ending in `[]`."""

_PERSONS = frozenset(path.rpartition("/")[0] for path in FIELDS_XML if path.endswith("/last_name"))

_ROLES = {"reference[]": ("type", "background"), "results_reference[]": ("type", "result")}
_ROLES |= {path: ("role", "Contact") for path in _PERSONS if "contact" in path.rpartition("/")[2]}
"""Element -> what it says by its name. The registry marks no reference of the XML as derived."""


def _accepts(head: bytes) -> bool:
    head = utf8_head(head)
    return b"<clinical_study" in head and head.removeprefix(BOM).lstrip()[:1] == b"<" and not is_history(head)


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    places = XmlPlaces(_LOCATE_DESIGN_TEXT if _HAS_DESIGN_TEXT in content else _LOCATE)
    remarks = Remarks(spellings=XML_SPELLINGS, locate=places, long=laid_out)
    return _study(remarks.utf8(content), remarks, places), remarks


def _key(content: bytes) -> Key | None:
    return _Glance().key(to_utf8(content).content, _NAME)


def _leaves(content: bytes) -> Iterator[Leaf]:
    """Each element and attribute of a study at which a value stands."""
    try:
        root = parse_elements(to_utf8(content).content)
    except ElementsError:
        return
    for path, _, text in _walk(root):
        if path == DESIGN_TEXT:
            yield from ((f"{path}#{name}" if name else path, value) for name, value in stated(text))
        elif path == _DOWNLOAD:
            yield (f"{path}#retrieved" if taken_on(text)[1] else path), text
        elif path.endswith(_SYSTEM) and text.strip() == "Total":
            yield f"{path}#total", text
        elif "#" not in path:
            yield path, text


def _notation(code_list: str, text: str) -> str | None:
    """The notation that a spelling is taken for; of two phases both, of masking the level."""
    known = XML_SPELLINGS[code_list]
    if code_list == "phase" and text != NO_PHASE:
        phases = [known.get(phase.casefold()) for phase in text.split("/")]
        return "/".join(phase for phase in phases if phase) if all(phases) else None
    if code_list == "masking":
        found = masking_of(text, XML_SPELLINGS)
        return found[0] if found else None
    return known.get(text.removesuffix(REGISTRY).casefold())


def _study(content: bytes, remarks: Remarks, places: XmlPlaces) -> Study | None:
    try:
        root = parse_elements(content)
        if root.tag != _ROOT:
            raise ElementsError("CT-R105", f"the root element is `{root.tag[:40]}`, not `{_ROOT}`")
    except ElementsError as error:
        remarks.note(error.rule, str(error))
        return None
    placing = Placing(_MOVES, remarks)
    for path, positions, text in _walk(root):
        if path == DESIGN_TEXT:
            put_design(placing.put, text, remarks)
        elif special := SPECIAL.get(path):
            special(placing.put, path, positions, text.strip("\n\r"))
        elif path in MOVES_XML:
            placing.put(path, positions, text)
        elif account_of(path, FIELDS_XML) is None:
            remarks.note_at("CT-R101", "nothing is known of this element", filled(path, positions))
    # The XML says by the section alone whether results are posted.
    results = next((child for child in root.children if child.tag == _RESULTS), None)
    placing.tree["hasResults"] = "No" if results is None else "Yes"
    if results is not None:
        placing.tree["resultsSection"] = results_tree(results)
        places.of_results(next((each for each in results.children if each.tag == "reported_events"), None))
    return study_of(fit(placing.tree, RegistryStudy, remarks, texts=True), remarks)


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
        (_ROOT, *path.split("/")): path
        for path in (
            "id_info/nct_id",
            "last_update_posted",
            "last_update_submitted",
            "lastchanged_date",
            "verification_date",
            _DOWNLOAD,
        )
    }

    def __init__(self) -> None:
        self._open: list[str] = []
        self._root = ""
        self._found: dict[str, list[str]] = {}
        self._texts: list[str] | None = None
        """Of the wanted element that is open."""
        self._odd = False
        """Whether a wanted element stands twice, or has others in it: then only `read` can tell what counts."""
        self._parser = expat.ParserCreate("utf-8")
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
        identity = record_id(self._text("id_info/nct_id"))
        submitted, changed = self._text("last_update_submitted"), self._text("lastchanged_date")
        if self._root != _ROOT or self._odd or identity is None or (submitted and changed and submitted != changed):
            return None
        taken, _ = taken_on(self._text(_DOWNLOAD) or "")
        dates = dates_of(
            posted=self._text("last_update_posted"),
            submitted=submitted or changed,
            verified=self._text("verification_date"),
            taken=taken,
        )
        return Key(publisher=PUBLISHER, id=identity, dates=dates, format=form)

    def _text(self, path: str) -> str | None:
        return "".join(self._found.get(path, ())) or None

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if not self._open:
            self._root = tag
        check_depth(len(self._open))
        self._open.append(tag)
        if self._texts is not None:
            self._odd = True
        if len(self._open) < 4 and (name := self._WANTED.get(tuple(self._open))):
            self._odd |= name in self._found
            self._texts = self._found[name] = []
            self._parser.CharacterDataHandler = self._texts.append

    def _end(self, _: str) -> None:
        self._open.pop()
        if self._texts is not None:
            self._texts = self._parser.CharacterDataHandler = None


CTGOV_XML = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="ClinicalTrials.gov legacy XML: a study or a file of several; zip, gz",
    split=XmlElements(_ROOT),
    account=FieldAccount(fields=FIELDS_XML, leaves=_leaves, notation=_notation, spellings=XML_SPELLINGS),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
