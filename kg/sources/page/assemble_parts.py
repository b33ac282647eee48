"""The facts of a page -> the parts of the record: arms, outcomes, people, places, publications."""

from kg.record import (
    Arm,
    Eligibility,
    Identifier,
    Intervention,
    Official,
    Organization,
    Outcome,
    Reference,
    RelatedStudy,
    Site,
)
from kg.sources.criteria.split import split_criteria
from kg.sources.page.facts import Facts

__all__ = [
    "arms_of",
    "collaborators_of",
    "eligibility_of",
    "identifiers_of",
    "interventions_of",
    "lead_sponsor_of",
    "officials_of",
    "outcomes_of",
    "references_of",
    "related_studies_of",
    "sites_of",
]


def arms_of(facts: Facts) -> tuple[Arm, ...]:
    """The arms that have a label."""
    return tuple(
        Arm(
            label=label,
            type=facts.code(part, "ct:armType", "arm-type"),
            description=facts.text(part, "dcterms:description"),
            interventions=facts.all(part, "ct:usesIntervention"),
        )
        for part in facts.parts("arm")
        if (label := facts.one(part, "schema:name"))
    )


def interventions_of(facts: Facts) -> tuple[Intervention, ...]:
    """The interventions."""
    return tuple(
        Intervention(
            name=facts.one(part, "schema:name"),
            type=facts.code(part, "ct:interventionType", "intervention-type"),
            description=facts.text(part, "dcterms:description"),
            other_names=facts.all(part, "ct:otherName"),
        )
        for part in facts.parts("intervention")
    )


def outcomes_of(facts: Facts, name: str) -> tuple[Outcome, ...]:
    """The outcomes of one kind that have a measure."""
    return tuple(
        Outcome(
            measure=measure,
            time_frame=facts.one(part, "ct:timeFrame"),
            description=facts.text(part, "dcterms:description"),
            safety_issue=facts.flag(part, "ct:safetyIssue"),
        )
        for part in facts.all("study", name)
        if (measure := facts.one(part, "ct:measure"))
    )


def eligibility_of(facts: Facts) -> Eligibility:
    """Who may take part."""
    criteria = facts.text("eligibility", "ct:criteriaText")
    inclusion, exclusion, _ = split_criteria(criteria or "")
    return Eligibility(
        criteria=criteria,
        inclusion=inclusion,
        exclusion=exclusion,
        minimum_age=facts.one("eligibility", "ct:minimumAge"),
        maximum_age=facts.one("eligibility", "ct:maximumAge"),
        sex=facts.code("eligibility", "ct:sex", "sex"),
        healthy_volunteers=facts.flag("eligibility", "ct:healthyVolunteers"),
        age_groups=facts.codes("eligibility", "ct:ageGroup", "age-group"),
        gender_based=facts.flag("eligibility", "ct:genderBased"),
        gender_description=facts.text("eligibility", "ct:genderDescription"),
        study_population=facts.text("eligibility", "ct:studyPopulation"),
        sampling_method=facts.code("eligibility", "ct:samplingMethod", "sampling-method"),
    )


def lead_sponsor_of(facts: Facts) -> Organization | None:
    """The lead sponsor."""
    name = facts.one("study", "ct:leadSponsorName")
    return _organization(facts, "sponsor", name) if name else None


def collaborators_of(facts: Facts) -> tuple[Organization, ...]:
    """The collaborators."""
    names = facts.all("study", "ct:collaboratorName")
    return tuple(_organization(facts, f"collaborator {number}", name) for number, name in enumerate(names, 1))


def _organization(facts: Facts, part: str, name: str) -> Organization:
    return Organization(name=name, type=facts.code(part, "ct:organizationClass", "organization-class"))


def officials_of(facts: Facts) -> tuple[Official, ...]:
    """The officials that have a name."""
    return tuple(
        Official(
            name=name,
            role=facts.code(part, "ct:officialRole", "official-role"),
            degree=facts.one(part, "ct:degree"),
            affiliation=facts.one(part, "ct:affiliationName"),
        )
        for part in facts.parts("official")
        if (name := facts.one(part, "schema:name"))
    )


def sites_of(facts: Facts) -> tuple[Site, ...]:
    """The sites."""
    return tuple(
        Site(
            country=facts.one(part, "ct:countryName"),
            state=facts.one(part, "ct:stateName"),
            city=facts.one(part, "ct:cityName"),
            postal_code=facts.one(part, "ct:postalCode"),
            facility=facts.one(part, "ct:facilityName"),
            status=facts.code(part, "ct:siteStatus", "overall-status"),
        )
        for part in facts.parts("site")
    )


def references_of(facts: Facts) -> tuple[Reference, ...]:
    """The publications that are cited."""
    return tuple(
        Reference(
            citation=facts.one(part, "ct:citation"),
            type=facts.code(part, "ct:publicationRole", "publication-role"),
            pmid=facts.one(part, "ct:pmid"),
        )
        for part in facts.parts("publication-link")
    )


def identifiers_of(facts: Facts) -> tuple[Identifier, ...]:
    """The secondary identifiers."""
    return tuple(
        Identifier(
            value=value,
            type=facts.code(part, "ct:identifierType", "identifier-type"),
            domain=facts.one(part, "ct:identifierDomain"),
            source=facts.one(part, "ct:identifierSource"),
        )
        for part in facts.parts("identifier")
        if (value := facts.one(part, "ct:identifierValue"))
    )


def related_studies_of(facts: Facts) -> tuple[RelatedStudy, ...]:
    """The related studies as listed."""
    return tuple(
        RelatedStudy(id=other, title=facts.one(part, "ct:listedTitle"))
        for part in facts.parts("related")
        if (other := facts.one(part, "ct:relatedStudy"))
    )
