"""A command that refuses an option given twice: of two outputs, one would silently not be written."""

from collections import Counter
from typing import Any

from typer.core import TyperCommand

__all__ = ["OnceCommand"]


class OnceCommand(TyperCommand):
    """Takes each option once, flags and those made for several values aside."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parses the arguments; ends with a usage error if an option stands twice."""
        if not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            options: list[Any] = [each for each in order if each.param_type_name == "option"]
            for parameter, count in Counter(options).items():
                if count > 1 and not (parameter.multiple or parameter.is_flag):
                    ctx.fail(f"{' / '.join(parameter.opts)} is given {count} times; it takes one value")
        return super().parse_args(ctx, args)
