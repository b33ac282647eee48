"""An answer as text: CSV, TSV, SPARQL JSON, Markdown, Turtle, and cells for a table on a terminal."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import chain

import pyoxigraph

from kg.errors import UsageError
from kg.rdf.curies import compact, known_prefixes
from kg.rdf.terms import literal_parts

from .answers import Answer, Row

__all__ = ["FORMATS", "cells", "pieces", "render"]


def render(answer: Answer, form: str) -> str:
    """The answer as text in one of `FORMATS`; raises UsageError where the format cannot hold it."""
    return "".join(pieces(answer, form))


def pieces(answer: Answer, form: str) -> Iterator[str]:
    """The same text piece by piece, so that a large answer is not held twice."""
    if answer.boolean is not None:
        word = "yes\n" if answer.boolean else "no\n"
        return iter([f"{json.dumps({'head': {}, 'boolean': answer.boolean})}\n" if form == "json" else word])
    if answer.triples is not None:
        if form not in ("ttl", "csv", "table", "json"):
            raise UsageError("a CONSTRUCT or DESCRIBE query answers in Turtle, --format ttl, or JSON-LD, --format json")
        return iter([_json_ld(answer) if form == "json" else _turtle(answer)])
    if form == "ttl":
        raise UsageError("--format ttl is for CONSTRUCT and DESCRIBE")
    return FORMATS[form](answer)


def cells(answer: Answer) -> list[list[str]]:
    """Each row as short texts: IRIs compact, as a query may name them again, white space as one space."""
    return [[_named(term, answer.base) for term in row] for row in answer.rows]


def _parsed(answer: Answer) -> Iterator[pyoxigraph.Quad]:
    lines = sorted({f"{subject} {predicate} {term} .\n" for subject, predicate, term in answer.triples or ()})
    return pyoxigraph.parse("".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)


def _json_ld(answer: Answer) -> str:
    content = pyoxigraph.serialize(_parsed(answer), format=pyoxigraph.RdfFormat.JSON_LD)
    return (content or b"").decode() + "\n"


def _turtle(answer: Answer) -> str:
    prefixes = dict(known_prefixes())
    content = pyoxigraph.serialize(_parsed(answer), format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    head, body = _divided((content or b"").decode())
    # pyoxigraph writes all prefixes, in another order each time.
    return "".join(line for line in sorted(head) if line.split()[1] in body) + body


def _divided(turtle: str) -> tuple[list[str], str]:
    """The lines that declare prefixes, and the rest."""
    lines = turtle.splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix ")]
    return head, "".join(lines[len(head) :])


def _csv(answer: Answer) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV: values without types, lines end in CR LF."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in chain([answer.variables], ([_plain(term) for term in row] for row in answer.rows)):
        writer.writerow(row)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()


def _plain(term: str | None) -> str:
    if term is None:
        return ""
    return literal_parts(term)[0] if term[0] == '"' else term.removeprefix("<").removesuffix(">")


def _tsv(answer: Answer) -> Iterator[str]:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    yield "\t".join(f"?{name}" for name in answer.variables) + "\n"
    for row in answer.rows:
        yield "\t".join(term or "" for term in row) + "\n"


def _json(answer: Answer) -> Iterator[str]:
    names = json.dumps(list(answer.variables), ensure_ascii=False)
    yield f'{{"head": {{"vars": {names}}}, "results": {{"bindings": ['
    for place, row in enumerate(answer.rows):
        yield ", " if place else ""
        yield json.dumps(_bindings(answer.variables, row), ensure_ascii=False)
    yield "]}}\n"


def _bindings(variables: tuple[str, ...], row: Row) -> dict[str, dict[str, str]]:
    return {name: _binding(term) for name, term in zip(variables, row, strict=True) if term is not None}


def _binding(term: str) -> dict[str, str]:
    if term[0] == "<":
        return {"type": "uri", "value": term[1:-1]}
    if term[0] != '"':
        return {"type": "bnode", "value": term.removeprefix("_:")}
    text, datatype, language = literal_parts(term)
    more = {"datatype": datatype} if datatype else {"xml:lang": language} if language else {}
    return {"type": "literal", "value": text} | more


def _markdown(answer: Answer) -> Iterator[str]:
    head = (answer.variables, tuple("---" for _ in answer.variables))
    rows = (tuple(_short(term, answer.base).replace("|", "\\|") for term in row) for row in answer.rows)
    yield from (f"| {' | '.join(line)} |\n" for line in chain(head, rows))


def _named(term: str | None, base: str) -> str:
    """A term as a query may name it again: what has no prefix in angle brackets."""
    short = _short(term, base)
    bare = term is not None and term[0] == "<" and (term[1:-1] == f"{base}{short}" or short == term[1:-1])
    return f"<{short}>" if bare else short


def _short(term: str | None, base: str) -> str:
    return compact(term[1:-1], base=base) if term and term[0] == "<" else " ".join(_plain(term).split())


FORMATS: dict[str, Callable[[Answer], Iterator[str]]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}
"""Name of a format of rows -> the pieces of its text; a table is drawn by the command line."""
