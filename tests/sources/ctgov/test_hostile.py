"""Records that are broken or meant to do harm: each a clear problem, in bounded time, all else of the record kept."""

import json
import random
from collections.abc import Callable
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
import pytest
from msgspec import Raw

from kg.errors import Severity
from kg.record import Uncoded
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.ctgov.structs import RegistryStudy
from kg.sources.reading import Reader, Reading, key_of
from tests.growth import assert_linear

from ..texts import unkept

ODD = "a\tb  c\u2028d\x01\r\ne\x0bf\x7f\x1fg\ud800 "
"""All that a text of a record never holds."""
STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99990001", "briefTitle": "Heading"},
        "statusModule": {
            "overallStatus": "COMPLETED",
            "statusVerifiedDate": "2024-05",
            "lastUpdateSubmitDate": "2024-05-03",
            "lastUpdatePostDateStruct": {"date": "2024-05-06", "type": "ACTUAL"},
        },
        "conditionsModule": {"conditions": ["Asthma", "Hay Fever"], "keywords": ["nose"]},
        "designModule": {"enrollmentInfo": {"count": 12, "type": "ACTUAL"}},
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-06-01"}},
}
XML = (
    "<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info><brief_title>Title</brief_title>{}</clinical_study>"
)


def read(content: bytes | str, reader: Reader = CTGOV_V2) -> Reading:
    raw = content.encode() if isinstance(content, str) else content
    reading = reader.read(raw, name="a.json")
    if key := reader.key(raw):
        assert reading.study, "what has a key is read"
        assert key == key_of(reading.study, reading.origin)
    return reading


def odd(kind: Any) -> Any:
    """A JSON value of a type in which all texts are odd."""
    kinds = [each for each in get_args(kind) if each is not NoneType]
    if get_origin(kind) is tuple:
        return [odd(kinds[0])]
    if get_origin(kind) in (UnionType, Union, Annotated):
        return odd(kinds[0])
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return {field.encode_name: odd(field.type) for field in msgspec.structs.fields(kind) if field.type is not Raw}
    return {str: ODD, bool: True, int: 1, float: 1.0}[kind]


def test_whatever_texts_a_source_has_those_of_the_record_are_clean() -> None:
    source = odd(RegistryStudy)
    source["protocolSection"]["identificationModule"]["nctId"] = "NCT99990001"
    study = read(json.dumps(source)).study
    assert study
    assert all((study.sites, study.references, study.phases))
    assert unkept(study) == []


def with_study(change: Callable[[dict[str, Any]], None]) -> str:
    study: dict[str, Any] = json.loads(json.dumps(STUDY))
    change(study["protocolSection"])
    return json.dumps(study)


def found(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.rule, problem.path) for problem in reading.problems]


def test_the_plain_record_has_no_problem() -> None:
    reading = read(json.dumps(STUDY))
    assert reading.problems == ()
    assert reading.study
    assert reading.study.conditions == ("Asthma", "Hay Fever")


# JSON


@pytest.mark.parametrize(
    ("module", "field", "value", "kept"),
    [
        ("conditionsModule", "conditions", {"a": "Asthma"}, {"keywords": ("nose",), "conditions": ()}),
        ("conditionsModule", "conditions", 7, {"keywords": ("nose",), "conditions": ()}),
        ("conditionsModule", "conditions", ["Asthma", 7, {"a": 1}, None], {"conditions": ("Asthma",)}),
        ("conditionsModule", "keywords", {"a": 1}, {"keywords": (), "conditions": ("Asthma", "Hay Fever")}),
        ("designModule", "enrollmentInfo", {"count": "many", "type": "ACTUAL"}, {"enrollment": None}),
        ("designModule", "enrollmentInfo", [1], {"enrollment": None, "title": "Heading"}),
        ("designModule", "phases", True, {"phases": (), "conditions": ("Asthma", "Hay Fever")}),
        ("identificationModule", "briefTitle", 5, {"title": None, "keywords": ("nose",)}),
    ],
)
def test_a_field_of_the_wrong_type_costs_that_field_alone(
    module: str, field: str, value: object, kept: dict[str, object]
) -> None:
    reading = read(with_study(lambda protocol: protocol[module].update({field: value})))
    assert reading.study
    assert {name: getattr(reading.study, name) for name in kept} == kept
    assert {rule for rule, _ in found(reading)} == {"CT-R102"}
    assert all((path or "").startswith(f"protocolSection.{module}.{field}") for _, path in found(reading))


def test_the_path_of_a_problem_counts_from_zero_as_json_does() -> None:
    reading = read(with_study(lambda protocol: protocol["conditionsModule"].update(conditions=["a", 7])))
    assert found(reading) == [("CT-R102", "protocolSection.conditionsModule.conditions[1]")]
    assert reading.problems[0].record == "NCT99990001"
    assert reading.problems[0].file == "a.json"


def test_a_null_is_nothing() -> None:
    reading = read(with_study(lambda protocol: protocol["conditionsModule"].update(conditions=None, keywords=["x"])))
    assert reading.problems == ()
    assert reading.study
    assert (reading.study.conditions, reading.study.keywords) == ((), ("x",))


def test_not_a_number_is_left_out() -> None:
    for value in ("NaN", "Infinity", "-Infinity", "1e999"):
        text = json.dumps(STUDY).replace("12", value)
        reading = read(text)
        assert reading.study
        assert (reading.study.enrollment, reading.study.title) == (None, "Heading")
        assert found(reading) == [("CT-R102", "protocolSection.designModule.enrollmentInfo.count")]


def test_a_key_that_stands_twice_is_reported_and_the_last_value_kept() -> None:
    reading = read(
        json.dumps(STUDY).replace('"briefTitle": "Heading"', '"briefTitle": "Other", "briefTitle": "Heading"')
    )
    assert reading.study
    assert reading.study.title == "Heading"
    assert found(reading) == [("CT-R104", "protocolSection.identificationModule.briefTitle")]
    compact = json.dumps(STUDY, separators=(",", ":"))
    twice = compact.replace('"designModule":', '"designModule":{},"designModule":')
    assert found(read(twice)) == [("CT-R104", "protocolSection.designModule")]


def test_an_unknown_field_is_reported_and_all_else_read() -> None:
    reading = read(with_study(lambda protocol: protocol.update(newModule={"deep": [1, 2]})))
    assert reading.study
    assert found(reading) == [("CT-R101", "protocolSection.newModule")]
    assert reading.problems[0].severity is Severity.INFO


def test_control_characters_and_half_pairs_are_removed() -> None:
    text = (
        json.dumps(STUDY)
        .replace("Heading", "He\\u0000a\\u0007d\\bing\\ud800")
        .replace("Asthma", "\\udfffAsthma\\u007f")
    )
    reading = read(text)
    assert reading.study
    assert (reading.study.title, reading.study.conditions[0]) == ("Heading", "Asthma")
    assert [rule for rule, _ in found(reading)] == ["CT-R103", "CT-R103"]
    assert reading.problems[0].severity is Severity.INFO


def test_control_characters_in_an_id_are_no_part_of_it() -> None:
    reading = read(json.dumps(STUDY).replace("NCT99990001", " NCT9999\\u00000001\\n"))
    assert reading.study
    assert reading.study.id == "NCT99990001"


def test_pairs_of_surrogates_and_escapes_that_look_like_controls_are_text() -> None:
    text = json.dumps(STUDY).replace("Heading", "\\ud83d\\ude00 a\\\\beta \\u0070")
    reading = read(text)
    assert reading.study
    assert (reading.study.title, reading.problems) == ("\N{GRINNING FACE} a\\beta p", ())


def test_bytes_that_are_no_utf8() -> None:
    text = json.dumps(STUDY, ensure_ascii=False).replace("Asthma", "Ménière").replace("Heading", "He?ding")
    reading = read(text.encode().replace(b"?", b"\xff"))
    assert reading.study
    assert (reading.study.title, reading.study.conditions[0]) == ("He\ufffdding", "Ménière")
    assert found(reading) == [("CT-R012", None)]


@pytest.mark.parametrize("reader", [CTGOV_V2, CTGOV_V1], ids=["v2", "v1"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"protocolSection":',
        b"[]",
        b"null",
        b'"x"',
        b"\x00\x01",
        b'{"a":1}{"b":2}',
        json.dumps(STUDY)[:-9].encode(),
    ],
)
def test_no_json_is_a_rejected_record(reader: Reader, content: bytes) -> None:
    reading = read(content, reader)
    assert reading.study is None
    assert max(problem.severity for problem in reading.problems) is Severity.VIOLATION


@pytest.mark.parametrize(
    "content", [b"{}", b'{"protocolSection":{}}', b'{"hasResults":true}', b'{"protocolSection":[]}']
)
def test_a_record_without_an_id_is_rejected(content: bytes) -> None:
    reading = read(content)
    assert reading.study is None
    assert ("CT-R002", "protocolSection.identificationModule.nctId") in found(reading)


def test_a_withheld_study_is_read_for_its_id() -> None:
    reading = read('{"protocolSection":{"identificationModule":{"nctId":"NCT03182660"}},"hasResults":false}')
    assert reading.study
    assert (reading.study.id, reading.study.title, reading.problems) == ("NCT03182660", None, ())


@pytest.mark.slow
@pytest.mark.parametrize("reader", [CTGOV_V2, CTGOV_V1], ids=["v2", "v1"])
def test_nested_brackets_are_no_danger(reader: Reader) -> None:
    for text in ('{"protocolSection":{"x":%s1%s}}', '{"Study":{"ProtocolSection":{"x":%s1%s}}}'):
        for depth in (900, 5_000, 1_000_000):
            assert read(text % ("[" * depth, "]" * depth), reader).study is None
        deep = partial(nested, text, "[", "]")
        assert_linear(lambda content: read(content, reader), deep, size=10_000)


def nested(text: str, opening: str, closing: str, depth: int) -> str:
    return text % (opening * depth, closing * depth)


def of_sites(count: int) -> str:
    sites = [{"facility": f"Hospital {number}", "city": "Bern", "country": "Switzerland"} for number in range(count)]
    return with_study(lambda protocol: protocol.update(contactsLocationsModule={"locations": sites}))


def test_a_study_of_many_sites() -> None:
    study = read(of_sites(1_148)).study
    assert study
    assert len(study.sites) == 1_148
    assert_linear(read, of_sites, size=150)


def test_codes_and_dates_that_nobody_knows() -> None:
    reading = read(
        with_study(lambda protocol: protocol["statusModule"].update(overallStatus="DORMANT", statusVerifiedDate="soon"))
    )
    assert reading.study
    assert reading.study.status == Uncoded("DORMANT")
    assert reading.study.registration.verified is None
    assert found(reading) == [
        ("CT-R011", "protocolSection.statusModule.statusVerifiedDate"),
        ("CT-R010", "protocolSection.statusModule.overallStatus"),
    ]


def test_parts_without_a_name() -> None:
    reading = read(
        with_study(
            lambda protocol: protocol.update(
                armsInterventionsModule={"armGroups": [{"type": "EXPERIMENTAL"}], "interventions": [{"type": "DRUG"}]},
                outcomesModule={"primaryOutcomes": [{"timeFrame": "1 year"}]},
                contactsLocationsModule={"overallOfficials": [{"role": "STUDY_CHAIR"}]},
                sponsorCollaboratorsModule={"leadSponsor": {"class": "NIH"}},
                referencesModule={"seeAlsoLinks": [{"label": "here"}]},
            )
        )
    )
    assert reading.study
    assert len(reading.study.interventions) == 1  # a nameless intervention has its type, and stays
    assert {rule for rule, _ in found(reading)} == {"CT-R106"}
    assert len(reading.problems) == 5


# The legacy JSON


def test_the_legacy_json_says_where_it_is_wrong_in_its_own_words() -> None:
    study = {
        "Study": {
            "ProtocolSection": {
                "IdentificationModule": {"NCTId": "NCT99990001", "NewField": "x"},
                "DesignModule": {"EnrollmentInfo": {"EnrollmentCount": "a dozen"}, "StudyType": "Dream"},
                "OversightModule": {"OversightHasDMC": "Perhaps"},
            }
        }
    }
    reading = read(json.dumps(study), CTGOV_V1)
    assert reading.study
    assert set(found(reading)) == {
        ("CT-R101", "Study.ProtocolSection.IdentificationModule.NewField"),
        ("CT-R102", "Study.ProtocolSection.DesignModule.EnrollmentInfo.EnrollmentCount"),
        ("CT-R102", "Study.ProtocolSection.OversightModule.OversightHasDMC"),
        ("CT-R010", "Study.ProtocolSection.DesignModule.StudyType"),
    }


# XML

BOMB = (
    '<!DOCTYPE clinical_study [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "content",
    [
        BOMB + XML.format("<acronym>&j;</acronym>"),
        '<!DOCTYPE clinical_study [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML.format("<acronym>&x;</acronym>"),
        '<!DOCTYPE clinical_study SYSTEM "http://example.org/a.dtd">' + XML.format("<acronym>&x;</acronym>"),
        '<!DOCTYPE clinical_study [<!ENTITY % p SYSTEM "http://example.org/a.dtd">%p;]>' + XML.format(""),
    ],
    ids=["bomb", "file", "dtd", "parameter"],
)
def test_declared_entities_are_refused(content: str) -> None:
    reading = read(content, CTGOV_XML)
    assert reading.study is None
    assert found(reading) == [("CT-R107", None)]


def test_a_doctype_alone_and_the_entities_of_xml_itself_are_read() -> None:
    reading = read("<!DOCTYPE clinical_study>" + XML.format("<acronym>A&amp;B &#233;</acronym>"), CTGOV_XML)
    assert reading.study
    assert (reading.study.acronym, reading.problems) == ("A&B é", ())


def test_elements_nested_without_end() -> None:
    for inside in ("%s%s", "<clinical_results>%s%s</clinical_results>"):
        deep = partial(nested, XML.format(inside), "<a>", "</a>")
        for depth in (100, 100_000):
            reading = read(deep(depth), CTGOV_XML)
            assert reading.study is None
            assert found(reading) == [("CT-R110", None)]
        assert_linear(lambda content: read(content, CTGOV_XML), deep, size=10_000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<clinical_study>",
        XML.format("<a>").encode(),
        b"<x/>",
        XML.format("").encode()[:-3],
        b"<clinical_study/><b/>",
        b'<?xml version="1.0" encoding="nonsense"?><clinical_study/>',
        b"<clinical_study>\xff\xfe</clinical_study>",
    ],
)
def test_no_xml_is_a_rejected_record(content: bytes) -> None:
    reading = read(content, CTGOV_XML)
    assert reading.study is None
    assert max(problem.severity for problem in reading.problems) is Severity.VIOLATION


def test_the_xml_says_where_it_is_wrong_in_its_own_words() -> None:
    reading = read(
        XML.format(
            "<study_type>Dream</study_type><new>x</new><enrollment>a dozen</enrollment>"
            "<acronym>A</acronym><acronym>B</acronym>"
        ),
        CTGOV_XML,
    )
    assert reading.study
    assert reading.study.acronym == "A"
    assert set(found(reading)) == {
        ("CT-R010", "study_type"),
        ("CT-R101", "new"),
        ("CT-R102", "enrollment"),
        ("CT-R104", "acronym"),
    }


CHANGES = [b"", b'"', b"\\", b"}", b"<", b"\xff", b"\x00", b"7", b"&", b"</nct_id><nct_id>", b'","', b"\\u0000"]


@pytest.mark.parametrize("reader", [CTGOV_V2, CTGOV_V1, CTGOV_XML], ids=["v2", "v1", "xml"])
def test_no_bytes_raise_and_what_has_a_key_is_read(reader: Reader) -> None:
    """Records with some bytes changed: `read` checks the key against the record."""
    seeds: dict[str, bytes] = {
        "ctgov-v2": json.dumps(STUDY).encode(),
        "ctgov-v1": (
            b'{"Study":{"ProtocolSection":{"IdentificationModule":{"NCTId":"NCT99990001","BriefTitle":"A \\u00e9"},'
            b'"StatusModule":{"StatusVerifiedDate":"May 2024","LastUpdateSubmitDate":"May 3, 2024",'
            b'"LastUpdatePostDateStruct":{"LastUpdatePostDate":"May 6, 2024"}},'
            b'"ConditionsModule":{"ConditionList":{"Condition":["Asthma"]}}},'
            b'"DerivedSection":{"MiscInfoModule":{"VersionHolder":"June 1, 2024"}}}}'
        ),
        "ctgov-xml": XML.format(
            "<required_header><download_date>ClinicalTrials.gov processed this data on June 1, 2024</download_date>"
            "</required_header><verification_date>May 2024</verification_date><lastchanged_date>May 3, 2024"
            "</lastchanged_date><last_update_submitted>May 3, 2024</last_update_submitted>"
            '<last_update_posted type="Actual">May 6, 2024</last_update_posted><condition>A &amp; B</condition>'
        ).encode(),
    }
    random.seed(11)
    keyed = 0
    for _ in range(1_500):
        changed = bytearray(seeds[reader.name])
        for _ in range(random.randint(1, 3)):  # noqa: S311
            at = random.randrange(len(changed))  # noqa: S311
            changed[at : at + 1] = random.choice(CHANGES)  # noqa: S311
        read(bytes(changed), reader)
        keyed += reader.key(bytes(changed)) is not None
    assert 50 < keyed < 1_500
