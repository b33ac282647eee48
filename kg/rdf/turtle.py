"""Terms and triples as Turtle: prefixes, relative IRIs, and long texts that can be read."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .context import Context
from .terms import RDF_TYPE, XSD, Triple

__all__ = ["TurtleText"]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPE = re.compile(r"\\(.)")
_BARE = {f"{XSD}integer": re.compile(r"[+-]?[0-9]+"), f"{XSD}boolean": re.compile("true|false")}
_BARE[f"{XSD}decimal"] = re.compile(r"[+-]?[0-9]*\.[0-9]+")


class TurtleText:
    """Renders triples as Turtle under the prefixes of a context and a base IRI."""

    def __init__(self, context: Context, base: str) -> None:
        self._base = base
        self._relative = base.removesuffix("#")
        self._prefixes = context.declared
        self._short: dict[str, str] = {}

    def header(self) -> str:
        """The base and the prefixes."""
        prefixes = "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self._prefixes))
        return f"@base <{self._base}> .\n{prefixes}"

    def subjects(self, triples: Iterable[Triple], *, indent: str = "") -> Iterator[str]:
        """One block of text for each run of triples with one subject."""
        for subject, rows in groupby(triples, key=lambda row: row[0]):
            by_predicate: dict[str, list[str]] = {RDF_TYPE: []}
            for _, predicate, term in rows:
                by_predicate.setdefault(predicate, []).append(self.term(term))
            said = [
                f"{'a' if p == RDF_TYPE else self.term(p)} {', '.join(terms)}"
                for p, terms in by_predicate.items()
                if terms
            ]
            yield f"\n{indent}{self.term(subject)} {f' ;{chr(10)}{indent}  '.join(said)} .\n"

    def term(self, term: str) -> str:
        """A term in its shortest form."""
        if term[0] == '"':
            return self._literal(term)
        if term[0] != "<":
            return term
        if term.startswith(self._relative, 1):
            return f"<{term[1 + len(self._relative) :]}"
        if (found := self._short.get(term)) is None:
            found = self._prefixed(term[1:-1]) or term
            if len(self._short) < 100_000:
                self._short[term] = found
        return found

    def _prefixed(self, iri: str) -> str | None:
        found = self._prefixes.split(iri)
        return ":".join(found) if found and _LOCAL.fullmatch(found[1]) else None

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
