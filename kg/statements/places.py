"""Sites, facilities, cities and countries, and the course of a study in each country."""

from collections.abc import Sequence

from msgspec.structs import replace

from kg import properties
from kg.rdf.encoders import predicate
from kg.record import Contact, NationalCourse, Official, Site, Study

from .contacts import Contacts
from .draft import Draft, PartTeller
from .officials import Officials
from .shared_nodes import SharedNodes
from .tables import NATIONAL_COURSE, SITE

__all__ = ["tell_countries", "tell_national_courses", "tell_sites"]

_tell = PartTeller(SITE)
_tell_courses = PartTeller(NATIONAL_COURSE)

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


def tell_national_courses(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The course of a study in each country, with a link to the country."""

    def more(course: NationalCourse, lead: bytes, out: list[bytes]) -> None:
        node = shared.country[course.country]
        draft.shared[node.said] = node
        out += (lead, _WITHIN, node.term)

    _tell_courses(draft, "nationalCourse", study.national_courses, more)


def tell_sites(
    study: Study, draft: Draft, shared: SharedNodes, officials: Officials, contacts: Contacts | None
) -> None:
    """The sites of a study, with who leads it at each; with `contacts`, whom to ask there.

    Who leads and whom to ask does not tell sites apart, so that their IRIs do not depend on what is written.
    """
    sites = study.sites
    asked: dict[Site, list[Contact]] = {}
    led: dict[Site, list[Official]] = {}
    peopled = any(site.officials or site.contacts for site in sites)
    if peopled:
        sites = tuple([replace(site, contacts=(), officials=()) for site in sites])
        for site, stated in zip(sites, study.sites, strict=True):
            asked.setdefault(site, []).extend(stated.contacts)
            led.setdefault(site, []).extend(stated.officials)

    cities, facilities, countries, said = shared.city, shared.facility, shared.country, draft.shared

    def more(site: Site, lead: bytes, out: list[bytes]) -> None:
        country, city = site.country, site.city
        if country and city:
            node = cities[country, site.state, city, site.latitude, site.longitude]
            said[node.said] = node
            out += (lead, _PLACE, node.term)
            if site.facility and (facility := facilities[site.facility, country, site.state, city]):
                said[facility.said] = facility
                out += (lead, _FACILITY, facility.term)
        if country:
            out += (lead, _WITHIN, countries[country].term)
        if peopled:
            officials.link(lead, out, led[site])
            if contacts:
                contacts.link(lead, out, asked[site])

    _tell(draft, "site", sites, more, _identities(sites) if any(site.text for site in sites) else None)


def _identities(sites: Sequence[Site]) -> list[str]:
    """The texts that tell sites apart of which some are stated as one text."""
    stated = _tell.identities(sites, "")
    return [f"{each}\x1f{site.text}" if site.text else each for site, each in zip(sites, stated, strict=True)]
