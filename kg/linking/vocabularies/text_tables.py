"""Tab-separated tables: names of MeSH descriptors, synonyms of an OBO ontology, mappings in SSSOM."""

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.prefixes import VOCABULARIES
from kg.vocabulary_list import MESH, Branch, obo_iri, term_iri, vocabulary_of_prefix

from .mesh import branches_of_trees
from .term import Counterpart, Dropped, Rank, VocabularyTerm

__all__ = ["ontology_terms", "read_drug_names", "read_mesh_table", "read_sssom", "read_synonym_table", "rows_of"]

_SAME = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})


def rows_of(lines: Iterable[str], *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a table with a heading; raises ValueError if it lacks a column."""
    table = csv.DictReader(lines, delimiter="\t", restval="")
    if missing := [column for column in columns if column not in (table.fieldnames or ())]:
        raise ValueError(f"it has no column {', '.join(missing)}")
    yield from table


def read_mesh_table(text: TextIO) -> Iterator[VocabularyTerm | Dropped]:
    """Terms of a table with the columns `mesh_id`, `mesh_name`, and if it has them `entry_terms` and `tree_numbers`."""
    for line in rows_of(text, "mesh_id", "mesh_name"):
        label, trees = line["mesh_name"], tuple(_listed(line.get("tree_numbers")))
        iri = term_iri(f"mesh:{line['mesh_id']}")
        if iri is None or not label:
            yield Dropped("without a label" if iri else "without an id of MeSH")
            continue
        names = tuple((Rank.SYNONYM, name) for name in _listed(line.get("entry_terms")) if name != label)
        yield VocabularyTerm(iri, label, names, branches_of_trees(trees), trees=trees)


def _listed(cell: str | None) -> Iterator[str]:
    """The entries of a cell, which `|` joins."""
    yield from filter(None, map(str.strip, (cell or "").split("|")))


def read_synonym_table(text: TextIO) -> Iterator[VocabularyTerm | Dropped]:
    """Terms of a table with the columns `id`, `label`, `exact_synonyms`, `xrefs`, lists joined by `|`."""
    for line in rows_of(text, "id", "label", "exact_synonyms", "xrefs"):
        iri = obo_iri(line["id"])
        if iri is None or not line["label"]:
            yield Dropped("without a label" if iri else "of an unknown prefix")
            continue
        yield from ontology_terms(iri, line["label"], _listed(line["exact_synonyms"]), _listed(line["xrefs"]))


def ontology_terms(
    iri: str, label: str, synonyms: Iterable[str], references: Iterable[str]
) -> Iterator[VocabularyTerm]:
    """The MeSH terms that a term is cross-referenced to, with its names; without one, the term itself."""
    branches = _branches((VOCABULARIES.compact(iri) or "").partition(":")[0])
    found = (target for each in references if (target := term_iri(each)))
    concepts = dict.fromkeys(target for target in found if target.startswith(MESH))
    if not concepts:
        yield VocabularyTerm(iri, label, tuple((Rank.SYNONYM, name) for name in synonyms), branches)
        return
    names = tuple((Rank.MAPPED, name) for name in (label, *synonyms))
    for concept in concepts:
        yield VocabularyTerm(concept, None, names, branches, counterpart=Counterpart(iri, label, reference=True))


def _branches(prefix: str) -> tuple[str, ...]:
    """What a term is that has a counterpart in the vocabulary of this prefix."""
    vocabulary = vocabulary_of_prefix(prefix)
    return (vocabulary.branch,) if vocabulary and vocabulary.branch else ()


def read_sssom(text: TextIO) -> Iterator[VocabularyTerm | Dropped]:
    """For each exact match with MeSH on one side, the MeSH term with the labels of both sides, and the other term.

    The label on MeSH's own side counts as a synonym: it is MeSH's name of the year in which the table was made.
    """
    lines = (line for line in text if not line.startswith("#"))
    for line in rows_of(lines, "subject_id", "predicate_id", "object_id"):
        if line["predicate_id"] not in _SAME or (line.get("predicate_modifier") or "") == "Not":
            yield Dropped("not exact")
            continue
        sides = list(_sides(line))
        yield from sides
        if not sides:
            yield Dropped("without MeSH on either side")


def _sides(line: dict[str, str]) -> Iterator[VocabularyTerm]:
    for here, there in (("subject", "object"), ("object", "subject")):
        concept = term_iri(line[f"{here}_id"])
        if concept is None or not concept.startswith(MESH):
            continue
        own, other = line.get(f"{here}_label"), line.get(f"{there}_label")
        names = ((Rank.SYNONYM, own), (Rank.MAPPED, other))
        branches = _branches(line[f"{there}_id"].partition(":")[0])
        yield VocabularyTerm(
            concept,
            None,
            tuple((rank, name) for rank, name in names if name),
            branches,
            called=own or None,
            counterpart=_counterpart(line, there),
        )


def _counterpart(line: dict[str, str], side: str) -> Counterpart | None:
    """The term on a side of a row, unless its prefix is not in the table: other ids may be mere numbers of rows."""
    iri = term_iri(line[f"{side}_id"])
    if iri is None or iri.startswith(MESH):
        return None
    confidence = float(line.get("confidence") or 1)
    if not 0 <= confidence <= 1:
        raise ValueError(f"{line['confidence']} is no confidence between 0 and 1")
    return Counterpart(iri, line.get(f"{side}_label") or None, confidence=confidence)


def read_drug_names(text: TextIO) -> Iterator[VocabularyTerm | Dropped]:
    """As `read_sssom`, of a table that gives substances more names: whatever the ids of the names, they are none."""
    for each in read_sssom(text):
        if isinstance(each, VocabularyTerm):
            yield each._replace(branches=(Branch.CHEMICAL,), counterpart=None)
        else:
            yield each
