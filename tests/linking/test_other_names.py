"""Treatments whose own name leads to no one term are matched by the other names that records give."""

import pytest

from kg.linking import Linker, SharedNode
from kg.linking.installation import build_vocabulary
from kg.rdf import Triple, merge

from . import made_up

MESH = "http://id.nlm.nih.gov/mesh/"
NODE = "https://w3id.org/kgbuild/id/treatment/x"
MORE = (
    ("D000101", "Zanolimab", ("D12.776.124.486",), ("Zano Antibody",)),
    ("D000102", "Yanolimab", ("D12.776.124.487",), ()),
    ("D000103", "Antibodies, Made-up", ("D12.776.124",), ("Made-up Antibody",)),
    ("D000104", "Adenine Made-up", ("D13.100",), ("MAD",)),
    ("D000105", "Extract of Birch", ("D20.100",), ("ZAN",)),
    ("D000106", "Extract of Alder", ("D20.101",), ("ZAN",)),
    ("D010919", "Placebos", ("D26.660", "E02.785"), ("Placebo",)),
    ("D000107", "Challenge, Made-up", ("E05.100",), ()),
)
Found = tuple[str, str, str]


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "desc.xml").write_bytes(made_up.mesh_xml(MORE))
    build_vocabulary(folder, "mesh", [folder / "desc.xml"], built="2026-01-01")
    return Linker(folder)


def found(linker: Linker, name: str, *others: str) -> list[Found]:
    """Predicate, object and method of each match."""
    matches = linker.match(SharedNode(NODE, "treatment", name, other_names=others))
    return [(each.predicate.name, each.object.removeprefix(MESH), each.method.value) for each in matches]


ONE = [("EXACT", "D000101", "OTHER_NAME")]


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("QXZ031", ("Zanolimab",), ONE),
        ("QXZ031", ("zano antibody", "ZANOLIMAB 10 mg tablet", "QXZ-031"), ONE),  # all lead to one
        ("QXZ031", ("Zanolimab", "Made-up Antibody"), ONE),  # its class is above it
        ("QXZ031", ("Zanolimab", "Placebo"), ONE),  # what it was in one study
        ("QXZ031", ("Placebo",), []),
        ("QXZ031", ("Made-up Antibody",), [("CLOSE", "D000103", "OTHER_NAME")]),  # a class is no substance
        ("QXZ031", ("Made-up Challenge",), [("CLOSE", "D000107", "OTHER_NAME")]),
        ("QXZ031", ("Zanolimab", "Yanolimab"), [("CLOSE", f"D00010{n}", "AMBIGUOUS") for n in (1, 2)]),
        ("QXZ031", ("Zanolimab plus Yanolimab", "Zanolimab/Yanolimab", "Zanolimab & x"), []),  # several things
        ("QXZ031 + standard of care", ("Zanolimab",), []),  # likewise
        ("QXZ031", ("MAD", "ZAN"), []),  # abbreviations mean other things elsewhere
        ("QXZ031", ("Early zanolimab",), []),  # a name inside it
        ("QXZ031", ("Breast Cancer",), []),  # no treatment
        ("QXZ031", (), []),
        ("Metformin", ("Zanolimab",), [("EXACT", "D008687", "PREFERRED_LABEL")]),  # the own name wins
        ("ZAN", (), [("CLOSE", f"D00010{n}", "AMBIGUOUS") for n in (5, 6)]),
        ("ZAN", ("Extract of Alder",), [("CLOSE", "D000106", "OTHER_NAME")]),  # of namesakes
        ("ZAN", ("Zanolimab",), [("CLOSE", f"D00010{n}", "AMBIGUOUS") for n in (5, 6)]),
        ("QXZ, metformin", ("Zanolimab",), [("CLOSE", "D000101", "OTHER_NAME")]),  # of a part of the name
        ("QXZ, metformin", ("Glucophage",), [("BROAD", "D008687", "CONTAINED")]),  # which says more
    ],
)
def test_other_names(linker: Linker, name: str, others: tuple[str, ...], expected: list[Found]) -> None:
    assert found(linker, name, *others) == expected
    assert found(linker, name, *reversed(others)) == expected


def test_another_name_is_less_sure_than_the_own(linker: Linker) -> None:
    (own,) = linker.match(SharedNode(NODE, "treatment", "Zanolimab"))
    (other,) = linker.match(SharedNode(NODE, "treatment", "QXZ031", other_names=("Zanolimab",)))
    assert (own.confidence, other.confidence) == (0.95, 0.81)
    assert (other.subject_label, other.match_string, other.source) == ("QXZ031", "Zanolimab", "mesh")


def test_names_among_which_it_cannot_be_decided_say_among_how_many(linker: Linker) -> None:
    matches = linker.match(SharedNode(NODE, "treatment", "QXZ031", other_names=("Zanolimab", "Yanolimab")))
    assert [(each.candidates, each.confidence) for each in matches] == [(2, 0.38), (2, 0.38)]


def test_only_treatments_have_other_names(linker: Linker) -> None:
    assert linker.match(SharedNode(NODE, "condition", "QXZ031", other_names=("Aplastic Anemia",))) == ()


def test_of_very_many_other_names_the_first_are_kept_in_the_graph() -> None:
    subject, name = f"<{NODE}>", "<https://schema.org/name>"
    other = "<https://w3id.org/kgbuild/ontology#otherName>"
    rows: list[Triple] = [(subject, other, f'"{number:04}"') for number in range(300)]
    merged = list(merge(sorted([*rows, (subject, name, '"x"')])))
    assert [term for _, predicate, term in merged if predicate == other] == [f'"{number:04}"' for number in range(100)]
    assert (subject, "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"x"') in merged
