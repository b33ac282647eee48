"""Values that are told by their form: what a line without a label can be, and where in its block it belongs."""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from kg.ages import NO_LIMIT
from kg.dates import parse_date
from kg.sources.codes import MEDDATAX_PARTIES, notation
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.text import is_foreign

__all__ = [
    "STUDY_ID",
    "Form",
    "Slot",
    "age_form",
    "chips_form",
    "code_form",
    "count_form",
    "date_form",
    "fits_any",
    "flag_form",
    "parties_form",
    "phase_form",
    "place",
]

Form = Callable[[str], "tuple[tuple[str, str], ...] | None"]
"""What a text states as (property, value) pairs, or None if it has not this form."""

STUDY_ID = re.compile(r"NCT[0-9]{8}")
_AGE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})? (?:Year|Month|Week|Day|Hour|Minute)s?")
_COUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})")
_FLAGS = {"Yes": "true", "No": "false"}

# Words that stand for "none of these" in many fields, so that alone they say nothing of the field.
_PLACELESS = frozenset({"NA", "OTHER"}) | NO_LIMIT


class Slot(msgspec.Struct, frozen=True):
    """One place in a block of values: whose value it is, which form it has, and its label where that is kept."""

    name: str
    """In plain words, for messages."""
    subject: str
    form: Form
    label: str | None = None
    """The line that stands before the value on pages with labels."""


def code_form(name: str, code_list: str) -> Form:
    """The form of a notation of that code list."""

    def form(text: str) -> tuple[tuple[str, str], ...] | None:
        return ((name, text),) if notation(code_list, text) else None

    return form


def phase_form(text: str) -> tuple[tuple[str, str], ...] | None:
    """One phase or two with a slash between, `PHASE1/PHASE2`."""
    phases = text[:100].split("/")
    return tuple(("ct:phase", phase) for phase in phases) if all(notation("phase", each) for each in phases) else None


_LONGEST_PARTIES = 100


def chips_form(text: str) -> tuple[tuple[str, str], ...] | None:
    """A status with phases behind it, as the site shows them in a row: `RECRUITING PHASE2`."""
    status, _, phases = text[:80].partition(" ")
    known = phase_form(phases.replace(" ", "/")) if phases else None
    return (("ct:overallStatus", status), *known) if known and notation("overall-status", status) else None


def parties_form(text: str) -> tuple[tuple[str, str], ...] | None:
    """Who is masked, one name after the other: `Participants Investigators`."""
    parties: list[tuple[str, str]] = []
    rest = text.casefold() if len(text) <= _LONGEST_PARTIES else "?"
    while rest:
        name = next((name for name in MEDDATAX_PARTIES if f"{rest} ".startswith(f"{name} ")), None)
        if name is None:
            return None
        parties.append(("ct:maskedParty", MEDDATAX_PARTIES[name]))
        rest = rest.removeprefix(name).lstrip()
    return tuple(parties)


def date_form(name: str) -> Form:
    """The form of a date in figures."""

    def form(text: str) -> tuple[tuple[str, str], ...] | None:
        date = parse_date(text) if text[:1].isdigit() else None
        return ((name, str(date)),) if date else None

    return form


def count_form(name: str, unit: str = "") -> Form:
    """The form of a number with a unit behind it: `9 participants`."""

    def form(text: str) -> tuple[tuple[str, str], ...] | None:
        found = _COUNT.fullmatch(text.removesuffix(unit))
        return ((name, str(int(found[1].replace(",", "")))),) if found and text.endswith(unit) else None

    return form


def age_form(name: str) -> Form:
    """The form of an age: `18 Years`, or `N/A`, which states none."""

    def form(text: str) -> tuple[tuple[str, str], ...] | None:
        if text in NO_LIMIT:
            return ()
        return ((name, text),) if _AGE.fullmatch(text) else None

    return form


def flag_form(name: str) -> Form:
    """The form of yes and no."""

    def form(text: str) -> tuple[tuple[str, str], ...] | None:
        return ((name, _FLAGS[text]),) if text in _FLAGS else None

    return form


def fits_any(text: str, slots: Sequence[Slot]) -> bool:
    """Whether a line can be a value, or a label, of one of the slots."""
    return any(slot.form(text) is not None or text == slot.label for slot in slots)


def place(lines: Sequence[PageLine], slots: Sequence[Slot], account: Account) -> None:
    """Read a block of values: by their labels, else in a complete block by their place, else by form if it is sure.

    What fits no slot is left to be reported; what fits several, or comes in the wrong number, is doubted.
    """
    rest, open_slots = _labelled(lines, slots, account)
    typed = [line for line in rest if fits_any(line.text, open_slots)]
    if len(typed) == len(open_slots) and all(map(_fits, typed, open_slots)):
        for line, slot in zip(typed, open_slots, strict=True):
            _take(line, slot, account)
    else:
        _by_form(typed, open_slots, account)


def _fits(line: PageLine, slot: Slot) -> bool:
    return slot.form(line.text) is not None


def _take(line: PageLine, slot: Slot, account: Account) -> None:
    stated = slot.form(line.text)
    for name, value in stated or ():
        account.state(line, slot.subject, name, value)
    if not stated:
        account.set_aside(line)


def _labelled(
    lines: Sequence[PageLine], slots: Sequence[Slot], account: Account
) -> tuple[list[PageLine], tuple[Slot, ...]]:
    """The lines and slots that are left when each value under its own label is read."""
    by_label: Mapping[str, Slot] = {slot.label: slot for slot in slots if slot.label}
    rest: list[PageLine] = []
    taken: list[Slot] = []
    under: Slot | None = None
    for line in lines:
        label = by_label.get(line.text)
        if label:
            account.set_aside(line)
        elif under and under not in taken and _fits(line, under):
            _take(line, under, account)
            taken.append(under)
        else:
            rest.append(line)
        under = label or (under if is_foreign(line.text) else None)
    return rest, tuple(slot for slot in slots if slot not in taken)


def _by_form(lines: Sequence[PageLine], slots: Sequence[Slot], account: Account) -> None:
    """Read the values of a block that is not complete, as far as the form of each leaves one reading."""
    groups: dict[tuple[Slot, ...], list[PageLine]] = {}
    for line in lines:
        if line.text in _PLACELESS:
            account.doubt("CT-R006", f"`{line.text}` can belong to more than one field of an incomplete block", line)
        else:
            groups.setdefault(tuple(slot for slot in slots if slot.form(line.text)), []).append(line)
    for possible, same in groups.items():
        if len(possible) == 1 and len({line.text for line in same}) == 1:
            for line in same:
                _take(line, possible[0], account)
        elif len(same) == len(possible):
            for line, slot in zip(same, possible, strict=True):
                _take(line, slot, account)
        else:
            _doubt(same, possible, account)


def _doubt(lines: Sequence[PageLine], possible: Sequence[Slot], account: Account) -> None:
    names = " or ".join(slot.name for slot in possible)
    counts = f"{len(lines)} such value{'s' * (len(lines) != 1)} for {len(possible)} field{'s' * (len(possible) != 1)}"
    for line in lines:
        account.doubt("CT-R006", f"`{line.text}` may be the {names}: {counts}", line)
