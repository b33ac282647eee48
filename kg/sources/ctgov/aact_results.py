"""The rows that AACT's tables of results have of one study -> `resultsSection` as the API of the registry has it.

Rows point to their group by `result_group_id`; where that is empty, as the database has left it at times, the code of
the group within its table has to do. Of an outcome the groups are those that its rows point to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from kg.sources.ctgov import results_structs as structs
from kg.sources.ctgov.aact_parts import filled_part
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
_Part = TypeVar("_Part", bound=msgspec.Struct)
_NOTHING: Mapping[str, object] = {}


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
            baseline_characteristics_module=self._part(
                structs.BaselineModule,
                "studies",
                study,
                "baselineCharacteristicsModule",
                {
                    "groups": tuple(self._of_type(_BASELINE)),
                    "denoms": self._overall,
                    "measures": tuple(self._measures()),
                },
            ),
            outcome_measures_module=structs.OutcomeMeasuresModule(outcome_measures=tuple(self._outcomes())),
            adverse_events_module=self._events(),
            more_info_module=structs.MoreInfoModule(
                limitations_and_caveats=self._part(structs.Limitations, "studies", study, "limitationsAndCaveats"),
                certain_agreement=self._agreement(),
                point_of_contact=self._one(structs.PointOfContact, "result_contacts", "pointOfContact"),
            ),
        )

    def _part(self, kind: type[_Part], table: str, row: Row, at: str, own: Mapping[str, object] = _NOTHING) -> _Part:
        return filled_part(kind, self._rows, table, row, at, own)

    def _one(self, kind: type[_Part], table: str, at: str, own: Mapping[str, object] = _NOTHING) -> _Part:
        """The struct of a table that has one row for each study."""
        return self._part(kind, table, self._rows.one(table), at, own)

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
        return (self._group(id) for id, each in self._groups.items() if each.get("result_type") == type)

    def _group(self, id: str) -> structs.RegistryGroup:
        return self._part(structs.RegistryGroup, "result_groups", self._groups[id], "groups[]", {"id": id})

    def _id(self, row: Row, type: str) -> str | None:
        """The id of the group that a row is of; its code where that tells no group, or none apart from another."""
        id, code = row.get("result_group_id"), row.get("ctgov_group_code")
        return id if id in self._groups else self._by_code.get((type, code)) or code or id

    # Participant flow

    def _flow(self) -> structs.FlowModule:
        milestones, left = self._all("milestones"), self._all("drop_withdrawals")
        periods = dict.fromkeys(each.get("period", "") for each in (*milestones, *left))
        reached, gone = _by_period(milestones), _by_period(left)
        own = {
            "groups": tuple(self._of_type(_FLOW)),
            "periods": tuple(
                [
                    structs.RegistryPeriod(
                        title=period or None,
                        milestones=tuple(map(self._milestone, _alike(reached.get(period, ()), _MILESTONE))),
                        drop_withdraws=tuple(map(self._reason, _alike(gone.get(period, ()), _REASON))),
                    )
                    for period in periods
                ]
            ),
        }
        return self._one(structs.FlowModule, "participant_flows", "participantFlowModule", own)

    def _milestone(self, rows: Sequence[Row]) -> structs.Milestone:
        reached = self._of_groups(structs.Achievement, "milestones", rows, "achievements[]", _FLOW)
        return self._part(structs.Milestone, "milestones", rows[0], "milestones[]", {"achievements": reached})

    def _reason(self, rows: Sequence[Row]) -> structs.DropWithdraw:
        gone = self._of_groups(structs.DropReason, "drop_withdrawals", rows, "reasons[]", _FLOW)
        return self._part(structs.DropWithdraw, "drop_withdrawals", rows[0], "dropWithdraws[]", {"reasons": gone})

    def _of_groups(self, kind: type[_Part], table: str, rows: Iterable[Row], at: str, type: str) -> tuple[_Part, ...]:
        """A struct for each row, which is of one group."""
        return tuple([self._part(kind, table, each, at, {"group_id": self._id(each, type)}) for each in rows])

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
        table = "baseline_measurements"
        for rows in _grouped(self._all(table), lambda row: tuple(map(row.get, _MEASURE))):
            units = rows[0].get("number_analyzed_units")
            own = {
                "denom_units_selected": None if units == _PARTICIPANTS else units,
                "classes": tuple(self._classes(table, rows, _BASELINE)),
            }
            yield self._part(structs.RegistryBaselineMeasure, table, rows[0], "measures[]", own)

    def _classes(self, table: str, rows: Iterable[Row], type: str) -> Iterator[structs.MeasureClass]:
        for of_class in _grouped(rows, lambda row: row.get("classification")):
            yield structs.MeasureClass(
                title=of_class[0].get("classification"),
                denoms=self._own(of_class, type),
                categories=tuple(
                    [
                        structs.MeasureCategory(
                            title=of_category[0].get("category"),
                            measurements=self._of_groups(
                                structs.RegistryMeasurement, table, of_category, "measurements[]", type
                            ),
                        )
                        for of_category in _grouped(of_class, lambda row: row.get("category"))
                    ]
                ),
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
            named = [row["id"] for row in groups.get(id, ()) if "id" in row]
            used = dict.fromkeys((*named, *(self._id(row, _OUTCOME) for row in (*pointing, *more))))
            own = {
                "groups": tuple([self._group(group) for group in used if group in self._groups]),
                "denoms": self._denominators(counts.get(id, ()), _OUTCOME),
                "classes": tuple(self._classes("outcome_measurements", values.get(id, ()), _OUTCOME)),
                "analyses": tuple([self._analysis(row, compared.get(row.get("id"), ())) for row in of_outcome]),
            }
            yield self._part(structs.RegistryOutcomeMeasure, "outcomes", each, "outcomeMeasures[]", own)

    def _analysis(self, row: Row, compared: Iterable[Row]) -> structs.RegistryAnalysis:
        p_value = f"{row.get('p_value_modifier', '')}{row.get('p_value', '')}".removeprefix("=") or None
        own = {
            "p_value": row.get("p_value_raw") or p_value,
            "group_ids": tuple([id for each in compared if (id := self._id(each, _OUTCOME))]),
        }
        return self._part(structs.RegistryAnalysis, "outcome_analyses", row, "analyses[]", own)

    # Adverse events

    def _events(self) -> structs.AdverseEventsModule:
        rows = self._all("reported_events")
        events: dict[bool, list[structs.RegistryEvent]] = {True: [], False: []}
        for of_event in _grouped(rows, lambda row: tuple(map(row.get, _EVENT_COLUMNS))):
            events[of_event[0].get("event_type") == "serious"].append(self._event(of_event))
        about = {name: text for row in reversed(rows) for name, text in row.items()}
        own = {
            "event_groups": tuple(self._event_groups()),
            "serious_events": tuple(events[True]),
            "other_events": tuple(events[False]),
        }
        return self._part(structs.AdverseEventsModule, "reported_events", about, "adverseEventsModule", own)

    def _event(self, rows: Sequence[Row]) -> structs.RegistryEvent:
        table = "reported_events"
        stats = self._of_groups(structs.RegistryEventStats, table, rows, "stats[]", _EVENT)
        return self._part(structs.RegistryEvent, table, rows[0], "seriousEvents[]", {"stats": stats})

    def _event_groups(self) -> Iterator[structs.EventGroup]:
        """The groups with their totals, of which a row names its group by the code alone."""
        table = "reported_event_totals"
        totals: dict[str | None, dict[str, object]] = {}
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
                own = {"id": id, **totals.get(each.get("ctgov_group_code"), {})}
                yield self._part(structs.EventGroup, "result_groups", each, "groups[]", own)

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
        return self._part(structs.Agreement, table, row, "certainAgreement")


def _yes(said: str | None) -> bool | None:
    return None if said is None else said == "Yes"


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
