"""The lexical spaces of the XML Schema datatypes: which texts are well-typed (XSD 1.1 part 2)."""

import calendar
import re
from collections.abc import Callable
from decimal import Decimal

from kg.rdf.terms import XSD

__all__ = ["is_well_typed"]

_Lexical = Callable[[str], bool]

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DAY = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_YEARS = r"(?:[0-9]+Y(?:[0-9]+M)?|[0-9]+M)"
_CLOCK = r"T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?"
_DAYS = rf"(?:[0-9]+D(?:{_CLOCK})?|{_CLOCK})"
_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-"


def _pattern(pattern: str) -> _Lexical:
    matches: Callable[[str], object] | None = None  # compiled at first use: the names of XML are long classes

    def is_lexical(text: str) -> bool:
        nonlocal matches
        if matches is None:
            matches = re.compile(pattern).fullmatch
        return matches(text) is not None

    return is_lexical


def _integer(least: int | None = None, most: int | None = None) -> _Lexical:
    matches = re.compile(r"[+-]?[0-9]+").fullmatch

    def is_integer(text: str) -> bool:
        if matches(text) is None:
            return False
        if least is None and most is None:
            return True
        number = Decimal(text)
        return (least is None or number >= least) and (most is None or number <= most)

    return is_integer


def _calendar_day(rest: str) -> _Lexical:
    matches = re.compile(_DAY + rest).fullmatch

    def is_day(text: str) -> bool:
        found = matches(text)
        if found is None:
            return False
        month, day = int(found["month"]), int(found["day"])
        # The calendar repeats every 400 years, so the last four digits of a year tell whether it is a leap year.
        return day <= 28 or day <= calendar.monthrange(2000 + int(found["year"][-4:]) % 400, month)[1]

    return is_day


_FLOAT = _pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN")
_MONTH_DAY = (
    r"--(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)

_LEXICAL_SPACES: dict[str, _Lexical] = {
    "integer": _integer(),
    "nonNegativeInteger": _integer(0),
    "positiveInteger": _integer(1),
    "nonPositiveInteger": _integer(None, 0),
    "negativeInteger": _integer(None, -1),
    "byte": _integer(-(2**7), 2**7 - 1),
    "short": _integer(-(2**15), 2**15 - 1),
    "int": _integer(-(2**31), 2**31 - 1),
    "long": _integer(-(2**63), 2**63 - 1),
    "unsignedByte": _integer(0, 2**8 - 1),
    "unsignedShort": _integer(0, 2**16 - 1),
    "unsignedInt": _integer(0, 2**32 - 1),
    "unsignedLong": _integer(0, 2**64 - 1),
    "decimal": _pattern(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "float": _FLOAT,
    "double": _FLOAT,
    "boolean": frozenset({"true", "false", "1", "0"}).__contains__,
    "date": _calendar_day(_ZONE),
    "dateTime": _calendar_day(f"T{_TIME}{_ZONE}"),
    "dateTimeStamp": _calendar_day(f"T{_TIME}{_ZONE[:-1]}"),
    "time": _pattern(_TIME + _ZONE),
    "gYear": _pattern(_YEAR + _ZONE),
    "gYearMonth": _pattern(f"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}"),
    "gMonth": _pattern(f"--(?:0[1-9]|1[0-2]){_ZONE}"),
    "gDay": _pattern(f"---(?:0[1-9]|[12][0-9]|3[01]){_ZONE}"),
    "gMonthDay": _pattern(f"(?:{_MONTH_DAY}){_ZONE}"),
    "duration": _pattern(f"-?P(?:{_YEARS}(?:{_DAYS})?|{_DAYS})"),
    "yearMonthDuration": _pattern(f"-?P{_YEARS}"),
    "dayTimeDuration": _pattern(f"-?P{_DAYS}"),
    "hexBinary": _pattern(r"(?:[0-9A-Fa-f]{2})*"),
    "base64Binary": _pattern(
        r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|"
        r"(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?"
    ),
    "language": _pattern(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"),
    "normalizedString": _pattern(r"[^\t\n\r]*"),
    "token": _pattern(r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?"),
    "NMTOKEN": _pattern(f"[{_NAME[:-1]}:-]+"),
    "Name": _pattern(f"[{_NAME_START}:][{_NAME[:-1]}:-]*"),
    "NCName": _pattern(f"[{_NAME_START}][{_NAME}]*"),
}
_BY_TERM = {f"<{XSD}{name}>": is_lexical for name, is_lexical in _LEXICAL_SPACES.items()}


def is_well_typed(text: str, datatype: str) -> bool:
    """Whether the text is in the lexical space of the datatype, a term; of an unknown datatype every text is."""
    is_lexical = _BY_TERM.get(datatype)
    return is_lexical is None or is_lexical(text)
