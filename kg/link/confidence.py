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
    (Method.PREFERRED_LABEL, False): (0.97, 0.95, 0.9),
    (Method.SYNONYM, False): (0.95, 0.93, 0.85),
    (Method.MAPPED_LABEL, False): (0.93, 0.9, 0.8),
    (Method.ACRONYM, False): (0.7, 0.6, 0.5),
    (Method.PREFERRED_LABEL, True): (0.85, 0.75, 0.6),
    (Method.SYNONYM, True): (0.85, 0.75, 0.6),
    (Method.MAPPED_LABEL, True): (0.85, 0.75, 0.6),
    (Method.ACRONYM, True): (0.5, 0.4, 0.3),
}
"""(Method, whether words were read as others) -> confidence by fit, before any evidence."""

_WEIGHTS = {False: 20.0, True: 2.0}
"""In how many studies' worth of evidence the first guess is believed, by whether the name is only contained."""

LEAST = 0.5
"""Below this nothing is said to be contained or learnt; measured in docs/linking.md."""

_LEAST_TOGETHER = 2


def first_guess(method: Method, fit: Fit, *, replaced: bool) -> float:
    """The confidence in a whole name, before any evidence."""
    return _GUESSES[method, replaced][fit]


def contained_guess(fit: Fit, *, size: int, replaced: bool) -> float:
    """The confidence in a name of `size` words inside a longer one, before any evidence."""
    several = size > 1
    guess = {Fit.RIGHT: 0.7 if several else 0.6, Fit.UNKNOWN: 0.6 if several else 0.35, Fit.OTHER: 0.3}[fit]
    return guess - 0.1 if replaced else guess


def blended(guess: float, count: Count | None, term: str, *, contained: bool) -> float:
    """The guess moved by the share of studies with that name to which the registry assigned the term."""
    if count is None:
        return guess
    weight = _WEIGHTS[contained]
    return (count.together.get(term, 0) + weight * guess) / (count.studies + weight)


def learnt_share(count: Count, term: str) -> float:
    """The share of studies with a name that have a term, cautious about small numbers; 0 where evidence is thin."""
    together = count.together[term]
    return together / (count.studies + 1) if together >= _LEAST_TOGETHER else 0.0
