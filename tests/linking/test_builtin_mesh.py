"""The MeSH that comes with kgbuild: what it holds, when it is used, and that it is what the NLM's file makes of it."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from kg import assets
from kg.errors import UsageError
from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary, ensure_mesh, has_mesh
from kg.linking.lexicon import BUILTIN_MESH, Lexicons, installed, path_of
from kg.linking.linker import Linker, SharedNode
from kg.linking.vocabularies import terms_of
from kg.linking.vocabularies.term import VocabularyTerm
from tests.program import ended
from tests.vocabulary_data import SOURCE, table

from . import made_up

MESH = "http://id.nlm.nih.gov/mesh/"
ONE = b"mesh_id\tmesh_name\nD000005\tAbdomen\n"
AS_OF = "2026-01-01"


def objects(folder: Path, label: str) -> list[str]:
    linker = Linker(folder)
    found = [each.object for each in linker.match(SharedNode("x", "condition", label))]
    linker.close()
    return found


def test_it_holds_every_descriptor_with_its_entry_terms_and_trees(builtin_mesh: Path) -> None:
    lexicons = Lexicons(builtin_mesh)
    index = TermIndex(lexicons.of("concept"))
    known = index.info(f"{MESH}D012595")
    assert known.label == "Scleroderma, Systemic"
    assert known.branches == {"disease"}
    assert known.trees == ("C17.300.799", "C17.800.784")
    [each] = installed(builtin_mesh)
    assert (each.name, each.meta["terms"], each.meta["version"]) == ("mesh-builtin", "31126", "2026")
    assert "National Library of Medicine" in each.meta["licence"]
    lexicons.close()


@pytest.mark.parametrize(
    ("label", "term"),
    [("Systemic Sclerosis", "D012595"), ("Type 2 Diabetes", "D003924"), ("Heart Attack", "D009203")],
)
def test_names_are_matched_without_a_download(builtin_mesh: Path, label: str, term: str) -> None:
    assert objects(builtin_mesh, label)[:1] == [f"{MESH}{term}"]


def test_an_installed_mesh_is_used_instead_with_fewer_names_too(builtin_mesh: Path, tmp_path: Path) -> None:
    path_of(tmp_path, BUILTIN_MESH).symlink_to(path_of(builtin_mesh, BUILTIN_MESH))
    assert objects(tmp_path, "Systemic Sclerosis") == [f"{MESH}D012595"]
    (tmp_path / "m.tsv").write_bytes(ONE)
    build_vocabulary(tmp_path, "mesh", [tmp_path / "m.tsv"], built=AS_OF)
    assert objects(tmp_path, "Systemic Sclerosis") == []
    assert [each.name for each in installed(tmp_path)] == ["mesh"]


def test_other_vocabularies_stand_beside_it(builtin_mesh: Path, tmp_path: Path) -> None:
    path_of(tmp_path, BUILTIN_MESH).symlink_to(path_of(builtin_mesh, BUILTIN_MESH))
    (tmp_path / "doid.obo").write_text(made_up.DOID_OBO, encoding="utf-8")
    build_vocabulary(tmp_path, "doid", [tmp_path / "doid.obo"], built=AS_OF)
    assert [each.name for each in installed(tmp_path)] == ["doid", "mesh-builtin"]
    assert objects(tmp_path, "Systemic Sclerosis") == [f"{MESH}D012595"]
    assert "http://purl.obolibrary.org/obo/DOID_99999" in objects(tmp_path, "fever of make-believe")


def test_it_is_compiled_only_where_there_is_none(tmp_path: Path) -> None:
    assert not has_mesh(tmp_path)
    (tmp_path / "m.tsv").write_bytes(ONE)
    build_vocabulary(tmp_path, "mesh", [tmp_path / "m.tsv"], built=AS_OF)
    assert has_mesh(tmp_path)
    assert not ensure_mesh(tmp_path, built=AS_OF)
    assert not path_of(tmp_path, BUILTIN_MESH).exists()


def test_supplements_alone_do_not_take_its_place(tmp_path: Path) -> None:
    (tmp_path / "supp.xml").write_text(made_up.SUPPLEMENTS, encoding="utf-8")
    with pytest.raises(UsageError, match=r"no descriptors of MeSH.*`vocab build mesh-supplements` adds"):
        build_vocabulary(tmp_path, "mesh", [tmp_path / "supp.xml"], built=AS_OF)
    assert list(installed(tmp_path)) == []
    assert build_vocabulary(tmp_path, "mesh-supplements", [tmp_path / "supp.xml"], built=AS_OF).terms == 4
    assert not has_mesh(tmp_path)


@pytest.mark.parametrize(("kind", "name"), [("sssom", "mesh"), ("mesh", "mesh-builtin"), ("ror", "geonames-builtin")])
def test_the_names_of_what_comes_with_kgbuild_are_not_given_to_others(tmp_path: Path, kind: str, name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is the name of what comes with kgbuild"):
        build_vocabulary(tmp_path, kind, [tmp_path / "any.tsv"], built=AS_OF, name=name)


def test_the_list_says_where_it_comes_from_and_how_to_have_a_newer_one(builtin_mesh: Path) -> None:
    done = ended("vocab", "list", environment={"KGBUILD_LEXICON": str(builtin_mesh)})
    assert b"version 2026" in done.stdout
    assert b"comes with kgbuild; `kgbuild vocab fetch mesh` installs the present edition" in done.stdout


@pytest.mark.slow
def test_the_table_is_what_the_file_of_the_nlm_makes_of_it(data: Path) -> None:
    assert data in SOURCE.parents
    assert gzip.decompress(assets.mesh().read_bytes()) == table(SOURCE)


@pytest.mark.slow
def test_the_table_is_read_back_as_the_file_of_the_nlm_is(data: Path) -> None:
    with gzip.open(assets.mesh()) as table, gzip.open(SOURCE) as records:
        read = terms_of("mesh", "mesh.tsv", cast(BinaryIO, table))
        for ours, theirs in zip(read, terms_of("mesh", "desc.xml", cast(BinaryIO, records)), strict=True):
            assert isinstance(ours, VocabularyTerm)
            assert isinstance(theirs, VocabularyTerm)
            assert ours._replace(names=()) == theirs._replace(names=())
            mine, yours = ({name.casefold() for _, name in each.names} for each in (ours, theirs))
            assert mine == yours - {(ours.label or "").casefold()}


def test_the_table_is_small_and_its_credit_stands_beside_it() -> None:
    assert assets.mesh().stat().st_size < 2_000_000
    credit = (assets.mesh().parent / "README.md").read_text(encoding="utf-8")
    for said in ("Courtesy of the U.S. National Library of Medicine", "2026", "does not endorse", "vocab fetch mesh"):
        assert said in credit
