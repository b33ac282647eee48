"""Where the elements of a JSON array end, found in a stream by its bytes alone: bounded memory, no parsing."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

__all__ = ["Cut", "Element", "TooLarge", "array_elements"]

_CHUNK = 1 << 18
_DEEPEST = 500
"""No record is nested more than about 20 deep."""

_SPACE = re.compile(rb"[\s,]*+")
_SCALAR = re.compile(rb"[^\s,\]}]*+")
_BETWEEN = re.compile(rb'(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_IN_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

_FIRST_KEY = re.compile(rb'\{\s*("[^"\\]{1,60}")\s*:')
_BETWEEN_ELEMENTS = re.compile(rb"\}\s*,\s*\{\s*\Z")
_CLOSE_BY = 80

(_QUOTE,) = b'"'
_OPEN, _CLOSE = b"{[", b"}]"

_is_json = msgspec.json.Decoder(msgspec.Raw).decode


class TooLarge(NamedTuple):
    """An element that was passed over."""

    why: str


class Cut(NamedTuple):
    """The stream ended within the array."""


class Element(NamedTuple):
    """One element of the array."""

    value: bytes | TooLarge | Cut
    ahead: int
    """How many bytes behind the element were read already."""


class _Value:
    """Finds the end of one value that begins with a bracket or a quote, chunk by chunk."""

    def __init__(self) -> None:
        self.deep = False
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def end(self, chunk: bytes, at: int) -> int | None:
        """Where in the chunk the value ends; None if it goes on in the next."""
        if self._escaped:
            self._escaped, at = False, at + 1
        while at < len(chunk):
            at = self._string(chunk, at) if self._in_string else self._structure(chunk, at)
            if self._depth == 0 and not self._in_string:
                return at
        return None

    def _string(self, chunk: bytes, at: int) -> int:
        found = _IN_STRING.match(chunk, at)
        at = found.end() if found else at
        if at == len(chunk):
            return at
        self._in_string = chunk[at] != _QUOTE
        self._escaped = self._in_string  # a backslash at the very end of the chunk
        return at + 1

    def _structure(self, chunk: bytes, at: int) -> int:
        if self.deep and (passed := self._pass(chunk, at)):
            return passed
        found = _BETWEEN.match(chunk, at) if self._depth else None
        at = found.end() if found else at
        if at == len(chunk):
            return at
        mark = chunk[at]
        if mark == _QUOTE:
            self._in_string = True
        else:
            self._depth += 1 if mark in _OPEN else -1
            self.deep |= self._depth > _DEEPEST
        return at + 1

    def _pass(self, chunk: bytes, at: int) -> int | None:
        """The end of the chunk, if a value too deep to be read cannot end in it: brackets are counted, not followed."""
        bare, opening, _ = _STRING.sub(b"", chunk[at:]).partition(b'"')
        closed = bare.count(b"}") + bare.count(b"]")
        if closed >= self._depth:
            return None
        self._depth += bare.count(b"{") + bare.count(b"[") - closed
        if opening:  # a string that goes on in the next chunk
            self._in_string = True
            self._escaped = (len(chunk) - len(chunk.rstrip(b"\\"))) % 2 == 1
        return len(chunk)


class _Scalar:
    """Finds the end of a number or a bare word."""

    deep = False

    def end(self, chunk: bytes, at: int) -> int | None:
        """Where in the chunk the value ends; None if it goes on in the next."""
        found = _SCALAR.match(chunk, at)
        end = found.end() if found else at
        return end if end < len(chunk) else None


def array_elements(read: Callable[[int], bytes], start: bytes, *, largest: int) -> Iterator[Element]:
    """The elements of an array as they stand; `start` is what was read of it so far, from behind its `[` on."""
    chunk, at = start, 0
    while True:
        chunk, at = _next(read, chunk, at)
        if not chunk:
            yield Element(Cut(), 0)
            return
        if chunk[at] in _CLOSE:
            return
        element, chunk, at = _element(read, chunk, at, largest)
        yield Element(element, len(chunk) - at)
        if isinstance(element, Cut):
            return


def _next(read: Callable[[int], bytes], chunk: bytes, at: int) -> tuple[bytes, int]:
    """The chunk and the place in it where the next element or the end of the array stands; empty if the stream ends."""
    while True:
        found = _SPACE.match(chunk, at)
        at = found.end() if found else at
        if at < len(chunk):
            return chunk, at
        chunk, at = read(_CHUNK), 0
        if not chunk:
            return b"", 0


def _element(
    read: Callable[[int], bytes], chunk: bytes, at: int, largest: int
) -> tuple[bytes | TooLarge | Cut, bytes, int]:
    """The element that begins at `at`, and the rest."""
    if (found := _by_key(chunk, at)) is not None and found - at <= largest:
        return chunk[at:found], chunk, found
    value: _Value | _Scalar = _Value() if chunk[at] in b'{["' else _Scalar()
    parts: list[bytes] = []
    size = 0
    while True:
        end = value.end(chunk, at)
        size += (len(chunk) if end is None else end) - at
        if size <= largest and not value.deep:
            parts.append(chunk[at:end])
        else:
            parts.clear()
        if end is not None:
            break
        chunk, at = read(_CHUNK), 0
        if not chunk:
            return (_too_large(size, largest, value) or Cut()), chunk, at
    return (_too_large(size, largest, value) or b"".join(parts)), chunk, end


def _by_key(chunk: bytes, at: int) -> int | None:
    """Where the element ends, if the next begins with the same key and a parser agrees; else it must be followed."""
    first = _FIRST_KEY.match(chunk, at)
    again = chunk.find(first[1], first.end()) if first else -1
    between = _BETWEEN_ELEMENTS.search(chunk, max(at, again - _CLOSE_BY), again) if again > 0 else None
    if between is None:
        return None
    try:
        _is_json(chunk[at : between.start() + 1])
    except (msgspec.MsgspecError, RecursionError):
        return None
    return between.start() + 1


def _too_large(size: int, largest: int, value: _Value | _Scalar) -> TooLarge | None:
    if value.deep:
        return TooLarge(f"it is nested more than {_DEEPEST} deep")
    return TooLarge(f"it has more than {largest >> 20} MiB") if size > largest else None
