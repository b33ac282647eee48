"""Which record is written where several are of one study: the latest of each publisher, and which publisher leads.

Copies of one record state different dates: posted, submitted, verified, the day of the registry's data. Only dates of
one kind are compared: the first of these kinds that all dated copies of the record state decides, then the next. So a
day of posting never beats a submission that was later, only because posting takes some days. Where no kind is common
to all, each copy counts by the first it has: verified <= submitted <= posted <= taken holds for one version, so that
the order can err only between versions that are days apart. A month counts as before its first day, a year as before
its first month: the more precise date wins where the other could be the same. A copy without any date is the oldest.
The day of the data says when a copy was taken, not what had changed; where other dates decide, it decides last.

A table of columns that somebody chose holds a part of a record, and so does the tab of results of the present site. It
is written only where no whole record of the same publisher is, however old: its date would else cost the study all that
it does not hold.

The keys of all records stand in a database, on the disk for a long run, and only the exceptions come out of it: in the
export of one registry every record is the only one of its study.

The keys are noted while the records are built or, where several sources may hold one study, by a quick look at each
record before. What was read when it was built has the last word: where it differs, or where nothing could be read, the
note is corrected and the study decided anew, so that a record that turns out unreadable never stands in the way of one
that is not.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.record import Origin, Study
from kg.registries import leader, record_order
from kg.sources.reading import Key, key_of, place

__all__ = ["ALONE", "Decision", "RecordIndex", "RecordNote", "leads"]

_FORMATS = {
    **{"ctgov-v2": 3, "ctgov-v1": 2, "ctgov-xml": 1, "ctgov-table": -1, "ctgov-ris": -2},
    **{"ctgov-details-results": -1, "ictrp-xml": 2, "ictrp-csv": 1},
    **{"isrctn-xml": 3, "isrctn-json": 2, "drks-json": 3},
    **{"euctr-text": 2, "euctr-page": 1, "euctr-summary": -1},
}
"""How full a format's records are beside others of its publisher; pages and general forms have rank 0.

Below it are those that hold a part of a record alone.
"""


def leads(publisher: str, publishers: set[str]) -> bool:
    """Whether the record of `publisher` describes the study of which all `publishers` hold records."""
    return publisher == leader(publishers)


class RecordNote(NamedTuple):
    """A record that would be written if no other of its study were better."""

    batch: int
    number: int
    """Of the record in its batch, from 0."""
    publisher: str
    id: str
    record: str
    """The id of the record, where the publisher holds several of the study; else empty."""
    dates: str
    """Posted, submitted, verified, taken: ten characters each, blank where the record does not say."""
    fullness: int
    sha256: str
    place: str

    @classmethod
    def of(cls, key: Key, *, sha256: str, place: str, batch: int = 0, number: int) -> "RecordNote":
        """The note of a record with that key."""
        fullness = _FORMATS.get(key.format, 0)
        dates = "".join([str(date or "").ljust(10) for date in msgspec.structs.astuple(key.dates)])
        return cls(batch, number, key.publisher, key.id, key.record or "", dates, fullness, sha256, place)


class Decision(NamedTuple):
    """What is to be done with a record that is not the only one of its study."""

    of: str | None
    """The place of the record of the same publisher that is written instead; None if this one is written."""
    leads: bool
    """Whether the record describes the study, and not only itself."""
    ordinal: int = 1
    """Which it is of several records of one id in one file that differ: each is written under an id of its own."""

    def written(self, study: Study) -> Study:
        """The record as it is written: the second and further ones of one id have their number behind it."""
        if self.ordinal == 1:
            return study
        return msgspec.structs.replace(study, record=f"{study.record}.{self.ordinal}")


ALONE = Decision(None, leads=True)

_TABLE = """
CREATE TABLE record (batch, number, publisher, id, record, dates, fullness, sha256, place);
"""
_INDEX = "CREATE INDEX IF NOT EXISTS study ON record (id, publisher)"
_BATCHES = "CREATE INDEX IF NOT EXISTS noted ON record (batch)"
_SIZE = """
SELECT (SELECT COUNT(*) FROM record) - (SELECT COUNT(*) FROM decision) + (SELECT COUNT(*) FROM decision WHERE wins)
"""
_FORGET = """
DROP VIEW IF EXISTS dated; DROP TABLE IF EXISTS common; DROP VIEW IF EXISTS rival; DROP TABLE IF EXISTS ordinals;
DROP TABLE IF EXISTS decision; DROP TABLE IF EXISTS leader;
"""
_RIVALS = """
SELECT id, GROUP_CONCAT(DISTINCT publisher) FROM record GROUP BY id HAVING COUNT(DISTINCT publisher) > 1
"""
_ORDINALS = """
CREATE TEMP TABLE ordinals AS
SELECT id, publisher, record, file, sha256, ROW_NUMBER() OVER (
    PARTITION BY id, publisher, record, file ORDER BY MIN(batch * 1000000000 + number)
) AS ordinal
FROM (SELECT *, file_of(place) AS file FROM record WHERE record <> '')
GROUP BY id, publisher, record, file, sha256
"""
"""Of a publisher that holds several records of one study, which of those of one id in one file each is.

They state no date of a change, so that two that differ and stand in one download are two records, not two copies.
"""
_RIVAL = """
CREATE TEMP VIEW rival AS SELECT *, file_of(place) AS file,
    substr(dates, 1, 10) AS posted, substr(dates, 11, 10) AS submitted,
    substr(dates, 21, 10) AS verified, substr(dates, 31, 10) AS taken, fullness < 0 AS partial
FROM record WHERE id IN (SELECT id FROM record GROUP BY id HAVING COUNT(*) > 1)
"""
_COMMON = """
CREATE TEMP TABLE common AS SELECT id, publisher, record, partial,
    trim(MIN(posted)) <> '' AS all_posted, trim(MIN(submitted)) <> '' AS all_submitted,
    trim(MIN(verified)) <> '' AS all_verified, trim(MIN(taken)) <> '' AS all_taken
FROM rival WHERE trim(dates) <> '' GROUP BY id, publisher, record, partial
"""
"""Of each record with several copies the kinds of dates that all copies state, those without any date aside.

Copies that hold a part of a record are apart from the others."""
_DATED = """
CREATE TEMP VIEW dated AS SELECT *, CASE
    WHEN trim(dates) = '' THEN ''
    WHEN all_posted OR all_submitted OR all_verified THEN
        iif(all_posted, posted, '') || iif(all_submitted, submitted, '') || iif(all_verified, verified, '')
    WHEN all_taken THEN taken
    ELSE substr(ltrim(dates), 1, 10)
END AS version FROM rival NATURAL LEFT JOIN common
"""
_RANKED = """
CREATE TABLE decision AS
SELECT batch, number, place_in_order = 1 AND partial <= some_partial AS wins,
    iif(partial > some_partial, first_place, best) AS best, ordinal,
    coalesce(leader, publisher) = publisher AND in_lead = first_in_lead AS leads
FROM (
    SELECT *, FIRST_VALUE(place) OVER latest AS best, ROW_NUMBER() OVER latest AS place_in_order,
        in_order(id, record, ordinal, partial) AS in_lead,
        MIN(in_order(id, record, ordinal, partial)) OVER (PARTITION BY id, publisher) AS first_in_lead,
        MIN(partial) OVER (PARTITION BY id, publisher) AS some_partial,
        FIRST_VALUE(place) OVER (
            PARTITION BY id, publisher ORDER BY in_order(id, record, ordinal, partial), place
        ) AS first_place
    FROM (
        SELECT dated.*, leader, coalesce(ordinal, 1) AS ordinal
        FROM dated NATURAL LEFT JOIN leader NATURAL LEFT JOIN ordinals
    )
    WINDOW latest AS (
        PARTITION BY id, publisher, record, ordinal
        ORDER BY partial, version DESC, fullness DESC, taken DESC, sha256, place, batch, number
    )
)
"""


def _file_of(place: str) -> str:
    """The file of a record that stands in one with others, `euctr.txt#`; any other place as it is."""
    file, mark, position = place.rpartition("#")
    return f"{file}{mark}" if mark and position.isdigit() else place


def _in_order(id: str, record: str, ordinal: int, partial: int) -> str:
    """Sorts the records of a study at one publisher in the order in which they lead."""
    last, name = record_order(id, record)
    return f"{partial:d}{last:d}{name}\x1f{ordinal:09}"


class RecordIndex:
    """The best record of each publisher and id, found before anything is written."""

    def __init__(self, path: Path | None = None) -> None:
        if path:
            path.unlink(missing_ok=True)
        self._database = sqlite3.connect(path or ":memory:")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLE)
        self._database.create_function("file_of", 1, _file_of, deterministic=True)
        self._database.create_function("in_order", 4, _in_order, deterministic=True)

    def add(self, study: Study, origin: Origin, *, number: int) -> None:
        """Takes note of a record, the `number`th of the run."""
        where = place(origin.name, origin.position)
        self.note([RecordNote.of(key_of(study, origin), sha256=origin.sha256, place=where, number=number)])

    def note(self, records: Iterable[RecordNote]) -> None:
        """Takes note of records by their keys; alike in all else, the smaller place wins, then the first."""
        self._database.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", records)

    def noted(self, batch: int) -> dict[int, RecordNote]:
        """Number -> note, of the records of a batch; once it was decided."""
        rows = self._database.execute("SELECT * FROM record WHERE batch = ?", (batch,))
        return {note.number: note for note in map(RecordNote._make, rows)}

    def correct(self, batch: int, read: Mapping[int, RecordNote | None]) -> bool:
        """Takes what was read of records of a batch for what was noted; None notes no record. Whether that differs."""
        if not read:
            return False
        before = self.noted(batch)
        now = {number: note and note._replace(batch=batch) for number, note in read.items()}
        wrong = [number for number, note in now.items() if before.get(number) != note]
        self._database.executemany(
            "DELETE FROM record WHERE batch = ? AND number = ?", [(batch, each) for each in wrong]
        )
        self.note([note for number in wrong if (note := now[number])])
        return bool(wrong)

    def settle(self) -> int:
        """Decides, once all records are noted, or corrected; gives how many are to be written."""
        execute = self._database.execute
        self._database.executescript(_FORGET)
        execute(_INDEX)
        execute(_BATCHES)
        execute("CREATE TABLE leader (id PRIMARY KEY, leader)")
        rivals = ((id_, publishers.split(",")) for id_, publishers in execute(_RIVALS).fetchall())
        leaders = [(id_, leader(rival)) for id_, rival in rivals]
        self._database.executemany("INSERT INTO leader VALUES (?, ?)", leaders)
        for statement in (_ORDINALS, _RIVAL, _COMMON, _DATED, _RANKED):
            execute(statement)
        execute("CREATE INDEX batch ON decision (batch)")
        self._database.commit()
        (size,) = execute(_SIZE).fetchone()
        return int(size)

    def decisions(self, batch: int = 0) -> dict[int, Decision]:
        """Number -> decision, of the records of a batch that are not the only ones of their study."""
        rows = self._database.execute(
            "SELECT number, wins, best, leads, ordinal FROM decision WHERE batch = ?", (batch,)
        )
        return {
            number: Decision(None if wins else best, leads=bool(leads), ordinal=ordinal)
            for number, wins, best, leads, ordinal in rows
        }

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()
