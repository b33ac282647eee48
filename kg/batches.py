"""What comes one by one in lists of a size; `itertools.batched` came with Python 3.12."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["batched"]

_Each = TypeVar("_Each")


def batched(each: Iterable[_Each], size: int) -> Iterator[list[_Each]]:
    """Lists of so many, the last perhaps of fewer; nothing is held but the list that is given."""
    rest = iter(each)
    while batch := list(islice(rest, size)):
        yield batch
