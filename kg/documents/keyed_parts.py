"""The parts of a study, numbered and keyed: what is alike in everything is one node."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from kg.iris import key
from kg.record import Coded, Uncoded

__all__ = ["KeyedPart", "code_text", "keyed", "part_keys"]

Part = TypeVar("Part", bound=msgspec.Struct)


class KeyedPart(msgspec.Struct, Generic[Part], frozen=True, gc=False):
    """A part of a study with the key of its node and its position on the page, from 1."""

    part: Part
    key: str
    position: int


def code_text(code: Coded | None) -> str | None:
    """The notation of a code, or the text that is none."""
    return code.text if isinstance(code, Uncoded) else code


def keyed(parts: Iterable[Part], identity: Callable[[Part], Sequence[str | None]]) -> list[KeyedPart[Part]]:
    """The different parts in order, one for each key."""
    if parts == ():
        return []
    parts = tuple(parts)
    keys = [key(*identity(part)) for part in parts]
    if len(set(keys)) == len(keys):  # as nearly always, so that no part need be compared with any other
        return [KeyedPart(part, key, at) for at, (part, key) in enumerate(zip(parts, keys, strict=True), start=1)]
    by_key: dict[str, KeyedPart[Part]] = {}
    for each in part_keys(parts, identity).values():
        by_key.setdefault(each.key, each)
    return list(by_key.values())


def part_keys(parts: Iterable[Part], identity: Callable[[Part], Sequence[str | None]]) -> dict[Part, KeyedPart[Part]]:
    """Each different part with its key; where identifying texts agree but anything else differs, all make the key."""
    firsts: dict[Part, int] = {}
    for position, part in enumerate(parts, start=1):
        firsts.setdefault(part, position)
    identities = [tuple(identity(part)) for part in firsts]
    keys = [key(*texts) for texts in identities]
    shared = {key for key, count in Counter(keys).items() if count > 1} if len(keys) > 1 else set()
    return {
        part: KeyedPart(part, key(*texts, *_texts(part)) if short in shared else short, position)
        for (part, position), texts, short in zip(firsts.items(), identities, keys, strict=True)
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
