"""Units of measures as codes of UCUM, the Unified Code for Units of Measure, where what is written leaves no doubt.

Words stand in any case, symbols as they are written alone: `mM` is no `mm`, `HR` no hour. A unit is known itself, or is
made of those that are, by a product above one stroke or `per`: `ng/mL`, `nanograms per milliliter`, `day*μg/mL`; or it
is known words and the same unit in brackets. What counts things has no code: participants, events, scores, ratios,
logarithms. Nor have `U` and `kU`, which are arbitrary in one laboratory and enzymatic in another, what may be minutes
or meters (`L/m`), a product below the stroke, and units of a substance (`mg of milk`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["COMMON_UNITS", "PARTS", "SYMBOLS", "WORDS", "ucum_unit"]

WORDS: Mapping[str, str] = {
    **dict.fromkeys(("year", "years"), "a"),
    **dict.fromkeys(("month", "months"), "mo"),
    **dict.fromkeys(("week", "weeks"), "wk"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("hour", "hours"), "h"),
    **dict.fromkeys(("minute", "minutes"), "min"),
    **dict.fromkeys(("second", "seconds"), "s"),
    **dict.fromkeys(("millisecond", "milliseconds"), "ms"),
    **dict.fromkeys(("kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("gram", "grams"), "g"),
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("microgram", "micrograms"), "ug"),
    **dict.fromkeys(("nanogram", "nanograms"), "ng"),
    **dict.fromkeys(("picogram", "picograms"), "pg"),
    **dict.fromkeys(("pound", "pounds"), "[lb_av]"),
    **dict.fromkeys(("liter", "liters", "litre", "litres"), "L"),
    **dict.fromkeys(("deciliter", "deciliters", "decilitre", "decilitres"), "dL"),
    **dict.fromkeys(("milliliter", "milliliters", "millilitre", "millilitres"), "mL"),
    **dict.fromkeys(("microliter", "microliters", "microlitre", "microlitres"), "uL"),
    **dict.fromkeys(("meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("centimeter", "centimeters", "centimetre", "centimetres"), "cm"),
    **dict.fromkeys(("millimeter", "millimeters", "millimetre", "millimetres"), "mm"),
    **dict.fromkeys(("micrometer", "micrometers", "micrometre", "micrometres"), "um"),
    **dict.fromkeys(("inch", "inches"), "[in_i]"),
    **dict.fromkeys(("square meter", "square meters", "square metre", "meter squared", "meters squared"), "m2"),
    **dict.fromkeys(("mole", "moles"), "mol"),
    **dict.fromkeys(("millimole", "millimoles"), "mmol"),
    **dict.fromkeys(("micromole", "micromoles"), "umol"),
    **dict.fromkeys(("nanomole", "nanomoles"), "nmol"),
    **dict.fromkeys(("picomole", "picomoles"), "pmol"),
    **dict.fromkeys(("milliequivalent", "milliequivalents"), "meq"),
    **dict.fromkeys(("international unit", "international units"), "[IU]"),
    **dict.fromkeys(("millimeters of mercury", "millimetres of mercury", "mmhg", "mm hg"), "mm[Hg]"),
    **dict.fromkeys(("cmh2o", "cm h2o", "centimeters of water"), "cm[H2O]"),
    **dict.fromkeys(("degree celsius", "degrees celsius"), "Cel"),
    **dict.fromkeys(("kilocalorie", "kilocalories"), "kcal"),
}
"""Words, and symbols that mean one thing in any case."""

SYMBOLS: Mapping[str, str] = {
    **{each: each for each in ("kg", "g", "mg", "ug", "ng", "pg", "L", "dL", "mL", "uL", "nL", "cm", "mm", "um", "nm")},
    **{each: each for each in ("mol", "mmol", "umol", "nmol", "pmol", "h", "s", "ms", "m2", "m3", "cm2", "mm2", "mm3")},
    **{each: each for each in ("mCi", "Gy", "kPa", "kcal", "m/s", "min")},
    **{"yr": "a", "yrs": "a", "wk": "wk", "wks": "wk", "hr": "h", "hrs": "h", "mins": "min", "sec": "s", "secs": "s"},
    **{"msec": "ms", "gm": "g", "gms": "g", "mcg": "ug", "lb": "[lb_av]", "lbs": "[lb_av]"},
    **{"Kg": "kg", "KG": "kg", "µg": "ug", "μg": "ug", "l": "L", "dl": "dL", "ml": "mL", "µl": "uL", "µL": "uL"},
    **{"μl": "uL", "μL": "uL", "µm": "um", "μm": "um", "µmol": "umol", "μmol": "umol", "mEq": "meq", "meq": "meq"},
    **{
        "IU": "[IU]",
        "mIU": "m[IU]",
        "kIU": "k[IU]",
        "°C": "Cel",
        "24 h": "(24.h)",
        "24h": "(24.h)",
        "24 hours": "(24.h)",
    },
    **{"m^2": "m2", "m²": "m2", "cm^2": "cm2", "cm²": "cm2", "mm^2": "mm2", "mm²": "mm2", "mm^3": "mm3", "mm³": "mm3"},
}
"""Symbols, of which the case counts."""

PARTS: Mapping[str, str] = {"d": "d"}
"""Symbols that are beyond doubt beside others alone: `g/d`; alone it may be a measure of effect."""

_PERCENT = ("percent", "percentage", "%", "per cent")
_PERSONS = ("participants", "subjects", "patients")
_CELLS = ("cells/", "cells per ")
COMMON_UNITS: Mapping[str, str] = {
    **dict.fromkeys(_PERCENT, "%"),
    **{f"{percent} of {persons}": "%" for percent in _PERCENT for persons in _PERSONS},
    **dict.fromkeys(("ppb", "parts per billion"), "[ppb]"),
    **dict.fromkeys(("beats per minute", "beats/min", "beats/minute", "bpm"), "/min"),
    **dict.fromkeys(("breaths per minute", "breaths/min", "breaths/minute"), "/min"),
    **{f"{cells}{volume}": "/mm3" for cells in _CELLS for volume in ("mm3", "mm^3", "mm³", "cubic millimeter")},
    **{f"{cells}{volume}": "/uL" for cells in _CELLS for volume in ("ul", "µl", "μl", "microliter")},
    **{f"10^9{cells}/{volume}": "10*9/L" for cells in ("", " cells") for volume in ("l", "liter", "litre")},
    **dict.fromkeys(("kg/m**2", "kg/m^2", "kg/m2", "kg/m²"), "kg/m2"),
    **{f"ml/min/1.73{area}": "mL/min/{1.73_m2}" for area in ("m2", " m2", "m^2", " m^2", "m²", " m²")},
}
"""Units that are not made of others, or are counted in a way of their own; in any case of letters."""

_PER = re.compile(r"\s*/\s*|\s+per\s+", re.IGNORECASE)
_TIMES = re.compile(r"\s*[*·]\s*")
_TWICE = re.compile(r"(.+?)\s*\(([^()]+)\)")
_MOST = 3
"""Parts of a quotient: `ug/kg/day`."""
_LONGEST = 100
"""Letters of a unit; what is longer is a sentence."""


@lru_cache(maxsize=4_096)
def ucum_unit(written: str) -> str | None:
    """The code of UCUM for a unit as written; None where there is none beyond doubt."""
    if len(written) > _LONGEST:
        return None
    if twice := _TWICE.fullmatch(written):
        first, second = _unit(twice[1]), _unit(twice[2])
        return first if first == second else None
    return _unit(written)


def _unit(written: str) -> str | None:
    return COMMON_UNITS.get(written.casefold()) or _simple(written) or _quotient(written)


def _simple(written: str) -> str | None:
    return SYMBOLS.get(written) or WORDS.get(written.casefold())


def _quotient(written: str) -> str | None:
    """A product of known units, divided by others; a product below the stroke may mean two things."""
    above, *below = _PER.split(written)
    factors = _TIMES.split(above)
    if len(below) >= _MOST or len(factors) + len(below) == 1:
        return None
    found = [_part(each) for each in (*factors, *below)]
    if None in found:
        return None
    codes = [each for each in found if each]
    return "/".join((".".join(codes[: len(factors)]), *codes[len(factors) :]))


def _part(written: str) -> str | None:
    return _simple(written) or PARTS.get(written)
