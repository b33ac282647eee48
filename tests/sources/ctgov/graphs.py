"""The graph of a whole archive, read back from its N-Quads by a few lines of Python: no code of ours between."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

__all__ = ["CT", "Graph"]

CT = "https://w3id.org/kgbuild/ontology#"
_PREFIXES = {
    "ct": CT,
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "code": "https://w3id.org/kgbuild/code/",
}
_QUAD = re.compile(r"(<[^>]*>) (<[^>]*>) (.+) (<[^>]*>) \.")


def term(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{_PREFIXES[prefix]}{local}>"


class Graph:
    """Quads by predicate."""

    def __init__(self, path: Path) -> None:
        self._by_predicate: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.quads = 0
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                found = _QUAD.fullmatch(line.rstrip("\n"))
                assert found, line
                subject, predicate, value, _ = found.groups()
                self._by_predicate[predicate].append((subject, value))
                self.quads += 1

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Subject and value of each statement with that predicate, in the order of the file."""
        return self._by_predicate[term(predicate)]

    def count(self, predicate: str) -> int:
        return len(self.pairs(predicate))

    def states(self, iri: str) -> bool:
        """Whether anything is stated with that predicate."""
        return f"<{iri}>" in self._by_predicate

    def values(self, predicate: str) -> Counter[str]:
        """Each value, without its quotes, and how often it is stated."""
        return Counter(value.strip('"') for _, value in self.pairs(predicate))

    def codes(self, predicate: str) -> Counter[str]:
        """Each notation and how often it is stated."""
        return Counter(value[1:-1].rpartition("/")[2] for _, value in self.pairs(predicate))

    def of_class(self, name: str) -> set[str]:
        return {subject for subject, value in self.pairs("rdf:type") if value == term(name)}

    def beneath(self, predicate: str, part: str) -> Iterator[str]:
        """The values of a predicate on parts of that kind, such as `outcome`."""
        return (value for subject, value in self.pairs(predicate) if f"/{part}/" in subject)
