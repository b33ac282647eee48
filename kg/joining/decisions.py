"""What people decided of two studies: that they are one, or that they are not."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

__all__ = ["NO_DECISIONS", "Decisions", "StudyDecision", "Verdict"]


class Verdict(StrEnum):
    """What was decided; a notation of the code list `study-decision`."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


class StudyDecision(NamedTuple):
    """One decision. The ids are in their normal form, the smaller one first."""

    one: str
    other: str
    verdict: Verdict
    sheet: str | None = None
    """The name of the file in which it was taken."""
    by: str | None = None
    on: str | None = None
    """As the sheet writes it."""
    comment: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids."""
        return self.one, self.other

    def on_ids(self, one: str, other: str) -> "StudyDecision":
        """The same of two ids, whatever their order."""
        return self._replace(one=min(one, other), other=max(one, other))


class Decisions(NamedTuple):
    """Decisions, one of each pair."""

    of_pairs: Mapping[tuple[str, str], StudyDecision]

    @classmethod
    def of(cls, decisions: Iterable[StudyDecision]) -> "Decisions":
        """The decisions; of several on a pair the last."""
        return cls({each.pair: each for each in decisions})

    def all(self) -> Iterator[StudyDecision]:
        """All of them, in the order of their pairs."""
        yield from (self.of_pairs[pair] for pair in sorted(self.of_pairs))

    def over(self, before: "Decisions") -> "Decisions":
        """These decisions and earlier ones, which hold unless these say otherwise of the same pair.

        A decision that is taken again as it was keeps the sheet in which it was first taken.
        """
        again = (each for each in self.all() if not _same(before.of_pairs.get(each.pair), each))
        return Decisions.of(chain(before.all(), again))


def _same(before: StudyDecision | None, now: StudyDecision) -> bool:
    return before is not None and before._replace(sheet=now.sheet) == now


NO_DECISIONS = Decisions({})
