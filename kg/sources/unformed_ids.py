"""Ids beside the study's own that should be those of a registry and are not of its form."""

from collections.abc import Iterator

from kg.record import Study
from kg.registries import PUBLISHERS, secondary

__all__ = ["UNFORMED", "unformed_ids"]

UNFORMED = "CT-R135"
"""The rule."""
_TITLES = {each.notation: each.title for each in PUBLISHERS}
_SHOWN = 60


def unformed_ids(study: Study) -> Iterator[str]:
    """What is to be said of each such id, by its type or the registry that the record names beside it."""
    for each in study.identifiers:
        if each.domain is None and each.type is None:
            continue
        known = secondary(each.value, domain=each.domain, type=each.type)
        if known and known.id is None:
            yield f"`{each.value[:_SHOWN]}` has not the form of the ids of {_TITLES[known.publisher]}"
