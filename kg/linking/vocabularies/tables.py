"""Tab-separated tables: names of MeSH descriptors, synonyms of an OBO ontology."""

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from .prefixes import MESH, OBO, expand_curie
from .term import Branch, Rank, Term

__all__ = ["disease_terms", "read_mesh_table", "read_synonym_table", "rows_of"]


def rows_of(lines: Iterable[str], *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a table with a heading; raises ValueError if it lacks a column."""
    table = csv.DictReader(lines, delimiter="\t", restval="")
    if missing := [column for column in columns if column not in (table.fieldnames or ())]:
        raise ValueError(f"it has no column {', '.join(missing)}")
    yield from table


def read_mesh_table(text: TextIO) -> Iterator[Term]:
    """Terms of a table with the columns `mesh_id` and `mesh_name`."""
    for line in rows_of(text, "mesh_id", "mesh_name"):
        yield Term(MESH + line["mesh_id"], line["mesh_name"])


def read_synonym_table(text: TextIO) -> Iterator[Term]:
    """Diseases of a table with the columns `id`, `label`, `exact_synonyms`, `xrefs`, lists joined by `|`."""
    for line in rows_of(text, "id", "label", "exact_synonyms", "xrefs"):
        synonyms = [name for name in line["exact_synonyms"].split("|") if name]
        yield from disease_terms(line["id"], line["label"], synonyms, line["xrefs"].split("|"))


def disease_terms(identifier: str, label: str, synonyms: list[str], xrefs: list[str]) -> Iterator[Term]:
    """The MeSH terms that a disease is cross-referenced to, with its names; without one, the disease's own term."""
    concepts = [iri for xref in xrefs if xref.upper().startswith("MESH:") and (iri := expand_curie(xref))]
    for concept in dict.fromkeys(concepts):
        yield Term(concept, None, tuple((Rank.MAPPED, name) for name in (label, *synonyms)), (Branch.DISEASE,))
    if not concepts:
        iri = expand_curie(identifier) or OBO + identifier.replace(":", "_")
        yield Term(iri, label, tuple((Rank.SYNONYM, name) for name in synonyms), (Branch.DISEASE,))
