"""`validate` on files of others: the W3C suite gives the expected report, as a file, through the command."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.pipeline.graph.shape_checks import read_rdf
from kg.shacl import Finding, read_report
from kg.shacl.vocabulary import sh
from tests.cli.test_manners import kgbuild
from tests.shacl.w3c import SUITE, Case, cases, comparable

CORE = cases("core/manifest.ttl")
BY_PROGRAM = [case for case in CORE if case.name.rpartition("/")[2] in ("and-001", "path-complex-001", "class-001")]


def results(path: Path, others: Sequence[Path] = ()) -> list[Finding]:
    """The findings of the report in a file, its blank nodes labelled as where it is read along with others."""
    read = read_rdf(map(str, (*others, path)))
    return read_report(read[str(path)])


def assert_expected(case: Case, report: Path, code: int, said: str) -> None:
    files = list(dict.fromkeys((case.data, case.shapes)))
    expected = results(SUITE / f"{case.name}.ttl", files)
    found = read_report(read_rdf([str(report)])[str(report)])
    assert comparable(found, expected) == comparable(expected, expected)
    assert code == (1 if any(each.severity not in (sh("Info"), sh("Warning")) for each in expected) else 0)
    graver = [each for each in expected if each.severity not in (sh("Info"), sh("Warning"))]
    assert said.splitlines()[-1].startswith("does not conform: " if graver else "conforms: 0 violations, ")


@pytest.mark.parametrize("case", CORE, ids=lambda case: case.name)
def test_w3c_core(case: Case, tmp_path: Path) -> None:
    report = tmp_path / "report.ttl"
    done = CliRunner().invoke(app, [*arguments(case), str(report)])
    assert_expected(case, report, done.exit_code, done.stdout)


@pytest.mark.parametrize("case", BY_PROGRAM, ids=lambda case: case.name)
def test_w3c_core_by_the_program(case: Case, tmp_path: Path) -> None:
    report = tmp_path / "report.ttl"
    done = kgbuild(*arguments(case), report)
    assert_expected(case, report, done.returncode, done.stdout)


def arguments(case: Case) -> list[str]:
    return ["validate", str(case.data), "--shapes", str(case.shapes), "--report"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
         '<e:C rdf:about="http://e/a"/></rdf:RDF>'),
        ("x.n3", "@prefix e: <http://e/> . e:a a e:C ; = e:b ."),
    ],
)  # fmt: skip
def test_any_rdf_file_is_validated_and_asked(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "shapes.ttl").write_text(
        "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "[] a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
    )
    done = kgbuild("validate", tmp_path / name, "--shapes", tmp_path / "shapes.ttl")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "does not conform: 1 violation, 0 warnings, 0 info")
    asked = kgbuild("query", tmp_path / name, "SELECT ?x { ?x a <http://e/C> }", "--format", "csv")
    assert asked.stdout.split() == ["x", "http://e/a"]


def test_every_core_test_is_run(w3c: Path) -> None:
    assert (len(CORE), len(BY_PROGRAM)) == (98, 5)


FOREIGN = """@prefix e: <http://e/> .
_:x a e:C . [] a e:C . <here> a e:C .
"""
SHAPES = """@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
_:x sh:targetClass e:C ; sh:property _:result1 . _:result1 sh:path e:p ; sh:minCount 1 .
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("one.ttl", FOREIGN), ("two.ttl", FOREIGN), ("shapes.ttl", SHAPES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_blank_nodes_of_several_files_stay_apart(files: Path) -> None:
    """The label `_:x` stands in each of the files: for two nodes of the data and for a shape."""
    report = files / "r.ttl"
    done = kgbuild("validate", "one.ttl", "two.ttl", "--shapes", "shapes.ttl", "--report", "r.ttl", cwd=files)
    assert done.stdout.splitlines()[-1] == "does not conform: 5 violations, 0 warnings, 0 info"
    found = results(report)
    assert len({each.focus for each in found}) == 5
    assert [each.focus for each in found if each.focus[0] == "<"] == [f"<{files.as_uri()}/here>"]


@pytest.mark.slow
def test_a_foreign_report_is_the_same_in_every_run(files: Path) -> None:
    texts = set()
    for seed in ("1", "2"):
        kgbuild(*("validate", "one.ttl", "--shapes", "shapes.ttl", "--report", "r.ttl"), cwd=files, PYTHONHASHSEED=seed)
        texts.add((files / "r.ttl").read_bytes())
    assert len(texts) == 1


PREFIXES = "@prefix e: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
SPARQL = """e:Query sh:targetClass e:C ; sh:sparql [ sh:message "no p" ;
    sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this <http://e/p> ?any } }" ] ."""


def shapes(files: Path, text: str) -> Path:
    path = files / "others.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_a_cap_is_said_aloud(files: Path) -> None:
    report = files / "r.ttl"
    done = kgbuild(
        *("validate", "one.ttl", "--shapes", "shapes.ttl", "--max-findings", "2", "--report", report), cwd=files
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    said = lines.index("1 findings are counted but not kept in detail (--max-findings keeps more):")
    assert lines[said + 1].endswith("2 of 3 kept")
    assert lines[-1] == "does not conform: 3 violations, 0 warnings, 0 info"
    assert (len(results(report)), done.returncode) == (2, 1)


@pytest.mark.parametrize("engine", ["kgbuild", "pyshacl"])
def test_either_engine(files: Path, engine: str) -> None:
    text = """e:S sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ;
        sh:message "[E-1] no p"@en, "[E-1] kein p"@de ] ."""
    done = kgbuild("validate", "one.ttl", "--shapes", shapes(files, text), "--engine", engine, cwd=files)
    assert done.stdout.splitlines()[0].strip() == "violation [E-1] 3 x no p"
    assert (done.stdout.splitlines()[-1], done.returncode, done.stderr) == (
        "does not conform: 3 violations, 0 warnings, 0 info",
        1,
        "",
    )


def test_an_unknown_engine(files: Path) -> None:
    done = kgbuild("validate", "one.ttl", "--engine", "jena", cwd=files)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: unknown --engine 'jena'; known are kgbuild, pyshacl\n"


def test_what_runs_on_the_reference_is_said_aloud(files: Path) -> None:
    done = kgbuild("validate", "one.ttl", "--shapes", shapes(files, SPARQL), cwd=files)
    assert done.stdout.splitlines()[-1] == "does not conform: 3 violations, 0 warnings, 0 info"
    assert done.stderr == (
        "<http://e/Query>: sh:SPARQLConstraintComponent is outside SHACL Core and is not compiled;"
        " this shape runs on pySHACL\n"
    )


def test_recursive_shapes_are_refused(files: Path) -> None:
    text = "e:S sh:targetClass e:C ; sh:property e:P . e:P sh:path e:p ; sh:node e:S ."
    done = kgbuild("validate", "one.ttl", "--shapes", shapes(files, text), cwd=files)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: recursive shape: <http://e/S> -> <http://e/P> -> <http://e/S>\n"


def test_a_deactivated_shape_finds_nothing(files: Path) -> None:
    text = "e:S sh:targetClass e:C ; sh:deactivated true ; sh:property [ sh:path e:p ; sh:minCount 1 ] ."
    done = kgbuild("validate", "one.ttl", "--shapes", shapes(files, text), cwd=files)
    assert (done.returncode, done.stdout) == (0, "conforms: 0 violations, 0 warnings, 0 info\n")


NAMELESS = """e:S sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass e:D ; sh:node [ sh:property [ sh:path ( e:p e:q ) ; sh:minCount 1 ] ] .
[] a sh:NodeShape ; sh:targetNode e:n ; sh:property [ sh:path e:r ; sh:minCount 1 ] ."""


def test_a_finding_of_a_shape_without_iri_names_path_kind_and_class(files: Path) -> None:
    (files / "one.ttl").write_text("@prefix e: <http://e/> . e:c a e:C . e:d a e:D . e:n e:p 1 .", encoding="utf-8")
    done = kgbuild("validate", "one.ttl", "--shapes", shapes(files, NAMELESS), "--report", "r.csv", cwd=files)
    names = [line.partition("[")[2].partition("]")[0] for line in done.stdout.splitlines() if "[" in line]
    assert sorted(names) == ["Node of http://e/D", "http://e/p MinCount of http://e/C", "http://e/r MinCount"]
    with (files / "r.csv").open(newline="", encoding="utf-8") as stream:
        assert sorted(row["rule"] for row in csv.DictReader(stream)) == sorted(names)
    events = kgbuild("validate", "one.ttl", "--shapes", files / "others.ttl", "--json", cwd=files).stdout.splitlines()
    found = [json.loads(line) for line in events]
    assert sorted(each["classes"] for each in found if each["event"] == "finding") == [
        [],
        ["<http://e/C>"],
        ["<http://e/D>"],
    ]
