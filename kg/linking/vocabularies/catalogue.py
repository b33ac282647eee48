"""Which reader takes which file of a vocabulary that can be installed."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TextIO

from kg.errors import UsageError
from kg.vocabulary_list import INSTALLABLE

from .geonames import read_cities, read_divisions
from .mesh import read_mesh_triples, read_mesh_xml
from .obo import read_obo, read_obo_graphs
from .ror import read_ror
from .term import City, CountryDivision, Dropped, VocabularyTerm
from .text_tables import read_drug_names, read_mesh_table, read_sssom, read_synonym_table

__all__ = ["READERS", "Parsed", "terms_of"]

Parsed = VocabularyTerm | City | CountryDivision | Dropped
_ByteReader = Callable[[BinaryIO], Iterator[Parsed]]
_TextReader = Callable[[TextIO], Iterator[Parsed]]


_BYTES: Mapping[str, _ByteReader] = {"mesh-xml": read_mesh_xml, "obo-graphs": read_obo_graphs, "ror": read_ror}
_TEXTS: Mapping[str, _TextReader] = {
    "mesh-triples": read_mesh_triples,
    "mesh-table": read_mesh_table,
    "obo": read_obo,
    "synonyms": read_synonym_table,
    "sssom": read_sssom,
    "drug-names": read_drug_names,
    "divisions": read_divisions,
    "cities": read_cities,
}
READERS = frozenset({*_BYTES, *_TEXTS})
"""The names of all readers."""


def terms_of(kind: str, name: str, stream: BinaryIO) -> Iterator[Parsed]:
    """The terms of one decompressed file of a vocabulary; raises UsageError for a file that no reader takes."""
    for ending, reader in INSTALLABLE[kind].readers:
        if name.lower().endswith(ending.lower()):
            return _read(reader, stream)
    known = ", ".join(f"*{ending}" for ending, _ in INSTALLABLE[kind].readers)
    raise UsageError(f"{name} is no file of {kind} by its name; known are {known}, any of them in .gz or .zip")


def _read(reader: str, stream: BinaryIO) -> Iterator[Parsed]:
    if reader in _BYTES:
        yield from _BYTES[reader](stream)
        return
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        yield from _TEXTS[reader](text)
    finally:
        text.detach()
