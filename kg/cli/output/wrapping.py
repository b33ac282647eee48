"""Lines that fit a terminal: broken between words, and only where there is one."""

import shutil
import sys
import textwrap

__all__ = ["wrapped"]


def wrapped(text: str, *, indent: int) -> str:
    """A line of standard output, wrapped at the width of a terminal; the lines below it are indented."""
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    hanging = " " * min(indent, width // 2)
    lines = textwrap.wrap(
        text,
        width,
        subsequent_indent=hanging,
        drop_whitespace=True,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
