"""Studies and predictions that tests of the benchmarks of linking make up."""

from kg.linking.concept_matcher import Candidate
from kg.linking.match import Method, Predicate

from .gold import Gold
from .linking import Prediction

__all__ = ["predicted", "study"]


def study(
    id_: str,
    *names: str,
    terms: dict[str, str],
    keywords: tuple[str, ...] = (),
    titles: tuple[str, ...] = (),
    found: tuple[tuple[str, str], ...] = (),
) -> Gold:
    """A study of the conditions of some names, with the terms that the registry assigned."""
    return Gold(
        id_,
        titles[0] if titles else "",
        {"condition": names, "treatment": ()},
        {"condition": terms, "treatment": {}},
        {"condition": {}, "treatment": {}},
        {"condition": found, "treatment": ()},
        keywords,
        titles,
        (),
        2026,
        (),
    )


def predicted(
    of: Gold, name: str, iri: str, confidence: float = 0.9, *, fold: int = 0, method: Method = Method.SYNONYM
) -> Prediction:
    """A term predicted for a study by one of its names."""
    candidate = Candidate(iri, Predicate.EXACT, method, confidence, name, "mesh")
    return Prediction(fold, of.id, name, candidate, iri in of.terms["condition"])
