"""Sentences that say their own side, whatever heading they stand under: `HIV positive persons will be excluded.`."""

import re

from kg.sources.criteria.headings import Side, is_denied

__all__ = ["of_both_sides", "own_side"]

_PEOPLE = (
    "patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|women|men|females?|males?|children|"
    "adults?|infants?|mothers?|pairs|donors?|recipients?|controls?|couples?|families|anyone|those"
)
# One sentence: no full stop but in numbers, no colon or semicolon, and what stands in brackets is short.
_WITHIN = r"(?:[^.:;(]|\.(?=\d)|\([^()]{0,80}\))"
_EXCLUDED = re.compile(
    rf"(?:[\w'/-]+ ){{0,5}}(?:{_PEOPLE})\b{_WITHIN}{{0,300}}?(?<!\bwho)(?<!\bthat)(?<!\bwhich)(?<!\bif) "
    r"(?:are|were|is|was|will be|must be|should be|shall be) (?:also )?"
    r"(?:excluded|disqualified|(?:ineligible|not (?:be )?eligible)"
    r"(?! for (?!this |the (?:study|trial|protocol)|participation|enrol|entry|inclusion))|"
    r"not (?:be )?(?:included|enrolled))"
    rf"(?!\s*(?:by|with|on|as)\b)(?!{_WITHIN}*\b(?:unless|except|until|but|however|only if)\b){_WITHIN}{{0,200}}\.?",
    re.IGNORECASE,
)
# Under an exclusion heading `are eligible` is mostly an exception; that who is eligible for the study *if* is none.
_INCLUDED = re.compile(
    rf"(?:[\w'/-]+ ){{0,6}}(?:{_PEOPLE})\b{_WITHIN}{{0,100}}? (?:are|were|will be) "
    rf"(?:eligible for|included in) (?:this|the) (?:study|trial) if\b{_WITHIN}{{0,400}}\.?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:note ?: ?)?(?:the |any )?(?:other|further|additional|more)(?: [\w-]+){0,3} (?:in|ex)clusions?(?: criteria)?"
    r" ?(?:/|and|or|&) ?(?:in|ex)clusions?(?: criteria)?(?: (?:may|might|could|will|also))* "
    r"(?:apply|applied|applies)\W*",
    re.IGNORECASE,
)


_LONGEST = 600


def own_side(text: str, *, marked: bool, under: Side | None) -> Side | None:
    """The side that a sentence gives itself, else that of its heading; an item of an exclusion list keeps its own."""
    if len(text) > _LONGEST:
        return under
    if under is not Side.EXCLUSION:
        speaks = "xclud" in text or "ligib" in text or "qualif" in text or "ncluded" in text or "nrolled" in text
        if speaks and not is_denied(text) and _EXCLUDED.fullmatch(text):
            return Side.EXCLUSION
    elif not marked and " if " in text and _INCLUDED.fullmatch(text):
        return Side.INCLUSION
    return under


def of_both_sides(text: str) -> bool:
    """Whether a text says of both sides that there is more: `Other inclusion/exclusion criteria may apply.`."""
    return "clusion" in text and _OTHER.fullmatch(text) is not None
