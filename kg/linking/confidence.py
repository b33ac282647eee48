"""How sure a match is: a first guess by method, moved by what studies taught."""

from enum import IntEnum

from .evidence import Count
from .frame import WordRun
from .match import Method

__all__ = ["LEAST", "LEAST_TRUE", "Fit", "blended", "contained_guess", "first_guess", "learnt_share"]


class Fit(IntEnum):
    """Whether the branch of a term is one that the kind of node is looked for in; a smaller value is better."""

    RIGHT = 0
    LESS = 1
    """A right one in which registries assign less of what is named: procedures and cells as treatments."""
    UNKNOWN = 2
    OTHER = 3

    @property
    def right(self) -> bool:
        """Whether it is a right branch."""
        return self <= Fit.LESS


_WHOLE: dict[str, dict[tuple[Method, bool], tuple[float, float, float, float]]] = {
    "condition": {
        (Method.PREFERRED_LABEL, False): (0.97, 0.97, 0.7, 0.6),
        (Method.SYNONYM, False): (0.97, 0.97, 0.85, 0.7),
        (Method.MAPPED_LABEL, False): (0.7, 0.7, 0.6, 0.55),
        (Method.ACRONYM, False): (0.6, 0.6, 0.55, 0.5),
        (Method.PREFERRED_LABEL, True): (0.9, 0.9, 0.6, 0.5),
        (Method.SYNONYM, True): (0.85, 0.85, 0.6, 0.5),
        (Method.MAPPED_LABEL, True): (0.6, 0.6, 0.5, 0.4),
        (Method.ACRONYM, True): (0.5, 0.5, 0.4, 0.3),
    },
    "treatment": {
        (Method.PREFERRED_LABEL, False): (0.95, 0.65, 0.65, 0.55),
        (Method.SYNONYM, False): (0.85, 0.65, 0.65, 0.5),
        (Method.MAPPED_LABEL, False): (0.65, 0.55, 0.55, 0.5),
        (Method.ACRONYM, False): (0.55, 0.5, 0.5, 0.5),
        (Method.PREFERRED_LABEL, True): (0.75, 0.6, 0.5, 0.4),
        (Method.SYNONYM, True): (0.65, 0.55, 0.5, 0.4),
        (Method.MAPPED_LABEL, True): (0.5, 0.5, 0.4, 0.3),
        (Method.ACRONYM, True): (0.5, 0.4, 0.4, 0.3),
    },
}
"""Kind, method, whether words were read as others -> confidence by fit, before any evidence; see docs/linking.md."""

_CONTAINED: dict[Fit, tuple[float, float, float]] = {
    Fit.RIGHT: (0.55, 0.65, 0.65),
    Fit.LESS: (0.15, 0.15, 0.15),
    # Of unknown branch are `Patients`, `Tablets`, `Skin`; only names of three words or more tell enough by themselves.
    Fit.UNKNOWN: (0.1, 0.2, 0.5),
    Fit.OTHER: (0.05, 0.05, 0.05),
}
"""Fit -> confidence in a contained name of one, two, and three or more words, before any evidence."""

_SIDE = 0.75
"""Confidence in a condition, of the right branch, that fills a side of a list of which not all sides are known."""

_TREATMENT_SIDE, _TREATMENT_FIRST, _TREATMENT_INNER = 0.6, 0.35, 0.15
"""The same of treatments, and in those that begin a name, and that stand anywhere else in it."""

_REPLACED_CONTAINED = 0.2
"""What that loses if its words were read as others: "pollen allergy" holds no more than Hypersensitivity."""

_WEIGHTS = {False: 10.0, True: 4.0}
"""Pseudo-count of the prior, in studies (Bayesian shrinkage); smaller for names found inside longer ones."""

_LEAST_TOGETHER = 2


LEAST = 0.5
"""Below this nothing is said to be contained or learnt; measured in docs/linking.md."""

LEAST_TRUE = 0.05
"""The same where the name says which one of this kind is meant: its term is a broader one, whoever assigns it."""


def first_guess(kind: str, method: Method, fit: Fit, *, replaced: bool) -> float:
    """The confidence in a whole name, before any evidence."""
    return _WHOLE[kind][method, replaced][fit]


def contained_guess(kind: str, fit: Fit, run: WordRun, *, replaced: bool) -> float:
    """The confidence in a run of words inside a longer name, before any evidence."""
    if not fit.right or (fit is Fit.LESS and not run.side):
        guess = _CONTAINED[fit][min(run.size, 3) - 1]
    elif kind == "treatment":
        guess = _TREATMENT_SIDE if run.side else _TREATMENT_FIRST if run.first else _TREATMENT_INNER
    else:
        guess = _SIDE if run.side else _CONTAINED[fit][min(run.size, 3) - 1]
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
