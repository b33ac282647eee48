"""How sure a match is: a first guess by method, moved by what studies taught."""

from enum import IntEnum

from .evidence import Count
from .match import Method

__all__ = ["LEAST", "Fit", "blended", "contained_guess", "first_guess", "learnt_share"]


class Fit(IntEnum):
    """Whether the branch of a term is one that the kind of node is looked for in; a smaller value is better."""

    RIGHT = 0
    UNKNOWN = 1
    OTHER = 2


_GUESSES: dict[tuple[Method, bool], tuple[float, float, float]] = {
    (Method.PREFERRED_LABEL, False): (0.95, 0.7, 0.6),
    (Method.SYNONYM, False): (0.95, 0.85, 0.7),
    (Method.MAPPED_LABEL, False): (0.9, 0.8, 0.6),
    (Method.ACRONYM, False): (0.65, 0.55, 0.5),
    (Method.PREFERRED_LABEL, True): (0.9, 0.6, 0.5),
    (Method.SYNONYM, True): (0.85, 0.6, 0.5),
    (Method.MAPPED_LABEL, True): (0.6, 0.5, 0.4),
    (Method.ACRONYM, True): (0.5, 0.4, 0.3),
}
"""(Method, whether words were read as others) -> confidence by fit, before any evidence; see docs/linking.md."""

_CONTAINED: dict[Fit, tuple[float, float, float]] = {
    Fit.RIGHT: (0.55, 0.6, 0.6),
    # Of unknown branch are `Patients`, `Tablets`, `Skin`; only names of three words or more tell enough by themselves.
    Fit.UNKNOWN: (0.1, 0.2, 0.5),
    Fit.OTHER: (0.05, 0.05, 0.05),
}
"""Fit -> confidence in a contained name of one, two, and three or more words, before any evidence."""

_REPLACED_CONTAINED = 0.2
"""What that loses if its words were read as others: "pollen allergy" holds no more than Hypersensitivity."""

_WEIGHTS = {False: 10.0, True: 4.0}
"""Pseudo-count of the prior, in studies (Bayesian shrinkage); smaller for names found inside longer ones."""

_LEAST_TOGETHER = 2


LEAST = 0.5
"""Below this nothing is said to be contained or learnt; measured in docs/linking.md."""


def first_guess(method: Method, fit: Fit, *, replaced: bool) -> float:
    """The confidence in a whole name, before any evidence."""
    return _GUESSES[method, replaced][fit]


def contained_guess(fit: Fit, *, size: int, replaced: bool) -> float:
    """The confidence in a name of `size` words inside a longer one, before any evidence."""
    guess = _CONTAINED[fit][min(size, 3) - 1]
    return max(guess - _REPLACED_CONTAINED, 0.0) if replaced else guess


def blended(guess: float, count: Count | None, term: str, *, contained: bool) -> float:
    """The guess moved by the share of studies with that name to which the registry assigned the term."""
    if count is None:
        return guess
    weight = _WEIGHTS[contained]
    share = (count.together.get(term, 0) + weight * guess) / (count.studies + weight)
    # That a registry never assigns `Placebos` does not make the name a wrong one: an exact name stays at least likely.
    return share if contained else max(share, min(guess, LEAST))


def learnt_share(count: Count, term: str) -> float:
    """The share of studies with a name that have a term, cautious about small numbers; 0 where evidence is thin."""
    together = count.together[term]
    return together / (count.studies + 1) if together >= _LEAST_TOGETHER else 0.0
