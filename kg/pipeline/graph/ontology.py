"""The ontology, its code lists and its alignments as triples.

What follows from other files is not written into `ontology/kgbuild.ttl`, which people read, but added here: that the
ontology defines its terms, and an example of each, which the shapes have.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

from kg import assets
from kg.iris import BASE, ONTOLOGY, Minter
from kg.prefixes import Prefixes
from kg.rdf import Format, Triple, parse, shipped_context
from kg.rdf.terms import iri

from .whole_file import whole_file

__all__ = ["ontology_triples", "write_ontology"]

_ALIGNMENTS = "ontology/alignments.sssom.tsv"
_DEFINED_BY = "<http://www.w3.org/2000/01/rdf-schema#isDefinedBy>"
_EXAMPLE = "<http://www.w3.org/2004/02/skos/core#example>"
_PATH = "<http://www.w3.org/ns/shacl#path>"
_PROPERTY = "<http://www.w3.org/ns/shacl#property>"
_TARGET = "<http://www.w3.org/ns/shacl#targetClass>"
_OWN = f"<{ONTOLOGY}"
_NAMED = re.compile(r"\bct:([A-Z]\w*|\w+(?= [^.;,]))")
"""A class, or a property with a value behind it."""


def ontology_triples() -> Iterator[Triple]:
    """Classes and properties, then code lists, then alignments; grouped by subject within each file."""
    own, *lists = assets.vocabulary_files()
    yield from _annotated(_read(own))
    for path in lists:
        yield from _read(path)
    yield from _alignments()


def write_ontology(stream: BinaryIO, form: Format) -> None:
    """Writes the ontology to a stream in any format."""
    with whole_file(form, stream, base=BASE) as writer:
        writer.triples(sorted(ontology_triples()), graph=iri(Minter().absolute(Minter().graph("ontology"))))
        writer.close()


def _read(path: str) -> Iterator[Triple]:
    quads = parse(assets.read(path).encode(), Format.TURTLE, name=path, definitions={})
    yield from ((subject, predicate, term) for subject, predicate, term, _ in quads)


def _annotated(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, and behind those of a term of ours what defines it and an example, where it has none."""
    examples = _examples()
    for subject, group in groupby(triples, key=lambda triple: triple[0]):
        said = list(group)
        yield from said
        if subject.startswith(_OWN):
            yield subject, _DEFINED_BY, iri(ONTOLOGY.rstrip("#"))
            if subject in examples and all(predicate != _EXAMPLE for _, predicate, _ in said):
                yield subject, _EXAMPLE, examples[subject]


def _examples() -> Mapping[str, str]:
    """Term of ours -> a good example: of the first rule on it, else of the first that shows or checks it."""
    shapes = [triple for path in assets.shapes() for triple in _read(path)]
    texts = dict(sorted((shape, term) for shape, predicate, term in shapes if predicate == _EXAMPLE))
    said = {(shape, predicate): term for shape, predicate, term in shapes}
    found: dict[str, str] = {}
    for shape, text in texts.items():
        found.setdefault(said[shape, _PATH], text)
    for text in texts.values():
        for name in _NAMED.findall(text):
            found.setdefault(f"{_OWN}{name}>", text)
    for shape, predicate, rule in sorted(shapes):
        if predicate == _PROPERTY and rule in texts and (shape, _TARGET) in said:
            found.setdefault(said[shape, _TARGET], texts[rule])
    return found


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
