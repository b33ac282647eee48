"""Terms for adverse events: what is the same, what is wider, and what is no event at all."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.linking import Linker, SharedNode, event_matcher, phrases
from kg.linking.event_matcher import EVENT_KIND
from kg.linking.event_names import event_name
from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary
from kg.linking.lexicon import Lexicons
from kg.linking.same_names import normal_name
from kg.prefixes import MESH
from tests.growth import assert_linear

from .test_graph import AS_OF as SAME_TIME
from .test_graph import ROOT, direct, kgbuild

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"

AS_OF = "2026-01-01"
Found = tuple[str, str | None, str]


@pytest.fixture(scope="module")
def linker(builtin_mesh: Path) -> Iterator[Linker]:
    """With the MeSH that comes with the package alone."""
    found = Linker(builtin_mesh)
    yield found
    found.close()


def found(linker: Linker, term: str, kind: str = EVENT_KIND) -> list[Found]:
    """Predicate, label of the object and method of each match."""
    matches = linker.match(SharedNode("https://w3id.org/kgbuild/id/x", kind, term))
    return [(each.predicate.name, each.object_label, each.method.value) for each in matches]


@pytest.mark.parametrize(
    "term", ["Headache", "HEADACHE", "Headaches NEC", "Headache NOS", "Headache*", "Headache \u2020"]
)
def test_capitals_marks_and_what_says_no_more_are_no_part_of_the_name(linker: Linker, term: str) -> None:
    assert [each[:2] for each in found(linker, term)] == [("EXACT", "Headache")]


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("Diarrhoea", "Diarrhea"),
        ("Anaemia", "Anemia"),
        ("Oedema", "Edema"),
        ("Haemorrhoids", "Hemorrhoids"),
        ("Orthostatic hypotension", "Hypotension, Orthostatic"),
        ("Haemorrhage intracranial", "Intracranial Hemorrhages"),
        ("Gastrooesophageal reflux disease", "Gastroesophageal Reflux"),
        ("Goitre", "Goiter"),
        ("Pyrexia", "Fever"),
        ("Abortion induced", "Abortion, Induced"),
        ("Myalgia (muscle pain)", "Myalgia"),
        ("Urinary tract infection (UTI)", "Urinary Tract Infections"),
    ],
)
def test_the_same_by_any_spelling_and_order(linker: Linker, term: str, label: str) -> None:
    assert [each[:2] for each in found(linker, term)] == [("EXACT", label)]


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("Gastritis erosive", "Gastritis"),
        ("Upper respiratory tract infection", "Respiratory Tract Infections"),
        ("Presyncope", "Syncope"),
        ("Wheezing", "Respiratory Sounds"),
        ("Oedema peripheral", "Edema"),
        ("Anaemia - Grade 3", "Anemia"),
        ("Worsening constipation", "Constipation"),
        ("Cardiac disorders - Other, specify", "Heart Diseases"),
        ("Paresthesia (left ear)", "Paresthesia"),
        ("Anemia (low hemoglobin)", "Anemia"),
        ("Upper Respirtory Infection", "Respiratory Tract Infections"),
        ("Adenocarcinoma of colon", "Colonic Neoplasms"),
        ("Oropharyngeal pain", "Pain"),
        ("Injection site swelling", "Injection Site Reaction"),
    ],
)
def test_a_case_of_what_a_term_means_is_a_broad_match(linker: Linker, term: str, label: str) -> None:
    assert [each[:2] for each in found(linker, term)] == [("BROAD", label)]


@pytest.mark.parametrize(
    "term",
    [
        *(
            "Alanine aminotransferase increased",
            "Blood creatinine increased",
            "C-reactive protein",
            "Prothrombin time (PT)",
        ),
        *("Libido decreased", "Sputum", "Skin", "Multiple systems", "Other, specify", "NOS", "*"),
        *("Influenza like illness", "SARS-CoV-2 test positive", "Electrocardiogram ST segment depression"),
        *("Inadequate analgesia", "Nightmare", "Something else"),
    ],
)
def test_what_is_measured_or_did_not_happen_is_no_event(linker: Linker, term: str) -> None:
    assert found(linker, term) == []


@pytest.mark.parametrize(
    ("term", "labels"),
    [
        ("Nausea/Vomiting", [("NARROW", "Nausea"), ("NARROW", "Vomiting")]),
        ("Rigors/chills", [("NARROW", "Chills")]),
        ("Sedation or fatigue", [("NARROW", "Fatigue")]),
        ("Pneumonitis/pulmonary infiltrates", [("NARROW", "Pneumonia")]),
        ("Cardiac ischemia/infarction", [("BROAD", "Infarction"), ("BROAD", "Ischemia")]),
        ("Hemorrhage/bleeding without grade 3 or 4 thrombocytopenia", [("BROAD", "Hemorrhage")]),
        ("Numbness/left side of face", [("BROAD", "Hypesthesia")]),
        ("RENAL/GENITOURINARY:: Proteinuria", [("BROAD", "Proteinuria")]),
        ("Hemorrhage/Bleeding - Other", [("BROAD", "Hemorrhage")]),
        ("Leukopenia with pneumonia", [("BROAD", "Leukopenia"), ("BROAD", "Pneumonia")]),
        ("Fever without neutropenia", [("BROAD", "Fever")]),
        ("Fever w/o neutropenia", [("BROAD", "Fever")]),
        ("Prostatic disorders (excl infections and inflammations)", [("BROAD", "Prostatic Diseases")]),
    ],
)
def test_of_several_things_either_both_or_one(linker: Linker, term: str, labels: list[tuple[str, str]]) -> None:
    assert sorted(each[:2] for each in found(linker, term)) == labels


def test_what_is_written_for_each_other_is_near_and_not_the_same(linker: Linker) -> None:
    assert found(linker, "Platelet count decreased") == [("CLOSE", "Thrombocytopenia", "PHRASE")]
    assert found(linker, "Anaesthesia") == [("CLOSE", "Hypesthesia", "PHRASE")]
    assert found(linker, "Cold") == [("CLOSE", "Common Cold", "PHRASE")]


_NUMBERED = re.compile(r'"(D[0-9]+)": \(.*?# ([^;\n]+)')


@pytest.mark.parametrize("module", [phrases, event_matcher])
def test_each_number_is_that_of_the_term_named_beside_it(module: ModuleType, builtin_mesh: Path) -> None:
    """A wrong number would lead to anything: that of Injection Site Reaction is not far from Satellite Imagery's."""
    rows = _NUMBERED.findall(Path(str(module.__file__)).read_text(encoding="utf-8"))
    lexicons = Lexicons(builtin_mesh)
    index = TermIndex(lexicons.of("concept"))
    wrong = {number: (label, known) for number, label in rows if (known := index.info(MESH + number).label) != label}
    lexicons.close()
    assert len(rows) >= 8
    assert wrong == {}


@pytest.mark.parametrize(
    ("term", "text", "case"),
    [
        ("Nausea*", "Nausea", False),
        ("Rash\u2020\u2021", "Rash", False),
        ("Infection, not otherwise specified", "Infection", False),
        ("Edema NOS", "Edema", False),
        ("Neutropenia Grade 3", "Neutropenia", True),
        ("Grade 3-4 nausea", "nausea", True),
        ("Asthma (Worsening)", "Asthma", True),
        ("Worsening of asthma", "asthma", True),
        ("Blood - Other (Specify, __)", "Blood", True),
        ("Infections and infestations - Other, specify", "Infections and infestations", True),
        ("Seizure(s)", "Seizures", False),
        ("Infection w/ neutropenia", "Infection with neutropenia", False),
        ("High-grade glioma", "High-grade glioma", False),
        ("Gradenigo syndrome", "Gradenigo syndrome", False),
        ("Diagnosis", "Diagnosis", False),
    ],
)
def test_what_is_no_part_of_a_name(term: str, text: str, case: bool) -> None:
    assert event_name(term) == (text, case)


@pytest.mark.parametrize("piece", [" ", "(", "[", "-", ",", "\t", "NOS, ", "specify ", "other, ", "grade 1-", "* ("])
def test_a_term_of_any_length_is_read_in_time_that_grows_with_it(piece: str) -> None:
    assert_linear(event_name, lambda size: piece * size + "x", size=1_000)
    assert_linear(event_name, lambda size: f"specify{piece * size}) x", size=1_000)


HPO = """format-version: 1.2

[Term]
id: HP:0012398
name: Peripheral edema
synonym: "Peripheral oedema" EXACT []

[Term]
id: HP:0001945
name: Fever
synonym: "Pyrexia" EXACT []
xref: MSH:D005334

[Term]
id: HP:0000819
name: Diabetes mellitus
synonym: "Type 1 diabetes" EXACT []
xref: MSH:D003922
"""


@pytest.fixture(scope="module")
def with_phenotypes(builtin_mesh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linker]:
    """MeSH, and three terms of the Human Phenotype Ontology as its publisher writes them."""
    folder = tmp_path_factory.mktemp("with-phenotypes")
    for path in builtin_mesh.iterdir():
        (folder / path.name).symlink_to(path)
    file = tmp_path_factory.mktemp("files") / "hp.obo"
    file.write_text(HPO, encoding="utf-8")
    build_vocabulary(folder, "hp", [file], built=AS_OF)
    linker = Linker(folder)
    yield linker
    linker.close()


def test_phenotypes_count_where_they_are_installed(with_phenotypes: Linker) -> None:
    def objects(term: str) -> list[tuple[str, str]]:
        matches = with_phenotypes.match(SharedNode("https://w3id.org/kgbuild/id/x", EVENT_KIND, term))
        return [(each.predicate.name, each.object.rpartition("/")[2]) for each in matches]

    assert objects("Oedema peripheral") == [("EXACT", "HP_0012398"), ("BROAD", "D004487")]
    assert objects("Pyrexia") == [("EXACT", "D005334"), ("EXACT", "HP_0001945")]
    assert objects("Type 1 diabetes mellitus") == [("EXACT", "D003922")], "a reference alone does not make it the same"


def test_a_match_of_a_condition_stays_as_it_was(linker: Linker) -> None:
    assert found(linker, "Presyncope", "condition") == [("EXACT", "Syncope", "SYNONYM")]


# As users meet it


@pytest.fixture(scope="module")
def prepared(builtin_mesh: Path, cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon in which nothing is left to be compiled."""
    folder = tmp_path_factory.mktemp("prepared")
    for path in (*builtin_mesh.iterdir(), cities):
        (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="module")
def graph(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "mint.nq"
    kgbuild("ingest", EXAMPLE, "-o", path, *SAME_TIME, lexicon=prepared)
    return path


def of_terms(path: Path) -> set[tuple[str, str, str]]:
    begin = f"{EVENT_KIND}/"
    return {(node.removeprefix(begin), link, term) for node, link, term in direct(path) if node.startswith(begin)}


LINKED = {
    ("asthma", "exactMatch", f"{MESH}D001249"),
    ("nausea", "exactMatch", f"{MESH}D009325"),
    ("skin-rash", "exactMatch", f"{MESH}D005076"),
}


def test_terms_are_linked_while_a_graph_is_built_and_again(graph: Path, prepared: Path, tmp_path: Path) -> None:
    assert of_terms(graph) == LINKED
    bare = tmp_path / "bare.nq"
    kgbuild("ingest", EXAMPLE, "-o", bare, "--no-link", *SAME_TIME, lexicon=prepared)
    assert of_terms(bare) == set()
    done = kgbuild("link", bare, lexicon=prepared)
    assert "3 of 3 adverse-event terms" in done.stderr
    assert bare.read_bytes() == graph.read_bytes()


def test_a_graph_with_linked_terms_conforms(graph: Path, prepared: Path) -> None:
    said = json.loads(kgbuild("validate", graph, "--json", lexicon=prepared).stdout.splitlines()[-1])
    assert said["findings"]["violation"] == 0


def test_without_results_nothing_is_said_of_terms(prepared: Path, tmp_path: Path) -> None:
    path = tmp_path / "without.nq"
    kgbuild("ingest", EXAMPLE, "-o", path, "--no-results", *SAME_TIME, lexicon=prepared)
    assert EVENT_KIND not in path.read_text(encoding="utf-8")
    assert "AdverseEventTerm" not in (tmp_path / "without.nq.void.ttl").read_text(encoding="utf-8")


def test_coverage_counts_terms_and_their_mentions(graph: Path, prepared: Path) -> None:
    done = kgbuild("coverage", graph, "--format", "json", lexicon=prepared)
    found = next(each for each in json.loads(done.stdout)["kinds"] if each["kind"] == EVENT_KIND)
    assert (found["labels"], found["mentions"]) == (3, 4)


def test_what_a_curator_decides_of_a_term_holds(graph: Path, prepared: Path, tmp_path: Path) -> None:
    path, sheet = tmp_path / "mint.nq", tmp_path / "sheet.tsv"
    shutil.copy(graph, path)
    row = ("kgb:adverse-event-term/nausea", "skos:closeMatch", "mesh:D014839", "semapv:ManualMappingCuration")
    head = ("subject_id", "predicate_id", "object_id", "mapping_justification")
    sheet.write_text("\t".join(head) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    kgbuild("link", path, "--mappings", sheet, lexicon=prepared)
    curated = ("nausea", "closeMatch", f"{MESH}D014839")
    assert of_terms(path) == {*(each for each in LINKED if each[0] != "nausea"), curated}


def test_spellings_of_one_term_are_one_name() -> None:
    names = ("Oedema peripheral", "Peripheral edema", "PERIPHERAL OEDEMA*")
    assert {normal_name(name, EVENT_KIND) for name in names} == {"edema peripheral"}
    assert normal_name("Neutrophil count decreased", EVENT_KIND) != normal_name(
        "Neutrophil count increased", EVENT_KIND
    )
