"""The JSON-LD of nodes says what the triples say, whatever the context expects."""

import msgspec
import pytest

from kg.iris import BASE
from kg.rdf import Format, parse, shipped_context, shipped_definitions
from kg.rdf.nodes import Unwalk
from kg.rdf.terms import XSD

CT = "https://w3id.org/kgbuild/ontology#"
NODE = f"<{BASE}study/X>"


@pytest.mark.parametrize(
    ("property", "term"),
    [
        ("enrollment", f'"007"^^<{XSD}integer>'),
        ("enrollment", f'"{2**60}"^^<{XSD}integer>'),
        ("enrollment", f'"12"^^<{XSD}integer>'),
        ("hasResults", f'"1"^^<{XSD}boolean>'),
        ("hasResults", f'"true"^^<{XSD}boolean>'),
        ("startDate", '"soon"'),
        ("startDate", f'"2020"^^<{XSD}gYear>'),
        ("overallStatus", '"COMPLETED"'),
        ("unheardOf", f'"1"^^<{XSD}integer>'),
    ],
)
def test_a_literal_comes_back_as_it_was(property: str, term: str) -> None:
    (node,) = Unwalk(shipped_context(), BASE)([(NODE, f"<{CT}{property}>", term)])
    document = msgspec.json.encode({"@context": {**shipped_definitions(), "@base": BASE}, **node})
    quads = list(parse(document, Format.JSONLD, name="x", definitions={}))
    assert quads == [(NODE, f"<{CT}{property}>", term, "")]
