"""A match that a record states stands with its node; the link stage gives its evidence and does not say it again."""

from collections.abc import Sequence
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
SHARED = [
    (NODE, RDF_TYPE, "<https://w3id.org/kgbuild/ontology#Condition>"),
    (NODE, "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Asthma"'),
]


class _Linker:
    def is_disease(self, matches: Sequence[Match]) -> bool:
        return bool(matches)

    def rejected(self, _: str, *, label: str) -> tuple[Match, ...]:
        return ()

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


def test_a_condition_that_is_a_disease_is_of_the_class_beside_its_match() -> None:
    disease = (NODE, RDF_TYPE, "<https://schema.org/MedicalCondition>")
    assert disease in list(LinkStage(cast(Linker, _Linker()), Minter()).of_nodes(SHARED))
    treatment = [(NODE, RDF_TYPE, "<https://w3id.org/kgbuild/ontology#Treatment>"), SHARED[1]]
    assert disease not in list(LinkStage(cast(Linker, _Linker()), Minter()).of_nodes(treatment))


def test_no_match_is_said_twice() -> None:
    stage = LinkStage(cast(Linker, _Linker()), Minter())
    direct = (NODE, EXACT, f"<{ASTHMA}>")
    assert direct in list(stage.of_nodes(SHARED))
    links = list(stage.of_nodes([*SHARED, direct]))
    assert direct not in links
    assert any(subject.startswith(f"<{BASE}mapping/") for subject, _, _ in links)
