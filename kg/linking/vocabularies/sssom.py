"""SSSOM tables of others -> names of the terms that they map to."""

from collections.abc import Iterator
from typing import TextIO

from .prefixes import BRANCH_OF_PREFIX, MESH, expand_curie
from .tables import rows_of
from .term import Rank, Term

__all__ = ["read_sssom"]

_SAME = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})


def read_sssom(text: TextIO) -> Iterator[Term]:
    """For each exact match with MeSH on one side, the MeSH term with the labels of both sides.

    The label on MeSH's own side counts as a synonym: it is MeSH's name of the year in which the table was made.
    """
    lines = (line for line in text if not line.startswith("#"))
    for line in rows_of(lines, "subject_id", "predicate_id", "object_id"):
        if line["predicate_id"] in _SAME and (line.get("predicate_modifier") or "") != "Not":
            yield from _sides(line)


def _sides(line: dict[str, str]) -> Iterator[Term]:
    for here, there in (("subject", "object"), ("object", "subject")):
        concept = expand_curie(line[f"{here}_id"])
        if concept is None or not concept.startswith(MESH):
            continue
        own, other = line.get(f"{here}_label"), line.get(f"{there}_label")
        names = ((Rank.SYNONYM, own), (Rank.MAPPED, other))
        prefix = line[f"{there}_id"].partition(":")[0].lower()
        branch = BRANCH_OF_PREFIX.get(prefix)
        yield Term(concept, None, tuple((rank, name) for rank, name in names if name), (branch,) if branch else ())
