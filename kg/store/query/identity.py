"""By which id a study is known today: a registry that joins two records keeps the id of one, the other is a former id.

The record holds it as `ct:formerIdentifier`, so that a query finds it wherever the graph is kept.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from kg.iris import study_id
from kg.rdf.terms import literal, literal_parts

from .answers import Answer
from .query_parameters import declared
from .session import Limits

__all__ = ["Renamed", "renamed"]

_TODAY = """
SELECT DISTINCT ?id {{
  ?record ct:formerIdentifier {id} ; dcterms:identifier ?id ; ct:describes ?study .
  FILTER NOT EXISTS {{ ?own dcterms:identifier {id} ; ct:describes ?it }}
}} ORDER BY ?id LIMIT 9
"""


class _Asked(Protocol):
    def query(self, text: str, *, limits: Limits | None = None) -> Answer: ...


class Renamed(NamedTuple):
    """An id that no study of a graph has any more."""

    former: str
    today: tuple[str, ...]
    """The ids of the studies that had it."""

    def __str__(self) -> str:
        several = f"; {self.today[0]} is taken" if len(self.today) > 1 else ""
        return f"{self.former} is a former id of {' and of '.join(self.today)}{several}"


def renamed(store: _Asked, question: str, given: Mapping[str, str], *, limits: Limits) -> dict[str, Renamed]:
    """The parameters of a question whose study has another id today, and which."""
    found = {}
    for each in declared(question):
        if each.kind == "study":
            former = study_id(given.get(each.name, each.example))
            if today := _today(store, former, limits):
                found[each.name] = Renamed(former, today)
    return found


def _today(store: _Asked, former: str, limits: Limits) -> tuple[str, ...]:
    rows = store.query(_TODAY.format(id=literal(former)), limits=limits).rows
    return tuple(literal_parts(term)[0] for (term,) in rows if term)
