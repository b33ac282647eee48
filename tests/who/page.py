"""The page on registries: its tables are counts, what stands around them is written by hand."""

import re
from pathlib import Path

from tests.conftest import ROOT

from . import counted, table
from .formats import FORMATS

__all__ = ["PAGE", "with_tables"]

PAGE = ROOT / "docs" / "registries.md"


def with_tables(page: str, data: Path) -> str:
    """The page with the tables of all formats, each between the comments that name its reader."""
    for name, format in FORMATS.items():
        begin, end = f"<!-- counts of {name} -->", f"<!-- end of {name} -->"
        assert page.count(begin) == page.count(end) == 1, name
        between = re.compile(f"(?<={begin}\n).*?(?={end})", re.DOTALL)
        page = between.sub(f"\n{table(format, counted(format, data))}\n\n".replace("\\", r"\\"), page)
    return page
