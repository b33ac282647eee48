"""Sponsors, those who support the trial, and whom to ask: section B."""

from collections.abc import Iterator

from kg.record import Contact, Organization
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

from .form import Form
from .form_words import stated

__all__ = ["contacts_of", "funders_of", "sponsors_of"]


def sponsors_of(form: Form, remarks: Remarks) -> tuple[Organization, ...]:
    """The sponsors in order; the first answers for the trial."""
    return tuple(dict.fromkeys(_sponsors(form, remarks)))


def _sponsors(form: Form, remarks: Remarks) -> Iterator[Organization]:
    for answers in form.parts("Sponsor"):
        said = {each.item.key: each for each in answers}
        name, status = said.get("B.1.1"), said.get("B.3.1 and B.3.2")
        if name is None or not stated(name.text):
            if status:
                remarks.note("CT-R106", f"{status.part} has no name", status.item.path)
            continue
        kind = remarks.code("organization-class", stated(status.text), status.item.path) if status else None
        yield Organization(name=short(name.text) or "", type=kind)


def funders_of(form: Form) -> tuple[Organization, ...]:
    """Who gives money or material."""
    names = [stated(each.text) for each in form.all("B.4.1")]
    return tuple([Organization(name=name) for name in dict.fromkeys(names) if name])


def contacts_of(form: Form) -> tuple[Contact, ...]:
    """Whom to ask, of each sponsor: the office, its number and its address for mail."""
    found: dict[Contact, None] = {}
    for answers in form.parts("Sponsor"):
        said = {each.item.key: stated(each.text) for each in answers}
        names = [name for key in ("B.5.2", "B.5.1") if (name := said.get(key))]
        contact = Contact(
            name=", ".join(dict.fromkeys(names)) or None,
            role="CONTACT",
            phone=said.get("B.5.4"),
            email=said.get("B.5.6"),
        )
        if contact.name or contact.phone or contact.email:
            found[contact] = None
    return tuple(found)
