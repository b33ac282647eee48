"""`kgbuild merge`: the sheet is written, its decisions are taken, and they hold through whatever is done next."""

import csv
from pathlib import Path

import pytest

import kg
from kg.errors import FileError, Severity, UsageError
from kg.pipeline.graph.graph_decisions import decisions_of_file
from kg.pipeline.graph.graph_file import quads_of
from kg.rdf.derived_terms import JOIN_NODES, JOIN_PREDICATES
from tests.joining.several_registries import CANDIDATE, DRKS, NCT, NCT_HONEY, written

BASE = "https://w3id.org/kgbuild/id/"
Row = dict[str, str]
IDS = (DRKS, NCT)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return written(tmp_path_factory.mktemp("made") / "files")


@pytest.fixture(scope="module")
def made(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    kg.ingest(files, output=path, link=False, as_of="2026-01-01").close()
    return path


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    return Path(kg.convert(made, tmp_path / "graph.nq") and tmp_path / "graph.nq")


def joins(graph: Path) -> set[tuple[str, ...]]:
    """What a graph says of joins."""
    nodes = tuple(f"<{BASE}{name}" for name in JOIN_NODES)
    return {quad[:3] for quad in quads_of(str(graph)) if quad[1] in JOIN_PREDICATES or quad[0].startswith(nodes)}


def one(graph: Path, predicate: str) -> set[tuple[str, ...]]:
    rows = kg.query(graph, f"SELECT ?a ?b {{ ?a ct:{predicate} ?b }}").rows
    return {tuple(str(term).rpartition("/")[2].rstrip(">") for term in row) for row in rows}


def rows(sheet: Path) -> list[Row]:
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def decide(sheet: Path, decisions: dict[tuple[str, ...], str], **more: str) -> None:
    """Fills in a sheet."""
    filled = rows(sheet)
    for row in filled:
        if found := decisions.get((row["one_id"], row["other_id"])):
            row |= {"decision": found, **more}
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)


def test_the_first_time_the_sheet_is_written_and_the_graph_stays(graph: Path, tmp_path: Path) -> None:
    before = graph.read_bytes()
    done = kg.merge(graph, tmp_path / "sheet.csv")
    assert (done.open, done.written) == (1, (str(tmp_path / "sheet.csv"),))
    found = {(row["one_id"], row["other_id"]): row["found"] for row in rows(tmp_path / "sheet.csv")}
    assert found == {CANDIDATE: "may be one", IDS: "joined"}
    assert graph.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("form", ["nq", "nq.gz", "ttl", "trig", "jsonld", "nt"])
def test_decisions_join_and_keep_apart_in_every_format(form: str, made: Path, tmp_path: Path) -> None:
    graph, sheet = tmp_path / f"graph.{form}", tmp_path / "sheet.csv"
    kg.convert(made, graph)
    kg.merge(graph, sheet)
    assert one(graph, "sameStudy") == {IDS}
    decide(sheet, {CANDIDATE: "same", IDS: "different"}, decided_by="A. Reader", decided_on="2026-01-31")
    done = kg.merge(graph, sheet)
    assert (done.open, done.counts.studies, done.counts.decided) == (0, 1, 2)
    assert one(graph, "sameStudy") == {CANDIDATE}
    assert one(graph, "canonicalStudy") == {CANDIDATE}
    assert one(graph, "possiblySameStudy") == set()
    evidence = kg.query(
        graph,
        "SELECT ?in ?by ?on { ?join a ct:StudyJoin ; ct:joinRule ?rule ; ct:joinDecision ?why ."
        " ?why ct:decidedIn ?in ; ct:decidedBy ?by ; ct:decidedOn ?on FILTER(?rule = join-rule:DECIDED) }",
    ).rows
    assert [tuple(row) for row in evidence] == [('"sheet.csv"', '"A. Reader"', '"2026-01-31"')]
    assert max(rule.level for rule in kg.validate(graph).rules) < Severity.VIOLATION


def test_the_sheet_is_written_anew_with_its_decisions_and_taken_again_changes_nothing(
    graph: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "different", IDS: "same"}, comment="same protocol")
    kg.merge(graph, sheet)
    text, content = sheet.read_bytes(), graph.read_bytes()
    found = {(row["one_id"], row["other_id"]): (row["found"], row["decision"]) for row in rows(sheet)}
    assert found == {CANDIDATE: ("by decision alone", "different"), IDS: ("joined", "same")}
    assert kg.merge(graph, sheet).written == (str(sheet),)
    assert (sheet.read_bytes(), graph.read_bytes()) == (text, content)


def test_decisions_hold_through_link_and_another_sheet(graph: Path, tmp_path: Path) -> None:
    sheet, other = tmp_path / "sheet.csv", tmp_path / "other.csv"
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "same", IDS: "different"})
    kg.merge(graph, sheet)
    held = joins(graph)
    kg.link(graph)
    assert joins(graph) == held
    notes: list[str] = []
    kg.merge(graph, other, note=lambda text, **_: notes.append(text))
    assert joins(graph) == held
    assert [row["decision"] for row in rows(other)] == ["different", "same"]
    assert notes == [f"{graph} holds 2 decisions on studies, which count as before; --forget-curation leaves them out"]


def test_decisions_are_taken_back_by_leaving_them_out(graph: Path, tmp_path: Path) -> None:
    before = joins(graph)
    kg.merge(graph, tmp_path / "sheet.csv")
    decide(tmp_path / "sheet.csv", {CANDIDATE: "same"})
    kg.merge(graph, tmp_path / "sheet.csv")
    assert joins(graph) != before
    kg.merge(graph, tmp_path / "new.csv", forget_curation=True)
    assert joins(graph) == before


def test_ingest_with_the_sheet_gives_what_merge_gave(files: list[Path], graph: Path, tmp_path: Path) -> None:
    sheet, new = tmp_path / "sheet.csv", tmp_path / "new.nq"
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "same", IDS: "different"})
    kg.merge(graph, sheet)
    kg.ingest(files, output=new, link=False, as_of="2026-01-01", decisions=sheet).close()
    assert sorted(new.read_bytes().splitlines()) == sorted(graph.read_bytes().splitlines())
    assert [each.verdict for each in decisions_of_file(str(new)).all()] == ["DIFFERENT", "SAME"]


def test_ingest_over_a_graph_with_decisions_says_what_is_lost(files: list[Path], graph: Path, tmp_path: Path) -> None:
    from kg.pipeline.run.listener import Silent

    class Hearing(Silent):
        heard: list[str] = []  # noqa: RUF012 - one listener

        def note(self, text: str, *, aside: bool = False) -> None:
            self.heard.append(text)

    kg.merge(graph, tmp_path / "sheet.csv")
    decide(tmp_path / "sheet.csv", {CANDIDATE: "same"})
    kg.merge(graph, tmp_path / "sheet.csv")
    kg.ingest(files, output=graph, link=False, listener=Hearing()).close()
    assert any("holds 1 decision on studies, which this run does not know" in text for text in Hearing.heard)


def test_rows_on_studies_that_the_graph_lacks_are_named_and_kept(graph: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"one_id,other_id,decision\n{NCT_HONEY},DRKS00000009,same\n", encoding="utf-8")
    notes: list[str] = []
    kg.merge(graph, sheet, note=lambda text, **_: notes.append(text))
    assert notes == [f"sheet.csv decides on studies that {graph} does not have: row 2 (DRKS00000009)"]
    assert {(row["other_id"], row["decision"]) for row in rows(sheet)} >= {(NCT_HONEY, "same")}
    assert one(graph, "sameStudy") == {IDS}


def test_what_is_no_sheet_is_left_alone_and_nothing_is_done(graph: Path, tmp_path: Path) -> None:
    table, content = tmp_path / "notes.csv", graph.read_bytes()
    table.write_text("my,notes\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no sheet of `kgbuild merge`"):
        kg.merge(graph, table)
    table.write_bytes(b"one_id,other_id,decision\n\xff\n")
    with pytest.raises(FileError, match="save it as CSV UTF-8"):
        kg.merge(graph, table)
    assert graph.read_bytes() == content


def test_another_output_leaves_the_graph_as_it_is(graph: Path, tmp_path: Path) -> None:
    sheet, content = tmp_path / "sheet.csv", graph.read_bytes()
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "same"})
    done = kg.merge(graph, sheet, tmp_path / "merged.ttl")
    assert done.written == (str(sheet), str(tmp_path / "merged.ttl"))
    assert graph.read_bytes() == content
    assert one(tmp_path / "merged.ttl", "sameStudy") == {IDS, CANDIDATE}
    assert (tmp_path / "merged.ttl.void.ttl").exists()


@pytest.mark.slow
def test_workers_make_no_difference_to_joins_and_decisions(files: list[Path], graph: Path, tmp_path: Path) -> None:
    """One process, a pool of them, and one after the other in other batches give the same bytes."""
    sheet = tmp_path / "sheet.csv"
    kg.merge(graph, sheet)
    decide(sheet, {CANDIDATE: "same", IDS: "different"})
    made = []
    for jobs in (1, 2):
        path = tmp_path / f"{jobs}.nq"
        kg.ingest(files, output=path, link=False, as_of="2026-01-01", decisions=sheet, jobs=jobs).close()
        made.append(path.read_bytes())
    assert made[0] == made[1]
