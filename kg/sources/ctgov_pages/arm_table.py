"""The table of arms on ClinicalTrials.gov's present site: `Experimental: Label`, then `Drug: Name`, with descriptions.

Where the page shows the columns, they tell which lines are of the arm. Else a line begins an arm if it names a type of
arm, and an intervention if the list above the table has it. Groups of observational studies have no type: without
columns, what stands between two interventions of theirs may be the description of the one or the next group, and is
doubted unless all of it is sentences.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from kg.sources.codes import CLASSIC
from kg.sources.ctgov_pages.arms import arm_head, intervention_head, intervention_part
from kg.sources.ctgov_pages.details_print import unbroken
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import is_sentence
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["arm_table"]

_LONGEST_NAME = 6
"""Lines of a column that the name of an intervention may take."""
_OTHER_NAMES = ("Other Names:", "Other Name:")
_UNSURE = "the line may be the description of the intervention above it or the next group: the columns are lost"


def arm_table(lines: Sequence[PageLine], account: Account) -> None:
    """Read each arm with its description, and the interventions beside it."""
    reader = _Arms(account)
    lines = reader.mended(lines)
    if lines and all(line.column >= 0 for line in lines):
        spaced = any(reader.parts(line.text) for line in lines if line.column)
        for _, row in groupby(lines, lambda line: line.row):
            reader.add_row(list(row), spaced=spaced)
    elif any(arm_head(line.text) and (not at or not reader.is_listed(line.text)) for at, line in enumerate(lines)):
        reader.add_typed(lines)
    else:
        reader.add_untyped(lines)


def _listed(account: Account) -> list[str]:
    """The interventions that the list above the table states, as it writes them, the longest first."""
    types = {code: text.title() for text, code in CLASSIC["intervention-type"].items()}
    found: list[str] = []
    while names := account.values(part := f"intervention {len(found) + 1}", "schema:name"):
        found.append(f"{types.get(account.values(part, 'ct:interventionType')[0], '')}: {names[0]}")
    return sorted(found, key=len, reverse=True)


def _firm(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines without stray labels with a number; `Experimental: 1` is none."""
    return [line for line in lines if not is_foreign(line.text) or arm_head(line.text) or intervention_head(line.text)]


def _descriptions(runs: Sequence[Sequence[PageLine]], is_listed: Callable[[str], bool]) -> dict[str, int]:
    """Intervention that stands in the table more than once -> how many lines describe it: those that come each time."""
    behind: dict[str, list[list[str]]] = {}
    for run, below in zip(runs, [*runs[1:], []], strict=True):
        if is_listed(run[0].text):
            for line in run[:-1]:
                behind.setdefault(unbulleted(line.text), []).append([])
            behind.setdefault(unbulleted(run[-1].text), []).append([line.text for line in below])
    return {text: _alike(each) for text, each in behind.items() if len(each) > 1}


def _alike(runs: Sequence[Sequence[str]]) -> int:
    """How many texts all runs begin with."""
    first = runs[0]
    return next(
        (at for at, text in enumerate(first) if any(run[at : at + 1] != [text] for run in runs[1:])), len(first)
    )


def _begin_of_group(lines: Sequence[PageLine], *, ends: bool) -> int | None:
    """Where the next group begins; None if that is not sure.

    `ends` says that the last line is known to be of the first column.
    """
    names = [at for at, line in enumerate(lines) if not is_sentence(line.text)]
    if len(lines) == 1 and ends:
        return 0
    if not names:
        return len(lines)
    return names[0] if len(names) == 1 and (names[0] or ends) else None


class _Arms:
    """Takes the lines of the table one by one."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._listed = _listed(account)
        self._heads = re.compile(rf"(?:^|(?<= ))(?:{'|'.join(map(re.escape, self._listed))})(?= |$)")
        """Where an intervention of the list above the table begins."""
        self._arm: str | None = None
        self._used: set[str] = set()
        """The interventions of the arm that were met."""
        self._part: str | None = None
        """What is described."""
        self._known = False
        """Whether its description was stated before."""
        self._begun = False
        self._names = False
        """Whether other names of it are listed."""
        self._marked = False
        """Whether the page shows where cells end."""
        self._rests: dict[int, Sequence[PageLine]] = {}
        """Number of a line of a print -> the lines below it that are the rest of its name."""

    def is_listed(self, text: str) -> bool:
        """Whether the line is an intervention of the list above the table."""
        found = intervention_head(unbulleted(text))
        return found is not None and self._account.knows("intervention", f"{found[0]}: {found[1]}")

    def mended(self, lines: Sequence[PageLine]) -> list[PageLine]:
        """The lines, those of a print that together are an intervention of the list as one."""
        found: list[PageLine] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            cell = [each for each in lines[at : at + _LONGEST_NAME] if each.row == line.row >= 0 > each.column]
            names = {size: unbroken([each.text for each in cell[:size]]) for size in range(2, len(cell) + 1)}
            size = next((size for size, name in names.items() if self.is_listed(name)), 1)
            self._rests[line.number] = cell[1:size]
            found.append(line.saying(names.get(size, line.text)))
            at += size
        return found

    def parts(self, text: str) -> list[str]:
        """The texts of a cell whose lines were joined by spaces, parted where a listed intervention begins; else none.

        `Drug: Orange Peeled. Drug: Lemon` is `Drug: Orange`, `Peeled.`, `Drug: Lemon`.
        """
        starts = [found.start() for found in self._heads.finditer(text)] if self._listed else []
        if not starts or starts[0] or self.is_listed(text):
            return []
        found: list[str] = []
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            head = next(each for each in self._listed if text.startswith(each, start))
            rest, names, others = text[start + len(head) : end].strip().partition(_OTHER_NAMES[0])
            found += [head, *([rest.strip()] if rest.strip() else []), *([f"{names}{others}"] if names else [])]
        return found

    def add_row(self, row: Sequence[PageLine], *, spaced: bool) -> None:
        """Take a row of which the page shows the columns; `spaced` if the lines of a cell were joined by spaces."""
        beside = [line for line in row if line.column > 0]
        for at, line in enumerate(line for line in row if line.column == 0):
            if spaced:
                self._account.doubt("CT-R006", "where the label of the arm ends is not sure", line)
                self._arm, self._used = None, set()
            elif at:
                self._describe(line)
            else:
                self._begin(line)
        for line in beside:
            for text in self.parts(line.text) or [line.text]:
                self._beside(line.saying(text))
                if spaced and text.startswith(_OTHER_NAMES):
                    message = "several names may stand here, with nothing between them; kept as one"
                    self._account.doubt("CT-R018", message, line)

    def add_typed(self, lines: Sequence[PageLine]) -> None:
        """Take lines of arms that have types."""
        for at, line in enumerate(_firm(lines)):
            if not at or self._is_arm(line.text):
                self._begin(line)
            else:
                self._beside(line)

    def add_untyped(self, lines: Sequence[PageLine]) -> None:
        """Take lines of groups that have no types: what stands between two interventions is in question."""
        self._marked = any(line.column >= 0 for line in lines)
        runs = [list(run) for _, run in groupby(_firm(lines), lambda line: self.is_listed(line.text))]
        whole = _descriptions(runs, self.is_listed)
        for at, run in enumerate(runs):
            if self.is_listed(run[0].text):
                for line in run:
                    self._beside(line)
            elif not at:
                self._add_group(run)
            else:
                self._between(run, whole.get(unbulleted(runs[at - 1][-1].text)))

    def _add_group(self, lines: Sequence[PageLine]) -> None:
        """Take a group with its description."""
        self._begin(lines[0])
        for line in lines[1:]:
            self._describe(line)

    def _between(self, lines: Sequence[PageLine], described: int | None) -> None:
        """Take lines behind an intervention; `described` is how many of them describe it, if that is known."""
        ends = lines[-1].column == 0
        begin = described
        if begin is None:
            begin = len(lines) if self._marked and not ends else _begin_of_group(lines, ends=ends)
        if begin is None:
            for line in lines:
                self._account.doubt("CT-R006", _UNSURE, line)
            self._arm = self._part = None
            return
        for line in lines[:begin]:
            self._beside(line)
        if begin < len(lines):
            self._add_group(lines[begin:])

    def _is_arm(self, text: str) -> bool:
        """Whether a line names an arm by its type: `Other: ` is a type of both, and the arm stands first."""
        if arm_head(text) is None:
            return False
        return not self.is_listed(text) or self._arm is None or text in self._used

    def _begin(self, line: PageLine) -> None:
        code, label = arm_head(line.text) or (None, line.text)
        self._arm = self._account.part_called("arm", label)
        state = self._account.repeat if self._account.values(self._arm, "schema:name") else self._account.state
        state(line, self._arm, "schema:name", label)
        if code:
            state(line, self._arm, "ct:armType", code)
        self._used = set()
        self._open(self._arm)

    def _open(self, part: str) -> None:
        self._part, self._begun, self._names = part, False, False
        self._known = bool(self._account.values(part, "dcterms:description"))

    def _beside(self, line: PageLine) -> None:
        """Take a line of the second column."""
        text = unbulleted(line.text)
        if self.is_listed(line.text) and text not in self._used:
            self._use(line, text)
        elif text.startswith(_OTHER_NAMES):
            self._names = True
            self._add_name(line, text.partition(":")[2].strip())
        elif self._names:
            self._add_name(line, text)
        else:
            self._describe(line)

    def _use(self, line: PageLine, text: str) -> None:
        found = intervention_head(text)
        if found is None:
            return
        part = intervention_part(line, *found, self._account)
        for rest in self._rests.get(line.number, ()):
            self._account.repeat(rest, part, "schema:name", found[1])
        if self._arm:
            self._account.state(line, self._arm, "ct:usesIntervention", text)
        self._used.add(text)
        self._open(part)

    def _add_name(self, line: PageLine, text: str) -> None:
        if not text or self._part is None:
            self._account.set_aside(line)
        elif text in self._account.values(self._part, "ct:otherName"):
            self._account.repeat(line, self._part, "ct:otherName", text)
        else:
            self._account.state(line, self._part, "ct:otherName", text)

    def _describe(self, line: PageLine) -> None:
        """Take a line as description; the site has a bullet before that of an intervention."""
        if self._part is None:
            return
        text = line.text
        if not self._begun and self._part.startswith("intervention") and text.startswith("• "):
            text = unbulleted(text)
        self._begun = True
        state = self._account.repeat if self._known else self._account.state
        state(line, self._part, "dcterms:description", text)
