"""Shared nodes -> matches -> the triples of the graph `links`."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby
from typing import NamedTuple

from kg.errors import FileError, KgbuildError, Problem
from kg.iris import CODES, ONTOLOGY, Minter
from kg.linking import Linker, Match, Method, SharedNode, StudyNames
from kg.linking.place_matcher import Point
from kg.linking.same_names import NAMED_KINDS, normal_name
from kg.pipeline.faults import LINK, fault
from kg.rdf import Triple
from kg.rdf.spelled_names import SAME_NAME, SPELLING, described_names
from kg.rdf.terms import RDF_TYPE, iri, literal, literal_parts
from kg.statements import NOT, Mapping, mapping_triples

__all__ = ["DISEASE", "LinkStage"]

DISEASE = "<https://schema.org/MedicalCondition>"
"""The class of a condition that is matched to a disease."""

_KINDS = {
    f"<{ONTOLOGY}AdverseEventTerm>": "adverse-event-term",
    f"<{ONTOLOGY}Condition>": "condition",
    f"<{ONTOLOGY}Treatment>": "treatment",
    "<http://www.w3.org/ns/org#Organization>": "organization",
    f"<{ONTOLOGY}Facility>": "facility",
    f"<{ONTOLOGY}Place>": "place",
    f"<{ONTOLOGY}Country>": "country",
}
"""Class of a shared node -> its kind."""


_OF_ORGANIZATIONS = frozenset({"facility", "organization"})
"""Kinds that are matched to organizations."""

_OTHER_NAME = f"<{ONTOLOGY}otherName>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_EXACT = "<http://www.w3.org/2004/02/skos/core#exactMatch>"
_CODE = f"<{ONTOLOGY}countryCode>"
_STATE = f"<{ONTOLOGY}stateName>"
_PLACE = f"<{ONTOLOGY}place>"
_CLASS = f"<{ONTOLOGY}organizationClass>"
_FEDERAL = frozenset(f"<{CODES}organization-class/{code}>" for code in ("FED", "NIH"))
"""Classes of organizations of the United States, the only ones that tell a country."""
_PART_OF = "<http://www.w3.org/ns/org#subOrganizationOf>"
_WITHIN = "<https://schema.org/containedInPlace>"
_LATITUDE, _LONGITUDE = "<https://schema.org/latitude>", "<https://schema.org/longitude>"


class _Described(NamedTuple):
    """A shared node of a kind that can be matched, and what is said of it."""

    subject: str
    kind: str
    said: dict[str, list[str]]


def _described(merged: Sequence[Triple]) -> Iterator[_Described]:
    """The shared nodes that can be matched, in the order of the merge."""
    for subject, group in groupby(merged, key=lambda triple: triple[0]):
        said: dict[str, list[str]] = {}
        for _, predicate, term in group:
            said.setdefault(predicate, []).append(term)
        kind = next((_KINDS[term] for term in said.get(RDF_TYPE, ()) if term in _KINDS), None)
        if kind and _LABEL in said:
            yield _Described(subject, kind, said)


def _node(each: _Described, codes: dict[str, str], mint: Minter) -> SharedNode:
    said = each.said
    text = {predicate: literal_parts(terms[0])[0] for predicate, terms in said.items() if terms[0][0] == '"'}
    point = None
    if _LATITUDE in text and _LONGITUDE in text:
        point = Point(float(text[_LATITUDE]), float(text[_LONGITUDE]))
    node = SharedNode(
        each.subject[1:-1],
        each.kind,
        text[_LABEL],
        text.get(_CODE) or codes.get(said.get(_WITHIN, [""])[0]),
        text.get(_STATE),
        point,
        stated=tuple(term[1:-1] for term in said.get(_EXACT, ())),
        other_names=tuple(literal_parts(term)[0] for term in said.get(_OTHER_NAME, ())),
    )
    if each.kind == "organization" and not _FEDERAL.isdisjoint(said.get(_CLASS, ())):
        return node._replace(country="US")
    if each.kind == "facility" and _PLACE in said:
        # The place may stand in another span; its IRI tells what a facility is matched by.
        country, state, city = mint.words_of_place(said[_PLACE][0][1:-1])
        return node._replace(country=country, state=state, city=city)
    return node


class LinkStage:
    """Matches shared nodes, and infers conditions of studies."""

    def __init__(self, linker: Linker, mint: Minter) -> None:
        self.nodes: Counter[str] = Counter()
        """Kind -> how many nodes there were."""
        self.matched: Counter[str] = Counter()
        """Kind -> how many have a match that is not one of several."""
        self.organizations: set[str] = set()
        """The public identifiers of organizations that sponsors and facilities were matched to."""
        self.problems: list[Problem] = []
        """One for each node whose matching failed."""
        self.spellings: list[Triple] = []
        """The names of the nodes, each with the label of its node."""
        self._linker = linker
        self._mint = mint

    def of_nodes(self, merged: Sequence[Triple], *, support: Iterable[Triple] = ()) -> Iterator[Triple]:
        """The matches of merged shared nodes, the class of the conditions that are diseases, and the names; by subject.

        A direct link that a record states itself stands with its node, and is not said again.
        """
        stated = {triple for triple in merged if triple[1] == _EXACT}
        said_of_all = chain(support, merged)
        # Codes of countries may stand in the support.
        codes = {subject: literal_parts(term)[0] for subject, predicate, term in said_of_all if predicate == _CODE}
        for each in _described(merged):
            self.nodes[each.kind] += 1
            with self._one(each.subject[1:-1]) as found:
                node = _node(each, codes, self._mint)
                matches = self._linker.match(node)
                said = self._said((*matches, *self._linker.rejected(node.iri, label=node.label)))
                found += [triple for triple in said if triple not in stated]
                if each.kind == "condition" and self._linker.is_disease(matches):
                    found.append((each.subject, RDF_TYPE, DISEASE))
                self.matched[each.kind] += any(match.method is not Method.AMBIGUOUS for match in matches)
                if each.kind in _OF_ORGANIZATIONS:
                    self.organizations.update(match.object for match in matches)
            yield from found
            yield from self._name(each)

    def of_names(self) -> Iterator[Triple]:
        """What is said of the names that several of the nodes bear; grouped by name."""
        return described_names(sorted(self.spellings))

    def of_studies(self, studies: Iterable[StudyNames]) -> Iterator[Triple]:
        """The conditions inferred of studies, each with the matches that they come from."""
        for study in studies:
            with self._one(study.iri) as found:
                found += self._said((*self._linker.infer_conditions(study), *self._linker.rejected(study.iri)))
            yield from found

    def of_organizations(self, iris: Iterable[str]) -> Iterator[Triple]:
        """What the registry of organizations says of those matched: labels, and what they are part of, up to the top.

        The registry's own identifiers are said of nothing else, so that no record and no other graph says the same.
        """
        for each, label, wholes in self._linker.organizations(iris):
            yield iri(each), _LABEL, literal(label)
            yield from ((iri(each), _PART_OF, iri(whole)) for whole in sorted(wholes))

    def counts(self) -> dict[str, tuple[int, int]]:
        """Kind -> how many nodes have a match, and how many there were."""
        return {kind: (self.matched[kind], count) for kind, count in sorted(self.nodes.items())}

    @contextmanager
    def _one(self, node: str) -> Iterator[list[Triple]]:
        """A list for the links of one node; where its matching fails, the list stays empty and a problem says so.

        A lexicon that cannot be read is no single node's.
        """
        found: list[Triple] = []
        try:
            yield found
        except (MemoryError, KgbuildError):
            raise
        except sqlite3.DatabaseError as error:
            raise FileError(
                f"the vocabularies cannot be read: {error}; `kgbuild vocab list` names their files"
            ) from error
        except Exception as error:  # noqa: BLE001 - whatever matching raises costs this node's matches alone
            found.clear()
            self.problems.append(fault(LINK, error, path=node))

    def _name(self, node: _Described) -> Iterator[Triple]:
        """The name of a node, however it is spelled; none of what is a place or no name."""
        label = node.said[_LABEL][0]
        normal = normal_name(literal_parts(label)[0], node.kind) if node.kind in NAMED_KINDS else ""
        if normal:
            name = iri(self._mint.absolute(self._mint.name(self._mint.relative(node.subject[1:-1]), normal)))
            self.spellings.append((name, SPELLING, label))
            yield node.subject, SAME_NAME, name

    def _said(self, matches: Iterable[Match]) -> Iterator[Triple]:
        return mapping_triples([_mapping(match) for match in matches], mint=self._mint)


def _mapping(match: Match) -> Mapping:
    return Mapping(
        subject=match.subject,
        predicate=match.predicate.value,
        target=match.object,
        justification=match.justification,
        method=match.method.value,
        confidence=match.confidence_text,
        subject_label=match.subject_label,
        object_label=match.object_label,
        match_string=match.match_string,
        source=match.source,
        candidates=match.candidates if match.candidates > 1 else None,
        author_iris=match.author_iris,
        author_labels=match.author_labels,
        reviewer_iris=match.reviewer_iris,
        reviewer_labels=match.reviewer_labels,
        modifier=NOT if match.rejected else None,
        comment=match.comment,
    )
