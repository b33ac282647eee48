"""Whoever works, each task is done once; what ends a process is found, and everything else is done."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from kg.errors import RemoteError
from kg.pipeline.input.files import InputFile
from kg.pipeline.run.executors import LOCAL, WorkerError, task_executor
from kg.pipeline.run.tasks import Task

from . import fatal_work as killers
from .making import study

EXECUTORS = [{"jobs": 1}, {"jobs": 2}, pytest.param({"jobs": 2, "cluster": LOCAL}, marks=pytest.mark.slow)]
IDS = ["serial", "processes", "dask"]


def tasks(folder: Path, contents: list[list[str]]) -> list[Task[str]]:
    """A task for each list: a file of JSON lines."""
    made = []
    for number, titles in enumerate(contents):
        path = folder / f"in-{number}.jsonl"
        studies = [study(index) for index, _ in enumerate(titles)]
        for each, title in zip(studies, titles, strict=True):
            each["protocolSection"]["identificationModule"]["briefTitle"] = title
        path.write_text("".join(json.dumps(each) + "\n" for each in studies))
        file = InputFile(path, path.name, named=True)
        made.append(Task(folder / "out" / f"{number:06}", str(folder / "marks"), 1, (file,)))
    (folder / "marks").mkdir()
    return made


def seen(task: Task[str]) -> str:
    return (task.place / "seen").read_text()


@pytest.mark.parametrize("options", EXECUTORS, ids=IDS)
def test_each_task_is_done(options: dict[str, int], tmp_path: Path) -> None:
    work = tasks(tmp_path, [["a"] * 3, ["b"] * 2, ["c"] * 4])
    with task_executor(**options) as workers:  # type: ignore[arg-type]
        done = list(workers.run(killers.count, work))
    assert sorted(task.place for task in done) == [task.place for task in work]
    assert [seen(task) for task in work] == ["3 of 3", "2 of 2", "4 of 4"]


def test_processes_that_are_gone_between_two_stages_cost_nothing(tmp_path: Path) -> None:
    first, second = tasks(tmp_path, [["a"] * 3, ["b"] * 2])
    with task_executor(jobs=2) as workers:
        assert list(workers.run(killers.count, [first])) == [first]
        for process in active_children():
            process.kill()
        for thread in threading.enumerate():
            if type(thread).__name__ == "_ExecutorManagerThread":
                thread.join(60)  # then the pool takes no task any more
        assert list(workers.run(killers.count, [second])) == [second]
    assert [seen(task) for task in (first, second)] == ["3 of 3", "2 of 2"]


@pytest.mark.slow
@pytest.mark.parametrize("options", EXECUTORS[1:], ids=IDS[1:])
def test_a_record_that_ends_the_process_is_passed_over(options: dict[str, int], tmp_path: Path) -> None:
    work = tasks(tmp_path, [["a"] * 3, ["b", "POISON", "b", "b", "POISON"], ["c"] * 4])
    with task_executor(**options) as workers:  # type: ignore[arg-type]
        assert len(list(workers.run(killers.die_of_poison, work))) == 3
    assert [seen(task) for task in work] == ["3 of 3", "3 of 5", "4 of 4"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"000000", "000001", "000002"}


@pytest.mark.slow
def test_what_a_process_was_at_when_it_was_gone_is_done_again(tmp_path: Path) -> None:
    work = tasks(tmp_path, [["a"] * 3, ["b"] * 2, ["c"] * 4, ["d"]])
    with task_executor(jobs=2) as workers:
        assert len(list(workers.run(killers.die_once, work))) == 4
    assert [seen(task) for task in work] == ["3 of 3", "2 of 2", "4 of 4", "1 of 1"]


@pytest.mark.slow
@pytest.mark.parametrize("function", [killers.die_always, killers.die_of_two])
def test_a_process_that_is_gone_whatever_it_is_given_ends_the_run(
    function: Callable[[Task[str]], None], tmp_path: Path
) -> None:
    work = tasks(tmp_path, [["a", "b"]])
    with task_executor(jobs=2) as workers, pytest.raises(WorkerError, match=r"in-0\.jsonl"):
        list(workers.run(function, work))


@pytest.mark.parametrize("options", EXECUTORS, ids=IDS)
def test_an_error_of_the_disk_is_an_error_of_the_run(options: dict[str, int], tmp_path: Path) -> None:
    with task_executor(**options) as workers, pytest.raises(OSError, match="No space left"):  # type: ignore[arg-type]
        list(workers.run(killers.fail, tasks(tmp_path, [["a"]])))


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    dask = pytest.importorskip("dask")
    patience = dask.config.set({"distributed.comm.timeouts.connect": "1s"})  # in place of half a minute
    refused = pytest.raises(RemoteError, match=r"tcp://127\.0\.0\.1:1")
    with patience, refused, task_executor(cluster="tcp://127.0.0.1:1"):
        pass


UNGUARDED = """
import kg

kg.ingest("in.jsonl", output="out.nq", link=False, {options})
"""


@pytest.mark.slow
@pytest.mark.parametrize("options", ["jobs=2", "jobs=2, wait=600", "jobs=2, cluster='local'"])
def test_a_script_that_its_own_workers_run_once_more_ends_at_once_and_is_told_what_to_do(
    options: str, tmp_path: Path
) -> None:
    """A worker begins by running the script that started it, and this one has no `__main__` guard."""
    (tmp_path / "in.jsonl").write_text(json.dumps(study(1)) + "\n")
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(options=options))
    done = subprocess.run(  # noqa: S603
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=500, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert "WorkerError: no worker could start" in last
    assert 'put the script\'s work under `if __name__ == "__main__":`, or let one process work (jobs=1)' in last
    assert "CT-R111" not in done.stderr
    assert not (tmp_path / "out.nq").exists()


@pytest.mark.slow
def test_a_script_with_a_guard_has_its_workers(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(study(1)) + "\n")
    script = tmp_path / "script.py"
    guarded = UNGUARDED.format(options="jobs=2").replace("kg.ingest", 'if __name__ == "__main__":\n    kg.ingest')
    script.write_text(guarded)
    subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, timeout=500, check=True)  # noqa: S603
    assert (tmp_path / "out.nq").exists()
