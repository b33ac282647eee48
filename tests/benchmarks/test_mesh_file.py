"""MeSH as the benchmarks read it."""

import gzip
from pathlib import Path

from tests.benchmarks.mesh_file import MeshTree, mesh_terms

DESCRIPTORS = """<?xml version="1.0"?>
<DescriptorRecordSet>
<DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>Neoplasms</String></DescriptorName>
<TreeNumberList><TreeNumber>C04</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>Tumors</String></Term><Term><String>Neoplasms</String></Term></TermList>
</Concept></ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D2</DescriptorUI><DescriptorName><String>Breast Diseases</String></DescriptorName>
<TreeNumberList><TreeNumber>C17.800</TreeNumber></TreeNumberList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D3</DescriptorUI><DescriptorName><String>Breast Neoplasms</String></DescriptorName>
<TreeNumberList><TreeNumber>C04.588</TreeNumber><TreeNumber>C17.800.090</TreeNumber></TreeNumberList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D4</DescriptorUI><DescriptorName><String>Mastectomy</String></DescriptorName>
<TreeNumberList><TreeNumber>E04.466</TreeNumber></TreeNumberList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D5</DescriptorUI><DescriptorName><String>C04 of another</String></DescriptorName>
<TreeNumberList><TreeNumber>C04.5</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>"""
SUPPLEMENTS = """<?xml version="1.0"?>
<SupplementalRecordSet>
<SupplementalRecord SCRClass="1"><SupplementalRecordUI>C1</SupplementalRecordUI>
<SupplementalRecordName><String>madeupmab</String></SupplementalRecordName></SupplementalRecord>
<SupplementalRecord SCRClass="3"><SupplementalRecordUI>C2</SupplementalRecordUI>
<SupplementalRecordName><String>Made-up Syndrome</String></SupplementalRecordName></SupplementalRecord>
</SupplementalRecordSet>"""
FILES = ("descriptors.xml.gz", "supplements.xml.gz")
MESH = "http://id.nlm.nih.gov/mesh/"


def _written(folder: Path) -> Path:
    (folder / "vocab").mkdir()
    for name, text in zip(FILES, (DESCRIPTORS, SUPPLEMENTS), strict=True):
        (folder / "vocab" / name).write_bytes(gzip.compress(text.encode()))
    return folder


def test_terms_have_their_other_names_and_the_kinds_of_their_branches(tmp_path: Path) -> None:
    terms = {term.iri.removeprefix(MESH): term for term in mesh_terms(_written(tmp_path), FILES)}
    assert terms["D1"].names == ("Tumors",)
    assert terms["D3"].numbers == ("C04.588", "C17.800.090")
    kinds = {"D1": ("condition",), "D4": ("treatment",), "C1": ("treatment",), "C2": ("condition",)}
    assert {iri: terms[iri].kinds for iri in kinds} == kinds


def test_a_term_stands_below_others_by_each_of_its_numbers_and_not_by_the_digits_alone(tmp_path: Path) -> None:
    tree = MeshTree(mesh_terms(_written(tmp_path), FILES))
    assert tree.above([f"{MESH}D3"]) == {f"{MESH}D1", f"{MESH}D2"}
    assert tree.above([f"{MESH}D1", f"{MESH}C1", f"{MESH}unknown"]) == frozenset()
