"""Products, substances and placebos of section D -> interventions, and terms of the index of substances."""

from collections.abc import Iterator, Sequence

from kg.record import BrowseLeaf, Coded, Intervention

from .form import Form, FormAnswer, numbered
from .form_words import stated
from .items import Answers
from .spellings import SPELLINGS, checked_spelling

__all__ = ["interventions_of", "substances_of"]

_SUBSTANCE = (
    *("D.3.8", "D.3.9.1", "D.3.9.2", "D.3.9.3", "D.3.9.4"),
    *("D.3.10.1", "D.3.10.2", "D.3.10.3"),
)
_NAMES = ("D.3.1", "D.2.1.1.1", "D.3.8", "D.3.9.3", "D.3.2", "D.3.9.2")
"""Items by which a product is called, the best name first."""
_TYPES = ("COMBINATION_PRODUCT", "GENETIC", "BIOLOGICAL", "DRUG")
"""Of a product that is of several types, the one that says most comes first."""


def interventions_of(form: Form) -> tuple[Intervention, ...]:
    """The products in order, then the placebos."""
    return tuple(dict.fromkeys([*map(_product, form.parts("IMP")), *_placebos(form)]))


def _product(answers: Sequence[FormAnswer]) -> Intervention:
    """A product by the best of its names; some have none, no code and no substance either."""
    names = list(dict.fromkeys(_names(answers)))
    return Intervention(
        name=names[0] if names else None,
        type=_type(answers),
        description="\n".join([*_descriptions(answers)]) or None,
        other_names=tuple(names[1:]),
    )


def _names(answers: Sequence[FormAnswer]) -> Iterator[str]:
    for key in _NAMES:
        for each in answers:
            if each.item.key == key and (name := stated(each.text)):
                yield name


def _type(answers: Sequence[FormAnswer]) -> Coded:
    """A product is a medicinal one: a drug, where nothing says that it is more."""
    known = SPELLINGS["intervention-type"]
    met = {known.get(checked_spelling(each.item.label, each.text)) for each in answers}
    return next((each for each in _TYPES if each in met), "DRUG")


def _descriptions(answers: Sequence[FormAnswer]) -> Iterator[str]:
    """What else is said of a product, item by item; what is said of each substance stands together."""
    for each in answers:
        if each.item.key not in (*_NAMES, *_SUBSTANCE):
            yield each.told
    for run in numbered(answers, _SUBSTANCE):
        yield ", ".join([each.told for each in run])


def _placebos(form: Form) -> Iterator[Intervention]:
    for answers in form.parts("Placebo"):
        if any(each.item.key == "D.8.1" and each.text.casefold() != "yes" for each in answers):
            continue
        told = [each.told for each in answers if each.item.answers is not Answers.CHECK]
        yield Intervention(name="Placebo", type="DRUG", description="\n".join(told) or None)


def substances_of(form: Form) -> tuple[BrowseLeaf, ...]:
    """The substances by name, once with the number of Chemical Abstracts and once with that of EudraVigilance."""
    found: dict[BrowseLeaf, None] = {}
    for answers in form.parts("IMP"):
        for run in numbered(answers, _SUBSTANCE):
            said = {each.item.key: stated(each.text) for each in run}
            name = said.get("D.3.8") or said.get("D.3.9.3") or said.get("D.3.9.2")
            ids = [(catalogue, said.get(key)) for catalogue, key in (("CAS", "D.3.9.1"), ("EV", "D.3.9.4"))]
            for catalogue, number in ids:
                if name and number:
                    found[BrowseLeaf(id=f"{catalogue}:{number}", name=name)] = None
    return tuple(found)
