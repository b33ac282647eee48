"""What a walk remembers makes no difference to what it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import describe
from kg.iris import BASE, Minter
from kg.rdf import Walk, shipped_context
from kg.rdf.bounded_caches import Limited, Memory
from kg.rdf.terms import RDF_TYPE
from kg.record import Origin, Study
from tests.effort import examples
from tests.strategies import origins, studies

ONTOLOGY = "https://w3id.org/kgbuild/ontology#"


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(studies, origins), min_size=2, max_size=4), st.sampled_from((BASE, "https://example.org/g#")))
def test_one_walk_says_of_each_document_what_a_new_one_says(held: list[tuple[Study, Origin]], base: str) -> None:
    walk = Walk(shipped_context(), base)
    for study, origin in held:
        document = describe(study, origin=origin, mint=Minter(base))
        assert walk(document) == Walk(shipped_context(), base)(document)


def test_a_shared_node_that_says_something_new_is_walked_again() -> None:
    walk = Walk(shipped_context(), BASE)
    subject, name = f"<{BASE}condition/asthma>", "<https://schema.org/name>"
    kind = (subject, RDF_TYPE, f"<{ONTOLOGY}Condition>")
    condition = {"@id": "condition/asthma", "@type": ["Condition"], "name": "asthma"}
    document = {"@id": "study/NCT1", "@type": ["Study"], "condition": [condition]}
    assert walk(document).shared == [kind, (subject, name, '"asthma"')]
    condition["name"] = "Asthma"
    assert walk(document).shared == [kind, (subject, name, '"Asthma"')]
    assert walk(document).shared == [kind, (subject, name, '"Asthma"')]


def test_a_node_that_stands_whole_in_a_shared_one_is_never_forgotten() -> None:
    walk = Walk(shipped_context(), BASE)
    country = {"@id": "country/NO", "@type": ["Country"], "name": "Norway"}
    place = {"@id": "place/NO/_/oslo", "@type": ["Place"], "containedInPlace": country}
    document = {"@id": "study/NCT1", "@type": ["Study"], "site": [{"@id": "study/NCT1/site/1", "place": place}]}
    first, second = walk(document), walk(document)
    assert first == second
    assert (f"<{BASE}country/NO>", "<https://schema.org/name>", '"Norway"') in second.shared


def test_true_is_no_number() -> None:
    document = {"@id": "study/NCT1", "hasResults": True, "enrollment": 1, "hasExpandedAccess": False}
    terms = [term for _, _, term in Walk(shipped_context(), BASE)(document).owned]
    assert [term.split("#")[-1] for term in terms] == ["boolean>", "integer>", "boolean>"]
    assert [term.split('"')[1] for term in terms] == ["true", "1", "false"]


@pytest.mark.parametrize("value", [1.5, None, b"x"])
def test_what_no_document_holds_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=f"a document holds no {type(value).__name__}"):
        Walk(shipped_context(), BASE)({"@id": "study/NCT1", "enrollment": value})


def test_a_term_outside_the_context_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        Walk(shipped_context(), BASE)({"@id": "study/NCT1", "colour": "red"})


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
