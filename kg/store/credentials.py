"""User and password of a server: from the environment, netrc, or a prompt; never on the command line, never logged."""

import netrc
import os
from collections.abc import Callable
from typing import NamedTuple

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

    def auth(self) -> AuthBase:
        """A fresh authentication for one session of requests."""
        match self.scheme:
            case "basic":
                return HTTPBasicAuth(self.user, self.secret)
            case "digest":
                return HTTPDigestAuth(self.user, self.secret)
            case _:
                return BearerAuth(self.secret)


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
