"""The linker: a shared node in, its matches out; each node alone, so that neither order nor company matters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.countries import country_name

from .cities import CityIndex
from .concept_matcher import Candidate, ConceptMatcher
from .condition_inference import ConditionInference, StudyNames
from .counterparts import with_counterparts
from .curation import Curation
from .evidence import Evidence
from .index import TermIndex
from .keyword_matcher import KeywordMatcher
from .lexicon import Lexicons
from .match import Match, Method, Predicate
from .names import LONGEST_LABEL
from .organization_matcher import OrganizationMatcher
from .place_matcher import PlaceMatcher, Point, match_country
from .treatment_matcher import TreatmentMatcher
from .vocabularies.term import Branch

__all__ = ["KINDS", "LONGEST_LABEL", "Linker", "SharedNode"]

KINDS = ("condition", "treatment", "organization", "place", "country")
"""The kinds of shared nodes that are matched."""

_LEARNT = ("condition", "treatment", "keyword")
"""The kinds of names of which the lexicon may hold evidence."""


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
    other_names: tuple[str, ...] = ()
    """What records call a treatment beside its name."""


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
        self._treatments = TreatmentMatcher(self._matchers["treatment"], self._concepts)
        self._ror = OrganizationMatcher(self._organizations)
        keywords = ConceptMatcher("condition", self._concepts, self._evidence("keyword"))
        self._inference = ConditionInference(KeywordMatcher(keywords), self._matchers["condition"], self._concepts)

    def close(self) -> None:
        """Closes the lexicon."""
        self.lexicons.close()

    def match(self, node: SharedNode) -> tuple[Match, ...]:
        """The matches of a node, the surest first."""
        stated = tuple(Candidate(iri, Predicate.EXACT, Method.REGISTRY, 1.0, None, None) for iri in node.stated)
        found = (each for each in self._candidates(node) if each.iri not in node.stated)
        return self._finished(node.iri, ((node.label, each) for each in (*stated, *found)))

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

    def infer_conditions(self, study: StudyNames) -> tuple[Match, ...]:
        """The conditions that the keywords of a study name, and its title if it states none, beside those it states."""
        return self._finished(study.iri, self._inference.of(study))

    def _candidates(self, node: SharedNode) -> tuple[Candidate, ...]:
        if len(node.label) > LONGEST_LABEL and node.kind != "country":  # a country is matched by its code
            return ()
        match node.kind:
            case "condition":
                return self._matchers[node.kind].match(node.label)
            case "treatment":
                return self._treatments.match(node.label, node.other_names)
            case "organization":
                return self._ror.match(node.label)
            case "place" if node.country:
                return self._places.match(node.label, country=node.country, state=node.state, point=node.point)
            case "country" if node.country:
                return match_country(node.country)
        return ()

    def _finished(self, subject: str, named: Iterable[tuple[str, Candidate]]) -> tuple[Match, ...]:
        """The matches of a node, of the candidates of its names, after curation."""
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
            for label, each in named
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
        for kind in _LEARNT:
            if label := self._evidence(kind).label(iri):
                yield label

    def _evidence(self, kind: str) -> Evidence:
        return Evidence(self.lexicons.of(f"learnt-{kind}"))
