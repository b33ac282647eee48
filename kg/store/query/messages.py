"""What is said between a store's process and those who ask it, as JSON lines."""

from typing import Literal

import msgspec

from kg.iris import BASE

from .answers import Cut

__all__ = ["AnswerHead", "AnswerPart", "Cause", "End", "Fault", "HowFar", "Question", "Ready", "Reply", "Source"]


class Source(msgspec.Struct, frozen=True):
    """What to open: files, or the folder of a store."""

    files: tuple[str, ...] = ()
    form: str | None = None
    """The extension of the files' format, if not their own."""
    store: str | None = None
    wait: float = 0


class Question(msgspec.Struct, frozen=True):
    """A query and its limits; 0 is none."""

    text: str
    rows: int = 0
    size: int = 0
    """Bytes."""
    seconds: float = 0
    service: bool = False
    ontology: bool = False
    """Whether the ontology and its code lists are asked too, as a graph of their own beside files."""


class HowFar(msgspec.Struct, frozen=True, tag=True):
    """So many bytes of the files are read, of so many."""

    done: int
    total: int


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The source is open."""


class AnswerHead(msgspec.Struct, frozen=True, tag=True):
    """What kind of answer comes: rows of these variables, triples, or yes or no."""

    variables: tuple[str, ...] | None = None
    boolean: bool | None = None
    base: str = BASE
    """The base IRI of the data."""


class AnswerPart(msgspec.Struct, frozen=True, tag=True):
    """Some rows, or triples."""

    rows: tuple[tuple[str | None, ...], ...]


class End(msgspec.Struct, frozen=True, tag=True):
    """The answer is whole, or cut at a limit."""

    cut: Cut | None = None


Cause = Literal["query", "file", "remote"]
"""What is at fault: the query, a path, another server that the query calls."""


class Fault(msgspec.Struct, frozen=True, tag=True):
    """The request failed; the text is meant for the user."""

    message: str
    cause: Cause = "query"


Reply = HowFar | Ready | AnswerHead | AnswerPart | End | Fault
