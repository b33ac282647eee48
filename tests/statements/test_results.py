"""Results as tables of numbers by group: what is a node, what is one number, and what is never made of several."""

from collections import Counter
from collections.abc import Iterator

import pytest

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.rdf import Told, Triple, merge
from kg.rdf.terms import literal_parts
from kg.record import Origin, Outcome, Study
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    Denominator,
    EventCount,
    FlowCount,
    FlowPeriod,
    Measurement,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)
from kg.statements import Teller
from kg.statements.result_numbers import decimal_of, p_value
from tests.growth import assert_linear

CT = "https://w3id.org/kgbuild/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
STUDY = "<https://w3id.org/kgbuild/id/study/NCT99990001>"
ORIGIN = Origin(name="a.json", sha256="0" * 64, format="made-up")
MINT, PLACEBO = ResultGroup(title="Mint"), ResultGroup(title="Placebo")


def told(results: Results, *, leading: bool = True, **fields: object) -> Told:
    study = Study(id="NCT99990001", publisher="ctgov", results=results, **fields)  # type: ignore[arg-type]
    found = Teller(Minter())(study, origin=ORIGIN, leading=leading).results
    assert found is not None
    return found


def values(graph: Told, name: str) -> list[str]:
    """The values of a property of ours, without quotes and datatypes."""
    found = [term for _, predicate, term in graph.triples() if predicate == f"<{CT}{name}>"]
    return [term.split('"')[1] if term[0] == '"' else term for term in found]


def nodes(graph: Told, name: str) -> list[str]:
    return [subject for subject, _, term in graph.triples() if term == f"<{CT}{name}>"]


def measured(*measurements: Measurement, **fields: object) -> Results:
    outcome = OutcomeResult(title="Pain", type="PRIMARY", measurements=measurements, **fields)  # type: ignore[arg-type]
    return Results(groups=(MINT, PLACEBO), outcomes=(outcome,))


def test_results_lead_to_their_study_and_to_the_outcome_that_they_report() -> None:
    results = measured(Measurement(group=1, value="4"))
    graph = told(results, primary_outcomes=(Outcome(measure="PAIN"),), secondary_outcomes=(Outcome(measure="Pain"),))
    (outcome,) = values(graph, "resultOf")
    assert outcome.startswith(f"{STUDY[:-1]}/outcome/")
    assert set(values(graph, "ofStudy")) == {STUDY}
    assert values(told(results, secondary_outcomes=(Outcome(measure="Pain"),)), "resultOf") == []


def test_a_record_that_does_not_lead_states_results_of_its_own() -> None:
    graph = told(measured(Measurement(group=1, value="4")), leading=False)
    assert {subject.startswith("<https://w3id.org/kgbuild/id/record/ctgov/") for subject, _, _ in graph.triples()} == {
        True
    }
    assert values(graph, "ofStudy") == []


# Doubtful cases


def test_numbers_of_crossover_groups_are_never_summed() -> None:
    """One participant is in both groups: whoever adds them counts 40 participants where there are 20."""
    flow = tuple(FlowCount(group=group, milestone="STARTED", count=20) for group in (1, 2))
    sex = tuple(Measurement(group=group, category="Female", value="12") for group in (1, 2))
    events = (
        AdverseEvent(
            term="Nausea", serious=False, counts=(EventCount(group=1, affected=3), EventCount(group=2, affected=2))
        ),
    )
    results = Results(
        groups=(MINT, PLACEBO),
        periods=(FlowPeriod(title="First", counts=flow),),
        measures=(BaselineMeasure(title="Sex", statistic="COUNT_OF_PARTICIPANTS", measurements=sex),),
        events=events,
    )
    graph = told(results)
    assert Counter(values(graph, "count")) == {"20": 2}
    assert Counter(values(graph, "value")) == {"12": 2}
    assert sorted(values(graph, "affected")) == ["2", "3"]
    numbers = {
        term.split('"')[1]
        for _, _, term in graph.triples()
        if term.endswith((f"^^<{XSD}integer>", f"^^<{XSD}decimal>"))
    }
    assert not numbers & {"40", "24", "5"}


def test_groups_of_one_title_and_two_descriptions_stay_apart() -> None:
    groups = tuple(ResultGroup(title="Mint", description=each) for each in ("First dose", "Second dose", "First dose"))
    cells = tuple(Measurement(group=group, value=str(group)) for group in (1, 2, 3))
    graph = told(Results(groups=groups, outcomes=(OutcomeResult(title="Pain", measurements=cells),)))
    assert len(set(nodes(graph, "ResultGroup"))) == 3
    assert len(set(values(graph, "group"))) == 3


def large(cells: int) -> Results:
    groups = tuple(ResultGroup(title=f"Dose {number}") for number in range(20))
    per_outcome = 400
    return Results(
        groups=groups,
        outcomes=tuple(
            OutcomeResult(
                title=f"Level {number}",
                statistic="MEAN",
                measurements=tuple(
                    Measurement(group=1 + place % 20, row=f"Week {place // 20}", value=f"{place}.5", analyzed=40)
                    for place in range(per_outcome)
                ),
            )
            for number in range(cells // per_outcome)
        ),
    )


def test_cells_are_told_in_time_that_grows_with_them() -> None:
    assert_linear(told, large, size=800)


def test_each_of_twenty_thousand_cells_is_a_node_of_its_own() -> None:
    graph = told(large(20_000))
    assert len(set(nodes(graph, "Cell"))) == 20_000
    assert len(graph.pieces) // 3 < 8 * 20_000


def test_a_record_without_results_says_what_it_said() -> None:
    study = Study(id="NCT99990001", publisher="ctgov", primary_outcomes=(Outcome(measure="Pain"),))
    graph = Teller(Minter())(study, origin=ORIGIN)
    assert graph.results is None
    assert graph.graphs == (graph,)
    assert b"#results> " not in graph.quads


# Numbers


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(
            ("12", "12"),
            ("-1.50", "-1.5"),
            ("-0.0", "0"),
            ("007", "7"),
            ("100", "100"),
            ("+3", "3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("\u22122.1", "-2.1"),
        ),
        *(("1,204.5", "1204.5"), ("1e-3", "0.001"), ("2.5E+2", "250")),
        *(
            ("NA", None),
            ("<0.05", None),
            ("12 mg", None),
            ("1,2", None),
            ("12,34,567", None),
            ("9" * 31, None),
            ("", None),
        ),
    ],
)
def test_what_is_a_number(written: str, expected: str | None) -> None:
    assert decimal_of(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("0.036", ("pValue", "0.036")), ("= .04", ("pValue", "0.04")), ("p = 0.01", ("pValue", "0.01"))),
        *(
            ("<0.0001", ("pValueBelow", "0.0001")),
            ("<= 0.05", ("pValueBelow", "0.05")),
            ("\u22640.05", ("pValueBelow", "0.05")),
        ),
        *(
            (">0.05", ("pValueAbove", "0.05")),
            ("ns", None),
            ("0.01-0.05", None),
            ("NA", None),
            ("1e-5", ("pValue", "0.00001")),
        ),
    ],
)
def test_what_a_p_value_says(written: str, expected: tuple[str, str] | None) -> None:
    found = p_value(written)
    assert (found and (found.property.decode().rpartition("#")[2][:-2], found.number)) == expected


def test_the_text_of_a_number_stands_where_it_differs() -> None:
    graph = told(measured(Measurement(group=1, value="41.80", spread="NA"), Measurement(group=2, value="1,204.5")))
    assert values(graph, "value") == ["41.8", "1204.5"]
    assert values(graph, "valueText") == ["41.80", "1,204.5"]
    assert (values(graph, "spread"), values(graph, "spreadText")) == ([], ["NA"])


# Adverse events


def event(*counts: EventCount, serious: bool = False) -> Results:
    groups = (
        ResultGroup(title="Mint", other_at_risk=30, serious_at_risk=30),
        ResultGroup(title="Placebo", other_at_risk=28),
    )
    return Results(groups=groups, events=(AdverseEvent(term="Rash", serious=serious, counts=counts),))


def test_zero_of_those_at_risk_is_not_the_same_as_nothing_said() -> None:
    graph = told(event(EventCount(group=1, affected=0, events=0, at_risk=30)))
    assert len(values(graph, "noneIn")) == 1
    assert nodes(graph, "Cell") == []
    said_nothing = told(event())
    assert values(said_nothing, "noneIn") == nodes(said_nothing, "Cell") == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (EventCount(group=1, affected=2, events=3, at_risk=30), {"affected": ["2"], "events": ["3"], "atRisk": []}),
        (EventCount(group=1, affected=2, at_risk=29), {"affected": ["2"], "events": [], "atRisk": ["29"]}),
        (EventCount(group=1, affected=0, at_risk=29), {"affected": ["0"], "events": [], "atRisk": ["29"]}),
        (EventCount(group=1, affected=0, events=4, at_risk=30), {"affected": ["0"], "events": ["4"], "atRisk": []}),
        (EventCount(group=1, events=0, at_risk=30), {"affected": [], "events": ["0"], "atRisk": []}),
        (EventCount(group=1, affected=31, at_risk=30), {"affected": ["31"], "events": [], "atRisk": ["30"]}),
    ],
)
def test_at_risk_stands_where_it_is_not_that_of_the_group_or_is_exceeded(
    count: EventCount, expected: dict[str, list[str]]
) -> None:
    graph = told(event(count))
    assert {name: values(graph, name) for name in expected} == expected
    assert values(graph, "noneIn") == []


def test_one_term_among_serious_and_other_events_is_two_events() -> None:
    both = tuple(AdverseEvent(term="Rash", serious=serious) for serious in (True, False))
    assert len(set(nodes(told(Results(events=both)), "AdverseEvent"))) == 2


def test_events_of_one_term_lead_to_one_node_that_all_studies_share() -> None:
    terms = ("Rash", "RASH", "Skin rash", "Rash*")
    events = tuple(AdverseEvent(term=term, serious=serious) for term in terms for serious in (True, False))
    graph = told(Results(events=events))
    begin = "<https://w3id.org/kgbuild/id/adverse-event-term/"
    rash, marked = f"{begin}rash>", f"{begin}rash.9769709b>"
    assert values(graph, "term") == [rash, rash, rash, rash, f"{begin}skin-rash>", f"{begin}skin-rash>", marked, marked]
    assert values(graph, "eventTerm") == ["Rash", "Rash", "RASH", "RASH", "Skin rash", "Skin rash", "Rash*", "Rash*"]
    said = [(predicate.rpartition("/")[2], term) for node, predicate, term in graph.shared_triples() if node == rash]
    assert said == [
        ("22-rdf-syntax-ns#type>", f"<{CT}AdverseEventTerm>"),
        ("name>", '"Rash"'),
        ("name>", '"RASH"'),
    ]


def test_terms_are_among_the_shared_nodes_of_the_record_and_not_without_its_results() -> None:
    study = Study(id="NCT99990001", publisher="ctgov", conditions=("Acne",), results=event())
    assert [node.term.rpartition(b"/")[2] for node in Teller(Minter())(study, origin=ORIGIN).shared] == [
        b"acne>",
        b"rash>",
    ]
    without = Teller(Minter(), results=False)(study, origin=ORIGIN)
    assert [node.term.rpartition(b"/")[2] for node in without.shared] == [b"acne>"]


# What follows from several numbers, and what shapes find


def found(results: Results) -> Counter[str]:
    graph = told(results)
    triples = (*graph.triples(), *merge(sorted(graph.shared_triples())))
    rules = Counter(each.rule or "" for each in shipped_shapes().check(triples))
    return Counter({rule: count for rule, count in rules.items() if count})


def flow(started: int, completed: int, left: int) -> Iterator[FlowCount]:
    for milestone, count in (("STARTED", started), ("COMPLETED", completed), ("NOT_COMPLETED", left)):
        yield FlowCount(group=1, milestone=milestone, count=count)


def period(*counts: FlowCount) -> Results:
    return Results(groups=(MINT,), periods=(FlowPeriod(title="Study", counts=counts),))


def test_who_started_completed_or_did_not() -> None:
    assert found(period(*flow(20, 18, 2))) == {}
    assert found(period(*flow(20, 18, 1))) == {"CT-FP131": 1}
    assert found(period(FlowCount(group=1, milestone="STARTED", count=20))) == {}


def counted(*numbers: str, analyzed: int | None = 20) -> Results:
    cells = tuple(
        Measurement(group=1, category=f"Grade {place}", value=number, analyzed=analyzed)
        for place, number in enumerate(numbers)
    )
    return measured(*cells, statistic="COUNT_OF_PARTICIPANTS", unit="Participants")


def test_counts_of_participants_are_no_more_than_were_analyzed() -> None:
    assert found(counted("12", "8")) == {}
    assert found(counted("12", "9")) == {"CT-OT131": 1}
    assert found(counted("12", "9", analyzed=None)) == {}


def test_a_count_of_thousands_of_digits_is_no_count_of_participants() -> None:
    """Python makes no number of more than 4,300 digits."""
    assert values(told(counted("9" * 5_000, "3")), "exceedingCounts") == ["0"]


def test_counts_of_the_baseline_are_held_against_their_own_units() -> None:
    """The record states the baseline of eight participants, of whom three are evaluable."""
    denominators = (
        Denominator(group=1, count=8, units="Participants"),
        Denominator(group=1, count=3, units="Evaluable"),
    )
    cells = (Measurement(group=1, category="Female", value="5"), Measurement(group=1, category="Male", value="3"))

    def of(units: str | None) -> Results:
        sex = BaselineMeasure(
            title="Sex", statistic="COUNT_OF_PARTICIPANTS", denominator_units=units, measurements=cells
        )
        return Results(groups=(MINT,), measures=(sex,), denominators=denominators)

    assert found(of("Participants")) == found(of(None)) == {}
    assert found(of("Evaluable")) == {"CT-BM131": 1}


def test_percentages_of_participants_are_from_0_to_100() -> None:
    unit = "percentage of participants"
    assert found(measured(Measurement(group=1, value="100"), unit=unit)) == {}
    assert found(measured(Measurement(group=1, value="162"), unit=unit)) == {"CT-OT132": 1}
    assert found(measured(Measurement(group=1, value="162"), unit="percentage of baseline")) == {}


def test_limits_are_in_order_and_no_more_are_affected_than_at_risk() -> None:
    assert found(measured(Measurement(group=1, value="3", lower="2", upper="1"))) == {"CT-CE131": 1}
    analysis = StatisticalAnalysis(groups=(1,), ci_lower="2.5", ci_upper="-1", other_analysis="By hand")
    assert found(measured(analyses=(analysis,))) == {"CT-SA131": 1}
    assert found(event(EventCount(group=1, affected=31, at_risk=30))) == {"CT-CE132": 1}
    assert found(Results(groups=(ResultGroup(title="Mint", deaths=3, deaths_at_risk=2),))) == {"CT-RG133": 1}


def test_equal_rows_stand_twice() -> None:
    twice = (Measurement(group=1, value="4"), Measurement(group=1, value="4"))
    graph = told(measured(*twice))
    assert len(set(nodes(graph, "Cell"))) == 2


def triples(graph: Told) -> set[Triple]:
    return set(graph.triples())


def test_another_row_leaves_the_nodes_of_the_others_as_they_are() -> None:
    one, two = Measurement(group=1, row="Week 1", value="4"), Measurement(group=1, row="Week 2", value="5")
    """But for their positions."""
    alone, beside = (
        {triple for triple in triples(told(measured(*rows))) if not triple[1].endswith("position>")}
        for rows in ((one,), (two, one))
    )
    assert alone < beside


def test_cells_keep_the_order_of_the_record() -> None:
    rows = [Measurement(group=1, row=f"Week {week}", value="4") for week in (12, 2, 4)]
    graph = triples(told(measured(*rows)))
    said = {"position": dict[str, str](), "resultClass": dict[str, str]()}
    for subject, predicate, term in graph:
        if (name := predicate[1:-1].rpartition("/")[2].rpartition("#")[2]) in said and "/cell/" in subject:
            said[name][subject] = literal_parts(term)[0]
    in_order = sorted(said["position"], key=said["position"].__getitem__)
    assert [said["resultClass"][cell] for cell in in_order] == ["Week 12", "Week 2", "Week 4"]
