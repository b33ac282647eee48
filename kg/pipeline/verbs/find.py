"""`find`: the nodes of a graph by their labels."""

from functools import partial
from pathlib import Path

from kg.errors import UsageError
from kg.linking.word_patterns import word_pattern
from kg.pipeline.run.options import FindOptions, path_of
from kg.store import Endpoint, FoundNode, graph_at, labels_in_file, labels_in_store, open_folder, ranked

__all__ = ["find"]


def find(options: FindOptions) -> list[FoundNode]:
    """The nodes whose label holds all words, in British or American spelling, the closest first."""
    given = [options.words] if isinstance(options.words, str) else options.words
    words = " ".join(given).split()
    if not words:
        raise UsageError("give a word that the labels hold")
    graph = graph_at(path_of(options.graph, verb="kg.find"))
    rank = partial(ranked, words=words, spelled=word_pattern, of_class=options.of_class)
    if graph.startswith(("http://", "https://")):
        with Endpoint(graph) as endpoint:
            return rank(labels_in_store(endpoint, words, spelled=word_pattern))
    if Path(graph).is_dir():
        with open_folder(graph) as store:
            return rank(labels_in_store(store, words, spelled=word_pattern))
    return rank(labels_in_file(graph))
