"""What the present site of ClinicalTrials.gov (2023 on) shows of a study of the registry's JSON, section by section.

The layout is that of descriptions of the site, written without the readers' tables.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.sources.rendering import Json, Rows, flagged, lines, module, spelled

__all__ = ["Cell", "Section", "Write", "head", "sections", "title_of", "window_of"]

Cell = Rows
"""The lines of a cell."""
Write = Callable[[Sequence[str], Sequence[Sequence[Cell]]], Rows]
"""Writes the names of the columns and the rows of a table."""

_TYPES = {"ACTUAL": " (Actual)", "ESTIMATED": " (Estimated)"}


class Section(list[tuple[str, Rows]]):
    """Headings, each with the lines below it; the first is that of the section."""

    def add(self, heading: str, content: Iterable[str]) -> None:
        """Add a heading, if there is anything below it."""
        if known := list(content):
            self.append((heading, known))


def _paragraphs(text: str | None) -> Rows:
    return [line for line in lines(text) if line.strip()]


def _one(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def title_of(study: Json) -> str:
    """The title with the acronym, as the head of the page has it."""
    identification = module(study, "identification")
    acronym = identification.get("acronym")
    return _one(identification["briefTitle"]) + (f" ({acronym})" if acronym else "")


def window_of(study: Json) -> str:
    return f"Study Details | {_one(module(study, 'identification')['briefTitle'])} | ClinicalTrials.gov"


def head(study: Json) -> Rows:
    """Status, title, id, who is behind the study, tabs."""
    status = module(study, "status")
    stopped = f" ({_one(status['whyStopped'])})" if "whyStopped" in status else ""
    return [
        f"{spelled(status['overallStatus'])}{stopped}",
        title_of(study),
        f"ClinicalTrials.gov ID {module(study, 'identification')['nctId']}",
        f"Sponsor {_one(module(study, 'sponsorCollaborators')['leadSponsor']['name'])}",
        f"Information provided by {_provider(study)} (Responsible Party)",
        f"Last Update Posted {status['lastUpdatePostDateStruct']['date']}",
        "Study Details",
        "Researcher View",
        "Results Posted" if study.get("hasResults") else "No Results Posted",
        "Record History",
    ]


def _provider(study: Json) -> str:
    sponsors = module(study, "sponsorCollaborators")
    party = sponsors.get("responsibleParty", {})
    if "investigatorFullName" in party:
        return _one(f"{party['investigatorFullName']}, {party.get('investigatorAffiliation', '')}".rstrip(", "))
    return _one(sponsors["leadSponsor"]["name"])


def _dates(section: Section, study: Json) -> None:
    status = module(study, "status")
    for label, key in (
        ("Study Start", "start"),
        ("Primary Completion", "primaryCompletion"),
        ("Study Completion", "completion"),
    ):
        if struct := status.get(f"{key}DateStruct"):
            section.add(f"{label}{_TYPES.get(struct.get('type', ''), '')}", [struct["date"]])


def overview(study: Json) -> Section:
    identification, design = module(study, "identification"), module(study, "design")
    description = module(study, "description")
    section = Section([("Study Overview", [])])
    section.add("Brief Summary", lines(description.get("briefSummary")))
    section.add("Detailed Description", [*lines(description.get("detailedDescription")), "Show more"])
    if section[-1] == ("Detailed Description", ["Show more"]):
        section.pop()
    if "officialTitle" in identification:
        section.add("Official Title", [_one(identification["officialTitle"])])
    section.add("Conditions", map(_one, module(study, "conditions").get("conditions", ())))
    section.add("Intervention / Treatment", map(_head, module(study, "armsInterventions").get("interventions", ())))
    section.add("Other Study ID Numbers", _identifiers(study))
    _dates(section, study)
    enrollment = design.get("enrollmentInfo", {})
    if "count" in enrollment:
        section.add(f"Enrollment{_TYPES.get(enrollment.get('type', ''), '')}", [str(enrollment["count"])])
    section.add("Study Type", [spelled(design["studyType"])])
    section.add("Phase", map(spelled, design.get("phases", ())))
    return section


def _head(each: Json) -> str:
    return f"{spelled(each['type'])}: {_one(each.get('name', ''))}"


_KINDS = {
    "NIH": "U.S. NIH Grant/Contract",
    "FDA": "U.S. FDA Grant/Contract",
    "OTHER_GRANT": "Other Grant/Funding Number",
    "EUDRACT_NUMBER": "EudraCT Number",
    "CTIS": "CTIS",
    "REGISTRY": "Registry Identifier",
    "OTHER": "Other Identifier",
}


def _identifiers(study: Json) -> Iterator[str]:
    identification = module(study, "identification")
    if "id" in identification["orgStudyIdInfo"]:
        yield _one(identification["orgStudyIdInfo"]["id"])
    for other in identification.get("secondaryIdInfos", ()):
        if "id" in other:
            kind = _KINDS.get(other.get("type", ""))
            domain = f": {_one(other['domain'])}" if "domain" in other else ""
            yield f"{_one(other['id'])} ({kind}{domain})" if kind else _one(other["id"])


def contacts(study: Json) -> Section:
    places = module(study, "contactsLocations")
    section = Section(
        [
            (
                "Contacts and Locations",
                [
                    "This section provides the contact details for those conducting the study, and information on "
                    "where this study is being conducted.",
                ],
            )
        ]
    )
    for each, label in zip(places.get("centralContacts", ()), ("Study Contact", "Study Contact Backup"), strict=False):
        section.add(label, [f"Name: {each.get('name', '')}", "Phone Number: 555-010-0199", "Email: a@example.org"])
    sites = places.get("locations", ())
    if sites:
        count = f"This study has {len(sites)} location{'s' * (len(sites) > 1)}"
        section.add("Study Locations", [count, *_places(sites)])
    return section


def _places(sites: Sequence[Json]) -> Iterator[str]:
    country = state = None
    for site in sites:
        if site.get("country") != country:
            country, state = site.get("country"), None
            yield country or ""
        if site.get("state") != state and country == "United States":
            state = site.get("state")
            yield state or ""
        yield ", ".join(_one(site[key]) for key in ("city", "state", "country", "zip") if key in site)
        if "status" in site:
            yield spelled(site["status"])
        if "facility" in site:
            yield _one(site["facility"])
        for person in site.get("contacts", ()):
            if person.get("role") == "PRINCIPAL_INVESTIGATOR":
                yield from ("Principal Investigator:", _one(person["name"]))
            elif "name" in person:
                yield from ("Contact:", _one(person["name"]), "Phone Number: 555-010-0199")


def participation(study: Json) -> Section:
    eligibility = module(study, "eligibility")
    section = Section(
        [
            (
                "Participation Criteria",
                [
                    "Researchers look for people who fit a certain description, called eligibility criteria. Some "
                    "examples of these criteria are a person's general health condition or prior treatments.",
                    "For general information about clinical research, read Learn About Studies.",
                ],
            )
        ]
    )
    section.add("Eligibility Criteria", ["Description", *lines(eligibility.get("eligibilityCriteria"))])
    section.add("Ages Eligible for Study", [_ages(eligibility)])
    if "sex" in eligibility:
        section.add("Sexes Eligible for Study", [spelled(eligibility["sex"])])
    if "healthyVolunteers" in eligibility:
        section.add("Accepts Healthy Volunteers", [flagged(eligibility["healthyVolunteers"])])
    if "samplingMethod" in eligibility:
        section.add("Sampling Method", [_sampling(eligibility["samplingMethod"])])
    section.add("Study Population", lines(eligibility.get("studyPopulation")))
    return section


def _sampling(code: str) -> str:
    return {"NON_PROBABILITY_SAMPLE": "Non-Probability Sample"}.get(code, "Probability Sample")


def _ages(eligibility: Json) -> str:
    low, high = eligibility.get("minimumAge"), eligibility.get("maximumAge")
    groups = ", ".join(spelled(group) for group in eligibility.get("stdAges", ()))
    limits = f"{low} to {high}" if low and high else f"{low} and older" if low else f"up to {high}" if high else ""
    return f"{limits} ({groups} )" if limits else groups


def plan(study: Json, write: Write) -> Section:
    section = Section(
        [
            (
                "Study Plan",
                [
                    "This section provides details of the study plan, including how the study is designed and what the "
                    "study is measuring.",
                ],
            )
        ]
    )
    section.add("How is the study designed?", [""])
    section.add("Design Details", [f"{label} : {_one(value)}" for label, value in _design(study)])
    if rows := list(_arms(study)):
        section.add("Arms and Interventions", write(("Participant Group/Arm", "Intervention/Treatment"), rows))
    section.add("What is the study measuring?", [""])
    for kind in ("primary", "secondary", "other"):
        if measured := [_outcome(each) for each in module(study, "outcomes").get(f"{kind}Outcomes", ())]:
            columns = ("Outcome Measure", "Measure Description", "Time Frame")
            section.add(f"{kind.title()} Outcome Measures", write(columns, measured))
    return section


def _design(study: Json) -> Iterator[tuple[str, str]]:
    info = module(study, "design").get("designInfo", {})
    masking = info.get("maskingInfo", {})
    parties = ", ".join(spelled(party) for party in masking.get("whoMasked", ()))
    pairs = (
        ("Primary Purpose", spelled(info.get("primaryPurpose", ""))),
        ("Allocation", "N/A" if info.get("allocation") == "NA" else spelled(info.get("allocation", ""))),
        ("Interventional Model", spelled(info.get("interventionModel", ""))),
        ("Interventional Model Description", info.get("interventionModelDescription", "")),
        ("Observational Model", spelled(info.get("observationalModel", ""))),
        ("Time Perspective", spelled(info.get("timePerspective", ""))),
        ("Masking", spelled(masking.get("masking", "")) + (f" ({parties})" if parties else "")),
        ("Masking Description", masking.get("maskingDescription", "")),
    )
    return ((label, value) for label, value in pairs if value)


def _arms(study: Json) -> Iterator[Sequence[Cell]]:
    arms = module(study, "armsInterventions")
    described = {f"{each['type']}: {each.get('name')}".casefold(): each for each in arms.get("interventions", ())}
    for arm in arms.get("armGroups", ()):
        label = _one(arm["label"])
        left = [f"{spelled(arm['type'])}: {label}" if "type" in arm else label, *_paragraphs(arm.get("description"))]
        right: Rows = []
        for listed in arm.get("interventionNames", ()):
            kind, _, name = listed.partition(": ")
            if each := described.get(f"{kind.upper().replace(' ', '_')}: {name}".casefold()):
                right += [_head(each), *_bulleted(_paragraphs(each.get("description")))]
                names = [_one(name) for name in each.get("otherNames", ())]
                right += ["• Other Names:", *(f"  • {name}" for name in names)] if names else []
        yield left, right


def _bulleted(content: Rows) -> Rows:
    """The paragraphs of one member of a list."""
    return [f"• {content[0]}", *content[1:]] if content else []


def _outcome(each: Json) -> Sequence[Cell]:
    frame = each.get("timeFrame")
    return [_one(each["measure"])], _paragraphs(each.get("description")), [_one(frame)] if frame else []


def people(study: Json) -> Section:
    sponsors = module(study, "sponsorCollaborators")
    section = Section(
        [
            (
                "Collaborators and Investigators",
                ["This is where you will find people and organizations involved with this study."],
            )
        ]
    )
    section.add("Sponsor", [_one(sponsors["leadSponsor"]["name"])])
    section.add("Collaborators", [_one(each["name"]) for each in sponsors.get("collaborators", ())])
    section.add("Investigators", _officials(study))
    return section


def _officials(study: Json) -> Iterator[str]:
    for each in module(study, "contactsLocations").get("overallOfficials", ()):
        parts = [each["name"], each.get("affiliation", "")]
        yield f"{spelled(each.get('role', ''))}: {', '.join(_one(part) for part in parts if part)}"


def publications(study: Json) -> Section:
    section = Section(
        [
            (
                "Publications",
                [
                    "The person responsible for entering information about the study voluntarily provides these "
                    "publications. These may be about anything related to the study.",
                ],
            )
        ]
    )
    cited = [each for each in module(study, "references").get("references", ()) if "citation" in each]
    section.add("General Publications", [f"• {_one(e['citation'])}" for e in cited if e.get("type") != "DERIVED"])
    section.add("From PubMed", [f"• {_one(e['citation'])}" for e in cited if e.get("type") == "DERIVED"])
    return section


def dates(study: Json) -> Section:
    status = module(study, "status")
    section = Section(
        [
            (
                "Study Record Dates",
                [
                    "These dates track the progress of study record and summary results submissions to "
                    "ClinicalTrials.gov. Study records and reported results are reviewed by the National Library of "
                    "Medicine (NLM) to make sure they meet specific quality control standards before being posted on "
                    "the public website.",
                ],
            )
        ]
    )
    section.append(("Study Major Dates", []))
    _dates(section, study)
    section.append(("Study Registration Dates", []))
    section.add("First Submitted", [status["studyFirstSubmitDate"]])
    section.add("First Submitted that Met QC Criteria", [status["studyFirstSubmitQcDate"]])
    _posted(section, "First Posted", status["studyFirstPostDateStruct"])
    if "resultsFirstPostDateStruct" in status:
        section.append(("Results Reporting Dates", []))
        section.add("Results First Submitted", [status["resultsFirstSubmitDate"]])
        section.add("Results First Submitted that Met QC Criteria", [status["resultsFirstSubmitQcDate"]])
        _posted(section, "Results First Posted", status["resultsFirstPostDateStruct"])
    section.append(("Study Record Updates", []))
    _posted(section, "Last Update Posted", status["lastUpdatePostDateStruct"])
    section.add("Last Update Submitted that met QC Criteria", [status["lastUpdateSubmitDate"]])
    section.add("Last Verified", [status["statusVerifiedDate"]])
    return section


def _posted(section: Section, label: str, struct: Json) -> None:
    section.add(f"{label}{_TYPES.get(struct.get('type', ''), '')}", [struct["date"]])


def information(study: Json) -> Section:
    sponsor = _one(module(study, "sponsorCollaborators")["leadSponsor"]["name"])
    section = Section([("More Information", [])])
    section.append(("Terms related to this study", []))
    keywords = module(study, "conditions").get("keywords", ())
    section.add(f"Keywords Provided by {sponsor}", map(_one, keywords))
    browse = study.get("derivedSection", {})
    terms = [
        mesh["term"]
        for name in ("condition", "intervention")
        for mesh in browse.get(f"{name}BrowseModule", {}).get("meshes", ())
    ]
    section.add("Additional Relevant MeSH Terms", terms)
    sharing = module(study, "ipdSharingStatement")
    if "ipdSharing" in sharing:
        section.append(("Plan for Individual participant data (IPD)", []))
        section.add("Plan to Share Individual Participant Data (IPD)?", [sharing["ipdSharing"]])
        section.add("IPD Plan Description", lines(sharing.get("description")))
        section.add("IPD Sharing Time Frame", lines(sharing.get("timeFrame")))
        section.add("IPD Sharing Access Criteria", lines(sharing.get("accessCriteria")))
        section.add("IPD Sharing Supporting Information Type", sharing.get("infoTypes", ()))
    oversight = module(study, "oversight")
    section.append(("Drug and device information, study documents, and helpful links", []))
    for key, kind in (("isFdaRegulatedDrug", "Drug"), ("isFdaRegulatedDevice", "Device")):
        if key in oversight:
            section.add(f"Studies a U.S. FDA-regulated {kind} Product", [flagged(oversight[key])])
    if "isUsExport" in oversight:
        section.add("product manufactured in and exported from the U.S.", [flagged(oversight["isUsExport"])])
    return section


def sections(study: Json, write: Write) -> list[Section]:
    """All of the page below its head."""
    return [
        overview(study),
        contacts(study),
        participation(study),
        plan(study, write),
        people(study),
        publications(study),
        dates(study),
        information(study),
    ]
