"""The table of what FHIR holds of a record, in `docs/fhir.md`, from the table that the writer is held to."""

from kg.sources.fhir.writing import HELD

from .markdown import code, table

__all__ = ["fhir_table"]


def fhir_table() -> str:
    """Each field with its place in a ResearchStudy, then those that have none, with the reason."""
    held = [(code(name), row.where, row.limit or "") for name, row in HELD.items() if row.where]
    lost = [(code(name), row.limit or "") for name, row in HELD.items() if not row.where]
    return "\n".join(
        (
            table(("field of the record", "in FHIR", "how"), held),
            "### Not held\n",
            table(("field of the record", "why"), lost),
        )
    )
