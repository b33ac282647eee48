"""Changes a store without reading records: removes those of some studies, or joins studies by other decisions."""

from collections.abc import Iterable
from typing import NamedTuple

from kg.iris import study_id

from .embedded import folder_of, open_writable, writing
from .fill import StoredRun
from .replace import Replacing, id_in_graph

__all__ = ["Removed", "rejoin_store", "remove_studies"]


class Removed(NamedTuple):
    """What was removed from a store."""

    records: int
    missing: tuple[str, ...]
    """The studies of which the store held no record."""


def remove_studies(path: str, ids: Iterable[str], run: StoredRun, *, wait: float = 0) -> Removed:
    """Removes the records of these studies, of all publishers; of those that have none it is said."""
    folder_of(path)
    wanted = dict.fromkeys(map(study_id, ids))
    with writing(path, wait=wait) as folder:
        work = Replacing(open_writable(folder), mint=run.mint, leads=run.leads)
        graphs = [each for each in work.gone(()) if id_in_graph(each) in wanted]
        work.remove(graphs)
        if run.joins:
            work.joins(run.joins)
        work.build(work.described(as_of=run.as_of), as_of=run.as_of, versions=run.versions)
    there = set(map(id_in_graph, graphs))
    return Removed(len(graphs), tuple(each for each in wanted if each not in there))


def rejoin_store(path: str, run: StoredRun, *, wait: float = 0) -> bool:
    """Makes the joins of a store anew, as the run says; whether they are others now."""
    folder_of(path)
    with writing(path, wait=wait) as folder:
        work = Replacing(open_writable(folder), mint=run.mint, leads=run.leads)
        changed = run.joins is not None and work.joins(run.joins)
        work.build(work.described(as_of=run.as_of), as_of=run.as_of, versions=run.versions)
    return changed
