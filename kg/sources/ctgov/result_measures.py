"""Measures of the baseline and of outcomes: rows, categories, values by group, and of how many these are."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.record import Coded
from kg.result_record import Denominator, Measurement
from kg.sources.ctgov.result_groups import TableGroups
from kg.sources.ctgov.results_structs import (
    Denom,
    MeasureClass,
    RegistryBaselineMeasure,
    RegistryMeasurement,
    RegistryOutcomeMeasure,
)
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["Measured", "denominators_of", "measured"]

_WHOLE = re.compile(r"([0-9]{1,15})(?:\.0+)?")


class Measured(NamedTuple):
    """What is read of baseline and outcomes alike."""

    description: str | None
    population: str | None
    statistic: Coded | None
    dispersion: Coded | None
    unit: str | None
    measurements: tuple[Measurement, ...]
    denominators: tuple[Denominator, ...]


def measured(
    written: RegistryBaselineMeasure | RegistryOutcomeMeasure,
    groups: TableGroups,
    remarks: Remarks,
    path: str,
    number: int,
) -> Measured:
    """The table of a measure; `number` is its position among those of the path."""
    table = _Table(written, groups, remarks, path, number)
    measurements = tuple(table.measurements())
    return Measured(
        description=remarks.long(written.description),
        population=remarks.long(written.population_description),
        statistic=remarks.code("result-statistic", written.param_type, f"{path}.paramType", number),
        dispersion=remarks.code("result-dispersion", written.dispersion_type, f"{path}.dispersionType", number),
        unit=short(written.unit_of_measure),
        measurements=measurements,
        denominators=tuple(table.left()),
    )


def denominators_of(
    denoms: Sequence[Denom],
    groups: TableGroups,
    remarks: Remarks,
    path: str,
    *positions: int,
    row: str | None = None,
) -> tuple[Denominator, ...]:
    """Denominators as they are stated at a path; the positions are of what they are beneath."""
    return tuple(
        [
            Denominator(group=groups.of(each.group_id), count=count, units=short(denom.units), row=row)
            for number, denom in enumerate(denoms)
            for place, each in enumerate(denom.counts)
            if (count := _count(each.value, remarks, f"{path}.counts[].value", *positions, number, place)) is not None
        ]
    )


def _count(text: str | None, remarks: Remarks, path: str, *positions: int) -> int | None:
    written = short(text)
    if written is None:
        return None
    found = _WHOLE.fullmatch(written)
    if found is None:
        remarks.note(
            "CT-R102", f"`{written[:40]}` stands where a number analyzed should; it is left out", path, *positions
        )
        return None
    return int(found[1])


class _Table:
    """The rows of one measure; denominators go to the values that they are of, and what is left is told apart."""

    def __init__(
        self,
        written: RegistryBaselineMeasure | RegistryOutcomeMeasure,
        groups: TableGroups,
        remarks: Remarks,
        path: str,
        number: int,
    ) -> None:
        self._written = written
        self._groups = groups
        self._units = short(written.denom_units_selected)
        self._whole = denominators_of(written.denoms, groups, remarks, f"{path}.denoms[]", number)
        self._rows = [
            denominators_of(
                each.denoms, groups, remarks, f"{path}.classes[].denoms[]", number, place, row=short(each.title)
            )
            for place, each in enumerate(written.classes)
        ]
        self._used: set[int] = set()
        """Identities of the denominators that some value has."""

    def measurements(self) -> Iterator[Measurement]:
        """The values, row by row."""
        whole = self._chosen(self._whole)
        for written, own in zip(self._written.classes, self._rows, strict=True):
            yield from self._row(written, self._chosen(own) or whole)

    def _row(self, written: MeasureClass, of: dict[int, Denominator]) -> Iterator[Measurement]:
        row = short(written.title)
        for category in written.categories:
            title = short(category.title)
            for each in category.measurements:
                group = self._groups.of(each.group_id)
                denominator = of.get(group)
                if denominator is not None:
                    self._used.add(id(denominator))
                yield self._value(each, group, row, title, denominator.count if denominator else None)

    def _value(
        self, each: RegistryMeasurement, group: int, row: str | None, category: str | None, analyzed: int | None
    ) -> Measurement:
        return Measurement(
            group=group,
            row=row,
            category=category,
            value=short(each.value),
            spread=short(each.spread),
            lower=short(each.lower_limit),
            upper=short(each.upper_limit),
            analyzed=analyzed,
            comment=short(each.comment),
        )

    def left(self) -> Iterator[Denominator]:
        """The denominators that no value has."""
        for some in (self._whole, *self._rows):
            yield from (each for each in some if id(each) not in self._used)

    def _chosen(self, denominators: Sequence[Denominator]) -> dict[int, Denominator]:
        """Those that the values are of, by group: in the units that are selected, else in the first ones."""
        units = [each.units for each in denominators]
        chosen = self._units if self._units in units else units[0] if units else None
        return {each.group: each for each in reversed(denominators) if each.units == chosen}
