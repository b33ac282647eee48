"""What `make demo` shows: the made-up trials as a graph, one question answered, and what to try next."""

import subprocess
import sys
from pathlib import Path

_TOP = Path(__file__).parent.parent
_STEPS = (
    ("ingest", "examples/trials"),
    ("query", "kg-out", "--example", "trials-by-condition", "--format", "table"),
)
_NEXT = """
Try next, with `.venv/bin/kgbuild` in the place of `kgbuild`:
  kgbuild show kg-out NCT09990001
  kgbuild query kg-out --list
  kgbuild ingest FOLDER-WITH-YOUR-PAGES
"""


def main() -> int:
    """Runs each step as a user would type it."""
    for step in _STEPS:
        sys.stdout.write(f"\n$ kgbuild {' '.join(step)}\n")
        sys.stdout.flush()
        done = subprocess.run([sys.executable, "-m", "kg", *step], cwd=_TOP, check=False)  # noqa: S603 - our own command
        if done.returncode:
            return done.returncode
    sys.stdout.write(_NEXT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
