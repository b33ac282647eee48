"""The glossary that the present site of ClinicalTrials.gov shows beside a page, and that a saved text begins with."""

from collections.abc import Sequence

from kg.sources.codes import CLASSIC
from kg.sources.ctgov_pages.details_words import GLOSSARY_BEGINS, GLOSSARY_TERMS, PAGE_BEGINS, WINDOW
from kg.sources.page.lines import PageLine
from kg.sources.page.text import is_foreign, unbulleted

__all__ = ["glossary_of"]

_ID = "ClinicalTrials.gov ID"
_SHORTEST_DEFINITION = 5
"""Words of the shortest text that can define a term."""
_HEAD = 4
"""How many lines above the id the status of the study may stand."""


def glossary_of(lines: Sequence[PageLine]) -> frozenset[int]:
    """The numbers of the lines of the glossary: terms that it has, and texts that can define them."""
    written = [line for line in lines if line.text]
    begin = next((at for at, line in enumerate(written) if GLOSSARY_BEGINS in line.text), None)
    if begin is None:
        return frozenset()
    end = next((at for at in range(begin + 1, len(written)) if _begins_page(written[at].text)), len(written))
    id = next((at for at in range(begin + 1, len(written)) if written[at].text.startswith(_ID)), None)
    end = end if id is None else min(end, _top(written, id, begin))
    return frozenset(line.number for line in written[begin:end] if _is_of_glossary(line.text))


def _begins_page(text: str) -> bool:
    return text in PAGE_BEGINS or text.startswith(WINDOW)


def _top(written: Sequence[PageLine], id: int, begin: int) -> int:
    """Where the head of the page begins: with its status, else with the title above the id."""
    above = reversed(range(max(begin + 1, id - _HEAD), id))
    return next((at for at in above if _status(written[at].text)), id - 1)


def _status(text: str) -> bool:
    return text.partition(" (")[0].casefold() in CLASSIC["overall-status"]


def _is_of_glossary(text: str) -> bool:
    text = unbulleted(text)
    if is_foreign(text):
        return False
    return len(text.split()) >= _SHORTEST_DEFINITION or text.casefold() in GLOSSARY_TERMS or len(text) == 1
