"""Ages as registries write them, in years, so that they can be compared."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

__all__ = ["NO_LIMIT", "age_in_years"]

NO_LIMIT = frozenset({"N/A", "NA", "No limit", "No Limit", "None"})
"""What stands in place of an age where there is no limit; the API v2 leaves the field out."""

_PER_YEAR = {
    "year": Decimal(1),
    "yr": Decimal(1),
    "month": Decimal(12),
    "week": Decimal("52.1775"),
    "day": Decimal("365.2425"),
    "hour": Decimal("8765.82"),
    "minute": Decimal("525949.2"),
}
"""Units of age that registries use, in a year of the Gregorian calendar."""

# What stands around the age says only that it is a limit: `18 Years and older`, `up to 65 Years`, `65 years of age`.
_AGE = re.compile(
    r"(?:from |at least |up to |[<>]=? ?|[\u2264\u2265] ?)?"
    r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*([a-z]+)\.?"
    r"(?: old| of age)?(?:(?: and| or)? (?:older|over|above|up|more|younger|under|below|less)| ?\+)?"
)
_AT_BIRTH = frozenset({"birth", "at birth", "from birth", "newborn"})


@lru_cache(maxsize=4_096)
def age_in_years(text: str) -> str | None:
    """An age such as `6 Months` in years, a canonical decimal of at most four places (`0.5`), or None."""
    plain = " ".join(text.casefold().split())
    if plain in _AT_BIRTH:
        return "0"
    found = _AGE.fullmatch(plain)
    per_year = _PER_YEAR.get(found[2].removesuffix("s")) if found else None
    if not found or not per_year:
        return None
    years = (Decimal(found[1]) / per_year).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    written = f"{years:f}".rstrip("0").rstrip(".")
    return written.lstrip("0") if written.startswith("00") else written
