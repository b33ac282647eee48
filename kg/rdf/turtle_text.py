"""Terms and triples as Turtle: prefixes, relative IRIs, and long texts that can be read."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.prefixes import Prefixes

from .terms import RDF_TYPE, XSD, Triple

__all__ = ["TurtleText"]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPE = re.compile(r"\\(.)")
_BARE = {f"{XSD}integer": re.compile(r"[+-]?[0-9]+"), f"{XSD}boolean": re.compile("true|false")}
_BARE[f"{XSD}decimal"] = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_RELATIVE = re.compile(r"(?!\.{1,2}[/>])[^/?#:>]++(?:/(?!\.{1,2}[/>])[^/?#>]*+)*+>")
"""What may follow the base of a relative IRI so that it resolves to the same IRI: a plain path (RFC 3986, 4.2)."""
_REMEMBERED = 100_000


class TurtleText:
    """Renders triples as Turtle under prefixes and a base IRI, and notes which of these it used.

    With `objects` only so many objects of a property stand on one line; of more each has a line.
    """

    def __init__(self, prefixes: Prefixes, base: str, *, objects: int | None = None) -> None:
        self._base = base
        self._relative = base.removesuffix("#")
        self._begin = 1 + len(self._relative)
        self._sound = (re.compile("#[^>]*>") if base.endswith("#") else _RELATIVE).match
        # Where no prefix begins with the base, an IRI below it needs no look at the prefixes.
        self._base_first = not any(namespace.startswith(base) for namespace in prefixes.values())
        self._prefixes = prefixes
        self._objects = objects
        self._short: dict[str, str] = {}
        self.used: set[str] = set()
        """The prefixes used."""
        self.base_used = False

    def header(self, names: Iterable[str] | None = None) -> str:
        """The base and these prefixes; without names all."""
        return self._header(self._prefixes if names is None else names, base=True)

    def used_header(self) -> str:
        """The base and the prefixes, as far as they were used."""
        return self._header(self.used, base=self.base_used)

    def _header(self, names: Iterable[str], *, base: bool) -> str:
        prefixes = "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(names))
        return f"@base <{self._base}> .\n{prefixes}" if base else prefixes

    def subjects(self, triples: Iterable[Triple], *, indent: str = "") -> Iterator[str]:
        """One block of text for each run of triples with one subject."""
        for subject, rows in groupby(triples, key=lambda row: row[0]):
            by_predicate: dict[str, list[str]] = {RDF_TYPE: []}
            for _, predicate, term in rows:
                by_predicate.setdefault(predicate, []).append(self.term(term))
            said = [
                f"{'a' if p == RDF_TYPE else self.term(p)} {self._listed(terms, indent)}"
                for p, terms in by_predicate.items()
                if terms
            ]
            yield f"\n{indent}{self.term(subject)} {f' ;{chr(10)}{indent}  '.join(said)} .\n"

    def _listed(self, terms: list[str], indent: str) -> str:
        if self._objects is None or len(terms) <= self._objects:
            return ", ".join(terms)
        return f",\n{indent}    ".join(terms)

    def term(self, term: str) -> str:
        """A term in its shortest form; `a` is not among these, since it stands for rdf:type as a predicate alone."""
        if term[0] == '"':
            return self._literal(term)
        if term[0] != "<":
            return term
        if self._base_first and term.startswith(self._relative, 1) and self._sound(term, self._begin):
            self.base_used = True
            return f"<{term[self._begin :]}"
        if (found := self._short.get(term)) is None:
            found = self._prefixed(term[1:-1]) or self._below_base(term) or term
            if len(self._short) < _REMEMBERED:
                self._short[term] = found
        return found

    def _below_base(self, term: str) -> str | None:
        if not term.startswith(self._relative, 1):
            return None
        if not self._sound(term, self._begin):
            return None
        self.base_used = True
        return f"<{term[self._begin :]}"

    def _prefixed(self, iri: str) -> str | None:
        found = self._prefixes.split(iri)
        if found is None or not _LOCAL.fullmatch(found[1]):
            return None
        self.used.add(found[0])
        return ":".join(found)

    def _literal(self, term: str) -> str:
        if term[-1] == ">":
            text, _, datatype = term[1:-1].rpartition('"^^<')
            if datatype in _BARE and _BARE[datatype].fullmatch(text):
                return text
            return f'"{text}"^^{self.term(f"<{datatype}>")}'
        if "\\n" not in term or term[-1] != '"':
            return term
        text = _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[0], term[1:-1])
        return f'"""{text}"""' if "\n" in text else term
