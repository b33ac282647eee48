"""A study is found by an id that it had before, and whoever asks is told; no graph keeps `show` from ending."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli.app import app
from kg.errors import UsageError
from kg.store import declared, example, load, open_files, renamed, study_text
from kg.store.query.query_parameters import terms
from kg.store.query.session import Limits
from tests.servers import oxigraph_server

FORMER, TODAY = "NCT99984099", "NCT99984015"
SAID = f"{FORMER} is a former id of {TODAY}\n"
RELATED = f"""
@prefix ct: <https://w3id.org/kgbuild/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/kgbuild/id/> .
<study/NCT1> a ct:Study ; dcterms:title "another" ; ct:relatedStudy <study/{FORMER}> , <study/NCT2> .
<record/x/NCT1> ct:describes <study/NCT1> ; dcterms:identifier "NCT1" .
"""


def kgbuild(*args: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in args])


@pytest.fixture(scope="module")
def graph(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a study with a former id, and beside it the store `s`."""
    folder = tmp_path_factory.mktemp("former")
    source = cases / "files" / "11_alias.json"
    assert kgbuild("ingest", source, "-o", folder / "g.nq", "--store", folder / "s", "--no-link", "-q").exit_code == 0
    return folder / "g.nq"


@pytest.fixture(params=["file", "store", "endpoint"])
def opened(request: pytest.FixtureRequest, graph: Path) -> Iterator[tuple[str, ...]]:
    """How the graph is named to `query`."""
    match request.param:
        case "file":
            yield (str(graph),)
        case "store":
            yield (str(graph.parent / "s"),)
        case _:
            with oxigraph_server("--union-default-graph") as address:
                assert kgbuild("load", graph, "--to", address, "--preset", "oxigraph").exit_code == 0
                yield "--endpoint", f"{address}/query"


@pytest.mark.slow
def test_a_question_about_a_former_id_is_answered(opened: tuple[str, ...]) -> None:
    former, today = (
        kgbuild("query", *opened, "--example", "facts-of-study", "--set", f"study={id_}", "--format", "csv")
        for id_ in (FORMER, TODAY)
    )
    assert (former.exit_code, former.stdout) == (0, today.stdout)
    assert "A Trial of Made-Up Tablets" in former.stdout
    assert (former.stderr, today.stderr) == (SAID, "")


@pytest.mark.parametrize("name", ["g.nq", "s"])
def test_a_study_is_shown_by_a_former_id(graph: Path, name: str) -> None:
    former, today = (kgbuild("show", graph.parent / name, id_) for id_ in (f" {FORMER.lower()} ", TODAY))
    assert former.stdout == today.stdout
    assert former.stdout.startswith(f"{TODAY}  A Trial of Made-Up Tablets\n")
    assert (former.stderr, today.stderr) == (SAID, "")


def test_an_id_that_a_study_has_is_no_former_one(graph: Path, tmp_path: Path) -> None:
    """Two records may claim an id, one as its own, the other as a former one."""
    own = RELATED.replace("NCT1", FORMER)
    (tmp_path / "own.ttl").write_text(own)
    store = load([str(graph), str(tmp_path / "own.ttl")])
    notes: list[str] = []
    assert next(study_text(store, FORMER, note=notes.append)) == f"{FORMER}  another"
    assert notes == []
    with open_files([str(graph), str(tmp_path / "own.ttl")]) as asked:
        assert renamed(asked, example("facts-of-study").source, {"study": FORMER}, limits=Limits()) == {}


def test_a_former_id_of_several_studies_is_said_to_be_one(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "b.nq").write_bytes(graph.read_bytes().replace(TODAY.encode(), b"NCT99984016"))
    paths = [str(graph), str(tmp_path / "b.nq")]
    with open_files(paths) as asked:
        found = renamed(asked, example("facts-of-study").source, {"study": FORMER}, limits=Limits())
    assert str(found["study"]) == f"{FORMER} is a former id of {TODAY} and of NCT99984016; {TODAY} is taken"
    heads = [line for line in study_text(load(paths), FORMER) if line.startswith("NCT")]
    assert heads == [f"{TODAY}  A Trial of Made-Up Tablets", "NCT99984016  A Trial of Made-Up Tablets"]


def test_a_related_study_is_found_by_a_former_id(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "related.ttl").write_text(RELATED)
    notes: list[str] = []
    lines = list(study_text(load([str(graph), str(tmp_path / "related.ttl")]), "NCT1", note=notes.append))
    assert f"    - A Trial of Made-Up Tablets ({TODAY}, named as {FORMER})" in lines
    assert "    - NCT2" in lines
    assert notes == [SAID.strip()]


def test_an_id_that_nobody_has_or_had_is_an_error(graph: Path) -> None:
    done = kgbuild("show", graph, "NCT00000000")
    assert (done.exit_code, done.stderr) == (2, "error: there is no study 'NCT00000000' in this graph\n")


@pytest.mark.parametrize("name", ["cycle.ttl", "evil.ttl", "evil2.ttl"])
def test_a_hostile_graph_is_shown_to_its_end(cases: Path, name: str) -> None:
    lines = list(study_text(load([str(cases / "attacks" / name)]), "NCT1"))
    assert lines[-1] == "  record: NCT1"
    assert len(lines) < 10


def _parts(rows: str) -> str:
    return RELATED + rows


@pytest.mark.parametrize("position", ['"x"', '"1.5"', '"9" , "x"', '"٣"', f'"{"9" * 5_000}"', "<study/NCT1>", '""'])
def test_a_position_may_be_anything(position: str, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(
        _parts(
            '<study/NCT1> ct:arm <study/NCT1/arm/b> , <study/NCT1/arm/a> . <study/NCT1/arm/a> ct:label "first" .'
            f"<study/NCT1/arm/b> <https://schema.org/position> {position} ."
        )
    )
    lines = list(study_text(load([str(tmp_path / "g.ttl")]), "NCT1"))
    assert sum(line.startswith("  arm:") for line in lines) == 2


def test_parts_may_be_nested_deeper_than_python_calls(tmp_path: Path) -> None:
    chain = "".join(f"<study/NCT1/{n}> ct:arm <study/NCT1/{n + 1}> .\n" for n in range(3_000))
    (tmp_path / "g.ttl").write_text(_parts(f"<study/NCT1> ct:arm <study/NCT1/0> .\n{chain}"))
    assert len(list(study_text(load([str(tmp_path / "g.ttl")]), "NCT1"))) > 3_000


def test_parts_that_share_parts_do_not_multiply_without_end(tmp_path: Path) -> None:
    """Forty levels of two that each lead to both of the next are 2^40 ways."""
    rows = "".join(
        f"<study/NCT1/{n}{side}> ct:arm <study/NCT1/{n + 1}a> , <study/NCT1/{n + 1}b> .\n"
        for n in range(40)
        for side in "ab"
    )
    (tmp_path / "g.ttl").write_text(_parts(f"<study/NCT1> ct:arm <study/NCT1/0a> .\n{rows}"))
    assert len(list(study_text(load([str(tmp_path / "g.ttl")]), "NCT1"))) < 50_000


def test_an_intervention_is_shown_in_full_under_the_first_arm_alone(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(
        _parts(
            "<study/NCT1> ct:arm <study/NCT1/a> , <study/NCT1/b> . <study/NCT1/a> ct:usesIntervention <study/NCT1/i> ."
            '<study/NCT1/b> ct:usesIntervention <study/NCT1/i> . <study/NCT1/i> dcterms:description "a pill" .'
        )
    )
    lines = list(study_text(load([str(tmp_path / "g.ttl")]), "NCT1"))
    assert lines.count("      description: a pill") == 1


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("foo", "known are country, decimal, integer, iri, mesh, study, text, code LIST"),
        ("study id", "known are country"),
        ("code", "code lists are age-group"),
        ("code ../../../etc/passwd", "code lists are age-group"),
    ],
)
def test_an_unknown_kind_of_parameter_is_named_with_those_there_are(kind: str, known: str, graph: Path) -> None:
    question = f"# parameter: x | {kind} | 1 | a number\nASK {{ ?s ?p $x }}"
    with pytest.raises(UsageError, match=rf"its parameter x the unknown kind {json.dumps(kind)[1:-1]!r}; {known}"):
        terms(declared(question), {})
    done = kgbuild("query", graph, question)
    assert (done.exit_code, done.stdout) == (2, "")
