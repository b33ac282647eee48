"""What others make of the same names: gilda, rapidfuzz and text2term beside kgbuild, on MeSH and by the same rules.

Each is given all names of the terms of MeSH that are of the right branches, which kgbuild has to find out by itself,
and each name of a study twice, as written and without its brackets; the better answer counts. Peers learn nothing from
other studies, so kgbuild stands there without learning, too, and on MeSH alone.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from kg.linking.concept_matcher import ConceptMatcher
from kg.linking.evidence import Evidence
from kg.linking.index import TermIndex
from kg.linking.lexicon import Lexicons

from .gold import Gold
from .linking import FOLDS, KINDS, Guess, Prediction, assigned, chosen, predictions, scored
from .mesh_file import BranchedTerm, mesh_terms
from .page import prose, table
from .peer_matchers import PEERS
from .peers import PEERS as PYTHON

__all__ = ["Answers", "PeerPrediction", "ask", "peer_predictions", "peer_section"]

AIMED = (0.80, 0.85, 0.90, 0.95)
_TITLES = {
    "gilda": "gilda",
    "gilda-inside": "gilda, and where it finds none the names that its annotator finds inside",
    "rapidfuzz-token_sort_ratio": "rapidfuzz, `token_sort_ratio`",
    "rapidfuzz-WRatio": "rapidfuzz, `WRatio`",
    "text2term": "text2term, trigrams weighted by TF-IDF",
}
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_DIGITS = 4
"""Scores of peers are kept to so many digits: the levels of gilda lie closer than a hundredth."""


_HEAD = ("", "precision of all", "recall of all", *(f"at {aim:.2f}" for aim in AIMED), "ready after, s", "ms a name")
_AT_ONCE = 2
"""Peers asked side by side; each holds all names of MeSH, and counts its own CPU."""


class Answers(NamedTuple):
    """What a peer said of all names."""

    terms: dict[str, list[tuple[str, float]]]
    """Name -> terms, each with its score."""
    release: str
    ready: float
    """Seconds of CPU until it could answer."""
    matching: float
    """Seconds of CPU for all names."""


class PeerPrediction(NamedTuple):
    """A term that a peer predicts for a study."""

    fold: int
    study: str
    iri: str
    confidence: float
    right: bool


def ask(python: Path, peer: str, terms: Iterable[BranchedTerm], names: Iterable[str]) -> Answers:
    """What a peer, which runs in an environment of its own, says of names."""
    with tempfile.TemporaryDirectory() as temporary:
        vocabulary = Path(temporary) / "terms.jsonl"
        with vocabulary.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps({'iri': t.iri, 'label': t.label, 'names': t.names})}\n" for t in terms)
        # Peers leave folders in the home that they find.
        own = {"HOME": temporary, "PYSTOW_HOME": temporary, "PYTHONHASHSEED": "0"}
        done = subprocess.run(  # noqa: S603
            [str(python), str(Path(__file__).with_name("peer_matchers.py")), peer, str(vocabulary)],
            input="".join(f"{json.dumps({'name': name})}\n" for name in names),
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | own,
        )
    *lines_of_names, last = (json.loads(line) for line in done.stdout.splitlines())
    found: dict[str, list[tuple[str, float]]] = {}
    for each in lines_of_names:
        found.setdefault(each["name"], []).append((each["iri"], round(each["score"], _DIGITS)))
    return Answers(found, **last)


def peer_predictions(
    gold: Sequence[Gold], kind: str, terms: Mapping[str, Sequence[tuple[str, float]]]
) -> list[PeerPrediction]:
    """One prediction for each study and term, the surest, of a peer's answers."""
    found = []
    for place, study in enumerate(gold):
        best: dict[str, float] = {}
        for name in study.names[kind]:
            for iri, score in max((terms.get(each, ()) for each in _spellings(name)), key=_highest):
                best[iri] = max(score, best.get(iri, score))
        right = study.terms[kind]
        found += [PeerPrediction(place % FOLDS, study.id, iri, score, iri in right) for iri, score in best.items()]
    return found


def _highest(answers: Sequence[tuple[str, float]]) -> float:
    return max((score for _, score in answers), default=-1.0)


def _spellings(name: str) -> Iterator[str]:
    """The name, and the name without what stands in brackets."""
    yield name
    bare = " ".join(_BRACKETS.sub(" ", name).split())
    if bare and bare != name:
        yield bare


def peer_section(gold: Sequence[Gold], found: Mapping[str, list[Prediction]], data: Path, base: Path) -> str:
    """How kgbuild and its peers compare, for each kind of name; nothing if no peer can be asked."""
    terms = list(mesh_terms(data))
    names = {kind: tuple(dict.fromkeys(name for study in gold for name in study.names[kind])) for kind in KINDS}
    answers = _answers(terms, names)
    if not answers:
        return ""
    parts = [_releases(answers)]
    for kind in KINDS:
        total = assigned(gold, kind)
        rows = [*_own_rows(gold, kind, found[kind], base, names[kind])]
        for (of, peer), said in answers.items():
            if of == kind:
                cost = said.ready, said.matching / len(names[kind])
                rows.append(_row(_TITLES[peer], peer_predictions(gold, kind, said.terms), total, cost))
        parts += [f"{kind.capitalize()}s:", table(_HEAD, rows)]
    return "\n\n".join(parts)


def _answers(terms: Sequence[BranchedTerm], names: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], Answers]:
    """Kind and peer -> what it said; a peer that cannot be asked is told on stderr and left out."""

    def answer(job: tuple[str, str]) -> Answers | None:
        kind, peer = job
        asked = dict.fromkeys(spelling for name in names[kind] for spelling in _spellings(name))
        try:
            return ask(PYTHON, peer, (term for term in terms if kind in term.kinds), asked)
        except subprocess.CalledProcessError as error:
            print(f"{peer} cannot be asked, and is left out:\n{error.stderr}", file=sys.stderr)
            return None

    jobs = [(kind, peer) for kind in KINDS for peer in PEERS]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(zip(jobs, pool.map(answer, jobs), strict=True))
    return {job: said for job, said in answers.items() if said is not None}


def _releases(answers: Mapping[tuple[str, str], Answers]) -> str:
    releases = dict.fromkeys(f"{peer.partition('-')[0]} {said.release}" for (_, peer), said in answers.items())
    missing = dict.fromkeys(peer for kind in KINDS for peer in PEERS if (kind, peer) not in answers)
    return prose(f"Asked: {', '.join(releases)}." + (f" Could not be asked: {', '.join(missing)}." if missing else ""))


def _own_rows(
    gold: Sequence[Gold], kind: str, full: Sequence[Prediction], base: Path, names: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """kgbuild as it is, without what it learns, and so on MeSH alone."""
    total = assigned(gold, kind)
    yield _row("kgbuild", full, total, digits=2)
    plain = predictions(gold, kind, base, learnt=False)
    yield _row("kgbuild, nothing learnt", plain, total, _own_cost(kind, base, names), digits=2)
    with tempfile.TemporaryDirectory() as temporary:
        alone = Path(temporary)
        for path in base.glob("mesh.*"):
            (alone / path.name).symlink_to(path)
        plain = predictions(gold, kind, alone, learnt=False)
        yield _row("kgbuild, nothing learnt, MeSH alone", plain, total, _own_cost(kind, alone, names), digits=2)


def _own_cost(kind: str, folder: Path, names: Sequence[str]) -> tuple[float, float]:
    """Seconds until kgbuild can answer, its lexicon compiled, and for each name."""
    start = time.process_time()
    lexicons = Lexicons(folder)
    matcher = ConceptMatcher(kind, TermIndex(lexicons.of("concept")), Evidence(lexicons.of(f"learnt-{kind}")))
    ready = time.process_time()
    for name in names:
        matcher.match(name)
    done = time.process_time()
    lexicons.close()
    return ready - start, (done - ready) / len(names)


def _row(
    title: str, found: Sequence[Guess], total: int, cost: tuple[float, float] | None = None, *, digits: int = _DIGITS
) -> tuple[str, ...]:
    """Scores of all predictions, and the recall at thresholds that aim at a precision, with the one reached."""
    whole = scored(found, total)
    aimed = [scored(chosen(found, aim, digits=digits), total) for aim in AIMED]
    cells = [f"{at.recall:.3f} ({at.precision:.3f})" if at.predicted else "none" for at in aimed]
    seconds = (f"{cost[0]:.1f}", f"{cost[1] * 1000:.2f}") if cost else ("", "")
    return title, f"{whole.precision:.3f}", f"{whole.recall:.3f}", *cells, *seconds
