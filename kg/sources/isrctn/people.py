"""Sponsors, funders, sites, and the people of a record: who leads it is kept, whom to ask only if it is asked for."""

import re

from kg.record import Coded, Contact, Official, Organization, Site
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn.structs import ContactPerson, IsrctnTrial, Sponsor
from kg.sources.isrctn.words import codes_of, stated

__all__ = ["contacts_of", "funders_of", "main_contacts_of", "officials_of", "sites_of", "sponsors_of"]

_LEADS = "principal investigator"
_PROTECTED = "protected"
_ROR = re.compile(r"https?://ror\.org/(0[a-z0-9]{6}[0-9]{2})/?")
_FUNDER = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.13039/[0-9]{5,15})")
# The last question of the registry's form of a summary; some summaries stand on one line.
_MAIN_CONTACT = re.compile(r"(?:^|(?<=[\s.)]))Who is the main contact\s*\?\s*", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?:tel(?:ephone)?\.?:?\s*)?\+[0-9][0-9 ()./-]{6,22}[0-9]", re.IGNORECASE)


def sponsors_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[Organization, ...]:
    """The sponsors, in the order in which the record lists them: the first answers for it."""
    order = {id: place for place, id in enumerate(trial.sponsor_ids)}
    places = sorted(range(len(trial.sponsors)), key=lambda place: order.get(trial.sponsors[place].id or "", len(order)))
    found = [_sponsor(trial.sponsors[place], place, remarks) for place in places]
    return tuple(dict.fromkeys(each for each in found if each))


def _sponsor(written: Sponsor, position: int, remarks: Remarks) -> Organization | None:
    name = stated(written.name)
    kind: Coded | None = next(
        iter(codes_of("organization-class", written.type, remarks, "sponsors[].type", position)), None
    )
    if name is None:
        if written.id or kind:
            remarks.note("CT-R106", "a sponsor has no name", "sponsors[].name", position)
        return None
    if kind is None and (short(written.commercial) or "").casefold() == "commercial":
        kind = "INDUSTRY"
    found = _ROR.fullmatch(short(written.ror) or "")
    return Organization(name=name, type=kind, matches=(f"https://ror.org/{found[1]}",) if found else ())


def funders_of(trial: IsrctnTrial) -> tuple[Organization, ...]:
    """The funders in order, with their ids in the registry of funders of Crossref."""
    found = []
    for each in trial.funders:
        if name := stated(each.name):
            registered = _FUNDER.fullmatch(short(each.registered) or "")
            found.append(Organization(name=name, matches=(f"https://doi.org/{registered[1]}",) if registered else ()))
    return tuple(dict.fromkeys(found))


def officials_of(trial: IsrctnTrial) -> tuple[Official, ...]:
    """Who leads the study; a person whose record is protected is not named."""
    named = [(each, _name(each)) for each in trial.contacts if _leads(each) and not _is_protected(each)]
    return tuple([Official(name=name, role="PRINCIPAL_INVESTIGATOR") for _, name in named if name])


def contacts_of(trial: IsrctnTrial, remarks: Remarks) -> tuple[Contact, ...]:
    """Whom to ask; of a person whose record is protected neither number nor address."""
    contacts = []
    for position, each in enumerate(trial.contacts):
        roles = [
            found
            for number, text in enumerate(each.types)
            for found in codes_of("official-role", text, remarks, "contacts[].types[]", position, number)
        ]
        role: Coded | None = "PRINCIPAL_INVESTIGATOR" if _leads(each) else next(iter(roles), None)
        phone, email = (None, None) if _is_protected(each) else (stated(each.phone), stated(each.email))
        contact = Contact(name=_name(each), role=role, phone=phone, email=email)
        if contact.name or phone or email:
            contacts.append(contact)
    return tuple(contacts)


def main_contacts_of(summary: str | None) -> tuple[str | None, tuple[Contact, ...]]:
    """A plain English summary without the answer to its last question, and the contacts that the answer names."""
    found = _MAIN_CONTACT.search(summary or "")
    if summary is None or found is None:
        return summary, ()
    return summary[: found.start()].rstrip() or None, tuple(_reached(summary[found.end() :]))


def _reached(text: str) -> list[Contact]:
    """The persons of an answer: each is named on the line, or the lines, before the address."""
    contacts: list[Contact] = []
    names: list[str] = []
    for line in text.split("\n"):
        mail, phone = _MAIL.search(line), _PHONE.search(line)
        end = min([found.start() for found in (mail, phone) if found], default=len(line))
        if name := short(line[:end].rstrip(" ,;:(-")):
            names.append(name)
        if mail or phone:
            number, address = phone and short(phone[0]), mail and mail[0]
            contacts.append(Contact(name=", ".join(names) or None, role="CONTACT", phone=number, email=address))
            names = []
    return [*contacts, *[Contact(name=name, role="CONTACT") for name in names]]


def sites_of(trial: IsrctnTrial) -> tuple[Site, ...]:
    """The centres in order."""
    sites = [
        Site(
            country=stated(each.country),
            state=stated(each.state),
            city=stated(each.city),
            postal_code=stated(each.zip),
            facility=stated(each.name),
        )
        for each in trial.centres
    ]
    return tuple([each for each in sites if each != Site()])


def _name(person: ContactPerson) -> str | None:
    return short(" ".join(filter(None, map(stated, (person.title, person.forename, person.surname)))))


def _leads(person: ContactPerson) -> bool:
    return any(each.strip().casefold() == _LEADS for each in person.types)


def _is_protected(person: ContactPerson) -> bool:
    return (person.privacy or "").strip().casefold() == _PROTECTED
