"""Phase, purpose, controls, randomisation, blinding and groups: items E.6 to E.8."""

from collections.abc import Sequence

from kg.record import Coded, Design

from .form import Form
from .spellings import SPELLINGS, checked_spelling

__all__ = ["codes_of", "design_of", "phases_of"]

_PHASES = ("E.7.1", "E.7.2", "E.7.3", "E.7.4")
_PURPOSES = ("E.6.1", "E.6.2", "E.6.3")
_MASKING = ("E.8.1.2", "E.8.1.3", "E.8.1.4")
_MODELS = ("E.8.1.5", "E.8.1.6")
_CONTROLS = ("E.8.1", "E.8.2.1", "E.8.2.2", "E.8.2.3")
_DESCRIPTIONS = ("E.8.1.7.1", "E.8.2.3.1")


def codes_of(form: Form, code_list: str, keys: Sequence[str]) -> tuple[str, ...]:
    """The notations of the items that are checked so that they name one."""
    known = SPELLINGS[code_list]
    answers = [answer for key in keys if (answer := form.answer(key))]
    found = [known.get(checked_spelling(each.item.label, each.text)) for each in answers]
    return tuple(dict.fromkeys([each for each in found if each]))


def phases_of(form: Form) -> tuple[Coded, ...]:
    """The phases that are checked; a trial of two phases has both."""
    return codes_of(form, "phase", _PHASES)


def design_of(form: Form) -> Design:
    """The design. Of two answers that exclude each other neither is taken: both stand among the items of the form."""
    purposes = codes_of(form, "primary-purpose", _PURPOSES)
    told = [answer for key in _DESCRIPTIONS if (answer := form.answer(key)) and not form.is_not_present(answer)]
    return Design(
        allocation=_only(codes_of(form, "allocation", ("E.8.1.1",))),
        intervention_model=_only(codes_of(form, "intervention-model", _MODELS)),
        intervention_model_description="\n".join([f"{each.item.label}: {each.text}" for each in told]) or None,
        primary_purpose=_only(purposes),
        purposes=purposes if len(purposes) > 1 else (),
        control_types=codes_of(form, "control-type", _CONTROLS),
        masking=_only(codes_of(form, "masking", _MASKING)),
    )


def _only(codes: tuple[str, ...]) -> str | None:
    return codes[0] if len(codes) == 1 else None
