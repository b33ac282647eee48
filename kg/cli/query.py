"""`query`: a SPARQL question put to RDF files, a store, or an endpoint."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import FileError, UsageError

from .boundary import say
from .completion import example_names, query_formats

if TYPE_CHECKING:
    from kg.store import Answer, Endpoint, OpenStore

__all__ = ["FORMATS", "query"]

FORMATS = {
    "table": "a table on a terminal",
    "csv": "SPARQL CSV",
    "tsv": "SPARQL TSV",
    "json": "SPARQL JSON",
    "md": "a Markdown table",
    "ttl": "Turtle, for CONSTRUCT and DESCRIBE",
}
"""The formats of answers."""


def query(
    file: Annotated[
        str | None, typer.Argument(help="An RDF file or the folder of a store; all its graphs are queried as one.")
    ] = None,
    text: Annotated[str | None, typer.Argument(help="The SPARQL query.")] = None,
    *,
    query_file: Annotated[str | None, typer.Option("-f", "--file", help="A file with the query.")] = None,
    example: Annotated[
        str | None, typer.Option(help="A question that ships with kgbuild, by name.", autocompletion=example_names)
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A parameter of the question, NAME=VALUE; --list shows them.")
    ] = None,
    list_examples: Annotated[bool, typer.Option("--list", help="List the questions that ship.")] = False,
    endpoint: Annotated[str | None, typer.Option(help="Ask this SPARQL endpoint, and no file.")] = None,
    auth: Annotated[str, typer.Option(help="How the endpoint knows you: none, basic, digest, bearer.")] = "none",
    time_limit: Annotated[float, typer.Option(help="Seconds after which a query is stopped; 0 is no limit.")] = 60,
    max_rows: Annotated[int, typer.Option(help="Rows after which an answer is cut; 0 is no limit.")] = 100_000,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let the query call other servers (SERVICE).")
    ] = False,
    wait: Annotated[float, typer.Option(help="Seconds to wait for a store that is being written.")] = 0,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="table, csv, tsv, json, md, ttl; default a table on a terminal, else csv.",
            autocompletion=query_formats,
        ),
    ] = None,
) -> None:
    """Ask a graph a SPARQL question. Known prefixes need not be declared."""
    from kg.store import Limits

    chosen = _format(output_format, listing=list_examples)
    if list_examples:
        _list(chosen)
        return
    if endpoint is not None and file is not None and text is None:
        file, text = None, file
    question = _question(text, query_file, example, settings or [])
    with _opened(file, endpoint, auth, wait) as store:
        answer = store.query(question, limits=Limits(time_limit, max_rows), service=allow_service)
    _print(answer, chosen)
    if answer.capped:
        say(f"there are more: the answer was cut after {max_rows:,} (--max-rows)")


def _opened(file: str | None, endpoint: str | None, auth: str, wait: float) -> "OpenStore | Endpoint":
    from kg.store import Endpoint, find_credentials, is_store, open_files, open_folder

    if (file is None) == (endpoint is None):
        raise UsageError("give one of a file, the folder of a store, --endpoint URL")
    if endpoint is not None:
        from .prompt import ask_credentials

        return Endpoint(endpoint, credentials=find_credentials(endpoint, auth, prompt=ask_credentials))
    if file is not None and (is_store(file) or Path(file).is_dir()):
        return open_folder(file, wait=wait)
    return open_files([file or ""])


def _list(chosen: str) -> None:
    from kg.store import examples, questions_turtle

    if chosen == "ttl":
        typer.echo(questions_turtle(), nl=False)
        return
    for each in examples():
        typer.echo(f"{each.name:34} {each.title}")
        for parameter in each.parameters:
            typer.echo(f"{'':34}   --set {parameter.name}={parameter.default}  {parameter.meaning} ({parameter.kind})")


def _format(name: str | None, *, listing: bool) -> str:
    if name is None:
        return "table" if listing or sys.stdout.isatty() else "csv"
    if name not in FORMATS:
        raise UsageError(f"unknown --format {name!r}; known are {', '.join(FORMATS)}")
    return name


def _question(text: str | None, query_file: str | None, example: str | None, settings: list[str]) -> str:
    from kg.store import example as find
    from kg.store import filled

    given = [each for each in (text, query_file, example) if each is not None]
    if len(given) != 1:
        raise UsageError("give one of a query text, -f FILE, --example NAME (--list shows the names)")
    values = _values(settings)
    if example is not None:
        return find(example).filled(values)
    return filled(text if text is not None else _read(query_file or ""), values)


def _read(path: str) -> str:
    if path == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {path}: {error}") from error


def _values(settings: Iterable[str]) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in settings]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise UsageError(f"--set takes NAME=VALUE, not {name!r}")
    return {name: value for name, _, value in pairs}


def _print(answer: "Answer", chosen: str) -> None:
    from kg.store import render

    if chosen == "table" and answer.boolean is None and answer.triples is None:
        _print_table(answer)
        return
    sys.stdout.buffer.write(render(answer, chosen).encode())


def _print_table(answer: "Answer") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.store import cells

    table = Table(*answer.variables)
    for row in cells(answer):
        table.add_row(*map(Text, row))
    Console().print(table)
    typer.echo(f"{len(answer.rows)} rows")
