"""A report as one self-contained HTML page: the run, each rule with its explanation, then all rows, to be sorted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.version import __version__

from .html_run import run_section

if TYPE_CHECKING:
    from kg.pipeline.handbook.rulebook import RuleEntry

    from .rows import Row
    from .run_facts import RunFacts

__all__ = ["html_page"]

_HERE = Path(__file__).parent
_EXAMPLES = 3
_SEVERITIES = {"violation": "violations", "warning": "warnings", "info": "infos"}
"""Each severity with its plural, the gravest first."""
_CODE = re.compile(r"`([^`]+)`")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""The page loads nothing from anywhere."""

_COLUMNS = {
    "severity": "Severity",
    "rule": "Rule",
    "study": "Study",
    "where": "Where",
    "path": "Property",
    "value": "Value",
    "message": "Message",
}


def html_page(rows: "Sequence[Row]", run: "RunFacts | None" = None) -> str:
    """The page as text; it works from a file, without network, and its first half without scripts."""
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>kgbuild report</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<h1>kgbuild report</h1>\n{_summary(rows)}\n"
        + (run_section(run) if run else "")
        + ("".join(_body(rows, script)) if rows else "<p>Nothing was found: the graph conforms.</p>\n")
        + f'<p class="soft">kgbuild {escape(__version__)}</p>\n</body>\n</html>\n'
    )


def _counted(row: "Row") -> int:
    """How many problems or findings a row stands for: one, or all that are not listed."""
    return int(row.value or 0) if row.kind == "omitted" else 1


def _summary(rows: "Sequence[Row]") -> str:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.severity] += _counted(row)
    studies = len({row.study for row in rows if row.study})
    cells = [(counts[name], name, plural) for name, plural in _SEVERITIES.items()]
    cells.append((studies, "study concerned", "studies concerned"))
    listed = "".join(f"<li><b>{count:,}</b>{one if count == 1 else many}</li>" for count, one, many in cells)
    return f'<ul class="sum">{listed}</ul>'


def _body(rows: "Sequence[Row]", script: str) -> Iterator[str]:
    yield "<h2>By rule</h2>\n"
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.severity, row.rule), []).append(row)
    ranks = list(_SEVERITIES)
    known = _rules()
    for (severity, rule), group in sorted(
        groups.items(), key=lambda each: (ranks.index(each[0][0]), -sum(map(_counted, each[1])), each[0][1])
    ):
        yield _group(severity, rule, group, known.get(rule))
    listed, total = sum(row.kind != "omitted" for row in rows), sum(map(_counted, rows))
    yield f'<h2 id="all">{f"{listed:,} of" if listed < total else "All"} {total:,}</h2>\n'
    yield _tools(rule for _, rule in groups)
    head = "".join(
        f'<th scope="col" data-column="{name}"><button type="button">{title}</button></th>'
        for name, title in _COLUMNS.items()
    )
    yield f'<div class="scroll"><table id="rows"><thead><tr>{head}</tr></thead><tbody></tbody></table></div>\n'
    yield '<button type="button" id="more" hidden>Show more</button>\n'
    yield "<noscript><p>This table needs scripts; a report as .csv or .jsonl holds the same rows.</p></noscript>\n"
    yield f'<script type="application/json" id="data">{_data(rows)}</script>\n<script>\n{script}</script>\n'


def _rules() -> "dict[str, RuleEntry]":
    from kg.pipeline.handbook.rulebook import rules

    return rules()


def _group(severity: str, rule: str, group: "Sequence[Row]", entry: "RuleEntry | None") -> str:
    listed = [row for row in group if row.kind != "omitted"]
    omitted = [f"{row.message} {row.hint}." for row in group if row.kind == "omitted"]
    examples = "".join(f"<li>{_place(row)}</li>" for row in listed[:_EXAMPLES])
    # A reading rule is named by what is wrong, a graph rule by what should be: its message says what to do.
    title = entry.title if entry and group[0].kind != "finding" else group[0].message
    parts = [
        _part("Why", _prose(entry.why if entry else None)),
        _part("What to do", _prose(entry.hint if entry else None)),
        _part("Good example", _pre(entry.good if entry else None)),
        _part("Bad example", _pre(entry.bad if entry else None)),
        _part("Found", f'<ul class="examples">{examples}</ul>' if examples else ""),
        *map(_prose, omitted),
    ]
    return (
        f'<details><summary><span class="badge {severity}">{severity}</span><span>{escape(rule)}</span>'
        f'<span class="count">{sum(map(_counted, group)):,}</span><span>{escape(title)}</span></summary>\n'
        f'<div class="more">{"".join(parts)}'
        f'<button type="button" data-rule="{escape(rule)}">'
        f"Show {'the' if omitted else 'all'} {len(listed):,} below"
        "</button></div></details>\n"
    )


def _part(title: str, content: str) -> str:
    return f"<h3>{title}</h3>{content}" if content else ""


def _prose(text: str | None) -> str:
    """A paragraph in which `code` between back quotes is marked as such."""
    marked = _CODE.sub(r"<code>\1</code>", escape(text or ""))
    return f"<p>{marked}</p>" if marked else ""


def _pre(text: str | None) -> str:
    return f"<pre>{escape(text)}</pre>" if text else ""


def _place(row: "Row") -> str:
    study = row.study if row.study and row.study not in row.where else None
    named = " ".join(escape(each) for each in (study, row.label) if each)
    value = f": {escape(row.value)}" if row.value else ""
    said = f" <span class='soft'>{escape(row.message)}</span>" if row.kind == "problem" else ""
    return f"<code>{escape(row.where)}</code> {named}{value}{said}"


def _tools(rules: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(rule)}</option>" for rule in dict.fromkeys(sorted(rules)))
    boxes = "".join(
        f'<label><input type="checkbox" value="{name}" checked> {plural}</label>'
        for name, plural in _SEVERITIES.items()
    )
    return (
        '<div class="tools"><input type="search" id="search" placeholder="Search all columns" aria-label="Search">'
        f'<label>Rule <select id="rule"><option value="">all</option>{options}</select></label>{boxes}'
        '<span id="status" role="status" class="soft"></span></div>\n'
    )


def _data(rows: "Sequence[Row]") -> str:
    """The rows as JSON that stands safely inside a script element: no `<` is left in it."""
    listed = [tuple(row) for row in rows if row.kind != "omitted"]
    encoded = msgspec.json.encode({"columns": rows[0]._fields, "rows": listed}).decode()
    return encoded.replace("<", "\\u003c")
