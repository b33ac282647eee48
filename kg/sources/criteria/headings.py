"""What opens a side in a text of eligibility criteria: headings on lines of their own or within a line, and lead-ins.

The tables are of what stands in 3,800 different texts of the registry.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from kg.sources.criteria.marks import BULLETS, MARK, items

__all__ = ["CriteriaPiece", "Side", "divided", "group_of", "is_denied", "may_open"]


class Side(StrEnum):
    """Which side of the criteria a text belongs to: a code of the list `criterion-side`."""

    INCLUSION = "INCLUSION"
    EXCLUSION = "EXCLUSION"


# The number of a heading: `3.6 `, `II. `, `B) `.
_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}(?:\\?\.[0-9]{1,2}){0,3}|[ivxIVX]{1,5}|[A-Za-z])\\?[.):]?\s+(?=\S)")
# Emphasis and marks of headings around a line; stripped as characters, since a pattern would take the square of the
# time that a line of stars is long.
_EMPHASIS = "*_ \t\n\r\f\v\u00a0"
_NON_INCLUSION = re.compile(r"\bno[nt]?[- ]inclusion", re.IGNORECASE)

_QUALIFIERS = (
    "key|main|major|general|primary|secondary|additional|other|specific|core|common|abbreviated|study|patients?|"
    "subjects?|participants?|donors?|recipients?|siblings?|controls?|volunteers?|overall|further|"
    "criteri(?:a|on) (?:for|of)|phase [0-9][ab]?|(?:part|group|cohort) [0-9a-z]"
)
_CRITERIA = r"criteri(?:a|on|ons)|require?ments?"
_TITLE = rf"(?:(?:{_QUALIFIERS}) ){{0,3}}(?P<kind>inclusion|exclusion)s?(?: (?:{_CRITERIA}))?"
_VERB = r" (?:also )?(?:includes?|included|are|is|were|was)\b"
_KINDS = "volunteers|controls|patients|probands|siblings|donors|recipients"
_PLAIN_GROUP = rf"(?:(?:healthy|normal) )?(?:{_KINDS})(?:/[a-z]+)?"
# `Key Inclusion Criteria`, `Exclusion Criteria (healthy control group)`, `Inclusion criteria for all participants.`
_PLAIN = re.compile(
    rf"{_TITLE}(?P<about> ?(?:\(|for |to |in |of |at ).{{1,80}}|\. {_PLAIN_GROUP}|"
    rf" ?[-–] ?[^:]{{1,80}}(?=:))?(?:{_VERB})?\s?[-.:]*",  # noqa: RUF001
    re.IGNORECASE,
)
# `Sibling Inclusion Criteria for Genetic Testing:` and the like: any few words around, but a colon at the end.
_INTRODUCED = re.compile(
    rf"(?P<before>(?:[\w'/&-]+ ){{0,6}})(?P<kind>inclusion|exclusion)(?:s| (?:{_CRITERIA}))\b[^:]{{0,80}}:+",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:is|are|was|were) no[tn]?\b|\bnot (?:be )?(?:an?|as|considered)\b|\bno\b|n't\b|\bnever\b", re.IGNORECASE
)
# `Inclusion criteria: atopic patients`, `Exclusion Criteria:1.`, `Exclusion criteria include other diseases`.
_INLINE = re.compile(
    rf"{_TITLE}(?: ?\([^()]{{1,60}}\)| (?:for|of) [^:.]{{1,60}}?)?"
    rf"(?: ?:| ?[-–] |(?<=[a-z]){_VERB}:?|(?<=criteria)(?= (?-i:[A-Z])\w+(?: \S+){{3}}))\s*(?P<rest>\S.*)",  # noqa: RUF001
    re.IGNORECASE | re.DOTALL,
)
_RULES_OUT = re.compile(r"exclusion of", re.IGNORECASE)  # other causes of a disease
# A heading within a line, written as one: `Able to walk Exclusion Criteria:`. Behind it stands a colon, a dash, a mark,
# a verb or the end of the line; before it no word that makes it part of a sentence.
_INSIDE = re.compile(
    r"(?:(?<=[\s.;,)\]])|(?<=[a-z0-9]))(?:(?:Key|KEY|Main|MAIN|Other|OTHER|Study|STUDY) )?"
    r"(?:Inclusion|Exclusion|INCLUSION|EXCLUSION|(?<=[.;] )(?:inclusion|exclusion)(?= criteria:))"
    rf"(?: ?:|s(?={_VERB})| (?:Criteri(?:a|on)|criteri(?:a|on)|CRITERI(?:A|ON))(?: \([^()]{{1,60}}\))?"
    rf"(?: ?:|(?= [-–] )|(?= (?:[*•●]|\(?[1aA]\\?[.)]) )|(?={_VERB})|\s*\Z))"  # noqa: RUF001
)
_SENTENCE_WORDS = (
    "a all an and any as at by defined each either every following for from general in into least listed meet meeting "
    "meets no non not of on one or other per prior protocol same satisfy see specific specified the their these this "
    "to under with"
)
_PART_OF_SENTENCE = frozenset(_SENTENCE_WORDS.split())
_LAST_WORD = re.compile(r"([\w'-]+)(?P<end>\W*)\Z")

# Headings of both sides, and of none.
_BOTH = re.compile(
    rf"(?:(?:{_QUALIFIERS}) ){{0,3}}(?:i?inclusions?(?: (?:{_CRITERIA}))? ?(?:/|and|&|or|,|-) ?exclusions?|"
    rf"exclusions?(?: (?:{_CRITERIA}))? ?(?:/|and|&|or|,|-) ?inclusions?)(?: (?:{_CRITERIA}))?"
    r"(?:,? ?(?:\(|- |for |by |in |of |to ).{1,80})?\s?[-.:]*",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    r"(?:(?:key|main|major|general|study|patient|subject|participant) )?"
    r"(?:(?P<eligible>eligibility(?: criteria(?: for [^.:]{1,100})?)?)|"
    r"(?:(?:protocol )?(?:selection|entry|enrollment) )?criteria)\s?[-.:]*",
    re.IGNORECASE,
)

# Lead-ins of one word, under others: `Prior Medication:`, then `Excluded:`, then `Required:`. Old texts of trials on
# HIV have all of them under either heading.
_BARE = re.compile(
    r"(?:^|: )(?P<word>excluded|required|allowed|permitted|recommended)\b(?! are\b)[^:]{0,80}:$", re.IGNORECASE
)
# Lead-ins that say the side in a sentence: `Subjects will be excluded if they:`.
_EXCLUDING = re.compile(
    r"\b(?:excluded|disqualified)\b|\bnot (?:be )?(?:eligible|included|enrolled)\b|\bineligible\b", re.IGNORECASE
)
_NOT_EXCLUDING = re.compile(r"\b(?:not|never)(?: be| been)? (?:excluded|disqualified|ineligible)\b", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:eligible|included|inclusion)\b", re.IGNORECASE)
# A heading of a side is told in full by the side if it has no other words than these.
_KIND = re.compile(
    rf"(?:[iI]?inclusion|exclusion)s?(?: (?:{_CRITERIA}))?(?:\W{{0,3}}(?:and|or)?\W{{0,3}}(?:inclusion|exclusion)s?)?"
    rf"(?: (?:{_CRITERIA}))?|eligibility(?: criteria)?|criteria",
    re.IGNORECASE,
)
_NEUTRAL_WORDS = (
    "a additional also and are as at both by common core criteria criterion enrollment entry eligibility following for "
    "from further general in include included includes inclusion exclusion is key main major no non none not of on or "
    "other overall participant participants particular primary protocol secondary selection specific study subject "
    "subjects the these this to trial was were will be abbreviated"
)
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_AROUND = f":.,;-\u2013{_EMPHASIS}"
_PREPOSITION = re.compile(r"^(?:for|of|in|to|at|-)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_VERB_BEHIND = re.compile(rf"{_VERB}$", re.IGNORECASE)
_EVERYBODY = re.compile(r"(?:all|both|any|each|by)\b", re.IGNORECASE)
# `Control Subjects:`, `For Cohort 3:`, `Part 1 (Dose Escalation):`, `Healthy volunteers:`.
_PEOPLE = (
    "subjects|patients|participants|controls|volunteers|donors|recipients|siblings|parents|caregivers|children|adults|"
    "adolescents|infants|mothers|fathers|women|men|families|relatives|cases"
)
_GROUP = re.compile(
    r"(?:for |in )?(?P<name>(?:the )?(?:"
    rf"(?:[\w'/&+-]+ ){{0,4}}(?:{_PEOPLE}|(?:control|comparison|treatment|intervention|experimental|patient|study) "
    r"(?:group|arm|cohort))"
    r"|(?:[\w'/&+-]+ ){0,2}(?:cohort|group|arm|part|phase|stage|stratum|substudy)s? "
    r"(?:[0-9]{1,2}[a-z]?|[a-h]|i{1,3}|iv)(?:(?:,| and| or|/| ?&)? ?(?:[0-9]{1,2}[a-z]?|[b-h]|ii|iii)\b){0,3}"
    r")(?: only)?(?: ?\([^()]{1,80}\))?)",
    re.IGNORECASE,
)
_NO_GROUP = re.compile(
    r"^all\b|\b(?:must|ha(?:s|ve|d)|are|is|were|will|who|whose|meet|following|be|should|may|if|of|with|without|in|not|no|any|"
    r"criteria|disease|cancer|exclude|include|excluding|including|among|for|more|allowed|required|excluded|permitted|these|those|such|other|pregnant|nursing)\b(?!.*\()|"
    r"\b(?:disease|cancer|tumou?r|who|nyha|ecog|child|figo|ann|tnm|age) (?:stage|group|grade|class)\b",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\b(?:must|meet|meets|meeting|will|may|if|following|should|below|apply|applies|see|listed|plus|satisfy)\b",
    re.IGNORECASE,
)
_LONGEST_GROUP = 120
_EXCLUDES_NOBODY = re.compile(
    r"(?<!who )(?<!that )\b(?:is|are|was|were|will|does|do|shall) not (?:be )?(?:considered )?(?:as )?(?:an? |the )?"
    r"(?:criteri(?:on|a) (?:for|of) exclusion|(?:reasons?|grounds?|cause) (?:for|of) exclusion|exclusion(?:ary)?\b|"
    r"excluded\b|exclude\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_TITLE_BEGINS = re.compile(rf"[#{re.escape(_EMPHASIS)}]*{_TITLE}", re.IGNORECASE)
_LONGEST_HEADING = 160
_FEWEST_LETTERS = 2


class CriteriaPiece(NamedTuple):
    """A line, or what stands in it from one heading to the next."""

    texts: tuple[str, ...]
    """The items, without the heading."""
    opens: bool = False
    side: Side | None = None
    """Of a piece that opens one."""
    briefly: bool = False
    """Whether the side ends with the next lead-in."""
    group: str | None = None
    """Whom the heading names: `Sailors` in `Exclusion Criteria for Sailors`."""


def may_open(text: str) -> bool:
    """Whether a line has what every heading and lead-in has one of; most lines have none."""
    if text[-1] in ":：" or text[0] in BULLETS:  # noqa: RUF001
        return True
    return "clusion" in (folded := text.casefold()) or "eligibility" in folded or "criteria" in folded


@lru_cache(maxsize=4_096)  # `Inclusion Criteria:` and some others are nearly all that is asked
def divided(text: str, *, first: bool, nested: bool) -> tuple[CriteriaPiece, ...]:
    """What stands in a line; `first` if none has opened a side yet, `nested` if it belongs to the item above."""
    whole = _opening(text, first=first, nested=nested)
    cuts = list(_inside(text)) if "clusion" in text.casefold() and not (whole and not whole.texts) else []
    if not cuts:
        return (whole or CriteriaPiece(items(text) if text[0] in BULLETS and not nested else (text,)),)
    parts = [part for begin, end in pairwise([0, *cuts, len(text)]) if (part := text[begin:end].strip())]
    pieces = []
    for part in parts:
        opening = _opening(part, first=first, nested=nested)
        if opening:
            first, nested = False, False
        pieces.append(opening or CriteriaPiece((part,) if nested else items(part)))
    return tuple(pieces)


def _inside(text: str) -> Iterator[int]:
    """Where headings begin within a line."""
    if "clusion" not in text.casefold():
        return
    letters = (at for at, each in enumerate(text) if each.isalpha())
    least = next(islice(letters, _FEWEST_LETTERS - 1, None), len(text))
    for found in _INSIDE.finditer(text):
        if found.start() <= least:  # `3.6 EXCLUSION CRITERIA`
            continue
        before = _LAST_WORD.search(text[max(0, found.start() - 40) : found.start()])
        ends = before is None or any(mark in before["end"] for mark in ".;!?)")
        if ends or (before and before[1].casefold() not in _PART_OF_SENTENCE):
            yield found.start()


def _opening(text: str, *, first: bool, nested: bool) -> CriteriaPiece | None:
    """The side that a text opens and what stands behind the heading; None for a text that opens none."""
    plain, marked = _plain(text)
    if "clusion" in plain.casefold():
        if found := _title(plain, marked=marked):
            return found
        if (inline := _INLINE.match(plain)) and not _RULES_OUT.match(plain):
            rest, group = inline["rest"], _group(plain[: inline.start("rest")])
            lone = MARK.fullmatch(f"{rest} ")
            return CriteriaPiece(() if lone else items(rest), True, _side(inline["kind"]), group=group)
    elif (neither := _NEITHER.fullmatch(plain)) and (first or neither["eligible"]):
        return _heading(plain, Side.INCLUSION)
    return _lead_in(text, plain, marked=marked, first=first) if plain.endswith(":") and not nested else None


def _plain(text: str) -> tuple[str, bool]:
    """The text without mark, number and emphasis, with simple colons; and whether it had a mark."""
    mark = MARK.match(text)
    plain = (text[mark.end() :] if mark else text).lstrip(f"#{_EMPHASIS}").rstrip(_EMPHASIS).replace("：", ":")  # noqa: RUF001
    plain = _NON_INCLUSION.sub("exclusion", plain)
    number = _NUMBER.match(plain)
    if number and (_TITLE_BEGINS.match(plain, number.end())):
        return plain[number.end() :].lstrip(_EMPHASIS), mark is not None
    return plain, mark is not None


def _title(plain: str, *, marked: bool) -> CriteriaPiece | None:
    """The piece of a heading that stands alone; under a mark it must be the bare words or end with a colon."""
    if len(plain) > _LONGEST_HEADING:
        return None
    if found := _PLAIN.fullmatch(plain):
        sure = (not marked or not found["about"] or plain.endswith(":")) and not _RULES_OUT.match(plain)
        return _heading(plain, _side(found["kind"])) if sure else None
    if _names_both(plain.casefold()):
        return _heading(plain, None) if _BOTH.fullmatch(plain) else None
    found = None if marked or plain[-1] != ":" else _INTRODUCED.fullmatch(plain)
    return _heading(plain, _side(found["kind"])) if found and not _DENIED.search(plain) else None


def _names_both(plain: str) -> bool:
    """Whether a line speaks of both sides: `Other inclusion/exclusion criteria may apply:`."""
    return "inclusion" in plain and "exclusion" in plain


def _lead_in(text: str, plain: str, *, marked: bool, first: bool) -> CriteriaPiece | None:
    """The piece of a sentence with a colon at its end that says the side."""
    if found := _BARE.search(plain):
        side = Side.EXCLUSION if found["word"][:2].casefold() == "ex" else Side.INCLUSION
        return CriteriaPiece((text,), True, side, briefly=True)
    if marked:
        return None
    if _EXCLUDING.search(plain) and not _NOT_EXCLUDING.search(plain):
        return CriteriaPiece((text,), True, Side.EXCLUSION)
    return CriteriaPiece((text,), True, Side.INCLUSION) if first and _INCLUDING.search(plain) else None


def _heading(plain: str, side: Side | None) -> CriteriaPiece:
    """The piece of a heading; one that says more than whom it is for is a lead-in, and kept."""
    if _SAYS_MORE.search(plain):
        return CriteriaPiece((plain,), True, side)
    return CriteriaPiece((), True, side, group=_group(plain))


def _group(heading: str) -> str | None:
    """Whom a heading names beside the side; None if it says the side and nothing else."""
    if not (kind := _KIND.search(heading)):
        return None
    before, after = heading[: kind.start()].strip(_AROUND), heading[kind.end() :].strip(_AROUND)
    told = [part for part in (before, after) if not _NEUTRAL.issuperset(_WORD.findall(part.casefold()))]
    if len(told) != 1:
        return heading.strip(_AROUND) if told else None
    only = _VERB_BEHIND.sub("", _PREPOSITION.sub("", told[0]))
    only = only[1:-1].strip() if only[0] == "(" and only[-1] == ")" else only
    return None if _EVERYBODY.match(only) else only or None


def group_of(text: str) -> str | None:
    """The group whose criteria a line introduces, `Control Subjects` of `Control Subjects:`; None for other lines."""
    if text[-1] not in ":\uff1a" or len(text) > _LONGEST_GROUP:
        return None
    plain = text.rstrip(f":\uff1a{_EMPHASIS}").lstrip(f"#{_EMPHASIS}")
    found = _GROUP.fullmatch(plain)
    return found["name"] if found and not _NO_GROUP.search(plain) else None


def is_denied(text: str) -> bool:
    """Whether a text says that something excludes nobody: `Pregnancy is not a criterion for exclusion.`."""
    return "xclu" in text and _EXCLUDES_NOBODY.search(text) is not None


def _side(kind: str) -> Side:
    return Side(kind.upper())
