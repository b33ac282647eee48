"""`config`: the options that are set for good, and where each value comes from."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from typer.core import TyperGroup, TyperOption

from kg.cli.boundary import say, tell
from kg.cli.manner import manner
from kg.cli.settings import FILE, check_tables, settings_file, settings_of

__all__ = ["config"]


def config(
    context: typer.Context,
    *,
    every: Annotated[bool, typer.Option("--all", help="Show the options too that are at their defaults.")] = False,
) -> None:
    """Show which options are set for good, and where.

    By kgbuild.toml and by variables of the environment, KGBUILD_<COMMAND>_<OPTION>.
    """
    program = context.find_root().command
    commands = dict(_commands(program, ()))
    check_tables([*commands])
    for words, options in commands.items():
        for each in settings_of(words, options):
            if every or each.source != "default":
                command = " ".join(words)
                facts = {"command": command, **each._asdict()}
                tell(
                    json.dumps(facts)
                    if manner().as_json
                    else f"{command} --{each.option} {_shown(each.value)}  ({each.source})"
                )
    say(f"{settings_file() or f'no {FILE}'} counts here")


def _shown(value: Any) -> Any:
    return {None: "not set", True: "yes", False: "no"}.get(value, value) if isinstance(value, bool | None) else value


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[TyperOption]]]:
    """Each command by its words, with its options."""
    if isinstance(command, TyperGroup):
        for name, each in command.commands.items():
            yield from _commands(each, (*words, name))
    else:
        yield words, [each for each in command.params if isinstance(each, TyperOption)]
