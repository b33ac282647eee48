"""Vocabularies from their publishers: addresses -> files on disk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import kg
from kg.errors import RemoteError, UsageError
from kg.http import download, get_json, open_session
from kg.link.vocabularies import VOCABULARIES

__all__ = ["Fetched", "fetch_vocabulary"]


class Fetched(NamedTuple):
    """The files of a vocabulary."""

    files: list[Path]
    version: str


class _Source(NamedTuple):
    url: str
    name: str
    checksum: str | None = None
    version: str | None = None


def fetch_vocabulary(kind: str, folder: Path, *, today: str, say: Callable[[str], None]) -> Fetched:
    """Downloads the files of a vocabulary; an interrupted download goes on at the next call."""
    if kind not in VOCABULARIES or not VOCABULARIES[kind].downloads:
        known = ", ".join(name for name, each in VOCABULARIES.items() if each.downloads)
        raise UsageError(f"{kind!r} cannot be fetched; known are {known}")
    session = open_session(version=kg.__version__)
    files, versions = [], []
    for address in VOCABULARIES[kind].downloads:
        found = _zenodo(get_json(session, address)) if "zenodo.org/api" in address else _plain(address, today)
        say(f"fetching {found.url}")
        got = download(session, found.url, folder / found.name, checksum=found.checksum)
        say(f"  {got.path.name}, {got.path.stat().st_size / 1e6:.1f} MB, sha256 {got.sha256}")
        files.append(got.path)
        versions.append(found.version or got.modified)
    return Fetched(files, next((each for each in versions if each), today))


def _plain(address: str, today: str) -> _Source:
    url = address.format(year=today[:4])
    name = url.rpartition("/")[2]
    # The NLM's compressed XML files are called desc2026.gz.
    return _Source(url, name.replace(".gz", ".xml.gz") if "/xmlmesh/" in url else name)


def _zenodo(answer: Any) -> _Source:
    """The zip of the newest record of a community, with the checksum that Zenodo states."""
    for record in _records(answer):
        for each in record.get("files", ()):
            if each["key"].endswith(".zip"):
                version = record.get("metadata", {}).get("version")
                return _Source(each["links"]["self"], each["key"], each.get("checksum"), version)
    raise RemoteError("Zenodo's answer names no zip file; download it by hand and use `kgbuild vocab build`")


def _records(answer: Any) -> Iterator[dict[str, Any]]:
    match answer:
        case {"hits": {"hits": list(records)}}:
            yield from (record for record in records if isinstance(record, dict))
