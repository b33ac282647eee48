"""The store in a folder: the same graph by any road, whole whatever happens, one writer at a time."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import FileError
from kg.iris import Minter
from kg.record import Origin, Study
from kg.statements import Teller
from kg.store import backup, base_of, open_folder, reading, statistics
from kg.store.folder.embedded import Opened
from kg.store.folder.folder_lock import locked
from kg.store.folder.replace import demoted
from tests.effort import examples
from tests.strategies import origins, studies

from .making import fill, study

ROOT = Path(__file__).parent.parent.parent
BASE = "https://w3id.org/kgbuild/id/"


def quads(folder: Path) -> set[str]:
    """All quads, those of the description aside: it names the time and the counts."""
    with reading(str(folder)) as store:
        return {str(quad) for quad in store if not str(quad.graph_name).endswith("/graph/build>")}


def description(folder: Path) -> set[str]:
    with reading(str(folder)) as store:
        graph = pyoxigraph.NamedNode(f"{BASE}graph/build")
        return {str(quad) for quad in store.quads_for_pattern(None, None, None, graph)}


def made(folder: Path, *held: Study) -> Path:
    fill(folder, *held)
    return folder


def test_record_by_record_equals_all_at_once(tmp_path: Path) -> None:
    at_once = made(tmp_path / "once", *(study(number) for number in range(12)))
    for start in (0, 5, 9):
        fill(tmp_path / "parts", *(study(number) for number in range(start, {0: 5, 5: 9, 9: 12}[start])))
    assert quads(tmp_path / "parts") == quads(at_once)
    assert description(tmp_path / "parts") == description(at_once)


def test_a_replaced_record_leaves_nothing_behind(tmp_path: Path) -> None:
    """Nor does what it alone said of shared nodes, or made their best name."""
    fill(tmp_path / "twice", *(study(number) for number in range(8)))
    fill(tmp_path / "twice", *(study(number, version=1) for number in (2, 3, 7)))
    fresh = made(tmp_path / "fresh", *(study(number, version=int(number in (2, 3, 7))) for number in range(8)))
    assert quads(tmp_path / "twice") == quads(fresh)
    assert description(tmp_path / "twice") == description(fresh)


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    before = quads(folder)
    fill(folder, study(1))
    assert quads(folder) == before


@pytest.mark.parametrize("first", ["ctgov", "meddatax"])
def test_the_leading_publisher_describes_the_study_whoever_comes_first(tmp_path: Path, first: str) -> None:
    second = {"ctgov": "meddatax", "meddatax": "ctgov"}[first]
    fill(tmp_path / "parts", study(1, publisher=first))
    fill(tmp_path / "parts", study(1, version=1 if second == "meddatax" else 0, publisher=second))
    if first == "meddatax":
        fill(tmp_path / "parts", study(1, version=1, publisher="meddatax"))
    once = made(tmp_path / "once", study(1), study(1, version=1, publisher="meddatax"))
    assert quads(tmp_path / "parts") == quads(once)
    assert description(tmp_path / "parts") == description(once)


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(studies, origins)
def test_demotion_gives_what_describe_gives(each: Study, origin: Origin) -> None:
    mint = Minter()
    tell = Teller(mint)
    leading = tell(each, origin=origin, leading=True).graphs
    alone = tell(each, origin=origin, leading=False).graphs
    node, record = (f"<{mint.absolute(iri)}>" for iri in (mint.study(each.id), mint.record(each.publisher, each.id)))
    for of_study, of_record in zip(leading, alone, strict=True):
        assert set(demoted(list(of_study.triples()), node, record)) == set(of_record.triples())


def test_one_writer_or_many_readers(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1))
    held = pytest.raises(FileError, match=r"being read by another process; --wait")
    with reading(str(folder)), reading(str(folder)), held:
        fill(folder, study(2))
    held = pytest.raises(FileError, match=rf"being written by process {os.getpid()} on .* since 2.*--wait")
    with locked(folder, writing=True), held:
        open_folder(str(folder)).query("ASK {}")
    fill(folder, study(2))


def test_waiting_for_a_writer(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", study(1))
    code = (
        "from kg.store.folder.folder_lock import locked; from pathlib import Path; import time\n"
        f"with locked(Path({str(folder)!r}), writing=True): print('held', flush=True); time.sleep(1)"
    )
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    with open_folder(str(folder), wait=300) as store:
        assert store.query("ASK { ?s a ct:Study }").boolean is True
    process.wait()
    process.stdout.close()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("text")
    with pytest.raises(FileError, match="other things"):
        fill(tmp_path, study(1))
    with pytest.raises(FileError, match="is no store"):
        backup(str(tmp_path), str(tmp_path / "b"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_backup_and_statistics(tmp_path: Path) -> None:
    folder = made(tmp_path / "s", *(study(number) for number in range(3)))
    backup(str(folder), str(tmp_path / "b"))
    assert quads(tmp_path / "b") == quads(folder)
    fill(tmp_path / "b", study(9))
    with reading(str(tmp_path / "b")) as store:
        found = statistics(store)
        counted = sum(1 for quad in store if not str(quad.graph_name).endswith(("/build>", "/ontology>")))
        assert base_of(store) == BASE
    assert found["classes"]["ct:ClinicalTrial"] == 4
    assert found["triples"] == counted
    with pytest.raises(FileError, match="exists"):
        backup(str(folder), str(tmp_path / "b"))


_LOAD = """
import sys
from pathlib import Path
from tests.store.making import fill, study
fill(Path(sys.argv[1]), *(study(number, version=int(sys.argv[2])) for number in range(30)))
"""


def loading(folder: Path, version: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _LOAD, str(folder), str(version)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def graphs(folder: Path) -> dict[str, frozenset[str]]:
    """Graph -> its triples, of the records."""
    found: dict[str, set[str]] = {}
    for quad in quads(folder):
        triple, _, graph = quad.removesuffix(" .").rpartition(" <")
        found.setdefault(graph, set()).add(triple)
    return {name: frozenset(rows) for name, rows in found.items() if "/record/" in name}


def test_what_a_writer_had_noted_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path / "s", study(1), study(2))
    with monkeypatch.context() as patch:
        patch.setattr(Opened, "_make", interrupted)
        with pytest.raises(KeyboardInterrupt):
            fill(folder, study(1, version=1))
    before = quads(folder)
    assert before == quads(made(tmp_path / "old", study(1), study(2)))
    with (folder / "pending.jsonl").open("a") as stream:
        stream.write('{"graph": "DROP SILENT GR')
    fill(folder, study(2))
    assert quads(folder) == quads(made(tmp_path / "new", study(1, version=1), study(2)))
    assert not (folder / "pending.jsonl").exists()


def interrupted(_: Opened, __: object) -> None:
    raise KeyboardInterrupt


def wait_for(process: "subprocess.Popen[bytes]", folder: Path, *, records: int) -> None:
    """Until the writer holds the store, and has begun to replace so many records, or is done."""
    begun = 0
    while process.poll() is None:
        with suppress(FileNotFoundError):
            begun = (folder / "pending.jsonl").read_bytes().count(b"\n")
        if (folder / "writer.json").exists() and begun >= records:
            return
        time.sleep(0.002)


@pytest.mark.slow
def test_a_killed_writer_leaves_whole_records(tmp_path: Path) -> None:
    old, new = (made(tmp_path / name, *(study(n, version=v) for n in range(30))) for v, name in enumerate(("a", "b")))
    whole = {name: {graphs(old)[name], graphs(new)[name]} for name in graphs(old)}
    chance = random.Random(7)  # noqa: S311
    mixed = 0
    for turn in range(15):
        folder = tmp_path / f"s{turn}"
        if turn % 3:
            backup(str(old), str(folder))
        process = loading(folder, 1)
        wait_for(process, folder, records=chance.randrange(30) if turn % 3 else 0)
        time.sleep(chance.random() * (0.01 if turn % 3 else 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (folder / "graph").exists():
            held = graphs(folder)
            assert all(rows in whole[name] for name, rows in held.items())
            mixed += 0 < sum(rows == graphs(new)[name] for name, rows in held.items()) < 30
        assert loading(folder, 1).wait() == 0
        assert quads(folder) == quads(new)
        assert description(folder) == description(new)
    assert mixed, "no kill came between two records"


names = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=examples(10), deadline=None)
@given(names)
def test_any_history_ends_like_its_last_versions(history: list[tuple[int, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        last: dict[int, int] = {}
        for number, version in history:
            fill(Path(place, "s"), study(number, version=version))
            last[number] = version
        fill(Path(place, "t"), *(study(number, version=version) for number, version in sorted(last.items())))
        assert quads(Path(place, "s")) == quads(Path(place, "t"))
        assert description(Path(place, "s")) == description(Path(place, "t"))
