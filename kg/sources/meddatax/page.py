"""The study pages of the aggregator MedDataX: a record of ClinicalTrials.gov, shown in sections.

Each section has a heading, a fixed sentence that explains it, and its content. In the extraction that seed `000` is
an example of, the labels of single values are lost, so that values are told by their form and place.
"""

from collections.abc import Iterator, Sequence

import msgspec

from kg.sources.meddatax import sections
from kg.sources.meddatax.header import RESULTS_TITLE, read_header, without_more
from kg.sources.meddatax.layout import SECTIONS, Section
from kg.sources.page.lines import Page, PageLine
from kg.sources.page.markup import Glue
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.reader import PageReader, Signature

__all__ = ["MEDDATAX_PAGE"]


_GLUES = (Glue(text=sections.SOME_RESULTS, before=frozenset(section.heading for section in SECTIONS)),)
_BY_HEADING = {section.heading: section for section in SECTIONS}
_BY_SENTENCE = {section.sentence: section for section in SECTIONS if section.sentence}
_LAST = SECTIONS[-1]


def _walk(page: Page, account: Account) -> None:
    blocks = list(_divide(page.written, account))
    read_header(blocks[0].lines, account)
    sections = [(block, block.section) for block in blocks[1:] if block.section]
    for block, section in sections:
        _read_section(block, section, account)
    for block, section in sections:
        _doubt_empty(block, section, account)
    if not any(block.section is _LAST for block in blocks):
        account.doubt("CT-R013", f"the page ends before its last section, `{_LAST.heading}`")


def _read_section(block: "_Block", section: Section, account: Account) -> None:
    lines = block.lines if section.prose else without_more(block.lines, section.heading, account)
    if firm(block.lines):
        section.read(lines, account)


def _doubt_empty(block: "_Block", section: Section, account: Account) -> None:
    """Say that the section is empty, unless the page states elsewhere what it is for."""
    if firm(block.lines) or any(account.values(subject, name) for subject, name in section.elsewhere):
        return
    rule = "CT-R007" if section.who else "CT-R008"
    account.doubt(rule, f"the section `{section.heading}` is empty", block.opening)


class _Block(msgspec.Struct):
    """Lines that stand together: the header, a section, or lines that belong to no section for sure."""

    section: Section | None = None
    opening: PageLine | None = None
    lines: list[PageLine] = []
    explained: bool = False
    """Whether the sentence of the section was met: what stands before it is no content."""
    in_doubt: bool = False

    @property
    def in_prose(self) -> bool:
        """Whether a line like a heading may be part of a text here."""
        return self.in_doubt or (self.section is not None and self.section.prose)


def _divide(lines: Sequence[PageLine], account: Account) -> Iterator[_Block]:
    """The header, then block by block the content of the page; headings and their sentences are set aside."""
    sure = _sure_headings(lines)
    known = {section.heading for section in sure.values()}
    block = _Block()
    for line in lines:
        section = sure.get(_key(line)) or _BY_HEADING.get(line.text)
        doubtful = block.in_prose and _key(line) not in sure
        if doubtful and section and not section.seen:
            section = None
        again = section is block.section and not block.lines
        if section is None or (doubtful and section.heading in known and not again):
            block.lines.append(line)
            continue
        known.add(section.heading)
        if section is not block.section:
            yield block
            block = _Block(None if doubtful else section, line, in_doubt=doubtful)
        _take_heading(line, block, account)
    yield block


def _take_heading(line: PageLine, block: _Block, account: Account) -> None:
    if block.in_doubt:
        account.doubt("CT-R006", _DOUBTFUL_HEADING.format(line.text), line)
        return
    account.set_aside(line)
    if block.section and line.text == block.section.sentence and not block.explained:
        block.lines.clear()
        block.explained = True


_DOUBTFUL_HEADING = (
    "`{}` may be a heading or part of the text above it: the sentence that explains that section is missing"
)


def _key(line: PageLine) -> tuple[int, int]:
    return line.number, line.piece


def _sure_headings(lines: Sequence[PageLine]) -> dict[tuple[int, int], Section]:
    """The section of each line that is beyond doubt its sentence, or its heading with the sentence to follow."""
    sure: dict[tuple[int, int], Section] = {}
    following: str | None = None  # the next heading or sentence
    below: PageLine | None = None
    for line in reversed(lines):
        section = _BY_HEADING.get(line.text)
        if line.text in _BY_SENTENCE:
            sure[_key(line)] = _BY_SENTENCE[line.text]
            following = line.text
        elif section:
            twice = below is not None and below.text == line.text and _key(below) in sure
            if twice or following in (None, section.sentence):
                sure[_key(line)] = section
            following = line.text
        below = line
    return sure


MEDDATAX_PAGE = PageReader(
    name="meddatax-page",
    publisher="meddatax",
    description="study page of the aggregator MedDataX, saved as text, Markdown or HTML",
    signature=Signature(every=((*_BY_SENTENCE, *sections.NO_RESULTS[:1]),), none=(f"{RESULTS_TITLE}…",), glues=_GLUES),
    walk=_walk,
)
