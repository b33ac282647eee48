"""The house: who may import whom, what the public face is, how long things may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
LEAVES = {"ages", "errors", "batches", "dates", "countries", "prefixes", "registries", "version"}
MIDDLE = {"sources", "documents", "rdf", "shacl", "linking", "store"}

# Module or package -> what of ours it may import; the middle ones see the leaves, the record and what mints and reads.
MAY = {
    "ages": set(),
    "errors": set(),
    "dates": set(),
    "countries": set(),
    "batches": set(),
    "prefixes": set(),
    "registries": set(),
    "version": set(),
    "terminal": {"errors"},
    "record": {"dates"},
    "iris": {"errors", "countries", "registries"},
    "addresses": set(),
    "assets": {"errors"},
    "http": LEAVES | {"unpacking"},
    "lock": {"errors"},
    "orphans": set(),
    "temporary": set(),
    "unpacking": {"errors"},
    **{name: LEAVES | {"record", "iris", "addresses", "assets", name} for name in MIDDLE},
}
MAY["shacl"] |= {"rdf"}
MAY["store"] |= {"rdf", "http", "orphans", "temporary", "unpacking"}
MAY["linking"] |= {"http", "temporary"}
EVERYTHING = {"pipeline", "cli", "api", "__init__", "__main__"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def home(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """The first name below `kg` of each import, type-checking ones aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "kg":
            parts = (node.module or "").split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg."))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports(path: Path) -> None:
    name = home(path)
    found = set(imported(path))
    if name != "cli":
        assert "cli" not in found or name == "__main__"
    if name not in EVERYTHING:
        assert found <= MAY[name], f"{name} may not import {found - MAY[name]}"


def test_the_public_face() -> None:
    assert len(kg.__all__) <= 20
    for name in kg.__all__:
        assert getattr(kg, name) is not None


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    lengths = sorted(length for path in modules() for _, length in functions(path))
    assert lengths[len(lengths) // 2] <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30
    assert [name for path in modules() for name, length in functions(path) if length > 60] == []


TABLES = {
    "codes.py",
    "countries.py",
    "fulltext_labels.py",
    "fields_v2.py",
    "record.py",
    "rules.py",
    "structs.py",
}
"""Files that declare data and hold no logic to speak of."""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_are_short(path: Path) -> None:
    if path.name not in TABLES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500
