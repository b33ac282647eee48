"""Problems of a run: all are counted by rule, of each rule the first ones are kept."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.errors import Problem, Severity

__all__ = ["Problems"]

_Rule = tuple[str, Severity]


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
