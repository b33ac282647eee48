"""Vocabularies from their publishers: addresses -> files on disk."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from requests import Session

from kg.downloads import download, get_json, open_session
from kg.errors import RemoteError, UsageError
from kg.version import __version__
from kg.vocabulary_list import INSTALLABLE

__all__ = ["Fetched", "fetch_vocabulary"]

_SILENCE = 4.0
"""Seconds after which it is said what is waited for."""
_LONGEST_NAME = 150

Kind = TypeVar("Kind")


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
    if kind not in INSTALLABLE or not INSTALLABLE[kind].downloads:
        known = ", ".join(name for name, each in INSTALLABLE.items() if each.downloads)
        raise UsageError(f"{kind!r} cannot be fetched; known are {known}")
    files, versions = [], []
    with open_session(version=__version__, notice=say) as session:
        for address in INSTALLABLE[kind].downloads:
            found = _source(session, address, today=today, say=say)
            say(f"fetching {found.url}")
            target = folder / found.name
            with _heard(found.url, target, say=say):
                got = download(session, found.url, target, checksum=found.checksum)
            say(f"  {got.path.name}, {got.path.stat().st_size / 1e6:.1f} MB, sha256 {got.sha256}")
            files.append(got.path)
            versions.append(found.version or got.modified)
    return Fetched(files, next((each for each in versions if each), today))


@contextmanager
def _heard(url: str, target: Path | None = None, *, say: Callable[[str], None]) -> Iterator[None]:
    """Says every few seconds what is waited for, so that a silent server is not taken for a program that hangs."""
    done = threading.Event()
    part = target.with_name(f"{target.name}.part") if target else None
    host = url.split("/")[2:3] or [url]

    def speak() -> None:
        began = time.monotonic()
        while not done.wait(_SILENCE):
            so_far = f", {part.stat().st_size / 1e6:.1f} MB so far" if part and part.is_file() else ""
            say(f"  waiting for {host[0]}, {time.monotonic() - began:.0f} s{so_far}")

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()


def _source(session: Session, address: str, *, today: str, say: Callable[[str], None]) -> _Source:
    if "zenodo.org/api" not in address:
        return _plain(address, today)
    with _heard(address, say=say):
        return _zenodo(get_json(session, address))


def _plain(address: str, today: str) -> _Source:
    url = address.format(year=today[:4])
    name = url.rpartition("/")[2]
    # The NLM's compressed XML files are called desc2026.gz.
    return _Source(url, name.replace(".gz", ".xml.gz") if "/xmlmesh/" in url else name)


class _Links(msgspec.Struct, frozen=True):
    self: str


class _File(msgspec.Struct, frozen=True):
    key: str
    links: _Links
    checksum: str | None = None


class _Metadata(msgspec.Struct, frozen=True):
    version: str | None = None


class _Record(msgspec.Struct, frozen=True):
    files: tuple[Any, ...] = ()
    metadata: _Metadata = _Metadata()


def _zenodo(answer: Any) -> _Source:
    """The zip of the newest record of a community, with the checksum that Zenodo states."""
    for record in _records(answer):
        for each in record.files:
            file = _converted(each, _File)
            if file and file.key.endswith(".zip"):
                return _Source(file.links.self, _file_name(file.key), file.checksum, record.metadata.version)
    raise RemoteError("Zenodo's answer names no zip file; download it by hand and use `kgbuild vocab build`")


def _records(answer: Any) -> Iterator[_Record]:
    match answer:
        case {"hits": {"hits": list(records)}}:
            yield from (found for each in records if (found := _converted(each, _Record)))


def _converted(value: Any, kind: type[Kind]) -> Kind | None:
    """What a part of an answer says, None where it lacks a key or holds another type than it should."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None


def _file_name(stated: str) -> str:
    """The plain name of a file, whatever path a server states: the download stays in its folder."""
    last = re.split(r"[/\\]", stated)[-1]
    name = re.sub(r"[^\w.+-]", "_", last).lstrip(".")[-_LONGEST_NAME:]
    if name in {"", "zip"}:
        raise RemoteError(f"Zenodo states {stated[:80]!r} as the name of a file; download it by hand")
    return name
