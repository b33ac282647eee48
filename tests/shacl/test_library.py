"""`kg.validate`: any graph against any shapes."""

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

import kg
from kg.errors import FileError, UsageError
from kg.shacl import ShapesError, compile_shapes, to_rdflib
from kg.store import load

from .making import ex
from .turtle import turtle

TRIALS = Path(__file__).parent.parent.parent / "examples" / "trials"
SHAPES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> . {}"
SHAPE = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
DATA = "ex:a a ex:C . ex:b a ex:C ; ex:p 1 . ex:c a ex:C ."
EXPECTED = [ex("a"), ex("c")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(SHAPES.format(DATA), encoding="utf-8")
    shapes.write_text(SHAPES.format(SHAPE), encoding="utf-8")
    return data, shapes


def focus_nodes(data: Any, shapes: Any, **options: Any) -> list[str]:
    return [finding.focus for finding in kg.validate(data, shapes=shapes, **options).findings]


@pytest.mark.parametrize("engine", ["kgbuild", "pyshacl"])
def test_any_data(files: tuple[Path, Path], engine: str) -> None:
    path, shapes = files
    dataset = rdflib.Dataset()
    for number, triple in enumerate(to_rdflib(turtle(DATA))):
        dataset.graph(rdflib.URIRef(f"http://example.org/g{number % 2}")).add(triple)
    graphs: list[Any] = [path, str(path), to_rdflib(turtle(DATA)), dataset, turtle(DATA), iter(turtle(DATA))]
    assert [focus_nodes(graph, shapes, engine=engine) for graph in graphs] == [EXPECTED] * 6
    assert focus_nodes(load([str(path)]), shapes, engine=engine) == EXPECTED


def test_any_shapes(files: tuple[Path, Path]) -> None:
    data, path = files
    shapes: list[Any] = [path, str(path), to_rdflib(turtle(SHAPE)), turtle(SHAPE), compile_shapes(turtle(SHAPE))]
    assert [focus_nodes(data, each) for each in shapes] == [EXPECTED] * 5


def test_the_shapes_that_ship_are_the_default(tmp_path: Path) -> None:
    kg.write(kg.read(TRIALS), tmp_path / "graph.trig")
    from_file = kg.validate(tmp_path / "graph.trig")
    assert {finding.rule for finding in from_file.findings} >= {"CT-PL201"}
    assert kg.validate(kg.to_rdflib(kg.read(TRIALS))).rules[0].rule == from_file.rules[0].rule
    assert kg.validate(pyoxigraph.Store()).conforms


def test_data_and_shapes_in_one_file(tmp_path: Path) -> None:
    """There a blank node is one node in both roles; in a copy of the file it is another."""
    one, copy = tmp_path / "one.ttl", tmp_path / "copy.ttl"
    for path in (one, copy):
        path.write_text(
            SHAPES.format("ex:a ex:p _:x . ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:hasValue _:x ] .")
        )
    assert kg.validate(one, shapes=one).conforms
    assert focus_nodes(one, copy) == [ex("a")]


def test_rdf_of_any_syntax(tmp_path: Path) -> None:
    data = to_rdflib(turtle(DATA))
    for name, form in (("a.rdf", "xml"), ("a.nt", "nt"), ("a.jsonld", "json-ld"), ("a.n3", "n3")):
        data.serialize(tmp_path / name, format=form, encoding="utf-8")
        assert focus_nodes(tmp_path / name, turtle(SHAPE)) == EXPECTED


def test_a_limit(files: tuple[Path, Path]) -> None:
    report = kg.validate(files[0], shapes=files[1], max_findings=1)
    assert (report.count, [each.focus for each in report.findings], report.omitted) == (2, [ex("a")], 1)


def test_misuse(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown --engine 'jena'; known are kgbuild, pyshacl"):
        kg.validate(files[0], engine="jena")
    with pytest.raises(FileError, match=r"cannot read .*nothing\.ttl"):
        kg.validate(tmp_path / "nothing.ttl")
    with pytest.raises(ShapesError, match="sh:minCount"):
        kg.validate(
            files[0], shapes=turtle("ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 'x' ] .")
        )
