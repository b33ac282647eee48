"""Sponsors, officials, contacts and the sites where a study takes place."""

from functools import lru_cache

from kg.record import Contact, Official, Organization, Site
from kg.sources.codes import degree_of
from kg.sources.ctgov import structs
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["central_contacts_of", "collaborators_of", "lead_sponsor_of", "officials_of", "sites_of"]

_SPONSORS = "protocolSection.sponsorCollaboratorsModule"
_PLACES = "protocolSection.contactsLocationsModule"


def lead_sponsor_of(module: structs.SponsorCollaborators, remarks: Remarks) -> Organization | None:
    """The lead sponsor."""
    return _organization(module.lead_sponsor, remarks, f"{_SPONSORS}.leadSponsor")


def collaborators_of(module: structs.SponsorCollaborators, remarks: Remarks) -> tuple[Organization, ...]:
    """The collaborators in order."""
    path = f"{_SPONSORS}.collaborators[]"
    found = [_organization(each, remarks, path, position) for position, each in enumerate(module.collaborators)]
    return tuple([each for each in found if each])


def officials_of(module: structs.ContactsLocations, remarks: Remarks) -> tuple[Official, ...]:
    """The officials in order; one without a name is left out with a remark."""
    path = f"{_PLACES}.overallOfficials[]"
    officials = []
    for position, written in enumerate(module.overall_officials):
        name = short(written.name)
        if name is None:
            remarks.note("CT-R106", "an official has no name", f"{path}.name", position)
            continue
        role = remarks.code("official-role", written.role, f"{path}.role", position)
        affiliation = short(written.affiliation)
        officials.append(Official(name=name, role=role, degree=degree_of(name), affiliation=affiliation))
    return tuple(officials)


def central_contacts_of(module: structs.ContactsLocations, remarks: Remarks) -> tuple[Contact, ...]:
    """The contacts for the whole study."""
    return _contacts(module.central_contacts, remarks, f"{_PLACES}.centralContacts[]")


def sites_of(module: structs.ContactsLocations, remarks: Remarks) -> tuple[Site, ...]:
    """The sites in order, each with its contacts."""
    path, contacts = f"{_PLACES}.locations[]", f"{_PLACES}.locations[].contacts[]"
    return tuple(
        [
            Site(
                country=short(written.country),
                state=short(written.state),
                city=short(written.city),
                postal_code=short(written.zip),
                facility=short(written.facility),
                status=remarks.code("overall-status", written.status, f"{path}.status", position),
                latitude=_degrees(written.geo_point.lat, 90, remarks, f"{path}.geoPoint.lat", position),
                longitude=_degrees(written.geo_point.lon, 180, remarks, f"{path}.geoPoint.lon", position),
                contacts=_contacts(written.contacts, remarks, contacts, position) if written.contacts else (),
            )
            for position, written in enumerate(module.locations)
        ]
    )


def _contacts(
    contacts: tuple[structs.ContactPerson, ...], remarks: Remarks, path: str, *positions: int
) -> tuple[Contact, ...]:
    return tuple(
        [
            Contact(
                name=short(written.name),
                role=remarks.code("official-role", written.role, f"{path}.role", *positions, position),
                phone=short(written.phone),
                phone_extension=short(written.phone_ext),
                email=short(written.email),
            )
            for position, written in enumerate(contacts)
        ]
    )


def _organization(written: structs.Sponsor, remarks: Remarks, path: str, *positions: int) -> Organization | None:
    name = short(written.name)
    kind = remarks.code("organization-class", written.class_, f"{path}.class", *positions)
    if name is None and kind is not None:
        remarks.note("CT-R106", "an organization has a class and no name", f"{path}.name", *positions)
    return Organization(name=name, type=kind) if name else None


def _degrees(value: float | None, most: int, remarks: Remarks, path: str, position: int) -> str | None:
    if value is None:
        return None
    if not -most <= value <= most:
        remarks.note("CT-R102", f"{value:.6g} stands where at most {most} degrees should", path, position)
        return None
    return _decimal(value)


_decimal = lru_cache(maxsize=65_536)(decimal)
