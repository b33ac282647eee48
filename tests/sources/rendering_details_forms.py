"""Pages of ClinicalTrials.gov's present site (2023 on) in the forms in which they are saved.

A table is flattened as each form of saving does it: each cell on lines of its own, cells with a tab or a bar between
them, one row on one line of Markdown, an HTML table, or columns of a printed sheet.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from textwrap import wrap

from tests.sources.rendering import Json, Rows, module
from tests.sources.rendering_details import Cell, Section, Write, head, sections, window_of

__all__ = ["FORMS", "GLOSSARY"]

GLOSSARY = (
    ("Accepts healthy volunteers", "A type of criterion that says whether people without the condition may take part."),
    ("Age or age group", "A type of criterion that says how old a person must be to take part."),
    ("The age groups are:", "Child (birth-17)", "Adult (18-64)", "Older Adult (65+)"),
    ("Enrollment", "How many people take part in a study, or are meant to, which is the estimated number."),
    ("Phase", "The stage of a trial that studies a drug, as the FDA defines it by aim and number of participants."),
    ("Phase 1", "A phase of research that describes trials which look at the safety of a drug in healthy volunteers."),
    ("Sponsor", "The organization or person who begins the study and who has authority and control over it."),
    ("Unknown", "A type of status: it was recruiting, and its status was not verified within the past two years."),
)
"""Terms and their definitions, in words of our own."""
_GLOSSARY_HEAD = (
    "Hide glossary",
    "GLOSSARY",
    "Study record managers: refer to the Data Element Definitions if submitting registration or results information.",
)
_NAVIGATION = (
    "Skip to main content",
    "An official website of the United States government",
    "Here's how you know",
    "Find Studies",
    "Study Basics",
    "Submit Studies",
    "Data and API",
    "Policy",
    "About",
    "My Saved Studies (0)",
    "PRS Login",
    "Home",
    "Search Results",
    "Study Record",
    "The U.S. government does not review or approve the safety and science of all studies listed on this website.",
    "Read our full disclaimer for details.",
)
_SECTIONS = (
    "Study Overview",
    "Contacts and Locations",
    "Participation Criteria",
    "Study Plan",
    "Collaborators and Investigators",
    "Publications",
    "Study Record Dates",
    "More Information",
)


def _below(section: Section) -> Rows:
    return [line for heading, content in section for line in (heading, *content)]


def _as_lines(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Rows:
    """Each cell on lines of its own, bullets lost."""
    return [*columns, *(line.lstrip(" •") if line.lstrip().startswith("• ") else line for line in _flat(rows))]


def _flat(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    return (line for row in rows for cell in row for line in cell)


def _joined(mark: str) -> Write:
    def write(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Rows:
        texts = [mark.join("\n".join(cell) for cell in row) for row in rows]
        return [mark.join(columns), *(line for text in texts for line in text.split("\n"))]

    return write


def _as_markdown(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Rows:
    def cell(content: Cell) -> str:
        return "<br>".join(content).replace("|", "\\|")

    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return [*head, *(f"| {' | '.join(cell(content) for content in row)} |" for row in rows)]


def _as_html(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Rows:
    heads = "".join(f"<th>{name}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_html_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return [f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"]


def _html_cell(content: Cell) -> str:
    """Paragraphs; what has a bullet is a list."""
    if len(content) == 1:
        return escape(content[0])
    parts: Rows = []
    for line in content:
        text = f"<div>{escape(line.lstrip().removeprefix('• '))}</div>"
        parts.append(f"<ul><li>{text}</li></ul>" if line.lstrip().startswith("• ") else text)
    return "".join(parts)


def _glossary(*, joined: bool) -> Rows:
    texts = [*_GLOSSARY_HEAD, *(text for entry in GLOSSARY for text in entry)]
    return [" * ".join(texts)] if joined else texts


def _text(study: Json, write: Write, *, above: Sequence[str] = ()) -> bytes:
    below = [line for section in sections(study, write) for line in _below(section)]
    return "\n".join([*above, *head(study), "On this page", *_SECTIONS, *below]).encode()


def text_lines(study: Json) -> bytes:
    """Text of an extraction: each cell on lines of its own; the glossary comes first."""
    return _text(study, _as_lines, above=_glossary(joined=False))


def text_tabs(study: Json) -> bytes:
    """A copy from a browser: cells with tabs between them."""
    return _text(study, _joined("\t"), above=_NAVIGATION)


def text_bars(study: Json) -> bytes:
    """Text with bars between the cells; title of the window and glossary above it, the latter on one line."""
    return _text(study, _joined(" | "), above=[window_of(study), *_glossary(joined=True), *_NAVIGATION])


def markdown(study: Json) -> bytes:
    """Markdown as services make it of a page."""
    nct_id = module(study, "identification")["nctId"]
    rows = [f"Title: {window_of(study)}", "", f"URL Source: https://clinicaltrials.gov/study/{nct_id}", ""]
    rows += ["Markdown Content:", "[Skip to main content](https://clinicaltrials.gov/#main)", ""]
    first, title, *others = head(study)
    rows += [first, "", f"# {title}", "", *(line for other in others for line in (other, ""))]
    for section in sections(study, _as_markdown):
        for at, (heading, content) in enumerate(section):
            rows += ["", f"{'##' if not at else '###'} {heading}", "", *content]
    return "\n".join(rows).encode()


def html(study: Json) -> bytes:
    """The page as a browser saves it."""
    first, title, *others = head(study)
    top = "".join(f"<div>{escape(line)}</div>" for line in (*_NAVIGATION, first))
    below = "".join(f"<div>{escape(line)}</div>" for line in others)
    menu = "".join(f'<li><a href="#x">{name}</a></li>' for name in _SECTIONS)
    body = "".join(_html_section(section) for section in sections(study, _as_html))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(window_of(study))}</title><style>p {{}}</style></head>'
        f"<body>{top}<h1>{escape(title)}</h1>{below}<ul>{menu}</ul>{body}<script>var a = 1;</script></body></html>"
    ).encode()


def _html_section(section: Section) -> str:
    parts = []
    for at, (heading, content) in enumerate(section):
        level = "h2" if not at else "h3"
        parts.append(f"<{level}>{escape(heading)}</{level}>")
        parts += [line if line.startswith("<table>") else _html_line(line) for line in content]
    return "".join(parts)


def _html_line(line: str) -> str:
    return f"<div>{escape(line)}</div>" if line.strip() else "<p></p>"


_WIDTH = 100
_SHEET = 60


def _as_columns(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Rows:
    """Each cell a block of short lines, with a blank line behind it."""
    width = _WIDTH // len(columns)
    out: Rows = [*columns, ""]
    for row in rows:
        for cell in row:
            out += [part for line in cell for part in wrap(line.lstrip(" •"), width)]
            out += [""] if cell else []
    return out


def printed(study: Json) -> bytes:
    """The text of a printed page: broken at the margin, with day and address on each sheet."""
    flow: Rows = []
    for line in head(study):
        flow += wrap(line, _WIDTH)
    for section in sections(study, _as_columns):
        for heading, content in section:
            flow += ["", heading]
            tabled = heading.endswith(("Outcome Measures", "Arms and Interventions"))
            flow += content if tabled else [part for line in content for part in (wrap(line, _WIDTH) or [""])]
    sheets = [flow[at : at + _SHEET] for at in range(0, len(flow), _SHEET)]
    address = f"https://clinicaltrials.gov/study/{module(study, 'identification')['nctId']}"
    out: Rows = []
    for number, sheet in enumerate(sheets, 1):
        out += [f"11/29/23, 10:13 AM {window_of(study)}", *sheet, f"{address} {number}/{len(sheets)}", ""]
    return "\n".join(out).encode()


FORMS: dict[str, Callable[[Json], bytes]] = {
    "details text": text_lines,
    "details tabs": text_tabs,
    "details bars": text_bars,
    "details markdown": markdown,
    "details html": html,
    "details print": printed,
}
"""Name of a form -> what makes it of a study."""
