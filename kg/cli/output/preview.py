"""What `ingest` would do: which reader takes which file, and where each line of a page goes."""

from typing import TYPE_CHECKING

from kg.cli.boundary import say, tell
from kg.errors import Severity

if TYPE_CHECKING:
    from kg.sources.reading import Reading

__all__ = ["explain_lines", "plan"]

_WIDTH = 60


def plan(paths: list[str]) -> int:
    """Prints a line for each file, or each record of an archive or list, with the reader that takes it."""
    from kg.errors import FileError
    from kg.pipeline.input.files import PassedOver, Unreadable, entries
    from kg.pipeline.input.readings import FoundRecord, found
    from kg.sources.reading import place

    code = 0
    given = list(entries(paths))
    for entry in given:
        if isinstance(entry, PassedOver):
            tell(f"{'(not read)':16} {entry.name}: {entry.problem.message}")
    for each in found(entry for entry in given if not isinstance(entry, PassedOver)):
        match each:
            case Unreadable():
                say(f"error: {each.path}: {each.reason}")
                code = FileError.exit_code
            case FoundRecord():
                tell(f"{each.reader.name:16} {place(each.file.name, each.piece.position)}")
            case _:
                code = code or int(each.problem.severity is Severity.VIOLATION)
                tell(f"{'(no reader)':16} {place(each.file.name, each.position)}: {each.problem.message}")
    return code


def explain_lines(paths: list[str], *, id_from_name: bool = False) -> int:
    """Prints each line of each page with its facts, or that it is boilerplate, or that nobody recognised it."""
    from kg.pipeline.input.files import input_files, with_ids_in_names
    from kg.pipeline.input.readings import Unread, readings
    from kg.sources.reading import Reading

    code = 0
    files = list(input_files(paths))
    for each in readings(with_ids_in_names(files) if id_from_name else files):
        match each:
            case Reading():
                _page(each)
                if any(problem.severity is Severity.VIOLATION for problem in each.problems):
                    code = max(code, 1)
            case Unread():
                say(str(each.problem))
                code = max(code, int(each.problem.severity is Severity.VIOLATION))
            case _:
                say(f"error: {each.path}: {each.reason}")
                code = 2
    return code


def _page(reading: "Reading") -> None:
    from kg.sources.reading import LineFate

    tell(f"{reading.origin.name}  ({reading.origin.format})")
    if not reading.lines:
        tell("  a structured format: its fields are accounted for by path, not by line")
    for line in reading.lines:
        text = line.text.strip()
        shown = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
        if line.fate is LineFate.BLANK:
            continue
        if line.fate is not LineFate.USED:
            why = f": {line.reason}" if line.reason else ""
            tell(f"{line.number:5}  {shown:{_WIDTH}}  ({line.fate.value}{why})")
        for number, use in enumerate(line.uses):
            value = use.value if len(use.value) <= _WIDTH else f"{use.value[: _WIDTH - 1]}…"
            head = f"{line.number:5}  {shown:{_WIDTH}}" if number == 0 else " " * (7 + _WIDTH)
            tell(f"{head}  {use.subject} {use.property} {value}")
    for problem in reading.problems:
        say(str(problem))
