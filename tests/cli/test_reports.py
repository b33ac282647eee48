"""Reports as files: Turtle, JSON lines, CSV, HTML hold the same rows; the page sorts and filters in a real browser."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import Problem, Severity
from kg.pipeline.graph.shape_checks import Validated
from kg.pipeline.reports.reports import RunReport, report_of, write_report
from kg.pipeline.reports.rows import Row
from kg.shacl import Finding, Report, Tally, read_report
from tests.cli.test_manners import ROOT, TRIALS, kgbuild

PAGE = ROOT / "tests" / "golden" / "iron-before-heart-surgery.txt"
"""A page of an aggregator, which leaves out what the WHO asks for."""
BASE = "https://w3id.org/kgbuild/id/"
CT = "https://w3id.org/kgbuild/ontology#"
SH = "http://www.w3.org/ns/shacl#"
NASTY = "</script><img src=x onerror=alert(1)> & \"q\" 'a' \u2028 ]]> \\u003c"


def finding(study: str, rule: str, severity: str, *, path: str, value: str | None, message: str) -> Finding:
    return Finding(
        focus=f"<{BASE}study/{study}>",
        path=path,
        value=value,
        component=f"<{SH}MinCountConstraintComponent>",
        shape=f"<https://w3id.org/kgbuild/shapes#{rule}>",
        severity=f"<{SH}{severity}>",
        messages=(f'"[{rule}] {message}"@en',),
    )


TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
FINDINGS = (
    finding("NCT10", "CT-S201", "Info", path=f"<{CT}keyword>", value=None, message="No keywords."),
    finding("NCT9", "CT-S002", "Violation", path=TYPE, value=f"<{CT}Study>", message="Add the missing type."),
    finding("NCT2%2F1", "CT-S012", "Violation", path=f"<{CT}startDate>", value='"x\\n</script>"@en', message="A date."),
)
PROBLEMS = (
    Problem(
        rule="CT-R005",
        severity=Severity.WARNING,
        message=NASTY,
        hint="`kgbuild ingest --explain-lines FILE` shows where each line went",
        file="a/b.txt",
        line=12,
        record="NCT9",
    ),
)


def validated(findings: Iterable[Finding], labels: dict[str, str] | None = None, most: int | None = None) -> Validated:
    tally = Tally(most)
    tally.add(findings)
    return Validated(Report.of(tally), labels or {})


REPORT = report_of(PROBLEMS, validated(FINDINGS, {f"<{BASE}study/NCT9>": f"A title {NASTY}"}), base=BASE)

ROWS = [
    Row(
        kind="finding",
        severity="violation",
        rule="CT-S012",
        study="NCT2/1",
        label=None,
        where=f"{BASE}study/NCT2%2F1",
        path="ct:startDate",
        value='"x\\n</script>"@en',
        message="A date.",
        hint=None,
    ),
    Row(
        kind="finding",
        severity="violation",
        rule="CT-S002",
        study="NCT9",
        label=f"A title {NASTY}",
        where=f"{BASE}study/NCT9",
        path="rdf:type",
        value="ct:Study",
        message="Add the missing type.",
        hint=None,
    ),
    Row(
        kind="problem",
        severity="warning",
        rule="CT-R005",
        study="NCT9",
        label=None,
        where="a/b.txt:12",
        path=None,
        value=None,
        message=NASTY,
        hint="`kgbuild ingest --explain-lines FILE` shows where each line went",
    ),
    Row(
        kind="finding",
        severity="info",
        rule="CT-S201",
        study="NCT10",
        label=None,
        where=f"{BASE}study/NCT10",
        path="ct:keyword",
        value=None,
        message="No keywords.",
        hint=None,
    ),
]


def written(report: RunReport, folder: Path, form: str) -> Path:
    path = folder / f"report.{form}"
    write_report(str(path), form, report)
    return path


def test_the_rows_the_gravest_first() -> None:
    assert REPORT.rows == ROWS


def test_json_lines(tmp_path: Path) -> None:
    lines = written(REPORT, tmp_path, "jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    read = [json.loads(line) for line in lines]
    assert [Row(**{**dict.fromkeys(Row._fields), **each}) for each in read] == ROWS
    assert "hint" not in read[0]


def test_csv(tmp_path: Path) -> None:
    with written(REPORT, tmp_path, "csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head == ["kind", "severity", "rule", "study", "label", "where", "path", "value", "message", "hint"]
    assert rows == [["" if value is None else value for value in row] for row in ROWS]


def test_turtle(tmp_path: Path) -> None:
    path = written(REPORT, tmp_path, "ttl")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(
        "# 1 problems of reading are not part of this graph; .jsonl, .csv and .html hold them.\n@base"
    )
    assert "sh:resultPath rdf:type" in text
    triples = [
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    ]
    assert read_report(triples) == sorted(FINDINGS, key=lambda each: each.order)
    assert not any(term.startswith("_:") for triple in triples for term in triple)


def test_turtle_without_a_base_has_blank_nodes(tmp_path: Path) -> None:
    """As the standard has it for shapes and data of others."""
    report = report_of((), validated(FINDINGS), base=None)
    text = written(report, tmp_path, "ttl").read_text(encoding="utf-8")
    assert (
        "\n_:report a sh:ValidationReport ;\n  sh:conforms false ;\n  sh:result _:result1, _:result2, _:result3 .\n"
        in text
    )


class Page(HTMLParser):
    """The elements of a page, its texts, and the contents of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.scripts: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        (self.scripts if self.tags[-1:] == ["script"] else self.texts).append(data)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(REPORT, tmp_path_factory.mktemp("page"), "html")


def test_the_page_is_self_contained(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    read = Page(text)
    assert not {name for name, _ in read.attributes} & {"src", "href", "srcset", "action", "onerror", "onclick"}
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", text)
    assert "default-src 'none'" in text


def test_the_page_holds_every_row_and_nothing_else_as_script(page: Path) -> None:
    read = Page(page.read_text(encoding="utf-8"))
    assert read.tags.count("script") == 2
    assert "img" not in read.tags
    held = json.loads(read.scripts[0])
    assert held["columns"] == list(Row._fields)
    assert held["rows"] == [list(row._replace(where=row.where.removeprefix(BASE))) for row in ROWS]


def test_the_page_explains_each_rule(page: Path) -> None:
    text = " ".join(Page(page.read_text(encoding="utf-8")).texts)
    assert "so that nobody adds a day that was never stated." in text
    assert '<study/NCT99990001> ct:startDate "August 2009" .' in text
    assert "No line of a page may vanish" in text
    assert NASTY in text


def test_a_page_of_nothing(tmp_path: Path) -> None:
    text = written(report_of((), validated(()), base=BASE), tmp_path, "html").read_text(encoding="utf-8")
    assert "Nothing was found: the graph conforms." in text
    assert "<script" not in text


@pytest.fixture(scope="module")
def chromium() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs Chromium to run the page's script")
    return program


def rendered(chromium: str, page: Path, script: str, folder: Path) -> str:
    """The page's document after a script, as the browser has it."""
    harness = folder / "harness.html"
    text = page.read_text(encoding="utf-8")
    harness.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - a browser of the system on a page of our own
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder / 'profile'}", "--dump-dom", harness.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    return done.stdout


def column(dom: str, number: int) -> list[str]:
    body = dom.split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [re.sub("<div.*", "", re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL)[number]) for row in rows]


CLICK = "document.querySelector('#rows th[data-column={}] button').click();"


@pytest.mark.parametrize(
    ("script", "number", "expected"),
    [
        ("", 1, ["CT-S012", "CT-S002", "CT-R005", "CT-S201"]),
        (CLICK.format("rule"), 1, ["CT-R005", "CT-S002", "CT-S012", "CT-S201"]),
        (CLICK.format("rule") * 2, 1, ["CT-S201", "CT-S012", "CT-S002", "CT-R005"]),
        (CLICK.format("study"), 2, ["NCT2/1", "NCT9", "NCT9", "NCT10"]),
        (CLICK.format("severity") * 2, 1, ["CT-S201", "CT-R005", "CT-S012", "CT-S002"]),
        ("search.value = 'nct9 title'; refresh();", 1, ["CT-S002"]),
        ("document.querySelector('[value=violation]').click();", 1, ["CT-R005", "CT-S201"]),
        ("document.querySelector('button[data-rule=CT-S012]').click();", 1, ["CT-S012"]),
    ],
    ids=["as-written", "sorted", "sorted-down", "numbers-as-numbers", "by-severity", "search", "severities", "by-rule"],
)
def test_sorting_and_filtering(
    chromium: str, page: Path, tmp_path: Path, script: str, number: int, expected: list[str]
) -> None:
    dom = rendered(chromium, page, script, tmp_path)
    assert column(dom, number) == expected
    assert f"{len(expected)} of 4 match" in dom


def test_nothing_of_the_data_becomes_an_element(chromium: str, page: Path, tmp_path: Path) -> None:
    dom = rendered(chromium, page, "document.title = document.images.length + ' ' + document.scripts.length;", tmp_path)
    assert "<title>0 3</title>" in dom


def test_many_rows_are_drawn_page_by_page(chromium: str, tmp_path: Path) -> None:
    many = tuple(
        finding(f"NCT{number}", "CT-S201", "Info", path=f"<{CT}keyword>", value=None, message="No keywords.")
        for number in range(5_000)
    )
    path = written(report_of((), validated(many), base=BASE), tmp_path, "html")
    dom = rendered(chromium, path, "", tmp_path)
    assert len(column(dom, 1)) == 200
    assert "5,000 of 5,000 match, the first 200 are shown" in dom
    more = rendered(chromium, path, "more.click();", tmp_path)
    assert len(column(more, 1)) == 1_200


def test_the_page_says_what_was_read_and_what_became_of_it(tmp_path: Path) -> None:
    folder = shutil.copytree(TRIALS, tmp_path / "<pages>")
    shutil.copy(folder / "lisinopril-in-heart-failure.txt", folder / "again.txt")
    (folder / "letter.txt").write_text("Dear Ada,\n", encoding="utf-8")
    options = ("--as-of", "2026-01-01", "-o", "x.ttl", "--report", "report.html")
    kgbuild("ingest", "<pages>", *options, "--fail-on", "none", cwd=tmp_path)
    read = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    text = " ".join(each.strip() for each in read.texts)
    assert "pages" not in read.tags
    assert "Read <pages> When 2026-01-01 00:00:00 UTC By kgbuild" in text
    assert "6 read = 4 written + 1 rejected + 1 duplicate" in text
    assert re.search(r"Graph 4 studies, [0-9,]+ triples", text)
    links, names = text.partition("Links To Links")[2].split("Names Kind Names Matched to a vocabulary")
    assert "sponsors 4" in links
    assert "place 2 2" in names


def test_a_report_may_stand_in_the_folder_that_the_run_makes(tmp_path: Path) -> None:
    done = kgbuild("ingest", TRIALS, "--report", "kg-out/report.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kg-out" / "report.html").is_file()
    elsewhere = kgbuild("ingest", TRIALS, "--report", "kg-uot/report.html", cwd=tmp_path)
    assert (elsewhere.returncode, "there is no folder kg-uot" in elsewhere.stderr) == (2, True)


@pytest.mark.parametrize("form", ["ttl", "jsonl", "csv", "html"])
def test_ingest_and_validate_write_reports(tmp_path: Path, form: str) -> None:
    done = kgbuild("ingest", PAGE, "-o", tmp_path / "x.ttl", "--report", tmp_path / f"one.{form}")
    assert done.returncode == 0, done.stderr
    done = kgbuild("validate", tmp_path / "x.ttl", "--report", tmp_path / f"two.{form}", "--fail-on", "warning")
    assert done.returncode == 1
    one, two = ((tmp_path / f"{name}.{form}").read_text(encoding="utf-8") for name in ("one", "two"))
    assert "CT-S110" in one
    assert "CT-S110" in two
    assert "CT-R008" in one if form != "ttl" else "problems of reading" in one
    assert "CT-R008" not in two


def test_a_report_on_foreign_shapes_follows_the_standard(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("@prefix e: <http://e/> . e:a a e:C . [] a e:C .")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
    )
    for form in ("ttl", "csv", "html"):
        done = kgbuild("validate", "data.ttl", "--shapes", "shapes.ttl", "--report", f"r.{form}", cwd=tmp_path)
        assert done.returncode == 1, done.stderr
    text = (tmp_path / "r.ttl").read_text(encoding="utf-8")
    assert "_:report a sh:ValidationReport" in text
    assert "w3id.org/kgbuild" not in text
    assert (tmp_path / "r.csv").read_text(encoding="utf-8").count("\n") == 3


MANY = tuple(
    finding(f"NCT{number:04}", f"CT-S20{number % 2}", "Info", path=f"<{CT}keyword>", value=None, message="No keywords.")
    for number in range(2_500)
)
CAPPED = report_of((), validated((*MANY, *FINDINGS), most=1_000), base=BASE)


def test_of_each_rule_the_first_findings_are_listed_and_all_are_counted() -> None:
    omitted = [(row.severity, row.rule, row.value, row.message) for row in CAPPED.rows if row.kind == "omitted"]
    assert omitted == [
        ("info", "CT-S200", "250", "250 of 1,250 findings of this rule are not listed."),
        ("info", "CT-S201", "251", "251 of 1,251 findings of this rule are not listed."),
    ]
    studies = [row.study for row in CAPPED.rows if row.rule == "CT-S200"]
    assert studies == [*(f"NCT{number:04}" for number in range(0, 2_000, 2)), None]


def test_every_report_says_what_it_leaves_out(tmp_path: Path) -> None:
    texts = {form: written(CAPPED, tmp_path, form).read_text(encoding="utf-8") for form in ("ttl", "jsonl", "csv")}
    assert texts["ttl"].startswith(
        "# CT-S200: 250 of 1,250 findings of this rule are not listed. --max-findings keeps more.\n"
        "# CT-S201: 251 of 1,251 findings of this rule are not listed. --max-findings keeps more.\n@base"
    )
    assert texts["ttl"].count("a sh:ValidationResult") == 2_002
    assert json.loads(texts["jsonl"].splitlines()[-1]) == {
        "kind": "omitted",
        "severity": "info",
        "rule": "CT-S201",
        "where": "-",
        "value": "251",
        "message": "251 of 1,251 findings of this rule are not listed.",
        "hint": "--max-findings keeps more",
    }
    assert texts["csv"].count("\nomitted,info,") == 2


def test_the_page_counts_what_it_does_not_list(tmp_path: Path) -> None:
    read = Page(written(CAPPED, tmp_path, "html").read_text(encoding="utf-8"))
    text = " ".join(read.texts)
    assert "2,501 infos" in text
    assert "2,002 of 2,503" in text
    assert "CT-S200 1,250 " in text
    assert "250 of 1,250 findings of this rule are not listed." in text
    assert len(json.loads(read.scripts[0])["rows"]) == 2_002


def test_without_details_everything_is_counted(tmp_path: Path) -> None:
    report = report_of((), validated(FINDINGS, most=0), base=BASE)
    assert [(row.kind, row.rule, row.value) for row in report.rows] == [
        ("omitted", "CT-S002", "1"),
        ("omitted", "CT-S012", "1"),
        ("omitted", "CT-S201", "1"),
    ]
    text = " ".join(Page(written(report, tmp_path, "html").read_text(encoding="utf-8")).texts)
    assert "0 of 3" in text


@pytest.mark.slow
def test_the_program_caps_details_and_says_so(tmp_path: Path) -> None:
    kgbuild("ingest", TRIALS, PAGE, "-o", tmp_path / "x.ttl")
    whole = kgbuild("validate", tmp_path / "x.ttl")
    capped = kgbuild("validate", tmp_path / "x.ttl", "--max-findings", "1", "--report", tmp_path / "r.jsonl")
    assert (whole.returncode, capped.returncode) == (0, 0)
    assert "--max-findings" not in whole.stdout
    assert capped.stdout.splitlines()[-1] == whole.stdout.splitlines()[-1]
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    findings = [row for row in rows if row["kind"] == "finding"]
    omitted = sum(int(row["value"]) for row in rows if row["kind"] == "omitted")
    assert len({row["rule"] for row in findings}) == len(findings)
    counted = sum(int(number) for number in re.findall(r"[0-9]+", capped.stdout.splitlines()[-1]))
    assert counted == len(findings) + omitted
    assert f"  {omitted} findings are counted but not kept in detail (--max-findings keeps more):" in capped.stdout
    told = kgbuild("ingest", TRIALS, PAGE, "-o", tmp_path / "y.ttl", "--max-findings", "1", "--json")
    summary = json.loads(told.stdout.splitlines()[-1])
    assert sum(summary["omitted"].values()) == omitted
    assert sum(summary["findings"].values()) == len(findings) + omitted
