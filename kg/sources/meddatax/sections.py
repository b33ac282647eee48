"""What stands in the sections of the aggregator's page, and how each is read."""

from collections.abc import Callable, Sequence
from functools import partial

from kg.sources.codes import classic, notation
from kg.sources.page.forms import (
    STUDY_ID,
    Slot,
    age_form,
    chips_form,
    code_form,
    count_form,
    date_form,
    fits_any,
    flag_form,
    parties_form,
    phase_form,
    place,
)
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_citation, add_code, add_criteria, add_prose, firm, is_sentence
from kg.sources.page.text import is_foreign, unbulleted

__all__ = [
    "NO_RESULTS",
    "SOME_RESULTS",
    "SectionReader",
    "basic_information",
    "brief_summary",
    "conditions",
    "countries",
    "detailed_description",
    "eligibility",
    "identifiers",
    "keywords",
    "references",
    "related_trials",
    "results",
    "study_design",
    "unread",
]

SectionReader = Callable[[Sequence[PageLine], Account], None]

NO_RESULTS = (
    "The study team has not published outcome measurements, participant flow, or safety data for this trial yet. "
    "Check back later for updates.",
    "Results pending",
)

# The link to them; it is written without a break before the heading that follows.
SOME_RESULTS = "View full results"

# The labels stand on the pages that keep them; in the layout with lost labels the values stand in this order.
_BASIC = (
    Slot("status", "study", code_form("ct:overallStatus", "overall-status"), "Recruitment Status"),
    Slot("phase", "study", phase_form, "Clinical Phase"),
    Slot("enrollment", "study", count_form("ct:enrollment", " participants"), "Total Enrollment"),
    Slot("study type", "study", code_form("ct:studyType", "study-type"), "Study Classification"),
    Slot("start date", "study", date_form("ct:startDate"), "Study Start Date"),
    Slot("completion date", "study", date_form("ct:completionDate"), "Study Completion Date"),
)
_DESIGN = (
    Slot("allocation", "study", code_form("ct:allocation", "allocation"), "Allocation Method"),
    Slot("intervention model", "study", code_form("ct:interventionModel", "intervention-model"), "Intervention Model"),
    Slot("primary purpose", "study", code_form("ct:primaryPurpose", "primary-purpose"), "Primary Study Purpose"),
    Slot("masking", "study", code_form("ct:masking", "masking"), "Blinding Strategy"),
)
_PARTICIPANTS = (
    # The labels of these are not seen.
    Slot("minimum age", "eligibility", age_form("ct:minimumAge"), "Minimum Eligible Age"),
    Slot("maximum age", "eligibility", age_form("ct:maximumAge"), "Maximum Eligible Age"),
    Slot("sex", "eligibility", code_form("ct:sex", "sex"), "Eligible Sex"),
    Slot(
        "whether healthy volunteers take part",
        "eligibility",
        flag_form("ct:healthyVolunteers"),
        "Accepts Healthy Volunteers",
    ),
)
# How an observational study is laid out; not seen.
_OBSERVATION = (
    Slot("observational model", "study", code_form("ct:observationalModel", "observational-model")),
    Slot("time perspective", "study", code_form("ct:timePerspective", "time-perspective")),
)

# A text without a label that stands under these belongs to them.
_DESCRIPTIONS = {
    "Intervention Model": "ct:interventionModelDescription",
    "Blinding Strategy": "ct:maskingDescription",
}
_PURPOSE, _MASKING = 2, 3  # how many values stand above these

_TYPE_LABEL = "Identifier Type: "
_SOURCE_LABEL = "Identifier Source: "
_NO_TYPE = "Identifier Type: -"


def unread(lines: Sequence[PageLine], account: Account) -> None:
    """Leave the lines to be reported: no whole page shows yet how this section is written."""


def results(lines: Sequence[PageLine], account: Account) -> None:
    """Read whether results are posted."""
    for line in lines:
        if line.text in NO_RESULTS:
            account.state(line, "study", "ct:hasResults", "false")
        elif line.text == SOME_RESULTS:
            account.state(line, "study", "ct:hasResults", "true")


def basic_information(lines: Sequence[PageLine], account: Account) -> None:
    """Read status, phase, enrollment, type and the two dates."""
    place(lines, _BASIC, account)


def study_design(lines: Sequence[PageLine], account: Account) -> None:
    """Read the design, who is masked, and what is said of model and masking without a label."""
    for line in lines:
        for name, party in parties_form(line.text) or ():
            account.state(line, "study", name, party)
    rest = [line for line in lines if not account.has_taken(line)]
    if "OBSERVATIONAL" in account.values("study", "ct:studyType"):
        place(rest, _OBSERVATION, account)
        return
    texts = _under_labels(rest) if any(line.text in _DESCRIPTIONS for line in rest) else _between_values(rest)
    place([line for line in rest if line not in texts], _DESIGN, account)
    for line, name in texts.items():
        account.state(line, "study", name, line.text)


def _under_labels(lines: Sequence[PageLine]) -> dict[PageLine, str]:
    """The texts that stand below the value of a label, with the property of each."""
    texts: dict[PageLine, str] = {}
    under: str | None = None
    for line in firm(lines):
        if fits_any(line.text, _DESIGN):
            under = _DESCRIPTIONS.get(line.text, under if _is_value(line.text) else None)
        elif under:
            texts[line] = under
    return texts


def _is_value(text: str) -> bool:
    return any(slot.form(text) for slot in _DESIGN)


def _between_values(lines: Sequence[PageLine]) -> dict[PageLine, str]:
    """The same where labels are lost: sentences behind the second and the fourth value of a complete block."""
    texts: dict[PageLine, str] = {}
    values = 0
    for line in firm(lines):
        if _is_value(line.text):
            values += 1
        elif is_sentence(line.text) and values == _PURPOSE:
            texts[line] = "ct:interventionModelDescription"
        elif is_sentence(line.text) and values > _MASKING:
            texts[line] = "ct:maskingDescription"
    return texts if values == len(_DESIGN) else {}


def brief_summary(lines: Sequence[PageLine], account: Account) -> None:
    """Read the summary."""
    add_prose(lines, "study", "ct:briefSummary", account)


def detailed_description(lines: Sequence[PageLine], account: Account) -> None:
    """Read the description."""
    add_prose(lines, "study", "ct:detailedDescription", account)


def _names(lines: Sequence[PageLine], name: str, account: Account) -> None:
    for line in firm(lines):
        account.state(line, "study", name, unbulleted(line.text))


def conditions(lines: Sequence[PageLine], account: Account) -> None:
    """Read one condition a line."""
    _names(lines, "ct:conditionName", account)


def keywords(lines: Sequence[PageLine], account: Account) -> None:
    """Read one keyword a line."""
    _names(lines, "ct:keyword", account)


def countries(lines: Sequence[PageLine], account: Account) -> None:
    """Read one country a line."""
    _names(lines, "ct:countryName", account)


def references(lines: Sequence[PageLine], account: Account) -> None:
    """Read one citation a line."""
    for line in firm(lines):
        add_citation(line, account)


def related_trials(lines: Sequence[PageLine], account: Account) -> None:
    """Read pairs of a title and the id under it; a title belongs to an id only if it alone stands above it."""
    own = account.values("record", "dcterms:identifier")
    titles: list[PageLine] = []
    for line in firm(lines):
        if chips_form(line.text):
            account.leave_out(line, _OF_ANOTHER)
            continue
        if not STUDY_ID.fullmatch(line.text):
            titles.append(line)
            continue
        if line.text in own:
            account.doubt("CT-R014", f"the page lists its own id {line.text} among the related studies", line)
        else:
            _add_related(line, titles, account)
        titles = []
    _doubt_titles(titles, account)


_OF_ANOTHER = "said of the related study, whose own record states it"


def _add_related(line: PageLine, titles: Sequence[PageLine], account: Account) -> None:
    part = account.next_part("related")
    if len(titles) == 1:
        account.state(titles[0], part, "ct:listedTitle", titles[0].text)
    else:
        _doubt_titles(titles, account)
    account.state(line, part, "ct:relatedStudy", line.text)


def _doubt_titles(titles: Sequence[PageLine], account: Account) -> None:
    for title in titles:
        account.doubt("CT-R006", f"no id belongs to this title for sure: {title.text[:80]}", title)


def eligibility(lines: Sequence[PageLine], account: Account) -> None:
    """Read the criteria, and behind them ages, sex and whether healthy volunteers take part."""
    end = len(lines)
    while end and (is_foreign(lines[end - 1].text) or fits_any(lines[end - 1].text, _PARTICIPANTS)):
        end -= 1
    text = [line for line in lines[:end] if not fits_any(line.text, _PARTICIPANTS)]
    for line in lines[:end]:
        if fits_any(line.text, _PARTICIPANTS):
            account.doubt("CT-R006", f"`{line.text}` may be a value or part of the criteria", line)
    add_criteria(text, account)
    place(lines[end:], _PARTICIPANTS, account)


def identifiers(lines: Sequence[PageLine], account: Account) -> None:
    """Read each identifier, then its type and source, which have labels."""
    part: str | None = None
    for line in firm(lines):
        if line.text.startswith((_TYPE_LABEL, _SOURCE_LABEL)):
            _add_identifier_detail(line, part, account)
        else:
            part = account.next_part("identifier")
            account.state(line, part, "ct:identifierValue", line.text)


def _add_identifier_detail(line: PageLine, part: str | None, account: Account) -> None:
    if line.text == _NO_TYPE:
        account.set_aside(line)
    elif part is None:
        account.doubt("CT-R006", f"no identifier stands above `{line.text}`", line)
    elif line.text.startswith(_SOURCE_LABEL):
        text = line.text.removeprefix(_SOURCE_LABEL)
        add_code(line, part, "ct:identifierRole", text, partial(classic, "identifier-role"), account)
    else:
        text = line.text.removeprefix(_TYPE_LABEL)
        add_code(line, part, "ct:identifierType", text, partial(notation, "identifier-type"), account)
