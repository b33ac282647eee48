"""Sponsors, funders, investigators, and whom to ask."""

from typing import NamedTuple

from kg.record import Coded, Contact, Official, Organization
from kg.sources.codes import degree_of
from kg.sources.drks.structs import DrksContact, DrksTrial, TrialContact
from kg.sources.drks.values import code_of
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["Parties", "parties_of"]

_INVESTIGATOR = "PRINCIPAL_COORDINATING_INVESTIGATOR"
_QUERIES = frozenset({"SCIENTIFIC_QUERIES", "PUBLIC_QUERIES"})
_OTHER = "COLLABORATOR_OTHER_ADDRESS"
_OF_OTHERS = "OTHER_"
"""Begins the type of a further contact, as in `OTHER_PRINCIPAL_COORDINATING_INVESTIGATOR`."""


class Parties(NamedTuple):
    """Who stands behind a trial."""

    lead_sponsor: Organization | None
    collaborators: tuple[Organization, ...]
    funders: tuple[Organization, ...]
    officials: tuple[Official, ...]
    contacts: tuple[Contact, ...]


def parties_of(trial: DrksTrial, remarks: Remarks) -> Parties:
    """Everybody whom a record names, by what they are to it."""
    sponsors, further, officials, contacts = [], [], [], []
    for position, each in enumerate(trial.trial_contacts):
        match _kind(each):
            case "PRIMARY_SPONSOR":
                sponsors += _organization(each.contact, None)
            case "SECONDARY_SPONSOR" | "COLLABORATOR_OTHER_ADDRESS":
                further += _organization(each.contact, None)
            case "PRINCIPAL_COORDINATING_INVESTIGATOR":
                officials += _official(each.contact)
            case kind if kind not in _QUERIES:
                remarks.note("CT-R010", f"`{kind}` is no known type of contact", "trialContacts[]", position)
        contacts += _contact(each)
    return Parties(
        sponsors[0] if sponsors else None,
        tuple(dict.fromkeys((*sponsors[1:], *further))),
        _funders(trial, remarks),
        tuple(dict.fromkeys(officials)),
        tuple(dict.fromkeys(contacts)),
    )


def _kind(written: TrialContact) -> str:
    """What somebody is to the trial; of a further address what the register says besides."""
    kind = short(written.id_contact_id_type.type) or ""
    if kind == _OTHER and written.other_type:
        return written.other_type.strip().removeprefix(_OF_OTHERS)
    return kind


def _funders(trial: DrksTrial, remarks: Remarks) -> tuple[Organization, ...]:
    found: list[Organization] = []
    for position, each in enumerate(trial.material_supports):
        kind = code_of("organization-class", each.type, remarks, "materialSupports[].type", position)
        found += _organization(each.contact, kind)
    return tuple(dict.fromkeys(found))


def _organization(contact: DrksContact, kind: Coded | None) -> list[Organization]:
    """The organization, or the person who sponsors a trial without one."""
    if name := short(contact.affiliation):
        return [Organization(name=name, type=kind)]
    person = _person(contact)
    return [Organization(name=person, type=kind or "INDIV")] if person else []


def _official(contact: DrksContact) -> list[Official]:
    name, affiliation = _person(contact), short(contact.affiliation)
    if name is None:
        return []
    return [Official(name=name, role="PRINCIPAL_INVESTIGATOR", degree=degree_of(name), affiliation=affiliation)]


def _contact(written: TrialContact) -> list[Contact]:
    """Whom to ask: those whom the register names for it, and of others those who can be reached."""
    contact, kind = written.contact, _kind(written)
    name = _person(contact) or short(contact.affiliation)
    phone, email = short(contact.phone), short(contact.email)
    if name is None or not (kind in _QUERIES or phone or email):
        return []
    role = "PRINCIPAL_INVESTIGATOR" if kind == _INVESTIGATOR else "CONTACT"
    return [Contact(name=name, role=role, phone=phone, email=email)]


def _person(contact: DrksContact) -> str | None:
    return short(" ".join(filter(None, (contact.title, contact.first_name, contact.last_name))))
