"""The answers of one record, whatever it was read from: which item, in which language, of which part of the form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

from .items import ITEMS, Item

__all__ = ["NOT_PRESENT", "Form", "FormAnswer", "ItemLabel", "find_item", "numbered"]

NOT_PRESENT = "information not present in eudract"
"""What the register writes where it has no answer, in small letters; a blank says that nobody answered."""

_REPEATED = ("A.5.4", "B.", "D.", "E.1.2", "G.")
"""Items of parts of which a form has several."""
_ANSWER = re.compile(r"[\s|]*(?:\(([a-z]{2,3})\))?[\s:?|]*(.*)", re.DOTALL)


class FormAnswer(NamedTuple):
    """An answer to an item."""

    item: Item
    text: str
    """As written, without white space around it; empty where nothing is."""
    language: str | None = None
    """Of a second answer in the language of the country, `es`."""
    part: str = ""
    """Of which sponsor, product or placebo it is: `Sponsor 1`, `IMP 2`, `Placebo 1`."""
    wording: str | None = None
    """The label as the form has it, where it is not that of the item."""

    @property
    def path(self) -> str:
        """The path of the account."""
        return f"{self.item.path} (another language)" if self.language else self.item.path

    @property
    def told(self) -> str:
        """ItemLabel and answer, `Product code: AVB-101`; an answer of several lines on one."""
        return f"{self.label}: {'; '.join(self.lines)}"

    @property
    def label(self) -> str:
        """The label as the form has it."""
        return self.wording or self.item.label.rstrip("?")

    @property
    def lines(self) -> list[str]:
        """The lines of the answer that hold something, each without needless white space."""
        return [each for line in self.text.splitlines() if (each := short(line))]


class ItemLabel(NamedTuple):
    """The label of an item as a line begins with it."""

    item: Item
    wording: str

    @property
    def words(self) -> str:
        """Number and label."""
        return f"{self.item.number} {self.wording}"

    def begins(self, line: str) -> re.Match[str] | None:
        """Where the line begins with number and label, however these are spaced."""
        return _beginning(self.words).match(line)


@cache
def _beginning(words: str) -> re.Pattern[str]:
    """Compiled when a line may begin so: there are two hundred, and most runs read no form."""
    spaced = r"[\s|]+".join(map(re.escape, words.split()))
    return re.compile(rf"{spaced}(?![A-Za-z0-9])", re.IGNORECASE)


def _first(label: str) -> str:
    return label.split(None, 1)[0].rstrip("|:").casefold()


_LABELS: dict[str, list[ItemLabel]] = {}
"""First word of a label, or number of its item -> the labels that begin so, the longest first."""
for _item in ITEMS:
    for _wording in (_item.label, *_item.others):
        _label = ItemLabel(_item, _wording.rstrip("?"))
        _LABELS.setdefault(_first(f"{_item.number} {_wording}"), []).append(_label)
for _several in _LABELS.values():
    _several.sort(key=lambda each: -len(each.words))


def find_item(line: str, *, is_head: bool = True) -> FormAnswer | None:
    """The answer of a line that begins with the number and the label of an item; without a number in the head alone."""
    for label in _LABELS.get(_first(line), ()):
        if not (is_head or label.item.number):
            continue
        if begins := label.begins(line):
            found = _ANSWER.fullmatch(line, begins.end())
            return FormAnswer(label.item, found[2].strip(), found[1], wording=label.wording) if found else None
    return None


class Form:
    """The answers of one record, by the keys of their items."""

    def __init__(self, answers: Iterable[FormAnswer], remarks: Remarks) -> None:
        self.answers: list[FormAnswer] = []
        self._by_key: dict[str, list[FormAnswer]] = {}
        for each in answers:
            self._add(each, remarks)

    def _add(self, answer: FormAnswer, remarks: Remarks) -> None:
        named = self._by_key.setdefault(answer.item.key, [])
        if not answer.item.number.startswith(_REPEATED) and answer.text:
            for before in named:
                if before.language == answer.language and before.text and before.text != answer.text:
                    what = f"a second answer to this item is left out: `{short(answer.text[:60])}`"
                    remarks.note_at("CT-R104", what, answer.path)
                    return
        named.append(answer)
        self.answers.append(answer)

    def has(self, key: str) -> bool:
        """Whether an item stands in the form, answered or not."""
        return key in self._by_key

    def all(self, key: str) -> list[FormAnswer]:
        """All answers to an item that are not empty."""
        return [each for each in self._by_key.get(key, ()) if each.text]

    def answer(self, key: str) -> FormAnswer | None:
        """The answer that names no language, else the first there is."""
        found = self.all(key)
        return next((each for each in found if each.language is None), found[0] if found else None)

    def text(self, key: str) -> str | None:
        """The text of that answer; None where there is none, or the register says that it has none."""
        found = self.answer(key)
        return found.text if found and not self.is_not_present(found) else None

    def says(self, key: str, word: str) -> bool:
        """Whether an item is answered by a word, `yes` or `no`."""
        found = self.answer(key)
        return found is not None and found.text.casefold() == word

    def parts(self, kind: str) -> Iterator[list[FormAnswer]]:
        """The answers of each part of a kind, `IMP`, that are not empty."""
        parts: dict[str, list[FormAnswer]] = {}
        for each in self.answers:
            if each.part.startswith(f"{kind} "):
                parts.setdefault(each.part, []).append(each)
        for answers in parts.values():
            if said := [each for each in answers if each.text]:
                yield said

    @staticmethod
    def is_not_present(answer: FormAnswer) -> bool:
        """Whether the register says that it has no answer."""
        return answer.text.casefold() == NOT_PRESENT


def numbered(answers: Sequence[FormAnswer], keys: Sequence[str]) -> Iterator[list[FormAnswer]]:
    """Answers to a run of items that comes again and again: a run ends where an item stands before the last one."""
    run: list[FormAnswer] = []
    last = -1
    for each in answers:
        if each.item.key not in keys:
            continue
        place = keys.index(each.item.key)
        if place <= last and not (place == last and each.language):
            yield run
            run = []
        run.append(each)
        last = place
    if run:
        yield run
