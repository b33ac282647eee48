"""A stream -> the bytes of each record in it: a file that is one record, a JSON array or page, JSON lines, XML."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from .json_scan import Cut, TooLarge, array_elements

__all__ = ["LARGEST", "Flaw", "Piece", "records"]

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


class Piece(NamedTuple):
    """The bytes of one record."""

    content: bytes
    position: str | None = None
    """Inside the file: `#12` for the twelfth element or line, a member of an archive; None for the whole."""


class Flaw(NamedTuple):
    """Why no record could be had at a position."""

    rule: str
    message: str
    position: str | None = None


def records(read: Read) -> Iterator[Piece | Flaw]:
    """Each record of a stream, in bounded memory."""
    head = _more(read, b"", _HEAD)
    body = head.removeprefix(_BOM)
    if array := _ARRAY.match(body):
        yield from _elements(read, body[array.end() :])
        return
    if body.lstrip()[:1] == b"{":
        head = _first_line(read, head)
        if _is_first_of_lines(head.removeprefix(_BOM)):
            yield from _lines(read, head.removeprefix(_BOM))
            return
    content = _more(read, head, LARGEST + 1)
    if body.lstrip()[:1] == b"<" and (content.count(_END) > 1 or (len(content) > LARGEST and _START.search(body))):
        yield from _slices(read, content)
    else:
        yield Piece(content) if len(content) <= LARGEST else Flaw("CT-R110", f"it has more than {LARGEST >> 20} MiB")


def _more(read: Read, held: bytes, size: int) -> bytes:
    """What is held and what follows, up to a size."""
    parts, length = [held], len(held)
    while length < size and (chunk := read(min(_CHUNK, size - length))):
        parts.append(chunk)
        length += len(chunk)
    return b"".join(parts) if len(parts) > 1 else held


def _elements(read: Read, start: bytes) -> Iterator[Piece | Flaw]:
    for number, element in enumerate(array_elements(read, start, largest=LARGEST), start=1):
        match element:
            case TooLarge():
                yield Flaw("CT-R110", f"the element is passed over: {element.why}", f"#{number}")
            case Cut():
                yield Flaw("CT-R108", "the list of records ends in the middle", f"#{number}")
            case _:
                yield Piece(element, f"#{number}")


def _first_line(read: Read, head: bytes) -> bytes:
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


def _lines(read: Read, held: bytes) -> Iterator[Piece | Flaw]:
    """Each line that is not blank; one that is too long is passed over."""
    number, skipping = 1, False
    while True:
        *whole, held = held.split(b"\n")
        for line in whole:
            if not skipping and line.strip():
                yield _line(line, number)
            number, skipping = number + 1, False
        if len(held) > LARGEST:
            if not skipping:
                yield _line(held, number)
            held, skipping = b"", True
        chunk = read(_CHUNK)
        if not chunk:
            break
        held += chunk
    if held.strip() and not skipping:
        yield _line(held, number)


def _line(line: bytes, number: int) -> Piece | Flaw:
    if len(line) > LARGEST:
        return Flaw("CT-R110", f"the line is passed over: it has more than {LARGEST >> 20} MiB", f"#{number}")
    return Piece(line.strip(), f"#{number}")


def _slices(read: Read, held: bytes) -> Iterator[Piece | Flaw]:
    """Each `<clinical_study>` of a file that has several, whatever stands around them."""
    number = 0
    while found := _from_start(read, held):
        number += 1
        held, end = _to_end(read, found)
        if 0 <= end <= LARGEST:
            yield Piece(held[:end], f"#{number}")
            held = held[end:]
        elif len(held) > LARGEST:
            yield Flaw("CT-R110", f"the element is passed over: it has more than {LARGEST >> 20} MiB", f"#{number}")
            held = held[end if end >= 0 else -len(_END) :]
        else:
            yield Flaw("CT-R108", "the file ends in the middle of a record", f"#{number}")
            return


def _from_start(read: Read, held: bytes) -> bytes:
    """What is held, and more, from the next start of an element on; empty if there is none."""
    while (found := _START.search(held)) is None:
        chunk = read(_CHUNK)
        if not chunk:
            return b""
        held = held[-len(_END) :] + chunk
    return held[found.start() :]


def _to_end(read: Read, held: bytes) -> tuple[bytes, int]:
    """What is held, and more up to the end of the element, and where that is; -1 if it does not come."""
    end = held.find(_END)
    while end < 0 and len(held) <= LARGEST and (chunk := read(_CHUNK)):
        seen = max(len(held) - len(_END), 0)
        held += chunk
        end = held.find(_END, seen)
    return held, end + len(_END) if end >= 0 else -1
