"""The vocabularies that can be installed: title, licence, where they are published, and which reader takes a file."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple, TextIO

from kg.errors import UsageError

from .geonames import read_cities, read_divisions
from .mesh import read_mesh_triples, read_mesh_xml
from .obo import read_obo, read_obo_graphs
from .ror import read_ror
from .term import City, CountryDivision, VocabularyTerm
from .text_tables import read_mesh_table, read_sssom, read_synonym_table

__all__ = ["VOCABULARIES", "InstallableVocabulary", "terms_of"]

Parsed = VocabularyTerm | City | CountryDivision
_ByteReader = Callable[[BinaryIO], Iterator[Parsed]]
_TextReader = Callable[[TextIO], Iterator[Parsed]]


class InstallableVocabulary(NamedTuple):
    """A vocabulary that can be installed."""

    title: str
    licence: str
    kind: str
    """What it names: `concept`, `organization` or `place`."""
    readers: tuple[tuple[str, str], ...]
    """End of a file name (without .gz) -> name of a reader; the first that fits is taken."""
    downloads: tuple[str, ...] = ()
    """Addresses of the files, fetched in this order."""


_BYTES: Mapping[str, _ByteReader] = {"mesh-xml": read_mesh_xml, "obo-graphs": read_obo_graphs, "ror": read_ror}
_TEXTS: Mapping[str, _TextReader] = {
    "mesh-triples": read_mesh_triples,
    "mesh-table": read_mesh_table,
    "obo": read_obo,
    "synonyms": read_synonym_table,
    "sssom": read_sssom,
    "divisions": read_divisions,
    "cities": read_cities,
}
_OBO = ((".obo", "obo"), (".json", "obo-graphs"), (".sssom.tsv", "sssom"), (".tsv", "synonyms"))
_CC0 = "CC0 1.0"
_CC_BY = "CC BY 4.0"

VOCABULARIES: Mapping[str, InstallableVocabulary] = {
    "mesh": InstallableVocabulary(
        "Medical Subject Headings",
        "free of use, with credit to the U.S. National Library of Medicine",
        "concept",
        ((".xml", "mesh-xml"), (".nt", "mesh-triples"), (".tsv", "mesh-table")),
        (
            "https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh/desc{year}.gz",
            "https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh/supp{year}.gz",
        ),
    ),
    "doid": InstallableVocabulary(
        "Human Disease Ontology", _CC0, "concept", _OBO, ("https://purl.obolibrary.org/obo/doid.json",)
    ),
    "mondo": InstallableVocabulary(
        "Mondo Disease Ontology",
        _CC_BY,
        "concept",
        _OBO,
        (
            "https://purl.obolibrary.org/obo/mondo/mappings/mondo_exactmatch_mesh.sssom.tsv",
            "https://purl.obolibrary.org/obo/mondo.json",
        ),
    ),
    "biomappings": InstallableVocabulary(
        "Biomappings",
        _CC0,
        "concept",
        ((".tsv", "sssom"),),
        ("https://w3id.org/biopragmatics/biomappings/sssom/biomappings.sssom.tsv",),
    ),
    "sssom": InstallableVocabulary("Mappings in SSSOM", "as the file says", "concept", ((".tsv", "sssom"),)),
    "ror": InstallableVocabulary(
        "Research Organization Registry",
        _CC0,
        "organization",
        ((".json", "ror"),),
        ("https://zenodo.org/api/communities/ror-data/records?q=&sort=newest&size=1",),
    ),
    "geonames": InstallableVocabulary(
        "GeoNames",
        _CC_BY,
        "place",
        (("admin1CodesASCII.txt", "divisions"), (".txt", "cities")),
        (
            "https://download.geonames.org/export/dump/admin1CodesASCII.txt",
            "https://download.geonames.org/export/dump/cities500.zip",
        ),
    ),
}


def terms_of(kind: str, name: str, stream: BinaryIO) -> Iterator[Parsed]:
    """The terms of one decompressed file of a vocabulary; raises UsageError for a file that no reader takes."""
    for ending, reader in VOCABULARIES[kind].readers:
        if name.lower().endswith(ending.lower()):
            return _read(reader, stream)
    known = ", ".join(f"*{ending}" for ending, _ in VOCABULARIES[kind].readers)
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
