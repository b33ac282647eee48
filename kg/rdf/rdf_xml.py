"""Statements -> RDF/XML, which states each property as an element: some statements it cannot carry, and that is said.

Written by hand since pyoxigraph writes elements without a name for properties whose IRI ends in no name of XML, and
characters that XML forbids.
"""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from kg.errors import FileError
from kg.prefixes import STANDARD, Prefixes

from .dataset import Dataset
from .terms import literal_parts

__all__ = ["rdf_xml"]

_RDF = STANDARD["rdf"]
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
)
_START += "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NAME = re.compile(rf"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*")
"""A name of XML without a colon (NCName)."""
_NAME_AT_END = re.compile(rf"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*\Z")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYNTAX = {
    *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
    *("aboutEach", "aboutEachPrefix", "bagID"),
}
"""Names of RDF that no property may have in RDF/XML."""
_LANGUAGE_STRING = f"{_RDF}langString"


def rdf_xml(dataset: Dataset, prefixes: Mapping[str, str], *, name: str) -> Iterator[str]:
    """The lines of a document with the statements of the graph without name; raises FileError for what does not fit."""
    names = _Names(prefixes, name)
    properties = {predicate: names.of(predicate) for each in dataset.graphs[""].values() for predicate in each}
    nodes = _Nodes()
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in sorted(names.used.items()):
        yield f"\n  xmlns:{prefix}={quoteattr(namespace)}"
    yield ">\n"
    for subject, stated in dataset.graphs[""].items():
        yield f"  <rdf:Description {nodes.reference(subject, 'about')}>\n"
        for predicate, terms in stated.items():
            yield from (f"    {_element(properties[predicate], term, nodes, name)}\n" for term in terms)
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


class _Names:
    """The names of properties as elements; the namespaces that they use."""

    def __init__(self, prefixes: Mapping[str, str], document: str) -> None:
        known = {name: each for name, each in prefixes.items() if _NAME.fullmatch(name) and name[:3].lower() != "xml"}
        self._known = Prefixes({name: each for name, each in known.items() if name != "rdf" and each != _RDF})
        self._document = document
        self.used = {"rdf": _RDF}

    def of(self, predicate: str) -> str:
        """The name of the element of a property."""
        text = predicate[1:-1]
        found = self._known.split(text)
        if found and _NAME.fullmatch(found[1]):
            self.used[found[0]] = self._known[found[0]]
            return f"{found[0]}:{found[1]}"
        local = _NAME_AT_END.search(text)
        if local is None or not local.start() or text in {_RDF + each for each in _SYNTAX}:
            raise FileError(f"{self._document} cannot be RDF/XML: it has no name for the property {predicate}")
        namespace = text[: local.start()]
        return f"{self._prefix(namespace)}:{local[0]}"

    def _prefix(self, namespace: str) -> str:
        for prefix, used in self.used.items():
            if used == namespace:
                return prefix
        number = 1
        while (prefix := f"ns{number}") in self.used or prefix in self._known:
            number += 1
        self.used[prefix] = namespace
        return prefix


class _Nodes:
    """Nodes as attributes; blank ones are numbered, since their labels need be no names of XML."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def reference(self, term: str, attribute: str) -> str:
        """The attribute that says which node is meant."""
        if term[0] == "<":
            return f"rdf:{attribute}={quoteattr(term[1:-1])}"
        return f'rdf:nodeID="b{self._numbers.setdefault(term, len(self._numbers))}"'


def _element(tag: str, term: str, nodes: _Nodes, document: str) -> str:
    if term[0] != '"':
        return f"<{tag} {nodes.reference(term, 'resource')}/>"
    value, datatype, language = literal_parts(term)
    if _FORBIDDEN.search(value) or (language and "--" in language):
        raise FileError(f"{document} cannot be RDF/XML, that has no way to state {term[:80]}")
    typed = ""
    if language:
        typed = f" xml:lang={quoteattr(language)}"
    elif datatype and datatype != _LANGUAGE_STRING:
        typed = f" rdf:datatype={quoteattr(datatype)}"
    text = escape(value, {"\r": "&#13;"})
    return f"<{tag}{typed}>{text}</{tag}>"
