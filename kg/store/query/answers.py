"""What a query answers: rows of terms, yes or no, or triples, complete or cut at the row cap."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from importlib import import_module
from sys import getsizeof
from typing import Any, Literal, NamedTuple

from kg.errors import UsageError
from kg.iris import BASE
from kg.rdf import Triple
from kg.rdf.terms import XSD, literal_parts

__all__ = ["Answer", "Cut", "Row", "Value", "size_of", "value_of"]

Row = tuple[str | None, ...]
"""A term, as N-Triples text, or None for each variable."""

Cut = Literal["rows", "bytes"]
"""The limits at which an answer is cut: so many rows, or so many bytes."""

Value = str | int | float | bool | Decimal | None

_SHOWN = 100
"""So many rows of a table are shown in a notebook."""


def _boolean(text: str) -> bool:
    return text in ("true", "1")


_NUMBERS: dict[str | None, Callable[[str], Value]] = {
    f"{XSD}integer": int,
    f"{XSD}int": int,
    f"{XSD}long": int,
    f"{XSD}nonNegativeInteger": int,
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": _boolean,
}


def value_of(term: str | None) -> Value:
    """The Python value of a term: an IRI and any other text as str, numbers as numbers, an unbound variable as None."""
    if term is None:
        return None
    if term[0] != '"':
        return term.removeprefix("<").removesuffix(">")
    text, datatype, _ = literal_parts(term)
    try:
        return _NUMBERS[datatype](text) if datatype in _NUMBERS else text
    except (ValueError, ArithmeticError):  # an ill-typed literal, "abc"^^xsd:integer, is still text
        return text


def size_of(row: Row) -> int:
    """The bytes of memory that a row takes: for short terms that is some times their text."""
    return sum(map(getsizeof, row))


class Answer(NamedTuple):
    """The answer to one query. Of SELECT it holds `rows`, of ASK `boolean`, of CONSTRUCT and DESCRIBE `triples`."""

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
        return self._replace(
            variables=tuple(names), rows=tuple(tuple(row[place] for place in places) for row in self.rows)
        )

    def records(self) -> Iterator[Mapping[str, Value]]:
        """Each row as variable -> Python value."""
        for row in self.rows:
            yield dict(zip(self.variables, map(value_of, row), strict=True))

    def columns(self) -> dict[str, list[Value]]:
        """Each variable -> its values, row by row."""
        return {name: [value_of(row[place]) for row in self.rows] for place, name in enumerate(self.variables)}

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame, decimals as floats; needs the extra `notebook`."""
        pandas = _imported("pandas")
        columns = {name: list(map(_float, values)) for name, values in self.columns().items()}
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
        header: Sequence[str] = ("subject", "predicate", "object") if self.triples is not None else self.variables
        rows: Sequence[Row] = self.triples if self.triples is not None else self.rows
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


def _float(value: Value) -> Value:
    return float(value) if isinstance(value, Decimal) else value


def _cell(term: str | None) -> str:
    if term is None:
        return "<td></td>"
    value = value_of(term)
    text = escape(str(value))
    if term.startswith(("<http://", "<https://")):
        return f'<td><a href="{text}">{text}</a></td>'
    number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return f'<td style="text-align:right">{text}</td>' if number else f"<td>{text}</td>"
