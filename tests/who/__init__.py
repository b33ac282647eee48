"""Which of the 24 items of the WHO Trial Registration Data Set a reader fills on real records, beside the file itself.

`python -m tests.who` writes the tables of `docs/registries.md` anew. What a file states is found by a walk over its
JSON or XML that knows nothing of the readers; what a graph states, by its properties.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .facts import facts_of
from .walks import Values

__all__ = ["ITEMS", "Counted", "Format", "counted", "table"]

ITEMS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    1: ("Primary registry and trial id", ("identifier",)),
    2: ("Date of registration", ("firstPostedDate", "firstSubmittedDate")),
    3: ("Secondary ids", ("secondaryIdentifier",)),
    4: ("Sources of support", ("funder",)),
    5: ("Primary sponsor", ("leadSponsor",)),
    6: ("Secondary sponsors", ("collaborator",)),
    7: ("Contact for public queries", ("contact",)),
    8: ("Contact for scientific queries", ("contact", "official")),
    9: ("Public title", ("title",)),
    10: ("Scientific title", ("officialTitle",)),
    11: ("Countries of recruitment", ("countryName",)),
    12: ("Health conditions", ("conditionName",)),
    13: ("Interventions", ("intervention", "arm")),
    14: ("Inclusion and exclusion criteria", ("criteriaText",)),
    15: ("Study type", ("studyType",)),
    16: ("Date of first enrolment", ("startDate",)),
    17: ("Sample size", ("enrollment", "targetEnrollment")),
    18: ("Recruitment status", ("overallStatus",)),
    19: ("Primary outcomes", ("primaryOutcome",)),
    20: ("Secondary outcomes", ("secondaryOutcome",)),
    21: ("Ethics review", ("ethicsReview",)),
    22: ("Completion date", ("completionDate",)),
    23: ("Summary results", ("resultsSummary", "resultsPublication", "resultsFirstPostedDate")),
    24: ("Plan for sharing participants' data", ("ipdSharing", "ipdSharingDescription", "ipdSharingAccessCriteria")),
}
"""Number of an item -> its name, and the properties of the graph of which one is there if it is filled."""


class Format(NamedTuple):
    """A format, its real records, and where each item stands in one."""

    files: tuple[str, ...]
    """Patterns below the folder of real records."""
    records: Callable[[bytes], Iterator[tuple[str, Values]]]
    """The records of a file: the id of each, and its values."""
    paths: Mapping[int, tuple[str, ...]]
    """Number of an item -> the paths that state it, or what all of them begin with."""
    notes: Mapping[int, str] = {}
    """Why the two counts of an item differ, or what both mean."""
    blank: frozenset[str] = frozenset()
    """Texts that state nothing."""


class Counted(NamedTuple):
    """How many records have an item, by its number."""

    records: int
    graph: Mapping[int, int]
    file: Mapping[int, int]


def counted(format: Format, data: Path) -> Counted:
    """The counts of a format."""
    records, in_graph, in_file = 0, dict.fromkeys(ITEMS, 0), dict.fromkeys(ITEMS, 0)
    for path in [path for pattern in format.files for path in sorted(data.glob(pattern))]:
        facts = facts_of(path)
        for id, values in format.records(path.read_bytes()):
            records += 1
            stated = {where for where, text in values if text.strip() and text.strip() not in format.blank}
            for number, (_, properties) in ITEMS.items():
                in_graph[number] += any(facts[id][name] for name in properties)
                in_file[number] += any(_beneath(where, format.paths.get(number, ())) for where in stated)
    return Counted(records, in_graph, in_file)


def table(format: Format, found: Counted) -> str:
    """The counts as a table."""
    lines = ["| Item | In the graph | In the file | |", "| :-- | --: | --: | :-- |"]
    for number, (name, _) in ITEMS.items():
        file = str(found.file[number]) if number in format.paths else "no field"
        lines.append(f"| {number} {name} | {found.graph[number]} | {file} | {format.notes.get(number, '')} |")
    return "\n".join([f"{found.records} records.", "", *lines])


def _beneath(path: str, begins: tuple[str, ...]) -> bool:
    return any(path == begin or path.startswith(f"{begin}/") for begin in begins)
