"""Literals as values that can be compared, as the SPARQL operators `<` and `<=` do (SPARQL 1.1, section 17.3).

Comparable are numbers, strings, booleans and date-times, and, as most engines and pySHACL have it, dates, times,
years, months of years and the two ordered kinds of durations. A value with a time zone and one without are not
comparable (W3C tests minInclusive-002, -003).
"""

import re
import struct
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.rdf.terms import XSD, literal_parts

from .datatypes import is_well_typed
from .term_parts import LITERAL, string_of

__all__ = ["is_less", "is_less_or_equal", "value_of"]


class ComparableValue(NamedTuple):
    """A comparable value: values of different kinds are never comparable."""

    kind: str
    content: Decimal | float | str


_DECIMALS = frozenset(
    f"{XSD}{name}"
    for name in (
        *("decimal", "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
    )
)
_INSTANT = re.compile(
    r"(?P<date>-?[0-9]{4,18}(?:-[0-9]{2}){0,2})?T?(?P<time>[0-9]{2}:[0-9]{2}:[0-9.]+)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<Y>[0-9]+)Y)?(?:(?P<M>[0-9]+)M)?(?:(?P<D>[0-9]+)D)?"
    r"(?:T(?:(?P<h>[0-9]+)H)?(?:(?P<m>[0-9]+)M)?(?:(?P<s>[0-9.]+)S)?)?"
)
_ON_THE_TIMELINE = frozenset({"dateTime", "date", "time", "gYear", "gYearMonth"})


def is_less(left: str, right: str) -> bool:
    """Whether `left < right` is true of two terms; false also when they cannot be compared."""
    pair = _comparable(left, right)
    return pair is not None and pair[0] < pair[1]  # type: ignore[operator]


def is_less_or_equal(left: str, right: str) -> bool:
    """Whether `left <= right` is true of two terms; false also when they cannot be compared."""
    pair = _comparable(left, right)
    return pair is not None and pair[0] <= pair[1]  # type: ignore[operator]


def _comparable(left: str, right: str) -> tuple[Decimal | float | str, Decimal | float | str] | None:
    one, other = value_of(left), value_of(right)
    if one is None or other is None:
        return None
    if one.kind == other.kind:
        return one.content, other.content
    if one.kind in _NUMBERS and other.kind in _NUMBERS:
        wider = max(one.kind, other.kind, key=_NUMBERS.index)
        return _promoted(one, wider), _promoted(other, wider)
    return None


_NUMBERS = ("decimal", "float", "double")


def _promoted(number: ComparableValue, kind: str) -> float:
    """The number in a wider type, as XPath promotes operands: decimal to float, both to double."""
    wide = float(number.content)
    return _as_float(wide) if kind == "float" else wide


def _as_float(number: float) -> float:
    """The nearest number that 32 bits hold."""
    try:
        narrowed: float = struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return number * float("inf")
    return narrowed


def value_of(term: str) -> ComparableValue | None:
    """The value of a literal that can be compared; None for ill-typed ones, other datatypes, IRIs, blank nodes."""
    if term[0] != LITERAL:
        return None
    if term[-1] == '"':
        return ComparableValue("string", string_of(term) or "")
    return _typed_value(term)


@lru_cache(maxsize=16_384)
def _typed_value(term: str) -> ComparableValue | None:
    text, datatype, _ = literal_parts(term)
    if datatype is None or not datatype.startswith(XSD) or not is_well_typed(text, f"<{datatype}>"):
        return None
    if datatype in _DECIMALS:
        return ComparableValue("decimal", Decimal(text))
    match datatype.removeprefix(XSD):
        case "string":
            return ComparableValue("string", text)
        case "boolean":
            return ComparableValue("boolean", Decimal(text in {"true", "1"}))
        case "float":
            return ComparableValue("float", _as_float(float(text)))
        case "double":
            return ComparableValue("double", float(text))
        case "dateTimeStamp":
            return _instant(text, "dateTime")
        case "dayTimeDuration" | "yearMonthDuration" as name:
            return _duration(text, name)
        case name if name in _ON_THE_TIMELINE:
            return _instant(text, name)
        case _:
            return None


def _instant(text: str, kind: str) -> ComparableValue | None:
    """Seconds on the time line; those with a time zone are of another kind than those without."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    sign, date = (
        (-1, found["date"][1:]) if (found["date"] or "").startswith("-") else (1, found["date"] or "1972-12-31")
    )
    year, month, day = (int(part) for part in f"{date}-01-01".split("-")[:3])
    hours, minutes, seconds = (found["time"] or "0:0:0").split(":")
    total = _days(sign * year, month, day) * 86_400 + int(hours) * 3_600 + int(minutes) * 60 + Decimal(seconds)
    if found["zone"] is None:
        return ComparableValue(kind, total)
    return ComparableValue(f"{kind} in a zone", total - _offset(found["zone"]))


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    hours, minutes = zone[1:].split(":")
    return (-1 if zone[0] == "-" else 1) * (int(hours) * 3_600 + int(minutes) * 60)


def _days(year: int, month: int, day: int) -> int:
    """Days on the proleptic Gregorian calendar, of which Python's own dates hold only the years 1 to 9999."""
    past = year - (month <= 2)  # years that begin in March, so that the leap day comes last
    return 365 * past + past // 4 - past // 100 + past // 400 + (153 * ((month + 9) % 12) + 2) // 5 + day


def _duration(text: str, kind: str) -> ComparableValue | None:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    years, months, days, hours, minutes, rest = (Decimal(found[unit] or 0) for unit in "YMDhms")
    seconds = rest + 60 * (minutes + 60 * (hours + 24 * days))
    size = 12 * years + months if kind == "yearMonthDuration" else seconds
    return ComparableValue(kind, -size if found["sign"] else size)
