"""Names: a file and a public class bear a name of their own, and no module that of a library."""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import kg

PACKAGE = Path(kg.__file__).parent
FILES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))

VERB = {"cli/commands", "pipeline/verbs"}
"""A command and its verb bear one name."""

OF_EVERY_PACKAGE = {"__init__", "__main__"}

STATED_AND_SAID = "a part of a study, as a source states it and as it is told"
OF_SOURCES = "the same part of several sources"

ALLOWED = {
    "arms": ({"statements", "sources/ctgov_pages"}, STATED_AND_SAID),
    "contacts": ({"statements", "sources"}, STATED_AND_SAID),
    "course": ({"sources/ctis", "sources/fhir/writing"}, "how far a study is, as CTIS states it and as FHIR does"),
    "dates": ({".", "sources/fhir"}, "dates in words, and as FHIR writes them"),
    "design": ({"sources/ctgov", "sources/euctr"}, OF_SOURCES),
    "eligibility": ({"statements", "sources/fhir"}, STATED_AND_SAID),
    "fields": (
        {"cli/output", "sources/ctis", "sources/drks", "sources/fhir", "sources/isrctn"},
        "the tables of what becomes of fields, and what prints them",
    ),
    "header": ({"sources/ctgov_pages", "sources/meddatax"}, OF_SOURCES),
    "ingest": ({*VERB, "pipeline/run"}, "the run that the verb asks for"),
    "joins": ({"statements", "pipeline/graph"}, "joins as nodes of the graph, and what makes them of records"),
    "lexicon": ({"linking", "pipeline/run"}, "the folder of vocabularies, and what a run takes from it"),
    "load": ({*VERB, "store/loading"}, "the requests that the verb sends"),
    "mappings": ({*VERB, "statements"}, "matches as a table, and as nodes of the graph"),
    "outcomes": ({"statements", "sources/ctgov_pages", "sources/euctr", "sources/isrctn"}, STATED_AND_SAID),
    "paths": ({"shacl", "sources/isrctn"}, "property paths of shapes, and paths of XML"),
    "people": (
        {
            *{"sources/ctgov", "sources/ctgov_pages", "sources/ctis", "sources/drks", "sources/fhir"},
            *{"sources/isrctn", "sources/who"},
        },
        OF_SOURCES,
    ),
    "parties": (
        {"sources/meddatax", "sources/euctr", "sources/fhir/writing"},
        "who stands behind a study, as a page names them and as FHIR does",
    ),
    "products": ({"sources/ctis", "sources/euctr"}, OF_SOURCES),
    "reader": (
        {"sources/ctis", "sources/drks", "sources/fhir", "sources/fields", "sources/page"},
        "the same part of sources and of kinds of sources",
    ),
    "registration": ({"statements", "sources/ctgov"}, STATED_AND_SAID),
    "results": (
        {"sources/ctgov_pages", "sources/ctis", "sources/drks", "sources/fhir", "sources/isrctn", "sources/meddatax"},
        OF_SOURCES,
    ),
    "rows": ({"joining", "pipeline/reports"}, "what joins look at of a record, and rows of a report"),
    "spellings": (
        {"sources/ctgov", "sources/ctis", "sources/euctr", "sources/fhir", "sources/isrctn", "sources/who"},
        OF_SOURCES,
    ),
    "structs": ({"sources/ctgov", "sources/ctis", "sources/drks", "sources/fhir", "sources/isrctn"}, OF_SOURCES),
    "study": (
        {
            *{"statements", "sources/ctgov", "sources/ctis", "sources/drks", "sources/euctr", "sources/fhir"},
            *{"sources/isrctn", "sources/who"},
        },
        STATED_AND_SAID,
    ),
    "variables": ({"sources/fhir", "sources/fhir/writing"}, "variables of a study, as they are read and written"),
    "values": (
        {"shacl", "sources/ctis", "sources/drks", "sources/fhir"},
        "checks of values, and values as sources write them",
    ),
}
"""File name -> the folders that have one of it, and why it is not another."""


def folders() -> Mapping[str, set[str]]:
    """File name -> the folders in which it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        found[path.stem].add(path.parent.as_posix())
    return found


def allowed(name: str) -> set[str]:
    return ALLOWED[name][0] if name in ALLOWED else VERB


def test_two_files_bear_one_name_only_for_a_reason() -> None:
    several = {name: where for name, where in folders().items() if len(where) > 1 and name not in OF_EVERY_PACKAGE}
    assert {name: where for name, where in several.items() if where - allowed(name)} == {}


def test_the_table_of_reasons_allows_only_what_is_so() -> None:
    found = folders()
    assert {name: where for name, (where, _) in ALLOWED.items() if found[name] != where} == {}


def public_classes() -> Iterator[tuple[str, str]]:
    """Those of our own naming: structs of a source are called as its schema calls them."""
    for path in FILES:
        if path.stem == "structs":
            continue
        for node in ast.parse((PACKAGE / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, path.as_posix()


def test_the_name_of_a_public_class_stands_once() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for name, path in public_classes():
        found[name].append(path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def libraries() -> set[str]:
    """Modules of Python, and of what we need."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(each for some in project["optional-dependencies"].values() for each in some)]
    names = {re.split(r"[^\w-]", each)[0].lower().replace("-", "_") for each in needed}
    return names | set(sys.stdlib_module_names)


def test_no_module_is_called_like_a_library_that_it_could_shadow() -> None:
    modules = {path.parent.name if path.stem == "__init__" else path.stem for path in FILES}
    assert (modules - {"__main__"}) & libraries() == set()
