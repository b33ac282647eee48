"""What a report says of the run beside problems and findings: what was read, when, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from kg.pipeline.run.ledger import RecordFate

if TYPE_CHECKING:
    from kg.pipeline.run.ledger import Ledger
    from kg.pipeline.run.request import Result

__all__ = ["RunFacts"]

_REASONS = 20
"""So many reasons are named."""


class RunFacts(NamedTuple):
    """The facts of one run."""

    inputs: Sequence[str]
    """The paths and addresses as they were given."""
    time: datetime
    studies: int
    triples: int
    read: int
    """Records read; the fates add up to it."""
    fates: Mapping[RecordFate, int]
    not_read: int
    """Files, and members of archives, that were passed over or could not be read."""
    reasons: Sequence[tuple[str, str, int]]
    """Fate, reason and number of what is not in the graph, the most frequent first."""
    links: Mapping[str, int]
    matched: Mapping[str, tuple[int, int]]
    """Kind of name -> how many are matched, of how many."""

    @classmethod
    def of(cls, inputs: Sequence[str], result: "Result") -> "RunFacts":
        """The facts of a run that is done."""
        totals, ledger = result.totals, result.ledger
        return cls(
            inputs=inputs,
            time=result.as_of,
            studies=totals.studies,
            triples=totals.triples,
            read=ledger.read,
            fates=ledger.counts(),
            not_read=ledger.not_read,
            reasons=_reasons(ledger),
            links=dict(sorted(totals.links.items())),
            matched={kind: (totals.matched[kind], count) for kind, count in sorted(totals.nodes.items()) if count},
        )


def _reasons(ledger: "Ledger") -> list[tuple[str, str, int]]:
    left_out = (each for each in ledger.entries if each.fate is not RecordFate.WRITTEN)
    counted = Counter((each.fate.value, each.reason or "the same record again") for each in left_out)
    return [(fate, reason, count) for (fate, reason), count in counted.most_common(_REASONS)]
