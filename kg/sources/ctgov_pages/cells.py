"""Single values on the pages of the classic ClinicalTrials.gov: what stands behind a label, and how it is read."""

from collections.abc import Sequence
from functools import partial

from kg.dates import parse_date
from kg.sources.codes import classic
from kg.sources.page.forms import STUDY_ID, age_form, count_form
from kg.sources.page.label_layout import CellReader
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_code, add_prose, firm

__all__ = [
    "add_date",
    "add_flag",
    "ages",
    "code",
    "count",
    "date",
    "flag",
    "is_ages",
    "is_study_type",
    "left_out",
    "name",
    "prose",
    "status",
    "study_id",
    "study_type",
    "text",
    "verified",
    "without_remark",
]

_FINAL_DATA = " (final data collection date for primary outcome measure)"
_FLAGS = {"Yes": "true", "No": "false"}
_REGISTRY = " [Patient Registry]"
_TRIAL = " (Clinical Trial)"


def left_out(reason: str) -> CellReader:
    """A reader of what has no place in the record, with the reason."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        for line in firm(lines):
            account.leave_out(line, reason)

    return read


def first(lines: Sequence[PageLine]) -> PageLine | None:
    """The one line that can be the value; what follows it is left to be reported."""
    return next(iter(firm(lines)), None)


def date(subject: str, name: str, date_type: str | None = None) -> CellReader:
    """A reader of a date, with the type that the label states."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        if line := first(lines):
            known = add_date(line, without_remark(line.text), subject, name, account)
            if known and date_type:
                account.state(line, subject, f"{name}Type", date_type)

    return read


def without_remark(text: str) -> str:
    """A date without the remark that final data were collected then."""
    return text[: -len(_FINAL_DATA)] if text.casefold().endswith(_FINAL_DATA) else text


def add_date(line: PageLine, text: str, subject: str, name: str, account: Account) -> bool:
    """Take the text as a date; gives whether it is one."""
    known = parse_date(text[:40])
    if known:
        account.state(line, subject, name, str(known))
    else:
        account.doubt("CT-R011", f"`{text[:80]}` is not a date", line)
    return known is not None


def verified(lines: Sequence[PageLine], account: Account) -> None:
    """Read `August 2009 by NAME.`, when and by whom the record was verified."""
    if line := first(lines):
        when, _, who = line.text.partition(" by ")
        if add_date(line, when, "record", "ct:verificationDate", account) and who:
            account.state(line, "record", "ct:verifiedByName", who.removesuffix("."))


def name(subject: str, name: str) -> CellReader:
    """A reader of a name or another text of one line."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        if line := first(lines):
            account.state(line, subject, name, line.text)

    return read


def code(subject: str, name: str, code_list: str) -> CellReader:
    """A reader of one coded value."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        if line := first(lines):
            add_code(line, subject, name, line.text, partial(classic, code_list), account)

    return read


def status(name: str) -> CellReader:
    """A reader of a recruitment status, with the reason behind it if the study was stopped: `Terminated (No fruit)`."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        line = first(lines)
        if line is None:
            return
        head, bracket, reason = line.text.partition(" (")
        stopped = bracket and reason.endswith(")") and classic("overall-status", head)
        text = head if stopped else line.text
        add_code(line, "study", name, text, partial(classic, "overall-status"), account)
        if stopped:
            account.state(line, "study", "ct:whyStopped", reason.removesuffix(")").strip())

    return read


def study_type(lines: Sequence[PageLine], account: Account) -> None:
    """Read `Interventional (Clinical Trial)`, `Observational [Patient Registry]`."""
    if line := first(lines):
        text = line.text.removesuffix(_TRIAL).removesuffix(_REGISTRY)
        add_code(line, "study", "ct:studyType", text, partial(classic, "study-type"), account)
        if line.text.endswith(_REGISTRY):
            account.state(line, "study", "ct:patientRegistry", "true")


def is_study_type(text: str) -> bool:
    """Whether a text is a type of study."""
    return not text or classic("study-type", text[:80].removesuffix(_TRIAL).removesuffix(_REGISTRY)) is not None


def count(name: str, count_type: str | None = None) -> CellReader:
    """A reader of a number of participants, with the type that the label states."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        line = first(lines)
        if line is None:
            return
        stated = count_form(name)(line.text.removesuffix(" participants"))
        for property_name, value in stated or ():
            account.state(line, "study", property_name, value)
            if count_type:
                account.state(line, "study", f"{property_name}Type", count_type)
        if not stated:
            account.doubt("CT-R011", f"`{line.text[:80]}` is not a number", line)

    return read


def flag(subject: str, name: str) -> CellReader:
    """A reader of yes or no."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        if line := first(lines):
            add_flag(line, line.text, subject, name, account)

    return read


def add_flag(line: PageLine, text: str, subject: str, name: str, account: Account) -> None:
    """Take the text as yes or no."""
    if text in _FLAGS:
        account.state(line, subject, name, _FLAGS[text])
    else:
        account.doubt("CT-R011", f"`{text[:80]}` is neither yes nor no", line)


def prose(subject: str, name: str) -> CellReader:
    """A reader of free text."""

    def read(lines: Sequence[PageLine], account: Account) -> None:
        add_prose(lines, subject, name, account)

    return read


text = prose


def study_id(lines: Sequence[PageLine], account: Account) -> None:
    """Read the id of the record."""
    if line := first(lines):
        text = line.text.removesuffix(" History of Changes").removesuffix(" Obsolete Identifiers:").strip()
        if STUDY_ID.fullmatch(text):
            account.state(line, "record", "dcterms:identifier", text)
        else:
            account.doubt("CT-R011", f"`{line.text[:80]}` is not the id of a study", line)


def ages(lines: Sequence[PageLine], account: Account) -> None:
    """Read `15 Years to 65 Years (Child, Adult, Older Adult)`."""
    if line := first(lines):
        stated = _ages(line.text)
        if stated is None:
            account.doubt("CT-R011", f"`{line.text[:80]}` is not a range of ages", line)
        for property_name, value in stated or ():
            account.state(line, "eligibility", property_name, value)
        if stated == ():
            account.set_aside(line)


def is_ages(text: str) -> bool:
    """Whether a text is a range of ages."""
    return _ages(text) is not None


def _ages(text: str) -> tuple[tuple[str, str], ...] | None:
    """The limits and the age groups; without limits the groups stand alone, `Child, Adult`."""
    limits, _, groups = text[:160].partition(" (")
    known = _groups(groups.removesuffix(")")) if groups else ()
    if (stated := _limits(limits)) is not None:
        return None if known is None else (*stated, *known)
    return _groups(text[:160])


def _groups(text: str) -> tuple[tuple[str, str], ...] | None:
    known = [classic("age-group", group.strip()) for group in text.split(",")]
    return None if None in known else tuple(("ct:ageGroup", group) for group in known if group)


def _limits(text: str) -> tuple[tuple[str, str], ...] | None:
    """The limits of `A to B`, `A and older`, `up to B`."""
    if text.endswith(" and older"):
        return age_form("ct:minimumAge")(text.removesuffix(" and older"))
    if text[:6].casefold() == "up to ":
        return age_form("ct:maximumAge")(text[6:])
    low, _, high = text.partition(" to ")
    minimum, maximum = age_form("ct:minimumAge")(low), age_form("ct:maximumAge")(high)
    return (*minimum, *maximum) if minimum is not None and maximum is not None else None
