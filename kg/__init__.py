"""kgbuild: clinical-trial records as a linked-data knowledge graph.

import kg

graph = kg.to_rdflib(kg.read("examples/trials"))
for row in graph.query("SELECT ?title { ?study a ct:Study ; dcterms:title ?title }"):
    print(row.title)
"""

from typing import TYPE_CHECKING, Any

from kg.version import __version__

__all__ = [
    "Finding",
    "KgbuildError",
    "Minter",
    "Problem",
    "Reading",
    "Severity",
    "Study",
    "__version__",
    "describe",
    "load",
    "open_store",
    "query",
    "read",
    "to_rdflib",
    "validate",
    "write",
]

if TYPE_CHECKING:
    from kg.api import load, open_store, query, read, to_rdflib, validate, write
    from kg.documents import describe
    from kg.errors import KgbuildError, Problem, Severity
    from kg.iris import Minter
    from kg.record import Study
    from kg.shacl import Finding
    from kg.sources.reading import Reading

_HOMES = {
    "Finding": "kg.shacl",
    "KgbuildError": "kg.errors",
    "Minter": "kg.iris",
    "Problem": "kg.errors",
    "Reading": "kg.sources.reading",
    "Severity": "kg.errors",
    "Study": "kg.record",
    "describe": "kg.documents",
    "load": "kg.api",
    "open_store": "kg.api",
    "query": "kg.api",
    "read": "kg.api",
    "to_rdflib": "kg.api",
    "validate": "kg.api",
    "write": "kg.api",
}
"""Name -> the module that is imported when the name is first asked for: `kgbuild --help` loads no RDF library."""


if not TYPE_CHECKING:  # for a type checker, a module with this function has every name

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
