"""Outcome measures, current and as first registered."""

from typing import NamedTuple

from kg.record import Outcome, Study

from .draft import Draft, PartTeller
from .keyed_parts import each_keyed, keys_of
from .tables import OUTCOME

__all__ = ["tell_outcomes"]

_tell = PartTeller(OUTCOME)


class _Kind(NamedTuple):
    key: str
    """Begins the text of the key of an outcome."""
    term: str
    original: str


_PRIMARY = _Kind("PRIMARY", "primaryOutcome", "originalPrimaryOutcome")
_SECONDARY = _Kind("SECONDARY", "secondaryOutcome", "originalSecondaryOutcome")
_OTHER = _Kind("OTHER", "otherOutcome", "originalOtherOutcome")


def tell_outcomes(study: Study, draft: Draft) -> None:
    """The outcomes of a study; an original outcome equal to a current one is the same node."""
    _tell_kind(_PRIMARY, study.primary_outcomes, study.original_primary_outcomes, draft)
    _tell_kind(_SECONDARY, study.secondary_outcomes, study.original_secondary_outcomes, draft)
    _tell_kind(_OTHER, study.other_outcomes, study.original_other_outcomes, draft)


def _tell_kind(kind: _Kind, current: tuple[Outcome, ...], original: tuple[Outcome, ...], draft: Draft) -> None:
    if not current and not original:
        return
    if not original:
        keys = keys_of(_identities(kind, current))
        if len(set(keys)) == len(keys):
            draft.link(kind.term, _tell.nodes(draft, current, keys, range(1, len(keys) + 1)))
            return
    keyed = each_keyed((*current, *original), _identities(kind, (*current, *original)))
    told: dict[bytes, bytes] = {}
    for name, outcomes, before in ((kind.term, current, 0), (kind.original, original, len(current))):
        firsts: dict[bytes, Outcome] = {}
        for outcome in outcomes:
            firsts.setdefault(keyed[outcome].key, outcome)
        new = [each for each in firsts if each not in told]
        parts = [firsts[each] for each in new]
        positions = [keyed[part].position - before for part in parts]
        told |= zip(new, _tell.nodes(draft, parts, new, positions), strict=True)
        draft.link(name, [told[each] for each in firsts])


def _identities(kind: _Kind, outcomes: tuple[Outcome, ...]) -> list[str]:
    return _tell.identities(outcomes, f"{kind.key}\x1f")
