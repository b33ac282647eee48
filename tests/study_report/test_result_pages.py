"""Results on the page of a study: tables that say all, pictures of what can be compared, nothing where none are."""

import re
from pathlib import Path
from xml.etree import ElementTree

import html5rdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import RdfFormat, Store

import kg
from kg.iris import Minter
from kg.pipeline.graph.result_reading import results_of_node
from kg.pipeline.study_report import html_page, markdown_page, open_joined, page_on
from kg.record import Identifier, Origin, Study, Uncoded
from kg.result_record import (
    AdverseEvent,
    BaselineMeasure,
    EventCount,
    FlowCount,
    FlowPeriod,
    Measurement,
    OutcomeResult,
    ResultGroup,
    Results,
    StatisticalAnalysis,
)
from kg.sources.ctgov import CTGOV_V2
from kg.sources.reading import Reading
from kg.statements import Teller
from kg.store import StudyGraph
from tests.result_strategies import results_with
from tests.vocabulary import ROOT

from .shown_tables import ShownTable, shown_tables

MINT, THYME = "NCT99999905", "NCT99999907"
FILES = {MINT: "tests/golden/mint-oil-crossover.json", THYME: "examples/results/thyme-for-cough.json"}
ORIGIN = Origin(name="a.json", sha256="ab" * 32, format="made-up")
HOSTILE = '<script>alert("x")</script> & <b>| *bold* </svg></table> $x$'
AS_OF = "2026-01-01"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "graph.nq"
    kg.write([CTGOV_V2.read((ROOT / file).read_bytes(), name=file) for file in FILES.values()], path, as_of=AS_OF)
    return path


def made(folder: Path, *studies: Study) -> Path:
    kg.write([Reading(origin=ORIGIN, study=study) for study in studies], folder / "made.nq", as_of=AS_OF)
    return folder / "made.nq"


def study(results: Results | None) -> Study:
    return Study(id="NCT00000010", publisher="ctgov", title="A", results=results)


def stored(study: Study) -> Store:
    """The graph of a study in memory."""
    told = Teller(Minter())(study, origin=ORIGIN)
    store = Store()
    for each in (told, told.results):
        if each:
            store.load(each.quads, format=RdfFormat.N_QUADS)
    return store


def table_of(page: str, section: str, part: str = "", block: str = "") -> ShownTable:
    return next(each for each in shown_tables(page) if (each.section, each.part, each.block) == (section, part, block))


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(each) for each in re.findall(r"<svg .*?</svg>", page, re.DOTALL)]  # noqa: S314 - made here


def words(picture: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def marks(picture: ElementTree.Element) -> list[str]:
    """The classes of the points."""
    classes = [each.get("class") or "" for each in picture.iter(f"{SVG}path")]
    return [each for each in classes if each.startswith("mark ")]


def titled(page: str, title: str) -> ElementTree.Element:
    return next(each for each in pictures(page) if each[0].text == title)


# Tables


def test_a_graph_gives_the_results_that_were_told(graph: Path) -> None:
    """In their order, but for denominators, which have none."""
    told = CTGOV_V2.read((ROOT / FILES[MINT]).read_bytes(), name="a").study
    assert told
    assert told.results
    with open_joined(str(graph), MINT) as store:
        (found,) = StudyGraph(store, print).found(MINT)
        graph_of = StudyGraph(store, print)
        (node,) = graph_of.nodes(found.node, "results")
        read = results_of_node(str(node), graph_of.terms)
    for name in ("groups", "recruitment_details", "limitations", "event_time_frame", "investigator_is_employee"):
        assert getattr(read, name) == getattr(told.results, name), name
    for one, other in zip(read.outcomes, told.results.outcomes, strict=True):
        assert replace(one, denominators=()) == replace(other, denominators=())
    assert read.periods == told.results.periods
    assert [(each.term, each.serious) for each in read.events] == [
        (each.term, each.serious) for each in told.results.events
    ]


def test_the_flow_is_a_table_of_periods(graph: Path) -> None:
    table = table_of(kg.report(graph, MINT, form="html"), "Participant flow")
    assert table.columns == ["period", "Mint First", "Placebo First"]
    assert [(row.title, row.head) for row in table.rows][:3] == [
        ("First Treatment", True),
        ("Started", False),
        ("Took the First Dose (Within a day)", False),
    ]
    placebo = {title: cell.entries for title, cell in table.column("Placebo First").items()}
    assert placebo["left: Withdrawal by subject"] == ["0"]
    assert placebo["left: Dislike of the smell"] == ["2"]
    assert table.column("Mint First")["Took the First Dose (Within a day)"].remarks == ["One at home"]


def test_the_baseline_ends_with_the_total_of_the_registry(graph: Path) -> None:
    table = table_of(kg.report(graph, MINT, form="html"), "Baseline characteristics")
    assert table.columns == ["characteristic", "Mint First", "Placebo First", "Total"]
    total = table.column("Total")
    age = total["Age, Continuous: mean (standard deviation), years"]
    assert (age.entries, age.remarks) == (["43.8 (SD NA)"], ["Not computed"])
    assert total["Female"].entries == ["23 of 40 (57.5%)"]
    assert total["overall number of participants"].entries == ["40"]


def test_values_stand_as_written_with_their_limits(graph: Path) -> None:
    page = kg.report(graph, MINT, form="html")
    pain = table_of(page, "Reported outcomes", "Primary: Pain After Two Hours")
    assert pain.columns[0] == "least squares mean (95% confidence interval), units on a scale"
    placebo = pain.column("Placebo")
    assert placebo["Second dose"].entries == ["1,204.5 (NA to NA)"]
    assert placebo["Second dose"].remarks == ["n = 35", "As entered"]
    relief = table_of(page, "Reported outcomes", "Secondary: Time to Relief")
    assert relief.column("Placebo")["value"].entries == ["NA (6 to NA)"]
    assert relief.column("Mint Oil")["analyzed: headaches"].entries == ["51"]
    assert relief.column("Mint Oil")["overall number of participants"].entries == ["18"]
    assert "Announced for: 2021-06" in page


def test_analyses_say_estimate_interval_and_p_value(graph: Path) -> None:
    page = kg.report(graph, MINT, form="html")
    table = table_of(page, "Reported outcomes", "Primary: Pain After Two Hours", "Analyses")
    first, second = table.rows
    assert first.title == "1: Mint Oil / Placebo"
    assert [cell.entries for cell in first.cells] == [
        ["-1.3", "Mean Difference (Final Values)", "standard error 0.4"],
        ["-2.1 to -0.5"],
        ["<0.05"],
        ["ANCOVA"],
        ["Superiority"],
    ]
    assert first.cells[1].remarks == ["95%, two-sided"]
    assert second.cells[2].entries == ["0.036"]
    assert second.cells[4].remarks == ["A plot of all values was looked at."]


def test_nobody_is_not_the_same_as_not_said(graph: Path) -> None:
    page = kg.report(graph, MINT, form="html")
    other = table_of(page, "Adverse events", "Other events")
    assert other.column("Placebo")["Asthma"].entries == ["0 of 30 (0.0%)"]
    assert other.column("Placebo")["Skin rash"].entries == []
    assert other.column("Mint Oil")["Skin rash"].entries == ["41 of 39 (105.1%)"]
    assert other.column("Mint Oil")["Nausea"].entries == ["7 of 39 (17.9%), 9 events"]
    totals = table_of(page, "Adverse events", "Totals")
    assert totals.column("Mint Oil")["deaths of any cause"].entries == ["0 of 39 (0.0%)"]
    assert totals.column("Placebo")["deaths of any cause"].entries == []


def test_two_rows_of_one_name_are_both_there(tmp_path: Path) -> None:
    groups = (ResultGroup(title="A"), ResultGroup(title="A", description="other"))
    counts = tuple(FlowCount(group=1, milestone="STARTED", count=count) for count in (5, 7))
    values = tuple(Measurement(group=group, row="x", value=value) for group, value in ((1, "1"), (1, "2"), (2, "3")))
    results = Results(
        groups=groups,
        periods=(FlowPeriod(title="P", counts=counts),),
        outcomes=(OutcomeResult(title="O", type="PRIMARY", statistic="MEAN", unit="mg", measurements=values),),
    )
    page = kg.report(made(tmp_path, study(results)), "NCT00000010", form="html")
    flow = table_of(page, "Participant flow")
    assert [row.cells[0].entries for row in flow.rows if row.cells] == [["5"], ["7"]]
    outcome = table_of(page, "Reported outcomes", "Primary: O")
    assert outcome.columns[1:] == ["A", "A (2)"]
    assert [cell.entries for cell in outcome.rows[0].cells] == [["1", "2"], ["3"]]


def test_primary_outcomes_come_first(tmp_path: Path) -> None:
    kinds = ("SECONDARY", "POST_HOC", "PRIMARY", "SECONDARY")
    outcomes = tuple(OutcomeResult(title=f"O{number}", type=kind) for number, kind in enumerate(kinds))
    page = kg.report(made(tmp_path, study(Results(outcomes=outcomes))), "NCT00000010", form="md")
    assert re.findall(r": (O\d)", page) == ["O2", "O0", "O3", "O1"]


def test_the_groups_of_a_table_stand_in_the_order_of_its_rows(tmp_path: Path) -> None:
    """The placebo group of the later tables is described anew, so that it is the last that the record names."""
    groups = (
        *(ResultGroup(title="Placebo", description="randomized"), ResultGroup(title="Mint", other_at_risk=9)),
        *(ResultGroup(title="Placebo", description="treated", other_at_risk=8), ResultGroup(title="Total", total=True)),
    )
    values = tuple(
        Measurement(group=group, row=row, value=value, spread="1")
        for group, row, value in ((2, "x", "1"), (3, "y", "2"), (2, "y", "3"), (2, "z", "5"))
    )
    measures = (BaselineMeasure(title="Age", measurements=(Measurement(group=4, value="7"), *values[1:3])),)
    outcome = OutcomeResult(
        title="O", type="PRIMARY", statistic="MEAN", unit="mg", dispersion="STANDARD_ERROR", measurements=values
    )
    page = kg.report(
        made(tmp_path, study(Results(groups=groups, measures=measures, outcomes=(outcome,)))),
        "NCT00000010",
        form="html",
    )
    assert table_of(page, "Baseline characteristics").columns[1:] == ["Placebo", "Mint", "Total"]
    assert table_of(page, "Reported outcomes", "Primary: O").columns[1:] == ["Placebo", "Mint"]
    assert table_of(page, "Adverse events", "Totals").columns[1:] == ["Placebo", "Mint"]
    assert "mg; whisker: one standard error to each side" in words(titled(page, "O"))


# Pictures


def test_the_flow_is_drawn_with_who_left_and_why(graph: Path) -> None:
    shown = words(titled(kg.report(graph, MINT, form="html"), "Participant flow"))
    assert shown[:2] == ["Mint First", "Placebo First"]
    assert {"20 started", "20 Took the First Dose", "19 Took the First Dose", "18 completed", "19 completed"} <= {
        *shown
    }
    assert shown.count("2 did not complete") == 2
    assert "0 Withdrawal by subject" not in shown


def test_a_point_stands_where_its_value_is(graph: Path) -> None:
    """Day 7: 2.1 from 1.7 to 2.5 on an axis from 1 at 270 to 6 at 620 pixels, 70 for each point of the scale."""
    picture = titled(kg.report(graph, THYME, form="html"), "Severity of Cough")
    assert [each for each in words(picture) if each.isdigit()] == ["1", "2", "3", "4", "5", "6"]
    at = words(picture).index("2.1 (1.7 to 2.5)")
    y = float(list(picture.iter(f"{SVG}text"))[at].get("y") or 0) - 4
    whisker = [each.get("d") for each in picture.iter(f"{SVG}path") if each.get("class") == "whisker"]
    assert f"M347 {y:g}L319 {y:g}" in whisker
    assert f"M347 {y:g}L375 {y:g}" in whisker
    assert marks(picture) == ["mark g1", "mark g2", "mark g1", "mark g2"]


def test_what_is_no_number_is_no_point(graph: Path) -> None:
    picture = titled(kg.report(graph, MINT, form="html"), "Time to Relief")
    assert marks(picture) == ["mark g1"]
    assert "NA (6 to NA)" in words(picture)


def test_ratios_stand_on_a_logarithmic_axis_with_a_line_at_1(graph: Path) -> None:
    page = kg.report(graph, THYME, form="html")
    ratio, difference = titled(page, "Odds Ratio (OR)"), titled(page, "Mean Difference (Final Values)")
    assert [each for each in words(ratio) if re.fullmatch(r"[\d.]+", each)] == ["0.5", "1", "2", "5", "10"]
    assert "Odds Ratio (OR), logarithmic" in words(ratio)
    assert "Mean Difference (Final Values)" in words(difference)
    for picture, value in ((ratio, "1"), (difference, "0")):
        (line,) = (each.get("d") or "" for each in picture.iter(f"{SVG}path") if each.get("class") == "reference")
        (tick,) = (each.get("x") for each in picture.iter(f"{SVG}text") if each.text == value)
        assert line.startswith(f"M{tick} ")
        assert marks(picture) == ["mark estimate"] * 2
        assert f"Dashed line: {value}, no difference." in (picture[1].text or "")


def test_an_interval_without_a_limit_has_an_arrow(graph: Path) -> None:
    picture = titled(kg.report(graph, THYME, form="html"), "Odds Ratio (OR)")
    assert "1.8 (0.9 to no limit), p = 0.11" in words(picture)
    tips = [each.get("d") or "" for each in picture.iter(f"{SVG}path") if (each.get("d") or "").startswith("M614 ")]
    assert len(tips) == 2  # both sides of the tip, which is at the right end, 620
    assert all("L620 " in each for each in tips)


def test_classes_of_another_size_have_axes_of_their_own(graph: Path) -> None:
    picture = titled(kg.report(graph, MINT, form="html"), "Pain After Two Hours")
    assert words(picture).count("units on a scale; whisker: 95% confidence interval") == 2
    assert "1,500" in words(picture)


@pytest.mark.parametrize(
    ("statistic", "unit", "analyzed", "drawn"),
    [
        ("COUNT_OF_PARTICIPANTS", "Participants", 40, "percent of participants analyzed"),
        ("NUMBER", "participants", 40, "percent of participants analyzed"),
        ("NUMBER", "participants", None, None),
        ("NUMBER", "events", 40, None),
        ("NUMBER", "events per year", 40, "events per year"),
        ("MEAN", "mg", None, "mg"),
    ],
)
def test_only_what_can_be_compared_is_drawn(
    statistic: str, unit: str, analyzed: int | None, drawn: str | None, tmp_path: Path
) -> None:
    values = tuple(Measurement(group=group, value=f"{group * 10}", analyzed=analyzed) for group in (1, 2))
    outcome = OutcomeResult(title="O", type="PRIMARY", statistic=statistic, unit=unit, measurements=values)
    results = Results(groups=(ResultGroup(title="A"), ResultGroup(title="B")), outcomes=(outcome,))
    page = kg.report(made(tmp_path, study(results)), "NCT00000010", form="html")
    assert [drawn in words(each) for each in pictures(page)] == ([True] if drawn else [])


def test_events_are_drawn_by_the_largest_share(graph: Path) -> None:
    picture = titled(kg.report(graph, THYME, form="html"), "Other events")
    assert words(picture)[:2] == ["Thyme Lozenge", "Plain Lozenge"]
    terms = [each for each in words(picture) if each in ("Nausea", "Dry mouth", "Headache", "Dysgeusia", "Rash")]
    assert terms == ["Nausea", "Dysgeusia", "Headache", "Dry mouth", "Rash"]
    assert len(marks(picture)) == 2 + 10


@pytest.mark.slow
def test_what_is_left_out_of_pictures_and_what_is_folded_is_said(tmp_path: Path) -> None:
    groups = tuple(
        ResultGroup(title=f"Group {number} of a name that is too long for its line", other_at_risk=10)
        for number in range(20)
    )
    events = tuple(
        AdverseEvent(term=f"Term {number:02}", serious=False, counts=(EventCount(group=1, affected=1, at_risk=10),))
        for number in range(50)
    )
    values = tuple(
        Measurement(group=group + 1, row=f"Day {day}", value="1") for day in range(31) for group in range(20)
    )
    outcome = OutcomeResult(title="O", type="SECONDARY", statistic="MEAN", unit="mg", measurements=values)
    counts = tuple(FlowCount(group=group + 1, milestone="STARTED", count=1) for group in range(20))
    results = Results(
        groups=groups,
        events=events,
        outcomes=tuple(replace(outcome, title=f"Outcome {number}") for number in range(35)),
        periods=(FlowPeriod(title="P", counts=counts),),
    )
    page = kg.report(made(tmp_path, study(results)), "NCT00000010", form="html")
    for said in (
        "Not drawn: 8 of 20 groups; all are in the table.",
        "28 rows are not drawn; all are in the table.",
        "35 of 35 outcomes, those that are not primary, are folded: a line opens each.",
        "2 pictures are left out, since the page has 2,000 lines in pictures at most.",
        "Drawn: the 24 that most had in some group. 26 more are in the table.",
        "Table: 50 terms, 1 column<",
        "Table: 31 rows, 20 columns",
    ):
        assert said in page, said
    assert page.count("<svg ") == 33 + 3 + 1
    assert all(f"Term {number:02}" in page for number in range(50))
    legend = words(titled(page, "Outcome 0"))[:20]
    assert legend[0] == "A: Group 0 of a name that is too long for its line"


def test_each_picture_says_what_it_is_and_stands_above_its_table(graph: Path) -> None:
    page = kg.report(graph, THYME, form="html")
    for picture in pictures(page):
        title, about = picture[0], picture[1]
        assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", f"{title.get('id')} {about.get('id')}")
        assert title.text
        assert (about.text or "").endswith("The table below has every number.")
    after = re.findall(r"</svg></div>\n(.*?)<table class=\"result\">", page, re.DOTALL)
    assert len(after) >= len({each.get("aria-labelledby") for each in pictures(page)}) - 1  # two plots of one table


# The page


def test_a_study_without_results_has_the_page_that_it_had(tmp_path: Path, graph: Path) -> None:
    without = kg.report(made(tmp_path, study(None)), "NCT00000010", form="html")
    assert "svg" not in without
    assert "table.result" not in without
    assert [each.section for each in shown_tables(without)][:2] == ["Records", "Side by side"]
    assert "table.result" in kg.report(graph, MINT, form="html")


def test_results_without_any_table_are_no_sections(tmp_path: Path) -> None:
    page = kg.report(made(tmp_path, study(Results(limitations="None"))), "NCT00000010", form="html")
    assert "svg" not in page
    assert {each.section for each in shown_tables(page)} <= {"Records", "Side by side", "Registration and reporting"}


def test_deaths_alone_make_a_section(tmp_path: Path) -> None:
    results = Results(groups=(ResultGroup(title="A", deaths=2, deaths_at_risk=8), ResultGroup(title="B")))
    page = kg.report(made(tmp_path, study(results)), "NCT00000010", form="html")
    table = table_of(page, "Adverse events", "Totals")
    assert table.columns == ["affected of those at risk", "A"]
    assert [(row.title, row.cells[0].entries) for row in table.rows] == [("deaths of any cause", ["2 of 8 (25.0%)"])]
    assert [each[0].text for each in pictures(page)] == ["Who had any adverse event"]


def test_each_record_that_states_results_has_its_own(tmp_path: Path) -> None:
    one = replace(
        study(Results(groups=(ResultGroup(title="A", deaths=1, deaths_at_risk=2),))),
        identifiers=(Identifier(value="2017-000001-10"),),
    )
    two = replace(
        one,
        id="2017-000001-10",
        publisher="euctr",
        identifiers=(),
        results=Results(groups=(ResultGroup(title="B", deaths=0, deaths_at_risk=3),)),
    )
    page = kg.report(made(tmp_path, one, two), "NCT00000010", form="html")
    found = {each.section: each.columns for each in shown_tables(page) if each.part == "Totals"}
    assert found == {
        "Adverse events: ClinicalTrials.gov NCT00000010": ["affected of those at risk", "A"],
        "Adverse events: EU Clinical Trials Register 2017-000001-10": ["affected of those at risk", "B"],
    }


def test_markdown_has_the_tables_and_no_pictures(graph: Path) -> None:
    text = kg.report(graph, MINT)
    assert "svg" not in text
    assert "whisker" not in text
    assert "| **First Treatment** |  |  |" in text
    assert "| Started | 20 | 20 |" in text
    assert "### Primary: Pain After Two Hours" in text
    assert "\n#### Analyses\n\n| groups | estimate |" in text
    assert "| Second dose | -1.7 (-2.6 to -0.8)<br>*n = 36* | 1,204.5 (NA to NA)<br>*n = 35*<br>*As entered* |" in text


def test_a_store_and_every_format_give_the_page_of_the_file(graph: Path, tmp_path: Path) -> None:
    wanted = kg.report(graph, MINT, form="html")
    kg.ingest(ROOT / FILES[MINT], store=tmp_path / "store", link=False, as_of=AS_OF).close()
    kg.convert(graph, tmp_path / "graph.ttl")
    kg.convert(graph, tmp_path / "graph.jsonld")
    origin = re.compile(r"(?s)<h2>Records</h2>.*?</section>")  # the file is named otherwise
    for each in ("store", "graph.ttl", "graph.jsonld"):
        assert origin.sub("", kg.report(tmp_path / each, MINT, form="html")) == origin.sub("", wanted), each


def test_the_page_stands_alone_and_twice_has_the_same_bytes(graph: Path) -> None:
    page = kg.report(graph, THYME, form="html")
    assert page == kg.report(graph, THYME, form="html")
    assert "<script" not in page
    outside = [each for each in re.findall(r"https?://[^\s\"'<)]+", page) if each != "http://www.w3.org/2000/svg"]
    assert all(f'href="{each}"' in page or f">{each}<" in page for each in outside)
    assert not re.search(r"\bsrc=|url\(|@import", page)


def test_nothing_that_results_state_is_markup(tmp_path: Path) -> None:
    value = Measurement(group=1, row=HOSTILE, category=HOSTILE, value="1", lower="<b>", upper="2", comment=HOSTILE)
    analysis = StatisticalAnalysis(
        groups=(1,),
        description=HOSTILE,
        method_name=HOSTILE,
        p_value=HOSTILE,
        estimate_name=HOSTILE,
        estimate="1",
        ci_lower="0",
        other_analysis=HOSTILE,
    )
    outcome = OutcomeResult(
        title=HOSTILE,
        type="PRIMARY",
        statistic="MEAN",
        time_frame=HOSTILE,
        description=HOSTILE,
        unit=HOSTILE,
        measurements=(value, value),
        analyses=(analysis,),
    )
    counts = (
        FlowCount(group=1, count=1, comment=HOSTILE, milestone=Uncoded(HOSTILE)),
        FlowCount(group=1, count=1, comment_on_all=HOSTILE, reason=Uncoded(HOSTILE)),
    )
    results = Results(
        groups=(ResultGroup(title=HOSTILE, description=HOSTILE, other_at_risk=2),),
        periods=(FlowPeriod(title=HOSTILE, counts=counts),) * 2,
        measures=(BaselineMeasure(title=HOSTILE, description=HOSTILE, unit=HOSTILE, measurements=(value,)),),
        outcomes=(outcome,),
        events=(AdverseEvent(term=HOSTILE, serious=False, notes=HOSTILE, counts=(EventCount(group=1, affected=1),)),),
        limitations=HOSTILE,
    )
    path = made(tmp_path, study(results))
    page = kg.report(path, "NCT00000010", form="html")
    of_text = ("a", "b", "body", "details", "div", "h1", "h2", "h3", "h4", "head", "html", "li", "meta", "nav", "p")
    of_tables = ("section", "span", "style", "summary", "table", "tbody", "td", "th", "thead", "title", "tr", "ul")
    of_pictures = ("desc", "path", "rect", "svg", "text")
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {*of_text, *of_tables, *of_pictures}
    assert page.count("<b>") == 1
    assert len(pictures(page)) == 4
    assert table_of(page, "Participant flow").columns == ["period", HOSTILE]
    assert "<b>" not in kg.report(path, "NCT00000010")


@pytest.mark.slow
@given(st.data())
def test_whatever_results_state_the_page_is_valid_and_holds_each_value(data: st.DataObject) -> None:
    texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12).filter(
        str.strip
    )
    results = data.draw(results_with(texts))
    page = page_on(stored(study(results)), "NCT00000010", note=lambda _: None)
    text = html_page(page)
    parser = html5rdf.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    assert [error for _, error, _ in parser.errors] == []
    assert len(pictures(text)) == text.count("<svg ")
    markdown_page(page)
    shown = {
        entry for table in shown_tables(text) for row in table.rows for cell in row.cells for entry in cell.entries
    }
    for outcome in results.outcomes:
        for each in outcome.measurements:
            assert each.value is None or any(each.value in entry for entry in shown), each
