"""Coverage: how many names have become identifiers, how, and which have not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["Coverage", "KindCoverage", "Label", "coverage"]

UNMATCHED = "UNMATCHED"


class Label(NamedTuple):
    """A shared node as the coverage sees it."""

    iri: str
    kind: str
    label: str
    mentions: int
    trials: int
    method: str | None
    """Of its surest match; None without a match."""


class KindCoverage(NamedTuple):
    """The coverage of one kind of name."""

    kind: str
    labels: int
    mentions: int
    matched: int
    """Labels with a match that is not one of several."""
    matched_mentions: int
    methods: dict[str, int]
    """Method, or UNMATCHED -> how many labels."""


class Coverage(NamedTuple):
    """The coverage of a graph, and its work list."""

    kinds: tuple[KindCoverage, ...]
    unmatched: tuple[Label, ...]
    """Labels without a match, and ambiguous ones; those of the most trials first."""


def coverage(labels: Iterable[Label]) -> Coverage:
    """The coverage of labels, kinds in alphabetic order."""
    by_kind: dict[str, list[Label]] = {}
    for label in labels:
        by_kind.setdefault(label.kind, []).append(label)
    kinds = tuple(_kind(kind, by_kind[kind]) for kind in sorted(by_kind))
    open_labels = [label for group in by_kind.values() for label in _open(group)]
    open_labels.sort(key=lambda label: (-label.trials, -label.mentions, label.kind, label.iri))
    return Coverage(kinds, tuple(open_labels))


def _kind(kind: str, labels: list[Label]) -> KindCoverage:
    unmatched = set(_open(labels))
    methods = Counter(label.method or UNMATCHED for label in labels)
    return KindCoverage(
        kind,
        len(labels),
        sum(label.mentions for label in labels),
        len(labels) - len(unmatched),
        sum(label.mentions for label in labels if label not in unmatched),
        dict(sorted(methods.items(), key=lambda each: (-each[1], each[0]))),
    )


def _open(labels: Iterable[Label]) -> Iterator[Label]:
    return (label for label in labels if label.method in (None, "AMBIGUOUS"))
