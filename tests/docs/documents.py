"""The generated documents, and the generated parts of others, by their paths."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .checks_page import checks_page
from .context_file import CONTEXT, context_file
from .fhir_table import fhir_table
from .imports_table import imports_tables
from .linkml_schema import LINKML_SCHEMA, linkml_schema
from .model_page import model_page
from .python_page import names
from .results_picture import RESULTS_PICTURE, results_picture
from .rules_page import rules_pages
from .strict_shapes import strict_shapes
from .study_schema import STUDY_SCHEMA, study_schema
from .trial_picture import TRIAL_PICTURE, trial_picture
from .vocabularies_table import installable_table, prefixes_table

__all__ = ["ROOT", "documents", "left_over"]

ROOT = Path(__file__).parent.parent.parent


@cache
def documents() -> Mapping[Path, str]:
    """Path -> the text that should stand there; made once, as it takes seconds."""
    names_of_pages = ("architecture", "python", "linking", "fhir")
    architecture, python, linking, fhir = (ROOT / "docs" / f"{name}.md" for name in names_of_pages)
    return {
        **{ROOT / "docs" / "rules" / name: page for name, page in rules_pages().items()},
        CONTEXT: context_file(),
        STUDY_SCHEMA: study_schema(),
        LINKML_SCHEMA: linkml_schema(),
        ROOT / "docs" / "model.md": model_page(),
        ROOT / "docs" / "checks.md": checks_page(),
        ROOT / "shapes" / "strict.ttl": strict_shapes(),
        TRIAL_PICTURE: trial_picture(),
        RESULTS_PICTURE: results_picture(),
        architecture: _filled(architecture, "imports", imports_tables()),
        python: _filled(python, "names", names()),
        fhir: _filled(fhir, "held", fhir_table()),
        linking: _filled_all(linking, {"vocabularies": installable_table(), "prefixes": prefixes_table()}),
    }


def left_over() -> list[Path]:
    """Pages of rules that no rule stands on any more."""
    return sorted(set((ROOT / "docs" / "rules").glob("*.md")) - set(documents()))


def _filled(path: Path, mark: str, content: str) -> str:
    """A document with the content between its two marks."""
    return _filled_all(path, {mark: content})


def _filled_all(path: Path, contents: Mapping[str, str]) -> str:
    """A document with each content between the two marks of its name."""
    document = path.read_text(encoding="utf-8")
    for mark, content in contents.items():
        between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
        if not between.search(document):
            raise ValueError(f"{path.name} lacks the marks <!-- {mark} --> and <!-- /{mark} -->")
        document = between.sub(f"\\g<1>{_literal(content)}\n\\g<2>", document)
    return document


def _literal(content: str) -> str:
    """A text as the template of a replacement takes it."""
    return content.replace("\\", r"\\")
