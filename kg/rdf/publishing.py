"""Who publishes a graph, under which licence, and the files that hold it, as DCAT describes them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.errors import UsageError
from kg.packings import Packing

from .formats import Format
from .terms import RDF_TYPE, XSD, Triple, iri, literal, literal_parts

__all__ = [
    "NOT_PUBLISHED",
    "PUBLISHER",
    "DataFile",
    "Publishing",
    "distribution_triples",
    "publishing_triples",
    "read_publishing",
]

_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_SPDX = "http://spdx.org/rdf/terms#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LICENSE = f"<{_DCT}license>"
PUBLISHER = f"<{_DCT}publisher>"
_NAME = f"<{_FOAF}name>"
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")


class Publishing(NamedTuple):
    """What the user states of the graph."""

    license: str | None = None
    """The address of a licence."""
    publisher: str | None = None
    """The name of who publishes it."""
    page: str | None = None
    """The address of who publishes it."""

    @classmethod
    def of(cls, license: str | None, publisher: str | None) -> "Publishing":
        """What two options say; raises UsageError for what is no address, and for an empty name."""
        if license is not None and not _ADDRESS.fullmatch(license):
            raise UsageError(
                f"--license takes an address, such as https://creativecommons.org/licenses/by/4.0/, not {license!r}"
            )
        if publisher is None:
            return cls(license)
        *words, last = publisher.split() or [""]
        if _ADDRESS.fullmatch(last):
            return cls(license, " ".join(words) or None, last)
        if not last:
            raise UsageError("--publisher takes a name, an address, or a name and an address; it is empty")
        return cls(license, " ".join([*words, last]))

    def over(self, before: "Publishing") -> "Publishing":
        """The same, and what was stated before of that of which nothing is stated now."""
        agent = self if self.publisher or self.page else before
        return Publishing(self.license or before.license, agent.publisher, agent.page)


NOT_PUBLISHED = Publishing()
"""Nothing is stated."""


class DataFile(NamedTuple):
    """A file that holds the graph, or a part of it."""

    name: str
    form: Format
    packing: Packing | None
    size: int
    sha256: str


def publishing_triples(publishing: Publishing, node: str) -> Iterator[Triple]:
    """What a description says of licence and publisher."""
    if publishing.license:
        yield node, _LICENSE, iri(publishing.license)
    if publishing.publisher or publishing.page:
        agent = iri(publishing.page) if publishing.page else f"{node[:-1]}/publisher>"
        yield node, PUBLISHER, agent
        yield agent, RDF_TYPE, iri(f"{_FOAF}Agent")
        if publishing.publisher:
            yield agent, _NAME, literal(publishing.publisher)


def read_publishing(description: Iterable[Triple], node: str) -> Publishing:
    """What a description says of licence and publisher."""
    said = {(subject, predicate): term for subject, predicate, term in description}
    license_, agent = said.get((node, _LICENSE)), said.get((node, PUBLISHER))
    name = said.get((agent, _NAME)) if agent else None
    own = agent == f"{node[:-1]}/publisher>"
    return Publishing(
        license_[1:-1] if license_ else None,
        literal_parts(name)[0] if name else None,
        agent[1:-1] if agent and not own else None,
    )


def distribution_triples(files: Iterable[DataFile], node: str, *, publishing: Publishing) -> Iterator[Triple]:
    """What a description says of the files; grouped by subject."""
    distributions = [(f"{node[:-1]}/distribution/{number}>", file) for number, file in enumerate(files, 1)]
    for distribution, _ in distributions:
        yield node, iri(f"{_DCAT}distribution"), distribution
    for distribution, file in distributions:
        yield from _distribution(distribution, file, publishing.license)


def _distribution(node: str, file: DataFile, license_: str | None) -> Iterator[Triple]:
    checksum = f"{node[:-1]}/checksum>"
    yield node, RDF_TYPE, iri(f"{_DCAT}Distribution")
    yield node, iri(f"{_DCT}title"), literal(file.name)
    yield node, iri(f"{_DCAT}mediaType"), iri(f"{_MEDIA}{file.form.value.media_type}")
    if file.packing:
        yield node, iri(f"{_DCAT}compressFormat"), iri(f"{_MEDIA}{file.packing.value.media_type}")
    yield node, iri(f"{_DCAT}byteSize"), literal(str(file.size), f"{XSD}nonNegativeInteger")
    if license_:
        yield node, _LICENSE, iri(license_)
    yield node, iri(f"{_SPDX}checksum"), checksum
    yield checksum, RDF_TYPE, iri(f"{_SPDX}Checksum")
    yield checksum, iri(f"{_SPDX}algorithm"), iri(f"{_SPDX}checksumAlgorithm_sha256")
    yield checksum, iri(f"{_SPDX}checksumValue"), literal(file.sha256, f"{XSD}hexBinary")
