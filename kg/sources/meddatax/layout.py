"""The sections of the aggregator's study page: heading, the sentence under it, and what reads its content."""

import msgspec

from kg.sources.meddatax import parties, sections
from kg.sources.meddatax.groups import groups, interventions

__all__ = ["SECTIONS", "Section"]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One section of the page: how it is known and what reads it."""

    heading: str
    sentence: str | None = None
    """The explanation under the heading."""
    read: sections.SectionReader
    properties: tuple[str, ...] = ()
    """What the content becomes; empty if no page shows yet how it is written."""
    prose: bool = False
    """Whether free text stands in it, so that a line like a heading may be part of the text."""
    who: bool = False
    """Whether it holds an item of the WHO data set that a page should not leave empty."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Subject and property that another section may state; then nothing is missing if this one is empty."""
    seen: bool = True
    """Whether the heading was seen in real data."""


SECTIONS = (
    Section(
        heading="Study Results",
        read=sections.results,
        properties=("ct:hasResults",),
        elsewhere=(("study", "ct:hasResults"),),
    ),
    Section(
        heading="Basic Information",
        sentence="Get a concise snapshot of the trial, including recruitment status, study phase, enrollment targets, "
        "and key timeline milestones.",
        read=sections.basic_information,
        properties=(
            "ct:overallStatus",
            "ct:phase",
            "ct:enrollment",
            "ct:studyType",
            "ct:startDate",
            "ct:completionDate",
        ),
        who=True,
    ),
    Section(
        heading="Brief Summary",
        sentence="Review the sponsor-provided synopsis that highlights what the study is about and why it is being "
        "conducted.",
        read=sections.brief_summary,
        properties=("ct:briefSummary",),
        prose=True,
    ),
    Section(
        heading="Related Clinical Trials",
        sentence="Explore similar clinical trials based on study characteristics and research focus.",
        read=sections.related_trials,
        properties=(
            "ct:relatedStudy",
            "ct:listedTitle",
        ),
    ),
    Section(
        heading="Detailed Description",
        sentence="Dive into the extended narrative that explains the scientific background, objectives, and procedures "
        "in greater depth.",
        read=sections.detailed_description,
        properties=("ct:detailedDescription",),
        prose=True,
    ),
    Section(
        heading="Conditions",
        sentence="See the medical conditions and disease areas that this research is targeting or investigating.",
        read=sections.conditions,
        properties=("ct:conditionName",),
        who=True,
    ),
    Section(
        heading="Keywords",
        sentence="Explore important study keywords that can help with search, categorization, and topic discovery.",
        read=sections.keywords,
        properties=("ct:keyword",),
    ),
    Section(
        heading="Study Design",
        sentence="Understand how the trial is structured, including allocation methods, masking strategies, primary "
        "purpose, and other design elements.",
        read=sections.study_design,
        properties=(
            "ct:allocation",
            "ct:interventionModel",
            "ct:interventionModelDescription",
            "ct:primaryPurpose",
            "ct:masking",
            "ct:maskedParty",
            "ct:maskingDescription",
            "ct:observationalModel",
            "ct:timePerspective",
        ),
        who=True,
    ),
    Section(
        heading="Study Groups",
        sentence="Review each arm or cohort in the study, along with the interventions and objectives associated with "
        "them.",
        read=groups,
        properties=(
            "schema:name",
            "ct:armType",
            "dcterms:description",
            "ct:usesIntervention",
            "ct:interventionType",
        ),
    ),
    Section(
        heading="Interventions",
        sentence="Learn about the drugs, procedures, or behavioral strategies being tested and how they are applied "
        "within this trial.",
        read=interventions,
        properties=(
            "schema:name",
            "ct:interventionType",
            "dcterms:description",
        ),
        who=True,
        elsewhere=(("intervention 1", "schema:name"),),
    ),
    Section(heading="Other Intervention Names", read=sections.unread, seen=False),
    Section(heading="Primary Outcomes", read=sections.unread, seen=False),
    Section(heading="Secondary Outcomes", read=sections.unread, seen=False),
    Section(heading="Other Outcomes", read=sections.unread, seen=False),
    Section(
        heading="Eligibility Criteria",
        sentence="Check the participation requirements, including inclusion and exclusion rules, age limits, and "
        "whether healthy volunteers are accepted.",
        read=sections.eligibility,
        properties=(
            "ct:criteriaText",
            "ct:criterion",
            "ct:minimumAge",
            "ct:maximumAge",
            "ct:sex",
            "ct:healthyVolunteers",
        ),
        prose=True,
        who=True,
    ),
    Section(
        heading="Sponsors",
        sentence="Meet the organizations funding or collaborating on the study and learn about their roles.",
        read=parties.sponsors,
        properties=(
            "ct:leadSponsorName",
            "ct:collaboratorName",
            "ct:organizationClass",
        ),
        who=True,
    ),
    Section(
        heading="Responsible Party",
        sentence="Identify the individual or organization who holds primary responsibility for the study information "
        "submitted to regulators.",
        read=parties.responsible_party,
        properties=(
            "ct:responsiblePartyName",
            "ct:responsiblePartyTitle",
        ),
    ),
    Section(
        heading="Principal Investigators",
        sentence="Learn about the lead researchers overseeing the trial and their institutional affiliations.",
        read=parties.officials,
        properties=(
            "schema:name",
            "ct:degree",
            "ct:officialRole",
            "ct:affiliationName",
        ),
    ),
    Section(
        heading="Locations",
        sentence="Explore where the study is taking place and check the recruitment status at each participating site.",
        read=parties.locations,
        properties=(
            "ct:facilityName",
            "ct:cityName",
            "ct:stateName",
            "ct:countryName",
        ),
    ),
    Section(
        heading="Countries",
        sentence="Review the countries where the study has at least one active or historical site.",
        read=sections.countries,
        properties=("ct:countryName",),
        who=True,
        elsewhere=(("site 1", "ct:countryName"),),
    ),
    Section(
        heading="References",
        sentence="Explore related publications, articles, or registry entries linked to this study.",
        read=sections.references,
        properties=("ct:citation",),
    ),
    Section(
        heading="Other Identifiers",
        sentence="Review additional registry numbers or institutional identifiers associated with this trial.",
        read=sections.identifiers,
        properties=(
            "ct:identifierValue",
            "ct:identifierType",
            "ct:identifierRole",
        ),
        who=True,
    ),
    Section(heading="Provided Documents", read=sections.unread, seen=False),
    Section(heading="Central Contacts", read=sections.unread, seen=False),
    Section(
        heading="More Related Trials",
        sentence="Additional clinical trials that may be relevant based on similarity analysis.",
        read=sections.related_trials,
        properties=(
            "ct:relatedStudy",
            "ct:listedTitle",
        ),
    ),
)
