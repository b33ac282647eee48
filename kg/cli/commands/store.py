"""`export`, `stats`, `backup`: what is done with the store in a folder."""

from dataclasses import dataclass
from typing import Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.commanding import Before, command_of
from kg.pipeline.run.options import BackupOptions, ExportOptions, StatsOptions

__all__ = ["backup", "export", "stats"]


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

    run(options)
    say(f"{options.target} holds the store as it was")
