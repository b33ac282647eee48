"""How a trial is built: its periods, arms, scopes."""

from collections.abc import Iterable

from kg.record import Arm, Coded, Design
from kg.sources.ctis.products import controls_of
from kg.sources.ctis.spellings import SCOPES
from kg.sources.ctis.structs import PartI, Period
from kg.sources.ctis.values import code_of, listed
from kg.sources.fields.clean import short
from kg.sources.fields.remarks import Remarks

__all__ = ["arms_of", "design_of", "scopes_of"]

_PERIODS = "protocolInformation.studyDesign.periodDetails[]"
_STRONGEST = ("RANDOMIZED", "DOUBLE", "SINGLE", "NON_RANDOMIZED", "NONE", "NA")
"""Of several periods the one that says most: an open period behind a blinded one does not make a trial open."""


def design_of(part: PartI, remarks: Remarks) -> Design:
    """The design, of all periods together."""
    periods = part.trial_details.protocol_information.study_design.period_details
    roles = [(n, each.name) for n, period in enumerate(periods) for each in period.blinded_roles]
    who = [code_of("masked-party", name, remarks, f"{_PERIODS}.blindedRoles", place) for place, name in roles]
    return Design(
        allocation=_strongest("allocation", [each.allocation_method for each in periods], remarks),
        intervention_model_description=remarks.long(_told(periods)),
        purposes=_purposes(part, remarks),
        control_types=controls_of(part, remarks),
        masking=_strongest("masking", [each.blinding_method_code for each in periods], remarks),
        masking_description=remarks.long("\n\n".join(listed(each.blinding_details for each in periods))),
        who_masked=tuple(dict.fromkeys(each for each in who if each)),
    )


def arms_of(part: PartI, remarks: Remarks) -> tuple[Arm, ...]:
    """The arms of each period."""
    periods = part.trial_details.protocol_information.study_design.period_details
    found = [
        Arm(label=label, description=remarks.long(each.description))
        for period in periods
        for each in period.arm_details
        if (label := short(each.title) or short(each.description))
    ]
    return tuple(dict.fromkeys(found))


def scopes_of(part: PartI) -> tuple[str, ...]:
    """What the trial is about, of what is no purpose: safety, efficacy, and so on."""
    scopes = part.trial_details.trial_information.trial_objective.trial_scopes
    return listed(name for each in scopes for name in (_scope(each.code), each.other_description))


def _scope(code: str | None) -> str | None:
    """The name of a scope; the first three are purposes, the last names nothing."""
    number = int(code) if code and code.isdecimal() else 0
    return SCOPES[number - 1] if 3 < number < len(SCOPES) else None


def _purposes(part: PartI, remarks: Remarks) -> tuple[Coded, ...]:
    path = "trialInformation.trialObjective.trialScopes[].code"
    scopes = part.trial_details.trial_information.trial_objective.trial_scopes
    found = [code_of("primary-purpose", each.code, remarks, path, place) for place, each in enumerate(scopes)]
    return tuple(dict.fromkeys(each for each in found if each))


def _strongest(code_list: str, texts: Iterable[str | None], remarks: Remarks) -> Coded | None:
    found = [code_of(code_list, text, remarks, _PERIODS, place) for place, text in enumerate(texts)]
    return next((each for each in (*_STRONGEST, *found) if each and each in found), None)


def _told(periods: Iterable[Period]) -> str:
    """The periods in words: title and description."""
    told = (": ".join(listed((each.title, each.description))) for each in periods)
    return "\n\n".join(each for each in told if each)
