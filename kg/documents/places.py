"""Sites, facilities, cities and countries."""

from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from kg import properties
from kg.countries import country_code
from kg.iris import Minter, normal_form
from kg.properties import terms
from kg.record import Contact, Site, Study

from .contacts import Contacts
from .keyed_parts import KeyedPart, keyed
from .node import Node, SharedNodes, new_node, put_all, telling
from .supers import TYPES

__all__ = ["PLACEHOLDER_ENDINGS", "PLACEHOLDER_FACILITIES", "describe_countries", "describe_sites", "is_placeholder"]

PLACEHOLDER_FACILITIES = frozenset(
    {
        "",  # nothing but a number, in 114 cities of the registry's XML and JSON
        "clinical site",
        "clinical trial site",
        "local institution",
        "many locations",
        "multiple locations",
        "multiple sites",
        "research facility",
        "research site",
        "selected locations",
        "site",
        "study center",
    }
)
"""Names in normal form, without numbers, that stand for a facility kept secret: they name no facility."""

PLACEHOLDER_ENDINGS = ("investigational site", "investigative site", "investigator site", "study site")
"""Ends of such names, with or without a company before: "GSK Investigational Site" stands in 171 cities."""

_tell = telling(terms(properties.SITE))
_identity = attrgetter("country", "state", "city", "postal_code", "facility")

_PLACEHOLDER_BEGINNING = "for additional information regarding investigative sites"
_NUMBER_WORDS = frozenset({"id", "no", "no.", "number", "nr"})


@lru_cache(maxsize=65_536)
def is_placeholder(name: str) -> bool:
    """Whether a facility name names none, such as `Research Site` or `Local Institution - 0012`."""
    words = [word for word in normal_form(name).replace("#", " ").split() if not _is_number(word)]
    while words and words[-1] in _NUMBER_WORDS:
        words.pop()
    bare = " ".join(words).rstrip(" -(:,")
    return (
        bare in PLACEHOLDER_FACILITIES or bare.endswith(PLACEHOLDER_ENDINGS) or bare.startswith(_PLACEHOLDER_BEGINNING)
    )


def _is_number(word: str) -> bool:
    bare = word.strip("-()#.,:/")
    return not bare or any(character.isdigit() for character in bare)


def describe_countries(study: Study, *, mint: Minter, shared: SharedNodes) -> Node:
    """The country terms of a study: those listed and those of its sites, then those removed."""
    facts: Node = {}
    named = dict.fromkeys([*study.countries, *(site.country for site in study.sites if site.country)])
    for term, names in (("country", named), ("removedCountry", dict.fromkeys(study.removed_countries))):
        nodes: dict[str, Node] = {}
        for name in names:
            node = _country(name, mint, shared)
            nodes.setdefault(node["@id"], node)
        if nodes:
            facts[term] = list(nodes.values())
            put_all(facts, f"{term}Name", names)
    return facts


def describe_sites(
    study: Study, *, root: str, mint: Minter, shared: SharedNodes, contacts: Contacts | None = None
) -> Node:
    """The term `site` of a study; with `contacts`, whom to ask at each site.

    Whom to ask does not tell sites apart, so that their IRIs do not depend on whether it is written.
    """
    bare = [replace(site, contacts=()) if site.contacts else site for site in study.sites]
    asked: dict[Site, list[Contact]] = {}
    if contacts:
        for site, stated in zip(bare, study.sites, strict=True):
            asked.setdefault(site, []).extend(stated.contacts)
    sites = keyed(bare, _identity)
    places = _Places(mint, shared)
    nodes = [_site(each, f"{root}/site/{each.key}", places) for each in sites]
    if contacts:
        for node, each in zip(nodes, sites, strict=True):
            if asked[each.part]:
                node["contact"] = contacts.nodes(asked[each.part])
    return {"site": nodes} if nodes else {}


def _country(name: str, mint: Minter, shared: SharedNodes) -> Node:
    return shared.node(mint.country(name), TYPES["Country"], name=name, countryCode=country_code(name))


class _Places:
    """The places of one study: the many sites in one city, or in one country, say the same of it."""

    def __init__(self, mint: Minter, shared: SharedNodes) -> None:
        self._mint = mint
        self._shared = shared
        self._known: dict[tuple[str | None, ...], Node] = {}

    def country(self, name: str) -> Node:
        """The node of a country, or the reference to it."""
        return self._known.get((name,)) or self._first((name,), _country(name, self._mint, self._shared))

    def city(self, site: Site, country: str, city: str) -> Node:
        """The node of a site's city, or the reference to it."""
        said = (country, site.state, city, site.latitude, site.longitude)
        return self._known.get(said) or self._first(said, self._city(site, country, city))

    def facility(self, site: Site, country: str, city: str, place: str) -> Node | None:
        """The node of a site's facility; None if its name names none."""
        if not site.facility or is_placeholder(site.facility):
            return None
        facility = self._mint.facility(site.facility, country=country, state=site.state, city=city)
        return self._shared.node(facility, TYPES["Facility"], name=site.facility, place=place)

    def _city(self, site: Site, country: str, city: str) -> Node:
        point = f"POINT({site.longitude} {site.latitude})" if site.latitude and site.longitude else None
        return self._shared.node(
            self._mint.place(country=country, state=site.state, city=city),
            TYPES["Place"],
            name=city,
            stateName=site.state,
            containedInPlace=self.country(country),
            point=point,
        )

    def _first(self, said: tuple[str | None, ...], node: Node) -> Node:
        self._known[said] = {"@id": node["@id"]}
        return node


def _site(each: KeyedPart[Site], iri: str, places: _Places) -> Node:
    site = each.part
    node = new_node(iri, "StudySite")
    _tell(node, site)
    if site.country and site.city:
        place = node["place"] = places.city(site, site.country, site.city)
        if facility := places.facility(site, site.country, site.city, place["@id"]):
            node["facility"] = facility
    elif site.country:
        node["containedInPlace"] = places.country(site.country)
    node["position"] = each.position
    return node
