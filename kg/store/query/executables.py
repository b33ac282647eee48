"""The questions that ship as SHACL-SPARQL executables: query editors read these and offer them as examples.

The form is that of sib-swiss/sparql-examples, which YASGUI-based editors ask endpoints for: `sh:select` or
`sh:construct`, `rdfs:comment`, `sh:prefixes`.
"""

from collections.abc import Iterator

from kg.rdf import Triple, shipped_context
from kg.rdf.terms import RDF_TYPE, iri, literal
from kg.rdf.turtle_text import TurtleText

from .queries import Example, examples, with_prefixes

__all__ = ["questions", "questions_turtle"]

_QUERY = "https://w3id.org/kgbuild/query/"
_SH = "http://www.w3.org/ns/shacl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"


def questions() -> Iterator[Triple]:
    """Each question that ships as a node: title, purpose, limits, and the query with a value for each parameter."""
    for each in examples():
        yield from _question(each)


def questions_turtle() -> str:
    """The questions as Turtle."""
    text = TurtleText(shipped_context().declared, _QUERY)
    return text.header() + "".join(text.subjects(questions()))


def _question(example: Example) -> Iterator[Triple]:
    node = iri(f"{_QUERY}{example.name}")
    yield node, RDF_TYPE, iri(f"{_SH}SPARQLExecutable")
    kind = "Construct" if example.constructs else "Select"
    yield node, RDF_TYPE, iri(f"{_SH}SPARQL{kind}Executable")
    yield node, iri(f"{_RDFS}label"), f"{literal(example.title)}@en"
    about = ". ".join(text.strip().rstrip(".") for text in (example.title, example.purpose, example.limits) if text)
    yield node, iri(f"{_RDFS}comment"), f"{literal(about)}@en"
    yield node, iri(f"{_SH}{kind.lower()}"), literal(with_prefixes(example.shown))
    for parameter in example.parameters:
        yield node, iri(f"{_SCHEMA}keywords"), literal(f"{parameter.name}: {parameter.meaning}")
