"""The normal form of a name: ways to write one name have the same, and two names never.

Ways to write a name differ in the order of words, number, case, accents and articles, those of a treatment in dose and
form too, those of an organization or a facility in its legal form. All else tells names apart: numbers that are no
dose, opposites ("non-small cell" is not "small cell"), letters ("Hepatitis A"), signs ("HER2-"), `or`.

Words stand in a fixed order, so that "Anemia, Aplastic" is "Aplastic Anemia". They keep their own where it may tell
names apart: with two numbers ("type 1, stage 2"), with words of direction ("switch from A to B"), and in organizations:
"University of Washington" is not "Washington University". Two facilities of one city that differ so were not found.
"""

import re
from collections.abc import Iterator, Sequence

from .names import LONGEST_LABEL, words

__all__ = ["NAMED_KINDS", "normal_name"]

NAMED_KINDS = ("condition", "treatment", "adverse-event-term", "organization", "facility")
"""The kinds of shared nodes whose names people write in many ways."""

_BODIES = ("organization", "facility")
_EMPTY = frozenset({"an", "and", "for", "in", "of", "the", "to"})
"""Words that a name has or leaves out: "Cancer of the Lung"."""
_BINDING = frozenset({"anti", "no", "non", "not", "without"})
"""Words that turn round what the next one says."""
_DIRECTED = frozenset(
    {"after", "before", "by", "due", "followed", "following", "from", "induced", "than", "then", "versus", "vs", "with"}
)
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00ae\u00a9\u2122", " "),
        "<": " below ",
        ">": " above ",
        "\u2264": " upto ",
        "\u2265": " atleast ",
        "%": " percent ",
        "\u00b1": " plusminus ",
    }
)
_NEGATIVE = re.compile(r"(?<=[A-Z0-9])[-\u2212](?=$|[\s,;/)\]])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_DECIMAL = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
_JOINED = re.compile(r"\b(a|an|by|for|in|of|on|or|the|to|with)-(?=\w)")
"""`on-pump`, `a-beta`: what a hyphen joins is no word to leave out."""
_ARTICLE = re.compile(
    r"(?:^|(?<=\bof )|(?<=\bfor )|(?<=\bwith )|(?<=\bin )|(?<=\bby )|(?<=\bto ))a (?=\w)"
)  # any other is a letter: `vitamin a deficiency`

_NUMBER = r"(?=[0-9.,]*[1-9])[0-9]+(?:[.,][0-9]+)*"
"""Not 0: what gets nothing of a substance gets another treatment."""
_UNIT = r"(?:mgs?|milligrams?|mcgs?|micrograms?|[u\u00b5\u03bc]g|ng|g|grams?|ml|cc|iu|units?|u)"
_PER = r"(?:\s*(?:/|per)\s*(?:kg|m2|m\u00b2|m\^2|ml|l|d|day|dose|h|hr|hour|min|week|wk|capsule|tablet|vial))*"
_DOSE = re.compile(rf"(?<![\w.]){_NUMBER}(?:\s*(?:-|\u2013|to|or|/)\s*{_NUMBER})?\s*{_UNIT}{_PER}(?!\w)")
_TIMES = re.compile(
    r"\b(?:(?:once|twice|thrice|three times)(?: (?:a|per))? ?(?:daily|day|weekly|week)|b\.?i\.?d|t\.?i\.?d|q\.?d)\b\.?"
)
_ORAL_FORM = re.compile(r"\boral (?=(?:tablet|capsule|solution|suspension|powder)s?\b)")
_FORM = frozenset(
    {
        "ampoule", "ampule", "caplet", "capsule", "coated", "cream", "film", "hcl", "hydrochloride", "infusion",
        "injectable", "injection", "lotion", "lozenge", "ointment", "pill", "powder", "prefilled", "sachet", "solution",
        "suppository", "suspension", "syringe", "syrup", "tablet", "vial",
    }
)  # fmt: skip
"""Forms of a substance, and its commonest salt. A patch of blood, a spray or gel by itself are no forms of the rest."""
_NO_SUBSTANCE = frozenset(
    {
        "blood", "cell", "ear", "epidural", "eye", "fluid", "intraarticular", "intramuscular", "intrathecal",
        "intravenous", "intravitreal", "iv", "joint", "local", "nasal", "oral", "sham", "subcutaneous", "topical",
    }
)  # fmt: skip
"""What a word of form is not the form of: an epidural injection is no epidural."""

_SITE = re.compile(r"\s*\(\s*site\s*#?\s*[0-9][0-9-]*\s*\)\s*$")
"""The number that a sponsor gives a facility in one trial: `FUNDALEU ( Site 0104)`."""
_LEGAL = frozenset(
    {
        "ab", "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited", "llc",
        "llp", "lp", "ltd", "nv", "oy", "pa", "pc", "plc", "pllc", "pty", "pvt", "sa", "sarl", "sas", "spa", "srl",
    }
)  # fmt: skip
"""Legal forms, at the end of a name."""
_ARTICLES = frozenset(
    {
        "an", "and", "d", "da", "das", "de", "del", "della", "dem", "den", "der", "des", "di", "die", "do", "dos", "du",
        "e", "el", "et", "for", "gli", "il", "in", "l", "la", "las", "le", "les", "lo", "los", "of", "the", "to", "und",
        "y",
    }
)  # fmt: skip
"""Articles, and words that go with them, of the languages in which bodies are named."""
_SHORT = {
    "ctr": "center",
    "dept": "department",
    "gen": "general",
    "hosp": "hospital",
    "med": "medical",
    "natl": "national",
    "saint": "st",
    "univ": "university",
}


def normal_name(name: str, kind: str) -> str:
    """The normal form of a name of one of the `NAMED_KINDS`; empty for what is no name."""
    if len(name) > LONGEST_LABEL:
        return ""
    if kind in _BODIES:
        found, ordered = _of_body(name), kind == "organization"
    else:
        found = tuple(_bound(_without_form(_plain(name)) if kind == "treatment" else _read(_plain(name))))
        ordered = not _DIRECTED.isdisjoint(found)
    numbers = sum(word[0].isdigit() for word in found)
    return " ".join(found if ordered or numbers > 1 else sorted(found))


def _plain(name: str) -> str:
    """The name in small letters, its signs as words: only in capitals a hyphen behind a letter is a minus."""
    return _NEGATIVE.sub(" negative ", name.translate(_SIGNS)).casefold()


def _read(text: str) -> tuple[str, ...]:
    """The words of a condition or treatment that say something."""
    text = _DECIMAL.sub("p", _THOUSANDS.sub("", text))
    return words(_ARTICLE.sub("", _JOINED.sub(r"\1", text)), empty=_EMPTY)


def _bound(found: Sequence[str]) -> Iterator[str]:
    """The words, each of those that turn round the next one joined to it."""
    before = ""
    for word in found:
        before += word
        if word not in _BINDING:
            yield before
            before = ""
    if before:
        yield before


def _without_form(text: str) -> tuple[str, ...]:
    """The words of a treatment but those of dose and form; all of them, if what is left names no substance."""
    bare = _read(_ORAL_FORM.sub("", _TIMES.sub(" ", _DOSE.sub(" ", text))))
    kept = tuple(word for word in bare if word not in _FORM)
    return kept if set(kept) - _NO_SUBSTANCE else _read(text)


def _of_body(name: str) -> tuple[str, ...]:
    """The words of an organization or facility but articles, and legal forms at its end."""
    text = _SITE.sub("", name.translate(_SIGNS).casefold()) or name
    found = [_SHORT.get(word, word) for word in _letters_joined(words(text, empty=frozenset()))]
    kept = [word for word in found if word not in _ARTICLES] or found
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept.pop()
    return tuple(kept)


def _letters_joined(found: Sequence[str]) -> Iterator[str]:
    """The words, single letters in a row as one: `M. D. Anderson`, `P.C.`."""
    joined = ""
    for word in found:
        if len(word) == 1 and word.isalpha():
            joined += word
            continue
        if joined:
            yield joined
            joined = ""
        yield word
    if joined:
        yield joined
