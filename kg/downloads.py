"""The one HTTP client: polite, patient, and sure of what it got."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from kg.errors import FileError, RemoteError

__all__ = ["Download", "download", "get_json", "open_session"]

_RETRIES = 6
_LONGEST_WAIT = 30
_RETRIED = (429, 500, 502, 503, 504)
_TIMEOUT = (10, 60)
_LONGEST_RETRY_AFTER = 300
_LARGEST_ANSWER = 16 << 20
"""Bytes of a JSON answer; a list of files has some kilobytes."""
_LARGEST_FILE = 8 << 30
"""Bytes of a download; MeSH as N-Triples, the largest known, has 2 GB."""
_LONGEST_DOWNLOAD = 6 * 3600
"""Seconds that a download may take in all, however slowly it goes on."""
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


Notice = Callable[[str], None]


class _Retry(Retry):
    """Says why it tries again, and waits at most for some minutes, whatever the server asks for."""

    notice: Notice | None = None

    def new(self, **changes: Any) -> Self:
        after = super().new(**changes)
        after.notice = self.notice
        return after

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        *others: Any,
        **more: Any,
    ) -> Self:
        after = super().increment(method, url, response, error, *others, **more)
        if self.notice:
            cause = f"it answered {response.status}" if response else _cause(error)
            self.notice(f"  no success yet: {cause}; trying again ({_RETRIES - int(after.total or 0)} of {_RETRIES})")
        return after

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        asked = super().get_retry_after(response)
        return None if asked is None else min(asked, _LONGEST_RETRY_AFTER)


def _cause(error: Exception | None) -> str:
    """What the library says, without the addresses in memory of its objects."""
    return re.sub(r"<[^<>]* object at 0x[0-9a-f]+>: ", "", str(error)) if error else "no answer"


def open_session(*, version: str, backoff: float = 1.0, notice: Notice | None = None) -> requests.Session:
    """A session that says who asks, waits as long as it is told to within reason, and tries six times."""
    retry = _Retry(
        total=_RETRIES,
        backoff_factor=backoff,
        backoff_max=_LONGEST_WAIT,
        backoff_jitter=backoff / 4,
        status_forcelist=_RETRIED,
        allowed_methods=("GET", "HEAD"),
        respect_retry_after_header=True,
    )
    retry.notice = notice
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
        with session.get(url, timeout=_TIMEOUT, stream=True) as answer:
            answer.raise_for_status()
            return json.loads(_bounded(answer))
    except RecursionError as error:
        raise RemoteError(f"{url}: the answer is nested too deep to be read") from error
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise RemoteError(f"{url}: {_reason(error)}") from error


def _bounded(answer: requests.Response) -> bytes:
    content = b""
    for block in answer.iter_content(1 << 16):
        content += block
        if len(content) > _LARGEST_ANSWER:
            raise requests.ConnectionError(f"the answer has more than {_LARGEST_ANSWER >> 20} MiB; it was not read on")
    return content


def download(session: requests.Session, url: str, path: Path, *, checksum: str | None = None) -> Download:
    """Fetches a file, going on where an earlier try broke off; the file appears whole or not at all.

    `checksum` is `algorithm:hexadecimal`. Raises RemoteError if the server fails or the bytes are not those promised.
    """
    if checksum:
        _check_algorithm(url, checksum)
    part, tag = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.etag")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        modified, resumed = _fetch(session, url, part, tag)
    except _BoundError as error:
        part.unlink(missing_ok=True)
        raise RemoteError(f"{url}: {error}; nothing was kept") from error
    except (requests.RequestException, HTTPError, ValueError) as error:
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


class _BoundError(Exception):
    """A download that is larger or takes longer than any that is known."""


def _check_algorithm(url: str, checksum: str) -> None:
    """Raises RemoteError, before anything is fetched, for a checksum that cannot be compared."""
    algorithm, colon, digits = checksum.partition(":")
    known = hashlib.algorithms_available
    if not colon or algorithm not in known or not hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise RemoteError(
            f"{url}: the checksum {checksum!r} is of a kind that is not known here, so that the file could not be "
            "checked; download it by hand and use `kgbuild vocab build`"
        )
    if not re.fullmatch(r"[0-9A-Fa-f]+", digits):
        raise RemoteError(f"{url}: the checksum {checksum!r} holds no hexadecimal digits")


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
            ends = time.monotonic() + _LONGEST_DOWNLOAD
            while block := answer.raw.read1(_BLOCK):
                stream.write(block)
                if stream.tell() > _LARGEST_FILE:
                    raise _BoundError(f"the file has more than {_LARGEST_FILE >> 30} GiB")
                if time.monotonic() > ends:
                    raise _BoundError(f"the download takes more than {_LONGEST_DOWNLOAD // 3600} hours")
        _check_length(answer, part.stat().st_size - before)
        return answer.headers.get("Last-Modified"), resumed


def _range(part: Path, tag: Path) -> Mapping[str, str]:
    known = tag.read_text(encoding="utf-8") if tag.is_file() else ""
    if not known or known.startswith("W/") or not part.is_file() or not part.stat().st_size:
        return {"Accept-Encoding": "identity"}
    return {"Accept-Encoding": "identity", "Range": f"bytes={part.stat().st_size}-", "If-Range": known}


def _check_length(answer: requests.Response, received: int) -> None:
    promised = answer.headers.get("Content-Length")
    if not promised or "Content-Encoding" in answer.headers:
        return
    if not re.fullmatch(r"[0-9]{1,19}", promised):
        raise requests.ConnectionError(f"the server states {promised[:40]!r} as the length of the file")
    if int(promised) != received:
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
