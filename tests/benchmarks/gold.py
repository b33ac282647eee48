"""What the registry says of its own studies: names as written, terms as assigned, cities with points."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.iris import mesh_iri

_MODULES = (("condition", "conditionBrowseModule"), ("treatment", "interventionBrowseModule"))
MESH = "http://id.nlm.nih.gov/mesh/"


class Gold(NamedTuple):
    """One study."""

    id: str
    title: str
    names: dict[str, tuple[str, ...]]
    """Kind -> names as written."""
    terms: dict[str, dict[str, str]]
    """Kind -> IRI -> label of each term that the registry assigned, ancestors aside."""
    wider: dict[str, dict[str, str]]
    """The same of the terms above those."""
    found: dict[str, tuple[tuple[str, str], ...]]
    """Kind -> text of the record that led the registry to a term, and the IRI of the term."""
    keywords: tuple[str, ...]
    titles: tuple[str, ...]
    """The brief one and the official one."""
    other_names: tuple[str, ...]
    """Other names of its treatments."""
    vintage: int
    """The year of the registry's data."""
    sites: tuple[tuple[str, str | None, str, float | None, float | None], ...]
    """Country, state, city, latitude, longitude."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Keywords and titles."""
        return (*self.keywords, *self.titles)


def studies(data: Path) -> Iterator[Gold]:
    """The studies of the registry's JSON, in the order of the archive, read without the package's own reader."""
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                yield _study(json.loads(archive.read(name)))


def _terms(meshes: list[dict[str, str]]) -> dict[str, str]:
    return {str(mesh_iri(mesh["id"])): mesh["term"] for mesh in meshes}


def _found(module: dict) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    terms = {mesh["term"]: str(mesh_iri(mesh["id"])) for mesh in module.get("meshes", [])}
    for leaf in module.get("browseLeaves", []):
        if "asFound" in leaf and leaf["name"] in terms:
            yield leaf["asFound"], terms[leaf["name"]]


def _study(study: dict) -> Gold:  # type: ignore[type-arg]
    protocol, derived = study["protocolSection"], study.get("derivedSection", {})
    interventions = protocol.get("armsInterventionsModule", {}).get("interventions", [])
    identification = protocol["identificationModule"]
    titles = (identification.get("briefTitle"), identification.get("officialTitle"))
    places = protocol.get("contactsLocationsModule", {}).get("locations", [])
    points = [(place, place.get("geoPoint", {})) for place in places if "city" in place and "country" in place]
    return Gold(
        identification["nctId"],
        identification.get("briefTitle", ""),
        {
            "condition": tuple(protocol.get("conditionsModule", {}).get("conditions", [])),
            "treatment": tuple(each["name"] for each in interventions if each.get("name")),
        },
        {kind: _terms(derived.get(module, {}).get("meshes", [])) for kind, module in _MODULES},
        {kind: _terms(derived.get(module, {}).get("ancestors", [])) for kind, module in _MODULES},
        {kind: tuple(_found(derived.get(module, {}))) for kind, module in _MODULES},
        tuple(word for word in protocol.get("conditionsModule", {}).get("keywords", []) if word),
        tuple(title for title in titles if title),
        tuple(name for each in interventions for name in each.get("otherNames", [])),
        int(derived.get("miscInfoModule", {}).get("versionHolder", "0")[:4]),
        tuple((p["country"], p.get("state"), p["city"], point.get("lat"), point.get("lon")) for p, point in points),
    )
