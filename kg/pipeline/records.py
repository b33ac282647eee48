"""A stream -> the bytes of each record in it: a file that is one record, a JSON array or page, JSON lines, XML."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec

from .json_scan import Cut, TooLarge, array_elements

__all__ = ["LARGEST", "Bookmark", "Flaw", "Layout", "Piece", "records", "records_from"]

LARGEST = 64 << 20
"""No record of a registry has more than a few megabytes; one that has more than this is not read."""

_HEAD = 1 << 16
_CHUNK = 1 << 18
_BOM = b"\xef\xbb\xbf"

# An array of objects, or a page: `{"totalCount": 5, "studies": [`, `{"FullStudiesResponse": {..., "FullStudies": [`.
_MEMBERS = rb'(?:"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|-?[0-9.]+|true|false|null)\s*,\s*)*'
_ARRAY = re.compile(
    rb'\s*(?:\[(?=\s*[{\]])|\{\s*%b(?:"studies"\s*:\s*\[|"FullStudiesResponse"\s*:\s*\{\s*%b"FullStudies"\s*:\s*\[))'
    % (_MEMBERS, _MEMBERS)
)
_START = re.compile(rb"<clinical_study[\s>]")
_END = b"</clinical_study>"

_is_json = msgspec.json.Decoder(msgspec.Raw).decode

Read = Callable[[int], bytes]
"""Reads up to so many bytes; none at the end."""


class Layout(StrEnum):
    """How several records stand in one stream."""

    ARRAY = "array"
    LINES = "lines"
    SLICES = "slices"


class Bookmark(NamedTuple):
    """Where reading can go on: behind a record of a stream that holds several."""

    layout: Layout
    offset: int
    """In bytes from the beginning of the stream."""
    number: int
    """Of the record that follows, from 1."""


class Piece(NamedTuple):
    """The bytes of one record."""

    content: bytes
    position: str | None = None
    """Inside the file: `#12` for the twelfth element or line, a member of an archive; None for the whole."""
    behind: Bookmark | None = None


class Flaw(NamedTuple):
    """Why no record could be had at a position."""

    rule: str
    message: str
    position: str | None = None
    behind: Bookmark | None = None


class _Counted:
    """Reads a stream, and knows how far."""

    def __init__(self, read: Read, start: int = 0) -> None:
        self._read = read
        self.given = start

    def __call__(self, size: int) -> bytes:
        data = self._read(size)
        self.given += len(data)
        return data


def records(read: Read) -> Iterator[Piece | Flaw]:
    """Each record of a stream, in bounded memory."""
    counted = _Counted(read)
    head = _more(counted, b"", _HEAD)
    body = head.removeprefix(_BOM)
    if array := _ARRAY.match(body):
        yield from _elements(counted, body[array.end() :])
        return
    if body.lstrip()[:1] == b"{":
        head = _first_line(counted, head)
        if _is_first_of_lines(head.removeprefix(_BOM)):
            yield from _lines(counted, head.removeprefix(_BOM))
            return
    content = _more(counted, head, LARGEST + 1)
    if body.lstrip()[:1] == b"<" and (content.count(_END) > 1 or (len(content) > LARGEST and _START.search(body))):
        yield from _slices(counted, content)
    else:
        yield Piece(content) if len(content) <= LARGEST else Flaw("CT-R110", f"it has more than {LARGEST >> 20} MiB")


def records_from(read: Read, mark: Bookmark) -> Iterator[Piece | Flaw]:
    """The records from a bookmark on; `read` begins at its offset."""
    return _LAYOUTS[mark.layout](_Counted(read, mark.offset), b"", mark.number)


def _more(read: _Counted, held: bytes, size: int) -> bytes:
    """What is held and what follows, up to a size."""
    parts, length = [held], len(held)
    while length < size and (chunk := read(min(_CHUNK, size - length))):
        parts.append(chunk)
        length += len(chunk)
    return b"".join(parts) if len(parts) > 1 else held


def _elements(read: _Counted, start: bytes, first: int = 1) -> Iterator[Piece | Flaw]:
    for number, (element, ahead) in enumerate(array_elements(read, start, largest=LARGEST), start=first):
        position, behind = f"#{number}", Bookmark(Layout.ARRAY, read.given - ahead, number + 1)
        match element:
            case TooLarge():
                yield Flaw("CT-R110", f"the element is passed over: {element.why}", position, behind)
            case Cut():
                yield Flaw("CT-R108", "the list of records ends in the middle", position)
            case _:
                yield Piece(element, position, behind)


def _first_line(read: _Counted, head: bytes) -> bytes:
    """What is held, and more up to the end of its first line and one byte that is no white space behind it."""
    while b"\n" not in head and len(head) <= LARGEST and (chunk := read(_CHUNK)):
        head += chunk
    while head.find(b"\n") >= 0 and not head[head.find(b"\n") :].strip() and (chunk := read(_CHUNK)):
        head += chunk
    return head


def _is_first_of_lines(head: bytes) -> bool:
    line, end, rest = head.lstrip().partition(b"\n")
    if not end or not rest.strip() or not line.rstrip().endswith(b"}"):
        return False
    try:
        _is_json(line)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def _lines(read: _Counted, held: bytes, number: int = 1) -> Iterator[Piece | Flaw]:
    """Each line that is not blank; one that is too long is passed over."""
    skipping = False
    while True:
        *whole, held = held.split(b"\n")
        end = read.given - len(held) - sum(map(len, whole)) - len(whole)
        for line in whole:
            end += len(line) + 1
            if not skipping and line.strip():
                yield _line(line, number, end)
            number, skipping = number + 1, False
        if len(held) > LARGEST:
            if not skipping:
                yield _line(held, number, None)
            held, skipping = b"", True
        chunk = read(_CHUNK)
        if not chunk:
            break
        held += chunk
    if held.strip() and not skipping:
        yield _line(held, number, None)


def _line(line: bytes, number: int, end: int | None) -> Piece | Flaw:
    behind = None if end is None else Bookmark(Layout.LINES, end, number + 1)
    if len(line) > LARGEST:
        what = f"the line is passed over: it has more than {LARGEST >> 20} MiB"
        return Flaw("CT-R110", what, f"#{number}", behind)
    return Piece(line.strip(), f"#{number}", behind)


def _slices(read: _Counted, held: bytes, number: int = 1) -> Iterator[Piece | Flaw]:
    """Each `<clinical_study>` of a file that has several, whatever stands around them."""
    while found := _from_start(read, held):
        held, end = _to_end(read, found)
        if 0 <= end <= LARGEST:
            content, held = held[:end], held[end:]
            yield Piece(content, f"#{number}", Bookmark(Layout.SLICES, read.given - len(held), number + 1))
        elif len(held) > LARGEST:
            held = held[end if end >= 0 else -len(_END) :]
            what = f"the element is passed over: it has more than {LARGEST >> 20} MiB"
            yield Flaw("CT-R110", what, f"#{number}", Bookmark(Layout.SLICES, read.given - len(held), number + 1))
        else:
            yield Flaw("CT-R108", "the file ends in the middle of a record", f"#{number}")
            return
        number += 1


def _from_start(read: _Counted, held: bytes) -> bytes:
    """What is held, and more, from the next start of an element on; empty if there is none."""
    while (found := _START.search(held)) is None:
        chunk = read(_CHUNK)
        if not chunk:
            return b""
        held = held[-len(_END) :] + chunk
    return held[found.start() :]


def _to_end(read: _Counted, held: bytes) -> tuple[bytes, int]:
    """What is held, and more up to the end of the element, and where that is; -1 if it does not come."""
    end = held.find(_END)
    while end < 0 and len(held) <= LARGEST and (chunk := read(_CHUNK)):
        seen = max(len(held) - len(_END), 0)
        held += chunk
        end = held.find(_END, seen)
    return held, end + len(_END) if end >= 0 else -1


_LAYOUTS: dict[Layout, Callable[[_Counted, bytes, int], Iterator[Piece | Flaw]]] = {
    Layout.ARRAY: _elements,
    Layout.LINES: _lines,
    Layout.SLICES: _slices,
}
