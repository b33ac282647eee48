"""A match leads further: to the terms that other vocabularies call the same, and to the headings of a supplement."""

from pathlib import Path

import pytest

from kg.linking.counterparts import with_counterparts
from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary
from kg.linking.lexicon import BUILTIN_MESH, Lexicons, path_of
from kg.linking.linker import Linker, SharedNode
from kg.linking.match import Match, Method, Predicate

from . import made_up
from .conftest import AS_OF, VOCABULARIES

MESH = "http://id.nlm.nih.gov/mesh/"
OBO = "http://purl.obolibrary.org/obo/"

TABLE = """#curie_map:
#  drugname: "https://example.org/drug-name/"
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence
mesh:D008687\tMetformin\tskos:exactMatch\tchebi:6801\tmetformin\tsemapv:ManualMappingCuration\t0.8
mesh:D008687\tMetformin\tskos:exactMatch\trxnorm:6809\tmetformin\tsemapv:ManualMappingCuration\t
drugname:7\tDIAMAKE\tskos:exactMatch\tmesh:D008687\tMetformin\tsemapv:LexicalMatching\t
mesh:D001943\tBreast Neoplasms\tskos:exactMatch\tncit:C9335\tBreast Neoplasm\tsemapv:ManualMappingCuration\t
mesh:D001943\tBreast Neoplasms\tskos:exactMatch\tncit:C4872\tBreast Carcinoma\tsemapv:ManualMappingCuration\t
"""
ONTOLOGY = """format-version: 1.2

[Term]
id: DOID:12449
name: aplastic anemia
xref: MESH:D000741

[Term]
id: DOID:7148
name: joint fever of make-believe
xref: MESH:D001172

[Term]
id: HP:0001370
name: Multiple Sclerosis
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    folder = tmp_path_factory.mktemp("counterparts")
    files = (
        ("mesh", "desc.xml", made_up.mesh_xml()),
        ("mesh-supplements", "supp.xml", made_up.SUPPLEMENTS.encode()),
        ("sssom", "table.sssom.tsv", TABLE.encode()),
        ("obo", "ontology.obo", ONTOLOGY.encode()),
    )
    for kind, name, content in files:
        path = folder / name
        path.write_bytes(content)
        build_vocabulary(folder, kind, [path], built=AS_OF)
    return Linker(folder)


def found(linker: Linker, kind: str, label: str) -> list[tuple[str, str, str, float]]:
    matches = linker.match(SharedNode("x", kind, label))
    return [(each.object, each.predicate.name, each.method.name, each.confidence) for each in matches]


def test_a_treatment_gets_the_identifiers_that_tables_call_the_same_with_the_product_of_confidences(
    linker: Linker,
) -> None:
    mesh, rxnorm, chebi = linker.match(SharedNode("x", "treatment", "Metformin"))
    assert (mesh.object, mesh.method) == (f"{MESH}D008687", Method.PREFERRED_LABEL)
    assert (rxnorm.object, rxnorm.object_label) == ("http://purl.bioontology.org/ontology/RXNORM/6809", "metformin")
    assert (rxnorm.confidence, chebi.confidence) == (mesh.confidence, round(mesh.confidence * 0.8, 2))
    assert chebi.object == f"{OBO}CHEBI_6801"
    assert {each.predicate for each in (rxnorm, chebi)} == {Predicate.EXACT}
    assert {each.source for each in (rxnorm, chebi)} == {"table"}
    assert {each.justification.rpartition("/")[2] for each in (rxnorm, chebi)} == {"MappingChaining"}


def test_the_number_of_a_row_is_never_an_identifier(linker: Linker) -> None:
    by_name = found(linker, "treatment", "Diamake")
    assert by_name[0][:3] == (f"{MESH}D008687", "EXACT", "MAPPED_LABEL")
    assert {each[0] for each in by_name[1:]} == {
        f"{OBO}CHEBI_6801",
        "http://purl.bioontology.org/ontology/RXNORM/6809",
    }


def test_of_several_terms_of_one_vocabulary_none_is_exact_nor_likely_if_none_bears_the_name(linker: Linker) -> None:
    first, *further = found(linker, "condition", "Breast Cancer")
    assert {each[3] for each in further} == {round(first[3] / 2, 2)}
    assert [each[:3] for each in further] == [
        (f"{OBO}NCIT_C4872", "CLOSE", "COUNTERPART"),
        (f"{OBO}NCIT_C9335", "CLOSE", "COUNTERPART"),
    ]


def test_of_several_terms_of_one_vocabulary_the_one_that_bears_the_name_is_meant(linker: Linker) -> None:
    assert [each[:3] for each in found(linker, "condition", "Breast Neoplasms")] == [
        (f"{MESH}D001943", "EXACT", "PREFERRED_LABEL"),
        (f"{OBO}NCIT_C9335", "EXACT", "COUNTERPART"),
    ]


def test_a_cross_reference_that_shares_a_name_is_exact_and_another_is_close(linker: Linker) -> None:
    shared = found(linker, "condition", "Aplastic Anaemia")
    assert [each[:3] for each in shared] == [
        (f"{MESH}D000741", "EXACT", "PREFERRED_LABEL"),
        (f"{OBO}DOID_12449", "EXACT", "COUNTERPART"),
    ]
    assert shared[1][3] == round(shared[0][3] * 0.9, 2)
    other = found(linker, "condition", "Rheumatoid Arthritis")
    assert other[1][:3] == (f"{OBO}DOID_7148", "CLOSE", "COUNTERPART")
    assert other[1][3] == round(other[0][3] * 0.7, 2)


def test_a_name_that_only_a_cross_reference_gives_is_close_unless_the_two_terms_share_another(linker: Linker) -> None:
    assert found(linker, "condition", "Joint Fever of Make-Believe")[0][:3] == (
        f"{MESH}D001172",
        "CLOSE",
        "MAPPED_LABEL",
    )
    hits = TermIndex(linker.lexicons.of("concept"))
    assert hits.confirms(f"{MESH}D000741", f"{OBO}DOID_12449")
    assert not hits.confirms(f"{MESH}D001172", f"{OBO}DOID_7148")


def test_a_supplementary_disease_leads_to_its_headings_as_wider(linker: Linker) -> None:
    first, *headings = linker.match(SharedNode("x", "condition", "Make-Believe Syndrome"))
    assert (first.object, first.predicate) == (f"{MESH}C535662", Predicate.EXACT)
    assert [(each.object, each.predicate, each.object_label) for each in headings] == [
        (f"{MESH}D000741", Predicate.BROAD, "Anemia, Aplastic"),
        (f"{MESH}D001853", Predicate.BROAD, "Bone Marrow"),
    ]


def test_a_supplementary_substance_leads_to_no_heading(linker: Linker) -> None:
    assert [each[0] for each in found(linker, "treatment", "salicylhydroxamate")] == [f"{MESH}C000001"]


def test_a_term_of_another_vocabulary_that_bears_the_name_stands_beside_the_one_of_mesh(linker: Linker) -> None:
    both = found(linker, "condition", "Multiple Sclerosis")
    assert [each[:3] for each in both] == [
        (f"{MESH}D009103", "EXACT", "PREFERRED_LABEL"),
        (f"{OBO}HP_0001370", "EXACT", "PREFERRED_LABEL"),
    ]


def test_what_is_not_exact_leads_no_further(linker: Linker) -> None:
    index = TermIndex(linker.lexicons.of("concept"))
    close = Match(
        subject="x",
        predicate=Predicate.CLOSE,
        object=f"{MESH}D008687",
        method=Method.FUZZY,
        confidence=0.9,
    )
    assert with_counterparts([close], index) == [close]


def test_a_curator_rejects_what_follows_from_a_match_too(linker: Linker, tmp_path: Path) -> None:
    from kg.linking.curation import Curation

    folder = linker.lexicons.folder
    no = Match(
        subject="x",
        predicate=Predicate.EXACT,
        object=f"{OBO}CHEBI_6801",
        method=Method.CURATED,
        confidence=1.0,
        rejected=True,
    )
    curated = Linker(folder, curation=Curation.of([no]))
    assert f"{OBO}CHEBI_6801" not in {each[0] for each in found(curated, "treatment", "Metformin")}
    curated.close()


def test_curated_mappings_of_biomappings_give_chebi_and_others(builtin_mesh: Path, data: Path, tmp_path: Path) -> None:
    path_of(tmp_path, BUILTIN_MESH).symlink_to(path_of(builtin_mesh, BUILTIN_MESH))
    built = build_vocabulary(tmp_path, "biomappings", [data / "vocab" / VOCABULARIES["biomappings"]], built=AS_OF)
    assert built.dropped["without MeSH on either side"] > 0
    real = Linker(tmp_path)
    mesh, further = real.match(SharedNode("x", "treatment", "Kaolin"))[:2]
    assert mesh.object == f"{MESH}D007616"
    assert (further.object, further.object_label) == (f"{OBO}CHEBI_140503", "kaolin")
    [supplement] = [
        each for each in real.match(SharedNode("x", "treatment", "Asunaprevir")) if each.object.startswith(MESH)
    ]
    assert (supplement.object, supplement.object_label) == (f"{MESH}C571889", "asunaprevir")
    real.close()


@pytest.mark.slow
def test_no_row_number_of_the_drug_names_becomes_an_identifier(builtin_mesh: Path, data: Path, tmp_path: Path) -> None:
    path_of(tmp_path, BUILTIN_MESH).symlink_to(path_of(builtin_mesh, BUILTIN_MESH))
    built = build_vocabulary(tmp_path, "drug-names", [data / "vocab" / "drug-names.sssom.tsv.gz"], built=AS_OF)
    assert built.dropped == {"not exact": 2}  # two rows have a tab in a name
    lexicons = Lexicons(tmp_path)
    [row] = lexicons.of("concept")[0].connection.execute("SELECT count(*) FROM v0.counterpart")
    assert row == (0,)
    lexicons.close()
    real = Linker(tmp_path)
    assert [each[0] for each in found(real, "treatment", "GLUCOPHAGE")] == [f"{MESH}D008687"]
    real.close()
