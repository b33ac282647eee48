"""The rows that AACT's tables of results have of one study -> `resultsSection` as the API of the registry has it.

Rows point to their group by `result_group_id`; where that is empty, as the database has left it at times, the code of
the group within its table has to do. Of an outcome the groups are those that its rows point to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.sources.ctgov import results_structs as structs
from kg.sources.ctgov.aact_rows import Row, StudyRows
from kg.sources.ctgov.agreement_sentences import certain_agreement

__all__ = ["results_in"]

_FLOW, _BASELINE, _OUTCOME, _EVENT = "Participant Flow", "Baseline", "Outcome", "Reported Event"
_TOTALS = frozenset({"deaths", "serious", "other"})
"""The types of totals, by which their fields begin."""
_MILESTONE, _REASON = ("title", "milestone_description"), ("reason", "drop_withdraw_comment")
"""The columns that rows of one milestone, or of one reason for leaving, have alike within a period."""
_MEASURE = (
    *("title", "description", "units", "param_type", "dispersion_type", "population_description"),
    "calculate_percentage",
)
"""The columns that rows of one measure of the baseline have alike."""
_EVENT_COLUMNS = (
    *("event_type", "adverse_event_term", "organ_system", "vocab", "default_vocab", "assessment"),
    "default_assessment",
)

_PARTICIPANTS = "Participants"
"""What the database says of units where the registry says nothing."""

_POINTERS = (
    *((table, "outcome_id", "outcomes") for table in ("outcome_counts", "outcome_measurements", "outcome_analyses")),
    ("outcome_analysis_groups", "outcome_analysis_id", "outcome_analyses"),
)
"""Table, the column in which its rows point to a row of another table, and that table."""

_Denoms = tuple[structs.Denom, ...]


def results_in(rows: StudyRows, study: Row) -> structs.RegistryResults:
    """The results of a study, each row in its place."""
    return _Results(rows).section(study)


class _Results:
    """The tables of one study, with the groups that their rows point to."""

    def __init__(self, rows: StudyRows) -> None:
        self._rows = rows
        self._read: dict[str, Sequence[Row]] = {}
        self._groups = {each["id"]: each for each in self._all("result_groups") if "id" in each}
        self._by_code = _alone(self._groups.values())
        self._overall = self._denominators(self._all("baseline_counts"), _BASELINE)
        self._whole = {denom.units: denom.counts for denom in self._overall}

    def section(self, study: Row) -> structs.RegistryResults:
        """All of it; the groups of a table are named by the ids of their rows."""
        self._note_strays()
        return structs.RegistryResults(
            participant_flow_module=self._flow(),
            baseline_characteristics_module=structs.BaselineModule(
                population_description=study.get("baseline_population"),
                type_units_analyzed=study.get("baseline_type_units_analyzed"),
                groups=tuple(self._of_type(_BASELINE)),
                denoms=self._overall,
                measures=tuple(self._measures()),
            ),
            outcome_measures_module=structs.OutcomeMeasuresModule(outcome_measures=tuple(self._outcomes())),
            adverse_events_module=self._events(),
            more_info_module=structs.MoreInfoModule(
                limitations_and_caveats=structs.Limitations(description=study.get("limitations_and_caveats")),
                certain_agreement=self._agreement(),
                point_of_contact=structs.PointOfContact(
                    organization=self._rows.one("result_contacts").get("organization")
                ),
            ),
        )

    def _all(self, table: str) -> Sequence[Row]:
        """The rows of a table, of those that have one id the first: a table that is joined twice counts once."""
        if table not in self._read:
            rows = self._rows.all(table)
            first: dict[str, Row] = {}
            found = [each for each in rows if "id" not in each or first.setdefault(each["id"], each) is each]
            if lost := len(rows) - len(found):
                what = f"rows of `{table}` have the id of another row, {lost} in all; the first of each id is kept"
                self._rows.remarks.note_at("CT-R104", what, f"{table}.id")
            self._read[table] = found
        return self._read[table]

    def _note_strays(self) -> None:
        """Says that rows point to a row that is not there: nobody can say of what their numbers are."""
        for table, column, other in _POINTERS:
            ids = {each.get("id") for each in self._all(other)} - {None}
            strays = [place for place, each in enumerate(self._all(table)) if each.get(column) not in ids]
            if strays:
                what = f"rows of `{table}` point to no row of `{other}`, {len(strays)} in all; they are left out"
                self._rows.remarks.note_at("CT-R136", what, f"{table}[{strays[0]}].{column}")

    # Groups

    def _of_type(self, type: str) -> Iterator[structs.RegistryGroup]:
        for id, each in self._groups.items():
            if each.get("result_type") == type:
                yield _group(id, each)

    def _id(self, row: Row, type: str) -> str | None:
        """The id of the group that a row is of; its code where that tells no group, or none apart from another."""
        id, code = row.get("result_group_id"), row.get("ctgov_group_code")
        return id if id in self._groups else self._by_code.get((type, code)) or code or id

    # Participant flow

    def _flow(self) -> structs.FlowModule:
        about = self._rows.one("participant_flows")
        milestones, left = self._all("milestones"), self._all("drop_withdrawals")
        periods = dict.fromkeys(each.get("period", "") for each in (*milestones, *left))
        reached, gone = _by_period(milestones), _by_period(left)
        return structs.FlowModule(
            recruitment_details=about.get("recruitment_details"),
            pre_assignment_details=about.get("pre_assignment_details"),
            type_units_analyzed=about.get("units_analyzed"),
            groups=tuple(self._of_type(_FLOW)),
            periods=tuple(
                [
                    structs.RegistryPeriod(
                        title=period or None,
                        milestones=tuple(map(self._milestone, _alike(reached.get(period, ()), _MILESTONE))),
                        drop_withdraws=tuple(map(self._reason, _alike(gone.get(period, ()), _REASON))),
                    )
                    for period in periods
                ]
            ),
        )

    def _milestone(self, rows: Sequence[Row]) -> structs.Milestone:
        return structs.Milestone(
            type=rows[0].get("title"),
            comment=rows[0].get("milestone_description"),
            achievements=tuple(
                [
                    structs.Achievement(
                        group_id=self._id(each, _FLOW),
                        comment=each.get("description"),
                        num_subjects=each.get("count"),
                        num_units=each.get("count_units"),
                    )
                    for each in rows
                ]
            ),
        )

    def _reason(self, rows: Sequence[Row]) -> structs.DropWithdraw:
        return structs.DropWithdraw(
            type=rows[0].get("reason"),
            comment=rows[0].get("drop_withdraw_comment"),
            reasons=tuple(
                [
                    structs.DropReason(
                        group_id=self._id(each, _FLOW),
                        comment=each.get("reason_comment"),
                        num_subjects=each.get("count"),
                    )
                    for each in rows
                ]
            ),
        )

    # Baseline and outcomes

    def _denominators(self, rows: Iterable[Row], type: str, column: str = "units", count: str = "count") -> _Denoms:
        """How many were analyzed, in each of the units."""
        found: dict[str | None, dict[str | None, structs.DenomCount]] = {}
        for each in rows:
            if count in each:
                group = self._id(each, type)
                value = structs.DenomCount(group_id=group, value=each[count])
                found.setdefault(each.get(column), {}).setdefault(group, value)
        return tuple([structs.Denom(units=units, counts=tuple(counts.values())) for units, counts in found.items()])

    def _own(self, of_class: Iterable[Row], type: str) -> _Denoms:
        """How many a class of the baseline is of; nothing where all rows repeat those of the whole."""
        found = self._denominators(of_class, type, "number_analyzed_units", "number_analyzed")
        return (
            () if all(each in self._whole.get(denom.units, ()) for denom in found for each in denom.counts) else found
        )

    def _measures(self) -> Iterator[structs.RegistryBaselineMeasure]:
        for rows in _grouped(self._all("baseline_measurements"), lambda row: tuple(map(row.get, _MEASURE))):
            first, units = rows[0], rows[0].get("number_analyzed_units")
            yield structs.RegistryBaselineMeasure(
                title=first.get("title"),
                description=first.get("description"),
                population_description=first.get("population_description"),
                param_type=first.get("param_type"),
                dispersion_type=first.get("dispersion_type"),
                unit_of_measure=first.get("units"),
                calculate_pct=self._rows.flag("baseline_measurements", first, "calculate_percentage"),
                denom_units_selected=None if units == _PARTICIPANTS else units,
                classes=tuple(self._classes(rows, _BASELINE)),
            )

    def _classes(self, rows: Iterable[Row], type: str) -> Iterator[structs.MeasureClass]:
        for of_class in _grouped(rows, lambda row: row.get("classification")):
            yield structs.MeasureClass(
                title=of_class[0].get("classification"),
                denoms=self._own(of_class, type),
                categories=tuple(
                    [
                        structs.MeasureCategory(
                            title=of_category[0].get("category"),
                            measurements=tuple([self._value(each, type) for each in of_category]),
                        )
                        for of_category in _grouped(of_class, lambda row: row.get("category"))
                    ]
                ),
            )

    def _value(self, row: Row, type: str) -> structs.RegistryMeasurement:
        return structs.RegistryMeasurement(
            group_id=self._id(row, type),
            value=row.get("param_value"),
            spread=row.get("dispersion_value"),
            lower_limit=row.get("dispersion_lower_limit_raw") or row.get("dispersion_lower_limit"),
            upper_limit=row.get("dispersion_upper_limit_raw") or row.get("dispersion_upper_limit"),
            comment=row.get("explanation_of_na"),
        )

    def _outcomes(self) -> Iterator[structs.RegistryOutcomeMeasure]:
        all_rows = self._all
        values, counts = (_by(all_rows(table), "outcome_id") for table in ("outcome_measurements", "outcome_counts"))
        analyses, groups = _by(self._all("outcome_analyses"), "outcome_id"), _by(self._groups.values(), "outcome_id")
        compared = _by(all_rows("outcome_analysis_groups"), "outcome_analysis_id")
        for each in self._all("outcomes"):
            id = each.get("id")
            of_outcome = analyses.get(id, ())
            pointing = (*counts.get(id, ()), *values.get(id, ()))
            more = (row for analysis in of_outcome for row in compared.get(analysis.get("id"), ()))
            posting = each.get("anticipated_posting_month_year") or each.get("anticipated_posting_date")
            named = [row["id"] for row in groups.get(id, ()) if "id" in row]
            used = dict.fromkeys((*named, *(self._id(row, _OUTCOME) for row in (*pointing, *more))))
            yield structs.RegistryOutcomeMeasure(
                type=each.get("outcome_type"),
                title=each.get("title"),
                description=each.get("description"),
                population_description=each.get("population"),
                anticipated_posting_date=posting,
                param_type=each.get("param_type"),
                dispersion_type=each.get("dispersion_type"),
                unit_of_measure=each.get("units"),
                time_frame=each.get("time_frame"),
                type_units_analyzed=each.get("units_analyzed"),
                groups=tuple([_group(group, self._groups[group]) for group in used if group in self._groups]),
                denoms=self._denominators(counts.get(id, ()), _OUTCOME),
                classes=tuple(self._classes(values.get(id, ()), _OUTCOME)),
                analyses=tuple([self._analysis(row, compared.get(row.get("id"), ())) for row in of_outcome]),
            )

    def _analysis(self, row: Row, compared: Iterable[Row]) -> structs.RegistryAnalysis:
        p_value = f"{row.get('p_value_modifier', '')}{row.get('p_value', '')}".removeprefix("=") or None
        return structs.RegistryAnalysis(
            param_type=row.get("param_type"),
            param_value=row.get("param_value"),
            dispersion_type=row.get("dispersion_type"),
            dispersion_value=row.get("dispersion_value"),
            statistical_method=row.get("method"),
            statistical_comment=row.get("method_description"),
            p_value=row.get("p_value_raw") or p_value,
            p_value_comment=row.get("p_value_description"),
            ci_num_sides=row.get("ci_n_sides"),
            ci_pct_value=row.get("ci_percent"),
            ci_lower_limit=row.get("ci_lower_limit_raw") or row.get("ci_lower_limit"),
            ci_upper_limit=row.get("ci_upper_limit_raw") or row.get("ci_upper_limit"),
            ci_upper_limit_comment=row.get("ci_upper_limit_na_comment"),
            estimate_comment=row.get("estimate_description"),
            non_inferiority_type=row.get("non_inferiority_type"),
            non_inferiority_comment=row.get("non_inferiority_description"),
            other_analysis_description=row.get("other_analysis_description"),
            group_description=row.get("groups_description"),
            group_ids=tuple([id for each in compared if (id := self._id(each, _OUTCOME))]),
        )

    # Adverse events

    def _events(self) -> structs.AdverseEventsModule:
        rows = self._all("reported_events")
        events: dict[bool, list[structs.RegistryEvent]] = {True: [], False: []}
        for of_event in _grouped(rows, lambda row: tuple(map(row.get, _EVENT_COLUMNS))):
            events[of_event[0].get("event_type") == "serious"].append(self._event(of_event))
        about = {name: text for row in reversed(rows) for name, text in row.items()}
        return structs.AdverseEventsModule(
            frequency_threshold=about.get("frequency_threshold"),
            time_frame=about.get("time_frame"),
            description=about.get("description"),
            event_groups=tuple(self._event_groups()),
            serious_events=tuple(events[True]),
            other_events=tuple(events[False]),
        )

    def _event(self, rows: Sequence[Row]) -> structs.RegistryEvent:
        first, table = rows[0], "reported_events"
        return structs.RegistryEvent(
            term=first.get("adverse_event_term"),
            organ_system=first.get("organ_system"),
            source_vocabulary=first.get("vocab") or first.get("default_vocab"),
            assessment_type=first.get("assessment") or first.get("default_assessment"),
            stats=tuple(
                [
                    structs.RegistryEventStats(
                        group_id=self._id(each, _EVENT),
                        num_events=self._rows.number(table, each, "event_count"),
                        num_affected=self._rows.number(table, each, "subjects_affected"),
                        num_at_risk=self._rows.number(table, each, "subjects_at_risk"),
                    )
                    for each in rows
                ]
            ),
        )

    def _event_groups(self) -> Iterator[structs.EventGroup]:
        """The groups with their totals, of which a row names its group by the code alone."""
        table = "reported_event_totals"
        totals: dict[str | None, dict[str, int | None]] = {}
        for each in self._all(table):
            if (name := each.get("event_type", "").casefold()) in _TOTALS:
                found = totals.setdefault(each.get("ctgov_group_code"), {})
                found[f"{name}_num_affected"] = self._rows.number(table, each, "subjects_affected")
                found[f"{name}_num_at_risk"] = self._rows.number(table, each, "subjects_at_risk")
        codes = {each.get("ctgov_group_code") for each in self._groups.values() if each.get("result_type") == _EVENT}
        if strays := sorted(code or "" for code in totals.keys() - codes):
            what = f"totals of `{strays[0][:40]}` are of no group in `result_groups`; they are left out"
            self._rows.remarks.note_at("CT-R136", what, f"{table}.ctgov_group_code")
        for id, each in self._groups.items():
            if each.get("result_type") == _EVENT:
                stated = totals.get(each.get("ctgov_group_code"), {})
                yield structs.EventGroup(id=id, title=each.get("title"), description=each.get("description"), **stated)

    # What is said of all

    def _agreement(self) -> structs.Agreement:
        """As the API has it; older dumps have sentences of the registry in its place."""
        table = "result_agreements"
        row = self._rows.one(table)
        if sentence := row.get("agreement"):
            told = certain_agreement(row.get("pi_employee"), sentence)
            return structs.Agreement(
                pi_sponsor_employee=_yes(told["piSponsorEmployee"]),
                restriction_type=told.get("restrictionType"),
                restrictive_agreement=_yes(told["restrictiveAgreement"]),
                other_details=told.get("otherDetails"),
            )
        return structs.Agreement(
            pi_sponsor_employee=self._rows.flag(table, row, "pi_employee"),
            restriction_type=row.get("restriction_type"),
            restrictive_agreement=self._rows.flag(table, row, "restrictive_agreement"),
            other_details=row.get("other_details"),
        )


def _yes(said: str | None) -> bool | None:
    return None if said is None else said == "Yes"


def _group(id: str, row: Row) -> structs.RegistryGroup:
    return structs.RegistryGroup(id=id, title=row.get("title"), description=row.get("description"))


def _alone(groups: Iterable[Row]) -> Mapping[tuple[str, str | None], str]:
    """Type and code -> the first group that has them, where no other that has them bears another title."""
    by_code: dict[tuple[str, str | None], list[Row]] = {}
    for each in groups:
        if "ctgov_group_code" in each:
            by_code.setdefault((each.get("result_type", ""), each["ctgov_group_code"]), []).append(each)
    return {
        code: named[0]["id"]
        for code, named in by_code.items()
        if len({(each.get("title"), each.get("description")) for each in named}) == 1
    }


def _by(rows: Iterable[Row], column: str) -> Mapping[str | None, list[Row]]:
    """The rows by what they have in a column; those that have nothing there belong nowhere."""
    found: dict[str | None, list[Row]] = {}
    for each in rows:
        if column in each:
            found.setdefault(each[column], []).append(each)
    return found


def _by_period(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for each in rows:
        found.setdefault(each.get("period", ""), []).append(each)
    return found


def _alike(rows: Iterable[Row], columns: Sequence[str]) -> list[list[Row]]:
    """The rows that have the same in some columns, each list in order."""
    return _grouped(rows, lambda row: tuple(map(row.get, columns)))


def _grouped(rows: Iterable[Row], key: Callable[[Row], object]) -> list[list[Row]]:
    """Rows of one key together, in the order in which the keys come."""
    found: dict[object, list[Row]] = {}
    for each in rows:
        found.setdefault(key(each), []).append(each)
    return list(found.values())
