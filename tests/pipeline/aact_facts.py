"""What AACT's tables of results hold, as facts: of the JSON of the API by a walk of their own, and of the files of CSV.

A fact names its group by title and description, since ids hold within one table alone.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.sources.ctgov.result_facts import letters, line

__all__ = ["CodedFacts", "json_tables", "read_tables", "table_facts"]

Fact = tuple[object, ...]
CodedFacts = Counter[tuple[Fact, str | None]]
"""A fact, its table first, and the code of its group, if it has one."""
Tables = Mapping[str, list[dict[str, str]]]

_TOTALS = (("serious", "serious"), ("other", "other"), ("deaths", "deaths"))


def _decimal(text: object) -> float | None:
    """What is a number, as AACT takes it; thousands may be parted by commas."""
    try:
        return float(str(text).replace(",", "")) if text is not None else None
    except ValueError:
        return None


# The JSON of the API


def json_tables(record: Mapping[str, Any]) -> CodedFacts:
    """The facts of a record."""
    id, section = record["protocolSection"]["identificationModule"]["nctId"], record["resultsSection"]
    found = CodedFacts()
    for walk in (_flow, _baseline, _outcomes, _events):
        found.update(((id, *fact), code) for fact, code in walk(section))
    return found


def _groups(module: Mapping[str, Any], name: str = "groups") -> dict[str, tuple[str | None, str]]:
    return {each["id"]: (line(each.get("title")), letters(each.get("description"))) for each in module.get(name, ())}


def _flow(section: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    module = section.get("participantFlowModule", {})
    groups = _groups(module)
    for period in module.get("periods", ()):
        title = line(period.get("title"))
        for row in period.get("milestones", ()):
            for each in row.get("achievements", ()):
                count = (line(each.get("numSubjects")), line(each.get("numUnits")))
                said = (letters(each.get("comment")), letters(row.get("comment")))
                yield ("milestones", title, line(row["type"]), groups[each["groupId"]], *count, *said), each["groupId"]
        for row in period.get("dropWithdraws", ()):
            for each in row.get("reasons", ()):
                said = (letters(each.get("comment")), letters(row.get("comment")))
                fact = ("drop_withdrawals", title, line(row["type"]), groups[each["groupId"]])
                yield (*fact, line(each.get("numSubjects")), *said), each["groupId"]


def _baseline(section: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    module = section.get("baselineCharacteristicsModule", {})
    groups = _groups(module)
    overall = {}
    for denom in module.get("denoms", ()):
        for each in denom["counts"]:
            overall[denom["units"], each["groupId"]] = line(each["value"])
            yield ("baseline_counts", groups[each["groupId"]], denom["units"], line(each["value"])), each["groupId"]
    for measure in module.get("measures", ()):
        units = measure.get("denomUnitsSelected") or "Participants"
        for row, category, each in _values(measure):
            denoms = row.get("denoms") or measure.get("denoms")
            own = {(d["units"], c["groupId"]): line(c["value"]) for d in denoms or () for c in d["counts"]}
            analyzed = (own if denoms else overall).get((units, each["groupId"]))
            percentage = {None: None, True: "Yes", False: "No"}[measure.get("calculatePct")]
            fact = ("baseline_measurements", *_measured(measure, row, category, each, groups), analyzed, line(units))
            yield (*fact, letters(measure.get("populationDescription")), percentage), each["groupId"]


def _values(measure: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]]:
    for row in measure.get("classes", ()):
        for category in row.get("categories", ()):
            for each in category.get("measurements", ()):
                yield row, category, each


def _measured(
    measure: Mapping[str, Any],
    row: Mapping[str, Any],
    category: Mapping[str, Any],
    each: Mapping[str, Any],
    groups: Mapping[str, tuple[str | None, str]],
) -> Fact:
    value, spread = line(each.get("value")), line(each.get("spread"))
    return (
        *(groups[each["groupId"]], line(row.get("title")), line(category.get("title")), line(measure["title"])),
        *(letters(measure.get("description")), line(measure.get("unitOfMeasure")), measure.get("paramType")),
        *(measure.get("dispersionType"), value, _decimal(value), spread, _decimal(spread)),
        *(_decimal(line(each.get(name))) for name in ("lowerLimit", "upperLimit")),
        letters(each.get("comment")),
    )


def _outcomes(section: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    for measure in section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
        groups = _groups(measure)
        of = (measure.get("type"), line(measure["title"]), line(measure.get("timeFrame")))
        said = (letters(measure.get("description")), letters(measure.get("populationDescription")))
        posting = measure.get("anticipatedPostingDate")
        units = (line(measure.get("unitOfMeasure")), line(measure.get("typeUnitsAnalyzed")))
        yield ("outcomes", *of, *said, posting, *units, measure.get("dispersionType"), measure.get("paramType")), None
        for denom in measure.get("denoms", ()):
            for each in denom["counts"]:
                fact: Fact = ("outcome_counts", *of, groups[each["groupId"]], line(denom["units"]), line(each["value"]))
                yield fact, each["groupId"]
        for row, category, each in _values(measure):
            limits = (line(each.get("lowerLimit")), line(each.get("upperLimit")))
            denoms = row.get("denoms") or measure.get("denoms", ())
            chosen = measure.get("denomUnitsSelected") or "Participants"
            own = {(d["units"], c["groupId"]): line(c["value"]) for d in denoms for c in d["counts"]}
            fact = (*_measured(measure, row, category, each, groups), *limits, own.get((chosen, each["groupId"])))
            yield ("outcome_measurements", *of, *fact), each["groupId"]
        for analysis in measure.get("analyses", ()):
            fact = _analysis(analysis)
            yield ("outcome_analyses", *of, *fact), None
            for group in dict.fromkeys(analysis.get("groupIds", ())):
                yield ("outcome_analysis_groups", *of, fact, groups[group]), group


def _analysis(each: Mapping[str, Any]) -> Fact:
    p_value = line(each.get("pValue"))
    numbers = ("paramValue", "dispersionValue", "ciPctValue", "ciLowerLimit", "ciUpperLimit")
    comments = (
        *("nonInferiorityComment", "ciUpperLimitComment", "pValueComment", "statisticalComment", "estimateComment"),
        *("groupDescription", "otherAnalysisDescription"),
    )
    return (
        *(each.get("nonInferiorityType"), line(each.get("paramType")), each.get("dispersionType")),
        *(_decimal(line(each.get(name))) for name in numbers),
        *(each.get("ciNumSides"), line(each.get("statisticalMethod"))),
        *(line(each.get("ciLowerLimit")), line(each.get("ciUpperLimit")), p_value),
        re.sub(r"[\d.-]", "", p_value or "").strip() or None,
        _decimal(re.sub(r"[<>= ]", "", p_value)) if p_value else None,
        *(letters(each.get(name)) for name in comments),
    )


def _events(section: Mapping[str, Any]) -> Iterator[tuple[Fact, str | None]]:
    module = section.get("adverseEventsModule", {})
    groups = _groups(module, "eventGroups")
    said = (letters(module.get("timeFrame")), letters(module.get("description")))
    head = (*said, _decimal(module.get("frequencyThreshold")))
    for kind in ("serious", "other"):
        for event in module.get(f"{kind}Events", ()):
            of = (line(event["term"]), line(event.get("organSystem")), line(event.get("sourceVocabulary")))
            for each in event.get("stats", ()):
                counts = tuple(line(each.get(name)) for name in ("numAffected", "numAtRisk", "numEvents"))
                # Where nobody had it, it never occurred.
                counts = (*counts[:2], "0" if counts[0] == "0" else counts[2])
                fact = ("reported_events", *head, kind, *of, event.get("assessmentType"), groups[each["groupId"]])
                yield (*fact, *counts), each["groupId"]
    for each in module.get("eventGroups", ()):
        for kind, name in _TOTALS:
            counts = tuple(line(each.get(f"{name}Num{what}")) for what in ("Affected", "AtRisk"))
            yield ("reported_event_totals", kind, *counts), each["id"]


# The files


def read_tables(folder: Path) -> Tables:
    """The rows of each file, without its empty cells."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = [{k: v for k, v in row.items() if v != ""} for row in csv.DictReader(stream)]
    return found


def table_facts(tables: Tables) -> CodedFacts:
    """The same facts of the files."""
    groups = {row["id"]: (line(row.get("title")), letters(row.get("description"))) for row in tables["result_groups"]}
    outcomes = {
        row["id"]: (row.get("outcome_type"), line(row["title"]), line(row.get("time_frame")))
        for row in tables["outcomes"]
    }
    analyses = {row["id"]: row for row in tables["outcome_analyses"]}
    found = CodedFacts()
    for table, make in _FACTS.items():
        for row in tables[table]:
            of: tuple[object, ...] = ()
            if table == "outcome_analysis_groups":
                analysis = analyses[row["outcome_analysis_id"]]
                of = (*outcomes[analysis["outcome_id"]], _analysis_row(analysis))
            elif "outcome_id" in row:
                of = outcomes[row["outcome_id"]]
            group = (groups[row["result_group_id"]],) if "result_group_id" in row else ()
            found[(row["nct_id"], table, *make(row, of, *group)), row.get("ctgov_group_code")] += 1
    return found


def _milestone(row: Mapping[str, str], of: Fact, group: object) -> Fact:
    said = (letters(row.get("description")), letters(row.get("milestone_description")))
    return (row.get("period"), row["title"], group, row.get("count"), row.get("count_units"), *said)


def _drop(row: Mapping[str, str], of: Fact, group: object) -> Fact:
    said = (letters(row.get("reason_comment")), letters(row.get("drop_withdraw_comment")))
    return (row.get("period"), row["reason"], group, row.get("count"), *said)


def _measured_row(row: Mapping[str, str], group: object) -> Fact:
    return (
        *(group, row.get("classification"), row.get("category"), row["title"], letters(row.get("description"))),
        *(row.get("units"), row.get("param_type"), row.get("dispersion_type"), row.get("param_value")),
        *(_decimal(row.get("param_value_num")), row.get("dispersion_value")),
        *(_decimal(row.get(f"dispersion_{name}")) for name in ("value_num", "lower_limit", "upper_limit")),
        letters(row.get("explanation_of_na")),
    )


def _baseline_row(row: Mapping[str, str], of: Fact, group: object) -> Fact:
    analyzed = (row.get("number_analyzed"), row["number_analyzed_units"])
    said = (letters(row.get("population_description")), row.get("calculate_percentage"))
    return (*_measured_row(row, group), *analyzed, *said)


def _outcome_row(row: Mapping[str, str], of: Fact) -> Fact:
    return (
        *(row.get("outcome_type"), line(row["title"]), line(row.get("time_frame")), letters(row.get("description"))),
        *(letters(row.get("population")), row.get("anticipated_posting_month_year"), row.get("units")),
        *(row.get("units_analyzed"), row.get("dispersion_type"), row.get("param_type")),
    )


def _outcome_measurement(row: Mapping[str, str], of: Fact, group: object) -> Fact:
    limits = (row.get("dispersion_lower_limit_raw"), row.get("dispersion_upper_limit_raw"))
    return (*of, *_measured_row(row, group), *limits, row.get("number_analyzed"))


def _analysis_row(row: Mapping[str, str]) -> Fact:
    numbers = ("param_value", "dispersion_value", "ci_percent", "ci_lower_limit", "ci_upper_limit")
    comments = (
        *("non_inferiority_description", "ci_upper_limit_na_comment", "p_value_description", "method_description"),
        *("estimate_description", "groups_description", "other_analysis_description"),
    )
    return (
        *(row.get("non_inferiority_type"), row.get("param_type"), row.get("dispersion_type")),
        *(_decimal(row.get(name)) for name in numbers),
        *(row.get(name) for name in ("ci_n_sides", "method", "ci_lower_limit_raw", "ci_upper_limit_raw")),
        *(row.get("p_value_raw"), row.get("p_value_modifier"), _decimal(row.get("p_value"))),
        *(letters(row.get(name)) for name in comments),
    )


def _event_row(row: Mapping[str, str], of: Fact, group: object) -> Fact:
    head = (letters(row.get("time_frame")), letters(row.get("description")), _decimal(row.get("frequency_threshold")))
    names = ("event_type", "adverse_event_term", "organ_system", "vocab", "assessment")
    affected, events = row.get("subjects_affected"), row.get("event_count")
    counts = (affected, row.get("subjects_at_risk"), "0" if affected == "0" else events)
    return (*head, *(row.get(name) for name in names), group, *counts)


_FACTS: Mapping[str, Callable[..., Fact]] = {
    "milestones": _milestone,
    "drop_withdrawals": _drop,
    "baseline_counts": lambda row, of, group: (group, row["units"], row["count"]),
    "baseline_measurements": _baseline_row,
    "outcomes": _outcome_row,
    "outcome_counts": lambda row, of, group: (*of, group, row["units"], row["count"]),
    "outcome_measurements": _outcome_measurement,
    "outcome_analyses": lambda row, of: (*of, *_analysis_row(row)),
    "outcome_analysis_groups": lambda row, of, group: (*of, group),
    "reported_events": _event_row,
    "reported_event_totals": lambda row, of: (
        row["event_type"],
        row.get("subjects_affected"),
        row.get("subjects_at_risk"),
    ),
}
"""Table -> what makes a fact of its row, of its outcome and of its group."""
