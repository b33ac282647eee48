"""`export-results`: the results of a graph as tables."""

from kg.cli.boundary import outcome, say
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.errors import shown
from kg.pipeline.run.options import ExportResultsOptions

__all__ = ["export_results"]


@command_of(ExportResultsOptions)
def export_results(options: ExportResultsOptions) -> None:
    """Write the results of a graph as tables, with the names and columns of AACT.

    Each table is a file of CSV: participant flow, baseline, outcomes with their analyses, adverse events. Scripts that
    read these tables of AACT run on them; ids hold within one export.
    """
    from kg.cli.output.screen import count_of
    from kg.pipeline.verbs.export_results import export_results as run

    done = run(options)
    if manner().verbose and not manner().as_json:
        for table, count in done.rows.items():
            say(f"{table}: {count:,}")
    total = sum(done.rows.values())
    outcome(
        f"{count_of(total, 'row')} of {count_of(done.records, 'record')} in {len(done.rows)} tables: "
        f"{shown(str(options.folder))}",
        records=done.records,
        rows=dict(done.rows),
        written=[shown(path) for path in done.paths],
    )
