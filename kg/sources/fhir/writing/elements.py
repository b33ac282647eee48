"""Elements of FHIR as JSON: what is absent is not written, codes are concepts, what is contained has a reference."""

from collections.abc import Iterable, Mapping

from kg.dates import PartialDate
from kg.record import Coded, Concept, Uncoded
from kg.sources.fhir.spellings import SYSTEMS, written_code

__all__ = [
    "ContainedResources",
    "Element",
    "coding_of",
    "concept_of",
    "date_of",
    "mesh_concepts",
    "of_system",
    "period_of",
    "present",
]

Element = dict[str, object]
"""An object of JSON."""

_ABSENT: tuple[object, ...] = (None, "", [], {}, ())


def present(elements: Mapping[str, object]) -> Element:
    """The elements that state something."""
    return {name: each for name, each in elements.items() if each not in _ABSENT}


def coding_of(code_list: str, notation: str) -> Element:
    """A notation as a code of FHIR, or of our own list."""
    system, code = written_code(code_list, notation)
    return {"system": system, "code": code}


def concept_of(code_list: str, value: Coded | None) -> Element:
    """A coded value as a concept; one of which no code is known in words alone; none for None."""
    if value is None:
        return {}
    if isinstance(value, Uncoded):
        return {"text": value.text}
    return {"coding": [coding_of(code_list, value)], "text": value.replace("_", " ").capitalize()}


def of_system(name: str, code: str, text: str | None = None) -> Element:
    """A concept that FHIR has a code for and no code list of ours."""
    return present({"coding": [{"system": SYSTEMS[name], "code": code}], "text": text})


def mesh_concepts(terms: Iterable[Concept]) -> list[Element]:
    """Terms of MeSH as concepts that have no words of their own."""
    codings = (present({"system": SYSTEMS["mesh"], "code": each.id, "display": each.term}) for each in terms)
    return [{"coding": [each]} for each in codings]


def date_of(date: PartialDate | None) -> str | None:
    """A date as FHIR has it: to the day, month or year; the time of the day goes, since FHIR wants its zone."""
    return None if date is None else str(PartialDate(date.year, date.month, date.day))


def period_of(start: PartialDate | None, end: PartialDate | None) -> Element:
    """From when to when."""
    return present({"start": date_of(start), "end": date_of(end)})


class ContainedResources:
    """The resources within a study, in the order in which they are asked for."""

    def __init__(self) -> None:
        self.resources: list[Element] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, name: str, elements: Mapping[str, object]) -> str:
        """The reference to a new resource; it is called by the name and a number."""
        number = self._counts[name] = self._counts.get(name, 0) + 1
        own = f"{name}-{number}"
        self.resources.append({"resourceType": kind, "id": own, **present(elements)})
        return f"#{own}"
