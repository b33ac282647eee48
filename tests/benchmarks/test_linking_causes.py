"""Each rule that sorts misses and mistakes, on a study made up for it."""

from collections.abc import Iterator

import pytest

from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary
from kg.linking.lexicon import Lexicons
from kg.linking.match import Method
from tests.benchmarks.gold import Gold
from tests.benchmarks.linking import Prediction
from tests.benchmarks.linking_causes import MISSED, WRONG, Reader, missed, wrong
from tests.benchmarks.made_up_studies import predicted, study
from tests.benchmarks.mesh_file import BranchedTerm, MeshTree

MESH = "http://id.nlm.nih.gov/mesh/"
WIDE, NARROW, OTHER, DRUG = (f"{MESH}D00000{number}" for number in range(1, 5))
TERMS = {WIDE: ("Dermatitis", "C17.800"), NARROW: ("Dermatitis, Atopic", "C17.800.1"), OTHER: ("Asthma", "C08.1")}
LABELS = {iri: label for iri, (label, _) in TERMS.items()}
XML = """<DescriptorRecord><DescriptorUI>{ui}</DescriptorUI><DescriptorName><String>{label}</String></DescriptorName>
<TreeNumberList><TreeNumber>{number}</TreeNumber></TreeNumberList></DescriptorRecord>"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("causes")
    terms = {**TERMS, DRUG: ("Omalizumab", "D12.1")}
    records = "".join(
        XML.format(ui=iri.removeprefix(MESH), label=label, number=number) for iri, (label, number) in terms.items()
    )
    (folder / "mesh.xml").write_text(f"<DescriptorRecordSet>{records}</DescriptorRecordSet>", encoding="utf-8")
    build_vocabulary(folder / "lexicon", "mesh", [folder / "mesh.xml"], built="2026-01-01")
    lexicons = Lexicons(folder / "lexicon")
    tree = MeshTree(BranchedTerm(iri, label, (), (number,), ()) for iri, (label, number) in terms.items())
    yield Reader(TermIndex(lexicons.of("concept")), tree)
    lexicons.close()


def _study(*names: str, term: str, keywords: tuple[str, ...] = (), title: str = "", found: str = "") -> Gold:
    return study(
        "NCT00000001",
        *names,
        terms={term: LABELS[term], NARROW: LABELS[NARROW]},
        keywords=keywords,
        titles=(title,) if title else (),
        found=((found, term),) if found else (),
    )


MISSES = [
    ("not sure enough", _study("Asthma", term=OTHER), {OTHER: "Asthma"}, {}),
    ("part of a name found", _study("Atopic Dermatitis", term=WIDE), {}, {NARROW: "Atopic Dermatitis"}),
    ("under another term", _study("Asthma of Made-up Kind", term=OTHER), {DRUG: "Asthma of Made-up Kind"}, {}),
    ("said in vain", _study("Asthma of Made-up Kind", "Atopy", term=OTHER), {}, {DRUG: "Atopy"}),
    ("in a keyword alone", _study("Atopy", term=OTHER, keywords=("severe asthma",), title="Asthma"), {}, {}),
    ("in a title alone", _study("Atopy", term=OTHER, title="A Trial in Asthma"), {}, {}),
    ("by the registry's index", _study("Wheezing in Infants", term=OTHER, found="Wheezing"), {}, {}),
    ("wider than a term found", _study("Atopy", term=WIDE), {}, {NARROW: "Atopy"}),
    ("narrower than a term predicted", study("NCT1", "Atopy", terms={NARROW: "x"}), {}, {WIDE: "Atopy"}),
    ("said nowhere", _study("Atopy", term=OTHER, found="Coitus"), {}, {}),
]


@pytest.mark.parametrize(("cause", "of", "low", "kept"), MISSES, ids=[each[0] for each in MISSES])
def test_a_missed_term_has_its_cause(
    reader: Reader, cause: str, of: Gold, low: dict[str, str], kept: dict[str, str]
) -> None:
    sure = [predicted(of, name, iri) for iri, name in kept.items()]
    unsure = [predicted(of, name, iri, 0.1) for iri, name in low.items()]
    term = next(iter(of.terms["condition"]))
    cases = list(missed([of], "condition", [*sure, *unsure], sure, reader))
    mine = next(case for case in cases if case.label == of.terms["condition"][term])
    assert mine.cause == cause
    assert mine.aside == (term == WIDE and NARROW in kept)


def test_another_name_of_a_treatment_alone_says_the_term(reader: Reader) -> None:
    of = study("NCT00000001", terms={})._replace(
        names={"condition": (), "treatment": ("QGE031",)},
        terms={"condition": {}, "treatment": {DRUG: "Omalizumab"}},
        other_names=("omalizumab",),
    )
    assert [(case.cause, case.text) for case in missed([of], "treatment", [], [], reader)] == [
        ("in another name alone", "omalizumab")
    ]


BRANCHES = study("NCT00000001", "a", terms={NARROW: "Dermatitis, Atopic"})
BELOW = study("NCT00000001", "a", terms={WIDE: "Dermatitis"})
MISTAKES = [
    ("wider than an assigned term", predicted(BRANCHES, "a", WIDE), BRANCHES),
    ("narrower than an assigned term", predicted(BELOW, "a", NARROW), BELOW),
    ("of another branch", predicted(BRANCHES, "a", DRUG), BRANCHES),
    ("abbreviation", predicted(BRANCHES, "a", OTHER, method=Method.ACRONYM), BRANCHES),
    ("exact name that the registry leaves out", predicted(BRANCHES, "a", OTHER), BRANCHES),
    ("learnt", predicted(BRANCHES, "a", OTHER, method=Method.LEARNT), BRANCHES),
    ("side of a list", predicted(BRANCHES, "a", OTHER, method=Method.LISTED), BRANCHES),
    ("contained", predicted(BRANCHES, "a", OTHER, method=Method.CONTAINED), BRANCHES),
    ("alike", predicted(BRANCHES, "a", OTHER, method=Method.FUZZY), BRANCHES),
    ("by another method", predicted(BRANCHES, "a", OTHER, method=Method.PHRASE), BRANCHES),
]


@pytest.mark.parametrize(("cause", "prediction", "of"), MISTAKES, ids=[each[0] for each in MISTAKES])
def test_a_wrong_term_has_its_cause(reader: Reader, cause: str, prediction: Prediction, of: Gold) -> None:
    assert [case.cause for case in wrong([of], "condition", [prediction], reader)] == [cause]


def test_a_mistake_in_a_study_without_any_term_is_told_apart(reader: Reader) -> None:
    bare = study("NCT00000001", "Asthma", terms={})
    assert [case.aside for case in wrong([bare], "condition", [predicted(bare, "Asthma", OTHER)], reader)] == [True]


def test_each_cause_is_tested() -> None:
    assert {cause for cause, *_ in MISSES} | {"in another name alone"} == {rule.cause for rule in MISSED}
    assert {cause for cause, *_ in MISTAKES} == {rule.cause for rule in WRONG}
