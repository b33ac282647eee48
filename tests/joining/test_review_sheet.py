"""The sheet on which people decide: what it says, what a spreadsheet makes of it, what is wrong with it."""

import csv
from io import StringIO

import pytest

from kg.errors import UsageError
from kg.joining import Decisions, Join, JoinRule, Refusal, StudyDecision, StudyRow, Verdict
from kg.joining.candidates import PossiblePair
from kg.joining.review_pairs import PairKind, ReviewPair, review_pairs, with_rows
from kg.joining.review_sheet import ReviewSheet, read_sheet, sheet_text

NCT, EU, DRKS, ISRCTN = "NCT01000001", "2012-000001-10", "DRKS00000001", "ISRCTN00000001"
HEAD = "one_id,other_id,decision,decided_by,decided_on,comment\n"
ROW = StudyRow(
    *("ctgov", NCT),
    leading=True,
    title="=1+1",
    sponsor="Müller, GmbH",
    status="COMPLETED",
    start="2018-02",
    enrollment=40,
)


def read(text: str) -> ReviewSheet:
    return read_sheet(text, name="sheet.csv", decided_in="sheet.csv")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def pairs() -> list[ReviewPair]:
    found = review_pairs(
        [PossiblePair(ROW, StudyRow("drks", DRKS, leading=True), 0.85, ("SAME_SIZE",))],
        [Refusal(Join(EU, ISRCTN, JoinRule.ONE_STATES, ((EU, "ISRCTN 1"),)), (NCT, "NCT01000009"), "ctgov")],
        [Join(EU, NCT, JoinRule.ONE_STATES, ((NCT, f"EudraCT {EU}"),))],
        Decisions.of([]),
    )
    return with_rows(found, {NCT: ROW}, {NCT: f"https://clinicaltrials.gov/study/{NCT}"})


def test_a_row_tells_of_both_studies_and_why() -> None:
    first, second, third = rows(sheet_text(pairs(), Decisions.of([]), None))
    assert (first["one_id"], first["other_id"], first["found"]) == (DRKS, NCT, "may be one")
    assert (first["score"], first["reasons"], first["decision"]) == ("0.85", "SAME_SIZE", "")
    assert (first["other_sponsor"], first["other_size"], first["other_start"]) == ("Müller, GmbH", "40", "2018-02")
    assert (first["other_status"], first["one_registry"], first["other_registry"]) == ("COMPLETED", "drks", "ctgov")
    assert first["other_page"] == f"https://clinicaltrials.gov/study/{NCT}"
    assert (second["found"], third["found"]) == ("refused", "joined")
    assert (
        second["evidence"]
        == f"{EU} states ISRCTN 1; that would make one study of {NCT} and NCT01000009, of one registry"
    )
    assert third["evidence"] == f"{NCT} states EudraCT {EU}"


def test_no_cell_is_a_formula() -> None:
    assert rows(sheet_text(pairs(), Decisions.of([]), None))[0]["other_title"] == "'=1+1"


def test_what_is_written_is_read_again_and_stays() -> None:
    decisions = Decisions.of([StudyDecision(DRKS, NCT, Verdict.SAME, "sheet.csv", "=A", "31/1/2026", "both\nlines")])
    text = sheet_text(pairs(), decisions, None)
    assert read(text).decisions == decisions
    assert sheet_text(pairs(), decisions, read(text)) == text
    assert rows(text)[-1]["one_id"] == DRKS  # what is decided stands last


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_spreadsheet_may_change_separator_order_and_line_ends(separator: str) -> None:
    cells = [("comment", "decision", "other_id", "one_id"), ("no", " Different ", EU.lower(), NCT.lower()), ("",) * 4]
    text = "\r\n".join(separator.join(row) for row in cells)
    assert list(read(text).decisions.all()) == [StudyDecision(EU, NCT, Verdict.DIFFERENT, "sheet.csv", comment="no")]


def test_what_people_note_beside_pairs_that_wait_is_kept_and_so_are_their_columns() -> None:
    before = read(f"one_id,other_id,decision,comment,whose\n{NCT},{DRKS},,ask them,Ann\n")
    first, *_ = rows(sheet_text(pairs(), Decisions.of([]), before))
    assert (first["decision"], first["comment"], first["whose"]) == ("", "ask them", "Ann")


def test_wrong_rows_are_named_all_of_them() -> None:
    text = f"{HEAD}{NCT},{DRKS},maybe,,,\n{NCT},,same,,,\n{NCT},{EU},same,,,\n{EU},{NCT},different,,,\n"
    with pytest.raises(UsageError) as error:
        read(text)
    assert str(error.value).splitlines() == [
        "sheet.csv, row 2: unknown decision 'maybe'; known are same, different, or leave it empty",
        "sheet.csv, row 3: it needs two different ids, in one_id and other_id",
        "sheet.csv, row 5: the pair is decided otherwise in row 4",
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "subject_id\tobject_id\n"])
def test_another_table_is_no_sheet_and_stays_as_it_is(text: str) -> None:
    with pytest.raises(UsageError, match="no sheet of `kgbuild merge`"):
        read(text)


def test_a_decision_that_nothing_else_speaks_of_has_its_row() -> None:
    decision = StudyDecision(DRKS, NCT, Verdict.DIFFERENT, "a.csv", "Ann", "2026-01-31")
    (pair,) = review_pairs([], [], [], Decisions.of([decision]))
    assert (pair.found, pair.evidence) == (PairKind.DECIDED, ("decided different by Ann on 2026-01-31 in a.csv",))
