"""`formats`, `ontology`, `shapes`: what kgbuild reads and writes, and the vocabulary that it uses."""

from typing import Annotated

import typer

from kg.cli.boundary import tell
from kg.cli.completion import ontology_formats, prefix_formats
from kg.cli.manner import manner
from kg.cli.output.wrapping import wrapped

__all__ = ["formats", "ontology", "prefixes", "shapes"]


def formats(
    name: Annotated[str | None, typer.Argument(help="A format that is read, such as ctgov-v2.")] = None,
    paths: Annotated[list[str] | None, typer.Argument(help="Files in which fields and codes are counted.")] = None,
    *,
    fields: Annotated[bool, typer.Option("--fields", help="Show each of its fields and where it goes.")] = False,
    codes: Annotated[bool, typer.Option("--codes", help="Show how its coded fields are spelt.")] = False,
) -> int:
    """List the formats that are read and written, or explain one.

    Of one that is read: what it is, and what becomes of its fields and codes. With files these are counted in them:
    1 if one is met of which nothing is known.
    """
    from kg.errors import UsageError

    if name is None:
        if fields or codes:
            raise UsageError("of which format? Name one that is read: `kgbuild formats ctgov-v2 --fields`")
        _list_formats()
        return 0
    from kg.cli.output.fields import print_codes, print_fields, print_format

    given = paths or []
    if fields == codes:
        return print_format(name, given)
    return (print_fields if fields else print_codes)(name, given)


def _list_formats() -> None:
    from kg.packings import PACKED_EXTENSIONS
    from kg.rdf import Format
    from kg.rdf.foreign import Syntax
    from kg.sources import READERS

    if manner().as_json:
        for each in READERS:
            tell(_line(name=each.name, reads=True, writes=False, title=each.description))
        for form in Format:
            facts = {"extension": form.value.extension, "named_graphs": form.named_graphs}
            tell(_line(name=form.name.lower(), reads=True, writes=True, title=form.value.title, **facts))
        return
    tell("reads")
    for reader in READERS:
        tell(_entry(reader.name, reader.description))
    packed = ", ".join(PACKED_EXTENSIONS)
    tell(f"writes, and reads for validate, query, show (with {packed} too)")
    for form in Format:
        graphs = "named graphs" if form.named_graphs else "union of all graphs"
        tell(_entry(f".{form.value.extension}", f"{form.value.title}, {graphs}"))
    tell("reads for validate, query, convert; convert writes the first")
    for syntax in Syntax:
        extension, *others = (f".{each}" for each in syntax.value.extensions)
        tell(_entry(extension, f"{syntax.value.title}{f' ({chr(32).join(others)} too)' if others else ''}"))


def _entry(name: str, text: str) -> str:
    return wrapped(f"  {name:18} {text}", indent=21)


def _line(**facts: object) -> str:
    import json

    return json.dumps(facts, ensure_ascii=False)


_MADE_OF_IT = {
    "context": "ontology/context.jsonld",
    "schema": "ontology/study.schema.json",
    "linkml": "ontology/kgbuild.linkml.yaml",
}
"""Format -> the file that is printed as it is."""


def ontology(
    *,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="ttl (default), nt, jsonld; context for the JSON-LD context, schema for the JSON Schema of the JSON-LD"
            " document of a study, linkml for the model in LinkML.",
            autocompletion=ontology_formats,
        ),
    ] = None,
) -> None:
    """Print the ontology, or what is made of it.

    With its code lists and alignments; or the JSON-LD context, the JSON Schema, the model in LinkML.
    """
    from kg import assets

    output_format = output_format or ("jsonld" if manner().as_json else "ttl")
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

    if manner().as_json:
        _print_json_ld()
        return
    for path in assets.shapes():
        tell(assets.read(path))


def _print_json_ld() -> None:
    from kg.iris import BASE
    from kg.pipeline.graph.shape_checks import shipped_triples
    from kg.pipeline.run.outputs import open_output
    from kg.rdf import Format
    from kg.rdf.curies import known_prefixes
    from kg.rdf.dataset import Dataset, write_dataset

    dataset = Dataset(((*triple, "") for triple in shipped_triples()), named_graphs=False)
    with open_output("-") as stream:
        write_dataset(dataset, stream, Format.JSONLD, prefixes=known_prefixes(), base=BASE)


def prefixes(
    *,
    output_format: Annotated[
        str | None,
        typer.Option("--format", help="sparql (default), ttl or json.", autocompletion=prefix_formats),
    ] = None,
) -> None:
    """Print the prefixes that kgbuild knows.

    To be put before a query or a graph elsewhere.
    """
    import json

    from kg.errors import UsageError
    from kg.rdf.curies import known_prefixes

    output_format = output_format or ("json" if manner().as_json else "sparql")
    known = known_prefixes()
    lines = {
        "sparql": lambda: [f"PREFIX {name}: <{namespace}>" for name, namespace in sorted(known.items())],
        "ttl": lambda: [f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(known.items())],
        "json": lambda: [json.dumps(dict(sorted(known.items())), indent=2)],
    }
    if output_format not in lines:
        raise UsageError(f"unknown --format {output_format!r}; known are {', '.join(lines)}")
    tell("\n".join(lines[output_format]()))
