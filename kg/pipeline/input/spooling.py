"""What can be read only once, such as standard input or a FIFO, as a file that is removed when the program ends."""

import atexit
import errno
import shutil
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from kg.errors import FileError

__all__ = ["spooled"]


def spooled(path: Path | None) -> Path:
    """A file with what a path gives, or standard input; raises OSError if the path cannot be read."""
    if path is None:
        return _kept(sys.stdin.buffer)
    with path.open("rb") as stream:
        return _kept(stream)


def _kept(stream: BinaryIO) -> Path:
    with tempfile.NamedTemporaryFile(prefix="kgbuild-input-", delete=False) as kept:
        atexit.register(Path(kept.name).unlink, missing_ok=True)
        try:
            shutil.copyfileobj(stream, kept)
            kept.flush()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            raise FileError(f"cannot keep what is read in {tempfile.gettempdir()}: {error.strerror}") from error
    return Path(kept.name)
