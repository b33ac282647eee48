"""A stream -> the bytes of each record in it, and all other bytes accounted for.

Records are found by the marks that the readers name (`kg.sources.splits`), in bounded memory, without being
parsed. What is found is the whole stream, each byte once: that is counted here, for every stream, in every run.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg.errors import LedgerError
from kg.pipeline.input.block_records import BLOCKS, block_mark, block_records, block_records_from
from kg.pipeline.input.json_records import is_one_record, json_mark, json_records
from kg.pipeline.input.pieces import Bookmark, Flaw, Gap, Item, Piece
from kg.pipeline.input.table_records import TABLE, table_in, table_records, table_records_from
from kg.pipeline.input.window import LARGEST, Read, Window
from kg.pipeline.input.xml_records import XML, xml_mark, xml_records
from kg.sources import MARKS
from kg.sources.encoding import utf8_stream

__all__ = ["LARGEST", "Bookmark", "Flaw", "Piece", "Read", "records", "records_from", "whole_record"]

_HEAD = 1 << 16
_MARGIN = 200
_BEFORE = b" \t\r\n\v\f\x1e\xef\xbb\xbf"


class _Kept:
    """A stream of which the first bytes, as many as a record may have, are kept as they came."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._chunks: list[bytes] | None = []
        self._size = 0

    def __call__(self, size: int) -> bytes:
        chunk = self._read(size)
        if self._chunks is not None:
            self._chunks.append(chunk)
            self._size += len(chunk)
            if self._size > LARGEST:
                self._chunks = None
        return chunk

    def passed_on(self, found: Iterator[Piece | Flaw]) -> Iterator[Piece | Flaw]:
        """What was found in a stream that was in UTF-8 already, so that nothing need be kept."""
        self._chunks = None
        return found

    def restored(self, found: Piece | Flaw) -> Piece | Flaw:
        """A whole file as it came, anything else without a bookmark."""
        if isinstance(found, Piece) and found.position is None and self._chunks is not None:
            return found._replace(content=b"".join(self._chunks))
        return found._replace(behind=None)


class _Marks(NamedTuple):
    """What finds the beginnings of records."""

    json: re.Pattern[bytes]
    xml: re.Pattern[bytes]
    json_line: re.Pattern[bytes]
    xml_line: re.Pattern[bytes]
    """The same at the beginning of a line, in a file that begins with something else."""


@cache
def _marks() -> _Marks:
    json, xml = json_mark(MARKS.keys, MARKS.texts), xml_mark(MARKS.tags, MARKS.parents)
    at_line = rb"^[ \t]*%b"
    return _Marks(
        json, xml, re.compile(at_line % rb"[\[{][^\n]*?" + json.pattern, re.M), re.compile(at_line % xml.pattern, re.M)
    )


def records(read: Read) -> Iterator[Piece | Flaw]:
    """Each record of a stream; raises LedgerError if a byte were given twice or not at all.

    Of a stream in another encoding the bytes of its UTF-8 are counted; a record that is a whole file stays as it is,
    and there are no bookmarks, since these are places in the file.
    """
    raw = _Kept(read)
    recoded, encoding = utf8_stream(raw)
    window = Window(recoded)
    found = _counted(_items(window), window, 0)
    return raw.passed_on(found) if encoding == "utf-8" else map(raw.restored, found)


def whole_record(content: bytes) -> Piece | None:
    """Content that is one JSON record, as `records` would give it; None for all else."""
    return Piece(content, None, None, 0, len(content)) if is_one_record(content, _marks().json) else None


def records_from(read: Read, mark: Bookmark) -> Iterator[Piece | Flaw]:
    """The records from a bookmark on; `read` begins at its offset."""
    window = Window(read, start=mark.offset, line=mark.line)
    if mark.layout.startswith(XML):
        return _counted(xml_records(window, _marks().xml, mark), window, mark.offset)
    if mark.layout.startswith(TABLE):
        return _counted(table_records_from(window, mark), window, mark.offset)
    if mark.layout.startswith(BLOCKS):
        return _counted(block_records_from(window, mark), window, mark.offset)
    return _counted(json_records(window, _marks().json, mark), window, mark.offset)


def _items(window: Window) -> Iterator[Item]:
    window.reach(_HEAD)
    first = window.data.lstrip(_BEFORE)[:1]
    marks = _marks()
    if first == b"<":
        if _follows(window, marks.xml):
            return xml_records(window, marks.xml)
    elif first in (b"{", b"["):
        if _follows(window, marks.json):
            return json_records(window, marks.json)
    elif (table := table_in(window, MARKS)) is not None:
        return table_records(window, table)
    elif (block := block_mark(window, MARKS)) is not None:
        return block_records(window, block)
    elif window.search(marks.json_line, 0) is not None:
        return json_records(window, marks.json)
    elif window.search(marks.xml_line, 0) is not None:
        return xml_records(window, marks.xml)
    return _whole(window)


def _follows(window: Window, mark: re.Pattern[bytes]) -> bool:
    """Whether a mark stands in the stream, or may stand beyond what can be held."""
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
