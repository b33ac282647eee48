"""The reader of the portal's XML: `<Trials_downloaded_from_ICTRP>`, a `<Trial>` a record, elements side by side."""

from collections.abc import Iterator, Mapping
from functools import cache

from kg.record import Study
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import FieldAccount, Leaf
from kg.sources.fields.clean import speakable
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.xml_elements import ElementsError, parse_elements
from kg.sources.reading import Key
from kg.sources.splits import XmlElements

from .columns import COLUMNS, LATER, column_of, fields_of, lacking
from .phases import SPELT
from .portal import PUBLISHER, key_of_texts, leaves_of, notation, study_of_texts
from .spellings import NONE_OF_LIST, SPELLINGS

__all__ = ["ICTRP_XML"]

_NAME = "ictrp-xml"
_ROOT = "Trial"
_NAMES = {key: column.names[0].replace(" ", "_") for key, column in COLUMNS.items()}
_OF_2020 = frozenset(COLUMNS) - LATER


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM).lstrip()
    return head[:1] == b"<" and (b"<Trial>" in head or b"<Trial " in head) and b"<TrialID" in head


def _texts(content: bytes, remarks: Remarks) -> tuple[dict[str, str], dict[str, str]]:
    """The text of each element that is known, by what it states, and of each other by its name."""
    root = parse_elements(content)
    if root.tag != _ROOT:
        raise ElementsError("CT-R105", f"the root element is `{root.tag[:40]}`, not `{_ROOT}`")
    known: dict[str, str] = {}
    foreign: dict[str, str] = {}
    for child in root.children:
        key = column_of(child.tag)
        if key is None or child.children:
            foreign[child.tag] = child.text
            continue
        text = child.text.strip()
        if text and known.get(key, text) != text:
            remarks.note("CT-R104", f"the element stands twice; `{known[key][:60]}` is kept", _NAMES[key])
        elif text:
            known[key] = text
    return known, foreign


@cache
def _not_supported(*, is_later: bool) -> tuple[str, ...]:
    return lacking(COLUMNS if is_later else _OF_2020)


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    try:
        texts, foreign = _texts(remarks.utf8(content), remarks)
    except ElementsError as error:
        remarks.note(error.rule, str(error))
        return None, remarks
    for name in foreign:
        remarks.note("CT-R101", "nothing is known of this element", speakable(name)[:80])
    is_later = not LATER.isdisjoint(texts)
    return study_of_texts(_speakable(texts), _NAMES, remarks, not_supported=_not_supported(is_later=is_later)), remarks


def _speakable(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text if text.isprintable() else speakable(text) for key, text in texts.items()}


def _key(content: bytes) -> Key | None:
    try:
        texts, _ = _texts(to_utf8(content).content, Remarks())
    except ElementsError:
        return None
    return key_of_texts(texts, _NAME)


def _leaves(content: bytes) -> Iterator[Leaf]:
    try:
        texts, foreign = _texts(to_utf8(content).content, Remarks())
    except ElementsError:
        return
    yield from leaves_of(texts, _NAMES.__getitem__)
    yield from foreign.items()


ICTRP_XML = FieldReader(
    name=_NAME,
    publisher=PUBLISHER,
    description="WHO ICTRP: XML that the portal exports, of every register behind it",
    split=XmlElements(_ROOT),
    account=FieldAccount(
        fields=fields_of(is_xml=True),
        leaves=_leaves,
        notation=notation,
        spellings={**SPELLINGS, "phase": SPELT},
        not_coded=NONE_OF_LIST,
    ),
    accepts=_accepts,
    parse=_parse,
    key=_key,
)
