"""Sites that a table states as one text each: `Example Clinic, Suite 4, Boston, Massachusetts, 02115, United States`.

The parts stand in order and may hold commas, and all but city and country may be missing, so that only what is told by
its form is beyond doubt: the country at the end and, in the United States, a state of the list before it, a postal code
between the two, the city before the state. Of 11,060 sites in records of the API v2, of which 3,849 are in the United
States, written as the site writes them, none is read wrongly so. Elsewhere `Hospital, Region, Country` and `Hospital,
City, Country` look alike.
"""

import re
from collections.abc import Iterator

from kg.countries import country_code
from kg.record import Site
from kg.sources.fields.clean import short

__all__ = ["sites_in"]

_UNITED_STATES = "US"
_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_ABBREVIATION = re.compile(r"[A-Z]{2}\.?|[A-Z]\.[A-Z]\.")
_STATES = frozenset(
    (
        *("Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware"),
        *("District of Columbia", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas"),
        *("Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi"),
        *("Missouri", "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York"),
        *("North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island"),
        *("South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington"),
        *("West Virginia", "Wisconsin", "Wyoming"),
    )
)
_MOST_COMMAS = 2
"""`Congo, The Democratic Republic of the`: no name of a country has more parts."""


def sites_in(text: str) -> Iterator[Site]:
    """The sites of a cell. An item without a comma is the beginning of the next: the name of a facility holds a `|`."""
    held = ""
    for item in text.split("|"):
        held = f"{held}|{item}" if held else item
        if "," in held and (site := _site(held)):
            yield site
            held = ""
    if site := _site(held):
        yield site


def _site(text: str) -> Site | None:
    whole = short(text)
    if whole is None:
        return None
    parts = whole.split(", ")
    for count in range(1, min(_MOST_COMMAS, len(parts)) + 1):
        country = ", ".join(parts[-count:])
        if code := country_code(country):
            rest = parts[:-count]
            return (
                _of_united_states(whole, country, rest) if code == _UNITED_STATES else Site(text=whole, country=country)
            )
    return Site(text=whole)


def _of_united_states(whole: str, country: str, parts: list[str]) -> Site:
    postal_code = parts.pop() if parts and _ZIP.fullmatch(parts[-1]) else None
    if len(parts) < 2 or parts[-1] not in _STATES or _ABBREVIATION.fullmatch(parts[-2]):
        return Site(text=whole, country=country)
    *facility, city, state = parts
    return Site(
        text=whole,
        country=country,
        state=state,
        city=city,
        postal_code=postal_code,
        facility=", ".join(facility) or None,
    )
