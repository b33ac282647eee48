"""What no reader takes is named in one line, with the way out, and is never lost silently where it names trials."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Severity
from kg.pipeline.input.files import input_files
from kg.pipeline.input.readings import FoundRecord, Unread, found
from kg.sources import READERS, RULES
from kg.sources.foreign import name_of, refusal
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT
from tests.growth import assert_linear

# Beginning of a path below the shared data or cases -> what the message begins with.
NAMES = {
    "data/other/aact/DataDictionary-2016.csv": "the dictionary of AACT (CSV)",
    "data/other/aact/aact_data_definitions": "the dictionary of AACT (CSV)",
    "data/other/aact/tables-columns.csv": "a list of the columns of a database (CSV)",
    "data/other/ctis-more/fields": "a list of the fields of records (CSV)",
    "data/other/ctis-more/search": "a search answer of CTIS, the EU's registry: it lists trials and holds no record",
    "data/other/drks-more/DRKS_Schema": "a JSON Schema: it describes records and holds none",
    "data/other/isrctn-more/fragments": "single elements of ISRCTN XML, no whole document",
    "cases/files/17": "a page that a browser saved as one file (MHTML)",
    "cases/files/18": "a version of a study from the registry's archive of changes (XML)",
    "cases/files/19": "a feed of ClinicalTrials.gov (RSS)",
    "cases/files/20_data": "a graph (RDF)",
    "cases/files/21": "a graph in JSON-LD",
}
HARMLESS = ("tables-columns", "fields-of-five", "DRKS_Schema", "20_data", "21_remote")


def files(data: Path, cases: Path) -> list[tuple[str, Path]]:
    folders = [data / "other", cases / "files"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(path.relative_to(data.parent).as_posix(), path) for path in paths]


def test_each_foreign_file_is_named_in_one_finding(data: Path, cases: Path) -> None:
    seen = set()
    noted_in: dict[Path, list[object]] = {}
    for name, path in files(data, cases):
        begin = next((known for known in NAMES if name.startswith(known)), None)
        if begin is None:
            continue
        seen.add(begin)
        if path.parent not in noted_in:
            noted_in[path.parent] = list(found(input_files([str(path.parent)])))
        noted = [each for each in noted_in[path.parent] if _of(each, path)]
        assert [type(each) for each in noted] == [Unread], name
        (unread,) = [each for each in noted if isinstance(each, Unread)]
        assert unread.problem.message.startswith(NAMES[begin]), name
        assert unread.problem.hint, name
        severe = Severity.INFO if path.name.startswith(HARMLESS) else Severity.VIOLATION
        assert unread.problem.severity is severe, name
    assert seen == set(NAMES)


def _of(each: object, path: Path) -> bool:
    return isinstance(each, FoundRecord | Unread) and each.file.path == path


def test_no_file_of_another_registry_is_unknown(data: Path) -> None:
    for each in found(input_files([str(data / "other")])):
        if isinstance(each, FoundRecord):
            continue
        assert isinstance(each, Unread)
        assert each.problem.rule != "CT-R001", each.problem
        assert "no reader recognises" not in each.problem.message


def test_a_table_says_how_many_studies_it_names_and_where_they_are() -> None:
    table = "patient,trial,dose\n1,NCT00000041,5\n2,NCT00000042,7\n3,NCT00000041,9\n"
    said = refusal(table.encode(), file="mine.csv", named=False)
    assert said.rule == "CT-R032"
    assert said.severity is Severity.VIOLATION
    assert said.message == (
        "a table of someone's own (CSV) with the columns `patient`, `trial`, `dose`; it holds 2 NCT numbers"
    )
    assert said.hint == (
        "download the JSON of these studies from "
        "https://clinicaltrials.gov/api/v2/studies?pageSize=1000&filter.ids=NCT00000041,NCT00000042"
    )


def test_ids_of_other_registries_are_counted_too() -> None:
    table = b"a;b\nDRKS00000001;2019-123456-12\nISRCTN00000001;2023-512345-12-00\n"
    said = refusal(table, file="mine.csv", named=False)
    assert said.message.endswith(
        "; it holds 1 id of ISRCTN (ISRCTN00000001), 1 id of DRKS (DRKS00000001), 1 id of CTIS (2023-512345-12-00), "
        "1 EudraCT number (2019-123456-12)"
    )
    assert said.hint == "if its trials are registered at ClinicalTrials.gov too, download their JSON from there"


@pytest.mark.parametrize(
    ("content", "what", "severity"),
    [
        (b"It rained. See NCT00000042.", "text in which no reader knows a record", Severity.VIOLATION),
        (b'{"a": {"protocolSection": {}}}', "JSON with studies of ClinicalTrials.gov at `a.protocolSection`", 3),
        (b'"protocolSection"', "text in which no reader knows a record", Severity.VIOLATION),
        (b"x <clinical_study rank='1'> x", "text in which no reader knows a record", Severity.VIOLATION),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00 NCT00000042 ", "an image (PNG)", Severity.VIOLATION),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "an image (PNG)", Severity.INFO),
        (b"It rained.", "text in which no reader knows a record; it begins with `It rained.`", Severity.INFO),
        (b"xNCT000000421 and 12019-123456-123", "text in which no reader knows a record", Severity.INFO),
        (b"", "the file is empty", Severity.INFO),
    ],
)
def test_bytes_that_hold_a_mark_of_a_record_are_never_only_info(content: bytes, what: str, severity: int) -> None:
    said = refusal(content, file="x", named=False)
    assert said.message.startswith(what)
    assert said.severity == severity
    assert refusal(content, file="x", named=True).severity is Severity.VIOLATION


def test_what_kgbuild_wrote_is_a_warning_in_a_folder() -> None:
    said = refusal(b"@base <https://w3id.org/kgbuild/id/> .\n<study/NCT00000042> a <x> .\n", file="g.ttl", named=False)
    assert (said.rule, said.severity) == ("CT-R033", Severity.WARNING)
    assert said.message == "a graph (RDF) in the terms of kgbuild; it holds 1 NCT number (NCT00000042)"
    assert said.hint
    assert "give the records" in said.hint


OWN = ("graph.ttl", "graph.jsonld", "graph.nq.gz", "ontology.ttl", "validation.ttl", "report.csv", "report.html")


@pytest.mark.slow
def test_each_file_that_kgbuild_writes_is_known_as_its_own(tmp_path: Path) -> None:
    trials = ROOT / "examples" / "trials"
    assert kgbuild("ingest", trials, "--no-link", "-q", "--out-dir", tmp_path).returncode == 0
    for name, more in (("graph.nq.gz", "report.csv"), ("graph.trig", "report.html")):
        kgbuild("ingest", trials, "--no-link", "-q", "-o", tmp_path / name, "--report", tmp_path / more)
    noted = {each.file.name: each.problem for each in found(input_files([str(tmp_path)])) if isinstance(each, Unread)}
    assert set(OWN) <= set(noted)
    assert {problem.severity for problem in noted.values()} == {Severity.WARNING}
    assert {problem.rule for problem in noted.values()} == {"CT-R033"}


KINDS = {
    b'{"apiVersion": "2.0.3", "dataTimestamp": "2024-01-01"}': "the version of the API",
    b'{"averageSizeBytes": 1, "percentiles": {}}': "statistics (sizes of studies) of the API",
    b'[{"piece": "NCTId", "field": "x", "missingStudiesCount": 0}]': "a list that begins with statistics (values",
    b'[{"name": "Study", "areas": [{"name": "BasicSearch", "param": "term"}]}]': "a list that begins with the search",
    b'[{"name": "a", "piece": "b", "title": "c", "type": "d"}]': "a list that begins with the fields",
    b'[{"type": "Sex", "pieces": ["Sex"], "values": [{"value": "ALL"}]}]': "a list that begins with the code lists",
    b'{"totalCount": 0, "studies": []}': "an empty page of the API",
    b'{"StudyFieldsResponse": {"StudyFields": []}}': "chosen fields from the retired API",
    b"NCT number NCT0 not found": "an error message of the API",
    b'{"error": "too many requests"}': "an error message of a server",
    b'{"resourceType": "Bundle", "entry": []}': "a FHIR Bundle without any ResearchStudy",
    b'{"drksId": "DRKS00000001", "title": "x"}': "an entry of DRKS, the German registry, without the parts of a record",
    b'<allTrials xmlns="http://www.67bricks.com/isrctn" totalCount="0"/>': "an answer of ISRCTN without any record",
    b"<Trials_downloaded_from_ICTRP></Trials_downloaded_from_ICTRP>": "an export of the WHO portal ICTRP without any",
    b"<trials subjects='0'></trials>": "records of a registry in the form in which registries report to the WHO (XML)",
    b"<trial><isrctn>99999901</isrctn></trial>": "a trial of ISRCTN without the `<fullTrial>` around it",
    b'{"resourceType": "Patient"}': "a FHIR resource of another kind",
    b'<Bundle xmlns="http://hl7.org/fhir"></Bundle>': "a FHIR Bundle (XML)",
    b"nct_id|id|name\nNCT00000042|1|x\nNCT00000043|2|y\n": "a table of AACT",
    b"NCT00000042\nNCT00000043\n": "a list of ids of trials",
    b"Rank,NCTId,BriefTitle\n1,NCT00000042,x\n": "a table of ClinicalTrials.gov, its retired API (CSV)",
    b"NCT Number,My notes\nNCT00000042,x\n": "a table of ClinicalTrials.gov, with the ids of studies and nothing else",
    b"\xef\xbb\xbfStudy Title;Study Status\r\nx;COMPLETED\r\n": "a table of ClinicalTrials.gov, its site since 2023, "
    "without the column `NCT Number` that says of which studies it is",
    "Conditions\tSponsor/Collaborators\nx\ty\n".encode("utf-16"): "a table of ClinicalTrials.gov, its site before 2023",
    b'{"@context": {}, "@graph": []}': "a graph in JSON-LD",
    b"<http://a> <http://b> \"c\" .\n": "a graph (RDF)",
    b"# made by hand\nPREFIX ex: <http://x>\nSELECT * { ?s ?p ?o }": "a SPARQL query",
    b"<?xml version='1.0'?><!-- x --><rdf:RDF xmlns:rdf='x'></rdf:RDF>": "a graph in RDF/XML",
    b"%PDF-1.7\n": "a PDF document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00": "a file of an office program before 2007",
    b"SQLite format 3\x00": "a SQLite database",
    b"PAR1\x15\x04": "a Parquet table",
    b"From: a\nTo: b\nSubject: c\n\nHello": "a mail",
    b"TY  - JOUR\nT1  - A\n": "citations in RIS",
    b"<html><head><title>Weather</title></head><body>Rain</body></html>": "a web page of no site known here",
    b"<html><head><title>ClinicalTrials.gov</title></head><body><ctg-root></ctg-root></body></html>": "the empty shell",
    b"# Researcher View | NCT00000042 | X | ClinicalTrials.gov\n\n## Study Overview\n": "a page of the present site",
    b"Hide glossary\n\nStudy Plan\n\nA page of ClinicalTrials.gov: NCT00000042\n": "a page of the present site",
}  # fmt: skip


@pytest.mark.parametrize("content", KINDS, ids=lambda content: repr(content[:30]))
def test_a_kind_of_file_is_named(content: bytes) -> None:
    assert not any(reader.accepts(content) for reader in READERS)
    named = name_of(content)
    assert named is not None
    assert named.what.startswith(KINDS[content])
    assert named.rule in RULES


def workbook(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, text in parts.items():
            archive.writestr(f"xl/{name}.xml", text)
    return packed.getvalue()


@pytest.mark.parametrize("padding", [0, 3 << 20])
def test_a_workbook_is_one_file_and_its_studies_are_counted(tmp_path: Path, padding: int) -> None:
    noise = "".join(chr(65 + (i * i * 7919) % 23) for i in range(padding))
    (tmp_path / "a.xlsx").write_bytes(workbook(sharedStrings="<t>NCT00000041</t><t>NCT00000042</t>", noise=noise))
    (unread,) = found(input_files([str(tmp_path)]))
    assert isinstance(unread, Unread)
    assert unread.problem.message == "a workbook of Excel (.xlsx); it holds 2 NCT numbers"
    assert unread.problem.severity is Severity.VIOLATION


def test_a_folder_in_a_zip_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("content.xml", "<b/>")
    assert [each.position for each in found(input_files([str(tmp_path)])) if isinstance(each, Unread)] == [
        "xl/workbook.xml",
        "content.xml",
    ]


def test_a_list_is_named_by_its_first_element() -> None:
    said = refusal(b'{"trial": "X", "age": 18}', file="list.json", named=True, elements=25_000)
    assert said.message == (
        "a list of 25,000, of which the first is a JSON object with the keys `trial`, `age`, the form of no registry "
        "known here"
    )
    assert said.severity is Severity.VIOLATION


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_the_bytes_are_they_have_a_name(content: bytes) -> None:
    for start in (b"", b"{", b"[{", b"<", b"PK\x03\x04", b"a,b\n", b"<html>", b"\xff\xfe", b"ClinicalTrials.gov\n"):
        said = refusal(start + content, file="x", named=False)
        assert said.message
        assert "\n" not in said.message
        assert said.hint
        assert "{studies}" not in said.hint


def wide(size: int) -> bytes:
    return json.dumps({f"key{number}": [1, {"b": "c" * 50}] for number in range(size // 50)}).encode()


@pytest.mark.parametrize("piece", [b'{"a":', b"word, ", b'"', b"<a ", b"NCT", b"a: b\n c\n", None])
def test_naming_takes_time_that_grows_with_the_file(piece: bytes | None) -> None:
    assert_linear(
        lambda content: refusal(content, file="x", named=False),
        lambda size: wide(size) if piece is None else piece * size,
        size=50_000,
    )


def test_a_text_that_only_speaks_of_a_trial_is_a_warning_in_a_folder_and_a_violation_by_name() -> None:
    content = b"# Notes\n\nWe looked at NCT00000042 again.\n"
    assert refusal(content, file="README.md", named=False).severity is Severity.WARNING
    assert refusal(content, file="README.md", named=True).severity is Severity.VIOLATION
