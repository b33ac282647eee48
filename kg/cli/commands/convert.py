"""`convert`: any RDF files in, one file in any of the formats out, with the same statements."""

import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kg.cli.boundary import say
from kg.cli.completion import rdf_syntaxes
from kg.cli.parameters import RdfFormat
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.rdf import Format, Quad
    from kg.rdf.foreign import Syntax

__all__ = ["convert"]

_STDIO = "-"
_GZIP = b"\x1f\x8b"


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
    from kg.iris import Minter

    if base is not None:
        Minter(base)  # raises UsageError for what is no base
    form = _form(output, output_format)
    conversion = _Conversion([_Input.of(path, input_format, base) for path in paths], base)
    statements = conversion.write(output, form)
    if quiet:
        return
    say(f"{statements:,} statements written to {'standard output' if output == _STDIO else output}")
    if conversion.graphs and not form.named_graphs:
        say(
            f"{len(conversion.graphs):,} named graphs were united: .{form.value.extension} holds none, .nq and .trig do"
        )


def _form(output: str, name: str | None) -> "Format":
    from kg.rdf import format_of

    if name is None and output == _STDIO:
        raise UsageError("standard output needs --format")
    if name and name.endswith(".gz") and not output.endswith(".gz"):
        raise UsageError(f"--format {name}: only a file whose name ends in .gz is compressed")
    return format_of(name or output)


class _Input(NamedTuple):
    """A file to read, its syntax, and the base of its relative IRIs."""

    path: str
    syntax: "Format | Syntax"
    base: str | None

    @classmethod
    def of(cls, path: str, input_format: str | None, base: str | None) -> "_Input":
        """The input of that path; raises UsageError if its syntax is not known."""
        from kg.rdf.foreign import syntax_of

        if path == _STDIO and input_format is None:
            raise UsageError("standard input needs --from")
        syntax = syntax_of(input_format or path)
        return cls(path, syntax, base or (None if path == _STDIO else Path(path).resolve().as_uri()))

    @property
    def name(self) -> str:
        return "standard input" if self.path == _STDIO else self.path

    def read(self) -> bytes:
        """The bytes, decompressed."""
        from kg.store import read_file

        if self.path != _STDIO:
            return read_file(self.path)
        content = sys.stdin.buffer.read()
        return gzip.decompress(content) if content.startswith(_GZIP) else content


class _Conversion:
    """Several inputs as one graph."""

    def __init__(self, inputs: "Sequence[_Input]", base: str | None) -> None:
        from kg.rdf.foreign import Declared

        self._inputs = inputs
        self._base = base
        self._declared = Declared()
        self.graphs: set[str] = set()
        """The named graphs met."""

    def write(self, output: str, form: "Format") -> int:
        """Writes all statements, and gives their number."""
        from kg.pipeline.run.outputs import open_output
        from kg.rdf import Format
        from kg.rdf.dataset import Dataset, write_dataset, write_lines

        with open_output(output) as stream:
            if form in (Format.NTRIPLES, Format.NQUADS):
                return write_lines(self._quads(), stream, named_graphs=form.named_graphs)
            dataset = Dataset(self._quads(), named_graphs=form.named_graphs)
            return write_dataset(dataset, stream, form, prefixes=self._prefixes(), base=self._output_base())

    def _quads(self) -> "Iterator[Quad]":
        from kg.rdf import shipped_definitions
        from kg.rdf.foreign import BlankNodes, read_quads

        nodes = BlankNodes()
        for each in self._inputs:
            for quad in read_quads(
                each.read(),
                each.syntax,
                name=each.name,
                definitions=shipped_definitions(),
                base=each.base,
                nodes=nodes,
                declared=self._declared,
            ):
                if quad[3]:
                    self.graphs.add(quad[3])
                yield quad

    def _prefixes(self) -> dict[str, str]:
        """The prefixes of the inputs, then those that kgbuild knows for other namespaces."""
        from kg.rdf.curies import known_prefixes

        declared = self._declared.prefixes
        known = {name: each for name, each in known_prefixes().items() if each not in declared.values()}
        return {**known, **declared}

    def _output_base(self) -> str:
        from kg.iris import BASE

        return self._base or self._declared.base or BASE
