"""Pairs of studies that a person may decide on: what may be one, what is joined, what was refused, what is decided."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from .candidates import PossiblePair
from .clusters import Join, Refusal
from .decisions import Decisions, StudyDecision
from .rows import StudyRow

__all__ = ["PairKind", "ReviewPair", "review_pairs", "with_rows"]


class PairKind(StrEnum):
    """How a pair was found, in the order in which it is to be looked at."""

    POSSIBLE = "may be one"
    REFUSED = "refused"
    APART = "kept apart"
    JOINED = "joined"
    DECIDED = "by decision alone"


class ReviewPair(NamedTuple):
    """Two studies, and what speaks for it that they are one."""

    pair: tuple[str, str]
    found: PairKind
    rows: tuple[StudyRow | None, StudyRow | None] = (None, None)
    """None for an id of which no record is here."""
    pages: tuple[str | None, str | None] = (None, None)
    score: str | None = None
    reasons: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, float, tuple[str, str]]:
        """What may be one first, the likeliest before others."""
        return list(PairKind).index(self.found), -float(self.score or 0), self.pair


def review_pairs(
    candidates: Iterable[PossiblePair], refused: Iterable[Refusal], joins: Iterable[Join], decisions: Decisions
) -> list[ReviewPair]:
    """The pairs, each once, without what is known of the studies."""
    found: dict[tuple[str, str], ReviewPair] = {}
    for each in candidates:
        pair = _ordered(each.one.id, each.other.id)
        found[pair] = ReviewPair(pair, PairKind.POSSIBLE, score=f"{each.score:.2f}", reasons=each.reasons)
    for refusal in refused:
        pair = refusal.join.one, refusal.join.other
        kind = PairKind.REFUSED if refusal.registry else PairKind.APART
        found[pair] = ReviewPair(pair, kind, evidence=(*_said(refusal.join), _why(refusal)))
    for join in joins:
        pair, decision = (join.one, join.other), decisions.of_pairs.get((join.one, join.other))
        kind = PairKind.JOINED if join.said else PairKind.DECIDED
        evidence = (*_said(join), *_decided(decision))
        found[pair] = ReviewPair(pair, kind, reasons=(join.rule.value,), evidence=evidence)
    for decision in decisions.all():
        if decision.pair not in found:
            found[decision.pair] = ReviewPair(decision.pair, PairKind.DECIDED, evidence=tuple(_decided(decision)))
    return list(found.values())


def with_rows(pairs: Iterable[ReviewPair], rows: Mapping[str, StudyRow], pages: Mapping[str, str]) -> list[ReviewPair]:
    """The pairs with the rows of their studies, by id, and the addresses of their pages."""
    return [
        each._replace(
            rows=(rows.get(each.pair[0]), rows.get(each.pair[1])),
            pages=(pages.get(each.pair[0]), pages.get(each.pair[1])),
        )
        for each in pairs
    ]


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _said(join: Join) -> Iterator[str]:
    for id, written in join.said:
        yield f"{id} states {written}"


def _why(refusal: Refusal) -> str:
    one, other = refusal.ids
    why = "of one registry" if refusal.registry else "decided to be different"
    return f"that would make one study of {one} and {other}, {why}"


def _decided(decision: StudyDecision | None) -> Iterator[str]:
    if decision:
        said = [decision.verdict.value.lower()]
        said += [f"by {decision.by}"] if decision.by else []
        said += [f"on {decision.on}"] if decision.on else []
        said += [f"in {decision.sheet}"] if decision.sheet else []
        yield f"decided {' '.join(said)}"
