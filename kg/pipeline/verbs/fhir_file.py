"""Trial records as a file of FHIR R5: a ResearchStudy for each, in a line of its own or all in one Bundle."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import BinaryIO, NamedTuple

import msgspec

from kg.errors import FileError, shown
from kg.iris import BASE, Minter
from kg.packings import without_packing
from kg.pipeline.input.files import Unreadable, input_files
from kg.pipeline.input.readings import Unread, readings
from kg.pipeline.run.outputs import open_output
from kg.record import Study
from kg.sources.fhir.writing import resource_of
from kg.sources.reading import Reading

__all__ = ["FhirForm", "FhirWritten", "write_fhir"]

_REASONS = 3
"""So many reasons are told where nothing is written."""


class _Info(NamedTuple):
    extension: str
    title: str


class FhirForm(Enum):
    """How resources stand in a file."""

    LINES = _Info("fhir.ndjson", "FHIR R5, a ResearchStudy in each line")
    BUNDLE = _Info("fhir.json", "FHIR R5, a Bundle of ResearchStudies")

    @classmethod
    def of(cls, name: str) -> "FhirForm | None":
        """The form of a file name (`studies.fhir.ndjson.gz`) or a bare extension; None for that of another format."""
        plain = without_packing(name.lower())
        forms = {each.value.extension: each for each in cls}
        return next((each for end, each in forms.items() if plain == end or plain.endswith(f".{end}")), None)


class FhirWritten(NamedTuple):
    """How many records were written, and why others were not."""

    records: int
    refused: Sequence[str]


def write_fhir(paths: Iterable[str], output: str, form: FhirForm, *, contacts: bool) -> FhirWritten:
    """Writes each record that is read, in order; raises FileError for a path that cannot be read, and for none."""
    found = _Records(paths)
    with open_output(output) as stream:
        resources = _resources(found, contacts=contacts)
        match form:
            case FhirForm.LINES:
                _write_lines(resources, stream)
            case FhirForm.BUNDLE:
                _write_bundle(resources, stream)
        if not found.count:
            raise FileError("; ".join(["no study was found", *found.refused[:_REASONS]]))
    return FhirWritten(found.count, found.refused)


class _Records:
    """The studies that are read, counted; of other records why there is none."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = list(paths)
        self.count = 0
        self.refused: list[str] = []

    def __iter__(self) -> Iterator[Study]:
        for each in readings(input_files(self._paths)):
            match each:
                case Unreadable():
                    raise FileError(f"{shown(each.path)}: {each.reason}")
                case Unread():
                    self.refused.append(str(each.problem))
                case Reading(study=Study() as study):
                    self.count += 1
                    yield study
                case Reading():
                    self.refused += [str(problem) for problem in each.problems[:1]]


def _resources(records: Iterable[Study], *, contacts: bool) -> Iterator[tuple[str, bytes]]:
    """The IRI of each record, and its resource as JSON."""
    encoder, minter = msgspec.json.Encoder(), Minter(BASE)
    for study in records:
        iri = minter.absolute(minter.record(study.publisher, study.id))
        yield iri, encoder.encode(resource_of(study, contacts=contacts))


def _write_lines(resources: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    for _, resource in resources:
        stream.write(resource + b"\n")


def _write_bundle(resources: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    """One Bundle; the address of an entry is made of the IRI of its record, so that it is the same each time."""
    stream.write(b'{"resourceType":"Bundle","type":"collection","entry":[')
    for number, (iri, resource) in enumerate(resources):
        address = uuid.uuid5(uuid.NAMESPACE_URL, iri)
        comma = b"," if number else b""
        stream.write(comma + b'\n{"fullUrl":"urn:uuid:' + str(address).encode() + b'","resource":' + resource + b"}")
    stream.write(b"\n]}\n")
