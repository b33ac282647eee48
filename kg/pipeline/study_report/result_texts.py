"""How what results state is written on the page: codes by their labels, values with what belongs to them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.rdf.labels import code_label
from kg.record import Coded, Uncoded
from kg.result_record import BaselineMeasure, Measurement, OutcomeResult, ResultGroup
from kg.statements.result_numbers import decimal_of

from .study_page import CellEntry, PageCell

__all__ = [
    "Measure",
    "group_names",
    "is_counted",
    "label",
    "measure_head",
    "number_of",
    "share",
    "share_text",
    "value_cell",
    "value_text",
]

Measure = BaselineMeasure | OutcomeResult

_COUNTS = ("COUNT_OF_PARTICIPANTS", "COUNT_OF_UNITS")
_PEOPLE = ("participant", "participants", "subjects", "patients", "number of participants", "number of subjects")
_SPREADS = {"STANDARD_DEVIATION": "SD ", "STANDARD_ERROR": "SE ", "GEOMETRIC_COEFFICIENT_OF_VARIATION": "CV % "}
"""Dispersion -> what is written before a spread."""


def group_names(groups: Sequence[ResultGroup], table: Iterable[int]) -> list[str]:
    """The title of each group; where several of a table have one title, all but the first have a number too."""
    names = [group.title for group in groups]
    seen = Counter[str]()
    for group in sorted(table):
        title = groups[group - 1].title
        seen[title] += 1
        if seen[title] > 1:
            names[group - 1] = f"{title} ({seen[title]})"
    return names


def label(term: str, coded: Coded | None) -> str:
    """What a code of a property is called; of what has no code, what is written."""
    if coded is None or isinstance(coded, Uncoded):
        return coded.text if coded else ""
    return code_label(term, coded) or coded


def number_of(written: str | None) -> float | None:
    """The number that a text is, if it is one."""
    found = decimal_of(written) if written else None
    return None if found is None else float(found)


def share(part: int | float, whole: int) -> float:
    """A part of the whole in percent."""
    return 100.0 * part / whole


def share_text(part: int | str, whole: int | None) -> str:
    """`7 of 39 (17.9%)`; of an unknown whole the part alone."""
    if whole is None:
        return f"{part}"
    number = number_of(str(part))
    percent = f" ({share(number, whole):.1f}%)" if whole and number is not None else ""
    return f"{part} of {whole}{percent}"


def is_counted(measure: Measure) -> bool:
    """Whether the values are numbers of those analyzed: only their shares can be compared."""
    unit = (measure.unit or "").casefold()
    return measure.statistic in _COUNTS or (measure.statistic == "NUMBER" and unit in _PEOPLE)


def measure_head(measure: Measure) -> str:
    """What a value is: `mean (standard deviation), years`."""
    statistic = label("statistic", measure.statistic)
    dispersion = label("dispersion", measure.dispersion)
    said = f"{statistic} ({_lower(dispersion)})" if dispersion and measure.dispersion != "NOT_APPLICABLE" else statistic
    unit = "" if measure.unit and measure.unit.casefold() in said.casefold() else measure.unit
    return ", ".join(each for each in (_lower(said), unit) if each)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def value_text(measure: Measure, value: Measurement, whole: int | None) -> str:
    """A value with its share, its spread or its limits, as they are written."""
    if value.value is None:
        return _interval(measure, value).strip()
    if is_counted(measure) and whole is not None:
        return f"{share_text(value.value, whole)}{_interval(measure, value)}"
    return f"{value.value}{_interval(measure, value)}"


def _interval(measure: Measure, value: Measurement) -> str:
    said = []
    if value.spread is not None:
        dispersion = measure.dispersion if isinstance(measure.dispersion, str) else ""
        said.append(f"{_SPREADS.get(dispersion, '')}{value.spread}")
    if value.lower is not None or value.upper is not None:
        said.append(f"{_said(value.lower)} to {_said(value.upper)}")
    return f" ({'; '.join(said)})" if said else ""


def _said(limit: str | None) -> str:
    return "not said" if limit is None else limit


def value_cell(measure: Measure, values: Iterable[tuple[Measurement, int | None]], *, sized: bool) -> PageCell:
    """What stands in a cell of the table: each value, of how many it is where `sized`, and the remark on it."""
    found = []
    for value, whole in values:
        if said := value_text(measure, value, whole):
            found.append(CellEntry(said))
        if sized and whole is not None and not is_counted(measure):
            found.append(CellEntry(f"n = {whole}", soft=True))
        if value.comment:
            found.append(CellEntry(value.comment, soft=True))
    return found
