"""Prefixes shorten IRIs and give them back."""

import pytest

from kg.prefixes import VOCABULARIES, Prefixes
from kg.rdf.curies import compact, known_prefixes

PREFIXES = Prefixes({"obo": "http://o/", "doid": "http://o/DOID_", "": "http://e/#"})


@pytest.mark.parametrize(
    ("iri", "curie"),
    [
        ("http://o/DOID_1", "doid:1"),
        ("http://o/X_1", "obo:X_1"),
        ("http://e/#a/b", ":a/b"),
        ("http://o/a#b", "obo:a#b"),
    ],
)
def test_the_longest_namespace_shortens_and_gives_back(iri: str, curie: str) -> None:
    assert PREFIXES.compact(iri) == curie
    assert PREFIXES.expand(curie) == iri


@pytest.mark.parametrize("iri", ["http://o/", "http://x/1", ""])
def test_a_bare_namespace_and_an_unknown_one_have_no_curie(iri: str) -> None:
    assert PREFIXES.compact(iri) is None


def test_a_format_parts_an_iri_at_its_last_slash_or_hash() -> None:
    assert PREFIXES.split("http://o/DOID_1") == ("obo", "DOID_1")
    assert PREFIXES.split("http://o/a#b") is None


def test_no_prefixes_shorten_nothing() -> None:
    assert Prefixes({}).compact("http://o/1") is None
    assert Prefixes({}).expand("o:1") is None


@pytest.mark.parametrize("curie", ["MESH:D1", "mesh:D1", "Mesh:D1"])
def test_a_prefix_is_known_in_any_case(curie: str) -> None:
    assert VOCABULARIES.expand(curie) == "http://id.nlm.nih.gov/mesh/D1"
    assert VOCABULARIES.expand("D1") is None


def test_the_header_of_a_table_declares_prefixes() -> None:
    lines = ["#curie_map:\n", '#  a: "http://a/"\n', "#  b: http://b/\n", "a\tb: http://c/\n", "# title: none\n"]
    assert dict(Prefixes.declared(lines)) == {"a": "http://a/", "b": "http://b/"}


def test_people_read_short_iris() -> None:
    assert compact("https://w3id.org/kgbuild/id/study/X") == "study/X"
    assert compact("https://w3id.org/kgbuild/code/phase/PHASE2") == "phase:PHASE2"
    assert compact("http://nowhere/x") == "http://nowhere/x"
    assert known_prefixes()["cts"] == "https://w3id.org/kgbuild/shapes#"
