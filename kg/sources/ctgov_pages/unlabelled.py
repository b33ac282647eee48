"""The tabular view of ClinicalTrials.gov as it was about 2011, in an extraction that lost all labels of its tables.

What is left is the order of the rows and the form of the values. The first two rows repeat dates of the header, which
says where the tables begin; the link to former versions parts primary from secondary outcomes. Current outcomes bear a
remark on safety that original ones, of the time of registration, do not. All else is taken only if its form says what
it is; summary and description, which nothing parts, are reported.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile

from kg.dates import parse_date
from kg.sources.codes import classic
from kg.sources.ctgov_pages import cells, lists
from kg.sources.ctgov_pages.arms import intervention_heads
from kg.sources.ctgov_pages.header import BELOW_TITLE, GLUES, HEADER, PREAMBLE, STATEMENTS
from kg.sources.ctgov_pages.outcomes import ORIGINAL_OUTCOMES, SAFETY, add_outcome
from kg.sources.ctgov_pages.sublabels import DESIGN, labelled
from kg.sources.page.division import Division, read_titles
from kg.sources.page.forms import STUDY_ID
from kg.sources.page.label_layout import Layout, read_cells
from kg.sources.page.lines import Page, PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_criteria, firm
from kg.sources.page.reader import PageReader, Signature
from kg.sources.page.text import unbulleted

__all__ = ["BY_FORM", "CTGOV_UNLABELLED"]

VERSIONS = "Complete list of historical versions of study "
_LAST_HEADER = "Last verified:"
_FRAME = "[ Time Frame: "
_SAME = "Same as current"
_LAYOUT = Layout(header=HEADER, tables={}, preamble=PREAMBLE, statements=STATEMENTS, below_title=BELOW_TITLE)


def _walk(page: Page, account: Account) -> None:
    lines = page.written
    start = next((at + 1 for at, line in enumerate(lines) if line.text.startswith(_LAST_HEADER)), len(lines))
    division = Division(_LAYOUT, account)
    division.add_lines(lines[:start])
    read_cells(division.cells, _LAYOUT, account)
    read_titles(division, account)
    _read_tables(lines[start:], account)
    if not any(STUDY_ID.fullmatch(line.text) for line in lines[start:]):
        account.doubt("CT-R013", "the page ends before the row of the id, which stands near its end")


def _read_tables(lines: Sequence[PageLine], account: Account) -> None:
    known = firm(lines)
    link = next((at for at, line in enumerate(known) if line.text.startswith(VERSIONS)), None)
    titles = set(account.values("study", "dcterms:title"))
    title = next((at for at, line in enumerate(known) if line.text in titles), len(known))
    if link is not None and link < title:
        rest = _read_dates(known[:link], account)
        _read_outcomes(rest, "Primary", account)
        _read_link(known[link], account)
        secondary = list(takewhile(_is_listed, known[link + 1 : title]))
        _read_outcomes(secondary, "Secondary", account)
    if title < len(known):
        account.state(known[title], "study", "dcterms:title", known[title].text)
        if title + 1 < len(known) and known[title + 1].text != "Not Provided":
            account.state(known[title + 1], "study", "ct:officialTitle", known[title + 1].text)
        _read_by_form(known[title + 2 :], account)


def _read_link(line: PageLine, account: Account) -> None:
    """Read the id that the link to former versions names, which is the page's own."""
    id = line.text.removeprefix(VERSIONS).split(" ", 1)[0]
    if STUDY_ID.fullmatch(id):
        account.state(line, "record", "dcterms:identifier", id)


def _read_dates(lines: Sequence[PageLine], account: Account) -> Sequence[PageLine]:
    """Read the dates at the top if the first two are those of the header; gives what follows them."""
    dates = list(takewhile(lambda line: parse_date(cells.without_remark(line.text)[:40]) is not None, lines))
    header = [*account.values("record", "ct:firstSubmittedDate")[:1], *account.values("record", "dcterms:modified")[:1]]
    found = [str(parse_date(line.text[:40])) for line in dates[:2]]
    final = [line for line in dates[2:] if cells.without_remark(line.text) != line.text]
    plain = [line for line in dates[2:] if line not in final]
    if found != header or len(final) > 1 or len(plain) > 1 or dates[2:] != [*plain, *final]:
        for line in dates:
            account.doubt("CT-R006", f"`{line.text}` may be one of several dates: the labels are lost", line)
        return lines[len(dates) :]
    cells.date("record", "ct:firstSubmittedDate")(dates[:1], account)
    cells.date("record", "dcterms:modified")(dates[1:2], account)
    cells.date("study", "ct:startDate")(plain, account)
    cells.date("study", "ct:primaryCompletionDate")(final, account)
    return lines[len(dates) :]


def _is_listed(line: PageLine) -> bool:
    return unbulleted(line.text) != line.text or _FRAME in line.text or line.text == _SAME


def _read_outcomes(lines: Sequence[PageLine], kind: str, account: Account) -> None:
    """Read the current outcomes, then the original ones, if the remark on safety parts them."""
    current = list(takewhile(lambda line: SAFETY in line.text, lines))
    original = lines[len(current) :]
    same = [line.text for line in original] == [_SAME]
    if not current or (original and not same and any(SAFETY in line.text for line in original)):
        for line in lines:
            account.doubt("CT-R006", "the line may be a current or an original outcome: the labels are lost", line)
        return
    for line in current:
        add_outcome(line, unbulleted(line.text), f"ct:{kind.casefold()}Outcome", account)
    for line in original:
        if same:
            for part in tuple(account.values("study", f"ct:{kind.casefold()}Outcome")):
                account.state(line, "study", ORIGINAL_OUTCOMES[f"ct:{kind.casefold()}Outcome"], part)
        else:
            add_outcome(line, unbulleted(line.text), ORIGINAL_OUTCOMES[f"ct:{kind.casefold()}Outcome"], account)


def _is_code(code_list: str) -> Callable[[str], bool]:
    return lambda text: len(text) < 80 and classic(code_list, text) is not None


# What a line states if it has the form of one field alone.
BY_FORM: tuple[tuple[Callable[[str], bool], Callable[[Sequence[PageLine], Account], None]], ...] = (
    (lambda text: STUDY_ID.fullmatch(text) is not None, cells.study_id),
    (_is_code("study-type"), cells.study_type),
    (lambda text: text.startswith("Phase ") and _is_code("phase")(text), lists.phases),
    (lambda text: text.partition(":")[0] in DESIGN, labelled(*DESIGN)),
    (lambda text: bool(intervention_heads(unbulleted(text))), lists.intervention_column),
    (_is_code("overall-status"), cells.status("ct:overallStatus")),
    (lambda text: text in {"Both", "Female", "Male"}, cells.code("eligibility", "ct:sex", "sex")),
    (lambda text: " Year" in text and cells.is_ages(text), cells.ages),
)


def _read_by_form(lines: Sequence[PageLine], account: Account) -> None:
    begin = next((at for at, line in enumerate(lines) if line.text.startswith("Inclusion Criteria")), None)
    end = next((at for at, line in enumerate(lines) if line.text in {"Both", "Female", "Male"}), None)
    criteria = lines[begin:end] if begin is not None and end is not None and begin < end else []
    add_criteria(criteria, account)
    for line in lines:
        if not account.has_taken(line):
            read = next((read for suits, read in BY_FORM if suits(line.text)), None)
            if read:
                read([line], account)


CTGOV_UNLABELLED = PageReader(
    name="ctgov-tabular-2011",
    publisher="ctgov",
    description="tabular view of ClinicalTrials.gov about 2011 without its labels, saved as text",
    signature=Signature(
        every=((f"{VERSIONS}…",),),
        none=("Tracking Information", "Change History…", "Purpose", "Participant Flow"),
        glues=GLUES,
    ),
    walk=_walk,
)
