"""Findings grouped by rule, for a table that people read."""

from collections.abc import Iterable

import msgspec

from kg.errors import Severity

from .finding import Finding

__all__ = ["RuleSummary", "merge_summaries", "summarise"]

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
    examples: tuple[Finding, ...]


def summarise(findings: Iterable[Finding], *, examples: int = _EXAMPLES) -> tuple[RuleSummary, ...]:
    """One summary for each rule, the gravest first, then by rule id; the examples are the first findings."""
    groups: dict[tuple[str, ...], tuple[int, list[Finding]]] = {}
    for finding in findings:
        key = _group(finding.rule, finding.shape, finding.component, finding.severity)
        count, shown = groups.get(key, (0, []))
        if len(shown) < examples:
            shown.append(finding)
        groups[key] = (count + 1, shown)
    return _sorted(_summary(shown[0], count, tuple(shown)[:examples]) for count, shown in groups.values())


def merge_summaries(*summaries: Iterable[RuleSummary], examples: int = _EXAMPLES) -> tuple[RuleSummary, ...]:
    """The summary of the findings of several runs, such as the batches of one corpus."""
    merged: dict[tuple[str, ...], RuleSummary] = {}
    for summary in (each for part in summaries for each in part):
        key = _group(summary.rule, summary.shape, summary.component, summary.severity)
        known = merged.get(key)
        if known is not None:
            shown = (*known.examples, *summary.examples)[:examples]
            summary = msgspec.structs.replace(known, count=known.count + summary.count, examples=shown)
        merged[key] = summary
    return _sorted(merged.values())


def _group(rule: str | None, shape: str, component: str, severity: str) -> tuple[str, ...]:
    return (rule, severity) if rule else (shape, component, severity)


def _summary(first: Finding, count: int, examples: tuple[Finding, ...]) -> RuleSummary:
    return RuleSummary(
        rule=first.rule,
        shape=first.shape,
        component=first.component,
        severity=first.severity,
        level=first.level,
        message=first.message,
        count=count,
        examples=examples,
    )


def _sorted(summaries: Iterable[RuleSummary]) -> tuple[RuleSummary, ...]:
    return tuple(sorted(summaries, key=lambda each: (-each.level, each.rule or "", each.shape, each.component)))
