"""500 made-up studies in five registries: chains, cycles, false friends, clashes, titles translated or shortened."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from kg.joining import StudyDecision, Verdict
from kg.joining.rows import StatedId, StudyRow

DRUGS = [
    f"{a}{b}{c}"
    for a in ("ve", "zo", "ka", "li", "mo")
    for b in ("ra", "ti", "lo", "pe")
    for c in ("mab", "nib", "pril")
]
DISEASES = (
    *("asthma", "rheumatoid arthritis", "type 2 diabetes", "breast cancer", "heart failure", "migraine", "psoriasis"),
    *("Crohn disease", "epilepsy", "osteoporosis", "glaucoma", "hypertension", "depression", "chronic kidney disease"),
)
PLACES = ("Vienna", "Leiden", "Lyon", "Padua", "Leeds", "Ghent", "Porto", "Turku", "Bergen", "Graz", "Basel", "Malmö")
DESIGNS = (
    "A randomised, double-blind trial of",
    "An open-label study of",
    "Efficacy and safety of",
    "A phase 3 study of",
)
GERMAN = {
    "in adults with": "bei Erwachsenen mit",
    "versus placebo": "gegen Placebo",
    "A phase 3 study of": "Phase-3-Studie zu",
}


class MadeUp(NamedTuple):
    """Rows, and which of their ids are of one study."""

    rows: list[StudyRow]
    clusters: set[frozenset[str]]
    """Those that ids join."""
    unsaid: set[frozenset[str]]
    """Pairs of one study that no id joins."""
    decisions: list[StudyDecision]
    """What a person decided: half of the unsaid pairs, ids that are stated in error, chains that are cut."""
    decided: set[frozenset[str]]
    """The clusters by ids and decisions, but those of which a chain is cut."""
    cut: list[tuple[frozenset[str], frozenset[str]]]
    """The ids of each chain that a decision cuts, and the two of its ends that are decided to be different."""


def ids(number: int) -> dict[str, str]:
    """The ids of a study in five registries."""
    return {
        "ctgov": f"NCT{90000000 + number:08}",
        "euctr": f"2015-{100000 + number:06}-{number % 90 + 10}",
        "isrctn": f"ISRCTN{70000000 + number:08}",
        "drks": f"DRKS{80000000 + number:08}",
        "ctis": f"2023-{500000 + number:06}-{number % 90 + 10}-00",
    }


def made_up(count: int = 500, seed: int = 7) -> MadeUp:
    """The set; the same for the same seed."""
    made = MadeUp([], set(), set(), [], set(), [])
    draw = random.Random(seed)  # noqa: S311 - made-up records
    for number in range(count):
        facts = made_facts(draw, number)
        registries = draw.sample(list(ids(0)), draw.choice((1, 2, 2, 2, 3, 4, 5)))
        mine = {registry: ids(number)[registry] for registry in registries}
        _add(made, draw, number, mine, facts)
        _decide(made, number, mine)
    draw.shuffle(made.rows)
    return made


def made_facts(draw: random.Random, number: int) -> StudyRow:
    """What a study is about, before registries write it down."""
    drug, disease, place = draw.choice(DRUGS), draw.choice(DISEASES), draw.choice(PLACES)
    start = date(2010, 1, 1) + timedelta(days=draw.randrange(4000))
    return StudyRow(
        publisher="",
        id="",
        leading=True,
        title=f"{draw.choice(DESIGNS)} {drug} in adults with {disease} versus placebo ({place} {number % 37})",
        sponsor=f"University of {place}",
        conditions=(disease,),
        treatments=(drug, "Placebo"),
        status="COMPLETED",
        phases=("PHASE3",),
        start=start.isoformat(),
        enrollment=draw.randrange(20, 900),
        primary_outcomes=(
            f"Change of the {disease} score {number % 11} from baseline to week {draw.randrange(4, 60)}",
        ),
    )


def _add(made: MadeUp, draw: random.Random, number: int, mine: dict[str, str], facts: StudyRow) -> None:
    """The records of one study; how their ids are stated decides which join."""
    registries = list(mine)
    kind = number % 5
    stated: dict[str, list[str]] = {registry: [] for registry in registries}
    if kind == 0:  # a chain
        for one, other in pairwise(registries):
            stated[one].append(mine[other])
    elif kind == 1:  # a cycle
        for one, other in zip(registries, [*registries[1:], registries[0]], strict=True):
            stated[one] += [mine[other]] if other != one else []
    elif kind == 2:  # all state a third id
        for registry in registries:
            stated[registry].append(f"U1111-{number:04}-0000")
    elif kind == 3:  # nothing is stated
        made.unsaid.update(frozenset(pair) for pair in _pairs(list(mine.values())))
    else:  # a clash: another study of the same registry is stated, too, by one record alone
        for one, other in pairwise(registries):
            stated[one].append(mine[other])
            stated[other].append(mine[one])
        if "ctgov" in mine and len(registries) > 1:
            wrong = ids(number - 1)["ctgov"]
            other = next(registry for registry in registries if registry != "ctgov")
            stated[other].append(wrong)
    if kind != 3 and len(mine) > 1:
        made.clusters.add(frozenset(mine.values()))
    for registry in registries:
        written = tuple(StatedId(id, f"see {id}") for id in stated[registry])
        made.rows.append(_record(draw, facts, registry, mine[registry], written))


def _decide(made: MadeUp, number: int, mine: dict[str, str]) -> None:
    """What a person decides of the study of that number; draws nothing, so that the records stay as they are."""
    all, kind = list(mine.values()), number % 5
    same = kind == 3 and number % 2
    if same:
        made.decisions.extend(_decision(one, other, Verdict.SAME) for one, other in pairwise(all))
    if kind == 4 and "ctgov" in mine and len(mine) > 1:
        other = next(id for registry, id in mine.items() if registry != "ctgov")
        made.decisions.append(_decision(other, ids(number - 1)["ctgov"], Verdict.DIFFERENT))
    is_cut = kind == 0 and number % 2 and len(all) > 1
    if is_cut:
        made.decisions.append(_decision(all[0], all[-1], Verdict.DIFFERENT))
        made.cut.append((frozenset(all), frozenset((all[0], all[-1]))))
    if len(all) > 1 and not is_cut and (same or kind != 3):
        made.decided.add(frozenset(all))


def _decision(one: str, other: str, verdict: Verdict) -> StudyDecision:
    return StudyDecision(min(one, other), max(one, other), verdict, "made-up.csv", "A. Reader", "2026-01-31")


def _record(draw: random.Random, facts: StudyRow, registry: str, id: str, stated: tuple[StatedId, ...]) -> StudyRow:
    """A record as a registry has it: titles shortened, translated or with other words, dates to the month."""
    title = facts.title or ""
    start, sponsor = facts.start, facts.sponsor
    if registry == "drks":
        for english, german in GERMAN.items():
            title = title.replace(english, german)
    elif registry == "isrctn":
        title = title.partition(" versus placebo")[0] + title[title.index(" (") :]
    elif registry == "euctr":
        title = f"{title} - protocol {id[-5:]}"
        sponsor = f"{sponsor} GmbH"
    elif registry == "ctis":
        start = (start or "")[:7]
    enrollment = facts.enrollment
    if draw.random() < 0.2 and enrollment:
        enrollment = round(enrollment * 0.9)
    treatments = tuple(f"{name} 20 mg" if registry == "ctis" else name for name in facts.treatments)
    return replace(
        facts,
        publisher=registry,
        id=id,
        stated=stated,
        title=title,
        sponsor=sponsor,
        treatments=treatments,
        start=start,
        enrollment=enrollment,
    )


def _pairs(all: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((one, other) for place, one in enumerate(all) for other in all[place + 1 :])
