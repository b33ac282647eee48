"""Finds `ontology/`, `shapes/`, `vocabularies/`, `examples/queries/`: in an installed wheel, or a checkout's top."""

import re
from functools import cache
from pathlib import Path

from kg.errors import FileError

__all__ = [
    "STRICT_SHAPES",
    "code_lists",
    "divisions",
    "mesh",
    "ontology_version",
    "queries",
    "read",
    "shapes",
    "vocabulary_files",
]

STRICT_SHAPES = "shapes/strict.ttl"
"""Closed shapes, which are used only where they are asked for."""

_PACKAGE = Path(__file__).parent
_ROOTS = (_PACKAGE / "_assets", _PACKAGE.parent)
"""Where the folders may stand: a wheel carries them in the package, a checkout beside it."""


@cache
def _folder(name: str) -> Path:
    for root in _ROOTS:
        if (root / name).is_dir():
            return root / name
    raise FileError(f"the folder {name}/ is missing from this installation of kgbuild; install it again")


@cache
def read(path: str) -> str:
    """The text of one file, by its path such as `ontology/context.jsonld`."""
    folder, _, name = path.partition("/")
    return (_folder(folder) / name).read_text(encoding="utf-8")


def ontology_version() -> str:
    """The version that the ontology states of itself."""
    found = re.search(r'owl:versionInfo "([^"]+)"', read("ontology/kgbuild.ttl"))
    if found is None:
        raise FileError("ontology/kgbuild.ttl states no version; install kgbuild again")
    return found[1]


def code_lists() -> tuple[str, ...]:
    """The paths of the SKOS code lists, sorted."""
    return tuple(f"ontology/codes/{path.name}" for path in sorted((_folder("ontology") / "codes").glob("*.ttl")))


def vocabulary_files() -> tuple[str, ...]:
    """The paths of all Turtle files of the ontology: classes and properties first, then the code lists."""
    return ("ontology/kgbuild.ttl", *code_lists())


def shapes() -> tuple[str, ...]:
    """The paths of the shape files, sorted; without the closed shapes."""
    paths = (f"shapes/{path.name}" for path in sorted(_folder("shapes").glob("*.ttl")))
    return tuple(path for path in paths if path != STRICT_SHAPES)


def mesh() -> Path:
    """The table of MeSH descriptors; its name says the year of the edition."""
    for path in sorted(_folder("vocabularies").glob("mesh-*.tsv.gz"), reverse=True):
        return path
    raise FileError("vocabularies/ holds no MeSH; install kgbuild again")


def divisions() -> Path:
    """The table of the divisions of all countries."""
    return _folder("vocabularies") / "geonames-divisions.tsv.gz"


def queries() -> tuple[str, ...]:
    """The paths of the example questions, sorted by name."""
    folder = _folder("examples") / "queries"
    return tuple(f"examples/queries/{path.name}" for path in sorted(folder.glob("*.rq")))
