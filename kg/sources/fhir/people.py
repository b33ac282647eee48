"""Sponsors, funders, investigators, ethics committees, and whom to ask."""

from collections.abc import Mapping
from typing import NamedTuple

from kg.record import Coded, Contact, Official, Organization
from kg.sources.codes import degree_of
from kg.sources.fhir.spellings import FUNDERS, OFFICIALS, ROLES, SYSTEMS
from kg.sources.fhir.structs import AssociatedParty, Contained, HumanName, Reference, ResearchStudy, Telecom
from kg.sources.fhir.values import code_of, codes_in, own_codes, words_of
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["AssociatedParties", "contained_in", "display_of", "parties_of", "places_in"]

_OF_DRKS = {"OTHER_PRINCIPAL_COORDINATING_INVESTIGATOR": "official", "OTHER_SCIENTIFIC_QUERIES": "contact"}
_OF_DRKS |= {"OTHER_PUBLIC_QUERIES": "contact", "OTHER_SECONDARY_SPONSOR": "collaborator"}
"""Text of a collaborator's role in the profile of DRKS records, where it says more than the code."""
_TYPES = frozenset({"Organization", "Practitioner", "PractitionerRole", "Location", "Group", "Patient"})
"""Where a reference shows no more than the type of what it leads to."""


class AssociatedParties(NamedTuple):
    """Who stands behind a study."""

    lead_sponsor: Organization | None
    collaborators: tuple[Organization, ...]
    funders: tuple[Organization, ...]
    officials: tuple[Official, ...]
    contacts: tuple[Contact, ...]
    committees: tuple[str, ...]


class _Party(NamedTuple):
    """An organization, a person, or a person of an organization, and how they can be reached."""

    organization: str | None
    person: str | None
    phone: str | None
    email: str | None
    matches: tuple[str, ...] = ()


def contained_in(study: ResearchStudy) -> Mapping[str, Contained]:
    """What a study contains, by the reference to it."""
    return {f"#{each.id}": each for each in study.contained if each.id}


def places_in(study: ResearchStudy) -> Mapping[str, int]:
    """Where in the list of what a study contains each stands, by the reference to it."""
    return {f"#{each.id}": position for position, each in enumerate(study.contained) if each.id}


def display_of(reference: Reference) -> str | None:
    """What a reference shows, if it is a name."""
    shown = short(reference.display)
    return None if shown in _TYPES else shown


def parties_of(study: ResearchStudy, remarks: Remarks) -> AssociatedParties:
    """Everybody whom a record names, by what they are to it."""
    contained = contained_in(study)
    sponsors, further, funders, officials, contacts, committees = [], [], [], [], [], []
    for position, each in enumerate(study.associated_party):
        role, kind = _role(each)
        party = _party(each, contained)
        match kind:
            case "lead":
                sponsors += _organization(party, _class(each, remarks, position))
            case "collaborator":
                further += _organization(party, _class(each, remarks, position))
            case "funder":
                funders += _organization(party, FUNDERS.get(role) or _class(each, remarks, position))
            case "official":
                officials += _official(party, OFFICIALS.get(role) or _own_role(each))
            case "committee":
                committees += [name for name in (party.organization or party.person,) if name]
            case "unknown":
                remarks.note("CT-R010", f"`{role}` is no known role of a party", "associatedParty[].role", position)
        if kind not in {"funder", "committee"}:
            contacts += _contact(party, kind)
    return AssociatedParties(
        sponsors[0] if sponsors else None,
        tuple(dict.fromkeys((*sponsors[1:], *further))),
        tuple(dict.fromkeys(funders)),
        tuple(dict.fromkeys(officials)),
        tuple(dict.fromkeys(contacts)),
        tuple(committees),
    )


def _role(party: AssociatedParty) -> tuple[str, str]:
    """The code of a role, and what it is to the study."""
    words = words_of(party.role)
    if words in _OF_DRKS:
        return words, _OF_DRKS[words]
    if own_codes("official-role", party.role):
        return "", "official"
    codes = codes_in(party.role) or ([words.casefold().replace(" ", "-")] if words else [])
    return next(((code, ROLES[code]) for code in codes if code in ROLES), (words or "", "unknown" if words else "none"))


def _own_role(party: AssociatedParty) -> Coded | None:
    """The role of a person for which FHIR has no code; a collaborator who leads a part of the study is the rest."""
    own, words = own_codes("official-role", party.role), words_of(party.role)
    if own:
        return own[0]
    return None if "official" in codes_in(party.role) else OFFICIALS["primary-investigator"] if words else None


def _class(party: AssociatedParty, remarks: Remarks, position: int) -> Coded | None:
    path = "associatedParty[].classifier[]"
    kinds = (code_of("organization-class", each, remarks, path, position, 0) for each in party.classifier[:1])
    return next(kinds, None)


def _party(written: AssociatedParty, contained: Mapping[str, Contained]) -> _Party:
    """Who is meant: what the reference leads to within the record, else what is shown of it."""
    found = contained.get(written.party.reference or "")
    shown = short(written.name) or display_of(written.party)
    if found is None:
        return _Party(shown, None, None, None)
    if found.resource_type == "PractitionerRole":
        person, organization = (
            contained.get(each.reference or "") for each in (found.practitioner, found.organization)
        )
        return _Party(
            (organization and short(organization.name)) or display_of(found.organization),
            (person and _named(person.human_name)) or display_of(found.practitioner) or shown,
            *_reached(found.telecom or (person.telecom if person else ())),
        )
    if found.resource_type == "Practitioner":
        return _Party(None, _named(found.human_name) or shown, *_reached(found.telecom))
    telecom = [each for contact in found.contact for each in contact.telecom]
    people = [name for contact in found.contact if (name := _named(contact.name))]
    matches = tuple([each.value for each in found.identifier if each.system == SYSTEMS["address"] and each.value])
    named = people[0] if people else None
    return _Party(short(found.name) or shown, named, *_reached((*found.telecom, *telecom)), matches)


def _named(names: tuple[HumanName, ...]) -> str | None:
    for each in names:
        whole = short(" ".join(filter(None, (*each.prefix, *each.given, each.family, *each.suffix))))
        if found := short(each.text) or whole:
            return found
    return None


def _reached(telecom: tuple[Telecom, ...]) -> tuple[str | None, str | None]:
    """The phone number and the address of e-mail."""
    found = {each.system: short(each.value) for each in reversed(telecom)}
    return found.get("phone"), found.get("email")


def _organization(party: _Party, kind: Coded | None) -> list[Organization]:
    """The organization, or the person who sponsors a study without one."""
    if party.organization:
        return [Organization(name=party.organization, type=kind, matches=party.matches)]
    return [Organization(name=party.person, type=kind or "INDIV")] if party.person else []


def _official(party: _Party, role: Coded | None) -> list[Official]:
    """The person; where only a name is shown, nobody says that it is an organization's."""
    name = party.person or party.organization
    affiliation = party.organization if party.person else None
    return [Official(name=name, role=role, degree=degree_of(name), affiliation=affiliation)] if name else []


def _contact(party: _Party, kind: str) -> list[Contact]:
    """Whom to ask: those whom the record names for it, and of others those who can be reached."""
    name = party.person or party.organization
    if name is None or not (kind == "contact" or party.phone or party.email):
        return []
    role = "PRINCIPAL_INVESTIGATOR" if kind == "official" else "CONTACT"
    return [Contact(name=name, role=role, phone=party.phone, email=party.email)]
