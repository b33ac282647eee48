"""Graphs that should be the same, compared so that a failure says where they part, and not all they hold."""

import gzip
from itertools import zip_longest

__all__ = ["assert_same_lines"]

_SHOWN = 300


def assert_same_lines(found: bytes, expected: bytes) -> None:
    """Two graphs, packed by gzip, unpack to the same lines in the same order."""
    lines = zip_longest(gzip.decompress(found).splitlines(), gzip.decompress(expected).splitlines())
    parting = next(((at, *pair) for at, pair in enumerate(lines, start=1) if pair[0] != pair[1]), None)
    assert parting is None, " / ".join(repr(each)[:_SHOWN] for each in parting)
