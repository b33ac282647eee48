"""Names that say more than one name: lists, what they deny, what they hold, abbreviations and phrases of registries."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.linking import Linker, SharedNode
from kg.linking.abbreviations import explained
from kg.linking.compilation import compile_terms
from kg.linking.frame import Frame
from kg.linking.index import TermIndex
from kg.linking.learning import Lesson, Teacher
from kg.linking.lexicon import Lexicons
from kg.linking.listed_names import sides
from kg.linking.vocabularies.term import Branch, Rank, VocabularyTerm

MESH = "http://id.nlm.nih.gov/mesh/"
META = {"kind": "concept", "title": "made up", "licence": "none", "built": "2026-01-01", "version": "1", "sources": ""}


def term(
    number: str, label: str, *names: str, branch: str = Branch.DISEASE, rank: Rank = Rank.SYNONYM
) -> VocabularyTerm:
    return VocabularyTerm(f"{MESH}{number}", label, tuple((rank, name) for name in names), (branch,))


TERMS = (
    term("D1", "Obesity"),
    term("D2", "Overweight"),
    term("D3", "Hepatitis B"),
    term("D4", "Hepatitis C"),
    term("D5", "Breast Neoplasms", "Breast Cancer"),
    term("D6", "Ovarian Neoplasms", "Ovarian Cancer"),
    term("D7", "Small Cell Lung Carcinoma", "Small Cell Lung Cancer"),
    term("D8", "Carcinoma, Non-Small-Cell Lung", "Non-Small Cell Lung Cancer"),
    term("D9", "Lung Neoplasms", "Lung Cancer"),
    term("D10", "Celiac Disease"),
    term("D11", "Fatty Liver, Alcoholic", "Alcoholic Fatty Liver"),
    term("D12", "Fatty Liver"),
    term("D13", "Asthma"),
    term("D14", "Rectal Neoplasms", "Rectal Cancer"),
    term("D15", "Colorectal Neoplasms", "Colorectal Cancer"),
    term("D16", "Renal Insufficiency, Chronic", "Chronic Kidney Disease"),
    term("D18", "Hepatitis"),
    term("D19", "Hepatitis A"),
    term("D009369", "Neoplasms"),
    term("D20", "Paclitaxel", branch=Branch.CHEMICAL),
    term("D21", "Carboplatin", branch=Branch.CHEMICAL),
    term("D22", "Omalizumab", branch=Branch.CHEMICAL),
    term("D23", "Placebos", "Placebo", branch=Branch.CHEMICAL),
    term("C24", "salicylhydroxamic acid", "SHAM", branch=Branch.CHEMICAL),
    term("C25", "aclonifen", "CHALLENGE", branch=Branch.CHEMICAL, rank=Rank.MAPPED),
    VocabularyTerm(f"{MESH}D17", None, ((Rank.MAPPED, "CKD"),), (Branch.DISEASE,)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    compile_terms(folder, "mesh", TERMS, meta=META)
    return folder


@pytest.fixture(scope="module")
def linker(folder: Path) -> Linker:
    return Linker(folder)


def found(linker: Linker, kind: str, name: str) -> list[tuple[str, str, str]]:
    """Predicate, local name of the term and method of each match, in the order of the terms."""
    matches = linker.match(SharedNode("x", kind, name))
    return sorted((each.predicate.name, each.object.removeprefix(MESH), each.method.value) for each in matches)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Overweight and Obesity", ["D1", "D2"]),
        ("Overweight/Obesity", ["D1", "D2"]),
        ("Overweight, obesity, and asthma", ["D1", "D13", "D2"]),
        ("Hepatitis B and C", ["D3", "D4"]),
        ("Breast or Ovarian Cancer", ["D5", "D6"]),
    ],
)
def test_a_list_of_conditions_is_split_where_all_sides_are_names(
    linker: Linker, name: str, expected: Sequence[str]
) -> None:
    assert found(linker, "condition", name) == [("NARROW", each, "LISTED") for each in expected]


def test_a_side_that_is_no_name_leaves_the_others_contained(linker: Linker) -> None:
    assert found(linker, "condition", "Asthma and Bad Luck") == [("BROAD", "D13", "CONTAINED")]


def test_what_is_given_together_is_a_case_of_each(linker: Linker) -> None:
    assert found(linker, "treatment", "Paclitaxel/Carboplatin") == [
        ("BROAD", "D20", "LISTED"),
        ("BROAD", "D21", "LISTED"),
    ]


def test_a_text_is_no_list() -> None:
    assert sides(", ".join("abcdefghij")) == ()
    assert sides("Asthma") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Non-celiac Gluten Sensitivity", []),
        ("Not-Celiac Disease", []),
        ("Non alcoholic fatty liver", ["D12"]),
        ("Advanced Non-Small Cell Lung Cancer", ["D8"]),
        ("Obesity without Asthma", ["D1"]),
    ],
)
def test_what_a_name_denies_is_not_in_it(linker: Linker, name: str, expected: Sequence[str]) -> None:
    assert found(linker, "condition", name) == [("BROAD", each, "CONTAINED") for each in expected]


@pytest.mark.parametrize("name", ["Placebo for Omalizumab", "Omalizumab placebo"])
def test_what_a_placebo_is_called_after_is_not_given(linker: Linker, name: str) -> None:
    assert found(linker, "treatment", name) == [("BROAD", "D23", "CONTAINED")]


def test_what_a_sham_is_called_after_is_not_given(linker: Linker) -> None:
    assert found(linker, "treatment", "Sham carboplatin") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sham", []), ("SHAM", [("EXACT", "C24", "SYNONYM")]), ("Oral Food Challenge", []), ("Given SHAM and more", [])],
)
def test_capitals_of_supplementary_names_and_brands(linker: Linker, name: str, expected: list[object]) -> None:
    assert found(linker, "treatment", name) == expected


@pytest.mark.parametrize("name", ["Colo-rectal Cancer", "Colorectal cancer", "COLO-RECTAL CANCERS"])
def test_a_hyphen_behind_a_combining_form_parts_no_words(linker: Linker, name: str) -> None:
    assert found(linker, "condition", name) == [("EXACT", "D15", "SYNONYM")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hepatitis A", "D19"),
        ("hepatitis a", "D19"),
        ("Hepatitis", "D18"),
        ("A Hepatitis", "D18"),
    ],
)
def test_a_letter_behind_a_name_is_no_article(linker: Linker, name: str, expected: str) -> None:
    assert [each for _, each, _ in found(linker, "condition", name)] == [expected]


def test_a_phrase_of_registries_means_what_the_table_says(linker: Linker) -> None:
    for name in (
        "Advanced Solid Tumors",
        "Solid Tumor, Unspecified, Adult",
        "Recurrent Cancer",
        "Solid Tumor Pediatric",
    ):
        assert found(linker, "condition", name) == [("BROAD", "D009369", "PHRASE")]
    assert found(linker, "condition", "Locally Advanced or Metastatic Solid Tumors") == [("BROAD", "D009362", "PHRASE")]
    assert found(linker, "treatment", "Advanced Solid Tumors") == []
    assert found(linker, "treatment", "Surgery") == [("CLOSE", "D013514", "PHRASE")]


# What studies teach


def taught(folder: Path, place: Path, *lessons: Lesson, kind: str = "condition") -> Linker:
    """A linker of the made-up terms and of what the lessons teach."""
    lexicons = Lexicons(folder)
    teacher = Teacher(kind, TermIndex(lexicons.of("concept")))
    for lesson in lessons:
        teacher.learn(lesson)
    compile_terms(place, "mesh", TERMS, meta=META)
    teacher.save(place, built="2026-01-01", sources="made up")
    lexicons.close()
    return Linker(place)


CKD = (("CKD", "Chronic Kidney Disease"),)


def test_an_abbreviation_means_what_the_studies_say(folder: Path, tmp_path: Path) -> None:
    lesson = Lesson(("Something",), ((f"{MESH}D1", "Obesity"),), abbreviations=CKD)
    linker = taught(folder, tmp_path, lesson, lesson)
    assert found(linker, "condition", "CKD") == [("EXACT", "D16", "ACRONYM")]
    assert found(linker, "condition", "Severe CKD") == [("BROAD", "D16", "CONTAINED")]


def test_one_study_is_not_enough_for_an_abbreviation_and_two_meanings_are_too_many(
    folder: Path, tmp_path: Path
) -> None:
    other = Lesson(("Something",), ((f"{MESH}D1", "Obesity"),), abbreviations=(("CKD", "Calm Keen Dwindles"),))
    same = other._replace(abbreviations=CKD)
    once = taught(folder, tmp_path / "once", same)
    both = taught(folder, tmp_path / "both", same, same, other, other)
    for linker in (once, both):
        assert found(linker, "condition", "CKD") == [("EXACT", "D17", "ACRONYM")]


def test_a_name_inside_a_longer_known_one_is_not_counted(folder: Path, tmp_path: Path) -> None:
    """Studies of non-small cell lung cancer teach nothing about small cell lung cancer."""
    assigned = ((f"{MESH}D8", "Carcinoma, Non-Small-Cell Lung"),)
    linker = taught(folder, tmp_path, *[Lesson(("Advanced Non-Small Cell Lung Cancer",), assigned)] * 20)
    (match,) = linker.match(SharedNode("x", "condition", "Extensive Small Cell Lung Cancer"))
    assert (match.object, match.confidence) == (f"{MESH}D7", 0.65)


def test_what_registries_leave_out_is_kept_as_a_broader_term_of_low_confidence(folder: Path, tmp_path: Path) -> None:
    linker = taught(folder, tmp_path, *[Lesson(("Severe Asthma",), ((f"{MESH}D1", "Obesity"),))] * 20)
    matches = linker.match(SharedNode("x", "condition", "Persistent Asthma"))
    assert [(each.object, each.predicate.name) for each in matches if each.object.endswith("D13")] == [
        (f"{MESH}D13", "BROAD")
    ]
    assert next(each.confidence for each in matches if each.object.endswith("D13")) < 0.2


def test_newer_data_go_before_older(folder: Path, tmp_path: Path) -> None:
    old = Lesson(("Dwindles",), ((f"{MESH}D1", "Obesity"),), vintage=2020)
    new = Lesson(("Dwindles",), ((f"{MESH}D13", "Asthma"),), vintage=2026)
    linker = taught(folder, tmp_path, *[old] * 50, *[new] * 5)
    assert found(linker, "condition", "Dwindles") == [("CLOSE", "D13", "LEARNT")]


def test_older_data_tell_of_what_newer_do_not_know(folder: Path, tmp_path: Path) -> None:
    old = Lesson(("Dwindles",), ((f"{MESH}D1", "Obesity"),), vintage=2020)
    new = Lesson(("Sniffles",), ((f"{MESH}D13", "Asthma"),), vintage=2026)
    linker = taught(folder, tmp_path, *[old] * 50, *[new] * 5)
    assert found(linker, "condition", "Dwindles") == [("CLOSE", "D1", "LEARNT")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Advanced Non-Small Cell Lung Cancer (NSCLC)", [("NSCLC", "Non-Small Cell Lung Cancer")]),
        ("CKD (chronic kidney disease)", [("CKD", "chronic kidney disease")]),
        ("Transcutaneous nerve stimulation (TENS)", [("TENS", "Transcutaneous nerve stimulation")]),
        ("Human papillomavirus (HPV)", [("HPV", "Human papillomavirus")]),
        ("Tea for two (Metformin)", []),
        ("Asthma (severe)", []),
        ("(NSCLC)", []),
        ("A (B) C (D", []),
    ],
)
def test_abbreviations_that_a_text_explains(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(explained(text)) == expected


@pytest.mark.parametrize(
    ("name", "start", "end", "head"),
    [
        ("Stage IV Breast Cancer", 2, 4, True),
        ("Asthma in Children", 0, 1, True),
        ("Cluster Headache Attacks", 0, 2, False),
        ("Omalizumab injection", 0, 1, True),
        ("Omalizumab at a dose of 0.016 mg/kg", 0, 1, True),
    ],
)
def test_the_head_of_a_name(name: str, start: int, end: int, head: bool) -> None:
    from kg.linking.names import words

    assert Frame(name, len(words(name))).run(start, end, "").head is head


def test_the_terms_of_the_table_of_phrases_are_those_that_it_names(data: Path) -> None:
    import gzip
    import re

    from kg.linking import phrases

    named = {
        "D009369": "Neoplasms",
        "D009362": "Neoplasm Metastasis",
        "D019337": "Hematologic Neoplasms",
        "D064368": "Healthy Volunteers",
        "D013514": "Surgical Procedures, Operative",
        "D011878": "Radiotherapy",
        "D026741": "Physical Therapy Modalities",
        "D008279": "Magnetic Resonance Imaging",
        "D001800": "Blood Specimen Collection",
        "D013048": "Specimen Handling",
        "D011795": "Surveys and Questionnaires",
    }
    text = gzip.decompress((data / "vocab" / "mesh-desc-2026.xml.gz").read_bytes()).decode()
    labels = dict(re.findall(r"<DescriptorUI>(D\d+)</DescriptorUI><DescriptorName><String>([^<]*)", text))
    said = {phrases.phrase_of(kind, (name,)) for kind, name in (("condition", "healthy"), ("treatment", "mri"))}
    assert {each.iri.removeprefix(MESH) for each in said if each} == {"D064368", "D008279"}
    used = {
        term for table in (phrases._CASES, phrases._SAME) for kind in ("condition", "treatment") for term in table[kind]
    }
    assert {term: labels[term] for term in used} == named
