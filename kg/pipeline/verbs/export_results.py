"""`export-results`: the results of a graph as the tables of AACT, each a file of CSV."""

import csv
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import FileError, UsageError, shown
from kg.pipeline.result_tables import RESULT_COLUMNS, AactRows, RecordResults, results_in_graph
from kg.pipeline.run.options import ExportResultsOptions, path_of
from kg.pipeline.run.outputs import STDOUT, open_output

__all__ = ["ResultTables", "export_results"]

_WAITING = 1 << 16
"""Characters of a table that wait to be written."""


class ResultTables(NamedTuple):
    """What was written: of how many records, and how many rows each table has."""

    records: int
    rows: Mapping[str, int]
    paths: tuple[str, ...]


def export_results(options: ExportResultsOptions) -> ResultTables:
    """Writes the results of a graph as CSV files; raises FileError if there are none, and then writes nothing."""
    graph, folder = (path_of(each, verb="kg.export_results") for each in (options.graph, options.folder))
    if folder == STDOUT:
        raise UsageError("the tables are files in a folder: name one with -o")
    found = results_in_graph(graph, wait=options.wait)
    first = next(found, None)
    if first is None:
        raise FileError(f"there are no results of trials in {shown(graph)}")
    _make(folder)
    paths = {table: os.path.join(folder, f"{table}.csv") for table in RESULT_COLUMNS}  # noqa: PTH118 - as it was given
    rows, records = AactRows(), 0
    with _written(paths) as tables:
        for record in chain([first], found):
            records += 1
            tables.add(rows, record)
    return ResultTables(records, {table: rows.counts[table] for table in RESULT_COLUMNS}, tuple(paths.values()))


def _make(folder: str) -> None:
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write to the folder {shown(folder)}: {error.strerror or error}") from error


class _Tables:
    """The files of the tables; what is added goes to them when enough of it waits."""

    def __init__(self, streams: Mapping[str, BinaryIO]) -> None:
        self._streams = streams
        self._texts = {table: io.StringIO(newline="") for table in streams}
        self._writers = {table: csv.writer(text, lineterminator="\n") for table, text in self._texts.items()}
        for table, columns in RESULT_COLUMNS.items():
            self._writers[table].writerow(columns)

    def add(self, rows: AactRows, record: RecordResults) -> None:
        """The rows of one more record."""
        for table, cells in rows.of(record):
            self._writers[table].writerow([cells.get(column) for column in RESULT_COLUMNS[table]])
        self.flush(at_least=_WAITING)

    def flush(self, *, at_least: int = 0) -> None:
        """Writes what waits, of tables of which so many characters do."""
        for table, text in self._texts.items():
            if text.tell() >= at_least:
                self._streams[table].write(text.getvalue().encode())
                text.seek(0)
                text.truncate()

    def settle(self) -> None:
        """Gives all to the system: on a full disk that fails before any table takes its place."""
        for stream in self._streams.values():
            stream.flush()


@contextmanager
def _written(paths: Mapping[str, str]) -> Iterator[_Tables]:
    """Tables that are all there when the block ends well, and none of them if not."""
    with ExitStack() as stack:
        tables = _Tables({table: stack.enter_context(open_output(path)) for table, path in paths.items()})
        yield tables
        tables.flush()
        tables.settle()
