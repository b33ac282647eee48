"""Records that may be of one study though no id says so: what they have in common, and how much that is worth.

Comparing each record with each would take days for a registry, so only records that share a key are compared: two of
the longest telling words of a title, the sponsor with the number of participants, that number with the month of the
start. A key that many records share tells nothing and is passed over. The keys stand in a database, on the disk for a
long run, and pairs come out of it in a fixed order.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.linking.names import form_free, same_words, words
from kg.linking.names import key as name_key
from kg.linking.spelling import PRETENDED

from .discrepancies import days_apart
from .likeness import likeness, sponsor_key, telling_words
from .rows import StudyRow

__all__ = ["LEAST", "CandidateFinder", "PossiblePair", "reasons"]

LEAST = 0.7
"""The least score of a candidate; see docs/one-study.md."""

_COMMON = 40
"""Records of one key; more say that the key tells none apart."""
_LONGEST_WORDS = 4
_SMALL = 10
"""Participants: many studies have so few."""
_MONTH, _YEAR = 31, 366
_WEIGHTS = {
    "SAME_TITLE": 0.6,
    "LIKE_TITLES": 0.4,
    "SAME_SPONSOR": 0.15,
    "CONDITION_IN_COMMON": 0.1,
    "TREATMENT_IN_COMMON": 0.15,
    "SAME_SIZE": 0.2,
    "START_WITHIN_A_MONTH": 0.15,
    "LIKE_PRIMARY_OUTCOMES": 0.2,
    "OTHER_SIZES": -0.2,
    "START_FAR_APART": -0.35,
    "OTHER_PHASES": -0.1,
    "OTHER_TREATMENTS": -0.25,
}
"""What two records have in common, or not, a notation of the code list `join-reason` -> what it is worth."""
_SAME_TITLE, _LIKE_TITLE, _LIKE_OUTCOME = 92.0, 72.0, 75.0

_TABLES = """
CREATE TABLE row (number INTEGER PRIMARY KEY, registry TEXT, content BLOB);
CREATE TABLE block (key INTEGER, row INTEGER);
"""
_PAIRS = """
SELECT DISTINCT a.row, b.row FROM block a JOIN block b ON a.key = b.key AND a.row < b.row
JOIN row x ON x.number = a.row JOIN row y ON y.number = b.row
WHERE x.registry <> y.registry AND a.key IN (SELECT key FROM block GROUP BY key HAVING COUNT(*) BETWEEN 2 AND :common)
ORDER BY a.row, b.row
"""


class PossiblePair(NamedTuple):
    """Two records that may be of one study."""

    one: StudyRow
    other: StudyRow
    score: float
    """From 0 to 1, to two decimals."""
    reasons: tuple[str, ...]


class CandidateFinder:
    """Finds candidates among records of several registries."""

    def __init__(self, registry: Callable[[str], str], path: Path | None = None) -> None:
        """`registry` tells the registry that gave an id."""
        if path:
            path.unlink(missing_ok=True)
        self._database = sqlite3.connect(path or ":memory:")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)
        self._registry = registry
        self._count = 0

    def add(self, rows: Iterable[StudyRow]) -> None:
        """Takes note of records, in a fixed order."""
        kept, blocks = [], []
        for row in rows:
            kept.append((self._count, self._registry(row.id), msgspec.msgpack.encode(row)))
            blocks += [(each, self._count) for each in sorted(set(_keys(row)))]
            self._count += 1
        self._database.executemany("INSERT INTO row VALUES (?, ?, ?)", kept)
        self._database.executemany("INSERT INTO block VALUES (?, ?)", blocks)

    def candidates(self) -> Iterator[PossiblePair]:
        """The candidates, by their records' numbers."""
        self._database.execute("CREATE INDEX IF NOT EXISTS block_key ON block (key, row)")
        for one, other in self._database.execute(_PAIRS, {"common": _COMMON}):
            found = _compared(self._row(one), self._row(other))
            if found.score >= LEAST:
                yield found

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def _row(self, number: int) -> StudyRow:
        (content,) = self._database.execute("SELECT content FROM row WHERE number = ?", (number,)).fetchone()
        return msgspec.msgpack.decode(content, type=StudyRow)


def _keys(row: StudyRow) -> Iterator[int]:
    for title in (row.title, row.official_title):
        if title:
            longest = sorted(telling_words(title), key=lambda word: (-len(word), word))[:_LONGEST_WORDS]
            yield from (_number("title", *pair) for pair in combinations(sorted(longest), 2))
    if row.enrollment and row.enrollment > _SMALL:
        if row.sponsor:
            yield _number("sponsor", sponsor_key(row.sponsor), str(row.enrollment))
        if row.start and len(row.start) > 4:
            yield _number("start", row.start[:7], str(row.enrollment))


def _number(*texts: str) -> int:
    joined = "\x1f".join(texts).encode()
    return (zlib.crc32(joined) & 0x7FFFFFFF) << 32 | zlib.adler32(joined)


def _compared(one: StudyRow, other: StudyRow) -> PossiblePair:
    found = tuple(reasons(one, other))
    score = sum(_WEIGHTS[reason] for reason in found)
    return PossiblePair(one, other, round(min(max(score, 0.0), 1.0), 2), found)


def reasons(one: StudyRow, other: StudyRow) -> Iterator[str]:
    """What two records have in common, and what speaks against that they are of one study."""
    alike = max((likeness(mine, theirs) for mine in _titles(one) for theirs in _titles(other)), default=0.0)
    if alike >= _SAME_TITLE:
        yield "SAME_TITLE"
    elif alike >= _LIKE_TITLE or _words_alike(one, other):
        yield "LIKE_TITLES"
    if one.sponsor and other.sponsor and sponsor_key(one.sponsor) == sponsor_key(other.sponsor):
        yield "SAME_SPONSOR"
    if _conditions(one) & _conditions(other):
        yield "CONDITION_IN_COMMON"
    mine, theirs = _treatments(one), _treatments(other)
    if mine & theirs:
        yield "TREATMENT_IN_COMMON"
    elif mine and theirs:
        yield "OTHER_TREATMENTS"
    yield from _sizes(one, other)
    if one.start and other.start:
        apart = days_apart(one.start, other.start)
        if apart <= _MONTH:
            yield "START_WITHIN_A_MONTH"
        elif apart > _YEAR:
            yield "START_FAR_APART"
    if one.phases and other.phases and not set(one.phases) & set(other.phases):
        yield "OTHER_PHASES"
    outcomes = ((mine, theirs) for mine in one.primary_outcomes for theirs in other.primary_outcomes)
    if any(likeness(*pair) >= _LIKE_OUTCOME for pair in outcomes):
        yield "LIKE_PRIMARY_OUTCOMES"


def _sizes(one: StudyRow, other: StudyRow) -> Iterator[str]:
    if one.enrollment and other.enrollment:
        if one.enrollment == other.enrollment > _SMALL:
            yield "SAME_SIZE"
        elif max(one.enrollment, other.enrollment) > 2 * min(one.enrollment, other.enrollment):
            yield "OTHER_SIZES"


def _titles(row: StudyRow) -> list[str]:
    return [title for title in (row.title, row.official_title) if title]


def _words_alike(one: StudyRow, other: StudyRow) -> bool:
    """Whether a shortened title holds most of the telling words that the other has."""
    for mine in _titles(one):
        for theirs in _titles(other):
            few, many = sorted((set(telling_words(mine)), set(telling_words(theirs))), key=len)
            if len(few) > 2 and len(few & many) >= 0.8 * len(few):
                return True
    return False


def _treatments(row: StudyRow) -> set[str]:
    """Those that tell studies apart: many have a placebo."""
    return {_form(name) for name in row.treatments if PRETENDED.isdisjoint(words(name))}


def _conditions(row: StudyRow) -> set[str]:
    return set(map(_form, row.conditions))


@lru_cache(maxsize=65_536)
def _form(name: str) -> str:
    """The form in which spellings of a condition, or of a treatment in any dose, agree."""
    return name_key(same_words(form_free(words(name))))
