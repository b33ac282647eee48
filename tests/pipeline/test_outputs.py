"""Output files appear whole or not at all."""

import gzip
from pathlib import Path

import pytest

from kg.errors import FileError
from kg.pipeline.ledger import Entry, Fate, Ledger
from kg.pipeline.outputs import open_output


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


def test_the_ledger_balances_or_says_so() -> None:
    from kg.errors import LedgerError

    ledger = Ledger()
    ledger.book([], read=1)
    with pytest.raises(LedgerError, match="1 records were read, but 0"):
        ledger.check()
    ledger.book([Entry(source="a", fate=Fate.WRITTEN)], read=0)
    ledger.check()
    assert [entry.source for entry in ledger.entries] == ["a"]
    assert ledger.counts() == {Fate.WRITTEN: 1, Fate.REJECTED: 0, Fate.DUPLICATE: 0}
