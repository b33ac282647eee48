"""Pages on real studies: each number that the JSON states stands on the page, in the row and the column that it is of.

The walk over the JSON knows the registry's names, the one over the page its headings; neither knows the graph.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5rdf
import pytest

import kg
from kg.sources.ctgov import CTGOV_V2
from tests.effort import THOROUGH

from .shown_tables import ShownRow, ShownTable, shown_tables

Facts = Counter[tuple[object, ...]]

KINDS = {
    "NCT01157117": "many milestones",
    "NCT00778258": "nine groups, analyses of odds ratios",
    "NCT02556801": "61 analyses, one of them one-sided",
    "NCT00920621": "other units than participants",
    "NCT02381795": "headaches as units",
    "NCT00597675": "crossover",
    "NCT00203242": "one group",
    "NCT01599637": "288 classes of one outcome",
    "NCT05665595": "medians that are not reached, a hazard ratio",
    "NCT00283504": "no adverse events",
    "NCT04047862": "nineteen groups with long names, 565 terms",
    "NCT02443155": "115 outcomes",
    "NCT04585815": "42,187 triples",
}
"""Studies that differ in what is hard."""
DAILY = ("NCT01157117", "NCT02556801", "NCT00920621", "NCT02381795", "NCT00597675", "NCT05665595", "NCT00283504")


@pytest.fixture(scope="module")
def records(data: Path) -> dict[str, bytes]:
    """Id -> the record of each study that has results."""
    found = {}
    for archive in ("ctgov-v2.zip", "ctgov-v2-results.zip"):
        with zipfile.ZipFile(data / archive) as entries:
            for name in entries.namelist():
                content = entries.read(name) if name.endswith(".json") else b""
                if b'"resultsSection"' in content:
                    found[json.loads(content)["protocolSection"]["identificationModule"]["nctId"]] = content
    return found


def page_of(records: Mapping[str, bytes], id: str, folder: Path) -> str:
    kg.write([CTGOV_V2.read(records[id], name=f"{id}.json")], folder / f"{id}.nq", as_of="2026-01-01")
    return kg.report(folder / f"{id}.nq", id, form="html")


def chosen(records: Iterable[str]) -> Iterable[str]:
    return records if THOROUGH else DAILY


def test_each_number_of_a_real_record_is_on_its_page(records: dict[str, bytes], tmp_path: Path) -> None:
    seen: Counter[object] = Counter()
    for id in chosen(records):
        stated = json_facts(json.loads(records[id])["resultsSection"])
        shown = page_facts(shown_tables(page_of(records, id, tmp_path)))
        assert list((stated - shown).items())[:3] == [], id
        assert list((shown - stated).items())[:3] == [], id
        seen.update({fact[0]: 0 for fact in stated})
        for fact, count in stated.items():
            seen[fact[0]] += count
    assert set(seen) == {"flow", "baseline", "outcome", "analysis", "event", "total"}


@pytest.mark.parametrize(
    "id", [each if each in DAILY else pytest.param(each, marks=pytest.mark.slow) for each in KINDS]
)
def test_a_page_on_a_real_study_is_valid_html(id: str, records: dict[str, bytes], tmp_path: Path) -> None:
    """By the parser of HTML 5, which says what it must mend."""
    parser = html5rdf.HTMLParser(namespaceHTMLElements=False)
    page = page_of(records, id, tmp_path)
    document = parser.parse(page)
    assert [error for _, error, _ in parser.errors] == []
    ids = [each.get("id") for each in document.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    sections = [each for each in ids if each.startswith("section-")]
    assert [f"#{each}" for each in sections] == re.findall(r'href="(#[^"]+)"', page)
    of_pictures = [each for each in ids if each not in sections]
    pairs = set(zip(of_pictures[::2], of_pictures[1::2], strict=True))
    assert set(re.findall(r'aria-labelledby="(\S+) (\S+)"', page)) == pairs


# The JSON


def line(text: object) -> str:
    return " ".join(str(text).split()) if text is not None else ""


def _titles(groups: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {each["id"]: line(each.get("title")) for each in groups}


def json_facts(section: Mapping[str, Any]) -> Facts:
    found = Facts()
    for walk in (_flow, _baseline, _outcomes, _events):
        found.update(walk(section))
    return found


def _flow(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("participantFlowModule", {})
    groups = _titles(module.get("groups", ()))
    for period in module.get("periods", ()):
        for name, cells, start in (("milestones", "achievements", ""), ("dropWithdraws", "reasons", "left: ")):
            for row in period.get(name, ()):
                title = f"{start}{line(row['type'])}" + (f" ({line(row['comment'])})" if row.get("comment") else "")
                for each in row.get(cells, ()):
                    if "numSubjects" in each:
                        place = line(period["title"]), title.casefold(), groups[each["groupId"]]
                        yield "flow", *place, each["numSubjects"]


def _baseline(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("baselineCharacteristicsModule", {})
    groups = _titles(module.get("groups", ()))
    for measure in module.get("measures", ()):
        yield from (("baseline", line(measure["title"]), *each) for each in _values(measure, groups))


def _outcomes(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for measure in section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
        groups = _titles(measure.get("groups", ()))
        title = line(measure["title"])
        yield from (("outcome", title, *each) for each in _values(measure, groups))
        for number, each in enumerate(measure.get("analyses", ()), 1):
            names = ("paramValue", "ciLowerLimit", "ciUpperLimit", "pValue")
            yield "analysis", title, number, *(line(each.get(name)) for name in names)


def _values(measure: Mapping[str, Any], groups: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    categories = {line(each.get("title")) for row in measure.get("classes", ()) for each in row.get("categories", ())}
    several = len(categories) > 1
    for row in measure.get("classes", ()):
        for category in row.get("categories", ()):
            names = [line(row.get("title")), line(category.get("title"))]
            place = names if several else ["", ": ".join(filter(None, names))]
            for each in category.get("measurements", ()):
                numbers = [line(each.get(name)) for name in ("value", "spread", "lowerLimit", "upperLimit")]
                if any(numbers):
                    yield place[0], place[1] or place[0] or "value", groups[each["groupId"]], *numbers


def _events(section: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    module = section.get("adverseEventsModule", {})
    groups = _titles(module.get("eventGroups", ()))
    for each in module.get("eventGroups", ()):
        for title, name in (
            ("deaths of any cause", "deaths"),
            ("any serious event", "serious"),
            ("any other event", "other"),
        ):
            affected, at_risk = each.get(f"{name}NumAffected"), each.get(f"{name}NumAtRisk")
            if affected is not None:
                yield "total", title, groups[each["id"]], affected, at_risk
    for name, part in (("seriousEvents", "Serious events"), ("otherEvents", "Other events")):
        for event in module.get(name, ()):
            for each in event.get("stats", ()):
                affected = each.get("numAffected")
                if affected is not None:
                    events = each.get("numEvents") if affected else each.get("numEvents") or None
                    term = line(event["term"])
                    yield "event", part, term, groups[each["groupId"]], affected, each.get("numAtRisk"), events


# The page


def page_facts(tables: Iterable[ShownTable]) -> Facts:
    found = Facts()
    for table in tables:
        if table.section == "Participant flow":
            found.update(_flow_shown(table))
        elif table.section == "Baseline characteristics" and table.columns[0] == "characteristic":
            if table.columns[1:] != ["remark"]:
                found.update(_baseline_shown(table))
        elif table.section == "Reported outcomes":
            walk = _analyses_shown if table.block == "Analyses" else _outcome_shown
            found.update(walk(table, table.part.partition(": ")[2]))
        elif table.section == "Adverse events":
            found.update(_events_shown(table))
    return found


def _cells(table: ShownTable, row: ShownRow) -> Iterator[tuple[str, str]]:
    """Group and entry; a number behind a title tells groups of one title apart."""
    for column, cell in zip(table.columns[1:], row.cells, strict=bool(row.cells)):
        for entry in cell.entries:
            numbered = re.fullmatch(r"(.+) \(\d+\)", column)
            yield (numbered[1] if numbered and numbered[1] in table.columns else column), entry


def _flow_shown(table: ShownTable) -> Iterator[tuple[object, ...]]:
    period = ""
    for row in table.rows:
        if row.head:
            period = row.title
        for group, entry in _cells(table, row):
            yield "flow", period, row.title.casefold(), group, entry.partition(" (")[0]


_DENOMINATORS = re.compile(r"(?:.+: )?overall number of |analyzed: ")
_VALUE = re.compile(r"(?P<value>[^ (]*)(?: of \d+(?: \(-?[\d.]+%\))?)?(?: ?\((?P<more>.*)\))?")


def _numbers(entry: str) -> tuple[str, str, str, str]:
    """Value, spread, limits."""
    found = _VALUE.fullmatch(entry)
    assert found, entry
    pieces = (found["more"] or "").split("; ")
    limits = next((piece.split(" to ") for piece in pieces if " to " in piece), ["", ""])
    spread = next((piece.removeprefix("CV % ").split(" ")[-1] for piece in pieces if " to " not in piece), "")
    lower, upper = ("" if each == "not said" else each for each in limits)
    return found["value"], spread, lower, upper


def _baseline_shown(table: ShownTable) -> Iterator[tuple[object, ...]]:
    measure = row_class = ""
    for row in table.rows:
        if _DENOMINATORS.match(row.title):
            continue
        if row.head and ": " in row.title:
            measure, row_class = row.title.rpartition(": ")[0], ""
        elif row.head:
            row_class = row.title
        title = "value" if row.head else row.title
        for group, entry in _cells(table, row):
            yield "baseline", measure, row_class, title, group, *_numbers(entry)


def _outcome_shown(table: ShownTable, outcome: str) -> Iterator[tuple[object, ...]]:
    row_class = ""
    for row in table.rows:
        if row.head:
            row_class = row.title
        if not _DENOMINATORS.match(row.title):
            for group, entry in _cells(table, row):
                yield "outcome", outcome, row_class, row.title, group, *_numbers(entry)


def _analyses_shown(table: ShownTable, outcome: str) -> Iterator[tuple[object, ...]]:
    for row in table.rows:
        estimate, interval, p_value = (" ".join(cell.entries[:1]) for cell in row.cells[:3])
        limits = ["" if each == "no limit" else each for each in interval.split(" to ")] if interval else ["", ""]
        number = int(row.title.partition(":")[0])
        yield "analysis", outcome, number, re.sub(r"^[^\d.+-].*", "", estimate), *limits, p_value


_EVENT = re.compile(r"(\d+)(?: of (\d+)(?: \([\d.]+%\))?)?(?:, (\d+) events?)?")


def _events_shown(table: ShownTable) -> Iterator[tuple[object, ...]]:
    for row in table.rows:
        for group, entry in _cells(table, row):
            if group == "remark":
                continue
            found = _EVENT.fullmatch(entry)
            if found is None:
                assert entry.startswith("not said"), entry
                continue
            affected, at_risk, events = (None if each is None else int(each) for each in found.groups())
            if table.part == "Totals":
                yield "total", row.title, group, affected, at_risk
            else:
                yield "event", table.part, row.title, group, affected, at_risk, events
