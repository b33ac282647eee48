"""What reading a large file costs, said before it is read; and on a terminal how far it is."""

import sys
from typing import TYPE_CHECKING

from kg.cli.boundary import say
from kg.cli.manner import manner

from .screen import count_of

if TYPE_CHECKING:
    from kg.store import OpenStore

__all__ = ["load"]


def load(store: "OpenStore", path: str) -> None:
    """Reads the file of a store in memory; of a large one it is said what that costs, and shown how far it is."""
    from kg.store import LARGE, reading_cost

    cost = reading_cost([path])
    if cost.seconds < LARGE:
        store.start()
        return
    say(
        f"reading {path}, {cost.size / 1e6:,.0f} MB, takes about {count_of(round(cost.seconds), 'second')}; "
        "a store answers at once (kgbuild ingest --store DIR makes one)"
    )
    if manner().quiet or manner().as_json or not sys.stderr.isatty():
        store.start()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=cost.size)
        store.start(lambda done, total: bars.update(bar, completed=done, total=total))
