"""`export`, `stats`, `backup`: what is done with the store in a folder."""

from typing import Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.shared_options import RdfFormat
from kg.errors import UsageError

__all__ = ["backup", "export", "stats"]

_Folder = Annotated[str, typer.Argument(help="The folder of a store, made by `ingest --store`.")]
_Wait = Annotated[float, typer.Option(min=0, help="Seconds to wait for a store that is being written.")]


def export(
    folder: _Folder,
    *,
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write; - writes standard output.")],
    output_format: RdfFormat = None,
    with_ontology: Annotated[
        bool, typer.Option("--with-ontology", help="Put ontology and code lists into the file.")
    ] = False,
    wait: _Wait = 0,
) -> None:
    """Write the graph of a store to a file, in any format."""
    from kg.iris import BASE
    from kg.pipeline.run.outputs import open_output
    from kg.rdf import format_of, open_writer, shipped_context, shipped_definitions
    from kg.store import base_of, reading
    from kg.store import export as write

    if output == "-" and output_format is None:
        raise UsageError("-o - needs --format")
    form = format_of(output_format or output)
    with reading(folder, wait=wait) as store, open_output(output) as stream:
        base = base_of(store) or BASE
        writer = open_writer(form, stream, context=shipped_context(), base=base, definitions=shipped_definitions())
        count = write(store, writer, ontology=with_ontology)
    say(f"{count:,} triples")


def stats(
    folder: _Folder,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Say everything as one JSON object.")] = False,
    wait: _Wait = 0,
) -> None:
    """Say what a store holds: triples, nodes of each class, triples of each property, links to other data."""
    import msgspec

    from kg.store import reading, statistics

    with reading(folder, wait=wait) as store:
        found = statistics(store)
    if as_json:
        tell(msgspec.json.encode(found).decode())
        return
    tell(f"{found['triples']:,} triples of records, shared nodes and links; built {found['built']}")
    for title in ("classes", "properties", "links"):
        tell(title)
        counted = found[title]
        for name, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            tell(f"  {count:>12,}  {name}")


def backup(folder: _Folder, target: Annotated[str, typer.Argument(help="A new folder.")], *, wait: _Wait = 0) -> None:
    """Copy a store to a new folder, as it is at this moment."""
    from kg.store import backup as copy

    copy(folder, target, wait=wait)
    say(f"{target} holds the store as it was")
