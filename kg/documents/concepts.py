"""How the registry indexes a study: MeSH concepts and their ancestors, and the terms and branches of its own index."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.iris import Minter, mesh_iri, normal_form
from kg.record import BrowseLeaf, Concept, Indexing, Study

from .keyed_parts import KeyedPart, keyed
from .node import Node, SharedNodes, new_node, put_all, telling

__all__ = ["describe_indexing", "match_of", "matches_of"]

_CONCEPT = ("skos:Concept",)
_NOTHING = Indexing()

_tell_leaf = telling({"name": "name", "identifier": "id", "foundText": "found", "relevance": "relevance"})
_normal_form = lru_cache(maxsize=16_384)(normal_form)


class _Terms(NamedTuple):
    concept: str
    ancestor: str
    name: str
    leaf: str
    branch: str


_OF_CONDITIONS = _Terms(
    "conditionConcept",
    "conditionConceptAncestor",
    "conditionConceptName",
    "conditionBrowseLeaf",
    "conditionBrowseBranch",
)
_OF_INTERVENTIONS = _Terms(
    "interventionConcept",
    "interventionConceptAncestor",
    "interventionConceptName",
    "interventionBrowseLeaf",
    "interventionBrowseBranch",
)


def describe_indexing(study: Study, *, root: str, mint: Minter, shared: SharedNodes) -> Node:
    """The index terms of the conditions and of the interventions of a study."""
    facts: Node = {}
    for indexing, terms in (
        (study.condition_indexing, _OF_CONDITIONS),
        (study.intervention_indexing, _OF_INTERVENTIONS),
    ):
        if indexing == _NOTHING:
            continue
        _put_nodes(facts, terms.concept, _concepts(indexing.concepts, shared))
        put_all(facts, terms.name, (concept.term for concept in indexing.concepts if concept.term))
        _put_nodes(facts, terms.ancestor, _concepts(indexing.ancestors, shared))
        leaves = keyed(indexing.leaves, lambda leaf: (leaf.id, leaf.name))
        _put_nodes(facts, terms.leaf, (_leaf(each, f"{root}/browse-leaf/{each.key}") for each in leaves))
        _put_nodes(
            facts,
            terms.branch,
            (
                shared.node(mint.browse_branch(branch.id), _CONCEPT, identifier=branch.id, prefLabel=branch.name)
                for branch in indexing.branches
            ),
        )
    return facts


def matches_of(indexing: Indexing) -> Mapping[str, str]:
    """Normal form of a term -> its concept: a name of the study that is the same string names the same thing.

    The record itself is the evidence: it states the name and the term beside each other. Which name a term was
    assigned for it does not state, so nothing is matched where they differ.
    """
    return {
        _normal_form(concept.term): iri
        for concept in indexing.concepts
        if concept.term and concept.id and (iri := mesh_iri(concept.id))
    }


def match_of(name: str, matches: Mapping[str, str]) -> str | None:
    """The concept that a name of the study names by the record's own evidence."""
    return matches.get(_normal_form(name)) if matches else None


def _concepts(concepts: Iterable[Concept], shared: SharedNodes) -> Iterable[Node]:
    for concept in concepts:
        if concept.id and (iri := mesh_iri(concept.id)):
            yield shared.node(iri, _CONCEPT, prefLabel=concept.term)


def _leaf(each: KeyedPart[BrowseLeaf], iri: str) -> Node:
    node = new_node(iri, "BrowseLeaf")
    _tell_leaf(node, each.part)
    node["position"] = each.position
    return node


def _put_nodes(facts: Node, term: str, nodes: Iterable[Node]) -> None:
    different: dict[str, Node] = {}
    for node in nodes:
        different.setdefault(node["@id"], node)
    if different:
        facts[term] = list(different.values())
