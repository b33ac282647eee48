"""Writes `docs/pictures/report.png`, by Chromium: `python -m tests.docs.report_picture`.

The page is what `ingest --report` writes of the examples and of a page of an aggregator, which leaves out what the
WHO asks for. Fonts differ from machine to machine, so that no test holds the picture to its bytes.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import kg

_ROOT = Path(__file__).parent.parent.parent
_PICTURE = _ROOT / "docs" / "pictures" / "report.png"
_INPUTS = ("examples/trials", "examples/exports", "tests/golden/iron-before-heart-surgery.txt")


def _write() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("error: the picture needs Chromium\n")
        return 2
    with TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        kg.ingest(_INPUTS, report=page, out_dir=folder, as_of="2026-01-01", jobs=1)
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,1010")
        command = [chromium, *options, f"--user-data-dir={folder}/profile", f"--screenshot={_PICTURE}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a browser on a page of our own
    return 0


if __name__ == "__main__":
    sys.exit(_write())
