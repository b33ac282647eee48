"""How the command line spells an option, as data: one declaration beside the type, for the library and the commands."""

from typing import Any, NamedTuple

__all__ = ["Flag"]


class Flag(NamedTuple):
    """An option, or an argument, of a command."""

    help: str
    names: tuple[str, ...] = ()
    """As it is typed; without a name, that of the field with hyphens."""
    kind: Any = None
    """The type of what is typed, where Python takes more."""
    metavar: str | None = None
    least: float | None = None
    completes: str | None = None
    """The function of `kg.cli.completion` that knows its values."""
    argument: bool = False
    """Whether it is an argument, known by its position."""
