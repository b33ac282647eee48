"""What a query answers: rows of terms, yes or no, or triples, complete or cut at the row cap."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from importlib import import_module
from sys import getsizeof
from typing import Any, Literal, overload

from kg.errors import UsageError
from kg.iris import BASE
from kg.rdf import Triple

from .answer_values import IRI, Value, value_of

__all__ = ["Answer", "AnswerRow", "Cut", "Row", "size_of"]

Row = tuple[str | None, ...]
"""A term, as N-Triples text, or None for each variable."""

Cut = Literal["rows", "bytes"]
"""The limits at which an answer is cut: so many rows, or so many bytes."""

_SHOWN = 100
"""So many rows of a table are shown in a notebook."""
_PRINTED = 10
"""So many rows are printed."""
_WIDEST = 50
"""Characters of a text that are printed."""
_TRIPLE = ("subject", "predicate", "object")


def size_of(row: Row) -> int:
    """The bytes of memory that a row takes: for short terms that is some times their text."""
    return sum(map(getsizeof, row))


class AnswerRow:
    """A row of an answer: its values in order, `row.name` and `row["name"]`; `dict(row)` gives names and values."""

    __slots__ = ("_names", "_values")

    def __init__(self, names: Sequence[str], values: Sequence[Value]) -> None:
        self._names = tuple(names)
        self._values = tuple(values)

    def __getattr__(self, name: str) -> Any:
        if name in self._names:
            return self._values[self._names.index(name)]
        raise AttributeError(f"the answer has no variable {name!r}; there are {', '.join(self._names)}")

    @overload
    def __getitem__(self, place: int | str) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, place: int | str | slice) -> Value | tuple[Value, ...]:
        if not isinstance(place, str):
            return self._values[place]
        if place in self._names:
            return self._values[self._names.index(place)]
        raise KeyError(place)

    def __iter__(self) -> Iterator[Value]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, AnswerRow):
            return (self._names, self._values) == (other._names, other._values)
        return self._values == other

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"AnswerRow({', '.join(f'{name}={value!r}' for name, value in zip(self._names, self, strict=True))})"

    def keys(self) -> tuple[str, ...]:
        """The names of the variables, in order."""
        return self._names


@dataclass(frozen=True, repr=False)
class Answer:
    """The answer to one query. Of SELECT it holds `rows`, of ASK `boolean`, of CONSTRUCT and DESCRIBE `triples`.

    It is a sequence of rows, `for row in answer: print(row.title)`, whose values are IRIs, numbers, dates and texts of
    Python; `rows` and `triples` hold the terms themselves, in N-Triples text. It is true where there are rows, of ASK
    where the answer is yes.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None
    cut: Cut | None = None
    """The limit at which it was cut; None of a whole answer."""
    base: str = BASE
    """The base IRI of the data, below which IRIs are shown as `<study/NCT01297972>`."""

    @property
    def capped(self) -> bool:
        """Whether there is more."""
        return self.cut is not None

    def arranged(self, names: Sequence[str]) -> "Answer":
        """The same answer with its columns in this order."""
        places = [self.variables.index(name) for name in names]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return replace(self, variables=tuple(names), rows=rows)

    def __iter__(self) -> Iterator[AnswerRow]:
        names, rows = self._table()
        for row in rows:
            yield AnswerRow(names, tuple(map(value_of, row)))

    def __len__(self) -> int:
        return len(self._table()[1])

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    @overload
    def __getitem__(self, place: int) -> AnswerRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[AnswerRow, ...]: ...
    def __getitem__(self, place: int | slice) -> AnswerRow | tuple[AnswerRow, ...]:
        names, rows = self._table()
        if isinstance(place, slice):
            return tuple(AnswerRow(names, tuple(map(value_of, row))) for row in rows[place])
        return AnswerRow(names, tuple(map(value_of, rows[place])))

    def __repr__(self) -> str:
        """The first ten rows as a table."""
        if self.boolean is not None:
            return f"Answer: {'yes' if self.boolean else 'no'}"
        names, rows = self._table()
        lines = [names, *([self._printed(term) for term in row] for row in rows[:_PRINTED])]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        more = [f"and {len(rows) - _PRINTED:,} more"] if len(rows) > _PRINTED else []
        cut = f", cut at the limit of {self.cut}" if self.cut else ""
        head = f"Answer: {len(rows):,} row{'' if len(rows) == 1 else 's'}{cut}"
        return "\n".join([head, *(f"  {line}" for line in (*shown, *more))])

    def _printed(self, term: str | None) -> str:
        value = value_of(term)
        if isinstance(value, IRI):
            return value.short(base=self.base)
        text = "" if value is None else " ".join(str(value).split())
        return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"

    def _table(self) -> tuple[Sequence[str], Sequence[Row]]:
        """The names of the columns, and the rows."""
        return (_TRIPLE, self.triples) if self.triples is not None else (self.variables, self.rows)

    def records(self) -> Iterator[Mapping[str, Value]]:
        """Each row as variable -> Python value."""
        for row in self.rows:
            yield dict(zip(self.variables, map(value_of, row), strict=True))

    def columns(self) -> dict[str, list[Value]]:
        """Each variable -> its values, row by row."""
        return {name: [value_of(row[place]) for row in self.rows] for place, name in enumerate(self.variables)}

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame, decimals as floats, IRIs as plain texts; needs the extra `notebook`."""
        pandas = _imported("pandas")
        columns = {name: list(map(_plain, values)) for name, values in self.columns().items()}
        return pandas.DataFrame(columns, columns=list(self.variables))

    def to_networkx(self) -> Any:
        """The triples as a networkx MultiDiGraph: links are edges, texts and numbers are attributes of their node.

        Of CONSTRUCT and DESCRIBE; needs the extra `notebook`.
        """
        graph = _imported("networkx").MultiDiGraph()
        for subject, predicate, term in self.triples or ():
            name = re.split("[#/]", predicate[1:-1])[-1]
            source, value = str(value_of(subject)), value_of(term)
            if term[0] != '"':
                graph.add_edge(source, str(value), key=name)
            else:
                graph.add_node(source)
                graph.nodes[source].setdefault(name, []).append(value)
        return graph

    def _repr_html_(self) -> str:
        """What a notebook shows: a table, numbers to the right, IRIs as links."""
        if self.boolean is not None:
            return f"<b>{'yes' if self.boolean else 'no'}</b>"
        header, rows = self._table()
        head = "".join(f"<th>{escape(name)}</th>" for name in header)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:_SHOWN])
        more = f" of which {_SHOWN} are shown" if len(rows) > _SHOWN else ""
        cut = f"; there are more, the limit of {self.cut} was hit" if self.cut else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{len(rows)} rows{more}{cut}</p>"


def _imported(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(f"this needs {name}: pip install 'kgbuild[notebook]'") from error


def _plain(value: Value) -> Value:
    return float(value) if isinstance(value, Decimal) else str(value) if isinstance(value, IRI) else value


def _cell(term: str | None) -> str:
    if term is None:
        return "<td></td>"
    value = value_of(term)
    text = escape(str(value))
    if term.startswith(("<http://", "<https://")):
        return f'<td><a href="{text}">{text}</a></td>'
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return f'<td style="text-align:right">{text}</td>' if number else f"<td>{text}</td>"
