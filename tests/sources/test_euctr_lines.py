"""Every line of real text downloads: its answer is in the record, or its item is listed as left out.

The lines are taken apart by a small parser of the tests, which shares nothing with the reader.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from kg.dates import PartialDate
from kg.record import Study
from kg.registries import page_of
from kg.sources.euctr import EUCTR_TEXT
from kg.sources.euctr.items import FIELDS
from tests.who.euctr_walks import blocks, items_of

CHECKED = {"Yes", "No", "Information not present in EudraCT"}
BULLET = re.compile(r"^(?:[•·o]|-(?!\d))\s*|^[0-9]{1,2}[.)]\s*")

CODES: Mapping[str, tuple[str, str]] = {
    "E.7.1": ("phases", "PHASE1"),
    "E.7.2": ("phases", "PHASE2"),
    "E.7.3": ("phases", "PHASE3"),
    "E.7.4": ("phases", "PHASE4"),
    "F.2.1": ("sex", "FEMALE"),
    "F.2.2": ("sex", "MALE"),
}
"""Items of yes and no that stand in the record as a code alone."""


def folded(text: str) -> str:
    return " ".join(text.split())


def texts_of(value: object) -> Iterator[str]:
    match value:
        case PartialDate():
            yield str(value)
        case msgspec.Struct():
            for each in msgspec.structs.astuple(value):
                yield from texts_of(each)
        case tuple():
            for each in value:
                yield from texts_of(each)
        case bool() | None:
            return
        case _:
            yield folded(str(value))


def is_coded(study: Study, number: str, answer: str) -> bool:
    """Whether a code is there if the answer is yes, and not there if it is not."""
    attribute, code = CODES[number]
    if attribute == "sex":
        assert study.eligibility
        named = {"ALL": ("FEMALE", "MALE")}.get(str(study.eligibility.sex), (study.eligibility.sex,))
        return (code in named) == (answer == "Yes")
    return (code in study.phases) == (answer == "Yes")


def row_of(number: str, label: str, language: str | None) -> str:
    path = f"{number} {folded(label)}".strip()
    known = next((each for each in FIELDS if each.rstrip("?").casefold() == path.casefold()), None)
    assert known, path
    return f"{known} (another language)" if language else known


def missing(study: Study, block: str) -> Iterator[str]:
    """The lines whose answer is nowhere in the record, with how many were looked at as the last."""
    whole = " \x1f ".join(texts_of(study))
    seen: Counter[str] = Counter()
    for number, label, language, lines in items_of(block):
        answer = folded(" ".join(lines))
        row = None if not answer or label == "IMP" else row_of(number, label, language)
        if row is None or FIELDS[row].left_out:
            seen["blank" if row is None else "left out"] += 1
            continue
        seen["found"] += 1
        if number in CODES and answer in CHECKED:
            if not is_coded(study, number, answer):
                yield f"{row}: {answer}"
        elif answer in CHECKED:
            if not re.search(rf"{re.escape(folded(label))}: {re.escape(answer)}", whole):
                yield f"{row}: {answer}"
        elif row == "Link":
            if page_of("euctr", study.id, study.record) != answer:
                yield f"{row}: {answer}"
        else:
            yield from (f"{row}: {each}" for each in map(folded, lines) if not holds(whole, each, row))
    assert seen["found"] > 140
    assert seen["left out"] > 3


CODED_TEXTS = {
    "Clinical Trial Type": ("EEA CTA", "INTERVENTIONAL"),
    "Trial Status": ("Ongoing", "ONGOING"),
    "B.3.1 and B.3.2 Status of the sponsor": ("Commercial", "INDUSTRY"),
    "N. Ethics Committee Opinion of the trial application": ("Favourable", "APPROVED"),
}


def holds(whole: str, line: str, row: str) -> bool:
    if row in CODED_TEXTS:
        assert line == CODED_TEXTS[row][0]
        return CODED_TEXTS[row][1] in whole
    return BULLET.sub("", line) in whole or line.removeprefix("EudraCT ") in whole


def test_each_line_of_a_download_is_in_its_record_or_its_item_is_left_out(data: Path) -> None:
    found = blocks((data / "other" / "euctr.txt").read_text(encoding="utf-8"))
    assert len(found) == 10
    for block in found:
        study = EUCTR_TEXT.read(f"Summary\n{block}".encode(), name="euctr.txt").study
        assert study
        assert list(missing(study, block)) == []


@pytest.mark.parametrize("line", ["E.6.9 Dose response: Yes", "F.4.2.2 In the whole clinical trial: 15"])
def test_a_line_that_the_reader_loses_is_found(line: str, data: Path) -> None:
    block = blocks((data / "other" / "euctr.txt").read_text(encoding="utf-8"))[0]
    study = EUCTR_TEXT.read(f"Summary\n{block.replace(line, '')}".encode(), name="euctr.txt").study
    assert study
    assert list(missing(study, block)) == [line]
