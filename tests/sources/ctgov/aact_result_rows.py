"""Results of the API v2 as the rows of AACT's tables, as the mappings of the database's own program have them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

__all__ = ["result_rows"]

Row = dict[str, object]
Json = Mapping[str, Any]
NewId = Callable[[], int]

PARTICIPANTS = "Participants"


def result_rows(study: Json, new_id: NewId) -> Iterator[tuple[str, Row]]:
    """Table and row, of all tables but that of studies."""
    section = study.get("resultsSection")
    if section:
        yield from flow(section.get("participantFlowModule", {}), new_id)
        yield from baseline(section.get("baselineCharacteristicsModule", {}), new_id)
        for outcome in section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
            yield from reported(outcome, new_id)
        yield from events(section.get("adverseEventsModule", {}), new_id)
        more = section.get("moreInfoModule", {})
        if agreement := more.get("certainAgreement"):
            yield (
                "result_agreements",
                {
                    "pi_employee": agreement.get("piSponsorEmployee"),
                    "restrictive_agreement": agreement.get("restrictiveAgreement"),
                    "restriction_type": agreement.get("restrictionType"),
                    "other_details": agreement.get("otherDetails"),
                },
            )
        if contact := more.get("pointOfContact"):
            yield "result_contacts", {"organization": contact.get("organization"), "name": contact.get("title")}


def groups_of(written: Iterable[Json], type: str, new_id: NewId) -> tuple[dict[str, int], list[tuple[str, Row]]]:
    """The ids of groups by their code, and their rows."""
    ids = {each["id"]: new_id() for each in written}
    rows = [
        (
            "result_groups",
            {
                "id": ids[each["id"]],
                "ctgov_group_code": each["id"],
                "result_type": type,
                "title": each.get("title"),
                "description": each.get("description"),
            },
        )
        for each in written
    ]
    return ids, [(table, dict(row)) for table, row in rows]


def pointing(ids: Mapping[str, int], code: str) -> Row:
    return {"result_group_id": ids.get(code), "ctgov_group_code": code}


def flow(module: Json, new_id: NewId) -> Iterator[tuple[str, Row]]:
    if not module:
        return
    yield (
        "participant_flows",
        {
            "recruitment_details": module.get("recruitmentDetails"),
            "pre_assignment_details": module.get("preAssignmentDetails"),
            "units_analyzed": module.get("typeUnitsAnalyzed"),
        },
    )
    ids, rows = groups_of(module.get("groups", ()), "Participant Flow", new_id)
    yield from rows
    for period in module.get("periods", ()):
        for milestone in period.get("milestones", ()):
            for each in milestone.get("achievements", ()):
                yield (
                    "milestones",
                    {
                        **pointing(ids, each["groupId"]),
                        "period": period.get("title"),
                        "title": milestone.get("type"),
                        "milestone_description": milestone.get("comment"),
                        "description": each.get("comment"),
                        "count": each.get("numSubjects"),
                        "count_units": each.get("numUnits"),
                    },
                )
        for left in period.get("dropWithdraws", ()):
            for each in left.get("reasons", ()):
                yield (
                    "drop_withdrawals",
                    {
                        **pointing(ids, each["groupId"]),
                        "period": period.get("title"),
                        "reason": left.get("type"),
                        "drop_withdraw_comment": left.get("comment"),
                        "reason_comment": each.get("comment"),
                        "count": each.get("numSubjects"),
                    },
                )


def counted(table: str, denoms: Iterable[Json], ids: Mapping[str, int], scope: str) -> Iterator[tuple[str, Row]]:
    for denom in denoms:
        for each in denom.get("counts", ()):
            stated = {"units": denom.get("units"), "scope": scope, "count": each.get("value")}
            yield table, {**pointing(ids, each["groupId"]), **stated}


def cells(measure: Json, ids: Mapping[str, int]) -> Iterator[tuple[Json, Row]]:
    """The values of a measure, each with the class that it stands in."""
    for of_class in measure.get("classes", ()):
        for category in of_class.get("categories", ()):
            for each in category.get("measurements", ()):
                yield (
                    of_class,
                    {
                        **pointing(ids, each["groupId"]),
                        "classification": of_class.get("title"),
                        "category": category.get("title"),
                        "param_type": measure.get("paramType"),
                        "param_value": each.get("value"),
                        "dispersion_type": measure.get("dispersionType"),
                        "dispersion_value": each.get("spread"),
                        "explanation_of_na": each.get("comment"),
                        "units": measure.get("unitOfMeasure"),
                        "title": measure.get("title"),
                        "description": measure.get("description"),
                        "lower": each.get("lowerLimit"),
                        "upper": each.get("upperLimit"),
                    },
                )


def baseline(module: Json, new_id: NewId) -> Iterator[tuple[str, Row]]:
    ids, rows = groups_of(module.get("groups", ()), "Baseline", new_id)
    yield from rows
    overall = module.get("denoms", ())
    yield from counted("baseline_counts", overall, ids, "overall")
    for measure in module.get("measures", ()):
        units = measure.get("denomUnitsSelected") or PARTICIPANTS
        percentage = measure.get("calculatePct")
        for of_class, row in cells(measure, ids):
            denoms = of_class.get("denoms") or measure.get("denoms") or overall
            row["dispersion_lower_limit"], row["dispersion_upper_limit"] = row.pop("lower"), row.pop("upper")
            analyzed = [
                each["value"]
                for denom in denoms
                if denom["units"] == units
                for each in denom["counts"]
                if each["groupId"] == row["ctgov_group_code"]
            ]
            yield (
                "baseline_measurements",
                {
                    **row,
                    "population_description": measure.get("populationDescription"),
                    "calculate_percentage": None if percentage is None else "Yes" if percentage else "No",
                    "number_analyzed": analyzed[0] if analyzed else None,
                    "number_analyzed_units": units,
                },
            )


def reported(outcome: Json, new_id: NewId) -> Iterator[tuple[str, Row]]:
    id = new_id()
    ids, rows = groups_of(outcome.get("groups", ()), "Outcome", new_id)
    yield from rows
    yield (
        "outcomes",
        {
            "id": id,
            "outcome_type": outcome.get("type"),
            "title": outcome.get("title"),
            "description": outcome.get("description"),
            "time_frame": outcome.get("timeFrame"),
            "population": outcome.get("populationDescription"),
            "anticipated_posting_month_year": outcome.get("anticipatedPostingDate"),
            "units": outcome.get("unitOfMeasure"),
            "units_analyzed": outcome.get("typeUnitsAnalyzed"),
            "dispersion_type": outcome.get("dispersionType"),
            "param_type": outcome.get("paramType"),
        },
    )
    for table, row in counted("outcome_counts", outcome.get("denoms", ()), ids, "Measure"):
        yield table, {**row, "outcome_id": id}
    for _, row in cells(outcome, ids):
        row["dispersion_lower_limit_raw"], row["dispersion_upper_limit_raw"] = row.pop("lower"), row.pop("upper")
        yield "outcome_measurements", {**row, "outcome_id": id}
    for analysis in outcome.get("analyses", ()):
        number = new_id()
        yield "outcome_analyses", {**compared(analysis), "id": number, "outcome_id": id}
        for code in analysis.get("groupIds", ()):
            yield "outcome_analysis_groups", {**pointing(ids, code), "outcome_analysis_id": number}


def compared(analysis: Json) -> Row:
    p_value = analysis.get("pValue")
    modifier = p_value[0] if p_value and p_value[0] in "<>=" else None
    return {
        "non_inferiority_type": analysis.get("nonInferiorityType"),
        "non_inferiority_description": analysis.get("nonInferiorityComment"),
        "param_type": analysis.get("paramType"),
        "param_value": analysis.get("paramValue"),
        "dispersion_type": analysis.get("dispersionType"),
        "dispersion_value": analysis.get("dispersionValue"),
        "p_value_modifier": modifier,
        "p_value": p_value.lstrip("<>= ") if p_value else None,
        "p_value_raw": p_value,
        "p_value_description": analysis.get("pValueComment"),
        "ci_n_sides": analysis.get("ciNumSides"),
        "ci_percent": analysis.get("ciPctValue"),
        "ci_lower_limit_raw": analysis.get("ciLowerLimit"),
        "ci_upper_limit_raw": analysis.get("ciUpperLimit"),
        "ci_upper_limit_na_comment": analysis.get("ciUpperLimitComment"),
        "method": analysis.get("statisticalMethod"),
        "method_description": analysis.get("statisticalComment"),
        "estimate_description": analysis.get("estimateComment"),
        "groups_description": analysis.get("groupDescription"),
        "other_analysis_description": analysis.get("otherAnalysisDescription"),
    }


def events(module: Json, new_id: NewId) -> Iterator[tuple[str, Row]]:
    written = module.get("eventGroups", ())
    ids, rows = groups_of(written, "Reported Event", new_id)
    yield from rows
    for each in written:
        for type, title in (
            ("serious", "Total, serious adverse events"),
            ("other", "Total, other adverse events"),
            ("deaths", "Total, all-cause mortality"),
        ):
            yield (
                "reported_event_totals",
                {
                    "ctgov_group_code": each["id"],
                    "event_type": type,
                    "classification": title,
                    "subjects_affected": each.get(f"{type}NumAffected"),
                    "subjects_at_risk": each.get(f"{type}NumAtRisk"),
                },
            )
    for type in ("serious", "other"):
        for event in module.get(f"{type}Events", ()):
            for each in event.get("stats", ()):
                yield (
                    "reported_events",
                    {
                        **pointing(ids, each["groupId"]),
                        "event_type": type,
                        "time_frame": module.get("timeFrame"),
                        "frequency_threshold": module.get("frequencyThreshold"),
                        "description": module.get("description"),
                        "adverse_event_term": event.get("term"),
                        "organ_system": event.get("organSystem"),
                        "vocab": event.get("sourceVocabulary"),
                        "assessment": event.get("assessmentType"),
                        "event_count": each.get("numEvents"),
                        "subjects_affected": each.get("numAffected"),
                        "subjects_at_risk": each.get("numAtRisk"),
                    },
                )
