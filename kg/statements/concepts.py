"""How the registry indexes a study: MeSH concepts and their ancestors, and the terms and branches of its own index."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.iris import mesh_iri, normal_form
from kg.rdf.told import SaidNode
from kg.record import Concept, Indexing, Study

from .draft import Draft, PartTeller
from .shared_nodes import SharedNodes
from .tables import LEAF

__all__ = ["Matches", "matches_of", "tell_indexing"]

_NOTHING = Indexing()

_tell_leaves = PartTeller(LEAF)
_normal_form = lru_cache(maxsize=16_384)(normal_form)


class _Terms(NamedTuple):
    concept: str
    ancestor: str
    name: str
    leaf: str
    branch: str


_CONDITION = _Terms(
    "conditionConcept",
    "conditionConceptAncestor",
    "conditionConceptName",
    "conditionBrowseLeaf",
    "conditionBrowseBranch",
)
_INTERVENTION = _Terms(
    "interventionConcept",
    "interventionConceptAncestor",
    "interventionConceptName",
    "interventionBrowseLeaf",
    "interventionBrowseBranch",
)


def tell_indexing(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The index terms of the conditions and of the interventions of a study."""
    for terms, indexing in ((_CONDITION, study.condition_indexing), (_INTERVENTION, study.intervention_indexing)):
        if indexing == _NOTHING:
            continue
        draft.share(terms.concept, _nodes(indexing.concepts, shared))
        draft.values(terms.name, [concept.term for concept in indexing.concepts if concept.term])
        draft.share(terms.ancestor, _nodes(indexing.ancestors, shared))
        _tell_leaves(draft, terms.leaf, indexing.leaves)
        draft.share(terms.branch, [shared.branch[branch.id, branch.name] for branch in indexing.branches])


class Matches:
    """The concepts of the names of a study, by the record's own evidence: it states the name and the term together.

    A name of the study that is the same string as a term names the same thing. Which name a term was assigned for it
    does not state, so nothing is matched where they differ.
    """

    def __init__(self, by_name: Mapping[str, str]) -> None:
        self._by_name = by_name

    def get(self, name: str) -> str | None:
        """The IRI of the concept that a name of the study names."""
        return self._by_name.get(_normal_form(name)) if self._by_name else None


def matches_of(indexing: Indexing) -> Matches:
    """The concepts that are stated beside the names of a study."""
    return Matches(
        {
            _normal_form(concept.term): iri
            for concept in indexing.concepts
            if concept.term and concept.id and (iri := mesh_iri(concept.id))
        }
    )


def _nodes(concepts: Iterable[Concept], shared: SharedNodes) -> list[SaidNode]:
    return [node for concept in concepts if (node := shared.concept[concept.id, concept.term])]
