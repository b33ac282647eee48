"""Who stands behind a study and where it takes place, as the sections of the aggregator's page say it."""

from collections.abc import Sequence
from functools import partial

from kg.sources.codes import degree_of, is_degree, notation
from kg.sources.contacts import CONTACT_REASON, holds_contact
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_code, add_collaborator, firm

__all__ = ["locations", "officials", "responsible_party", "sponsors"]

_ROLE_LABEL = "Role: "

# Names of countries that the registry writes with a comma, by what stands behind it.
_COUNTRY_TAILS = frozenset(
    {
        "Republic of",
        "Islamic Republic of",
        "Democratic People's Republic of",
        "The Democratic Republic of the",
        "The Former Yugoslav Republic of",
        "Federated States of",
        "United Republic of",
        "Province of China",
        "occupied",
    }
)


_PLACE_NAMES = {
    2: ("ct:cityName", "ct:countryName"),
    3: ("ct:cityName", "ct:stateName", "ct:countryName"),
}


def sponsors(lines: Sequence[PageLine], account: Account) -> None:
    """Read the sponsor, then collaborators; the line after a name is the class."""
    part: str | None = None
    lead: str | None = None
    for line in firm(lines):
        code = notation("organization-class", line.text)
        if code and part:
            account.state(line, part, "ct:organizationClass", code)
            part = None
        elif code:
            account.doubt("CT-R006", f"`{code}` is a class of sponsors, but no name stands above it", line)
        elif lead in (None, line.text):
            account.state(line, "study", "ct:leadSponsorName", line.text)
            part, lead = "sponsor", line.text
        else:
            part = add_collaborator(line, line.text, account)


def responsible_party(lines: Sequence[PageLine], account: Account) -> None:
    """Read the name and the title under it; one line alone may be either."""
    known = firm(lines)
    if len(known) != 2 or is_degree(known[0].text):
        for line in known:
            account.doubt("CT-R006", f"`{line.text[:80]}` may be the name or the title of the responsible party", line)
        return
    name, title = known
    if holds_contact(name.text):
        account.leave_out(name, CONTACT_REASON)
    else:
        account.state(name, "record", "ct:responsiblePartyName", name.text)
    account.state(title, "record", "ct:responsiblePartyTitle", title.text)


def officials(lines: Sequence[PageLine], account: Account) -> None:
    """Read each official by the line with the role: the name stands above it, the affiliation under it."""
    roles: list[PageLine] = []
    gaps: list[list[PageLine]] = [[]]
    for line in firm(lines):
        if line.text.startswith(_ROLE_LABEL):
            roles.append(line)
            gaps.append([])
        else:
            gaps[-1].append(line)
    names = [_name_above(gap, first=number == 0) for number, gap in enumerate(gaps)]
    affiliations = [_affiliation_under(gap, last=number == len(roles)) for number, gap in enumerate(gaps)]
    for role, name, affiliation in zip(roles, names, affiliations[1:], strict=False):
        if name:
            _add_official(name, role, affiliation, account)
        else:
            account.doubt("CT-R006", f"no name stands above `{role.text}` for sure", role)


def _name_above(gap: Sequence[PageLine], *, first: bool) -> PageLine | None:
    """The name directly above a role: the one line with a degree, or as many lines as there should be."""
    degrees = [degree_of(line.text) is not None for line in gap]
    if any(degrees):
        return gap[-1] if degrees[-1] and not any(degrees[-2:-1]) else None
    return gap[-1] if len(gap) == (1 if first else 2) else None


def _affiliation_under(gap: Sequence[PageLine], *, last: bool) -> PageLine | None:
    """The affiliation directly under a role; a line with a degree is the name of another official."""
    degrees = [degree_of(line.text) is not None for line in gap]
    if not gap or degrees[0]:
        return None
    alone = len(gap) == (1 if last else 2)
    return gap[0] if alone or degrees[1:] == [True] else None


def _add_official(name: PageLine, role: PageLine, affiliation: PageLine | None, account: Account) -> None:
    if holds_contact(name.text):
        for line in filter(None, (name, role, affiliation)):
            account.leave_out(line, CONTACT_REASON)
        return
    part = account.next_part("official")
    account.state(name, part, "schema:name", name.text)
    if degree := degree_of(name.text):
        account.state(name, part, "ct:degree", degree)
    text = role.text.removeprefix(_ROLE_LABEL)
    add_code(role, part, "ct:officialRole", text, partial(notation, "official-role"), account)
    if affiliation:
        account.state(affiliation, part, "ct:affiliationName", affiliation.text)


def locations(lines: Sequence[PageLine], account: Account) -> None:
    """Read pairs of a facility and its place; if one line is missing, which are pairs is not sure."""
    known = firm(lines)
    pairs = list(zip(known[::2], known[1::2], strict=False))
    places = [_place(place.text) for _, place in pairs]
    if len(known) % 2 or None in places:
        for line in known:
            account.doubt("CT-R006", f"`{line.text[:80]}` may be a facility or a place: the pairs are not sure", line)
        return
    for (facility, place), parts in zip(pairs, places, strict=True):
        part = account.next_part("site")
        account.state(facility, part, "ct:facilityName", facility.text)
        for name, text in parts or ():
            account.state(place, part, name, text)


def _place(text: str) -> tuple[tuple[str, str], ...] | None:
    """`City, State, Country` or `City, Country`; None for anything else: nothing is guessed."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and parts[-1] in _COUNTRY_TAILS:
        parts[-2:] = [", ".join(parts[-2:])]
    names = _PLACE_NAMES.get(len(parts))
    return tuple(zip(names, parts, strict=True)) if names and all(parts) else None
