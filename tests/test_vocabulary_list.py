"""The one table of vocabularies: its rows hold together, and what repeats it elsewhere says the same."""

import re
from pathlib import Path

import pytest

from kg.linking.vocabularies.catalogue import READERS
from kg.prefixes import VOCABULARIES as PREFIXES
from kg.rdf.void_counts import vocabulary_of
from kg.vocabulary_list import INSTALLABLE, OBO, VOCABULARIES, Vocabulary, obo_iri, term_iri, vocabulary_of_prefix

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("each", VOCABULARIES, ids=lambda each: each.prefix)
def test_a_curie_becomes_an_iri_and_back_and_links_to_it_are_counted(each: Vocabulary) -> None:
    iri = each.namespace + each.example
    assert term_iri(f"{each.prefix}:{each.example}") == term_iri(f"{each.prefix.upper()}:{each.example}") == iri
    assert PREFIXES.compact(iri) == f"{each.prefix}:{each.example}"
    assert vocabulary_of(f"<{iri}>".encode()) == each.prefix
    assert all(vocabulary_of_prefix(alias) is each for alias in each.aliases)


def test_no_prefix_and_no_namespace_stands_twice() -> None:
    names = [name for each in VOCABULARIES for name in (each.prefix, *each.aliases)]
    assert len(names) == len(set(names))
    assert len({each.namespace for each in VOCABULARIES}) == len(VOCABULARIES)


@pytest.mark.parametrize("curie", ["mesh:C04.588", "mesh:741", "drugname:1", "chebi:", "D000741", "", "doid:x"])
def test_what_is_no_id_has_no_iri(curie: str) -> None:
    assert term_iri(curie) is None


def test_the_rule_of_the_obo_format_holds_for_prefixes_that_are_not_in_the_table() -> None:
    assert obo_iri("XAO:0000115") == f"{OBO}XAO_0000115"
    assert obo_iri("mesh:741") is None
    assert obo_iri("part_of") is None


def test_the_rule_on_objects_of_matches_allows_the_terms_of_the_table_and_of_any_obo_ontology() -> None:
    forms = [f"{OBO}[A-Za-z]+_[0-9A-Za-z]+"]
    forms += [each.namespace + each.id.replace("(?:", "(") for each in VOCABULARIES if OBO not in each.namespace]
    forms += ["https://www.iso.org/obp/ui/#iso:code:3166:[A-Z]{2}"]
    bare = re.search(r'sh:pattern "\^\((http://purl.*)\)\$"', (ROOT / "shapes" / "mapping.ttl").read_text("utf-8"))
    assert bare is not None
    assert bare[1].replace("[.]", ".").split("|") == forms


def test_each_installable_vocabulary_is_read_by_readers_that_exist() -> None:
    used = {reader for each in INSTALLABLE.values() for _, reader in each.readers}
    assert used == set(READERS)
    assert {each.kind for each in INSTALLABLE.values()} == {"concept", "organization", "place"}
    assert all(each.licence and each.publisher.strip() == each.publisher for each in INSTALLABLE.values())
    assert all(bool(each.publisher) == bool(each.downloads) for each in INSTALLABLE.values())
