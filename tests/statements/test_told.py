"""What a record says, in pieces: every third is a predicate, and what a teller remembers makes no difference."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.iris import BASE, Minter
from kg.rdf import Told
from kg.rdf.bounded_caches import Limited, Memory
from kg.rdf.encoders import class_term, flag, number, text
from kg.rdf.terms import RDF_TYPE
from kg.rdf.told_counts import ToldCounts
from kg.rdf.void_counts import Counts
from kg.record import Arm, Organization, Origin, Study
from kg.statements import Teller
from kg.statements.supers import SUPER_CLASSES, types_of
from tests.effort import examples
from tests.strategies import origins, studies

ORIGIN = Origin(name="a", sha256="0" * 64, format="made-up")
HASH_BASE = "https://example.org/g#"


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(studies, origins), min_size=2, max_size=4), st.sampled_from((BASE, HASH_BASE)))
def test_one_teller_says_of_each_record_what_a_new_one_says(held: list[tuple[Study, Origin]], base: str) -> None:
    tell = Teller(Minter(base))
    for study, origin in held:
        assert tell(study, origin=origin) == Teller(Minter(base))(study, origin=origin)


@settings(max_examples=examples(60), deadline=None)
@given(studies, origins, st.booleans(), st.booleans())
def test_pieces_are_subject_predicate_and_object_by_turns(
    study: Study, origin: Origin, leading: bool, contacts: bool
) -> None:
    for told in Teller(Minter())(study, origin=origin, leading=leading, contacts=contacts).graphs:
        lines = told.quads.decode().split("\n")[:-1]
        assert lines == [f"{s} {p} {o}{told.end.decode()[:-1]}" for s, p, o in told.triples()]
        assert len(lines) == len(set(lines)), "nothing is said twice"
        assert [node for node, _ in told.nodes] == list(dict.fromkeys(node for node, _ in told.nodes))
        assert told.lines(b" .\n") == "".join(f"{s} {p} {o} .\n" for s, p, o in told.triples()).encode()


@settings(max_examples=examples(60), deadline=None)
@given(studies, origins, st.booleans())
def test_no_node_stands_in_the_graph_of_a_record_and_in_that_of_its_results(
    study: Study, origin: Origin, leading: bool
) -> None:
    told = Teller(Minter())(study, origin=origin, leading=leading)
    assert (told.results is None) is (study.results is None)
    if told.results:
        assert told.results.graph == f"{told.graph[:-1]}/results>"
        assert not {node for node, _ in told.nodes} & {node for node, _ in told.results.nodes}
        assert set(told.results.shared) <= set(told.shared)
    without = Teller(Minter(), results=False)(study, origin=origin, leading=leading)
    assert without == Teller(Minter())(replace(study, results=None), origin=origin, leading=leading)


@settings(max_examples=examples(60), deadline=None)
@given(studies, origins, st.booleans())
def test_each_node_is_of_all_super_classes_of_its_classes(study: Study, origin: Origin, leading: bool) -> None:
    told = Teller(Minter())(study, origin=origin, leading=leading, contacts=True)
    classes: dict[str, set[bytes]] = {}
    for subject, predicate, term in (*told.triples(), *told.shared_triples()):
        if predicate == RDF_TYPE:
            classes.setdefault(subject, set()).add(term.encode())
    wider = {class_term(name): {*map(class_term, types_of(name))} for name in SUPER_CLASSES}
    for told_of in classes.values():
        assert told_of == told_of.union(*(wider.get(each, set()) for each in told_of))


@settings(max_examples=examples(60), deadline=None)
@given(studies, origins)
def test_counts_of_pieces_are_those_of_the_triples(study: Study, origin: Origin) -> None:
    told = Teller(Minter())(study, origin=origin)
    by_pieces, by_triples = ToldCounts(), Counts()
    by_pieces.add(told)
    for each in told.graphs:
        by_triples.add(each.triples())
    assert by_pieces.counts() == by_triples


def test_a_shared_node_that_says_something_new_is_said_again() -> None:
    tell = Teller(Minter())

    def said(*names: str) -> list[str]:
        study = Study(id="NCT1", publisher="ctgov", collaborators=tuple(Organization(name=name) for name in names))
        told: Told = tell(study, origin=ORIGIN)
        return [term for _, predicate, term in told.shared_triples() if predicate.endswith("/name>")]

    assert said("ACME") == ['"ACME"']
    assert said("Acme", "ACME") == ['"Acme"', '"ACME"']
    assert said("Acme") == ['"Acme"']


def test_a_text_with_control_characters_is_written_as_n_triples_ask() -> None:
    study = Study(id="NCT1", publisher="ctgov", title="a\tb\x7f\x01\ufffe", arms=(Arm(label="x\u2028y"),))
    written = Teller(Minter())(study, origin=ORIGIN).quads.decode()
    assert '"a\\tb\\u007F\\u0001\\uFFFE"' in written
    assert '"x\u2028y"' in written


def test_true_is_no_number() -> None:
    assert (flag(True), number(1), text("1")) == (
        b'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        b'"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
        b'"1"',
    )


def test_a_memory_is_emptied_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.rdf.bounded_caches._LIMIT", 3)
    made: list[int] = []

    def square(number: int) -> int:
        made.append(number)
        return number**2

    squares = Memory(square)
    assert [squares[number] for number in (1, 2, 3, 1, 2, 4, 1)] == [1, 4, 9, 1, 4, 16, 1]
    assert made == [1, 2, 3, 4, 1]
    assert squares == {4: 16, 1: 1}


def test_a_limited_dictionary_never_grows_beyond_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.rdf.bounded_caches._LIMIT", 2)
    held: Limited[str, int] = Limited()
    assert [held.keep(letter, number) for number, letter in enumerate("abc")] == [0, 1, 2]
    assert held == {"c": 2}
