"""Code lists are complete and tidy; alignments tie declared terms to those of others."""

import csv
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from kg.version import __version__

from .vocabulary import CODES, LISTS, ROOT, codes, declared, english, expanded, ontology, prefixes

NCIT = {"PHASE1": "C15600", "PHASE2": "C15601", "PHASE3": "C15602", "PHASE4": "C15603"}
"""The phases of the NCI Thesaurus: I, II, III, IV."""

each_list = pytest.mark.parametrize("name", LISTS)


@each_list
def test_a_code_list_is_one_scheme_with_label_and_definition(name: str) -> None:
    scheme = URIRef(CODES + name)
    assert list(codes(name).subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert english(codes(name), scheme, SKOS.prefLabel)
    assert (english(codes(name), scheme, SKOS.definition) or "").endswith(".")
    assert (
        english(codes(name), scheme, DCTERMS.title)
        == f"kgbuild code list: {english(codes(name), scheme, SKOS.prefLabel)}"
    )
    assert codes(name).value(scheme, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


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
        assert (english(codes(name), code, SKOS.definition) or "").endswith("."), code
        assert list(codes(name).objects(code, SKOS.inScheme)) == [scheme]


@each_list
def test_a_scheme_and_its_codes_name_each_other(name: str) -> None:
    """No list has levels, so that each code is a top concept."""
    scheme = URIRef(CODES + name)
    found = set(codes(name).subjects(RDF.type, SKOS.Concept))
    assert set(codes(name).objects(scheme, SKOS.hasTopConcept)) == found
    assert set(codes(name).subject_objects(SKOS.topConceptOf)) == {(code, scheme) for code in found}


@each_list
def test_labels_and_definitions_of_a_list_are_unique(name: str) -> None:
    found = list(codes(name).subjects(RDF.type, SKOS.Concept))
    for predicate in (SKOS.prefLabel, SKOS.definition):
        assert len({english(codes(name), code, predicate) for code in found}) == len(found)


FORMS = (
    r"http://purl[.]obolibrary[.]org/obo/(NCIT_C[0-9]+|(CTO|OBI|STATO)_[0-9]{7})",
    r"http://hl7[.]org/fhir/research-study-(arm-type|party-role|party-organization-type|phase|prim-purp-type|status)#[a-z1-4-]+",
    r"https://schema[.]org/[A-Z][A-Za-z]+",
)
"""The IRIs that codes are matched to; of a code of FHIR the code system and, behind `#`, the code."""
KINDS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)


@each_list
def test_codes_are_matched_to_terms_of_known_form_and_to_each_in_one_way(name: str) -> None:
    matches = [(code, target) for kind in KINDS for code, target in codes(name).subject_objects(kind)]
    assert len(set(matches)) == len(matches)
    assert [each for _, each in matches if not any(re.fullmatch(form, str(each)) for form in FORMS)] == []


NAMED = re.compile(r"skos:[a-z]+Match obo:(\w+) [.]  # (.+)")


def test_a_target_whose_name_stands_beside_it_has_one_name() -> None:
    texts = [(ROOT / "ontology" / "codes" / f"{name}.ttl").read_text(encoding="utf-8") for name in LISTS]
    named = {pair for text in texts for pair in NAMED.findall(text)}
    assert len(named) > 30
    assert len({target for target, _ in named}) == len(named)


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


REQUIRED = (
    *("subject_id", "subject_label", "subject_type", "predicate_id", "object_id", "object_label", "object_type"),
    *("mapping_justification", "author_id", "author_label", "mapping_date"),
    *("subject_source", "subject_source_version", "object_source"),
)
UNVERSIONED = "wikidata:wiki/Wikidata:Main_Page"
"""The only source without versions."""
PROPERTIES = {"owl object property", "owl data property", "rdf property"}
CLASSES = {"owl class", "rdfs class"}
SUBJECT_TYPES = {
    OWL.Class: "owl class",
    OWL.ObjectProperty: "owl object property",
    OWL.DatatypeProperty: "owl data property",
}


def test_alignments_fill_the_columns_of_sssom() -> None:
    _, rows = alignments()
    assert len(rows) > 70
    assert [row for row in rows if None in row or not all(row[name] for name in REQUIRED)] == []
    assert {row["object_source"] for row in rows if not row["object_source_version"]} == {UNVERSIONED}


def test_alignments_tie_declared_terms_by_matches() -> None:
    known, rows = alignments()
    columns = [name for name in REQUIRED if name.endswith(("_id", "_source"))] + ["mapping_justification"]
    assert {row[name].partition(":")[0] for row in rows for name in columns} == set(known)
    assert {name: iri for name, iri in known.items() if prefixes().get(name, iri) != iri} == {}
    assert {row["subject_id"] for row in rows if expanded(row["subject_id"]) not in declared()} == set()
    matches = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow")}
    assert {row["predicate_id"] for row in rows} <= matches
    assert {row["mapping_justification"].partition(":")[0] for row in rows} == {"semapv"}


def test_alignments_tie_classes_to_classes_and_properties_to_properties() -> None:
    _, rows = alignments()
    for row in rows:
        kinds = set(ontology().objects(expanded(row["subject_id"]), RDF.type))
        assert [name for kind, name in SUBJECT_TYPES.items() if kind in kinds] == [row["subject_type"]], row
        assert {row["subject_type"], row["object_type"]} <= CLASSES or {
            row["subject_type"],
            row["object_type"],
        } <= PROPERTIES, row


def test_the_subjects_of_alignments_have_the_labels_and_the_version_of_the_ontology() -> None:
    _, rows = alignments()
    for row in rows:
        assert row["subject_label"] == english(ontology(), expanded(row["subject_id"]), RDFS.label)
        assert (row["subject_source"], row["subject_source_version"]) == ("w3id:kgbuild/ontology", __version__)


def test_an_object_has_one_label_and_one_kind() -> None:
    _, rows = alignments()
    said = {(row["object_id"], row["object_label"], row["object_type"]) for row in rows}
    assert len(said) == len({row["object_id"] for row in rows})
    assert [
        label for iri, label, _ in said if iri.startswith("ResearchStudy:") and label != iri.replace(":", ".")
    ] == []


@pytest.mark.slow
def test_tools_of_sssom_find_the_alignments_valid() -> None:
    pytest.importorskip("sssom")
    program = Path(sys.executable).parent / "sssom"
    table = ROOT / "ontology" / "alignments.sssom.tsv"
    done = subprocess.run([program, "validate", table], capture_output=True, check=False, timeout=600, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert "not well-formed" not in done.stderr + done.stdout


def test_alignments_are_sorted_and_unique() -> None:
    _, rows = alignments()
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows]
    assert keys == sorted(set(keys))
