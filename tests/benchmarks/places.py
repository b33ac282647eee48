"""How many cities are linked, and how many of them rightly: against the registry's points, and by hand.

All names are measured, those without a point too. The points are hidden from the matcher; with them it is measured
again, but then they chose. A point that lies in another state than the one its record states checks nothing: the
registry looked the city up by its name alone.
"""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import kg
from kg.countries import country_code
from kg.iris import Minter
from kg.linking.cities import CityIndex, FoundCity
from kg.linking.linker import Linker, SharedNode
from kg.linking.match import Match, Method, Predicate
from kg.linking.namesakes import Point, distance, point_of
from kg.linking.place_candidates import GEONAMES
from kg.linking.place_matcher import PlaceMatcher
from kg.linking.place_names import city_key, division_keys
from kg.record import Site

__all__ = ["Tally", "named_places", "place_section", "taken_for_another", "tally", "write_sample"]

ARCHIVES = ("ctgov-v2.zip", "ctgov-xml.zip", "ctgov-v1.zip")
JUDGED = Path(__file__).parent / "judged" / "place.tsv"
NEAR = 30
SAMPLE = 100
HIDDEN = 3_000
SMALL = 5_000

BEFORE = {
    ("by name, state and country alone", "all"): ("0.918", "0.017", "0.9820"),
    ("by name, state and country alone", "with a point"): ("0.957", "0.019", "0.9820"),
    ("by name, state and country alone", "without"): ("0.816", "0.010", ""),
    ("with the registry's point", "all"): ("0.941", "0.003", "0.9945"),
}
"""Linked, ambiguous and within 30 km of any point, while the divisions of the United States were the only ones."""


class Outcome(NamedTuple):
    """What became of a name."""

    matched: Match | None
    """The surest match that is not one of several."""
    ambiguous: bool
    near: bool | None
    """Whether the city of the match is near the point; None where there is no point, or a division was matched."""
    agrees: bool
    """Whether the point lies in the state that the record states."""


class Tally(NamedTuple):
    """What became of some names."""

    outcomes: tuple[Outcome, ...]

    def share(self, *, ambiguous: bool = False) -> str:
        """The share of the names that are linked, or ambiguous."""
        count = sum(each.ambiguous if ambiguous else each.matched is not None for each in self.outcomes)
        return f"{count / len(self.outcomes):.3f}"

    def near(self, *, agreeing: bool = False) -> tuple[int, int]:
        """How many matches are near their point, and how many have one; of those with one that can check them."""
        found = [each.near for each in self.outcomes if each.near is not None and (each.agrees or not agreeing)]
        return sum(found), len(found)

    def count(self, predicate: Predicate) -> int:
        """How many matches say this."""
        return sum(each.matched is not None and each.matched.predicate is predicate for each in self.outcomes)


def named_places(data: Path) -> list[SharedNode]:
    """The places of the registry's three exports, one for each node of the graph, by IRI."""
    mint, found = Minter(), dict[str, SharedNode]()
    readings = kg.read(*(data / name for name in ARCHIVES))
    for site in (site for each in readings if each.study for site in each.study.sites):
        if site.country and site.city:
            iri = mint.place(country=site.country, state=site.state, city=site.city)
            known = found.get(iri)
            if known is None or known.point is None:
                label, code = known.label if known else site.city, country_code(site.country)
                found[iri] = SharedNode(iri, "place", label, code, site.state, _point(site))
    return [found[iri] for iri in sorted(found)]


def _point(site: Site) -> Point | None:
    return Point(float(site.latitude), float(site.longitude)) if site.latitude and site.longitude else None


class _Judge:
    """Whether points speak for matches."""

    def __init__(self, linker: Linker) -> None:
        self._shelves = linker.lexicons.of("place")
        self._index = CityIndex(self._shelves)

    def point(self, match: Match) -> Point | None:
        """Where the city of a match lies; a division has no point."""
        number = int(match.object.removeprefix(GEONAMES).rstrip("/"))
        question = "SELECT latitude, longitude FROM {schema}.city WHERE id = :id"
        rows = (row for shelf in self._shelves for row in shelf.rows(question, {"id": number}))
        return next((Point(*row) for row in rows), None)

    def outcome(self, node: SharedNode, matches: Sequence[Match]) -> Outcome:
        """What became of a name that has these matches."""
        sure = next((each for each in matches if each.method is not Method.AMBIGUOUS), None)
        found = self.point(sure) if sure and node.point else None
        near = distance(found, node.point) <= NEAR if found and node.point else None
        return Outcome(sure, bool(matches) and sure is None, near, near is None or self.agrees(node))

    def agrees(self, node: SharedNode) -> bool:
        """Whether the point of a place lies in its state, as far as the table of divisions knows that."""
        if node.state is None or node.country is None or node.point is None:
            return True
        named = (self._index.divisions(node.country, key) for key in division_keys(node.state))
        codes = {each.first_level for found in named for each in found}
        around = self._index.around(node.country, *node.point, degrees=0.1)
        return not codes or not around or any(each.division in codes for each in around)


def tally(linker: Linker, nodes: Sequence[SharedNode], *, given: bool) -> Tally:
    """What becomes of names, with their points or without."""
    judge = _Judge(linker)
    asked = (node if given else node._replace(point=None) for node in nodes)
    return Tally(tuple(judge.outcome(node, linker.match(each)) for node, each in zip(nodes, asked, strict=True)))


def place_section(data: Path, base: Path) -> str:
    """The tables of docs/linking.md on cities."""
    linker, nodes = Linker(base), named_places(data)
    with_point, without = ([each for each in nodes if bool(each.point) is has] for has in (True, False))
    parts = {"all": nodes, "with a point": with_point, "without": without}
    found = {key: tally(linker, parts[key[1]], given="point" in key[0]) for key in BEFORE}
    head = (
        *("", "names", "", "linked", "ambiguous", f"of the linked within {NEAR} km of the point"),
        "of those whose point lies in the state that is stated",
    )
    rows = [row for key, counted in found.items() for row in _rows(key, counted)]
    alone = found["by name, state and country alone", "all"]
    kinds = ", ".join(f"{alone.count(each):,} {title}" for each, title in _KINDS.items())
    said = fill(f"By name alone the linked are {kinds}.", 120)
    return "\n\n".join((_table(head, rows), said, fill(hand_section(linker, nodes), 120), hidden_section(base)))


_KINDS = {
    Predicate.SAME: "the city itself",
    Predicate.CLOSE: "close matches (another state, a slip, one of two cities in one name)",
    Predicate.BROAD: "broad ones (the city of a quarter, or a division that stands as a city)",
}


def _rows(key: tuple[str, str], counted: Tally) -> Iterator[tuple[str, ...]]:
    title, part = key
    yield title, f"{part}: {len(counted.outcomes):,}", "before", *BEFORE[key], ""
    checks = (counted.near(agreeing=agreeing) for agreeing in (False, True))
    shares = (f"{near / of:.4f} of {of:,}" if of else "" for near, of in checks)
    yield "", "", "now", counted.share(), counted.share(ambiguous=True), *shares


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def hand_section(linker: Linker, nodes: Sequence[SharedNode]) -> str:
    """Of the names without a point that were read by hand those that are still matched as they were."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    known = {(each.label, each.state or "", each.country or ""): each for each in nodes}
    kept = [row for row in rows if _same(row, linker.match(known[row["name"], row["state"], row["country"]]))]
    verdicts = {each: sum(row["verdict"] == each for row in kept) for each in ("right", "loose", "wrong", "none")}
    return (
        f"Of {len(rows)} names without a point, drawn at random and read by hand, {len(kept)} are matched as they were "
        "then: "
        + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
        + ". Loose is a match that is near, but not quite what its predicate says; none had no match."
    )


def _same(row: dict[str, str], matches: Sequence[Match]) -> bool:
    found = [(each.object, each.predicate.name) for each in matches[:1]] or [("", "")]
    return found == [(row["term"], row["predicate"])]


def write_sample(data: Path, base: Path, folder: Path) -> None:
    """Random names without a point and their matches, to be read by hand."""
    linker = Linker(base)
    nodes = [each for each in named_places(data) if each.point is None]
    with (folder / "place.tsv").open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
        lines.writerow(("name", "state", "country", "term", "label", "predicate", "method", "verdict"))
        for node in random.Random(17).sample(nodes, SAMPLE):  # noqa: S311 - a sample, not a secret
            first = next(iter(linker.match(node)), None)
            said = (first.object, first.object_label, first.predicate.name, first.method) if first else ("",) * 4
            lines.writerow((node.label, node.state or "", node.country or "", *said, "" if first else "none"))


class _Hiding(CityIndex):
    """An index that lacks one name."""

    hidden = ("", "")

    def cities(self, country: str, key: str) -> list[FoundCity]:
        return [] if (country, key) == self.hidden else super().cities(country, key)

    def longer(self, country: str, key: str) -> list[FoundCity]:
        return [] if (country, key) == self.hidden else super().longer(country, key)

    def hide(self, country: str, name: str) -> None:
        self.hidden = (country, city_key(name))


def taken_for_another(base: Path, *, stated: bool) -> float:
    """Of small places that the index seems to lack, the share that is taken for others; with their states or not."""
    shelves = Linker(base).lexicons.of("place")
    index = _Hiding(shelves)
    matcher, wrong = PlaceMatcher(index), 0
    for city, state in _small(shelves[0].rows(_SMALL_CITIES, {"most": SMALL})):
        index.hide(city.country, city.name)
        matches = matcher.match(city.name, country=city.country, state=state if stated else None, point=None)
        wrong += any(not _beside(index, each.iri, city) for each in matches[:1])
    return wrong / HIDDEN


def hidden_section(base: Path) -> str:
    """How often a place that GeoNames seems to lack is taken for another one."""
    titles = {"with their states": True, "without": False}
    rows = [(title, f"{taken_for_another(base, stated=stated):.3f}") for title, stated in titles.items()]
    return _table((f"{HIDDEN:,} places of fewer than {SMALL:,} people, each hidden", "taken for another"), rows)


_SMALL_CITIES = """
SELECT c.id, c.name, c.country, c.division, c.latitude, c.longitude, c.population, 0, d.name
FROM {schema}.city c JOIN {schema}.division d ON d.country = c.country AND d.code = c.division
WHERE c.population > 0 AND c.population < :most GROUP BY c.id ORDER BY c.id
"""


def _small(rows: Iterable[tuple[object, ...]]) -> list[tuple[FoundCity, str]]:
    found = [(FoundCity(*row[:8]), str(row[8])) for row in rows]  # type: ignore[arg-type]
    return random.Random(17).sample(found, HIDDEN)  # noqa: S311 - a sample, not a secret


def _beside(index: CityIndex, iri: str, city: FoundCity) -> bool:
    number = int(iri.removeprefix(GEONAMES).rstrip("/"))
    around = index.around(city.country, city.latitude, city.longitude, degrees=0.5)
    return any(each.id == number and distance(point_of(each), point_of(city)) <= NEAR for each in around)
