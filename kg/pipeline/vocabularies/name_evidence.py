"""Records -> the lexicon's evidence: which names go with the terms that the registry assigned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import Problem
from kg.iris import mesh_iri
from kg.linking.abbreviations import explained
from kg.linking.index import TermIndex
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons
from kg.linking.names import key, same_words, words
from kg.linking.vocabularies.term import Rank
from kg.pipeline.input.files import Unreadable, input_files
from kg.pipeline.input.readings import readings
from kg.prefixes import MESH
from kg.record import Concept, Indexing, Study
from kg.sources.reading import Reading

__all__ = ["Learnt", "learn", "lesson"]

_KINDS = ("condition", "treatment", "keyword")
_KEYWORDS_READ_SINCE = 2025
"""ClinicalTrials.gov assigns terms by keywords, too, in its data of that year and later: of the diseases that keywords
alone name 158 of 159, against 1 of 31 in the data of 2024 and 179 of 1,489 in older ones."""


class Learnt(NamedTuple):
    """What came of learning."""

    studies: dict[str, int]
    """Kind -> how many studies taught something."""
    problems: list[Problem]
    unreadable: list[Unreadable]


def learn(paths: Sequence[str], folder: Path, *, built: str) -> Learnt:
    """Learns from the records of files and folders, in place of what was learnt before."""
    lexicons = Lexicons(folder)
    index = TermIndex(lexicons.of("concept"))
    teachers = {kind: Teacher(kind, index) for kind in _KINDS}
    learnt = Learnt({}, [], [])
    for each in readings(list(input_files(paths))):
        if isinstance(each, Unreadable):
            learnt.unreadable.append(each)
        elif isinstance(each, Reading) and each.study:
            for kind, teacher in teachers.items():
                if found := lesson(each.study, kind, index):
                    teacher.learn(found)
    for kind, teacher in teachers.items():
        learnt.studies[kind] = teacher.studies
        if teacher.studies:
            teacher.save(folder, built=built, sources="; ".join(Path(path).name for path in paths))
    lexicons.close()
    return learnt


def lesson(study: Study, kind: str, index: TermIndex) -> Lesson | None:
    """What a study teaches about a kind of name; None if it has no such name, or if the registry indexed nothing."""
    if not (study.condition_indexing.concepts or study.intervention_indexing.concepts):
        return None
    names, indexing = _names(study, kind)
    if not names:
        return None
    terms = dict(pair for concept in indexing.concepts if (pair := _term(concept, index)))
    wider = dict(pair for concept in indexing.ancestors if (pair := _term(concept, index)))
    found = tuple(_found(indexing, terms)) if kind != "treatment" else ()
    if kind == "keyword":  # what no keyword bears came from the conditions, and tells nothing of keywords
        terms = borne(names, terms, found, index)
    return Lesson(names, tuple(terms.items()), tuple(wider.items()), found, _explained(study, names), _vintage(study))


def _explained(study: Study, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The abbreviations that the names, keywords and titles of a study explain."""
    texts = (*names, *study.keywords, study.title, study.official_title)
    return tuple(dict.fromkeys(pair for text in texts if text for pair in explained(text)))


def _vintage(study: Study) -> int:
    """The year of the registry's data that a record was taken from, 0 where the record does not say it."""
    return study.registration.version.year if study.registration.version else 0


def _found(indexing: Indexing, terms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts that led the registry to its terms, where it says so: its index names a term by its label alone."""
    by_label = {label: term for term, label in terms.items()}
    for leaf in indexing.leaves:
        if leaf.found and leaf.name in by_label:
            yield leaf.found, by_label[leaf.name]


def borne(
    names: Sequence[str], terms: Mapping[str, str], found: Iterable[tuple[str, str]], index: TermIndex
) -> dict[str, str]:
    """Those of the terms that bear a name as a whole: by a vocabulary, their label, or what the registry found."""
    keys = {_key(name) for name in names}
    known = {hit.iri for hits in index.hits(sorted(keys)).values() for hit in hits}
    known |= {term for text, term in found if _key(text) in keys}
    return {iri: label for iri, label in terms.items() if iri in known or _key(label) in keys}


def _key(name: str) -> str:
    return key(same_words(words(name)))


def _names(study: Study, kind: str) -> tuple[tuple[str, ...], Indexing]:
    if kind == "condition":
        return study.conditions, study.condition_indexing
    if kind == "keyword":
        return study.keywords if _reads_keywords(study) else (), study.condition_indexing
    return tuple(each.name for each in study.interventions if each.name), study.intervention_indexing


def _reads_keywords(study: Study) -> bool:
    """Whether the registry read keywords, too, when it assigned terms to the study."""
    return _vintage(study) >= _KEYWORDS_READ_SINCE


def _term(concept: Concept, index: TermIndex) -> tuple[str, str] | None:
    """IRI and label of an assigned term; the XML names no id, so its label must be one of the vocabulary's own."""
    if concept.id and (iri := mesh_iri(concept.id)):
        return iri, concept.term or ""
    return next(_by_label(concept.term or "", index), None)


def _by_label(label: str, index: TermIndex) -> Iterator[tuple[str, str]]:
    name_key = _key(label)
    for hit in index.hits([name_key]).get(name_key, ()):
        if hit.rank is Rank.PREFERRED and hit.text == label and hit.iri.startswith(MESH):
            yield hit.iri, label
