"""Terms -> one SQLite file, which takes its place in the lexicon when it is whole."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from kg.batches import batched
from kg.errors import FileError, UsageError
from kg.temporary import temporary_file

from .cities import city_key
from .fuzzy import blocks
from .lexicon import path_of
from .names import key, same_words, words
from .vocabularies.term import City, CountryDivision, Rank, VocabularyTerm

__all__ = ["LearntEvidence", "compile_evidence", "compile_places", "compile_terms", "written"]

_BATCH = 10_000
_MOST_WORDS = 16
"""Longer names are sentences that no record repeats."""

_LAST_LATIN = "\u1eff"
"""Last letter of the Latin blocks of Unicode; Vietnamese ends there."""

_TERMS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, label TEXT, branches TEXT, country TEXT, parents TEXT,
  trees TEXT);
CREATE TABLE name (key TEXT, rank INTEGER, term INTEGER, words TEXT, text TEXT,
  PRIMARY KEY (key, rank, term, words)) WITHOUT ROWID;
CREATE TABLE block (block TEXT, words TEXT, PRIMARY KEY (block, words)) WITHOUT ROWID;
"""
_PLACES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT, country TEXT, division TEXT, latitude REAL, longitude REAL,
  population INTEGER);
CREATE INDEX city_place ON city (country, latitude);
CREATE TABLE city_name (country TEXT, key TEXT, rank INTEGER, city INTEGER, PRIMARY KEY (country, key, city))
  WITHOUT ROWID;
CREATE TEMP TABLE unsorted (country TEXT, key TEXT, rank INTEGER, city INTEGER);
CREATE TABLE division (country TEXT, key TEXT, code TEXT, PRIMARY KEY (country, key, code)) WITHOUT ROWID;
"""
_EVIDENCE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE seen (key TEXT, whole INTEGER, studies REAL, PRIMARY KEY (key, whole)) WITHOUT ROWID;
CREATE TABLE together (key TEXT, whole INTEGER, term TEXT, studies REAL, PRIMARY KEY (key, whole, term))
  WITHOUT ROWID;
CREATE TABLE term (iri TEXT PRIMARY KEY, label TEXT, key TEXT, words TEXT) WITHOUT ROWID;
CREATE INDEX term_key ON term (key);
CREATE TABLE abbreviation (short TEXT, long TEXT, studies INTEGER, PRIMARY KEY (short, long)) WITHOUT ROWID;
"""


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
    # What several files say of one term is joined: the first label stands, branches add up.
    connection.executemany(
        "INSERT INTO term (iri, label, branches, country, parents, trees) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (iri) DO UPDATE SET label = coalesce(label, excluded.label), "
        "branches = trim(branches || ' ' || excluded.branches), trees = coalesce(nullif(trees, ''), excluded.trees)",
        [
            (each.iri, each.label, " ".join(each.branches), each.country, " ".join(each.parents), " ".join(each.trees))
            for each in terms
        ],
    )
    names = [row for term in terms for row in _names(term)]
    connection.executemany(
        "INSERT OR IGNORE INTO name SELECT ?, ?, id, ?, ? FROM term WHERE iri = ?",
        [(key_text, rank, plain, text, iri) for key_text, rank, plain, text, iri in names],
    )
    rows = [(block, plain) for _, _, plain, _, _ in names for block in blocks(plain.split())]
    connection.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", rows)


def _names(term: VocabularyTerm) -> Iterator[tuple[str, int, str, str, str]]:
    own = ((Rank.PREFERRED, term.label),) if term.label else ()
    for rank, text in (*own, *term.names):
        found = words(text)
        if 0 < len(found) <= _MOST_WORDS:
            yield key(same_words(found)), int(rank), " ".join(found), text, term.iri


def compile_places(
    folder: Path, name: str, places: Iterable[City | CountryDivision], *, meta: Mapping[str, str]
) -> tuple[int, int]:
    """Compiles cities and divisions; how many cities and names there are."""
    with written(folder, name, _PLACES, meta) as connection:
        for batch in batched(places, _BATCH):
            cities = [each for each in batch if isinstance(each, City)]
            divisions = [each for each in batch if isinstance(each, CountryDivision)]
            connection.executemany(
                "INSERT OR REPLACE INTO city VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(c.id, c.name, c.country, c.division, c.latitude, c.longitude, c.population) for c in cities],
            )
            rows = [(c.country, each, rank, c.id) for c in cities for each, rank in _city_names(c)]
            connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?)", rows)
            connection.executemany(
                "INSERT OR IGNORE INTO division VALUES (?, ?, ?)",
                [(each.country, city_key(each.name), each.code) for each in divisions],
            )
        # A tree that grows in order is built four times as fast as one that grows anywhere.
        connection.execute("INSERT OR IGNORE INTO city_name SELECT * FROM unsorted ORDER BY country, key, rank, city")
        return _counted(connection, "city", "city_name")


def _city_names(city: City) -> Iterator[tuple[str, int]]:
    """The names of a city in Latin letters, in the form in which they are looked up; the first has rank 0."""
    others = (name for name in city.other_names if name.isascii() or max(name) <= _LAST_LATIN)
    found = dict.fromkeys([city_key(city.name), *(city_key(name) for name in others)])
    yield from ((each, min(place, 1)) for place, each in enumerate(found) if each and each.isascii())


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
