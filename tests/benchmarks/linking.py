"""How good the linking is: `make bench-linking` prints the tables of docs/linking.md.

Five folds: names and terms are learnt on four, and the fifth is matched. A threshold is chosen on the out-of-fold
predictions of the other four folds, never on the fold that it scores.
"""

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.countries import country_code
from kg.link.concepts import Candidate, ConceptMatcher
from kg.link.evidence import Evidence
from kg.link.index import TermIndex
from kg.link.installation import build_vocabulary, ensure_places
from kg.link.learning import Lesson, Teacher
from kg.link.lexicon import Lexicons
from kg.link.linker import Linker, SharedNode
from kg.link.places import GEONAMES, Point, distance

from .gold import MESH, Gold, studies

FOLDS = 5
KINDS = ("condition", "treatment")
AIMS = {"condition": (0.90, 0.60), "treatment": (0.85, 0.45)}
FILES = {
    "mesh": "mesh-terms.tsv.gz",
    "doid": "doid-synonyms.tsv.gz",
    "mondo": "mondo-mesh.sssom.tsv.gz",
    "biomappings": "biomappings.sssom.tsv.gz",
}


class Prediction(NamedTuple):
    """A term predicted for a study."""

    fold: int
    study: str
    name: str
    candidate: Candidate
    right: bool


class Scores(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float
    predicted: int


def install(folder: Path, data: Path) -> None:
    """Compiles the vocabulary files of the shared data."""
    for kind, name in FILES.items():
        build_vocabulary(folder, kind, [data / "vocab" / name], built="2026-01-01")


def folds(gold: Sequence[Gold]) -> list[list[Gold]]:
    """The studies, dealt out in turn."""
    return [list(gold[fold::FOLDS]) for fold in range(FOLDS)]


def predictions(gold: Sequence[Gold], kind: str, base: Path, *, learnt: bool) -> list[Prediction]:
    """The out-of-fold predictions of all studies, one for each study and term: the surest."""
    found: list[Prediction] = []
    for fold, scored in enumerate(folds(gold)):
        with tempfile.TemporaryDirectory() as temporary:
            for path in base.glob("*.sqlite"):
                (Path(temporary) / path.name).symlink_to(path)
            if learnt:
                teach(Path(temporary), kind, [each for g, part in enumerate(folds(gold)) if g != fold for each in part])
            lexicons = Lexicons(Path(temporary))
            evidence = Evidence(lexicons.of(f"learnt-{kind}"))
            matcher = ConceptMatcher(kind, TermIndex(lexicons.of("concept")), evidence)
            for study in scored:
                found += predicted(study, kind, matcher, fold)
            lexicons.close()
    return found


def teach(folder: Path, kind: str, lessons: Sequence[Gold]) -> None:
    """Learns from studies, into the lexicon of a folder."""
    lexicons = Lexicons(folder)
    teacher = Teacher(kind, TermIndex(lexicons.of("concept")))
    for study in lessons:
        if any(study.terms.values()) and study.names[kind]:
            teacher.learn(Lesson(study.names[kind], tuple(study.terms[kind].items())))
    lexicons.close()
    teacher.save(folder, built="2026-01-01", sources="folds")


def predicted(study: Gold, kind: str, matcher: ConceptMatcher, fold: int) -> Iterator[Prediction]:
    """The MeSH terms predicted for a study by its names."""
    best: dict[str, tuple[str, Candidate]] = {}
    for name in dict.fromkeys(study.names[kind]):
        for candidate in matcher.match(name):
            if candidate.iri.startswith(MESH):
                known = best.get(candidate.iri)
                if known is None or candidate.confidence > known[1].confidence:
                    best[candidate.iri] = (name, candidate)
    for iri, (name, candidate) in best.items():
        yield Prediction(fold, study.id, name, candidate, iri in study.terms[kind])


def scored(found: Sequence[Prediction], total: int, *, least: float = 0.0) -> Scores:
    """Precision and recall of the predictions that are sure enough."""
    kept = [each for each in found if each.candidate.confidence >= least]
    right = sum(each.right for each in kept)
    return Scores(right / max(len(kept), 1), right / total, len(kept))


def held_out(found: Sequence[Prediction], gold: Sequence[Gold], kind: str, precision: float) -> Scores:
    """The scores at thresholds that reach a precision on the folds that are not scored."""
    kept: list[Prediction] = []
    for fold in range(FOLDS):
        others = [each for each in found if each.fold != fold]
        thresholds = sorted({round(each.candidate.confidence, 2) for each in others})
        reaching = [t for t in thresholds if scored(others, 1, least=t).precision >= precision]
        least = min(reaching, default=1.01)
        kept += [each for each in found if each.fold == fold and each.candidate.confidence >= least]
    return scored(kept, assigned(gold, kind))


def assigned(gold: Sequence[Gold], kind: str) -> int:
    """How many terms the registry assigned."""
    return sum(len(study.terms[kind]) for study in gold)


def ceiling(gold: Sequence[Gold], kind: str, base: Path) -> float:
    """The share of the assigned terms that the vocabulary files hold at all."""
    lexicons = Lexicons(base)
    known = {row[0] for _, each in lexicons.of("concept") for row in each.execute("SELECT iri FROM term")}
    terms = [term for study in gold for term in study.terms[kind]]
    lexicons.close()
    return sum(term in known for term in terms) / len(terms)


def report_concepts(gold: Sequence[Gold], base: Path, sample: Path | None) -> None:
    """Prints the tables of conditions and treatments."""
    for kind in KINDS:
        total = assigned(gold, kind)
        print(f"\n## {kind}: {total} assigned terms, {ceiling(gold, kind, base):.3f} of them in the vocabulary files\n")
        plain, full = (predictions(gold, kind, base, learnt=learnt) for learnt in (False, True))
        exact = ("PREFERRED_LABEL", "SYNONYM", "MAPPED_LABEL", "ACRONYM", "AMBIGUOUS")
        whole = [each for each in plain if each.candidate.method in exact]
        rows = [
            ("baseline: preferred label alone", [e for e in whole if e.candidate.method == "PREFERRED_LABEL"]),
            ("names of all vocabularies", whole),
            ("and contained, fuzzy (nothing learnt)", plain),
            ("all, learnt on four folds", full),
        ]
        print("| method | precision | recall | predictions |\n|---|---|---|---|")
        for title, found in rows:
            print_row(title, scored(found, total))
        for method in sorted({each.candidate.method for each in full}):
            print_row(f"of these {method}", scored([e for e in full if e.candidate.method == method], total))
        print("\n| confidence at least | precision | recall | predictions |\n|---|---|---|---|")
        for least in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
            print_row(f"{least:.2f}", scored(full, total, least=least))
        for precision in sorted({AIMS[kind][0], 0.8, 0.85}):
            print_row(f"held out, aiming at {precision:.2f}", held_out(full, gold, kind, precision))
        if sample:
            write_sample(full, sample / f"{kind}.tsv")


def print_row(title: str, scores: Scores) -> None:
    """One row of a table."""
    print(f"| {title} | {scores.precision:.3f} | {scores.recall:.3f} | {scores.predicted} |")


def write_sample(found: Sequence[Prediction], path: Path) -> None:
    """Two hundred random predictions, to be judged by hand."""
    lines = random.Random(8).sample(list(found), 200)  # noqa: S311 - a sample, not a secret
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        for each in lines:
            candidate = each.candidate
            facts = (each.name, candidate.iri, candidate.text, candidate.predicate.name, candidate.method)
            table.writerow((each.study, *facts, f"{candidate.confidence:.2f}", each.right))


def report_places(gold: Sequence[Gold], base: Path) -> None:
    """Prints how many cities are linked, and how many of these lie near the registry's point."""
    linker = Linker(base)
    places = sorted({site for study in gold for site in study.sites}, key=str)
    points: dict[tuple[str, str | None, str], tuple[float, float]] = {}
    for country, state, city, latitude, longitude in places:
        if latitude is not None and longitude is not None:
            points.setdefault((country, state, city), (latitude, longitude))
    print(f"\n## places: {len(points)} cities with a point\n")
    print("| | linked | ambiguous | within 30 km of the point |\n|---|---|---|---|")
    for given in (False, True):
        linked = ambiguous = near = 0
        missing: Counter[tuple[str, str | None, str]] = Counter()
        for place, point in sorted(points.items(), key=str):
            code = country_code(place[0])
            node = SharedNode("x", "place", place[2], code, place[1], Point(*point) if given else None)
            matches = linker.match(node)
            if len(matches) == 1:
                linked += 1
                near += near_enough(linker, matches[0].object, Point(*point))
            else:
                ambiguous += bool(matches)
                missing[place] += 1
        title = "with the point" if given else "name, state and country alone"
        count = len(points)
        print(f"| {title} | {linked / count:.3f} | {ambiguous / count:.3f} | {near / max(linked, 1):.4f} |")
        if "--missing" in sys.argv:
            print([place for place, _ in missing.most_common(60)])


def near_enough(linker: Linker, iri: str, point: Point) -> bool:
    """Whether a city of the lexicon lies within 30 km of a point."""
    number = int(iri.removeprefix(GEONAMES).rstrip("/"))
    for _, connection in linker.lexicons.of("place"):
        for row in connection.execute("SELECT latitude, longitude FROM city WHERE id = ?", (number,)):
            return distance(Point(*row), point) <= 30
    return False


def main() -> None:
    """Prints all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("KGBUILD_DATA", Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--sample", type=Path, help="a folder for 200 random predictions of each kind")
    parser.add_argument("--missing", action="store_true", help="print the cities that are not linked")
    parser.add_argument("--only", choices=("concepts", "places"))
    chosen = parser.parse_args()
    gold = list(studies(chosen.data))
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        install(base, chosen.data)
        if chosen.only != "places":
            started = time.perf_counter()
            report_concepts(gold, base, chosen.sample)
            print(f"\n{time.perf_counter() - started:.0f} s")
        if chosen.only != "concepts":
            ensure_places(base, built="2026-01-01")
            report_places(gold, base)


if __name__ == "__main__":
    main()
