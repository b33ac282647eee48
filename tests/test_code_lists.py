"""Code lists are complete and tidy; alignments tie declared terms to those of others."""

import csv
import re
from collections.abc import Mapping
from functools import cache

import pytest
from rdflib import RDF, SKOS, Literal, URIRef

from .vocabulary import CODES, LISTS, ROOT, codes, declared, english, expanded, prefixes

NCIT = {"PHASE1": "C15600", "PHASE2": "C15601", "PHASE3": "C15602", "PHASE4": "C15603"}
"""The phases of the NCI Thesaurus: I, II, III, IV."""

each_list = pytest.mark.parametrize("name", LISTS)


@each_list
def test_a_code_list_is_one_scheme_with_label_and_definition(name: str) -> None:
    scheme = URIRef(CODES + name)
    assert list(codes(name).subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert english(codes(name), scheme, SKOS.prefLabel)
    assert (english(codes(name), scheme, SKOS.definition) or "").endswith(".")


@each_list
def test_codes_have_notation_label_and_scheme(name: str) -> None:
    scheme = URIRef(CODES + name)
    found = list(codes(name).subjects(RDF.type, SKOS.Concept))
    assert len(found) > 1
    for code in found:
        notation = codes(name).value(code, SKOS.notation, any=False)
        assert code == URIRef(f"{scheme}/{notation}")
        assert notation == Literal(str(notation))
        assert re.fullmatch("[A-Za-z][A-Za-z0-9_]*", str(notation))
        assert english(codes(name), code, SKOS.prefLabel)
        assert list(codes(name).objects(code, SKOS.inScheme)) == [scheme]


@each_list
def test_labels_of_a_list_are_unique(name: str) -> None:
    found = list(codes(name).subjects(RDF.type, SKOS.Concept))
    assert len({english(codes(name), code, SKOS.prefLabel) for code in found}) == len(found)


def test_phases_are_matched_to_the_nci_thesaurus() -> None:
    matches = {
        str(code).rpartition("/")[2]: str(match).rpartition("_")[2]
        for code, match in codes("phase").subject_objects(SKOS.exactMatch)
        if "NCIT" in str(match)
    }
    assert matches == NCIT


def test_no_two_codes_of_a_list_match_one_term_exactly() -> None:
    for name in LISTS:
        matched = list(codes(name).objects(None, SKOS.exactMatch))
        assert len(set(matched)) == len(matched), name


# Alignments


@cache
def alignments() -> tuple[Mapping[str, str], tuple[Mapping[str, str], ...]]:
    """The prefixes of the alignment file, and its rows."""
    text = (ROOT / "ontology" / "alignments.sssom.tsv").read_text(encoding="utf-8")
    head = [line.removeprefix("#") for line in text.splitlines() if line.startswith("#")]
    body = [line for line in text.splitlines() if not line.startswith("#")]
    found = dict(line.split(": ") for line in head if line.startswith("  "))
    return {name.strip(): iri for name, iri in found.items()}, tuple(csv.DictReader(body, delimiter="\t"))


def test_alignments_have_the_columns_that_sssom_asks_for() -> None:
    _, rows = alignments()
    assert len(rows) >= 14
    required = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
    assert [row for row in rows if not required <= row.keys() or None in row or not all(row.values())] == []


def test_alignments_tie_declared_terms_by_matches() -> None:
    known, rows = alignments()
    used = {row[name].partition(":")[0] for row in rows for name in row if name.endswith("_id")}
    assert used | {"semapv"} == set(known)
    assert {name: iri for name, iri in known.items() if prefixes().get(name, iri) != iri} == {}
    assert {row["subject_id"] for row in rows if expanded(row["subject_id"]) not in declared()} == set()
    assert {row["predicate_id"] for row in rows} <= {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch"}
    assert {row["mapping_justification"].partition(":")[0] for row in rows} == {"semapv"}


def test_alignments_are_sorted_and_unique() -> None:
    _, rows = alignments()
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows]
    assert keys == sorted(set(keys))
