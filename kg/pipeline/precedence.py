"""Which record is written where several are of one study: the latest of each publisher, and which publisher leads."""

from typing import NamedTuple

from kg.record import Origin, Study
from kg.sources.reading import Key
from kg.sources.reading import place as place_of

__all__ = ["Index", "leads", "recency"]

_LEADING = ("ctgov", "euctr", "ctis", "isrctn", "drks")
_LAST = ("ictrp", "meddatax")
"""Portals and aggregators, which repeat what registries say."""

_FORMATS = {"ctgov-v2": 3, "ctgov-v1": 2, "ctgov-xml": 1}
"""How full a format's records are; pages have rank 0."""

Recency = tuple[str, int, bytes]

_INVERTED = bytes(255 - byte for byte in range(256))


def recency(key: Key, sha256: str) -> Recency:
    """Grows with the date of the last update, then the fullness of the format, then as the SHA-256 gets smaller."""
    return str(key.updated or ""), _FORMATS.get(key.format, 0), bytes.fromhex(sha256).translate(_INVERTED)


def _rank(publisher: str) -> tuple[int, str]:
    if publisher in _LEADING:
        return _LEADING.index(publisher), ""
    if publisher in _LAST:
        return len(_LEADING) + 1 + _LAST.index(publisher), ""
    return len(_LEADING), publisher


def leads(publisher: str, publishers: set[str]) -> bool:
    """Whether the record of `publisher` describes the study of which all `publishers` hold records."""
    return publisher == min(publishers, key=_rank)


class _Best(NamedTuple):
    recency: Recency
    place: str
    number: int


class Index:
    """The best record of each publisher and id, found before anything is written."""

    def __init__(self) -> None:
        self._best: dict[tuple[str, str], _Best] = {}
        self._publishers: dict[str, set[str]] = {}

    @property
    def size(self) -> int:
        """How many records there are to be written."""
        return len(self._best)

    def add(self, study: Study, origin: Origin, *, number: int) -> None:
        """Takes note of a record, the `number`th of the run; alike in all else, the smaller file name wins."""
        posted = study.registration.last_update_posted
        updated = posted.date if posted else study.registration.updated
        key = Key(publisher=study.publisher, id=study.id, updated=updated, format=origin.format)
        self.note(key, sha256=origin.sha256, place=place_of(origin.name, origin.position), number=number)

    def note(self, key: Key, *, sha256: str, place: str, number: int) -> None:
        """Takes note of a record by its key, without the record."""
        new = _Best(recency(key, sha256), place, number)
        found = self._best.get((key.publisher, key.id))
        if found is None or (new.recency, found.place) > (found.recency, new.place):
            self._best[key.publisher, key.id] = new
        self._publishers.setdefault(key.id, set()).add(key.publisher)

    def winner(self, study: Study) -> str:
        """The source, with its position, of the record that is written for this publisher and id."""
        return self._best[study.publisher, study.id].place

    def wins(self, study: Study, *, number: int) -> bool:
        """Whether the `number`th record of the run is the one to be written."""
        return self._best[study.publisher, study.id].number == number

    def leads(self, study: Study) -> bool:
        """Whether the record describes the study, and not only itself."""
        return leads(study.publisher, self._publishers[study.id])
