"""The golden files are what their inputs give; a difference is shown as a diff of the record and one of the graph."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.golden import FOLDER, INPUTS, content_of, made


def difference(file: str, expected: str, found: str) -> str:
    lines = unified_diff(expected.splitlines(), found.splitlines(), f"golden/{file}", "now", lineterm="", n=2)
    return "\n".join(lines)


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_gives_its_golden_record_and_graph(name: str, request: pytest.FixtureRequest) -> None:
    each = INPUTS[name]
    data = request.getfixturevalue("data") if each.real else Path()
    told = []
    for file, found in made(name, content_of(each, data)).items():
        path = FOLDER / file
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        told.append(difference(file, expected, found))
    assert not any(told), "\n".join(["`make golden` writes them anew, if this is meant:", *filter(None, told)])


def test_a_difference_is_told_by_file_and_lines() -> None:
    told = difference("x.ttl", "a\nb\nc\n", "a\nB\nc\n")
    assert told == "--- golden/x.ttl\n+++ now\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c"


def test_no_golden_file_is_without_its_input() -> None:
    found = {path.name for path in FOLDER.iterdir() if path.suffix in {".ttl", ".json"}}
    inputs = {Path(each.path).name for each in INPUTS.values() if each.path.startswith("tests/golden/")}
    assert found - inputs == {f"{name}{end}" for name in INPUTS for end in (".record.json", ".ttl")}
