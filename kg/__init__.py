"""kgbuild: clinical-trial records as a linked-data knowledge graph.

import kg

graph = kg.to_rdflib(kg.read("examples/trials"))
for row in graph.query("SELECT ?title { ?study a ct:Study ; dcterms:title ?title }"):
    print(row.title)
"""

from typing import TYPE_CHECKING, Any

from kg.version import __version__

__all__ = [
    "IRI",
    "Answer",
    "AnswerRow",
    "Differences",
    "Endpoint",
    "FileError",
    "Finding",
    "Ingested",
    "KgbuildError",
    "LimitError",
    "Limits",
    "Minter",
    "OpenStore",
    "Problem",
    "Reading",
    "RemoteError",
    "Severity",
    "Study",
    "UsageError",
    "__version__",
    "backup",
    "convert",
    "coverage",
    "describe",
    "diff",
    "explain",
    "export",
    "export_results",
    "find",
    "ingest",
    "link",
    "load",
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
    "vocab",
    "write",
]

if TYPE_CHECKING:
    from kg.api import (
        backup,
        convert,
        coverage,
        diff,
        explain,
        export,
        export_results,
        find,
        ingest,
        link,
        load,
        mappings,
        merge,
        open,
        query,
        read,
        remove,
        report,
        show,
        stats,
        to_rdflib,
        validate,
        vocab,
        write,
    )
    from kg.errors import FileError, KgbuildError, Problem, RemoteError, Severity, UsageError
    from kg.iris import Minter
    from kg.pipeline.verbs.diff import Differences
    from kg.pipeline.verbs.ingest import Ingested
    from kg.record import Study
    from kg.shacl import Finding
    from kg.sources.reading import Reading
    from kg.statements import describe
    from kg.store import IRI, Answer, AnswerRow, Endpoint, LimitError, Limits, OpenStore

_HOMES = {
    "Answer": "kg.store",
    "AnswerRow": "kg.store",
    "Differences": "kg.pipeline.verbs.diff",
    "Endpoint": "kg.store",
    "FileError": "kg.errors",
    "Finding": "kg.shacl",
    "IRI": "kg.store",
    "Ingested": "kg.pipeline.verbs.ingest",
    "KgbuildError": "kg.errors",
    "LimitError": "kg.store",
    "Limits": "kg.store",
    "Minter": "kg.iris",
    "OpenStore": "kg.store",
    "Problem": "kg.errors",
    "Reading": "kg.sources.reading",
    "RemoteError": "kg.errors",
    "Severity": "kg.errors",
    "Study": "kg.record",
    "UsageError": "kg.errors",
    "backup": "kg.api",
    "convert": "kg.api",
    "coverage": "kg.api",
    "describe": "kg.statements",
    "diff": "kg.api",
    "explain": "kg.api",
    "export": "kg.api",
    "export_results": "kg.api",
    "find": "kg.api",
    "ingest": "kg.api",
    "link": "kg.api",
    "load": "kg.api",
    "mappings": "kg.api",
    "merge": "kg.api",
    "open": "kg.api",
    "query": "kg.api",
    "read": "kg.api",
    "remove": "kg.api",
    "report": "kg.api",
    "show": "kg.api",
    "stats": "kg.api",
    "to_rdflib": "kg.api",
    "validate": "kg.api",
    "vocab": "kg.api",
    "write": "kg.api",
}
"""Name -> the module that is imported when the name is first asked for: `kgbuild --help` loads no RDF library."""


if not TYPE_CHECKING:  # for a type checker, a module with this function has every name

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
