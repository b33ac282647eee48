"""Options that are set for good: by `kgbuild.toml`, and by the environment as `KGBUILD_INGEST_OUT_DIR`.

What is typed counts before the environment, the environment before the file, the file before the default. The file is
the first `kgbuild.toml` in the folder of work and those above it; a table stands for a command, a key for an option
without its hyphens in front: `[ingest]`, `out-dir = "graphs"`.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from typer.core import TyperOption

from kg.errors import UsageError

__all__ = [
    "FILE",
    "Setting",
    "check_tables",
    "environment_name",
    "key_of",
    "set_in_file",
    "settings_file",
    "settings_of",
]

FILE = "kgbuild.toml"
_UNSETTABLE = frozenset({"help", "install-completion", "show-completion", "version"})


class Setting(NamedTuple):
    """The value of an option, and where it comes from."""

    option: str
    value: Any
    source: str
    """The name of the file or of the variable, or `default`."""


def settings_file() -> Path | None:
    """The file that counts here."""
    here = Path.cwd()
    return next((each / FILE for each in (here, *here.parents) if (each / FILE).is_file()), None)


@cache
def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is no valid TOML: {error}") from error


def key_of(option: TyperOption) -> str:
    """What an option is called in the file: `fail-on`, of `--link/--no-link` the first."""
    return next((name for name in option.opts if name.startswith("--")), option.opts[0]).lstrip("-")


def environment_name(command: Sequence[str], option: TyperOption) -> str:
    """`KGBUILD_VOCAB_FETCH_LEXICON`."""
    return "_".join(["KGBUILD", *command, key_of(option)]).upper().replace("-", "_")


def _settable(options: Sequence[TyperOption]) -> list[TyperOption]:
    """The options that may be set for good."""
    return [each for each in options if key_of(each) not in _UNSETTABLE]


def set_in_file(command: Sequence[str], options: Sequence[TyperOption]) -> dict[str, Any]:
    """What the file sets for a command, by the options' names in Python; raises UsageError for what is no option."""
    path = settings_file()
    if path is None:
        return {}
    table: Any = _read(path)
    for word in command:
        table = table.get(word, {}) if isinstance(table, Mapping) else {}
    names = {key_of(each): each.name or "" for each in _settable(options)}
    where = f"{path}, [{'.'.join(command)}]"
    if not isinstance(table, Mapping):
        raise UsageError(f"{where} is a value where the table of a command is expected")
    for key in table.keys() - names.keys():
        near = get_close_matches(key, names, n=1)
        raise UsageError(f"{where}: `{key}` is no option of `kgbuild {' '.join(command)}`{_perhaps(near)}")
    return {names[key]: value for key, value in table.items()}


def _perhaps(near: Sequence[str]) -> str:
    return f"; is it `{near[0]}`?" if near else ""


def check_tables(commands: Sequence[Sequence[str]]) -> None:
    """Raises UsageError for a table of the file that stands for no command."""
    path = settings_file()
    if path is None:
        return
    first = {each[0] for each in commands}
    for name in _read(path).keys() - first:
        raise UsageError(f"{path}: [{name}] is no command of kgbuild{_perhaps(get_close_matches(name, first, n=1))}")


def settings_of(command: Sequence[str], options: Sequence[TyperOption]) -> Iterator[Setting]:
    """Each option of a command as it is where nothing is typed."""
    in_file = set_in_file(command, options)
    for each in _settable(options):
        variable = environment_name(command, each)
        if variable in os.environ:
            yield Setting(key_of(each), os.environ[variable], variable)
        elif each.name in in_file:
            yield Setting(key_of(each), in_file[each.name], str(settings_file()))
        else:
            yield Setting(key_of(each), each.default, "default")
