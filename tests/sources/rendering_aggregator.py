"""Pages of the aggregator from studies of the registry's JSON: with labels and blank lines, without, and of results."""

from html import escape

from tests.sources.rendering import Json, Rows, dated, design, lines, module, outcome, spelled

SENTENCES = {
    "Basic Information": "Get a concise snapshot of the trial, including recruitment status, study phase, enrollment "
    "targets, and key timeline milestones.",
    "Brief Summary": "Review the sponsor-provided synopsis that highlights what the study is about and why it is being "
    "conducted.",
    "Detailed Description": "Dive into the extended narrative that explains the scientific background, objectives, and "
    "procedures in greater depth.",
    "Conditions": "See the medical conditions and disease areas that this research is targeting or investigating.",
    "Keywords": "Explore important study keywords that can help with search, categorization, and topic discovery.",
    "Study Design": "Understand how the trial is structured, including allocation methods, masking strategies, primary "
    "purpose, and other design elements.",
    "Study Groups": "Review each arm or cohort in the study, along with the interventions and objectives associated "
    "with them.",
    "Interventions": "Learn about the drugs, procedures, or behavioral strategies being tested and how they are "
    "applied within this trial.",
    "Eligibility Criteria": "Check the participation requirements, including inclusion and exclusion rules, age "
    "limits, and whether healthy volunteers are accepted.",
    "Sponsors": "Meet the organizations funding or collaborating on the study and learn about their roles.",
    "Principal Investigators": "Learn about the lead researchers overseeing the trial and their institutional "
    "affiliations.",
    "Locations": "Explore where the study is taking place and check the recruitment status at each participating site.",
    "Countries": "Review the countries where the study has at least one active or historical site.",
    "References": "Explore related publications, articles, or registry entries linked to this study.",
    "Other Identifiers": "Review additional registry numbers or institutional identifiers associated with this trial.",
    "More Related Trials": "Additional clinical trials that may be relevant based on similarity analysis.",
}
ARCHIVE = "ClinicalTrials.gov Archive Site"
PENDING = (
    "The study team has not published outcome measurements, participant flow, or safety data for this trial yet. Check "
    "back later for updates."
)


def _labelled(label: str, value: str | None, *, labels: bool) -> Rows:
    return ([label, value] if labels else [value]) if value else []


def _basic(study: Json, *, labels: bool) -> Rows:
    status, plan = module(study, "status"), module(study, "design")
    count = plan.get("enrollmentInfo", {}).get("count")
    pairs = (
        ("Recruitment Status", status["overallStatus"]),
        ("Clinical Phase", "/".join(plan.get("phases", ()))),
        ("Total Enrollment", None if count is None else f"{count} participants"),
        ("Study Classification", plan["studyType"]),
        ("Study Start Date", status.get("startDateStruct", {}).get("date")),
        ("Study Completion Date", status.get("completionDateStruct", {}).get("date")),
    )
    return [row for label, value in pairs for row in _labelled(label, value, labels=labels)]


def _design(study: Json, *, labels: bool) -> Rows:
    info = module(study, "design").get("designInfo", {})
    rows = [
        *_labelled("Allocation Method", info.get("allocation"), labels=labels),
        *_labelled("Intervention Model", info.get("interventionModel"), labels=labels),
        *(lines(info.get("interventionModelDescription")) if labels else ()),
        *_labelled("Primary Study Purpose", info.get("primaryPurpose"), labels=labels),
        *_labelled("Blinding Strategy", info.get("maskingInfo", {}).get("masking"), labels=labels),
    ]
    names = {"CARE_PROVIDER": "Caregivers", "OUTCOMES_ASSESSOR": "Outcome Assessors"}
    parties = info.get("maskingInfo", {}).get("whoMasked", ())
    return [*rows, " ".join(names.get(party, f"{party.title()}s") for party in parties)]


def _groups(study: Json) -> Rows:
    """The groups with what they use; one without a type or with a description of several lines is not told apart."""
    known = module(study, "armsInterventions")
    interventions = {each["name"]: each for each in known.get("interventions", ())}
    rows = []
    for arm in known.get("armGroups", ()):
        rows += [arm["label"], *_flat(arm.get("description")), f"Group Type {arm.get('type', 'OTHER')}"]
        for listed in arm.get("interventionNames", ()):
            each = interventions.get(listed.partition(": ")[2])
            if each:
                rows += [each["name"], f"Intervention Type {each['type']}", *_flat(each.get("description"))]
    return rows


def _flat(text: str | None) -> Rows:
    joined = " ".join(" ".join(lines(text)).split())
    return [joined if joined.endswith(".") else f"{joined}."] if joined else []


def _eligibility(study: Json, *, labels: bool) -> Rows:
    eligibility = module(study, "eligibility")
    flag = {True: "Yes", False: "No", None: None}[eligibility.get("healthyVolunteers")]
    return [
        *lines(eligibility.get("eligibilityCriteria")),
        *_labelled("Minimum Eligible Age", eligibility.get("minimumAge"), labels=labels),
        *_labelled("Maximum Eligible Age", eligibility.get("maximumAge"), labels=labels),
        *_labelled("Eligible Sex", eligibility.get("sex"), labels=labels),
        *_labelled("Accepts Healthy Volunteers", flag, labels=labels),
    ]


def _sponsors(study: Json) -> Rows:
    known = module(study, "sponsorCollaborators")
    parties = [known["leadSponsor"], *known.get("collaborators", ())]
    return [text for party in parties for text in (party["name"], party.get("class", "")) if text]


def _officials(study: Json) -> Rows:
    people = module(study, "contactsLocations").get("overallOfficials", ())
    return [
        text
        for person in people
        for text in (person["name"], f"Role: {person.get('role', '')}", person.get("affiliation", ""))
        if text
    ]


def _sites(study: Json) -> Rows:
    rows = []
    for site in module(study, "contactsLocations").get("locations", ()):
        place = ", ".join(part for part in (site.get("city"), site.get("state"), site.get("country")) if part)
        rows += [site.get("facility", "Not named"), place]
    return rows


def sections(study: Json, *, labels: bool) -> dict[str, Rows]:
    """Heading -> content, in the order of the page."""
    described, conditions = module(study, "description"), module(study, "conditions")
    references = module(study, "references").get("references", ())
    sites = module(study, "contactsLocations").get("locations", ())
    identification = module(study, "identification")
    return {
        "Basic Information": _basic(study, labels=labels),
        "Brief Summary": lines(described.get("briefSummary")),
        "Detailed Description": lines(described.get("detailedDescription")),
        "Conditions": list(conditions.get("conditions", ())),
        "Keywords": list(conditions.get("keywords", ())),
        "Study Design": _design(study, labels=labels),
        "Study Groups": _groups(study) if labels else [],
        "Eligibility Criteria": _eligibility(study, labels=labels),
        "Sponsors": _sponsors(study),
        "Principal Investigators": _officials(study),
        "Locations": _sites(study),
        "Countries": list(dict.fromkeys(site["country"] for site in sites if "country" in site)),
        "References": [each["citation"] for each in references if "citation" in each],
        "Other Identifiers": [
            identification["orgStudyIdInfo"].get("id", ""),
            "Identifier Type: -",
            "Identifier Source: org_study_id",
        ],
        "More Related Trials": ["Another Study", "NCT99999999"],
    }


def _rows(study: Json, *, labels: bool) -> Rows:
    identification, status = module(study, "identification"), module(study, "status")
    rows = [
        identification["briefTitle"],
        f"NCT ID: {identification['nctId']}",
        f"Last Updated: {status['lastUpdatePostDateStruct']['date']}",
        "Study Results",
        *(["Results pending"] if labels else []),
        PENDING,
    ]
    for heading, content in sections(study, labels=labels).items():
        if any(content):
            rows += [heading, SENTENCES[heading], *content]
    return rows


def labelled_page(study: Json) -> bytes:
    """With labels, and a blank line between all lines."""
    return "\n\n".join(row for row in _rows(study, labels=True) if row.strip()).encode()


def unlabelled_page(study: Json) -> bytes:
    """Without labels and blank lines, glued to the link before the first heading."""
    text = "\n".join(row for row in _rows(study, labels=False) if row.strip())
    return text.replace(f"{PENDING}\nBasic Information", "View full resultsBasic Information").encode()


def html_page(study: Json) -> bytes:
    body = "".join(f"<p>{escape(row)}</p>" for row in _rows(study, labels=True))
    return f"<!doctype html><html><head><title></title></head><body><main>{body}</main></body></html>".encode()


def results_page(study: Json) -> bytes:
    """The page of results, with the labels of the overview."""
    identification, status = module(study, "identification"), module(study, "status")
    count = module(study, "design").get("enrollmentInfo", {}).get("count")
    phase = "/".join(module(study, "design").get("phases", ()))
    rows = [
        f"Trial Outcomes & Findings for {identification['briefTitle']} (NCT {identification['nctId']})",
        f"NCT ID: {identification['nctId']}",
        f"Last Updated: {status['lastUpdatePostDateStruct']['date']}",
        "Results Overview",
        "What was measured.",
        "Recruitment status",
        status["overallStatus"],
        *(["Study phase", phase] if phase else []),
        *(["Target enrollment", f"{count} participants"] if count is not None else []),
        "Primary outcome timeframe",
        "One year",
        "Participant Flow",
        "Participant milestones",
    ]
    return "\n\n".join(rows).encode()


def results_2013(study: Json) -> bytes:
    """The results view of the classic site about 2013."""
    identification, status = module(study, "identification"), module(study, "status")
    conditions = module(study, "conditions").get("conditions", ())
    interventions = module(study, "armsInterventions").get("interventions", ())
    rows = [
        identification["briefTitle"],
        "",
        "Sponsor:",
        module(study, "sponsorCollaborators")["leadSponsor"]["name"],
        "ClinicalTrials.gov Identifier:",
        identification["nctId"],
        f"First received: {dated(status['studyFirstSubmitDate'])}",
        f"Last updated: {dated(status['lastUpdatePostDateStruct']['date'])}",
        f"Last verified: {dated(status['statusVerifiedDate'])}",
        f"Study Type: {spelled(module(study, 'design')['studyType'])}",
        f"Study Design: {';   '.join(f'{label}: {value}' for label, value in design(study) if 'Desc' not in label)}",
        f"Condition: {conditions[0]}",
        *conditions[1:],
    ]
    names = [f"{spelled(each['type'])}: {each['name']}" for each in interventions]
    rows += [f"Interventions: {names[0]}", *names[1:]] if names else []
    return "\n".join([*rows, "", "  Participant Flow", "  Hide Participant Flow", "", "Recruitment Details"]).encode()


def unlabelled_2011(study: Json) -> bytes:
    """The tabular view without its labels, about 2011."""
    identification, status = module(study, "identification"), module(study, "status")
    outcomes = module(study, "outcomes")
    mark = " [ Designated as safety issue: No ]"
    first, updated = dated(status["studyFirstSubmitDate"]), dated(status["lastUpdatePostDateStruct"]["date"])
    primary, secondary = outcomes.get("primaryOutcomes", ()), outcomes.get("secondaryOutcomes", ())
    start = status.get("startDateStruct", {}).get("date")
    final = status.get("primaryCompletionDateStruct", {}).get("date")
    return "\n".join(
        [
            identification["briefTitle"],
            "",
            "Sponsor:",
            module(study, "sponsorCollaborators")["leadSponsor"]["name"],
            "ClinicalTrials.gov Identifier:",
            identification["nctId"],
            f"First received: {first}",
            f"Last updated: {updated}",
            f"Last verified: {dated(status['statusVerifiedDate'])}",
            "",
            first,
            updated,
            *([dated(start)] if start else []),
            *([f"{dated(final)}   (final data collection date for primary outcome measure)"] if final else []),
            *(f"{'  • ' * (len(primary) > 1)}{outcome(each)}{mark}" for each in primary),
            f"Complete list of historical versions of study {identification['nctId']} on {ARCHIVE}",
            *(f"{'  • ' * (len(secondary) > 1)}{outcome(each)}{mark}" for each in secondary),
            identification["briefTitle"],
            identification.get("officialTitle", "Not Provided"),
            "A summary that nothing parts from the description.",
            spelled(module(study, "design")["studyType"]),
            spelled(status["overallStatus"]),
        ]
    ).encode()
