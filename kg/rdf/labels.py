"""What nodes are called: each class names its label property in its shape, and that is the one place.

The property shape of that property has `dash:propertyRole dash:LabelRole`, as forms and browsers that know DASH look
for it; `cts:labelOtherwise` lists what is read where a node does not have it. Codes have `skos:prefLabel`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg import assets

from .context import shipped_context
from .formats import Format
from .parsing import parse
from .terms import Triple, literal_parts

__all__ = ["LabelProperties", "code_label", "label_properties", "shipped_labels"]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ROLE, _IS_LABEL = "<http://datashapes.org/dash#propertyRole>", "<http://datashapes.org/dash#LabelRole>"
_OTHERWISE = "<https://w3id.org/kgbuild/shapes#labelOtherwise>"
_PATH, _PROPERTY, _CLASS = f"<{_SH}path>", f"<{_SH}property>", f"<{_SH}targetClass>"
_FIRST, _REST, _NIL = f"<{_RDF}first>", f"<{_RDF}rest>", f"<{_RDF}nil>"
_PREF_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


class LabelProperties(NamedTuple):
    """The properties by which nodes are called, as terms; of each class the label property first."""

    of_class: Mapping[str, tuple[str, ...]]
    of_any: tuple[str, ...]
    """For nodes of no class that has one: all label properties, those of most classes first."""

    def label(self, classes: Iterable[str], values: Callable[[str], Sequence[str]]) -> str | None:
        """What a node of some classes is called; `values` gives the terms that it has of a property."""
        named = next((self.of_class[each] for each in classes if each in self.of_class), self.of_any)
        found = next((terms for each in named if (terms := values(each))), None)
        return min(map(_text, found)) if found else None


def _text(term: str) -> str:
    return literal_parts(term)[0] if term[0] == '"' else term.removeprefix("<").removesuffix(">")


@cache
def shipped_labels() -> LabelProperties:
    """Those of the shapes that ship."""
    return label_properties(triple for path in assets.shapes() for triple in _triples(path))


def label_properties(shapes: Iterable[Triple]) -> LabelProperties:
    """Those that shapes name. Blank nodes of several files are different ones."""
    said: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term in shapes:
        if predicate in (_ROLE, _OTHERWISE, _PATH, _PROPERTY, _CLASS, _FIRST, _REST):
            said.setdefault(subject, {}).setdefault(predicate, []).append(term)
    roles = {node: facts[_PATH][0] for node, facts in said.items() if _IS_LABEL in facts.get(_ROLE, ())}
    of_class: dict[str, tuple[str, ...]] = {}
    for facts in said.values():
        for rule in (each for each in facts.get(_PROPERTY, ()) if each in roles):
            named = (roles[rule], *_members(said, said[rule].get(_OTHERWISE, [_NIL])[0]))
            of_class |= dict.fromkeys(facts.get(_CLASS, ()), named)
    counts = Counter(named[0] for named in of_class.values())
    return LabelProperties(of_class, tuple(sorted(counts, key=lambda each: (-counts[each], each))))


def _members(said: Mapping[str, Mapping[str, list[str]]], head: str) -> Iterator[str]:
    while head != _NIL:
        yield said[head][_FIRST][0]
        head = said[head][_REST][0]


def code_label(term: str, notation: str) -> str | None:
    """What a code of the code list of a term is called; None if the list does not hold it."""
    vocabulary = shipped_context().terms[term].vocabulary
    return (
        _code_labels(vocabulary.rstrip("/").rpartition("/")[2]).get(f"<{vocabulary}{notation}>") if vocabulary else None
    )


@cache
def _code_labels(name: str) -> dict[str, str]:
    return {
        node: _text(label)
        for node, predicate, label in _triples(f"ontology/codes/{name}.ttl")
        if predicate == _PREF_LABEL
    }


def _triples(path: str) -> Iterator[Triple]:
    for subject, predicate, term, _ in parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions={}):
        yield subject, predicate, term
