"""Sites, facilities, cities and countries."""

from collections.abc import Sequence
from operator import attrgetter

from msgspec.structs import replace

from kg import properties
from kg.rdf.encoders import predicate
from kg.record import Contact, Site, Study

from .contacts import Contacts
from .draft import Draft, PartTeller
from .shared_nodes import SharedNodes
from .tables import SITE

__all__ = ["tell_countries", "tell_sites"]

_tell = PartTeller(SITE)
_key = attrgetter(*SITE.key)

_PLACE, _FACILITY, _WITHIN = predicate("place"), predicate("facility"), predicate("containedInPlace")


def tell_countries(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The countries of a study: those listed and those of its sites, then those removed."""
    named = [*study.countries, *(site.country for site in study.sites if site.country)]
    _countries(named, "country", properties.COUNTRIES.term, draft, shared)
    _countries(study.removed_countries, "removedCountry", properties.REMOVED_COUNTRIES.term, draft, shared)


def _countries(names: Sequence[str], term: str, name_term: str, draft: Draft, shared: SharedNodes) -> None:
    if not names:
        return
    nodes = [shared.country[name] for name in dict.fromkeys(names)]
    draft.share(term, nodes)
    draft.values(name_term, names)


def tell_sites(study: Study, draft: Draft, shared: SharedNodes, contacts: Contacts | None) -> None:
    """The sites of a study; with `contacts`, whom to ask at each.

    Whom to ask does not tell sites apart, so that their IRIs do not depend on whether it is written.
    """
    sites = study.sites
    asked: dict[Site, list[Contact]] = {}
    if contacts or len(set(map(_key, sites))) < len(sites):
        sites = tuple([replace(site, contacts=()) if site.contacts else site for site in sites])
        for site, stated in zip(sites, study.sites, strict=True):
            asked.setdefault(site, []).extend(stated.contacts)

    cities, facilities, said = shared.city, shared.facility, draft.shared

    def more(site: Site, lead: bytes, out: list[bytes]) -> None:
        country, city = site.country, site.city
        if country and city:
            node = cities[country, site.state, city, site.latitude, site.longitude]
            said[node.said] = node
            out += (lead, _PLACE, node.term)
            if site.facility and (facility := facilities[site.facility, country, site.state, city]):
                said[facility.said] = facility
                out += (lead, _FACILITY, facility.term)
        elif country:
            out += (lead, _WITHIN, shared.country[country].term)

        if contacts:
            contacts.link(lead, out, asked[site])

    _tell(draft, "site", sites, more)
