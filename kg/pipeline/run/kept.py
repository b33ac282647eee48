"""What a task puts down for the run: data, never code, under a seal that tells whether it is still whole.

A seal states size and checksum of every file of a folder. Of a long file only the ends are summed: a run that is
killed, a disk that is full and a power cut all leave files that are short or end in zeros, and to read all of an output
once more takes as long as to write it.
"""

import zlib
from collections import Counter
from pathlib import Path
from typing import Any, TypeVar, get_origin

import msgspec

from kg.errors import FileError
from kg.pipeline.graph.shape_checks import Findings, FoundSoFar

__all__ = ["got", "is_sound", "put", "seal"]

_SEAL = "seal"
_LONG = 1 << 20
_END = 1 << 16

_Seal = dict[str, tuple[int, int]]
"""Name of a file -> size and checksum."""
_Kind = TypeVar("_Kind")


def put(path: Path, value: object) -> None:
    """Writes a value, of dataclasses, structs and what they hold, as MessagePack."""
    try:
        content = msgspec.msgpack.encode(value, enc_hook=_stated)
    except UnicodeEncodeError:  # a text that is none, such as a file name that is not UTF-8
        content = msgspec.msgpack.encode(_escaped(msgspec.to_builtins(value, enc_hook=_stated)))
    path.write_bytes(content)


def got(path: Path, kind: type[_Kind]) -> _Kind:
    """The value that `put` wrote; raises FileError if it is not one."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind, dec_hook=_restored)
    except msgspec.DecodeError as error:
        raise FileError(f"{path} is damaged ({error}); --no-resume begins anew") from error


def seal(folder: Path) -> None:
    """Seals what stands in a folder."""
    (folder / _SEAL).write_bytes(msgspec.msgpack.encode(_sums(folder)))


def is_sound(folder: Path) -> bool:
    """Whether a folder holds what it held when it was sealed."""
    try:
        sealed = msgspec.msgpack.decode((folder / _SEAL).read_bytes(), type=_Seal)
        return sealed == _sums(folder)
    except (OSError, msgspec.DecodeError):
        return False


def _sums(folder: Path) -> _Seal:
    return {path.name: _sum(path) for path in sorted(folder.iterdir()) if path.name != _SEAL}


def _sum(path: Path) -> tuple[int, int]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        if size <= _LONG:
            return size, zlib.crc32(stream.read())
        start = zlib.crc32(stream.read(_END))
        stream.seek(size - _END)
        return size, zlib.crc32(stream.read(), start)


def _stated(value: object) -> object:
    if isinstance(value, Findings):
        return value.so_far()
    raise NotImplementedError(f"nothing is known of how a {type(value).__name__} is kept")


def _restored(kind: type, value: Any) -> Any:
    if kind is Findings:
        return Findings.of(msgspec.convert(value, FoundSoFar))
    if get_origin(kind) is Counter:
        return Counter(value)
    raise NotImplementedError(f"nothing is known of how a {kind} is kept")


def _escaped(value: Any) -> Any:
    match value:
        case str():
            return value.encode(errors="backslashreplace").decode()
        case dict():
            return {_escaped(key): _escaped(each) for key, each in value.items()}
        case list() | tuple():
            return tuple(map(_escaped, value))
        case _:
            return value
