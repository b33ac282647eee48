"""Terms of an answer as Python values: IRIs, numbers, dates, texts."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from kg.iris import BASE
from kg.rdf.curies import compact
from kg.rdf.terms import XSD, literal_parts

__all__ = ["IRI", "Value", "value_of"]


class IRI(str):
    """An IRI in an answer: a text that knows that it is one."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"IRI({super().__repr__()})"

    def short(self, *, base: str = BASE) -> str:
        """As people read it: below the base without it, else with a known prefix: `study/NCT01297972`, `ct:phase`."""
        return compact(self, base=base)

    def n3(self) -> str:
        """As a query names it: in angle brackets."""
        return f"<{self}>"


Value = str | int | float | bool | Decimal | date | None
"""A date with time is a `datetime`, which is a date too; a year or a month alone is a text."""


def _boolean(text: str) -> bool:
    return text in ("true", "1")


_INTEGERS = (
    *("byte", "int", "integer", "long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger"),
    *("positiveInteger", "short", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort"),
)
_READ: dict[str | None, Callable[[str], Value]] = {
    **{f"{XSD}{name}": int for name in _INTEGERS},
    f"{XSD}boolean": _boolean,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
}


def value_of(term: str | None) -> Value:
    """The Python value of a term: numbers and dates as such, any other literal as str, an unbound variable as None."""
    if term is None:
        return None
    if term[0] == "<":
        return IRI(term[1:-1])
    if term[0] != '"':
        return term
    text, datatype, _ = literal_parts(term)
    try:
        return _READ[datatype](text) if datatype in _READ else text
    except (ValueError, ArithmeticError):  # an ill-typed literal, "abc"^^xsd:integer, is still text
        return text
