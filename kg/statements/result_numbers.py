"""Numbers of results as decimals: what is written as one, what is meant by it, and what is no number."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.rdf.encoders import Encode, encoder, predicate, text

__all__ = ["PValue", "decimal_of", "p_value", "tell_number"]

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LOOSE = re.compile(rf"({_DECIMAL.pattern})(?:[eE]([+-]?[0-9]{{1,2}}))?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_P_VALUE = re.compile(rf"(?:[pP]\s*)?([<>=≤≥]?|<=|>=)\s*({_DECIMAL.pattern}(?:[eE][+-]?[0-9]{{1,2}})?)")
_CANONICAL = re.compile(r"0|-?[1-9][0-9]*(?:\.[0-9]*[1-9])?|-?0\.[0-9]*[1-9]")
_LONGEST = 30
"""Digits beyond which a text is no measurement; stores keep about as many."""

_below, _above, _is = (predicate(name) for name in ("pValueBelow", "pValueAbove", "pValue"))


class PValue(NamedTuple):
    """A p-value: the property that says how it compares, and the number."""

    property: bytes
    number: str


@lru_cache(maxsize=65_536)
def decimal_of(written: str) -> str | None:
    """The number that a text is, in the canonical form of xsd:decimal; None if it is none, or may mean two.

    Stores keep no other form: `41.80` would come back as `41.8`, and seem to have changed.
    """
    if len(written) > _LONGEST:
        return None
    if _CANONICAL.fullmatch(written):
        return written
    signed = written.replace("\u2212", "-")
    if _THOUSANDS.fullmatch(signed):
        signed = signed.replace(",", "")
    return _canonical(Decimal(signed)) if _LOOSE.fullmatch(signed) else None


def _canonical(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=4_096)
def p_value(written: str) -> PValue | None:
    """What a p-value as written says: `0.036`, `<0.05`, `p = .03`; None for anything else."""
    found = _P_VALUE.fullmatch(written.strip())
    number = decimal_of(found[2]) if found else None
    if found is None or number is None:
        return None
    sign = found[1][:1]
    return PValue(_below if sign in ("<", "≤") and sign else _above if sign in (">", "≥") and sign else _is, number)


def tell_number(lead: bytes, out: list[bytes], term: str, written: str | None) -> None:
    """States a number, and its text where that is another one; of what is no number the text alone."""
    if written is None:
        return
    number, other, encode = _terms(term)
    found = decimal_of(written)
    if found is not None:
        out += (lead, number, encode(found))
    if found != written:
        out += (lead, other, text(written))


@lru_cache(maxsize=64)
def _terms(term: str) -> tuple[bytes, bytes, Encode]:
    return predicate(term), predicate(f"{term}Text"), encoder(term)
