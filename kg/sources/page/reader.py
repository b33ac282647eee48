"""What the readers of page texts share: a layout walks over the lines, the rest is the same for all."""

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

from kg.record import Origin, Study
from kg.sources.codes import UNKNOWN_COUNTS
from kg.sources.encoding import utf8_head
from kg.sources.lacking import saying_what_it_lacks
from kg.sources.page.assemble import assemble
from kg.sources.page.facts import Facts
from kg.sources.page.lines import Page, parse_page
from kg.sources.page.markup import Glue
from kg.sources.page.page_account import Account
from kg.sources.reading import Key, Line, LineAccount, Reading, only_by_reading
from kg.sources.splits import Whole
from kg.sources.unformed_ids import UNFORMED, unformed_ids

__all__ = ["PageReader", "Signature"]

_OPEN = "…"
_ID_IN_NAME = re.compile(r"(?<![A-Z0-9])NCT[0-9]{8}(?![0-9])")


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """The lines by which a layout is known: whole, or the beginning (`Mark…`) or the end (`…mark`) of a line."""

    every: tuple[tuple[str, ...], ...]
    """Groups of marks: a page has one of each group at least."""
    none: tuple[str, ...] = ()
    """Marks of other layouts: a page has none of these."""
    sure: tuple[str, ...] = ()
    """Marks of this layout alone: a page that has one may have those of others, in free text."""
    glues: tuple[Glue, ...] = ()
    parted: Callable[[Page], Page] | None = None
    """Parts the lines of a page, where more than marks of Markdown and glued words part them."""

    def page(self, content: bytes) -> Page:
        """The page as the layout takes it."""
        page = parse_page(content, glues=self.glues)
        return self.parted(page) if self.parted else page

    def matches(self, head: bytes) -> bool:
        """Whether a page that begins with `head` has these lines."""
        head = utf8_head(head)
        if b"\0" in head or not all(_may_hold(head, group) for group in self.every):
            return False
        texts = _texts(head, self.glues) if self.parted is None else _pieces(self.page(head))
        if not all(_holds(texts, group) for group in self.every):
            return False
        return not _holds(texts, self.none) or _holds(texts, self.sure)


@lru_cache(maxsize=4)
def _texts(head: bytes, glues: tuple[Glue, ...]) -> frozenset[str]:
    return _pieces(parse_page(head, glues=glues))


def _pieces(page: Page) -> frozenset[str]:
    return frozenset(line.text for line in page.written)


def _may_hold(head: bytes, group: tuple[str, ...]) -> bool:
    """A quick look at the raw bytes, so that other files cost nothing: the longest word of each mark."""
    return any(max(mark.strip(_OPEN).split(), key=len).encode() in head for mark in group)


def _holds(texts: frozenset[str], group: tuple[str, ...]) -> bool:
    if not texts.isdisjoint(group):
        return True
    begins = tuple(mark[:-1] for mark in group if mark.endswith(_OPEN))
    ends = tuple(mark[1:] for mark in group if mark.startswith(_OPEN))
    return any(text.startswith(begins) or text.endswith(ends) for text in texts) if begins or ends else False


def lacks_nothing(labels: frozenset[str]) -> tuple[str, ...]:
    """What a page lacks of a layout that has all."""
    return ()


class PageReader(msgspec.Struct, frozen=True, kw_only=True):
    """Reads the pages of one layout: one page, one record."""

    name: str
    publisher: str
    description: str
    signature: Signature
    walk: Callable[[Page, Account], None]
    """Accounts for the lines of a page of this layout."""
    lacks: Callable[[frozenset[str]], tuple[str, ...]] = lacks_nothing
    """What a page with these labels cannot state of the properties that rules ask for."""
    split: Whole = Whole()
    key: Callable[[bytes], Key | None] = only_by_reading

    @property
    def account(self) -> LineAccount:
        """What becomes of each line of a page."""
        return LineAccount(self._lines)

    def accepts(self, head: bytes) -> bool:
        """Whether a file that begins with `head` is a page of this layout."""
        return self.signature.matches(head)

    def read(self, content: bytes, *, name: str, position: str | None = None, id_from_name: bool = False) -> Reading:
        """The record of a page; on request one that does not state its id has that of its name."""
        page, account = self._walked(content)
        facts = Facts(account.facts, blanks=frozenset(line.number for line in page.lines if not line.text))
        study = self._study(facts, account, _named(name, position), id_from_name=id_from_name)
        for message in unformed_ids(study) if study and study.identifiers else ():
            account.doubt(UNFORMED, message)
        return Reading(
            origin=Origin(name=name, sha256=page.sha256, format=self.name, position=position),
            study=study,
            problems=account.problems(file=name, record=study.id if study else _only(facts, "dcterms:identifier")),
            lines=account.lines(),
        )

    def _walked(self, content: bytes) -> tuple[Page, Account]:
        page = self.signature.page(content)
        account = Account(page)
        self.walk(page, account)
        return page, account

    def _lines(self, content: bytes) -> tuple[Line, ...]:
        return self._walked(content)[1].lines()

    def _study(self, facts: Facts, account: Account, named: str | None, *, id_from_name: bool) -> Study | None:
        for fact, kept in facts.disagreements():
            if fact.use.property != "dcterms:identifier":
                account.doubt(
                    "CT-R009",
                    f"line {fact.line.number} gives {fact.use.property} as `{_short(fact.use.value)}`, "
                    f"line {kept.line.number} as `{_short(kept.use.value)}`, which is kept",
                    fact.line,
                )
        for name in ("ct:enrollment", "ct:originalEnrollment"):
            if (count := facts.count("study", name)) in UNKNOWN_COUNTS:
                account.doubt("CT-R134", f"an enrollment of {count} means that it is not known")
        ids, title = facts.all("record", "dcterms:identifier"), facts.one("study", "dcterms:title")
        if not ids and named and id_from_name:
            ids = (named,)
            account.doubt("CT-R026", f"the page does not state the id of its study; {named} is that of its file name")
        elif not ids:
            account.doubt("CT-R002", f"the page does not state the id of its study{_way_out(named)}")
        if len(ids) > 1:
            account.doubt("CT-R003", f"the page states more than one id as its own: {', '.join(ids[:5])}")
        if not title:
            account.doubt("CT-R004", "the page does not state the title of its study")
        if len(ids) != 1:
            return None
        study = assemble(facts, id=ids[0], title=title, publisher=self.publisher)
        return saying_what_it_lacks(study, self.lacks(account.labels))


def _named(name: str, position: str | None) -> str | None:
    """The id that the name of a file, or of a member of an archive, holds, if it is one: `NCT01297972 (saved).txt`."""
    last = name if position is None or position.startswith("#") else position
    ids = set(_ID_IN_NAME.findall(last.rpartition("/")[2].upper()))
    return ids.pop() if len(ids) == 1 else None


def _way_out(named: str | None) -> str:
    return f"; its file name holds {named}, which `--id-from-name` takes" if named else ""


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:197]}..."


def _only(facts: Facts, name: str) -> str | None:
    """The value that the page states of its record, if it is one."""
    values = facts.all("record", name)
    return values[0] if len(values) == 1 else None
