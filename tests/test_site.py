"""The documentation as a site: built strictly, with every page and every public name."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent


def test_every_page_of_the_docs_has_its_place_in_the_navigation() -> None:
    listed = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs").glob("*.md") if not re.search(rf": {path.name}$", listed, re.M)]
    assert missing == []


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed: pip install .[docs]")
def test_the_site_is_built_without_a_warning_and_shows_every_public_name(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own documentation
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = (tmp_path / "site" / "python" / "index.html").read_text(encoding="utf-8")
    assert [name for name in kg.__all__ if name != "__version__" and f'id="kg.{name}"' not in shown] == []
    assert (tmp_path / "site" / "rules" / "study" / "index.html").is_file()
    assert (tmp_path / "site" / "contributing" / "index.html").is_file()
