"""The outline of a JSON document that may be cut off: which keys stand where, and the short texts under them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Outline", "outline"]

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"(\s*+:)?|[{}\[\]]')
_DEEPEST = 200
_LEVELS = 3
_MOST = 2_000
_STUDIES = ("protocolSection", "ProtocolSection")


class Outline(NamedTuple):
    """Keys of a document, or of the elements of the list that it is."""

    is_list: bool
    keys: Mapping[str, str | None]
    """Path such as `data[].ctNumber` -> the first text under it, if it is one."""
    studies: str | None
    """The path at which the first study of ClinicalTrials.gov stands."""

    @property
    def top(self) -> list[str]:
        """The keys of the outermost object."""
        return [path for path in self.keys if "." not in path and "[" not in path]


def outline(text: str) -> Outline | None:
    """The outline of a text that begins as JSON; None of any other."""
    body = text.lstrip()
    if body[:1] not in ("{", "["):
        return None
    walk = _Walk()
    for count, token in enumerate(_TOKEN.finditer(body)):
        if count > _MOST * 4 or len(walk.keys) > _MOST or len(walk.open) > _DEEPEST:
            break
        walk.take(token)
    return Outline(body[0] == "[", walk.keys, walk.studies)


class _Walk:
    def __init__(self) -> None:
        self.open: list[str] = []
        """The step into each container that is open: a key, or `[]`."""
        self.keys: dict[str, str | None] = {}
        self.studies: str | None = None
        self._key: str | None = None

    def take(self, token: re.Match[str]) -> None:
        match token[0][0]:
            case "{" | "[" as opening:
                step = f".{self._key}" if self._key is not None else ""
                self.open.append(step + ("[]" if opening == "[" and self.open else ""))
                self._key = None
            case "}" | "]":
                if self.open:
                    self.open.pop()
                self._key = None
            case _ if token[2]:
                self._named(token[1])
            case _:
                if self._key is not None and len(self.open) <= _LEVELS + 1:
                    self.keys[self._path(self._key)] = self.keys.get(self._path(self._key)) or token[1]
                self._key = None

    def _named(self, key: str) -> None:
        self._key = key
        if key in _STUDIES and self.studies is None:
            self.studies = self._path(key)
        if len(self.open) <= _LEVELS + 1:
            self.keys.setdefault(self._path(key), None)

    def _path(self, key: str) -> str:
        return f"{''.join(self.open)}.{key}".removeprefix(".")
