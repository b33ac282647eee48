"""What a file is that no reader takes: its name, whose form it has, and the way out."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

__all__ = [
    "EXPORT",
    "GRAPH",
    "NO_IDS",
    "NO_RECORD",
    "OTHER_KIND",
    "OWN",
    "PAGE",
    "TABLE",
    "UNKNOWN",
    "Foreign",
    "Forms",
    "first",
]

# Rules, by the kind of what is refused.
UNKNOWN = "CT-R001"
PAGE = "CT-R016"
EXPORT = "CT-R030"
NO_RECORD = "CT-R031"
TABLE = "CT-R032"
GRAPH = "CT-R033"
OTHER_KIND = "CT-R034"
NO_IDS = "CT-R154"

OWN = "kgbuild"
"""Whose the files are that this program writes."""


class Foreign(NamedTuple):
    """A known form of file that has no reader."""

    rule: str
    what: str
    """With its article, as in a list of files."""
    way_out: str
    """What to do about it; `{studies}` stands for where the studies that it names can be had."""
    whose: str | None = None
    """The registry, program or service that writes such files."""
    is_prose: bool = False
    """Whether it is a text or a program that may speak of trials, and never a table of them."""

    @property
    def holds_trials(self) -> bool:
        """Whether its bytes are records of trials, so that refusing it loses some."""
        return self.rule in {PAGE, EXPORT, NO_IDS}

    @property
    def own(self) -> bool:
        """Whether kgbuild wrote it: the ids that it holds are no lost records."""
        return self.whose == OWN


class Forms(NamedTuple):
    """Forms of one publisher that are refused for one reason."""

    whose: str | None
    rule: str
    by: Mapping[tuple[str, ...], str]
    """Marks that a file has all of -> what it is."""
    way_out: str = "{studies}"
    sentence: str = "{}"
    """What stands around what it is."""


def first(forms: Iterable[Forms], fits: Callable[[tuple[str, ...]], bool]) -> Foreign | None:
    """The first of the forms whose marks fit."""
    for each in forms:
        for marks, what in each.by.items():
            if fits(marks):
                return Foreign(each.rule, each.sentence.format(what), each.way_out, each.whose)
    return None
