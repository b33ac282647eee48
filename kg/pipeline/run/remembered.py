"""What curators decided of the graph that a run is about to change or replace."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kg.errors import KgbuildError
from kg.linking import Curation
from kg.linking.curation import NO_DECISIONS
from kg.pipeline.graph.graph_matches import decisions_in_store, decisions_of_file
from kg.store import is_store, reading

from .options import AnyPath

__all__ = ["fate_of_decisions", "lost", "remembered"]


def remembered(store: AnyPath) -> Curation:
    """What was decided of the graph of a store, if there is one."""
    path = os.fspath(store)
    if not is_store(path):
        return NO_DECISIONS
    with reading(path) as opened:
        return Curation.of(decisions_in_store(opened))


def fate_of_decisions(place: str, before: Curation, now: Curation, table: Curation) -> str | None:
    """What becomes of the decisions that a graph holds, for the user; None where a table says the same or others.

    `now` is what counts, `table` what was given by the user.
    """
    held = _pairs(before) & _pairs(now) - _pairs(table)
    if held:
        return f"{place} holds {_count(held)}, which count as before; --forget-curation leaves them out"
    gone = _pairs(before) - _pairs(now)
    return f"{place} held {_count(gone)}, left out now" if gone and not _pairs(table) else None


def lost(graphs: Iterable[str], now: Curation) -> str | None:
    """What is lost of the decisions that graph files hold which a run replaces, for the user; None for nothing."""
    for path in graphs:
        # What cannot be read, or is no graph, holds none.
        with suppress(KgbuildError):
            held = Curation.of(decisions_of_file(path) if Path(path).is_file() else ())
            if gone := _pairs(held) - _pairs(now):
                return (
                    f"{path} holds {_count(gone)}, which this run does not know: "
                    f"`kgbuild mappings {path} -o x.sssom.tsv` before it, and --mappings x.sssom.tsv, keep them"
                )
    return None


def _pairs(curation: Curation) -> set[tuple[str, str, bool]]:
    return {(each.subject, each.object, each.rejected) for each in curation.decisions()}


def _count(decisions: set[tuple[str, str, bool]]) -> str:
    return f"{len(decisions):,} decision{'s' if len(decisions) != 1 else ''} of curators"
