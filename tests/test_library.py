"""The verbs of the library: every public name, after every module is imported; the same as from the command line."""

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

import kg
from kg.cli.help_pages import METAVARS
from kg.errors import FileError, UsageError
from kg.pipeline.run.options import IngestOptions
from kg.pipeline.verbs import records as records_module

from .cli.test_manners import kgbuild

ROOT = Path(__file__).parent.parent
TRIALS = ROOT / "examples" / "trials"
WITH_RESULTS = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
AS_OF = "2026-01-01"

EVERY_NAME = """
import importlib, pkgutil, sys, types
import kg
for each in pkgutil.walk_packages(kg.__path__, "kg."):
    if not each.name.endswith("__main__"):
        importlib.import_module(each.name)
trials, with_results, folder = sys.argv[1:]
graph = folder + "/graph.nq"
done = kg.ingest(trials, output=graph)
results = folder + "/results.nq"
kg.ingest(with_results, output=results, link=False).close()
store = folder + "/store"
kg.ingest(trials, store=store)
lexicon = folder + "/lexicon"
reading = next(kg.read(trials))
calls = {
    "IRI": lambda it: it("http://x/").n3(),
    "Answer": lambda it: it(),
    "AnswerRow": lambda it: it(["a"], [1]).a,
    "Differences": lambda it: isinstance(kg.diff(graph, store), it) or sys.exit("Differences"),
    "Endpoint": lambda it: it("http://127.0.0.1:9/"),
    "FileError": lambda it: it("said"),
    "Finding": lambda it: done.findings[0].__class__ is it or sys.exit("Finding"),
    "Ingested": lambda it: isinstance(done, it) or sys.exit("Ingested"),
    "KgbuildError": lambda it: it("said"),
    "LimitError": lambda it: it("said"),
    "Limits": lambda it: it(),
    "Minter": lambda it: it(),
    "OpenStore": lambda it: isinstance(done.graph, it) or sys.exit("OpenStore"),
    "Problem": lambda it: it(rule="CT-R001", severity=kg.Severity.INFO, message="said"),
    "Reading": lambda it: isinstance(reading, it) or sys.exit("Reading"),
    "RemoteError": lambda it: it("said"),
    "Severity": lambda it: it(1),
    "Study": lambda it: isinstance(reading.study, it) or sys.exit("Study"),
    "UsageError": lambda it: it("said"),
    "__version__": lambda it: it.split("."),
    "backup": lambda it: it(store, folder + "/backup"),
    "convert": lambda it: it(graph, folder + "/graph.ttl"),
    "coverage": lambda it: it(graph),
    "describe": lambda it: it(reading.study, origin=reading.origin, mint=kg.Minter()),
    "diff": lambda it: it(graph, store),
    "explain": lambda it: it("CT-S012"),
    "export": lambda it: it(store, folder + "/export.nq"),
    "export_results": lambda it: it(results, folder + "/tables"),
    "find": lambda it: it(graph, "heart"),
    "ingest": lambda it: it(trials),
    "link": lambda it: it(graph, folder + "/linked.nq"),
    "load": lambda it: callable(it) or sys.exit("load"),
    "mappings": lambda it: it(graph, folder + "/mappings.sssom.tsv"),
    "merge": lambda it: it(graph, folder + "/sheet.csv"),
    "open": lambda it: it(graph),
    "query": lambda it: it(graph, "ASK { ?s ?p ?o }"),
    "read": lambda it: it(trials),
    "remove": lambda it: it(store, "NCT09990001"),
    "report": lambda it: it(graph, "NCT09990001"),
    "show": lambda it: it(graph, "NCT09990001"),
    "stats": lambda it: it(store),
    "to_rdflib": lambda it: it([reading]),
    "validate": lambda it: it(graph),
    "vocab": lambda it: it.list(lexicon=lexicon),
    "write": lambda it: it([reading], folder + "/one.ttl"),
}
assert list(calls) == kg.__all__, set(calls) ^ set(kg.__all__)
for name, call in calls.items():
    assert not isinstance(getattr(kg, name), types.ModuleType), name
    call(getattr(kg, name))
done.close()
"""


@pytest.mark.slow
def test_every_public_name_can_be_called_after_every_module_is_imported(tmp_path: Path) -> None:
    script = [sys.executable, "-c", EVERY_NAME, str(TRIALS), str(WITH_RESULTS), str(tmp_path)]
    done = subprocess.run(  # noqa: S603 - our own program
        script, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def ingested() -> Iterator[kg.Ingested]:
    with kg.ingest(TRIALS, as_of=AS_OF) as done:
        yield done


def lines(path: Path) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS)}


def test_ingest_tells_all_that_the_command_tells(ingested: kg.Ingested) -> None:
    said = kgbuild("ingest", TRIALS, "-o", "-", "--format", "nq", "--json", "--as-of", AS_OF).stderr
    (summary,) = [each for each in map(json.loads, said.splitlines()) if each["event"] == "summary"]
    assert summary["studies"] == ingested.totals.studies == 4
    assert summary["triples"] == ingested.totals.triples
    assert summary["ledger"] == {fate.value: count for fate, count in ingested.ledger.counts().items()}
    assert sum(summary["problems"].values()) == len(ingested.problems)
    assert sum(summary["findings"].values()) == len(ingested.findings) > 0
    assert ingested.written == ()


@pytest.mark.parametrize("form", ["ttl", "nq", "trig", "nt"])
def test_what_is_written_afterwards_are_the_bytes_of_the_command(
    ingested: kg.Ingested, form: str, tmp_path: Path
) -> None:
    assert kgbuild("ingest", TRIALS, "-o", tmp_path / f"a.{form}", "--as-of", AS_OF).returncode == 0
    ingested.write(tmp_path / f"b.{form}")
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


@pytest.mark.parametrize("form", ["jsonld", "jsonl"])
def test_json_that_is_written_afterwards_says_the_same(ingested: kg.Ingested, form: str, tmp_path: Path) -> None:
    ingested.write(tmp_path / f"b.{form}")
    ingested.write(tmp_path / "b.nq")
    kg.convert(tmp_path / f"b.{form}", tmp_path / "c.nq")
    assert lines(tmp_path / "c.nq") == lines(tmp_path / "b.nq")
    assert (tmp_path / "context.jsonld").exists() == (form == "jsonl")


def test_the_default_files_are_those_of_the_command(tmp_path: Path) -> None:
    done = kg.ingest(TRIALS, out_dir=tmp_path / "a", as_of=AS_OF, report=tmp_path / "a.csv")
    assert kgbuild("ingest", TRIALS, "--out-dir", tmp_path / "b", "--as-of", AS_OF).returncode == 0
    names = ["graph.jsonld", "graph.ttl", "ledger.jsonl", "ontology.ttl", "validation.ttl", "void.ttl"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted([*names, "manifest.json"])
    assert [(tmp_path / "a" / each).read_bytes() for each in names] == [
        (tmp_path / "b" / each).read_bytes() for each in names
    ]
    assert len(done.written) == 7
    assert len(done.graph.query("SELECT ?s { GRAPH ?g { ?s a ct:Study } }").rows) == 4
    done.close()


def test_a_store_is_filled_and_asked(tmp_path: Path) -> None:
    with kg.ingest(TRIALS, store=tmp_path / "s", as_of=AS_OF) as done:
        assert done.written == (str(tmp_path / "s"),)
        assert len(done.graph.query("SELECT ?s { ?s a ct:Study }").rows) == 4
    done.write(tmp_path / "s.nq")
    kg.ingest(TRIALS, output=tmp_path / "f.nq", as_of=AS_OF)
    # A store writes decimals in a form of its own.
    assert len(lines(tmp_path / "s.nq")) == len(lines(tmp_path / "f.nq"))


def test_the_graph_that_nobody_keeps_is_removed() -> None:
    done = kg.ingest(TRIALS)
    (path,) = done._graph.files
    assert Path(path).exists()
    del done
    assert not Path(path).parent.exists()


def test_readings_go_through_the_run_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_module, "_TOGETHER", 2)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    kg.write((each for each in kg.read(TRIALS)), tmp_path / "a.trig", as_of=moment)
    kg.ingest(TRIALS, output=tmp_path / "b.trig", as_of=moment, link=False)
    assert (tmp_path / "a.trig").read_bytes() == (tmp_path / "b.trig").read_bytes()


def test_of_two_copies_of_a_reading_one_is_written(tmp_path: Path) -> None:
    kg.write([*kg.read(TRIALS), *kg.read(TRIALS)], tmp_path / "a.nt", as_of=AS_OF)
    kg.write(kg.read(TRIALS), tmp_path / "b.nt", as_of=AS_OF)
    assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()


def test_the_verbs_do_what_the_commands_do(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    kg.ingest(TRIALS, output=graph, as_of=AS_OF)
    assert f"{kg.show(graph, 'NCT09990001', width=200)}\n" == kgbuild("show", graph, "NCT09990001").stdout
    said = json.loads(kgbuild("coverage", graph, "--format", "json").stdout)
    assert said["kinds"] == [each._asdict() for each in kg.coverage(graph).kinds]
    text = "SELECT ?s { ?s a ct:Study } ORDER BY ?s"
    assert len(kg.query(graph, text).rows) == len(kgbuild("query", graph, text).stdout.splitlines()) - 1 == 4
    done = kg.convert([graph], tmp_path / "graph.ttl")
    assert (done.statements, done.united > 4) == (len(lines(graph)), True)
    assert kgbuild("convert", graph, "-o", tmp_path / "other.ttl").returncode == 0
    assert (tmp_path / "graph.ttl").read_bytes() == (tmp_path / "other.ttl").read_bytes()
    linked = kg.link(graph, tmp_path / "linked.nq")
    assert f"{linked.counts['country'][0]} of {linked.counts['country'][1]} countries" in kgbuild("link", graph).stderr
    assert graph.read_bytes() == (tmp_path / "linked.nq").read_bytes()
    (rule,) = kg.explain("CT-S012")
    assert kgbuild("explain", "CT-S012").stdout.startswith(f"{getattr(rule, 'id', '')}  {getattr(rule, 'title', '')}\n")


def a_reading() -> kg.Reading:
    return next(kg.read(TRIALS))


WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "a list for a path": (lambda: kg.read([TRIALS]), "kg.read takes a path where a list was given"),  # type: ignore[arg-type]
    "nothing": (kg.read, "there is nothing to read"),
    "no paths": (lambda: kg.ingest([]), "there is nothing to read"),
    "a reading for a path": (lambda: kg.read(a_reading()), "where a Reading was given"),  # type: ignore[arg-type]
    "a reading to open": (lambda: kg.open(a_reading()), "kg.open takes a path"),  # type: ignore[arg-type]
    "a reading to check": (lambda: kg.validate(a_reading()), "kg.to_rdflib makes one"),  # type: ignore[arg-type]
    "a reading to ask": (lambda: kg.query(a_reading(), "ASK {}"), "a path or an open graph"),  # type: ignore[call-overload]
    "a path for readings": (lambda: kg.write("x", "y.ttl"), r"kg.write takes readings where a path was given"),  # type: ignore[arg-type]
    "one reading": (lambda: kg.write(a_reading(), "y.ttl"), "put it in a list"),  # type: ignore[arg-type]
    "a number for readings": (lambda: kg.to_rdflib(1), "where a int was given"),  # type: ignore[arg-type]
    "numbers for readings": (lambda: kg.to_rdflib([1]), "a int is none"),  # type: ignore[list-item]
    "a reading as target": (lambda: kg.write([], a_reading()), "kg.write takes a path"),  # type: ignore[arg-type]
    "a format without a file": (lambda: kg.ingest(TRIALS, form="ttl"), "a format needs a file"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_argument_is_told_plainly(wrong: tuple[Callable[[], Any], str]) -> None:
    call, said = wrong
    with pytest.raises(UsageError, match=said):
        call()


def test_what_cannot_be_read_raises_with_the_message_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("nothing of a trial\n")
    for path in ("typo.txt", "notes.txt", "empty"):
        said = kgbuild("ingest", tmp_path / path, "-v", cwd=tmp_path)
        with pytest.raises(FileError) as error:
            list(kg.read(tmp_path / path))
        message = str(error.value).removeprefix(f"{tmp_path}/").partition(" (hint")[0].partition("] ")
        assert (message[2] or message[0]) in said.stdout + said.stderr
        with pytest.raises(FileError, match="no study was found"):
            kg.ingest(tmp_path / path)


VERBS: dict[str, Callable[..., Any]] = {
    **{
        name: getattr(kg, name)
        for name in ("backup", "convert", "coverage", "diff", "export", "find", "ingest", "link", "load")
    },
    **{name: getattr(kg, name) for name in ("mappings", "merge", "remove", "report", "show", "stats", "validate")},
    **{f"vocab {name}": getattr(kg.vocab, name) for name in ("build", "fetch", "learn", "list", "remove")},
}
SPELT = {"of_class": "--class", "form": "--format", "link": "--no-link", "replace": "--merge", "input_form": "--from"}
ARGUMENTS = {"data": "{FILE}", "source": "[FILE]", "show graph": "{FILE}"}
HEARD = {"listener", "note", "width"}
"""What takes the conversation, which the command line has on standard error, and the width of its terminal."""


@pytest.mark.parametrize("verb", VERBS)
def test_the_command_has_every_option_of_the_library(verb: str) -> None:
    shown = kgbuild(*verb.split(), "--help").stdout
    for name, parameter in inspect.signature(VERBS[verb]).parameters.items():
        known = ARGUMENTS.get(name, SPELT.get(name, f"--{name.replace('_', '-')}"))
        argument = f"{{{METAVARS.get(name, name.upper())}}}"
        positional = parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD and argument in shown
        assert name in HEARD or positional or known in shown, name


def test_the_options_are_declared_once() -> None:
    """The keywords of a verb in Python are those of the class of which its command is made."""
    assert list(inspect.signature(kg.ingest).parameters) == [each.name for each in fields(IngestOptions)]
    for verb in VERBS.values():
        assert "options" not in inspect.signature(verb).parameters
