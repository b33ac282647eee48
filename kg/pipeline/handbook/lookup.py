"""What a user means by a name: a rule, a term of the vocabulary, a term that the graph borrows from another one."""

import difflib
import re
from collections.abc import Iterable
from functools import cache

from kg.errors import UsageError
from kg.rdf import shipped_context
from kg.rdf.curies import compact, known_prefixes

from .glossary import TermEntry, terms
from .rulebook import RuleEntry, graph_rules, rules

__all__ = ["BORROWED", "example_node", "find", "names"]

BORROWED = "borrowed term"
"""The kind of a term that another vocabulary defines."""

_NEAR = 5
_SUBJECT = re.compile(r"<([^>]+)>")
_SHAPES = ("https://w3id.org/kgbuild/shapes#", "cts:")


def find(name: str) -> tuple[RuleEntry | TermEntry, ...]:
    """What a name stands for: one rule, or each term of that name; raises UsageError that suggests near names."""
    asked = name.strip().strip("[]<>")
    for prefix in _SHAPES:
        asked = asked.removeprefix(prefix)
    if rule := rules().get(asked.upper()):
        return (rule,)
    found = _term(asked) or _by_any_name().get(asked.casefold(), ())
    if not found:
        raise UsageError(f"{name!r} is no rule and no term{_suggestion(asked)}; `kgbuild explain` lists the rules")
    return found


def example_node(name: str) -> str | None:
    """The IRI, below the base, of a node of that class: the subject in the good example of the first rule on it alone.

    A class without such a rule has a node that an example says to be of it.
    """
    for rule in graph_rules():
        if rule.classes == (name,) and rule.good and (subject := _SUBJECT.match(rule.good)):
            return subject[1]
    typed = re.compile(rf"<([^>]+)> a {re.escape(name)}\b")
    return next((found[1] for rule in graph_rules() if rule.good and (found := typed.search(rule.good))), None)


def names() -> tuple[tuple[str, str], ...]:
    """Every rule id and the name of every term, each with a title: what the shell completes."""
    of_rules = ((each.id, each.title) for each in rules().values())
    of_terms = ((each.name, each.label) for each in _all_terms().values())
    return (*of_rules, *of_terms)


def _term(name: str) -> tuple[TermEntry, ...]:
    """The term of exactly that CURIE, IRI or local name; of a property and a code list of one name the property."""
    known = _all_terms()
    for each in (f"ct:{name}", name, compact(name)):
        if each in known:
            return (known[each],)
    return ()


@cache
def _all_terms() -> dict[str, TermEntry]:
    return {**terms(), **{each.name: each for each in _borrowed()}}


def _borrowed() -> Iterable[TermEntry]:
    """Classes and properties of other vocabularies that the graph uses, by the ontology, the context and the rules."""
    own = terms()
    used = [compact(term.predicate) for term in shipped_context().terms.values()]
    used += [each for term in own.values() for each in (*term.supers, *term.domain, *term.range)]
    used += [each for rule in rules().values() for each in rule.classes]
    labels = {compact(term.predicate): term.name for term in shipped_context().terms.values()}
    for name in sorted(set(used) - set(own)):
        yield TermEntry(
            name, known_prefixes().expand(name) or name, BORROWED, labels.get(name, name.rpartition(":")[2]), None
        )


@cache
def _by_any_name() -> dict[str, tuple[TermEntry, ...]]:
    """Terms by CURIE, local name, label and IRI, without regard to case."""
    found: dict[str, tuple[TermEntry, ...]] = {}
    for term in _all_terms().values():
        for name in dict.fromkeys(each.casefold() for each in _names(term)):
            found[name] = (*found.get(name, ()), term)
    return found


def _names(term: TermEntry) -> tuple[str, ...]:
    return term.name, term.name.rpartition(":")[2], term.label, term.iri


def _suggestion(asked: str) -> str:
    shown = {name: entries[0].name for name, entries in _by_any_name().items()}
    shown |= {rule.casefold(): rule for rule in rules()}
    near = difflib.get_close_matches(asked.casefold(), shown, n=_NEAR)
    found = dict.fromkeys(shown[each] for each in near)
    return f"; near are {', '.join(found)}" if found else ""
