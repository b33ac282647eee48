"""Studies of the registry's JSON -> pages, as the two sites lay them out; written without the readers' tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

Json = Mapping[str, Any]
Rows = list[str]

SPELLINGS = {
    "NA": "Not Applicable",
    "EARLY_PHASE1": "Early Phase 1",
    "PHASE1": "Phase 1",
    "PHASE2": "Phase 2",
    "PHASE3": "Phase 3",
    "PHASE4": "Phase 4",
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "NOT_YET_RECRUITING": "Not yet recruiting",
    "ENROLLING_BY_INVITATION": "Enrolling by invitation",
    "UNKNOWN": "Unknown status",
    "APPROVED_FOR_MARKETING": "Approved for marketing",
    "NO_LONGER_AVAILABLE": "No longer available",
    "NON_RANDOMIZED": "Non-Randomized",
    "SINGLE_GROUP": "Single Group Assignment",
    "PARALLEL": "Parallel Assignment",
    "CROSSOVER": "Crossover Assignment",
    "FACTORIAL": "Factorial Assignment",
    "SEQUENTIAL": "Sequential Assignment",
    "NONE": "None (Open Label)",
    "ECT": "Educational/Counseling/Training",
    "CASE_CONTROL": "Case-Control",
    "CASE_ONLY": "Case-Only",
    "CASE_CROSSOVER": "Case-Crossover",
    "CROSS_SECTIONAL": "Cross-Sectional",
    "FAMILY_BASED": "Family-Based",
    "ECOLOGIC_OR_COMMUNITY": "Ecologic or Community",
    "DEVICE_FEASIBILITY": "Device Feasibility",
    "OUTCOMES_ASSESSOR": "Outcomes Assessor",
}
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def spelled(code: str) -> str:
    """A code as the classic site writes it."""
    return SPELLINGS.get(code) or code.replace("_", " ").title()


def dated(date: str) -> str:
    """A date as the classic site writes it: `August 20, 2009`."""
    year, month, *day = date.split("-")
    return f"{MONTHS[int(month) - 1]} {f'{int(day[0])}, ' if day else ''}{year}"


def module(study: Json, name: str) -> Json:
    found: Json = study["protocolSection"].get(f"{name}Module", {})
    return found


def lines(text: str | None) -> Rows:
    """The lines of a text without the registry's escapes."""
    return (text or "").replace("\\", "").split("\n") if text else []


def flagged(value: bool | None) -> str:
    return {True: "Yes", False: "No", None: "Not Provided"}[value]


def design(study: Json) -> Iterator[tuple[str, str]]:
    """The label and value of each item of the design."""
    info = module(study, "design").get("designInfo", {})
    masking = info.get("maskingInfo", {})
    parties = ", ".join(spelled(party) for party in masking.get("whoMasked", ()))
    pairs = (
        (
            "Allocation",
            info.get("allocation") and ("N/A" if info["allocation"] == "NA" else spelled(info["allocation"])),
        ),
        ("Intervention Model", spelled(info.get("interventionModel", ""))),
        ("Intervention Model Description", info.get("interventionModelDescription")),
        ("Observational Model", spelled(info.get("observationalModel", ""))),
        ("Time Perspective", spelled(info.get("timePerspective", ""))),
        ("Masking", spelled(masking.get("masking", "")) + (f" ({parties})" if parties else "")),
        ("Masking Description", masking.get("maskingDescription")),
        ("Primary Purpose", spelled(info.get("primaryPurpose", ""))),
    )
    return ((label, value) for label, value in pairs if value)


def ages(study: Json) -> str:
    eligibility = module(study, "eligibility")
    low, high = eligibility.get("minimumAge"), eligibility.get("maximumAge")
    groups = ", ".join(spelled(group) for group in eligibility.get("stdAges", ()))
    limits = f"{low} to {high}" if low and high else f"{low} and older" if low else f"up to {high}" if high else ""
    return f"{limits} ({groups})" if limits else groups


def outcome(each: Json) -> str:
    frame = each.get("timeFrame")
    return f"{' '.join(lines(each['measure']))} [ Time Frame: {frame} ]" if frame else " ".join(lines(each["measure"]))


def stem(kind: str, status: Json, key: str) -> str:
    """The label of a date with its type: `Actual Study Start Date`."""
    word = {"ACTUAL": "Actual ", "ESTIMATED": "Estimated "}.get(status.get(f"{key}DateStruct", {}).get("type", ""), "")
    return f"{word}{kind}"


class Table:
    """Rows of label and value, written in one of the forms in which pages come."""

    def __init__(self, write: Callable[[str, Rows], Rows]) -> None:
        self._write = write
        self.rows: Rows = []

    def add(self, label: str, *values: str) -> None:
        """Add a row, if it has a value."""
        known = [value for value in values if value]
        if known:
            self.rows += self._write(label, known)

    def heading(self, text: str) -> None:
        self.rows.append(text)


MARKED = [
    "First Submitted Date",
    "First Posted Date",
    "Study Start Date",
    "Outcome Measures",
    "Title",
    "Study Type",
    "Study Phase",
    "Study Design",
    "Condition",
    "Intervention",
    "Study Arms",
    "Recruitment Status",
    "Enrollment",
    "Study Completion Date",
    "Eligibility Criteria",
    "Sex/Gender",
    "Ages",
    "Accepts Healthy Volunteers",
    "Listed Location Countries",
    "NCT Number",
    "Other Study ID Numbers",
    "IPD Sharing Statement",
    "Study Sponsor",
    "Collaborators",
    "Investigators",
]
UNMARKED = ("Pre-specified", "Last Update")


def as_text(label: str, values: Rows) -> Rows:
    """A row as the tabular view has it in plain text."""
    mark = "  ICMJE" if label.endswith(tuple(MARKED)) and not any(word in label for word in UNMARKED) else ""
    if len(values) == 1:
        return [f"{label}{mark} {values[0]}"]
    return [f"{label}{mark}", *values]


def as_markdown(label: str, values: Rows) -> Rows:
    """A row as an extraction to Markdown has it."""
    cells = [value.replace("|", "\\|") for value in values]
    return [f"{label} | {cells[0]} | ||||"] if len(cells) == 1 else [f"{label} |", *cells, "|"]


def as_html(label: str, values: Rows) -> Rows:
    """A row of a table as the site has it."""
    cells: Rows = []
    depth = 0
    for value in values:
        deep = max(1, (len(value) - len(value.lstrip())) // 2) if value.lstrip().startswith("• ") else 0
        cells += ["<ul>"] * (deep - depth) + ["</ul>"] * (depth - deep)
        depth = deep
        text = escape(value.lstrip().removeprefix("• "))
        cells.append(f"<li>{text}</li>" if deep else f"<div>{text}</div>" if text else "<p></p>")
    cells += ["</ul>"] * depth
    term = f'<span>{escape(label)} <a href="#"><sup>ICMJE</sup></a></span>' if label.endswith(tuple(MARKED)) else label
    return [f'<tr><th scope="row">{term}</th><td>{"".join(cells)}</td></tr>']


def tabular(study: Json, write: Callable[[str, Rows], Rows]) -> Rows:
    """The four tables of the tabular view."""
    table = Table(write)
    identification, status = module(study, "identification"), module(study, "status")
    sponsors, eligibility = module(study, "sponsorCollaborators"), module(study, "eligibility")
    table.heading("Tracking Information")
    table.add("First Submitted Date", dated(status["studyFirstSubmitDate"]))
    table.add("First Posted Date", dated(status["studyFirstPostDateStruct"]["date"]))
    table.add("Last Update Posted Date", dated(status["lastUpdatePostDateStruct"]["date"]))
    _add_date(table, "Study Start Date", status, "start")
    _add_date(table, "Primary Completion Date", status, "primaryCompletion")
    for kind, label in (("primary", "Primary"), ("secondary", "Secondary"), ("other", "Other Pre-specified")):
        table.add(f"Current {label} Outcome Measures", *_outcomes(study, kind))
    table.heading("Descriptive Information")
    table.add("Brief Title", identification["briefTitle"])
    table.add("Official Title", identification.get("officialTitle", "Not Provided"))
    table.add("Brief Summary", *lines(module(study, "description").get("briefSummary")))
    table.add("Detailed Description", *lines(module(study, "description").get("detailedDescription")))
    table.add("Study Type", spelled(module(study, "design")["studyType"]))
    table.add("Study Phase", *(spelled(phase) for phase in module(study, "design").get("phases", ())))
    table.add("Study Design", *(f"{label}: {' '.join(lines(value))}" for label, value in design(study)))
    table.add("Condition", *bulleted(module(study, "conditions").get("conditions", ())))
    table.add("Intervention", *_interventions(study))
    table.add("Study Arms", *_arms(study))
    citations = [each.get("citation", "") for each in module(study, "references").get("references", ())]
    table.add("Publications *", *bulleted([citation for citation in citations if citation], always=True))
    table.heading("Recruitment Information")
    table.add("Recruitment Status", spelled(status["overallStatus"]))
    enrollment = module(study, "design").get("enrollmentInfo", {})
    if "count" in enrollment:
        table.add(f"{enrollment.get('type', '').title()} Enrollment".strip(), str(enrollment["count"]))
    _add_date(table, "Study Completion Date", status, "completion")
    table.add("Eligibility Criteria", "", *lines(eligibility.get("eligibilityCriteria")), "")
    table.add("Sex/Gender", f"Sexes Eligible for Study: {spelled(eligibility.get('sex', 'ALL'))}")
    table.add("Ages", ages(study))
    if "healthyVolunteers" in eligibility:
        table.add("Accepts Healthy Volunteers", flagged(eligibility["healthyVolunteers"]))
    sites = module(study, "contactsLocations").get("locations", ())
    table.add(
        "Listed Location Countries", ", ".join(dict.fromkeys(site["country"] for site in sites if "country" in site))
    )
    _administrative(table, study, sponsors)
    return table.rows


def _administrative(table: Table, study: Json, sponsors: Json) -> None:
    identification, oversight = module(study, "identification"), module(study, "oversight")
    table.heading("Administrative Information")
    table.add("NCT Number", identification["nctId"])
    table.add("Other Study ID Numbers", *identifiers(study))
    table.add("Has Data Monitoring Committee", flagged(oversight.get("oversightHasDmc")))
    if "isFdaRegulatedDrug" in oversight:
        table.add(
            "U.S. FDA-regulated Product",
            f"Studies a U.S. FDA-regulated Drug Product: {flagged(oversight['isFdaRegulatedDrug'])}",
            f"Studies a U.S. FDA-regulated Device Product: {flagged(oversight.get('isFdaRegulatedDevice'))}",
        )
    sharing = module(study, "ipdSharingStatement")
    if "ipdSharing" in sharing:
        text = " ".join(lines(sharing.get("description")))
        table.add(
            "IPD Sharing Statement",
            f"Plan to Share IPD: {spelled(sharing['ipdSharing'])}",
            f"Plan Description: {text}" if text else "",
        )
    table.add("Study Sponsor", sponsors["leadSponsor"]["name"])
    table.add("Collaborators", *bulleted([each["name"] for each in sponsors.get("collaborators", ())]))
    table.add("Investigators", *officials(study))
    table.add("Verification Date", dated(module(study, "status")["statusVerifiedDate"]))


def identifiers(study: Json) -> Rows:
    identification = module(study, "identification")
    others = identification.get("secondaryIdInfos", ())
    return [identification["orgStudyIdInfo"].get("id", ""), *(other.get("id", "") for other in others)]


def officials(study: Json) -> Rows:
    """Role, name and affiliation on three lines, as cells of a table come."""
    rows = []
    for person in module(study, "contactsLocations").get("overallOfficials", ()):
        rows += [f"{spelled(person.get('role', ''))}:", person["name"], person.get("affiliation", "")]
    return rows


def _add_date(table: Table, label: str, status: Json, key: str) -> None:
    if date := status.get(f"{key}DateStruct", {}).get("date"):
        table.add(stem(label, status, key), dated(date))


def bulleted(values: Sequence[str], *, always: bool = False) -> Rows:
    """A list, with bullets if it has more than one member."""
    return [f"  • {value}" for value in values] if always or len(values) > 1 else list(values)


def _outcomes(study: Json, kind: str) -> Rows:
    found = module(study, "outcomes").get(f"{kind}Outcomes", ())
    rows = []
    for each in found:
        rows += bulleted([outcome(each)], always=len(found) > 1)
        rows += [line for line in lines(each.get("description")) if line.strip()]
    return rows


def _interventions(study: Json) -> Rows:
    found = module(study, "armsInterventions").get("interventions", ())
    rows = []
    for each in found:
        rows += bulleted([f"{spelled(each['type'])}: {each['name']}"], always=len(found) > 1)
        rows += [line for line in lines(each.get("description")) if line.strip()]
        names = each.get("otherNames", ())
        rows += [f"Other Name: {names[0]}"] if len(names) == 1 else []
        rows += ["Other Names:", *(f"    • {name}" for name in names)] if len(names) > 1 else []
    return rows


def _arms(study: Json) -> Rows:
    found = module(study, "armsInterventions").get("armGroups", ())
    rows = []
    for arm in found:
        head = f"{spelled(arm['type'])}: {arm['label']}" if "type" in arm else arm["label"]
        rows += bulleted([head], always=len(found) > 1)
        rows += [line for line in lines(arm.get("description")) if line.strip()]
        names = arm.get("interventionNames", ())
        rows += [f"Intervention: {names[0]}"] if len(names) == 1 else []
        rows += ["Interventions:", *(f"    • {name}" for name in names)] if len(names) > 1 else []
    return rows
