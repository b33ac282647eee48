"""SPARQL results in JSON, read row by row as they come, so that no answer need fit into memory."""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from kg.errors import RemoteError
from kg.rdf.terms import iri, literal

from .answers import Row

__all__ = ["Head", "read_results"]

_BINDINGS = re.compile(r'"bindings"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_STRINGS = (None, "http://www.w3.org/2001/XMLSchema#string")
_DECODER = json.JSONDecoder()


class Head(NamedTuple):
    """What comes before the rows: their variables, or yes or no."""

    variables: tuple[str, ...] = ()
    boolean: bool | None = None


def read_results(blocks: Iterable[bytes]) -> tuple[Head, Iterator[Row]]:
    """The head and the rows of a result; raises RemoteError, sooner or later, if it is none."""
    texts = codecs.iterdecode(blocks, "utf-8")
    begun = ""
    try:
        for text in texts:
            begun += text
            if found := _BINDINGS.search(begun):
                if '"head"' not in begun[: found.start()]:  # the rows can be read when their variables are known
                    return _whole(json.loads(begun + "".join(texts)))
                head = _head(json.loads(f"{begun[: found.end()]}]}}}}"))
                return head, _rows(begun[found.end() :], texts, head.variables)
        return _whole(json.loads(begun))
    except (ValueError, KeyError, TypeError) as error:
        raise _no_results(error) from error


def _whole(document: Any) -> tuple[Head, Iterator[Row]]:
    head = _head(document)
    bindings = [] if head.boolean is not None else document["results"]["bindings"]
    return head, iter([_row(binding, head.variables) for binding in bindings])


def _head(document: Any) -> Head:
    if "boolean" in document:
        return Head(boolean=bool(document["boolean"]))
    return Head(variables=tuple(document["head"]["vars"]))


def _rows(held: str, texts: Iterator[str], variables: tuple[str, ...]) -> Iterator[Row]:
    place = 0
    while True:
        place = _after(_BETWEEN, held, place)
        if held.startswith("]", place):
            return
        try:
            binding, place = _DECODER.raw_decode(held, place)
            yield _row(binding, variables)
        except json.JSONDecodeError as error:
            more = next(texts, None)
            if more is None:
                raise _no_results(error) from error
            held, place = held[place:] + more, 0
        except (ValueError, KeyError, TypeError) as error:
            raise _no_results(error) from error


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _row(binding: Any, variables: tuple[str, ...]) -> Row:
    return tuple(_TERMS[binding[name]["type"]](binding[name]) if name in binding else None for name in variables)


def _literal(value: dict[str, str]) -> str:
    if language := value.get("xml:lang"):
        return f"{literal(value['value'])}@{language.lower()}"
    datatype = value.get("datatype")
    return literal(value["value"], None if datatype in _STRINGS else datatype)


_TERMS: dict[str, Callable[[dict[str, str]], str]] = {
    "uri": lambda value: iri(value["value"]),
    "bnode": lambda value: f"_:{value['value']}",
    "literal": _literal,
    "typed-literal": _literal,  # Virtuoso 7.2 still writes this type of the first draft
}


def _no_results(error: Exception) -> RemoteError:
    return RemoteError(f"the endpoint's answer is no SPARQL JSON, or broke off: {error}")
