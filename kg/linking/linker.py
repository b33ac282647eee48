"""The linker: a shared node in, its matches out; each node alone, so that neither order nor company matters."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.countries import country_name

from .cities import CityIndex
from .concept_matcher import Candidate, ConceptMatcher
from .counterparts import with_counterparts
from .curation import Curation
from .evidence import Evidence
from .index import TermIndex
from .lexicon import Lexicons
from .match import Match, Method, Predicate
from .organization_matcher import OrganizationMatcher
from .place_matcher import PlaceMatcher, Point, match_country
from .vocabularies.term import Branch

__all__ = ["KINDS", "LONGEST_LABEL", "Linker", "SharedNode"]

KINDS = ("condition", "treatment", "organization", "place", "country")
"""The kinds of shared nodes that are matched."""

LONGEST_LABEL = 2_000
"""Characters. What is longer is no name: a registry allows 600 for its longest titles, and its records have 300."""


class SharedNode(NamedTuple):
    """A shared node, with all that a match may depend on."""

    iri: str
    kind: str
    label: str
    """The preferred name."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code, of a country or place."""
    state: str | None = None
    point: Point | None = None
    stated: tuple[str, ...] = ()
    """The terms that records themselves state to be the same."""


class Linker:
    """Matches shared nodes with what is installed in a lexicon."""

    def __init__(self, folder: Path, *, curation: Curation | None = None) -> None:
        self.lexicons = Lexicons(folder)
        self._curation = curation or Curation({}, frozenset())
        self._concepts = TermIndex(self.lexicons.of("concept"))
        self._organizations = TermIndex(self.lexicons.of("organization"))
        self._matchers: Mapping[str, ConceptMatcher] = {
            kind: ConceptMatcher(kind, self._concepts, self._evidence(kind)) for kind in ("condition", "treatment")
        }
        self._places = PlaceMatcher(CityIndex(self.lexicons.of("place")))
        self._ror = OrganizationMatcher(self._organizations)

    def close(self) -> None:
        """Closes the lexicon."""
        self.lexicons.close()

    def match(self, node: SharedNode) -> tuple[Match, ...]:
        """The matches of a node, the surest first."""
        stated = tuple(Candidate(iri, Predicate.EXACT, Method.REGISTRY, 1.0, None, None) for iri in node.stated)
        found = (each for each in self._candidates(node) if each.iri not in node.stated)
        return self._finished(node.iri, node.label, (*stated, *found))

    def is_disease(self, matches: Sequence[Match]) -> bool:
        """Whether the matches of a condition, the surest first, say that it is a disease.

        The surest that is no broad one decides, since "Quality of Life in Cancer" is found under cancer too; of several
        terms among which the name could not be decided, all. Where the vocabularies do not say what that term is, as of
        one that a record states, the surest exact one of which they do decides.
        """
        near = [
            each
            for each in matches
            if each.predicate in (Predicate.EXACT, Predicate.CLOSE) and each.method is not Method.COUNTERPART
        ]
        branches = [self._concepts.info(each.object).branches for each in near]
        if near and near[0].method is Method.AMBIGUOUS:
            return all(Branch.DISEASE in each for each in branches)
        exact = (found for each, found in zip(near, branches, strict=True) if each.predicate is Predicate.EXACT)
        return Branch.DISEASE in next(filter(None, (*branches[:1], *exact)), ())

    def infer_conditions(self, study: str, title: str) -> tuple[Match, ...]:
        """The conditions that the title of a study names, for a study that states none."""
        return self._finished(study, title, self._matchers["condition"].inside(title[:LONGEST_LABEL]))

    def _candidates(self, node: SharedNode) -> tuple[Candidate, ...]:
        if len(node.label) > LONGEST_LABEL and node.kind != "country":  # a country is matched by its code
            return ()
        match node.kind:
            case "condition" | "treatment":
                return self._matchers[node.kind].match(node.label)
            case "organization":
                return self._ror.match(node.label)
            case "place" if node.country:
                return self._places.match(node.label, country=node.country, state=node.state, point=node.point)
            case "country" if node.country:
                return match_country(node.country)
        return ()

    def _finished(self, subject: str, label: str, candidates: tuple[Candidate, ...]) -> tuple[Match, ...]:
        matches = [
            Match(
                subject=subject,
                predicate=each.predicate,
                object=each.iri,
                method=each.method,
                confidence=round(each.confidence, 2),
                object_label=self._label(each),
                subject_label=label,
                match_string=each.text,
                source=each.source,
                candidates=each.candidates,
            )
            for each in candidates
        ]
        matches = with_counterparts(matches, self._concepts)
        matches.sort(key=lambda each: (each.predicate, each.object))
        matches.sort(key=lambda each: each.sureness, reverse=True)
        return self._curation.apply(subject, matches)

    def _label(self, candidate: Candidate) -> str | None:
        if candidate.method is Method.CODE and candidate.text:
            return country_name(candidate.text)
        if candidate.source == "geonames":
            return candidate.text
        known = (self._concepts.info(candidate.iri), self._organizations.info(candidate.iri))
        return next((each.label for each in known if each.label), None) or next(
            self._learnt_labels(candidate.iri), None
        )

    def _learnt_labels(self, iri: str) -> Iterator[str]:
        for kind in ("condition", "treatment"):
            if label := self._evidence(kind).label(iri):
                yield label

    def _evidence(self, kind: str) -> Evidence:
        return Evidence(self.lexicons.of(f"learnt-{kind}"))
