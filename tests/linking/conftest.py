"""Lexicons for the tests: one of made-up vocabularies, one of the shared vocabulary files."""

import os
import shutil
from pathlib import Path

import pytest

from kg.linking.installation import BUILTIN_PLACES, build_vocabulary, ensure_mesh, ensure_places
from kg.linking.lexicon import BUILTIN_MESH, path_of

from . import made_up

AS_OF = "2026-01-01"
VOCABULARIES = {
    "mesh": "mesh-terms.tsv.gz",
    "doid": "doid-synonyms.tsv.gz",
    "mondo": "mondo-mesh.sssom.tsv.gz",
    "biomappings": "biomappings.sssom.tsv.gz",
}


@pytest.fixture(scope="module")
def lexicon(made_up_lexicon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon of made-up vocabularies, of each module its own: a run compiles the cities into it."""
    return shutil.copytree(made_up_lexicon, tmp_path_factory.mktemp("lexicon") / "copy")


@pytest.fixture(scope="session")
def made_up_lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up vocabularies, compiled."""
    folder, files = tmp_path_factory.mktemp("lexicon"), tmp_path_factory.mktemp("files")
    contents = {
        "mesh": (("desc.xml", made_up.mesh_xml()),),
        "doid": (("doid.obo", made_up.DOID_OBO.encode()),),
        "ror": (("v1-ror-data_schema_v2.json", made_up.ROR),),
        "geonames": (
            ("cities.txt", made_up.CITIES.encode()),
            ("admin1CodesASCII.txt", made_up.DIVISIONS.encode()),
        ),
    }
    for kind, members in contents.items():
        paths = [files / name for name, _ in members]
        for path, (_, content) in zip(paths, members, strict=True):
            path.write_bytes(content)
        build_vocabulary(folder, kind, paths, built=AS_OF)
    return folder


@pytest.fixture(scope="session")
def cities() -> Path:
    """The cities that come with the package, compiled once for all test runs."""
    folder = Path(os.environ["KGBUILD_LEXICON"])
    ensure_places(folder, built=AS_OF)
    return path_of(folder, BUILTIN_PLACES)


@pytest.fixture(scope="session")
def builtin_mesh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon of nothing but the MeSH that comes with the package, compiled once for all test runs."""
    folder = Path(os.environ["KGBUILD_LEXICON"])
    ensure_mesh(folder, built=AS_OF)
    alone = tmp_path_factory.mktemp("builtin-mesh")
    shutil.copy(path_of(folder, BUILTIN_MESH), alone)
    return alone


@pytest.fixture(scope="session")
def real_lexicon(data: Path, cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared vocabulary files and the cities."""
    folder = tmp_path_factory.mktemp("real-lexicon")
    for kind, name in VOCABULARIES.items():
        build_vocabulary(folder, kind, [data / "vocab" / name], built=AS_OF)
    shutil.copy(cities, folder)
    return folder
