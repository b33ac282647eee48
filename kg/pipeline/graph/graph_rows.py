"""A graph -> the rows of its records by which they are joined, the same as those that the records themselves give.

kgbuild writes what a record says in a graph of the record's name, all of it together, so that a row is made as soon as
another graph begins and memory does not grow with the file. A file in which the graphs are mixed, or that has none, is
gathered whole.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from pyoxigraph import NamedNode, Store

from kg.iris import CODES, ONTOLOGY
from kg.joining import StudyRow
from kg.joining.rows import stated_ids
from kg.rdf import Quad
from kg.rdf.terms import literal_parts

__all__ = ["ROW_PREDICATES", "RowFile", "RowGatherer", "rows_in_store"]

_SCHEMA, _DC = "https://schema.org/", "http://purl.org/dc/terms/"
_STUDY_FACTS = (
    *("officialTitle", "leadSponsorName", "conditionName", "overallStatus", "statusText", "phase", "startDate"),
    *("completionDate", "enrollment", "primaryOutcome", "intervention", "secondaryIdentifier"),
)
_DESCRIBED = {f"<{_DC}title>": "title"} | {f"<{ONTOLOGY}{name}>": name for name in _STUDY_FACTS}
"""What is said of a study, or of a record that does not lead."""
ROW_PREDICATES: Mapping[str, str] = {
    **_DESCRIBED,
    **{f"<{ONTOLOGY}{name}>": name for name in ("describes", "registry", "formerIdentifier")},
    **{f"<{ONTOLOGY}{name}>": name for name in ("identifierValue", "measure", "codeText")},
    f"<{_DC}identifier>": "identifier",
    f"<{_SCHEMA}name>": "name",
    f"<{_SCHEMA}position>": "position",
}
"""What is looked at of a record -> its name here."""
_UNKNOWN_PHASE = "phase: "
"""How the text of a phase that is no code begins (`kg.statements.keyed_parts.unknown_code`)."""
_RECORD = "record/"
_IN_MEMORY = 64 << 20
_TOGETHER = 500
_COUNT = 4
"""Bytes that say how long a batch of rows is."""

_Nodes = dict[str, dict[str, list[str]]]
"""Subject -> name of what is said -> terms."""


class RowFile:
    """Rows put aside, to be read as often as they are asked for; a large number of them on the disk."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="kgbuild-")  # noqa: SIM115 - its own block
        self._folder = tempfile.TemporaryDirectory(prefix="kgbuild-")
        self._waiting: list[StudyRow] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    @property
    def database(self) -> Path:
        """Where candidates among the rows may be looked for."""
        return Path(self._folder.name, "candidates.sqlite")

    def add(self, row: StudyRow) -> None:
        """One more row."""
        self._waiting.append(row)
        if len(self._waiting) == _TOGETHER:
            self._write()

    def clear(self) -> None:
        """Forgets all rows."""
        self._file.seek(0)
        self._file.truncate()
        self._waiting.clear()

    def batches(self) -> Iterator[list[StudyRow]]:
        """The rows, in the order in which they came."""
        if self._waiting:
            self._write()
        place = 0
        while True:
            self._file.seek(place)
            size = int.from_bytes(self._file.read(_COUNT))
            if not size:
                return
            yield msgspec.msgpack.decode(self._file.read(size), type=list[StudyRow])
            place += _COUNT + size

    def _write(self) -> None:
        content = msgspec.msgpack.encode(self._waiting)
        self._file.seek(0, 2)
        self._file.write(len(content).to_bytes(_COUNT) + content)
        self._waiting = []


class RowGatherer:
    """Makes rows of the quads of a graph, in the order in which they are heard."""

    def __init__(self, rows: RowFile, *, whole: bool = False) -> None:
        """With `whole` all is gathered before any row is made."""
        self.mixed = False
        """Whether the quads of one record stand in two places: then the rows are wrong, and all must be gathered."""
        self._rows = rows
        self._whole = whole
        self._graph = ""
        self._met: set[int] = set()
        self._nodes: dict[str, _Nodes] = {}
        """Of the graph that is heard, or of all."""

    def hear(self, quad: Quad) -> None:
        """One quad; those that say nothing of a row are passed over."""
        subject, predicate, term, graph = quad
        name = ROW_PREDICATES.get(predicate)
        if name is None or (graph and _RECORD not in graph):
            return
        if graph != self._graph and not self._whole:
            self._next(graph)
        self._nodes.setdefault(graph, {}).setdefault(subject, {}).setdefault(name, []).append(term)

    def end(self) -> None:
        """All was heard."""
        for graph in sorted(self._nodes):
            nodes = self._nodes[graph]
            for row in _rows(nodes) if not graph else filter(None, [_row(graph, nodes)]):
                self._rows.add(row)
        self._nodes.clear()

    def _next(self, graph: str) -> None:
        self.end()
        self._graph = graph
        self.mixed = self.mixed or hash(graph) in self._met
        self._met.add(hash(graph))


def rows_in_store(store: Store) -> Iterator[StudyRow]:
    """The rows of a store, in the order of the names of the records.

    Property by property: a store gives 100,000 quads a second, and a row needs a quarter of what is said of a record.
    """
    wanted = [(NamedNode(predicate[1:-1]), name) for predicate, name in ROW_PREDICATES.items()]
    for graph in sorted((each for each in store.named_graphs() if isinstance(each, NamedNode)), key=str):
        if _RECORD not in graph.value:
            continue
        nodes: _Nodes = {}
        for predicate, name in wanted:
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                nodes.setdefault(str(quad.subject), {}).setdefault(name, []).append(str(quad.object))
        if row := _row(str(graph), nodes):
            yield row


def _rows(nodes: _Nodes) -> Iterator[StudyRow]:
    """The rows of records in one graph: of those of one study the one that says nothing of itself describes it."""
    for record in sorted(nodes):
        if "describes" in nodes[record] and (row := _row(record, nodes)):
            yield row


def _row(record: str, nodes: _Nodes) -> StudyRow | None:
    said = nodes.get(record, {})
    if "describes" not in said or "registry" not in said or "identifier" not in said:
        return None
    study = said["describes"][0]
    leading = study in nodes and said.keys().isdisjoint(_DESCRIBED.values())
    described = nodes[study] if leading else said
    id, former = _texts(said, "identifier")[0], tuple(sorted(set(_texts(said, "formerIdentifier"))))
    written = _of_parts(described, "secondaryIdentifier", "identifierValue", nodes)
    return StudyRow(
        publisher=_local(said["registry"][0]),
        id=id,
        leading=leading,
        stated=stated_ids((id, *former), written),
        former=former,
        title=_one(described, "title"),
        official_title=_one(described, "officialTitle"),
        sponsor=_one(described, "leadSponsorName"),
        conditions=_sorted(_texts(described, "conditionName")),
        treatments=_sorted(_of_parts(described, "intervention", "name", nodes)),
        status=_one(described, "overallStatus") or _one(described, "statusText"),
        phases=_sorted(_phases(described)),
        start=_one(described, "startDate"),
        completion=_one(described, "completionDate"),
        enrollment=int(count) if (count := _one(described, "enrollment")) else None,
        primary_outcomes=tuple(dict.fromkeys(_of_parts(described, "primaryOutcome", "measure", nodes))),
    )


def _phases(said: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from _texts(said, "phase")
    for text in _texts(said, "codeText"):
        if text.startswith(_UNKNOWN_PHASE):
            yield text.removeprefix(_UNKNOWN_PHASE)


def _of_parts(said: Mapping[str, Sequence[str]], link: str, name: str, nodes: _Nodes) -> list[str]:
    """What the parts say to which a property leads, in the order of their positions."""
    parts = [nodes[node] for node in said.get(link, ()) if node in nodes]
    ordered = sorted(parts, key=lambda part: min(map(int, _texts(part, "position")), default=0))
    return [text for part in ordered for text in _texts(part, name)]


def _one(said: Mapping[str, Sequence[str]], name: str) -> str | None:
    return next(iter(_texts(said, name)), None)


def _texts(said: Mapping[str, Sequence[str]], name: str) -> list[str]:
    return [literal_parts(term)[0] if term[0] == '"' else _local(term) for term in said.get(name, ())]


def _local(code: str) -> str:
    """The notation of a code, by its IRI."""
    return code[1:-1].removeprefix(CODES).rpartition("/")[2]


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))
