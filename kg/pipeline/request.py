"""What a run is asked for, and what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.errors import KgbuildError, Problem
from kg.iris import Minter
from kg.store import StoreWriter

from .build import Totals
from .files import Unreadable
from .ledger import Ledger
from .problems import Problems
from .recipe import Linking, Output, Recipe
from .validation import Validated

__all__ = ["Listener", "Request", "Result", "StrictError"]


class Request(NamedTuple):
    """What to read, what to write, and how."""

    paths: Sequence[str]
    outputs: Callable[[int], Sequence[Output]]
    """The files to write, given the number of records to be written."""
    mint: Minter
    as_of: datetime
    """The run's time, stated on the build node."""
    versions: Sequence[str]
    """Programs and their versions, stated on the build node."""
    context_url: str | None = None
    with_ontology: bool = False
    strict: bool = False
    id_from_name: bool = False
    """Whether a page that does not state its id has the one that its name holds."""
    linking: Linking | None = None
    """None leaves names unmatched."""
    contacts: bool = False
    checked: bool = False
    """Whether the graph is checked against the shapes that ship."""
    store: StoreWriter | None = None
    """Writes into a store, beside the files; a store always gets the ontology."""
    max_findings: int | None = None
    """Of each rule at most so many problems and findings are kept; None for all."""
    jobs: int = 1
    """Processes that work; 0 is one for each core, or this process alone where starting others takes longer."""
    cluster: str | None = None
    """The address of a Dask scheduler, or `local`."""
    work: Path | None = None
    """Where what is done is kept until the run ends well; None for a temporary folder."""
    shards: int = 1
    """Files that each output is cut into, beside one with what they share; 1 is one file with all."""
    resume: bool = True
    """Whether the same run, if one was broken off, is continued."""

    def recipe(self, outputs: Sequence[Output] = ()) -> Recipe:
        """How records become the graph."""
        return Recipe(
            base=self.mint.base,
            outputs=tuple(outputs),
            context_url=self.context_url,
            contacts=self.contacts,
            checked=self.checked,
            max_findings=self.max_findings,
            linking=self.linking,
            stored=self.store is not None,
        )


class Result(NamedTuple):
    """What came of a run."""

    totals: Totals
    ledger: Ledger
    problems: Problems
    validated: Validated
    unreadable: list[Unreadable]
    outputs: Sequence[Output]
    as_of: datetime


class Listener(Protocol):
    """Hears how a run goes on."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, with so many bytes or tasks to do."""

    def done(self, size: int) -> None:
        """So much of the stage is done."""

    def file(self, name: str) -> None:
        """A file was read, or a part of it."""

    def problem(self, problem: Problem) -> None:
        """A problem was found."""


class StrictError(KgbuildError):
    """A record was rejected in a strict run."""

    exit_code = 1
