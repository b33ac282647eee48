"""A long table in a run is cut between its rows, gives the same bytes whoever works, and is continued."""

import gzip
import zipfile
from pathlib import Path

import pytest

from .making import table
from .test_resume import AS_OF, Run, wait_for

pytestmark = pytest.mark.slow

STUDIES = 2_000


class _OfTable(Run):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = table(folder / "all.csv", STUDIES)
        self.expected = self.finished("undisturbed", *AS_OF)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _OfTable(tmp_path_factory.mktemp("tables"))


def test_the_ledger_counts_every_row(run: Run) -> None:
    rejected, twice = STUDIES // 100, STUDIES // 90
    assert run.source.stat().st_size > 1 << 20, "a table this long is cut"
    assert run.expected[1] == {"written": STUDIES, "rejected": rejected, "duplicate": twice}


@pytest.mark.parametrize(
    "options",
    [("--jobs", "1"), ("--cluster", "local")],
    ids=["serial", "dask"],
)
def test_whoever_works_the_bytes_are_the_same(run: Run, options: tuple[str, str]) -> None:
    assert run.finished(options[0], *AS_OF, *options) == run.expected


def test_a_run_that_is_killed_is_continued(run: Run) -> None:
    process = run.start("killed", *AS_OF)
    wait_for(2, run.folder / "killed", process)
    process.kill()
    process.communicate()
    assert run.finished("killed", *AS_OF) == run.expected


def said(graph: bytes) -> set[bytes]:
    """What a graph says but for where the records stood."""
    lines = gzip.decompress(graph).splitlines()
    return {line for line in lines if not any(word in line for word in (b"sourceName", b"sourcePosition", b"/build"))}


@pytest.mark.parametrize("packing", ["gz", "zip"])
def test_a_packed_table_gives_the_same_records(run: Run, packing: str) -> None:
    content, plain = run.source.read_bytes(), run.source
    run.source = plain.with_suffix(f".csv.{packing}")
    if packing == "gz":
        run.source.write_bytes(gzip.compress(content))
    else:
        with zipfile.ZipFile(run.source, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("tables/all.csv", content)
    graph, ledger = run.finished(packing, *AS_OF)
    run.source = plain
    assert ledger == run.expected[1]
    assert said(graph) == said(run.expected[0])
