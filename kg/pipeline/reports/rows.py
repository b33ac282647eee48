"""One line of a report, whatever its format."""

from typing import NamedTuple

__all__ = ["Row"]


class Row(NamedTuple):
    """One problem of the input, or one finding in the graph."""

    kind: str
    """`problem`, `finding`, or `omitted`: says how many findings of a rule are counted and not kept."""
    severity: str
    rule: str
    study: str | None
    """The id of the study, where it is known."""
    label: str | None
    """The title or name of the node of a finding."""
    where: str
    """File and line of a problem, the IRI of the node of a finding."""
    path: str | None
    """The property of a finding as a CURIE, the JSON path of a problem."""
    value: str | None
    message: str
    hint: str | None
