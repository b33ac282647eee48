"""What the site is made of beside `docs/`: pages that stand at the root of the project, and all pages of rules."""

import re
from pathlib import Path
from posixpath import normpath, relpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_ROOT = Path(__file__).parent.parent
_PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
"""Page at the root of the project -> page of the site."""
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#\s:]+)((?:#[\w-]+)?)\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration with the pages of rules in its navigation, the table of all first."""
    pages = sorted(path.name for path in (_ROOT / "docs" / "rules").glob("*.md"))
    names = ["index.md", *(name for name in pages if name != "index.md")]
    _replace(config.nav, "rules/", [f"rules/{name}" for name in names])
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The files with the pages of the root."""
    for source, target in _PAGES.items():
        content = (_ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, target, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page with links that lead where their targets stand on the site.

    What is a file of the project and no page is named, not linked; any other link is left for the strict build to tell.
    """

    def moved(found: re.Match[str]) -> str:
        text, link, anchor = found.groups()
        path = _path(link, page)
        target = _PAGES.get(path) or path.removeprefix("docs/")
        if target not in files.src_uris:
            return text if (_ROOT / path).exists() else found[0]
        return f"[{text}]({relpath(target, page.file.src_uri.rpartition('/')[0] or '.')}{anchor})"

    return _LINK.sub(moved, markdown)


def _path(link: str, page: Page) -> str:
    """Where a link leads, below the root of the project."""
    here = page.file.src_uri
    folder = "" if here in _PAGES.values() else f"docs/{here}".rpartition("/")[0]
    return normpath(f"{folder}/{link}".lstrip("/"))


def _replace(nav: Any, name: str, pages: list[str]) -> None:
    for each in nav if isinstance(nav, list) else []:
        for key, value in each.items() if isinstance(each, dict) else ():
            if value == name:
                each[key] = pages
            else:
                _replace(value, name, pages)
