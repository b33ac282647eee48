"""Officials and sites on the pages of the classic ClinicalTrials.gov."""

from collections.abc import Sequence
from functools import lru_cache

from kg.countries import country_code as code_of
from kg.sources.codes import classic, degree_of, is_degree
from kg.sources.contacts import CONTACT_REASON, holds_contact
from kg.sources.ctgov_pages import cells
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm

__all__ = ["country_code", "investigators", "is_region", "locations", "party", "place_of"]

_UNNAMED = "an investigator of one site, without a name on the line or a site above it"
_CONTACT_LABELS = ("Contact:", "Contact :", "Contact information")
_ROLES = ("Principal Investigator:", "Sub-Investigator:", "Study Chair:", "Study Director:")
_STATUSES = (
    "Recruiting",
    "Not yet recruiting",
    "Active, not recruiting",
    "Completed",
    "Terminated",
    "Withdrawn",
    "Suspended",
    "Enrolling by invitation",
    "Available",
)
_LONGEST_PLACE = 300
_SHORTEST_COUNTRY = 4


def investigators(lines: Sequence[PageLine], account: Account) -> None:
    """Read `Role:`, name and affiliation, on one line or on several.

    On one line the name ends with its degrees, or where the name of an organization begins that the page states
    elsewhere; if neither tells, nothing is guessed.
    """
    groups: list[list[PageLine]] = []
    for line in firm(lines):
        head, colon, rest = line.text.partition(":")
        if colon and classic("official-role", head[:40]):
            groups.append([line.saying(head), *([line.saying(rest.strip())] if rest.strip() else [])])
        elif groups and len(groups[-1]) < 3:
            groups[-1].append(line)
    for group in groups:
        _add_official(group[0], group[1:], account)


def _add_official(role: PageLine, rest: Sequence[PageLine], account: Account) -> None:
    parts = [(rest[0], rest[0].text), (rest[1], rest[1].text)] if len(rest) == 2 else _split(rest, account)
    if not parts:
        account.doubt("CT-R006", "where the name of the official ends is not sure", role)
        return
    (line, name), *others = parts
    if holds_contact(name):
        for each in (role, *rest):
            account.leave_out(each, CONTACT_REASON)
        return
    part = account.next_part("official")
    account.state(line, part, "schema:name", name)
    if degree := degree_of(name):
        account.state(line, part, "ct:degree", degree)
    account.state(role, part, "ct:officialRole", classic("official-role", role.text) or role.text)
    for other, affiliation in others:
        account.state(other, part, "ct:affiliationName", affiliation)


def _split(rest: Sequence[PageLine], account: Account) -> list[tuple[PageLine, str]]:
    """Name and affiliation of one line."""
    if not rest:
        return []
    line = rest[0]
    organizations = {*account.values("study", "ct:leadSponsorName"), *account.values("study", "ct:collaboratorName")}
    for organization in organizations:
        if line.text.endswith(f" {organization}"):
            return [(line, line.text.removesuffix(organization).strip()), (line, organization)]
    name = _with_degrees(line.text[:_LONGEST_PLACE])
    affiliation = line.text.removeprefix(name).strip()
    if not name or affiliation[:1] in {",", "."}:
        return []
    return [(line, name), *([(line, affiliation)] if affiliation else [])]


def _with_degrees(text: str) -> str:
    """The beginning of the text up to the last of the degrees that follow its first comma; empty if there is none."""
    name, comma, tail = text.partition(", ")
    words = tail.split(" ")
    end = 0
    while end < len(words) and is_degree(words[end].removesuffix(",")):
        end += 1
    return f"{name}, {' '.join(words[:end]).removesuffix(',')}" if comma and end else ""


def party(lines: Sequence[PageLine], account: Account) -> None:
    """Read who answers for the study; a number to call is left out."""
    line = cells.first(lines)
    if line and holds_contact(line.text):
        account.leave_out(line, CONTACT_REASON)
    elif line:
        account.state(line, "record", "ct:responsiblePartyName", line.text)


def locations(lines: Sequence[PageLine], account: Account) -> None:
    """Read facilities with their places, under headings of country and state; contacts are left out."""
    region: str | None = None
    site: str | None = None
    above: list[PageLine] = []
    for line in firm(lines):
        text = line.text
        if text.startswith(_CONTACT_LABELS):
            account.leave_out(line, CONTACT_REASON)
            above = []
        elif text.startswith(_ROLES):
            _add_investigator(line, site, account)
            above = []
        elif is_region(text):
            account.set_aside(line)
            region, above = text, []
        elif place := place_of(text, region):
            site = _add_site(above, line, place, account)
            above = []
        else:
            above.append(line)


def _add_investigator(line: PageLine, site: str | None, account: Account) -> None:
    """The investigator of the site above, `Principal Investigator: Ada Example, MD`."""
    role, _, name = (text.strip() for text in line.text.partition(":"))
    if not name or site is None or holds_contact(name):
        account.leave_out(line, CONTACT_REASON if holds_contact(name) else _UNNAMED)
        return
    part = account.next_part(f"{site} official")
    account.state(line, part, "schema:name", name)
    if degree := degree_of(name):
        account.state(line, part, "ct:degree", degree)
    account.state(line, part, "ct:officialRole", classic("official-role", role) or role)


def _add_site(above: Sequence[PageLine], line: PageLine, place: Sequence[tuple[str, str]], account: Account) -> str:
    """Adds a site; gives its part."""
    part = account.next_part("site")
    status = above[-1] if len(above) == 2 and classic("overall-status", above[-1].text[:40]) else None
    names = above[:-1] if status else above
    if len(names) == 1:
        text = names[0].text
        ending = next((each for each in _STATUSES if text.endswith(f" {each}")), None)
        account.state(names[0], part, "ct:facilityName", text.removesuffix(f" {ending}") if ending else text)
        if ending:
            account.state(names[0], part, "ct:siteStatus", classic("overall-status", ending) or ending)
    if status:
        account.state(status, part, "ct:siteStatus", classic("overall-status", status.text) or status.text)
    for name, value in place:
        account.state(line, part, name, value)
    return part


@lru_cache(maxsize=4_096)
def country_code(name: str) -> str | None:
    """The code of a country that is named in full: `PA` and `UK` behind a comma are not places of this site."""
    return code_of(name) if len(name) >= _SHORTEST_COUNTRY else None


def _parts(text: str) -> list[str]:
    """The parts of a place, a name of a country with a comma as one part."""
    parts = [part.strip() for part in text[:_LONGEST_PLACE].split(",")]
    for at in range(len(parts) - 1, 0, -1):
        pair = ", ".join(parts[at - 1 : at + 1])
        if country_code(pair) and not country_code(parts[at]):
            parts[at - 1 : at + 1] = [pair]
    return parts


def is_region(text: str) -> bool:
    """Whether a line is a heading of the list: `Germany`, `United States, California`."""
    if len(text) > _LONGEST_PLACE:
        return False
    parts = _parts(text)
    # `United States, Georgia` is a region, `Singapore, Singapore` a place.
    return country_code(parts[0]) is not None and (len(parts) == 1 or (len(parts) == 2 and parts[0] != parts[1]))


def place_of(text: str, region: str | None) -> list[tuple[str, str]] | None:
    """`City, State, Country, Code` with or without state and code; None for anything else."""
    if len(text) > _LONGEST_PLACE or "," not in text:
        return None
    parts = _parts(text)
    code = parts.pop() if not country_code(parts[-1]) and len(parts) > 2 and country_code(parts[-2]) else None
    if len(parts) < 2 or not country_code(parts[-1]) or (code and not any(map(str.isdigit, code))):
        return None
    country = parts.pop()
    state = _state(parts, region)
    if len(parts) != 1 or not parts[0]:
        return None
    found = [("ct:cityName", parts[0]), ("ct:stateName", state), ("ct:countryName", country), ("ct:postalCode", code)]
    return [(name, value) for name, value in found if value]


def _state(parts: list[str], region: str | None) -> str | None:
    """The state, taken from the end of the parts; where the city has a comma, the heading tells."""
    if len(parts) < 2:
        return None
    state = parts.pop()
    if len(parts) > 1 and region and region.endswith(f", {state}"):
        parts[:] = [", ".join(parts)]
    return state
