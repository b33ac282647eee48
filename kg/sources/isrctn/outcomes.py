"""Outcomes: those that the registry has in fields of their own, and those that stand in one text."""

from kg.record import Outcome
from kg.sources.fields.clean import short
from kg.sources.fields.outcome_texts import outcomes_in
from kg.sources.fields.remarks import Remarks
from kg.sources.isrctn.structs import Measure
from kg.sources.isrctn.words import is_not_provided, stated, versions_of

__all__ = ["outcomes_of"]


def outcomes_of(
    measures: tuple[Measure, ...], text: str | None, remarks: Remarks
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The outcomes of one kind as they are now, and as they were before the registry changed the text."""
    told = [outcome for each in measures if (outcome := _measured(each, remarks))]
    versions = versions_of(None if is_not_provided(text) else remarks.long(text))
    return tuple(dict.fromkeys((*told, *outcomes_in(versions.current)))), outcomes_in(versions.previous)


def _measured(written: Measure, remarks: Remarks) -> Outcome | None:
    """An outcome of three fields; where it has no name, how it is measured stands for it."""
    name, method = stated(written.variable), remarks.long(written.method)
    measure = name or short(method)
    if measure is None:
        return None
    return Outcome(measure=measure, time_frame=stated(written.timepoints), description=method if name else None)
