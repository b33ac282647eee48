"""MeSH as the benchmarks read it, without the package's own reader: names and tree numbers of the publisher's XML."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from kg.prefixes import MESH

__all__ = ["FILES", "BranchedTerm", "MeshTree", "mesh_terms"]

FILES = ("mesh-desc-2026.xml.gz", "mesh-supp-slim.xml.gz")
_KINDS = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}
_DISEASE = "3"
"""The class of supplementary concepts that are diseases."""
_BRANCHES = {"condition": ("C", "F03"), "treatment": ("A11", "D", "E", "F04")}
"""Kind of name -> how the tree numbers begin of the terms that are meant by such names."""


class BranchedTerm(NamedTuple):
    """A term of MeSH."""

    iri: str
    label: str
    names: tuple[str, ...]
    """The others than its label."""
    numbers: tuple[str, ...]
    """Its places in the tree, such as `C04.588.180`; supplementary concepts have none."""
    kinds: tuple[str, ...]
    """The kinds of name, `condition` and `treatment`, of whose branches it is."""


def mesh_terms(data: Path, files: Iterable[str] = FILES) -> Iterator[BranchedTerm]:
    """The terms of the files in the vocabulary folder of the shared data."""
    for name in files:
        with gzip.open(data / "vocab" / name) as stream:
            root: Element | None = None
            for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - the NLM's own files
                root = element if root is None else root
                if event == "end" and element.tag in _KINDS:
                    yield _term(element, _KINDS[element.tag])
                    root.clear()


def _term(record: Element, kind: str) -> BranchedTerm:
    label = record.findtext(f"{kind}Name/String") or ""
    names = [found.text for found in record.iterfind("ConceptList/Concept/TermList/Term/String") if found.text]
    numbers = tuple(found.text for found in record.iterfind("TreeNumberList/TreeNumber") if found.text)
    if kind == "SupplementalRecord":
        kinds: tuple[str, ...] = ("condition" if record.get("SCRClass") == _DISEASE else "treatment",)
    else:
        kinds = tuple(each for each, starts in _BRANCHES.items() if any(n.startswith(starts) for n in numbers))
    others = tuple(name for name in dict.fromkeys(names) if name != label)
    return BranchedTerm(MESH + (record.findtext(f"{kind}UI") or ""), label, others, numbers, kinds)


class MeshTree:
    """Which term stands above which."""

    def __init__(self, terms: Iterable[BranchedTerm]) -> None:
        self._known = {term.iri: term for term in terms}
        self._by_number = {number: term.iri for term in self._known.values() for number in term.numbers}
        self._above: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls, data: Path) -> "MeshTree":
        """The tree of the descriptors of the shared data."""
        return cls(mesh_terms(data, FILES[:1]))

    def term(self, iri: str) -> BranchedTerm | None:
        """What the file says of a term."""
        return self._known.get(iri)

    def above(self, terms: Iterable[str]) -> frozenset[str]:
        """The terms above any of some terms."""
        return frozenset().union(*(self._above_one(iri) for iri in terms))

    def _above_one(self, iri: str) -> frozenset[str]:
        if iri not in self._above:
            numbers = self._known[iri].numbers if iri in self._known else ()
            parents = (number[:place] for number in numbers for place, mark in enumerate(number) if mark == ".")
            self._above[iri] = frozenset(self._by_number[parent] for parent in parents if parent in self._by_number)
        return self._above[iri]
