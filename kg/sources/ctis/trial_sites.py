"""The sites of a trial, and who leads it there."""

from collections.abc import Iterable

from kg.record import Coded, Contact, NationalCourse, Official, Site
from kg.sources.ctis.course import country_of, parts_of
from kg.sources.ctis.structs import CtisTrial
from kg.sources.ctis.structs import Site as Place
from kg.sources.ctis.values import stated
from kg.sources.fields.clean import short

__all__ = ["sites_of"]


def sites_of(trial: CtisTrial, courses: Iterable[NationalCourse]) -> tuple[Site, ...]:
    """The sites, each with the status of the trial in its country."""
    statuses = {each.country: each.status for each in courses}
    found: dict[Site, None] = {}
    for part in parts_of(trial):
        state = country_of(part.msc_info.msc_name) or country_of(part.msc_info.country_name)
        for place in part.trial_sites:
            country = country_of(place.organisation_address_info.address.country_name) or state
            found[_site(place, country, statuses.get(state or ""))] = None
    return tuple(each for each in found if each.facility or each.city)


def _site(place: Place, country: str | None, status: Coded | None) -> Site:
    where, leader = place.organisation_address_info, _leader(place)
    phone = stated(place.person_info.telephone) or stated(where.phone)
    email = stated(place.person_info.email) or stated(where.email)
    name = leader.name if leader else short(where.organisation.name)
    role = "PRINCIPAL_INVESTIGATOR" if leader else "CONTACT"
    contact = Contact(name=name, role=role, phone=phone, email=email)
    return Site(
        country=country,
        city=stated(where.address.city),
        postal_code=stated(where.address.postcode),
        facility=stated(where.organisation.name),
        status=status,
        contacts=(contact,) if phone or email else (),
        officials=(leader,) if leader else (),
    )


def _leader(place: Place) -> Official | None:
    """Who leads the trial at the site."""
    name = short(" ".join(filter(None, (stated(place.person_info.first_name), stated(place.person_info.last_name)))))
    where = stated(place.organisation_address_info.organisation.name)
    return Official(name=name, role="PRINCIPAL_INVESTIGATOR", affiliation=where) if name else None
