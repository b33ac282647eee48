"""MeSH as the NLM publishes it: descriptor and supplementary XML, and N-Triples."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO
from xml.etree.ElementTree import Element, iterparse

from kg.vocabulary_list import MESH

from .term import Branch, Rank, VocabularyTerm

__all__ = ["BRANCH_OF_TREE", "branches_of_trees", "read_mesh_triples", "read_mesh_xml"]

BRANCH_OF_TREE = {
    "A11": Branch.CELL,
    "A": Branch.ANATOMY,
    "B": Branch.ORGANISM,
    "C": Branch.DISEASE,
    "D": Branch.CHEMICAL,
    "E": Branch.PROCEDURE,
    "F03": Branch.DISEASE,
    "F04": Branch.PROCEDURE,
}
"""Beginning of a tree number -> branch; the longest counts, all others are `other`."""

_RECORDS = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}
_DISEASE = "3"
_BRANCH_OF_CLASS = {
    "1": Branch.CHEMICAL,
    "2": Branch.CHEMICAL,
    _DISEASE: Branch.DISEASE,
    "4": Branch.ORGANISM,
    "6": Branch.ANATOMY,
}
"""`SCRClass` of a supplementary record -> branch; 2 are protocols of substances, 5 groups of people."""

_TRIPLE = re.compile(r'<http://id\.nlm\.nih\.gov/mesh/(?:[0-9]{4}/)?([^>]+)>\s+<([^>]+)>\s+(<[^>]+>|"(?:[^"\\]|\\.)*")')
_VOCABULARY = f"{MESH}vocab#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def branch_of_tree(number: str) -> str:
    """The branch that a tree number such as `C15.378.071.085` stands in."""
    return BRANCH_OF_TREE.get(number[:3]) or BRANCH_OF_TREE.get(number[:1]) or Branch.OTHER


def branches_of_trees(numbers: Iterable[str]) -> tuple[str, ...]:
    """The branches that a descriptor with these tree numbers stands in."""
    return tuple(sorted({branch_of_tree(number) for number in numbers}))


def read_mesh_xml(stream: BinaryIO) -> Iterator[VocabularyTerm]:
    """Terms of a DescriptorRecordSet or SupplementalRecordSet, in bounded memory."""
    # The NLM's own files; entity declarations are refused by the caller before this point.
    events = iterparse(stream, events=("start", "end"))  # noqa: S314
    root: Element | None = None
    for event, element in events:
        if root is None:
            root = element
        if event == "end" and element.tag in _RECORDS:
            yield _record(element, _RECORDS[element.tag])
            root.clear()


def _record(record: Element, kind: str) -> VocabularyTerm:
    label = record.findtext(f"{kind}Name/String") or ""
    names = [term.text for term in record.iterfind("ConceptList/Concept/TermList/Term/String") if term.text]
    trees = tuple(number.text for number in record.iterfind("TreeNumberList/TreeNumber") if number.text)
    branches = branches_of_trees(trees)
    if kind == "SupplementalRecord":
        branches = (_BRANCH_OF_CLASS.get(record.get("SCRClass", ""), Branch.OTHER),)
    synonyms = tuple((Rank.SYNONYM, name) for name in dict.fromkeys(names) if name != label)
    iri = MESH + (record.findtext(f"{kind}UI") or "")
    return VocabularyTerm(iri, label, synonyms, branches, parents=tuple(_headings(record)), trees=trees)


def _headings(record: Element) -> Iterator[str]:
    """The headings that a supplementary disease is mapped to, each wider than it; those of substances are classes."""
    if record.get("SCRClass") == _DISEASE:
        for number in record.iterfind("HeadingMappedToList/HeadingMappedTo/DescriptorReferredTo/DescriptorUI"):
            yield MESH + (number.text or "").lstrip("*")  # marks a main topic


class _Graph:
    """What is needed of the triples: labels, who has which concepts and terms, tree numbers."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.parts: dict[str, list[str]] = {}
        self.numbers: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}

    def add(self, subject: str, predicate: str, term: str) -> None:
        local = predicate.removeprefix(_VOCABULARY)
        if predicate == _LABEL:
            self.labels[subject] = _text(term)
        elif local in ("concept", "preferredConcept", "term", "preferredTerm"):
            self.parts.setdefault(subject, []).append(term.strip("<>").rpartition("/")[2])
        elif local == "treeNumber":
            self.numbers.setdefault(subject, []).append(term.strip("<>").rpartition("/")[2])
        elif local in ("prefLabel", "altLabel"):
            self.names.setdefault(subject, []).append(_text(term))

    def below(self, node: str) -> Iterator[str]:
        """The names of a node and of its concepts and terms."""
        yield from ([self.labels[node]] if node in self.labels else [])
        yield from self.names.get(node, ())
        for part in self.parts.get(node, ()):
            yield from self.below(part)


def read_mesh_triples(text: TextIO) -> Iterator[VocabularyTerm]:
    """Terms of the NLM's N-Triples, which are read whole: about 2 GB of memory for all of MeSH."""
    graph = _Graph()
    for line in text:
        if found := _TRIPLE.match(line):
            graph.add(found[1], found[2], found[3])
    for node, label in graph.labels.items():
        if re.fullmatch(r"[CD][0-9]+", node):
            synonyms = [name for name in dict.fromkeys(graph.below(node)) if name != label]
            trees = tuple(dict.fromkeys(graph.numbers.get(node, ())))
            names = tuple((Rank.SYNONYM, name) for name in synonyms)
            yield VocabularyTerm(MESH + node, label, names, branches_of_trees(trees), trees=trees)


def _text(term: str) -> str:
    inner = term[1 : term.rindex('"')]
    return re.sub(
        r'\\(?:u([0-9A-Fa-f]{4})|(["\\]))',
        lambda found: chr(int(found[1], 16)) if found[1] else found[2],
        inner,
    )
