"""How alike two texts of records are: titles, sponsors, outcomes."""

from functools import lru_cache

from rapidfuzz import fuzz

from kg.linking.names import folded, words

__all__ = ["likeness", "sponsor_key", "telling_words"]

_SAY_LITTLE = frozenset(
    {
        "active", "adult", "blind", "clinical", "compare", "comparing", "comparison", "control", "controlled", "double",
        "effect", "effectiveness", "efficacy", "evaluate", "evaluation", "group", "label", "multicenter", "multicentre",
        "open", "parallel", "patient", "phase", "pilot", "placebo", "prospective", "randomised", "randomized", "safety",
        "single", "study", "subject", "treatment", "trial", "versus", "vs",
    }
)  # fmt: skip
"""Words of which titles of trials are made."""

_LEGAL = frozenset(
    {
        "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "ev", "gmbh", "inc", "kg", "limited", "llc",
        "ltd", "nv", "oy", "plc", "pty", "pvt", "sa", "sarl", "sas", "spa", "srl",
    }
)  # fmt: skip


@lru_cache(maxsize=65_536)
def telling_words(title: str) -> tuple[str, ...]:
    """The words of a title that tell trials apart, each in one spelling and number, in the order of letters."""
    return tuple(sorted({word for word in words(title) if word not in _SAY_LITTLE}))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, of 100, whatever the order of their words."""
    return float(fuzz.token_sort_ratio(folded(one), folded(other)))


@lru_cache(maxsize=65_536)
def sponsor_key(name: str) -> str:
    """The form in which spellings of a sponsor agree: case, legal form and order of words aside."""
    found = words(name)
    return " ".join(sorted({word for word in found if word not in _LEGAL} or found))
