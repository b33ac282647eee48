"""What a question lets its asker choose, and how a value given as text becomes a SPARQL term.

A question declares a parameter in a comment and uses it as `$name`:

    # parameter: concept | mesh | D003327 | the MeSH descriptor of the condition

that is name, kind, default, meaning. Where no default is sensible the asker must choose: then an example of a value
stands in its place, `such as D003327`. A value can become one term and nothing else, so that no value can change the
question around it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

import pyoxigraph

from kg import assets
from kg.errors import UsageError
from kg.iris import CODES, study_id
from kg.prefixes import MESH
from kg.rdf.terms import XSD, iri, literal

__all__ = ["KINDS", "QueryParameter", "declared", "terms"]

_LINE = re.compile(r"^#\s*parameter:\s*([^|\n]+)\|([^|\n]+)\|([^|\n]*)\|(.+)$", re.MULTILINE)
_EXAMPLE = "such as "
_DESCRIPTOR = re.compile(r"(?:mesh:|http://id\.nlm\.nih\.gov/mesh/)?([A-Z][0-9]{4,12})")
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class QueryParameter(NamedTuple):
    """One thing that the asker of a question may choose."""

    name: str
    kind: str
    """A key of `KINDS`, or `code LIST`."""
    default: str | None
    """None where the asker must choose."""
    meaning: str
    example: str = ""
    """A value; the default, if there is one."""

    def setting(self, value: str | None = None) -> str:
        """How the command line gives it a value: `--set name="heart failure"`."""
        text = self.example if value is None else value
        return f"--set {self.name}={json.dumps(text, ensure_ascii=False) if ' ' in text else text}"


def declared(text: str) -> tuple[QueryParameter, ...]:
    """The parameters that the comments of a question declare."""
    return tuple(_parameter(*(part.strip() for part in found.groups())) for found in _LINE.finditer(text))


def _parameter(name: str, kind: str, default: str, meaning: str) -> QueryParameter:
    example = default.removeprefix(_EXAMPLE)
    return QueryParameter(name, kind, None if example != default else default, meaning, example)


def terms(parameters: Iterable[QueryParameter], given: Mapping[str, str]) -> dict[str, str]:
    """Name -> SPARQL term, defaults filled in.

    Raises UsageError for an unknown name, a value that does not fit, and where a value must be chosen and is not.
    """
    known = {each.name: each for each in parameters}
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"the question has no parameter {name!r}; it has {names}")
    missing = [each for each in known.values() if each.default is None and each.name not in given]
    if missing:
        settings = " ".join(each.setting() for each in missing)
        meanings = ", ".join(f"{each.name} ({each.meaning})" for each in missing)
        raise UsageError(f"the question has no answer without {meanings}; give it, for example by {settings}")
    return {name: _term(each, given.get(name, each.example)) for name, each in known.items()}


def _term(parameter: QueryParameter, value: str) -> str:
    kind, _, scheme = parameter.kind.partition(" ")
    if not (scheme in _schemes() if kind == "code" else parameter.kind in KINDS):
        known = (
            f"code lists are {', '.join(_schemes())}" if kind == "code" else f"known are {', '.join(KINDS)}, code LIST"
        )
        raise UsageError(
            f"the question gives its parameter {parameter.name} the unknown kind {parameter.kind!r}; {known}"
        )
    try:
        return _code(value, scheme) if kind == "code" else KINDS[kind](value)
    except ValueError as error:
        raise UsageError(f"--set {parameter.name}={value}: {error} ({parameter.meaning})") from None


def _descriptor(value: str) -> str:
    found = _DESCRIPTOR.fullmatch(value.strip())
    if found is None:
        raise ValueError("expected a MeSH descriptor such as D000741")
    return iri(f"{MESH}{found[1]}")


def _iri(value: str) -> str:
    text = value.strip().removeprefix("<").removesuffix(">")
    try:
        return str(pyoxigraph.NamedNode(text))
    except ValueError:
        raise ValueError("expected an absolute IRI") from None


def _integer(value: str) -> str:
    try:
        return literal(str(int(value)), f"{XSD}integer")
    except ValueError:
        raise ValueError("expected a whole number") from None


def _decimal(value: str) -> str:
    if not _DECIMAL.fullmatch(value.strip()):
        raise ValueError("expected a number such as 65 or 0.5")
    return literal(value.strip(), f"{XSD}decimal")


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value.strip()):
        raise ValueError("expected an ISO 3166-1 code of two letters, such as BR")
    return literal(value.strip().upper())


def _code(value: str, scheme: str) -> str:
    notation = value.strip().upper()
    known = _notations(scheme)
    if notation not in known:
        raise ValueError(f"expected one of {', '.join(known)}")
    return iri(f"{CODES}{scheme}/{notation}")


@cache
def _schemes() -> tuple[str, ...]:
    """The code lists, by name."""
    return tuple(path.rpartition("/")[2].removesuffix(".ttl") for path in assets.code_lists())


@cache
def _notations(scheme: str) -> tuple[str, ...]:
    path = f"ontology/codes/{scheme}.ttl"
    quads = pyoxigraph.parse(assets.read(path), format=pyoxigraph.RdfFormat.TURTLE)
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode)}
    return tuple(sorted(each.rpartition("/")[2] for each in found if each.startswith(f"{CODES}{scheme}/")))


KINDS: dict[str, Callable[[str], str]] = {
    "country": _country,
    "decimal": _decimal,
    "integer": _integer,
    "iri": _iri,
    "mesh": _descriptor,
    "study": lambda value: literal(study_id(value)),
    "text": literal,
}
"""Kind of parameter -> its value as a SPARQL term; besides these, `code LIST` takes a notation of a code list."""
