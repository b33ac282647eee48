"""Which arms of a study a group of its results reports, and by which rule that is known.

Registries tie no group to an arm: a group has a title and a description, an arm has a label, a description and
treatments. The rules were made on groups of 88 studies of ClinicalTrials.gov, and measured on the 363 groups of 64
others, whose arms a reader noted before (`tests/statements/group-arms.tsv`), and on those of 100 in the older XML
(`tests/statements/group-arms-xml.tsv`). They are tried in the order of `_RULES`; the first that names arms decides, and
a group that no rule decides has none:

- Words count in their order, so that `Placebo/Ranitidine` is not `Ranitidine/Placebo`; numbers are words of their own.
- A title that speaks of all, of any dose or of an open-label extension pools arms, whatever label it holds: into
  `Open-Label Viaskin Milk 500 mcg` came participants of all arms.
- Of two labels that a title holds, such as of a placebo and of the drug that follows it, neither decides unless one is
  a part of the other.
- Arms that get the same treatments one after the other are sequences: what is stated of one of the treatments, such as
  `Placebo` beside the arms `Drug First` and `Placebo First`, is of participants of all of them.
- In a study of one arm each group is a part of it, unless it is of others: healthy controls, parents, who declined.
- A group that is left over in a table is of the arm that is left over, where both are one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.iris import normal_form
from kg.record import Arm, Study
from kg.result_record import ResultGroup, Results

from .arms import listed_by, listings_of
from .roles import is_placebo

__all__ = ["GroupArms", "arms_of_groups"]

_Words = tuple[str, ...]

_SPELLINGS = (
    (re.compile(r"[μµ]g\b|\bmicrograms?\b|\bug\b"), "mcg"),
    (re.compile(r"\bmilligrams?\b"), "mg"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\bdevelopment(?:al)? units?\b"), "du"),
    (re.compile(r"\bplacebo[- ]controlled\b"), "controlled"),
    (re.compile(r"^(?:(?:active|placebo|sham) comparator|experimental|no intervention|other) ?: ?"), ""),
)
"""What one record writes in two ways, "DBV712 250 μg" and "250mcg", "Experimental: Safe Dose"."""
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_FILLERS = frozenset(
    {
        *("and", "by", "for", "from", "in", "of", "on", "or", "plus", "the", "to", "with"),
        *("arm", "arms", "comparator", "experimental", "group", "groups"),
        *("participants", "patients", "receiving", "subjects", "therapy", "treated", "treatment"),
    }
)
"""Words that tell no arm from another."""
_ALL = frozenset(
    {
        *("across", "all", "any", "combined", "either", "enrolled", "entire", "every", "overall", "pooled", "total"),
        *("extension", "label", "ol", "ole", "open", "randomised", "randomized"),
    }
)
"""Words of a title that pools arms, or what comes behind them; "randomized" alone means everyone."""
_OTHERS = re.compile(
    r"\b(?:healthy|volunteers|(?:historical|matched|normal) controls?|non-?participants?|declin"
    r"|not (?:enrolled|randomi[sz]ed|treated)|screen(?:ed|ing|) ?(?:fail|participants|only|$)"
    r"|mothers?|parents?|caregivers?|siblings?|spouses?|partners|providers|clinicians|physicians|staff)"
)
"""Participants of results who are in no arm: "Healthy Volunteers", "Declining Mothers", "All Screened Participants"."""
_DESIGNATOR = re.compile(
    r"\b(arm|cohort|group|panel|part|phase|regimen|sequence|stage|stratum|sub-?study)s? ?-? ?"
    r"(\d+[a-z]?|[a-z]|[ivx]+)\b(?! ?/)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_NUMBER_AT_END = re.compile(r"\((\d+)\)$")
_PLACEBO = frozenset({"placebo", "sham", "vehicle", "dummy"})
_ORDER = frozenset({"first", "second", "then", "followed", "before", "after", "period", "sequence"})
"""Words of a label that tell when an arm gets something; a title without them may mean all who got it at any time."""
_FEWEST_WORDS = 4
"""Of a description that can tell an arm: "Placebo" tells none."""


class GroupArms(NamedTuple):
    """The arms that a group reports."""

    rule: str
    """A code of the list `group-arm-rule`."""
    arms: tuple[int, ...]
    """By their positions among the arms of the study, from 0."""


class _Label(NamedTuple):
    """An arm as rules look at it."""

    normal: str
    words: _Words
    description: str
    designators: frozenset[tuple[str, str]]
    dose: frozenset[tuple[str, str]]
    treatments: frozenset[int]
    """The interventions that it gets, by the position of the first of their name."""
    placebo: bool
    """Whether it gets a placebo or sham and nothing that is tested."""


class _Title(NamedTuple):
    """A group as rules look at it."""

    normal: str
    words: _Words
    bare: _Words
    """The words that stand in no brackets."""
    description: str
    designators: frozenset[tuple[str, str]]
    dose: frozenset[tuple[str, str]]
    named: frozenset[int]
    """The interventions that it names."""
    pools: bool
    """Whether it speaks of several arms, or of what comes behind them."""
    others: bool
    """Whether it speaks of participants who are in no arm."""


class _Arms(NamedTuple):
    """The arms of a study, and the names of its interventions."""

    labels: tuple[_Label, ...]
    names: Mapping[int, tuple[_Words, ...]]
    placebos: frozenset[int]
    """The interventions that are placebos."""
    sequences: frozenset[frozenset[int]]
    """The treatments, more than one, that several arms get alike."""


def arms_of_groups(study: Study, results: Results) -> dict[int, GroupArms]:
    """The arms that groups of results report, by the positions of the groups, from 0; without those undecided."""
    if not study.arms:
        return {}
    arms = _arms(study)
    titles = {at: _title(each, arms.names) for at, each in enumerate(results.groups) if not each.total}
    found: dict[int, GroupArms] = {}
    for at, title in titles.items():
        decided = _decided(title, arms)
        if decided:
            found[at] = decided
    if len(study.arms) > 1:
        found |= _of_one_title(titles, found)
        found |= _left_over(titles, found, results, arms)
    return dict(sorted(found.items()))


def _decided(title: _Title, arms: _Arms) -> GroupArms | None:
    if len(arms.labels) == 1:
        known = arms.labels[0]
        rule = "SAME_LABEL" if title.normal == known.normal else "SINGLE_ARM"
        return None if title.others and rule == "SINGLE_ARM" else GroupArms(rule, (0,))
    for rule, find in _RULES.items():
        decided = find(title, arms)
        if decided:
            return GroupArms(rule, decided)
    return None


# Rules: each gives the positions of the arms that it is sure of


def _same_label(title: _Title, arms: _Arms) -> tuple[int, ...]:
    alike = _where(arms, lambda arm: arm.normal == title.normal)
    if len(alike) > 1:
        said = _described(title.description)
        alike = tuple(at for at in alike if _described(arms.labels[at].description) == said)
    return _one(alike)


def _same_words(title: _Title, arms: _Arms) -> tuple[int, ...]:
    return _one(_where(arms, lambda arm: bool(arm.words) and arm.words == title.words))


def _same_description(title: _Title, arms: _Arms) -> tuple[int, ...]:
    words, held = _described(title.description), _held(title, arms)
    sizes = {
        at: len(said) for at, arm in enumerate(arms.labels) if words[: len(said := _described(arm.description))] == said
    }
    longest = max(sizes.values(), default=0)
    found = _one(tuple(at for at, size in sizes.items() if size == longest >= _FEWEST_WORDS))
    return tuple(at for at in found if not held or at in held)


def _same_designator(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools or not title.designators:
        return ()
    return _one(_where(arms, lambda arm: title.designators == arm.designators and _agree(title, arm, arms)))


def _label_within(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools:
        return ()
    within = _held(title, arms)
    longest = _one(tuple(at for at in within if all(_is_part(arms, each, at) for each in within if each != at)))
    return tuple(at for at in longest if _agree(title, arms.labels[at], arms))


def _held(title: _Title, arms: _Arms) -> tuple[int, ...]:
    """The arms whose labels a title holds."""
    return _where(
        arms,
        lambda arm: _tells(arm.words) and any(_is_run(arm.words, words) for words in (title.words, title.bare)),
    )


def _is_part(arms: _Arms, one: int, other: int) -> bool:
    """Whether the label of one arm is a part of the other's."""
    words, longer = arms.labels[one].words, arms.labels[other].words
    return len(words) < len(longer) and _is_run(words, longer)


def _title_within(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools or title.others or not _tells(title.words):
        return ()
    return tuple(
        at
        for at in _one(_where(arms, lambda arm: _is_within(title.words, arm.words)))
        if not _is_of_sequence(title, arms.labels[at], arms)
    )


def _placebo_arm(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools or title.others or _PLACEBO.isdisjoint(title.words) or title.named - arms.placebos:
        return ()
    return _one(_where(arms, lambda arm: arm.placebo and not _is_of_sequence(title, arm, arms)))


def _same_dose(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools or title.others or not title.dose:
        return ()
    return _one(_where(arms, lambda arm: arm.dose == title.dose and _agree(title, arm, arms)))


def _same_treatments(title: _Title, arms: _Arms) -> tuple[int, ...]:
    if title.pools or title.others or not title.named:
        return ()
    same = _where(arms, lambda arm: arm.treatments == title.named)
    if not same and _PLACEBO.isdisjoint(title.words):
        # Each of two drugs with the placebo of the other: "Liraglutide" is the arm "Liraglutide + Placebo".
        same = _where(arms, lambda arm: arm.treatments - arms.placebos == title.named)
    return _one(same)


def _several_arms(title: _Title, arms: _Arms) -> tuple[int, ...]:
    """The arms that get the one treatment whose name is all that a title says."""
    if title.others or len(title.named) != 1:
        return ()
    bare = tuple(word for word in title.words if word not in _ALL)
    if bare not in arms.names[next(iter(title.named))]:
        return ()
    several = _where(arms, lambda arm: arm.treatments == title.named)
    return several if len(several) > 1 else ()


_RULES: Mapping[str, Callable[[_Title, _Arms], tuple[int, ...]]] = {
    "SAME_LABEL": _same_label,
    "SAME_WORDS": _same_words,
    "LABEL_WITHIN": _label_within,
    "TITLE_WITHIN": _title_within,
    "SAME_DESCRIPTION": _same_description,
    "SAME_DESIGNATOR": _same_designator,
    "PLACEBO_ARM": _placebo_arm,
    "SAME_DOSE": _same_dose,
    "SAME_TREATMENTS": _same_treatments,
    "SEVERAL_ARMS": _several_arms,
}
"""Code of the list `group-arm-rule` -> what names the arms, in the order in which they are tried."""


def _of_one_title(titles: Mapping[int, _Title], found: Mapping[int, GroupArms]) -> dict[int, GroupArms]:
    """Groups that have the title of others, which all report the same arms."""
    known: dict[str, set[tuple[int, ...]]] = {}
    for at, each in found.items():
        known.setdefault(titles[at].normal, set()).add(each.arms)
    more = {}
    for at, title in titles.items():
        if at not in found and len(arms := known.get(title.normal, set())) == 1:
            more[at] = GroupArms("SAME_TITLE", *arms)
    return more


def _left_over(
    titles: Mapping[int, _Title], found: Mapping[int, GroupArms], results: Results, arms: _Arms
) -> dict[int, GroupArms]:
    """Groups that are left over in a table of as many groups as the study has arms, of which one is left over too."""
    all_arms = frozenset(range(len(arms.labels)))
    more: dict[int, set[int]] = {}
    for table in _tables(results):
        groups = [at for at in table if at in titles]
        left = [at for at in groups if at not in found]
        untaken = all_arms.difference(*(found[at].arms for at in groups if at in found))
        if len(groups) == len(all_arms) and len(left) == len(untaken) == 1:
            more.setdefault(left[0], set()).update(untaken)
    return {
        at: GroupArms("LEFT_OVER", tuple(untaken))
        for at, untaken in more.items()
        if len(untaken) == 1 and _may_be(titles[at], arms.labels[next(iter(untaken))], arms)
    }


def _may_be(title: _Title, arm: _Label, arms: _Arms) -> bool:
    if title.pools or title.others or not title.words or _is_of_sequence(title, arm, arms):
        return False
    return _agree(title, arm, arms)


def _tables(results: Results) -> Iterator[list[int]]:
    """The groups of each table."""
    for period in results.periods:
        yield _groups(each.group for each in period.counts)
    for measure in results.measures:
        yield _groups(each.group for each in measure.measurements)
    for outcome in results.outcomes:
        yield _groups(each.group for each in outcome.measurements)
    yield _groups(each.group for event in results.events for each in event.counts)


def _groups(positions: Iterable[int]) -> list[int]:
    return sorted({each - 1 for each in positions})


# What rules look at


def _arms(study: Study) -> _Arms:
    firsts: dict[str, int] = {}
    listed: dict[str, set[int]] = {}
    for at, part in enumerate(study.interventions):
        first = firsts.setdefault(normal_form(part.name or ""), at)
        for listing in listings_of(part):
            listed.setdefault(listing, set()).add(first)
    names = {
        at: tuple(filter(None, (_words(each) for each in (name, *study.interventions[at].other_names))))
        for name, at in firsts.items()
    }
    placebos = frozenset(at for name, at in firsts.items() if is_placebo(name))
    labels = tuple(_label(arm, listed, placebos) for arm in study.arms)
    times = Counter(arm.treatments for arm in labels if len(arm.treatments) > 1)
    return _Arms(labels, names, placebos, frozenset(each for each, count in times.items() if count > 1))


def _label(arm: Arm, listed: Mapping[str, set[int]], placebos: frozenset[int]) -> _Label:
    words = _words(arm.label)
    used = frozenset(each for listing in listed_by(arm) for each in listed.get(listing, ()))
    return _Label(
        normal=_normal(arm.label),
        words=words,
        description=arm.description or "",
        designators=_designators(arm.label),
        dose=_dose(words),
        treatments=used,
        placebo=arm.type in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR") or (bool(used) and used <= placebos),
    )


def _title(group: ResultGroup, names: Mapping[int, tuple[_Words, ...]]) -> _Title:
    words = _words(group.title)
    normal = _normal(group.title)
    return _Title(
        normal=normal,
        words=words,
        bare=_words(_BRACKETS.sub(" ", group.title)),
        description=group.description or "",
        designators=_designators(group.title),
        dose=_dose(words),
        named=_named(words, names),
        pools=not _ALL.isdisjoint(words),
        others=bool(_OTHERS.search(normal)),
    )


def _named(words: _Words, names: Mapping[int, tuple[_Words, ...]]) -> frozenset[int]:
    """The interventions that words name, without those whose names are parts of others that they name."""
    named = {at: each for at, several in names.items() if (each := _longest(several, words))}
    return frozenset(
        at
        for at, name in named.items()
        if not any(len(name) < len(other) and _is_run(name, other) for other in named.values())
    )


def _longest(names: Sequence[_Words], words: _Words) -> _Words:
    return max((name for name in names if _is_run(name, words)), key=len, default=())


def _agree(title: _Title, arm: _Label, arms: _Arms) -> bool:
    """Whether the arm gets what a title names, and a placebo is on both sides or on none."""
    if title.named - arm.treatments:
        return False
    has_placebo = arm.placebo or bool(arm.treatments & arms.placebos) or not _PLACEBO.isdisjoint(arm.words)
    return has_placebo or _PLACEBO.isdisjoint(title.words)


def _is_of_sequence(title: _Title, arm: _Label, arms: _Arms) -> bool:
    """Whether a title may mean one treatment of an arm that gets several one after the other."""
    if not _ORDER.isdisjoint(frozenset(arm.words).difference(title.words)):
        return True
    return arm.treatments in arms.sequences and bool(title.named) and title.named < arm.treatments


def _tells(words: _Words) -> bool:
    """Whether words are more than numbers and single letters."""
    return any(len(word) > 1 and word.isalpha() for word in words)


def _where(arms: _Arms, holds: Callable[[_Label], bool]) -> tuple[int, ...]:
    return tuple(at for at, arm in enumerate(arms.labels) if holds(arm))


def _one(positions: tuple[int, ...]) -> tuple[int, ...]:
    return positions if len(positions) == 1 else ()


def _is_within(words: _Words, others: _Words) -> bool:
    """Whether words stand among others in their order, whatever stands between them."""
    rest = iter(others)
    return all(word in rest for word in words)


def _is_run(words: _Words, others: _Words) -> bool:
    """Whether words stand among others one behind the other."""
    # As texts: slices of tuples would take the square of labels of thousands of words.
    return not words or f" {' '.join(words)} " in f" {' '.join(others)} "


def _normal(text: str) -> str:
    text = normal_form(text)
    for spelling, plain in _SPELLINGS:
        text = spelling.sub(plain, text)
    return text


def _words(text: str) -> _Words:
    """The words that tell one arm from another, and the numbers."""
    return tuple(word for word in _WORD.findall(_normal(text)) if word not in _FILLERS)


@lru_cache(maxsize=1_024)
def _described(description: str) -> _Words:
    """The words of a description, which each group is compared with."""
    return _words(description)


def _designators(text: str) -> frozenset[tuple[str, str]]:
    """What numbers an arm: "Cohort 1A", "(3)" at the end."""
    normal = _normal(text)
    found = {(kind.replace("-", ""), number) for kind, number in _DESIGNATOR.findall(normal)}
    return frozenset(found or {("", number) for number in _NUMBER_AT_END.findall(normal)})


def _dose(words: _Words) -> frozenset[tuple[str, str]]:
    """The numbers among words, each with the word behind it."""
    return frozenset((number, unit) for number, unit in pairwise((*words, "")) if number[0].isdigit())
