"""Commands made of options: a frozen dataclass declares each option once, by its type, its default and its flag."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from kg.flags import Flag

from .shared_options import option_of

__all__ = ["command_of"]

Options = TypeVar("Options")


def command_of(options: type[Options], run: Callable[[Options], int | None]) -> Callable[..., int | None]:
    """The function that typer makes a command of: its parameters are the fields that have a flag."""
    hints = get_type_hints(options, include_extras=True)
    shown = [each for each in fields(options) if hasattr(hints[each.name], "__metadata__")]  # type: ignore[arg-type]
    annotations = {each.name: _typed(hints[each.name]) for each in shown}

    def command(**given: Any) -> int | None:
        return run(options(**given))

    command.__doc__ = run.__doc__
    command.__name__ = run.__name__
    command.__annotations__ = {**annotations, "return": int | None}
    parameters = [_parameter(each, annotations[each.name]) for each in shown]
    vars(command)["__signature__"] = inspect.Signature(parameters)
    return command


def _typed(hint: Any) -> Any:
    """The type of a field as typer reads it."""
    (flag,) = hint.__metadata__
    if not isinstance(flag, Flag):
        return hint
    kind = flag.kind or hint.__origin__
    return Annotated[kind, typer.Argument(help=flag.help) if flag.argument else option_of(flag)]


def _parameter(field: "Field[Any]", annotation: Any) -> inspect.Parameter:
    default = inspect.Parameter.empty if field.default is MISSING else field.default
    return inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
