"""Registry exports of any size: the real studies again and again, each copy with an id of its own."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import DATA

__all__ = ["corpus", "records"]

_FOLDER = Path(tempfile.gettempdir()) / "kgbuild-benchmarks"


def corpus(count: int) -> Path:
    """An archive of so many studies, made once."""
    path = _FOLDER / f"ctgov-v2-{count}.zip"
    if not path.exists():
        _FOLDER.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for name, content in records(count):
                packed.writestr(name, content)
        part.rename(path)
    return path


def records(count: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of so many studies."""
    with zipfile.ZipFile(DATA / "ctgov-v2.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".json")]
        for number in range(count):
            name = names[number % len(names)]
            content = archive.read(name)
            old = Path(name).stem.encode()
            new = b"NCT%08d" % (10_000_000 + number)
            yield f"{new.decode()}.json", content.replace(old, new)
