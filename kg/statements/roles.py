"""The role of each treatment in a trial: tested, comparator or background, as the types of its arms tell it.

Registries state what each arm gets and what kind of arm it is, but never the role of a treatment. It follows from two
sides: the arms whose treatments are under test, and those that they are compared with. The first kind of `_UNDER_TEST`
that a trial has makes up the first side; all other arms are the second. Read in some 200 trials of
ClinicalTrials.gov apart from those of `tests/statements/roles.tsv`, by which the rule is measured:

- Where no arm is experimental, the active comparators are what is tested: 59 trials have these and a placebo alone.
- Arms of type `OTHER` beside experimental ones are controls (high olive oil, diet and exercise).
- A treatment of both sides that not every arm gets, such as docetaxel alone and with the new drug, is a comparator.
- Where nothing would be tested, the arms differ in how the same treatment is given, by dose, time or a switch: then
  what the first side gets is tested.
- Of treatments that all participants get those that a title names are tested; the others are given with them, as the
  cyclophosphamide before T cells. If it names none, all are tested; but without arms none is: that would be a guess.
- What is named as a control, such as usual care, is a comparator wherever something else is tested.
- Assessments that registries list among the treatments, such as scans and questionnaires, have no role.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.iris import CODES, Minter, normal_form, slug
from kg.rdf import Triple
from kg.rdf.derived_terms import BACKGROUND, COMPARATOR, ROLE_RULE, TESTED
from kg.rdf.terms import iri
from kg.record import Study

from .arms import listed_by, listings_of

__all__ = ["TrialRoles", "is_placebo", "role_triples", "roles_of"]


_UNDER_TEST = {
    "EXPERIMENTAL": "EXPERIMENTAL_ARMS",
    "ACTIVE_COMPARATOR": "ACTIVE_ARMS",
    "OTHER": "OTHER_ARMS",
}
"""Kind of arm -> the rule by which its treatments are tested, the first that a trial has; an untyped arm is `OTHER`."""

_PLACEBO = re.compile(
    r"placebo|placébo|plaseb|pacebo"  # "pacebo-simulation of transcranial direct current stimulation"
    r"|\b(?:sham|vehicle|dummy|mock|simulad[oa]|scheinbehandlung|scheinakupunktur)\b"
    r"|\binactive\b(?!.*vaccin)"
    r"|плацебо|安慰[剂劑]|プラセボ|偽薬|위약"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_AND = re.compile(r" (?:\+|&|and|or|plus|with) ")
"""Between two things that one name holds: "placebo tablet and nicotine patch", "omalizumab or placebo"."""

_CONTROL = re.compile(
    r"(?:(?:active|attention|inactive|negative|no[- ]treatment|passive|positive|waiting[- ]?list|wait[- ]?list) )?"
    r"controls?(?: (?:arm|condition|diet|formula|group|intervention|product|reminders|treatment))?(?: ?[:-] .*)?"
    r"|.* - control group|.*\((?:active |negative |positive )?controls?(?: arm| group)?\)|saline control"
    r"|(?:enhanced )?(?:conventional|regular|routine|standard|usual)(?: [^ ]+){0,2}"
    r" (?:care|education|management|orientations|practice|therapy|treatment)(?: alone| arm| group| only)?"
    r"|(?:(?:best|current) )?standard of care(?: treatments?)?|(?:treatment|care) as usual"
    r"|(?:close |clinical )?observation(?: alone| only)?|(?:no|without) (?:intervention|treatment),?"
    r"|wait(?:ing)?[- ]?list(?: control)?(?: arm| group)?"
)
"""Whole names, in normal form, of what others are compared with: "Usual Care Arm", "... testing (negative control)"."""

_ROUTES = re.compile(
    r"(?:im|ip|it|iv|sc|inhaled|intramuscular|intraperitoneal|intrathecal|intravenous|oral|subcutaneous|topical) "
)
"""Before the name of a drug, where a title may write its name alone or the route in other words: "IP FT516"."""

_ASSESSMENTS = frozenset(
    {
        "biopsy",
        "biopsy procedure",
        "biospecimen collection",
        "blood collection",
        "blood draw",
        "blood sample",
        "blood sample test",
        "blood sampling",
        "bone marrow aspiration",
        "computed tomography",
        "ct scan",
        "cytology specimen collection procedure",
        "laboratory biomarker analysis",
        "magnetic resonance imaging",
        "magnetic resonance spectroscopy",
        "mri",
        "pet scan",
        "pharmacological study",
        "positron emission tomography",
        "quality-of-life assessment",
        "questionnaire administration",
        "questionnaires",
        "radionuclide imaging",
        "tissue biopsy",
        "tissue collection",
    }
)
"""Names in normal form of what only looks at participants: 15 trials list "Laboratory Biomarker Analysis"."""

_NO_WORD = re.compile(r"[\W_]+")


class TrialRoles(NamedTuple):
    """The roles in one trial."""

    rule: str
    """A code of the list `role-rule`."""
    roles: dict[str, str]
    """Slug of a treatment -> the property that links the trial to it, as a term."""


class _Arm(NamedTuple):
    kind: str
    treatments: frozenset[str]


def role_triples(study: Study, *, mint: Minter) -> list[Triple]:
    """The roles in a trial, and the rule that they follow from; nothing of any other study."""
    found = roles_of(study)
    if not found:
        return []
    node = iri(mint.absolute(mint.study(study.id)))
    said = [(node, ROLE_RULE, iri(f"{CODES}role-rule/{found.rule}"))]
    names = {slug(part.name): part.name for part in study.interventions if part.name}
    for treatment, role in found.roles.items():
        said.append((node, role, iri(mint.absolute(mint.treatment(names[treatment])))))
    return said


def roles_of(study: Study) -> TrialRoles | None:
    """The roles of the treatments of a trial; None where nothing tells of any."""
    if study.study_type != "INTERVENTIONAL":
        return None
    names = {slug(part.name): part.name for part in study.interventions if part.name}
    placebos = [treatment for treatment, name in names.items() if is_placebo(name)]
    rest = [treatment for treatment in names if treatment not in placebos]
    rule, roles = _ruled(study, [each for each in rest if normal_form(names[each]) not in _ASSESSMENTS])
    if len(study.arms) > 1:
        roles |= _controls([each for each, role in roles.items() if role == TESTED], names)
    roles |= dict.fromkeys(placebos, COMPARATOR)
    return TrialRoles(rule, {each: roles[each] for each in names if each in roles}) if roles else None


def _controls(tested: list[str], names: dict[str, str]) -> dict[str, str]:
    """The role of those treatments that their names call controls, unless they are all that would be tested."""
    controls = [each for each in tested if _CONTROL.fullmatch(normal_form(names[each]))]
    return dict.fromkeys(controls, COMPARATOR) if len(controls) < len(tested) else {}


def _ruled(study: Study, given: list[str]) -> tuple[str, dict[str, str]]:
    """The rule that decides, and the roles of the treatments that are no placebo."""
    if len(study.arms) == 1:
        return _together(study, given, otherwise="SINGLE_ARM")
    arms = list(_arms(study))
    if any(arm.type for arm in study.arms) and any(arm.treatments for arm in arms):
        return _compared(arms, given, _named(study))
    if len(given) == 1:
        return "NO_ARMS", dict.fromkeys(given, TESTED)
    if study.design.intervention_model == "SINGLE_GROUP":
        return _together(study, given, otherwise=None)
    return "NO_ARMS", {}


def _together(study: Study, given: list[str], *, otherwise: str | None) -> tuple[str, dict[str, str]]:
    """The roles of treatments of which each participant gets all."""
    named = _named(study)
    tested = [each for each in given if each in named]
    if tested and len(tested) < len(given):
        return "NAMED_IN_TITLE", dict.fromkeys(given, BACKGROUND) | dict.fromkeys(tested, TESTED)
    if tested or otherwise:
        return otherwise or "NO_ARMS", dict.fromkeys(given, TESTED)
    return "NO_ARMS", {}


def _named(study: Study) -> set[str]:
    """The treatments that a title of the study names."""
    title = _words(f"{study.title or ''} {study.official_title or ''}")
    return {
        slug(part.name)
        for part in study.interventions
        if part.name and any(_in_title(name, title) for name in (part.name, *part.other_names))
    }


def _in_title(name: str, title: str) -> bool:
    words = _words(name)
    route = _ROUTES.match(words, 1)
    bare = words[route.end() - 1 :] if route else words
    return words in title or (bare != " " and bare in title)


def _words(text: str) -> str:
    """The words of a text, each between spaces, so that one text holds another only by whole words."""
    return f" {' '.join(_NO_WORD.split(text.casefold()))} ".replace("  ", " ")


def _compared(arms: list[_Arm], given: list[str], named: set[str]) -> tuple[str, dict[str, str]]:
    """The roles of treatments of which some arms get one and others another."""
    kinds = {arm.kind for arm in arms}
    kind = next((kind for kind in _UNDER_TEST if kind in kinds), None)
    if kind is None:
        return "COMPARATOR_ARMS", {}
    under_test = [arm.treatments for arm in arms if arm.kind == kind]
    others = [arm.treatments for arm in arms if arm.kind != kind]
    everywhere = frozenset.intersection(*under_test, *others)
    roles = dict.fromkeys(frozenset[str]().union(*under_test), TESTED)
    roles |= dict.fromkeys(frozenset[str]().union(*others), COMPARATOR)
    if others or kind == "ACTIVE_COMPARATOR":
        roles |= dict.fromkeys(everywhere, BACKGROUND)
    roles = {each: roles[each] for each in given if each in roles}
    rule = _UNDER_TEST[kind]
    if TESTED not in roles.values():
        rule = "SAME_TREATMENTS"
        tested = frozenset[str]().union(*under_test)
        roles |= {each: TESTED for each in roles if each in tested}
    if any(each in named for each, role in roles.items() if role == TESTED):
        roles |= {each: BACKGROUND for each in roles if each in everywhere and each not in named}
    return rule, roles


def _arms(study: Study) -> Iterator[_Arm]:
    listed: dict[str, list[str]] = {}
    for part in study.interventions:
        if part.name:
            for listing in listings_of(part):
                listed.setdefault(listing, []).append(slug(part.name))
    for arm in study.arms:
        used = frozenset(each for listing in listed_by(arm) for each in listed.get(listing, ()))
        yield _Arm(arm.type if isinstance(arm.type, str) else "OTHER", used)


@lru_cache(maxsize=65_536)
def is_placebo(name: str) -> bool:
    """Whether a treatment of this name is a placebo or a sham, and nothing else beside it."""
    bare = _BRACKETS.sub(" ", normal_form(name))
    return all(_PLACEBO.search(part) for part in _AND.split(bare if _PLACEBO.search(bare) else normal_form(name)))
