"""Where in the legacy XML that stands which a path of the API v2 names, for messages.

Events stand there below their organ system, and totals of events among the events: of which system and event a position
speaks is looked up in the record, once a message asks for it.
"""

import re

from kg.sources.ctgov.xml_results import Total, listed_events, totals_of_events
from kg.sources.fields.remarks import Locate, filled
from kg.sources.fields.xml_elements import Element

__all__ = ["XmlPlaces"]

_EVENT = re.compile(r"resultsSection\.adverseEventsModule\.(serious|other)Events\[\]")
_TOTAL = re.compile(r"resultsSection\.adverseEventsModule\.eventGroups\[\]\.(serious|other|deaths)Num(Affected|AtRisk)")
_COUNT = "clinical_results/reported_events/{}/category_list/category[]/event_list/event[]/counts[]/@subjects_{}"
_ATTRIBUTES = {"Affected": "affected", "AtRisk": "at_risk"}


class XmlPlaces:
    """The places of one record."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self._reported: Element | None = None
        self._events: dict[str, list[tuple[int, int]]] = {}
        self._totals: dict[tuple[str, int], Total] | None = None

    def of_results(self, events: Element | None) -> None:
        """From here on events are looked up in these `reported_events`."""
        self._reported = events

    def __call__(self, path: str, positions: tuple[int, ...]) -> str:
        """The place of a path of the API v2, with `[]` for each of the positions."""
        if self._reported is not None and positions:
            if found := _EVENT.match(path):
                first, *rest = positions
                return self._locate(path, (*self._event(self._reported, found[1])[first], *rest))
            if (found := _TOTAL.fullmatch(path)) and (total := self._total(self._reported, found[1], positions[0])):
                return filled(_COUNT.format(total.section, _ATTRIBUTES[found[2]]), total.positions)
        return self._locate(path, positions)

    def _event(self, reported: Element, kind: str) -> list[tuple[int, int]]:
        """Position of an event of the kind -> those of its category and, in it, of the event."""
        if kind not in self._events:
            self._events[kind] = [each.positions for each in listed_events(reported, f"{kind}_events")]
        return self._events[kind]

    def _total(self, reported: Element, kind: str, group: int) -> Total | None:
        """The element in which a total of a group stands."""
        if self._totals is None:
            self._totals = {(each.kind, each.group): each for each in totals_of_events(reported)}
        return self._totals.get((kind, group))
