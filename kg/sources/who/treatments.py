"""Interventions in one text, parted only where the parts are beyond doubt: by a type, by a number, by a group.

`Drug: X;Drug: Y` is a list of ClinicalTrials.gov; `Intervention 1: ... Intervention 2: ...` counts up from 1; in ChiCTR
each group has its treatment, and the groups are those of the sizes; the EU's register has a block of lines a product.
All else is one intervention, described by the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .spellings import NOT_STATED, SPELLINGS
from .texts import lines_of

__all__ = ["Treatment", "treatments_of"]

_TYPES = SPELLINGS["intervention-type"]
_TYPED = re.compile(
    rf"(?:\A|;)\s*({'|'.join(sorted(map(re.escape, _TYPES), key=len, reverse=True))}):\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:\A|(?<=\s))(Control )?Intervention( ?)([0-9]{1,2}):\s+")
_PRODUCT = re.compile(r"^(Product Name|Trade Name|INN or Proposed INN|Product Code):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_OF_PRODUCT = ("Pharmaceutical Form:", "INN or Proposed INN:", "Trade Name:", "Product Name:")


class Treatment(NamedTuple):
    """One intervention."""

    type: str | None = None
    """As written."""
    name: str | None = None
    description: str | None = None
    group: str | None = None
    """The name of the group that is treated so."""
    other_names: tuple[str, ...] = ()


def treatments_of(text: str, groups: Sequence[str]) -> list[Treatment]:
    """The interventions of a text; `groups` are those that the size of the study names."""
    told = list(_typed(text) or _grouped(text, groups) or _numbered(text) or _products(text))
    return [each for each in told or [Treatment(description=text.strip())] if _says_something(each)]


def _typed(text: str) -> list[Treatment]:
    """Those of a list in which each begins with its type."""
    marks = list(_TYPED.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [*[mark.start() for mark in marks], len(text)][1:]
    named = [
        (mark[1], " ".join(text[mark.end() : end].split()).rstrip(";")) for mark, end in zip(marks, ends, strict=True)
    ]
    return [Treatment(type=kind, name=name) for kind, name in named]


def _grouped(text: str, groups: Sequence[str]) -> list[Treatment]:
    """Those of groups, if the text names all of them in order and nothing else."""
    at, spans = 0, list[tuple[int, int]]()
    for group in groups:
        label = re.compile(r"(?:\A|(?<=;))\s*" + r"\s+".join(map(re.escape, group.split())) + r"\s*:")
        found = label.search(text, at)
        if found is None or (not spans and text[: found.start()].strip()):
            return []
        spans.append((found.start(), found.end()))
        at = found.end()
    ends = [*[start for start, _ in spans], len(text)][1:]
    told = [text[begin:end].strip(" ;\n\t") for (_, begin), end in zip(spans, ends, strict=True)]
    return [Treatment(description=each, group=group) for each, group in zip(told, groups, strict=True)]


def _numbered(text: str) -> list[Treatment]:
    """Those that are counted from 1; those of the controls are counted apart."""
    marks = list(_NUMBERED.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    counts = {"": 0, "Control ": 0}
    for mark in marks:
        kind = mark[1] or ""
        if int(mark[3]) != counts[kind] + 1:
            return []
        counts[kind] += 1
    ends = [*[mark.start() for mark in marks], len(text)][1:]
    told = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return [Treatment(description=each) if mark[2] else _named(each) for each, mark in zip(told, marks, strict=True)]


def _named(text: str) -> Treatment:
    """One of the Indian register, `Intervention1:`, which asks for a name and for details and puts a colon between."""
    name, colon, details = text.partition(":")
    if not colon or "\n" in name:
        return Treatment(description=text)
    return Treatment(name=" ".join(name.split()), description=details.strip() or None)


def _products(text: str) -> Iterator[Treatment]:
    """The products of the EU's register, a block of lines each."""
    if not all(mark in text for mark in _OF_PRODUCT[:1]) or not any(mark in text for mark in _OF_PRODUCT[1:]):
        return
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = "\n".join(lines_of(block))
        named = {label: name for label, name in _PRODUCT.findall(lines) if name}
        names = [
            named[label]
            for label in ("Product Name", "Trade Name", "INN or Proposed INN", "Product Code")
            if label in named
        ]
        if lines:
            others = tuple(dict.fromkeys(each for each in names[1:] if each.casefold() != names[0].casefold()))
            yield Treatment(name=names[0] if names else None, description=lines, other_names=others)


def _says_something(each: Treatment) -> bool:
    return (each.name or each.description or "").casefold().strip(" .;") not in NOT_STATED
