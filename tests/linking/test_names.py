"""Spellings of one name have one key; names of different things do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linking.names import acronym, form_free, key, readings, same_words, words
from kg.linking.spelling import AMERICAN_ENDINGS, AMERICAN_PARTS, GREEK, ROMAN, SAME_WORDS


def keyed(name: str) -> str:
    return key(words(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ANEMIA, APLASTIC", "Aplastic anaemia"),  # case, inverted heading, British spelling
        ("Rhinitis, Allergic, Seasonal", "seasonal allergic rhinitis"),
        ("Crohn's Disease", "Crohn disease"),
        ("Crohn\u2019s Diseases", "crohn disease"),  # typographic apostrophe, plural
        ("Ribeir\u00e3o fever", "Ribeira\u0303o Fever"),  # composed, decomposed
        ("TNF-\u03b1 inhibitors", "TNF alpha inhibitor"),
        ("Type II Diabetes", "type 2 diabetes"),
        ("Factor VIII", "factor 8"),
        ("Stage I Cancer", "stage 1 cancers"),
        ("Cancer of the Lung", "lung cancer"),
        ("HER2+ tumours", "HER2 positive tumor"),
        ("Metastases", "metastasis"),
        ("Oesophageal Stenosis", "esophageal stenosis"),
        ("Immunisation", "immunization"),
        ("Allergies", "allergy"),
        ("Graft-versus-host", "graft versus host"),
        ("Xolair\u2122", "Xolair\u00ae"),  # marks of trade
        ("NeuroStar\u2120 coil", "NeuroStar coil"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert keyed(one) == keyed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Type 1 Diabetes", "Type 2 Diabetes"),
        ("HER2+ cancer", "HER2- cancer"),
        ("Hyperthyroidism", "Hypothyroidism"),
        ("Vitamin A", "Vitamin B"),
        ("Hepatitis B", "Hepatitis C"),
        ("IV drip", "4 drip"),  # intravenous, not four
    ],
)
def test_names_of_different_things(one: str, other: str) -> None:
    assert keyed(one) != keyed(other)


def test_a_numeral_behind_its_noun() -> None:
    assert words("stage IV") == ("stage", "4")
    assert words("IV infusion") == ("iv", "infusion")


@pytest.mark.parametrize(("word", "same"), SAME_WORDS.items())
def test_each_word_read_as_another(word: str, same: str) -> None:
    assert same_words((word,)) == (same,)
    assert same not in SAME_WORDS or SAME_WORDS[same] == same


@pytest.mark.parametrize(("letter", "name"), GREEK.items())
def test_each_greek_letter(letter: str, name: str) -> None:
    assert words(f"x-{letter}") == words(f"x {name}")


@pytest.mark.parametrize(("numeral", "number"), ROMAN.items())
def test_each_numeral(numeral: str, number: str) -> None:
    assert words(f"type {numeral}") == ("type", number)


@pytest.mark.parametrize(("british", "american"), AMERICAN_PARTS)
def test_each_british_part(british: str, american: str) -> None:
    assert words(f"x{british}x") == words(f"x{american}x")


@pytest.mark.parametrize(("british", "american"), AMERICAN_ENDINGS)
def test_each_british_ending(british: str, american: str) -> None:
    assert words(f"metabol{british}") == words(f"metabol{american}")


def test_malignant_neoplasms_are_neoplasms() -> None:
    assert same_words(words("malignant tumor of the breast")) == ("neoplasm", "breast")
    assert same_words(words("malignant hyperthermia")) == ("malignant", "hyperthermia")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Metformin hydrochloride 500 mg tablets", ("metformin",)),
        ("Oral cyclosporine 5mg", ("cyclosporine",)),
        ("CHS-114", ("chs", "114")),
        ("Tablet", ("tablet",)),  # nothing else would be left
    ],
)
def test_dose_and_formulation(name: str, expected: tuple[str, ...]) -> None:
    assert form_free(words(name)) == expected


def test_readings_of_a_name_with_brackets() -> None:
    assert list(readings("Systemic Sclerosis (SSc)")) == ["Systemic Sclerosis (SSc)", "Systemic Sclerosis"]
    assert list(readings("COPD (Chronic Lung Disease)")) == [
        "COPD (Chronic Lung Disease)",
        "COPD",
        "Chronic Lung Disease",
    ]
    assert list(readings("Asthma")) == ["Asthma"]


def test_acronyms() -> None:
    assert [name for name in ("SSc", "NSCLC", "COVID-19", "Asthma", "AML M3", "Abc") if acronym(name)] == [
        "SSc",
        "NSCLC",
        "COVID-19",
    ]


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    """Singular forms and spellings are stable: reading a name twice changes nothing more than reading it once."""
    assert sorted(words(name.upper())) == sorted(words(name.upper().lower())) or not name.isascii()
    assert words(name) == words(f"  {name}  ")
