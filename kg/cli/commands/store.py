"""`export`, `stats`, `backup`, `remove`: what is done with the store in a folder."""

from dataclasses import dataclass
from typing import Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.commanding import Before, command_of
from kg.errors import FileError
from kg.pipeline.run.options import BackupOptions, ExportOptions, RemoveStudiesOptions, StatsOptions

__all__ = ["backup", "export", "remove", "stats"]


@command_of(ExportOptions)
def export(options: ExportOptions) -> None:
    """Write the graph of a store to a file, in any format."""
    from kg.pipeline.verbs.store import export as run

    say(f"{run(options):,} triples")


@dataclass(frozen=True, kw_only=True)
class _Options(StatsOptions):
    """The options of the library's verb, and how the counts are said."""

    as_json: Annotated[bool, typer.Option("--json", help="Say everything as one JSON object."), Before("wait")] = False


@command_of(_Options)
def stats(options: _Options) -> None:
    """Say what a graph holds: triples, nodes of each class, triples of each property, links to other data."""
    import msgspec

    from kg.pipeline.verbs.store import stats as run

    found = run(options)
    if options.as_json:
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

    if run(options):
        say(
            f"{options.target} holds the store as it was; on the same disk its files are links to those of the store, "
            "which takes no room and saves nothing if the disk fails (--copy copies them)"
        )
    else:
        say(f"{options.target} holds the store as it was, in files of its own")


@command_of(RemoveStudiesOptions)
def remove(options: RemoveStudiesOptions) -> int:
    """Remove studies from a store: their records, what these alone said, and what was inferred of them."""
    from kg.cli.output.screen import count_of
    from kg.pipeline.verbs.store import remove as run

    done = run(options)
    say(f"{count_of(done.records, 'record')} removed from {options.store}")
    if done.missing:
        say(f"error: {options.store} holds no record of {', '.join(done.missing)}")
        return FileError.exit_code
    return 0
