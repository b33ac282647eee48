"""The sheet on which people decide which studies are one: written with what speaks for each pair, and read again."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from kg.errors import UsageError
from kg.iris import study_id
from kg.registries import registered

from .decisions import Decisions, StudyDecision, Verdict
from .review_pairs import ReviewPair
from .rows import StudyRow

__all__ = ["ReviewSheet", "read_sheet", "sheet_text"]

_IDS = ("one_id", "other_id")
_DECISION = "decision"
_NOTES = ("decided_by", "decided_on", "comment")
"""Columns that people fill in beside the decision."""
_SIDE = ("registry", "title", "sponsor", "size", "start", "status", "page")
_COLUMNS = (
    *(*_IDS, "found", "score", _DECISION, *_NOTES, "reasons", "evidence"),
    *(f"{side}_{name}" for name in _SIDE for side in ("one", "other")),
)
_VERDICTS = {"same": Verdict.SAME, "different": Verdict.DIFFERENT}
_WORDS = {verdict: word for word, verdict in _VERDICTS.items()}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""
_SEPARATORS = (",", ";", "\t")
_MOST = 10
"""So many wrong rows are named."""

_Pair = tuple[str, str]


class ReviewSheet(NamedTuple):
    """What people wrote into a sheet."""

    decisions: Decisions
    rows: Mapping[_Pair, int]
    """Pair that is decided -> the line of the file where it is."""
    notes: Mapping[_Pair, Mapping[str, str]]
    """What stands beside pairs: who, when, a comment, and columns that people added."""
    added: tuple[str, ...] = ()
    """The columns that people added."""


def read_sheet(text: str, *, name: str, decided_in: str) -> ReviewSheet:
    """The decisions of a sheet; raises UsageError that names the rows which are wrong, before anything is done.

    A spreadsheet may have put semicolons or tabs for commas, and moved or added columns. `decided_in` is the name of
    the sheet that decisions bear.
    """
    table = _table(text.removeprefix("\ufeff"))
    columns = table.fieldnames = [column.strip() for column in table.fieldnames or ()]
    if missing := [column for column in (*_IDS, _DECISION) if column not in columns]:
        raise UsageError(f"{name} is no sheet of `kgbuild merge`: it has no column {', '.join(missing)}")
    reader = _Reader(decided_in, tuple(column for column in columns if column and column not in _COLUMNS))
    wrong = [f"{name}, row {number}: {what}" for number, row in _rows(table) if (what := reader.hear(number, row))]
    if wrong:
        more = [f"and {len(wrong) - _MOST:,} more"] if len(wrong) > _MOST else []
        raise UsageError("\n".join([*wrong[:_MOST], *more]))
    return reader.sheet()


class _Reader:
    """Hears the rows of one sheet."""

    def __init__(self, decided_in: str, added: tuple[str, ...]) -> None:
        self._decided_in = decided_in
        self._added = added
        self._decisions: dict[_Pair, StudyDecision] = {}
        self._rows: dict[_Pair, int] = {}
        self._notes: dict[_Pair, Mapping[str, str]] = {}

    def hear(self, number: int, row: Mapping[str, str]) -> str | None:
        """Takes a row; gives what is wrong with it."""
        pair = _pair(row)
        if pair and (noted := {column: row[column] for column in (*_NOTES, *self._added) if row.get(column)}):
            self._notes[pair] = {**self._notes.get(pair, {}), **noted}
        if not row.get(_DECISION):
            return None
        found = _decision(row, pair, self._decided_in)
        if isinstance(found, str):
            return found
        before = self._decisions.get(found.pair)
        if before and before.verdict != found.verdict:
            return f"the pair is decided otherwise in row {self._rows[found.pair]}"
        self._decisions[found.pair] = found
        self._rows.setdefault(found.pair, number)
        return None

    def sheet(self) -> ReviewSheet:
        """What was heard."""
        return ReviewSheet(Decisions.of(self._decisions.values()), self._rows, self._notes, self._added)


def _rows(table: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows, each with the number of its line."""
    for cells in table:
        yield (
            table.line_num,
            {column: _plain(text) for column, text in cells.items() if column and isinstance(text, str)},
        )


def _table(text: str) -> "csv.DictReader[str]":
    """The rows, parted by whichever separator makes the most columns of the heading."""
    heading = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    return csv.DictReader(StringIO(text, newline=""), delimiter=separator)


def _pair(row: Mapping[str, str]) -> _Pair | None:
    one, other = sorted(_id(row.get(column, "")) for column in _IDS)
    return (one, other) if one and one != other else None


def _id(text: str) -> str:
    known = registered(text)
    return (known and known.id) or study_id(text)


def _decision(row: Mapping[str, str], pair: _Pair | None, decided_in: str) -> StudyDecision | str:
    """What a row decides, or what is wrong with it."""
    verdict = _VERDICTS.get(row[_DECISION].casefold())
    if verdict is None:
        return f"unknown decision {row[_DECISION]!r}; known are {', '.join(_VERDICTS)}, or leave it empty"
    if pair is None:
        return "it needs two different ids, in one_id and other_id"
    by, on, comment = (row.get(column) or None for column in _NOTES)
    return StudyDecision(*pair, verdict, decided_in, by, on, comment)


def sheet_text(pairs: Iterable[ReviewPair], decisions: Decisions, before: ReviewSheet | None) -> str:
    """The sheet of these pairs with the decisions on them; what people noted in the sheet before stays.

    What is to be decided stands first, the likeliest pairs before others.
    """
    stream = StringIO(newline="")
    notes, added = (before.notes, before.added) if before else ({}, ())
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *added])
    for each in sorted(pairs, key=lambda pair: (pair.pair in decisions.of_pairs, pair.order)):
        noted = notes.get(each.pair, {})
        cells = _cells(each, decisions.of_pairs.get(each.pair), noted)
        writer.writerow([_safe(text) for text in (*cells, *(noted.get(column, "") for column in added))])
    return "\ufeff" + stream.getvalue()


def _cells(each: ReviewPair, decision: StudyDecision | None, noted: Mapping[str, str]) -> Iterator[str]:
    yield from (*each.pair, each.found.value, each.score or "")
    yield _WORDS[decision.verdict] if decision else ""
    if decision:
        yield from (decision.by or "", decision.on or "", decision.comment or "")
    else:
        yield from (noted.get(column, "") for column in _NOTES)
    yield from (", ".join(each.reasons), "; ".join(each.evidence))
    sides = [_side(id, row, page) for id, row, page in zip(each.pair, each.rows, each.pages, strict=True)]
    for texts in zip(*sides, strict=True):
        yield from texts


def _side(id: str, row: StudyRow | None, page: str | None) -> Sequence[str]:
    known = registered(id)
    registry = (known and known.publisher) or ""
    if row is None:
        return (registry, *("",) * (len(_SIDE) - 2), page or "")
    size = "" if row.enrollment is None else str(row.enrollment)
    title = row.title or row.official_title or ""
    return registry, title, row.sponsor or "", size, row.start or "", row.status or "", page or ""


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    """The text of a cell, without the mark that keeps it from being a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
