"""Turtle in tests, with the usual prefixes."""

from kg.rdf import Format, parse
from kg.rdf.terms import XSD, Triple
from kg.shacl import number_blank_nodes
from kg.shacl.vocabulary import SH

__all__ = ["parse_turtle", "turtle"]

_PREFIXES = f"""
@prefix sh: <{SH}> . @prefix xsd: <{XSD}> . @prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""


def turtle(text: str) -> list[Triple]:
    return parse_turtle((_PREFIXES + text).encode())


def parse_turtle(content: bytes, *, base: str | None = None) -> list[Triple]:
    return number_blank_nodes(parse(content, Format.TURTLE, name="a test", definitions={}, base=base))
