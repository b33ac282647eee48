"""Golden files: of each input below, the record as read and the graph as written, side by side.

`make golden` writes them anew; a change of a reader or of the graph then shows as two small diffs.
"""

import json
import zipfile
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec
from typer.testing import CliRunner

from kg.cli.app import app
from kg.sources import detect

__all__ = ["FOLDER", "INPUTS", "Input", "content_of", "made"]

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
_AS_OF = "2026-01-01"


class Input(NamedTuple):
    """Where an input stands: below the project if it is made up, else below the folder of real records."""

    path: str
    real: bool = False
    member: str | None = None
    """Of an archive, the member that is read."""

    @property
    def file(self) -> str:
        """The name of the file, as the graph states it."""
        return self.member or Path(self.path).name


INPUTS = {
    "meddatax-page": Input("seeds/000_7c28dd15c91f2faf.txt", real=True),
    "ctgov-tabular": Input("seeds/004_d60ed95711b5b199.txt", real=True),
    "ctgov-v2": Input("ctgov-v2.zip", real=True, member="NCT02269566.json"),
    "ctgov-xml": Input("ctgov-xml.zip", real=True, member="NCT00000273.xml"),
    "made-up-meddatax-page": Input("tests/golden/iron-before-heart-surgery.txt"),
    "made-up-ctgov-tabular": Input("examples/trials/walking-after-heart-failure.txt"),
    "made-up-ctgov-fulltext": Input("examples/trials/lisinopril-in-heart-failure.txt"),
    "made-up-ctgov-details": Input("examples/pages/ginger-on-ferries.txt"),
    "made-up-isrctn-xml": Input("tests/golden/honey-for-night-cough.xml"),
    "made-up-drks-json": Input("tests/golden/evening-light-after-stroke.json"),
    "made-up-euctr-text": Input("tests/golden/ginger-for-sea-sickness.txt"),
    "made-up-ctis-json": Input("tests/golden/ginger-for-sea-sickness.json"),
    "made-up-ctis-json-before-june-2024": Input("tests/golden/ginger-before-june-2024.json"),
    "made-up-fhir-json": Input("tests/golden/evening-light-after-stroke.fhir.json"),
    "made-up-ictrp-xml": Input("tests/golden/ginger-for-seasickness.xml"),
    "made-up-ictrp-csv": Input("tests/golden/moss-tea-for-hay-fever.csv"),
    "made-up-chictr-xml": Input("tests/golden/warm-feet-and-sleep.xml"),
    "made-up-trial": Input("examples/exports/NCT99999901.json"),
    "made-up-results": Input("tests/golden/mint-oil-crossover.json"),
    "made-up-expanded-access": Input("examples/exports/NCT99999903.json"),
}
"""Name of the golden files -> what they are made of."""


def content_of(each: Input, data: Path) -> bytes:
    """The bytes of an input."""
    path = (data if each.real else ROOT) / each.path
    if each.member is None:
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(each.member)


def made(name: str, content: bytes) -> dict[str, str]:
    """File name -> the text that should stand there."""
    return {
        f"{name}.record.json": _record(content, INPUTS[name].file),
        f"{name}.ttl": _graph(content, INPUTS[name].file),
    }


def _record(content: bytes, file: str) -> str:
    """The study as its reader gives it; what is not stated is left out."""
    reader = detect(content[: 64 << 10])
    assert reader is not None, file
    reading = reader.read(content, name=file)
    assert reading.study is not None, file
    stated = msgspec.to_builtins(reading.study)
    return json.dumps(stated, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _graph(content: bytes, file: str) -> str:
    """What `kgbuild ingest` writes of it, names not matched: what is installed would make a difference."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path(file).write_bytes(content)
        options = ["-o", "graph.ttl", "--as-of", _AS_OF, "--no-link", "--fail-on", "none", "--quiet"]
        done = CliRunner().invoke(app, ["ingest", file, *options])
        assert done.exit_code == 0, done.output
        return Path("graph.ttl").read_text(encoding="utf-8")
