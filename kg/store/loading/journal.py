"""What of a load was sent and confirmed, so that the next run goes on where this one stopped."""

from hashlib import sha256
from pathlib import Path

__all__ = ["Journal", "journal_path"]


def journal_path(folder: Path, *identity: str) -> Path:
    """The file for a load from one source to one place."""
    return folder / f"load-{sha256(chr(10).join(identity).encode()).hexdigest()[:16]}.txt"


class Journal:
    """The digests of the units that were confirmed, in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = path.read_text(encoding="ascii").splitlines() if path.exists() else []
        self._place = 0

    def confirmed(self, digest: str) -> bool:
        """Whether the next unit was sent in an earlier run.

        It must come in the same place, with all before it the same: a unit may empty graphs that later ones fill.
        """
        found = self._place < len(self._known) and self._known[self._place] == digest
        self._place += found
        return found

    def note(self, digest: str) -> None:
        """Notes that a unit was sent; what an earlier run sent after this place no longer counts."""
        if self._place < len(self._known) or not self._path.exists():
            self._known = self._known[: self._place]
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("".join(f"{each}\n" for each in self._known), encoding="ascii")
        with self._path.open("a", encoding="ascii") as stream:
            stream.write(f"{digest}\n")
        self._known.append(digest)
        self._place += 1

    def forget(self) -> None:
        """Removes the file: nothing is taken for sent any more."""
        self._path.unlink(missing_ok=True)
