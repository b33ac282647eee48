"""A command as all of ours are: its help in panels, with an example; an output that is named twice is refused.

One of the two would silently not be written.
"""

from collections import Counter
from typing import Any

from typer.core import TyperCommand, TyperOption

from .help_pages import PANELS
from .settings import environment_name, set_in_file

__all__ = ["OnceCommand"]

_WRITTEN = ("output", "out_dir", "report", "store")
"""Parameters that name what is written; of a setting that is given again the last one counts, as everywhere."""


class OnceCommand(TyperCommand):
    """Takes each option that names an output once, and shows its options in their panels."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, dressed for the help: panels where there are many, no type where there is no value."""
        found = super().get_params(ctx)
        panels = {name: panel for panel, names in PANELS.items() for name in names} if self.name == "ingest" else {}
        for each in found:
            if isinstance(each, TyperOption):
                each.rich_help_panel = panels.get(each.name)
                each.metavar = "" if each.is_flag else each.metavar
                each.envvar = environment_name(ctx.command_path.split()[1:], each)
                each.show_envvar = False
        order = list(PANELS)
        return sorted(found, key=lambda each: order.index(panels[each.name]) if each.name in panels else -1)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments; ends with a usage error if an output is named twice."""
        if not ctx.resilient_parsing:
            options = [each for each in self.get_params(ctx) if isinstance(each, TyperOption)]
            ctx.default_map = set_in_file(ctx.command_path.split()[1:], options)
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            for parameter, count in Counter(order).items():
                if count > 1 and parameter.name in _WRITTEN and parameter.param_type_name == "option":
                    ctx.fail(f"{' / '.join(parameter.opts)} is given {count} times; it takes one value")
        return super().parse_args(ctx, args)
