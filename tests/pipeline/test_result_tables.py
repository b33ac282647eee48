"""The results of a graph as AACT's tables: each number of the JSON once, whatever the form of the graph."""

import csv
import json
import random
import re
import resource
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import Severity
from kg.pipeline.result_tables import RESULT_COLUMNS, AactRows, RecordResults
from kg.pipeline.result_tables.aact_columns_of_results import OURS
from kg.pipeline.result_tables.results_in_graph import record_results
from kg.sources.foreign import refusal
from tests.cli.test_manners import ROOT, kgbuild
from tests.sources.ctgov.aact_dump import Dump
from tests.sources.ctgov.test_results import told

from .aact_facts import CodedFacts, json_tables, read_tables, table_facts

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
AS_OF = "2026-01-01"
ID = "NCT99999905"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the made-up record with results, and of others without."""
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.write(kg.read(EXAMPLE, ROOT / "examples" / "exports"), path, as_of=AS_OF)
    return path


@pytest.fixture(scope="module")
def tables(graph: Path) -> Path:
    folder = graph.parent / "tables"
    assert kg.export_results(graph, folder).records == 1
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def without_codes(facts: CodedFacts) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for (fact, _), count in facts.items():
        found[fact] += count
    return found


# Columns


def test_tables_and_columns_are_those_that_aact_publishes(data: Path) -> None:
    with (data / "other" / "aact" / "tables-columns.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["schema"] == "ctgov_v2"]
    for table, columns in RESULT_COLUMNS.items():
        published = tuple(row["column"].strip('"') for row in rows if row["table"] == table)
        assert columns == (*published, *OURS.get(table, ())), table


def test_each_row_has_no_cell_but_those_of_its_table() -> None:
    found = record_results(told(EXAMPLE.read_bytes()).triples())
    assert found
    for table, cells in AactRows().of(found):
        assert set(cells) <= set(RESULT_COLUMNS[table]), table


# The made-up record


def test_all_that_the_made_up_record_states_is_in_the_tables_with_the_codes_of_its_groups(tables: Path) -> None:
    found, stated = table_facts(read_tables(tables)), json_tables(json.loads(EXAMPLE.read_bytes()))
    assert found == stated


def test_ids_lead_from_table_to_table(tables: Path) -> None:
    rows = read_tables(tables)
    assert all([row["id"] for row in of] == [str(number + 1) for number in range(len(of))] for of in rows.values())
    (analysis,) = (row for row in rows["outcome_analyses"] if row.get("p_value_modifier") == "<")
    (outcome,) = (row for row in rows["outcomes"] if row["id"] == analysis["outcome_id"])
    named = {row["id"]: row for row in rows["result_groups"]}
    compared = [row for row in rows["outcome_analysis_groups"] if row["outcome_analysis_id"] == analysis["id"]]
    assert (analysis["p_value"], outcome["title"]) == ("0.05", "Pain After Two Hours")
    assert [named[row["result_group_id"]]["title"] for row in compared] == ["Mint Oil", "Placebo"]
    assert {named[row["result_group_id"]]["result_type"] for row in compared} == {"Outcome"}


def test_what_is_no_number_is_a_text_alone(tables: Path) -> None:
    rows = [row for row in read_tables(tables)["outcome_measurements"] if row["title"] == "Time to Relief"]
    assert [(row["param_value"], row.get("param_value_num")) for row in rows] == [("3.5", "3.5"), ("NA", None)]
    limits = ("dispersion_lower_limit", "dispersion_upper_limit", "dispersion_upper_limit_raw")
    assert [rows[1].get(name) for name in limits] == ["6", None, "NA"]


def test_a_day_is_made_of_a_month_as_aact_makes_it(tables: Path) -> None:
    days = {row.get("anticipated_posting_date") for row in read_tables(tables)["outcomes"]}
    assert days == {None, "2021-06-01"}


# Whatever the graph is


@pytest.mark.parametrize("name", ["graph.nq.gz", "graph.ttl", "graph.trig", "graph.jsonld", "graph.nt"])
def test_a_graph_in_any_format_gives_the_same_tables(name: str, graph: Path, tables: Path, tmp_path: Path) -> None:
    kg.convert([graph], tmp_path / name)
    kg.export_results(tmp_path / name, tmp_path / "tables")
    assert texts(tmp_path / "tables") == texts(tables)


def test_lines_in_any_order_give_the_same_tables(graph: Path, tables: Path, tmp_path: Path) -> None:
    lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(lines)  # noqa: S311 - no secret
    (tmp_path / "mixed.nq").write_text("".join(lines), encoding="utf-8")
    kg.export_results(tmp_path / "mixed.nq", tmp_path / "tables")
    assert texts(tmp_path / "tables") == texts(tables)


def test_a_store_and_the_folder_of_a_run_give_the_same_tables(tables: Path, tmp_path: Path) -> None:
    paths = [EXAMPLE, ROOT / "examples" / "exports"]
    kg.ingest(paths, store=tmp_path / "store", link=False, as_of=AS_OF)
    kg.ingest(paths, out_dir=tmp_path / "run", link=False, as_of=AS_OF)
    for source in ("store", "run"):
        kg.export_results(tmp_path / source, tmp_path / f"{source}-tables")
        assert texts(tmp_path / f"{source}-tables") == texts(tables)


def test_a_record_that_does_not_lead_its_study_has_its_results_too() -> None:
    """They stand under the record, by whose id the rows go."""
    triples = [tuple(term.replace("study/NCT", "record/ctgov/NCT") for term in each) for each in _triples()]
    found = record_results(triples)  # type: ignore[arg-type]
    assert found == record_results(_triples())
    assert found
    assert found.id == ID


def _triples() -> Iterator[tuple[str, str, str]]:
    yield from told(EXAMPLE.read_bytes()).triples()


def test_an_unknown_code_keeps_its_text() -> None:
    record = json.loads(EXAMPLE.read_bytes())
    record["resultsSection"]["adverseEventsModule"]["seriousEvents"][0]["organSystem"] = "Moods"
    found = record_results(told(json.dumps(record).encode()).triples())
    assert found
    systems = {cells["organ_system"] for table, cells in AactRows().of(found) if table == "reported_events"}
    assert "Moods" in systems


def test_a_graph_without_results_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    kg.write(kg.read(ROOT / "examples" / "exports" / "NCT99999902.json"), tmp_path / "graph.nq", as_of=AS_OF)
    with pytest.raises(kg.FileError, match="there are no results of trials in"):
        kg.export_results(tmp_path / "graph.nq", tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_a_file_where_the_folder_should_be_is_an_error(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("mine", encoding="utf-8")
    with pytest.raises(kg.FileError, match="cannot write to the folder"):
        kg.export_results(graph, tmp_path / "tables")
    assert (tmp_path / "tables").read_text(encoding="utf-8") == "mine"
    with pytest.raises(kg.UsageError, match="name one with -o"):
        kg.export_results(graph, "-")


def test_where_a_table_does_not_fit_those_of_before_stay_and_none_is_new(
    graph: Path, tables: Path, tmp_path: Path
) -> None:
    """Some tables fit, and were in place when the first failed that did not."""
    kept = tmp_path / "tables"
    kept.mkdir()
    (kept / "result_agreements.csv").write_text("of before", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    sizes = sorted(path.stat().st_size for path in tables.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (sizes[len(sizes) // 2], hard))
    try:
        with pytest.raises(kg.FileError, match=r"cannot write .*\.csv"):
            kg.export_results(graph, kept)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert texts(kept) == {"result_agreements.csv": "of before"}


@pytest.mark.parametrize("table", RESULT_COLUMNS)
def test_each_table_is_known_for_what_it_is_where_records_are_expected(table: str, tables: Path) -> None:
    written = (tables / f"{table}.csv").read_bytes()
    heading, _, _ = written.partition(b"\n")
    for content in (written, heading + b"\n"):
        said = refusal(content, file="x.csv", named=False)
        assert (said.rule, said.severity) == ("CT-R033", Severity.WARNING)
        assert said.message.startswith("a table of results in the columns of AACT that `kgbuild export-results` wrote")
        assert said.hint == "give the records themselves, of which the graph was made, or a whole dump of AACT"


@pytest.mark.parametrize("table", RESULT_COLUMNS)
def test_a_table_with_the_ids_of_aact_is_of_aact(table: str, tables: Path) -> None:
    written = (tables / f"{table}.csv").read_bytes()
    said = refusal(written.replace(b"\n1,", b"\n73000001,", 1), file="x.csv", named=False)
    assert (said.rule, said.severity) == ("CT-R031", Severity.VIOLATION)
    assert said.message.startswith("a table of results of AACT, without the others of its dump (CSV); it holds 1 NCT")


def test_a_folder_of_these_tables_is_no_graph_and_the_message_says_what_it_is(tables: Path, tmp_path: Path) -> None:
    done = kgbuild("ingest", tables, "-o", tmp_path / "graph.nq")
    assert (done.returncode, (tmp_path / "graph.nq").exists()) == (1, False)
    assert "1 violation, 15 warnings" in done.stdout + done.stderr
    assert (
        "no record was found in 15 files: baseline_counts.csv is a table of results in the columns of AACT that "
        "`kgbuild export-results` wrote (CSV); it holds 1 NCT number (NCT99999905) (hint: give the records themselves, "
        "of which the graph was made, or a whole dump of AACT)"
    ) in done.stdout + done.stderr


def test_the_command_says_how_many_rows_there_are(graph: Path, tmp_path: Path) -> None:
    done = kgbuild("export-results", graph, "-o", tmp_path / "t", "-v")
    assert done.returncode == 0
    assert "outcome_measurements: 7\n" in done.stderr
    assert "75 rows of 1 record in 15 tables" in done.stderr
    summary = json.loads(kgbuild("export-results", graph, "-o", tmp_path / "t", "--json").stdout)
    assert (summary["records"], summary["rows"]["milestones"], len(summary["written"])) == (1, 8, 15)
    assert kgbuild("export-results", tmp_path / "nowhere.nq", "-o", tmp_path / "t").returncode == 2


def of_rows(results: Iterable[RecordResults]) -> Counter[tuple[object, ...]]:
    """The facts of the rows that are made of results."""
    rows: dict[str, list[dict[str, str]]] = {table: [] for table in RESULT_COLUMNS}
    maker = AactRows()
    for each in results:
        for table, cells in maker.of(each):
            rows[table].append({name: str(cell) for name, cell in cells.items() if cell is not None})
    return without_codes(table_facts(rows))


def by_way_of_a_dump(records: Iterable[Mapping[str, Any]], tables: Path, folder: Path) -> Counter[tuple[object, ...]]:
    """The same where the tables stand in the folder of a dump of AACT in place of its own, and that is read."""
    dump = Dump()
    for each in records:
        dump.add(each)
    dump.to_folder(folder, without=RESULT_COLUMNS)
    for path in tables.iterdir():
        shutil.copy(path, folder)
    read = [each.study for each in kg.read(folder)]
    assert all(each and each.results for each in read)
    return of_rows(RecordResults(each.id, each.results) for each in read if each and each.results)


def test_our_reader_of_aact_reads_the_tables_as_they_are(tables: Path, tmp_path: Path) -> None:
    wanted = without_codes(table_facts(read_tables(tables)))
    assert by_way_of_a_dump([json.loads(EXAMPLE.read_bytes())], tables, tmp_path / "dump") == wanted


@pytest.mark.slow
def test_our_reader_of_aact_reads_the_tables_of_real_records(data: Path, tmp_path: Path) -> None:
    kg.write(kg.read(data / "ctgov-v2-results.zip"), tmp_path / "graph.nq", as_of=AS_OF)
    kg.export_results(tmp_path / "graph.nq", tmp_path / "tables")
    with zipfile.ZipFile(data / "ctgov-v2-results.zip") as entries:
        records = [json.loads(entries.read(name)) for name in entries.namelist() if name.endswith(".json")]
    wanted = without_codes(table_facts(read_tables(tmp_path / "tables")))
    found = by_way_of_a_dump(records, tmp_path / "tables", tmp_path / "dump")
    assert (wanted - found, found - wanted) == (Counter(), Counter())


# The example of the page


SERIOUS = [["title", "affected", "not_affected"], ["Mint Oil", "1", "38"], ["Placebo", "0", "38"]]


def script() -> str:
    """The R of `docs/results.md`."""
    page = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"^```r\n(.+?)^```", page, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_script_of_the_page_runs_in_r(tables: Path) -> None:
    text = script() + "\nwrite.csv(table2x2[-1], stdout(), row.names = FALSE, quote = FALSE)\n"
    done = subprocess.run(["Rscript", "-e", text], cwd=tables.parent, capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own script
    assert list(csv.reader(done.stdout.splitlines())) == SERIOUS


def test_the_question_of_the_page_is_answered_by_the_rows(tables: Path) -> None:
    """The same without R: the totals of serious events, joined to the groups by study and code."""
    rows = read_tables(tables)
    titles = {(row["nct_id"], row["ctgov_group_code"]): row["title"] for row in rows["result_groups"]}
    found = []
    for row in rows["reported_event_totals"]:
        if row["event_type"] == "serious":
            affected, at_risk = int(row["subjects_affected"]), int(row["subjects_at_risk"])
            title = titles[row["nct_id"], row["ctgov_group_code"]]
            found.append([title, str(affected), str(at_risk - affected)])
    assert [SERIOUS[0], *found] == SERIOUS
    assert 'read.csv("tables/reported_event_totals.csv")' in script()


# All real records


def real(data: Path) -> Iterator[tuple[Mapping[str, Any], RecordResults]]:
    for archive in ("ctgov-v2.zip", "ctgov-v2-results.zip"):
        with zipfile.ZipFile(data / archive) as entries:
            for name in entries.namelist():
                content = entries.read(name) if name.endswith(".json") else b"{}"
                record = json.loads(content)
                if "resultsSection" in record:
                    found = record_results(told(content).triples())
                    assert found
                    yield record, found


SYSTEM = "General disorders and administration site conditions"
"""The name of MedDRA, which one record has in place of the registry's `General disorders`."""


@pytest.mark.slow
def test_each_number_of_all_real_records_is_in_the_tables_once(data: Path, tmp_path: Path) -> None:
    """By an own walk over the JSON; where nobody had an event, that it was counted as never is no difference."""
    records = renumbered = 0
    seen: Counter[object] = Counter()
    for record, results in real(data):
        rows: dict[str, list[dict[str, str]]] = {table: [] for table in RESULT_COLUMNS}
        for table, cells in AactRows().of(results):
            rows[table].append({name: str(cell) for name, cell in cells.items() if cell is not None})
        found, stated = table_facts(rows), json_tables(record)
        plain, wanted = without_codes(found), without_codes(stated)
        wanted = Counter(
            {tuple(SYSTEM[:17] if each == SYSTEM else each for each in fact): n for fact, n in wanted.items()}
        )
        assert list((wanted - plain).items())[:3] == [], results.id
        assert list((plain - wanted).items())[:3] == [], results.id
        for fact, count in wanted.items():
            seen[fact[1]] += count
        records += 1
        renumbered += any(fact in wanted for fact, _ in found - stated)
    assert seen == ROWS
    assert (records, renumbered) == (193, 18)


ROWS = {
    "reported_events": 34_060,
    "outcome_measurements": 24_134,
    "baseline_measurements": 7_416,
    "outcome_counts": 4_770,
    "milestones": 1_986,
    "drop_withdrawals": 1_921,
    "outcomes": 1_912,
    "outcome_analysis_groups": 1_609,
    "reported_event_totals": 1_575,
    "outcome_analyses": 753,
    "baseline_counts": 658,
}
"""What the real records state, counted on the JSON."""
