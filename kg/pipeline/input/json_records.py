"""The records of a JSON stream: lists, pages, lines, documents one behind the other, in any mixture, whole or damaged.

A record is found by its mark, a key that stands in nothing else. Only what lies between records is followed bracket by
bracket, so that what is open around a record is known; the record itself is cut by where the next one begins, and a
parser agrees. `{"mark":` cannot stand inside a JSON text, since its quotes would end it: where a record is damaged, the
next beginning is a sure place to go on.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from .pieces import Bookmark, Flaw, Gap, Item, Piece
from .window import Window

__all__ = ["JSON", "is_one_record", "json_mark", "json_records"]

JSON = "json:"
"""Begins the layout of a bookmark; the brackets that are open follow, and `?` once a bracket may have been lost."""

_DEEPEST = 500
"""No record is nested more than about 20 deep."""
_MOST_NESTED = 40
"""So many beginnings of records may stand within one: DRKS lists related trials by the key that a trial begins with."""
_MOST_STEPS = 1_000_000
"""So many brackets, keys and values between two records are followed; more are no page around a list."""
_LONGEST_KEY = 60
_OVERLAP = 4 * _LONGEST_KEY
_LOOKED_BACK = 1 << 16
"""So far before its mark the beginning of a record is looked for, where the way to it is lost."""
_SHOWN = 40
_SMALL = 1 << 20
_BOM = b"\xef\xbb\xbf"

_SPACE = re.compile(rb"(?:[\s,\x1e]|\xef\xbb\xbf)*+")
_BLANK = re.compile(rb"[\s\x1e]*+")
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SCALAR = re.compile(rb"(?:-?[0-9][0-9.eE+-]*+|true|false|null|NaN|-?Infinity)(?![^\s,\]}\x1e])")
_COLON = re.compile(rb"\s*+:\s*+")
_TEXT_MARK = re.compile(rb'("[^"]*+")\s*+:\s*+("[^"]*+)')
_FIRST_KEY = re.compile(rb'\{\s*("[^"\\]{1,60}")\s*:')
_OPENED = re.compile(rb"\{\s*\Z")
_OPENED_BY_SCALARS = re.compile(
    rb'\{\s*(?:"[^"\\]{1,60}"\s*:\s*(?:"[^"\\]{0,200}"|[-+.0-9eE]+|true|false|null)\s*,\s*)+\Z'
)
_STRUCTURE = re.compile(rb'(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+', re.DOTALL)

_OPENERS, _CLOSERS = b"{[", {b"}": b"{", b"]": b"["}

_is_json = msgspec.json.Decoder(msgspec.Raw).decode


def json_mark(keys: tuple[str, ...], texts: tuple[tuple[str, str], ...] = ()) -> re.Pattern[bytes]:
    """What finds the key of a record: quoted, with an object behind it, or with a text that begins so."""
    marks = [rb'"(?:%b)"\s*:\s*\{' % b"|".join(re.escape(key.encode()) for key in keys)] if keys else []
    marks += [rb'"%b"\s*:\s*"%b' % (re.escape(key.encode()), re.escape(text.encode())) for key, text in texts]
    return re.compile(b"(?:%b)" % b"|".join(marks))


def json_records(window: Window, mark: re.Pattern[bytes], begin: Bookmark | None = None) -> Iterator[Item]:
    """All bytes of a stream, or from a bookmark on, as records and what lies between them."""
    if begin is None and _is_one_record(window, mark):
        yield Piece(window.data, None, None, 0, window.end)
    else:
        yield from _JsonRecords(window, mark, begin or Bookmark(JSON, window.base, 1)).items()


def _is_one_record(window: Window, mark: re.Pattern[bytes]) -> bool:
    """Whether a small stream is one object that begins with a mark: so are most members of archives."""
    if not _at_first(mark).match(window.data):
        return False
    window.reach(_SMALL)
    if window.is_full(0) or (not window.ended and window.more()):
        return False
    return _is_whole(window.data)


def is_one_record(content: bytes, mark: re.Pattern[bytes]) -> bool:
    """Whether content that is held whole is so."""
    return len(content) <= _SMALL and _at_first(mark).match(content) is not None and _is_whole(content)


def _is_whole(content: bytes) -> bool:
    try:
        _is_json(content.removeprefix(_BOM))
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


@lru_cache(maxsize=4)
def _at_first(mark: re.Pattern[bytes]) -> re.Pattern[bytes]:
    return re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*" + mark.pattern)


class _Open:
    """A bracket that is open."""

    __slots__ = ("count", "foreign", "holds", "kind", "start")

    def __init__(self, kind: bytes, start: int, *, holds: bool = False) -> None:
        self.kind = kind
        self.start = start
        self.holds = holds
        """Whether a record was found within."""
        self.foreign: tuple[int, int] | None = None
        """From where to where elements of a list stand that hold no record."""
        self.count = 0

    def passed(self, start: int, end: int) -> None:
        """An element without a record."""
        self.foreign = (self.foreign[0] if self.foreign else start, end)
        self.count += 1


class _Lost(Exception):  # noqa: N818 (never leaves this module)
    """What stands at a place is no JSON."""

    def __init__(self, at: int, rule: str = "CT-R112", why: str = "this cannot be read, being no JSON") -> None:
        self.at = at
        self.rule = rule
        self.why = why


class _JsonRecords:
    """Follows one stream."""

    def __init__(self, window: Window, mark: re.Pattern[bytes], begin: Bookmark) -> None:
        self._window = window
        self._mark = mark
        opened = begin.layout.removeprefix(JSON)
        self._lost = opened.endswith("?")
        self._outside = _Open(b"[", begin.offset, holds=True)
        self._open = [_Open(bytes([each]), begin.offset, holds=True) for each in opened.removesuffix("?").encode()]
        self._closed: list[_Open] = []
        """Lists that hold records, and behind the last of them something else."""
        self._number = begin.number
        self._at = begin.offset
        """How far brackets were followed."""
        self._given = begin.offset
        """Up to where all bytes were given out."""

    def items(self) -> Iterator[Item]:
        """Records, flaws and gaps; together they are the stream."""
        while True:
            try:
                if (start := self._next_start()) is None:
                    break
            except _Lost as lost:
                yield from self._damage(lost)
                continue
            if alone := self._alone(start):
                yield alone
            else:
                yield from self._between(start)
                yield self._record(start)
        yield from self._unclosed()

    def _next_start(self) -> int | None:
        """Where the next record begins; None if none follows."""
        self._window.keep = self._given if self._number > 1 else 0
        ahead = self._window.find(self._mark, self._at, overlap=_OVERLAP)
        if ahead is None and not self._window.ended:
            raise _Lost(self._at, "CT-R110", f"more than {self._window.largest >> 20} MiB hold no record")
        return self._next_record()

    # Between records

    def _next_record(self) -> int | None:
        """Where the next record begins; None at the end. What is open around it then is known to hold one."""
        for _ in range(_MOST_STEPS):
            at = self._window.match(_SPACE, self._at) or self._at
            byte = self._window.byte(at)
            self._at = at
            if not byte:
                return None
            if byte in _CLOSERS:
                self._close(byte, at)
            elif self._inside.kind == b"{":
                if (start := self._member(at)) is not None:
                    return start
            elif byte in _OPENERS:
                self._enter(byte, at)
            else:
                self._at = self._bare(at)
                self._inside.passed(at, self._at)
        raise _Lost(self._given)

    @property
    def _inside(self) -> _Open:
        return self._open[-1] if self._open else self._outside

    def _enter(self, kind: bytes, at: int) -> None:
        self._open.append(_Open(kind, at))
        self._at = at + 1

    def _close(self, kind: bytes, at: int) -> None:
        self._at = at + 1
        if not self._open or self._open[-1].kind != _CLOSERS[kind]:
            if self._lost and all(each.holds for each in self._open):
                return
            raise _Lost(at)
        closed = self._open.pop()
        if closed.holds and closed.foreign:
            self._closed.append(closed)
        if not closed.holds and self._inside.kind == b"[":
            self._inside.passed(closed.start, self._at)

    def _member(self, at: int) -> int | None:
        """Follows a key and what stands behind it; where the record begins, if the key is the mark of one."""
        window = self._window
        if (end := window.match(_STRING, at)) is None or (value := window.match(_COLON, end)) is None:
            raise _Lost(at)
        byte = window.byte(value)
        if byte in (b"{", b'"') and self._mark.match(window.data, at - window.base):
            if self._inside.holds:
                raise _Lost(at)
            return self._open.pop().start
        if byte and byte in _OPENERS:
            self._enter(byte, value)
        else:
            self._at = self._bare(value)
        return None

    def _bare(self, at: int) -> int:
        """The end of a text, a number or a bare word."""
        found = self._window.match(_STRING if self._window.byte(at) == b'"' else _SCALAR, at)
        if found is None:
            raise _Lost(at)
        return found

    def _between(self, until: int) -> Iterator[Flaw | Gap]:
        """What was followed up to a place; lists in it that turn out to hold records may hold other things too."""
        within = [self._outside, *self._open, *self._closed]
        self._closed.clear()
        for each in sorted(within, key=lambda each: each.foreign or (0, 0)):
            each.holds = True
            yield from self._foreign(each)
        yield from self._gap(until)

    def _foreign(self, within: _Open) -> Iterator[Flaw | Gap]:
        if within.foreign:
            (start, end), count = within.foreign, within.count
            within.foreign, within.count = None, 0
            yield from self._gap(start)
            what = "it holds" if count == 1 else f"{count:,} elements from here on hold"
            number = self._numbered(start, count)
            yield self._flaw("CT-R112", f"{what} no record of a format that is known", end, number)

    def _gap(self, until: int) -> Iterator[Gap]:
        if until > self._given:
            yield Gap(self._given, until - self._given)
            self._given = until

    def _flaw(self, rule: str, message: str, end: int, number: int) -> Flaw:
        """What is wrong from the bytes given last up to an end."""
        start, size = self._given, end - self._given
        self._given = end
        where = f"{message} ({size:,} bytes from offset {start:,})"
        return Flaw(rule, where, f"#{number}", self._behind(end), start, size)

    def _numbered(self, start: int, count: int = 1) -> int:
        """The number of what begins there: outside all lists that of its line, unless one of that number was before."""
        number = self._number if self._open else max(self._number, self._window.line(start))
        self._number = number + count
        return number

    def _behind(self, end: int) -> Bookmark | None:
        if not all(each.holds for each in self._open):
            return None
        opened = b"".join(each.kind for each in self._open).decode()
        return Bookmark(f"{JSON}{opened}{'?' * self._lost}", end, self._number, self._window.line(end))

    # Damage

    def _damage(self, lost: _Lost) -> Iterator[Item]:
        """From a place that cannot be followed to where the next record surely begins."""
        start = next((each.start for each in self._open if not each.holds), lost.at)
        self._open = [each for each in self._open if each.holds]
        yield from self._between(start)
        self._lost = True
        number = self._numbered(start)
        shown = _shown(self._window.take(start, start + _SHOWN))
        self._at = self._beginning(start + 1)
        yield self._flaw(lost.rule, f"{lost.why}: `{shown}`", self._at, number)

    def _beginning(self, start: int) -> int:
        """Where the next record surely begins; the end of the stream if none does."""
        window = self._window
        searched = start
        while True:
            window.keep = max(window.keep, min(searched, window.end) - _LOOKED_BACK)
            found = window.find(self._mark, searched, overlap=_OVERLAP)
            if found is None:
                if window.ended:
                    return window.end
                searched = window.end - _OVERLAP
            elif (begin := self._opened(start, found)) is not None:
                return begin
            else:
                searched = found + 1

    def _opened(self, start: int, mark: int) -> int | None:
        """Where the object begins whose mark that is: just before it, at the beginning of its line, or before texts."""
        window = self._window
        start = max(start, window.base)
        before = window.take(max(start, mark - _OVERLAP), mark)
        if found := _OPENED.search(before) or _OPENED_BY_SCALARS.search(before):
            return mark - len(before) + found.start()
        line = window.data.rfind(b"\n", start - window.base, mark - window.base)
        if line >= 0 and window.data[line + 1 :].lstrip()[:1] == b"{":
            return window.base + window.data.index(b"{", line)
        return None

    # Records

    def _alone(self, start: int) -> Piece | None:
        """The whole stream, if it is one record with nothing around it, or the beginning of one."""
        window = self._window
        if self._number > 1 or self._open or window.base or window.take(0, start).strip(_MARKS):
            return None
        end, why = self._record_end(start)
        if why or not (self._is_last(start) if end is None else self._is_blank_from(end)):
            return None
        self._at = self._given = window.end
        self._number += 1
        return Piece(window.data, None, None, 0, window.end)

    def _is_last(self, start: int) -> bool:
        """Whether no record begins behind the beginning of one."""
        return self._window.ended and self._beginning(start + 1) == self._window.end

    def _is_blank_from(self, at: int) -> bool:
        end = self._window.match(_BLANK, at)
        return end is not None and not self._window.byte(end)

    def _record(self, start: int) -> Piece | Flaw:
        end, why = self._record_end(start)
        number = self._numbered(start)
        if end is None:
            return self._broken(start, why, number)
        self._at = self._given = end
        return Piece(self._window.take(start, end), f"#{number}", self._behind(end), start, end - start)

    def _record_end(self, start: int) -> tuple[int | None, str]:
        """Where a record ends, else why that cannot be said."""
        window = self._window
        first = _FIRST_KEY.match(window.data, start - window.base)
        marked = self._mark.match(window.data, first.start(1)) if first else None
        text = _TEXT_MARK.fullmatch(marked[0]) if marked else None
        again = _begins_with(first[1], text[2] if text else b"") if first else self._mark
        following = window.find(again, start + 1, overlap=_OVERLAP)
        if following is None and window.is_full(start):
            return None, f"it has more than {window.largest >> 20} MiB"
        limit = window.end if following is None else following
        if (quick := self._agreed(start, limit)) is not None and quick - start <= window.largest:
            return quick, ""
        if text and following is not None and (end := self._around(start, again, following)) is not None:
            return end, ""
        end, deep = self._closed_at(start) if marked is None else _value_end(window.take(start, limit))
        if end is not None and end > window.largest:
            return None, f"it has more than {window.largest >> 20} MiB"
        if deep:
            return None, f"it is nested more than {_DEEPEST} deep"
        return (None, "") if end is None else (start + end, "")

    def _closed_at(self, start: int) -> tuple[int | None, bool]:
        """Where a record is closed if nothing tells where the next begins: looked for twice as far each time."""
        window, size = self._window, _SMALL
        while True:
            window.reach(start - window.base + size)
            end, deep = _value_end(window.take(start, min(start + size, window.end)))
            if end is not None or deep or size >= window.largest or (window.ended and start + size >= window.end):
                return end, deep
            size *= 2

    def _around(self, start: int, again: re.Pattern[bytes], following: int) -> int | None:
        """Where a record ends that has in it what records begin with."""
        window = self._window
        for _ in range(_MOST_NESTED):
            beyond = window.find(again, following + 1, overlap=_OVERLAP)
            limit = window.end if beyond is None else beyond
            end = self._agreed(start, limit) or self._balanced(start, limit)
            if end is not None and end - start <= window.largest:
                return end
            if beyond is None:
                return None
            following = beyond
        return None

    def _balanced(self, start: int, limit: int) -> int | None:
        """Where the brackets of a record are closed before a limit, if a parser agrees: other records may follow."""
        content = self._window.take(start, limit)
        end, _ = _value_end(content)
        return start + end if end is not None and _is_whole(content[:end]) else None

    def _agreed(self, start: int, limit: int) -> int | None:
        """The last closing brace before a limit, if a parser agrees that the record ends there."""
        window = self._window
        end = window.data.rfind(b"}", start - window.base, limit - window.base) + 1
        try:
            _is_json(window.data[start - window.base : end])
        except (msgspec.MsgspecError, RecursionError):
            return None
        return window.base + end

    def _broken(self, start: int, why: str, number: int) -> Flaw:
        """A record without an end, up to the next that begins."""
        self._lost = True
        self._at = end = self._beginning(start + 1)
        if why:
            return self._flaw("CT-R110", f"the record is passed over: {why}", end, number)
        if end == self._window.end:
            return self._flaw("CT-R108", f"the file ends within record {number}", end, number)
        return self._flaw("CT-R112", "the record is cut: another begins before it ends", end, number)

    def _unclosed(self) -> Iterator[Item]:
        window = self._window
        half = next((each.start for each in self._open if not each.holds), None)
        if half is not None:
            self._open = [each for each in self._open if each.holds]
            yield from self._between(half)
            number = self._numbered(half)
            yield self._flaw("CT-R108", "the file ends within a value that holds no record", window.end, number)
            return
        yield from self._between(window.end)
        if self._open and not self._lost:
            yield Flaw("CT-R108", "the file ends within its list of records", f"#{self._number}", None, window.end, 0)


_MARKS = b" \t\r\n\v\f\x1e\xef\xbb\xbf"


def _shown(content: bytes) -> str:
    """The beginning of what cannot be read, on one line."""
    text = content.partition(b"\n")[0].decode(errors="replace")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


@lru_cache(maxsize=64)
def _begins_with(key: bytes, text: bytes = b"") -> re.Pattern[bytes]:
    """An object that begins with that key, quotes and all, and with a text, if one is given, as its value."""
    return re.compile(rb"\{\s*%b\s*:\s*%b" % (re.escape(key), re.escape(text)))


def _value_end(content: bytes) -> tuple[int | None, bool]:
    """Behind which byte the object that a text begins with is closed; and whether it is nested too deep to be read."""
    at, depth = 0, 0
    while (found := _STRUCTURE.match(content, at)) and found.end() < len(content):
        at = found.end()
        if content[at] in b'"':
            return None, False
        depth += 1 if content[at] in _OPENERS else -1
        at += 1
        if depth == 0:
            return at, False
        if depth > _DEEPEST:
            return None, True
    return None, False
