"""How good the linking is: `make bench-linking` measures it and writes the tables of docs/linking.md.

Five folds: names and terms are learnt on four, and the fifth is matched. A threshold is chosen on the predictions of
the other four folds, never on the fold that it scores.
"""

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from kg.linking.abbreviations import explained
from kg.linking.concept_matcher import Candidate, ConceptMatcher
from kg.linking.evidence import Evidence
from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons

from .gold import MESH, Gold
from .mesh_file import MeshTree

__all__ = [
    "AIMS",
    "AS_OF",
    "FOLDS",
    "KINDS",
    "Guess",
    "Measure",
    "Prediction",
    "Scores",
    "assigned",
    "ceiling",
    "chosen",
    "held_out",
    "install",
    "predicted",
    "predictions",
    "scored",
    "teach",
]

FOLDS = 5
KINDS = ("condition", "treatment")
FILES = {
    "mesh": ("mesh", ("mesh-desc-2026.xml.gz", "mesh-supp-slim.xml.gz")),
    "doid": ("doid", ("doid-synonyms.tsv.gz",)),
    "mondo": ("mondo", ("mondo-mesh.sssom.tsv.gz",)),
    "biomappings": ("biomappings", ("biomappings.sssom.tsv.gz",)),
    "drug-names": ("sssom", ("drug-names.sssom.tsv.gz",)),
}
"""Name -> kind and files of each vocabulary."""
AIMS = {"condition": (0.94, 0.79), "treatment": (0.85, 0.72)}
"""Kind -> precision and the recall at it that are aimed at, by cross-validation."""
AS_OF = "2026-01-01"

Ask = Callable[[ConceptMatcher, Gold], Iterable[tuple[str, Candidate]]]
"""What a matcher says of a study: name and term."""


class Guess(Protocol):
    """A term that anyone predicts for a study, with what it takes to score it."""

    @property
    def fold(self) -> int:
        """The fold of the study."""

    @property
    def study(self) -> str:
        """The id of the study."""

    @property
    def iri(self) -> str:
        """The term."""

    @property
    def confidence(self) -> float:
        """How sure, on a scale of whoever predicts."""

    @property
    def right(self) -> bool:
        """Whether the registry assigned it."""


Predicted = TypeVar("Predicted", bound=Guess)


class Prediction(NamedTuple):
    """A term predicted for a study."""

    fold: int
    study: str
    name: str
    candidate: Candidate
    right: bool
    """Whether the registry assigned it."""

    @property
    def iri(self) -> str:
        """The term."""
        return self.candidate.iri

    @property
    def confidence(self) -> float:
        """How sure the matcher is."""
        return self.candidate.confidence


class Scores(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float
    predicted: int


def install(folder: Path, data: Path) -> None:
    """Compiles the vocabulary files of the shared data."""
    for name, (kind, files) in FILES.items():
        build_vocabulary(folder, kind, [data / "vocab" / file for file in files], built=AS_OF, name=name)


def predictions(
    gold: Sequence[Gold],
    kind: str,
    base: Path,
    *,
    learnt: bool = True,
    vocabularies: bool = True,
    ask: Ask | None = None,
) -> list[Prediction]:
    """The predictions for all studies, out of fold, one for each study and term: the surest."""
    found: list[Prediction] = []
    folds = [list(gold[fold::FOLDS]) for fold in range(FOLDS)]
    for fold, part in enumerate(folds):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for path in base.glob("*.sqlite"):
                (folder / path.name).symlink_to(path)
            if learnt:
                teach(folder, kind, [each for other, rest in enumerate(folds) if other != fold for each in rest])
            lexicons = Lexicons(folder)
            index = TermIndex(lexicons.of("concept") if vocabularies else ())
            matcher = ConceptMatcher(kind, index, Evidence(lexicons.of(f"learnt-{kind}")))
            for study in part:
                found += predicted(study, kind, (ask or _by_name(kind))(matcher, study), fold)
            lexicons.close()
    return found


def _by_name(kind: str) -> Ask:
    return lambda matcher, study: (
        (name, candidate) for name in dict.fromkeys(study.names[kind]) for candidate in matcher.match(name)
    )


def teach(folder: Path, kind: str, lessons: Sequence[Gold]) -> None:
    """Learns from studies, into the lexicon of a folder."""
    lexicons = Lexicons(folder)
    teacher = Teacher(kind, TermIndex(lexicons.of("concept")))
    for study in lessons:
        if any(study.terms.values()) and study.names[kind]:
            teacher.learn(_lesson(study, kind))
    teacher.save(folder, built=AS_OF, sources="folds")
    lexicons.close()


def _lesson(study: Gold, kind: str) -> Lesson:
    """As `kgbuild vocab learn` makes it, of what was read without the package's readers."""
    texts = (*study.names[kind], *study.texts)
    return Lesson(
        study.names[kind],
        tuple(study.terms[kind].items()),
        tuple(study.wider[kind].items()),
        study.found[kind] if kind == "condition" else (),
        tuple(dict.fromkeys(pair for text in texts for pair in explained(text))),
        study.vintage,
    )


def predicted(study: Gold, kind: str, said: Iterable[tuple[str, Candidate]], fold: int) -> Iterator[Prediction]:
    best: dict[str, tuple[str, Candidate]] = {}
    for name, candidate in said:
        if candidate.iri.startswith(MESH):
            known = best.get(candidate.iri)
            if known is None or candidate.confidence > known[1].confidence:
                best[candidate.iri] = (name, candidate)
    for iri, (name, candidate) in best.items():
        yield Prediction(fold, study.id, name, candidate, iri in study.terms[kind])


def scored(found: Iterable[Guess], total: int, *, least: float = 0.0) -> Scores:
    """Precision and recall of the predictions that are sure enough."""
    kept = [each for each in found if each.confidence >= least]
    right = sum(each.right for each in kept)
    return Scores(right / max(len(kept), 1), right / max(total, 1), len(kept))


def chosen(found: Sequence[Predicted], precision: float, *, digits: int = 2) -> list[Predicted]:
    """The predictions above thresholds that reach a precision on the folds that are not scored.

    Thresholds have so many digits.
    """
    kept: list[Predicted] = []
    for fold in range(FOLDS):
        least = _threshold([each for each in found if each.fold != fold], precision, digits)
        kept += [each for each in found if each.fold == fold and each.confidence >= least]
    return kept


def _threshold(found: Iterable[Guess], precision: float, digits: int) -> float:
    """The lowest threshold that reaches a precision; infinite if none does."""
    surest = sorted(found, key=lambda each: -each.confidence)
    count = right = 0
    lowest = math.inf
    for least in sorted({round(each.confidence, digits) for each in surest}, reverse=True):
        while count < len(surest) and surest[count].confidence >= least:
            right += surest[count].right
            count += 1
        if count and right / count >= precision:
            lowest = least
    return lowest


def held_out(found: Sequence[Guess], total: int, precision: float) -> Scores:
    """The scores at such thresholds."""
    return scored(chosen(found, precision), total)


class Measure:
    """The scores of one kind: against all terms that the registry assigned, and without those above others of them.

    The registry assigns the terms above a term to some studies and not to others that say the same. In the second
    score a term that stands in the tree above an assigned term of the same study counts as neither right nor wrong,
    whether it is assigned or predicted.
    """

    def __init__(self, gold: Sequence[Gold], kind: str, tree: MeshTree) -> None:
        self._above = {study.id: tree.above(study.terms[kind]) for study in gold}
        self.total = assigned(gold, kind)
        self.apart = sum(len(study.terms[kind].keys() - self._above[study.id]) for study in gold)
        """How many of the assigned terms stand above no other."""

    def __call__(self, found: Iterable[Guess], *, least: float = 0.0) -> tuple[Scores, Scores]:
        """Both scores of the predictions that are sure enough."""
        kept = list(found)
        apart = [each for each in kept if each.iri not in self._above[each.study]]
        return scored(kept, self.total, least=least), scored(apart, self.apart, least=least)


def assigned(gold: Sequence[Gold], kind: str) -> int:
    """How many terms the registry assigned."""
    return sum(len(study.terms[kind]) for study in gold)


def ceiling(gold: Sequence[Gold], kind: str, base: Path) -> tuple[float, float]:
    """The share of the assigned terms that the vocabulary files hold at all, and that any other fold has, too."""
    lexicons = Lexicons(base)
    known = {row[0] for shelf in lexicons.of("concept") for row in shelf.rows("SELECT iri FROM {schema}.term", {})}
    lexicons.close()
    terms = [(place % FOLDS, term) for place, study in enumerate(gold) for term in study.terms[kind]]
    folds: dict[str, set[int]] = {}
    for fold, term in terms:
        folds.setdefault(term, set()).add(fold)
    held = sum(term in known for _, term in terms)
    either = sum(term in known or bool(folds[term] - {fold}) for fold, term in terms)
    return held / len(terms), either / len(terms)


if __name__ == "__main__":
    from .linking_tables import main

    main()
