"""Learns how the cells of outcome tables look, for `kg/sources/ctgov_pages/outcome_forms.py`.

`python -m tests.outcome_forms_data` prints the tables of weights, learnt of the outcomes of the exports that
KGBUILD_DATA has besides `ctgov-v2.zip`, by which the reader is measured.
"""

import json
import math
import os
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from kg.sources import READERS
from kg.sources.ctgov_pages.outcome_table import forms, link

__all__: list[str] = []

Row = tuple[str, Sequence[str], str]
Forms = tuple[str, ...]
Example = tuple[Sequence[Forms], Sequence[str], Sequence[int]]
"""Of the texts of a table: their forms, how alike each is to the next, their columns."""
Key = tuple[str | int, ...]
"""A form and a column, or how alike two texts are and the columns of both."""
Weights = defaultdict[Key, float]
_ROUNDS = 5
_COLUMNS = (0, 1, 2)
_MAY_FOLLOW = {(0, 1), (0, 2), (1, 1), (1, 2), (2, 0)}
_KINDS = ("primary", "secondary", "other")


def _one(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def _paragraphs(text: str, end: str) -> list[str]:
    return [_one(each) for each in text.split(end) if each.strip()]


def tables(data: Path) -> Iterator[list[Row]]:
    """The outcomes of each kind of each study."""
    with zipfile.ZipFile(data / "ctgov-xml.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                yield from _of_xml(archive.read(name))
    reader = next(each for each in READERS if each.name == "ctgov-v1")
    with zipfile.ZipFile(data / "ctgov-v1.zip") as archive:
        for name in archive.namelist():
            study = reader.read(archive.read(name), name=name).study if name.endswith(".json") else None
            for kind in _KINDS if study else ():
                yield [
                    (each.measure, _paragraphs(each.description or "", "\n"), each.time_frame or "")
                    for each in getattr(study, f"{kind}_outcomes")
                ]
    yield from _of_json(data)


def _of_xml(content: bytes) -> Iterator[list[Row]]:
    root = ElementTree.fromstring(content)  # noqa: S314 (files of our own)
    for kind in _KINDS:
        yield [
            (
                _one(each.findtext("measure", "")),
                _paragraphs(each.findtext("description", ""), "\n\n"),
                _one(each.findtext("time_frame", "")),
            )
            for each in root.findall(f"{kind}_outcome")
            if each.findtext("measure")
        ]


def _of_json(data: Path) -> Iterator[list[Row]]:
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        met = {Path(name).stem for name in archive.namelist()}
    with zipfile.ZipFile(data / "ctgov-v2-results.zip") as archive:
        studies = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    for study in (*studies, *json.loads((data / "ctgov-v2-list.json").read_text())):
        protocol = study["protocolSection"]
        if (nct_id := protocol["identificationModule"]["nctId"]) not in met:
            met.add(nct_id)
            module = protocol.get("outcomesModule", {})
            for kind in _KINDS:
                yield [
                    (
                        _one(each["measure"]),
                        _paragraphs(each.get("description", ""), "\n"),
                        _one(each.get("timeFrame", "")),
                    )
                    for each in module.get(f"{kind}Outcomes", ())
                ]


def _lines(rows: Sequence[Row]) -> list[tuple[str, int]]:
    return [
        (text, column)
        for measure, description, frame in rows
        for text, column in ((measure, 0), *((each, 1) for each in description), (frame, 2))
        if text
    ]


def _best(texts: Sequence[Forms], links: Sequence[str], weights: Weights) -> list[int]:
    """The columns of the division with the highest score (Viterbi)."""
    scores = [[sum(weights[form, at] for form in each) for at in _COLUMNS] for each in texts]
    ways = [(scores[0][0], [0])]
    known: list[tuple[float, list[int]] | None] = [ways[0], None, None]
    for score, word in zip(scores[1:], links, strict=True):
        known = [_way(known, at, score[at], word, weights) for at in _COLUMNS]
    return known[-1][1] if known[-1] else []


def _way(
    known: Sequence[tuple[float, list[int]] | None], at: int, score: float, word: str, weights: Weights
) -> tuple[float, list[int]] | None:
    ways = [
        (way[0] + weights[word, before, at] + score, [*way[1], at])
        for before, way in enumerate(known)
        if way and (before, at) in _MAY_FOLLOW
    ]
    return max(ways, default=None)


def _keys(texts: Sequence[Forms], links: Sequence[str], columns: Sequence[int]) -> Counter[Key]:
    """What is weighed of a division."""
    found: Counter[Key] = Counter((form, at) for each, at in zip(texts, columns, strict=True) for form in each)
    found.update((word, *pair) for word, pair in zip(links, pairwise(columns), strict=True))
    return found


def weights_of(examples: list[Example]) -> Weights:
    """The weights by which most tables are divided rightly (averaged structured perceptron)."""
    order, step = Random(1), 0  # noqa: S311 (not for secrets)
    weights: Weights = defaultdict(float)
    sums: Weights = defaultdict(float)
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        for texts, links, columns in examples:
            step += 1
            found = _best(texts, links, weights)
            if found != columns:
                change = _keys(texts, links, columns)
                change.subtract(_keys(texts, links, found))
                for key, count in change.items():
                    weights[key] += count
                    sums[key] += count * step
    return defaultdict(float, {key: weights[key] - sums[key] / step for key in weights})


def main() -> None:
    """Print the tables."""
    examples: list[Example] = []
    for rows in filter(None, tables(Path(os.environ["KGBUILD_DATA"]))):
        lines = _lines(rows)
        columns = [column for _, column in lines]
        if columns[-1] == _COLUMNS[-1] and all(pair in _MAY_FOLLOW for pair in pairwise(columns)):
            again = Counter(text for text, _ in lines)
            texts = [forms(text, again=again[text] > 1) for text, _ in lines]
            examples.append((texts, [link(text, below) for (text, _), (below, _) in pairwise(lines)], columns))
    weights = weights_of(examples)
    print(len(examples), "tables")  # noqa: T201 (what it is for)
    for form in sorted({form for texts, *_ in examples for each in texts for form in each}):
        print(f'    "{form}": ({", ".join(str(round(weights[form, at], 1)) for at in _COLUMNS)}),')  # noqa: T201
    for word in ("none", "some", "many"):
        print(f'    "{word}": ({", ".join(_steps(word, before, weights) for before in _COLUMNS)}),')  # noqa: T201


def _steps(word: str, before: int, weights: Weights) -> str:
    known = [round(weights[word, before, at], 1) if (before, at) in _MAY_FOLLOW else -math.inf for at in _COLUMNS]
    return f"({', '.join(map(str, known))})"


if __name__ == "__main__":
    main()
