"""Commands made of options: a frozen dataclass declares each option once, by its type, its default and its flag.

Those of the conversation, which every command has, are added to each.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Annotated, Any, NamedTuple, TypeVar, get_type_hints

import typer
from typer.models import OptionInfo

from kg.flags import Flag

from . import completion
from .manner import DECLARED

__all__ = ["Before", "command_of", "conversing"]

Options = TypeVar("Options")


class Before(NamedTuple):
    """Beside an option that the command adds to those of its verb: before which of them its help shows it."""

    option: str


class _Parameter(NamedTuple):
    """A field of the options as the command line has it."""

    field: str
    name: str
    annotation: Any
    default: Any
    before: str | None

    @classmethod
    def of(cls, field: "Field[Any]", hint: Any) -> "_Parameter":
        """The parameter of a field; an argument may bear a name of its own."""
        default = inspect.Parameter.empty if field.default is MISSING else field.default
        flag, *more = hint.__metadata__
        before = next((each.option for each in more), None)
        if not isinstance(flag, Flag):
            return cls(field.name, field.name, hint, default, before)
        kind = flag.kind or hint.__origin__
        if not flag.argument:
            return cls(field.name, field.name, Annotated[kind, _option(flag)], default, before)
        (name,) = flag.names or (field.name,)
        return cls(field.name, name, Annotated[kind, typer.Argument(help=flag.help)], default, before)


def command_of(options: type[Options]) -> Callable[[Callable[[Options], int | None]], Callable[..., int | None]]:
    """Gives a function of options the parameters of which typer makes a command: the fields with a flag."""
    shown = _in_order(_parameters(options))
    field_of = {each.name: each.field for each in shown}

    def made(run: Callable[[Options], int | None]) -> Callable[..., int | None]:
        def command(**given: Any) -> int | None:
            return run(options(**{field_of[name]: value for name, value in given.items()}))

        command.__doc__ = run.__doc__
        command.__name__ = run.__name__
        command.__annotations__ = {**{each.name: each.annotation for each in shown}, "return": int | None}
        vars(command)["__signature__"] = inspect.Signature([_signed(each) for each in shown])
        return command

    return made


def _parameters(options: type) -> list[_Parameter]:
    hints = get_type_hints(options, include_extras=True)
    return [
        _Parameter.of(each, hints[each.name]) for each in fields(options) if hasattr(hints[each.name], "__metadata__")
    ]


def _in_order(parameters: list[_Parameter]) -> list[_Parameter]:
    """The parameters of the verb with those of the command in their places."""
    ordered = [each for each in parameters if each.before is None]
    for each in parameters:
        if each.before is not None:
            ordered.insert([other.field for other in ordered].index(each.before), each)
    return ordered


def _option(flag: Flag) -> OptionInfo:
    found: OptionInfo = typer.Option(
        *flag.names,
        help=flag.help,
        metavar=flag.metavar,
        min=flag.least,
        autocompletion=getattr(completion, flag.completes) if flag.completes else None,
    )
    return found


def _signed(each: _Parameter) -> inspect.Parameter:
    return inspect.Parameter(
        each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=each.annotation
    )


def conversing(command: Callable[..., Any], meanings: Mapping[str, str]) -> Callable[..., Any]:
    """The command with the options of the conversation that it does not have; `meanings` are their help texts.

    What they are set to is the concern of `kg.cli.manner`.
    """
    signature = inspect.signature(command)
    added = [_said(name, meanings) for name in DECLARED if name not in signature.parameters]
    names = {each.name for each in added}

    @functools.wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        return command(*args, **{name: value for name, value in given.items() if name not in names})

    run.__annotations__ = {**command.__annotations__, **{each.name: each.annotation for each in added}}
    vars(run)["__signature__"] = signature.replace(parameters=[*signature.parameters.values(), *added])
    return run


def _said(name: str, meanings: Mapping[str, str]) -> inspect.Parameter:
    flags, meaning = DECLARED[name]
    option = Annotated[bool, typer.Option(*flags, help=meanings.get(name, meaning))]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=option)
