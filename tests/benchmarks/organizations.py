"""Sponsors and facilities matched to ROR: coverage counted, precision and misses as read by hand.

The registry's records name them and give no identifiers, so that nothing but reading tells what is right. `python -m
tests.benchmarks.organizations FOLDER` writes random matches and unmatched names to be read.
"""

import argparse
import csv
import json
import os
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from kg.countries import country_code
from kg.linking.installation import build_vocabulary, ensure_places
from kg.linking.linker import Linker, SharedNode
from kg.linking.match import Match, Method
from kg.statements.placeholders import is_placeholder

from .page import table

__all__ = ["KINDS", "Name", "names_of", "section", "write_samples"]

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).parent / "judged"
KINDS = {"organization": "sponsors", "facility": "facilities"}
UNSEEN = "organization-unseen"
"""Sponsors of other archives, none of whose names were looked at while the rules were written."""
TITLES = {**KINDS, UNSEEN: "sponsors of other archives"}
PREDICATES = {"SAME": "`schema:sameAs`", "BROAD": "`skos:broadMatch`", "CLOSE": "`skos:closeMatch`"}
SAMPLE = 100
UNMATCHED = 50
SEEDS = {"organization": 17, "facility": 21, UNSEEN: 3}
"""Of the samples that were read."""

_AS_OF = "2026-01-01"
_FEDERAL = frozenset({"FED", "NIH", "U.S. Fed"})
_HEAD = ("name", "city", "state", "country", "term", "label", "predicate", "method", "confidence", "verdict")


class Name(NamedTuple):
    """A name as records write it, and what is known of where it is."""

    kind: str
    name: str
    country: str | None = None
    state: str | None = None
    city: str | None = None

    @property
    def node(self) -> SharedNode:
        """The name as a shared node."""
        code = country_code(self.country) if self.country else None
        return SharedNode("x", self.kind, self.name, code, self.state, city=self.city)


def names_of(data: Path) -> Counter[Name]:
    """How often the records of the registry's JSON and XML name each sponsor and each facility."""
    found: Counter[Name] = Counter()
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(".json"):
                found.update(_of_json(json.loads(archive.read(member))["protocolSection"]))
    with zipfile.ZipFile(data / "ctgov-xml.zip") as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(".xml"):
                found.update(_of_xml(ElementTree.fromstring(archive.read(member))))  # noqa: S314 - our own data
    return Counter({name: count for name, count in found.items() if not is_placeholder(name.name)})


def unseen_names(data: Path) -> Counter[Name]:
    """The same of the sponsors that the registry's older JSON and the WHO's portal name and those archives do not."""
    found: Counter[Name] = Counter()
    with zipfile.ZipFile(data / "ctgov-v1.zip") as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(".json"):
                found.update(_of_old_json(json.loads(archive.read(member))))
    for export in ("ictrp-2020.csv", "ictrp.csv"):
        with (data / "other" / export).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                if sponsor := (row["Primary sponsor"] or "").strip():
                    found[Name("organization", sponsor)] += 1
    known = {name.name.casefold() for name in names_of(data)}
    return Counter({name: count for name, count in found.items() if name.name.casefold() not in known})


def _of_old_json(study: dict) -> Iterator[Name]:  # type: ignore[type-arg]
    protocol = study.get("FullStudy", study)["Study"]["ProtocolSection"]
    module = protocol.get("SponsorCollaboratorsModule", {})
    lead = module.get("LeadSponsor", {})
    if lead.get("LeadSponsorName"):
        yield _sponsor(lead["LeadSponsorName"], lead.get("LeadSponsorClass"))
    for each in module.get("CollaboratorList", {}).get("Collaborator", []):
        if each.get("CollaboratorName"):
            yield _sponsor(each["CollaboratorName"], each.get("CollaboratorClass"))


def _sponsor(name: str, kind: str | None) -> Name:
    return Name("organization", name, "United States" if kind in _FEDERAL else None)


def _of_json(protocol: dict) -> Iterator[Name]:  # type: ignore[type-arg]
    sponsors = protocol.get("sponsorCollaboratorsModule", {})
    for each in (sponsors.get("leadSponsor", {}), *sponsors.get("collaborators", [])):
        if each.get("name"):
            yield _sponsor(each["name"], each.get("class"))
    for place in protocol.get("contactsLocationsModule", {}).get("locations", []):
        if place.get("facility") and place.get("city") and place.get("country"):
            yield Name("facility", place["facility"], place["country"], place.get("state"), place["city"])


def _of_xml(study: ElementTree.Element) -> Iterator[Name]:
    for each in (*study.findall("sponsors/lead_sponsor"), *study.findall("sponsors/collaborator")):
        if name := each.findtext("agency"):
            yield _sponsor(name, each.findtext("agency_class"))
    for place in study.findall("location/facility"):
        name, (city, state, country) = place.findtext("name"), (place.findtext(f"address/{p}") for p in _ADDRESS)
        if name and city and country:
            yield Name("facility", name, country, state, city)


_ADDRESS = ("city", "state", "country")


def lexicon(folder: Path, data: Path) -> None:
    """Compiles the shared part of ROR, and the cities."""
    build_vocabulary(folder, "ror", [data / "vocab" / "ror-records.json.gz"], built=_AS_OF)
    ensure_places(folder, built=_AS_OF)


def matched(names: Iterable[Name], linker: Linker) -> dict[Name, tuple[Match, ...]]:
    """The matches of each name."""
    return {name: linker.match(name.node) for name in names}


def section(data: Path) -> str:
    """The tables of the page: precision as read, coverage, causes of what is not matched."""
    with tempfile.TemporaryDirectory() as folder:
        lexicon(Path(folder), data)
        return _section(data, Linker(Path(folder)))


def _section(data: Path, linker: Linker) -> str:
    names = names_of(data)
    found: dict[Name, tuple[Match, ...]] = {}
    seconds: dict[str, float] = {}
    for kind in KINDS:
        started = time.process_time()
        found |= matched((name for name in names if name.kind == kind), linker)
        seconds[kind] = time.process_time() - started
    others = matched(unseen_names(data), linker)
    linker.close()
    hand = table(("", "predicate", "read", "right", "loose", "wrong", "precision"), _read(found | others))
    head = ("", "distinct names", "matched", "exact", "mentions", "of these matched", "time for a name")
    covered = table(head, (_covered(kind, names, found, seconds[kind]) for kind in KINDS))
    causes = table(("", *KINDS.values()), _causes(found))
    return (
        f"{hand}\n\n{covered}\n\n"
        f"Why names are not matched, of {UNMATCHED} drawn at random of each kind without those matched since:"
        f"\n\n{causes}"
    )


def _read(found: dict[Name, tuple[Match, ...]]) -> Iterator[tuple[object, ...]]:
    """The judged matches that are still made, by kind and predicate."""
    for sample, title in TITLES.items():
        still = [row for row in _judged(sample) if _is_made(row, sample.partition("-")[0], found)]
        for label, part in (("all", still), *((shown, _of(still, name)) for name, shown in PREDICATES.items())):
            counts = Counter(row["verdict"] for row in part)
            if part:
                share = f"{counts['right'] / len(part):.3f}"
                yield title, label, len(part), counts["right"], counts["loose"], counts["wrong"], share


def _of(rows: Iterable[dict[str, str]], predicate: str) -> list[dict[str, str]]:
    return [row for row in rows if row["predicate"] == predicate]


def _is_made(row: dict[str, str], kind: str, found: dict[Name, tuple[Match, ...]]) -> bool:
    where = (row[column] or None for column in ("country", "state", "city"))
    matches = found.get(Name(kind, row["name"], *where), ())
    return any((each.object, each.predicate.name) == (row["term"], row["predicate"]) for each in matches)


def _covered(
    kind: str, names: Counter[Name], found: dict[Name, tuple[Match, ...]], seconds: float
) -> tuple[object, ...]:
    own = {name: count for name, count in names.items() if name.kind == kind}
    sure = [name for name in own if any(each.method is not Method.AMBIGUOUS for each in found[name])]
    same = [name for name in sure if found[name][0].predicate.name == "SAME"]
    mentions = sum(own.values())
    share = sum(own[name] for name in sure) / mentions
    exact, speed = f"{len(same) / len(own):.3f}", f"{seconds / len(own) * 1e6:.0f} µs"
    return KINDS[kind], f"{len(own):,}", f"{len(sure) / len(own):.3f}", exact, f"{mentions:,}", f"{share:.3f}", speed


def _causes(found: dict[Name, tuple[Match, ...]]) -> Iterator[tuple[object, ...]]:
    bare = {(name.kind, name.name, name.city or "") for name, matches in found.items() if not matches}
    counts = {
        kind: Counter(row["cause"] for row in _judged(f"{kind}-unmatched") if (kind, row["name"], row["city"]) in bare)
        for kind in KINDS
    }
    causes = sum(counts.values(), Counter[str]())
    for cause, _ in sorted(causes.items(), key=lambda each: (-each[1], each[0])):
        yield cause, *(counts[kind][cause] for kind in KINDS)


def _judged(name: str) -> list[dict[str, str]]:
    with (JUDGED / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def write_samples(data: Path, folder: Path) -> None:
    """Random matches of each kind, and random names without one, to be read by hand."""
    base = folder / "lexicon"
    lexicon(base, data)
    names = names_of(data)
    linker = Linker(base)
    found = matched(names, linker)
    for kind in KINDS:
        own = sorted((name for name in found if name.kind == kind), key=str)
        drawn = random.Random(SEEDS[kind])  # noqa: S311 - a sample, not a secret
        rows = [_row(name, found[name][0]) for name in drawn.sample([each for each in own if found[each]], SAMPLE)]
        _write(folder / f"{kind}.tsv", _HEAD, rows)
        bare = drawn.sample([each for each in own if not found[each]], UNMATCHED)
        unmatched = [(each.name, each.city or "", each.country or "", names[each], "") for each in bare]
        _write(folder / f"{kind}-unmatched.tsv", ("name", "city", "country", "mentions", "cause"), unmatched)
    others = {name: found for name, found in matched(unseen_names(data), linker).items() if found}
    drawn = random.Random(SEEDS[UNSEEN])  # noqa: S311 - a sample, not a secret
    rows = [_row(name, others[name][0]) for name in drawn.sample(sorted(others, key=str), SAMPLE)]
    _write(folder / f"{UNSEEN}.tsv", _HEAD, rows)


def _row(name: Name, match: Match) -> tuple[object, ...]:
    where = (name.city or "", name.state or "", name.country or "")
    facts = (match.object_label or "", match.predicate.name, match.method.value, f"{match.confidence:.2f}", "")
    return name.name, *where, match.object, *facts


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, delimiter="\t", lineterminator="\n")
        lines.writerow(head)
        lines.writerows(rows)


def main() -> None:
    """Writes the samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    data = os.environ.get("KGBUILD_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(data))
    chosen = parser.parse_args()
    write_samples(chosen.data, chosen.folder)


if __name__ == "__main__":
    main()
