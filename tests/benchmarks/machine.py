"""What else the machine does while something is measured."""

import os
from pathlib import Path

__all__ = ["busy_seconds"]

_STAT = Path("/proc/stat")
_IDLE = {3, 4}
"""Of the numbers of a line: idle, and waiting for a disk."""
_GUEST = 8
"""From here on the numbers are part of others before."""


def busy_seconds() -> float:
    """Seconds for which cores were busy since the machine started, those taken by its host counted in; 0 if unknown."""
    if not _STAT.exists():
        return 0.0
    numbers = _STAT.read_text().split("\n", 1)[0].split()[1:]
    busy = sum(int(each) for place, each in enumerate(numbers[:_GUEST]) if place not in _IDLE)
    return busy / os.sysconf("SC_CLK_TCK")
