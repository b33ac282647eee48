"""What of a record is compared with records of other registries: its ids, and the facts on which registries differ."""

from collections.abc import Iterable

import msgspec

from kg.record import Coded, Study, Uncoded
from kg.registries import registered

__all__ = ["StatedId", "StudyRow", "row_of", "stated_ids"]


class StatedId(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An id of a registry that a record states of its study besides its own."""

    id: str
    """In its normal form."""
    written: str


class StudyRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A record as it is compared with others."""

    publisher: str
    id: str
    leading: bool
    """Whether it describes the study of its id."""
    stated: tuple[StatedId, ...] = ()
    former: tuple[str, ...] = ()
    """Ids that the study had before."""
    title: str | None = None
    official_title: str | None = None
    sponsor: str | None = None
    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    status: str | None = None
    """The notation of its code, else as written; so with phases."""
    phases: tuple[str, ...] = ()
    start: str | None = None
    """ISO 8601, to the year, month or day; so with all dates."""
    completion: str | None = None
    enrollment: int | None = None
    primary_outcomes: tuple[str, ...] = ()
    record: str | None = None
    """The id of the record, where the publisher holds several of the study."""

    @property
    def place(self) -> tuple[str, str]:
        """The publisher, and the id under which the record stands there."""
        return self.publisher, self.record or self.id


def row_of(study: Study, *, leading: bool = True) -> StudyRow:
    """The row of a record. What has no order in the graph is sorted, so that the graph gives the same row."""
    start, completion = study.start, study.completion
    return StudyRow(
        publisher=study.publisher,
        id=study.id,
        leading=leading,
        stated=stated_ids((study.id, *study.aliases), (each.value for each in study.identifiers)),
        former=_sorted(study.aliases),
        title=study.title,
        official_title=study.official_title,
        sponsor=study.lead_sponsor.name if study.lead_sponsor else None,
        conditions=_sorted(study.conditions),
        treatments=_sorted(each.name for each in study.interventions if each.name),
        status=_text(study.status),
        phases=_sorted(text for text in map(_text, study.phases) if text),
        start=str(start.date) if start else None,
        completion=str(completion.date) if completion else None,
        enrollment=study.enrollment.count if study.enrollment else None,
        primary_outcomes=tuple(dict.fromkeys(each.measure for each in study.primary_outcomes if each.measure)),
        record=study.record,
    )


def stated_ids(own: Iterable[str], written: Iterable[str]) -> tuple[StatedId, ...]:
    """The ids of registries among ids as they are written, each once, but those of the study itself."""
    met = set(own)
    found = []
    for text in written:
        known = registered(text)
        if known and known.id and known.id not in met:
            met.add(known.id)
            found.append(StatedId(known.id, text))
    return tuple(found)


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _text(code: Coded | None) -> str | None:
    return code.text if isinstance(code, Uncoded) else code
