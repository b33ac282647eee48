"""The reader of the XML of ISRCTN, as its API and its search give it: `<fullTrial>`, one element a record."""

from collections.abc import Iterator

from kg.record import Study
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import FieldAccount, Leaf, account_of
from kg.sources.fields.fit import fit
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.long_texts import by_lines
from kg.sources.fields.placing import Placing, locator, moves_of
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks, filled
from kg.sources.fields.xml_elements import ElementsError, parse_elements
from kg.sources.isrctn.fields import FIELDS_XML, MOVES
from kg.sources.isrctn.paths import of_xml
from kg.sources.isrctn.spellings import NONE_OF_LIST, SPELLINGS
from kg.sources.isrctn.structs import IsrctnTrial
from kg.sources.isrctn.study import PUBLISHER, notation, study_of
from kg.sources.splits import XmlElements

__all__ = ["ISRCTN_XML"]

_ROOT = "fullTrial"
_MOVES = moves_of(MOVES)
_LOCATE = locator(MOVES)


def _accepts(head: bytes) -> bool:
    head = utf8_head(head).removeprefix(BOM).lstrip()
    return head[:1] == b"<" and b"<fullTrial" in head


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS, locate=_LOCATE, long=by_lines)
    try:
        root = parse_elements(remarks.utf8(content))
        if root.tag != _ROOT:
            raise ElementsError("CT-R105", f"the root element is `{root.tag[:40]}`, not `{_ROOT}`")
    except ElementsError as error:
        remarks.note(error.rule, str(error))
        return None, remarks
    placing = Placing(_MOVES, remarks)
    for path, positions, text in of_xml(root):
        if path in MOVES:
            placing.put(path, positions, text)
        elif account_of(path, FIELDS_XML) is None:
            remarks.note_at("CT-R101", "nothing is known of this element", filled(path, positions))
    return study_of(fit(placing.tree, IsrctnTrial, remarks, texts=True), remarks), remarks


def _leaves(content: bytes) -> Iterator[Leaf]:
    try:
        root = parse_elements(to_utf8(content).content)
    except ElementsError:
        return
    for path, _, text in of_xml(root):
        yield path, text


ISRCTN_XML = FieldReader(
    name="isrctn-xml",
    publisher=PUBLISHER,
    description="ISRCTN registry: XML of a record, or of the answer to a search",
    split=XmlElements(_ROOT),
    account=FieldAccount(fields=FIELDS_XML, leaves=_leaves, notation=notation, not_coded=NONE_OF_LIST),
    accepts=_accepts,
    parse=_parse,
)
