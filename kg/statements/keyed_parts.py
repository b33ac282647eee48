"""The keys of a study's parts: what is alike in everything is one node."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from kg.iris import key
from kg.record import Coded, Uncoded

__all__ = ["Different", "Keyed", "code_text", "different", "each_keyed", "keys_of", "unknown_code"]

Kind = TypeVar("Kind", bound=msgspec.Struct)

_sha256 = hashlib.sha256


class Keyed(NamedTuple):
    """Where a part stands: the key of its node, and its position on the page, from 1."""

    key: bytes
    position: int


class Different(NamedTuple, Generic[Kind]):
    """The different parts of one kind, in order, with the key and the position of each."""

    parts: list[Kind]
    keys: list[bytes]
    positions: list[int]


def code_text(code: Coded | None) -> str | None:
    """The notation of a code, or the text that is none."""
    return code.text if isinstance(code, Uncoded) else code


def unknown_code(term: str, code: Uncoded) -> str:
    """How the text of an unknown code stands under `codeText`: with the property that it was stated for."""
    return f"{term}: {code.text}"


def keys_of(identities: Iterable[str]) -> list[bytes]:
    """The key for each identifying text: the same as `kg.iris.key` makes, since the texts of a record are clean."""
    return [
        _sha256((each if each.isascii() and "\n" not in each else _plain(each)).encode()).hexdigest()[:10].encode()
        for each in identities
    ]


def _plain(identity: str) -> str:
    if "\n" in identity:
        identity = "\x1f".join([" ".join(text.split()) for text in identity.split("\x1f")])
    return unicodedata.normalize("NFC", identity)


def different(parts: Sequence[Kind], identities: Sequence[str]) -> Different[Kind]:
    """The parts of which some are alike in what identifies them, one for each key."""
    found: dict[bytes, tuple[Kind, int]] = {}
    for part, (its_key, position) in each_keyed(parts, identities).items():
        found.setdefault(its_key, (part, position))
    return Different([part for part, _ in found.values()], [*found], [position for _, position in found.values()])


def each_keyed(parts: Sequence[Kind], identities: Sequence[str]) -> dict[Kind, Keyed]:
    """Each different part with its key; where identifying texts agree but anything else differs, all make the key."""
    firsts: dict[Kind, tuple[int, str]] = {}
    for position, (part, identity) in enumerate(zip(parts, identities, strict=True), start=1):
        firsts.setdefault(part, (position, identity))
    keys = keys_of([identity for _, identity in firsts.values()])
    shared = {each for each, count in Counter(keys).items() if count > 1}
    return {
        part: Keyed(key(*identity.split("\x1f"), *_texts(part)).encode() if short in shared else short, position)
        for (part, (position, identity)), short in zip(firsts.items(), keys, strict=True)
    }


def _texts(part: msgspec.Struct) -> list[str]:
    return [_text(value) for value in msgspec.structs.astuple(part)]


def _text(value: object) -> str:
    """One field as text; the separators are no white space, which a key folds."""
    match value:
        case None:
            return ""
        case tuple():
            return "\x01".join(_text(each) for each in value)
        case msgspec.Struct():
            return f"{type(value).__name__}\x02" + "\x02".join(_texts(value))
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
