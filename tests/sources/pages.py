"""The two seed pages as the tests of the readers take them: rows of bytes, read by the reader that accepts them."""

import re
from pathlib import Path

from kg.sources import Reading, detect

SEED_000 = "000_7c28dd15c91f2faf.txt"
SEED_004 = "004_d60ed95711b5b199.txt"
SEEDS = (SEED_000, SEED_004)

FOREIGN = b"Zzz: 42"


def rows_of(path: Path) -> list[bytes]:
    """The rows of a page; the last is never empty."""
    return path.read_bytes().removesuffix(b"\n").split(b"\n")


def read(content: bytes, name: str = "page.txt") -> Reading:
    """The one reading of a page that a reader accepts."""
    reader = detect(content[:65536])
    assert reader is not None, content[:200]
    reading = reader.read(content, name=name)
    return reading


_RUN = re.compile(r"unrecognised lines ([0-9]+) to ([0-9]+), ")


def reported(reading: Reading) -> set[int]:
    """The numbers of the lines that a problem is about: its own, and those of the run that it begins."""
    numbers = set()
    for problem in reading.problems:
        found = _RUN.match(problem.message)
        first, last = (int(found[1]), int(found[2])) if found else (problem.line or 0, problem.line or 0)
        numbers |= {*range(first, last + 1)}
    return numbers


def is_capped(reading: Reading) -> bool:
    """Whether a page has so many problems that some are only counted."""
    return any(problem.message.endswith(" more problems of this kind on the page") for problem in reading.problems)


def rules(reading: Reading) -> list[tuple[int | None, str]]:
    """The problems of a reading as line and rule."""
    return [(problem.line, problem.rule) for problem in reading.problems]


def stated(reading: Reading, subject: str, name: str) -> list[str]:
    """All values that the lines of a reading give to a property."""
    uses = (use for line in reading.lines for use in line.uses)
    return [use.value for use in uses if (use.subject, use.property) == (subject, name)]
