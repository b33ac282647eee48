"""Names that differ by a slip of the pen: which are compared at all, and how alike they must be."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

__all__ = ["LEAST_LIKENESS", "Likeness", "blocks", "most_alike"]

LEAST_LIKENESS = 93.0
"""Of 100; measured in docs/linking.md."""

Likeness = tuple[str, float]

_ENDS = 4
_SHORTEST = 6
_LONGEST_NAME = 6
_SHORTEST_NAME = 8
_GENERIC = frozenset(
    {
        "carcinoma", "chronic", "congenital", "deficiency", "disease", "disorder", "familial", "infection",
        "insufficiency", "neoplasm", "syndrome", "hereditary", "dystrophy", "hydrochloride", "hypersensitivity",
    }
)  # fmt: skip
"""Words that stand in so many names that they tell none apart."""


def blocks(found: Sequence[str]) -> Iterator[str]:
    """Under which a name is filed, and looked for: words, first letter, beginning and end of its longest telling word.

    A slip rarely hits both ends, and the names that share an end are few.
    """
    if not 0 < len(found) <= _LONGEST_NAME:
        return
    telling = [word for word in found if word not in _GENERIC and word.isalpha()]
    longest = max(telling, key=lambda word: (len(word), word), default="")
    if len(longest) >= _SHORTEST:
        yield f"{len(found)} {found[0][0]} {longest[:_ENDS]}-"
        yield f"{len(found)} {found[0][0]} -{longest[-_ENDS:]}"


def most_alike(name: str, others: Iterable[str], *, least: float = LEAST_LIKENESS) -> list[Likeness]:
    """The names most like `name`, all of one likeness, if they reach the least."""
    scored = process.extract(name, sorted(set(others)), scorer=fuzz.token_sort_ratio, score_cutoff=least, limit=None)
    found = [(text, score) for text, score, _ in scored if _comparable(name, text)]
    return [(text, score) for text, score in found if score == found[0][1]]


def _comparable(name: str, other: str) -> bool:
    """Numbers and opposites must agree, and the first letter: type 1 is not type 2, apatinib is not lapatinib."""
    return (
        name[0] == other[0]
        and min(len(name), len(other)) >= _SHORTEST_NAME
        and _numbers(name) == _numbers(other)
        and ("hyper" in name) == ("hyper" in other)
        and ("hypo" in name) == ("hypo" in other)
    )


def _numbers(name: str) -> list[str]:
    return sorted(word for word in name.split() if len(word) == 1 or any(letter.isdigit() for letter in word))
