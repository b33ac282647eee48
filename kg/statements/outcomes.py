"""Outcome measures, current and as first registered."""

from typing import NamedTuple

from kg.record import Outcome, Study

from .draft import Draft, More, PartTeller
from .keyed_parts import each_keyed, keys_of
from .not_supported import not_supported_by
from .tables import OUTCOME

__all__ = ["tell_outcomes"]

_tell = PartTeller(OUTCOME)


class _Kind(NamedTuple):
    key: str
    """Begins the text of the key of an outcome."""
    term: str
    original: str = ""


_PRIMARY = _Kind("PRIMARY", "primaryOutcome", "originalPrimaryOutcome")
_SECONDARY = _Kind("SECONDARY", "secondaryOutcome", "originalSecondaryOutcome")
_OTHER = _Kind("OTHER", "otherOutcome", "originalOtherOutcome")
_UNSPECIFIED = _Kind("UNSPECIFIED", "unspecifiedOutcome")
_ASKED = ("timeFrame",)
"""Properties that rules ask of outcomes."""


def tell_outcomes(study: Study, draft: Draft) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """The outcomes of a study; an original outcome equal to a current one is the same node.

    Gives the nodes of primary, secondary and other ones, each as often as it is stated.
    """
    more = not_supported_by(study.registration, _ASKED)
    primary = _tell_kind(_PRIMARY, study.primary_outcomes, study.original_primary_outcomes, draft, more)
    secondary = _tell_kind(_SECONDARY, study.secondary_outcomes, study.original_secondary_outcomes, draft, more)
    other = _tell_kind(_OTHER, study.other_outcomes, study.original_other_outcomes, draft, more)
    _tell_kind(_UNSPECIFIED, study.unspecified_outcomes, (), draft, more)
    if secondary and study.primary_outcomes:
        draft.link("repeatedOutcome", _repeated(study, secondary))
    return primary, secondary, other


def _repeated(study: Study, secondary: list[bytes]) -> dict[bytes, None]:
    """The secondary outcomes, of whose nodes the terms are given, that are primary ones too, alike in all texts."""
    measures = {outcome.measure.casefold() for outcome in study.primary_outcomes}
    alike = [
        pair for pair in zip(study.secondary_outcomes, secondary, strict=True) if pair[0].measure.casefold() in measures
    ]
    if not alike:
        return {}
    primary = set(map(_measured, study.primary_outcomes))
    return {term: None for outcome, term in alike if _measured(outcome) in primary}


def _measured(outcome: Outcome) -> tuple[str, ...]:
    """What an outcome says; one measure is often assessed twice, by the site and by a committee."""
    return tuple((text or "").casefold() for text in (outcome.measure, outcome.time_frame, outcome.description))


def _tell_kind(
    kind: _Kind, current: tuple[Outcome, ...], original: tuple[Outcome, ...], draft: Draft, more: More | None
) -> list[bytes]:
    """Tells the outcomes of a kind; gives the terms of the current ones, each as often as it is stated."""
    if not current and not original:
        return []
    if not original:
        keys = keys_of(_identities(kind, current))
        if len(set(keys)) == len(keys):
            terms = _tell.nodes(draft, current, keys, range(1, len(keys) + 1), more)
            draft.link(kind.term, terms)
            return terms
    keyed = each_keyed((*current, *original), _identities(kind, (*current, *original)))
    told: dict[bytes, bytes] = {}
    kinds = [(kind.term, current, 0), (kind.original, original, len(current))]
    for name, outcomes, before in (each for each in kinds if each[1]):
        firsts: dict[bytes, Outcome] = {}
        for outcome in outcomes:
            firsts.setdefault(keyed[outcome].key, outcome)
        new = [each for each in firsts if each not in told]
        parts = [firsts[each] for each in new]
        positions = [keyed[part].position - before for part in parts]
        told |= zip(new, _tell.nodes(draft, parts, new, positions, more), strict=True)
        draft.link(name, [told[each] for each in firsts])
    return [told[keyed[outcome].key] for outcome in current]


def _identities(kind: _Kind, outcomes: tuple[Outcome, ...]) -> list[str]:
    return _tell.identities(outcomes, f"{kind.key}\x1f")
