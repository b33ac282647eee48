"""What investigators may publish, as the registry said it in sentences of its own before it had fields for that."""

from collections.abc import Mapping

__all__ = ["certain_agreement"]

_LTE60, _GT60 = "less than or equal to 60 days", "more than 60 days"


def certain_agreement(employed: str | None, restrictive: str | None) -> Mapping[str, str | None]:
    """`certainAgreement` as the API has it, by the sentences on the employer of investigators and on restrictions."""
    return {
        "piSponsorEmployee": None if employed is None else "No" if "NOT employed" in employed else "Yes",
        **_restriction(restrictive),
    }


def _restriction(sentence: str | None) -> Mapping[str, str | None]:
    """An agreement by the registry's own sentences; any other is one of its own kind, in its own words."""
    if sentence is None:
        return {}
    if sentence.startswith("There is NOT an agreement"):
        return {"restrictiveAgreement": "No"}
    standard = sentence.lstrip().startswith("The only disclosure restriction")
    kind = "LTE60" if standard and _LTE60 in sentence else "GT60" if standard and _GT60 in sentence else "OTHER"
    return {
        "restrictiveAgreement": "Yes",
        "restrictionType": kind,
        "otherDetails": sentence if kind == "OTHER" else None,
    }
