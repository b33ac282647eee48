"""The aggregator's page of results: what it states of the study; the tables of results are out of scope."""

from collections.abc import Sequence

from kg.sources.meddatax.header import RESULTS_TITLE, read_header
from kg.sources.page.forms import Slot, code_form, count_form, date_form, fits_any, phase_form, place
from kg.sources.page.lines import Page, PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import firm
from kg.sources.page.reader import PageReader, Signature

__all__ = ["HEADINGS", "MEDDATAX_RESULTS", "OVERVIEW"]

OVERVIEW = "Results Overview"

# Heading -> why what stands under it is left out.
_FLOW = "participant flow: the record has no place for the results of a study"
_TABLE = "results of the study, for which the record has no place"
HEADINGS = {
    OVERVIEW: None,
    "Participant Flow": _FLOW,
    # unseen:
    "Baseline Characteristics": _TABLE,
    "Primary Outcomes": _TABLE,
    "PRIMARY outcome": _TABLE,
    "Secondary Outcomes": _TABLE,
    "SECONDARY outcome": _TABLE,
    "Adverse Events": _TABLE,
    "Serious adverse events": _TABLE,
    "Other adverse events": _TABLE,
    "Additional Information": _TABLE,
}

SLOTS = (
    Slot("status", "study", code_form("ct:overallStatus", "overall-status"), "Recruitment status"),
    Slot("phase", "study", phase_form, "Study phase"),
    Slot("enrollment", "study", count_form("ct:enrollment", " participants"), "Target enrollment"),
    Slot("date of results", "record", date_form("ct:resultsFirstPostedDate"), "Results posted on"),
)
_COUNT, _DATE = SLOTS[2], SLOTS[3]
FRAME_LABEL = "Primary outcome timeframe"
_OUTCOME = "of a primary outcome whose title the page does not state here; an outcome is nothing without its title"


def _walk(page: Page, account: Account) -> None:
    blocks: list[tuple[str | None, list[PageLine]]] = [(None, [])]
    for line in page.written:
        if line.text in HEADINGS:
            account.set_aside(line)
            blocks.append((line.text, []))
        else:
            blocks[-1][1].append(line)
    for heading, lines in blocks:
        if heading is None:
            read_header(lines, account)
        elif reason := HEADINGS[heading]:
            for line in firm(lines):
                account.leave_out(line, reason)
        else:
            _read_overview(lines, account)
    if not any(heading == "Participant Flow" for heading, _ in blocks):
        account.doubt("CT-R013", "the page ends before the section `Participant Flow`")


def _read_overview(lines: Sequence[PageLine], account: Account) -> None:
    """Read the values, by label or by form; the text above them and the time frame are of an outcome."""
    known = firm(lines)
    begin = next((at for at, line in enumerate(known) if fits_any(line.text, SLOTS)), len(known))
    for line in known[:begin]:
        account.leave_out(line, f"the description {_OUTCOME}")
    frame = _frame(known[begin:])
    for line in frame:
        account.leave_out(line, f"the time frame {_OUTCOME}")
    place([line for line in lines if line not in frame and line not in known[:begin]], SLOTS, account)
    _state_results(lines, account)


def _frame(lines: Sequence[PageLine]) -> list[PageLine]:
    """The line of the time frame, with its label if it has one: else the one between the count and the date."""
    for at, line in enumerate(lines):
        if line.text == FRAME_LABEL:
            return [line, *(each for each in lines[at + 1 : at + 2] if not fits_any(each.text, SLOTS))]
    counts = [at for at, line in enumerate(lines) if _COUNT.form(line.text)]
    dates = [at for at, line in enumerate(lines) if _DATE.form(line.text)]
    between = len(counts) == len(dates) == 1 and dates[0] - counts[0] == 2
    return [lines[counts[0] + 1]] if between else []


def _state_results(lines: Sequence[PageLine], account: Account) -> None:
    """A date on which results were posted says that they are."""
    for line in lines:
        if _DATE.form(line.text) and account.has_taken(line):
            account.state(line, "study", "ct:hasResults", "true")


MEDDATAX_RESULTS = PageReader(
    name="meddatax-results",
    publisher="meddatax",
    description="page of results of the aggregator MedDataX, saved as text, Markdown or HTML",
    signature=Signature(every=((f"{RESULTS_TITLE}…",),)),
    walk=_walk,
)
