"""What a run keeps is data of its own: never executed, never another's, and done again where it is damaged."""

import json
import os
import pickle
import stat
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import FileError, Problem, Severity, UsageError
from kg.pipeline.graph.build import Totals
from kg.pipeline.graph.shape_checks import Findings
from kg.pipeline.input.files import Unreadable
from kg.pipeline.input.problem_kind import ProblemKind
from kg.pipeline.run import run as runs
from kg.pipeline.run.batch import BatchResult, batch_result
from kg.pipeline.run.kept import got, is_sound, put, seal
from kg.pipeline.run.ledger import Entry, RecordFate
from kg.pipeline.run.problems import RepeatedProblems
from kg.pipeline.run.workdir import published, workspace
from kg.rdf.terms import Triple
from kg.shacl import Finding
from tests.effort import daily

from .making import export

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
ARGS = ("-o", "g.nq", "-v", "--no-link", "-j", "1", "--as-of", "2026-01-01", "--fail-on", "none")


class Trap:
    """Runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, ...]]:
        return os.mkdir, ("sprung",)


ITEM = Problem(rule="CT-R001", severity=Severity.INFO, message="m")


def found(number: int) -> tuple[Finding, Triple]:
    focus = f"<https://example.org/{number}>"
    finding = Finding(
        focus=focus,
        path="<https://example.org/p>",
        component="sh:C",
        shape=f"<https://example.org/shape/{number % 3}>",
        severity="http://www.w3.org/ns/shacl#Warning",
        messages=(f'"[CT-S{number % 3:03}] made up"',),
    )
    return finding, (focus, "<https://schema.org/name>", f'"name {number}"')


@given(st.lists(st.integers(0, 30), max_size=40), st.sampled_from([None, 0, 2]))
def test_findings_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], most: int
) -> None:
    held = Findings(most)
    for number in numbers:
        finding, triple = found(number)
        held.note([finding], [triple])
    path = tmp_path_factory.mktemp("kept") / "findings"
    put(path, held)
    again = got(path, Findings)
    assert again.validated() == held.validated()
    both, twice = Findings(most), Findings(most)
    for each in (held, held):
        both.merge(each)
    for each in (again, held):
        twice.merge(each)
    assert twice.validated() == both.validated()


def test_what_came_of_a_batch_comes_back_as_it_was(tmp_path: Path) -> None:
    result = BatchResult(
        Totals(3, 4, 5, Counter(a=1), Counter(b=2), Counter(c=3), publishers={"ctgov"}),
        Findings(3),
        [Entry(source="a", fate=RecordFate.REJECTED, reason="why")],
        1,
        [Problem(rule="CT-R001", severity=Severity.INFO, message="m")],
        RepeatedProblems(
            {
                ProblemKind("a", True, "a", "CT-R001", "m"): (
                    2,
                    Problem(rule="CT-R001", severity=Severity.INFO, message="m"),
                )
            }
        ),
        {"a"},
        [Unreadable("p", "r")],
        5,
    )
    result.totals.counts.links["mesh", "<p>"] = 7
    put(tmp_path / "report", result)
    again = batch_result(tmp_path)
    assert isinstance(again.totals.links, Counter)
    assert again.totals == result.totals
    assert (again.alike, again.fruitful) == (result.alike, result.fruitful)
    assert (again.entries, again.problems, again.unreadable) == (result.entries, result.problems, result.unreadable)
    assert (again.read, again.links, again.broken) == (1, 5, None)


def test_a_text_that_is_none_is_kept_escaped(tmp_path: Path) -> None:
    put(tmp_path / "report", Unreadable("\udce9tude.json", "gone"))
    assert got(tmp_path / "report", Unreadable) == Unreadable("\\udce9tude.json", "gone")


@pytest.mark.parametrize("content", [b"", b"\x80", b"\xc1", pickle.dumps(1), b"\x93\x01\x02\x03"])
def test_what_is_no_kept_work_is_refused_with_the_way_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report").write_bytes(content)
    with pytest.raises(FileError, match=r"report is damaged .*; --no-resume begins anew"):
        got(tmp_path / "report", BatchResult)


def sealed(folder: Path) -> Path:
    with published(folder / "000001") as place:
        (place / "short").write_bytes(b"short")
        (place / "long").write_bytes(bytes(3 << 20))
        seal(place)
    return folder / "000001"


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda place: os.truncate(place / "long", 1 << 20),
    "empty": lambda place: (place / "short").write_bytes(b""),
    "changed": lambda place: (place / "short").write_bytes(b"shorn"),
    "changed at its end": lambda place: (place / "long").write_bytes(bytes((3 << 20) - 1) + b"x"),
    "gone": lambda place: (place / "short").unlink(),
    "more": lambda place: (place / "more").touch(),
    "no seal": lambda place: (place / "seal").unlink(),
    "another seal": lambda place: (place / "seal").write_bytes(pickle.dumps(Trap())),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed(damage: str, tmp_path: Path) -> None:
    place = sealed(tmp_path)
    assert is_sound(place)
    DAMAGES[damage](place)
    assert not is_sound(place)


@pytest.fixture
def broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The work folder of a run that was broken off when all was done but the joining."""
    monkeypatch.chdir(tmp_path)
    export(tmp_path / "in.jsonl", 120)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(runs, "join_all", killed)
        assert CliRunner().invoke(app, ["ingest", "in.jsonl", *ARGS]).exit_code == 130
    work = tmp_path / ".g.nq.work"
    assert len(list(work.glob("*/[0-9]*"))) == 3
    return work


def expected(folder: Path) -> bytes:
    assert CliRunner().invoke(app, ["ingest", str(folder / "in.jsonl"), "-o", "e.nq", *ARGS[2:]]).exit_code == 0
    return (folder / "e.nq").read_bytes()


@pytest.mark.parametrize("name", daily(["report", "records-0", "said", "said.index", "notes", "shared-0"], {"notes"}))
def test_damaged_work_is_said_and_done_again(name: str, broken_off: Path) -> None:
    damaged = sorted(broken_off.glob(f"*/[0-9]*/{name}"))[-1]
    damaged.write_bytes(pickle.dumps(Trap()))
    done = CliRunner().invoke(app, ["ingest", "in.jsonl", *ARGS])
    assert done.exit_code == 0
    assert "[CT-R143]" in done.output
    assert damaged.parent.name in done.output
    assert not (broken_off.parent / "sprung").exists()
    assert (broken_off.parent / "g.nq").read_bytes() == expected(broken_off.parent)


def test_nothing_that_stands_in_a_work_folder_is_executed(broken_off: Path) -> None:
    for path in broken_off.rglob("*"):
        if path.is_file() and path.name not in ("lock", "run.json"):
            path.write_bytes(pickle.dumps(Trap()))
    done = CliRunner().invoke(app, ["ingest", "in.jsonl", *ARGS])
    assert done.exit_code == 0
    assert not (broken_off.parent / "sprung").exists()
    assert (broken_off.parent / "g.nq").read_bytes() == expected(broken_off.parent)


def test_work_that_is_whole_is_not_done_again(broken_off: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(*_: object) -> None:
        raise AssertionError("done again")

    for stage in ("survey", "split", "build", "share"):
        monkeypatch.setattr(runs, stage, again)
    done = CliRunner().invoke(app, ["ingest", "in.jsonl", *ARGS])
    assert done.exit_code == 0
    assert "CT-R143" not in done.output


def test_a_run_that_says_nothing_of_itself_is_begun_anew(broken_off: Path) -> None:
    (broken_off / "run.json").write_text("[]")
    assert CliRunner().invoke(app, ["ingest", "in.jsonl", *ARGS]).exit_code == 0


def opened(path: Path, key: str = "k") -> bool:
    """Whether what stands there is gone on with."""
    with workspace(path, key=key, as_of=AS_OF, resume=True) as work:
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        return work.continued


def begun(path: Path) -> Path:
    path.mkdir()
    (path / "run.json").write_text(json.dumps({"key": "k", "as_of": AS_OF.isoformat()}))
    (path / "survey").mkdir()
    sealed(path / "survey")
    return path


def test_a_work_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        assert not opened(tmp_path / "parent" / "work")
        with workspace(tmp_path / "work", key="k", as_of=AS_OF, resume=True) as work:
            with published(work.place("batch", 1)) as place:
                (place / "x").touch()
            modes = [stat.S_IMODE(path.stat().st_mode) for path in work.folder.rglob("*") if path.is_dir()]
            assert modes == [0o700, 0o700]
    finally:
        os.umask(old)


@pytest.mark.parametrize(("mode", "continued"), [(0o700, True), (0o755, True), (0o775, False), (0o707, False)])
def test_what_others_could_write_is_not_gone_on_with(mode: int, continued: bool, tmp_path: Path) -> None:
    work = begun(tmp_path / "work")
    work.chmod(mode)
    assert opened(work) is continued


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can give a folder away")
@pytest.mark.parametrize("owner", [65534, 54_321])
def test_the_work_folder_of_another_user_is_refused(owner: int, tmp_path: Path) -> None:
    work = begun(tmp_path / "work")
    os.chown(work, owner, owner)
    with pytest.raises(UsageError, match=r"work belongs to the user .*; remove it, or name another with --work"):
        opened(work)
    assert (work / "run.json").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can give a link away")
def test_the_link_of_another_user_is_refused(tmp_path: Path) -> None:
    mine, link = begun(tmp_path / "mine"), tmp_path / "work"
    link.symlink_to(mine)
    os.lchown(link, 65534, 65534)
    with pytest.raises(UsageError, match="belongs to the user"):
        opened(link)
    assert (mine / "run.json").exists()


def test_a_dangling_link_is_no_work_folder(tmp_path: Path) -> None:
    (tmp_path / "work").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileError, match="cannot write"):
        opened(tmp_path / "work")
