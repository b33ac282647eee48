"""What gilda, rapidfuzz and text2term make of names: `python peer_matchers.py PEER VOCABULARY < names > answers`.

It runs in the environment of the peers, which need not have kgbuild. VOCABULARY holds a term a line as JSON: `iri`,
`label`, `names`. Names come as JSON lines with `name`; the answers are JSON lines with `name`, `iri` and `score`, at
most one for each name, of `gilda-inside` several. The last line says which release of the peer answered, and how many
seconds of CPU it took until it could answer (`ready`) and for all names (`matching`).
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

_LEAST_LIKE, _LEAST_WEIGHTED = 80.0, 90.0
"""Likeness from which rapidfuzz answers, of 100. `WRatio` gives 90 to any name that another one holds."""

_LEAST_COSINE = 0.3
"""The least score of text2term, as it ships."""

_AT_ONCE = 32

Term = Mapping[str, Any]
Answer = tuple[str, str, float]
Matcher = Callable[[Sequence[str]], Iterable[Answer]]


def _grounder(terms: Iterable[Term]) -> Any:
    from gilda.grounder import Grounder
    from gilda.process import normalize
    from gilda.term import Term as GildaTerm

    entries = []
    for term in terms:
        for place, name in enumerate((term["label"], *term["names"])):
            if (plain := normalize(name)).strip():
                status = "synonym" if place else "name"
                entries.append(GildaTerm(plain, name, "MESH", term["iri"], term["label"], status, "mesh"))
    return Grounder(entries)


def gilda(terms: Iterable[Term]) -> Matcher:
    """The best grounding of each name."""
    grounder = _grounder(terms)

    def match(names: Sequence[str]) -> Iterator[Answer]:
        for name in names:
            if found := grounder.ground_best(name):
                yield name, found.term.id, found.score

    return match


def gilda_inside(terms: Iterable[Term]) -> Matcher:
    """The same, and of a name that has none the best grounding of each name that gilda's annotator finds in it."""
    from gilda.ner import annotate

    grounder = _grounder(terms)

    def match(names: Sequence[str]) -> Iterator[Answer]:
        for name in names:
            if whole := grounder.ground_best(name):
                yield name, whole.term.id, whole.score
                continue
            # Without a context: with one, models are downloaded.
            for part in annotate(name, grounder=grounder, context_text=""):
                yield name, part.matches[0].term.id, part.matches[0].score

    return match


def _known(terms: Iterable[Term]) -> tuple[list[str], list[str]]:
    """Each name once, with the first term that bears it."""
    from rapidfuzz.utils import default_process

    known: dict[str, str] = {}
    for term in terms:
        for name in (term["label"], *term["names"]):
            known.setdefault(default_process(name), term["iri"])
    return list(known), list(known.values())


def rapidfuzz_words(terms: Iterable[Term]) -> Matcher:
    """The term of the name that is most alike, whatever the order of the words (`token_sort_ratio`)."""
    from rapidfuzz import fuzz, process, utils

    known, iris = _known(terms)

    def match(names: Sequence[str]) -> Iterator[Answer]:
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            asked = [utils.default_process(name) for name in part]
            likeness = process.cdist(asked, known, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST_LIKE)
            for name, place, best in zip(part, likeness.argmax(axis=1), likeness.max(axis=1), strict=True):
                if best:
                    yield name, iris[place], float(best)

    return match


def rapidfuzz_weighted(terms: Iterable[Term]) -> Matcher:
    """The term of the name that is most alike as a whole or in part (`WRatio`, what rapidfuzz takes if not told)."""
    from rapidfuzz import fuzz, process, utils

    known, iris = _known(terms)

    def match(names: Sequence[str]) -> Iterator[Answer]:
        for name in names:
            asked = utils.default_process(name)
            if found := process.extractOne(asked, known, scorer=fuzz.WRatio, score_cutoff=_LEAST_WEIGHTED):
                yield name, iris[found[2]], found[1]

    return match


def text2term(terms: Iterable[Term]) -> Matcher:
    """The term of the name that shares most trigrams (`TFIDFMapper`, what text2term takes if not told)."""
    from text2term.term import OntologyTerm
    from text2term.tfidf_mapper import TFIDFMapper

    known = {term["iri"]: OntologyTerm(term["iri"], [term["label"]], synonyms=term["names"]) for term in terms}
    mapper = TFIDFMapper(known)

    def match(names: Sequence[str]) -> Iterator[Answer]:
        ids = [str(place) for place in range(len(names))]
        found = mapper.map(list(names), ids, max_mappings=1, min_score=_LEAST_COSINE)
        for row in found.to_dict("records"):
            yield row["Source Term"], row["Mapped Term IRI"], float(row["Mapping Score"])

    return match


PEERS: dict[str, Callable[[Iterable[Term]], Matcher]] = {
    "gilda": gilda,
    "gilda-inside": gilda_inside,
    "rapidfuzz-token_sort_ratio": rapidfuzz_words,
    "rapidfuzz-WRatio": rapidfuzz_weighted,
    "text2term": text2term,
}
"""Each peer is named by its distribution, and by how it is asked if that can be done in several ways."""


def main(peer: str, vocabulary: str) -> None:
    """Answers for the names of standard input."""
    names = [json.loads(line)["name"] for line in sys.stdin]
    with Path(vocabulary).open(encoding="utf-8") as lines:
        terms = [json.loads(line) for line in lines]
    start = time.process_time()
    match = PEERS[peer](terms)
    ready = time.process_time()
    answers = list(match(names))
    done = time.process_time()
    for name, iri, score in answers:
        print(json.dumps({"name": name, "iri": iri, "score": score}))
    release = version(peer.partition("-")[0])
    print(json.dumps({"release": release, "ready": ready - start, "matching": done - ready}))


if __name__ == "__main__":
    main(*sys.argv[1:])
