"""A graph -> the labels that its coverage counts."""

from collections.abc import Iterable, Iterator

from kg.iris import ONTOLOGY, Minter
from kg.linking.coverage_counts import Label
from kg.linking.match import Match
from kg.rdf.terms import RDF_TYPE, literal_parts

from .graph_file import base_of
from .graph_lines import wanted_quads

__all__ = ["labels_of_graph", "minter_of"]

_MENTIONS = frozenset(
    f"<{ONTOLOGY}{name}>"
    for name in (
        *("condition", "treatment", "term", "leadSponsor", "collaborator", "affiliation"),
        *("facility", "place", "country"),
    )
)
"""Properties by which a record mentions a shared node; those of facilities, shared themselves, do not count."""

_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_KINDS = ("adverse-event-term", "condition", "country", "facility", "organization", "place", "treatment")


class _Mentions:
    """Counts mentions, and studies: those of one study stand together in a graph."""

    def __init__(self) -> None:
        self.mentions = self.trials = 0
        self._last = ""

    def add(self, study: str) -> None:
        self.mentions += 1
        if study != self._last:
            self.trials += 1
            self._last = study


def minter_of(path: str) -> Minter:
    """The minter of a graph; raises UsageError for one that kgbuild did not write."""
    return base_of(path, wanted_quads(path, {RDF_TYPE}))


def labels_of_graph(path: str, matches: Iterable[Match]) -> Iterator[Label]:
    """Each shared node of a graph with its mentions and the method of its surest match, of those that it has."""
    mint = minter_of(path)
    segments = {f"<{mint.base}{kind}/": kind for kind in _KINDS}
    labels: dict[str, str] = {}
    mentions: dict[str, _Mentions] = {}
    for subject, predicate, term, _ in wanted_quads(path, _MENTIONS | {_LABEL}):
        if predicate == _LABEL:
            labels[subject] = literal_parts(term)[0]
        elif subject.startswith((f"<{mint.base}study/", f"<{mint.base}record/")):
            mentions.setdefault(term, _Mentions()).add(_study(subject, mint))
    methods = _methods(match for match in matches if not match.rejected)
    for subject, label in sorted(labels.items()):
        kind = segments.get(subject[: subject.find("/", len(mint.base) + 1) + 1])
        if kind:
            found = mentions.get(subject, _Mentions())
            yield Label(subject[1:-1], kind, label, found.mentions, found.trials, methods.get(subject[1:-1]))


def _study(subject: str, mint: Minter) -> str:
    segments = subject[len(mint.base) + 1 :].rstrip(">").split("/")
    return segments[1] if segments[0] == "study" else segments[2]


def _methods(matches: Iterable[Match]) -> dict[str, str]:
    best: dict[str, Match] = {}
    for match in matches:
        if match.subject not in best or match.sureness > best[match.subject].sureness:
            best[match.subject] = match
    return {subject: match.method.value for subject, match in best.items()}
