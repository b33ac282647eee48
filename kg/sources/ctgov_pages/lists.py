"""Values of several lines on the pages of the classic ClinicalTrials.gov: names, identifiers, citations, conditions."""

import re
from collections.abc import Sequence

from kg.countries import country_code
from kg.sources.codes import classic
from kg.sources.ctgov_pages.arms import intervention_heads, intervention_part
from kg.sources.ctgov_pages.cells import add_date
from kg.sources.page.forms import count_form
from kg.sources.page.label_layout import CellReader
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_citation, add_collaborator, add_criteria, firm, is_sentence
from kg.sources.page.text import unbulleted

__all__ = [
    "citations",
    "collaborators",
    "condition_table",
    "conditions",
    "countries",
    "criteria",
    "enrollment",
    "identifiers",
    "intervention_column",
    "keywords",
    "names",
    "phases",
    "sponsors",
]

_SUBMITTED = "(submitted: "
_SAME = "Same as current"
_IDENTIFIER = re.compile(r"(?P<value>.{1,200}?) \( ?(?P<type>[A-Za-z. /()]{2,60}?) ?(?:: (?P<domain>.{1,200}?))? ?\)")
_PHASE = re.compile(r"(?:Early )?Phase [0-9]|Not Applicable|N/A", re.IGNORECASE)
_PHASES = re.compile(rf"(?:{_PHASE.pattern})(?:[ /]+(?:{_PHASE.pattern}))?", re.IGNORECASE)
_SEVERAL = 4  # spaces in a name that may be several


def names(name: str) -> CellReader:
    """A reader of one name a line, with bullets or without."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        for line, text in _listed(lines):
            account.state(line, "study", name, text)

    return read


def _listed(lines: Sequence[PageLine]) -> list[tuple[PageLine, str]]:
    """The lines of a list with their texts: those with bullets if there are any, else all."""
    known = [(line, unbulleted(line.text)) for line in firm(lines)]
    marked = [(line, text) for line, text in known if text != line.text]
    return marked or known


def keywords(lines: Sequence[PageLine], account: Account) -> None:
    """Read one keyword a line, under `NAME:`, who provided them."""
    for line, text in _listed(lines):
        if line is lines[0] and text.endswith(":"):
            account.set_aside(line)
        else:
            account.state(line, "study", "ct:keyword", text)


def conditions(lines: Sequence[PageLine], account: Account) -> None:
    """Read one condition a line."""
    names("ct:conditionName")(lines, account)


def countries(name: str) -> CellReader:
    """A reader of countries, one a line or with commas between."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        for line, text in _listed(lines):
            for country in _countries(text):
                account.state(line, "study", name, country)

    return read


def _countries(text: str) -> list[str]:
    """The countries of a list with commas, if all of it is countries: `China, Korea, Republic of`."""
    if country_code(text):
        return [text]
    found: list[str] = []
    rest = text.split(", ")
    while rest:
        size = next((size for size in (3, 2, 1) if country_code(", ".join(rest[:size]))), 0)
        if not size:
            return [text]
        found.append(", ".join(rest[:size]))
        rest = rest[size:]
    return found


def phases(lines: Sequence[PageLine], account: Account) -> None:
    """Read one phase a line: a study of two phases has two lines, or one with a slash or a space."""
    for line in firm(lines):
        add_phases(line, account)


def add_phases(line: PageLine, account: Account) -> None:
    """Take the text as phases, if it is nothing else."""
    for label in _PHASE.findall(line.text[:80]) if _is_phases(line.text) else ():
        if phase := classic("phase", label):
            account.state(line, "study", "ct:phase", phase)


def intervention_column(lines: Sequence[PageLine], account: Account) -> None:
    """Read `Drug: Name`, one or several a line."""
    for line in firm(lines):
        for code, name in intervention_heads(unbulleted(line.text)):
            intervention_part(line, code, name, account)


def condition_table(lines: Sequence[PageLine], account: Account) -> None:
    """Read the table under `Condition or disease`: conditions, then interventions, then the phase.

    What follows the table is the detailed description: pages that lost their headings have it there.
    """
    known = [line for line in firm(lines) if not _is_head(line, account)]
    row = known if "Detailed Description" in account.labels else _first_row(known)
    interventions_begun = False
    for line in row:
        if _is_phases(line.text):
            add_phases(line, account)
        elif heads := intervention_heads(unbulleted(line.text)):
            interventions_begun = True
            for code, name in heads:
                intervention_part(line, code, name, account)
        elif not interventions_begun:
            _add_condition(line, account)
    rest = known[len(row) :]
    sure = bool(row) and row[-1].tabled  # a row on one line ends with it
    begin = 0 if sure else next((at for at, line in enumerate(rest) if is_sentence(line.text)), len(rest))
    for line in rest[:begin]:
        account.doubt("CT-R006", "the line may be a condition or part of the description", line)
    for line in rest[begin:]:
        account.state(line, "study", "ct:detailedDescription", line.text)


def _add_condition(line: PageLine, account: Account) -> None:
    """Take a line as a condition; in a row of a table on one line several are parted by a space alone."""
    account.state(line, "study", "ct:conditionName", unbulleted(line.text))
    if line.tabled and line.text.count(" ") >= _SEVERAL:
        account.doubt("CT-R018", "several conditions may stand here, with nothing between them; kept as one", line)


def _is_head(line: PageLine, account: Account) -> bool:
    """Whether a line is a heading of a column, which is set aside."""
    heading = line.text in {"Intervention/treatment", "Intervention", "Phase"}
    if heading:
        account.set_aside(line)
    return heading


def _first_row(lines: Sequence[PageLine]) -> Sequence[PageLine]:
    """The lines of the table: up to the phase, else up to the last intervention, else those of the first line."""
    phases_at = next((at for at, line in enumerate(lines) if _is_phases(line.text)), None)
    if phases_at is not None:
        return lines[: phases_at + 1]
    heads = [at for at, line in enumerate(lines) if intervention_heads(unbulleted(line.text))]
    if heads:
        return lines[: heads[-1] + 1]
    return [line for line in lines if line.number == lines[0].number]


def _is_phases(text: str) -> bool:
    return _PHASES.fullmatch(text[:80]) is not None


def citations(role: str | None = None) -> CellReader:
    """A reader of one citation a line, with the role that the label states."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        for line, text in _listed(lines):
            part = add_citation(line.saying(text), account)
            if role:
                account.state(line, part, "ct:publicationRole", role)

    return read


def enrollment(name: str, enrollment_type: str | None = None, *, current: str | None = None) -> CellReader:
    """A reader of a number of participants, with the type that the label states."""
    form = count_form(name)

    def state(line: PageLine, value: str, account: Account) -> None:
        account.state(line, "study", name, value)
        if enrollment_type:
            account.state(line, "study", f"{name}Type", enrollment_type)

    def read(lines: Sequence[PageLine], account: Account) -> None:
        for line in firm(lines):
            if line.text.startswith(_SUBMITTED):
                add_submitted(line, line.text, f"{name}SubmittedDate", account)
            elif current and line.text == _SAME and (values := account.values("study", current)):
                state(line, values[-1], account)
            elif stated := form(line.text):
                state(line, stated[0][1], account)
            else:
                account.doubt("CT-R011", f"`{line.text[:80]}` is not a number", line)

    return read


def add_submitted(line: PageLine, text: str, name: str, account: Account) -> None:
    """Take `(submitted: August 19, 2009)` as a date of the record."""
    add_date(line, text.removeprefix(_SUBMITTED).removesuffix(")"), "record", name, account)


def criteria(lines: Sequence[PageLine], account: Account) -> None:
    """Read the text of the criteria."""
    add_criteria(lines, account)


def identifiers(lines: Sequence[PageLine], account: Account) -> None:
    """Read one identifier a line, its type and its source in brackets: `R01-42 ( U.S. NIH Grant/Contract )`."""
    for line, text in _listed(lines):
        part = account.next_part("identifier")
        found = _IDENTIFIER.fullmatch(text) if len(text) < 500 else None
        code = classic("identifier-type", found["type"]) if found else None
        if found and code:
            account.state(line, part, "ct:identifierValue", found["value"])
            account.state(line, part, "ct:identifierType", code)
            if found["domain"]:
                account.state(line, part, "ct:identifierDomain", found["domain"])
        else:
            account.state(line, part, "ct:identifierValue", text)


def collaborators(lines: Sequence[PageLine], account: Account) -> None:
    """Read one collaborator a line."""
    for line, text in _listed(lines):
        add_collaborator(line, text, account)


def sponsors(lines: Sequence[PageLine], account: Account) -> None:
    """Read the sponsor, then one collaborator a line."""
    known = _listed(lines)
    for line, text in known[:1]:
        account.state(line, "study", "ct:leadSponsorName", text)
    stated = account.values("study", "ct:collaboratorName")
    for line, text in known[1:]:
        if text in stated:
            account.repeat(line, "study", "ct:collaboratorName", text)
        else:
            add_collaborator(line, text, account)
