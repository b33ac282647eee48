"""`formats`, `ontology`, `shapes`: what kgbuild reads and writes, and the vocabulary that it uses."""

from typing import Annotated

import typer

from kg.cli.boundary import tell
from kg.cli.completion import ontology_formats, prefix_formats

__all__ = ["formats", "ontology", "prefixes", "shapes"]


def formats(
    name: Annotated[str | None, typer.Argument(help="One format that is read, such as ctgov-v2.")] = None,
    paths: Annotated[list[str] | None, typer.Argument(help="Files to count in.", metavar="[FILE]...")] = None,
    *,
    fields: Annotated[bool, typer.Option("--fields", help="Show each of its fields and where it goes.")] = False,
    codes: Annotated[bool, typer.Option("--codes", help="Show how its coded fields are spelt.")] = False,
) -> int:
    """List the formats that are read and written; of one of them, the fields and codes, counted in files."""
    from kg.errors import UsageError

    if name and fields != codes:
        from kg.cli.output.fields import print_codes, print_fields

        return (print_fields if fields else print_codes)(name, paths or [])
    if name or fields or codes:
        raise UsageError("say `kgbuild formats NAME --fields` or `kgbuild formats NAME --codes`, and files to count in")
    _list_formats()
    return 0


def _list_formats() -> None:
    from kg.packings import PACKED_EXTENSIONS
    from kg.rdf import Format
    from kg.rdf.foreign import Syntax
    from kg.sources import READERS

    tell("reads")
    for reader in READERS:
        tell(f"  {reader.name:16} {reader.description}")
    packed = ", ".join(PACKED_EXTENSIONS)
    tell(f"writes, and reads for validate, query and show (any of them with {packed})")
    for form in Format:
        graphs = "named graphs" if form.named_graphs else "union of all graphs"
        tell(f"  .{form.value.extension:15} {form.value.title}, {graphs}")
    tell("reads for validate, query and convert; convert writes the first (with the same endings)")
    for syntax in Syntax:
        extension, *others = (f".{each}" for each in syntax.value.extensions)
        tell(f"  {extension:16} {syntax.value.title}{f' ({chr(32).join(others)} too)' if others else ''}")


_MADE_OF_IT = {
    "context": "ontology/context.jsonld",
    "schema": "ontology/study.schema.json",
    "linkml": "ontology/kgbuild.linkml.yaml",
}
"""Format -> the file that is printed as it is."""


def ontology(
    *,
    output_format: Annotated[
        str,
        typer.Option(
            "--format",
            help="ttl, nt, jsonld; context for the JSON-LD context, schema for the JSON Schema of the JSON-LD document"
            " of a study, linkml for the model in LinkML.",
            autocompletion=ontology_formats,
        ),
    ] = "ttl",
) -> None:
    """Print the ontology with its code lists and alignments, or what is made of it: context, schema, LinkML."""
    from kg import assets

    if path := _MADE_OF_IT.get(output_format):
        tell(assets.read(path), end="")
        return
    from kg.pipeline.graph.ontology import write_ontology
    from kg.pipeline.run.outputs import open_output
    from kg.rdf import format_of

    with open_output("-") as stream:
        write_ontology(stream, format_of(output_format))


def shapes() -> None:
    """Print the SHACL shapes as one Turtle document."""
    from kg import assets

    for path in assets.shapes():
        tell(assets.read(path))


def prefixes(
    *,
    output_format: Annotated[
        str, typer.Option("--format", help="sparql, ttl or json.", autocompletion=prefix_formats)
    ] = "sparql",
) -> None:
    """Print the prefixes that kgbuild knows, to be put before a query or a graph elsewhere."""
    import json

    from kg.errors import UsageError
    from kg.rdf.curies import known_prefixes

    known = known_prefixes()
    lines = {
        "sparql": lambda: [f"PREFIX {name}: <{namespace}>" for name, namespace in sorted(known.items())],
        "ttl": lambda: [f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(known.items())],
        "json": lambda: [json.dumps(dict(sorted(known.items())), indent=2)],
    }
    if output_format not in lines:
        raise UsageError(f"unknown --format {output_format!r}; known are {', '.join(lines)}")
    tell("\n".join(lines[output_format]()))
