"""`mappings`: the matches of a graph as an SSSOM table, or a sheet of the names without one."""

import os
from dataclasses import dataclass

from kg.cli.boundary import outcome
from kg.cli.commanding import command_of
from kg.cli.output.screen import count_of
from kg.errors import shown
from kg.pipeline.run.options import MappingsOptions, MappingsTable

__all__ = ["mappings"]


@dataclass(frozen=True, kw_only=True)
class _Options(MappingsOptions):
    """The options of the library's verb; the table goes to standard output if it is not said otherwise."""

    output: MappingsTable = "-"


@command_of(_Options)
def mappings(options: _Options) -> None:
    """Write the matches of a graph as an SSSOM table.

    Curate the table, or fill in the sheet of --unmatched, and give it back by --mappings of ingest and link.
    """
    from kg.pipeline.verbs.mappings import mappings as run

    count = run(options)
    written = shown(os.fspath(options.output))
    found = {"names": count} if options.unmatched else {"matches": count}
    said = count_of(count, "name" if options.unmatched else "match")
    outcome(said, err=written == "-", written=[written], **found)
