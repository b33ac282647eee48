"""Readings into a graph, through the same run as files: they wait in a temporary folder, and none is held."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from kg.errors import FileError, UsageError
from kg.iris import Minter
from kg.pipeline.input.files import InputFile
from kg.pipeline.input.remote import is_remote
from kg.pipeline.reports.description import write_description
from kg.pipeline.run.ingest import Request, Result, ingest
from kg.pipeline.run.outputs import target_of
from kg.pipeline.run.recipe import Output, Recipe
from kg.pipeline.run.request import VERSIONS, moment
from kg.sources.reading import Key, LineAccount, Reading, RecordAccount
from kg.sources.splits import Split, Whole
from kg.store import description_path

__all__ = ["write_records"]

_TOGETHER = 10_000
"""Readings of a file: so many entries of a directory of a zip are held at once."""


def write_records(records: Iterable[Reading], output: Output, *, base: str, as_of: datetime | str | None) -> Result:
    """Writes the graph of readings, and its description beside it; raises FileError if no study is among them."""
    recipe = Recipe(base=Minter(base).base)
    with _waiting(records) as files:
        request = Request(
            paths=(),
            files=files,
            outputs=lambda _: (output,),
            recipe=recipe,
            as_of=moment(as_of),
            versions=VERSIONS,
        )
        result = ingest(request)
    if not result.totals.records:
        raise FileError("no study was found among the readings, so no graph is written")
    if is_remote(output.path) or target_of(output.path):
        write_description(description_path(output.path), result.description, result.outputs, base=recipe.base)
    return result


@contextmanager
def _waiting(records: Iterable[Reading]) -> Iterator[list[InputFile]]:
    """Files that hold the readings, as long as the block lasts."""
    with TemporaryDirectory(prefix="kgbuild-") as folder:
        rest = iter(records)
        files: list[InputFile] = []
        for first in rest:
            path = Path(folder, f"{len(files):06}")
            with zipfile.ZipFile(path, "w") as packed:
                for number, each in enumerate(chain([first], islice(rest, _TOGETHER - 1))):
                    packed.writestr(zipfile.ZipInfo(f"{number:06}"), _packed(each))
            files.append(InputFile(path, path.name, named=True, reader=_Waiting()))
        yield files


def _packed(reading: Reading) -> bytes:
    if not isinstance(reading, Reading):
        raise UsageError(f"readings are written, as kg.read gives them, and a {type(reading).__name__} is none")
    return msgspec.msgpack.encode(msgspec.structs.replace(reading, lines=()))


class _Waiting:
    """Gives the readings back."""

    name = "reading"
    publisher = ""
    description = "a record that was read"
    split: Split = Whole()
    account: RecordAccount = LineAccount(lambda _: ())

    def accepts(self, head: bytes) -> bool:
        """Whatever stands in a file that this module wrote."""
        return True

    def read(self, content: bytes, *, name: str, position: str | None = None, id_from_name: bool = False) -> Reading:
        """The reading, as it was; its origin says where it was read."""
        return msgspec.msgpack.decode(content, type=Reading)

    def key(self, content: bytes) -> Key | None:
        """None: the key goes by where the record was read, and not by where the reading waits."""
        return None
