"""Facility names that name none: `Research Site`, `Local Institution - 0012`."""

from functools import lru_cache

from kg.iris import normal_form

__all__ = ["PLACEHOLDER_ENDINGS", "PLACEHOLDER_FACILITIES", "is_placeholder"]

PLACEHOLDER_FACILITIES = frozenset(
    {
        "",  # nothing but a number, in 114 cities of the registry's XML and JSON
        "clinical site",
        "clinical trial site",
        "local institution",
        "many locations",
        "multiple locations",
        "multiple sites",
        "research facility",
        "research site",
        "selected locations",
        "site",
        "study center",
    }
)
"""Names in normal form, without numbers, that stand for a facility kept secret: they name no facility."""

PLACEHOLDER_ENDINGS = ("investigational site", "investigative site", "investigator site", "study site")
"""Ends of such names, with or without a company before: "GSK Investigational Site" stands in 171 cities."""

_PLACEHOLDER_BEGINNING = "for additional information regarding investigative sites"
_NUMBER_WORDS = frozenset({"id", "no", "no.", "number", "nr"})


@lru_cache(maxsize=65_536)
def is_placeholder(name: str) -> bool:
    """Whether a facility name names none, such as `Research Site` or `Local Institution - 0012`."""
    words = [word for word in normal_form(name).replace("#", " ").split() if not _is_number(word)]
    while words and words[-1] in _NUMBER_WORDS:
        words.pop()
    bare = " ".join(words).rstrip(" -(:,")
    return (
        bare in PLACEHOLDER_FACILITIES or bare.endswith(PLACEHOLDER_ENDINGS) or bare.startswith(_PLACEHOLDER_BEGINNING)
    )


def _is_number(word: str) -> bool:
    bare = word.strip("-()#.,:/")
    return not bare or any(character.isdigit() for character in bare)
