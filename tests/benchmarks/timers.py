"""Timers in the functions of a run: what each part of it takes of the CPU, in the run's own code.

A part is charged what passes in its functions without the functions of other parts that they call. So all parts
together are the whole, and what is called from a run's main function and belongs to no part is a part itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import thread_time
from typing import Any, NamedTuple
from unittest.mock import patch

from kg.pipeline.graph.build import GraphBuilder, Totals
from kg.pipeline.graph.links import LinkStage
from kg.pipeline.graph.shape_checks import ShapeChecker
from kg.pipeline.input.readings import FoundRecord
from kg.pipeline.run import batch, joined_files, run, sharing, tasks
from kg.rdf import writers
from kg.rdf.told_counts import ToldCounts
from kg.statements import Teller

__all__ = ["CHECKS", "PARTS", "RECORDS", "timers"]

PARTS = {
    "start": "start: Python, the modules, the shapes compiled",
    "intake": "intake: open the archive, inflate, divide, choose the reader",
    "read": "read",
    "tell": "tell",
    "write": "write the N-Quads of records",
    "check": "check records",
    "count": "count classes, properties, links",
    "say": "say what is shared: gather, sort, write",
    "notes": "notes, ledger entries, reports, seals",
    "batch": "the rest of a batch, freeing of memory among it",
    "merge": "shared nodes: read and merge",
    "link": "shared nodes: match to vocabularies",
    "check shared": "shared nodes: check",
    "put shared": "shared nodes: count, write, report",
    "copy": "copy the parts into the output",
    "main": "main process: plan, index, ledger, wait, clear away",
}
"""Key of each part -> what the page calls it, in the order of a run."""
RECORDS = ("intake", "read", "tell", "write", "check", "count", "say", "notes", "batch")
"""Parts of the work on batches."""
CHECKS = ("check", "check shared")


class _Timed(NamedTuple):
    """A function that is charged to a part."""

    part: str
    owner: Any
    name: str


_CALLS = (
    _Timed("start", ShapeChecker, "__init__"),
    _Timed("read", FoundRecord, "reading"),
    _Timed("tell", GraphBuilder, "tell"),
    _Timed("tell", Teller, "__call__"),
    _Timed("write", writers._Lines, "rendered"),
    _Timed("write", writers._Lines, "write"),
    _Timed("check", ShapeChecker, "found"),
    _Timed("check", ShapeChecker, "note"),
    _Timed("count", ToldCounts, "add"),
    _Timed("count", GraphBuilder, "close"),
    _Timed("say", GraphBuilder, "keep"),
    _Timed("say", GraphBuilder, "shared_lines"),
    _Timed("say", batch, "write_run"),
    *(_Timed("notes", batch, name) for name in ("_noted", "_book", "_note", "put")),
    _Timed("notes", tasks, "seal"),
    _Timed("batch", run, "build"),
    _Timed("merge", sharing, "triples_of"),
    _Timed("check shared", ShapeChecker, "shared"),
    _Timed("check shared", ShapeChecker, "links"),
    _Timed("put shared", Totals, "book"),
    _Timed("put shared", writers._Lines, "triples"),
    _Timed("put shared", run, "share"),
)
_LISTED = (
    _Timed("merge", sharing, "merge"),
    _Timed("merge", sharing, "_support"),
    _Timed("link", LinkStage, "of_nodes"),
    _Timed("link", LinkStage, "of_studies"),
)
"""Generators that the run makes a list of at once."""
_STREAMS = (_Timed("intake", tasks, "found"),)
_ASIDE = (_Timed("copy", joined_files, "_copy"),)
"""What a thread of its own does."""


class _Timers:
    """Charges the CPU time of this thread to one part after the other."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._part = "main"
        self._since = thread_time()

    def enter(self, part: str) -> str:
        """Charges from now on to a part; gives the one before."""
        now, before = thread_time(), self._part
        self.spent[before] += now - self._since
        self._part, self._since = part, now
        return before

    def call(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            before = self.enter(part)
            try:
                return function(*given, **named)
            finally:
                self.enter(before)

        return timed

    def listed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        return self.call(part, lambda *given, **named: list(function(*given, **named)))

    def stream(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            following = self.call(part, function(*given, **named).__next__)
            while True:
                try:
                    each = following()
                except StopIteration:
                    return
                yield each

        return timed

    def aside(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            begun = thread_time()
            try:
                return function(*given, **named)
            finally:
                self.spent[part] += thread_time() - begun

        return timed


@contextmanager
def timers() -> Iterator[dict[str, float]]:
    """Seconds of CPU that each part takes while the block runs, whole when it has ended."""
    found = _Timers()
    kinds = ((_CALLS, found.call), (_LISTED, found.listed), (_STREAMS, found.stream), (_ASIDE, found.aside))
    with ExitStack() as stack:
        for timed, wrapped in kinds:
            for part, owner, name in timed:
                stack.enter_context(patch.object(owner, name, wrapped(part, getattr(owner, name))))
        yield found.spent
        found.enter("main")
