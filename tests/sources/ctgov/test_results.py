"""Results of real records: each number of the tables is found again in the graph, and nothing that none states."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from kg.iris import Minter
from kg.rdf import Told
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.fields.reader import FieldReader
from kg.statements import Teller
from tests.vocabulary import ROOT

from .result_facts import Facts, graph_facts, json_facts
from .result_facts_xml import xml_facts

EXAMPLE = ROOT / "tests" / "golden" / "mint-oil-crossover.json"
tell = Teller(Minter())


def told(content: bytes, reader: FieldReader = CTGOV_V2) -> Told:
    reading = reader.read(content, name="a")
    assert reading.study
    found = tell(reading.study, origin=reading.origin).results
    assert found
    return found


def with_results(data: Path) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    for archive in ("ctgov-v2.zip", "ctgov-v2-results.zip"):
        with zipfile.ZipFile(data / archive) as entries:
            for name in entries.namelist():
                content = entries.read(name) if name.endswith(".json") else b"{}"
                if section := json.loads(content).get("resultsSection"):
                    yield name, section, content


def parted(facts: Facts) -> tuple[Facts, Facts]:
    """Denominators, and all else."""
    apart = ("denominator", "analyzed")
    return (
        Counter({fact: count for fact, count in facts.items() if fact[0] in apart}),
        Counter({fact: count for fact, count in facts.items() if fact[0] not in apart}),
    )


def unfound(stated: Facts, graph: Facts) -> list[tuple[object, ...]]:
    """The denominators that stand neither in a node of their own nor beside a value of their group."""
    beside = {fact[1:] for fact in graph if fact[0] == "analyzed"}
    missing = []
    for fact, count in stated.items():
        _, of, row, group, number, _ = fact
        if graph[fact] >= count:
            continue
        measure = of[:-1] if isinstance(of, tuple) else of
        if not any((measure, each, group, number) in beside for each in ({row} if row else rows_of(measure, beside))):
            missing.append(fact)
    return missing


def unstated(stated: Facts, graph: Facts) -> list[tuple[object, ...]]:
    """The denominators of the graph that the record does not state of their measure, their group and their row."""
    apart = {fact[1:] for fact in stated}
    numbers = {fact[1:-1] for fact in stated}
    missing = []
    for kind, of, *rest in graph:
        if kind == "denominator":
            fits = (of, *rest) in apart
        else:
            row, group, number = rest
            assert isinstance(of, tuple)
            fits = any(((*of, each), each, group, number) in numbers for each in {row, None})
        if not fits:
            missing.append((kind, of, *rest))
    return missing


def rows_of(measure: object, beside: set[tuple[object, ...]]) -> set[object]:
    return {row for of, row, _, _ in beside if of == measure}


def test_each_number_of_all_real_records_is_in_the_graph_and_no_other(data: Path) -> None:
    seen: Counter[object] = Counter()
    for name, section, content in with_results(data):
        stated_denominators, stated = parted(json_facts(section))
        denominators, found = parted(graph_facts(told(content).triples()))
        assert list((stated - found).items())[:3] == [], name
        assert list((found - stated).items())[:3] == [], name
        assert unfound(stated_denominators, denominators)[:3] == [], name
        assert unstated(stated_denominators, denominators)[:3] == [], name
        seen["denominator"] += stated_denominators.total()
        seen.update(
            {kind: sum(n for fact, n in stated.items() if fact[0] == kind or kind in fact[1:6]) for kind in KINDS}
        )
        seen["records"] += 1
    assert seen == KINDS


KINDS = Counter({"records": 193, "flow": 3_907, "value": 31_550, "analysis": 753, "event": 7_373, "affected": 34_060})
KINDS["denominator"] = 12_930
"""What the real records state, counted on the JSON: 7,416 values of the baseline and 24,134 of outcomes."""
XML_KINDS = Counter({"records": 98, "flow": 1_280, "value": 5_196, "analysis": 232, "event": 5_404, "affected": 10_936})
XML_KINDS["denominator"] = 1_265


def xml_with_results(data: Path) -> Iterator[tuple[str, Element, bytes]]:
    for archive in ("ctgov-xml.zip", "ctgov-xml-results.zip"):
        with zipfile.ZipFile(data / archive) as entries:
            for name in entries.namelist():
                content = entries.read(name)
                if b"<clinical_results" in content:
                    section = ElementTree.fromstring(content).find("clinical_results")  # noqa: S314 - files of ours
                    assert section is not None
                    yield name, section, content


@pytest.mark.slow
def test_each_number_of_all_real_records_in_xml_is_in_the_graph_and_no_other(data: Path) -> None:
    seen: Counter[object] = Counter()
    for name, section, content in xml_with_results(data):
        stated_denominators, stated = parted(xml_facts(section))
        denominators, found = parted(graph_facts(told(content, CTGOV_XML).triples()))
        assert list((stated - found).items())[:3] == [], name
        assert list((found - stated).items())[:3] == [], name
        assert unfound(stated_denominators, denominators)[:3] == [], name
        assert unstated(stated_denominators, denominators)[:3] == [], name
        seen["denominator"] += stated_denominators.total()
        seen.update(
            {kind: sum(n for fact, n in stated.items() if fact[0] == kind or kind in fact[1:6]) for kind in KINDS}
        )
        seen["records"] += 1
    assert seen == XML_KINDS


def test_the_numbers_of_the_legacy_json_are_in_the_graph(data: Path) -> None:
    """Counted by the names of that format in the text of its records."""
    stated: Counter[str] = Counter()
    found: Counter[str] = Counter()
    names = {
        "value": ("BaselineMeasurementValue", "OutcomeMeasurementValue"),
        "affected": ("SeriousEventStatsNumAffected", "OtherEventStatsNumAffected"),
        "event": ("SeriousEventTerm", "OtherEventTerm"),
        "analysis": ("OutcomeAnalysisGroupIdList",),
        "flow": ("FlowAchievementNumSubjects", "FlowReasonNumSubjects"),
    }
    with zipfile.ZipFile(data / "ctgov-v1.zip") as entries:
        for name in entries.namelist():
            content = entries.read(name)
            if b'"ResultsSection"' in content:
                stated.update(
                    {kind: sum(content.count(f'"{each}"'.encode()) for each in of) for kind, of in names.items()}
                )
                facts = graph_facts(told(content, CTGOV_V1).triples())
                found.update({kind: sum(n for fact, n in facts.items() if kind in fact[:6]) for kind in names})
    assert found == stated
    assert stated == {"value": 807, "affected": 671, "event": 211, "analysis": 93, "flow": 142}


@pytest.mark.slow
def test_groups_of_the_tables_are_shared_if_title_and_description_agree(data: Path) -> None:
    mentions = nodes = 0
    for _, section, content in with_results(data):
        tables = [
            *(section.get("participantFlowModule", {}), section.get("baselineCharacteristicsModule", {})),
            *section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()),
        ]
        groups = [group for table in tables for group in table.get("groups", ())]
        mentions += len(groups) + len(section.get("adverseEventsModule", {}).get("eventGroups", ()))
        nodes += sum(term.endswith("#ResultGroup>") for _, _, term in told(content).triples())
    assert (mentions, nodes) == (6_456, 1_159)


@pytest.mark.slow
def test_nearly_all_reported_outcomes_are_registered_ones(data: Path) -> None:
    reported: Counter[str] = Counter()
    for _, _, content in with_results(data):
        predicates = Counter(predicate.rpartition("#")[2] for _, predicate, _ in told(content).triples())
        reported += Counter({name: predicates[f"{name}>"] for name in ("outcomeType", "resultOf")})
    assert reported == {"outcomeType": 1_912, "resultOf": 1_901}


# The made-up record, whose numbers are hard


@pytest.fixture(scope="module")
def made_up() -> Facts:
    return graph_facts(told(EXAMPLE.read_bytes()).triples())


def test_all_that_the_made_up_record_states_is_in_the_graph(made_up: Facts) -> None:
    _, stated = parted(json_facts(json.loads(EXAMPLE.read_bytes())["resultsSection"]))
    assert parted(made_up)[1] == stated


def test_denominators_stand_beside_values_where_they_are_theirs(made_up: Facts) -> None:
    """The second dose has numbers of its own; of the time to relief headaches are counted, participants stand apart."""
    analyzed = {(fact[1][1], fact[2], fact[3][0], fact[4]) for fact in made_up if fact[0] == "analyzed"}  # type: ignore[index]
    assert {
        ("Pain After Two Hours", "First dose", "Mint Oil", "37"),
        ("Pain After Two Hours", "Second dose", "Mint Oil", "36"),
        ("Time to Relief", None, "Mint Oil", "51"),
    } <= analyzed
    apart = {(fact[4], fact[5]) for fact in made_up if fact[0] == "denominator"}
    assert {("18", "Participants"), ("40", "Participants")} <= apart
    assert ("51", "Headaches") not in apart


# What is wrong in a record


def changed(path: tuple[str | int, ...], value: object) -> bytes:
    record = json.loads(EXAMPLE.read_bytes())
    *above, last = path
    node = record["resultsSection"]
    for step in above:
        node = node[step]
    node[last] = value
    return json.dumps(record).encode()


FLOW = ("participantFlowModule", "periods", 0, "milestones", 0, "achievements", 0)


@pytest.mark.parametrize(
    ("path", "value", "rule", "message"),
    [
        ((*FLOW, "numSubjects"), "about 20", "CT-R102", "`about 20` stands where a number of participants should"),
        ((*FLOW, "groupId"), "FG009", "CT-R139", "no group `FG009` is listed"),
        ((*FLOW, "numUnits"), 4, "CT-R102", "4 stands where a text should"),
        (("adverseEventsModule", "frequencyThreshold"), "few", "CT-R102", "`few` stands where a percentage should"),
        (("adverseEventsModule", "otherEvents", 0, "term"), None, "CT-R106", "an adverse event has no term"),
        (
            ("adverseEventsModule", "otherEvents", 0, "organSystem"),
            "Hair",
            "CT-R010",
            "`Hair` is no known organ system",
        ),
        (("outcomeMeasuresModule", "outcomeMeasures", 0, "title"), " ", "CT-R106", "a reported outcome has no title"),
        (("moreInfoModule", "surprise"), 1, "CT-R101", "nothing is known of a field `surprise`"),
    ],
)
def test_what_is_wrong_is_said_and_costs_nothing_else(
    path: tuple[str | int, ...], value: object, rule: str, message: str
) -> None:
    content = changed(path, value)
    reading = CTGOV_V2.read(content, name="a.json")
    said = [each for each in reading.problems if each.rule == rule]
    assert [each.message for each in said if message in each.message], reading.problems
    assert "resultsSection" in str(said[0])
    whole, found = (graph_facts(told(each).triples()) for each in (EXAMPLE.read_bytes(), content))
    assert (whole - found).total() <= 12


def test_whom_to_ask_in_xml_is_no_person() -> None:
    said = {
        "name_or_title": "Ada Example",
        "organization": "University of Examples",
        "phone": "555-0100",
        "email": "a@b",
    }
    contact = "".join(f"<{name}>{text}</{name}>" for name, text in said.items())
    results = f"<clinical_results><point_of_contact>{contact}</point_of_contact></clinical_results>"
    content = f"<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info>{results}</clinical_study>".encode()
    lines = told(content, CTGOV_XML).quads
    assert b"University of Examples" in lines
    assert not [text for text in ("Ada", "555", "a@b") if text.encode() in lines]
    assert CTGOV_XML.read(content, name="a").problems == ()


def test_whom_to_ask_is_no_person() -> None:
    lines = told(EXAMPLE.read_bytes()).quads
    assert b"University of Examples" in lines
    assert b"Ada" not in lines
    assert b"555" not in lines
