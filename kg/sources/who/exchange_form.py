"""The readers of the form in which registries report to the WHO: of ChiCTR's own, and of others."""

from collections.abc import Callable, Iterator
from functools import partial

from kg.record import Study
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import FieldAccount, Leaf
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.xml_elements import Element, ElementsError, parse_elements
from kg.sources.splits import XmlElements

from .exchange import FIELDS, leaves_of_form, study_of_form
from .phases import SPELT
from .portal import notation
from .spellings import NONE_OF_LIST, SPELLINGS

__all__ = ["CHICTR_XML", "WHO_XML"]


def _accepts(tag: bytes) -> Callable[[bytes], bool]:
    def accepts(head: bytes) -> bool:
        head = utf8_head(head).removeprefix(BOM).lstrip()
        is_form = head[:1] == b"<" and b"<main>" in head and b"<trial_id" in head
        return is_form and b"<%b>" % tag in head

    return accepts


def _root(content: bytes, tag: str) -> Element:
    root = parse_elements(content)
    if root.tag != tag:
        raise ElementsError("CT-R105", f"the root element is `{root.tag[:40]}`, not `{tag}`")
    return root


def _parse(content: bytes, *, tag: str) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    try:
        root = _root(remarks.utf8(content), tag)
    except ElementsError as error:
        remarks.note(error.rule, str(error))
        return None, remarks
    return study_of_form(root, remarks), remarks


def _leaves(content: bytes, *, tag: str) -> Iterator[Leaf]:
    try:
        root = _root(to_utf8(content).content, tag)
    except ElementsError:
        return
    yield from leaves_of_form(root)


def _reader(name: str, split: XmlElements, publisher: str, description: str) -> FieldReader:
    tag = split.tag
    return FieldReader(
        name=name,
        publisher=publisher,
        description=description,
        split=split,
        account=FieldAccount(
            fields=FIELDS,
            leaves=partial(_leaves, tag=tag),
            notation=notation,
            spellings={**SPELLINGS, "phase": SPELT},
            not_coded=NONE_OF_LIST,
        ),
        accepts=_accepts(tag.encode()),
        parse=partial(_parse, tag=tag),
    )


CHICTR_XML = _reader("chictr-xml", XmlElements("Triall"), "chictr", "ChiCTR: XML of its records in the form of the WHO")
WHO_XML = _reader(
    "who-xml",
    XmlElements("trial", first_child="main"),
    "rebec",
    "the form in which registries report to the WHO (XML); its registry is that of its id",
)
