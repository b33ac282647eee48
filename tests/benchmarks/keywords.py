"""What keywords and other names add to names of conditions and interventions, over the same folds.

The registry reads both for its index in its data of 2025 and later, so the studies of such data are scored apart, too.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.iris import slug
from kg.linking.concept_matcher import ConceptMatcher
from kg.linking.condition_inference import ConditionInference, StudyNames
from kg.linking.evidence import Evidence
from kg.linking.index import TermIndex
from kg.linking.keyword_matcher import KeywordMatcher
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons
from kg.linking.match import Method
from kg.linking.treatment_matcher import TreatmentMatcher
from kg.pipeline.vocabularies.name_evidence import borne

from .gold import Gold
from .linking import AIMS, AS_OF, FOLDS, Prediction, Scores, assigned, held_out, predicted, scored, teach

__all__ = ["Said", "keyword_scores", "other_name_scores", "said_in"]

_SINCE = 2025
_CONDITIONS, _TREATMENTS = ("condition", "condition"), ("treatment", "treatment")
_KEYWORDS = ("keyword", "condition")
"""What is learnt, and the kind of names as which it is matched."""

Row = tuple[str, Scores]
Matchers = Mapping[str, ConceptMatcher]


class Said(NamedTuple):
    """What a study says beside the names of its conditions."""

    keywords: tuple[str, ...]
    treatments: tuple[tuple[str, tuple[str, ...]], ...]
    """Name and other names of each intervention."""


def said_in(data: Path) -> dict[str, Said]:
    """Study -> what it says, read without the package's own reader."""
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        studies = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    protocols = (study["protocolSection"] for study in studies)
    return {protocol["identificationModule"]["nctId"]: _said(protocol) for protocol in protocols}


def _said(protocol: dict) -> Said:  # type: ignore[type-arg]
    interventions = protocol.get("armsInterventionsModule", {}).get("interventions", [])
    named = ((each["name"], tuple(each.get("otherNames", ()))) for each in interventions if each.get("name"))
    return Said(tuple(protocol.get("conditionsModule", {}).get("keywords", ())), tuple(named))


def keyword_scores(gold: Sequence[Gold], said: Mapping[str, Said], base: Path) -> Iterator[Row]:
    """Conditions alone, keywords alone, and both."""
    by_conditions: list[Prediction] = []
    by_keywords: list[Prediction] = []
    for fold, studies, index, matchers in _folds(gold, said, base, (_CONDITIONS, _KEYWORDS)):
        inference = ConditionInference(KeywordMatcher(matchers["keyword"]), matchers["condition"], index)
        for study in studies:
            names = study.names["condition"]
            own = ((name, each) for name in names for each in matchers["condition"].match(name))
            by_conditions += predicted(study, "condition", own, fold)
            inferred = inference.of(StudyNames(study.id, None, names, said[study.id].keywords))
            by_keywords += predicted(study, "condition", inferred, fold)
    parts = {"conditions": by_conditions, "keywords": by_keywords, "both": [*by_conditions, *by_keywords]}
    return _rows(gold, "condition", parts, (0.5, 0.7, 0.9))


def other_name_scores(gold: Sequence[Gold], said: Mapping[str, Said], base: Path) -> Iterator[Row]:
    """Own names alone, those matched by other names, and both."""
    others: dict[str, dict[str, None]] = {}
    for name, more in chain.from_iterable(each.treatments for each in said.values()):
        others.setdefault(slug(name), {}).update(dict.fromkeys(more))
    by_own: list[Prediction] = []
    by_both: list[Prediction] = []
    for fold, studies, index, matchers in _folds(gold, said, base, (_TREATMENTS,)):
        matcher = TreatmentMatcher(matchers["treatment"], index)
        for study in studies:
            names = study.names["treatment"]
            own = ((name, each) for name in names for each in matcher.match(name))
            both = ((name, each) for name in names for each in matcher.match(name, tuple(others[slug(name)])))
            by_own += predicted(study, "treatment", own, fold)
            by_both += predicted(study, "treatment", both, fold)
    by_others = [each for each in by_both if each.candidate.method is Method.OTHER_NAME]
    return _rows(gold, "treatment", {"own names": by_own, "other names": by_others, "both": by_both}, (0.5, 0.6, 0.7))


def _rows(
    gold: Sequence[Gold], kind: str, parts: Mapping[str, Sequence[Prediction]], thresholds: Sequence[float]
) -> Iterator[Row]:
    newer = [study for study in gold if study.vintage >= _SINCE]
    for title, studies in ((f"all {len(gold):,} studies", gold), (f"{len(newer):,} of data since {_SINCE}", newer)):
        ids, total = {study.id for study in studies}, assigned(studies, kind)
        for least in thresholds:
            for name, found in parts.items():
                kept = [each for each in found if each.study in ids]
                yield f"{title}, {name}, confidence at least {least:.1f}", scored(kept, total, least=least)
        aim = AIMS[kind][0]
        for name, found in parts.items():
            kept = [each for each in _surest(found) if each.study in ids]
            yield f"{title}, {name}, aimed at {aim:.2f} on folds not scored", held_out(kept, total, aim)


def _surest(found: Iterable[Prediction]) -> list[Prediction]:
    """Of each study and term the surest prediction."""
    best: dict[tuple[str, str], Prediction] = {}
    for each in found:
        known = best.get((each.study, each.iri))
        if known is None or each.confidence > known.confidence:
            best[each.study, each.iri] = each
    return list(best.values())


def _folds(
    gold: Sequence[Gold], said: Mapping[str, Said], base: Path, kinds: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, Sequence[Gold], TermIndex, Matchers]]:
    """Each fold with what is learnt of these kinds of names on the others."""
    for fold in range(FOLDS):
        others = [study for place, study in enumerate(gold) if place % FOLDS != fold]
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for path in base.glob("*.sqlite"):
                (folder / path.name).symlink_to(path)
            for kind, _ in kinds:
                _teach_keywords(folder, others, said) if kind == "keyword" else teach(folder, kind, others)
            lexicons = Lexicons(folder)
            index = TermIndex(lexicons.of("concept"))
            matchers = {kind: ConceptMatcher(of, index, Evidence(lexicons.of(f"learnt-{kind}"))) for kind, of in kinds}
            yield fold, gold[fold::FOLDS], index, matchers
            lexicons.close()


def _teach_keywords(folder: Path, lessons: Iterable[Gold], said: Mapping[str, Said]) -> None:
    """Learns from keywords as `kgbuild vocab learn` does."""
    lexicons = Lexicons(folder)
    index = TermIndex(lexicons.of("concept"))
    teacher = Teacher("keyword", index)
    for study in lessons:
        keywords = said[study.id].keywords
        if any(study.terms.values()) and keywords and study.vintage >= _SINCE:
            found, wider = study.found["condition"], tuple(study.wider["condition"].items())
            terms = borne(keywords, study.terms["condition"], found, index)
            teacher.learn(Lesson(keywords, tuple(terms.items()), wider, found, (), study.vintage))
    teacher.save(folder, built=AS_OF, sources="folds")
    lexicons.close()
