"""OBO ontologies (Disease Ontology, MONDO, ChEBI, HPO ...): the OBO format and OBO Graphs JSON."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, TextIO

import msgspec

from kg.prefixes import VOCABULARIES
from kg.vocabulary_list import obo_iri

from .term import Dropped, VocabularyTerm
from .text_tables import ontology_terms

__all__ = ["read_obo", "read_obo_graphs"]

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+EXACT\b')
_PREDICATES = ("hasExactSynonym",)
_TERM_IRI = re.compile(r"https?://.*[/#][A-Za-z]\w*_[0-9A-Za-z]+")
"""An IRI of a term of an ontology that is not in the table, such as `.../obo/XAO_0000115`."""

_Stanza = dict[str, list[str]]


def read_obo(text: TextIO) -> Iterator[VocabularyTerm | Dropped]:
    """Terms of an OBO file that are not obsolete; their IRIs by the table, else by what the file declares."""
    stanza: _Stanza | None = {}
    spaces: dict[str, str] | None = None
    for line in chain(text, ["[End]"]):
        line = line.strip()
        if line.startswith("["):
            if spaces is None:
                spaces = _declared(stanza or {})
            elif stanza:
                yield from _stanza_terms(stanza, spaces)
            stanza = {} if line == "[Term]" else None
        elif stanza is not None and ": " in line:
            tag, _, value = line.partition(": ")
            stanza.setdefault(tag, []).append(value)


def _declared(header: _Stanza) -> dict[str, str]:
    """Prefix -> namespace, by lines such as `idspace: GO http://purl.obolibrary.org/obo/GO_ "gene ontology"`."""
    parts = (line.split(" ") for line in header.get("idspace", ()))
    return {prefix: namespace for prefix, namespace, *_ in (each for each in parts if len(each) > 1)}


def _stanza_terms(stanza: _Stanza, spaces: Mapping[str, str]) -> Iterator[VocabularyTerm | Dropped]:
    synonyms = [found[1].replace('\\"', '"') for line in stanza.get("synonym", ()) if (found := _SYNONYM.match(line))]
    xrefs = [line.split(" ", 1)[0] for line in stanza.get("xref", ())]
    identifier, label = stanza.get("id", [""])[0], stanza.get("name", [""])[0]
    prefix, _, local = identifier.partition(":")
    iri = spaces[prefix] + local if prefix in spaces and prefix.lower() not in VOCABULARIES else obo_iri(identifier)
    yield from _terms(iri, label, synonyms, xrefs, obsolete=stanza.get("is_obsolete", [""])[0].startswith("true"))


def read_obo_graphs(stream: BinaryIO) -> Iterator[VocabularyTerm | Dropped]:
    """Terms of an OBO Graphs JSON file that are not deprecated; properties and individuals are none."""
    for graph in msgspec.json.decode(stream.read())["graphs"]:
        for node in graph.get("nodes", ()):
            if node.get("type", "CLASS") == "CLASS":
                yield from _node_terms(node)


def _node_terms(node: dict[str, Any]) -> Iterator[VocabularyTerm | Dropped]:
    meta = node.get("meta", {})
    synonyms = [str(each["val"]) for each in meta.get("synonyms", ()) if each.get("pred") in _PREDICATES]
    xrefs = [str(each["val"]) for each in meta.get("xrefs", ())]
    identifier, label = str(node.get("id", "")), str(node.get("lbl", ""))
    yield from _terms(_node_iri(identifier), label, synonyms, xrefs, obsolete=bool(meta.get("deprecated")))


def _node_iri(identifier: str) -> str | None:
    if "://" not in identifier:
        return obo_iri(identifier)
    return identifier if VOCABULARIES.compact(identifier) or _TERM_IRI.fullmatch(identifier) else None


def _terms(
    iri: str | None, label: str, synonyms: list[str], xrefs: list[str], *, obsolete: bool
) -> Iterator[VocabularyTerm | Dropped]:
    if obsolete:
        yield Dropped("obsolete")
    elif not label:
        yield Dropped("without a label")
    elif iri is None:
        yield Dropped("of an unknown prefix")
    else:
        yield from ontology_terms(iri, label, synonyms, xrefs)
