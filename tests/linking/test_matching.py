"""The chain of methods, on made-up vocabularies."""

import re
from pathlib import Path

import msgspec
import pytest

from kg.countries import COUNTRIES
from kg.linking import Linker, Method, Predicate, SharedNode, StudyNames
from kg.linking.index import TermIndex
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons
from kg.linking.place_matcher import Point, distance

MESH = "http://id.nlm.nih.gov/mesh/"
Found = tuple[str, str, str]


@pytest.fixture(scope="module")
def linker(lexicon: Path) -> Linker:
    return Linker(lexicon)


def found(linker: Linker, kind: str, name: str, **more: object) -> list[Found]:
    """Predicate, object and method of each match."""
    node = SharedNode("https://w3id.org/kgbuild/id/x", kind, name, **more)  # type: ignore[arg-type]
    return [(each.predicate.name, each.object.removeprefix(MESH), each.method.value) for each in linker.match(node)]


APLASTIC = [
    ("EXACT", "D000741", "PREFERRED_LABEL"),
    ("EXACT", "http://purl.obolibrary.org/obo/DOID_12449", "COUNTERPART"),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Aplastic Anemia", APLASTIC),  # the inverted heading
        ("APLASTIC ANAEMIAS", APLASTIC),
        ("Type II Diabetes Mellitus", [("EXACT", "D003924", "PREFERRED_LABEL")]),
        ("NIDDM", [("EXACT", "D003924", "SYNONYM")]),
        ("Breast Cancer", [("EXACT", "D001943", "SYNONYM")]),
        ("Malignant breast tumours", [("CLOSE", "D001943", "PREFERRED_LABEL")]),  # words read as others
        ("Multiple Sclerosis (MS)", [("EXACT", "D009103", "PREFERRED_LABEL")]),
        ("Relapsed/refractory severe acquired aplastic anemia", [("BROAD", "D000741", "CONTAINED")]),
        ("Early breast cancer", [("BROAD", "D001943", "CONTAINED")]),
        ("Rheumatoid Artritis", [("CLOSE", "D001172", "FUZZY")]),
        ("Disease of Make-Believe", []),  # "disease" says nothing
        ("Something else", []),
        ("---", []),
        ("Made-up Fever", [("EXACT", "http://purl.obolibrary.org/obo/DOID_99999", "PREFERRED_LABEL")]),
        ("Bone Marrow", [("EXACT", "D001853", "PREFERRED_LABEL")]),  # no disease, and yet its exact name
    ],
)
def test_conditions(linker: Linker, name: str, expected: list[Found]) -> None:
    assert found(linker, "condition", name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Metformin hydrochloride 500 mg tablets", [("EXACT", "D008687", "PREFERRED_LABEL")]),
        ("Glucophage", [("EXACT", "D008687", "SYNONYM")]),
        ("Bone marrow mesenchymal stem cells infusion", [("BROAD", "D059630", "CONTAINED")]),
    ],
)
def test_treatments(linker: Linker, name: str, expected: list[Found]) -> None:
    assert found(linker, "treatment", name) == expected


def test_ambiguity_is_said(linker: Linker) -> None:
    matches = linker.match(SharedNode("x", "condition", "MS"))
    assert [(each.object.removeprefix(MESH), each.method, each.predicate.name) for each in matches] == [
        ("D008945", "AMBIGUOUS", "CLOSE"),
        ("D009103", "AMBIGUOUS", "CLOSE"),
    ]
    assert {each.candidates for each in matches} == {2}
    assert all(each.confidence < 0.5 for each in matches)


def test_the_branch_decides_among_equal_names(linker: Linker) -> None:
    assert found(linker, "condition", "Cold") == [("EXACT", "D013684", "SYNONYM")]


def test_numbers_are_never_fuzzy(linker: Linker) -> None:
    assert ("CLOSE", "D003922", "FUZZY") not in found(linker, "condition", "Diabetes Melitus, Type 2")
    assert found(linker, "condition", "Diabetes Melitus, Type 2") == [("CLOSE", "D003924", "FUZZY")]


@pytest.mark.parametrize(
    ("name", "disease"),
    [
        ("Aplastic Anemia", True),
        ("Rheumatoid Artritis", True),
        ("Made-up Fever", True),  # of DOID alone
        ("MS", True),  # Multiple Sclerosis or Mitral Valve Stenosis
        ("Cold", True),  # of two terms of one name the disease is meant
        ("Early breast cancer", False),  # its match is broad: so would be that of a question about breast cancer
        ("Mesenchymal Stem Cells", False),
        ("Bone Marrow", False),
        ("Something else", False),
    ],
)
def test_a_condition_is_a_disease_if_its_surest_match_is_one(linker: Linker, name: str, disease: bool) -> None:
    matches = linker.match(SharedNode("https://w3id.org/kgbuild/id/x", "condition", name))
    assert linker.is_disease(matches) is disease


def test_a_less_sure_match_to_a_disease_makes_none(linker: Linker) -> None:
    [cells] = linker.match(SharedNode("x", "condition", "Mesenchymal Stem Cells"))
    anemia, _ = linker.match(SharedNode("x", "condition", "Aplastic Anemia"))
    assert linker.is_disease((anemia, cells))
    assert not linker.is_disease((cells, anemia))


def test_what_no_vocabulary_knows_leaves_it_to_the_next_exact_match(linker: Linker) -> None:
    anemia, _ = linker.match(SharedNode("x", "condition", "Aplastic Anemia"))
    [stated, *_] = linker.match(SharedNode("x", "condition", "Aplastic Anemia", stated=(f"{MESH}D999999",)))
    close = msgspec.structs.replace(anemia, predicate=Predicate.CLOSE)
    assert stated.method is Method.REGISTRY
    assert linker.is_disease((stated, anemia))
    assert not linker.is_disease((stated, close))
    assert not linker.is_disease((stated,))


def test_all_terms_of_an_ambiguous_name_must_be_diseases(linker: Linker) -> None:
    one, other = linker.match(SharedNode("x", "condition", "MS"))
    assert one.method is other.method is Method.AMBIGUOUS
    assert not linker.is_disease((one, msgspec.structs.replace(other, object=f"{MESH}D059630")))


def test_evidence_in_the_columns_of_sssom(linker: Linker) -> None:
    match, further = linker.match(SharedNode("x", "condition", "aplastic anaemia"))
    assert match.object_label == "Anemia, Aplastic"
    assert match.subject_label == "aplastic anaemia"
    assert (match.match_string, match.source) == ("Anemia, Aplastic", "mesh")
    assert match.justification == "https://w3id.org/semapv/vocab/LexicalMatching"
    assert match.confidence_text == "0.97"
    assert (further.object_label, further.match_string, further.source) == (
        "aplastic anemia",
        "Anemia, Aplastic",
        "doid",
    )
    assert further.justification == "https://w3id.org/semapv/vocab/MappingChaining"


def test_conditions_of_a_title(linker: Linker) -> None:
    title = "Mesenchymal Stem Cells in Severe Acquired Aplastic Anemia, a Disease"
    found = linker.infer_conditions(StudyNames("s", title))
    assert [(each.predicate.name, each.object, each.method) for each in found] == [
        ("INFERRED", f"{MESH}D000741", "TITLE")
    ]


def test_without_a_lexicon_nothing_is_matched_but_countries(tmp_path: Path) -> None:
    linker = Linker(tmp_path)
    assert found(linker, "condition", "Aplastic Anemia") == []
    assert found(linker, "organization", "University of S\u00e3o Paulo") == []
    assert found(linker, "place", "Aarhus", country="DK") == []
    assert found(linker, "country", "Brazil", country="BR") == [("SAME", "https://sws.geonames.org/3469034/", "CODE")]
    assert found(linker, "country", "Yugoslavia") == []


def test_every_country_of_the_table_is_one_of_geonames_by_its_name(tmp_path: Path) -> None:
    linker = Linker(tmp_path)
    for code, name in COUNTRIES.items():
        [match] = linker.match(SharedNode(f"{code}", "country", name, code, None, None))
        assert re.fullmatch("https://sws[.]geonames[.]org/[1-9][0-9]*/", match.object)
        assert (match.object_label, match.source) == (name, "geonames")


def test_a_code_that_no_country_has_is_matched_with_nothing(tmp_path: Path) -> None:
    assert found(Linker(tmp_path), "country", "Nowhere", country="QQ") == []


# Organizations


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Universidade de Sao Paulo", [("SAME", "036rp1748", "PREFERRED_LABEL")]),
        ("University of Sao Paulo", [("SAME", "036rp1748", "SYNONYM")]),
        ("USP", [("SAME", "036rp1748", "ACRONYM")]),
        ("University of S\u00e3o Paulo (USP)", [("SAME", "036rp1748", "SYNONYM")]),
        ("Example Pharma, Inc.", [("SAME", "01example1", "PREFERRED_LABEL")]),
        ("Exphar", [("SAME", "01example1", "SYNONYM")]),
        ("School of Medicine of the University of S\u00e3o Paulo", [("BROAD", "036rp1748", "PARENT")]),
        ("Heart Institute, University of Sao Paulo", [("BROAD", "036rp1748", "PARENT")]),
        ("General Hospital", [("CLOSE", "02example2", "AMBIGUOUS"), ("CLOSE", "03example3", "AMBIGUOUS")]),
        ("Closed Institute", []),
        ("usp", []),  # a word in lower case is no abbreviation
        ("Institute of Nothing", []),
    ],
)
def test_organizations(linker: Linker, name: str, expected: list[Found]) -> None:
    ror = [
        (predicate, iri.removeprefix("https://ror.org/"), method)
        for predicate, iri, method in found(linker, "organization", name)
    ]
    assert ror == expected


# Places


def city(linker: Linker, name: str, country: str, state: str | None = None, point: Point | None = None) -> list[Found]:
    rows = found(linker, "place", name, country=country, state=state, point=point)
    return [(a, b.removeprefix("https://sws.geonames.org/"), c) for a, b, c in rows]


def test_the_point_decides_among_namesakes(linker: Linker) -> None:
    assert city(linker, "Springfield", "US", point=Point(42.2, -72.6)) == [("SAME", "2/", "POINT")]
    assert city(linker, "Springfield", "US", point=Point(39.7, -89.7)) == [("SAME", "1/", "POINT")]
    assert city(linker, "Springfield", "US", point=Point(10.0, 10.0)) == []


def test_the_state_decides_among_namesakes(linker: Linker) -> None:
    assert city(linker, "Springfield", "US", "Illinois") == [("SAME", "1/", "PREFERRED_LABEL")]
    assert city(linker, "Springfield", "US", "Massachusetts") == [("SAME", "2/", "PREFERRED_LABEL")]


def test_a_city_of_another_state_is_another_city(linker: Linker) -> None:
    assert city(linker, "Aarhus", "DK", "Nowhere") == [("SAME", "3/", "PREFERRED_LABEL")]  # no division of that name
    assert city(linker, "Sharon", "US", "Massachusetts") == [("SAME", "7/", "PREFERRED_LABEL")]
    assert city(linker, "Sharon", "US", "Illinois") == []


def test_namesakes_without_point_or_state(linker: Linker) -> None:
    assert city(linker, "Springfield", "US") == [("CLOSE", "1/", "AMBIGUOUS"), ("CLOSE", "2/", "AMBIGUOUS")]


def test_a_namesake_a_thousand_times_as_large(linker: Linker) -> None:
    assert city(linker, "Bigtown", "FR") == [("SAME", "5/", "PREFERRED_LABEL")]


@pytest.mark.parametrize(
    "name", ["Aarhus", "\u00c5rhus", "AARHUS", "Aarhus N", "Aarhus (North)", "Aarhus, Jutland", "8000 Aarhus"]
)
def test_spellings_of_a_city(linker: Linker, name: str) -> None:
    assert [row[1] for row in city(linker, name, "DK")] == ["3/"]


def test_a_lake_is_no_city(linker: Linker) -> None:
    assert city(linker, "Big Lake", "DK") == []


def test_a_slip_is_forgiven_at_the_point(linker: Linker) -> None:
    assert city(linker, "Aarhuus", "DK", point=Point(56.16, 10.21)) == [("CLOSE", "3/", "POINT")]
    assert city(linker, "Aarhuus", "DK") == [("CLOSE", "3/", "FUZZY")]


def test_distance() -> None:
    paris, london = Point(48.8566, 2.3522), Point(51.5074, -0.1278)
    assert round(distance(paris, london)) == 344
    assert distance(paris, paris) == 0


# Learning


def test_learning(lexicon: Path, tmp_path: Path) -> None:
    lexicons = Lexicons(lexicon)
    teacher = Teacher("condition", TermIndex(lexicons.of("concept")))
    wasting, aplastic = (f"{MESH}D000099", "Wasting"), (f"{MESH}D000741", "Anemia, Aplastic")
    for _ in range(4):
        teacher.learn(Lesson(("The Dwindles", "Aplastic Anemia"), (wasting, aplastic)))
    teacher.learn(Lesson(("The Dwindles",), (wasting,)))
    teacher.learn(Lesson(("Sniffles",), (wasting,)))
    teacher.save(tmp_path, built="2026-01-01", sources="made up")
    linker = Linker(tmp_path)
    (match,) = linker.match(SharedNode("x", "condition", "the dwindles"))
    assert (match.object, match.predicate.name, match.method) == (wasting[0], "CLOSE", "LEARNT")
    assert match.confidence == 0.83  # five of five studies, one more for caution
    assert match.object_label == "Wasting"
    assert linker.match(SharedNode("x", "condition", "Severe dwindles"))[0].predicate.name == "BROAD"
    # Aplastic anemia is not among its terms: another name of the same studies bears that. And once is not enough.
    assert linker.match(SharedNode("x", "condition", "Sniffles")) == ()
    assert linker.match(SharedNode("x", "treatment", "the dwindles")) == ()


def taught(lexicon: Path, folder: Path, *lessons: Lesson, kind: str = "condition") -> Linker:
    """A linker that knows nothing but what the lessons taught."""
    lexicons = Lexicons(lexicon)
    teacher = Teacher(kind, TermIndex(lexicons.of("concept")))
    for lesson in lessons:
        teacher.learn(lesson)
    teacher.save(folder, built="2026-01-01", sources="made up")
    lexicons.close()
    return Linker(folder)


def test_what_a_part_of_a_name_leads_to_is_not_said_of_the_part_alone(lexicon: Path, tmp_path: Path) -> None:
    apnea = (f"{MESH}D000098", "Dwindling Apnea")
    linker = taught(lexicon, tmp_path, *[Lesson(("Nightly dwindles",), (apnea,))] * 4)
    assert found(linker, "condition", "Nightly dwindles") == [("CLOSE", "D000098", "LEARNT")]
    assert found(linker, "condition", "dwindles") == [("BROAD", "D000098", "CONTAINED")]


def test_the_label_of_a_learnt_term_is_a_name(lexicon: Path, tmp_path: Path) -> None:
    linker = taught(lexicon, tmp_path, Lesson(("Something",), ((f"{MESH}C000001", "zanolimab"),)), kind="treatment")
    assert found(linker, "treatment", "Zanolimab 5 mg") == [("EXACT", "C000001", "PREFERRED_LABEL")]


def test_names_that_always_come_together_are_told_apart_by_the_labels(lexicon: Path, tmp_path: Path) -> None:
    terms = ((f"{MESH}C000001", "zanolimab"), (f"{MESH}C000002", "yanolimab"))
    linker = taught(lexicon, tmp_path, *[Lesson(("Zanolimab", "Yanolimab"), terms)] * 5, kind="treatment")
    assert found(linker, "treatment", "Zanolimab") == [("EXACT", "C000001", "PREFERRED_LABEL")]


def test_what_the_registry_says_it_found(lexicon: Path, tmp_path: Path) -> None:
    terms = ((f"{MESH}D000099", "Wasting"), (f"{MESH}D000098", "Sneezing"))
    told = (("Dwindles", terms[0][0]), ("Sniffles", terms[1][0]))
    linker = taught(lexicon, tmp_path, *[Lesson(("Dwindles", "Sniffles"), terms, found=told)] * 5)
    assert found(linker, "condition", "Dwindles") == [("CLOSE", "D000099", "LEARNT")]
    assert found(linker, "condition", "Sniffles") == [("CLOSE", "D000098", "LEARNT")]


def test_a_wider_term_is_a_broad_match(lexicon: Path, tmp_path: Path) -> None:
    linker = taught(lexicon, tmp_path, *[Lesson(("Nightly wasting",), ((f"{MESH}D000099", "Wasting"),))] * 4)
    assert found(linker, "condition", "Nightly wasting") == [("BROAD", "D000099", "LEARNT")]


def test_terms_of_the_tree_of_the_registry_are_of_the_right_branch(lexicon: Path, tmp_path: Path) -> None:
    lesson = Lesson(("Something",), ((f"{MESH}D000001", "Something"),), ((f"{MESH}D000002", "Respiration Faults"),))
    linker = taught(lexicon, tmp_path, lesson)
    (match,) = linker.match(SharedNode("x", "condition", "Respiration Faults"))
    assert (match.object, match.confidence) == (f"{MESH}D000002", 0.97)


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("condition", "Fever (Bone Marrow)", []),  # in brackets only a disease names a condition
        ("condition", "NIDDM (Diabetes)", [("EXACT", "D003924", "SYNONYM")]),
        ("treatment", "Something (Metformin)", [("EXACT", "D008687", "PREFERRED_LABEL")]),
        ("treatment", "Nasal bone marrow", [("BROAD", "D001853", "PREFERRED_LABEL")]),  # not the same
        ("treatment", "Oral metformin", [("EXACT", "D008687", "PREFERRED_LABEL")]),  # a substance is
    ],
)
def test_parts_of_a_name(linker: Linker, kind: str, name: str, expected: list[Found]) -> None:
    assert found(linker, kind, name) == expected
