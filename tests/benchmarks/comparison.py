"""kgbuild and others at the same work, one process each, and whether they make the same."""

import csv
import io
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kg.garbage import uncollected
from kg.iris import ONTOLOGY, Minter
from kg.rdf import Triple
from kg.rdf.terms import RDF_TYPE, literal_parts
from kg.record import Study
from kg.sources.ctgov import CTGOV_V2
from kg.statements import Teller

from .corpus import records
from .peers import FLAT, PEERS, Row, by_duckdb, by_morph_kgc, by_pyoxigraph, by_rdflib

if TYPE_CHECKING:
    from _csv import Writer

__all__ = ["Compared", "compared"]

_SAMPLE = 300
"""Studies that rdflib and pyoxigraph are given."""
_ROUNDS = 3
_REAL = 1_084
"""Studies that Morph-KGC and DuckDB are given: the real ones."""

_TERMS = "http://purl.org/dc/terms/"
_SITE = tuple(
    f"<{ONTOLOGY}{name}>"
    for name in ("facilityName", "cityName", "stateName", "postalCode", "countryName", "siteStatus")
)
_OUTCOME = (f"<{ONTOLOGY}measure>", f"<{ONTOLOGY}timeFrame>", f"<{_TERMS}description>")
_KINDS = {f"<{ONTOLOGY}{kind}Outcome>": kind for kind in ("primary", "secondary", "other")}


class Compared(NamedTuple):
    """What a program made of so many studies, and how long it took."""

    name: str
    studies: int
    made: int
    """Triples, or rows of tables."""
    seconds: float
    note: str = ""
    """How far it is what we make."""


def compared() -> Iterator[Compared]:
    """kgbuild first, then each of the others, for as many of the same studies."""
    sample = _contents(_SAMPLE)
    yield _median(lambda: _ours(sample).told)
    yield from _of_triples([triple for content in sample for triple in _triples(content)])
    real = _contents(_REAL)
    yield _median(lambda: _ours(real).whole)
    yield _median(lambda: _floor(real))
    if PEERS.exists():
        yield _morph_kgc(real)
    yield _median(lambda: _our_tables(real))
    if PEERS.exists():
        yield _median(lambda: _duckdb(real))


def _median(work: Callable[[], Compared]) -> Compared:
    return sorted((work() for _ in range(_ROUNDS)), key=attrgetter("seconds"))[_ROUNDS // 2]


def _contents(count: int) -> list[bytes]:
    return [content for _, content in records(count)]


class _Ours(NamedTuple):
    told: Compared
    """Of records that were read before."""
    whole: Compared


def _ours(contents: Sequence[bytes]) -> _Ours:
    tell, made, size = Teller(Minter()), 0, 0
    with uncollected():
        start = time.process_time()
        readings = [CTGOV_V2.read(content, name="a") for content in contents]
        read = time.process_time()
        for reading in readings:
            if reading.study is not None:
                told = tell(reading.study, origin=reading.origin)
                size += len(told.quads)
                made += len(told.pieces) // 3
        end = time.process_time()
    count = len(contents)
    return _Ours(
        Compared("kgbuild: tell, N-Quads", count, made, end - read),
        Compared("kgbuild: read, tell, N-Quads", count, made, end - start),
    )


def _our_tables(contents: Sequence[bytes]) -> Compared:
    with uncollected():
        start = time.process_time()
        text = io.StringIO()
        sites, outcomes = csv.writer(text), csv.writer(text)
        made = 0
        for content in contents:
            study = CTGOV_V2.read(content, name="a").study
            if study is not None:
                made += _tables_of(study, sites, outcomes)
        seconds = time.process_time() - start
    return Compared(
        "kgbuild: read whole records, and from them tables of sites and outcomes", len(contents), made, seconds
    )


def _tables_of(study: Study, sites: "Writer", outcomes: "Writer") -> int:
    by_kind = (study.primary_outcomes, study.secondary_outcomes, study.other_outcomes)
    places = [(study.id, x.facility, x.city, x.state, x.postal_code, x.country, x.status) for x in study.sites]
    measures = [
        (study.id, kind, each.measure, each.time_frame, each.description)
        for kind, group in zip(_KINDS.values(), by_kind, strict=True)
        for each in group
    ]
    sites.writerows(places)
    outcomes.writerows(measures)
    return len(places) + len(measures)


def _floor(contents: Sequence[bytes]) -> Compared:
    """What no program that reads JSON in Python can do without: it shows how fast the machine was, too."""
    decode = msgspec.json.Decoder().decode
    with uncollected():
        start = time.process_time()
        for content in contents:
            decode(content)
        seconds = time.process_time() - start
    name = f"msgspec {version('msgspec')}: decode the JSON to Python values, no more (a row is a study)"
    return Compared(name, len(contents), len(contents), seconds)


def _of_triples(triples: Sequence[Triple]) -> Iterator[Compared]:
    for form, name in (("nquads", "N-Quads"), ("turtle", "Turtle")):
        built, written = by_rdflib(triples, form)
        both = built.seconds + written.seconds
        title = f"rdflib {version('rdflib')}: {name} ({built.seconds / both:.0%} of it to build the graph)"
        yield Compared(title, _SAMPLE, built.triples, both)
    name = f"pyoxigraph {version('pyoxigraph')}: objects, and N-Quads"
    yield _median(lambda: Compared(name, _SAMPLE, *by_pyoxigraph(triples)))


def _morph_kgc(contents: Sequence[bytes]) -> Compared:
    """Morph-KGC on flat facts; the triples must be ours, texts that are cleaned up apart."""
    made, lines = by_morph_kgc(contents)
    ours = {_plain(line) for content in contents for line in _flat_lines(content)}
    same = len(ours & {_plain(line.removesuffix(" .")) for line in lines})
    note = f"Of Morph-KGC's triples {same:,} are among our {len(ours):,} of the same seven properties."
    return Compared("Morph-KGC 2.10: seven flat properties alone", len(contents), made.triples, made.seconds, note)


def _duckdb(contents: Sequence[bytes]) -> Compared:
    """DuckDB on sites and outcomes; the rows must be ours, texts that are cleaned up apart."""
    made, rows = by_duckdb(contents)
    ours = _our_rows(contents)
    same = " and ".join(_same(table, rows[table], ours[table]) for table in rows)
    note = f"DuckDB makes {same}, white space apart."
    name = "DuckDB, one thread: tables of sites and outcomes alone, by SQL"
    return Compared(name, len(contents), made.triples, made.seconds, note)


def _same(table: str, theirs: Sequence[Row], ours: Sequence[Row]) -> str:
    same = len(_plain_rows(theirs) & _plain_rows(ours))
    return f"{len(theirs):,} {table} where our graph has {len(ours):,}, {same:,} of them with the same values"


def _our_rows(contents: Iterable[bytes]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"sites": [], "outcomes": []}
    for content in contents:
        study, nodes = "", defaultdict[str, dict[str, str]](dict)
        kinds = {}
        for subject, predicate, term in _triples(content):
            study = study or subject
            nodes[subject][predicate] = _value(term)
            if predicate in _KINDS:
                kinds[term] = _KINDS[predicate]
        id_ = _value(study)
        for node, said in nodes.items():
            if said.get(RDF_TYPE) == "StudySite":
                rows["sites"].append((id_, *(said.get(each, "") for each in _SITE)))
            elif node in kinds:
                rows["outcomes"].append((id_, kinds[node], *(said.get(each, "") for each in _OUTCOME)))
    return rows


def _value(term: str) -> str:
    """The text of a literal, the last name in an IRI."""
    return re.split("[/#]", term[1:-1])[-1] if term[0] == "<" else literal_parts(term)[0]


def _plain_rows(rows: Iterable[Row]) -> set[Row]:
    return {tuple(map(_plain, row)) for row in rows}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _flat_lines(content: bytes) -> Iterator[str]:
    properties = {f"<{_TERMS}title>", *(f"<{ONTOLOGY}{name}>" for name in FLAT)}
    rows = _triples(content)
    study = rows[0][0]
    for subject, predicate, term in rows:
        if predicate in properties and subject == study:
            yield f"{subject} {predicate} {term}"


def _triples(content: bytes) -> list[Triple]:
    reading = CTGOV_V2.read(content, name="a")
    if reading.study is None:
        return []
    return list(Teller(Minter())(reading.study, origin=reading.origin).triples())
