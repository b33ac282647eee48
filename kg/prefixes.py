"""Prefixes: compact IRIs (CURIEs) of namespaces, and back. The one class for all of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kg import vocabulary_list
from kg.vocabulary_list import MESH, OBO

__all__ = ["MESH", "OBO", "STANDARD", "VOCABULARIES", "Prefixes"]

_HEADER_LINE = re.compile(r"#\s*([^\s:]+):\s+['\"]?([^\s'\"]*://[^\s'\"]*)['\"]?\s*")
"""A line of the `curie_map` in front of an SSSOM table: `#  ct: "https://..."`."""


class Prefixes(Mapping[str, str]):
    """Prefix -> namespace, in both directions; never changed."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = dict(namespaces)
        self._names = {namespace: name for name, namespace in self._namespaces.items()}

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        """Takes the longest namespace at the beginning of an IRI; compiling it takes longer than most prefixes live."""
        longest_first = sorted(filter(None, self._names), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def __getitem__(self, name: str) -> str:
        return self._namespaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._namespaces)

    def __len__(self) -> int:
        return len(self._namespaces)

    def __or__(self, others: Mapping[str, str]) -> "Prefixes":
        """These and others; of one prefix or namespace the others decide."""
        return Prefixes({**self._namespaces, **others})

    def compact(self, iri: str) -> str | None:
        """The CURIE of an IRI under a namespace, the longest that fits; None without one, or of a bare namespace."""
        found = self._begins.match(iri)
        return f"{self._names[found[0]]}:{iri[found.end() :]}" if found and found.end() < len(iri) else None

    def split(self, iri: str) -> tuple[str, str] | None:
        """Prefix and local name, parted at the last `#` or `/`, as formats want it: these allow none in local names."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        name = self._names.get(iri[:cut])
        return None if name is None else (name, iri[cut:])

    def expand(self, curie: str) -> str | None:
        """The IRI of a CURIE whose prefix is known, as written or in lower case; None of any other."""
        prefix, colon, local = curie.partition(":")
        namespace = self._namespaces.get(prefix) or self._namespaces.get(prefix.lower())
        return namespace + local if colon and namespace else None

    @classmethod
    def declared(cls, lines: Iterable[str]) -> "Prefixes":
        """Those that the header of an SSSOM table declares."""
        return cls({found[1]: found[2] for line in lines if (found := _HEADER_LINE.fullmatch(line))})


STANDARD = Prefixes(
    {
        "cts": "https://w3id.org/kgbuild/shapes#",
        "cube": "https://w3id.org/kgbuild/cube/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sh": "http://www.w3.org/ns/shacl#",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
"""Prefixes of shapes, ontologies and descriptions of graphs, which the context of the data does not need."""

VOCABULARIES = Prefixes(
    {
        **{each.prefix: each.namespace for each in vocabulary_list.VOCABULARIES},
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "orcid": "https://orcid.org/",
        "ct": "https://w3id.org/kgbuild/ontology#",
    }
)
"""Prefixes of vocabulary files and mapping tables. MeSH files of others use several namespaces; the graph the NLM's."""
