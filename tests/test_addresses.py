"""Addresses in texts: DOIs, PubMed ids, addresses of pages; each text is one kind."""

import sys
import unicodedata

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.addresses import dois, pmid, pmids, url
from kg.iris import doi_iri
from tests.growth import assert_linear

SICI = "10.1002/(sici)1097-0142(19990515)85:10<2253::aid-cncr20>3.0.co;2-s"

# As they stand in citations of real records, each of another form.
REAL = [
    ("Cytotherapy. 2015 Dec;17(12):1696-705. doi: 10.1016/j.jcyt.2015.09.006.", "10.1016/j.jcyt.2015.09.006"),
    ("J Med. 2009 Dec 31;361(27):2599. doi: 10.1056/NEJMoa0904006. Epub 2009 Dec 16.", "10.1056/nejmoa0904006"),
    ("1997 Mar;78(3):270-6. doi: 10.1016/s1081-1206(10)63180-8.", "10.1016/s1081-1206(10)63180-8"),
    ("Cell. 1994. doi: 10.1016/0092-8674(94)90332-8. No abstract available.", "10.1016/0092-8674(94)90332-8"),
    ("Otolaryngol. 1991 Apr;104(4):480-3. doi: 10.1177/019459989110400409.", "10.1177/019459989110400409"),
    ("Nature. 1969;222(5194):687-8. doi: 10.1038/222687a0. No abstract", "10.1038/222687a0"),
    ("Hum Mol Genet. 2007. doi: 10.1093/hmg/ddl447. Epub 2006 Dec 1.", "10.1093/hmg/ddl447"),
    ("Breast Cancer Res Treat. 1997. doi: 10.1023/a:1005792830054.", "10.1023/a:1005792830054"),
    ("2004 Jan;83(1):87-9. doi: 10.1023/B:BREA.0000010676.54597.22.", "10.1023/b:brea.0000010676.54597.22"),
    ("Clin Rev Allergy Immunol. 2005. doi: 10.1385/criai:29:1:031.", "10.1385/criai:29:1:031"),
    ("Adv Exp Med Biol. 2004. doi: 10.1007/978-1-4757-4820-8_17. No", "10.1007/978-1-4757-4820-8_17"),
    ("Health Psychol. 1999 Nov. doi: 10.1037//0278-6133.18.6.604.", "10.1037//0278-6133.18.6.604"),
    ("Clinics. 2016. doi: 10.6061/clinics/2016(05)06.", "10.6061/clinics/2016(05)06"),
    ("1993 Jun. doi: 10.1164/ajrccm/147.6_Pt_1.1465.", "10.1164/ajrccm/147.6_pt_1.1465"),
    ("Res Sq [Preprint]. 2023. doi: 10.21203/rs.3.rs-3101724/v1.", "10.21203/rs.3.rs-3101724/v1"),
    ("2010 Jul-Aug. doi: 10.2345/0899-8205-44.4.334. No abstract available.", "10.2345/0899-8205-44.4.334"),
    ("HIV Clin Trials. 2004. doi: 10.1310/N11F-NK93-MUMR-A1VV.", "10.1310/n11f-nk93-mumr-a1vv"),
    ("4(1), 205-25. https://doi.org/10.1093/brief-treatment/mhh019", "10.1093/brief-treatment/mhh019"),
    ("Oncology 4: 28-38, 2015. DOI: http://dx.doi.org/10.5539/cco.v4n1p28", "10.5539/cco.v4n1p28"),
    ("medRxiv. 2020; https://doi.org/10.1101/2020.03.30.20047969", "10.1101/2020.03.30.20047969"),
    ("doi: 10.1352/0895-8017(2005)110[417:IBTFCW]2.0.CO;2.", "10.1352/0895-8017(2005)110[417:ibtfcw]2.0.co;2"),
    ("PLoS One. 2015. doi: 10.1371/journal.pone.0123022. eCollection 2015.", "10.1371/journal.pone.0123022"),
]

# Made up, but for the forms.
NASTY = [
    ("[doi: 10.5555/tab.2017.1](https://doi.org/10.5555/tab.2017.1).", "10.5555/tab.2017.1"),
    ("[10.5555/tab(2)x](https://doi.org/10.5555/tab(2)x)", "10.5555/tab(2)x"),
    ("<https://doi.org/10.5555/tab.1>", "10.5555/tab.1"),
    ('<a href="https://doi.org/10.5555/tab.1">the paper</a>', "10.5555/tab.1"),
    ("<a href='https://doi.org/10.5555/tab.1'>10.5555/tab.1</a>", "10.5555/tab.1"),
    ("<b>10.5555/tab.1</b>", "10.5555/tab.1"),
    ("**10.5555/tab.1**", "10.5555/tab.1"),
    ("_10.5555/tab.1_", "10.5555/tab.1"),
    ("`10.5555/tab.1`", "10.5555/tab.1"),
    ("https://doi.org/10.5555/ABC%2Fdef", "10.5555/abc/def"),
    ("https://doi.org/10.5555%2Fabc.1", "10.5555/abc.1"),
    ("https://example.org/?to=https%3A%2F%2Fdoi.org%2F10.5555%2Fabc.1%3Fx", "10.5555/abc.1"),
    ("10.5555%252Fabc.1", "10.5555/abc.1"),
    ("https://doi.org/10.1002/%28SICI%291097-0142%2819990515%2985%3A10%3C2253%3A%3AAID-CNCR20%3E3.0.CO%3B2-S", SICI),
    ("doi: 10.1002/(SICI)1097-0142(19990515)85:10<2253::AID-CNCR20>3.0.CO;2-S.", SICI),
    ("10.1002/(SICI)1097-0142(19990515)85:10&lt;2253::AID-CNCR20&gt;3.0.CO;2-S", SICI),
    ("10.1002/(SICI)1097-0142(19990515)85:10&amp;lt;2253::AID-CNCR20&amp;gt;3.0.CO;2-S", SICI),
    ("10.1002/\\(SICI\\)1097-0142\\(19990515\\)85:10\\<2253::AID-CNCR20\\>3.0.CO;2-S", SICI),
    ("10.1002/(SICI)1097-0142(19990515)85:10<2253::AID-CNCR20>3.0.CO;2-S;PMC123", SICI),
    ("10.5555/1(199901)1:1<1::AID-A1>3.0.CO;2-#.", "10.5555/1(199901)1:1<1::aid-a1>3.0.co;2-#"),
    ("10.5555/abc\\_1\\-2", "10.5555/abc_1-2"),
    ("10.5555\\/abc.1", "10.5555/abc.1"),
    ("10.5555&#47;abc.1", "10.5555/abc.1"),
    ("10.5555&#x2F;abc.1&nbsp;Epub", "10.5555/abc.1"),
    ("10.5555/abc.2.\u200b", "10.5555/abc.2"),
    ("10.\u200b5555/\ufeffabc\u00ad.2", "10.5555/abc.2"),
    ("\u202a10.5555/abc.2\u202c", "10.5555/abc.2"),
    ("10.5555/s0140\u20106736(05)1\u20132", "10.5555/s0140-6736(05)1-2"),
    ("doi:10.5555/abc.1;PMC123.", "10.5555/abc.1"),
    ("doi:10.5555/abc.1.PMID:12345", "10.5555/abc.1"),
    ("doi:10.5555/abc.1PMCID: PMC123", "10.5555/abc.1"),
    ("10.5555/abc.1,PMC123456", "10.5555/abc.1"),
    ("10.5555/abc.1.Epub 2009", "10.5555/abc.1"),
    ("10.5555/abc.1[PubMed]", "10.5555/abc.1"),
    ("10.5555/abc.1.[CrossRef]", "10.5555/abc.1"),
    ("10.5555/abc.1(Review)", "10.5555/abc.1(review)"),
    ("10.5555/abc.1(see also the letter)", "10.5555/abc.1"),
    ("(doi:10.5555/abc.1)", "10.5555/abc.1"),
    ("[see (doi:10.5555/abc(1)2).]", "10.5555/abc(1)2"),
    ("{10.5555/abc.1},", "10.5555/abc.1"),
    ("\u201c10.5555/abc.1\u201d", "10.5555/abc.1"),
    ("'10.5555/abc.1'.", "10.5555/abc.1"),
    ('"doi": "10.5555/abc.1",', "10.5555/abc.1"),
    ("10.5555/abc.1\u3002\u53c2\u89c1", "10.5555/abc.1"),
    ("10.5555/abc.1 \u2026", "10.5555/abc.1"),
    ("Did they read 10.5555/abc.1?", "10.5555/abc.1"),
    ("doi10.5555/abc.1", "10.5555/abc.1"),
    ("doi.10.5555/abc.1", "10.5555/abc.1"),
    ("DOI=10.5555/182", "10.5555/182"),
    ("info:doi/10.5555/abc.1", "10.5555/abc.1"),
    ("https://doi.org/10.5555/abc.1?utm_source=x&y=1", "10.5555/abc.1"),
    ("https://doi.org/10.5555/abc.1#sec-2", "10.5555/abc.1"),
    ("https://example.org/get?doi=10.5555/abc.1&type=pdf", "10.5555/abc.1"),
    ("https://example.org/doi/full/10.5555/abc.1/full", "10.5555/abc.1"),
    ("https://example.org/content/10.5555/abc.1.full.pdf", "10.5555/abc.1"),
    ("https://example.org/content/10.1101/2020.03.30.20047969v2.full", "10.1101/2020.03.30.20047969"),
    ("https://doi.org/10.5555/abc.1/", "10.5555/abc.1"),
    ("10.5555.12/abc.1", "10.5555.12/abc.1"),
]

NONE = [
    "The rate was 10.2345/100 person-years.",
    "10.2345/1,000 patient-years",
    "10.2345/100,000 women and 10.23456/1000",
    "10.2345/100-person-years or 10.2345/person-year",
    "clearance of 10.1234/mL, 10.1234/day, 10.1234/kg2",
    "on 05.10.2020/12 and at 5.10.1234/a",
    "version 10.2 of 2010, 10.123/abc, 10.0123/abc",
    "x10.5555/abc.1 \u00e910.5555/abc.1 110.5555/abc.1",
    "10.5555/ and 10.5555/... and 10.5555/()",
    # The middle was taken for a tag and dropped, as on 34 citations of real records.
    "doi: 10.1002/(sici)1097-0142(19970901)80:53.0.co;2-q.",
    "doi: 10.1002/1097-0142(197612)38:63.0.co;2-a.",
    "doi: 10.1002/(SICI)1097-0142(19990515)85:10",
    "doi: 10.1002/1097-0142(19990515)85:10<2253::AID",
    # Digits that were taken for a telephone number and blacked out.
    "doi: 10.3389/fphys.[phone removed]. eCollection 2019. doi: 10.3390/ijerph[phone removed].",
    "doi: 10.5555/s0140-6736(05 and 10.5555/s0140-",
    "doi: 10.5555/ab\ufffd1",
]


def test_the_table_is_of_80_texts_at_least() -> None:
    assert len(REAL) + len(NASTY) + len(NONE) >= 80


@pytest.mark.parametrize(("text", "doi"), [*REAL, *NASTY])
def test_a_doi_is_what_a_person_would_copy(text: str, doi: str) -> None:
    assert dois(text) == (doi,)
    pyoxigraph.NamedNode(doi_iri(doi))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_doi_is_refused(text: str) -> None:
    assert dois(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.5555/a; 10.5555/b, and 10.5555/A", ("10.5555/a", "10.5555/b")),
        ("10.5555/a;10.5555/b|10.5555/c", ("10.5555/a", "10.5555/b", "10.5555/c")),
        ("10.5555/a\n-10.5555/b", ("10.5555/a", "10.5555/b")),
        ("doi:10.5555/ahttps://doi.org/10.5555/b", ("10.5555/a", "10.5555/b")),
        ("doi: 10.1172/JCI128865. Erratum In: doi: 10.1172/JCI161565.", ("10.1172/jci128865", "10.1172/jci161565")),
    ],
)
def test_several_dois_come_in_order_once_each(text: str, found: tuple[str, ...]) -> None:
    assert dois(text) == found


@pytest.mark.parametrize("doi", [doi for _, doi in [*REAL, *NASTY]])
def test_a_doi_that_was_found_is_found_again_in_its_own_address(doi: str) -> None:
    assert dois(f"doi: {doi}.") == (doi,)
    assert dois(doi_iri(doi)) == (doi,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Roe R. Tablets. PMID: 12065987.", ("12065987",)),
        ("PMID12065987; PMCID: PMC123456", ("12065987",)),
        ("pmid:012065987", ("12065987",)),
        ("(abstract no 8)PMID: 12065987", ("12065987",)),
        ("[PubMed: 12065987]", ("12065987",)),
        ("PubMed ID 12065987", ("12065987",)),
        ("PubMed PMID: 12065987;", ("12065987",)),
        ("https://pubmed.ncbi.nlm.nih.gov/12065987/", ("12065987",)),
        ("https://www.ncbi.nlm.nih.gov/pubmed/12065987", ("12065987",)),
        ("http://www.ncbi.nlm.nih.gov/pubmed/?term=12065987", ("12065987",)),
        ("https://europepmc.org/abstract/MED/12065987", ("12065987",)),
        ("[12065987](https://pubmed.ncbi.nlm.nih.gov/12065987/)", ("12065987",)),
        ("PM\u200bID:&nbsp;1206\u00ad5987", ("12065987",)),
        ("PMIDs: 12065987, 9024564", ("12065987", "9024564")),
        ("info:pmid/12065987", ("12065987",)),
        ("PMID: 97926517 is an id of Medline", ()),
        ("PMID: 0, PMID: PMC12, PMCID: 12065987, XPMID 12065987", ()),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=2020+tablets", ()),
        ("PMID: 123456789", ()),
        ("12065987", ()),
        ("Found in PubMed, 1996-2004.", ()),
    ],
)
def test_pubmed_ids_in_texts(text: str, found: tuple[str, ...]) -> None:
    assert pmids(text) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12065987", "12065987"),
        (" 012 ", "12"),
        ("\u200b12065987", "12065987"),
        ("PMID: 12065987", "12065987"),
        ("https://pubmed.ncbi.nlm.nih.gov/12065987/", "12065987"),
        ("PMC12", None),
        ("PMID: 1, PMID: 2", None),
        ("", None),
        ("\u0661\u0662", None),
    ],
)
def test_a_field_for_a_pubmed_id(text: str, expected: str | None) -> None:
    assert pmid(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("http://www.example.org.", "http://www.example.org"),
        ("http://www.example.org/.", "http://www.example.org/"),
        ("https://example.org/get?a=1&amp;b=2", "https://example.org/get?a=1&b=2"),
        ("https://example.org/get?a=1&amp;amp;b=2", "https://example.org/get?a=1&b=2"),
        ("[the plan](https://example.org/plan)", "https://example.org/plan"),
        ("[https://example.org/plan](https://example.org/plan)", "https://example.org/plan"),
        ("[the plan](https://example.org/plan_(2))", "https://example.org/plan_(2)"),
        ('<a target="_blank" href="https://example.org/plan">here</a>', "https://example.org/plan"),
        ("<https://example.org/plan>", "https://example.org/plan"),
        ("(https://example.org/plan)", "https://example.org/plan"),
        ("See https://example.org/plan, last of all.", "https://example.org/plan"),
        ("https://example.org/plan (in French)", "https://example.org/plan"),
        ("\u201chttps://example.org/plan\u201d", "https://example.org/plan"),
        ("https://example.org/\u200bplan\ufeff", "https://example.org/plan"),
        ("https://example.org/\\_plan", "https://example.org/_plan"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/c\u00e1ncer", "https://example.org/c\u00e1ncer"),
        ("ftp://example.org/plan", "ftp://example.org/plan"),
        ("www.example.org/plan", "www.example.org/plan"),
        ("example.org/plan", "example.org/plan"),
        ("https://example.org/get?id=", "https://example.org/get?id="),
        ("on request", None),
        ("", None),
        ("10.5", None),
        ("https://example.org/a plan.pdf", None),
        ("https://example.org/a https://example.org/b", None),
    ],
)
def test_a_field_for_the_address_of_a_page(text: str, expected: str | None) -> None:
    assert url(text) == expected


@given(st.text("10.5/abcDOI:;()[]<>%2F&lt\\ \u200b", max_size=60) | st.text(max_size=40))
def test_any_text_has_valid_dois_or_none(text: str) -> None:
    for doi in dois(f"10.5555/{text}"):
        pyoxigraph.NamedNode(doi_iri(doi))
        assert doi == doi.strip()
        assert not set(doi) & set(' "\t\n')
    assert pmids(text) == () or text
    assert url(text) != ""


def test_all_format_characters_of_unicode_are_dropped() -> None:
    missed = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) == "Cf" and dois(f"10.5555/a{character}b") != ("10.5555/ab",)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("start", "piece"),
    [("", "10.5555/"), ("10.5555/", "a"), ("10.5555/", "("), ("", "10.5555/a%"), ("", "["), ("PMID: ", "1,"),
     ("", "pubmed "), ("", "<a "), ("", "&amp;"), ("", "www."), ("", "a.")],
)  # fmt: skip
def test_long_texts_take_time_that_grows_with_them(start: str, piece: str) -> None:
    assert_linear(lambda text: (dois(text), pmids(text), url(text)), lambda size: start + piece * size, size=2_000)
