"""Problems of a run: all are counted by rule, of each rule the first ones are kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from kg.errors import Problem, Severity
from kg.pipeline.input.problem_kind import ProblemKind

__all__ = ["Cut", "Problems", "RepeatedProblems"]

_Rule = tuple[str, Severity]


class Cut(NamedTuple):
    """A rule of whose problems not all are kept."""

    rule: str
    severity: Severity
    omitted: int
    all: int


class Problems:
    """Counts problems as they come, in bounded memory; iterates over those that are kept, in the order of the input."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        """How many of each rule are kept; None for all."""
        self._kept: list[Problem] = []
        self.counts: Counter[_Rule] = Counter()
        """Rule id and severity -> how many there were."""

    def add(self, problems: Iterable[Problem]) -> None:
        """Counts problems, which follow those before."""
        for problem in problems:
            rule = problem.rule, problem.severity
            self.counts[rule] += 1
            if self._most is None or self.counts[rule] <= self._most:
                self._kept.append(problem)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "Problems":
        """These problems, all of which are kept."""
        found = cls()
        found.add(problems)
        return found

    def cut(self) -> Iterator[Cut]:
        """Of which rules some are counted and not kept."""
        for (rule, severity), count in self.counts.items():
            if self._most is not None and count > self._most:
                yield Cut(rule, severity, count - self._most, count)

    def omitted(self) -> dict[str, int]:
        """Rule id -> how many of its problems are counted and not kept."""
        beyond = Counter[str]()
        for each in self.cut():
            beyond[each.rule] += each.omitted
        return dict(beyond)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._kept)

    def __len__(self) -> int:
        return self.counts.total()

    def severities(self) -> Counter[Severity]:
        """How many problems of each severity there were."""
        levels: Counter[Severity] = Counter()
        for (_, severity), count in self.counts.items():
            levels[severity] += count
        return levels


@dataclass(slots=True)
class RepeatedProblems:
    """Problems of which a file may have thousands, such as items that no reader takes: each kind is said once."""

    kinds: dict[ProblemKind, tuple[int, Problem]] = field(default_factory=dict)
    """Kind -> how many, and the first."""

    def add(self, kind: ProblemKind, first: Problem, count: int = 1) -> None:
        """Counts problems, which follow those before."""
        before, earliest = self.kinds.get(kind, (0, first))
        self.kinds[kind] = before + count, earliest

    def merge(self, other: "RepeatedProblems") -> None:
        """Counts the problems of a later batch."""
        for kind, (count, first) in other.kinds.items():
            self.add(kind, first, count)

    def said(self, barren: Collection[str]) -> Iterator[tuple[ProblemKind, Problem]]:
        """One problem of each kind; it is a violation for a file that is named and gives no record."""
        for kind, (count, first) in self.kinds.items():
            grave = kind.named and kind.argument in barren
            severity = Severity.VIOLATION if grave else first.severity
            if count == 1:
                yield kind, msgspec.structs.replace(first, severity=severity)
                continue
            message = f"{count:,} items, the first of them {first.file}: {kind.message}"
            yield kind, msgspec.structs.replace(first, severity=severity, message=message, file=kind.file)
