"""HTTP as triple stores bear it: lengths said beforehand, a fresh connection after an error, no secrets given away."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException, RemoteDisconnected
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from kg.errors import KgbuildError, RemoteError
from kg.unpacking import unpacked

from .credentials import Credentials
from .web import split_address, without_secrets

__all__ = ["RefusedError", "StalledError", "TooLargeError", "Transport", "UnreachableError"]

_CONNECT = 10.0
_STALL = 600.0
"""Seconds without a byte after which a server counts as gone; a store may work long on one request."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BLOCK = 65_536
_MOST_REDIRECTS = 5
_SAID = 500
"""So many characters of an error's text are shown."""
_BLACK = "***"
_UNFINISHED = "the server does not finish its answer"


class StalledError(RemoteError):
    """A server that gives no sign of life."""


class UnreachableError(RemoteError):
    """A server to which no connection could be made."""


class RefusedError(RemoteError):
    """A redirect that is not followed; to ask again changes nothing."""


class TooLargeError(RemoteError):
    """An answer of more bytes than are taken."""


class Transport:
    """Requests to one server. A redirect to another host, or from https to http, is refused, not followed."""

    def __init__(self, address: str, *, credentials: Credentials | None = None, stall: float = _STALL) -> None:
        parts = split_address(address)
        self._address = address
        self._server = f"{parts.scheme}://{parts.netloc}"
        self._credentials = credentials
        self._secret = credentials.pattern() if credentials else None
        self.stall = stall
        """Seconds without a sign of life after which a server counts as gone."""
        self._session = self._new_session()

    def close(self) -> None:
        """Closes the connection."""
        self._session.close()

    @property
    def has_secret(self) -> bool:
        """Whether it sends one."""
        return self._secret is not None

    @contextmanager
    def discreet(self) -> Iterator[None]:
        """Blacks out the secret in what is said of an error: a server may send back whatever it was sent."""
        try:
            yield
        except KgbuildError as error:
            error.args = tuple(self.blacked(each) if isinstance(each, str) else each for each in error.args)
            raise

    def blacked(self, text: str, *, shortest: int = 1) -> str:
        """A text without the secret, in any form of it that has so many characters."""
        if self._secret is None:
            return text
        return self._secret.sub(lambda found: _BLACK if len(found[0]) >= shortest else found[0], text)

    def post_form(
        self, address: str, fields: Mapping[str, str], *, accept: str, seconds: float | None = None
    ) -> requests.Response:
        """The response to a form, its body not yet read."""
        return self.send("POST", address, data=dict(fields), headers={"Accept": accept}, seconds=seconds)

    def send(
        self,
        method: str,
        address: str,
        *,
        data: bytes | dict[str, str] | None = None,
        headers: Mapping[str, str],
        seconds: float | None = None,
    ) -> requests.Response:
        """The response to one request, sent once; raises RemoteError if there is none."""
        with self.discreet():
            return self._sent(method, address, data, headers, seconds)

    def _sent(
        self,
        method: str,
        address: str,
        data: bytes | dict[str, str] | None,
        headers: Mapping[str, str],
        seconds: float | None,
    ) -> requests.Response:
        for _ in range(_MOST_REDIRECTS):
            response = self._once(method, address, data, headers, seconds)
            if response.status_code not in _REDIRECTS:
                if response.status_code >= HTTPStatus.BAD_REQUEST:
                    # Virtuoso answers the next request on the same connection wrongly after an error.
                    self._renew()
                return response
            address = self._target(address, response)
        raise RefusedError(f"{without_secrets(address)}: more than {_MOST_REDIRECTS} redirects, one after the other")

    @staticmethod
    def blocks(response: requests.Response, *, deadline: float | None = None, most: int = 0) -> Iterator[bytes]:
        """The body as it comes, decompressed.

        Raises StalledError after a time of `time.monotonic`, TooLargeError after so many bytes, RemoteError if it
        breaks off.
        """
        return _limited(unpacked(_blocks(response, deadline), response.headers.get("Content-Encoding", "")), most)

    def beginning(self, response: requests.Response, *, seconds: float | None = None) -> str:
        """What the body says, or begins with: a server that failed may go on for ever.

        Raises StalledError if that takes longer, and RemoteError if it breaks off.
        """
        held = b""
        for block in self.blocks(response, deadline=time.monotonic() + seconds if seconds else None):
            held += block
            if len(held) >= _BLOCK:
                response.close()
                break
        text = " ".join(self.blacked(held.decode(errors="replace")).split())
        return text[:_SAID]

    def _once(
        self,
        method: str,
        address: str,
        data: bytes | dict[str, str] | None,
        headers: Mapping[str, str],
        seconds: float | None,
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                address,
                data=data,
                headers=dict(headers),
                timeout=(_CONNECT, seconds or self.stall),
                allow_redirects=False,
                stream=True,
            )
        except requests.ReadTimeout as error:
            self._renew()
            waited = seconds or self.stall
            raise StalledError(f"{self._server} did not answer in {waited:g} seconds") from error
        except requests.RequestException as error:
            self._renew()
            raise _failure(error, self._server) from error

    def _target(self, address: str, response: requests.Response) -> str:
        place = response.headers.get("Location", "")
        response.close()
        try:
            target = urljoin(address, place)
            elsewhere = urlsplit(target)[:2] != urlsplit(address)[:2]
        except ValueError:
            raise RefusedError(f"{without_secrets(address)} sends elsewhere, to {place}, which is no address") from None
        if elsewhere:
            raise RefusedError(
                f"{without_secrets(address)} sends elsewhere, to {without_secrets(target)}; "
                "give that address if it is right"
            )
        return target

    def _renew(self) -> None:
        self._session.close()
        self._session = self._new_session()

    def _new_session(self) -> requests.Session:
        session = _Session()
        session.trust_env = False  # else requests sends what netrc holds, asked or not
        session.proxies = dict(requests.utils.get_environ_proxies(self._address))
        session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
        session.headers["User-Agent"] = "kgbuild"
        session.headers["Accept-Encoding"] = "identity"
        if self._credentials:
            session.auth = self._credentials.auth()
        return session


class _Session(requests.Session):
    """A session that leaves redirects alone: requests reads their bodies to the end, whether it follows them or not."""

    def get_redirect_target(self, _: requests.Response) -> None:
        """Nothing."""


def _failure(error: requests.RequestException, server: str) -> RemoteError:
    """The error to raise for one that requests raised, with what the system said of it, which stands some deep."""
    causes = list(_causes(error))
    said = next((each.strerror for each in causes if isinstance(each, OSError) and each.strerror), type(error).__name__)
    if isinstance(error, requests.exceptions.SSLError):
        hint = "REQUESTS_CA_BUNDLE names an authority of your own"
        return UnreachableError(f"{server} cannot be trusted: {said}; {hint}")
    if isinstance(error, requests.ConnectTimeout):
        return UnreachableError(f"{server} cannot be reached: no connection in {_CONNECT:g} seconds")
    if any(isinstance(each, urllib3.exceptions.NewConnectionError) for each in causes):
        return UnreachableError(f"{server} cannot be reached: {said.lower()}")
    if any(isinstance(each, HTTPException) and not isinstance(each, RemoteDisconnected) for each in causes):
        return RemoteError(f"{server} answers something that is no HTTP, or has headers without end")
    return RemoteError(f"{server} broke the connection: {said.lower()}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    deeper: BaseException | None = error
    while deeper is not None:
        yield deeper
        deeper = deeper.__cause__ or deeper.__context__


def _limited(blocks: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if most and size > most:
            raise TooLargeError(f"the answer has more than {most / 1e6:,.0f} MB")
        yield block


def _blocks(response: requests.Response, deadline: float | None) -> Iterator[bytes]:
    if response.raw is None or response.raw.closed:
        yield response.content
        return
    try:
        # read1 gives what has come, so that a server that sends a byte now and then is still stopped in time.
        while block := response.raw.read1(_BLOCK):
            if deadline is not None and time.monotonic() > deadline:
                response.close()
                raise StalledError(_UNFINISHED)
            yield block
    except urllib3.exceptions.ReadTimeoutError:
        raise StalledError(_UNFINISHED) from None
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise RemoteError("the answer broke off before its end") from error
