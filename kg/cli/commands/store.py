"""`export`, `stats`, `backup`: what is done with the store in a folder."""

import os

from kg.cli.boundary import outcome, tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.errors import shown
from kg.pipeline.run.options import BackupOptions, ExportOptions, StatsOptions

__all__ = ["backup", "export", "stats"]


@command_of(ExportOptions)
def export(options: ExportOptions) -> None:
    """Write the graph of a store to a file, in any format."""
    from kg.pipeline.verbs.store import export as run

    count = run(options)
    written = shown(os.fspath(options.output))
    outcome(f"{count:,} triples", err=written == "-", triples=count, written=[written])


@command_of(StatsOptions)
def stats(options: StatsOptions) -> None:
    """Count what a graph holds.

    Triples, nodes of each class, triples of each property, links to other data.
    """
    import msgspec

    from kg.pipeline.verbs.store import stats as run

    found = run(options)
    if manner().as_json:
        tell(msgspec.json.encode(found).decode())
        return
    built = f"; built {found['built']}" if found["built"] else ""
    tell(f"{found['triples']:,} triples of records, shared nodes and links{built}")
    for title in ("classes", "properties", "links"):
        tell(title)
        counted = found[title]
        for name, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            tell(f"  {count:>12,}  {name}")


@command_of(BackupOptions)
def backup(options: BackupOptions) -> None:
    """Copy a store to a new folder, as it is at this moment."""
    from kg.pipeline.verbs.store import backup as run

    run(options)
    outcome(f"{options.target} holds the store as it was", written=[shown(os.fspath(options.target))])
