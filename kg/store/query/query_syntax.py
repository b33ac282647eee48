"""SPARQL text, token by token: what kind of request it is, what it would reach out to, where it is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.errors import UsageError
from kg.rdf.curies import known_prefixes

__all__ = [
    "LABELS",
    "QuerySyntaxError",
    "check_query",
    "columns",
    "fault_of",
    "fill",
    "named_iris",
    "names_graphs",
    "reads_labels",
]

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w-]*(?:\.[\w-]+)*:(?:[\w:.%-]|\\.)*)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<bracket><<|>>|[(){}\[\]])
    | (?P<other>\s+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_OPENING = frozenset({"(", "[", "{", "<<"})
_DEEPEST = 200
"""pyoxigraph ends its process at 1,000 on a stack of 8 MB, and takes 20 s for a list of 200."""
_WIDEST = 160
"""So many characters of a line are shown around a fault."""
_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_REASON = re.compile(r"[A-Z][a-zA-Z]+ [a-z].*")
"""A sentence, and not a list of what was expected."""


LABELS = frozenset(
    {
        "http://www.w3.org/2000/01/rdf-schema#comment",
        "http://www.w3.org/2000/01/rdf-schema#label",
        *(
            f"http://www.w3.org/2004/02/skos/core#{name}"
            for name in ("definition", "inScheme", "notation", "prefLabel", "topConceptOf")
        ),
    }
)
"""What ontology and code lists say of their terms."""


class QuerySyntaxError(UsageError):
    """A query that is not valid SPARQL; the text shows the line and a caret under the fault."""


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        yield _Token(found.lastgroup or "other", found[0])


def check_query(text: str, *, service: bool) -> None:
    """Raises UsageError unless the text is a query, and one that calls no other server unless `service` allows it.

    pyoxigraph calls the servers that SERVICE names, and has no switch for it; Virtuoso runs updates that come as
    queries.
    """
    # SPARQL 1.1, 19.2: code point escapes are replaced before the text is parsed, in keywords too.
    plain = _CODE_POINT.sub(_code_point, text)
    words = [token.text.upper() for token in _tokens(plain) if token.kind == "word"]
    form = next((word for word in words if word not in _PROLOGUE), None)
    if form is not None and form not in _FORMS:
        raise UsageError(f"{form} is no query: SELECT, ASK, CONSTRUCT and DESCRIBE are; nothing was changed")
    if "SERVICE" in words and not service:
        raise UsageError("the query calls another server (SERVICE); --allow-service permits that")
    _check_depth(plain)


def names_graphs(text: str) -> bool:
    """Whether the query says itself of which graphs its dataset is made (FROM, FROM NAMED)."""
    plain = _CODE_POINT.sub(_code_point, text)
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in _tokens(plain))


def named_iris(text: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """The IRIs by which a query looks into a graph, in its order: neither datatypes nor functions, nor its template.

    A name is what `prefixes` or the query's own declarations make of it; relative IRIs are not among them.
    """
    tokens = [each for each in _tokens(_CODE_POINT.sub(_code_point, text)) if not _passed_over(each)]
    declared, found = dict(prefixes), dict[str, None]()
    begin = _after_template(tokens)
    for place, token in enumerate(tokens):
        before = [each.text.upper() for each in tokens[max(0, place - 2) : place]]
        after = [each.text for each in tokens[place + 1 : place + 2]]
        if before[:1] == ["PREFIX"] and token.kind == "iri":
            declared[tokens[place - 1].text[:-1]] = token.text[1:-1]
        elif place >= begin and before != ["^", "^"] and before[-1:] != ["BASE"] and after != ["("]:
            found |= dict.fromkeys(_expanded(token, declared))
    return tuple(found)


def _passed_over(token: _Token) -> bool:
    return token.kind == "comment" or token.text.isspace()


def _expanded(token: _Token, prefixes: Mapping[str, str]) -> Iterator[str]:
    """The absolute IRI of a token, if it is one."""
    prefix, colon, local = token.text.partition(":")
    if token.kind == "iri" and colon:
        yield token.text[1:-1]
    elif token.kind == "name" and prefix in prefixes and local:
        yield prefixes[prefix] + local.replace("\\", "")


def _after_template(tokens: Sequence[_Token]) -> int:
    """Where the template of CONSTRUCT ends, what it makes need not be there; 0 without one."""
    words = [each.text.upper() for each in tokens]
    if "CONSTRUCT" not in words:
        return 0
    begin = words.index("CONSTRUCT") + 1
    return words.index("}", begin) if words[begin : begin + 1] == ["{"] and "}" in words[begin:] else 0


def reads_labels(text: str) -> bool:
    """Whether a query asks for labels or codes, which the ontology and its code lists hold."""
    return not LABELS.isdisjoint(named_iris(text, known_prefixes()))


def _check_depth(text: str) -> None:
    """Raises QuerySyntaxError where brackets stand deeper in each other than any parser's stack is sure to bear."""
    depth = place = 0
    for token in _tokens(text):
        if token.kind == "bracket":
            depth += 1 if token.text in _OPENING else -1
            if depth > _DEEPEST:
                line, column = _position(text, place)
                raise _fault(text, line, column, f"nested too deep, more than {_DEEPEST} brackets in each other")
        place += len(token.text)


def _position(text: str, place: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def _code_point(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]


def columns(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The variables of an answer in the order of its table: of `SELECT *` that in which the query names them."""
    tokens = [token for token in _tokens(text) if token.kind != "comment" and not token.text.isspace()]
    chosen = [token.text for token in tokens if token.text.upper() not in ("DISTINCT", "REDUCED")]
    select = next((place for place, token in enumerate(chosen) if token.upper() == "SELECT"), None)
    if select is None or chosen[select + 1 : select + 2] != ["*"]:
        return tuple(names)
    met = list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))
    return tuple(sorted(names, key=lambda name: met.index(name) if name in met else len(met)))


def fill(text: str, terms: Mapping[str, str]) -> str:
    """The query with each `$name` of `terms` replaced by its term; texts, IRIs and comments stay as they are."""
    return "".join(
        terms.get(token.text[1:], token.text) if token.kind == "variable" and token.text[0] == "$" else token.text
        for token in _tokens(text)
    )


def fault_of(text: str, error: str, known: Iterable[str]) -> QuerySyntaxError:
    """The fault that a parser's message tells of, with the line and a caret; `known` prefixes need no declaration."""
    found = _ERROR.match(error)
    if found is None:
        return QuerySyntaxError(f"the query is not valid SPARQL: {error}")
    number, column = int(found[1]), int(found[2])
    if _REASON.fullmatch(found[3]):
        return _fault(text, number, column, found[3])
    lines = text.splitlines() or [""]
    rest = lines[number - 1][column - 1 :] if number <= len(lines) else ""
    return _undeclared(text, known) or _fault(text, number, column, _unexpected(rest, last=number >= len(lines)))


def _undeclared(text: str, known: Iterable[str]) -> QuerySyntaxError | None:
    """The first prefix that is neither declared nor known; the parser's own message does not say so."""
    declared, place, after_prefix = set(known), 0, False
    for token in _tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if after_prefix:
                declared.add(prefix)
            elif prefix not in declared and prefix != "_":
                line, column = _position(text, place)
                return _fault(text, line, column, f"the prefix `{prefix}:` is not declared")
        if not token.text.isspace():
            after_prefix = token.text.upper() == "PREFIX"
        place += len(token.text)
    return None


def _fault(text: str, number: int, column: int, said: str) -> QuerySyntaxError:
    place = f"the query is not valid SPARQL: line {number}, column {column}"
    lines = text.splitlines() or [""]
    line = lines[number - 1] if number <= len(lines) else ""
    if len(line) > _WIDEST:
        left = max(0, column - 1 - _WIDEST // 2)
        line, column = line[left : left + _WIDEST], column - left
    # A tab before the caret keeps it under the character that it means.
    margin = "".join("\t" if each == "\t" else " " for each in line[: column - 1]).ljust(column - 1)
    return QuerySyntaxError(f"{place}: {said}\n  {line}\n  {margin}^")


def _unexpected(rest: str, *, last: bool) -> str:
    """What stands at the fault. What the parser expected there is a list of a hundred things, and not complete."""
    if not rest.strip():
        return "unexpected end of the query" if last else "unexpected end of the line"
    return f"unexpected {rest.split()[0]!r}"
