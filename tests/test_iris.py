"""IRIs: slugs, keys, ids. They are the graph's public face: a change here is a change for every user."""

import hashlib
import re
import unicodedata

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.iris import Minter, doi_iri, key, normal_form, slug, study_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Systemic Sclerosis", "systemic-sclerosis"),
        ("Systemic  sclerosis.", "systemic-sclerosis"),
        ("COVID-19", "covid-19"),
        ("Covid 19", "covid-19"),
        ("Ribeirão Preto", "ribeirão-preto"),
        ("C", "c"),
        ("C++", "c.cedb1bac"),
        ("HER2+", "her2.6019eb6b"),
        ("HER2-", "her2.d61b73fb"),
        ("Hodgkin's disease", "hodgkin-s-disease.fa6ca914"),
        ("皮膚", "皮膚"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_long_name_is_cut_and_told_apart() -> None:
    long = "very " * 30 + "long"
    assert re.fullmatch(r"[a-z-]{75,80}\.[0-9a-f]{8}", slug(long))
    assert slug(long) != slug(long + "er")


def test_an_empty_name_has_a_slug() -> None:
    assert re.fullmatch(r"\.[0-9a-f]{8}", slug("+++"))


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_slugs_are_valid_in_an_iri(name: str) -> None:
    pyoxigraph.NamedNode(f"https://example.org/{slug(name)}")
    assert "/" not in slug(name)
    assert slug(name) == slug(normal_form(name))


def slug_as_defined(name: str) -> str:
    """Letters and digits stay, other runs become hyphens; 8 digits where more than hyphens was lost, or too long."""
    normal = " ".join(unicodedata.normalize("NFKC", name).casefold().split()).rstrip(".,;: ")
    kept = re.sub(r"[\W_]+", "-", normal).strip("-")
    bare = re.sub(r"(?<=[^\W_])[ \-\u2010]+(?=[^\W_])", "", normal)
    if kept and len(kept) <= 80 and not re.search(r"[\W_]", bare):
        return kept
    return f"{kept[:80].rstrip('-')}.{hashlib.sha256(normal.encode()).hexdigest()[:8]}"


@given(
    st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=90),
        st.text("aB1 -_.,\u2010\xa0é²ﬁ", max_size=12),
        st.text("a -", min_size=70, max_size=100),
    )
)
def test_slugs_are_as_defined(name: str) -> None:
    assert slug(name) == slug_as_defined(name)


@given(st.lists(st.none() | st.text("ab \t\n\r\x1f\x85\xa0\u2028é\u0301", max_size=12), max_size=4))
def test_keys_are_as_defined(texts: list[str | None]) -> None:
    joined = unicodedata.normalize("NFC", "\x1f".join(" ".join((text or "").split()) for text in texts))
    assert key(*texts) == hashlib.sha256(joined.encode()).hexdigest()[:10]


def test_keys_are_those_of_the_joined_texts() -> None:
    # printf 'PRIMARY\x1fmRSS\x1fmonthly' | sha256sum
    assert key("PRIMARY", "mRSS", "monthly") == "cccce08151"
    assert key("PRIMARY", " mRSS\n", "monthly") == key("PRIMARY", "mRSS", "monthly")
    assert key("a", None) != key(None, "a")
    assert key("e\u0301") == key("\u00e9")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nct01297972", "NCT01297972"),
        (" NCT 01297972 ", "NCT01297972"),
        ("CTRI/2020/01/1", "CTRI/2020/01/1"),
        ("NCT1", "NCT1"),
    ],
)
def test_study_ids(text: str, expected: str) -> None:
    assert study_id(text) == expected


def test_a_doi_is_quoted_where_it_must_be() -> None:
    assert doi_iri("10.1000/a(2)-b_c") == "https://doi.org/10.1000/a(2)-b_c"
    assert doi_iri("10.1000/a<1>é#") == "https://doi.org/10.1000/a%3C1%3E%C3%A9%23"


@pytest.mark.parametrize("base", ["", "id/", "https://example.org", "https://exa mple.org/", "//example.org/"])
def test_a_base_is_an_absolute_iri_that_ends_well(base: str) -> None:
    with pytest.raises(UsageError, match="--base"):
        Minter(base)


def test_minted_iris() -> None:
    mint = Minter()
    assert mint.study("CTRI/2020/01/1") == "study/CTRI%2F2020%2F01%2F1"
    assert mint.country("Turkey (Türkiye)") == "country/TR"
    assert mint.country("Former Yugoslavia") == "country/former-yugoslavia"
    assert mint.place(country="Brazil", state="São Paulo", city="Ribeirão Preto") == "place/BR/são-paulo/ribeirão-preto"
    assert mint.place(country="France", state=None, city="Lyon") == "place/FR/_/lyon"
    assert mint.facility("CHU", country="France", state=None, city="Lyon") == "facility/FR/_/lyon/chu"
    assert Minter("https://example.org/g#").study("NCT1") == "#study/NCT1"
    assert Minter("https://example.org/g#").absolute("#study/NCT1") == "https://example.org/g#study/NCT1"
