"""Records of ISRCTN, DRKS, CTIS and FHIR that are cut, hostile, empty or of other types: problems, never a crash."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kg.errors import Severity
from kg.sources import READERS
from kg.sources.reading import Reader
from tests.conftest import ROOT
from tests.effort import daily

from .texts import unkept

FOLDER = ROOT / "tests" / "golden"
XML = (FOLDER / "honey-for-night-cough.xml").read_bytes()
JSON = {
    "ctis-json": json.loads((FOLDER / "ginger-for-sea-sickness.json").read_bytes()),
    "drks-json": json.loads((FOLDER / "evening-light-after-stroke.json").read_bytes()),
    "fhir-json": json.loads((FOLDER / "evening-light-after-stroke.fhir.json").read_bytes()),
    "isrctn-json": {
        "isrctn": 99999902,
        "trialDescription": {
            "title": "X",
            "ethicsCommittees": [],
            "primaryOutcomes": {"outcomeMeasure": {"variable": "A"}},
        },
        "externalRefs": {"secondaryNumbers": {"secondaryNumber": ["NCT99999942"]}},
        "participants": {"recruitmentCountries": {"country": ["Chile"]}, "lowerAgeLimit": "18 Years", "gender": "All"},
        "conditions": {"condition": {"description": "Cough", "diseaseClass1": "Respiratory"}},
        "interventions": {"intervention": [{"interventionType": "Drug", "phase": "Phase II", "drugNames": "Honey"}]},
        "results": {"publicationDetails": "2022 Results article in https://doi.org/10.99999/x", "dataPolicies": []},
        "record_last_import": "2026-03-08 17:34:31",
    },
}
RECORDS = {"isrctn-xml": XML, **{name: json.dumps(tree).encode() for name, tree in JSON.items()}}
STRANGE: tuple[object, ...] = (
    None,
    [],
    {},
    "",
    "х 中文 \u202e",
    0,
    -1,
    10**40,
    1e308,
    True,
    [None],
    [[]],
    [{}],
    {"a": None},
    ["a", 1, None],
)


def reader(name: str) -> Reader:
    return next(each for each in READERS if each.name == name)


def check(name: str, content: bytes) -> bool:
    """Reads a record, which never raises; without a study there is a problem. Gives whether there is a study."""
    for each in READERS:
        each.accepts(content[:65_536])
    reading = reader(name).read(content, name="x")
    list(reader(name).account.unaccounted(content))
    reader(name).key(content)
    if reading.study is None:
        assert [each for each in reading.problems if each.severity is Severity.VIOLATION], content[:80]
        return False
    assert unkept(reading.study) == []
    return True


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from places(each, (*path, key))


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_is_cut_anywhere(name: str) -> None:
    content = RECORDS[name]
    step = max(1, len(content) // 200)
    assert {check(name, content[:end]) for end in range(0, len(content) - 2, step)} == {False}
    assert check(name, content)


MANY = 150
"""Values of a record."""


@pytest.mark.parametrize("name", daily(JSON, {"isrctn-json"}))
def test_any_value_may_be_of_any_type(name: str) -> None:
    """Each value in turn is three others, or one in a large record, so that all kinds come by often."""
    read = 0
    all_places = list(places(JSON[name]))
    turns = 3 if len(all_places) < MANY else 1
    for number, place in enumerate(all_places):
        for strange in [STRANGE[(turns * number + turn) % len(STRANGE)] for turn in range(turns)]:
            tree = copy.deepcopy(JSON[name])
            within = tree
            for step in place[:-1]:
                within = within[step]
            within[place[-1]] = strange
            read += check(name, json.dumps(tree).encode())
    assert read > 50


@pytest.mark.parametrize("name", JSON)
def test_null_everywhere_and_lists_that_are_empty(name: str) -> None:
    for strange in STRANGE:
        check(name, json.dumps(dict.fromkeys(JSON[name], strange)).encode())
    keys = ("isrctn", "drksId", "ctNumber", "identifier", "resourceType")
    only_id = {key: JSON[name][key] for key in keys if key in JSON[name]}
    rest = dict.fromkeys(set(JSON[name]) - set(only_id))
    assert check(name, json.dumps({**rest, **only_id}).encode())
    assert reader(name).read(json.dumps({**rest, **only_id}).encode(), name="x").problems == ()


@pytest.mark.parametrize("name", JSON)
def test_json_that_is_none_or_too_deep(name: str) -> None:
    ids = b'"isrctn": 1, "drksId": "DRKS99999901", "ctNumber": "2024-599999-42-00"'
    deep = b'{%b, "resourceType": "ResearchStudy", "title": ' % ids
    for content in (b"", b"[]", b"null", b"{", b"\xff\xfe\x00", deep + b"[" * 200_000, deep + b'{"a":' * 100_000):
        assert not check(name, content)
    nested = {**JSON[name], "trialDescription" if name == "isrctn-json" else "title": json.loads("[" * 900 + "]" * 900)}
    check(name, json.dumps(nested).encode())


@pytest.mark.parametrize("name", JSON)
def test_numbers_and_keys_that_json_should_not_have(name: str) -> None:
    content = RECORDS[name]
    for wrong in (
        b'"x": NaN,',
        b'"x": Infinity,',
        b'"x": ' + b"9" * 5000 + b",",
        b'"x": "\\ud800",',
        b'"x": "\\u0000",',
    ):
        assert check(name, content.replace(b"{", b"{" + wrong, 1))
    assert check(name, content[:-1] + b", " + content[1:])
    twice = reader(name).read(content[:-1] + b", " + content[1:], name="x")
    assert "CT-R104" in {each.rule for each in twice.problems}


@pytest.mark.parametrize(
    "content",
    [
        XML.replace(b"<fullTrial ", b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'">]>\n<fullTrial ').replace(
            b">All<", b">&a;<"
        ),
        XML.replace(
            b"<fullTrial ",
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
            b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><fullTrial ',
        ).replace(b">All<", b">&d;<"),
        XML.replace(b"<fullTrial ", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><fullTrial ').replace(
            b">All<", b">&a;<"
        ),
        XML.replace(b"fullTrial", b"halfTrial"),
        b"<fullTrial/>",
        b"<fullTrial><trial/></fullTrial>",
        b"<fullTrial>" + b"<a>" * 50_000,
        b"<fullTrial xmlns='http://www.67bricks.com/isrctn'><trial><isrctn/></trial></fullTrial>",
    ],
)
def test_xml_that_is_hostile_or_no_record(content: bytes) -> None:
    assert not check("isrctn-xml", content)


@pytest.mark.slow
def test_no_element_is_asked_for() -> None:
    """Each element in turn is gone, or empty, or stands twice."""
    text = XML.decode()
    for found in re.finditer(r"\n *<(\w+)(?: [^>]*)?>[^<]*</\1>", text):
        before, after = text[: found.start()], text[found.end() :]
        for content in (before + after, before + found[0] + found[0] + after, f"{before}<{found[1]}/>{after}"):
            check("isrctn-xml", content.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings(encoding: str) -> None:
    text = XML.decode().replace('encoding="UTF-8"', f'encoding="{encoding.replace("-sig", "")}"')
    assert check("isrctn-xml", text.replace("Honey", "Hønig").encode(encoding))
    for name, tree in JSON.items():
        if encoding != "iso-8859-1":
            assert check(name, json.dumps(tree, ensure_ascii=False).encode(encoding))


def test_texts_of_other_languages_are_kept_as_they_are() -> None:
    for title in ("夜間咳嗽的蜂蜜", "عسل للسعال الليلي", "Мёд от ночного кашля", "𝒽oney 🍯"):
        reading = reader("isrctn-xml").read(
            XML.decode().replace("Honey before bed for children with night cough", title).encode(), name="x"
        )
        assert reading.study is not None
        assert (reading.study.title, reading.problems) == (title, ())
