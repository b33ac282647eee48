"""The tables of docs/linking.md, each between its two marks; what stands between the tables is written by hand."""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.countries import country_code
from kg.linking.installation import ensure_places
from kg.linking.linker import Linker, SharedNode
from kg.linking.place_matcher import Point

from .gold import Gold, studies
from .keywords import keyword_scores, other_name_scores, said_in
from .linking import (
    AIMS,
    AS_OF,
    KINDS,
    Measure,
    Prediction,
    Scores,
    assigned,
    ceiling,
    chosen,
    install,
    predictions,
    scored,
)
from .linking_causes import cause_section, write_cases
from .linking_peers import peer_section
from .mesh_file import MeshTree
from .page import prose, table, with_section
from .peers import PEERS as PYTHON
from .places import place_section
from .places import write_sample as write_place_sample

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "linking.md"
JUDGED = Path(__file__).parent / "judged"
AIMED = (0.80, 0.85, 0.90, 0.94, 0.95)
WHOLE = ("PREFERRED_LABEL", "SYNONYM", "MAPPED_LABEL", "ACRONYM", "AMBIGUOUS")
CURVE = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
SAMPLE = 200


def scores(title: str, found: Scores) -> tuple[str, str, str, str]:
    """A row of scores."""
    return title, f"{found.precision:.3f}", f"{found.recall:.3f}", f"{found.predicted:,}"


def both(title: str, found: tuple[Scores, Scores]) -> tuple[str, ...]:
    """A row of scores, and of those in which ancestors of assigned terms count as neither."""
    plain, apart = found
    return *scores(title, plain), f"{apart.precision:.3f}", f"{apart.recall:.3f}"


_HEAD = ("precision", "recall", "predictions", "precision, ancestors apart", "recall, ancestors apart")


def concept_section(gold: Sequence[Gold], kind: str, base: Path, full: list[Prediction], tree: MeshTree) -> str:
    """Methods, curve and held-out scores of a kind."""
    measure = Measure(gold, kind, tree)
    held, either = ceiling(gold, kind, base)
    aim, recall = AIMS[kind]
    curve = [both(f"confidence at least {least:.2f}", measure(full, least=least)) for least in CURVE]
    aimed = [both(f"aimed at {p:.2f}", measure(chosen(full, p))) for p in AIMED]
    reached = measure(chosen(full, aim))[0]
    verdict = "reached" if reached.precision >= aim and reached.recall >= recall else "missed"
    return "\n\n".join(
        (
            prose(
                f"{measure.total:,} assigned terms, {measure.apart:,} of them above no other of their study. Ceiling "
                f"of recall: {held:.3f} of the assigned stand in the vocabulary files, {either:.3f} there or in "
                "another fold."
            ),
            table(("", *_HEAD), _methods(gold, kind, base, full, measure)),
            table(("", *_HEAD), curve),
            prose(
                f"Thresholds chosen on the four folds that are not scored. The aim, precision {aim:.2f} at recall "
                f"{recall:.2f}, is {verdict}: {reached.precision:.3f} at {reached.recall:.3f}."
            ),
            table(("", *_HEAD), aimed),
            f"The same by the year in which the registry's data was made, aimed at {aim:.2f}:",
            table(("year", "studies", "terms", *_HEAD), _vintages(gold, kind, chosen(full, aim), tree)),
        )
    )


def _vintages(
    gold: Sequence[Gold], kind: str, kept: Sequence[Prediction], tree: MeshTree
) -> Iterator[tuple[object, ...]]:
    """The registry changes the rules of its index: scores by the year of its data."""
    for year in sorted({study.vintage for study in gold}):
        part = {study.id: study for study in gold if study.vintage == year}
        measure = Measure(list(part.values()), kind, tree)
        cells = both(str(year), measure([each for each in kept if each.study in part]))
        yield cells[0], f"{len(part):,}", f"{measure.total:,}", *cells[1:]


def _methods(
    gold: Sequence[Gold], kind: str, base: Path, full: list[Prediction], measure: Measure
) -> Iterator[tuple[str, ...]]:
    plain = predictions(gold, kind, base, learnt=False)
    whole = [each for each in plain if each.candidate.method in WHOLE]
    yield both("baseline: whole names, after normalisation", measure(whole))
    for method in WHOLE:
        yield both(f"&nbsp; of these {_plain(method)}", measure(_of(whole, method)))
    alone = predictions(gold, kind, base, vocabularies=False)
    yield both("learnt alone, no vocabulary", measure(alone))
    inside = predictions(
        gold,
        kind,
        base,
        learnt=False,
        ask=lambda matcher, study: ((name, each) for name in study.names[kind] for each in matcher.inside(name)),
    )
    yield both("contained alone", measure(inside))
    yield both("fuzzy, of names that nothing else matched", measure(_of(plain, "FUZZY")))
    yield both("all but learnt", measure(plain))
    yield both("**all**", measure(full))
    for method in ("LEARNT", "CONTAINED", "LISTED", "PHRASE", "FUZZY"):
        yield both(f"&nbsp; of these {_plain(method)}", measure(_of(full, method)))


def _of(found: Iterable[Prediction], method: str) -> list[Prediction]:
    return [each for each in found if each.candidate.method == method]


def _plain(method: str) -> str:
    return method.lower().replace("_", " ")


def title_section(gold: Sequence[Gold], base: Path) -> str:
    """Conditions inferred from titles."""
    found = predictions(
        gold,
        "condition",
        base,
        ask=lambda matcher, study: ((study.title, each) for each in matcher.inside(study.title)),
    )
    total = assigned(gold, "condition")
    rows = [
        scores(f"confidence at least {least:.2f}", scored(found, total, least=least)) for least in (0.5, 0.6, 0.7, 0.8)
    ]
    return table(("", "precision", "recall", "predictions"), rows)


def added_sections(gold: Sequence[Gold], data: Path, base: Path) -> dict[str, str]:
    """What keywords and other names add, measured and by hand."""
    said, head = said_in(data), ("", "precision", "recall", "predictions")
    rows = {"keywords": keyword_scores(gold, said, base), "other names": other_name_scores(gold, said, base)}
    measured = {name: table(head, (scores(*row) for row in found)) for name, found in rows.items()}
    read = {
        f"{name} by hand": _verdicts(judged(kind))
        for name, kind in (("keywords", "keyword"), ("other names", "other-name"))
    }
    return measured | read


def _verdicts(rows: Sequence[dict[str, str]]) -> str:
    """How many are right, loose and wrong, by what the predicate says."""
    parts = {"all": rows}
    for predicate in ("EXACT", "CLOSE"):
        parts[predicate.lower()] = [row for row in rows if row.get("predicate") == predicate]
    counts = (
        (name, len(part), *(sum(row["verdict"] == verdict for row in part) for verdict in ("right", "loose", "wrong")))
        for name, part in parts.items()
        if part
    )
    return table(("predicate", "read", "right", "loose", "wrong"), counts)


def judged(kind: str) -> list[dict[str, str]]:
    """The predictions that were read by hand."""
    with (JUDGED / f"{kind}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def hand_section(found: dict[str, list[Prediction]]) -> str:
    """Precision as read by hand, of those judged predictions that are still made."""
    rows = []
    for kind, full in found.items():
        made = {(each.name, each.candidate.iri, each.candidate.predicate.name) for each in full}
        still = [row for row in judged(kind) if (row["name"], row["term"], row["predicate"]) in made]
        for title, part in (
            ("all", still),
            *((p, [r for r in still if r["predicate"] == p]) for p in ("EXACT", "CLOSE", "BROAD")),
        ):
            right, loose = (sum(row["verdict"] == verdict for row in part) for verdict in ("right", "loose"))
            share = f"{right / max(len(part), 1):.3f}", f"{(right + loose) / max(len(part), 1):.3f}"
            rows.append((kind, title.lower(), len(part), right, loose, len(part) - right - loose, *share))
    head = ("kind", "predicate", "read", "right", "loose", "wrong", "precision", "loose ones counted as right")
    return table(head, rows)


def fuzzy_section() -> str:
    """How many fuzzy matches are right, by how alike the names must be."""
    rows = [(float(row["likeness"]), row["verdict"] == "right") for row in judged("fuzzy")]
    kept = [[right for likeness, right in rows if likeness >= least] for least in range(84, 97)]
    found = [(least, len(part), sum(part)) for least, part in zip(range(84, 97), kept, strict=True)]
    return table(("likeness at least", "matches", "right"), found)


def cost_section(gold: Sequence[Gold], data: Path, base: Path) -> str:
    """Processor time of a build with and without links, of matching alone, and of opening the lexicon."""
    archive = data / "ctgov-v2.zip"
    with tempfile.TemporaryDirectory() as folder:
        common = ("ingest", str(archive), "-o", str(Path(folder) / "x.nq"), "--lexicon", str(base), "--fail-on", "none")
        # One after the other in turn, so that what else the machine does falls on both.
        runs = [(_seconds(*common, "--quiet", "--no-link"), _seconds(*common, "--quiet")) for _ in range(3)]
    bare, linked = (min(times) for times in zip(*runs, strict=True))
    nodes = list(_nodes(gold))
    matching = min(_matching(nodes, base) for _ in range(3))
    rows = (
        ("`ingest --no-link`", f"{bare:.1f} s"),
        ("`ingest`", f"{linked:.1f} s"),
        ("linking, on top", f"{linked / bare - 1:.0%}"),
        (f"of this matching {len(nodes):,} distinct names", f"{matching:.1f} s"),
        ("opening the lexicon", f"{min(_opening(base) for _ in range(5)) * 1000:.0f} ms"),
    )
    return table(("", ""), rows)


def _nodes(gold: Sequence[Gold]) -> Iterator[SharedNode]:
    for kind in KINDS:
        yield from (SharedNode("x", kind, name) for name in sorted({n for study in gold for n in study.names[kind]}))
    for country, state, city, latitude, longitude in sorted({s for study in gold for s in study.sites}, key=str):
        point = Point(latitude, longitude) if latitude is not None and longitude is not None else None
        yield SharedNode("x", "place", city, country_code(country), state, point)


def _matching(nodes: Sequence[SharedNode], base: Path) -> float:
    linker = Linker(base)
    started = time.process_time()
    for node in nodes:
        linker.match(node)
    return time.process_time() - started


def _opening(base: Path) -> float:
    started = time.perf_counter()
    Linker(base).close()
    return time.perf_counter() - started


def _seconds(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def write_samples(found: dict[str, list[Prediction]], folder: Path) -> None:
    """Random predictions of each kind, to be read by hand."""
    for kind, full in found.items():
        with (folder / f"{kind}.tsv").open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
            lines.writerow(("name", "term", "label", "predicate", "method", "confidence", "verdict"))
            for each in random.Random(8).sample(full, SAMPLE):  # noqa: S311 - a sample, not a secret
                candidate = each.candidate
                facts = candidate.text or "", candidate.predicate.name, candidate.method, f"{candidate.confidence:.2f}"
                lines.writerow((each.name, candidate.iri, *facts, ""))


def main() -> None:
    """Writes the page, or with --sample the predictions to be read by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("KGBUILD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--sample", type=Path, help=f"a folder for {SAMPLE} random predictions of each kind")
    parser.add_argument("--no-cost", action="store_true", help="leave the table of processor time as it is")
    parser.add_argument("--no-peers", action="store_true", help="leave the tables of the peers as they are")
    asked = parser.parse_args()
    gold = list(studies(asked.data))
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        install(base, asked.data)
        found = {kind: predictions(gold, kind, base) for kind in KINDS}
        if asked.sample:
            write_samples(found, asked.sample)
            write_cases(gold, found, asked.data, base, asked.sample)
            ensure_places(base, built=AS_OF)
            write_place_sample(asked.data, base, asked.sample)
            return
        sections = _sections(gold, found, asked, base)
    page = PAGE.read_text(encoding="utf-8")
    for name, text in sections.items():
        page = with_section(page, name, text)
    PAGE.write_text(page, encoding="utf-8")


def _sections(
    gold: Sequence[Gold], found: dict[str, list[Prediction]], asked: argparse.Namespace, base: Path
) -> dict[str, str]:
    """Name of a section -> its text; of those that are not asked for or cannot be measured here nothing."""
    tree = MeshTree.read(asked.data)
    sections = {kind: concept_section(gold, kind, base, found[kind], tree) for kind in KINDS}
    sections |= {"titles": title_section(gold, base), "by hand": hand_section(found), "fuzzy": fuzzy_section()}
    sections |= added_sections(gold, asked.data, base)
    sections["causes"] = cause_section(gold, found, asked.data, base)
    if not PYTHON.exists():
        print("The peers are left out: their environment is made by `make .venv-peers/.installed`.", file=sys.stderr)
    elif not asked.no_peers and (text := peer_section(gold, found, asked.data, base)):
        sections["peers"] = text
    ensure_places(base, built=AS_OF)
    sections["places"] = place_section(asked.data, base)
    if not asked.no_cost:
        sections["cost"] = cost_section(gold, asked.data, base)
    return sections


if __name__ == "__main__":
    main()
