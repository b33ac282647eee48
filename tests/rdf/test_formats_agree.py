"""Every format holds the same triples, told by independent parsers; the same input gives the same bytes."""

import json
import warnings
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

import kg
from kg.iris import BASE, Minter
from kg.pipeline.graph.build import GraphBuilder
from kg.rdf import Format, open_writer, parse, shipped_context, shipped_definitions
from kg.record import Origin, Study
from kg.statements import Teller, describe
from tests.effort import examples
from tests.strategies import origins, studies

Record = tuple[Study, Origin, bool]
records = st.lists(
    st.tuples(studies, origins, st.booleans()), min_size=1, max_size=3, unique_by=lambda each: each[0].id
)
HASH_BASE = "https://example.org/graph#"


def written(held: list[Record], form: Format, base: str = BASE) -> bytes:
    stream = BytesIO()
    writer = open_writer(form, stream, context=shipped_context(), base=base, definitions=shipped_definitions())
    builder = GraphBuilder(mint=Minter(base), writers=(writer,))
    for study, origin, leading in held:
        builder.add(study, origin, leading=leading)
    builder.finish(as_of=datetime(2026, 1, 1, tzinfo=UTC), versions=("kgbuild test",))
    return stream.getvalue()


def oxigraph(content: bytes, form: Format) -> set[str]:
    quads = parse(content, form, name="x", definitions=shipped_definitions())
    return {f"{subject} {predicate} {term} ." for subject, predicate, term, _ in quads}


def in_rdflib(content: bytes, name: str) -> set[str]:
    """Without rdflib's own rewriting of literals, which makes `+00:00` of `Z`."""
    graph = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=content, format=name)
        return {canonical(subject, predicate, term) for subject, predicate, term, _ in graph.quads()}


def canonical(subject: Any, predicate: Any, term: Any) -> str:
    if isinstance(term, rdflib.Literal):
        made: Any = pyoxigraph.Literal(
            str(term), datatype=pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
        )
    else:
        made = pyoxigraph.NamedNode(str(term))
    return f"<{subject}> <{predicate}> {made} ."


def in_pyld(document: Any) -> set[str]:
    """PyLD's N-Quads, read again by pyoxigraph, since the two escape differently."""
    text = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return {
        f"{q.subject} {q.predicate} {q.object} ." for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    }


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(records, st.sampled_from((BASE, HASH_BASE)))
def test_all_formats_hold_the_same_triples(held: list[Record], base: str) -> None:
    expected = oxigraph(written(held, Format.NTRIPLES, base), Format.NTRIPLES)
    for form in Format:
        assert oxigraph(written(held, form, base), form) == expected, form
    lines = written(held, Format.NTRIPLES, base).decode().split("\n")[:-1]
    assert sorted(lines) == sorted(expected), "our own N-Triples are canonical, and say nothing twice"


@pytest.mark.slow
@settings(max_examples=examples(25), deadline=None)
@given(records)
def test_independent_parsers_read_the_same_triples(held: list[Record]) -> None:
    expected = oxigraph(written(held, Format.NTRIPLES), Format.NTRIPLES)
    assert in_pyld(json.loads(written(held, Format.JSONLD))) == expected
    assert in_rdflib(written(held, Format.NQUADS), "nquads") == expected
    assert in_rdflib(written(held, Format.TURTLE), "turtle") == expected
    assert in_rdflib(written(held, Format.JSONLD), "json-ld") == expected


@settings(max_examples=examples(60), deadline=None)
@given(studies, origins, st.booleans())
def test_what_is_told_is_the_document_to_an_independent_jsonld_processor(
    study: Study, origin: Origin, leading: bool
) -> None:
    document = describe(study, origin=origin, mint=Minter(), leading=leading)
    told = Teller(Minter())(study, origin=origin, leading=leading)
    owned = [triple for each in told.graphs for triple in each.triples()]
    said = [" ".join(triple) + " ." for triple in (*owned, *told.shared_triples())]
    assert set(said) == in_pyld({"@context": {**shipped_definitions(), "@base": BASE}, **document})
    assert len(said) == len(set(said)), "nothing is said twice"


@pytest.mark.slow
@settings(max_examples=examples(30), deadline=None)
@given(records)
def test_same_records_give_the_same_bytes(held: list[Record]) -> None:
    for form in Format:
        assert written(held, form) == written(held, form)


@settings(max_examples=examples(30), deadline=None)
@given(records)
def test_another_order_gives_the_same_lines(held: list[Record]) -> None:
    lines = written(held, Format.NQUADS).split(b"\n")
    assert sorted(written(held[::-1], Format.NQUADS).split(b"\n")) == sorted(lines)


@settings(max_examples=examples(60), deadline=None)
@given(records)
def test_no_triple_stands_in_two_graphs(held: list[Record]) -> None:
    quads = list(parse(written(held, Format.NQUADS), Format.NQUADS, name="x", definitions={}))
    assert len({quad[:3] for quad in quads}) == len(quads)
    assert all(graph for *_, graph in quads), "nothing stands in the default graph"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ctgov-v2.zip", "ctgov-v1.zip", "ctgov-xml.zip", "pages", "seeds"])
def test_all_formats_hold_the_same_triples_of_all_real_records(name: str, data: Path, tmp_path: Path) -> None:
    """The N-Quads as they are told, and the same read back from JSON-LD and Turtle by pyoxigraph."""
    found = kg.ingest(data / name, link=False, jobs=1, as_of="2026-01-01")
    told: set[bytes] | None = None
    for form in (Format.NQUADS, Format.JSONLD, Format.TURTLE):
        path = tmp_path / f"graph.{form.value.extension}"
        found.write(path)
        held = {line.encode() for line in oxigraph(path.read_bytes(), form)}
        told = told or held
        assert held == told, form
