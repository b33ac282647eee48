"""A stream -> the bytes of each record in it, and all other bytes accounted for.

Records are found by the marks that the readers name (`kg.sources.splits`), in bounded memory and without being parsed.
What is found is the whole stream, each byte once: that is counted here, for every stream, in every run.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg.errors import LedgerError
from kg.sources import MARKS

from .found_bytes import Bookmark, Flaw, Gap, Item, Piece
from .json_records import json_mark, json_records
from .window import LARGEST, Read, Window
from .xml_records import XML, xml_mark, xml_records

__all__ = ["LARGEST", "Bookmark", "Flaw", "Piece", "Read", "records", "records_from"]

_HEAD = 1 << 16
_MARGIN = 200
_BEFORE = b" \t\r\n\v\f\x1e\xef\xbb\xbf"


class _Marks(NamedTuple):
    json: re.Pattern[bytes]
    xml: re.Pattern[bytes]


@cache
def _marks() -> _Marks:
    return _Marks(json_mark(MARKS.keys), xml_mark(MARKS.tags))


def records(read: Read) -> Iterator[Piece | Flaw]:
    """Each record of a stream; raises LedgerError if a byte were given twice or not at all."""
    window = Window(read)
    return _counted(_items(window), window, 0)


def records_from(read: Read, mark: Bookmark) -> Iterator[Piece | Flaw]:
    """The records from a bookmark on; `read` begins at its offset."""
    window = Window(read, start=mark.offset, line=mark.line)
    if mark.layout.startswith(XML):
        return _counted(xml_records(window, _marks().xml, mark), window, mark.offset)
    return _counted(json_records(window, _marks().json, mark), window, mark.offset)


def _items(window: Window) -> Iterator[Item]:
    window.reach(_HEAD)
    first = window.data.lstrip(_BEFORE)[:1]
    marks = _marks()
    is_json = first in (b"{", b"[")
    if not is_json and _may_hold(window, marks.xml, look_on=first == b"<"):
        return xml_records(window, marks.xml)
    if first != b"<" and _may_hold(window, marks.json, look_on=is_json):
        return json_records(window, marks.json)
    return _whole(window)


def _may_hold(window: Window, mark: re.Pattern[bytes], *, look_on: bool) -> bool:
    """Whether a mark stands in what was read; or, looking on, in what follows, as far as that can be held."""
    if not look_on:
        return window.search(mark, 0) is not None
    return window.find(mark, 0, overlap=_MARGIN) is not None or not window.ended


def _whole(window: Window) -> Iterator[Item]:
    """A stream without a mark: one record, if any, unless it is too large."""
    window.reach(window.largest + 1)
    if len(window.data) <= window.largest:
        yield Piece(window.data, None, None, 0, len(window.data))
        return
    while not window.ended:
        window.keep = window.end
        window.more()
    size = window.end
    yield Flaw("CT-R110", f"it has more than {window.largest >> 20} MiB", None, None, 0, size)


def _counted(items: Iterable[Item], window: Window, start: int) -> Iterator[Piece | Flaw]:
    for each in items:
        if each.start != start:
            raise LedgerError(f"bytes {start} to {each.start} of a stream are given twice, or not at all")
        start += each.size
        if not isinstance(each, Gap):
            yield each
    if start != window.end or not window.ended:
        raise LedgerError(f"of {window.end} bytes of a stream {start} were accounted for")
