"""Shared nodes: conditions, treatments, adverse-event terms, organizations, places, publications, terms of an index.

Many studies name the same ones in the same words. What is said of one is rendered once, and remembered by what it was
rendered from.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kg.countries import country_code
from kg.iris import Minter, doi_iri, mesh_iri, pmid_iri
from kg.rdf.bounded_caches import Memory
from kg.rdf.encoders import TYPE, class_term, code, encoder, iri_term, predicate, text
from kg.rdf.told import SaidNode
from kg.record import Coded, Uncoded

from .keyed_parts import unknown_code
from .placeholders import is_placeholder
from .supers import types_of

__all__ = ["Paper", "SharedNodes"]

_CONCEPT = ("skos:Concept",)
_ORGANIZATION = ("org:Organization", "schema:Organization")
_PUBLICATION = ("fabio:Expression",)
_ARTICLE = ("fabio:Expression", "fabio:JournalArticle")
_IN_JOURNAL = re.compile(r"[;,]\s?\(?[0-9][^;:,]{0,40}:\s?[A-Za-z]{0,4}[0-9]")
"""Volume, issue or both, and the page, as PubMed writes them: `2012 Jan 5;26(1):101-7`, `2008;42 Suppl 2:S54-9`."""

Fact = tuple[str, "bytes | str | None"]
"""A term, and its value; what is no bytes says nothing."""


class Paper(NamedTuple):
    """A publication with a DOI or a PubMed id, and what one record says of it."""

    doi: str | None
    pmid: str | None
    citation: str | None = None
    notices: tuple[tuple[str | None, str | None], ...] = ()
    """PubMed id and citation of each notice that retracts it."""


class SharedNodes:
    """Renders shared nodes under one base. It remembers many, and forgets them when they become too many."""

    def __init__(self, mint: Minter) -> None:
        self._mint = mint
        self.condition = Memory(self._condition)
        """Name, and the concept that the record states for it or None -> node."""
        self.treatment = Memory(self._treatment)
        """Likewise, and what else the record calls it."""
        self.event_term = Memory(self._event_term)
        """The term for an adverse event."""
        self.organization = Memory(self._organization)
        """Name, class, and what the record states to be the same."""
        self.country = Memory(self._country)
        self.city = Memory(self._city)
        """Country, state, city, latitude, longitude."""
        self.facility = Memory(self._facility)
        """Name, country, state, city -> node, or None if the name names no facility."""
        self.concept = Memory(self._concept)
        """MeSH id and term -> node, or None without a sound id."""
        self.branch = Memory(self._branch)
        """Abbreviation and name."""
        self.paper = Memory(self._paper)
        """What is said of a publication that has a DOI or a PubMed id."""

    def _condition(self, named: tuple[str, str | None]) -> SaidNode:
        return self._named(self._mint.condition(named[0]), types_of("Condition"), *named)

    def _treatment(self, named: tuple[str, str | None, tuple[str, ...]]) -> SaidNode:
        name, match, others = named
        return self._named(self._mint.treatment(name), types_of("Treatment"), name, match, others)

    def _event_term(self, term: str) -> SaidNode:
        return self._named(self._mint.adverse_event_term(term), types_of("AdverseEventTerm"), term, None)

    def _named(
        self, iri: str, types: tuple[str, ...], name: str, match: str | None, others: Iterable[str] = ()
    ) -> SaidNode:
        different = (other for other in dict.fromkeys(others) if other != name)
        facts: list[Fact] = [("name", text(name)), *(("otherName", text(other)) for other in different)]
        return self._node(iri, types, *facts, ("exactMatch", match and iri_term(match)))

    def _organization(self, named: tuple[str, Coded | None, tuple[str, ...]]) -> SaidNode:
        name, kind, matches = named
        facts: list[Fact] = [("name", text(name))]
        if isinstance(kind, Uncoded):
            facts.append(("codeText", text(unknown_code("organizationClass", kind))))
        elif kind is not None:
            facts.append(("organizationClass", code("organizationClass", kind)))
        facts += [("sameAs", iri_term(each)) for each in matches]
        return self._node(self._mint.organization(name), _ORGANIZATION, *facts)

    def _country(self, name: str) -> SaidNode:
        known = country_code(name)
        facts = (("name", text(name)), ("countryCode", known and text(known)))
        return self._node(self._mint.country(name), types_of("Country"), *facts)

    def _city(self, said: tuple[str, str | None, str, str | None, str | None]) -> SaidNode:
        country, state, city, latitude, longitude = said
        within = self.country[country]
        point = encoder("point")(f"POINT({longitude} {latitude})") if latitude and longitude else None
        node = self._node(
            self._mint.place(country=country, state=state, city=city),
            types_of("Place"),
            ("name", text(city)),
            ("stateName", state and text(state)),
            ("containedInPlace", within.term),
            ("point", point),
        )
        return node._replace(said=node.said + within.said)

    def _facility(self, named: tuple[str, str, str | None, str]) -> SaidNode | None:
        name, country, state, city = named
        if is_placeholder(name):
            return None
        place = self._mint.absolute(self._mint.place(country=country, state=state, city=city))
        facility = self._mint.facility(name, country=country, state=state, city=city)
        return self._node(facility, types_of("Facility"), ("name", text(name)), ("place", iri_term(place)))

    def _concept(self, named: tuple[str | None, str | None]) -> SaidNode | None:
        iri = mesh_iri(named[0]) if named[0] else None
        return self._node(iri, _CONCEPT, ("prefLabel", named[1] and text(named[1]))) if iri else None

    def _branch(self, named: tuple[str, str | None]) -> SaidNode:
        abbreviation, name = named
        facts = (("identifier", text(abbreviation)), ("prefLabel", name and text(name)))
        return self._node(self._mint.browse_branch(abbreviation), _CONCEPT, *facts)

    def _paper(self, paper: Paper) -> SaidNode:
        doi, number, citation, notices = paper
        iri = doi_iri(doi) if doi else pmid_iri(number or "")
        in_journal = number and citation and _IN_JOURNAL.search(citation)
        facts: list[Fact] = [("doi", doi and encoder("doi")(doi)), ("pmid", number and encoder("pmid")(number))]
        if doi and number:
            facts.append(("sameAs", iri_term(pmid_iri(number))))
        facts.append(("citation", citation and text(citation)))
        retracting = [self.paper[Paper(None, notice, source)] for notice, source in notices if notice]
        facts += [("retractedBy", each.term) for each in retracting]
        facts += [("retractionSource", text(source)) for notice, source in notices if source and not notice]
        node = self._node(iri, _ARTICLE if in_journal else _PUBLICATION, *facts)
        return node._replace(said=node.said + b"".join([each.said for each in retracting]))

    def _node(self, iri: str, types: tuple[str, ...], *facts: Fact) -> SaidNode:
        term = iri_term(self._mint.absolute(iri))
        classes, lines = _said_of_classes(types)
        stated = [(predicate(name), value) for name, value in facts if isinstance(value, bytes)]
        lines = lines + [b" %b%b\n" % fact for fact in stated]
        return SaidNode(term, term + term.join(lines), classes, _predicates(tuple([name for name, _ in stated])))


@cache
def _said_of_classes(types: tuple[str, ...]) -> tuple[tuple[bytes, ...], list[bytes]]:
    """Classes, and what follows the term of a node in the lines that say them."""
    classes = tuple(class_term(name) for name in types)
    return classes, [b" %b%b\n" % (TYPE, each) for each in classes]


@cache
def _predicates(names: tuple[bytes, ...]) -> frozenset[bytes]:
    """The same set for all nodes of which the same is stated."""
    return frozenset(names)
