"""Forms of the EU Clinical Trials Register: countries, languages, answers, and what is damaged about them."""

import re
from pathlib import Path

import pytest

from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import Unread, readings
from kg.record import Outcome, Study
from kg.sources import READERS, detect
from kg.sources.codes import NOTATIONS
from kg.sources.euctr import EUCTR_PAGE, EUCTR_TEXT
from kg.sources.euctr.items import FIELDS, HEADINGS, ITEMS
from kg.sources.euctr.spellings import NONE_OF_LIST, SPELLINGS
from kg.sources.reading import Reading
from tests.conftest import ROOT

FORM = (ROOT / "tests" / "golden" / "ginger-for-sea-sickness.txt").read_text(encoding="utf-8")
SINGLE = "Will this trial be conducted at a single site globally?"
SEVERAL = ROOT / "examples" / "registers" / "euctr-full-details.txt"


def read(text: str) -> Reading:
    return EUCTR_TEXT.read(text.encode(), name="x.txt")


def changed(*changes: tuple[str, str]) -> Reading:
    text = FORM
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return read(text)


def answered(*answers: tuple[str, str]) -> Reading:
    """The form with other answers to items, by their numbers."""
    text = FORM
    for number, answer in answers:
        text, count = re.subn(rf"^({re.escape(number)} [^:]*:).*$", rf"\1 {answer}", text, count=1, flags=re.MULTILINE)
        assert count == 1, number
    return read(text)


def study(reading: Reading) -> Study:
    assert reading.study is not None, reading.problems
    return reading.study


def rules(reading: Reading) -> list[tuple[str, str | None]]:
    return [(each.rule, each.path) for each in reading.problems]


def test_the_made_up_form_is_read_without_a_remark() -> None:
    assert rules(read(FORM)) == []


# Countries


def test_a_form_is_the_record_of_its_country() -> None:
    found = study(read(FORM))
    assert (found.id, found.record) == ("2019-900001-11", "2019-900001-11-PT")
    assert found.countries == ("Portugal", "Brazil")


@pytest.mark.parametrize(
    ("state", "record"),
    [("UK - MHRA", "GB"), ("Czechia - SUKL", "CZ"), ("Greece - EOF", "GR"), ("Germany - PEI", "DE")],
)
def test_without_an_address_the_authority_tells_the_country(state: str, record: str) -> None:
    link = next(line for line in FORM.splitlines(keepends=True) if line.startswith("Link:"))
    found = changed((link, ""), ("Portugal - INFARMED", state))
    assert study(found).record == f"2019-900001-11-{record}"
    assert rules(found) == []


def test_a_form_of_no_country_stands_under_the_number_and_is_named() -> None:
    found = changed(
        ("Link: https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-900001-11/PT/\n", ""),
        ("National Competent Authority: Portugal - INFARMED\n", ""),
        ("A.1 Member State Concerned: Portugal - INFARMED\n", ""),
    )
    assert study(found).record is None
    assert rules(found) == [("CT-R180", "A.1 Member State Concerned")]


def test_a_trial_outside_of_the_union_has_a_record_of_its_own() -> None:
    found = changed(
        ("Clinical Trial Type: EEA CTA", "Clinical Trial Type: Outside EU/EEA"),
        ("/PT/", "/3rd/"),
        ("National Competent Authority: Portugal - INFARMED\n", ""),
        ("\nTrial Status: Prematurely Ended", ""),
        ("A.1 Member State Concerned: Portugal - INFARMED\n", ""),
        ("The trial involves single site in the Member State concerned", SINGLE),
    )
    assert study(found).record == "2019-900001-11-3rd"
    assert "E.8.3 Will this trial be conducted at a single site globally: No" in study(found).registry_items
    assert rules(found) == []


# Answers


def test_yes_no_not_present_and_blank_are_told_apart() -> None:
    found = study(
        changed(
            ("E.8.1.1 Randomised: Yes", "E.8.1.1 Randomised: Information not present in EudraCT"),
            ("E.6.4 Safety: Yes", "E.6.4 Safety:"),
            ("E.6.5 Efficacy: Yes", "E.6.5 Efficacy: Information not present in EudraCT"),
        )
    )
    assert found.design.allocation is None
    assert found.registration.not_provided == ("allocation",)
    assert "E.6.1 Diagnosis: No" in found.registry_items
    assert "E.6.5 Efficacy: Information not present in EudraCT" in found.registry_items
    assert [each for each in found.registry_items if each.startswith("E.6.4")] == []


def test_two_answers_that_exclude_each_other_give_no_code() -> None:
    found = study(answered(("E.8.1.2", "Yes"), ("E.8.1.6", "Yes")))
    assert (found.design.masking, found.design.intervention_model) == (None, None)
    assert {"E.8.1.2 Open: Yes", "E.8.1.4 Double blind: Yes"} <= set(found.registry_items)


def test_an_answer_that_is_neither_yes_nor_no_is_kept_and_named() -> None:
    found = answered(("E.1.3", "JSON_ERROR_HERE"))
    assert rules(found) == [("CT-R011", "E.1.3 Condition being studied is a rare disease")]
    assert "E.1.3 Condition being studied is a rare disease: JSON_ERROR_HERE" in study(found).registry_items


@pytest.mark.parametrize(
    ("status", "code"),
    [("Ongoing", "ONGOING"), ("Completed", "COMPLETED"), ("Not Authorised", "WITHDRAWN"), ("Restarted", "ONGOING")],
)
def test_the_status_is_a_code(status: str, code: str) -> None:
    assert study(changed(("Trial Status: Prematurely Ended", f"Trial Status: {status}"))).status == code


def test_a_status_that_says_nothing_of_the_trial_is_an_item() -> None:
    found = changed(("Prematurely Ended", "GB - no longer in EU/EEA"))
    assert study(found).status is None
    assert "Trial Status: GB - no longer in EU/EEA" in study(found).registry_items
    assert rules(found) == []


def test_an_unknown_status_is_named() -> None:
    assert rules(changed(("Trial Status: Prematurely Ended", "Trial Status: Becalmed"))) == [
        ("CT-R010", "Trial Status")
    ]


@pytest.mark.parametrize(("sexes", "code"), [(("Yes", "No"), "FEMALE"), (("No", "Yes"), "MALE"), (("No", "No"), None)])
def test_sex_is_two_answers(sexes: tuple[str, str], code: str | None) -> None:
    found = study(answered(("F.2.1", sexes[0]), ("F.2.2", sexes[1])))
    assert found.eligibility
    assert found.eligibility.sex == code


def test_the_size_is_that_of_the_whole_trial_or_of_its_one_country() -> None:
    whole = "F.4.2.2 In the whole clinical trial: 200"
    assert study(changed((whole, ""))).enrollment is None
    alone = study(answered(("F.4.2.2", ""), ("E.8.5", "No"), ("E.8.6.1", "No")))
    assert alone.enrollment
    assert alone.enrollment.count == 90


def test_a_size_that_is_no_number_is_named() -> None:
    found = changed(("F.4.2.2 In the whole clinical trial: 200", "F.4.2.2 In the whole clinical trial: many"))
    assert rules(found) == [("CT-R011", "F.4.2.2 In the whole clinical trial")]


def test_a_text_without_a_language_goes_before_one_with_a_language() -> None:
    assert study(read(FORM)).conditions[0] == "Motion sickness at sea"
    blank = study(answered(("E.1.1", "")))
    assert blank.conditions[0] == "Enjoo do mar"


def test_lines_of_a_text_that_begin_like_items_belong_to_the_text() -> None:
    found = study(
        changed(("2. Sea sick on a swing", "E. coli is no reason\nB.1.351 is none: at all\nF.2 weeks at sea"))
    )
    assert found.eligibility
    assert "E. coli is no reason\nB.1.351 is none: at all\nF.2 weeks at sea" in (found.eligibility.criteria or "")


def test_an_item_of_no_known_label_is_named() -> None:
    assert rules(changed(("E.6.4 Safety: Yes", "E.6.99 Seamanship: Yes"))) == [("CT-R101", "E.6.99 Seamanship")]


def test_a_second_answer_to_one_item_is_named() -> None:
    found = changed(("E.6.4 Safety: Yes", "E.6.4 Safety: Yes\nE.6.4 Safety: No"))
    assert rules(found) == [("CT-R104", "E.6.4 Safety")]


def test_end_points_are_parted_by_bullets_and_numbers_alone() -> None:
    before = "Score of the made-up nausea scale"
    at = "4 hours after leaving the harbour"
    two = (Outcome(measure="Nausea", time_frame=at), Outcome(measure="Sleep", time_frame=at))
    assert study(changed((before, "- Nausea\n- Sleep"))).primary_outcomes == two
    assert study(changed((before, "1. Nausea\n2. Sleep"))).primary_outcomes == two
    (one,) = study(changed((before, "Of all sailors:\n- Nausea\n- Sleep"))).primary_outcomes
    assert one.measure == "Of all sailors: - Nausea - Sleep"


def test_a_placebo_that_is_not_used_is_no_intervention() -> None:
    found = study(changed(("D.8.1 Is a Placebo used in this Trial? Yes", "D.8.1 Is a Placebo used in this Trial? No")))
    assert [each.name for each in found.interventions] == ["Ginger extract"]
    assert "D.8.1 Is a Placebo used in this Trial: No" in found.registry_items


def test_a_product_without_a_name_is_kept_with_what_is_said_of_it() -> None:
    names = ("D.2.1.1.1", "D.3.1", "D.3.2", "D.3.8", "D.3.9.3")
    found = study(answered(*[(number, "") for number in names]))
    assert found.interventions[0].name is None
    assert "Pharmaceutical form: Capsule, hard" in (found.interventions[0].description or "")


def test_whom_to_ask_is_the_office_with_its_number() -> None:
    (contact,) = study(read(FORM)).contacts
    assert (contact.name, contact.phone, contact.email) == (
        "Trials office, Made-up University of Faro",
        "+351 000 000 000",
        "trials@example.org",
    )


# Files


def test_blocks_of_one_trial_may_stand_apart() -> None:
    found = [each for each in readings(input_files([str(SEVERAL)])) if isinstance(each, Reading)]
    assert [(each.origin.position, each.study and each.study.record) for each in found] == [
        ("#1", "2019-900001-11-PT"),
        ("#2", "2020-900002-22-SE"),
        ("#3", "2019-900001-11-ES"),
    ]
    assert [each.problems for each in found] == [(), (), ()]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n \n", "mixed"])
def test_any_line_end_parts_blocks_and_items(ends: str, tmp_path: Path) -> None:
    text = SEVERAL.read_text(encoding="utf-8")
    if ends == "mixed":
        lines = text.split("\n")
        text = "".join(line + ("\r\n", "\n", "\r")[number % 3] for number, line in enumerate(lines))
    else:
        text = text.replace("\n", ends)
    (tmp_path / "x.txt").write_bytes(text.encode())
    found = [each for each in readings(input_files([str(tmp_path / "x.txt")])) if isinstance(each, Reading)]
    plain = [each for each in readings(input_files([str(SEVERAL)])) if isinstance(each, Reading)]
    assert [each.study and each.study.record for each in found] == [each.study and each.study.record for each in plain]
    assert [study(each).registry_items for each in found] == [study(each).registry_items for each in plain]
    assert [each.problems for each in found] == [(), (), ()]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(SEVERAL.read_text(encoding="utf-8").encode(encoding))
    found = [each for each in readings(input_files([str(tmp_path / "x.txt")])) if isinstance(each, Reading)]
    assert [study(each).record for each in found] == ["2019-900001-11-PT", "2020-900002-22-SE", "2019-900001-11-ES"]


@pytest.mark.parametrize("glue", [" ", ""])
def test_a_form_that_has_lost_its_line_ends_is_put_right_and_named(glue: str) -> None:
    found = read(glue.join(line.strip() for line in FORM.split("\n")))
    assert rules(found) == [("CT-R181", None)]
    plain = study(read(FORM))
    ours = study(found)
    assert set(plain.registry_items) - set(ours.registry_items) <= {
        "E.8.6.3 If E.8.6.1 or E.8.6.2 are Yes, specify the regions in which trial sites are planned: The high seas"
    }
    assert (ours.phases, ours.design, ours.status) == (plain.phases, plain.design, plain.status)
    assert [each.name for each in ours.interventions] == [each.name for each in plain.interventions]
    assert (ours.record, ours.lead_sponsor, ours.enrollment) == (plain.record, plain.lead_sponsor, plain.enrollment)


@pytest.mark.parametrize("glue", [" ", ""])
def test_several_forms_that_have_lost_their_line_ends_are_parted(glue: str, tmp_path: Path) -> None:
    text = glue.join(line.strip() for line in SEVERAL.read_text(encoding="utf-8").split("\n"))
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    found = [each for each in readings(input_files([str(tmp_path / "x.txt")])) if isinstance(each, Reading)]
    assert [study(each).record for each in found] == ["2019-900001-11-PT", "2020-900002-22-SE", "2019-900001-11-ES"]
    assert [[problem.rule for problem in each.problems] for each in found] == [["CT-R181"]] * 3


def test_a_form_that_is_cut_off_gives_what_it_has_and_is_named() -> None:
    found = read(FORM[: FORM.index("F.4 Planned")])
    assert study(found).title == "Ginger against sea sickness"
    assert study(found).enrollment is None
    assert rules(found) == [("CT-R013", None)]


def test_a_form_without_a_number_is_refused() -> None:
    assert rules(changed(("2019-900001-11", ""))) == [("CT-R002", "EudraCT Number")]


def test_two_numbers_in_one_form_are_refused() -> None:
    found = changed(("A.2 EudraCT number: 2019-900001-11", "A.2 EudraCT number: 2019-900001-12"))
    assert (found.study, rules(found)) == (None, [("CT-R003", "EudraCT Number")])


@pytest.mark.parametrize(
    "text",
    [
        "This file contains summaries of the clinical trials selected.\n\nEudraCT Number: 2019-900001-11\n",
        "EudraCT Number: 2019-900001-11\nSponsor Name: x\nFull Title: y\n",
        "<html><body>EU Clinical Trials Register EudraCT Number: 2019-900001-11</body></html>",
    ],
)
def test_summaries_and_search_answers_are_no_records(text: str, tmp_path: Path) -> None:
    assert detect(text.encode()) is None
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    (found,) = readings(input_files([str(tmp_path / "x.txt")]))
    assert isinstance(found, Unread)


@pytest.mark.parametrize("link", ["", "PT", "3rd"])
def test_the_quick_key_is_that_of_the_reading(link: str) -> None:
    text = FORM[FORM.index("Summary") :].replace("/PT/", f"/{link}/")
    key, found = EUCTR_TEXT.key(text.encode()), study(read(text))
    assert (key is None) == (not link)
    if key:
        assert (key.id, key.record, key.publisher) == (found.id, found.record, found.publisher)


# Pages


def page(rows: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>Clinical Trials Register</title></head><body>
<h1>Clinical trials</h1><p>EU Clinical Trials Register</p><table><tr><td>Summary</td></tr>{rows}</table>
<div>EU Clinical Trials Register Service Desk: x</div>
<div>European Medicines Agency &#169; 1995-Wed Nov 30 21:06:25 GMT 2022 | Amsterdam</div></body></html>"""


def parted(text: str) -> tuple[str, str, str]:
    """Label and answer; one label holds a colon."""
    found = re.fullmatch(r"((?:Ethics Committee Opinion: )?[^:]*)(:) ?(.*)", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def rows_of(text: str) -> str:
    """The made-up form as rows of a page."""
    rows = []
    for line in text.split("\n"):
        number, _, rest = line.replace("\t", " ").partition(" ")
        label, colon, answer = parted(rest)
        if re.fullmatch(r"[A-P]\.[0-9.]*", number) and colon and label not in HEADS:
            rows.append(f"<tr><td>{number}</td><td>{label}</td><td>{answer.replace('<', '&lt;')}</td></tr>")
        elif ": " in line and not line.startswith("D."):
            label, _, answer = line.partition(": ")
            rows.append(f"<tr><td>{label}:</td><td>{answer}</td></tr>")
        else:
            rows.append(f"<tr><td colspan='3'>{line}</td></tr>")
    return "".join(rows)


HEADS = ("Placebo", "Investigator Network to be involved in the Trial")
"""Of parts, not labels of items."""
SIMPLE = FORM[FORM.index("Summary") :]


def test_a_page_gives_what_the_download_gives() -> None:
    content = page(rows_of(SIMPLE)).encode()
    assert [reader.name for reader in READERS if reader.accepts(content[:65_536])] == ["euctr-page"]
    found = EUCTR_PAGE.read(content, name="x.html")
    assert found.problems == ()
    plain = study(read(FORM))
    assert study(found).registry_items == plain.registry_items
    assert study(found).interventions == plain.interventions
    assert str(study(found).registration.retrieved) == "2022-11-30"


def test_a_page_as_text_or_markdown_gives_the_same() -> None:
    plain = study(read(FORM))
    for left, bar, right in (("", "\t", ""), ("| ", " | ", " |")):
        lines = []
        for line in SIMPLE.split("\n"):
            number, _, rest = line.replace("\t", " ").partition(" ")
            label, colon, answer = parted(rest)
            is_item = re.fullmatch(r"[A-P]\.[0-9.]*", number) and colon and label not in HEADS
            lines.append(f"{left}{number}{bar}{label}{bar}{answer}{right}" if is_item else line)
        text = "EU Clinical Trials Register\nHelp\n\n" + "\n".join(lines)
        assert [reader.name for reader in READERS if reader.accepts(text.encode()[:65_536])] == ["euctr-page"]
        found = EUCTR_PAGE.read(text.encode(), name="x.md")
        assert found.problems == ()
        assert study(found).registry_items == plain.registry_items


def test_pages_say_whether_there_are_results() -> None:
    for said, has in (("View results", True), ("Removed from public view", False), ("", None)):
        row = f"<tr><td>Trial results</td><td>{said}</td></tr>"
        rows = rows_of(SIMPLE).replace("<tr><td>Trial Status:", f"{row}<tr><td>Trial Status:")
        assert study(EUCTR_PAGE.read(page(rows).encode(), name="x.html")).has_results is has


# Tables


def test_each_spelling_leads_to_a_notation() -> None:
    for code_list, spellings in SPELLINGS.items():
        assert set(spellings.values()) <= set(NOTATIONS[code_list])
        assert not set(spellings) & NONE_OF_LIST[code_list]
        assert all(each == each.casefold() for each in spellings)


def test_each_item_has_one_row_and_no_heading_is_an_item() -> None:
    assert len({item.key for item in ITEMS}) == len(ITEMS)
    assert len({item.path for item in ITEMS}) == len(ITEMS)
    assert not {item.path for item in ITEMS} & set(HEADINGS)
    assert {item.path for item in ITEMS} <= set(FIELDS)
