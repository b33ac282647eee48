"""User and password of a server: from the environment, netrc, or a prompt; never on the command line, never logged."""

import netrc
import os
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from html import escape as html_escape
from typing import Any, NamedTuple, cast

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.errors import FileError, UsageError

from .web import split_address

__all__ = ["SCHEMES", "BearerAuth", "Credentials", "find_credentials"]

PASSWORD, TOKEN, USER = "KGBUILD_STORE_PASSWORD", "KGBUILD_STORE_TOKEN", "KGBUILD_STORE_USER"
SCHEMES = ("none", "basic", "digest", "bearer")


class Credentials(NamedTuple):
    """Who asks; its text form does not show the secret."""

    scheme: str
    user: str
    secret: str

    def __repr__(self) -> str:
        return f"Credentials(scheme={self.scheme!r}, user={self.user!r}, secret=...)"

    def pattern(self) -> re.Pattern[str]:
        """What a server may send back of the secret: as it is, in base64, and each of these escaped in any way."""
        plain = (self.secret, f"{self.user}:{self.secret}")
        packed = [encode(each.encode()).decode() for each in plain for encode in (b64encode, urlsafe_b64encode)]
        texts = {*plain, *packed, *(each.rstrip("=") for each in packed)} - {""}
        return re.compile("|".join(map(_escaped, sorted(texts, key=len, reverse=True))))

    def auth(self) -> AuthBase:
        """A fresh authentication for one session of requests."""
        match self.scheme:
            case "basic":
                return HTTPBasicAuth(self.user, self.secret)
            case "digest":
                return _DigestAuth(self.user, self.secret)
            case _:
                return BearerAuth(self.secret)


def _escaped(text: str) -> str:
    """A pattern of the text with any of its characters escaped as in an address, in JSON or in HTML."""
    return "".join(f"(?:{'|'.join(map(re.escape, _forms(character)))})" for character in text)


def _forms(character: str) -> list[str]:
    octets = [f"{octet:02X}" for octet in character.encode()]
    point = ord(character)
    found = ["".join(f"%{octet}" for octet in octets), f"\\u{point:04x}", f"&#{point};", f"&#x{point:x};"]
    found += [f"\\{character}", html_escape(character), *(["+"] if character == " " else [])]
    return [*dict.fromkeys(form for each in found for form in (each, each.lower(), each.upper())), character]


class _DigestAuth(HTTPDigestAuth):
    """Digest authentication that does not read what comes with the challenge, which may have no end."""

    def handle_401(self, r: requests.Response, **kwargs: Any) -> requests.Response:
        if "digest" in r.headers.get("WWW-Authenticate", "").lower():
            r._content = b""
        return cast(requests.Response, super().handle_401(r, **kwargs))  # type: ignore[no-untyped-call]


class BearerAuth(AuthBase):
    """A token in the header `Authorization`."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """The request with the header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def find_credentials(
    address: str, scheme: str, *, prompt: Callable[[str], tuple[str, str]] | None = None
) -> Credentials | None:
    """The credentials for a server: the environment's, else netrc's, else the prompt's; None for the scheme `none`."""
    if scheme not in SCHEMES:
        raise UsageError(f"unknown --auth {scheme!r}; known are {', '.join(SCHEMES)}")
    if scheme == "none":
        return None
    host = split_address(address).hostname or ""
    if scheme == "bearer":
        token = os.environ.get(TOKEN) or (_from_netrc(host) or ("", ""))[1]
        if not token:
            raise UsageError(f"--auth bearer needs the token in {TOKEN}, or as password of {host} in netrc")
        return Credentials(scheme, "", token)
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password is not None:
        return Credentials(scheme, user, password)
    found = _from_netrc(host) or (prompt(host) if prompt else None)
    if found is None:
        raise UsageError(f"no credentials for {host}: set {USER} and {PASSWORD}, or name the host in netrc")
    return Credentials(scheme, *found)


def _from_netrc(host: str) -> tuple[str, str] | None:
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise FileError(f"cannot read netrc: {error}") from error
    return (found[0], found[2] or "") if found else None
