"""Whole pages of the two sites from studies of the registry's JSON: the tabular view, the full text, the aggregator."""

from html import escape

from tests.sources.rendering import (
    Json,
    Rows,
    ages,
    as_html,
    as_markdown,
    as_text,
    bulleted,
    dated,
    design,
    flagged,
    identifiers,
    lines,
    module,
    officials,
    outcome,
    spelled,
    stem,
    tabular,
)

DISCLAIMER = (
    "The safety and scientific validity of this study is the responsibility of the study sponsor and investigators. "
    "Listing a study does not mean it has been evaluated by the U.S. Federal Government. Read our disclaimer for "
    "details."
)


STATEMENTS = {
    "COMPLETED": "This study has been completed.",
    "RECRUITING": "This study is currently recruiting participants.",
    "NOT_YET_RECRUITING": "This study is not yet open for participant recruitment.",
    "ACTIVE_NOT_RECRUITING": "This study is ongoing, but not recruiting participants.",
    "ENROLLING_BY_INVITATION": "This study is enrolling participants by invitation only.",
    "SUSPENDED": "This study has been suspended.",
    "TERMINATED": "This study has been terminated.",
    "WITHDRAWN": "This study has been withdrawn prior to enrollment.",
    "UNKNOWN": "The recruitment status of this study is unknown because the information has not been verified "
    "recently.",
}


def header(study: Json) -> Rows:
    """What stands above the tables of either view."""
    status = module(study, "status")
    stopped = f" ({' '.join(lines(status['whyStopped']))})" if "whyStopped" in status else ""
    rows = [
        "ClinicalTrials.gov",
        "",
        module(study, "identification")["briefTitle"],
        "",
        DISCLAIMER,
        f"ClinicalTrials.gov Identifier: {module(study, 'identification')['nctId']}",
        f"Recruitment Status : {spelled(status['overallStatus'])}{stopped}",
        f"First Posted : {dated(status['studyFirstPostDateStruct']['date'])}",
    ]
    if "resultsFirstPostDateStruct" in status:
        rows.append(f"Results First Posted : {dated(status['resultsFirstPostDateStruct']['date'])}")
    return [
        *rows,
        f"Last Update Posted : {dated(status['lastUpdatePostDateStruct']['date'])}",
        "Sponsor:",
        module(study, "sponsorCollaborators")["leadSponsor"]["name"],
        "Information provided by (Responsible Party):",
        module(study, "sponsorCollaborators")["leadSponsor"]["name"],
        "",
    ]


def tabular_text(study: Json) -> bytes:
    return "\n".join([*header(study), *tabular(study, as_text)]).encode()


def tabular_markdown(study: Json) -> bytes:
    rows = [f"{row} |" if row.startswith("ClinicalTrials.gov Id") else row for row in header(study)]
    return "\n".join([*rows, "|", "---|---|---|", *tabular(study, as_markdown)]).encode()


def tabular_html(study: Json) -> bytes:
    rows = tabular(study, as_html)
    body = "".join(row if row.startswith("<tr>") else f'<tr><th colspan="2">{row}</th></tr>' for row in rows)
    return page_html(study, f"<table><tbody>{body}</tbody></table>", "Tabular View")


def page_html(study: Json, body: str, view: str) -> bytes:
    """The page around the tables, with what a browser does not show."""
    title = escape(module(study, "identification")["briefTitle"])
    top = "".join(
        f"<div>{escape(row)}</div>" for row in header(study) if row != module(study, "identification")["briefTitle"]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} - {view} - ClinicalTrials.gov'
        f'</title><script>var id = "NCT99999999";</script><style>td {{ color: red }}</style></head><body>'
        f'<h1>{title}</h1>{top}<div style="display:none">hidden NCT99999998</div>{body}'
        f"<!-- comment --><noscript>off</noscript></body></html>"
    ).encode()


def _titled(rows: Rows, title: str, content: Rows) -> None:
    if any(content):
        rows += [title, *content]


def fulltext(study: Json) -> Rows:
    """The sections of the full text as plain lines, from 2017 on."""
    description, status = module(study, "description"), module(study, "status")
    conditions = module(study, "conditions").get("conditions", ())
    phases = module(study, "design").get("phases", ())
    rows = ["Study Description", "Go to", "Brief Summary:", "", *lines(description.get("briefSummary")), ""]
    rows += ["Condition or disease", "Intervention/treatment", *(["Phase"] if phases else [])]
    interventions = module(study, "armsInterventions").get("interventions", ())
    rows += [*conditions, *(f"{spelled(each['type'])}: {each['name']}" for each in interventions)]
    rows += [" ".join(spelled(phase) for phase in phases)] if phases else []
    _titled(rows, "Detailed Description:", lines(description.get("detailedDescription")))
    rows += ["Study Design", "Go to", f"Study Type : {_study_type(study)}"]
    rows += _counts(study)
    rows += [f"{label}: {' '.join(lines(value))}" for label, value in design(study)]
    official = module(study, "identification").get("officialTitle")
    rows += [f"Official Title: {official}"] if official else []
    for label, key in (
        ("Study Start Date", "start"),
        ("Primary Completion Date", "primaryCompletion"),
        ("Study Completion Date", "completion"),
    ):
        if date := status.get(f"{key}DateStruct", {}).get("date"):
            rows.append(f"{stem(label, status, key)} : {dated(date)}")
    rows += _arm_table(study)
    rows += ["Outcome Measures", "Go to"]
    for kind, label in (("primary", "Primary"), ("secondary", "Secondary"), ("other", "Other")):
        _titled(rows, f"{label} Outcome Measures :", _numbered(study, kind))
    return [*rows, *_who(study), *_places(study), *_information(study)]


def _study_type(study: Json) -> str:
    kind: str = module(study, "design")["studyType"]
    return f"{spelled(kind)} (Clinical Trial)" if kind == "INTERVENTIONAL" else spelled(kind)


def _counts(study: Json) -> Rows:
    enrollment = module(study, "design").get("enrollmentInfo", {})
    label = f"{enrollment.get('type', '').title()} Enrollment".strip()
    return [f"{label} : {enrollment['count']} participants"] if "count" in enrollment else []


def _arm_table(study: Json) -> Rows:
    """Arms with types, the interventions of each below it; those described once are described each time."""
    arms_module = module(study, "armsInterventions")
    interventions = {each["name"]: each for each in arms_module.get("interventions", ())}
    rows = []
    for arm in arms_module.get("armGroups", ()):
        if "type" not in arm:
            return []  # nothing on a page of text tells where such an arm begins
        rows += [f"{spelled(arm['type'])}: {arm['label']}", *_paragraphs(arm.get("description"))]
        for listed in arm.get("interventionNames", ()):
            each = interventions.get(listed.partition(": ")[2])
            if each:
                rows += [f"{spelled(each['type'])}: {each['name']}", *_paragraphs(each.get("description"))]
                names = each.get("otherNames", ())
                rows += [f"Other Name: {names[0]}"] if len(names) == 1 else []
                rows += ["Other Names:", *(f"  • {name}" for name in names)] if len(names) > 1 else []
    return ["Arms and Interventions", "Go to", "Arm", "Intervention/treatment", *rows] if rows else []


def _paragraphs(text: str | None) -> Rows:
    return [line for line in lines(text) if line.strip()]


def _numbered(study: Json, kind: str) -> Rows:
    rows = []
    for number, each in enumerate(module(study, "outcomes").get(f"{kind}Outcomes", ()), 1):
        rows += [f"  {number}. {outcome(each)}", *_paragraphs(each.get("description"))]
    return rows


def _who(study: Json) -> Rows:
    eligibility = module(study, "eligibility")
    rows = ["Eligibility Criteria", "Go to", "Information from the National Library of Medicine"]
    rows += [f"Ages Eligible for Study: {ages(study)}"]
    rows += [f"Sexes Eligible for Study: {spelled(eligibility['sex'])}"] if "sex" in eligibility else []
    if "healthyVolunteers" in eligibility:
        rows.append(f"Accepts Healthy Volunteers: {flagged(eligibility['healthyVolunteers'])}")
    _titled(rows, "Criteria", lines(eligibility.get("eligibilityCriteria")))
    return rows


def _places(study: Json) -> Rows:
    places, sponsors = module(study, "contactsLocations"), module(study, "sponsorCollaborators")
    rows = ["Contacts and Locations", "Go to", "Locations"]
    region = None
    for site in places.get("locations", ()):
        state, country = site.get("state"), site.get("country")
        heading = f"{country}, {state}" if state and country == "United States" else country
        if heading != region and heading:
            rows.append(heading)
            region = heading
        rows += [site["facility"]] if "facility" in site else []
        parts = (site.get("city"), state, country, site.get("zip"))
        rows.append(", ".join(part for part in parts if part))
    names = [sponsors["leadSponsor"]["name"], *(each["name"] for each in sponsors.get("collaborators", ()))]
    rows += ["Sponsors and Collaborators", *names]
    _titled(rows, "Investigators", officials(study))
    return rows


def _information(study: Json) -> Rows:
    status, oversight = module(study, "status"), module(study, "oversight")
    sponsor = module(study, "sponsorCollaborators")["leadSponsor"]["name"]
    references = module(study, "references").get("references", ())
    rows = ["More Information", "Go to"]
    for kind, label in (
        ("RESULT", "Publications of Results:"),
        ("BACKGROUND", "Other Publications:"),
        ("DERIVED", "Publications automatically indexed to this study by ClinicalTrials.gov Identifier (NCT Number):"),
    ):
        cited = [each["citation"] for each in references if each.get("type") == kind and "citation" in each]
        _titled(rows, label, bulleted(cited, always=True))
    rows += [f"Responsible Party: {sponsor}"]
    rows += [f"ClinicalTrials.gov Identifier: {module(study, 'identification')['nctId']} History of Changes"]
    first, *others = identifiers(study)
    rows += [f"Other Study ID Numbers: {first}", *others]
    rows += [
        f"First Posted: {dated(status['studyFirstPostDateStruct']['date'])} Key Record Dates".removesuffix(
            " Key Record Dates"
        )
    ]
    rows += [f"Last Update Posted: {dated(status['lastUpdatePostDateStruct']['date'])}"]
    rows += [f"Last Verified: {dated(status['statusVerifiedDate'])}"]
    rows += _sharing(study)
    for key, label in (("isFdaRegulatedDrug", "Drug"), ("isFdaRegulatedDevice", "Device")):
        if key in oversight:
            rows.append(f"Studies a U.S. FDA-regulated {label} Product: {flagged(oversight[key])}")
    keywords = module(study, "conditions").get("keywords", ())
    _titled(rows, f"Keywords provided by {sponsor}:", list(keywords))
    return rows


def _sharing(study: Json) -> Rows:
    sharing = module(study, "ipdSharingStatement")
    if "ipdSharing" not in sharing:
        return []
    rows = [
        "Individual Participant Data (IPD) Sharing Statement:",
        f"Plan to Share IPD: {spelled(sharing['ipdSharing'])}",
    ]
    text = " ".join(lines(sharing.get("description")))
    return [*rows, *([f"Plan Description: {text}"] if text else [])]


def fulltext_text(study: Json) -> bytes:
    return "\n".join([*header(study), *fulltext(study)]).encode()


def fulltext_markdown(study: Json) -> bytes:
    """The same where headings are lost: bars for tables, links as a list, summary and description without headings."""
    rows = fulltext(study)
    start = rows.index("Condition or disease")
    summary = [row for row in rows[:start] if row not in {"Study Description", "Go to", "Brief Summary:"}]
    end = rows.index("Study Design", start)
    below = [row for row in rows[start:end] if row != "Detailed Description:"]
    table = _condition_row(study)
    described = lines(module(study, "description").get("detailedDescription"))
    rest = [f"{row} |" if row.startswith(("Study Type", "Official")) else row for row in rows[end + 2 :]]
    tabs = ["- Study Details", "- Tabular View", "- No Results Posted", "- Disclaimer", "- How to Read a Study Record"]
    assert below
    return "\n".join([*header(study), "|", *tabs, *summary, *table, *described, *rest]).encode()


def _condition_row(study: Json) -> Rows:
    conditions = module(study, "conditions").get("conditions", ())
    phases = " ".join(spelled(phase) for phase in module(study, "design").get("phases", ()))
    interventions = module(study, "armsInterventions").get("interventions", ())
    names = " ".join(f"{spelled(each['type'])}: {each['name']}" for each in interventions)
    cells = [" ".join(conditions), names, *([phases] if phases else [])]
    heads = ["Condition or disease", "Intervention/treatment", *(["Phase"] if phases else [])]
    return [" | ".join(heads) + " |", "---|" * len(heads), " | ".join(cells) + " |"]


def fulltext_html(study: Json) -> bytes:
    body = "".join(f"<div>{escape(row)}</div>" if row.strip() else "<p></p>" for row in fulltext(study))
    return page_html(study, body, "Full Text View")


def fulltext_2013(study: Json) -> bytes:
    """The full text as it was about 2013."""
    identification, status = module(study, "identification"), module(study, "status")
    top = [
        identification["briefTitle"],
        "",
        STATEMENTS[status["overallStatus"]],
        "Sponsor:",
        module(study, "sponsorCollaborators")["leadSponsor"]["name"],
        "ClinicalTrials.gov Identifier:",
        identification["nctId"],
        f"First received: {dated(status['studyFirstSubmitDate'])}",
        f"Last updated: {dated(status['lastUpdatePostDateStruct']['date'])}",
        f"Last verified: {dated(status['statusVerifiedDate'])}",
        "Purpose",
    ]
    rows = fulltext(study)
    rows = rows[rows.index("Brief Summary:") + 1 :]
    renamed = {
        "Condition or disease": "Condition",
        "Intervention/treatment": "Intervention",
        "Eligibility Criteria": "Eligibility",
    }
    return "\n".join([*top, *(renamed.get(row, row) for row in rows if row != "Go to")]).encode()
