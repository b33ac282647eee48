"""How much memory a query may take: a sort of a hundred million rows would take all there is before its time is up."""

import os
from pathlib import Path

from kg.errors import UsageError

__all__ = ["MEMORY", "allowed", "held_at_most", "limit_memory"]

MEMORY = "KGBUILD_QUERY_MEMORY"
"""Environment: gigabytes that the process of a query may take."""

_SHARE = 0.5
_COPIES = 4
_GIGA = 10**9
_UNKNOWN = 8 * _GIGA
"""What a machine is taken to have that does not say it, as Windows does not to Python; no limit is set there either."""
_CGROUP = Path("/sys/fs/cgroup/memory.max")


def allowed() -> int:
    """Bytes: what the environment says, else half of what the machine or its container has."""
    said = os.environ.get(MEMORY)
    if said is None:
        return int(_SHARE * min(_physical(), _of_container()))
    try:
        gigabytes = float(said)
    except ValueError:
        gigabytes = 0
    if not gigabytes > 0:
        raise UsageError(f"{MEMORY}={said}: expected a number of gigabytes, such as 4")
    return int(gigabytes * _GIGA)


def held_at_most(wanted: int) -> int:
    """So many of the bytes wanted (0: any number) for an answer, which its reader holds as objects and as text."""
    return min(wanted, allowed() // _COPIES) if wanted else 0


def limit_memory() -> None:
    """Makes the system end this process rather than give it more; where there is no such limit, does nothing."""
    try:
        import resource
    except ImportError:
        return
    size = allowed()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or size < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (size, hard))


def _physical() -> int:
    if not hasattr(os, "sysconf"):
        return _UNKNOWN
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _of_container() -> int:
    try:
        text = _CGROUP.read_text(encoding="ascii").strip()
    except OSError:
        return _physical()
    return int(text) if text.isdigit() else _physical()
