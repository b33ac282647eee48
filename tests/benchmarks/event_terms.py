"""Terms of adverse events matched: how many are, and how right that is as read by hand.

Nothing says what concept a term is, so that only reading tells what is right. `python -m tests.benchmarks.event_terms
FOLDER` counts, writes random links to be read, and random terms without one.
"""

import argparse
import csv
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import kg
from kg.iris import slug
from kg.linking.event_matcher import EVENT_KIND
from kg.linking.linker import Linker, SharedNode
from kg.linking.match import Match, Predicate

from .linking import install
from .page import table

__all__ = ["EventTerm", "counts", "judged", "matched", "terms_of", "write_event_samples"]

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).parent / "judged"
ARCHIVES = {
    "adverse-event-term": ("ctgov-v2.zip", "ctgov-v2-results.zip"),
    "adverse-event-term-xml": ("ctgov-xml.zip", "ctgov-xml-results.zip"),
}
"""Sample -> archives; of the second those terms that the first has not."""
SEED = 26
LINKS, UNLINKED = 150, 100
SURE = (Predicate.EXACT, Predicate.CLOSE)
_HEAD = ("name", "term", "label", "predicate", "method", "confidence", "verdict")


class EventTerm(NamedTuple):
    """A term, as the first record writes it."""

    name: str
    mentions: int


Matched = Mapping[EventTerm, tuple[Match, ...]]


def terms_of(data: Path, archives: Iterable[str], *, without: Iterable[EventTerm] = ()) -> list[EventTerm]:
    """The terms of the events of all studies with results, each study once, sorted."""
    known = {slug(each.name) for each in without}
    names: dict[str, str] = {}
    mentions: Counter[str] = Counter()
    for name in _mentioned(data, archives):
        if (node := slug(name)) not in known:
            names.setdefault(node, name)
            mentions[node] += 1
    return sorted(EventTerm(name, mentions[node]) for node, name in names.items())


def _mentioned(data: Path, archives: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for archive in archives:
        for reading in kg.read(data / archive):
            if reading.study and reading.study.results and reading.study.id not in seen:
                seen.add(reading.study.id)
                yield from (event.term for event in reading.study.results.events)


def matched(terms: Iterable[EventTerm], linker: Linker) -> Matched:
    """Each term with its matches."""
    return {each: linker.match(SharedNode("https://w3id.org/kgbuild/id/x", EVENT_KIND, each.name)) for each in terms}


def counts(found: Matched) -> Iterator[tuple[object, ...]]:
    """How many terms have a match of each kind as their surest, by distinct term and by mention."""
    terms: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for term, matches in found.items():
        kind = matches[0].predicate.name.lower() if matches else "none"
        terms[kind] += 1
        mentions[kind] += term.mentions
    for kind in ("exact", "close", "broad", "narrow", "none"):
        shares = (terms[kind] / terms.total(), mentions[kind] / mentions.total())
        yield kind, terms[kind], f"{shares[0]:.3f}", mentions[kind], f"{shares[1]:.3f}"


def write_event_samples(found: Matched, folder: Path, name: str) -> None:
    """Random links that claim to be exact or close, and random terms without any, to be read by hand."""
    drawn = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    links = [(term, match) for term, matches in found.items() for match in matches if match.predicate in SURE]
    _write(folder / f"{name}.tsv", _HEAD, (_row(*each) for each in drawn.sample(links, LINKS)))
    bare = drawn.sample([term for term, matches in found.items() if not matches], UNLINKED)
    _write(folder / f"{name}-unmatched.tsv", ("name", "mentions", "cause"), ((*each, "") for each in bare))


def judged(name: str) -> list[dict[str, str]]:
    """The rows of a sample that was read."""
    with (JUDGED / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _row(term: EventTerm, match: Match) -> tuple[object, ...]:
    facts = (match.object_label or "", match.predicate.name, match.method.value, f"{match.confidence:.2f}", "")
    return term.name, match.object, *facts


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
        lines.writerow(head)
        lines.writerows(rows)


def main() -> None:
    """Prints the counts, and writes the samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    data = os.environ.get("KGBUILD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(data))
    chosen = parser.parse_args()
    before: list[EventTerm] = []
    with tempfile.TemporaryDirectory() as lexicon:
        install(Path(lexicon), chosen.data)
        linker = Linker(Path(lexicon))
        for name, archives in ARCHIVES.items():
            terms = terms_of(chosen.data, archives, without=before)
            before += terms
            found = matched(terms, linker)
            print(table(("surest match", "terms", "share", "mentions", "share"), counts(found)))
            write_event_samples(found, chosen.folder, name)
        linker.close()


if __name__ == "__main__":
    main()
