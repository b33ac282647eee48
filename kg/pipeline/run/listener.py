"""Who hears how a run goes on."""

from typing import Protocol

from kg.errors import Problem

__all__ = ["Listener", "Note", "Silent"]


class Note(Protocol):
    """Takes what the user should know, as a Listener does."""

    def __call__(self, text: str, *, aside: bool = False) -> None:
        """Takes one text; what is said aside is of interest only while it happens."""


class Listener(Protocol):
    """Hears how a run goes on."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, with so many bytes or tasks to do."""

    def done(self, size: int) -> None:
        """So much of the stage is done."""

    def unreadable(self, path: str, reason: str) -> None:
        """A path is missing, or cannot be read."""

    def file(self, name: str) -> None:
        """A file was read, or a part of it."""

    def problem(self, problem: Problem) -> None:
        """A problem was found."""

    def note(self, text: str, *, aside: bool = False) -> None:
        """What the user should know; what is said aside is of interest only while it happens."""


class Silent:
    """Hears, and says nothing."""

    def stage(self, name: str, total: int) -> None:
        """Nothing."""

    def done(self, size: int) -> None:
        """Nothing."""

    def unreadable(self, path: str, reason: str) -> None:
        """Nothing: the result holds it."""

    def file(self, name: str) -> None:
        """Nothing."""

    def problem(self, problem: Problem) -> None:
        """Nothing: the result holds it."""

    def note(self, text: str, *, aside: bool = False) -> None:
        """Nothing."""
