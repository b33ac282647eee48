"""Tab-separated tables: names of MeSH descriptors, synonyms of an OBO ontology, mappings in SSSOM."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from kg.prefixes import MESH, OBO, VOCABULARIES

from .mesh import branches_of_trees
from .term import Branch, Rank, VocabularyTerm

__all__ = ["disease_terms", "read_mesh_table", "read_sssom", "read_synonym_table", "rows_of"]

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


_SAME = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})


def rows_of(lines: Iterable[str], *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a table with a heading; raises ValueError if it lacks a column."""
    table = csv.DictReader(lines, delimiter="\t", restval="")
    if missing := [column for column in columns if column not in (table.fieldnames or ())]:
        raise ValueError(f"it has no column {', '.join(missing)}")
    yield from table


def read_mesh_table(text: TextIO) -> Iterator[VocabularyTerm]:
    """Terms of a table with the columns `mesh_id`, `mesh_name`, and if it has them `entry_terms` and `tree_numbers`."""
    for line in rows_of(text, "mesh_id", "mesh_name"):
        label, trees = line["mesh_name"], tuple(_listed(line.get("tree_numbers")))
        names = tuple((Rank.SYNONYM, name) for name in _listed(line.get("entry_terms")) if name != label)
        yield VocabularyTerm(MESH + line["mesh_id"], label, names, branches_of_trees(trees), trees=trees)


def _listed(cell: str | None) -> Iterator[str]:
    """The entries of a cell, which `|` joins."""
    yield from filter(None, map(str.strip, (cell or "").split("|")))


def read_synonym_table(text: TextIO) -> Iterator[VocabularyTerm]:
    """Diseases of a table with the columns `id`, `label`, `exact_synonyms`, `xrefs`, lists joined by `|`."""
    for line in rows_of(text, "id", "label", "exact_synonyms", "xrefs"):
        yield from disease_terms(
            line["id"], line["label"], list(_listed(line["exact_synonyms"])), list(_listed(line["xrefs"]))
        )


def disease_terms(identifier: str, label: str, synonyms: list[str], xrefs: list[str]) -> Iterator[VocabularyTerm]:
    """The MeSH terms that a disease is cross-referenced to, with its names; without one, the disease's own term."""
    concepts = [iri for xref in xrefs if xref.upper().startswith("MESH:") and (iri := VOCABULARIES.expand(xref))]
    for concept in dict.fromkeys(concepts):
        yield VocabularyTerm(
            concept, None, tuple((Rank.MAPPED, name) for name in (label, *synonyms)), (Branch.DISEASE,)
        )
    if not concepts:
        iri = VOCABULARIES.expand(identifier) or OBO + identifier.replace(":", "_")
        yield VocabularyTerm(iri, label, tuple((Rank.SYNONYM, name) for name in synonyms), (Branch.DISEASE,))


def read_sssom(text: TextIO) -> Iterator[VocabularyTerm]:
    """For each exact match with MeSH on one side, the MeSH term with the labels of both sides.

    The label on MeSH's own side counts as a synonym: it is MeSH's name of the year in which the table was made.
    """
    lines = (line for line in text if not line.startswith("#"))
    for line in rows_of(lines, "subject_id", "predicate_id", "object_id"):
        if line["predicate_id"] in _SAME and (line.get("predicate_modifier") or "") != "Not":
            yield from _sides(line)


def _sides(line: dict[str, str]) -> Iterator[VocabularyTerm]:
    for here, there in (("subject", "object"), ("object", "subject")):
        concept = VOCABULARIES.expand(line[f"{here}_id"])
        if concept is None or not concept.startswith(MESH):
            continue
        own, other = line.get(f"{here}_label"), line.get(f"{there}_label")
        names = ((Rank.SYNONYM, own), (Rank.MAPPED, other))
        prefix = line[f"{there}_id"].partition(":")[0].lower()
        branch = _BRANCH_OF_PREFIX.get(prefix)
        yield VocabularyTerm(
            concept, None, tuple((rank, name) for rank, name in names if name), (branch,) if branch else ()
        )
