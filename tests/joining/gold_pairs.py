"""Pairs of registrations that people judged, each as two records that agree on what the table says that they agree on.

The records themselves are not at hand: texts and sizes are made up, and only which points agree is theirs. Of start and
phase the table says nothing, and neither do the records.
"""

import csv
import random
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kg.joining import StudyRow

from .made_up import DISEASES, DRUGS, GERMAN, made_facts

__all__ = ["GoldPair", "gold_pairs"]


class GoldPair(NamedTuple):
    """Two records, and whether people judged that they are of one study."""

    one: StudyRow
    other: StudyRow
    same: bool


def gold_pairs(table: Path, *, seed: int = 7) -> list[GoldPair]:
    """The pairs of the table; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - made-up records
    with table.open(encoding="utf-8", newline="") as stream:
        return [_pair(draw, number, row) for number, row in enumerate(csv.DictReader(stream))]


def _pair(draw: random.Random, number: int, row: dict[str, str]) -> GoldPair:
    facts, another = (replace(made_facts(draw, each), start=None, phases=()) for each in (number, number + 1))
    one = replace(facts, publisher=row["registry1"], id=row["trn1"])
    other = replace(facts, publisher=row["registry2"], id=row["trn2"])
    match row["title_or_sponsor"]:
        case "PARTIAL":
            title = facts.title or ""
            for english, german in GERMAN.items():
                title = title.replace(english, german)
            other = replace(other, title=title, sponsor=another.sponsor)
        case "FALSE":
            other = replace(other, title=another.title, sponsor=another.sponsor)
    if row["outcome"] == "FALSE":
        other = replace(other, primary_outcomes=another.primary_outcomes)
    elif row["outcome"] == "PARTIAL":
        other = replace(other, primary_outcomes=tuple(f"{each}, and quality of life" for each in one.primary_outcomes))
    if row["intervention"] == "FALSE":
        other = replace(other, treatments=(draw.choice(DRUGS),))
    if row["patient_enrolment"] != "TRUE":
        share = 0.9 if row["patient_enrolment"] == "PARTIAL" else 0.4
        other = replace(other, enrollment=round((one.enrollment or 0) * share))
    if row["indication_population"] == "FALSE":
        other = replace(other, conditions=(draw.choice(DISEASES),))
    return GoldPair(one, other, row["is_true_crossreg"] == "TRUE")
