"""Limits of age in the words of some twenty registers: `18 Years`, `20years-old`, `>= 16age old`, `18Y`, `no limit`."""

import re

from kg.ages import age_in_years

__all__ = ["IN_YEARS", "is_no_limit", "limit_of"]

_NO_LIMIT = frozenset(
    {
        *("n/a", "na", "no limit", "no limits", "no minimum age", "no maximum age", "none", "not applicable"),
        *("0 n/a (no limit)", "nd", "-", "--", "/", "?", "??", "null", "not specified", "-2147483648"),
    }
)
_UNITS = {
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "year(s)", "years-old", "year-old", "age old", "yo"), "Years"),
    **dict.fromkeys(("m", "month", "months", "month(s)", "months-old", "month-old"), "Months"),
    **dict.fromkeys(("w", "week", "weeks", "week(s)", "weeks-old", "week-old"), "Weeks"),
    **dict.fromkeys(("d", "day", "days", "day(s)", "days-old", "day-old"), "Days"),
}
_LIMIT = re.compile(r"([<>]=?)?\s?([0-9]{1,3}(?:\.[0-9]{1,3})?)\s?([a-z][a-z() -]{0,12}?)?\.?")

# In 305 of 328 records of ChiCTR whose criteria name years, these are the number of the limit.
IN_YEARS = frozenset({"chictr"})
"""Registers that ask for an age in years, and give the number alone."""


def is_no_limit(text: str) -> bool:
    """Whether a text says that there is no limit, or stands where none is stated."""
    return text.casefold() in _NO_LIMIT


def limit_of(text: str, *, in_years: bool) -> str:
    """The age as written, or with its unit as others write it; unchanged if it is not understood."""
    if age_in_years(text) is not None:
        return text
    found = _LIMIT.fullmatch(text.casefold())
    if found is None:
        return text
    no_unit = "Years" if in_years or not found[2].strip("0.") else None  # nothing is nothing in every unit
    unit = _UNITS.get(found[3]) if found[3] else no_unit
    if unit is None:
        return text
    sign = f"{found[1]} " if found[1] else ""
    return f"{sign}{found[2]} {unit}"
