"""What a broken rule is called: by its id, by the IRI of its shape, else by what it is about."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.rdf.curies import compact_path, compact_term
from kg.shacl.paths import path_text

if TYPE_CHECKING:
    from kg.shacl import Finding

__all__ = ["rule_name"]


def rule_name(finding: "Finding", classes: Mapping[str, Sequence[str]], *, base: str | None = None) -> str:
    """`CT-S012`, `ex:PersonShape`; of a shape without IRI path, kind and class: `schema:name MinCount of ex:Person`."""

    def short(term: str) -> str:
        return compact_term(term, base=base) if base else compact_term(term)

    if finding.rule or finding.shape[0] == "<":
        return finding.rule or short(finding.shape)
    path = "" if finding.path is None else compact_path(path_text(finding.path)) + " "
    kind = short(finding.component).rpartition(":")[2].removesuffix("ConstraintComponent")
    of = ", ".join(map(short, classes.get(finding.shape, ())))
    return f"{path}{kind}{f' of {of}' if of else ''}"
