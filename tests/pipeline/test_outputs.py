"""Output files appear whole or not at all."""

import gzip
from pathlib import Path

import pytest

from kg.errors import FileError, LedgerError
from kg.pipeline.run.ledger import Entry, Ledger, RecordFate
from kg.pipeline.run.outputs import open_output


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    with open_output(str(target)) as stream:
        stream.write(b"text")
        assert not target.exists()
    assert target.read_bytes() == b"text"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    target.write_text("before")

    def failing() -> None:
        with open_output(str(target)) as stream:
            stream.write(b"half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        failing()
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_compressed_bytes_depend_on_the_content_alone(tmp_path: Path) -> None:
    for name in ("a.nt.gz", "b.nt.gz"):
        with open_output(str(tmp_path / name)) as stream:
            stream.write(b"text" * 100)
    assert (tmp_path / "a.nt.gz").read_bytes() == (tmp_path / "b.nt.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.nt.gz").read_bytes()) == b"text" * 100


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    def write() -> None:
        with open_output(str(tmp_path / "file" / "x.txt")):
            pass

    with pytest.raises(FileError, match="cannot write"):
        write()


@pytest.mark.parametrize(
    ("found", "read", "studies", "message"),
    [
        (2, 2, 1, "2 records were found, 2 were read, but 1 are accounted for"),
        (2, 1, 1, "2 records were found, 1 were read"),
        (1, 2, 1, "1 records were found, 2 were read"),
        (1, 1, 2, "2 records were to be written, but 1 were"),
        (1, 1, 0, "0 records were to be written, but 1 were"),
    ],
)
def test_the_ledger_balances_or_says_so(found: int, read: int, studies: int, message: str) -> None:
    ledger = Ledger()
    ledger.book([Entry(source="a", fate=RecordFate.WRITTEN)], read=read)
    with pytest.raises(LedgerError, match=message):
        ledger.check(found=found, studies=studies)


def test_a_ledger_that_balances_counts_by_fate() -> None:
    ledger = Ledger()
    ledger.book([Entry(source="a", fate=RecordFate.WRITTEN), Entry(source="b", fate=RecordFate.REJECTED)], read=2)
    ledger.check(found=2, studies=1)
    assert ledger.counts() == {RecordFate.WRITTEN: 1, RecordFate.REJECTED: 1, RecordFate.DUPLICATE: 0}
