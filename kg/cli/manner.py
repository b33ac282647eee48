"""How a command talks, by three options that mean the same on each: `-v` says more, `-q` less, `--json` for programs.

Every command has them, whether it names them or not: `kg.cli.commanding.conversing` adds those that are not there, and
`OnceCommand` hands what was typed to this module, where those look who speak.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

__all__ = ["DECLARED", "Manner", "event_line", "manner", "speak"]

DECLARED = {
    "verbose": (("-v", "--verbose"), "Say more: what set the options, how long it took."),
    "quiet": (("-q", "--quiet"), "Say only errors."),
    "as_json": (("--json",), "Say everything as JSON lines."),
}
"""Name in Python -> as it is typed, and what it does where a command says nothing else of it."""


class Manner(NamedTuple):
    """How a command was asked to talk."""

    verbose: bool = False
    quiet: bool = False
    as_json: bool = False


class _Spoken:
    """The manner that counts; a process runs one command."""

    manner = Manner()


def manner() -> Manner:
    """How the command that runs was asked to talk."""
    return _Spoken.manner


def speak(wanted: Manner) -> None:
    """From now on it is talked so."""
    _Spoken.manner = wanted


def event_line(kind: str, /, **facts: Any) -> str:
    """What happened, as a JSON line: when, of which kind, and the facts."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return msgspec.json.encode({"time": now, "event": kind, **facts}).decode()
