"""Tables -> functions: each table becomes one function, made at start-up, that tells its rows as pieces of N-Quads.

`dataclasses` makes methods in the same way. What a row says is known before any record is read: its predicate, what
writes its value, whether the value may be missing, several, or a text that is no code. So the function has one line
for each row and asks nothing twice; `kgbuild explain ct:phase --code` shows it.
"""

from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, cast, get_args, get_origin

import msgspec

from kg.dates import PartialDate
from kg.properties import Property
from kg.rdf.encoders import TYPE, Encode, class_term, date, earliest, encoder, flag, latest, number, predicate, text
from kg.rdf.terms import json_string
from kg.record import Enrollment, PostedDate, StudyDate, Uncoded

from .keyed_parts import unknown_code
from .supers import SUPER_PROPERTIES, types_of
from .tables import Part, Table

__all__ = [
    "Compiled",
    "Identities",
    "TellPart",
    "TellRows",
    "compiled",
    "identities",
    "tell_parts",
    "tell_rows",
]

TellRows = Callable[[Any, bytes, list[bytes], list[str]], None]
"""Struct, what begins a line, the pieces so far, texts of unknown codes so far."""
TellPart = Callable[..., list[bytes]]
Identities = Callable[[Any, str], list[str]]
"""Parts and what stands before the fields of their key -> the text that tells each from the others."""

_STATUS = frozenset({"overallStatus", "siteStatus"})
"""Properties whose unknown codes stand under `statusText`."""
_MANY_TEXTS, _MANY_CODES, _MANY_NUMBERS = (str, ...), (str, Uncoded, ...), (int, ...)

_ONE = "if (v := part.{field}) is not None: out += (lead, {predicate}, {encode}(v))"
_TEXT = (
    "if (v := part.{field}) is not None: out += (lead, {predicate}, json_string(v) if v.isprintable() else {encode}(v))"
)
_MANY = "if part.{field}:\n    for v in dict.fromkeys(part.{field}): out += (lead, {predicate}, {encode}(v))"
_CODE = (
    "if ({value} := {source}) is not None:\n"
    "    if {value}.__class__ is str: out += (lead, {predicate}, {encode}({value}))\n"
    "    else: {unknown}"
)
_CODES = (
    "for v in dict.fromkeys(part.{field}):\n"
    "    if v.__class__ is str: out += (lead, {predicate}, {encode}(v))\n"
    "    else: {unknown}"
)


class Compiled(NamedTuple):
    """A function that was made, and its source."""

    source: str
    function: Callable[..., Any]


class _Names:
    """What the source of one function names: predicates, classes, encoders."""

    def __init__(self) -> None:
        self.space: dict[str, object] = {
            "text": text,
            "number": number,
            "json_string": json_string,
            "unknown_code": unknown_code,
        }

    def of(self, prefix: str, term: str, value: object) -> str:
        name = f"{prefix}_{term.replace(':', '_')}"
        self.space[name] = value
        return name

    def predicate(self, term: str) -> str:
        return self.of("p", term, predicate(term))

    def encode(self, term: str, encode: Encode) -> str:
        return self.of("as", term, encode)

    def compiled(self, source: str, name: str) -> Compiled:
        space = dict(self.space)
        exec(compile(source, f"<{name}>", "exec"), space)  # noqa: S102 - the source is made here, of our own tables
        return Compiled(source, cast(Callable[..., Any], space["tell"]))


@cache
def tell_rows(table: Table) -> TellRows:
    """What tells the rows of a struct on the node whose lines begin with `lead`."""
    return compiled(table).function


@cache
def compiled(table: Table | Part) -> Compiled:
    """The function of a table, with its source."""
    if isinstance(table, Part):
        return _compiled_part(table)
    names = _Names()
    rows = _indented(_rows(table, names), 4)
    return names.compiled(f"def tell(part, lead, out, texts):\n{rows}", f"rows of {table.struct.__name__}")


def tell_parts(part: Part) -> TellPart:
    """What tells a node for each part of one kind, and gives their terms."""
    return compiled(part).function


def _compiled_part(part: Part) -> Compiled:
    names = _Names()
    a = names.of("p", "type", TYPE)
    types = [f"lead, {a}, {names.of('c', name, class_term(name))}" for name in types_of(part.class_name)]
    position, texts, of = map(names.predicate, ("position", "codeText", "ofStudy"))
    source = f"""\
def tell(parts, keys, positions, begin, study, end, out, nodes, more):
    terms = []
    texts = []
    for part, key, position in zip(parts, keys, positions):
        subject = b"%b%b>" % (begin, key)
        lead = end + subject + b" "
        nodes.append((subject, len(out)))
        out += ({", ".join(types)})
        if study is not None: out += (lead, {of}, study)
{_indented(_rows(part, names), 8)}
        if more is not None: more(part, lead, out)
        if texts:
            for v in dict.fromkeys(texts): out += (lead, {texts}, text(v))
            texts.clear()
        out += (lead, {position}, number(position))
        terms.append(subject)
    return terms
"""
    return names.compiled(source, f"parts {part.class_name}")


@cache
def identities(part: Part) -> Identities:
    """What gives the text that tells a part from others of its kind."""
    types = _types(part.struct)
    fields = "\\x1f".join(f"{{{_key_text(name, types[name])}}}" for name in part.key)
    names = _Names()
    names.space["Uncoded"] = Uncoded
    source = f'def tell(parts, before):\n    return [f"{{before}}{fields}" for part in parts]\n'
    return names.compiled(source, f"identities of {part.struct.__name__}").function


def _key_text(name: str, kind: object) -> str:
    if _form(kind) == _form(str | Uncoded):
        return f"(part.{name}.text if part.{name}.__class__ is Uncoded else part.{name}) or ''"
    return f"part.{name} or ''" if kind is not str else f"part.{name}"


def _indented(lines: Iterator[str], by: int) -> str:
    return "\n".join(f"{' ' * by}{line}" for block in lines for line in block.split("\n"))


def _types(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(struct)}


def _form(kind: Any) -> tuple[object, ...]:
    """The types that a value may have besides None; `...` behind them if there are several values."""
    if get_origin(kind) is tuple:
        return (*_form(get_args(kind)[0]), ...)
    return tuple(each for each in get_args(kind) if each is not NoneType) if isinstance(kind, UnionType) else (kind,)


def _rows(table: Table | Part, names: _Names) -> Iterator[str]:
    types = _types(table.struct)
    also = {row.term: row.attribute for row in table.rows}
    for row in table.rows:
        yield from _row(row, _form(types[row.attribute]), names, also)


def _row(row: Property, form: tuple[object, ...], names: _Names, also: dict[str, str]) -> Iterator[str]:
    term, field = row.term, row.attribute
    said = {"field": field, "predicate": names.predicate(term)}
    match form:
        case (only,) if only in (StudyDate, PostedDate):
            yield from _dated(row, names, also)
            if only is StudyDate:
                yield from _bounds(term, names)
            yield _indented(iter([_code(f"{term}Type", f"part_{field}.type", names)]), 4)
        case (only,) if only is Enrollment:
            yield f"if (part_{field} := part.{field}) is not None:"
            yield f"    out += (lead, {said['predicate']}, number(part_{field}.count))"
            yield _indented(iter([_code(f"{term}Type", f"part_{field}.type", names)]), 4)
        case (*_, last) if form == _MANY_CODES:
            yield _CODES.format(**said, encode=names.encode(term, encoder(term)), unknown=_unknown(term, "v", names))
        case (*_, last) if last is ...:
            encode = number if form == _MANY_NUMBERS else encoder(term)
            yield _MANY.format(**said, encode=names.encode(term, encode))
        case (_, _):
            yield _code(term, f"part.{field}", names)
        case (only,):
            encode = {bool: flag, int: number, PartialDate: date}.get(only) or encoder(term)  # type: ignore[call-overload]
            template = _TEXT if encode is text else _ONE
            yield template.format(**said, encode=names.encode(term, encode))


def _code(term: str, source: str, names: _Names) -> str:
    return _CODE.format(
        value="v",
        source=source,
        predicate=names.predicate(term),
        encode=names.encode(term, encoder(term)),
        unknown=_unknown(term, "v", names),
    )


def _unknown(term: str, value: str, names: _Names) -> str:
    """A text that is no code is kept apart, never dressed up as one."""
    if term in _STATUS:
        return f"out += (lead, {names.predicate('statusText')}, text({value}.text))"
    return f'texts.append(unknown_code("{term}", {value}))'


def _dated(row: Property, names: _Names, also: dict[str, str]) -> Iterator[str]:
    """A date; a super-property repeats it, unless a row of its own says the same."""
    term, field = row.term, row.attribute
    yield f"if (part_{field} := part.{field}) is not None:"
    yield f"    v = part_{field}.date"
    yield f"    out += (lead, {names.predicate(term)}, {names.encode('date', date)}(v))"
    for name in SUPER_PROPERTIES.get(term, ()):
        unless = f"if v != part.{also[name]}: " if name in also else ""
        yield f"    {unless}out += (lead, {names.predicate(name)}, as_date(v))"


def _bounds(term: str, names: _Names) -> Iterator[str]:
    """The first and the last day that a date may mean, and its year: SPARQL compares nothing of different datatypes."""
    first, last = names.predicate(f"{term}Earliest"), names.predicate(f"{term}Latest")
    yield f"    out += (lead, {first}, {names.encode('earliest', earliest)}(v))"
    yield f"    out += (lead, {last}, {names.encode('latest', latest)}(v))"
    years = names.predicate(f"{term.removesuffix('Date')}Year")
    yield f"    out += (lead, {years}, number(v.year))"
