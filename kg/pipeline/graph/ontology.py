"""The ontology, its code lists and its alignments as triples."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from kg import assets
from kg.iris import BASE, Minter
from kg.prefixes import Prefixes
from kg.rdf import Format, Triple, parse, shipped_context
from kg.rdf.terms import iri

from .whole_file import whole_file

__all__ = ["ontology_triples", "write_ontology"]

_ALIGNMENTS = "ontology/alignments.sssom.tsv"


def ontology_triples() -> Iterator[Triple]:
    """Classes and properties, then code lists, then alignments; grouped by subject within each file."""
    for path in assets.vocabulary_files():
        quads = parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions={})
        yield from ((subject, predicate, term) for subject, predicate, term, _ in quads)
    yield from _alignments()


def write_ontology(stream: BinaryIO, form: Format) -> None:
    """Writes the ontology to a stream in any format."""
    with whole_file(form, stream, base=BASE) as writer:
        writer.triples(sorted(ontology_triples()), graph=iri(Minter().absolute(Minter().graph("ontology"))))
        writer.close()


def _alignments() -> Iterator[Triple]:
    """The rows of the SSSOM table as direct mappings; its prefixes stand in its own header."""
    lines = assets.read(_ALIGNMENTS).splitlines()
    prefixes = shipped_context().prefixes | Prefixes.declared(lines)
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        subject, predicate, target = (
            _expand(row[column], prefixes) for column in ("subject_id", "predicate_id", "object_id")
        )
        yield subject, predicate, target


def _expand(curie: str, prefixes: Prefixes) -> str:
    prefix, _, local = curie.partition(":")
    return iri(prefixes[prefix] + local)
