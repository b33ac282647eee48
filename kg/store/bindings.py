"""SPARQL results in JSON, read row by row as they come, so that no answer need fit into memory."""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from kg.errors import RemoteError
from kg.rdf.terms import iri, literal

from .answers import Row

__all__ = ["Head", "read_results"]

_BINDINGS = re.compile(r'"bindings"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_LONGEST = 100
"""Characters that `"bindings": [` takes at most, white space included, to be found where two blocks share it."""
_STRINGS = (None, "http://www.w3.org/2001/XMLSchema#string")
_DECODER = json.JSONDecoder()


class Head(NamedTuple):
    """What comes before the rows: their variables, or yes or no."""

    variables: tuple[str, ...] = ()
    boolean: bool | None = None


def read_results(blocks: Iterable[bytes]) -> tuple[Head, Iterator[Row]]:
    """The head and the rows of a result; raises RemoteError, sooner or later, if it is none."""
    texts = codecs.iterdecode(blocks, "utf-8-sig")
    begun = ""
    with _told():
        for text in texts:
            # A name that two blocks share is found too, and nothing is looked through twice.
            place = max(0, len(begun) - _LONGEST)
            begun += text
            if found := _BINDINGS.search(begun, place):
                if '"head"' not in begun[: found.start()]:  # the rows can be read when their variables are known
                    return _whole(json.loads(begun + "".join(texts)))
                head = _head(json.loads(f"{begun[: found.end()]}]}}}}"))
                return head, _rows(begun[found.end() :], texts, head.variables)
        return _whole(json.loads(begun))


@contextmanager
def _told() -> Iterator[None]:
    """Raises RemoteError for whatever a document that is none makes Python raise."""
    try:
        yield
    except RecursionError as error:
        raise RemoteError("the endpoint's answer is nested too deep to be SPARQL JSON") from error
    except UnicodeDecodeError as error:
        raise RemoteError("the endpoint's answer is no SPARQL JSON: it is no text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise RemoteError(f"the endpoint's answer is no SPARQL JSON, or broke off: {error}") from error
    except ValueError as error:
        raise RemoteError(
            "the endpoint's answer is no SPARQL JSON: it holds a number of thousands of digits"
        ) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise RemoteError("the endpoint's answer is no SPARQL JSON, but JSON of another kind") from error


def _whole(document: Any) -> tuple[Head, Iterator[Row]]:
    head = _head(document)
    bindings = [] if head.boolean is not None else document["results"]["bindings"]
    return head, iter([_row(binding, head.variables) for binding in bindings])


def _head(document: Any) -> Head:
    if "boolean" in document:
        return Head(boolean=bool(document["boolean"]))
    names = tuple(document["head"]["vars"])
    if not all(isinstance(name, str) for name in names):
        raise TypeError(names)
    return Head(variables=names)


def _rows(held: str, texts: Iterator[str], variables: tuple[str, ...]) -> Iterator[Row]:
    place, again = 0, False
    with _told():
        while True:
            place = _after(_BETWEEN, held, place)
            if held.startswith("]", place):
                return
            try:
                binding, place = _DECODER.raw_decode(held, place)
            except json.JSONDecodeError as error:
                # A row that one block more did not end is looked at again when twice as much is there.
                more = _more(texts, max(1, len(held) - place) if again else 1)
                if not more:
                    raise error from None
                held, place, again = held[place:] + more, 0, True
            else:
                again = False
                yield _row(binding, variables)


def _more(texts: Iterator[str], wanted: int) -> str:
    """So many characters more, if there are; nothing at the end."""
    held, size = list[str](), 0
    while size < wanted and (text := next(texts, None)) is not None:
        held.append(text)
        size += len(text)
    return "".join(held)


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
