"""Addresses of servers: which are taken, and how they may be shown."""

from urllib.parse import SplitResult, urlsplit

from kg.errors import UsageError

__all__ = ["split_address", "without_secrets"]


def split_address(address: str) -> SplitResult:
    """The parts of an http or https address; raises UsageError for any other, and for one that holds a password."""
    parts = _parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{without_secrets(address)} is no http or https address")
    if parts.username or parts.password:
        raise UsageError("an address holds no user and password; --auth says how they are found")
    return parts


def without_secrets(address: str) -> str:
    """The address as it may be shown."""
    parts = _parts(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if parts else "the address"


def _parts(address: str) -> SplitResult | None:
    """None where the address is none: a port that is no number, brackets that do not close."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts
