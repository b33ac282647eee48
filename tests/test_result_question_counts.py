"""The questions about results put to all real records, against answers made of their JSON without our readers."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg.store import example, load

from .sources.ctgov.result_facts import line
from .test_queries import AS_OF, Rows, by_pyoxigraph

pytestmark = pytest.mark.slow

Record = dict[str, Any]


@pytest.fixture(scope="module", params=["ctgov-v2.zip", "ctgov-v2-results.zip"])
def archive(request: pytest.FixtureRequest, data: Path) -> Path:
    return data / str(request.param)


@pytest.fixture(scope="module")
def store(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(kg.read(archive), path, as_of=AS_OF)
    return load([str(path)])


@pytest.fixture(scope="module")
def records(archive: Path) -> list[Record]:
    """Those with results."""
    with zipfile.ZipFile(archive) as entries:
        read = [json.loads(entries.read(name)) for name in entries.namelist() if name.endswith(".json")]
    return [each for each in read if "resultsSection" in each]


def answer(store: pyoxigraph.Store, name: str) -> Rows:
    """The rows without the IRI of the trial, which stands before its id."""
    rows = by_pyoxigraph(store, example(name).text)
    assert all(trial == id for trial, id, *_ in rows)
    return [row[1:] for row in rows]


def id_of(record: Record) -> str:
    return str(record["protocolSection"]["identificationModule"]["nctId"])


def plain(text: object) -> str:
    return line(text) or ""


def number(text: object) -> str:
    """A number as a decimal is written; empty for what is none."""
    try:
        found = Decimal(str(text).strip().replace(",", "")) if text is not None else None
    except InvalidOperation:
        return ""
    if found is None or not found.is_finite():
        return ""
    written = f"{found:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("", "-0") else written


def dispersion(measure: Record) -> str:
    """The code of `95% Confidence Interval`, of `Inter-Quartile Range` and the like."""
    name = plain(measure.get("dispersionType"))
    percent, _, rest = name.partition("% ")
    return (
        f"CONFIDENCE_{percent}" if rest == "Confidence Interval" else name.upper().replace("-", "_").replace(" ", "_")
    )


def around(value: Record) -> tuple[str, str, str]:
    """Spread, lower and upper limit of a value."""
    spread, lower, upper = (number(value.get(name)) for name in ("spread", "lowerLimit", "upperLimit"))
    return spread, lower, upper


def outcomes(records: list[Record]) -> Iterator[tuple[str, Record]]:
    for record in records:
        for outcome in record["resultsSection"].get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
            yield id_of(record), outcome


def values(measure: Record) -> Iterator[tuple[str, str, str, Record]]:
    """Row, category, title of the group, and the value."""
    groups = {each["id"]: plain(each.get("title")) for each in measure.get("groups", ())}
    for row in measure.get("classes", ()):
        for category in row.get("categories", ()):
            for each in category.get("measurements", ()):
                yield plain(row.get("title")), plain(category.get("title")), groups[each["groupId"]], each


def test_results_of_outcomes(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted = Counter(
        (
            *(id, outcome["type"], plain(outcome["title"]), plain(outcome.get("timeFrame"))),
            *(plain(outcome.get("paramType")), row, category, group, plain(each["value"])),
            *(dispersion(outcome), *around(each), plain(outcome.get("unitOfMeasure"))),
        )
        for id, outcome in outcomes(records)
        for row, category, group, each in values(outcome)
    )
    assert Counter(row[:-1] for row in answer(store, "results-of-outcomes")) == wanted


def test_adverse_events_by_group(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for record in records:
        module = record["resultsSection"].get("adverseEventsModule", {})
        groups = {each["id"]: plain(each.get("title")) for each in module.get("eventGroups", ())}
        for name, serious in (("seriousEvents", "true"), ("otherEvents", "false")):
            for event in module.get(name, ()):
                for each in event["stats"]:
                    if each.get("numAtRisk") and each.get("numAffected") is not None:
                        group, counts = groups[each["groupId"]], (each["numAffected"], each["numAtRisk"])
                        wanted[id_of(record), plain(event["term"]), serious, group, *map(str, counts)] += 1
    rows = answer(store, "adverse-events-by-group")
    assert Counter(row[:-1] for row in rows) == wanted
    assert all(abs(100 * int(row[4]) / int(row[5]) - float(row[6])) < 0.06 for row in rows)


def test_why_participants_left(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for record in records:
        module = record["resultsSection"].get("participantFlowModule", {})
        groups = {each["id"]: plain(each.get("title")) for each in module.get("groups", ())}
        for period in module.get("periods", ()):
            for why in period.get("dropWithdraws", ()):
                for each in why["reasons"]:
                    if int(each.get("numSubjects") or 0):
                        reason = plain(why["type"]).casefold().replace("-", "_").replace(" ", "_")
                        group, count = groups[each["groupId"]], plain(each["numSubjects"])
                        wanted[id_of(record), plain(period["title"]), reason, group, count] += 1
    rows = answer(store, "why-participants-left")
    found = ((id, at, why.casefold().replace("-", "_").replace(" ", "_"), *more) for id, at, why, *more in rows)
    assert Counter(found) == wanted


def test_baseline_of_trials(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for record in records:
        module = record["resultsSection"].get("baselineCharacteristicsModule", {})
        for measure in module.get("measures", ()):
            title = plain(measure["title"])
            if title.lower().startswith(("age", "sex")):
                for row, category, group, each in values({**measure, "groups": module["groups"]}):
                    if found := number(each["value"]):
                        said = (title, measure["paramType"], row, category, group, found, *around(each))
                        wanted[id_of(record), *said, plain(measure.get("unitOfMeasure"))] += 1
    assert Counter(answer(store, "baseline-of-trials")) == wanted


def test_primary_outcomes_with_low_p_value(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted: Counter[tuple[str, ...]] = Counter()
    for id, outcome in outcomes(records):
        titles = {each["id"]: plain(each.get("title")) for each in outcome.get("groups", ())}
        for analysis in outcome.get("analyses", ()) if outcome["type"] == "PRIMARY" else ():
            written = plain(analysis.get("pValue"))
            limit = number(written.strip("<>=≤≥ pP"))
            below = written.startswith(("<", "≤"))
            low = bool(limit) and (float(limit) < 0.05 or (below and float(limit) <= 0.05))
            if low and not written.startswith((">", "≥")):
                groups = " | ".join(sorted(titles[each] for each in analysis.get("groupIds", ())))
                method, kind = plain(analysis.get("statisticalMethod")), plain(analysis.get("paramType"))
                said = (groups, plain(analysis.get("nonInferiorityType")), method, written, kind)
                numbers = (analysis.get(name) for name in ("paramValue", "ciLowerLimit", "ciUpperLimit", "ciPctValue"))
                wanted[id, plain(outcome["title"]), *said, *map(number, numbers)] += 1
    assert Counter(answer(store, "primary-outcomes-with-low-p-value")) == wanted


def test_results_without_publication(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted = set()
    for record in records:
        cited = record["protocolSection"].get("referencesModule", {}).get("references", ())
        if not any(each.get("type") == "RESULT" for each in cited):
            wanted.add(id_of(record))
    assert {row[0] for row in answer(store, "results-without-publication")} == wanted


KINDS = {"PRIMARY": "primaryOutcomes", "SECONDARY": "secondaryOutcomes"}


def test_outcomes_that_differ(store: pyoxigraph.Store, records: list[Record]) -> None:
    def said(text: object) -> str:
        return plain(text).casefold()

    wanted: set[tuple[str, ...]] = set()
    for record in records:
        module = record["protocolSection"].get("outcomesModule", {})
        reported = record["resultsSection"].get("outcomeMeasuresModule", {}).get("outcomeMeasures", ())
        ours = {
            kind: {(said(each["measure"]), said(each.get("timeFrame"))) for each in module.get(name, ())}
            for kind, name in (*KINDS.items(), ("OTHER", "otherOutcomes"))
        }
        met: set[tuple[str, str, str]] = set()
        for each in reported:
            kind = each["type"] if each["type"] in KINDS else "OTHER"
            named = (said(each["title"]), said(each.get("timeFrame")))
            met.add((kind, *named))
            if named not in ours[kind]:
                wanted.add((id_of(record), "reported, not registered so", *named))
        for kind, name in KINDS.items() if reported else ():
            for each in module.get(name, ()):
                named = (said(each["measure"]), said(each.get("timeFrame")))
                if (kind, *named) not in met:
                    wanted.add((id_of(record), "registered, not reported so", *named))
    rows = answer(store, "outcomes-that-differ")
    assert {(id, what, said(measure), said(time)) for id, what, measure, time in rows} == wanted


def test_time_frames_of_results(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted = Counter(
        (id, plain(each["title"]), plain(each["timeFrame"]), each["reportingStatus"])
        for id, each in outcomes(records)
        if each["type"] == "PRIMARY" and plain(each.get("timeFrame"))
    )
    assert Counter(answer(store, "time-frames-of-results")) == wanted


def test_outcomes_not_posted(store: pyoxigraph.Store, records: list[Record]) -> None:
    wanted = Counter(
        (id, plain(each["title"]), each.get("anticipatedPostingDate", ""))
        for id, each in outcomes(records)
        if each["reportingStatus"] == "NOT_POSTED"
    )
    assert Counter(answer(store, "outcomes-not-posted")) == wanted
    assert wanted
