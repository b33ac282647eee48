"""Replaces and removes the graphs of records in a store, and merges shared nodes anew from what all records say."""

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.batches import batched
from kg.iris import ONTOLOGY, Minter
from kg.rdf import Triple, is_of_results, merge, results_of
from kg.rdf.derived_terms import JOIN_NODES, JOIN_PREDICATES
from kg.rdf.publishing import read_publishing
from kg.rdf.terms import RDF_TYPE, XSD, iri, literal, literal_parts
from kg.rdf.void import describe_build, read_counts, read_issued
from kg.rdf.void_counts import Counts
from kg.registries import PUBLISHERS, record_order, study_of_record

from .embedded import Change, Opened
from .node_names import NodeNames
from .stamps import stamped

__all__ = ["Joins", "Leads", "Record", "RecordChange", "Replacing", "demoted", "id_in_graph"]

Leads = Callable[[str, set[str]], bool]

_DESCRIBES = f"<{ONTOLOGY}describes>"
_OF_STUDY = f"<{ONTOLOGY}ofStudy>"
_SCHEMA = "https://schema.org/"
_CODE = f"<{_SCHEMA}code>"
_OF_THE_STUDY = frozenset(
    {
        *(RDF_TYPE, "<http://purl.org/dc/terms/identifier>", _CODE),
        *(f"<{_SCHEMA}{name}>" for name in ("sameAs", "name", "description", "identifier", "url", "status")),
    }
)
"""What is said of a study alone, never of a record that does not describe it."""
_STUDY_OF, _GROUP = NamedNode(_OF_STUDY[1:-1]), NamedNode(f"{ONTOLOGY}group")
_MAPPING_SUBJECT = NamedNode("http://www.w3.org/2002/07/owl#annotatedSource")
_JOINED_STUDY = NamedNode(f"{ONTOLOGY}joinedStudy")
_STUDY = f"<{ONTOLOGY}Study>"
_STUDY_COUNT = f"<{ONTOLOGY}studyCount>"
_SOURCE = "<http://purl.org/dc/terms/source>"
_COUNTED_TOGETHER = 100_000
"""Triples that are counted at once, so that a graph of any size is counted in bounded memory."""
_STAMPED_TOGETHER = 200
"""Records that say the same as before are stamped so many at a time: each change waits for the disk."""
_GENERATED = "<http://www.w3.org/ns/prov#generatedAtTime>"
_KEPT = (RDF_TYPE, _GENERATED, f"<{ONTOLOGY}toolVersion>")


class Joins(Protocol):
    """Knows which joins a store is to have."""

    def __call__(self, store: Store, *, changed: bool) -> list[Triple] | None:
        """The triples, given whether records changed; None if those that the store has stay."""


class RecordChange(Enum):
    """What a record that was read did to the store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Record(NamedTuple):
    """The graph of a record, what the record says of shared nodes, and the graph of its results, if it has any."""

    graph: str
    owned: list[Triple]
    said: list[Triple]
    stamp: str
    results: list[Triple]


class Replacing:
    """Changes to a store that is open for writing.

    Of the links those of studies, the roles of treatments, the arms of groups of results and the conditions inferred,
    change with the records.
    """

    def __init__(self, opened: Opened, *, mint: Minter, leads: Leads, links: Iterable[Triple] = ()) -> None:
        self._opened = opened
        self._names = NodeNames(opened.graph, mint, all_of_them=not opened.counted)
        # The run knows its own nodes alone; what names say follows from all that the store holds.
        of_nodes = [row for row in links if not self._names.describes(row)]
        self._of_studies, self._matches = _divided(of_nodes, f"<{mint.absolute('study/')}")
        self._mint = mint
        self._leads = leads
        self._shared, self._links, self._build, self._ontology = (
            iri(mint.absolute(mint.graph(name))) for name in ("shared", "links", "build", "ontology")
        )
        described = _graph_triples(opened.graph, self._build)
        self._counts = read_counts(described) if opened.counted else self._recount()
        pages = {f"<{each.page}>": each.notation for each in PUBLISHERS}
        node = iri(mint.absolute(mint.build()))
        self._issued = read_issued(described, mint=mint)
        self._publishing = read_publishing(described, node)
        self._publishers = {pages[term] for _, predicate, term in described if predicate == _SOURCE and term in pages}
        self._described = described
        self._changed = not opened.counted
        self._unstamped: list[str] = []
        opened.begin()

    def record(self, record: Record) -> RecordChange:
        """Puts a record in the place of what the store holds of it; a record that is there already changes nothing."""
        self._publishers.add(self._publisher(record.graph))
        graphs, of_results = self._placed(record)
        before = {graph: _graph_triples(self._opened.graph, graph) for graph in (*graphs, *of_results)}
        written = graphs | of_results
        said_before = set(_graph_triples(self._opened.said, record.graph))
        said = set(record.said)
        old_links, new_links = self._links_of_study(record, leading=graphs[record.graph] is record.owned)
        unchanged = said == said_before and old_links == new_links
        if unchanged and all(set(before[graph]) == set(rows) for graph, rows in written.items()):
            if graphs[record.graph] is record.owned:
                self._stamp(record)
            return RecordChange.UNCHANGED
        subjects = self._remarkable(said, said_before, record.graph)
        old, new = self._merged(subjects, record.graph, record.said)
        old_links |= self._linked(subjects - {row[0] for row in new})
        self._names.respelled(subjects)
        for graph, rows in written.items():
            self._counts.add(before[graph], times=-1)
            self._counts.add(dict.fromkeys(rows))
        updates = [_replace(graph, rows) for graph, rows in written.items() if rows or before[graph]]
        updates += [self._exchanged(self._shared, old, new), self._exchanged(self._links, old_links, new_links)]
        # A graph that is not as its run told it has no stamp: whether its record leads is asked again at each reading.
        stamps = [stamped(each, record.stamp if rows is record.owned else None) for each, rows in graphs.items()]
        said_update = _joined(_replace(record.graph, sorted(said)), *stamps)
        self._change(Change(graph=_joined(*updates), said=said_update))
        return RecordChange.CHANGED if before[record.graph] else RecordChange.NEW

    def gone(self, kept: Container[str]) -> list[str]:
        """The graphs of the records that the store holds beside those that are kept."""
        start = f"<{self._mint.absolute('record/')}"
        names = map(str, self._opened.graph.named_graphs())
        records = (name for name in names if name.startswith(start) and not is_of_results(name))
        return sorted(name for name in records if name not in kept)

    def remove(self, graphs: Iterable[str]) -> None:
        """Removes records: their graphs, what they alone said of shared nodes, and what was inferred of their own."""
        for graph in graphs:
            self._remove(graph)
        self._publishers = {self._publisher(each) for each in self.gone(())}

    def _remove(self, graph: str) -> None:
        rows, said = _graph_triples(self._opened.graph, graph), set(_graph_triples(self._opened.said, graph))
        results = _graph_triples(self._opened.graph, results_of(graph))
        study = _study_of(rows)
        subjects = self._remarkable(set(), said, graph)
        old, new = self._merged(subjects, graph, [])
        inferred = subjects - {row[0] for row in new}
        self._names.respelled(subjects)
        if study and any(row[0] == study for row in rows):
            inferred.add(study)
        self._counts.add([*rows, *results], times=-1)
        shared = self._exchanged(self._shared, old, new)
        links = self._exchanged(self._links, self._linked(inferred), set())
        said_update = _joined(_replace(graph, ()), stamped(graph, None))
        dropped = [_replace(each, ()) for each in (graph, *([results_of(graph)] if results else []))]
        self._change(Change(graph=_joined(*dropped, shared, links), said=said_update))

    def ontology(self, triples: Iterable[Triple]) -> None:
        """Puts this version of the ontology in the place of the store's."""
        rows = list(triples)
        if rows and set(rows) != set(_graph_triples(self._opened.graph, self._ontology)):
            self._apply(_replace(self._ontology, rows))

    def matches(self, nodes: Iterable[str]) -> None:
        """Puts the matches in the place of what was inferred before of the nodes, those of the run, and their own.

        A run that matched nothing leaves all as it is.
        """
        if not self._matches:
            return
        old = self._linked({*nodes, *(row[0] for row in self._matches)})
        self._apply(self._exchanged(self._links, old, self._matches))

    def joins(self, make: Joins) -> bool:
        """Puts the joins that the store is to have in the place of those that it has; whether they differ."""
        new = make(self._opened.graph, changed=self._changed)
        if new is None:
            return False
        old = self._joins()
        self._apply(self._exchanged(self._links, old, set(new)))
        return old != set(new)

    def build(self, triples: Iterable[Triple], *, as_of: datetime, versions: Sequence[str]) -> None:
        """Describes the store as it is now; of the run's own description when, by which programs, and what it states.

        Licence and publisher stay as they are where the run states none; the whole description does if nothing changed.
        """
        self._apply(self._exchanged(self._links, *self._names.change()))
        node = iri(self._mint.absolute(self._mint.build()))
        described = list(triples)
        publishing = read_publishing(described, node).over(self._publishing)
        self._write_stamps()
        if not self._changed and publishing == self._publishing:
            self._opened.end()
            return
        rows = [row for row in described if row[0] == node and row[1] in _KEPT]
        rows.append((node, _STUDY_COUNT, literal(str(self._counts.classes[_STUDY]), f"{XSD}integer")))
        rows += describe_build(
            self._counts,
            mint=self._mint,
            as_of=as_of,
            publishers=self._publishers,
            versions=versions,
            publishing=publishing,
            issued=self._issued,
        )
        self._apply(_replace(self._build, rows))
        self._opened.end()

    def described(self, *, as_of: datetime) -> list[Triple]:
        """The description that the store has, as of another time."""
        time = literal(f"{as_of:%Y-%m-%dT%H:%M:%SZ}", f"{XSD}dateTime")
        return [(node, name, time if name == _GENERATED else term) for node, name, term in self._described]

    def _stamp(self, record: Record) -> None:
        """Stamps a record that was read otherwise and says the same."""
        self._unstamped.append(stamped(record.graph, record.stamp))
        if len(self._unstamped) >= _STAMPED_TOGETHER:
            self._write_stamps()

    def _write_stamps(self) -> None:
        if self._unstamped:
            self._opened.apply(Change(graph="", said=_joined(*self._unstamped)))
            self._unstamped.clear()

    def _change(self, change: Change) -> None:
        self._changed = True
        self._opened.apply(change)

    def _joins(self) -> set[Triple]:
        """What the store says of studies that are one, or may be."""
        graph, nodes = NamedNode(self._links[1:-1]), tuple(f"<{self._mint.absolute(name)}" for name in JOIN_NODES)
        links = [
            quad
            for name in JOIN_PREDICATES
            for quad in self._opened.graph.quads_for_pattern(None, NamedNode(name[1:-1]), None, graph)
        ]
        of_studies = self._opened.graph.quads_for_pattern(None, _JOINED_STUDY, None, graph)
        subjects = {str(quad.subject) for quad in of_studies}
        said = {row for node in subjects if node.startswith(nodes) for row in self._said_in(graph, node)}
        return said | set(map(_triple, links))

    def _said_in(self, graph: NamedNode, node: str) -> list[Triple]:
        return _node_triples(self._opened.graph, node, graph)

    def _linked(self, nodes: Iterable[str]) -> set[Triple]:
        """What was inferred of nodes: links but joins, and the matches that they come from."""
        graph = NamedNode(self._links[1:-1])
        subjects = set(nodes)
        for node in sorted(subjects):
            quads = self._opened.graph.quads_for_pattern(None, _MAPPING_SUBJECT, NamedNode(node[1:-1]), graph)
            subjects.update(str(quad.subject) for quad in quads)
            # Of the results of a study: why groups report arms, and the groups.
            for quad in self._opened.graph.quads_for_pattern(None, _STUDY_OF, NamedNode(node[1:-1]), graph):
                groups = self._opened.graph.quads_for_pattern(quad.subject, _GROUP, None, graph)
                subjects.update((str(quad.subject), *(str(each.object) for each in groups)))
        rows = (row for node in subjects for row in self._said_in(graph, node))
        return {row for row in rows if row[1] not in JOIN_PREDICATES}

    def _links_of_study(self, record: Record, *, leading: bool) -> tuple[set[Triple], set[Triple]]:
        """The links that the store has of the study that a record describes, and those that it is to have."""
        study = _study_of(record.owned)
        if study is None or not leading:
            return set(), set()
        return self._linked({study}), self._of_studies.get(study, set())

    def _exchanged(self, graph: str, old: set[Triple], new: set[Triple]) -> str:
        """The update that puts triples of a graph in the place of others, which are counted."""
        self._counts.add(old - new, times=-1)
        self._counts.add(new - old)
        self._names.exchanged(old ^ new)
        return _joined(_delete(graph, old - new), _insert(graph, new - old))

    def _apply(self, update: str) -> None:
        if update:
            self._changed = True
            self._opened.graph.update(update)

    def _recount(self) -> Counts:
        """What the store holds, counted anew: the last writer was killed before it described its changes."""
        counts = Counts()
        for graph in self._opened.graph.named_graphs():
            if str(graph) in (self._build, self._ontology):
                continue
            quads = self._opened.graph.quads_for_pattern(None, None, None, graph)
            for rows in batched(map(_triple, quads), _COUNTED_TOGETHER):
                counts.add(rows)
        return counts

    def _placed(self, record: Record) -> tuple[dict[str, list[Triple]], dict[str, list[Triple]]]:
        """The graphs to write: the record's own and, where another publisher's record led and leads no longer, that.

        Then those of their results, which may be empty.
        """
        own, study = results_of(record.graph), _study_of(record.owned)
        if study is None:
            return {record.graph: record.owned}, {own: record.results}
        others = self._others(study, record.graph)
        publishers = {self._publisher(each) for each in (record.graph, *others)}
        first = min((each for each in (record.graph, *others) if self._is_of_same(each, record.graph)), key=_in_order)
        if first != record.graph or not self._leads(self._publisher(record.graph), publishers):
            results = demoted(record.results, study, record.graph)
            return {record.graph: demoted(record.owned, study, record.graph)}, {own: results}
        rivals = {graph: _graph_triples(self._opened.graph, graph) for graph in others}
        leading = {graph: rows for graph, rows in rivals.items() if any(row[0] == study for row in rows)}
        results_of_leading = {g: _graph_triples(self._opened.graph, results_of(g)) for g in leading}
        return (
            {record.graph: record.owned} | {g: demoted(rows, study, g) for g, rows in leading.items()},
            {own: record.results} | {results_of(g): demoted(r, study, g) for g, r in results_of_leading.items()},
        )

    def _others(self, study: str, graph: str) -> list[str]:
        quads = self._opened.graph.quads_for_pattern(None, NamedNode(_DESCRIBES[1:-1]), NamedNode(study[1:-1]), None)
        return sorted({str(quad.graph_name) for quad in quads} - {graph})

    def _is_of_same(self, one: str, other: str) -> bool:
        return self._publisher(one) == self._publisher(other)

    def _publisher(self, graph: str) -> str:
        return graph[1:-1].removeprefix(self._mint.base).lstrip("#").split("/")[1]

    def _remarkable(self, said: set[Triple], before: set[Triple], graph: str) -> set[str]:
        """Nodes of which the record says something that no other does, or did so.

        What many say of a country is not merged anew for each of them.
        """
        return {row[0] for row in said ^ before if not self._said_elsewhere(row, graph)}

    def _said_elsewhere(self, row: Triple, graph: str) -> bool:
        subject, predicate = NamedNode(row[0][1:-1]), NamedNode(row[1][1:-1])
        quads = self._opened.said.quads_for_pattern(subject, predicate, _term(row[2]), None)
        return any(str(quad.graph_name) != graph for quad in quads)

    def _merged(self, subjects: set[str], graph: str, said: list[Triple]) -> tuple[set[Triple], set[Triple]]:
        """What the store says of shared nodes, and what it will say once the record says this of them."""
        rows = [row for row in said if row[0] in subjects]
        shared = NamedNode(self._shared[1:-1])
        old: set[Triple] = set()
        for subject in subjects:
            old.update(_node_triples(self._opened.graph, subject, shared))
            # The merge makes this node of a place's point.
            old.update(_node_triples(self._opened.graph, f"{subject[:-1]}/point>", shared))
            for quad in self._opened.said.quads_for_pattern(NamedNode(subject[1:-1]), None, None, None):
                if str(quad.graph_name) != graph:
                    rows.append(_triple(quad))
        return old, set(merge(sorted(set(rows))))


def _divided(links: Sequence[Triple], studies: str) -> tuple[dict[str, set[Triple]], set[Triple]]:
    """Links with their matches: those of each study and its parts, whose terms begin so, and those of shared nodes."""
    begin = len(studies)
    sources = {row[0]: row[2] for row in links if row[1] == str(_MAPPING_SUBJECT)}
    of_studies: dict[str, set[Triple]] = {}
    of_nodes: set[Triple] = set()
    for row in links:
        node = sources.get(row[0], row[0])
        if node.startswith(studies):
            study = f"{studies}{node[begin:-1].partition('/')[0]}>"
            of_studies.setdefault(study, set()).add(row)
        else:
            of_nodes.add(row)
    return of_studies, of_nodes


def _in_order(graph: str) -> tuple[bool, str]:
    """Sorts the records of one publisher in the order in which they lead."""
    record = _id_of_record(graph)
    return record_order(study_of_record(record), record)


def _study_of(owned: Iterable[Triple]) -> str | None:
    return next((term for _, predicate, term in owned if predicate == _DESCRIBES), None)


def id_in_graph(graph: str) -> str:
    """The id of the study that the record of a graph is of."""
    return study_of_record(_id_of_record(graph))


def _id_of_record(graph: str) -> str:
    return unquote(graph[:-1].rpartition("/")[2])


def demoted(owned: Iterable[Triple], study: str, record: str) -> list[Triple]:
    """The triples of a record that described its study, as those of a record that describes itself alone."""
    owned = list(owned)
    of_the_study = {row for row in owned if (row[0] == study and row[1] in _OF_THE_STUDY) or row[1] == _OF_STUDY}
    codes = {term for _, predicate, term in of_the_study if predicate == _CODE}

    def moved(term: str) -> str:
        part = term.startswith(f"{study[:-1]}/")
        return f"{record[:-1]}{term[len(study) - 1 :]}" if part else term

    rows = (
        # A link to the study, even from itself, still means the study.
        row if row[1] == _DESCRIBES else (record if row[0] == study else moved(row[0]), row[1], moved(row[2]))
        for row in owned
        if row not in of_the_study and row[0] not in codes
    )
    return list(dict.fromkeys(rows))


def _term(text: str) -> NamedNode | Literal:
    if text[0] == "<":
        return NamedNode(text[1:-1])
    value, datatype, language = literal_parts(text)
    return Literal(value, datatype=NamedNode(datatype) if datatype else None, language=language)


def _triple(quad: Quad) -> Triple:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _graph_triples(store: Store, graph: str) -> list[Triple]:
    return [_triple(quad) for quad in store.quads_for_pattern(None, None, None, NamedNode(graph[1:-1]))]


def _node_triples(store: Store, node: str, graph: NamedNode) -> list[Triple]:
    return [_triple(quad) for quad in store.quads_for_pattern(NamedNode(node[1:-1]), None, None, graph)]


def _replace(graph: str, rows: Iterable[Triple]) -> str:
    return _joined(f"DROP SILENT GRAPH {graph}", _insert(graph, rows))


def _joined(*updates: str) -> str:
    return ";\n".join(filter(None, updates))


def _insert(graph: str, rows: Iterable[Triple]) -> str:
    return _data("INSERT", graph, rows)


def _delete(graph: str, rows: Iterable[Triple]) -> str:
    return _data("DELETE", graph, rows)


def _data(verb: str, graph: str, rows: Iterable[Triple]) -> str:
    text = "\n".join(f"{subject} {predicate} {term} ." for subject, predicate, term in rows)
    return f"{verb} DATA {{ GRAPH {graph} {{\n{text}\n}} }}" if text else ""
