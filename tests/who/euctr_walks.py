"""Records of the EU Clinical Trials Register as paths and texts: a walk over lines, and one over rows of a page.

A path is the number of an item, `E.5.1`, or the label of a line at the head of a record.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator

from .walks import Values

__all__ = ["blocks", "in_blocks", "in_page", "items_of"]

_ITEM = re.compile(
    r"(?P<path>[A-HNP]\.(?:[0-9]+(?:\.[0-9]+)*)?(?: and [A-Z]\.[0-9.]+)?)\s+(?P<label>[^:?]*?(?:Opinion: Reason[^:]*)?)"
    r"\s*(?:\((?P<language>[a-z]{2})\))?\s*[:?](?P<text>.*)"
)
_HEAD = re.compile(r"(?P<path>[A-Z][A-Za-z' ]+):(?P<text>.*)")
_HEADING = re.compile(
    r"[A-P]\.[0-9][0-9.]*(?: (?:and|to) [A-Z][0-9.]+)?\s[A-Z][^:]*:?$|MedDRA Classification$|Sponsor [0-9]+$"
    r"|D\.IMP: [0-9]+$|D\.8 Placebo: [0-9]+$|E\.1\.2 Medical"
    r"|[A-P]\. (?:Protocol|Sponsor|IMP|General|Population|Investigator|Review|End of) "
)
_ROW = re.compile(
    r'<td class="first">(.*?)</td>\s*<td class="second">(.*?)</td>\s*<td class="third">(.*?)</td>\s*</tr>', re.DOTALL
)
_TOP = re.compile(r'<td class="cellGrey"[^>]*>(.*?)</td>\s*<td class="cellLighterGrey">(.*?)</td>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def blocks(text: str) -> list[str]:
    """The blocks of a download, each from the line behind `Summary` on."""
    return re.split(r"^Summary[ \t]*\r?\n(?=EudraCT Number:)", text, flags=re.MULTILINE)[1:]


def items_of(block: str) -> Iterator[tuple[str, str, str | None, list[str]]]:
    """Number, label, language and the lines of the answer, of each line that begins like an item."""
    held: tuple[str, str, str | None, list[str]] | None = None
    is_head = True
    for line in block.splitlines():
        is_head = is_head and not line.startswith("A. ")
        if _HEADING.match(line) and not line.startswith(("A.8", "E.7.1.3.1", "D.3.7", "E.8.6.3", "B.4.1")):
            if held:
                yield held
            held = None
            continue
        found = (_HEAD if is_head else _ITEM).match(line)
        if found is None:
            if held:
                held[3].append(line.strip())
            continue
        if held:
            yield held
        groups = found.groupdict()
        held = (groups["path"], groups.get("label") or "", groups.get("language"), [groups["text"].strip()])
    if held:
        yield held


def in_blocks(content: bytes) -> Iterator[tuple[str, Values]]:
    """The blocks of a download; the second of a country has its number behind its id."""
    met: Counter[str] = Counter()
    for block in blocks(content.decode()):
        values = tuple(
            (_path(path, label) + (f" ({language})" if language else ""), " ".join(lines))
            for path, label, language, lines in items_of(block)
        )
        page = dict(values)["Link"].split("/")
        id = f"{page[-3]}-{page[-2]}"
        met[id] += 1
        yield id if met[id] == 1 else f"{id}.{met[id]}", values


_COUNTRIES = {"Portugal": "PT", "Germany": "DE"}


def in_page(content: bytes) -> Iterator[tuple[str, Values]]:
    """The rows of a page."""
    text = content.decode()
    rows = [(_path(_plain(first), _plain(second)), _plain(third)) for first, second, third in _ROW.findall(text)]
    rows += [(_plain(label).rstrip(":"), _plain(answer)) for label, answer in _TOP.findall(text)]
    said = dict(rows)
    state = said.get("A.1", "").partition(" - ")[0]
    yield f"{said['A.2']}-{_COUNTRIES.get(state, '3rd')}", tuple(rows)


def _path(number: str, label: str) -> str:
    """The number, with the label where that has no digits."""
    return f"{number} {label}" if number in ("N.", "P.") else number


def _plain(cell: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", cell)).split())
