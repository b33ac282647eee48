"""The facts of a page -> the record: each property has one place in it, which its row in `kg.properties` says."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from kg import properties
from kg.addresses import url
from kg.properties import Property
from kg.record import (
    Arm,
    BioSpecimens,
    Design,
    Eligibility,
    Identifier,
    Intervention,
    IpdSharing,
    Official,
    Organization,
    Outcome,
    Oversight,
    Reference,
    Registration,
    RelatedStudy,
    ResponsibleParty,
    Site,
    Study,
)
from kg.sources.criteria.split import criteria_of
from kg.sources.page.facts import Facts

__all__ = ["assemble"]

_OF_STUDY = (
    *properties.STUDY,
    properties.CONDITIONS,
    properties.KEYWORDS,
    properties.COUNTRIES,
    properties.REMOVED_COUNTRIES,
)

Part = TypeVar("Part", bound=msgspec.Struct)


def assemble(facts: Facts, *, id: str, title: str | None, publisher: str) -> Study:
    """The study that the facts of one page describe."""
    return Study(
        id=id,
        publisher=publisher,
        registration=_registration(facts),
        identifiers=_parts(facts, Identifier, properties.IDENTIFIER, facts.parts("identifier"), needed="value"),
        **{**facts.values("study", _OF_STUDY), "title": title},
        design=_design(facts),
        arms=_parts(facts, Arm, (*properties.ARM, properties.INTERVENTIONS_OF_ARM), facts.parts("arm"), needed="label"),
        interventions=_parts(facts, Intervention, properties.INTERVENTION, facts.parts("intervention")),
        primary_outcomes=_outcomes(facts, "ct:primaryOutcome"),
        secondary_outcomes=_outcomes(facts, "ct:secondaryOutcome"),
        other_outcomes=_outcomes(facts, "ct:otherOutcome"),
        original_primary_outcomes=_outcomes(facts, "ct:originalPrimaryOutcome"),
        original_secondary_outcomes=_outcomes(facts, "ct:originalSecondaryOutcome"),
        original_other_outcomes=_outcomes(facts, "ct:originalOtherOutcome"),
        eligibility=_eligibility(facts) if facts.has("eligibility") else None,
        lead_sponsor=_lead_sponsor(facts),
        collaborators=_collaborators(facts),
        officials=_officials(facts, "official"),
        sites=tuple([_site(facts, name) for name in facts.parts("site")]),
        references=_parts(facts, Reference, properties.REFERENCE, facts.parts("publication-link")),
        ipd_sharing=_ipd_sharing(facts),
        oversight=Oversight(**facts.values("study", properties.OVERSIGHT)),
        related_studies=_parts(facts, RelatedStudy, properties.LISTED, facts.parts("related"), needed="id"),
    )


def _parts(
    facts: Facts, kind: type[Part], rows: tuple[Property, ...], names: Iterable[str], *, needed: str | None = None
) -> tuple[Part, ...]:
    """The parts of these names, without those of which the page does not state what is needed."""
    stated = [facts.values(name, rows) for name in names]
    return tuple([kind(**values) for values in stated if needed is None or values[needed]])


def _unless_empty(part: Part, empty: Part) -> Part | None:
    return None if part == empty else part


def _registration(facts: Facts) -> Registration:
    party = ResponsibleParty(**facts.values("record", properties.PARTY))
    return Registration(
        **facts.values("record", properties.RECORD),
        responsible_party=_unless_empty(party, ResponsibleParty()),
        not_provided=tuple(name.removeprefix("ct:") for name in facts.all("record", properties.NOT_PROVIDED.curie)),
    )


def _design(facts: Facts) -> Design:
    specimens = BioSpecimens(**facts.values("study", properties.BIOSPECIMENS))
    return Design(**facts.values("study", properties.DESIGN), biospecimens=_unless_empty(specimens, BioSpecimens()))


def _ipd_sharing(facts: Facts) -> IpdSharing | None:
    values = facts.values("study", properties.IPD_SHARING)
    address = values["url"]
    return _unless_empty(IpdSharing(**{**values, "url": address and (url(address) or address)}), IpdSharing())


def _outcomes(facts: Facts, name: str) -> tuple[Outcome, ...]:
    return _parts(facts, Outcome, properties.OUTCOME, facts.all("study", name), needed="measure")


def _eligibility(facts: Facts) -> Eligibility:
    values = facts.values("eligibility", properties.ELIGIBILITY)
    return Eligibility(**values, listed_criteria=criteria_of(values["criteria"] or ""))


def _officials(facts: Facts, kind: str) -> tuple[Official, ...]:
    return _parts(facts, Official, properties.OFFICIAL, facts.parts(kind), needed="name")


def _site(facts: Facts, name: str) -> Site:
    """A site with its officials, `site 2 official 1`."""
    return Site(**facts.values(name, properties.SITE), officials=_officials(facts, f"{name} official"))


def _lead_sponsor(facts: Facts) -> Organization | None:
    name = facts.one("study", "ct:leadSponsorName")
    return _organization(facts, "sponsor", name) if name else None


def _collaborators(facts: Facts) -> tuple[Organization, ...]:
    names = facts.all("study", properties.COLLABORATORS.curie)
    return tuple(_organization(facts, f"collaborator {number}", name) for number, name in enumerate(names, 1))


def _organization(facts: Facts, part: str, name: str) -> Organization:
    return Organization(name=name, **facts.values(part, (properties.COLLABORATOR_CLASS,)))
