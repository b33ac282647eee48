"""`mappings`: the matches of a graph as an SSSOM table, or the names without one as a sheet to fill in."""

from collections.abc import Iterator, Sequence

from kg.linking.coverage_counts import coverage
from kg.linking.match import Match
from kg.linking.sssom_table import OpenName, sheet_lines, sssom_lines
from kg.pipeline.graph.graph_labels import labels_of_graph, minter_of
from kg.pipeline.graph.graph_matches import matches_of_graph
from kg.pipeline.run.options import MappingsOptions, path_of
from kg.pipeline.run.outputs import open_output
from kg.version import __version__

__all__ = ["mappings"]


def mappings(options: MappingsOptions) -> int:
    """Writes the matches of a graph, or with `unmatched` a sheet of the names without one; gives how many there are."""
    graph, output = (path_of(each, verb="kg.mappings") for each in (options.graph, options.output))
    base = minter_of(graph).base
    matches = list(matches_of_graph(graph))
    names = list(_open_names(graph, matches)) if options.unmatched else []
    lines = sheet_lines(names, base=base) if options.unmatched else sssom_lines(matches, base=base, version=__version__)
    with open_output(output) as stream:
        for line in lines:
            stream.write(line.encode())
    return len(names if options.unmatched else matches)


def _open_names(graph: str, matches: Sequence[Match]) -> Iterator[OpenName]:
    """The names that have no match or several, those of the most trials first."""
    candidates: dict[str, list[Match]] = {}
    for match in matches:
        if not match.rejected:
            candidates.setdefault(match.subject, []).append(match)
    for label in coverage(labels_of_graph(graph, matches)).unmatched:
        yield OpenName(label.iri, label.kind, label.label, label.trials, candidates.get(label.iri, ()))
