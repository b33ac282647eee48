"""What keywords say of the conditions of studies, and how much of it a registry teaches."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.dates import PartialDate
from kg.linking import Linker, StudyNames
from kg.linking.curated_table import read_curation
from kg.linking.index import TermIndex
from kg.linking.installation import build_vocabulary
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons
from kg.pipeline.vocabularies.name_evidence import lesson
from kg.record import BrowseLeaf, Concept, Indexing, Registration, Study

from . import made_up

AS_OF = "2026-01-01"
MESH = "http://id.nlm.nih.gov/mesh/"
STUDY = "https://w3id.org/kgbuild/id/study/NCT99990001"
MORE = (("D000740", "Anemia", ("C15.378.071",), ("Anaemia",)),)
Infer = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MeSH, made up, with a term above another one."""
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "desc.xml").write_bytes(made_up.mesh_xml(MORE))
    build_vocabulary(folder, "mesh", [folder / "desc.xml"], built=AS_OF)
    return folder


@pytest.fixture(scope="module")
def linker(lexicon: Path) -> Linker:
    return Linker(lexicon)


def inferred(linker: Linker, *keywords: str, conditions: tuple[str, ...] = ("Something",)) -> list[tuple[str, str]]:
    """Object of each inferred condition, and what named it."""
    found = linker.infer_conditions(StudyNames(STUDY, "A title", conditions, keywords))
    assert {(each.predicate.name, each.method.value) for each in found} <= {("INFERRED", "KEYWORD")}
    return [(each.object.removeprefix(MESH), each.subject_label or "") for each in found]


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("Breast Cancer", ["D001943"]),
        ("aplastic anaemias", ["D000741"]),
        ("Anemia, Aplastic", ["D000741"]),  # an inverted heading, and no list
        ("Early breast cancer", []),  # a name inside it
        ("Malignant breast tumours", []),  # words read as others
        ("Rheumatoid Artritis", []),  # a slip
        ("Bone Marrow", []),  # no disease
        ("MS", []),  # one of two
        ("Metformin", []),
        ("tryptase, aplastic anemia; NIDDM", ["D000741", "D003924"]),
        ("breast cancer;", ["D001943"]),
        ("tryptase, early breast cancer", []),
        ("", []),
        ("-", []),
        ("Breast Cancer" + " " * 2_000, []),  # no name is so long
    ],
)
def test_a_keyword_names_a_disease_as_a_whole(linker: Linker, keyword: str, expected: list[str]) -> None:
    assert sorted(each for each, _ in inferred(linker, keyword)) == expected


@pytest.mark.parametrize(
    ("conditions", "keyword", "expected"),
    [
        (("Aplastic Anemia",), "aplastic anaemia", []),  # the condition is matched to it
        (("Severe acquired aplastic anemia",), "Aplastic Anemia", []),  # as a broader one
        (("Aplastic Anemia",), "Anemia", ["D000740"]),  # it stands above, and registries assign it
        (("Anemia",), "Aplastic Anemia", ["D000741"]),  # it stands below, and says more
        (("MS",), "Multiple Sclerosis", ["D009103"]),  # of two terms the keyword says which
        (("Breast Cancer", "Anemia"), "NIDDM", ["D003924"]),
    ],
)
def test_what_the_conditions_say_is_not_said_again(
    linker: Linker, conditions: tuple[str, ...], keyword: str, expected: list[str]
) -> None:
    assert [each for each, _ in inferred(linker, keyword, conditions=conditions)] == expected


def test_a_term_is_said_once_by_the_keyword_that_names_it_most_surely(linker: Linker) -> None:
    keywords = ("NIDDM", "diabetes mellitus type 2", "Type 2 Diabetes Mellitus")
    for given in (keywords, keywords[::-1]):
        assert inferred(linker, *given) == [("D003924", "NIDDM")]  # all alike: the first in the order of letters


def test_the_title_counts_where_no_condition_is_stated(linker: Linker) -> None:
    for conditions, expected in (
        ((), {("D000741", "TITLE"), ("D001943", "KEYWORD")}),
        (("Anemia",), {("D001943", "KEYWORD")}),
    ):
        study = StudyNames(STUDY, "Cells in aplastic anemia and breast cancer", conditions, ("breast cancer",))
        found = linker.infer_conditions(study)
        assert {(each.object.removeprefix(MESH), each.method.value) for each in found} == expected


def test_curators_decide_what_is_inferred_of_a_study(lexicon: Path) -> None:
    table = (
        "subject_id\tpredicate_id\tobject_id\tpredicate_modifier\tmapping_justification\n"
        "kgb:study/NCT99990001\tct:inferredCondition\tmesh:D001943\tNot\tsemapv:ManualMappingCuration\n"
        "kgb:study/NCT99990002\tct:inferredCondition\tmesh:D001853\t\tsemapv:ManualMappingCuration\n"
    )
    curation = read_curation(table.splitlines(), name="x", base="https://w3id.org/kgbuild/id/").curation
    linker = Linker(lexicon, curation=curation)
    assert inferred(linker, "Breast Cancer", "NIDDM") == [("D003924", "NIDDM")]
    # Of a study that names nothing by itself, too.
    (accepted,) = linker.infer_conditions(StudyNames(f"{STUDY[:-1]}2"))
    assert (accepted.object, accepted.method.value) == (f"{MESH}D001853", "CURATED")


def taught(lexicon: Path, folder: Path, *lessons: Lesson) -> Linker:
    lexicons = Lexicons(lexicon)
    teacher = Teacher("keyword", TermIndex(lexicons.of("concept")))
    for each in lessons:
        teacher.learn(each)
    teacher.save(folder, built=AS_OF, sources="made up")
    lexicons.close()
    for path in lexicon.glob("*.sqlite"):
        (folder / path.name).symlink_to(path)
    return Linker(folder)


def test_a_keyword_that_the_registry_passes_over_is_not_believed(lexicon: Path, tmp_path: Path) -> None:
    breast = (f"{MESH}D001943", "Breast Neoplasms")
    lessons = [Lesson(("Breast Cancer", "NIDDM"), (breast,))] * 20
    linker = taught(lexicon, tmp_path, *lessons)
    assert inferred(linker, "Breast Cancer", "NIDDM") == [("D001943", "Breast Cancer")]
    (match,) = linker.infer_conditions(StudyNames(STUDY, None, ("Something",), ("Breast Cancer",)))
    assert match.confidence == 0.99  # 20 of 20, with ten more at 0.97


def test_what_the_registry_finds_in_a_keyword_is_learnt(lexicon: Path, tmp_path: Path) -> None:
    wasting = (f"{MESH}D000099", "Wasting")
    found = (("The dwindles", wasting[0]),)
    linker = taught(lexicon, tmp_path, *[Lesson(("The Dwindles", "Tryptase"), (wasting,), found=found)] * 4)
    assert inferred(linker, "dwindles", "Tryptase") == [("D000099", "dwindles")]


def study(version: int | None, **more: object) -> Study:
    return Study(
        id="NCT99990001",
        publisher="ctgov",
        conditions=("Multiple Sclerosis",),
        keywords=("breast cancer", "Dwindles", "tryptase"),
        condition_indexing=Indexing(
            concepts=(
                Concept(id="D001943", term="Breast Neoplasms"),
                Concept(id="D000099", term="Wasting"),
                Concept(id="D009103", term="Multiple Sclerosis"),
            ),
            leaves=(BrowseLeaf(id="M1", name="Wasting", found="Dwindles"),),
        ),
        registration=Registration(version=None if version is None else PartialDate(version, 5, 6)),
        **more,  # type: ignore[arg-type]
    )


def test_a_study_teaches_of_keywords_what_these_bear(lexicon: Path) -> None:
    """The term of its condition is borne by no keyword, and tells nothing of any."""
    index = TermIndex(Lexicons(lexicon).of("concept"))
    told = lesson(study(2025), "keyword", index)
    assert told is not None
    assert told.names == ("breast cancer", "Dwindles", "tryptase")
    assert told.terms == ((f"{MESH}D001943", "Breast Neoplasms"), (f"{MESH}D000099", "Wasting"))


@pytest.mark.parametrize("version", [None, 2020, 2024])
def test_data_from_before_the_registry_read_keywords_teach_nothing_of_them(version: int | None, lexicon: Path) -> None:
    index = TermIndex(Lexicons(lexicon).of("concept"))
    assert lesson(study(version), "keyword", index) is None
    assert lesson(study(version), "condition", index) is not None
