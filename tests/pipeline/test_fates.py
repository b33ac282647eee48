"""One record, one fate: whatever stage fails at a record, it alone is rejected, and no half of it stands anywhere."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import FileError, Severity
from kg.iris import BASE, Minter
from kg.linking import Linker
from kg.linking.installation import build_vocabulary
from kg.pipeline.run import executors, plan
from kg.pipeline.run.ingest import Output, Request, Result, ingest
from kg.pipeline.run.ledger import RecordFate
from kg.pipeline.run.precedence import leads
from kg.pipeline.run.recipe import Linking, Recipe
from kg.pipeline.run.store_feed import SharedStatementsFile
from kg.rdf import Format, Triple, writers
from kg.rdf.document import Nest
from kg.rdf.turtle_text import TurtleText
from kg.record import Study
from kg.shacl import Shapes
from kg.shacl.told_checks import ToldChecks
from kg.sources.fields.reader import FieldReader
from kg.sources.reading import Reading
from kg.statements import Teller
from kg.store import StoredRun, reading, store_writer
from tests.linking import made_up

from .making import study

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
COUNT = 9
BAD = study(4)["protocolSection"]["identificationModule"]["nctId"]
FORMS = (Format.NQUADS, Format.TURTLE, Format.TRIG, Format.JSONLD, Format.JSONLINES)
JOBS = [1, 2]


class Broken(Exception):  # noqa: N818 - what is raised is no error that anybody foresaw
    """What nobody foresaw."""


def names_it(*found: object) -> bool:
    return any(BAD in str(each) for each in found)


def failing(call: Callable[..., Any], error: BaseException | None = None) -> Callable[..., Any]:
    """The same call; where it is given the bad record, it fails at the end of its work."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        made = call(*args, **kwargs)
        if names_it(*args[-2:], *kwargs.values()):
            raise error or Broken("made up")
        return made

    return wrapped


def failing_member(member: Any) -> property:
    """The function that a struct has as its member, likewise."""
    return property(lambda self: failing(member.__get__(self)))


def failing_halfway(call: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """The same generator; at the bad record it gives its first thing and then fails."""

    def wrapped(self: Any, rows: Sequence[Triple], **kwargs: Any) -> Iterator[Any]:
        held = list(rows)
        for each in call(self, held, **kwargs):
            yield each
            if held and names_it(held[0][0]):
                raise Broken("made up")

    return wrapped


def too_deep() -> None:  # without arguments: with *these, Python 3.13.0 sees no depth, and crashes
    too_deep()


def deep(call: Callable[..., Any]) -> Callable[..., Any]:
    """The same call; at the bad record it calls itself without end."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return too_deep() if names_it(*args) else call(*args, **kwargs)

    return wrapped


STAGES: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "reader": (FieldReader, "read", failing),
    "tell": (Teller, "__call__", failing),
    "tell, too deep": (Teller, "__call__", deep),
    "N-Quads": (writers._Lines, "rendered", failing),
    "Turtle": (TurtleText, "subjects", failing_halfway),
    "JSON-LD": (Nest, "__call__", deep),
    "validation": (ToldChecks, "findings", failing),
    "for the store": (SharedStatementsFile, "rendered", failing),
}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "desc.xml").write_bytes(made_up.mesh_xml())
    build_vocabulary(folder, "mesh", [folder / "desc.xml"], built="2026-01-01")
    return folder


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that know what was patched, and several batches for them."""
    monkeypatch.setattr(executors, "_processes", lambda jobs: ProcessPoolExecutor(jobs, mp_context=get_context("fork")))
    monkeypatch.setattr(plan, "_FILES", 2)


def records(folder: Path, *, without: str | None = None) -> Path:
    """A file a study, so that leaving one out changes nothing of the others."""
    folder.mkdir()
    for number in range(COUNT):
        made = study(number)
        name = made["protocolSection"]["identificationModule"]["nctId"]
        if name != without:
            (folder / f"{name}.json").write_text(json.dumps(made))
    return folder


def run(source: Path, out: Path, *, lexicon: Path | None = None, jobs: int = 1) -> tuple[dict[str, bytes], Result]:
    """Every output of a run, and its result."""
    outputs = [Output(str(out / f"graph.{form.value.extension}"), form) for form in FORMS]
    store = StoredRun(Minter(), AS_OF, ("kgbuild test",), leads)
    with store_writer(str(out / "store"), store) as writer:
        request = Request(
            paths=[str(source)],
            outputs=lambda _: outputs,
            recipe=Recipe(BASE, checked=True, linking=Linking.of(lexicon) if lexicon else None),
            as_of=AS_OF,
            versions=("kgbuild test",),
            store=writer,
            jobs=jobs,
        )
        result = ingest(request)
    written = {Path(each.path).suffix: Path(each.path).read_bytes() for each in outputs}
    with reading(str(out / "store")) as graph:
        lines = sorted(str(quad) for quad in graph)
    return {**written, "store": "\n".join(lines).encode()}, result


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is written where the bad record is not there at all."""
    folder = tmp_path_factory.mktemp("without")
    return run(records(folder / "in", without=BAD), folder)[0]


ATTEMPTS = tuple(product(STAGES, JOBS))
"""Whatever the stage, a pool hands on what failed in the same way."""


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_record_at_which_a_stage_fails_is_as_if_it_were_not_there(
    attempt: tuple[str, int],
    without: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    forked: None,
) -> None:
    stage, jobs = attempt
    owner, name, way = STAGES[stage]
    monkeypatch.setattr(owner, name, way(getattr(owner, name)))
    written, result = run(records(tmp_path / "in"), tmp_path, jobs=jobs)
    assert written == without
    assert result.ledger.counts() == {RecordFate.WRITTEN: COUNT - 1, RecordFate.REJECTED: 1, RecordFate.DUPLICATE: 0}
    (entry,) = (each for each in result.ledger.entries if each.fate is RecordFate.REJECTED)
    (problem,) = result.problems
    assert (entry.source, entry.reason) == (f"{BAD}.json", str(problem))
    assert (problem.rule, problem.severity) == ("CT-R140", Severity.VIOLATION)
    assert "this is a fault of kgbuild, please report it" in problem.message
    assert problem.file == f"{BAD}.json"


def test_other_problems_of_the_record_are_kept_and_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Teller, "__call__", failing(Teller.__call__))
    source = records(tmp_path / "in")
    odd = json.loads((source / f"{BAD}.json").read_text())
    odd["protocolSection"]["designModule"]["phases"] = ["PHASE77"]
    (source / f"{BAD}.json").write_text(json.dumps(odd))
    _, result = run(source, tmp_path)
    assert [each.rule for each in result.problems] == ["CT-R140", "CT-R010"]


def test_a_reader_that_fails_at_the_head_of_a_file_costs_that_file(
    without: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FieldReader, "accepts", failing_member(FieldReader.accepts))
    written, result = run(records(tmp_path / "in"), tmp_path)
    assert written == without
    assert [(each.rule, each.file) for each in result.problems] == [("CT-R140", f"{BAD}.json")]
    assert result.ledger.counts()[RecordFate.REJECTED] == 1


def test_a_key_that_cannot_be_told_is_read_from_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two versions of a study one is written, whichever way the key of the first was found."""
    source = records(tmp_path / "in")
    later = study(4)
    later["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2025-05-05"
    (source / "later.json").write_text(json.dumps(later))
    expected, _ = run(source, tmp_path / "1")
    monkeypatch.setattr(FieldReader, "key", failing_member(FieldReader.key))
    written, result = run(source, tmp_path / "2")
    assert written == expected
    assert result.ledger.counts() == {RecordFate.WRITTEN: COUNT, RecordFate.REJECTED: 0, RecordFate.DUPLICATE: 1}


def test_a_reader_that_rejects_without_a_reason_is_at_fault(
    without: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = FieldReader.read

    def silent(self: FieldReader, content: bytes, **where: Any) -> Reading:
        found = read(self, content, **where)
        return Reading(origin=found.origin) if names_it(content) else found

    monkeypatch.setattr(FieldReader, "read", silent)
    written, result = run(records(tmp_path / "in"), tmp_path)
    assert written == without
    assert [each.rule for each in result.problems] == ["CT-R140"]


def test_a_version_at_which_kgbuild_fails_does_not_displace_one_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = records(tmp_path / "in")
    expected, _ = run(source, tmp_path / "1")
    later = study(4)
    later["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2025-05-05"
    later["protocolSection"]["identificationModule"]["acronym"] = "LATER"
    (source / "later.json").write_text(json.dumps(later))

    tell = Teller.__call__

    def fails(teller: Teller, given: Study, **more: Any) -> Any:
        if given.acronym == "LATER":
            raise Broken("made up")
        return tell(teller, given, **more)

    monkeypatch.setattr(Teller, "__call__", fails)
    written, result = run(source, tmp_path / "2")
    assert written == expected
    assert result.ledger.counts() == {RecordFate.WRITTEN: COUNT, RecordFate.REJECTED: 1, RecordFate.DUPLICATE: 0}
    assert [(each.rule, each.file) for each in result.problems] == [("CT-R140", "later.json")]


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt()], ids=["memory", "interrupt"])
@pytest.mark.parametrize("stage", ["reader", "tell", "validation"])
def test_what_is_no_single_records_ends_the_run(
    error: BaseException, stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, _ = STAGES[stage]
    monkeypatch.setattr(owner, name, failing(getattr(owner, name), error))
    with pytest.raises(type(error)):
        run(records(tmp_path / "in"), tmp_path)


def test_a_full_disk_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers._Lines, "write", full)
    with pytest.raises(FileError, match="No space left on device"):
        run(records(tmp_path / "in"), tmp_path)


NODE = "https://w3id.org/kgbuild/id/condition/asthma"


SAME_NAME = b"<https://w3id.org/kgbuild/ontology#sameName>"


def failing_at_asthma(call: Callable[..., Any]) -> Callable[..., Any]:
    """The same call; at the node of asthma it fails."""

    def wrapped(self: Any, given: Any) -> Any:
        if NODE in str(given):
            raise Broken("a very\nlong text " + "x" * 10_000)
        return call(self, given)

    return wrapped


@pytest.mark.slow
@pytest.mark.parametrize("jobs", JOBS, ids=["serial", "pool"])
def test_a_node_whose_matching_fails_has_no_match_and_keeps_what_is_said_of_it(
    jobs: int, lexicon: Path, without: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    source = records(tmp_path / "in")
    plain, _ = run(source, tmp_path / "plain")
    monkeypatch.setattr(Linker, "match", failing_at_asthma(Linker.match))
    written, result = run(source, tmp_path, lexicon=lexicon, jobs=jobs)
    said = {line for line in plain[".nq"].splitlines() if NODE.encode() in line}
    # What a node is called does not hang on what it matches.
    assert said == {line for line in written[".nq"].splitlines() if NODE.encode() in line and SAME_NAME not in line}
    assert (result.totals.nodes["condition"], result.totals.matched["condition"]) == (10, 0)
    (problem,) = result.problems
    assert (problem.rule, problem.path, problem.severity) == ("CT-R141", NODE, Severity.VIOLATION)
    assert problem.message.startswith("Broken: a very long text xxx")
    assert len(problem.message) < 400
    assert result.ledger.counts()[RecordFate.WRITTEN] == COUNT


def test_a_node_whose_check_fails_costs_its_own_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = records(tmp_path / "in")
    monkeypatch.setattr(Shapes, "check", _failing_check(Shapes.check))
    written, result = run(source, tmp_path)
    assert NODE.encode() in written[".nq"]
    assert [(each.rule, each.path) for each in result.problems] == [("CT-R142", NODE)]


def _failing_check(call: Callable[..., Any]) -> Callable[..., Any]:
    """Fails where asthma is checked as a node of its own, not where it is only looked up."""

    def wrapped(self: Any, given: Any) -> Any:
        rows = given if isinstance(given, tuple) else ()
        if rows and NODE in str(rows) and "/study/" not in str(rows):
            subjects = list(dict.fromkeys(row[0] for row in rows))
            if subjects[0] <= f"<{NODE}>" and (subjects[0] == f"<{NODE}>" or len(subjects) > 1):
                raise Broken("made up")
        return call(self, given)

    return wrapped


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_the_exit_code_is_1_and_the_message_says_what_to_do(
    quiet: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Teller, "__call__", failing(Teller.__call__))
    source = records(tmp_path / "in")
    done = CliRunner().invoke(
        app, ["ingest", str(source), "-o", str(tmp_path / "g.nq"), "--no-link", *(quiet or ("-v",))]
    )
    assert done.exit_code == 1
    assert BAD.encode() not in (tmp_path / "g.nq").read_bytes()
    if not quiet:
        assert "this is a fault of kgbuild, please report it" in done.output


def test_every_name_that_ended_a_run_is_written(cases: Path, tmp_path: Path) -> None:
    written, result = run(cases / "attacks" / "nowords", tmp_path)
    assert result.ledger.counts()[RecordFate.WRITTEN] == 2
    assert not list(result.problems)
    assert b'"Vaccine (+)"' in written[".nq"]
