"""The generated documents, and the generated part of the README, by their paths."""

import re
from pathlib import Path

from .model_page import model_page, model_picture
from .rules_page import rules_pages

__all__ = ["ROOT", "documents", "left_over"]

ROOT = Path(__file__).parent.parent.parent
_PICTURE = re.compile(r"(<!-- model -->\n).*?(<!-- /model -->)", re.DOTALL)


def documents() -> dict[Path, str]:
    """Path -> the text that should stand there."""
    readme = ROOT / "README.md"
    return {
        **{ROOT / "docs" / "rules" / name: page for name, page in rules_pages().items()},
        ROOT / "docs" / "model.md": model_page(),
        readme: _with_picture(readme.read_text(encoding="utf-8")),
    }


def left_over() -> list[Path]:
    """Pages of rules that no rule stands on any more."""
    return sorted(set((ROOT / "docs" / "rules").glob("*.md")) - set(documents()))


def _with_picture(readme: str) -> str:
    """The README with the picture between its two marks."""
    if not _PICTURE.search(readme):
        raise ValueError("README.md lacks the marks <!-- model --> and <!-- /model -->")
    return _PICTURE.sub(lambda found: f"{found[1]}{model_picture()}\n{found[2]}", readme)
