"""A command as all of ours are: it talks as is asked, its help stands in panels, an output is not named twice."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption

from kg.errors import UsageError

from .boundary import detail
from .help_pages import METAVARS, ORDER, panels_of, type_name
from .manner import DECLARED, Manner, speak
from .settings import environment_name, set_in_file
from .waiting import waiting

__all__ = ["OnceCommand", "PlainGroup"]

_WRITTEN = ("output", "out_dir", "report", "store", "log")
"""Parameters that name what is written: named twice, one would silently not be. Of others the last one counts."""


class PlainGroup(TyperGroup):
    """Commands with a common name; the help of its options shows no type where there is no value."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, dressed for the help."""
        found = super().get_params(ctx)
        for each in found:
            each.metavar = ""
        return found


class OnceCommand(TyperCommand):
    """Takes each option that names an output once, has those of the conversation, and shows all in their panels."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, dressed for the help: panels where there are many, no type where there is no value."""
        found = super().get_params(ctx)
        panels = panels_of(self.name or "")
        for each in found:
            if isinstance(each, TyperOption):
                each.rich_help_panel = panels.get(each.name)
                each.metavar = (
                    "" if each.is_flag else each.metavar or METAVARS.get(each.name) or type_name(each.bare_type())
                )
                each.envvar = environment_name(ctx.command_path.split()[1:], each)
                each.show_envvar = False
            else:
                each.metavar = METAVARS.get(each.name, each.name.upper())
                vars(each)["display_type_rich"] = lambda ctx: None
            vars(each)["_get_number_range_help_str"] = lambda: None
        last = len(ORDER)
        return sorted(found, key=lambda each: ORDER.get(each.name, last if each.name in DECLARED else -1))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments; ends with a usage error if an output is named twice."""
        speak(Manner(as_json="--json" in args))  # what cannot be parsed is said so, too
        if not ctx.resilient_parsing:
            options = [each for each in self.get_params(ctx) if isinstance(each, TyperOption)]
            ctx.default_map = set_in_file(ctx.command_path.split()[1:], options)
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            for parameter, count in Counter(order).items():
                if count > 1 and parameter.name in _WRITTEN and parameter.param_type_name == "option":
                    ctx.fail(f"{' / '.join(parameter.opts)} is given {count} times; it takes one value")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command in the manner that was asked for."""
        wanted = Manner(**{name: bool(ctx.params.get(name)) for name in Manner._fields})
        if wanted.verbose and wanted.quiet:
            raise UsageError("-v says more and -q says less: give one of them")
        speak(wanted)
        for line in _set_elsewhere(ctx):
            detail(line)
        begin = time.monotonic()
        try:
            read = {name: value for name, value in ctx.params.items() if name not in _WRITTEN}
            with waiting(self.name or "", read):
                return super().invoke(ctx)
        finally:
            detail(f"{ctx.command_path} took {time.monotonic() - begin:.1f} s")


def _set_elsewhere(ctx: Any) -> Iterator[str]:
    """What was not typed and is not the default, and where it is set."""
    for each in _options(ctx.command):
        source = getattr(ctx.get_parameter_source(each.name), "name", "")
        if source in ("DEFAULT_MAP", "ENVIRONMENT"):
            where = each.envvar if source == "ENVIRONMENT" else "kgbuild.toml"
            yield f"{each.opts[0]} {ctx.params.get(each.name)} ({where})"


def _options(command: TyperCommand) -> Sequence[TyperOption]:
    return [each for each in command.params if isinstance(each, TyperOption)]
