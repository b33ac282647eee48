"""CONTRIBUTING leads to files that exist, commands that exist, and the tables that it names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:md|toml|yml))`", PAGE)) - {"build/site"})
CHANGES = ("reader", "field", "rule", "format", "option", "vocabulary", "preset")
"""What people come to add."""


@pytest.mark.parametrize("path", PATHS)
def test_every_path_named_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("change", CHANGES)
def test_every_kind_of_change_has_its_files(change: str) -> None:
    section = re.split(rf"^### An? {change}\b", PAGE, flags=re.M)[1].split("\n### ")[0]
    assert len(re.findall(r"^\| `", section, re.M)) >= 3


def test_every_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|\$ )make ([\w-]+)", PAGE))
    assert {"test", "docs", "golden", "site", "coverage"} <= named
    assert named <= targets


def test_the_tables_it_names_stand_where_it_says() -> None:
    for table, path in (
        ("READERS", "kg/sources/__init__.py"),
        ("VOCABULARIES", "kg/vocabulary_list.py"),
        ("INSTALLABLE", "kg/vocabulary_list.py"),
        ("PRESETS", "kg/store/loading/presets.py"),
        ("class Format", "kg/rdf/formats.py"),
    ):
        assert path in PAGE
        assert table in (ROOT / path).read_text(encoding="utf-8")
