"""For people of Python: open, pandas, networkx, the notebook."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.iris import BASE
from kg.store import Answer, OpenStore
from kg.store.query.session import Limits
from tests.servers import oxigraph_server

from .making import fill, graph_file, study

ROOT = Path(__file__).parent.parent.parent
TEXT = "SELECT ?study ?enrollment { ?study a ct:Study ; ct:enrollment ?enrollment } ORDER BY ?study"


def test_a_file_and_a_folder_answer_alike(tmp_path: Path) -> None:
    file = graph_file(tmp_path / "x.nq", 5)
    fill(tmp_path / "s", *(study(number) for number in range(5)))
    with kg.open(file) as first, kg.open(tmp_path / "s") as second:
        assert isinstance(first, OpenStore)
        assert first.query(TEXT) == second.query(TEXT)
        rows = list(first.query(TEXT, limits=Limits(rows=2)).records())
    assert rows == [
        {"study": f"https://w3id.org/kgbuild/id/study/NCT0000000{number}", "enrollment": number} for number in range(2)
    ]


def test_several_files_are_one_graph(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.nt").write_text(f"<http://x/{name}> <http://x/p> <http://x/{name}> .\n")
    with kg.open(tmp_path / "a.nt", tmp_path / "b.nt") as opened:
        assert len(opened.query("SELECT * { ?s ?p ?o }").rows) == 2


@pytest.fixture
def answer(tmp_path: Path) -> Iterator[Answer]:
    """Twelve rows, each with a value of each kind."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = {
        "n": f'"7"^^<{xsd}positiveInteger>',
        "d": f'"1.50"^^<{xsd}decimal>',
        "f": f'"2.5E0"^^<{xsd}double>',
        "b": f'"true"^^<{xsd}boolean>',
        "day": f'"2024-02-29"^^<{xsd}date>',
        "time": f'"2024-02-29T10:00:00Z"^^<{xsd}dateTime>',
        "month": f'"2024-02"^^<{xsd}gYearMonth>',
        "bad": f'"soon"^^<{xsd}date>',
        "text": '"mot"@fr',
        "count": "<https://w3id.org/kgbuild/code/phase/PHASE2>",
    }
    lines = [
        f"<{BASE}study/S{at:02}> <http://x/{name}> {each} .\n" for at in range(12) for name, each in values.items()
    ]
    (tmp_path / "x.nt").write_text("".join(lines))
    patterns = " ; ".join(f"<http://x/{name}> ?{name}" for name in values)
    with kg.open(tmp_path / "x.nt") as opened:
        yield opened.query(f"SELECT * {{ ?s {patterns} OPTIONAL {{ ?s <http://x/none> ?none }} }} ORDER BY ?s")


def test_an_answer_is_a_sequence_of_rows(answer: Answer) -> None:
    assert (len(answer), len(list(answer)), len(answer[2:5]), bool(answer)) == (12, 12, 3, True)
    assert [row.s.short() for row in answer] == [f"study/S{at:02}" for at in range(12)]
    assert (answer[-1].s, answer[1:2]) == (f"{BASE}study/S11", (answer[1],))
    first = answer[0]
    assert list(first) == [first[name] for name in answer.variables] == [first[at] for at in range(len(first))]
    assert tuple(first.keys()) == answer.variables
    assert dict(first) == next(answer.records())
    assert first == next(iter(answer)) != answer[1]
    assert len({first, next(iter(answer)), answer[1]}) == 2
    with pytest.raises(AttributeError, match=r"no variable 'title'; there are s, n, d, f"):
        first.title  # noqa: B018
    with pytest.raises(KeyError):
        first["title"]
    with pytest.raises(IndexError):
        answer[12]


def test_the_values_of_a_row_are_those_of_python(answer: Answer) -> None:
    row = answer[0]
    assert (row.n, type(row.n), row.f, row.b, row.none) == (7, int, 2.5, True, None)
    assert (row.d, type(row.d)) == (Decimal("1.5"), Decimal)
    assert (row.day, type(row.day)) == (date(2024, 2, 29), date)
    assert row.time == datetime(2024, 2, 29, 10, tzinfo=UTC)
    assert (row.month, row.bad, row.text) == ("2024-02", "soon", "mot")
    # A variable may have the name of a method of tuples.
    assert (row.count, type(row.count)) == ("https://w3id.org/kgbuild/code/phase/PHASE2", kg.IRI)
    assert (row.count.short(), row.count.n3()) == ("phase:PHASE2", "<https://w3id.org/kgbuild/code/phase/PHASE2>")
    assert repr(row.count) == "IRI('https://w3id.org/kgbuild/code/phase/PHASE2')"


def test_ten_rows_of_an_answer_are_printed(answer: Answer) -> None:
    lines = repr(answer).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("Answer: 12 rows", "  and 2 more", 13)
    assert lines[1].split() == list(answer.variables)
    assert lines[2].split()[:5] == ["study/S00", "7", "1.5", "2.5", "True"]
    one = replace(answer, rows=answer.rows[:1], cut="rows")
    assert repr(one).splitlines()[0] == "Answer: 1 row, cut at the limit of rows"
    assert len(repr(one).splitlines()) == 3
    assert repr(Answer(("x",), (('"' + "long " * 30 + '"',),))).splitlines()[2] == "  " + ("long " * 30)[:49] + "…"


def test_yes_no_and_triples_are_answers_too() -> None:
    assert [bool(Answer(boolean=each)) for each in (True, False)] == [True, False]
    assert [repr(Answer(boolean=each)) for each in (True, False)] == ["Answer: yes", "Answer: no"]
    assert (list(Answer(boolean=True)), bool(Answer(("x",)))) == ([], False)
    triples = Answer(triples=(("<http://x/s>", "<http://x/p>", '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),))
    assert [(row.subject, row.predicate, row.object) for row in triples] == [("http://x/s", "http://x/p", 4)]
    assert repr(triples).splitlines()[1].split() == ["subject", "predicate", "object"]


@pytest.mark.slow
def test_everything_is_opened_in_one_way(tmp_path: Path) -> None:
    trials = ROOT / "examples" / "trials"
    kg.ingest(trials, out_dir=tmp_path / "run").close()
    kg.ingest(trials, store=tmp_path / "store").close()
    graphs = [tmp_path / "run", tmp_path / "store", tmp_path / "run" / "graph.jsonld"]
    text = "SELECT ?study { ?study a ct:Study }"
    with oxigraph_server("--union-default-graph") as address:
        kg.load(tmp_path / "run" / "graph.ttl", to=address, preset="oxigraph", one_graph="http://x/g")
        sources: list[Path | str] = [*graphs, f"{address}/query"]
        for source in sources:
            with kg.open(source) as opened:
                assert len(opened.query(text)) == len(kg.query(source, text)) == 4, source
    with kg.open(*(str(path) for path in graphs[::2])) as opened:
        assert len(opened.query(text)) == 4


def test_a_data_frame(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    text = "SELECT ?city ?latitude { ?place skos:prefLabel ?city ; schema:latitude ?latitude } ORDER BY ?latitude ?city"
    with kg.open(graph_file(tmp_path / "x.nq", 10)) as opened:
        frame = opened.query(text).to_pandas()
    assert str(frame["latitude"].dtype) == "float64"
    answer = Answer(("study",), (("<http://x/s>",),))
    assert type(answer.to_pandas()["study"][0]) is str
    assert sorted(set(frame["city"])) == ["Lyon", "Ottawa", "São Paulo", "Wuhan"]


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"needs pandas: pip install 'kgbuild\[notebook\]'"):
        Answer(("a",), (("<http://a/>",),)).to_pandas()


def test_networkx(tmp_path: Path) -> None:
    pytest.importorskip("networkx", reason="networkx is not installed")
    with kg.open(graph_file(tmp_path / "x.nq", 3)) as opened:
        graph = opened.query(
            "CONSTRUCT { ?study ct:condition ?c ; ct:enrollment ?n } { ?study ct:condition ?c ; ct:enrollment ?n }"
        ).to_networkx()
    first = "https://w3id.org/kgbuild/id/study/NCT00000000"
    assert graph.nodes[first] == {"enrollment": [0]}
    assert graph.has_edge(first, "https://w3id.org/kgbuild/id/condition/condition-0", key="condition")
    assert graph.out_degree(first) == 2


@pytest.mark.slow
def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("nbformat", "nbclient", "ipykernel", "pandas", "matplotlib", "networkx")
    nbformat, nbclient, *_ = (pytest.importorskip(name, reason=f"{name} is not installed") for name in names)
    notebook = nbformat.read(ROOT / "examples" / "notebook.ipynb", as_version=4)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT / "examples")}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = "".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert "Heart Failure" in texts
    assert "datetime.date(2024, 1, 15)" in texts
    assert "overall-status:RECRUITING" in texts
    assert "<p>2 rows</p>" in texts  # the trials of France that are completed
    assert "<p>0 rows</p>" not in texts
    assert "image/png" in texts
