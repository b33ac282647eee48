"""What `kg.record` promises of the texts of a record."""

from collections.abc import Iterator
from unicodedata import category

import msgspec

from kg.properties import Value
from kg.statements.tables import TABLES

__all__ = ["unkept"]

LONG = {(table.struct, row.attribute) for table in TABLES for row in table.rows if row.value is Value.TEXT}
"""Fields whose texts may have several lines."""
_C1 = range(0x80, 0xA0)
"""Controls that are left: letters of Windows-1252 in real records, and no concern of N-Quads."""


def unkept(part: msgspec.Struct, where: str = "study") -> list[str]:
    """Where a record, or a part of it, breaks a promise of its texts."""
    return [
        f"{path}: {text[:60]!a}"
        for path, text, may_be_long in _texts(part, where)
        if not _is_sound(text) or not (may_be_long or text == " ".join(text.split()))
    ]


def _texts(part: msgspec.Struct, where: str) -> Iterator[tuple[str, str, bool]]:
    """Each text, where it stands, and whether it may be long."""
    for name in part.__struct_fields__:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, msgspec.Struct):
                yield from _texts(each, f"{where}.{name}")
            elif isinstance(each, str):
                yield f"{where}.{name}", each, (type(part), name) in LONG


def _is_sound(text: str) -> bool:
    odd = {each for each in text if category(each) in ("Cc", "Cs") and ord(each) not in _C1}
    return text != "" and text == text.strip() and odd <= {"\n", "\t"}
