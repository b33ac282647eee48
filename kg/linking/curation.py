"""What curators decided: matches that they accept or reject, which win over every method."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from .match import Match

__all__ = ["NO_DECISIONS", "Curation"]


class Curation(NamedTuple):
    """The decisions, by the node that each is about."""

    accepted: Mapping[str, tuple[Match, ...]]
    """Subject -> its matches; no method is tried on such a subject."""
    rejected: Mapping[str, tuple[Match, ...]]
    """Subject -> matches that are not true, whatever the predicate."""

    @classmethod
    def of(cls, decisions: Iterable[Match]) -> "Curation":
        """The decisions, each once; of a pair that is accepted and rejected the rejection holds."""
        accepted: dict[str, dict[Match, None]] = {}
        rejected: dict[str, dict[Match, None]] = {}
        for each in decisions:
            (rejected if each.rejected else accepted).setdefault(each.subject, {})[each] = None
        return cls(*({subject: tuple(found) for subject, found in said.items()} for said in (accepted, rejected)))

    def decisions(self) -> Iterator[Match]:
        """All of them."""
        return chain.from_iterable(chain(self.accepted.values(), self.rejected.values()))

    def apply(self, subject: str, matches: Iterable[Match], *, label: str | None = None) -> tuple[Match, ...]:
        """The matches of a subject, the surest first, after curation; a label takes the place of the table's."""
        refused = {each.object for each in self.rejected.get(subject, ())}
        accepted = _ordered(self.accepted.get(subject, ()), label)
        return tuple(each for each in (accepted or matches) if each.object not in refused)

    def refused(self, subject: str, *, label: str | None = None) -> tuple[Match, ...]:
        """The rejected matches of a subject, to be remembered."""
        return tuple(_ordered(self.rejected.get(subject, ()), label))

    def over(self, before: "Curation") -> "Curation":
        """These decisions and earlier ones, which hold unless these say otherwise of the same subject and object.

        What these accept of a subject takes the place of all that was accepted of it.
        """
        now = {(each.subject, each.object) for each in self.decisions()}
        kept = (
            each
            for each in before.decisions()
            if (each.subject, each.object) not in now and (each.rejected or each.subject not in self.accepted)
        )
        return Curation.of(chain(self.decisions(), kept))


def _ordered(decisions: Iterable[Match], label: str | None) -> list[Match]:
    """Decisions on one subject, the surest first, in an order that does not depend on that of their table."""
    named = (replace(each, subject_label=label or each.subject_label) for each in decisions)
    return sorted(named, key=lambda each: (-each.confidence, each.predicate, each.object, each.justification))


NO_DECISIONS = Curation({}, {})
