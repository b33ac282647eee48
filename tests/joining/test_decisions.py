"""What people decided of two studies goes before what ids say, and is never undone by a chain."""

from collections.abc import Mapping, Sequence

from kg.iris import Minter
from kg.joining import Decisions, IdJoiner, Join, JoinRule, StudyDecision, StudyRow, Verdict
from kg.joining.rows import StatedId
from kg.pipeline.graph.joins import are_joined, join_records

NCT, NCT2, EU, DRKS, ISRCTN = "NCT01000001", "NCT01000002", "2012-000001-10", "DRKS00000001", "ISRCTN00000001"
CTIS, CTIS_AGAIN = "2023-508143-51-00", "2023-508143-51-01"
SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


def decided(*decisions: tuple[str, str, Verdict]) -> Decisions:
    return Decisions.of(StudyDecision("", "", verdict).on_ids(one, other) for one, other, verdict in decisions)


def clusters(records: Mapping[str, Sequence[str]], *decisions: tuple[str, str, Verdict]) -> list[tuple[str, ...]]:
    joiner = IdJoiner()
    for id, stated in records.items():
        joiner.add(id, [StatedId(each, each) for each in stated])
    found, _, _ = joiner.joined(joiner.resolved(decided(*decisions)))
    return [each.ids for each in found]


def test_same_joins_where_no_id_does() -> None:
    assert clusters({NCT: [], DRKS: []}) == []
    assert clusters({NCT: [], DRKS: []}, (NCT, DRKS, SAME)) == [(NCT, DRKS)]


def test_different_undoes_a_join_and_every_chain_that_would_bring_them_together() -> None:
    records = {NCT: [EU], EU: [DRKS], DRKS: [], ISRCTN: [DRKS]}
    assert clusters(records) == [(NCT, EU, ISRCTN, DRKS)]
    found = clusters(records, (NCT, DRKS, DIFFERENT))
    assert all(not {NCT, DRKS} <= set(ids) for ids in found)
    assert sum(map(len, found)) >= 3


def test_a_decision_goes_before_the_ids_that_would_exclude_it() -> None:
    """Both records of ClinicalTrials.gov state the EU's, and the better founded join is not the one that is right."""
    records = {NCT: [EU], EU: [NCT], NCT2: [EU]}
    assert clusters(records) == [(NCT, EU)]
    assert clusters(records, (NCT2, EU, SAME)) == [(NCT2, EU)]


def test_a_pair_that_ids_join_keeps_them_as_evidence_when_a_person_agrees() -> None:
    joiner = IdJoiner()
    joiner.add(NCT, [StatedId(EU, f"EudraCT {EU}")])
    joiner.add(EU)
    _, joins, _ = joiner.joined(decided((NCT, EU, SAME)))
    assert joins == [Join(EU, NCT, JoinRule.DECIDED, ((NCT, f"EudraCT {EU}"),))]


def test_a_pair_that_is_stated_in_several_ways_is_joined_once_by_the_best_reason() -> None:
    utn = "U1111-1111-1111"
    joiner = IdJoiner()
    joiner.add(NCT, [StatedId(EU, EU), StatedId(utn, utn)])
    joiner.add(EU, [StatedId(utn, utn)])
    _, joins, _ = joiner.joined()
    assert [(each.one, each.other, each.rule) for each in joins] == [(EU, NCT, JoinRule.ONE_STATES)]


def test_decisions_that_contradict_each_other_are_named() -> None:
    rows = [StudyRow(publisher="p", id=id, leading=True) for id in (NCT, EU, DRKS)]
    decisions = decided((NCT, EU, SAME), (EU, DRKS, SAME), (NCT, DRKS, DIFFERENT))
    joined = join_records(lambda: [rows], mint=Minter(), decisions=decisions)
    assert joined.counts.studies == 1
    (problem,) = joined.problems
    assert problem.rule == "CT-R160"
    assert f"{EU} and {NCT} are decided to be the same" in problem.message
    assert "which are decided to be different" in problem.message


def test_two_ids_of_one_registry_are_never_one_study_and_that_is_named() -> None:
    rows = [StudyRow(publisher="ctgov", id=id, leading=True) for id in (NCT, NCT2)]
    joined = join_records(lambda: [rows], mint=Minter(), decisions=decided((NCT, NCT2, SAME)))
    assert joined.counts.studies == 0
    assert [each.rule for each in joined.problems] == ["CT-R160"]


def test_a_person_who_keeps_apart_what_ids_join_is_no_problem() -> None:
    rows = [StudyRow(publisher="p", id=NCT, leading=True, stated=(StatedId(EU, EU),)), StudyRow("p", EU, leading=True)]
    joined = join_records(lambda: [rows], mint=Minter(), decisions=decided((NCT, EU, DIFFERENT)))
    assert (joined.counts.studies, joined.counts.refused, joined.problems) == (0, 1, [])


def test_a_decision_on_another_form_of_an_id_is_on_the_record_that_is_here() -> None:
    rows = [StudyRow(publisher="ctis", id=CTIS, leading=True), StudyRow(publisher="ctgov", id=NCT, leading=True)]
    joined = join_records(lambda: [rows], mint=Minter(), decisions=decided((NCT, CTIS_AGAIN, SAME)))
    assert [each.pair for each in joined.decisions.all()] == [(CTIS, NCT)]
    assert joined.counts.studies == 1


def test_a_candidate_is_dropped_when_a_person_decided() -> None:
    row = StudyRow("ctgov", NCT, leading=True, title="Buckwheat honey for cough in children", enrollment=118)
    rows = [row, StudyRow("isrctn", ISRCTN, leading=True, title=row.title, enrollment=118)]
    for verdict, left in ((None, 1), (SAME, 0), (DIFFERENT, 0)):
        decisions = decided((NCT, ISRCTN, verdict)) if verdict else decided()
        joined = join_records(lambda: [rows], mint=Minter(), decisions=decisions)
        assert joined.counts.candidates == left


def test_what_is_kept_apart_from_one_id_of_a_study_is_no_candidate_with_the_others() -> None:
    row = StudyRow("ctgov", NCT, leading=True, title="Buckwheat honey for cough in children", enrollment=118)
    rows = [
        row,
        StudyRow("euctr", EU, leading=True, stated=(StatedId(NCT, NCT),)),
        StudyRow("isrctn", ISRCTN, leading=True, title=row.title, enrollment=118),
    ]
    for decisions, left in ((decided(), 1), (decided((EU, ISRCTN, DIFFERENT)), 0)):
        joined = join_records(lambda: [rows], mint=Minter(), decisions=decisions)
        assert joined.counts.candidates == left


def test_later_decisions_win_and_all_others_stay() -> None:
    before = Decisions.of([StudyDecision(DRKS, NCT, SAME, "a.csv", by="A"), StudyDecision(EU, NCT, SAME, "a.csv")])
    now = Decisions.of([StudyDecision(DRKS, NCT, SAME, "b.csv", by="A"), StudyDecision(EU, NCT, DIFFERENT, "b.csv")])
    assert list(now.over(before).all()) == [
        StudyDecision(EU, NCT, DIFFERENT, "b.csv"),
        StudyDecision(DRKS, NCT, SAME, "a.csv", by="A"),  # the same as it was: the sheet is where it was first decided
    ]


def test_records_of_one_registry_have_nothing_to_join_unless_a_person_says_so() -> None:
    assert not are_joined({"ctgov"})
    assert are_joined({"ctgov", "euctr"})
    assert are_joined({"ictrp"})  # a portal repeats the records of many registries
    assert are_joined({"ctgov"}, decided((NCT, NCT2, DIFFERENT)))
