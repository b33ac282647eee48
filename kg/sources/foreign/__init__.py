"""What a file is that no reader takes, in one line, and the way out: by its content, its name being the last hint."""

import codecs
from pathlib import PurePosixPath

from kg.errors import Problem, Severity

from .binary import binary, is_office, office_text
from .ids import counted, ids_in, mark_in, studies_way
from .json_forms import json_form
from .named import EXPORT, OTHER_KIND, UNKNOWN, Foreign
from .table_forms import own_table, table_form
from .text_forms import SITES, page_form, text_form, web_page
from .xml_forms import is_history, xml_form

__all__ = ["SITES", "Foreign", "is_history", "is_office", "name_of", "refusal"]

_HEAD = 65_536
_BEGINNING = 40
_READ = "`kgbuild formats` lists what is read"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# The end of a name says what a file is only where its content does not.
_ENDINGS = {
    ".py": "a program in Python",
    ".r": "a program in R",
    ".sql": "commands for a database",
    ".md": "a text in Markdown",
    ".yaml": "settings (YAML)",
    ".yml": "settings (YAML)",
    ".toml": "settings (TOML)",
    ".log": "a log",
    ".css": "the style of a web page",
    ".js": "a script of a web page",
}


def name_of(content: bytes, name: str = "") -> Foreign | None:
    """What a file is that begins with `content` and that no reader takes; None where nothing tells.

    Of a JSON list the first element alone is enough.
    """
    if found := binary(content):
        return found
    head = _utf8(content[:_HEAD])
    if b"\x00" in head[:8192]:
        return Foreign(OTHER_KIND, "a file that is no text, of no known kind", "leave it out of the folder; {studies}")
    text = head.decode("utf-8-sig", "replace")
    found = json_form(text) or xml_form(text) or text_form(text) or table_form(text) or page_form(head)
    found = found or web_page(head) or own_table(text) or _by_name(name)
    if found and content[:2] in _UTF16:
        return found._replace(what=f"{found.what} (in UTF-16)")
    return found


def _utf8(head: bytes) -> bytes:
    """UTF-16 that says so at its beginning, as UTF-8."""
    if encoding := _UTF16.get(head[:2]):
        return head[2:].decode(encoding, "replace").encode(errors="replace")
    return head


def _by_name(name: str) -> Foreign | None:
    what = _ENDINGS.get(PurePosixPath(name.rpartition("#")[0] or name).suffix.lower())
    return Foreign(OTHER_KIND, what, "leave it out of the folder; {studies}", is_prose=True) if what else None


def refusal(content: bytes, *, file: str, named: bool, elements: int | None = None) -> Problem:
    """Why a file, or a piece of one, gives no record: what it is, which trials it names, what helps.

    `named` says whether the user named this file itself. Bytes that hold a record's mark or the id of a trial are
    never only info. Of a list with so many `elements` of one kind the content is the first of them.
    """
    found = name_of(content, file) or _unknown(content)
    searched = office_text(content) if content[:2] == b"PK" else _utf8(content)
    ids, mark = ids_in(searched), mark_in(searched)
    evidence = counted(ids) or (f"`{mark}`, the mark of a study" if mark else "")
    list_of = "" if elements is None else f"a list of {elements:,}, of which the first is "
    return Problem(
        rule=found.rule,
        severity=_severity(found, named=named, lost=bool(evidence)),
        message=f"{list_of}{found.what}{_not_read(found)}{f'; it holds {evidence}' if evidence else ''}",
        hint=found.way_out.format(studies=studies_way(ids)) if ids or found.holds_trials else _plain(found.way_out),
        file=file,
    )


def _not_read(found: Foreign) -> str:
    return ": not read yet" if found.rule == EXPORT else ""


def _severity(found: Foreign, *, named: bool, lost: bool) -> Severity:
    """By effect: what loses records is a violation; what kgbuild wrote, or prose that speaks of trials, is not."""
    if named or found.holds_trials:
        return Severity.VIOLATION
    if lost and not found.own:
        return Severity.WARNING if found.is_prose else Severity.VIOLATION
    return Severity.WARNING if found.own else Severity.INFO


def _plain(way_out: str) -> str:
    """The way out of a file that names no trial."""
    told = way_out.replace("; {studies}", "").replace("{studies}", "").strip()
    return told or _READ


def _unknown(content: bytes) -> Foreign:
    if not content.strip():
        return Foreign(UNKNOWN, "the file is empty", _READ)
    beginning = " ".join(_utf8(content[:400]).decode("utf-8-sig", "replace").split())
    return Foreign(UNKNOWN, f"text in which no reader knows a record; it begins with `{beginning[:_BEGINNING]}`", _READ)
