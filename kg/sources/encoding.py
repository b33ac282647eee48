"""Bytes in any encoding -> UTF-8, which is all that the readers and the splitter of streams work on.

What counts, in this order: a byte order mark; the zero bytes that UTF-16 and UTF-32 have among ASCII letters; the
encoding that an XML declaration or the head of an HTML page names; UTF-8, if the bytes are; else windows-1252.
UTF-8 is tried before windows-1252 because text of the one is nearly never valid in the other: `é` followed by a letter
is no UTF-8. Where some letters are right, bytes that are wrong are damage, or another file behind the first: in text
of windows-1252 two letters rarely make one of UTF-8 by chance (`É»` does), so that wrong ones are by far the most.
"""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["WINDOWS", "Utf8", "to_utf8", "utf8_head", "utf8_stream"]

WINDOWS = "windows-1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNITS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}

# Which of four bytes are zero where the first two letters are ASCII (RFC 4627, section 3).
_ZEROS = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}

# Encodings that a document may name; others, among them codecs of Python that are no encodings, do not count.
_KNOWN = re.compile(
    r"utf-?8|us-ascii|(?:iso-?8859|windows|cp|ibm)[-_]?[0-9]{1,4}|latin-?[0-9]|koi8-[ru]|mac-?roman|macintosh"
    r"|shift[-_]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5"
)
# What names Latin-1 is read as windows-1252, which has the same letters, and quotation marks besides (WHATWG).
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1", "us-ascii", "windows-1252", "cp1252"})
_XML = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{2,30})["']""")
_HTML = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?([A-Za-z0-9._-]{2,30})""", re.IGNORECASE)
_DECLARED = re.compile(r"""\A(\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["'])[A-Za-z0-9._-]{2,30}(["'])""")
_HEAD = 8_192
_CHUNK = 1 << 16

# The five bytes that the code page leaves open are the control characters of the same number.
_LETTERS = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_OPEN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CHANCE = 8
_HIGH = re.compile(rb"[\x80-\xff]+")

Read = Callable[[int], bytes]
"""Reads up to so many bytes; none at the end."""


class Utf8(NamedTuple):
    """Content in UTF-8, as far as it can be had."""

    content: bytes
    encoding: str
    """In which it came; `utf-8` too where some bytes of it are no UTF-8."""
    is_guess: bool = False
    """Whether nothing in the content says so."""
    first_wrong: int | None = None
    """Where bytes are no UTF-8, counted from 0; the content is as it came."""


def to_utf8(content: bytes) -> Utf8:
    """The whole of a file or record in UTF-8; a byte order mark of UTF-8 stays."""
    encoding = _told(content)
    if encoding and encoding != "utf-8":
        return Utf8(_decoded(content, encoding).encode(), encoding)
    wrong = _first_wrong(content)
    if wrong is not None and _looks_like_windows(content):
        return Utf8(_windows(content).encode(), WINDOWS, is_guess=True)
    return Utf8(content, "utf-8", first_wrong=wrong)


def utf8_head(head: bytes) -> bytes:
    """The beginning of a file in UTF-8, if it tells its encoding by a mark or zero bytes; else as it is.

    In all other encodings the words by which formats are known are the same bytes.
    """
    encoding = _by_mark(head) or _by_zeros(head)
    if encoding is None or encoding == "utf-8":
        return head
    return codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff").encode()


def utf8_stream(read: Read) -> tuple[Read, str]:
    """A stream in UTF-8, and the encoding in which it comes if it tells it, else `utf-8`; bounded memory.

    A stream that tells nothing is passed on as it is: only its end would show whether it is windows-1252. What is
    recoded has no byte order mark, and the name in its XML declaration is put right.
    """
    head = _filled(read, _HEAD)
    encoding = _told(head) or "utf-8"
    if encoding == "utf-8":
        return _Passed(head, read), encoding
    return _Recoded(head, read, encoding), encoding


def _told(content: bytes) -> str | None:
    """The encoding that the content itself tells, as a name for Python; None if it tells none that is known."""
    return _by_mark(content) or _by_zeros(content) or _by_name(content)


def _first_wrong(content: bytes) -> int | None:
    """Where the first bytes stand that are no UTF-8; None if all are."""
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError as error:
            return error.start
    return None


def _by_mark(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _by_zeros(content: bytes) -> str | None:
    if b"\0" not in content[:4] or len(content) < 4:
        return None
    return _ZEROS.get((not content[0], not content[1], not content[2], not content[3]))


def _by_name(content: bytes) -> str | None:
    if content[:64].lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] != b"<":
        return None
    found = _XML.match(content[:512]) or _HTML.search(content[:_HEAD])
    if found is None:
        return None
    name = found[1].decode().casefold()
    if name in _LATIN:
        return WINDOWS
    if not _KNOWN.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decoded(content: bytes, encoding: str) -> str:
    whole = len(content) - len(content) % _UNITS.get(encoding, 1)
    text = _windows(content) if encoding == WINDOWS else content[:whole].decode(encoding, "replace")
    return _renamed(text.removeprefix("\ufeff"))


def _windows(content: bytes) -> str:
    return codecs.charmap_decode(content, "strict", _LETTERS)[0]


def _renamed(text: str) -> str:
    """The text with `UTF-8` in its XML declaration, if it has one, so that nobody decodes it twice."""
    return _DECLARED.sub(r"\1UTF-8\2", text, count=1)


def _looks_like_windows(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 are windows-1252: none that it leaves open, hardly a letter right by chance."""
    if _OPEN.search(content):
        return False
    right = wrong = 0
    for found in _HIGH.finditer(content):
        read = found[0].decode("utf-8", "replace")
        wrong += read.count("\ufffd")
        right += len(read) - read.count("\ufffd")
    return wrong > _CHANCE * right


def _filled(read: Read, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (chunk := read(size)):
        parts.append(chunk)
        size -= len(chunk)
    return b"".join(parts)


class _Passed:
    """Gives what was read ahead, then the stream itself."""

    def __init__(self, head: bytes, read: Read) -> None:
        self._head, self._read = head, read

    def __call__(self, size: int) -> bytes:
        if not self._head:
            return self._read(size)
        given, self._head = self._head[:size], self._head[size:]
        return given


class _Recoded:
    """Gives a stream of another encoding in UTF-8."""

    def __init__(self, head: bytes, read: Read, encoding: str) -> None:
        self._read = read
        self._decoder = None if encoding == WINDOWS else codecs.getincrementaldecoder(encoding)("replace")
        self._ended = False
        self._held = _renamed(self._decode(head).removeprefix("\ufeff")).encode()

    def __call__(self, size: int) -> bytes:
        while not self._held and not self._ended:
            data = self._read(min(size, _CHUNK))
            self._ended = not data
            self._held = self._decode(data).encode()
        given, self._held = self._held[:size], self._held[size:]
        return given

    def _decode(self, data: bytes) -> str:
        return self._decoder.decode(data, self._ended) if self._decoder else _windows(data)
