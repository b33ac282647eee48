"""`kgbuild report`: what each register says of a study, side by side; nothing that a record states breaks the page."""

import html.parser
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

import kg
from kg.errors import UsageError
from kg.record import Arm, Eligibility, Identifier, Origin, Outcome, Registration, Study
from kg.sources.reading import Reading
from tests.cli.test_manners import kgbuild
from tests.joining.several_registries import CANDIDATE, DRKS, HONEY, NCT, NCT_HONEY, written
from tests.joining.test_merge import decide
from tests.joining.test_questions import AS_OF

HOSTILE = '| <script>alert("x")</script> & *bold* `code` [a](javascript:b) \\ end\n# no heading | $x$ ~~y~~'


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    kg.ingest(written(folder / "files"), output=folder / "graph.nq", link=False, as_of="2026-01-01").close()
    return folder / "graph.nq"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two records of one study that state what breaks tables and pages."""
    path = tmp_path_factory.mktemp("hostile") / "graph.nq"
    one = Study(
        id="NCT00000010",
        publisher="ctgov",
        title=f"Title {HOSTILE}".replace("\n", " "),
        identifiers=(Identifier(value="2017-000001-10"),),
        conditions=(HOSTILE,),
        eligibility=Eligibility(criteria=HOSTILE, sex="ALL"),
        primary_outcomes=(Outcome(measure="A | B"),),
        registration=Registration(not_supported=("allocation", "arm")),
    )
    two = replace(
        one,
        id="2017-000001-10",
        publisher="euctr",
        eligibility=Eligibility(sex="FEMALE"),
        identifiers=(),
        arms=(Arm(label="A"),),
        registration=Registration(),
    )
    origin = Origin(name="<b>|file.json", sha256="ab" * 32, format="made-up")
    kg.write([Reading(origin=origin, study=each) for each in (one, two)], path, as_of=AS_OF)
    return path


@dataclass
class Table:
    """A table as it is read: the heading and the rows, each of them cells."""

    rows: list[list[str]] = field(default_factory=list)

    def row(self, title: str) -> list[str]:
        return next(cells[1:] for cells in self.rows if cells[0].split(" differs")[0] == title)


class Page(html.parser.HTMLParser):
    """The tables of a page by the heading above them, and its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, Table] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._title, self._in, self._cell = "", "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "h2":
            self._title, self._in = "", "h2"
        elif tag == "table":
            self.tables[self._title] = Table()
        elif tag == "tr":
            self.tables[self._title].rows.append([])
        elif tag in ("td", "th"):
            self._cell = True
            self.tables[self._title].rows[-1].append("")
        elif tag == "li" and self.tables[self._title].rows[-1][-1]:
            self.tables[self._title].rows[-1][-1] += "; "

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag == "h2" else self._in
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in == "h2":
            self._title += data
        elif self._cell:
            self.tables[self._title].rows[-1][-1] += data


def tables_of_markdown(text: str) -> dict[str, Table]:
    """The tables of a Markdown page by the heading above them, read as GitHub's tables are: `\\|` is a letter."""
    found: dict[str, Table] = {}
    title = ""
    for line in text.splitlines():
        if line.startswith("## "):
            title = line[3:]
        elif line.startswith("| ") and not line.startswith("| ---"):
            cells = re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]
            found.setdefault(title, Table()).rows.append([cell.strip().replace("**", "") for cell in cells])
    return found


def test_both_registers_stand_side_by_side_with_their_sources(graph: Path) -> None:
    page = Page(kg.report(graph, NCT, form="html"))
    facts, records = page.tables["Side by side"], page.tables["Records"]
    assert facts.rows[0] == ["", f"ClinicalTrials.gov {NCT}", f"German Clinical Trials Register {DRKS}"]
    assert facts.row("status") == ["Terminated", "Recruiting"]
    assert facts.row("start") == ["2022-02-11", "2023-05-02"]
    assert facts.row("participants") == ["118", "80 (estimated); aim: 80"]
    assert facts.row("conditions") == ["Acute cough", "Stroke"]
    assert facts.row("primary outcomes") == ["\u2013", "Duration of sleep after 4 weeks"]
    assert facts.row("countries (sites)") == ["\u2013", "Germany (2)"]
    assert records.row("file") == ["ctgov.json", "drks.json"]
    assert records.row("place in the file")[0] == "#1"
    assert records.row("last update")[1] == "2024-06-03"
    assert all(re.fullmatch(r"[0-9a-f]{64}", cell) for cell in records.row("SHA-256"))


def test_rows_that_contradict_each_other_are_marked_and_told_apart(graph: Path) -> None:
    page = Page(kg.report(graph, NCT, form="html"))
    marked = [row[0].removesuffix(" differs") for row in page.tables["Side by side"].rows if row[0].endswith("differs")]
    assert marked == ["status", "start", "participants", "lead sponsor"]
    assert page.tables["Disagreements"].row("start")[2] == "445 days"
    assert page.tables["Disagreements"].row("enrolment")[2] == "32.2% of the larger"


@pytest.mark.parametrize("id", [NCT, DRKS])
def test_any_id_of_the_study_gives_the_same_page(id: str, graph: Path) -> None:
    assert kg.report(graph, id) == kg.report(graph, NCT)


def test_why_they_are_one_and_what_may_be_one_is_told(graph: Path, tmp_path: Path) -> None:
    joins = tables_of_markdown(kg.report(graph, NCT))["Why these are one study"]
    assert joins.row(f"{DRKS}, {NCT}") == [
        "One states the other",
        f"*German Clinical Trials Register {DRKS}*<br>states {NCT}",
    ]
    possible = tables_of_markdown(kg.report(graph, HONEY))["What may be the same study"]
    assert possible.row(NCT_HONEY)[1] == "1.00"
    assert "Same size" in possible.row(NCT_HONEY)[2]
    merged, sheet = tmp_path / "merged.nq", tmp_path / "sheet.csv"
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "same", (DRKS, NCT): "different"}, decided_by="A. Reader", comment="same protocol")
    kg.merge(graph, sheet, merged)
    page = tables_of_markdown(kg.report(merged, HONEY))
    assert page["Why these are one study"].row(f"{HONEY}, {NCT_HONEY}") == [
        "Decided by a person",
        "decided by A. Reader in sheet.csv<br>same protocol",
    ]
    assert "What may be the same study" not in page
    apart = tables_of_markdown(kg.report(merged, NCT))["Kept apart by a person"]
    assert apart.row(f"{DRKS}, {NCT}") == ["decided by A. Reader in sheet.csv<br>same protocol"]


def test_registration_quality_is_told_of_each_study(graph: Path) -> None:
    page = tables_of_markdown(kg.report(graph, DRKS))["Registration and reporting"]
    assert page.row("registered") == ["", "Prospective"]


def test_a_store_a_folder_and_every_format_give_the_page_of_the_file(graph: Path, tmp_path: Path) -> None:
    wanted = kg.report(graph, NCT)
    kg.ingest(graph.parent / "files", store=tmp_path / "store", link=False, as_of="2026-01-01").close()
    kg.ingest(graph.parent / "files", out_dir=tmp_path / "out", link=False, as_of="2026-01-01").close()
    kg.convert(graph, tmp_path / "graph.ttl")  # no index stands beside it
    for each in ("store", "out", "graph.ttl"):
        assert kg.report(tmp_path / each, DRKS) == wanted, each


def test_markdown_tables_hold_whatever_a_record_states(hostile: Path) -> None:
    text = kg.report(hostile, "NCT00000010")
    for name, table in tables_of_markdown(text).items():
        assert len({len(cells) for cells in table.rows}) == 1, name
    assert "<script" not in text
    assert not re.search(r"^# no heading", text, re.MULTILINE)
    assert tables_of_markdown(text)["Side by side"].row("primary outcomes")[0] == r"A \| B"


def test_html_holds_whatever_a_record_states(hostile: Path) -> None:
    page = Page(kg.report(hostile, "NCT00000010", form="html"))
    assert not [tag for tag, _ in page.elements if tag in ("script", "img", "iframe", "link")]
    assert page.tables["Side by side"].row("conditions")[0] == HOSTILE
    assert page.tables["Records"].row("file")[0] == "<b>|file.json"
    links = [attributes["href"] or "" for tag, attributes in page.elements if tag == "a"]
    assert links
    assert all(each.startswith(("http://", "https://")) for each in links)


def test_codes_that_differ_are_marked_and_what_a_form_cannot_say_is_no_silence(hostile: Path) -> None:
    table = Page(kg.report(hostile, "NCT00000010", form="html")).tables["Side by side"]
    assert "sex differs" in [row[0] for row in table.rows]
    assert table.row("sex") == ["All", "Female"]
    assert table.row("arms") == ["not in this form", "A"]
    assert all("allocation" not in row[0] for row in table.rows)  # nobody says anything of it


def test_the_page_stands_alone(graph: Path) -> None:
    text = kg.report(graph, NCT, form="html")
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    page = Page(text)
    assert not [tag for tag, _ in page.elements if tag in ("script", "img", "link")]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def test_the_form_follows_the_name_of_the_file(graph: Path, tmp_path: Path) -> None:
    assert kg.report(graph, NCT, tmp_path / "page.html") == (tmp_path / "page.html").read_text(encoding="utf-8")
    assert kg.report(graph, NCT, tmp_path / "page.md").startswith("# Evening light after stroke\n")
    assert kg.report(graph, NCT, tmp_path / "page.txt", form="md") == kg.report(graph, NCT)
    for wrong in ({"output": tmp_path / "page.txt"}, {"form": "pdf"}):
        with pytest.raises(UsageError):
            kg.report(graph, NCT, **wrong)
    with pytest.raises(UsageError, match="there is no study"):
        kg.report(graph, "NCT00000000")


def test_the_command_prints_the_page_or_writes_it(graph: Path, tmp_path: Path) -> None:
    printed = kgbuild("report", graph, NCT, cwd=tmp_path)
    assert printed.stdout == kg.report(graph, NCT)
    done = kgbuild("report", graph, NCT, "-o", "page.html", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "written: page.html\n")
    failed = kgbuild("report", graph, "NCT00000000", cwd=tmp_path)
    assert failed.returncode == 2
    assert "there is no study 'NCT00000000'" in failed.stderr


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_browser_shows_the_page(graph: Path, tmp_path: Path) -> None:
    """What is visible in a real browser: the text of the tables, each once, and no error."""
    kg.report(graph, NCT, tmp_path / "page.html")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile", "--dump-dom")
    command = [str(shutil.which("chromium")), *options, (tmp_path / "page.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)  # noqa: S603
    shown = Page(done.stdout)
    assert shown.tables == Page((tmp_path / "page.html").read_text(encoding="utf-8")).tables
