"""Sponsors, those who pay, whom to ask, and ethics committees."""

import re
from collections.abc import Iterable, Mapping

from kg.record import Coded, Contact, EthicsReview, Organization
from kg.sources.contacts import holds_contact
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

from .row_dates import dates_of
from .spellings import NONE_OF_LIST, NOT_STATED

__all__ = ["contacts_of", "ethics_of", "organizations_of"]

_SEE_SPONSORS = re.compile(r"please refer to .*|see (?:primary|above).*|same as .*sponsor.*", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"commit|comit|commiss|komis|board|\bi\.?r\.?b\b|\bi\.?e\.?c\b|\bh?r?ec\b|ethi[ck]|[e\u00e9]tic|council|review",
    re.IGNORECASE,
)


def organizations_of(names: Iterable[str | None]) -> tuple[Organization, ...]:
    """The organizations that are named; what refers to the sponsors, or stands for nothing, is none."""
    found = []
    for each in names:
        name = short(each)
        if name and name.casefold().rstrip(".") not in NOT_STATED and not _SEE_SPONSORS.fullmatch(name):
            found.append(Organization(name=name))
    return tuple(dict.fromkeys(found))


def contacts_of(people: Iterable[Mapping[str, str]]) -> tuple[Contact, ...]:
    """Whom to ask: a person, or the office that stands in the person's place."""
    contacts = []
    for each in people:
        parts = (each.get("firstname"), each.get("middlename"), each.get("lastname"))
        name = short(" ".join(part for part in parts if part)) or short(each.get("affiliation"))
        contact = Contact(name=name, role="CONTACT", phone=short(each.get("phone")), email=short(each.get("email")))
        if contact != Contact(role="CONTACT"):
            contacts.append(contact)
    return tuple(dict.fromkeys(contacts))


def ethics_of(reviews: Iterable[Mapping[str, str]], remarks: Remarks, path: str) -> tuple[EthicsReview, ...]:
    """What committees decided; the name of a person is not that of a committee."""
    found = []
    for position, each in enumerate(reviews):
        date = dates_of({"": each.get("date", "")}, registered=None, again=None).dates.get("")
        if date is None and each.get("date", "").casefold() not in NOT_STATED:
            remarks.note("CT-R011", f"`{each['date'][:60]}` is no date", path, position)
        name = short(each.get("name"))
        committee = name if name and _COMMITTEE.search(name) and not holds_contact(name) else None
        review = EthicsReview(
            status=_status(each.get("status"), remarks, path, position), date=date, committee=committee
        )
        if review != EthicsReview():
            found.append(review)
    return tuple(dict.fromkeys(found))


def _status(text: str | None, remarks: Remarks, path: str, position: int) -> Coded | None:
    written = short(text)
    if written is None or written.casefold() in NONE_OF_LIST["ethics-review-status"]:
        return None
    return remarks.code("ethics-review-status", written, path, position)
