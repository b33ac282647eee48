"""XML that is no record which is read, by its first elements."""

import re

from .named import EXPORT, GRAPH, NO_RECORD, OTHER_KIND, UNKNOWN, Foreign, Forms, first

__all__ = ["is_history", "xml_form"]

_CTGOV = "ClinicalTrials.gov"
_LEAVE = "leave it out; it holds no records of trials"
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*)?/?>")
_REGISTER = re.compile(r"<reg_name>\s*([^<]{1,60}?)\s*</reg_name>")


_MESH = "`kgbuild vocab build mesh FILE` installs it"
_ISRCTN_PARTS = ("isrctn", "trialDescription", "externalRefs", "secondaryNumbers", "trialDesign", "participants")

# The first element, and what stands in the head as well.
_FORMS = (
    Forms(
        "ICTRP",
        NO_RECORD,
        {("Trials_downloaded_from_ICTRP",): "an export of the WHO portal ICTRP without any record (XML)"},
        _LEAVE,
    ),
    Forms("ISRCTN", NO_RECORD, {("allTrials",): "an answer of ISRCTN without any record (XML)"}, _LEAVE),
    Forms(
        "ISRCTN",
        EXPORT,
        {("trial", "isrctn"): "a trial of ISRCTN without the `<fullTrial>` around it (XML)"},
        "download the whole record",
    ),
    Forms(
        "ISRCTN",
        NO_RECORD,
        {(part,): "single elements of ISRCTN XML, no whole document" for part in _ISRCTN_PARTS},
        "download the whole record",
    ),
    # Not seen in data.
    Forms(
        "ANZCTR", EXPORT, {(root,): "records of ANZCTR (XML)" for root in ("ANZCTR_Trial", "ANZCTR_Trials", "anzctr")}
    ),
    Forms(
        _CTGOV,
        EXPORT,
        {("clinical_study", "<study_id>"): "a version of a study from the registry's archive of changes (XML)"},
        "{studies}, or its versions from the tab Record History of its page",
    ),
    Forms(
        _CTGOV,
        EXPORT,
        {
            ("clinical_study",): "a study of ClinicalTrials.gov in XML of an unknown form",
            ("study_collection",): "studies as sponsors upload them to ClinicalTrials.gov (PRS XML)",
            ("search_results",): "a list of search results of ClinicalTrials.gov (XML)",
            ("FullStudiesResponse",): "full studies from the retired API of ClinicalTrials.gov (XML)",
            ("FullStudy",): "a full study from the retired API of ClinicalTrials.gov (XML)",
            ("StudyFieldsResponse",): "chosen fields from the retired API of ClinicalTrials.gov (XML)",
        },
    ),
    Forms(
        None,
        NO_RECORD,
        {
            ("rss", _CTGOV): "a feed of ClinicalTrials.gov (RSS)",
            ("rss",): "a feed (RSS)",
            ("feed",): "a feed (Atom)",
        },
        sentence="{}: it names pages and holds no record",
    ),
    Forms("FHIR", EXPORT, {("ResearchStudy", "hl7.org/fhir"): "a trial as FHIR ResearchStudy (XML)"}),
    Forms("FHIR", EXPORT, {("Bundle", "hl7.org/fhir"): "a FHIR Bundle (XML)"}),
    Forms("CDISC", EXPORT, {("ODM",): "a study in CDISC ODM (XML)"}),
    Forms(None, GRAPH, {("RDF",): "a graph in RDF/XML"}, "turn it into Turtle, which `kgbuild query` takes; {studies}"),
    Forms("NLM", NO_RECORD, {(f"{kind}RecordSet",): "MeSH" for kind in ("Descriptor", "Supplemental")}, _MESH),
    Forms(
        None,
        NO_RECORD,
        {
            ("sparql",): "an answer to a SPARQL query",
            ("schema", "XMLSchema"): "an XML Schema: it describes records and holds none",
            ("PubmedArticleSet",): "articles of PubMed (XML)",
            ("eSearchResult",): "an answer of the NCBI E-utilities",
            ("eSummaryResult",): "an answer of the NCBI E-utilities",
            ("eLinkResult",): "an answer of the NCBI E-utilities",
            ("PubMedToPMCcitingformSET",): "an answer of PubMed Central",
            ("crossref_result",): "an answer of Crossref (XML)",
            ("errorBean",): "an error message of Europe PMC",
            ("Error",): "an error message of a server",
            ("error",): "an error message of a server",
        },
        _LEAVE,
    ),
    Forms(None, OTHER_KIND, {("Workbook",): "a workbook of Excel 2003 (XML)"}, "save its table as CSV; {studies}"),
    Forms(None, OTHER_KIND, {("svg",): "an image (SVG)"}, _LEAVE),
)


def is_history(head: bytes) -> bool:
    """Whether a `<clinical_study>` is one of the archive of changes, whose fields stand elsewhere."""
    return b"<study_id>" in head and b"<id_info>" not in head


def xml_form(text: str) -> Foreign | None:
    """What an XML document is that no reader takes; None of what does not begin as XML."""
    start = _PROLOG.match(text)
    root = _ELEMENT.match(text, start.end() if start else 0)
    if root is None or root[1].lower() == "html":
        return None
    if root[1] == "trials" or "<Triall>" in text:
        return _exchange(text)
    if known := first(_FORMS, lambda marks: marks[0] == root[1] and all(mark in text for mark in marks[1:])):
        return known
    what = f"XML whose first element is `{root[1][:60]}`, the form of no registry known here"
    return Foreign(UNKNOWN, what, "{studies}")


def _exchange(text: str) -> Foreign:
    """The form in which registries give their records to the WHO; it names the registry."""
    register = _REGISTER.search(text)
    whose = register[1] if register else "a registry"
    return Foreign(
        EXPORT, f"records of {whose} in the form in which registries report to the WHO (XML)", "{studies}", whose
    )
