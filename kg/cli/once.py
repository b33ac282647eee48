"""A command that refuses an output named twice: one of the two would silently not be written."""

from collections import Counter
from typing import Any

from typer.core import TyperCommand

__all__ = ["OnceCommand"]

_WRITTEN = ("output", "out_dir", "report", "store")
"""Parameters that name what is written; of a setting that is given again the last one counts, as everywhere."""


class OnceCommand(TyperCommand):
    """Takes each option that names an output once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments; ends with a usage error if an output is named twice."""
        if not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            for parameter, count in Counter(order).items():
                if count > 1 and parameter.name in _WRITTEN and parameter.param_type_name == "option":
                    ctx.fail(f"{' / '.join(parameter.opts)} is given {count} times; it takes one value")
        return super().parse_args(ctx, args)
