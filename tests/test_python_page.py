"""The examples of docs/python.md do what the page says, and there is one of every public name."""

import doctest
import re
from pathlib import Path

import pytest

import kg
from tests.servers import oxigraph_server

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SERVER = "http://localhost:7878"
BLOCKS = re.findall(r"^```pycon\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HOW = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.REPORT_NDIFF


@pytest.mark.slow
def test_the_examples_answer_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    with oxigraph_server() as address:
        text = "\n".join(BLOCKS).replace(SERVER, address)
        examples = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", "docs/python.md", 0)
        done = doctest.DocTestRunner(optionflags=HOW).run(examples, out=said.append)
    assert done.attempted > 50
    assert done.failed == 0, "".join(said)


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_has_an_example(name: str) -> None:
    assert any(re.search(rf"\bkg\.{name}\b", block) for block in BLOCKS), f"docs/python.md has no example of kg.{name}"


@pytest.mark.parametrize("name", [name for name in kg.__all__ if name.endswith("Error")])
def test_every_error_stands_in_the_table(name: str) -> None:
    error = getattr(kg, name)
    code = "" if error is kg.KgbuildError else f"{error.exit_code} "
    assert re.search(rf"^\| `kg\.{name}` \| .* \| {code}\|$", PAGE, re.MULTILINE)


def test_no_block_is_left_untested() -> None:
    assert PAGE.count("```pycon") == len(BLOCKS) > 10
    assert "```python" not in PAGE
