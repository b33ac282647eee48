"""`export`, `stats`, `backup`, `remove`: what is done with the store in a folder."""

import os

from kg.cli.boundary import complain, outcome, tell
from kg.cli.commanding import command_of
from kg.cli.manner import manner
from kg.errors import FileError, shown
from kg.pipeline.run.options import BackupOptions, ExportOptions, RemoveStudiesOptions, StatsOptions

__all__ = ["backup", "export", "remove", "stats"]


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

    linked = run(options)
    said = (
        "; on the same disk its files are links to those of the store, which takes no room and saves nothing if the "
        "disk fails (--copy copies them)"
        if linked
        else ", in files of its own"
    )
    outcome(
        f"{options.target} holds the store as it was{said}",
        written=[shown(os.fspath(options.target))],
        linked=linked,
    )


@command_of(RemoveStudiesOptions)
def remove(options: RemoveStudiesOptions) -> int:
    """Remove studies from a store: their records, what these alone said, and what was inferred of them."""
    from kg.cli.output.screen import count_of
    from kg.pipeline.verbs.store import remove as run

    done = run(options)
    removed = f"{count_of(done.records, 'record')} removed from {options.store}"
    outcome(removed, records=done.records, missing=list(done.missing))
    if done.missing:
        complain(f"{options.store} holds no record of {', '.join(done.missing)}")
        return FileError.exit_code
    return 0
