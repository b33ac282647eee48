"""The records of an XML stream: each element of a known name, whatever stands around it.

An element ends where it is closed, but never behind the beginning of the next: a record that is cut costs itself alone.
"""

import re
from collections.abc import Iterator

from .pieces import Bookmark, Flaw, Gap, Item, Piece
from .window import Window

__all__ = ["XML", "xml_mark", "xml_records"]

XML = "xml:"
"""The layout of a bookmark."""

_LONGEST_TAG = 100
_SMALL_GAP = 1 << 20
"""More than this between two records is no envelope of a list."""
_SHOWN = 40

_PROLOG = re.compile(rb"(?:\s|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*", re.DOTALL)
_ENVELOPE = re.compile(
    rb"(?:\s|\xef\xbb\xbf|\x1e|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>"
    rb"|<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?>[^<>]*</\1\s*>|</?[A-Za-z][^<>]*>)*",
    re.DOTALL,
)


def xml_mark(tags: tuple[str, ...], parents: tuple[tuple[str, str], ...] = ()) -> re.Pattern[bytes]:
    """What finds the beginning of a record: an element of that name, or a parent that begins with that child."""
    alone = [rb"%b(?=[\s>])" % re.escape(tag.encode()) for tag in tags]
    with_child = [
        rb"%b(?=\s*>\s{0,60}<%b[\s>])" % (re.escape(tag.encode()), re.escape(child.encode())) for tag, child in parents
    ]
    return re.compile(rb"<(%b)" % b"|".join([*alone, *with_child]))


def xml_records(window: Window, mark: re.Pattern[bytes], begin: Bookmark | None = None) -> Iterator[Item]:
    """All bytes of a stream, or from a bookmark on, as records and what lies between them."""
    if begin is None and (whole := _whole(window, mark)):
        yield whole
        return
    yield from _XmlRecords(window, mark, begin or Bookmark(XML, 0, 1)).items()


def _whole(window: Window, mark: re.Pattern[bytes]) -> Piece | None:
    """The file, if it is one record with nothing but a prolog around it."""
    first = window.find(mark, 0, overlap=_LONGEST_TAG)
    if first is None:
        return None
    second = window.find(mark, first + 1, overlap=_LONGEST_TAG)
    if second is not None or not window.ended:
        return None
    content = window.data
    close = re.compile(rb"</%b\s*>" % re.escape(_tag(window, mark, first)))
    closed = close.search(content, first)
    if not _PROLOG.fullmatch(content, 0, first) or (closed and not _PROLOG.fullmatch(content, closed.end())):
        return None
    return Piece(content, None, None, 0, len(content))


def _tag(window: Window, mark: re.Pattern[bytes], at: int) -> bytes:
    found = mark.match(window.data, at - window.base)
    return found[1] if found else b""


class _XmlRecords:
    """Follows one stream."""

    def __init__(self, window: Window, mark: re.Pattern[bytes], begin: Bookmark) -> None:
        self._window = window
        self._mark = mark
        self._number = begin.number
        self._given = begin.offset

    def items(self) -> Iterator[Item]:
        """Records, flaws and gaps; together they are the stream."""
        window = self._window
        while True:
            start = self._next(self._given)
            yield from self._between(window.end if start is None else start)
            if start is None:
                return
            yield self._record(start)

    def _next(self, at: int) -> int | None:
        """Where the next record begins, however far that is."""
        window = self._window
        while True:
            window.keep = max(window.keep, self._given)
            if (found := window.find(self._mark, at, overlap=_LONGEST_TAG)) is not None or window.ended:
                return found
            window.keep = at = window.end - _LONGEST_TAG

    def _between(self, until: int) -> Iterator[Flaw | Gap]:
        start, size = self._given, until - self._given
        if not size:
            return
        held = self._window.take(start, until)
        if len(held) == size <= _SMALL_GAP and _ENVELOPE.fullmatch(held):
            self._given = until
            yield Gap(start, size)
            return
        shown = " ".join(held.strip()[:_SHOWN].decode(errors="replace").split())
        yield self._flaw("CT-R112", f"no record of a format that is known: `{shown}`", until)

    def _record(self, start: int) -> Piece | Flaw:
        window = self._window
        window.keep = start
        tag = re.escape(_tag(window, self._mark, start))
        bound = re.compile(rb"</%b\s*>|<%b(?=[\s>])" % (tag, tag))
        found = window.find(bound, start + 1, overlap=_LONGEST_TAG)
        if found is None:
            if window.ended:
                return self._flaw("CT-R108", f"the file ends within record {self._number}", window.end)
            return self._too_large()
        if window.take(found, found + 2) != b"</":
            return self._flaw("CT-R112", "the record is cut: another begins before it ends", found)
        end = window.match(bound, found) or window.end
        if end - start > window.largest:
            return self._too_large()
        self._given = end
        self._number += 1
        return Piece(window.take(start, end), f"#{self._number - 1}", self._behind(end), start, end - start)

    def _too_large(self) -> Flaw:
        end = self._next(self._window.end - _LONGEST_TAG)
        what = f"the record is passed over: it has more than {self._window.largest >> 20} MiB"
        return self._flaw("CT-R110", what, self._window.end if end is None else end)

    def _flaw(self, rule: str, message: str, end: int) -> Flaw:
        start, size = self._given, end - self._given
        self._given = end
        self._number += 1
        where = f"{message} ({size:,} bytes from offset {start:,})"
        return Flaw(rule, where, f"#{self._number - 1}", self._behind(end), start, size)

    def _behind(self, end: int) -> Bookmark:
        return Bookmark(XML, end, self._number)
