"""`convert`: any RDF files in, one file in any of the formats out, with the same statements; trial records as FHIR."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import UsageError
from kg.iris import BASE, Minter
from kg.packings import packing_in, packing_of, unpack
from kg.pipeline.run.options import ConvertOptions, path_of, paths_of
from kg.pipeline.run.outputs import STDOUT, open_output
from kg.rdf import Format, Quad, shipped_definitions
from kg.rdf.curies import known_prefixes
from kg.rdf.dataset import Dataset, write_dataset, write_lines
from kg.rdf.foreign import BlankNodes, Declared, Syntax, read_quads, syntax_of
from kg.rdf.rdf_xml import rdf_xml
from kg.store import graph_at, read_file

from .fhir_file import FhirForm, write_fhir

__all__ = ["Converted", "convert"]

_STDIO = "-"


class Converted(NamedTuple):
    """What was written."""

    statements: int
    united: int
    """How many named graphs were united, since the format holds none."""
    form: Format | Syntax | FhirForm
    records: int = 0
    """How many trial records were written as FHIR."""
    refused: Sequence[str] = ()
    """What was no record that could be written as FHIR, and why."""

    @property
    def extension(self) -> str:
        """The extension of files in that format."""
        return self.form.value.extensions[0] if isinstance(self.form, Syntax) else self.form.value.extension


def convert(options: ConvertOptions) -> Converted:
    """Writes the statements of RDF files, ours or any other, to one file; or trial records to a file of FHIR."""
    target = path_of(options.output, verb="kg.convert")
    paths = paths_of(options.paths, verb="kg.convert")
    if form := FhirForm.of(options.form or target):
        return _as_fhir(paths, target, form, options)
    if options.contacts:
        raise UsageError("--contacts is for FHIR (.fhir.ndjson, .fhir.json): a graph has whom to ask or not as it is")
    if options.base is not None:
        Minter(options.base)  # raises UsageError for what is no base
    written = _form(target, options.form)
    conversion = _Conversion([_Input.of(path, options.input_form, options.base) for path in paths], options.base)
    statements = conversion.write(target, written)
    named = isinstance(written, Format) and written.named_graphs
    return Converted(statements, 0 if named else len(conversion.graphs), written)


def _as_fhir(paths: Sequence[str], target: str, form: FhirForm, options: ConvertOptions) -> Converted:
    """Writes records, which are read as `ingest` reads them."""
    if options.input_form is not None or options.base is not None:
        raise UsageError("--from and --base are for RDF: the formats of trial records are told by their content")
    _packed_by_name(target, options.form)
    done = write_fhir(paths, target, form, contacts=options.contacts)
    return Converted(0, 0, form, done.records, done.refused)


def _packed_by_name(output: str, name: str | None) -> None:
    if name and (packing := packing_of(name)) and packing_of(output) is not packing:
        raise UsageError(f"--format {name}: only a file whose name ends in .{packing.value.extension} is compressed so")


def _form(output: str, name: str | None) -> Format | Syntax:
    if name is None and output == STDOUT:
        raise UsageError("standard output needs --format")
    _packed_by_name(output, name)
    found = syntax_of(name or output)
    if found is Syntax.N3:
        raise UsageError("N3 is read and not written: all that stands in such a file can be said in .ttl")
    return found


class _Input(NamedTuple):
    """A file to read, its syntax, and the base of its relative IRIs."""

    path: str
    syntax: Format | Syntax
    base: str | None

    @classmethod
    def of(cls, path: str, input_format: str | None, base: str | None) -> "_Input":
        """The input of that path; raises UsageError if its syntax is not known."""
        if path == _STDIO and input_format is None:
            raise UsageError("standard input needs --from")
        path = graph_at(path) if Path(path).is_dir() else path
        syntax = syntax_of(input_format or path)
        return cls(path, syntax, base or (None if path == _STDIO else Path(path).resolve().as_uri()))

    @property
    def name(self) -> str:
        return "standard input" if self.path == _STDIO else self.path

    def read(self) -> bytes:
        """The bytes, decompressed."""
        if self.path != _STDIO:
            return read_file(self.path)
        content = sys.stdin.buffer.read()
        return unpack(content, packing_in(content[:4]), name=self.name)


class _Conversion:
    """Several inputs as one graph."""

    def __init__(self, inputs: Sequence[_Input], base: str | None) -> None:
        self._inputs = inputs
        self._base = base
        self._declared = Declared()
        self.graphs: set[str] = set()
        """The named graphs met."""

    def write(self, output: str, form: Format | Syntax) -> int:
        """Writes all statements, and gives their number."""
        with open_output(output) as stream:
            if isinstance(form, Syntax):
                dataset = Dataset(self._quads(), named_graphs=False)
                for text in rdf_xml(dataset, self._prefixes(), name=output):
                    stream.write(text.encode())
                return sum(1 for _ in dataset.triples(""))
            if form in (Format.NTRIPLES, Format.NQUADS):
                return write_lines(self._quads(), stream, named_graphs=form.named_graphs)
            dataset = Dataset(self._quads(), named_graphs=form.named_graphs)
            return write_dataset(dataset, stream, form, prefixes=self._prefixes(), base=self._output_base())

    def _quads(self) -> Iterator[Quad]:
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
        declared = self._declared.prefixes
        known = {name: each for name, each in known_prefixes().items() if each not in declared.values()}
        return {**known, **declared}

    def _output_base(self) -> str:
        return self._base or self._declared.base or BASE
