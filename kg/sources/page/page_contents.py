"""Contents that layouts have in common: prose, criteria, citations, names, coded values."""

from collections.abc import Callable, Sequence

from kg.sources.criteria.split import criteria_of_lines, undecided_message
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.text import is_foreign

__all__ = ["add_citation", "add_code", "add_collaborator", "add_criteria", "add_prose", "firm", "is_sentence"]


_LONGEST_NAME = 200


def firm(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines that can be a name or a value."""
    return [line for line in lines if not is_foreign(line.text)]


def is_sentence(text: str) -> bool:
    """Whether a line is text rather than a name."""
    return text.endswith(".") or len(text) > _LONGEST_NAME


def add_prose(lines: Sequence[PageLine], subject: str, name: str, account: Account) -> None:
    """Take the lines as one long text; stray labels with a number are text only where there is other text."""
    for line in lines if firm(lines) else ():
        account.state(line, subject, name, line.text)


def add_criteria(lines: Sequence[PageLine], account: Account) -> None:
    """Take the lines as the text of the criteria, and as the items that the text lists."""
    if not firm(lines):
        return
    for line in lines:
        account.state(line, "eligibility", "ct:criteriaText", line.text)
    found = list(criteria_of_lines(" " * line.indent + line.text for line in lines))
    for each in found:
        for index, text in zip(each.lines, each.criterion.text.split("\n"), strict=True):
            account.state(lines[index], "eligibility", "ct:criterion", text)
    undecided = [each for each in found if each.criterion.side is None and not each.denied]
    if undecided:
        message = undecided_message([each.criterion for each in undecided])
        account.doubt("CT-R025", message, lines[undecided[0].lines[0]])


def add_citation(line: PageLine, account: Account) -> str:
    """Take the line as the citation of a publication; gives its part."""
    part = account.next_part("publication-link")
    account.state(line, part, "ct:citation", line.text)
    return part


def add_collaborator(line: PageLine, text: str, account: Account) -> str:
    """Take the line as the name of a collaborator; gives the part, the same for a name that was met before."""
    account.state(line, "study", "ct:collaboratorName", text)
    return account.part_called("collaborator", text)


def add_code(
    line: PageLine, subject: str, name: str, text: str, read: Callable[[str], str | None], account: Account
) -> None:
    """Take the text as a coded value; one that no code list knows is kept as written, and said."""
    known = read(text)
    if known is None:
        account.doubt("CT-R010", f"no code list knows `{text}` as {name}", line)
    account.state(line, subject, name, known or text)
