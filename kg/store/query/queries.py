"""SPARQL questions: the ones that ship, and how any is put to a store in memory."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

import pyoxigraph

from kg import assets
from kg.errors import UsageError
from kg.iris import BASE, ONTOLOGY
from kg.rdf.curies import known_prefixes
from kg.rdf.terms import RDF_TYPE

from .query_parameters import QueryParameter, declared, terms
from .query_syntax import check_query, fault_of, fill, names_graphs

__all__ = ["Example", "Results", "ask", "base_in", "example", "examples", "filled", "with_prefixes"]

_HEAD = re.compile(r"^#\s*(title|purpose|cannot tell):\s*(.+?(?:\n#   .+?)*)\s*$", re.MULTILINE)
_CONSTRUCT = re.compile(r"^CONSTRUCT\b", re.MULTILINE)
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):", re.IGNORECASE | re.MULTILINE)

_LIKE = 0.7
"""From this ratio of common letters on a name may be meant by another, such as `dios` for `dois`."""

_TYPE = pyoxigraph.NamedNode(RDF_TYPE[1:-1])
_BUILD = pyoxigraph.NamedNode(f"{ONTOLOGY}Build")
_BUILD_NODE = "build>"

Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


class Example(NamedTuple):
    """A question that ships with kgbuild."""

    name: str
    title: str
    purpose: str
    """What the answer is good for; empty where the file does not say."""
    limits: str
    """What the answer cannot tell; empty where the file does not say."""
    parameters: tuple[QueryParameter, ...]
    source: str
    """The query as written, parameters as `$name`."""

    @property
    def constructs(self) -> bool:
        """Whether its answer is a graph."""
        return _CONSTRUCT.search(self.source) is not None

    @property
    def text(self) -> str:
        """The query with the defaults of its parameters; raises UsageError if one of them must be chosen."""
        return self.filled({})

    @property
    def shown(self) -> str:
        """The query as query editors offer it: with an example of each value that must be chosen."""
        return self.filled({each.name: each.example for each in self.parameters})

    def filled(self, given: Mapping[str, str]) -> str:
        """The query with values for its parameters; raises UsageError for one that does not fit."""
        return filled(self.source, given)


def examples() -> tuple[Example, ...]:
    """All questions that ship, by name."""
    return tuple(_parsed(path) for path in assets.queries())


def _parsed(path: str) -> Example:
    text = assets.read(path)
    name = path.rpartition("/")[2].removesuffix(".rq")
    head = {found[1]: re.sub(r"\s*\n#\s*", " ", found[2]) for found in _HEAD.finditer(text)}
    return Example(
        name,
        head.get("title", name),
        head.get("purpose", ""),
        head.get("cannot tell", ""),
        declared(text),
        text,
    )


def example(name: str) -> Example:
    """The question of that name; raises UsageError that names those of like names, else all."""
    known = {each.name: each for each in examples()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, cutoff=_LIKE) or [each for each in known if name and name in each]
    lines = "\n".join(f"  {each:32} {known[each].title}" for each in near or known)
    said = "near are (--list shows all)" if near else "there are"
    raise UsageError(f"there is no example {name!r}; {said}\n{lines}")


def with_prefixes(text: str) -> str:
    """The query with the prefixes that it uses and does not declare, on its first line, so that line numbers stay."""
    declared_names = set(_PREFIX.findall(text))
    missing = [
        f"PREFIX {name}: <{namespace}>"
        for name, namespace in known_prefixes().items()
        if name not in declared_names and re.search(rf"(?<![\w-]){name}:", text)
    ]
    return f"{' '.join(missing)} {text}" if missing else text


def ask(store: pyoxigraph.Store, text: str, *, service: bool = False) -> Results:
    """The answer of a store; raises UsageError that points at a fault of syntax.

    All its graphs are taken as one, unless the query names its dataset: then that is as SPARQL says. Relative IRIs
    stand below the base of the data.
    """
    check_query(text, service=service)
    known, union = dict(known_prefixes()), not names_graphs(text)
    try:
        return store.query(text, base_iri=base_in(store), prefixes=known, use_default_graph_as_union=union)
    except SyntaxError as error:
        raise fault_of(text, str(error), known) from error


def base_in(store: pyoxigraph.Store) -> str:
    """The base IRI of the data in a store, by its build node; the default base without one."""
    for quad in store.quads_for_pattern(None, _TYPE, _BUILD, None):
        node = str(quad.subject)
        if node.endswith(_BUILD_NODE):
            return node[1 : -len(_BUILD_NODE)]
    return BASE


def filled(text: str, given: Mapping[str, str]) -> str:
    """Any query with values for the parameters that its comments declare."""
    return fill(text, terms(declared(text), given))
