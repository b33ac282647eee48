"""Designs in one text: values behind labels, lists of words, or a word alone; read only where a table has the value.

What a text says beyond that is prose, and stays in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .spellings import SPELLINGS

__all__ = ["Feature", "is_understood", "stated_in"]

_LABELS: Mapping[str, tuple[str, ...]] = {
    "allocation": ("allocation",),
    "randomization": ("allocation",),
    "intervention model": ("intervention-model",),
    "intervention assignment": ("intervention-model",),
    "assignment": ("intervention-model",),
    "primary purpose": ("primary-purpose",),
    "study design purpose": ("primary-purpose",),
    "purpose": ("primary-purpose", "observational-model"),
    "masking": ("masking",),
    "blinding": ("masking",),
    "control": ("control-type",),
    "control group": ("control-type",),
    "timing": ("time-perspective",),
    "time perspective": ("time-perspective",),
    "observational model": ("observational-model",),
    "observational study model": ("observational-model",),
}
"""Label -> the code lists in which its value may stand."""
_ASIDE = (
    *("placebo", "type of endpoint", "endpoint", "duration", "selection", "randomization description"),
    *("blinding description", "group", "type", "randomized", "randomised"),
)
"""Labels of which no value is a code; they end the value before them."""
_LABEL = re.compile(
    rf"(?:^|(?<=[.,;\n])\s*)({'|'.join(sorted((*_LABELS, *_ASIDE), key=len, reverse=True))})\s*:\s*", re.IGNORECASE
)
_PARTIES = re.compile(r"(\w[\w ]*?)\s*\(([^()]*)\)")
_WORDS = ("allocation", "intervention-model", "masking", "control-type", "primary-purpose")
"""The code lists in the order in which the Japanese registers list their words."""
_ALONE = ("intervention-model", "allocation", "observational-model", "time-perspective")
"""Those in which a word alone may stand, as in ChiCTR."""

# The form of the EU's register: each feature is a line with yes or no.
_FEATURE = re.compile(r"^([A-Z][a-z]+(?: [a-z]+)?):[ ]*(yes|no)[ ]*$", re.MULTILINE)
_ASKED_FIRST = ("Controlled", "Randomised")


class Feature(NamedTuple):
    """A feature that a text states, as it is written there."""

    code_list: str
    spelling: str
    notation: str


def stated_in(text: str) -> list[Feature]:
    """The features of a design that are beyond doubt; a code list of which two values are stated says nothing."""
    found = list(dict.fromkeys((*_labelled(text), *_features(text)))) or list(_words(text))
    values: dict[str, set[str]] = {}
    for each in found:
        values.setdefault(each.code_list, set()).add(each.notation)
    return [each for each in found if len(values[each.code_list]) == 1 or each.code_list in _SEVERAL]


_SEVERAL = frozenset({"masked-party", "control-type"})


def is_understood(text: str, stated: Sequence[Feature]) -> bool:
    """Whether the features are all that the text says: nothing but labels or words, and a code behind each."""
    whole = " ".join(text.split()).casefold()
    said = {each.spelling.casefold() for each in stated}
    if whole in said or (said and said == {" ".join(each.split()) for each in whole.rstrip(".").split(",")}):
        return True
    labels = [found[1].casefold() for found in _LABEL.finditer(text)]
    lists = {each.code_list for each in stated}
    return bool(labels) and all(lists.intersection(_LABELS.get(label, ())) for label in labels)


def _labelled(text: str) -> Iterator[Feature]:
    marks = list(_LABEL.finditer(text))
    ends = [*[mark.start() for mark in marks], len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].strip(" \t\n.,;")
        lists = _LABELS.get(mark[1].casefold(), ())
        parties = _PARTIES.fullmatch(value) if "masking" in lists else None
        if parties and value.casefold() not in SPELLINGS["masking"]:
            named = [" ".join(each.split()) for each in parties[2].split(",")]
            known = [SPELLINGS["masked-party"].get(each.casefold()) for each in named]
            if all(known):
                yield from _coded(("masking",), parties[1])
                told = zip(named, known, strict=True)
                yield from (Feature("masked-party", each, code) for each, code in told if code)
        else:
            yield from _coded(lists, value)


def _coded(lists: Sequence[str], value: str) -> Iterator[Feature]:
    plain = " ".join(value.split())
    for name in lists:
        if code := SPELLINGS[name].get(plain.casefold()):
            yield Feature(name, plain, code)
            return


def _features(text: str) -> Iterator[Feature]:
    features = _FEATURE.findall(text)
    if {name for name, _ in features}.issuperset(_ASKED_FIRST):
        for name, answer in features:
            yield from _coded(_WORDS, f"{name}: {answer}")


def _words(text: str) -> Iterator[Feature]:
    """What a list of words says, or a word alone: `randomized controlled trial, open(masking not used), ...`."""
    first = " ".join(text.strip().split("\n")[0].split())
    if told := [each for name in _WORDS for each in _coded((name,), first) if "trial" in first.casefold()]:
        yield from told  # a choice of the Indian register
        return
    words = [word for each in text.split(",") if (word := " ".join(each.split()).rstrip("."))]
    found = [_first_of(word, _WORDS) for word in words]
    if len(words) > 1 and all(found):
        yield from (each for each in found if each)
    elif len(words) == 1:
        for name in _ALONE:
            if code := SPELLINGS[name].get(words[0].casefold()):
                yield Feature(name, words[0], code)


def _first_of(word: str, lists: Sequence[str]) -> Feature | None:
    return next((each for name in lists for each in _coded((name,), word)), None)
