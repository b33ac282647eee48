"""Saved HTML pages, made up in the structure of the classic site: to the same lines as their text."""

import pytest

from kg.record import Arm, Intervention, Outcome
from kg.sources.page.html_lines import html_rows, is_html
from kg.sources.page.lines import parse_page
from tests.sources.pages import read, rules

TABULAR = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8">
<title>Oranges Against Scurvy - Tabular View - ClinicalTrials.gov</title>
<script>var study = "NCT99999999";</script><style>th { width: 20% }</style></head>
<body><!-- a comment: NCT99999998 -->
<nav style="display: none"><a href="/">Find Studies</a></nav>
<h1>Oranges Against Scurvy</h1>
<div>ClinicalTrials.gov Identifier: <span>NCT00000042</span></div>
<div><span>Recruitment Status</span> <span>:</span> Completed</div>
<table><tbody>
<tr><th colspan="2">Tracking Information</th></tr>
<tr><th scope="row">First Submitted Date&nbsp;<sup>ICMJE</sup></th><td>May 20, 2020</td></tr>
<tr><th>Current Primary Outcome Measures <sup>ICMJE</sup><br>&nbsp;(submitted: May 21, 2020)</th>
  <td><div>Gums [ Time Frame: daily ]<br>Seen by two surgeons</div></td></tr>
<tr><th colspan="2">Descriptive Information</th></tr>
<tr><th>Brief Title <sup>ICMJE</sup></th><td>Oranges Against Scurvy</td></tr>
<tr><th>Brief Summary</th><td><p>Do oranges &amp; limes help?</p><p>Nobody knows.</p></td></tr>
<tr><th>Study Design <sup>ICMJE</sup></th><td>Allocation: Randomized<br>Masking: None (Open Label)</td></tr>
<tr><th>Condition <sup>ICMJE</sup></th><td><ul><li>Scurvy</li><li>Ennui | boredom</li></ul></td></tr>
<tr><th>Intervention <sup>ICMJE</sup></th>
  <td><ul><li>Drug: Oranges<div>Two a day.</div>Other Name: Citrus</li><li>Drug: Limes</li></ul></td></tr>
<tr><th>Study Arms <sup>ICMJE</sup></th>
  <td><ul><li>Experimental: Fruit<br>Fresh.<br>Interventions:<ul><li>Drug: Oranges</li><li>Drug: Limes</li></ul></li>
  <li>No Intervention: Water</li></ul></td></tr>
<tr><th colspan="2">Recruitment Information</th></tr>
<tr><th>Sex/Gender <sup>ICMJE</sup></th>
  <td><table><tbody><tr><td>Sexes Eligible for Study:</td><td>All</td></tr></tbody></table></td></tr>
<tr><th colspan="2">Administrative Information</th></tr>
<tr><th>Investigators <sup>ICMJE</sup></th>
  <td><table><tr><td>Principal Investigator:</td><td>James Lind, MD</td><td>The Navy</td></tr></table></td></tr>
<tr><th>Verification Date</th><td>May 2020</td></tr>
</tbody></table>
<select><option>Scurvy</option></select><div hidden>NCT99999997</div></body></html>
"""


def test_a_tabular_page() -> None:
    reading = read(TABULAR, "page.html")
    study = reading.study
    assert study is not None
    assert (study.id, study.title, study.status) == ("NCT00000042", "Oranges Against Scurvy", "COMPLETED")
    assert str(study.registration.first_submitted) == "2020-05-20"
    assert str(study.registration.primary_outcomes_submitted) == "2020-05-21"
    assert study.primary_outcomes == (Outcome(measure="Gums", time_frame="daily", description="Seen by two surgeons"),)
    assert study.brief_summary == "Do oranges & limes help?\n\nNobody knows."
    assert (study.design.allocation, study.design.masking) == ("RANDOMIZED", "NONE")
    assert study.conditions == ("Scurvy", "Ennui | boredom")
    assert study.interventions == (
        Intervention(name="Oranges", type="DRUG", description="Two a day.", other_names=("Citrus",)),
        Intervention(name="Limes", type="DRUG"),
    )
    assert study.arms == (
        Arm(label="Fruit", type="EXPERIMENTAL", description="Fresh.", interventions=("Drug: Oranges", "Drug: Limes")),
        Arm(label="Water", type="NO_INTERVENTION"),
    )
    assert study.eligibility is not None
    assert study.eligibility.sex == "ALL"
    assert [(person.name, person.affiliation) for person in study.officials] == [("James Lind, MD", "The Navy")]
    assert rules(reading) == []
    assert {line.fate for line in reading.lines} == {"blank", "boilerplate", "used"}


def test_what_a_browser_does_not_show_is_no_text() -> None:
    text = "\n".join(line.text for line in parse_page(TABULAR).lines)
    assert "NCT9999999" not in text
    assert "width" not in text
    assert "Find Studies" not in text


def test_lines_of_an_html_page() -> None:
    page = b"<html><body>One<b> two</b><div>three<br>four</div><ul><li>a<ul><li>b</li></ul></li></ul>" + (
        b"<table><tr><th>L</th><td>v</td></tr><tr><td>x<br>y</td><td></td></tr></table>end"
    )
    assert html_rows(page)[0] == [
        "One two",
        "three",
        "four",
        "  • a",
        "    • b",
        "",
        "L | v |",
        "x",
        "y | |",
        "",
        "end",
    ]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n<html lang=en>", True),
        (b"<!-- saved from url=(0031) -->\n<HTML>", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>', True),
        (b"<clinical_study>", False),
        (b"Study of <html>", False),
        (b"", False),
    ],
)
def test_html_is_known_by_its_beginning(head: bytes, known: bool) -> None:
    assert is_html(head) is known


def test_the_encoding_that_the_page_declares() -> None:
    page = b'<html><head><meta charset="windows-1252"></head><body>S\xe3o Paulo</body></html>'
    assert [line.text for line in parse_page(page).lines] == ["São Paulo"]
    assert parse_page(page).guessed is None
    cyrillic = page.replace(b"windows-1252", b"koi8-r").replace(b"S\xe3o Paulo", "Омск".encode("koi8-r"))
    assert [line.text for line in parse_page(cyrillic).lines] == ["Омск"]


def test_a_page_in_another_encoding_than_it_declares_is_read_as_windows_wrote_it() -> None:
    page = parse_page(b'<html><head><meta charset="utf-8"></head><body>S\xe3o Paulo</body></html>')
    assert ([line.text for line in page.lines], page.guessed) == (["São Paulo"], "windows-1252")


def test_a_page_whose_text_begins_late_is_known_by_the_title_of_its_window() -> None:
    late = TABULAR.replace(b"<style>", b"<script>" + b"x = 1;\n" * 20_000 + b"</script><style>")
    assert read(late).study == read(TABULAR).study


def test_the_title_of_the_window_stands_in_for_a_heading() -> None:
    reading = read(TABULAR.replace(b"<h1>Oranges Against Scurvy</h1>", b"").replace(b"Brief Title", b"Brief Tale"))
    assert reading.study is not None
    assert reading.study.title == "Oranges Against Scurvy"


def test_a_page_that_nests_without_end() -> None:
    page = b"<html><body>" + b"<div>a<ul><li><b>b" * 3_000 + b"</b></li></ul></div>" * 3_000 + b"end"
    rows = [row.strip() for row in html_rows(page)[0] if row]
    assert (rows[0], rows[1], rows[-1]) == ("a", "• b", "end")
    assert "".join(rows).count("b") == "".join(rows).count("a") == 3_000
