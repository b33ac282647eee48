"""Findings counted by rule: all are counted, of each rule the first ones are kept."""

from collections.abc import Iterable

import msgspec

from kg.errors import Severity

from .finding import Finding

__all__ = ["RuleState", "RuleSummary", "Tally"]

_EXAMPLES = 3


class RuleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that was broken: how often, and a few findings to show."""

    rule: str | None
    """The id that the message begins with; None where shapes give none, and then shape and component are the rule."""
    shape: str
    component: str
    severity: str
    level: Severity
    message: str
    count: int
    kept: int
    """How many of these findings are kept in detail."""
    first: Finding
    """The first in the order of a report, whether it is kept or not."""
    examples: tuple[Finding, ...]

    @property
    def omitted(self) -> int:
        """How many findings are counted but not kept."""
        return self.count - self.kept


class RuleState(msgspec.Struct, frozen=True, array_like=True):
    """What a tally holds of one rule, as data: findings of a rule differ by little but their nodes."""

    key: tuple[str, ...]
    count: int
    first: Finding
    alike: list[Finding]
    """One finding of each sort."""
    kept: list[tuple[int, str, str | None, tuple[Finding, ...]]]
    """The sort, the node, the value and the details of each."""

    @classmethod
    def of(cls, key: tuple[str, ...], count: int, first: Finding, kept: Iterable[Finding]) -> "RuleState":
        """The state of a rule."""
        alike: dict[tuple[object, ...], tuple[int, Finding]] = {}
        rows = []
        for each in kept:
            sort = (each.path, each.component, each.shape, each.severity, each.messages, each.source)
            number, _ = alike.setdefault(sort, (len(alike), each))
            rows.append((number, each.focus, each.value, each.details))
        return cls(key, count, first, [each for _, each in alike.values()], rows)

    def findings(self) -> list[Finding]:
        """The findings kept."""
        alike, replace = self.alike, msgspec.structs.replace
        return [
            replace(alike[number], focus=focus, value=value, details=details)
            for number, focus, value, details in self.kept
        ]


class Tally:
    """Counts findings as they come, in bounded memory.

    Which findings of a rule are kept depends on no order of work: those that are first in the order of a report.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        """How many findings of each rule are kept; None for all."""
        self._groups: dict[tuple[str, ...], _Group] = {}

    def add(self, findings: Iterable[Finding]) -> list[Finding]:
        """Counts findings, and gives those that are kept for now."""
        return [finding for finding in findings if self._group(finding).takes(finding)]

    def merge(self, other: "Tally") -> None:
        """Counts in all that another tally, with the same limit, has counted: as if its findings were added here."""
        if other._most != self._most:
            raise ValueError(f"tallies that keep {self._most} and {other._most} findings of each rule cannot be merged")
        for key, group in other._groups.items():
            if key in self._groups:
                self._groups[key].merge(group)
            else:
                self._groups[key] = group.copy()

    def state(self) -> list[RuleState]:
        """All that it holds, as data; `restored` makes the tally of it again."""
        return [RuleState.of(key, group.count, group.first, group._kept) for key, group in self._groups.items()]

    @classmethod
    def restored(cls, most: int | None, state: Iterable[RuleState]) -> "Tally":
        """The tally that gave a state."""
        tally = cls(most)
        for each in state:
            group = tally._groups[each.key] = _Group(each.first, most)
            group.count, group._kept = each.count, each.findings()
        return tally

    @property
    def most(self) -> int | None:
        """How many findings of each rule are kept; None for all."""
        return self._most

    @property
    def count(self) -> int:
        """How many findings there were."""
        return sum(group.count for group in self._groups.values())

    def findings(self) -> tuple[Finding, ...]:
        """The findings kept, sorted."""
        kept = (finding for group in self._groups.values() for finding in group.kept())
        return tuple(sorted(kept, key=_order))

    def rules(self) -> tuple[RuleSummary, ...]:
        """A summary of each rule, the gravest first, then by rule id."""
        summaries = (group.summary() for group in self._groups.values())
        return tuple(sorted(summaries, key=lambda each: (-each.level, each.rule or "", each.shape, each.component)))

    def _group(self, finding: Finding) -> "_Group":
        key = finding.group
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(finding, self._most)
        return group


class _Group:
    """The findings of one rule."""

    __slots__ = ("_kept", "_last", "_most", "count", "first")

    def __init__(self, first: Finding, most: int | None) -> None:
        self.count = 0
        self.first = first
        self._most = most
        self._kept: list[Finding] = []
        self._last: tuple[str, ...] | None = None
        """The order of a finding behind which none is kept: so many are known to come before it."""

    def takes(self, finding: Finding) -> bool:
        """Counts a finding; whether it is kept for now."""
        self.count += 1
        order = finding.order
        if self._last is not None and order >= self._last:
            return False
        if order < self.first.order:
            self.first = finding
        self._kept.append(finding)
        self._forget()
        return bool(self._kept)

    def merge(self, other: "_Group") -> None:
        """Takes all that another group of the same rule has taken."""
        self.count += other.count
        self.first = min(self.first, other.first, key=_order)
        self._kept += other._kept
        self._forget()

    def copy(self) -> "_Group":
        """A group with the same findings that goes its own way."""
        twin = _Group(self.first, self._most)
        twin.merge(self)
        return twin

    def _forget(self) -> None:
        """Lets go the findings that will not be kept, once there are many."""
        if self._most is not None and len(self._kept) > 2 * self._most:
            self._kept = self.kept()
            self._last = (self._kept[-1] if self._kept else self.first).order

    def kept(self) -> list[Finding]:
        """The first findings, sorted."""
        return sorted(self._kept, key=_order)[: self._most]

    def summary(self) -> RuleSummary:
        """The rule and its findings."""
        kept = self.kept()
        return RuleSummary(
            rule=self.first.rule,
            shape=self.first.shape,
            component=self.first.component,
            severity=self.first.severity,
            level=self.first.level,
            message=self.first.message,
            count=self.count,
            kept=len(kept),
            first=self.first,
            examples=tuple(kept[:_EXAMPLES]),
        )


def _order(finding: Finding) -> tuple[str, ...]:
    return finding.order
