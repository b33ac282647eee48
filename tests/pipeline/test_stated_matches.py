"""A match that a record states stands with its node; the link stage gives its evidence and does not say it again."""

from typing import cast

from kg.iris import Minter
from kg.linking import Linker, Match, Method, SharedNode
from kg.linking.match import Predicate
from kg.pipeline.graph.links import LinkStage
from kg.rdf.terms import RDF_TYPE

BASE = "https://w3id.org/kgbuild/id/"
ASTHMA = "http://id.nlm.nih.gov/mesh/D001249"
EXACT = "<http://www.w3.org/2004/02/skos/core#exactMatch>"
NODE = f"<{BASE}condition/asthma>"


class _Linker:
    def match(self, node: SharedNode) -> list[Match]:
        return [
            Match(
                subject=node.iri,
                predicate=Predicate.EXACT,
                object=ASTHMA,
                justification="https://w3id.org/semapv/vocab/LexicalMatching",
                method=Method.PREFERRED_LABEL,
                confidence=0.99,
            )
        ]


def test_no_match_is_said_twice() -> None:
    shared = [
        (NODE, RDF_TYPE, "<https://w3id.org/kgbuild/ontology#Condition>"),
        (NODE, "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Asthma"'),
    ]
    stage = LinkStage(cast(Linker, _Linker()), Minter())
    direct = (NODE, EXACT, f"<{ASTHMA}>")
    assert direct in list(stage.of_nodes(shared))
    links = list(stage.of_nodes([*shared, direct]))
    assert direct not in links
    assert any(subject.startswith(f"<{BASE}mapping/") for subject, _, _ in links)
