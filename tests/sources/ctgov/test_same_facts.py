"""One study in several exports says the same; where it does not, a table says why.

Real records of three studies stand in two exports. Besides, records of the API are written as the older formats would
have them, by a writer that knows only how those formats look, and read back.
"""

import calendar
import json
import re
import textwrap
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from kg.record import Study
from kg.sources.codes import CLASSIC
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.ctgov.fields_v1 import MOVES_V1
from kg.sources.ctgov.fields_v2 import FIELDS_V2
from kg.sources.ctgov.fields_xml import MOVES_XML
from kg.sources.reading import Reader

from .comparing import differences

IN_BOTH = ("NCT00000410", "NCT00001908", "NCT00001909")

NO_SUCH_FIELD = "the format has no such field"
NO_LISTS = "the legacy JSON has lost marks and indents of lists"
OTHER_DAY = "the two exports are of different days"

V2_XML = {
    "arms[].interventions": "the XML lists the arms with each intervention, not the interventions with each arm",
    "condition_indexing.ancestors[].id": NO_SUCH_FIELD,
    "condition_indexing.ancestors[].term": NO_SUCH_FIELD,
    "condition_indexing.branches[].id": NO_SUCH_FIELD,
    "condition_indexing.branches[].name": NO_SUCH_FIELD,
    "condition_indexing.concepts[].id": "the XML names MeSH terms without their ids",
    "condition_indexing.concepts[].term": OTHER_DAY,
    "condition_indexing.leaves[].id": NO_SUCH_FIELD,
    "condition_indexing.leaves[].name": NO_SUCH_FIELD,
    "condition_indexing.leaves[].found": NO_SUCH_FIELD,
    "condition_indexing.leaves[].relevance": NO_SUCH_FIELD,
    "eligibility.age_groups": NO_SUCH_FIELD,
    "identifiers[].type": "the XML has ids alone, without type, domain and link",
    "identifiers[].link": "the XML has ids alone, without type, domain and link",
    "references[].citation": "the XML has no references of type DERIVED, and citations are brought up to date",
    "references[].pmid": "the XML has no references of type DERIVED",
    "references[].type": "the XML has no references of type DERIVED",
    "registration.prs_account_type": NO_SUCH_FIELD,
    "registration.version": OTHER_DAY,
    "sites[].latitude": NO_SUCH_FIELD,
    "sites[].longitude": NO_SUCH_FIELD,
}
"""Path of the record -> why the real records of the three studies differ."""


def read(reader: Reader, content: bytes) -> Study:
    reading = reader.read(content, name="record")
    assert reading.problems == ()
    assert reading.study
    return reading.study


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_three_studies_say_the_same_in_both_exports(data: Path) -> None:
    seen: set[str] = set()
    for nct in IN_BOTH:
        api = read(CTGOV_V2, member(data / "ctgov-v2.zip", f"{nct}.json"))
        xml = read(CTGOV_XML, member(data / "ctgov-xml.zip", f"{nct}.xml"))
        found = differences(api, xml)
        assert found.keys() <= V2_XML.keys(), {path: found[path] for path in found.keys() - V2_XML.keys()}
        seen |= found.keys()
    assert seen == V2_XML.keys(), "each row of the table is needed"


# Records of the API, written in the older formats

Leaf = tuple[str, tuple[int, ...], Any]

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LISTED_LINE = re.compile(r"^\s*(?:(?:[*-]|[0-9]+[.)])\s+)?")
SPELT = {name: {notation: spelling for spelling, notation in table.items()} for name, table in CLASSIC.items()}
"""Code list -> notation -> a spelling of the older formats."""


def leaves(value: Any, path: str = "", positions: tuple[int, ...] = ()) -> Iterator[Leaf]:
    match value:
        case dict():
            for name, each in value.items():
                yield from leaves(each, f"{path}.{name}" if path else name, positions)
        case list():
            for position, each in enumerate(value):
                yield from leaves(each, f"{path}[]", (*positions, position))
        case _:
            yield path, positions, value


def spelt(path: str, value: Any) -> str:
    """A value as the older formats write it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    code_list = FIELDS_V2[path].code_list
    text = SPELT.get(code_list or "", {}).get(value, str(value))
    return text if path.endswith(".id") else plain(text)


def plain(text: str) -> str:
    """A text in Markdown without its escapes, and without what parts two lists."""
    return ESCAPE.sub(r"\1", text).replace("<!-- -->", "")


def backwards(moves: Mapping[str, str]) -> dict[str, str]:
    sources: dict[str, str] = {}
    for source, target in moves.items():
        sources.setdefault(target, source)
    return sources


def as_v1(study: dict[str, Any]) -> bytes:
    sources = backwards(MOVES_V1)
    record: dict[str, Any] = {}
    for path, positions, value in leaves(study):
        if source := sources.get(path):
            place(record, source.split("."), list(positions), unlisted(spelt(path, value)))
    if study.get("hasResults"):
        record["Study"]["ResultsSection"] = {"MoreInfoModule": {}}
    return json.dumps(record).encode()


def unlisted(text: str) -> str:
    """A text of several lines without marks and indents."""
    return "\n".join(LISTED_LINE.sub("", line) for line in text.split("\n")) if "\n" in text else text


def words(value: Any) -> list[str]:
    """The words of a text, or of several, without marks of lists."""
    texts = value if isinstance(value, list | tuple) else [value]
    return [word for text in texts if text for word in text.split() if LISTED_LINE.sub("", f"{word} ")]


def place(node: Any, steps: list[str], positions: list[int], value: str) -> None:
    """Sets a value at `Outer.List[].Inner`."""
    step, *rest = steps
    name = step.removesuffix("[]")
    if not step.endswith("[]"):
        if rest:
            place(node.setdefault(name, {}), rest, positions, value)
        else:
            node[name] = value
        return
    found = node.setdefault(name, [])
    position = positions.pop(0) if positions else 0
    while len(found) <= position:
        found.append({} if rest else "")
    if rest:
        place(found[position], rest, positions, value)
    else:
        found[position] = value


LISTED = (
    "arms[].description",
    "brief_summary",
    "design.intervention_model_description",
    "detailed_description",
    "eligibility.criteria",
    "eligibility.listed_criteria[].applies_to",
    "eligibility.listed_criteria[].combination",
    "eligibility.listed_criteria[].side",
    "eligibility.listed_criteria[].text",
    "eligibility.listed_criteria[].within",
    "eligibility.study_population",
    "interventions[].description",
    "other_outcomes[].description",
    "primary_outcomes[].description",
    "secondary_outcomes[].description",
)
"""What depends on the marks of lists."""

V1_BACK = {
    "documents[].size": NO_SUCH_FIELD,
    "eligibility.predicted_minimum_bmi": NO_SUCH_FIELD,
    "eligibility.predicted_maximum_bmi": NO_SUCH_FIELD,
    **dict.fromkeys(LISTED, NO_LISTS),
    "sites[].latitude": NO_SUCH_FIELD,
    "sites[].longitude": NO_SUCH_FIELD,
    "review_events[].date_unknown": "the legacy JSON cannot say that the day of a step is unknown",
}
"""Path of the record -> why a record that was written as legacy JSON differs when it is read back."""


RARE = re.compile(
    rb'"(?:dateUnknown|violationAnnotation|expandedAccessTypes|mcpReleaseN|minBmi":(?!0)|maxBmi":(?!101))', re.DOTALL
)
"""What few records have."""


@pytest.fixture(scope="module")
def studies(data: Path) -> list[bytes]:
    with zipfile.ZipFile(data / "ctgov-v2.zip") as archive:
        contents = [archive.read(info) for info in archive.infolist()]
    return [content for number, content in enumerate(contents) if number % 4 == 0 or RARE.search(content)]


@pytest.mark.slow
def test_records_written_as_legacy_json_say_the_same(studies: list[bytes]) -> None:
    seen: set[str] = set()
    for content in studies:
        found = differences(read(CTGOV_V2, content), read(CTGOV_V1, as_v1(json.loads(content))))
        assert found.keys() <= V1_BACK.keys(), {path: found[path] for path in found.keys() - V1_BACK.keys()}
        for path in found.keys() & {path for path in LISTED if "listed_criteria" not in path}:
            assert words(found[path][0]) == words(found[path][1]), path
        seen |= found.keys()
    assert seen == V1_BACK.keys(), "each row of the table is needed"


# As XML

PARTLY = "the API v2 alone says this of results that are not posted yet"
IDS_ALONE = V2_XML["identifiers[].type"]
BY_ELEMENT = "read in a test of its own: the XML writes contacts by rank, in two elements"

INDEXING = [path for path in V2_XML if path.startswith("condition_indexing") and V2_XML[path] != OTHER_DAY]

XML_BACK = {
    **{path: reason for path, reason in V2_XML.items() if path.startswith(("arms", "sites"))},
    **{path: V2_XML[path] for path in INDEXING},
    **{path.replace("condition", "intervention"): V2_XML[path] for path in INDEXING},
    "contacts[].name": BY_ELEMENT,
    "contacts[].role": BY_ELEMENT,
    "sites[].contacts": BY_ELEMENT,
    "sites[].officials": BY_ELEMENT,
    "design.patient_registry": "the XML marks registries, and does not say that a study is none",
    "documents[].size": NO_SUCH_FIELD,
    "documents[].type": NO_SUCH_FIELD,
    "documents[].uploaded": NO_SUCH_FIELD,
    "documents[].url": "in the XML alone",
    "eligibility.age_groups": NO_SUCH_FIELD,
    "eligibility.predicted_minimum_bmi": NO_SUCH_FIELD,
    "eligibility.predicted_maximum_bmi": NO_SUCH_FIELD,
    "expanded_access.status": NO_SUCH_FIELD,
    "expanded_access.study_id": NO_SUCH_FIELD,
    "identifiers[].type": IDS_ALONE,
    "identifiers[].domain": IDS_ALONE,
    "identifiers[].link": IDS_ALONE,
    "oversight.fdaaa801_violation": NO_SUCH_FIELD,
    "references[].citation": V2_XML["references[].type"],
    "references[].pmid": V2_XML["references[].type"],
    "references[].type": V2_XML["references[].type"],
    "registration.commented_releases": PARTLY,
    "registration.results_comments_first_posted.date": PARTLY,
    "registration.results_comments_first_posted.type": PARTLY,
    "registration.results_expected": PARTLY,
    "registration.unposted_responsible_party": PARTLY,
    "review_events[].date": "the API tells the steps in two sections, the XML has those of one",
    "review_events[].type": "the API tells the steps in two sections, the XML has those of one",
    **{
        f"violations[].{name}": NO_SUCH_FIELD
        for name in ("type", "description", "created", "issued", "released", "posted")
    },
}
"""Path of the record -> why a record that was written as XML differs when it is read back."""

BLOCKS = {target for source, target in MOVES_XML.items() if source.endswith("/textblock")}
MONTHS = calendar.month_name[1:]
BULLET = re.compile(r"( *)(?:(?:[*-]|([0-9]+[.)])) +)?(.*)")


def laid_out(text: str) -> str:
    """A text as the registry lays it out in XML: broken near column 100, blank lines between all paragraphs."""
    blocks = []
    for line in filter(str.strip, plain(text).split("\n")):
        found = BULLET.fullmatch(line)
        assert found
        mark = found[2] or ("-" if line.strip()[0] in "*-" and line.strip() != found[3] else "")
        depth, body = 2 * len(found[1]) + (2 if mark else 0), found[3]
        first = " " * (8 + depth) + (f"{mark}  " if mark else "")
        later = " " * len(first)
        wrap = textwrap.TextWrapper(
            100, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
        )
        blocks.append(wrap.fill(body))
    return "\n" + "\r\n\r\n".join(block.replace("\n", "\r\n") for block in blocks) + "\r\n      "


def english(date: str) -> str:
    year, month, *day = date.split("-")
    return f"{MONTHS[int(month) - 1]} {f'{int(day[0])}, ' if day else ''}{year}"


BY_HAND = re.compile("#|contact|pending_results")
"""Elements that are not written by the table."""


def as_xml(study: dict[str, Any]) -> bytes:
    sources = {path: source.removesuffix("#name") for path, source in backwards(MOVES_XML).items()}
    sources = {path: source for path, source in sources.items() if not BY_HAND.search(source)}
    record: dict[str, Any] = {}
    protocol = study["protocolSection"]
    references = protocol.get("referencesModule", {}).pop("references", [])
    for path, positions, value in leaves(study):
        if source := sources.get(path):
            steps = source.replace("/@", "@").split("/")
            place(record, steps, list(positions), laid_out(value) if path in BLOCKS else in_english(path, value))
    design(record, protocol.get("designModule", {}))
    for name in ("minimum_age", "maximum_age"):
        record.setdefault("eligibility", {}).setdefault(name, "N/A")
    if "required_header" in record:
        header = record["required_header"]
        header["download_date"] = f"ClinicalTrials.gov processed this data on {header['download_date']}"
    for document in record.get("provided_document_section", {}).get("provided_document", []):
        document["document_url"] = f"https://ClinicalTrials.gov/ProvidedDocs/{document.pop('document_url')}"
    events = study.get("annotationSection", {}).get("annotationModule", {}).get("unpostedAnnotation", {})
    if study.get("hasResults"):
        record["clinical_results"] = {"limitations_and_caveats": "?"}
    body = "".join([*elements(record), *cited(references), *reviewed(events.get("unpostedEvents", []))])
    return f"<clinical_study>{body}</clinical_study>".encode()


def in_english(path: str, value: Any) -> str:
    if path.endswith("filename"):
        return str(value)
    date = re.search("[dD]ate|versionHolder", path) and not path.endswith("type")
    return english(value) if date and isinstance(value, str) else spelt(path, value)


def design(record: dict[str, Any], module: dict[str, Any]) -> None:
    """What the XML writes in one element and the API in several fields."""
    phases = [SPELT["phase"].get(phase, phase) if phase != "NA" else "N/A" for phase in module.get("phases", [])]
    if phases:
        record["phase"] = "/".join(phases)
    masking = module.get("designInfo", {}).get("maskingInfo", {})
    if masking.get("whoMasked"):
        parties = ", ".join(SPELT["masked-party"][party] for party in masking["whoMasked"])
        record["study_design_info"]["masking"] += f" ({parties})"
    if module.get("patientRegistry"):
        record["study_type"] = "Observational [Patient Registry]"


def cited(references: list[dict[str, Any]]) -> Iterator[str]:
    names = {"BACKGROUND": "reference", "RESULT": "results_reference"}
    for each in references:
        if name := names.get(each["type"]):
            pmid = f"<PMID>{each['pmid']}</PMID>" if "pmid" in each else ""
            yield f"<{name}><citation>{escape(each['citation'])}</citation>{pmid}</{name}>"


def reviewed(events: list[dict[str, Any]]) -> Iterator[str]:
    names = {"RELEASE": "submitted", "UNRELEASE": "submission_canceled", "RESET": "returned"}
    if events:
        steps = [(names[each["type"]], english(each["date"]) if "date" in each else "Unknown") for each in events]
        yield f"<pending_results>{''.join(f'<{name}>{text}</{name}>' for name, text in steps)}</pending_results>"


def elements(record: dict[str, Any]) -> Iterator[str]:
    for name, value in record.items():
        if "@" in name:
            continue
        attribute = f" type={quoteattr(record[f'{name}@type'])}" if f"{name}@type" in record else ""
        for each in value if isinstance(value, list) else [value]:
            inner = "".join(elements(each)) if isinstance(each, dict) else escape(each).replace("\r", "&#xD;")
            yield f"<{name}{attribute}>{inner}</{name}>"


@pytest.mark.slow
def test_records_written_as_xml_say_the_same(studies: list[bytes]) -> None:
    seen: set[str] = set()
    for content in studies:
        api, xml = read(CTGOV_V2, content), read(CTGOV_XML, as_xml(json.loads(content)))
        found = differences(api, xml)
        assert found.keys() <= XML_BACK.keys(), {path: found[path] for path in found.keys() - XML_BACK.keys()}
        seen |= found.keys()
    assert seen == XML_BACK.keys(), "each row of the table is needed"
