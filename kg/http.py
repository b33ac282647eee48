"""The one HTTP client: polite, patient, and sure of what it got."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from kg.errors import FileError, RemoteError

__all__ = ["Download", "download", "get_json", "open_session"]

_RETRIES = 6
_LONGEST_WAIT = 30
_RETRIED = (429, 500, 502, 503, 504)
_TIMEOUT = (10, 60)
_BLOCK = 1 << 20
_PARTIAL = 206
_UNSATISFIABLE = 416


class Download(NamedTuple):
    """A file that was fetched."""

    path: Path
    sha256: str
    modified: str | None
    """The server's `Last-Modified`."""
    resumed: bool


def open_session(*, version: str, backoff: float = 1.0) -> requests.Session:
    """A session that says who asks, waits as long as it is told to, and tries six times."""
    retry = Retry(
        total=_RETRIES,
        backoff_factor=backoff,
        backoff_max=_LONGEST_WAIT,
        backoff_jitter=backoff / 4,
        status_forcelist=_RETRIED,
        allowed_methods=("GET", "HEAD"),
        respect_retry_after_header=True,
    )
    session = requests.Session()
    session.headers["User-Agent"] = f"kgbuild/{version} (+https://w3id.org/kgbuild)"
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    session.hooks["response"].append(_leave_redirect)
    return session


def _leave_redirect(answer: requests.Response, **_: Any) -> None:
    """Closes what comes with a redirect: requests reads it to the end before it follows, and it may have none."""
    if answer.is_redirect:
        answer._content = b""
        answer.raw.close()


def get_json(session: requests.Session, url: str) -> Any:
    """The JSON document at an address; raises RemoteError."""
    try:
        answer = session.get(url, timeout=_TIMEOUT)
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        raise RemoteError(f"{url}: {_reason(error)}") from error


def download(session: requests.Session, url: str, path: Path, *, checksum: str | None = None) -> Download:
    """Fetches a file, going on where an earlier try broke off; the file appears whole or not at all.

    `checksum` is `algorithm:hexadecimal`. Raises RemoteError if the server fails or the bytes are not those promised.
    """
    part, tag = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.etag")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        modified, resumed = _fetch(session, url, part, tag)
    except (requests.RequestException, HTTPError) as error:
        raise RemoteError(f"{url}: {_reason(error)}; what came so far is kept, the same command goes on") from error
    except OSError as error:
        raise FileError(f"cannot write {part}: {error.strerror or error}") from error
    tag.unlink(missing_ok=True)
    if checksum and _digest(part, checksum.partition(":")[0]) != checksum.partition(":")[2].lower():
        part.unlink()
        raise RemoteError(f"{url}: the bytes are not those of the checksum {checksum}; nothing was kept")
    digest = _digest(part, "sha256")
    part.replace(path)
    return Download(path, digest, modified, resumed)


def _fetch(session: requests.Session, url: str, part: Path, tag: Path) -> tuple[str | None, bool]:
    """Appends to the part if the server still has the same file, else starts anew; when it was last modified."""
    headers = _range(part, tag)
    with session.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        if answer.status_code == _UNSATISFIABLE:
            part.unlink()
            return _fetch(session, url, part, tag)
        answer.raise_for_status()
        resumed = answer.status_code == _PARTIAL
        if not resumed:
            tag.write_text(answer.headers.get("ETag", ""), encoding="utf-8")
        before = part.stat().st_size if resumed else 0
        with part.open("ab" if resumed else "wb") as stream:
            # read1 hands over what has come; iter_content would drop a whole block when the line breaks inside it.
            while block := answer.raw.read1(_BLOCK):
                stream.write(block)
        _check_length(answer, part.stat().st_size - before)
        return answer.headers.get("Last-Modified"), resumed


def _range(part: Path, tag: Path) -> Mapping[str, str]:
    known = tag.read_text(encoding="utf-8") if tag.is_file() else ""
    if not known or known.startswith("W/") or not part.is_file() or not part.stat().st_size:
        return {"Accept-Encoding": "identity"}
    return {"Accept-Encoding": "identity", "Range": f"bytes={part.stat().st_size}-", "If-Range": known}


def _check_length(answer: requests.Response, received: int) -> None:
    promised = answer.headers.get("Content-Length")
    if promised and "Content-Encoding" not in answer.headers and int(promised) != received:
        raise requests.ConnectionError(f"{received} of {promised} bytes came")


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def _reason(error: Exception) -> str:
    """What went wrong, in words for the user: too many requests is not a broken server."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the server answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.exceptions.RetryError):
        return f"the server kept failing or refusing, {_RETRIES} tries: {error}"
    return str(error)
