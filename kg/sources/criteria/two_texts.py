"""Criteria of a source that has one text for each side, brought to the one text that others have."""

from typing import NamedTuple

from kg.record import Criterion
from kg.sources.criteria.split import criteria_of

__all__ = ["WholeCriteria", "criteria_of_sides"]


class WholeCriteria(NamedTuple):
    """One text with a heading for each side, and the criteria that it lists."""

    text: str | None
    criteria: tuple[Criterion, ...]


def criteria_of_sides(inclusion: str | None, exclusion: str | None) -> WholeCriteria:
    """The criteria of both sides; the headings are those of the graph, since the source has a field for each."""
    sides = (("Inclusion Criteria:", inclusion), ("Exclusion Criteria:", exclusion))
    text = "\n\n".join(f"{heading}\n\n{side}" for heading, side in sides if side) or None
    return WholeCriteria(text, criteria_of(text) if text else ())
