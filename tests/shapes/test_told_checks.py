"""Records are checked while they are told: what is found is what the shapes find on their graph, whatever is wrong."""

import random
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph

from kg.iris import Minter
from kg.pipeline.graph.shape_checks import shipped_shapes
from kg.rdf import SHARED_CLASSES, Format, Told, Triple, parse
from kg.rdf.encoders import TYPE
from kg.record import Origin, Study
from kg.shacl import Finding, Shapes, compile_shapes
from kg.shacl.told_checks import ToldChecks
from kg.sources import detect
from kg.statements import Teller
from tests.effort import daily, examples
from tests.strategies import studies

from .rules import Rule, rules
from .test_examples import broken

ORIGIN = Origin(name="trials/a.txt", sha256="0" * 64, format="made-up")
MAPPING = "https://w3id.org/kgbuild/ontology#Mapping"
SHARED = frozenset(f"<{each}>" for each in SHARED_CLASSES)
END = b" .\n"

OWNED, OF_SHARED = (shipped_shapes().select(exclude=SHARED | {f"<{MAPPING}>"}), shipped_shapes().select(SHARED))
CHECKS = ToldChecks(OWNED, OF_SHARED)
tell = Teller(Minter())


def by_shapes(told: Told, *shapes: Shapes) -> list[Finding]:
    """What the shapes find on the nodes of a record, in its graph."""
    nodes = {node.decode() for node, _ in told.nodes}
    graph = [*told.triples(), *told.shared_triples()]
    return ordered(each for one in shapes for each in one.check(graph) if each.focus in nodes)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.order)


def told_of(triples: Iterable[Triple]) -> Told:
    """Any triples as if a record said them of its own nodes: subject by subject, classes first."""
    nodes: dict[str, list[tuple[bytes, bytes]]] = {}
    for subject, predicate, term in dict.fromkeys(triples):
        nodes.setdefault(subject, []).append((f"{predicate} ".encode(), term.encode()))
    pieces: list[bytes] = []
    starts = []
    for node, facts in nodes.items():
        starts.append((node.encode(), len(pieces)))
        for property, value in sorted(facts, key=lambda fact: fact[0] != TYPE):
            pieces += (END + node.encode() + b" ", TYPE if property == TYPE else property, value)
    pieces[0] = pieces[0][len(END) :]
    return Told([*pieces, END], starts, (), END)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(studies)
def test_of_made_up_studies_the_same_is_found(study: Study) -> None:
    for leading in (True, False):
        told = tell(study, origin=ORIGIN, leading=leading)
        assert ordered(CHECKS.findings(told)) == by_shapes(told, OWNED, OF_SHARED)


def real(data: Path, name: str) -> Iterator[Told]:
    with zipfile.ZipFile(data / name) as archive:
        for member in archive.namelist():
            content = archive.read(member)
            reader = detect(content[:65_536])
            if reader and (reading := reader.read(content, name=member)).study:
                yield tell(reading.study, origin=reading.origin, contacts=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ctgov-v2.zip", "ctgov-xml.zip", "ctgov-v1.zip"])
def test_of_all_real_studies_the_same_is_found(name: str, data: Path) -> None:
    for told in real(data, name):
        assert ordered(CHECKS.findings(told)) == by_shapes(told, OWNED, OF_SHARED)


@pytest.mark.slow
def test_of_real_studies_the_same_is_found_and_few_nodes_need_their_graph(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    triples = Told.triples

    def noted(told: Told) -> Iterator[Triple]:
        asked.append(told.nodes[0][0])
        return triples(told)

    monkeypatch.setattr(Told, "triples", noted)
    held = [told for told, _ in zip(real(data, "ctgov-v2.zip"), range(120), strict=False)]
    found = [CHECKS.findings(told) for told in held]
    assert len(asked) < len(held) // 20
    assert [ordered(each) for each in found] == [by_shapes(told, OWNED, OF_SHARED) for told in held]


@pytest.mark.parametrize("rule", daily(rules(), rules()[::4]), ids=lambda rule: rule.id)
def test_of_each_bad_example_the_same_is_found(rule: Rule) -> None:
    held = Graph()
    for triple in broken(rule):
        held.add(triple)
    lines = held.serialize(format="nt", encoding="utf-8")
    told = told_of(quad[:3] for quad in parse(lines, Format.NTRIPLES, name=rule.id, definitions={}))
    assert ordered(CHECKS.findings(told)) == by_shapes(told, OWNED, OF_SHARED)


SPOILT = (b'""', b'"x"@en', b'"x"^^<http://www.w3.org/2001/XMLSchema#integer>', b"<https://example.org/x>", b"_:b0")


def spoilt(triples: list[Triple], chance: random.Random) -> list[Triple]:
    """The same with one triple left out, said of another node, or with another value."""
    at = chance.randrange(len(triples))
    subject, predicate, term = triples[at]
    match chance.randrange(4):
        case 0:
            return triples[:at] + triples[at + 1 :]
        case 1:
            return [*triples, (subject, predicate, chance.choice(triples)[2])]
        case 2:
            return [*triples[:at], (subject, predicate, chance.choice(SPOILT).decode()), *triples[at + 1 :]]
        case _:
            return [*triples[:at], (chance.choice(triples)[0], predicate, term), *triples[at + 1 :]]


def test_whatever_is_spoilt_the_same_is_found(data: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same choices in each run
    seen: set[str | None] = set()
    for told, _ in zip(real(data, "ctgov-v2.zip"), range(15), strict=False):
        triples = [*told.triples(), *told.shared_triples()]
        for _ in range(examples(40)):
            broken = told_of(spoilt(triples, chance))
            found = ordered(CHECKS.findings(broken))
            assert found == by_shapes(broken, OWNED, OF_SHARED)
            seen |= {finding.rule for finding in found}
    assert len(seen) > 10


def test_other_targets_are_refused() -> None:
    shapes = compile_shapes(
        [
            ("<urn:s>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/ns/shacl#NodeShape>"),
            ("<urn:s>", "<http://www.w3.org/ns/shacl#targetNode>", "<urn:n>"),
        ]
    )
    with pytest.raises(ValueError, match="only shapes whose targets are classes"):
        ToldChecks(shapes)
