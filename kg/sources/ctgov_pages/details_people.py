"""Sponsors, investigators and sites on ClinicalTrials.gov's present site."""

import re
from collections.abc import Sequence

from kg.sources.codes import classic, degree_of, is_degree
from kg.sources.contacts import CONTACT_REASON, holds_contact
from kg.sources.ctgov_pages import cells
from kg.sources.ctgov_pages.people import country_code, is_region, place_of
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["officials", "provider", "sites", "sponsor"]

_PARTY = "(Responsible Party)"
_LOCATIONS = re.compile(r"This study has [0-9,]+ (?:study )?locations?\.?")
_STATE_LOCATIONS = re.compile(r"([A-Z][^:,]{1,60}) Locations?")
_CONTACT_LABELS = ("Contact:", "Contact :", "Contact Backup:", "Name:", "Phone Number:", "Phone:", "Email:", "Contact")
_ROLES = ("Principal Investigator:", "Sub-Investigator:", "Study Chair:", "Study Director:")
_SITE_NUMBER = re.compile(r"\bsite\b", re.IGNORECASE)
"""`Investigational Site Number: 0360001` is the name of a facility, though it has the form of a stray label."""
_INVERTED = re.compile(
    r"(?:City|County|State|Province|R[eé]gion|Comunidad|Comunitat|Principado|Land)(?: (?:of|de|del))?", re.IGNORECASE
)
"""The end of a state whose name has a comma: `London, City of`."""
_REGIONS = ("ct:stateName", "ct:countryName")
_OFFICES = """
JR SR II III IV PROF PROFESSOR ASSOC ASSOCIATE ASSISTANT CLINICAL SENIOR CHIEF DR DOCTOR MED MEDICAL PRIV DOZ PD PR
DOCENT LECTURER MASTER PH D PHYSICIAN CONSULTANT RESEARCHER SURGEON
"""
_TITLES = frozenset(_OFFICES.split())
"""What stands behind a name and is no degree, without dots."""


def provider(lines: Sequence[PageLine], account: Account) -> None:
    """Read `NAME (Responsible Party)`, who provides the information and answers for it."""
    known = firm(lines)
    if not known:
        return
    line, *rest = known
    is_party = _PARTY in line.text or any(each.text == _PARTY for each in rest)
    name = line.text.removesuffix(_PARTY).strip()
    if holds_contact(name):
        account.leave_out(line, CONTACT_REASON)
    elif name:
        account.state(line, "record", "ct:informationProviderName", name)
        if is_party:
            account.state(line, "record", "ct:responsiblePartyName", name)
    for each in rest:
        if each.text == _PARTY:
            account.set_aside(each)


def sponsor(lines: Sequence[PageLine], account: Account) -> None:
    """Read the name of the sponsor."""
    cells.name("study", "ct:leadSponsorName")(lines, account)


def officials(lines: Sequence[PageLine], account: Account) -> None:
    """Read `Principal Investigator: NAME, DEGREES, AFFILIATION`, one a line, or the role on a line of its own."""
    role: PageLine | None = None
    for line in firm(lines):
        head, colon, rest = unbulleted(line.text).partition(":")
        if colon and classic("official-role", head[:40]):
            role = line.saying(head)
            if rest.strip():
                _add_official(role, line.saying(rest.strip()), account)
                role = None
        elif role:
            _add_official(role, line, account)
            role = None


def _add_official(role: PageLine, line: PageLine, account: Account) -> None:
    if holds_contact(line.text):
        account.leave_out(role, CONTACT_REASON)
        account.leave_out(line, CONTACT_REASON)
        return
    name, affiliation = _name_and_affiliation(line.text, account)
    if not name:
        account.doubt("CT-R006", "where the name of the official ends is not sure", role)
        return
    part = account.next_part("official")
    account.state(line, part, "schema:name", name)
    if degree := degree_of(name):
        account.state(line, part, "ct:degree", degree)
    account.state(role, part, "ct:officialRole", classic("official-role", role.text) or role.text)
    if affiliation:
        account.state(line, part, "ct:affiliationName", affiliation)


def _name_and_affiliation(text: str, account: Account) -> tuple[str, str]:
    """The name with its degrees and titles, and what follows it; no name if a comma may stand within it."""
    first, *rest = re.split(r"(, ?)", text)
    end = 0
    while end < len(rest) and _is_of_name(rest[end + 1]):
        end += 2
    name, affiliation = first + "".join(rest[:end]), "".join(rest[end + 1 :])
    whole = end or " " in first.strip() or affiliation in _organizations(account) or affiliation.startswith(first)
    return (name, affiliation) if whole or not affiliation else ("", "")


def _is_of_name(part: str) -> bool:
    """Whether a part behind a comma is degrees or titles: `MD PhD`, `Prof. Dr.`, `Jr.`."""
    words = part.replace(".", " ").replace("/", " ").upper().split()
    return bool(words) and (is_degree(part) or all(word in _TITLES or is_degree(word) for word in words))


def _organizations(account: Account) -> frozenset[str]:
    """The names of organizations that the page states elsewhere."""
    return frozenset([*account.values("study", "ct:leadSponsorName"), *account.values("study", "ct:collaboratorName")])


def sites(lines: Sequence[PageLine], account: Account) -> None:
    """Read each place with its status and its facility below it, under headings of country and state.

    What stands below the facility is of people to ask, and left out.
    """
    reader = _Sites(account)
    known = [line for line in lines if not is_foreign(line.text) or _SITE_NUMBER.search(line.text)]
    for line, below in zip(known, [*(unbulleted(each.text) for each in known[1:]), ""], strict=True):
        reader.add(line, below)


def _is_heading(text: str, below: str) -> bool:
    """Whether a line is a country or a state: one that the place below it names, or that is nothing else."""
    named = place_of(below, None)
    within = named is not None and text in {value for name, value in named if name in _REGIONS}
    return within or is_region(text) or _STATE_LOCATIONS.fullmatch(text) is not None


def _ends_site(below: str) -> bool:
    """Whether a line is not of the site above it: then that one has its facility, though it reads like a place."""
    return not below or place_of(below, None) is not None or is_region(below) or below.startswith(_CONTACT_LABELS)


def _long_place(text: str) -> list[tuple[str, str]] | None:
    """A place whose state or city has a comma: `London, London, City of, United Kingdom, SE1 9RT`.

    Where the city ends is told by how the state ends; if it does not tell, country and code alone are sure.
    """
    parts = text.rstrip(", ").split(", ")
    at = next((at for at in range(len(parts) - 1, 0, -1) if country_code(parts[at])), None)
    if at is None or at < len(parts) - 2:
        return None
    found = [("ct:countryName", parts[at]), *(("ct:postalCode", code) for code in parts[at + 1 :])]
    city, *state = parts[:at]
    if len(state) < 2 or _INVERTED.fullmatch(state[-1]):
        return [("ct:cityName", city), *([("ct:stateName", ", ".join(state))] if state else []), *found]
    return found


class _Sites:
    """Takes the lines of the list of sites one by one."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._region: str | None = None
        self._site: str | None = None
        self._facility = self._contact = False
        self._role: PageLine | None = None

    def add(self, line: PageLine, below: str) -> None:
        """Take the next line; `below` is the text of the one below it."""
        text = unbulleted(line.text)
        place = place_of(text, self._region)
        if place is None and not self._below_place():
            place = _long_place(text)
        if _LOCATIONS.fullmatch(text) or text == "Location Contact":
            self._account.set_aside(line)
        elif place and not (self._below_place() and _ends_site(below)):
            self._begin(line, place)
        elif text.startswith(_ROLES):
            self._add_role(line, text)
        elif self._role and not text.startswith(_CONTACT_LABELS):
            self._add_official(self._role, line, text)
        elif text.startswith(_CONTACT_LABELS) or holds_contact(text):
            self._account.leave_out(line, CONTACT_REASON)
            self._contact = True
        elif _is_heading(text, below) and not self._below_place():
            self._account.set_aside(line)
            self._region, self._site = _STATE_LOCATIONS.sub(r"\1", text), None
        elif self._below_place():
            self._add_below(line, text)
        elif self._contact:
            self._account.leave_out(line, CONTACT_REASON)

    def _below_place(self) -> bool:
        return self._site is not None and not self._facility and not self._contact

    def _begin(self, line: PageLine, place: Sequence[tuple[str, str]]) -> None:
        self._site = self._account.next_part("site")
        self._facility = self._contact = False
        self._role = None
        for name, value in place:
            self._account.state(line, self._site, name, value)
        if not any(name == "ct:cityName" for name, _ in place):
            self._account.doubt("CT-R006", f"`{line.text}`: where the city ends and the state begins is not sure", line)

    def _add_below(self, line: PageLine, text: str) -> None:
        status = classic("overall-status", text[:40])
        if self._site and status and not self._account.values(self._site, "ct:siteStatus"):
            self._account.state(line, self._site, "ct:siteStatus", status)
        elif self._site:
            self._account.state(line, self._site, "ct:facilityName", text)
            self._facility = True

    def _add_role(self, line: PageLine, text: str) -> None:
        head, _, name = text.partition(":")
        self._role = line.saying(head)
        if name.strip():
            self._add_official(self._role, line, name.strip())
        else:
            self._account.set_aside(line)

    def _add_official(self, role: PageLine, line: PageLine, name: str) -> None:
        self._role = None
        if self._site is None or holds_contact(name):
            self._account.leave_out(line, CONTACT_REASON)
            return
        part = self._account.next_part(f"{self._site} official")
        self._account.state(line, part, "schema:name", name)
        if degree := degree_of(name):
            self._account.state(line, part, "ct:degree", degree)
        self._account.state(role, part, "ct:officialRole", classic("official-role", role.text) or role.text)
