"""An RO-Crate 1.2 beside the output: its files with sizes and checksums, and how they were made, as schema.org says it.

The run is told as the Process Run Crate profile asks: an action, its instrument, its inputs and options, its results.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from kg.errors import UsageError, shown
from kg.packings import packing_of
from kg.pipeline.run.destinations import CRATE
from kg.pipeline.run.joined_files import WrittenFile
from kg.pipeline.run.outputs import open_output, target_of
from kg.rdf import format_of
from kg.rdf.publishing import Publishing
from kg.rdf.void import DESCRIPTION, RIGHTS, TITLE

__all__ = ["CrateFile", "CrateRun", "crate_file", "write_crate"]

_SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_TOOL = "https://w3id.org/kgbuild"
_ROOT, _RUN, _RIGHTS = "./", "#run", "#rights"
_OTHER_MEDIA = {".csv": "text/csv", ".html": "text/html"}

_GRAPH = "The graph, or a part of it."
_REPORT = "Problems of reading, and findings in the graph."
_DESCRIPTIONS = {
    "context.jsonld": "The JSON-LD context of the graph.",
    "ledger.jsonl": "What became of each record.",
    "ontology.ttl": "The classes, properties and code lists that the graph uses.",
    "validation.ttl": "What SHACL found in the graph.",
    "void.ttl": "The description of the graph: counts, links to other data sets, files.",
}

_Entity = dict[str, Any]


class CrateFile(NamedTuple):
    """A file of the crate."""

    name: str
    description: str
    media_type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, file: WrittenFile) -> "CrateFile":
        """A file of the graph."""
        return cls(shown(Path(file.path).name), _GRAPH, _media_type(file.path), file.size, file.sha256)


class CrateRun(NamedTuple):
    """How the files were made."""

    version: str
    as_of: datetime
    inputs: Sequence[str]
    """Their names, without the folders of this machine."""
    options: Mapping[str, str | bool | int]
    """Those that decide what the files hold."""


def crate_file(path: str) -> list[CrateFile]:
    """A file beside the graph; nothing of what is no file of this machine."""
    target = target_of(path)
    if target is None:
        return []
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    name = shown(Path(path).name)
    known = next((said for ending, said in _DESCRIPTIONS.items() if name.endswith(ending)), _REPORT)
    return [CrateFile(name, known, _media_type(path), target.stat().st_size, digest)]


def _media_type(name: str) -> str:
    if packing := packing_of(name):
        return packing.value.media_type
    try:
        return format_of(name).value.media_type
    except UsageError:
        return _OTHER_MEDIA.get(Path(name).suffix, "application/octet-stream")


def write_crate(path: str, files: Sequence[CrateFile], run: CrateRun, publishing: Publishing) -> str:
    """Writes the metadata of a crate; gives its path."""
    graph = [
        _descriptor(),
        _root(files, run, publishing),
        *_files(files),
        *_made(files, run, publishing),
        *_stated(publishing),
    ]
    document = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    with open_output(path) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    return path


def _descriptor() -> _Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "name": "Description of this folder",
        "about": _to(_ROOT),
        "conformsTo": _to(_SPECIFICATION),
    }


def _root(files: Sequence[CrateFile], run: CrateRun, publishing: Publishing) -> _Entity:
    root = {
        "@id": _ROOT,
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": _time(run.as_of),
        "license": _to(publishing.license or _RIGHTS),
        "conformsTo": _to(_PROFILE),
        "hasPart": [_to(_path(file)) for file in files],
        "mentions": _to(_RUN),
    }
    return root | ({"publisher": _to(agent)} if (agent := _publisher(publishing)) else {})


def _files(files: Sequence[CrateFile]) -> Iterator[_Entity]:
    for file in files:
        yield {
            "@id": _path(file),
            "@type": "File",
            "name": file.name,
            "description": file.description,
            "encodingFormat": file.media_type,
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }


def _made(files: Sequence[CrateFile], run: CrateRun, publishing: Publishing) -> Iterator[_Entity]:
    """The action that made the files, and all that it leads to."""
    inputs: list[_Entity] = [
        {"@id": f"#input-{number}", "@type": "CreativeWork", "name": name} for number, name in enumerate(run.inputs, 1)
    ]
    options: list[_Entity] = [
        {"@id": f"#option-{name}", "@type": "PropertyValue", "name": name, "value": value}
        for name, value in run.options.items()
    ]
    agent = _publisher(publishing)
    yield {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": "kgbuild ingest",
        "description": "Trial records read, checked and written as a graph.",
        "instrument": _to(_TOOL),
        **({"agent": _to(agent)} if agent else {}),
        "object": [_to(each["@id"]) for each in (*inputs, *options)],
        "result": [_to(_path(file)) for file in files],
        "endTime": _time(run.as_of),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    yield {
        "@id": _TOOL,
        "@type": "SoftwareApplication",
        "name": "kgbuild",
        "url": _to(_TOOL),
        "version": run.version,
    }
    yield {"@id": _PROFILE, "@type": ["CreativeWork", "Profile"], "name": "Process Run Crate", "version": "0.5"}
    yield from inputs
    yield from options


def _stated(publishing: Publishing) -> Iterator[_Entity]:
    yield {
        "@id": publishing.license or _RIGHTS,
        "@type": "CreativeWork",
        "name": publishing.license or "Terms of the sources",
        "description": "The licence of the graph." if publishing.license else RIGHTS,
    }
    if agent := _publisher(publishing):
        kind = "Person" if agent.startswith("https://orcid.org/") else "Organization"
        page = {"url": _to(publishing.page)} if publishing.page else {}
        yield {"@id": agent, "@type": kind, "name": publishing.publisher or agent, **page}


def _publisher(publishing: Publishing) -> str | None:
    return publishing.page or ("#publisher" if publishing.publisher else None)


def _path(file: CrateFile) -> str:
    return quote(file.name)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S+00:00}"


def _to(node: str) -> dict[str, str]:
    return {"@id": node}
