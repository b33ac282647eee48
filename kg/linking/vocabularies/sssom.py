"""SSSOM tables of others -> names of the terms that they map to."""

from collections.abc import Iterator, Mapping
from typing import TextIO

from kg.linking.term import Branch, Rank, Term
from kg.prefixes import MESH, VOCABULARIES

from .tables import rows_of

__all__ = ["read_sssom"]

_SAME = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})

_BRANCH_OF_PREFIX: Mapping[str, str] = {
    "doid": Branch.DISEASE,
    "mondo": Branch.DISEASE,
    "hp": Branch.DISEASE,
    "orphanet": Branch.DISEASE,
    "chebi": Branch.CHEMICAL,
    "dron": Branch.CHEMICAL,
    "drugbank": Branch.CHEMICAL,
    "pubchem.compound": Branch.CHEMICAL,
    "rxnorm": Branch.CHEMICAL,
    "vo": Branch.CHEMICAL,
    "cvx": Branch.CHEMICAL,
    "uniprot": Branch.CHEMICAL,
    "maxo": Branch.PROCEDURE,
    "cpt": Branch.PROCEDURE,
    "cl": Branch.CELL,
    "uberon": Branch.ANATOMY,
    "bto": Branch.ANATOMY,
    "fma": Branch.ANATOMY,
    "ncbitaxon": Branch.ORGANISM,
}
"""What a term is that has a counterpart in the vocabulary of this prefix."""


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
        concept = VOCABULARIES.expand(line[f"{here}_id"])
        if concept is None or not concept.startswith(MESH):
            continue
        own, other = line.get(f"{here}_label"), line.get(f"{there}_label")
        names = ((Rank.SYNONYM, own), (Rank.MAPPED, other))
        prefix = line[f"{there}_id"].partition(":")[0].lower()
        branch = _BRANCH_OF_PREFIX.get(prefix)
        yield Term(concept, None, tuple((rank, name) for rank, name in names if name), (branch,) if branch else ())
