"""Registry exports of any size: the real studies again and again, each copy with an id and some names of its own.

A registry goes on naming sites, sponsors, conditions and treatments that no study named before, and each of them is a
node to be merged, matched and checked. In samples of the registry the distinct shared nodes a study fall slowly with
their number: 22.4 at 135 studies of API v2, 14.6 at 1,084; 13.8 at 312 studies in XML, 6.5 at 2,500. Power laws through
these give 1.4 (XML) to 20 (v2, where sites do not level off) at 600,000; 2 to 5 is what is planned with. So one name in
four of a copy is one that no other study has: counted, 2.9 a study, 1.6 of them of facilities and 1.3 of sponsors,
conditions and treatments, which can be matched. All else is as in the original.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tests.conftest import DATA

__all__ = ["FOLDER", "corpus", "records"]

FOLDER = Path(tempfile.gettempdir()) / "kgbuild-benchmarks"
"""Where what benchmarks work on is kept for the next time."""
_OWN_NAMES = 4
"""One name in so many of a copy is its own."""


def corpus(count: int) -> Path:
    """An archive of so many studies, made once."""
    path = FOLDER / f"ctgov-v2-named-{count}.zip"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for name, content in records(count):
                packed.writestr(name, content)
        part.rename(path)
    return path


def records(count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of so many studies."""
    with zipfile.ZipFile(DATA / "ctgov-v2.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".json")]
        for number in range(count):
            name = names[number % len(names)]
            content = archive.read(name)
            old = Path(name).stem.encode()
            new = b"NCT%08d" % (10_000_000 + number)
            content = content.replace(old, new)
            yield f"{new.decode()}.json", content if number < len(names) else _with_own_names(content, number)


def _with_own_names(content: bytes, number: int) -> bytes:
    """The record of a copy; written again, a record of this archive has the bytes that it had."""
    record = msgspec.json.decode(content)
    for holder, key in _names(record["protocolSection"]):
        holder[key] = _own(holder[key], number)
    for arm in _listed(record["protocolSection"], "armsInterventionsModule", "armGroups"):
        used = (each.partition(": ") for each in arm.get("interventionNames", ()))
        if "interventionNames" in arm:
            arm["interventionNames"] = [f"{kind}{colon}{_own(name, number)}" for kind, colon, name in used]
    return msgspec.json.encode(record)


def _names(protocol: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Where the names of shared nodes stand: a container and the key in it."""
    sponsors = protocol.get("sponsorCollaboratorsModule", {})
    holders = (
        ("name", [sponsors.get("leadSponsor", {}), *sponsors.get("collaborators", ())]),
        ("name", _listed(protocol, "armsInterventionsModule", "interventions")),
        ("facility", _listed(protocol, "contactsLocationsModule", "locations")),
    )
    yield from ((each, key) for key, several in holders for each in several if key in each)
    conditions = _listed(protocol, "conditionsModule", "conditions")
    yield from ((conditions, place) for place in range(len(conditions)))


def _listed(protocol: dict[str, Any], module: str, field: str) -> list[Any]:
    found: list[Any] = protocol.get(module, {}).get(field, [])
    return found


def _own(name: str, number: int) -> str:
    chosen = zlib.crc32(f"{number} {name}".encode()) % _OWN_NAMES == 0
    return f"{name} {number}" if chosen else name
