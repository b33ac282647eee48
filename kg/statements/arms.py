"""Arms, interventions and treatments: what is done, to whom, and under which shared name."""

from collections.abc import Sequence

from kg.rdf.encoders import predicate
from kg.record import Arm, Intervention, Study

from .concepts import matches_of
from .draft import Draft, PartTeller
from .keyed_parts import code_text
from .not_supported import not_supported_by
from .shared_nodes import SharedNodes
from .tables import ARM, GROUP, INTERVENTION

__all__ = ["arm_keys", "listed_by", "listings_of", "tell_arms"]

_tell_interventions = PartTeller(INTERVENTION)
_tell_arms, _tell_groups = PartTeller(ARM), PartTeller(GROUP)
_TREATMENT, _USES = predicate("treatment"), predicate("usesIntervention")
_ASKED_OF_INTERVENTIONS, _ASKED_OF_ARMS = ("interventionType",), ("armType",)
"""Properties that rules ask of them; none is asked of the groups of a study that observes."""
_OF_ARM = "\x1f"
"""Stands before the label of an arm that an intervention names."""


def tell_arms(study: Study, draft: Draft, shared: SharedNodes) -> None:
    """The interventions and the arms of a study, or its groups if it is observational."""
    matches = matches_of(study.intervention_indexing)
    listed: dict[str, list[bytes]] = {}
    lacks_kind = not_supported_by(study.registration, _ASKED_OF_INTERVENTIONS)
    lacks_type = not_supported_by(study.registration, _ASKED_OF_ARMS)
    if study.study_type == "OBSERVATIONAL":
        lacks_type = None

    def treatment(part: Intervention, lead: bytes, out: list[bytes]) -> None:
        if lacks_kind:
            lacks_kind(part, lead, out)
        if part.name:
            node = shared.treatment[part.name, matches.get(part.name), part.other_names]
            draft.shared[node.said] = node
            out += (lead, _TREATMENT, node.term)
        subject = lead[len(draft.end) : -1]
        for listing in listings_of(part):
            listed.setdefault(listing, []).append(subject)

    def uses(arm: Arm, lead: bytes, out: list[bytes]) -> None:
        if lacks_type:
            lacks_type(arm, lead, out)
        used = [term for listing in listed_by(arm) for term in listed.get(listing, ())]
        for term in dict.fromkeys(used):
            out += (lead, _USES, term)

    _tell_interventions(draft, "intervention", study.interventions, treatment)
    tell = _tell_groups if study.study_type == "OBSERVATIONAL" else _tell_arms
    tell(draft, "arm", study.arms, uses)


def arm_keys(arms: Sequence[Arm]) -> list[str]:
    """The key of the node of each arm."""
    found = _tell_arms.different(arms)
    keys = dict(zip(found.parts, found.keys, strict=True))
    return [keys[arm].decode() for arm in arms]


def listed_by(arm: Arm) -> list[str]:
    """What an arm says of its interventions; each is looked for in `listings_of` them."""
    return [*map(_folded, arm.interventions), _OF_ARM + _folded(arm.label)]


def listings_of(part: Intervention) -> set[str]:
    """What an arm may call an intervention, `drug: name` and `name`; and the arms that it names itself."""
    name = _folded(part.name or "")
    kind = _folded((code_text(part.type) or "").replace("_", " "))
    return {name, f"{kind}: {name}", *[_OF_ARM + _folded(label) for label in part.arm_labels]}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
