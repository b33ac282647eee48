"""The header of the aggregator's pages: title, id, date, chips; and the mark of a list that is cut short."""

import re
from collections.abc import Iterable, Sequence

from kg.dates import parse_date
from kg.sources.meddatax.sections import NO_RESULTS, results
from kg.sources.page.forms import STUDY_ID, chips_form
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.text import is_foreign

__all__ = ["RESULTS_TITLE", "read_header", "without_more"]

RESULTS_TITLE = "Trial Outcomes & Findings for "
_RESULTS_TITLE = re.compile(rf"{RESULTS_TITLE}(?P<title>.+) \(NCT (?P<id>NCT[0-9]{{8}})\)")
_ID_LABEL = "NCT ID: "
_UPDATED_LABEL = "Last Updated: "
_MORE = re.compile(r"(?P<shown>.*?) ?\+(?P<count>[0-9]{1,4}) more", re.DOTALL)


def read_header(lines: Sequence[PageLine], account: Account) -> None:
    """Read title, id, date of update, status and phases; of several lines that may be the title none is."""
    titles: list[PageLine] = []
    for line in lines:
        if line.text.startswith(_ID_LABEL):
            _read_id(line, account)
        elif line.text.startswith(_UPDATED_LABEL):
            _read_updated(line, account)
        elif line.text in NO_RESULTS:
            results([line], account)
        elif line.text.startswith(RESULTS_TITLE):
            _read_results_title(line, account)
        elif chips := chips_form(line.text):
            for name, value in chips:
                account.state(line, "study", name, value)
        elif not is_foreign(line.text):
            titles.append(line)
    _read_titles(titles, account)


def _read_titles(titles: Sequence[PageLine], account: Account) -> None:
    sure = len({line.text for line in titles}) == 1
    for line in titles:
        if sure:
            account.state(line, "study", "dcterms:title", line.text)
        else:
            account.doubt("CT-R006", f"{len(titles)} lines of the header may be the title: {line.text[:80]}", line)


def _read_results_title(line: PageLine, account: Account) -> None:
    """Read `Trial Outcomes & Findings for TITLE (NCT NCT01297972)`, which states the id as well."""
    if found := _RESULTS_TITLE.fullmatch(line.text[:2000]):
        account.state(line, "study", "dcterms:title", found["title"])
        account.state(line, "record", "dcterms:identifier", found["id"])
    else:
        account.doubt("CT-R011", "the title of a page of results should end with the id of the study", line)


def _read_id(line: PageLine, account: Account) -> None:
    text = line.text.removeprefix(_ID_LABEL)
    if STUDY_ID.fullmatch(text):
        account.state(line, "record", "dcterms:identifier", text)
    else:
        account.doubt("CT-R011", f"`{text[:80]}` is not the id of a study", line)


def _read_updated(line: PageLine, account: Account) -> None:
    text = line.text.removeprefix(_UPDATED_LABEL)
    if date := parse_date(text[:40]):
        account.state(line, "record", "dcterms:modified", str(date))
    else:
        account.doubt("CT-R011", f"`{text[:80]}` is not a date", line)


def without_more(lines: Iterable[PageLine], heading: str, account: Account) -> list[PageLine]:
    """The lines of a section without the chip `+8 more`, which says that its list goes on elsewhere."""
    kept = []
    for line in lines:
        found = _MORE.fullmatch(line.text) if line.text.endswith(" more") and len(line.text) < 300 else None
        if not found:
            kept.append(line)
            continue
        account.doubt("CT-R017", f"the page does not show {found['count']} more under `{heading}`", line)
        if found["shown"]:
            kept.append(line.saying(found["shown"]))
        else:
            account.leave_out(line, f"{found['count']} more are not on the page")
    return kept
