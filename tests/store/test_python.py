"""For people of Python: open, pandas, networkx, the notebook."""

import os
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError
from kg.store import Answer, OpenStore
from kg.store.query.session import Limits

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


def test_a_data_frame(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    text = "SELECT ?city ?latitude { ?place skos:prefLabel ?city ; schema:latitude ?latitude } ORDER BY ?latitude ?city"
    with kg.open(graph_file(tmp_path / "x.nq", 10)) as opened:
        frame = opened.query(text).to_pandas()
    assert str(frame["latitude"].dtype) == "float64"
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


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("nbformat", "nbclient", "ipykernel", "pandas", "matplotlib", "networkx")
    nbformat, nbclient, *_ = (pytest.importorskip(name, reason=f"{name} is not installed") for name in names)
    notebook = nbformat.read(ROOT / "examples" / "notebook.ipynb", as_version=4)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT / "examples")}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = "".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert "Heart Failure" in texts
    assert "image/png" in texts
