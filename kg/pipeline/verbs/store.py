"""`export`, `stats`, `backup`, `remove`: what is done with the store in a folder."""

from kg.errors import UsageError
from kg.iris import BASE, Minter
from kg.pipeline.graph.graph_rows import RowFile
from kg.pipeline.graph.store_joins import StoreJoins
from kg.pipeline.graph.whole_file import whole_file
from kg.pipeline.input.remote import is_remote
from kg.pipeline.reports.description import file_of, write_description
from kg.pipeline.run.options import BackupOptions, ExportOptions, RemoveStudiesOptions, StatsOptions, path_of
from kg.pipeline.run.outputs import STDOUT, open_output, target_of
from kg.pipeline.run.precedence import leads
from kg.pipeline.run.request import VERSIONS, moment
from kg.rdf import format_of
from kg.store import (
    Removed,
    Statistics,
    StoredRun,
    base_of,
    description_path,
    open_dataset,
    reading,
    remove_studies,
    statistics,
)
from kg.store import backup as copied
from kg.store import export as exported

__all__ = ["backup", "export", "remove", "stats"]


def export(options: ExportOptions) -> int:
    """Writes the graph of a store to a file, and its description beside it; gives the number of its triples."""
    folder, output = (path_of(each, verb="kg.export") for each in (options.folder, options.output))
    if output == STDOUT and options.form is None:
        raise UsageError("-o - needs --format")
    form = format_of(options.form or output)
    with reading(folder, wait=options.wait) as store, open_output(output) as stream:
        base = base_of(store) or BASE
        with whole_file(form, stream, base=base) as writer:
            done = exported(store, writer, ontology=options.with_ontology)
    if is_remote(output) or target_of(output):
        write_description(description_path(output), done.description, file_of(output, form), base=base)
    return done.triples


def stats(options: StatsOptions) -> Statistics:
    """What a graph holds: its triples, and those of each class, property and link, counted."""
    with open_dataset(path_of(options.graph, verb="kg.stats"), wait=options.wait) as dataset:
        return statistics(dataset.store)


def backup(options: BackupOptions) -> bool:
    """Copies a store to a new folder, as it is at this moment; whether its files are links to those of the store."""
    folder, target = (path_of(each, verb="kg.backup") for each in (options.folder, options.target))
    return copied(folder, target, copy=options.copy, wait=options.wait)


def remove(options: RemoveStudiesOptions) -> Removed:
    """Removes the records of studies from a store; gives how many there were, and of which studies there was none."""
    folder = path_of(options.store, verb="kg.remove")
    ids = [options.ids] if isinstance(options.ids, str) else list(options.ids)
    with reading(folder, wait=options.wait) as store:
        base = base_of(store) or BASE
    with RowFile() as rows:
        joins = StoreJoins(Minter(base), lambda held: held, rows)
        run = StoredRun(joins.mint, moment(options.as_of), VERSIONS, leads, joins=joins)
        return remove_studies(folder, ids, run, wait=options.wait)
