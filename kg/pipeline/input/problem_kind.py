"""What problems of one input have in common: files and folders may have thousands that differ by position alone."""

from typing import NamedTuple

__all__ = ["ProblemKind"]


class ProblemKind(NamedTuple):
    """Problems of one file that differ by position alone."""

    argument: str
    """What the command line names: the file, or a folder that holds it."""
    named: bool
    """Whether it is the file."""
    file: str
    rule: str
    message: str
