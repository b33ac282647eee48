"""Texts by their lines: pages of sites, registries' text exports, graphs, citations, mail."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kg.registries import registry
from kg.sources.page.html_lines import is_html
from kg.sources.page.lines import PageLine, parse_page

from .json_forms import NAMESPACE
from .named import EXPORT, GRAPH, NO_RECORD, OTHER_KIND, OWN, PAGE, UNKNOWN, Foreign

__all__ = ["SITES", "page_form", "text_form", "web_page"]


def _title(name: str) -> str:
    return registry(name).title or name


# Whole line -> the site that writes it. Only the first three were seen in real data.
SITES: Mapping[str, str] = {
    "Trial registered on ANZCTR": _title("ANZCTR"),
    "EU Clinical Trials Register": _title("EudraCT"),
    "Clinical trials for": _title("EudraCT"),
    "Australian New Zealand Clinical Trials Registry": _title("ANZCTR"),
    "ISRCTN registry": _title("ISRCTN"),
    "ISRCTN - The UK's Clinical Study Registry": _title("ISRCTN"),
    "German Clinical Trials Register": _title("DRKS"),
    "DRKS - Deutsches Register Klinischer Studien": _title("DRKS"),
    "Chinese Clinical Trial Registry": _title("ChiCTR"),
    "Chinese Clinical Trial Register (ChiCTR)": _title("ChiCTR"),
    "CLINICAL TRIALS REGISTRY - INDIA": _title("CTRI"),
    "CTRI Number": _title("CTRI"),
    "International Clinical Trials Registry Platform": "the WHO trial search portal (ICTRP)",
    "ICTRP Search Portal": "the WHO trial search portal (ICTRP)",
    "UMIN-CTR Clinical Trial": _title("UMIN"),
    "Japan Registry of Clinical Trials": _title("jRCT"),
    "Iranian Registry of Clinical Trials": _title("IRCT"),
    "Pan African Clinical Trials Registry": _title("PACTR"),
    "Registro Brasileiro de Ensaios Clínicos": _title("ReBEC"),
    "Thai Clinical Trials Registry": _title("TCTR"),
    "Sri Lanka Clinical Trials Registry": _title("SLCTR"),
    "Clinical Research Information Service": _title("CRIS"),
    "Clinical Trials Information System": _title("CTIS"),
}
_TOP = 40
"""How many lines of a page are looked at: a site names itself at the top."""
_DECORATION = re.compile(r"^[\s#>*_|+-]+|[\s*_|]+$")

# The present site of ClinicalTrials.gov (2023 on): marks of its head and of its parts, whole lines or their beginnings.
_SITE_HEAD = re.compile(
    r"ClinicalTrials\.gov ID\b.*|Study Details \| .* \| ClinicalTrials\.gov|Hide glossary|.*\| ClinicalTrials\.gov"
)
_SITE_PARTS = frozenset(
    {"Study Overview", "Contacts and Locations", "Participation Criteria", "Study Plan", "Study Record Dates"}
)
_CLASSIC = ("ClinicalTrials.gov Identifier", "ClinicalTrials.gov ID", "ClinicalTrials.gov processed this")
_SHELL = re.compile(rb"<ctg-(?:root|layout|app)|<title>\s*ClinicalTrials\.gov\s*</title>", re.IGNORECASE)
_CTGOV = "ClinicalTrials.gov"
_TURTLE = re.compile(r"(?:@prefix|@base|prefix|base)\s+[^<\n]{0,80}<", re.IGNORECASE)
_NTRIPLES = re.compile(r"(?:<[^<>\s]+>|_:\S+)\s+<[^<>\s]+>\s+\S.*\.[ \t]*(?:#.*)?$", re.MULTILINE)
_SPARQL = re.compile(r"^\s*(?:SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE)\b", re.IGNORECASE | re.MULTILINE)
_RDF_COMMENTS = re.compile(r"(?:\s*#[^\n]*\n|\s+)*")


class _Row(NamedTuple):
    begins: re.Pattern[str]
    rule: str
    what: str
    way_out: str
    whose: str | None = None


_SAVE_HTML = "open it in a browser and save it as a web page, HTML only; {studies}"
_OWN_PAGE = "kgbuild report"
_MAIL = "From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To"
_FORMS = (
    _Row(
        re.compile(r"This file contains (?:full details|summaries)|(?:.*\n){0,6}?EudraCT Number:"),
        EXPORT,
        "a text download of the EU Clinical Trials Register (EUCTR) in a layout that is not known here",
        "download the full details of the trials as a plain text",
        "EUCTR",
    ),
    _Row(
        re.compile(r"(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?Content-Type: multipart/related", re.IGNORECASE),
        EXPORT,
        "a page that a browser saved as one file (MHTML)",
        _SAVE_HTML,
    ),
    _Row(
        re.compile(rf"(?:(?:{_MAIL}): .*\r?\n(?:[ \t].*\r?\n)*){{3}}"),
        OTHER_KIND,
        "a mail",
        "save what is attached to it, and give that; {studies}",
    ),
    _Row(re.compile(r"TY  - "), NO_RECORD, "citations in RIS", "{studies}"),
    _Row(re.compile(r"(?:PMID- |\s*OWN - )"), NO_RECORD, "citations of PubMed (MEDLINE)", "{studies}"),
    _Row(re.compile(r"\s*@[A-Za-z]+\s*\{"), NO_RECORD, "citations in BibTeX", "{studies}"),
    _Row(re.compile(r"-- PostgreSQL database dump|--\s*\n-- PostgreSQL"), OTHER_KIND, "a PostgreSQL dump", "{studies}"),
    _Row(
        re.compile(r"NCT number \S+ not found"),
        NO_RECORD,
        "an error message of the API of ClinicalTrials.gov",
        "check the number",
        _CTGOV,
    ),
    _Row(re.compile(r"#!"), OTHER_KIND, "a script", "leave it out; it holds no records of trials"),
    _Row(re.compile(r"\s*<plist|<\?xml[^>]*>\s*<!DOCTYPE plist"), OTHER_KIND, "a property list", _SAVE_HTML),
)


def text_form(text: str) -> Foreign | None:
    """What a text is by how it begins: an export, a graph, citations, a mail."""
    body = text.lstrip("\ufeff \t\r\n")
    for row in _FORMS:
        if row.begins.match(body):
            return Foreign(row.rule, row.what, row.way_out, row.whose)
    return _graph(body)


def _graph(text: str) -> Foreign | None:
    comments = _RDF_COMMENTS.match(text)
    body = text[comments.end() :] if comments else text
    if not (_TURTLE.match(body) or _NTRIPLES.match(body)):
        return None
    if _SPARQL.search(body):
        return Foreign(GRAPH, "a SPARQL query", "`kgbuild query GRAPH -f FILE` asks it")
    if NAMESPACE not in text:
        return Foreign(GRAPH, "a graph (RDF)", "`kgbuild validate`, `query` and `convert` take graphs; {studies}")
    way_out = "give the records, not the graph; `kgbuild query FILE` asks it, `kgbuild convert` changes its form"
    return Foreign(GRAPH, "a graph (RDF) in the terms of kgbuild", way_out, OWN)


def page_form(head: bytes) -> Foreign | None:
    """Which site a page is of that no reader takes, by its own lines."""
    if not any(max(mark.split(), key=len).encode() in head for mark in (*SITES, _CTGOV)):
        return None
    lines = [line for line in parse_page(head).lines if line.text]
    for text in (each for line in lines[:_TOP] for each in _texts(line)):
        if text in SITES:
            what = f"a page of {SITES[text]}, whose web pages are not read"
            return Foreign(PAGE, what, "look for an export of that registry; {studies}", SITES[text])
    return _site_page(head, {text for line in lines for text in _texts(line)})


def _texts(line: PageLine) -> list[str]:
    """A line without its bullets and marks of Markdown, and each cell of it."""
    return [_DECORATION.sub("", each) for each in (line.text, *line.text.split("|"))]


def _site_page(head: bytes, texts: set[str]) -> Foreign | None:
    """A page of ClinicalTrials.gov that is of none of the layouts that are read."""
    if any(_SITE_HEAD.fullmatch(text) for text in texts) and not texts.isdisjoint(_SITE_PARTS):
        what = "a page of the present site of ClinicalTrials.gov (2023 on) without its head or its sections"
        return Foreign(PAGE, what, "save the whole page of each study as a file of its own; {studies}", _CTGOV)
    if _SHELL.search(head):
        what = "the empty shell of a page of ClinicalTrials.gov, which a script fills in the browser"
        return Foreign(PAGE, what, "{studies}", _CTGOV)
    if any(text.startswith(_CLASSIC) for text in texts):
        what = "a page of ClinicalTrials.gov of a layout that is not known here, or several pages in one file"
        return Foreign(PAGE, what, "save the page of each study as a file of its own; {studies}", _CTGOV)
    return None


def web_page(head: bytes) -> Foreign | None:
    """A web page of no known site, by its title."""
    if not is_html(head):
        return None
    title = next((line.text for line in parse_page(head).lines if line.text), "")
    if title == _OWN_PAGE:
        return Foreign(GRAPH, "a report that kgbuild wrote (HTML)", "give the records, not what was made of them", OWN)
    titled = f" that begins with `{title[:60]}`" if title else " without any text"
    return Foreign(UNKNOWN, f"a web page of no site known here{titled}", "{studies}")
