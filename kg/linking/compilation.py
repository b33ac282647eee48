"""Terms -> one SQLite file, which takes its place in the lexicon when it is whole."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kg.batches import batched
from kg.errors import FileError, UsageError
from kg.garbage import uncollected
from kg.temporary import temporary_file

from .cities import LARGE
from .fuzzy import blocks
from .lexicon import path_of
from .names import key, same_words, words
from .place_names import city_key, city_words, division_keys, is_latin, key_of
from .vocabularies.term import City, Counterpart, CountryDivision, Rank, VocabularyTerm

__all__ = ["LearntEvidence", "compile_evidence", "compile_places", "compile_terms", "written"]

_BATCH = 10_000
_MOST_WORDS = 16
"""Longer names are sentences that no record repeats."""

_TERMS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, label TEXT, branches TEXT, country TEXT, parents TEXT,
  trees TEXT, called TEXT);
CREATE TABLE counterpart (id INTEGER PRIMARY KEY, term INTEGER, iri TEXT, label TEXT, reference INTEGER,
  confidence REAL, UNIQUE (term, iri));
CREATE TABLE name (key TEXT, rank INTEGER, term INTEGER, words TEXT, text TEXT, counterpart INTEGER,
  PRIMARY KEY (key, rank, term, words)) WITHOUT ROWID;
CREATE INDEX name_counterpart ON name (counterpart) WHERE counterpart IS NOT NULL;
CREATE TABLE block (block TEXT, words TEXT, PRIMARY KEY (block, words)) WITHOUT ROWID;
"""
_PLACES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT, country TEXT, division TEXT, latitude REAL, longitude REAL,
  population INTEGER);
CREATE TABLE city_name (country TEXT, key TEXT, rank INTEGER, city INTEGER, PRIMARY KEY (country, key, city))
  WITHOUT ROWID;
CREATE TABLE large_name (country TEXT, key TEXT, PRIMARY KEY (country, key)) WITHOUT ROWID;
CREATE TABLE division (country TEXT, key TEXT, code TEXT, name TEXT, id INTEGER, PRIMARY KEY (country, key, code))
  WITHOUT ROWID;
CREATE TEMP TABLE unsorted (country TEXT, key TEXT, rank INTEGER, city INTEGER);
"""
_PLACES_SORTED = f"""
INSERT OR IGNORE INTO city_name SELECT * FROM unsorted ORDER BY country, key, rank, city;
INSERT OR IGNORE INTO large_name SELECT c.country, u.key FROM unsorted u JOIN city c ON c.id = u.city
  WHERE u.rank = 0 AND c.population >= {LARGE} ORDER BY c.country, u.key;
CREATE INDEX city_place ON city (country, latitude);
CREATE INDEX city_division ON city (country, division, population);
"""  # noqa: S608
"""A tree that grows in order is built four times as fast as one that grows anywhere."""

_EVIDENCE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE seen (key TEXT, whole INTEGER, studies REAL, PRIMARY KEY (key, whole)) WITHOUT ROWID;
CREATE TABLE together (key TEXT, whole INTEGER, term TEXT, studies REAL, PRIMARY KEY (key, whole, term))
  WITHOUT ROWID;
CREATE TABLE term (iri TEXT PRIMARY KEY, label TEXT, key TEXT, words TEXT) WITHOUT ROWID;
CREATE INDEX term_key ON term (key);
CREATE TABLE abbreviation (short TEXT, long TEXT, studies INTEGER, PRIMARY KEY (short, long)) WITHOUT ROWID;
"""

# What several files say of one term is joined: the first label stands, branches add up.
_INSERT_TERM = """
INSERT INTO term (iri, label, country, called, branches, parents, trees) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (iri) DO UPDATE SET label = coalesce(label, excluded.label), called = coalesce(called, excluded.called),
  branches = trim(branches || ' ' || excluded.branches), trees = coalesce(nullif(trees, ''), excluded.trees)
"""
_TIES = """
SELECT c.term, c.iri, c.id FROM json_each(?) k CROSS JOIN counterpart c
WHERE c.term = json_extract(k.value, '$[0]') AND c.iri = json_extract(k.value, '$[1]')
"""
_NUMBERS = "SELECT t.iri, t.id FROM json_each(?) k CROSS JOIN term t WHERE t.iri = k.value"


@contextmanager
def written(folder: Path, name: str, schema: str, meta: Mapping[str, str]) -> Iterator[sqlite3.Connection]:
    """A new file that takes the place of the vocabulary `name` when the block ends well, and leaves nothing if not."""
    target = path_of(folder, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_file(target) as temporary:
            with closing(sqlite3.connect(temporary)) as connection:
                connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema}")
                yield connection
                connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(meta.items()))
                connection.commit()
            temporary.chmod(0o644)
            temporary.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise FileError(f"cannot write {target}: {getattr(error, 'strerror', None) or error}") from error


def compile_terms(
    folder: Path, name: str, terms: Iterable[VocabularyTerm], *, meta: Mapping[str, str]
) -> tuple[int, int]:
    """Compiles a vocabulary of concepts or organizations; how many terms and names it has."""
    with written(folder, name, _TERMS, meta) as connection:
        for batch in batched(terms, _BATCH):
            _insert(connection, batch)
        return _counted(connection, "term", "name")


def _counted(connection: sqlite3.Connection, terms: str, names: str) -> tuple[int, int]:
    counts = [int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in (terms, names)]  # noqa: S608
    if not counts[1]:
        raise UsageError("the files hold no names; nothing was installed")
    rows = [("terms", str(counts[0])), ("names", str(counts[1]))]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    return counts[0], counts[1]


def _insert(connection: sqlite3.Connection, terms: list[VocabularyTerm]) -> None:
    connection.executemany(_INSERT_TERM, map(_term, terms))
    ids = dict(connection.execute(_NUMBERS, (json.dumps([each.iri for each in terms]),)))
    ties = _insert_counterparts(connection, terms, ids)
    # A tree of SQLite grows fastest in order. Of names that read alike the first text stands: sorting keeps it first.
    rows = (row for each in terms for row in _names(each, ids[each.iri], ties.get((each.iri, each.counterpart))))
    names = sorted(rows, key=itemgetter(0, 1, 2, 3))
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?, ?)", names)
    distinct = dict.fromkeys(plain for _, _, _, plain, _, _ in names)
    filed = sorted((block, plain) for plain in distinct for block in blocks(plain.split()))
    connection.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", filed)


def _term(each: VocabularyTerm) -> tuple[str | None, ...]:
    lists = (" ".join(names) for names in (each.branches, each.parents, each.trees))
    return each.iri, each.label, each.country, each.called, *lists


def _insert_counterparts(
    connection: sqlite3.Connection, terms: list[VocabularyTerm], ids: Mapping[str, int]
) -> dict[tuple[str, Counterpart | None], int]:
    """The numbers of the terms of other vocabularies that terms are tied to; of two ties the exact match stands."""
    tied = [(each, each.counterpart) for each in terms if each.counterpart]
    connection.executemany(
        "INSERT INTO counterpart (term, iri, label, reference, confidence) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (term, iri) DO UPDATE SET label = coalesce(label, excluded.label), "
        "reference = min(reference, excluded.reference), confidence = max(confidence, excluded.confidence)",
        [(ids[each.iri], tie.iri, tie.label, tie.reference, tie.confidence) for each, tie in tied],
    )
    asked = json.dumps([[ids[each.iri], tie.iri] for each, tie in tied])
    numbers = {(term, iri): number for term, iri, number in connection.execute(_TIES, (asked,))}
    return {(each.iri, tie): numbers[ids[each.iri], tie.iri] for each, tie in tied}


_Row = tuple[str, int, int, str, str, int | None]


def _names(term: VocabularyTerm, number: int, counterpart: int | None) -> Iterator[_Row]:
    own = ((Rank.PREFERRED, term.label),) if term.label else ()
    # Of two spellings that read alike one stands: that in capitals, which may be an abbreviation, only without another.
    for rank, text in (*own, *sorted(term.names, key=lambda name: name[1].isupper())):
        found = words(text)
        if 0 < len(found) <= _MOST_WORDS:
            tie = counterpart if rank is Rank.MAPPED else None
            yield key(same_words(found)), int(rank), number, " ".join(found), text, tie


def compile_places(
    folder: Path, name: str, places: Iterable[City | CountryDivision], *, meta: Mapping[str, str]
) -> tuple[int, int]:
    """Compiles cities and divisions; how many cities and names there are."""
    with written(folder, name, _PLACES, meta) as connection, uncollected():
        for batch in batched(places, _BATCH):
            _insert_places(connection, batch)
        connection.executescript(_PLACES_SORTED)
        return _counted(connection, "city", "city_name")


def _insert_places(connection: sqlite3.Connection, places: list[City | CountryDivision]) -> None:
    cities = [each for each in places if isinstance(each, City)]
    connection.executemany(
        "INSERT OR REPLACE INTO city VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(c.id, c.name, c.country, c.division, c.latitude, c.longitude, c.population) for c in cities],
    )
    divisions = [each for each in places if isinstance(each, CountryDivision)]
    names = [(c.country, each, rank, c.id) for c in cities for each, rank in _city_names(c)]
    connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?)", names)
    connection.executemany(
        "INSERT INTO division VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET id = excluded.id WHERE excluded.id > 0",
        [(d.country, key, d.code, d.name, d.id) for d in divisions for key in _division_keys(d)],
    )


def _city_names(city: City) -> Iterator[tuple[str, int]]:
    """The names of a city in Latin letters, in the form in which they are looked up, with their ranks.

    Its own is 0; 1 is what it is called for short, where its own goes on: Frankfurt am Main, Halle (Saale).
    """
    ranks = dict.fromkeys([city_key(name) for name in city.other_names if is_latin(name)], 2)
    if not city.name.isalnum():
        words = city_words(city.name)
        short = (key_of(words[:end]) for end in range(1, len(words)))
        ranks |= {key: 1 for key in short if key in ranks}
        ranks[city_key(city.name.partition("(")[0])] = 1
    ranks[city_key(city.name)] = 0
    yield from ((key, rank) for key, rank in ranks.items() if key and key.isascii())


def _division_keys(division: CountryDivision) -> Iterator[str]:
    names = (name for name in (division.name, *division.other_names) if is_latin(name))
    yield from dict.fromkeys(key for name in names for key in division_keys(name) if key)


class LearntEvidence(NamedTuple):
    """What was learnt from studies of one kind of name."""

    seen: Mapping[tuple[str, bool], float]
    """Key of a name, and whether it stands alone -> in how many studies."""
    together: Mapping[tuple[str, bool, str], float]
    """The same, and the IRI of a term."""
    labels: Mapping[str, str]
    """IRI of a term -> its label."""
    explained: Mapping[tuple[str, str], int]
    """Abbreviation and long form -> how many studies explain it so."""


def compile_evidence(folder: Path, name: str, learnt: LearntEvidence, *, meta: Mapping[str, str]) -> None:
    """Compiles what was learnt from studies."""
    with written(folder, name, _EVIDENCE, meta) as connection:
        rows = sorted((found, whole, studies) for (found, whole), studies in learnt.seen.items())
        connection.executemany("INSERT INTO seen VALUES (?, ?, ?)", rows)
        pairs = sorted((*pair, studies) for pair, studies in learnt.together.items())
        connection.executemany("INSERT INTO together VALUES (?, ?, ?, ?)", pairs)
        terms = [(iri, label, words(label)) for iri, label in sorted(learnt.labels.items())]
        connection.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?)",
            [(iri, label, key(same_words(found)), " ".join(found)) for iri, label, found in terms],
        )
        explained = sorted((*pair, studies) for pair, studies in learnt.explained.items())
        connection.executemany("INSERT INTO abbreviation VALUES (?, ?, ?)", explained)
