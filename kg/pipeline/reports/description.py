"""The description of a graph as a file beside it: what the graph itself holds of it, and all the rest."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import shown
from kg.iris import Minter
from kg.packings import packing_of
from kg.pipeline.run.joined_files import WrittenFile
from kg.pipeline.run.outputs import open_output, target_of
from kg.rdf import Format, Triple
from kg.rdf.curies import known_prefixes
from kg.rdf.dataset import Dataset, write_dataset
from kg.rdf.publishing import DataFile, distribution_triples, read_publishing
from kg.rdf.terms import iri

__all__ = ["file_of", "write_description"]


def write_description(path: str, description: Sequence[Triple], files: Iterable[WrittenFile], *, base: str) -> str:
    """Writes a description that names the files too; gives its path."""
    node = iri(Minter(base).absolute(Minter(base).build()))
    publishing = read_publishing(description, node)
    rows = [*description, *distribution_triples(map(_data_file, files), node, publishing=publishing)]
    with open_output(path) as stream:
        dataset = Dataset(((*row, "") for row in rows), named_graphs=False)
        write_dataset(dataset, stream, Format.TURTLE, prefixes=known_prefixes(), base=base)
    return path


def file_of(path: str, form: Format) -> list[WrittenFile]:
    """What is known of a file that was written; nothing of what is no file of this machine."""
    target = target_of(path)
    if target is None:
        return []
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return [WrittenFile(path, form, target.stat().st_size, digest)]


def _data_file(file: WrittenFile) -> DataFile:
    return DataFile(shown(Path(file.path).name), file.form, packing_of(file.path), file.size, file.sha256)
