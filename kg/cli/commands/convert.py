"""`convert`: any RDF files in, one file in any of the formats out, with the same statements."""

from typing import Annotated

import typer

from kg.cli.boundary import say
from kg.cli.completion import rdf_syntaxes
from kg.cli.shared_options import RdfFormat

__all__ = ["convert"]


def convert(
    paths: Annotated[list[str], typer.Argument(help="RDF files; - reads standard input.", show_default=False)],
    *,
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write; - writes standard output.")] = "-",
    output_format: RdfFormat = None,
    input_format: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="The format of all inputs: those, rdf or n3; default by extension.",
            autocompletion=rdf_syntaxes,
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option(help="The base IRI: resolves relative IRIs, and shortens those of Turtle and TriG.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only errors.")] = False,
) -> None:
    """Convert RDF files, ours or any other, into one file; several become one graph.

    Named graphs are kept in .nq and .trig, and united in .ttl, .nt, .jsonld, .jsonl. Blank nodes stay blank nodes.
    """
    from kg.pipeline.verbs.convert import convert as run

    done = run(paths, output, form=output_format, input_form=input_format, base=base)
    if quiet:
        return
    say(f"{done.statements:,} statements written to {'standard output' if output == '-' else output}")
    if done.united:
        say(f"{done.united:,} named graphs were united: .{done.form.value.extension} holds none, .nq and .trig do")
