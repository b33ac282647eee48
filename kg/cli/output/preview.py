"""What `ingest` would do: which reader takes which file, and where each line of a page goes."""

from collections import Counter
from typing import TYPE_CHECKING

from kg.cli.boundary import complain, say_problem, tell
from kg.cli.manner import event_line, manner
from kg.errors import Severity, shown

from .screen import count_of

if TYPE_CHECKING:
    from kg.pipeline.input.files import PassedOver, Unreadable
    from kg.pipeline.input.readings import FoundRecord, Unread
    from kg.sources.reading import Reading

__all__ = ["explain_lines", "plan"]

_WIDTH = 60
_LISTED = 20
"""So many lines of a plan are printed where all are not asked for."""


class _Plan:
    """What a dry run has seen: each thing is said, of many the first ones, and all are counted."""

    def __init__(self) -> None:
        self.readers: Counter[str] = Counter()
        """Reader -> how many records it takes."""
        self.unread = self.not_read = 0
        self.unreadable: list[str] = []
        self._said = 0

    def record(self, each: "FoundRecord") -> None:
        """A record that a reader takes."""
        from kg.sources.reading import place

        self.readers[each.reader.name] += 1
        where = place(each.file.name, each.piece.position)
        self._say(f"{each.reader.name:16} {where}", "record", reader=each.reader.name, place=shown(where))

    def refused(self, each: "Unread") -> None:
        """What no reader takes."""
        from kg.sources.reading import place

        self.unread += 1
        where = place(each.file.name, each.position)
        message = each.problem.message
        self._say(f"{'(no reader)':16} {where}: {message}", "unread", place=shown(where), message=message)

    def passed_over(self, each: "PassedOver") -> None:
        """An entry of a folder that is not read."""
        self.not_read += 1
        message = each.problem.message
        self._say(f"{'(not read)':16} {each.name}: {message}", "not read", place=shown(each.name), message=message)

    def failed(self, each: "Unreadable") -> None:
        """A path that cannot be read."""
        self.unreadable.append(shown(each.path))
        complain(f"{each.path}: {each.reason}")

    def _say(self, text: str, kind: str, **facts: object) -> None:
        self._said += 1
        if manner().as_json:
            tell(event_line(kind, **facts))
        elif not manner().quiet and (manner().verbose or self._said <= _LISTED):
            tell(text)

    def end(self) -> None:
        """Says how many records each reader takes."""
        if manner().as_json:
            counts = {"readers": self.readers, "unread": self.unread, "not_read": self.not_read}
            tell(event_line("summary", records=self.readers.total(), **counts, unreadable=self.unreadable))
            return
        if self._said > _LISTED and not (manner().verbose or manner().quiet):
            tell(f"{'...':16} {self._said - _LISTED:,} more (-v lists all)")
        of_readers = ", ".join(f"{name} {count:,}" for name, count in self.readers.most_common())
        others = ((self.unread, "without a reader"), (self.not_read, "not read"))
        left = [f"{count:,} {what}" for count, what in others if count]
        tell("; ".join([f"{count_of(self.readers.total(), 'record')}{of_readers and f': {of_readers}'}", *left]))


def plan(paths: list[str]) -> int:
    """Prints which reader takes which file, or which record of an archive or list, and how many each takes."""
    from kg.errors import FileError
    from kg.pipeline.input.files import PassedOver, Unreadable, entries
    from kg.pipeline.input.readings import FoundRecord, found

    code, seen = 0, _Plan()
    given = list(entries(paths))
    for entry in given:
        if isinstance(entry, PassedOver):
            seen.passed_over(entry)
    for each in found(entry for entry in given if not isinstance(entry, PassedOver)):
        match each:
            case Unreadable():
                seen.failed(each)
                code = FileError.exit_code
            case FoundRecord():
                seen.record(each)
            case _:
                seen.refused(each)
                code = code or int(each.problem.severity is Severity.VIOLATION)
    seen.end()
    return code


def explain_lines(paths: list[str], *, id_from_name: bool = False) -> int:
    """Prints each line of each page with its facts, or that it is boilerplate, or that nobody recognised it."""
    from kg.pipeline.input.files import input_files, with_ids_in_names
    from kg.pipeline.input.readings import Unread, readings
    from kg.sources.reading import Reading

    code = 0
    files = list(input_files(paths))
    said: set[tuple[str, str]] = set()
    for each in readings(with_ids_in_names(files) if id_from_name else files):
        match each:
            case Reading():
                _page(each, said)
                if any(problem.severity is Severity.VIOLATION for problem in each.problems):
                    code = max(code, 1)
            case Unread():
                say_problem(each.problem)
                code = max(code, int(each.problem.severity is Severity.VIOLATION))
            case _:
                complain(f"{each.path}: {each.reason}")
                code = 2
    return code


def _page(reading: "Reading", said: set[tuple[str, str]]) -> None:
    """One page; what is the same of all records of a file is said with the first."""
    from kg.sources.reading import LineFate
    from kg.sources.rules import RULES

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
        if not RULES[problem.rule].of_file or (reading.origin.name, problem.message) not in said:
            say_problem(problem)
        said.add((reading.origin.name, problem.message))
