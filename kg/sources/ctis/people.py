"""Sponsors, sources of support, and whom to ask."""

from typing import NamedTuple

from kg.record import Contact, Organization
from kg.sources.ctis.structs import Contact as Office
from kg.sources.ctis.structs import CtisTrial, PartI, Sponsor
from kg.sources.ctis.values import code_of, listed, stated
from kg.sources.fields.remarks import Remarks

__all__ = ["Sponsors", "contacts_of", "funders_of", "sponsors_of"]


class Sponsors(NamedTuple):
    """Who answers for a trial."""

    lead: Organization | None
    others: tuple[Organization, ...]


def sponsors_of(trial: CtisTrial, part: PartI, remarks: Remarks) -> Sponsors:
    """The sponsor that is named as the primary one, else the first; before June 2024 each application repeats it."""
    written = (*part.sponsors, trial.primary_sponsor, *trial.co_sponsors)
    found: dict[str, tuple[Organization, bool]] = {}
    for position, each in enumerate(written):
        name = stated(each.organisation.name)
        if name and name not in found:
            kind = code_of("organization-class", each.commercial, remarks, "sponsors[].commercial", position)
            found[name] = Organization(name=name, type=kind), each.primary is True
    lead = next((each for each, primary in found.values() if primary), None)
    lead = lead or next((each for each, _ in found.values()), None)
    return Sponsors(lead, tuple([each for each, _ in found.values() if each != lead]))


def funders_of(part: PartI) -> tuple[Organization, ...]:
    """The sources of support, of which the record states the name alone."""
    supports = part.trial_details.trial_information.source_of_monetary_support
    return tuple([Organization(name=name) for name in listed(each.organisation_name for each in supports)])


def contacts_of(part: PartI, trial: CtisTrial) -> tuple[Contact, ...]:
    """The offices to ask, each once."""
    sponsors = part.sponsors or (trial.primary_sponsor,)
    found = [_contact(each) for sponsor in sponsors for each in _offices(sponsor)]
    return tuple(dict.fromkeys(each for each in found if each.name))


def _offices(sponsor: Sponsor) -> tuple[Office, ...]:
    return (*sponsor.public_contacts, *sponsor.scientific_contacts)


def _contact(office: Office) -> Contact:
    return Contact(
        name=stated(office.functional_name),
        role="CONTACT",
        phone=stated(office.telephone),
        email=stated(office.functional_email_address),
    )
