"""The linker: a shared node in, its matches out; each node alone, so that neither order nor company matters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kg.countries import country_name

from .cities import CityIndex
from .concept_matcher import Candidate, ConceptMatcher
from .condition_inference import ConditionInference, StudyNames
from .counterparts import with_counterparts
from .curation import NO_DECISIONS, Curation
from .event_matcher import EVENT_KIND, EventMatcher
from .evidence import Evidence
from .index import TermIndex
from .keyword_matcher import KeywordMatcher
from .lexicon import Lexicons
from .match import Match, Method, Predicate
from .names import LONGEST_LABEL
from .organization_index import OrganizationIndex
from .organization_matcher import OrganizationMatcher
from .organization_seats import Seat, SeatIndex
from .place_matcher import PlaceMatcher, Point, match_country
from .treatment_matcher import TreatmentMatcher
from .vocabularies.term import Branch

__all__ = ["KINDS", "LONGEST_LABEL", "Linker", "SharedNode"]

KINDS = ("condition", "treatment", EVENT_KIND, "organization", "facility", "place", "country")
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
    """ISO 3166-1 alpha-2 code, of a country, place or facility, and of an organization where it is known."""
    state: str | None = None
    point: Point | None = None
    city: str | None = None
    """Of a facility."""
    stated: tuple[str, ...] = ()
    """The terms that records themselves state to be the same."""
    other_names: tuple[str, ...] = ()
    """What records call a treatment beside its name."""


class Linker:
    """Matches shared nodes with what is installed in a lexicon."""

    def __init__(self, folder: Path, *, curation: Curation | None = None) -> None:
        self.lexicons = Lexicons(folder)
        self._curation = curation or NO_DECISIONS
        self._concepts = TermIndex(self.lexicons.of("concept"))
        self._organizations = TermIndex(self.lexicons.of("organization"))
        self._matchers: Mapping[str, ConceptMatcher] = {
            kind: ConceptMatcher(kind, self._concepts, self._evidence(kind)) for kind in ("condition", "treatment")
        }
        cities = CityIndex(self.lexicons.of("place"))
        self._places = PlaceMatcher(cities)
        self._treatments = TreatmentMatcher(self._matchers["treatment"], self._concepts)
        self._events = EventMatcher(self._matchers["condition"], self._concepts)
        self._known_organizations = OrganizationIndex(self.lexicons.of("organization"))
        seats = SeatIndex(self._places, cities)
        self._ror = OrganizationMatcher(self._organizations, self._known_organizations, seats)
        keywords = ConceptMatcher("condition", self._concepts, self._evidence("keyword"))
        self._inference = ConditionInference(KeywordMatcher(keywords), self._matchers["condition"], self._concepts)

    def close(self) -> None:
        """Closes the lexicon."""
        self.lexicons.close()

    def match(self, node: SharedNode) -> tuple[Match, ...]:
        """The matches of a node, the surest first."""
        stated = tuple(Candidate(iri, Predicate.EXACT, Method.REGISTRY, 1.0, None, None) for iri in node.stated)
        found = (each for each in self._candidates(node) if each.iri not in node.stated)
        named = ((node.label, each) for each in (*stated, *found))
        return self._finished(node.iri, named, label=node.label, by_name=node.kind == EVENT_KIND)

    def rejected(self, subject: str, *, label: str | None = None) -> tuple[Match, ...]:
        """The matches of a subject, under its label, that curators rejected, to be remembered."""
        return tuple(map(self._labelled, self._curation.refused(subject, label=label)))

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

    def organizations(self, iris: Iterable[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """IRI, label and wholes of the known ones of these organizations, and of all that they are part of, by IRI."""
        known = self._known_organizations
        for iri in sorted({each for matched in iris for each in (matched, *known.above(matched))}):
            if label := known.of(iri).label:
                yield iri, label, known.of(iri).facts.parents

    def _candidates(self, node: SharedNode) -> tuple[Candidate, ...]:
        if len(node.label) > LONGEST_LABEL and node.kind != "country":  # a country is matched by its code
            return ()
        match node.kind:
            case "condition":
                return self._matchers[node.kind].match(node.label)
            case "adverse-event-term":
                return self._events.match(node.label)
            case "treatment":
                return self._treatments.match(node.label, node.other_names)
            case "organization":
                return self._ror.match(node.label, Seat(node.country))
            case "facility" if node.city:
                return self._ror.match(node.label, Seat(node.country, node.state, node.city))
            case "place" if node.country:
                return self._places.match(node.label, country=node.country, state=node.state, point=node.point)
            case "country" if node.country:
                return match_country(node.country)
        return ()

    def _finished(
        self,
        subject: str,
        named: Iterable[tuple[str, Candidate]],
        *,
        label: str | None = None,
        by_name: bool = False,
    ) -> tuple[Match, ...]:
        """The matches of a node, of the candidates of its names, after curation; counterparts may count `by_name`."""
        matches = [
            Match(
                subject=subject,
                predicate=each.predicate,
                object=each.iri,
                method=each.method,
                confidence=round(each.confidence, 2),
                object_label=self._label(each),
                subject_label=name,
                match_string=each.text,
                source=each.source,
                candidates=each.candidates,
            )
            for name, each in named
        ]
        matches = with_counterparts(matches, self._concepts, by_name=by_name)
        matches.sort(key=lambda each: (each.predicate, each.object))
        matches.sort(key=lambda each: each.sureness, reverse=True)
        return tuple(map(self._labelled, self._curation.apply(subject, matches, label=label)))

    def _labelled(self, match: Match) -> Match:
        """A match with the label of its term, which a curator need not write."""
        return match if match.object_label else replace(match, object_label=self._known_label(match.object))

    def _label(self, candidate: Candidate) -> str | None:
        if candidate.method is Method.CODE and candidate.text:
            return country_name(candidate.text)
        if candidate.source == "geonames":
            return candidate.text
        return self._known_label(candidate.iri)

    def _known_label(self, term: str) -> str | None:
        known = (self._concepts.info(term), self._organizations.info(term))
        return next((each.label for each in known if each.label), None) or next(self._learnt_labels(term), None)

    def _learnt_labels(self, iri: str) -> Iterator[str]:
        for kind in _LEARNT:
            if label := self._evidence(kind).label(iri):
                yield label

    def _evidence(self, kind: str) -> Evidence:
        return Evidence(self.lexicons.of(f"learnt-{kind}"))
