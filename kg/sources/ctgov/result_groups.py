"""The groups of the tables of results: mentions of one title and description are one group."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from kg.result_record import ResultGroup
from kg.sources.ctgov.results_structs import EventGroup, RegistryGroup
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["ResultGroups"]

_TOTAL = "total of all reporting groups"


class ResultGroups:
    """Collects the groups of one record; their positions count from 1."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._positions: dict[tuple[str, str | None, int], int] = {}
        self._groups: list[ResultGroup] = []

    @property
    def all(self) -> tuple[ResultGroup, ...]:
        """The groups, each once."""
        return tuple(self._groups)

    def table(self, groups: Iterable[RegistryGroup | EventGroup], path: str, *positions: int) -> "TableGroups":
        """The groups of one table, which stand at a path; two of a table are two, even if nothing tells them apart."""
        found: dict[str, int] = {}
        met: Counter[tuple[str, str | None]] = Counter()
        for number, written in enumerate(groups):
            title = short(written.title) or short(written.id) or f"Group {number + 1}"
            description = self._remarks.long(written.description)
            count = met[title, description]
            met[title, description] += 1
            position = self._position(title, description, count)
            if isinstance(written, EventGroup):
                self._add_totals(position, written)
            if written.id is not None:
                found[written.id] = position
        return TableGroups(self, found, path, positions)

    def unknown(self, identity: str | None, path: str, *positions: int) -> int:
        """A group that a number names and no table lists; noted."""
        what = f"no group `{(identity or '')[:60]}` is listed: its number is kept under that name"
        self._remarks.note("CT-R139", what, path, *positions)
        return self._position(short(identity) or "not stated", None, -1)

    def _position(self, title: str, description: str | None, count: int) -> int:
        key = (title, description, count)
        if key not in self._positions:
            total = title.casefold() == "total" and (description or "").casefold().startswith(_TOTAL)
            self._groups.append(ResultGroup(title=title, description=description, total=total or None))
            self._positions[key] = len(self._groups)
        return self._positions[key]

    def _add_totals(self, position: int, written: EventGroup) -> None:
        self._groups[position - 1] = msgspec.structs.replace(
            self._groups[position - 1],
            serious_at_risk=written.serious_num_at_risk,
            serious_affected=written.serious_num_affected,
            other_at_risk=written.other_num_at_risk,
            other_affected=written.other_num_affected,
            deaths_at_risk=written.deaths_num_at_risk,
            deaths=written.deaths_num_affected,
        )


class TableGroups:
    """The groups of one table."""

    def __init__(self, groups: ResultGroups, found: Mapping[str, int], path: str, positions: tuple[int, ...]) -> None:
        self._groups = groups
        self._found = dict(found)
        self._path = f"{path}.id"
        self._positions = positions

    def of(self, identity: str | None) -> int:
        """The position of a group; one that the table does not list is noted once."""
        found = self._found.get(identity or "")
        if found is None:
            found = self._found[identity or ""] = self._groups.unknown(identity, self._path, *self._positions)
        return found
