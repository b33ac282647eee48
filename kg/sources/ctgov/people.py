"""Sponsors, officials, contacts and the sites where a study takes place."""

from functools import lru_cache

from kg.record import Contact, Official, Organization, Site
from kg.sources.codes import degree_of
from kg.sources.contacts import apart
from kg.sources.ctgov import structs
from kg.sources.fields.clean import decimal, short
from kg.sources.fields.remarks import Remarks

__all__ = ["central_contacts_of", "collaborators_of", "lead_sponsor_of", "officials_of", "sites_of"]

_SPONSORS = "protocolSection.sponsorCollaboratorsModule"
_PLACES = "protocolSection.contactsLocationsModule"
_LEADERS = frozenset({"PRINCIPAL_INVESTIGATOR", "SUB_INVESTIGATOR", "STUDY_CHAIR", "STUDY_DIRECTOR"})
"""Roles of those who lead a study at a site; the registry keeps them among its contacts."""


def lead_sponsor_of(module: structs.SponsorCollaborators, remarks: Remarks) -> Organization | None:
    """The lead sponsor."""
    return _organization(module.lead_sponsor, remarks, f"{_SPONSORS}.leadSponsor")


def collaborators_of(module: structs.SponsorCollaborators, remarks: Remarks) -> tuple[Organization, ...]:
    """The collaborators in order."""
    path = f"{_SPONSORS}.collaborators[]"
    found = [_organization(each, remarks, path, position) for position, each in enumerate(module.collaborators)]
    return tuple([each for each in found if each])


def officials_of(module: structs.ContactsLocations, remarks: Remarks) -> tuple[Official, ...]:
    """The officials in order; one without a name is left out, with a remark unless it is a number to call."""
    path = f"{_PLACES}.overallOfficials[]"
    officials = []
    for position, written in enumerate(module.overall_officials):
        name, number = apart(short(written.name))
        if name is None:
            if number is None:
                remarks.note("CT-R106", "an official has no name", f"{path}.name", position)
            continue
        role = remarks.code("official-role", written.role, f"{path}.role", position)
        affiliation, _ = apart(short(written.affiliation))
        officials.append(Official(name=name, role=role, degree=degree_of(name), affiliation=affiliation))
    return tuple(officials)


def central_contacts_of(
    module: structs.ContactsLocations, party: structs.RegistryResponsibleParty, remarks: Remarks
) -> tuple[Contact, ...]:
    """The contacts for the whole study, and the numbers to call that stand where people are named."""
    path = f"{_PLACES}.centralContacts[]"
    contacts = [_contact(each, remarks, path, position) for position, each in enumerate(module.central_contacts)]
    written = [text for each in module.overall_officials for text in (each.name, each.affiliation)]
    numbers = [apart(short(text))[1] for text in (*written, party.investigator_full_name, party.old_name_title)]
    return (*contacts, *[_reached(number) for number in dict.fromkeys(numbers) if number])


def sites_of(module: structs.ContactsLocations, remarks: Remarks) -> tuple[Site, ...]:
    """The sites in order, each with its officials and its contacts."""
    path = f"{_PLACES}.locations[]"
    sites = []
    for position, written in enumerate(module.locations):
        officials, contacts = _people(written.contacts, remarks, position) if written.contacts else ((), ())
        sites.append(
            Site(
                country=short(written.country),
                state=short(written.state),
                city=short(written.city),
                postal_code=short(written.zip),
                facility=short(written.facility),
                status=remarks.code("overall-status", written.status, f"{path}.status", position),
                latitude=_degrees(written.geo_point.lat, 90, remarks, f"{path}.geoPoint.lat", position),
                longitude=_degrees(written.geo_point.lon, 180, remarks, f"{path}.geoPoint.lon", position),
                contacts=contacts,
                officials=officials,
            )
        )
    return tuple(sites)


def _people(
    written: tuple[structs.ContactPerson, ...], remarks: Remarks, site: int
) -> tuple[tuple[Official, ...], tuple[Contact, ...]]:
    """The officials of a site, and whom to ask there: of the officials those who can be reached."""
    officials, contacts = [], []
    for position, each in enumerate(written):
        contact = _contact(each, remarks, f"{_PLACES}.locations[].contacts[]", site, position)
        name, role = contact.name, contact.role
        leads = name is not None and role in _LEADERS
        if name is not None and leads:
            officials.append(Official(name=name, role=role, degree=degree_of(name)))
        if not leads or contact.phone or contact.phone_extension or contact.email:
            contacts.append(contact)
    return tuple(officials), tuple(contacts)


def _contact(written: structs.ContactPerson, remarks: Remarks, path: str, *positions: int) -> Contact:
    """A contact; a number that stands as a name goes before the number, as it does on the page."""
    name, number = apart(short(written.name))
    reached = _reached(number) if number else Contact()
    phone, email = short(written.phone), short(written.email)
    return Contact(
        name=name,
        role=remarks.code("official-role", written.role, f"{path}.role", *positions),
        phone=" ".join(filter(None, (reached.phone, phone))) or None,
        phone_extension=short(written.phone_ext),
        email=" ".join(filter(None, (reached.email, email))) or None,
    )


def _reached(number: str) -> Contact:
    """A contact of whom nothing is known but a number or an address."""
    return Contact(email=number) if "@" in number else Contact(phone=number)


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
