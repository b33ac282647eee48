"""The house: who may import whom, what the public face is, how long things may be."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import kg

PACKAGE = Path(kg.__file__).parent
LEAVES = {
    "addresses",
    "ages",
    "batches",
    "countries",
    "dates",
    "errors",
    "flags",
    "garbage",
    "lock",
    "orphans",
    "packings",
    "prefixes",
    "properties",
    "registries",
    "temporary",
    "terminal",
    "unpacking",
    "version",
    "vocabulary_list",
}
"""They know nothing of the rest; what is wrong they may say as an error of ours."""

SEEN = LEAVES | {"assets", "iris", "record", "result_record"}
"""What the rooms of the middle floor see besides themselves."""

FLOORS: dict[str, set[str]] = {
    **{leaf: {"errors"} for leaf in LEAVES},
    "assets": {"errors"},
    "downloads": LEAVES,
    "iris": {"errors", "countries", "registries"},
    "prefixes": {"errors", "vocabulary_list"},
    "record_parts": set(),
    "result_record": {"dates", "record_parts"},
    "record": {"dates", "record_parts", "result_record"},
    "statements": SEEN | {"rdf"},
    "linking": SEEN | {"downloads"},
    "joining": SEEN | {"linking"},
    "rdf": SEEN,
    "shacl": SEEN | {"rdf"},
    "sources": SEEN,
    "store": SEEN | {"downloads", "rdf"},
}
FLOORS["pipeline"] = {*FLOORS}
FLOORS["api"] = {*FLOORS}
FLOORS["__init__"] = {*FLOORS}
FLOORS["cli"] = {*FLOORS}
FLOORS["__main__"] = {"cli"}
"""Module or package -> what of ours it may import besides itself."""

WINGS: dict[str, set[str]] = {
    "cli": set(),
    "cli/output": {"cli"},
    "cli/commands": {"cli", "cli/output"},
    "cli/app": {"cli", "cli/commands"},
    "linking/vocabularies": set(),
    "linking": {"linking/vocabularies"},
    # What all wings say of a fault of ours.
    "pipeline": set(),
    "pipeline/input": {"pipeline"},
    "pipeline/graph": {"pipeline"},
    "pipeline/run": {"pipeline", "pipeline/input", "pipeline/graph"},
    "pipeline/vocabularies": {"pipeline/input"},
    "pipeline/handbook": {"pipeline/graph"},
    "pipeline/study_report": {"pipeline/graph"},
    "pipeline/result_tables": {"pipeline/graph"},
    "pipeline/reports": {"pipeline/graph", "pipeline/handbook", "pipeline/run"},
    "pipeline/verbs": {
        "pipeline/graph",
        "pipeline/input",
        "pipeline/reports",
        "pipeline/result_tables",
        "pipeline/run",
        "pipeline/study_report",
        "pipeline/vocabularies",
    },
    # A shape is what components make and what is made of components: what compiles brings the two together.
    "shacl": set(),
    "shacl/components": {"shacl"},
    "shacl/shapes": {"shacl", "shacl/components"},
    "shacl/told_checks": {"shacl", "shacl/shapes"},
    "shacl/validation": {"shacl", "shacl/shapes"},
    # What a reader is: how its files split, what becomes of each field or line, what it gives.
    "sources": set(),
    "sources/criteria": set(),
    "sources/ctgov/results_structs": set(),
    "sources/ctgov/structs": {"sources/ctgov/results_structs"},
    "sources/fields": {"sources"},
    "sources/page": {"sources", "sources/criteria"},
    "sources/foreign": {"sources/page"},
    "sources/ctgov": {
        "sources",
        "sources/criteria",
        "sources/ctgov/results_structs",
        "sources/ctgov/structs",
        "sources/fields",
        "sources/foreign",
    },
    "sources/ctgov_pages": {"sources", "sources/page"},
    "sources/meddatax": {"sources", "sources/page"},
    "sources/isrctn": {"sources", "sources/criteria", "sources/fields"},
    "sources/ctis": {"sources", "sources/fields"},
    "sources/drks": {"sources", "sources/criteria", "sources/fields"},
    "sources/euctr": {"sources", "sources/criteria", "sources/fields", "sources/page"},
    "sources/fhir": {"sources", "sources/criteria", "sources/fields"},
    "sources/who": {"sources", "sources/criteria", "sources/fields"},
    "sources/fhir/writing": {"sources/fhir"},
    "store/connection": set(),
    "store/query": {"store/connection"},
    "store/folder": {"store/query"},
    "store/loading": {"store/folder", "store/connection", "store/query"},
}
"""Wing of a package -> the wings of the same package that it imports. A package's own name is its files in no wing."""

WING_ROW = "give the folder its row in WINGS, `tests/test_house.py`: the wings of its package that it imports from"
"""What to do about a new folder."""


class Import(NamedTuple):
    """One module imports another, be it inside a function or for the type checker alone."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.imported}"


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {dotted(path): path for path in modules()}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


def is_package(name: str) -> bool:
    return PATHS[name].name == "__init__.py"


def names_in(package: str) -> set[str]:
    """What a package itself defines or imports: `from kg.store import load` means the function, not the module."""
    found: set[str] = set()
    for node in ast.walk(TREES[package]):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def targets(importer: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The modules of ours that an import names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in PATHS)
        return
    own = importer if is_package(importer) else importer.rpartition(".")[0]
    above = own.split(".")[: own.count(".") + 2 - node.level] if node.level else []
    base = ".".join([*above, *([node.module] if node.module else [])])
    if base not in PATHS:
        return
    for alias in node.names:
        below = f"{base}.{alias.name}"
        yield below if below in PATHS and (base == own or alias.name not in names_in(base)) else base


def imports() -> list[Import]:
    return [
        Import(name, target, node.lineno)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in targets(name, node)
        if target != name
    ]


IMPORTS = imports()


def circle(after: Mapping[str, Iterable[str]]) -> list[str]:
    """Names each of which leads to the next and the last to the first; none if there is no circle."""
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def floor(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def wing(module: str) -> str:
    """The longest name in the table that leads to a module; a package's face stands above its wings, by itself."""
    parts = module.split(".")[1:]
    if len(parts) < 2 or parts[1:] == ["__main__"]:
        return "/".join(["the face of", *parts[:1]])
    names = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in WINGS), parts[0])


def test_no_module_imports_itself_by_way_of_others_not_even_for_the_type_checker() -> None:
    after: dict[str, set[str]] = {name: set() for name in PATHS}
    for each in IMPORTS:
        after[each.importer].add(each.imported)
    assert circle(after) == []


def test_neither_floors_nor_wings_stand_in_a_circle() -> None:
    assert circle({name: below - {name} for name, below in FLOORS.items()}) == []
    assert circle(WINGS) == []


def test_each_module_stands_on_a_floor_and_imports_from_no_floor_above() -> None:
    assert {floor(name) for name in PATHS} == set(FLOORS)
    between = [each for each in IMPORTS if floor(each.importer) != floor(each.imported)]
    assert [str(each) for each in between if floor(each.imported) not in FLOORS[floor(each.importer)]] == []


def test_each_folder_of_a_package_is_a_package_and_a_wing() -> None:
    folders = {"/".join(path.parent.relative_to(PACKAGE).parts) for path in PATHS.values()}
    bare = {each for each in folders if not (PACKAGE / each / "__init__.py").exists()}
    assert bare == set(), "give each folder an `__init__.py` with one line that says what is in it"
    deeper = {each for each in folders if "/" in each}
    assert deeper - set(WINGS) == set(), f"{WING_ROW}, then run `make docs`"


def test_no_wing_imports_from_a_wing_above_nor_from_the_face_of_its_package() -> None:
    within = [each for each in IMPORTS if floor(each.importer) == floor(each.imported)]
    between = [(wing(each.importer), wing(each.imported), each) for each in within]
    inner = [(above, below, each) for above, below, each in between if above != below and above in WINGS]
    wrong = [str(each) for above, below, each in inner if below not in WINGS[above]]
    assert wrong == [], f"import from below, or, for a new folder, {WING_ROW}"


def test_the_table_of_wings_allows_only_what_is_needed() -> None:
    used = {(wing(each.importer), wing(each.imported)) for each in IMPORTS}
    assert [(above, below) for above, allowed in WINGS.items() for below in allowed if (above, below) not in used] == []


def test_the_public_face() -> None:
    types = ["IRI", "Answer", "AnswerRow", "Differences", "Endpoint", "FileError", "Finding", "Ingested"]
    types += ["KgbuildError", "LimitError", "Limits", "Minter", "OpenStore", "Problem", "Reading", "RemoteError"]
    types += ["Severity", "Study", "UsageError", "__version__"]
    verbs = ["backup", "convert", "coverage", "describe", "diff", "explain", "export"]
    verbs += ["export_results", "find", "ingest", "link", "load"]
    verbs += [
        "mappings",
        "merge",
        "open",
        "query",
        "read",
        "remove",
        "report",
        "show",
        "stats",
        "to_rdflib",
        "validate",
    ]
    verbs += ["vocab", "write"]
    assert kg.__all__ == [*types, *verbs]
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
    "fields_v2.py",
    "properties.py",
    "record.py",
    "rules.py",
    "structs.py",
}
"""Files that declare data and hold no logic to speak of."""


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert [path for path, lines in lengths.items() if lines > 500 and path.name not in TABLES] == []
