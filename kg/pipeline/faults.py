"""A fault of kgbuild itself, at one record or one node: a Problem, and the run goes on.

What is no single record's still ends the run: memory that ends, an interrupt, an output that cannot be written.
"""

import hashlib
from pathlib import Path
from types import TracebackType

from kg import version
from kg.errors import Problem
from kg.record import Origin
from kg.sources import problem
from kg.sources.reading import Reader, Reading, place

__all__ = ["CHECK", "LINK", "RECORD", "cause", "fault", "reading_of"]

RECORD, LINK, CHECK = "CT-R140", "CT-R141", "CT-R142"
"""The rules: a record that cannot be written, a node that cannot be matched, a node that cannot be checked."""

_TOP = Path(version.__file__).parent
_SAID = 200
"""So many characters of an error's own text are shown."""


def fault(
    rule: str,
    error: Exception,
    *,
    file: str | None = None,
    path: str | None = None,
    record: str | None = None,
) -> Problem:
    """The problem of the record or node at which an error came up that nobody had foreseen."""
    message = f"{cause(error)}; this is a fault of kgbuild, please report it"
    return problem(rule, message, file=file, path=path, record=record)


def cause(error: Exception) -> str:
    """The error in one line, with the line of kgbuild where it came up."""
    text = " ".join(str(error).split())
    shown = "".join(each if each.isprintable() else "\ufffd" for each in text[:_SAID])
    at = _line(error.__traceback__)
    said = f"{type(error).__name__}: {shown}" if shown else type(error).__name__
    return f"{said}{'...' if len(text) > _SAID else ''}{f' ({at})' if at else ''}"


def reading_of(
    reader: Reader, content: bytes, *, name: str, position: str | None, id_from_name: bool = False
) -> Reading:
    """What a reader makes of a piece; where it raises what it never should, a reading rejected for that."""
    try:
        found = reader.read(content, name=name, position=position, id_from_name=id_from_name)
        if found.study is None and not found.problems:
            raise ValueError("the reader rejects the record and does not say why")
        return found
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader raises costs this record alone
        digest = hashlib.sha256(content).hexdigest()
        origin = Origin(name=name, sha256=digest, format=reader.name, position=position)
        return Reading(origin=origin, problems=(fault(RECORD, error, file=place(name, position)),))


def _line(trace: TracebackType | None) -> str | None:
    """The last line of the package that an error passed: `kg/statements/arms.py, line 40`."""
    found = None
    while trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename)
        if name.is_relative_to(_TOP):
            found = f"kg/{name.relative_to(_TOP).as_posix()}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found
