"""What studies with terms assigned by their registry taught: how often a name and a term stand together."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["Count", "Evidence"]


class Count(NamedTuple):
    """How often a name was seen, and with which terms."""

    studies: int
    together: dict[str, int]
    """Term -> how many of these studies have it."""


class Evidence:
    """The counts of one kind of name, in the files of a lexicon; files add up."""

    def __init__(self, files: Iterable[tuple[str, sqlite3.Connection]]) -> None:
        self._connections = [connection for _, connection in files]

    @property
    def empty(self) -> bool:
        """Whether nothing was learnt."""
        return not self._connections

    def counts(self, keys: Sequence[str]) -> dict[str, Count]:
        """Key -> its counts, for the keys that were seen."""
        asked = (json.dumps(list(dict.fromkeys(keys))),)
        found: dict[str, Count] = {}
        for connection in self._connections:
            for key, studies in connection.execute(
                "SELECT key, studies FROM seen WHERE key IN (SELECT value FROM json_each(?))", asked
            ):
                before = found.get(key, Count(0, {}))
                found[key] = Count(before.studies + studies, before.together)
            for key, term, studies in connection.execute(
                "SELECT key, term, studies FROM together WHERE key IN (SELECT value FROM json_each(?))", asked
            ):
                together = found[key].together
                together[term] = together.get(term, 0) + studies
        return found

    def label(self, iri: str) -> str | None:
        """The label of a term as the registry writes it."""
        for connection in self._connections:
            for row in connection.execute("SELECT label FROM term WHERE iri = ?", (iri,)):
                return str(row[0])
        return None
