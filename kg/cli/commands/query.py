"""`query`: a SPARQL question put to RDF files, a store, or an endpoint."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.boundary import say, tell
from kg.cli.commanding import command_of
from kg.cli.completion import ANSWER_FORMATS, example_names, query_formats
from kg.cli.manner import manner
from kg.cli.output.wrapping import wrapped
from kg.errors import FileError, UsageError

if TYPE_CHECKING:
    from kg.store import Answer, Endpoint, Example, Limits, OpenStore

__all__ = ["query"]

_ANY = "ASK { ?subject ?predicate ?object }"
_TABLES = ("csv", "table")
"""Formats that a graph has not; those of an answer of unknown kind too, so they are not refused."""


@dataclass(frozen=True, kw_only=True)
class _Options:
    """What is asked, of which graph, within which limits."""

    file: Annotated[
        str | None,
        typer.Argument(
            help="An RDF file, the folder of a run or a store, or an endpoint's address; all graphs are asked as one."
        ),
    ] = None
    text: Annotated[str | None, typer.Argument(help="The SPARQL query.")] = None
    query_file: Annotated[str | None, typer.Option("-f", "--file", help="A file with the query.")] = None
    example: Annotated[
        str | None, typer.Option(help="A question that ships with kgbuild, by name.", autocompletion=example_names)
    ] = None
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A parameter of the question, NAME=VALUE; --list shows them.")
    ] = None
    list_examples: Annotated[
        bool, typer.Option("--list", help="List the questions that ship; with --example, all that is said of one.")
    ] = False
    endpoint: Annotated[str | None, typer.Option(help="Ask this SPARQL endpoint, and no file.")] = None
    auth: Annotated[str, typer.Option(help="How the endpoint knows you: none, basic, digest, bearer.")] = "none"
    time_limit: Annotated[float, typer.Option(min=0, help="Seconds after which a query is stopped; 0 is no limit.")] = (
        60
    )
    max_rows: Annotated[int, typer.Option(min=0, help="Rows after which an answer is cut; 0 is no limit.")] = 100_000
    max_bytes: Annotated[
        int, typer.Option(min=0, help="Bytes of memory after which an answer is cut; 0 is no limit.")
    ] = 200_000_000
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let the query call other servers (SERVICE).")
    ] = False
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a store that is being written.")] = 0
    ontology: Annotated[
        bool | None,
        typer.Option(
            "--with-ontology/--no-ontology",
            help="Ask ontology and code lists beside files too; default where a query reads labels or codes.",
        ),
    ] = None
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="table, csv, tsv, json, md, ttl; default a table on a terminal, else csv.",
            autocompletion=query_formats,
        ),
    ] = None


@command_of(_Options)
def query(options: _Options) -> None:
    """Ask a graph a SPARQL question.

    Prefixes that kgbuild knows need not be declared.
    """
    from kg.cli.output.reading_progress import load
    from kg.store import Limits, OpenStore, filled, graph_at, renamed

    chosen = _format(options.output_format, listing=options.list_examples)
    if options.list_examples:
        _list(chosen, options.example)
        return
    options = _placed(options)
    values = _values(options.settings or [])
    question = _question(options.text, options.query_file, options.example)
    limits = Limits(options.time_limit, options.max_rows, options.max_bytes)
    filled(question, values)  # what is wrong with a value is said before a store is opened
    with _opened(options.file, options.endpoint, options.auth, options.wait) as store:
        if isinstance(store, OpenStore) and store.of_files:
            load(store, graph_at(options.file or ""))
        for name, found in renamed(store, question, values, limits=limits).items():
            say(str(found))
            values[name] = found.today[0]
        answer = _answer(store, filled(question, values), options, limits)
    _print(answer, chosen)
    if answer.triples is not None and options.output_format in _TABLES:
        say(f"the answer is a graph, so this is Turtle, not --format {options.output_format}")
    if answer.cut:
        say(_cut(answer, limits))
    elif answer.variables and not answer.rows:
        _say_parameters(question, values)


def _answer(store: "OpenStore | Endpoint", text: str, options: _Options, limits: "Limits") -> "Answer":
    """The answer of a graph, after what makes it another one than is expected has been said."""
    from kg.store import OpenStore, apart_note, reads_labels, undeclared_terms, unused_terms

    own = options.example is None
    if own:
        for unknown in undeclared_terms(text):
            say(str(unknown))
    if not isinstance(store, OpenStore):
        answer = store.query(text, limits=limits, service=options.allow_service)
    else:
        with_ontology = options.ontology if options.ontology is not None else own and reads_labels(text)
        if with_ontology and options.ontology is None and store.of_files:
            say("ontology and code lists are asked too, since the query reads labels or codes (--no-ontology)")
        answer = store.query(text, limits=limits, service=options.allow_service, ontology=with_ontology)
    empty = not (answer.rows or answer.triples or answer.boolean)
    if empty and isinstance(store, OpenStore) and store.of_files and not store.query(_ANY, ontology=False).boolean:
        say(f"{options.file} holds no triples; of records, `kgbuild ingest {options.file} -o graph.nq` makes a graph")
    elif empty and not isinstance(store, OpenStore) and (note := apart_note(store, options.endpoint or "")):
        say(note)
    elif own and (isinstance(store, OpenStore) or empty):
        for unknown in unused_terms(store, text, limits=limits):
            say(str(unknown))
    return answer


def _placed(options: _Options) -> _Options:
    """The options with the query in its place: with an endpoint the first argument is the query."""
    file, text = options.file, options.text
    if options.endpoint is None and file is not None and file.startswith(("http://", "https://")):
        return replace(options, file=None, endpoint=file)
    if options.endpoint is not None and file is not None and text is None:
        return replace(options, file=None, text=file)
    asked = text is not None or options.query_file is not None or options.example is not None
    if not asked and file is not None and "{" in file:
        raise UsageError("what is asked? Name a file, the folder of a store, or --endpoint URL before the query")
    return options


def _cut(answer: "Answer", limits: "Limits") -> str:
    if answer.cut == "rows":
        return f"there are more: the answer was cut after {limits.rows:,} (--max-rows)"
    from kg.store.query.memory_limit import held_at_most

    count = len(answer.rows if answer.triples is None else answer.triples)
    size, memory = (
        held_at_most(limits.size),
        "" if held_at_most(limits.size) == limits.size else ", KGBUILD_QUERY_MEMORY",
    )
    return f"there are more: the answer was cut after {count:,} rows, at {size / 1e6:,.0f} MB (--max-bytes{memory})"


def _opened(file: str | None, endpoint: str | None, auth: str, wait: float) -> "OpenStore | Endpoint":
    from kg.store import Endpoint, find_credentials, graph_at, open_files, open_folder

    if (file is None) == (endpoint is None):
        raise UsageError("give one of a file, the folder of a store, --endpoint URL")
    if endpoint is not None:
        from kg.cli.prompt import ask_credentials

        return Endpoint(endpoint, credentials=find_credentials(endpoint, auth, prompt=ask_credentials))
    graph = graph_at(file or "")
    return open_folder(graph, wait=wait) if Path(graph).is_dir() and graph else open_files([graph])


def _list(chosen: str, name: str | None) -> None:
    from kg.store import example, examples, questions_turtle

    if manner().as_json:
        for each in examples() if name is None else [example(name)]:
            tell(_as_json(each))
    elif name is not None:
        tell("\n".join(_card(example(name))))
    elif chosen == "ttl":
        tell(questions_turtle(), end="")
    else:
        for each in examples():
            tell(wrapped(f"{each.name:34} {each.title}", indent=35))
            for line in _settings(each):
                tell(wrapped(f"    {line}", indent=8))
        say("--list --example NAME says what a question is for and what it cannot tell")


def _as_json(question: "Example") -> str:
    import msgspec

    parameters = [
        {"name": each.name, "kind": each.kind, "default": each.default, "meaning": each.meaning}
        for each in question.parameters
    ]
    facts = {"name": question.name, "title": question.title, "purpose": question.purpose, "limits": question.limits}
    return msgspec.json.encode({**facts, "parameters": parameters, "text": question.source}).decode()


def _card(question: "Example") -> Iterator[str]:
    """All that is said of a question, and its text."""
    yield question.title
    yield f"purpose: {question.purpose}"
    yield f"cannot tell: {question.limits}"
    yield from _settings(question)
    yield ""
    yield from (line for line in question.source.splitlines() if not line.startswith("# "))


def _settings(question: "Example") -> Iterator[str]:
    for each in question.parameters:
        needed = ", to be chosen" if each.default is None else ""
        yield f"{each.setting()}  {each.meaning} ({each.kind}{needed})"


def _format(name: str | None, *, listing: bool) -> str:
    if name is None and manner().as_json:
        return "json"
    if name is None:
        return "table" if listing or sys.stdout.isatty() else "csv"
    if name not in ANSWER_FORMATS:
        raise UsageError(f"unknown --format {name!r}; known are {', '.join(ANSWER_FORMATS)}")
    return name


def _say_parameters(question: str, values: dict[str, str]) -> None:
    """An answer without rows may only mean that the defaults do not fit the graph."""
    from kg.store import declared

    asked = [each.setting(values.get(each.name)) for each in declared(question)]
    if asked:
        say(f"no rows for {' '.join(asked)}")


def _question(text: str | None, query_file: str | None, example: str | None) -> str:
    """The query as written, parameters as `$name`."""
    from kg.store import example as find

    given = [each for each in (text, query_file, example) if each is not None]
    if len(given) != 1:
        raise UsageError("give one of a query text, -f FILE, --example NAME (--list shows the names)")
    if example is not None:
        return find(example).source
    return text if text is not None else _read(query_file or "")


def _read(path: str) -> str:
    if path == "-":
        return sys.stdin.read()
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileError(f"cannot read {path}: it is no text in UTF-8") from error


def _values(settings: Iterable[str]) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in settings]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise UsageError(f"--set takes NAME=VALUE, not {name!r}")
    return {name: value for name, _, value in pairs}


def _print(answer: "Answer", chosen: str) -> None:
    from kg.store import pieces as render

    if chosen == "table" and answer.boolean is None and answer.triples is None:
        from kg.cli.output.table import print_table

        print_table(answer)
        return
    from kg.pipeline.run.outputs import open_output

    with open_output("-") as stream:
        for piece in render(answer, chosen):
            stream.write(piece.encode())
