"""Untyped trees -> typed structs: what fits is kept, what does not is noted and left out, never the whole record."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from kg.sources.fields.clean import speakable
from kg.sources.fields.remarks import Remarks

__all__ = ["Many", "Twice", "fit"]

FLAGS = {"yes": True, "no": False, "true": True, "false": False, "accepts healthy volunteers": True}
"""How formats that have texts alone write yes and no; the last stands in `HealthyVolunteers` alone."""


_LARGEST = 10**15
"""No number of a study comes near it: the largest are sizes of documents in bytes."""

_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0{1,9})?")


class Many(dict[object, Any]):
    """A list in the making: its values in order, under whatever tells them apart in the source."""


class Twice(dict[str, Any]):
    """A JSON object in which keys stand twice; it holds the last value of each."""

    keys_twice: tuple[str, ...] = ()


class _Misfit(Exception):  # noqa: N818 (never leaves this module)
    """A value that is not of its field's type."""


class _Record(msgspec.Struct, frozen=True):
    """How a struct is made of an object: key -> attribute and type of its value."""

    type: type[msgspec.Struct]
    fields: Mapping[str, tuple[str, "_Kind"]]


class _List(msgspec.Struct, frozen=True):
    kind: "_Kind"


_Kind = _Record | _List | type

_NAMES = {str: "a text", bool: "true or false", int: "a whole number", float: "a number", msgspec.Raw: "anything"}


Fitted = TypeVar("Fitted", bound=msgspec.Struct)


def fit(tree: Mapping[str, Any], kind: type[Fitted], remarks: Remarks, *, texts: bool) -> Fitted:
    """The struct that a tree of values describes; `texts` if all its values are texts, `Yes` for true."""
    fitted = _Fitting(remarks, texts=texts).value(_plan(kind), tree, ())
    if not isinstance(fitted, kind):
        raise TypeError(f"a {kind.__name__} is made of an object")
    return fitted


class _Fitting:
    """Fits one tree."""

    def __init__(self, remarks: Remarks, *, texts: bool) -> None:
        self._remarks = remarks
        self._texts = texts

    def value(self, kind: _Kind, value: Any, path: tuple[str | int, ...]) -> Any:
        """The value as its kind; raises _Misfit if it is none of that kind."""
        if isinstance(kind, _List):
            return self._list(kind.kind, value, path)
        if isinstance(value, list) and value and kind is not msgspec.Raw:
            return self._first(kind, value, path)
        if isinstance(kind, _Record):
            return self._record(kind, value, path)
        return self._text(value, path) if kind is str else self._scalar(kind, value, path)

    def _first(self, kind: _Kind, values: list[Any], path: tuple[str | int, ...]) -> Any:
        """The first of several values where there should be one."""
        if isinstance(values[0], list):
            raise _Misfit
        first = self.value(kind, values[0], path)
        if len(values) > 1:
            what = f"{len(values)} values stand where one should; the first is kept: {_shown(values[0])}"
            self._note("CT-R104", what, path)
        else:
            self._note("CT-R133", "a list of one stands where its value should", path)
        return first

    def _record(self, kind: _Record, value: Any, path: tuple[str | int, ...]) -> Any:
        if not isinstance(value, dict):
            raise _Misfit
        found: dict[str, Any] = {}
        for key, each in value.items():
            here = (*path, key)
            if key not in kind.fields:
                self._note("CT-R101", f"nothing is known of a field `{speakable(key)}`", here)
            elif each is not None:
                name, beneath = kind.fields[key]
                self._add(found, name, beneath, each, here)
        if isinstance(value, Twice):
            for key in value.keys_twice:
                self._note("CT-R104", f"the key `{speakable(key)}` stands twice; the last value is kept", (*path, key))
        return kind.type(**found)

    def _add(self, found: dict[str, Any], name: str, kind: _Kind, value: Any, path: tuple[str | int, ...]) -> None:
        try:
            found[name] = self.value(kind, value, path)
        except _Misfit:
            self._misfit(kind, value, path)

    def _list(self, kind: _Kind, value: Any, path: tuple[str | int, ...]) -> tuple[Any, ...]:
        if isinstance(value, Many):
            value = value.values()
        elif self._texts and isinstance(value, str):
            value = (value,)  # the full-study JSON writes some lists of one as the bare text
        elif not isinstance(value, list):
            if isinstance(value, dict) != isinstance(kind, _Record):
                raise _Misfit
            only = self.value(kind, value, (*path, 0))
            self._note("CT-R133", "one value stands where a list should; it is read as a list of one", path)
            return (only,)
        found: dict[str, Any] = {}
        for position, each in enumerate(value):
            self._add(found, str(position), kind, each, (*path, position))
        return tuple(found.values())

    def _text(self, value: Any, path: tuple[str | int, ...]) -> str:
        if not isinstance(value, str):
            raise _Misfit
        clean = value if value.isprintable() else speakable(value)
        if clean != value:
            lost = len(value) - len(clean)
            self._note("CT-R103", f"{lost} control character{'s' * (lost > 1)} or half surrogate pairs removed", path)
        return clean

    def _scalar(self, kind: type, value: Any, path: tuple[str | int, ...]) -> Any:
        if kind is msgspec.Raw:
            return msgspec.Raw(b"null")
        if isinstance(value, str):
            found = _read(kind, value.strip())
            if not self._texts or (kind is int and "." in value):
                self._note("CT-R133", f"`{value.strip()}` is read as {_NAMES[kind]}", path)
            return found
        if type(value) in (int, float) and not abs(value) < _LARGEST:  # NaN neither
            raise _Misfit
        if kind is int and isinstance(value, float) and value.is_integer():
            self._note("CT-R133", f"{value} is read as a whole number", path)
            return int(value)
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise _Misfit
        return value

    def _misfit(self, kind: _Kind, value: Any, path: tuple[str | int, ...]) -> None:
        wanted = "a list" if isinstance(kind, _List) else "an object" if isinstance(kind, _Record) else _NAMES[kind]
        self._note("CT-R102", f"{_shown(value)} stands where {wanted} should; the field is left out", path)

    def _note(self, rule: str, message: str, path: tuple[str | int, ...]) -> None:
        template = "".join("[]" if isinstance(step, int) else f".{speakable(step)}" for step in path).removeprefix(".")
        self._remarks.note(rule, message, template, *(step for step in path if isinstance(step, int)))


def _read(kind: type, text: str) -> Any:
    if kind is bool and text.casefold() in FLAGS:
        return FLAGS[text.casefold()]
    if kind is int and (found := _WHOLE.fullmatch(text)):
        return int(found[1])
    raise _Misfit


def _shown(value: Any) -> str:
    """The beginning of a value, for a message."""
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return f"a number of {len(str(abs(value))):,} digits"
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


@cache
def _plan(kind: type[msgspec.Struct]) -> _Kind:
    return _kind(inspect.type_info(kind))


def _kind(info: inspect.Type) -> _Kind:
    match info:
        case inspect.StructType():
            fields = {each.encode_name: (each.name, _kind(each.type)) for each in info.fields}
            return _Record(info.cls, fields)
        case inspect.VarTupleType():
            return _List(_kind(info.item_type))
        case inspect.UnionType():
            return next(_kind(each) for each in info.types if not isinstance(each, inspect.NoneType))
        case inspect.RawType():
            return msgspec.Raw
        case inspect.BoolType():
            return bool
        case inspect.IntType():
            return int
        case inspect.FloatType():
            return float
        case inspect.StrType():
            return str
    raise TypeError(f"no struct of a source has a field of {info}")
