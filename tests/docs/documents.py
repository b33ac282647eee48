"""The generated documents, and the generated parts of others, by their paths."""

import re
from pathlib import Path

from .checks_page import checks_page
from .context_file import CONTEXT, context_file
from .imports_table import imports_tables
from .linkml_schema import LINKML_SCHEMA, linkml_schema
from .model_page import model_page
from .python_page import names
from .rules_page import rules_pages
from .strict_shapes import strict_shapes
from .study_schema import STUDY_SCHEMA, study_schema
from .trial_picture import TRIAL_PICTURE, trial_picture

__all__ = ["ROOT", "documents", "left_over"]

ROOT = Path(__file__).parent.parent.parent


def documents() -> dict[Path, str]:
    """Path -> the text that should stand there."""
    architecture, python = ROOT / "docs" / "architecture.md", ROOT / "docs" / "python.md"
    return {
        **{ROOT / "docs" / "rules" / name: page for name, page in rules_pages().items()},
        CONTEXT: context_file(),
        STUDY_SCHEMA: study_schema(),
        LINKML_SCHEMA: linkml_schema(),
        ROOT / "docs" / "model.md": model_page(),
        ROOT / "docs" / "checks.md": checks_page(),
        ROOT / "shapes" / "strict.ttl": strict_shapes(),
        TRIAL_PICTURE: trial_picture(),
        architecture: _filled(architecture, "imports", imports_tables()),
        python: _filled(python, "names", names()),
    }


def left_over() -> list[Path]:
    """Pages of rules that no rule stands on any more."""
    return sorted(set((ROOT / "docs" / "rules").glob("*.md")) - set(documents()))


def _filled(path: Path, mark: str, content: str) -> str:
    """A document with the content between its two marks."""
    between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    document = path.read_text(encoding="utf-8")
    if not between.search(document):
        raise ValueError(f"{path.name} lacks the marks <!-- {mark} --> and <!-- /{mark} -->")
    return between.sub(lambda found: f"{found[1]}{content}\n{found[2]}", document)
