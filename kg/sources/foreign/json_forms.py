"""JSON that is no study, by its keys: exports of registries, answers of services, graphs, tables of someone's own."""

from .named import EXPORT, GRAPH, NO_RECORD, OWN, TABLE, UNKNOWN, Foreign, Forms, first
from .outline import Outline, outline

__all__ = ["NAMESPACE", "json_form"]

NAMESPACE = "https://w3id.org/kgbuild"
_CTGOV = "ClinicalTrials.gov"
_SEARCH = "download studies instead, such as https://clinicaltrials.gov/api/v2/studies?query.cond=asthma"
_LEAVE = "leave it out; it holds no records of trials"
_RETRIEVE = "download each record, such as https://euclinicaltrials.eu/ctis-public-api/retrieve/2022-501142-30-00"

# A mark is the path of a key; `key=text` is one under which stands a text that begins so.
_FORMS = (
    Forms(
        "DRKS",
        NO_RECORD,
        {("drksId",): "an entry of DRKS, the German registry, without the parts of a record (JSON)"},
        "download the whole record",
    ),
    Forms(
        "CTIS",
        NO_RECORD,
        {
            ("pagination", "data[].ctNumber"): "a search answer of CTIS, the EU's registry",
            ("ctNumber", "ctTitle"): "an entry of a search answer of CTIS, the EU's registry",
        },
        _RETRIEVE,
        sentence="{}: it lists trials and holds no record",
    ),
    Forms(
        "CTIS",
        NO_RECORD,
        {("ctNumber", "ctStatus"): "an entry of CTIS, the EU's registry, without the parts of a record (JSON)"},
        _RETRIEVE,
    ),
    Forms("FHIR", NO_RECORD, {("resourceType=Bundle",): "a FHIR Bundle without any ResearchStudy"}, _LEAVE),
    Forms("FHIR", NO_RECORD, {("resourceType",): "a FHIR resource of another kind than ResearchStudy"}, _LEAVE),
    # After the documentation of the API; not seen in data.
    Forms(
        _CTGOV,
        NO_RECORD,
        {
            ("apiVersion", "dataTimestamp"): "the version",
            ("averageSizeBytes", "percentiles"): "statistics (sizes of studies)",
            ("uniqueValuesCount", "topValues"): "statistics (values of a field)",
            ("missingStudiesCount", "field"): "statistics (values of a field)",
            ("piece", "field", "uniqueSizesCount"): "statistics (lengths of lists)",
            ("areas[].name", "areas[].param"): "the search areas",
            ("areas[].parts[].pieces",): "the search areas",
            ("name", "piece", "sourceType"): "the fields",
            ("name", "piece", "title", "type"): "the fields",
            ("type", "pieces", "values[].value"): "the code lists",
            ("studies", "totalCount"): "an empty page",
            ("studies", "nextPageToken"): "an empty page",
        },
        _SEARCH,
        "{} of the API of ClinicalTrials.gov, no study",
    ),
    Forms(
        _CTGOV,
        NO_RECORD,
        {
            ("FieldValuesResponse",): "statistics (values of a field)",
            ("FullStudiesResponse",): "an empty page",
            ("StudyStructure",): "the fields",
        },
        _SEARCH,
        "{} of the retired API of ClinicalTrials.gov, no study",
    ),
    Forms(_CTGOV, EXPORT, {("StudyFieldsResponse",): "chosen fields from the retired API of ClinicalTrials.gov"}),
    Forms("ROR", NO_RECORD, {("id=https://ror.org/",): "organizations of ROR"}, "`kgbuild vocab build ror` takes it"),
    Forms(
        None,
        NO_RECORD,
        {("graphs[].nodes",): "an ontology (OBO Graphs)"},
        "`kgbuild vocab build` takes it, as doid, mondo, hp, chebi, any other as obo",
    ),
    Forms(
        None,
        NO_RECORD,
        {
            ("message-type", "message"): "an answer of Crossref",
            ("version", "hitCount", "request"): "an answer of Europe PMC",
            ("request", "records"): "an answer of the NCBI id converter",
            ("esearchresult",): "an answer of the NCBI E-utilities",
            ("result.uids",): "an answer of the NCBI E-utilities",
            ("id=https://openalex.org/",): "a work of OpenAlex",
            ("results[].id=https://openalex.org/",): "an answer of OpenAlex",
            ("data[].type=dois",): "an answer of DataCite",
            ("data.type=dois",): "an answer of DataCite",
            ("responseHeader", "response"): "an answer of a Solr search server",
            ("head.vars", "results"): "an answer to a SPARQL query",
            ("head", "boolean"): "an answer to a SPARQL query",
            ("$schema=http://json-schema.org/",): "a JSON Schema: it describes records and holds none",
            ("$schema=https://json-schema.org/",): "a JSON Schema: it describes records and holds none",
            ("$defs", "properties"): "a JSON Schema: it describes records and holds none",
            ("openapi", "paths"): "the description of an API (OpenAPI)",
            ("swagger", "paths"): "the description of an API (OpenAPI)",
            ("nbformat", "cells"): "a Jupyter notebook",
            ("type=FeatureCollection", "features"): "a map (GeoJSON)",
        },
        _LEAVE,
    ),
    Forms(
        OWN,
        GRAPH,
        {
            ("source", "fate", "sha256"): "a ledger that kgbuild wrote",
            ("key", "inputs", "outputs", "levels"): "a manifest that kgbuild wrote",
            ("kind", "severity", "rule", "message"): "a report that kgbuild wrote",
        },
        "give the records, not what was made of them",
    ),
    Forms(
        None,
        NO_RECORD,
        dict.fromkeys((("error",), ("errors",), ("message", "status")), "an error message of a server"),
        "ask again; {studies}",
    ),
)
_GRAPH_KEYS = ("@context", "@graph", "@id", "@type")
_NAMED_KEYS = 4


def json_form(text: str) -> Foreign | None:
    """What a JSON document is that no reader takes; None of what does not begin as JSON."""
    found = outline(text)
    if found is None:
        return None
    if not found.keys:
        return Foreign(UNKNOWN, "JSON without any object, so that it holds no study", "{studies}")
    if known := first(_FORMS, lambda marks: all(_has(found, mark) for mark in marks)):
        return known._replace(what=f"a list that begins with {known.what}") if found.is_list else known
    return _graph(found, text) or _own_form(found)


def _has(found: Outline, mark: str) -> bool:
    key, equals, beginning = mark.partition("=")
    return key in found.keys and (not equals or (found.keys[key] or "").startswith(beginning))


def _graph(found: Outline, text: str) -> Foreign | None:
    if not any(key in found.keys for key in _GRAPH_KEYS):
        return None
    if NAMESPACE in text:
        way_out = "give the records, not the graph; `kgbuild query FILE` asks it, `kgbuild convert` changes its form"
        return Foreign(GRAPH, "a graph in JSON-LD in the terms of kgbuild", way_out, OWN)
    return Foreign(GRAPH, "a graph in JSON-LD", "`kgbuild validate`, `query` and `convert` take graphs; {studies}")


def _own_form(found: Outline) -> Foreign:
    """JSON of no known kind: where its studies stand, if it holds any; else its keys."""
    if found.studies:
        where = f"JSON with studies of ClinicalTrials.gov at `{found.studies}`, where none is looked for"
        return Foreign(EXPORT, where, "give each study as a document of its own, or all as one list", _CTGOV)
    names = ", ".join(f"`{key[:40]}`" for key in found.top[:_NAMED_KEYS]) or "none"
    more = ", ..." if len(found.top) > _NAMED_KEYS else ""
    noun = "a JSON list of objects" if found.is_list else "a JSON object"
    return Foreign(TABLE, f"{noun} with the keys {names}{more}, the form of no registry known here", "{studies}")
