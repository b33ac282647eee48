"""OBO ontologies (Disease Ontology, MONDO): the OBO format and OBO Graphs JSON."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO

import msgspec

from .term import VocabularyTerm
from .text_tables import disease_terms

__all__ = ["read_obo", "read_obo_graphs"]

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+EXACT\b')
_PREDICATES = ("hasExactSynonym",)
_IDENTIFIER = re.compile(r"(?:DOID|MONDO)[_:][0-9]+")


def read_obo(text: TextIO) -> Iterator[VocabularyTerm]:
    """Terms of an OBO file that are not obsolete."""
    stanza: dict[str, list[str]] | None = None
    for line in (*text, "[End]"):
        line = line.strip()
        if line.startswith("["):
            if stanza:
                yield from _stanza_terms(stanza)
            stanza = {} if line == "[Term]" else None
        elif stanza is not None and ": " in line:
            tag, _, value = line.partition(": ")
            stanza.setdefault(tag, []).append(value)


def _stanza_terms(stanza: dict[str, list[str]]) -> Iterator[VocabularyTerm]:
    identifier, label = stanza.get("id", [""])[0], stanza.get("name", [""])[0]
    if not label or "is_obsolete" in stanza or not _IDENTIFIER.fullmatch(identifier):
        return
    synonyms = [found[1].replace('\\"', '"') for line in stanza.get("synonym", ()) if (found := _SYNONYM.match(line))]
    xrefs = [line.split(" ", 1)[0] for line in stanza.get("xref", ())]
    yield from disease_terms(identifier, label, synonyms, xrefs)


def read_obo_graphs(stream: BinaryIO) -> Iterator[VocabularyTerm]:
    """Terms of an OBO Graphs JSON file that are not deprecated."""
    for graph in msgspec.json.decode(stream.read())["graphs"]:
        for node in graph.get("nodes", ()):
            yield from _node_terms(node)


def _node_terms(node: dict[str, Any]) -> Iterator[VocabularyTerm]:
    identifier = str(node.get("id", "")).rpartition("/")[2].replace("_", ":")
    meta = node.get("meta", {})
    if "lbl" not in node or meta.get("deprecated") or not _IDENTIFIER.fullmatch(identifier):
        return
    synonyms = [str(each["val"]) for each in meta.get("synonyms", ()) if each.get("pred") in _PREDICATES]
    xrefs = [str(each["val"]) for each in meta.get("xrefs", ())]
    yield from disease_terms(identifier, str(node["lbl"]), synonyms, xrefs)
