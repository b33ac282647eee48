"""Why terms are missed and why wrong ones are predicted, sorted by rules that need no judgement: the first that holds.

What counts as predicted are the predictions above thresholds that aim at the precision of `AIMS`. That a text says a
term means: some run of its words, in any order, is a name of the term in the vocabularies.
"""

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.linking.index import TermIndex
from kg.linking.lexicon import Lexicons
from kg.linking.match import Method
from kg.linking.names import key, same_words, windows, words
from kg.linking.vocabularies.term import BRANCHES_OF_KIND

from .gold import Gold
from .linking import AIMS, Prediction, chosen
from .mesh_file import MeshTree
from .page import prose, table

__all__ = [
    "MISSED",
    "WRONG",
    "Case",
    "Miss",
    "Mistake",
    "Reader",
    "Rule",
    "cause_section",
    "missed",
    "write_cases",
    "wrong",
]

_LONGEST = 10
"""Words of the longest run that is looked for."""

_EXAMPLES, _READ = 3, 60
_LONGEST_EXAMPLE = 70

Drawn = TypeVar("Drawn")


class Reader:
    """Which terms a text says, and what is known of a term."""

    def __init__(self, index: TermIndex, tree: MeshTree) -> None:
        self._index = index
        self._said: dict[str, frozenset[str]] = {}
        self.above = tree.above

    def said(self, text: str) -> frozenset[str]:
        """The terms of which some run of words is a name."""
        if text not in self._said:
            found = words(text)
            keys = {key(same_words(found[start:end])) for start, end in windows(found, longest=_LONGEST)}
            hits = self._index.hits(sorted(keys)).values()
            self._said[text] = frozenset(hit.iri for hit in chain.from_iterable(hits))
        return self._said[text]

    def saying(self, texts: Iterable[str], term: str) -> str | None:
        """The first of some texts that says a term."""
        return next((text for text in texts if term in self.said(text)), None)

    def label(self, iri: str) -> str | None:
        """What the vocabularies call a term."""
        return self._index.info(iri).label

    def meant(self, iri: str, kind: str) -> bool:
        """Whether a term is of the branches of a kind."""
        return bool(self._index.info(iri).branches & BRANCHES_OF_KIND[kind])


class Miss(NamedTuple):
    """An assigned term that is not predicted."""

    study: Gold
    kind: str
    term: str
    kept: Mapping[str, Prediction]
    """Term -> what is predicted for the study."""
    known: Mapping[str, Prediction]
    """The same, and what is not sure enough."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the study."""
        return self.study.names[self.kind]

    def right(self) -> list[str]:
        """The terms that are found."""
        return [iri for iri, each in self.kept.items() if each.right]


class Mistake(NamedTuple):
    """A predicted term that is not assigned."""

    study: Gold
    kind: str
    prediction: Prediction

    @property
    def assigned(self) -> Mapping[str, str]:
        """The terms of the study."""
        return self.study.terms[self.kind]


class Case(NamedTuple):
    """A miss or a mistake, with its cause."""

    cause: str
    text: str
    """What shows it: the name or text in question."""
    label: str
    """Of the term."""
    aside: bool
    """Of a miss: above a term that is found. Of a mistake: in a study that has no term."""
    names: tuple[str, ...]
    assigned: tuple[str, ...]
    """The labels of the terms of the study."""


class Rule(NamedTuple):
    """A cause, and what decides that it is the cause."""

    cause: str
    decided: str
    evidence: Callable[..., str | None]
    """The text that shows it; nothing if it does not hold."""


def _low(miss: Miss, _: Reader) -> str | None:
    return miss.known[miss.term].name if miss.term in miss.known else None


def _part(miss: Miss, reader: Reader) -> str | None:
    return reader.saying(miss.names, miss.term) if miss.term in reader.above(miss.right()) else None


def _other(miss: Miss, reader: Reader) -> str | None:
    taken = {each.name for each in miss.known.values()}
    return reader.saying([name for name in miss.names if name in taken], miss.term)


def _silent(miss: Miss, reader: Reader) -> str | None:
    return reader.saying(miss.names, miss.term)


def _keyword(miss: Miss, reader: Reader) -> str | None:
    return reader.saying(miss.study.keywords, miss.term)


def _other_name(miss: Miss, reader: Reader) -> str | None:
    return reader.saying(miss.study.other_names, miss.term) if miss.kind == "treatment" else None


def _title(miss: Miss, reader: Reader) -> str | None:
    return reader.saying(miss.study.titles, miss.term)


def _indexed(miss: Miss, _: Reader) -> str | None:
    """The text in which the registry's own index found the term, if its words stand in a name, keyword or title."""
    read = [set(words(text)) for text in (*miss.names, *miss.study.texts)]
    for text, term in miss.study.found[miss.kind]:
        if term == miss.term and (said := set(words(text))) and any(said <= each for each in read):
            return text
    return None


def _wider_than_found(miss: Miss, reader: Reader) -> str | None:
    return " / ".join(miss.names) if miss.term in reader.above(miss.right()) else None


def _narrower_than_predicted(miss: Miss, reader: Reader) -> str | None:
    above = reader.above([miss.term])
    return next((each.name for iri, each in miss.kept.items() if iri in above), None)


def _unsaid(miss: Miss, _: Reader) -> str | None:
    return " / ".join(miss.names)


MISSED = (
    Rule("not sure enough", "predicted, below the threshold", _low),
    Rule("part of a name found", "a name says it, and a term below it is found", _part),
    Rule("under another term", "a name says it, from which another term is predicted, however surely", _other),
    Rule("said in vain", "a name says it, and no prediction comes from that name", _silent),
    Rule("in a keyword alone", "no name says it, a keyword does", _keyword),
    Rule("in another name alone", "neither says it, another name (`otherNames`) of a treatment does", _other_name),
    Rule("in a title alone", "none of these says it, a title does", _title),
    Rule("by the registry's index", "the index says in which words of name, keyword or title it found it", _indexed),
    Rule("wider than a term found", "no text says it, a term below it is found", _wider_than_found),
    Rule("narrower than a term predicted", "no text says it, a term above it is predicted", _narrower_than_predicted),
    Rule("said nowhere", "neither name nor keyword nor title says it", _unsaid),
)
"""Why an assigned term is missed; the last rule always holds."""


def _wider(mistake: Mistake, reader: Reader) -> str | None:
    return mistake.prediction.name if mistake.prediction.iri in reader.above(mistake.assigned) else None


def _narrower(mistake: Mistake, reader: Reader) -> str | None:
    above = reader.above([mistake.prediction.iri])
    return mistake.prediction.name if above & mistake.assigned.keys() else None


def _of_branch(mistake: Mistake, reader: Reader) -> str | None:
    return None if reader.meant(mistake.prediction.iri, mistake.kind) else mistake.prediction.name


def _by(*methods: Method) -> Callable[[Mistake, Reader], str | None]:
    def evidence(mistake: Mistake, _: Reader) -> str | None:
        return mistake.prediction.name if mistake.prediction.candidate.method in methods else None

    return evidence


def _by_any(mistake: Mistake, _: Reader) -> str | None:
    return mistake.prediction.name


WRONG = (
    Rule("wider than an assigned term", "it stands above one in the tree", _wider),
    Rule("narrower than an assigned term", "it stands below one in the tree", _narrower),
    Rule("of another branch", "no disease for a condition; no chemical, procedure or cell for a treatment", _of_branch),
    Rule("abbreviation", "by the method `ACRONYM`", _by(Method.ACRONYM)),
    Rule(
        "exact name that the registry leaves out",
        "by a whole name of the right branch",
        _by(Method.PREFERRED_LABEL, Method.SYNONYM, Method.MAPPED_LABEL, Method.AMBIGUOUS),
    ),
    Rule("learnt", "by the method `LEARNT`", _by(Method.LEARNT)),
    Rule("side of a list", "by the method `LISTED`", _by(Method.LISTED)),
    Rule("contained", "by the method `CONTAINED`", _by(Method.CONTAINED)),
    Rule("alike", "by the method `FUZZY`", _by(Method.FUZZY)),
    Rule("by another method", "by none of these", _by_any),
)
"""Why a predicted term is not assigned; the last rule always holds."""


def missed(
    gold: Sequence[Gold], kind: str, found: Iterable[Prediction], kept: Iterable[Prediction], reader: Reader
) -> Iterator[Case]:
    """The assigned terms that are not among the predictions kept, each with its cause."""
    known, sure = _by_study(found), _by_study(kept)
    for study in gold:
        for term, label in study.terms[kind].items():
            miss = Miss(study, kind, term, sure.get(study.id, {}), known.get(study.id, {}))
            if term not in miss.kept:
                wide = term in reader.above(miss.right())
                yield _case(MISSED, miss, reader, label=label, aside=wide)


def wrong(gold: Sequence[Gold], kind: str, kept: Iterable[Prediction], reader: Reader) -> Iterator[Case]:
    """The predictions kept that are not assigned, each with its cause."""
    studies = {study.id: study for study in gold}
    for each in kept:
        if not each.right:
            mistake = Mistake(studies[each.study], kind, each)
            label = reader.label(each.iri) or each.candidate.text or each.iri
            yield _case(WRONG, mistake, reader, label=label, aside=not mistake.assigned)


def _by_study(found: Iterable[Prediction]) -> dict[str, dict[str, Prediction]]:
    terms: dict[str, dict[str, Prediction]] = {}
    for each in found:
        terms.setdefault(each.study, {})[each.iri] = each
    return terms


def _case(rules: Sequence[Rule], failure: Miss | Mistake, reader: Reader, *, label: str, aside: bool) -> Case:
    study, kind = failure.study, failure.kind
    evidence = ((rule.cause, rule.evidence(failure, reader)) for rule in rules)
    cause, text = next((cause, text) for cause, text in evidence if text is not None)
    return Case(cause, text, label, aside, study.names[kind], tuple(study.terms[kind].values()))


def cause_section(gold: Sequence[Gold], found: Mapping[str, Sequence[Prediction]], data: Path, base: Path) -> str:
    """The causes of each kind, counted, with examples."""
    parts: list[str] = []
    for kind, misses, mistakes, kept in _cases(gold, found, data, base):
        total = sum(len(study.terms[kind]) for study in gold)
        wide, bare = (sum(case.aside for case in cases) for cases in (misses, mistakes))
        parts += [
            prose(
                f"{kind.capitalize()}s, with thresholds that aim at {AIMS[kind][0]:.2f}: of {total:,} assigned terms "
                f"{len(misses):,} are missed, {wide:,} of them above a term that is found; of {kept:,} predictions "
                f"{len(mistakes):,} are wrong, {bare:,} of them in studies to which the registry assigned no term of "
                "the kind."
            ),
            table(
                ("missed", "decided by", "terms", "of these above a term found", "examples"),
                _rows(MISSED, misses),
            ),
            table(
                ("wrong", "decided by", "terms", "of these in studies without any term", "examples"),
                _rows(WRONG, mistakes),
            ),
        ]
    return "\n\n".join(parts)


def _cases(
    gold: Sequence[Gold], found: Mapping[str, Sequence[Prediction]], data: Path, base: Path
) -> Iterator[tuple[str, list[Case], list[Case], int]]:
    """For each kind its misses, its mistakes, and how many predictions are kept."""
    lexicons = Lexicons(base)
    reader = Reader(TermIndex(lexicons.of("concept")), MeshTree.read(data))
    for kind, predicted in found.items():
        kept = chosen(predicted, AIMS[kind][0])
        yield kind, [*missed(gold, kind, predicted, kept, reader)], [*wrong(gold, kind, kept, reader)], len(kept)
    lexicons.close()


def _rows(rules: Sequence[Rule], cases: Sequence[Case]) -> Iterator[tuple[object, ...]]:
    for rule in rules:
        if mine := [case for case in cases if case.cause == rule.cause]:
            short = [case for case in mine if len(case.text) <= _LONGEST_EXAMPLE]
            shown = _sampled(sorted({_example(case) for case in short or mine}), _EXAMPLES)
            yield rule.cause, rule.decided, len(mine), sum(case.aside for case in mine), "; ".join(shown)


def _example(case: Case) -> str:
    text = case.text if len(case.text) <= _LONGEST_EXAMPLE else f"{case.text[:_LONGEST_EXAMPLE]}..."
    return f"{text} → {case.label}".replace("|", "/")


def _sampled(found: Sequence[Drawn], count: int) -> list[Drawn]:
    return random.Random(8).sample(found, min(count, len(found)))  # noqa: S311 - a sample, not a secret


def write_cases(
    gold: Sequence[Gold], found: Mapping[str, Sequence[Prediction]], data: Path, base: Path, folder: Path
) -> None:
    """Random misses and mistakes of each kind, to be read by hand."""
    for kind, misses, mistakes, _ in _cases(gold, found, data, base):
        for side, cases in (("missed", misses), ("wrong", mistakes)):
            with (folder / f"{side}-{kind}.tsv").open("w", encoding="utf-8", newline="") as stream:
                lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
                lines.writerow(("cause", "text", "term", "names", "assigned", "mend"))
                for case in _sampled(cases, _READ):
                    joined = (" / ".join(case.names), " / ".join(case.assigned))
                    lines.writerow((case.cause, case.text, case.label, *joined, ""))
