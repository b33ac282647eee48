"""The table of registries holds together, and agrees with the code list of publishers."""

import re

import pytest
from rdflib import SKOS, URIRef

from kg.iris import study_id
from kg.registries import (
    PUBLISHERS,
    REGISTRIES,
    SPELLINGS,
    RegisteredId,
    Registry,
    ids_in,
    joining_form,
    leader,
    page_of,
    registered,
    registry,
    secondary,
)

from .vocabulary import CODES, codes, english

# Ids as exports of ICTRP write them, where one of the registry stands there, with the address beside it; that of
# ClinicalTrials.gov as the `Study URL` of its tables has it.
SEEN = {
    "NCT": ("NCT04260308", "https://clinicaltrials.gov/study/NCT04260308"),
    "ISRCTN": ("ISRCTN18348009", "http://isrctn.com/ISRCTN18348009"),
    "DRKS": ("DRKS00021416", "http://www.drks.de/DRKS00021416"),
    "ANZCTR": ("ACTRN12620000421932", "https://anzctr.org.au/ACTRN12620000421932.aspx"),
    "jRCT": ("jRCTs041190120", "https://jrct.niph.go.jp/latest-detail/jRCTs041190120"),
    "ReBEC": ("RBR-8969zg", "http://www.ensaiosclinicos.gov.br/rg/RBR-8969zg/"),
    "RPCEC": ("RPCEC00000306", "https://rpcec.sld.cu/en/trials/RPCEC00000306-En"),
    "EudraCT": (
        "2020-000890-25",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:2020-000890-25",
    ),
    "ChiCTR": ("ChiCTR2000029953", None),
    "CTRI": ("CTRI/2020/03/024402", None),
    "IRCT": ("IRCT20100228003449N27", None),
    "UMIN": ("UMIN000039686", None),
    "LBCTR": ("LBCTR2020043459", None),
    "PACTR": ("PACTR202004801273802", None),
    "TCTR": ("TCTR20200601002", None),
}


def test_the_publishers_are_those_of_the_code_list() -> None:
    listed = {
        str(codes("registry").value(code, SKOS.notation)): english(codes("registry"), code, SKOS.prefLabel)
        for code in codes("registry").subjects(SKOS.inScheme, URIRef(f"{CODES}registry"))
    }
    assert {each.notation: each.title for each in PUBLISHERS} == listed, (
        "a publisher stands in `kg/registries.py` and in `ontology/codes/registry.ttl`, with one title"
    )


def test_a_registry_names_a_publisher_of_the_table_and_a_publisher_has_one_page() -> None:
    assert {each.publisher for each in REGISTRIES if each.publisher} <= {each.notation for each in PUBLISHERS}
    assert len({each.page for each in PUBLISHERS}) == len(PUBLISHERS)
    assert len({each.name for each in REGISTRIES}) == len(REGISTRIES)


@pytest.mark.parametrize("name", SEEN)
def test_ids_as_they_stand_in_exports_have_the_form_and_lead_to_the_page(name: str) -> None:
    trial, address = SEEN[name]
    assert [each.name for each in REGISTRIES if re.fullmatch(each.id, trial)] == [name]
    assert registry(name).begin in trial
    assert registry(name).address(trial) == address


@pytest.mark.parametrize("each", [each for each in REGISTRIES if each.trial], ids=lambda each: each.name)
def test_every_address_stands_beside_an_id_that_was_seen(each: Registry) -> None:
    assert SEEN[each.name][1] is not None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("nct01297972", "NCT01297972"),
        (" NCT  -01297972 ", "NCT01297972"),
        ("NCT0129797", "NCT0129797"),
        ("x  y", "x y"),
        ("EUCTR2012-005439-10-DE", "2012-005439-10"),
        ("2012-005439-10-3rd", "2012-005439-10"),
        ("EudraCT: 2012-005439-10", "2012-005439-10"),
        ("CTIS2020-005891-36-00", "2020-005891-36"),  # a EudraCT number, as the ISRCTN registry writes it
        ("CTIS2022-500244-37-00", "2022-500244-37-00"),
        ("JPRN-jRCTs041190120", "jRCTs041190120"),
        ("JPRN-UMIN000039686", "UMIN000039686"),
    ],
)
def test_an_id_is_brought_to_its_normal_form(written: str, normal: str) -> None:
    assert study_id(written) == normal


@pytest.mark.parametrize(
    ("publishers", "first"),
    [
        (("euctr", "ctgov", "drks"), "ctgov"),
        (("drks", "isrctn", "ctis"), "ctis"),
        (("chictr", "drks"), "drks"),
        (("meddatax", "ictrp", "chictr", "anzctr"), "anzctr"),
        (("meddatax", "ictrp"), "ictrp"),
    ],
)
def test_registries_lead_before_unlisted_ones_and_these_before_portals(publishers: tuple[str, ...], first: str) -> None:
    assert leader(publishers) == leader(reversed(publishers)) == first


# Prefixes and forms of ids as Bioregistry 0.15.6 has them.
BIOREGISTRY = {
    "anzctr": r"ACTRN\d+",
    "chictr": r"ChiCTR(-[A-Z]+-)?\d+",
    "clinicaltrials": r"NCT\d{8}",
    "ctis": r"\d{4}-\d+-\d+-\d+",
    "ctri": r"CTRI/\d{4}/\d{2,3}/\d+",
    "drks": r"DRKS\d+",
    "euclinicaltrials": r"\d{4}\-\d{6}\-\d{2}",
    "irct": r"IRCT\d+N\d+",
    "isrctn": r"ISRCTN\d+",
    "itmctr": r"ITMCTR\d+",
    "jrct": r"jRCT\w?\d+",
    "kcris": r"KCT\d+",
    "lbctr": r"LBCTR\d+",
    "pactr": r"PACTR\d+",
    "rebec": r"RBR-\w+",
    "repec": r"\d+-\d+(-[A-Z])?",
    "rpcec": r"RPCEC\d+",
    "slctr": r"SLCTR/\d{4}/\d+",
    "snctp": r"SNCTP\d+",
    "tctr": r"TCTR\d+",
    "uminctr": r"UMIN\d+|C\d+",
}


def test_prefixes_are_those_of_bioregistry_and_take_the_ids_that_were_seen() -> None:
    assert {each.prefix for each in REGISTRIES if each.prefix} == set(BIOREGISTRY)
    for name, (id, _) in SEEN.items():
        prefix = registry(name).prefix
        assert prefix
        assert re.fullmatch(BIOREGISTRY[prefix], id)
        assert registry(name).iri(id) == f"https://bioregistry.io/{prefix}:{id}"


def test_an_id_that_a_prefix_does_not_take_has_no_iri() -> None:
    assert registered("2024-519786-22") == RegisteredId("ctis", "2024-519786-22")
    assert registered("IRCT20100228003449") == RegisteredId("irct", "IRCT20100228003449")


@pytest.mark.parametrize(
    ("id", "publisher", "normal"),
    [
        ("2007-004653-29", "euctr", "2007-004653-29"),
        ("EudraCT2010-021979-85", "euctr", "2010-021979-85"),
        ("EudraCT Number: 2018-004427-37", "euctr", "2018-004427-37"),
        ("2023-506312-41-00", "ctis", "2023-506312-41-00"),
        ("JRCT2031240016", "jrct", "jRCT2031240016"),
        ("JRCTS041190120", "jrct", "jRCTs041190120"),
        ("ChiCTR2100048636", "chictr", "ChiCTR2100048636"),
        ("CTRI/2022/06/043399", "ctri", "CTRI/2022/06/043399"),
        ("U1111-1246-7549", "ictrp", "U1111-1246-7549"),
        ("isrctn18348009", "isrctn", "ISRCTN18348009"),
    ],
)
def test_the_form_of_an_id_tells_its_registry(id: str, publisher: str, normal: str) -> None:
    found = registered(id)
    assert found is not None
    assert (found.publisher, found.id) == (publisher, normal)


@pytest.mark.parametrize(
    "id",
    ["", "20", "2016/2499", "2015-A01347-42", "PBTC-058", "NCI-2016-01587", "Protocol 2018-004427-37", "x" * 100_000],
)
def test_an_id_of_no_registry_is_left_as_it_is(id: str) -> None:
    assert registered(id) is None
    assert secondary(id, domain="CTEP", type="OTHER") is None


@pytest.mark.parametrize(
    ("domain", "type", "publisher"),
    [
        ("EU  CT number", "OTHER", "ctis"),
        ("WHO", "OTHER", None),
        (None, "EUDRACT_NUMBER", "euctr"),
        (None, "CTIS", "ctis"),
        (None, None, None),
    ],
)
def test_domain_and_type_tell_the_registry_of_an_id_of_another_form(
    domain: str | None, type: str | None, publisher: str | None
) -> None:
    found = secondary("204122001", domain=domain, type=type)
    assert found == (RegisteredId(publisher) if publisher else None)


@pytest.mark.parametrize(
    ("written", "domain", "id"),
    [
        ("2041220019", "jRCT", "jRCT2041220019"),
        ("24791884", "ISRCTN", "ISRCTN24791884"),
        ("12607000065493", "Australian New Zealand Clinical Trials Registry", "ACTRN12607000065493"),
        ("24791884x", "ISRCTN", None),
        ("2479", "ISRCTN", None),
        ("00004732", "EudraCT", None),
    ],
)
def test_a_number_alone_is_completed_by_the_registry_beside_it(written: str, domain: str, id: str | None) -> None:
    found = secondary(written, domain=domain, type="REGISTRY")
    assert found
    assert found.id == id


def test_the_form_of_an_id_goes_before_its_domain_and_its_type() -> None:
    found = secondary("2023-505976-31", domain="EuCTR", type="EUDRACT_NUMBER")
    assert found == RegisteredId("ctis", "2023-505976-31")


def test_spellings_name_publishers_and_are_in_plain_form() -> None:
    assert set(SPELLINGS) <= {each.notation for each in PUBLISHERS}
    written = [each for spellings in SPELLINGS.values() for each in spellings]
    assert written == [" ".join(each.casefold().split()) for each in written]
    assert len(set(written)) == len(written)


def test_a_record_has_a_page_at_its_publisher_alone() -> None:
    assert page_of("ctgov", "NCT04260308") == "https://clinicaltrials.gov/study/NCT04260308"
    assert page_of("meddatax", "NCT04260308") is None
    assert page_of("ctgov", "NCT1") is None
    assert page_of("ctis", "2023-506312-41-00") is None


def test_the_registries_of_the_collection_are_there() -> None:
    """The 23 of Bioregistry's collection 0000012; two of them give numbers alone, which no form tells."""
    numbers = {"hc.trial": "healthcanada", "phrr": "phrr"}
    listed = {*BIOREGISTRY, *numbers}
    assert len(listed) == 23
    assert set(numbers.values()) <= {each.notation for each in PUBLISHERS}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("An extension of NCT01234567 (EudraCT 2012-005439-10), see NCT01234567", ["NCT01234567", "2012-005439-10"]),
        ("EUCTR2012-005439-10-DE; CTIS2020-005891-36-00", ["2012-005439-10", "2020-005891-36"]),
        ("DRKS00021416, ChiCTR2000029953 and PER-046-19", ["DRKS00021416", "ChiCTR2000029953", "PER-046-19"]),
        ("NL1234 patients, 2012-005439, XNCT01234567", []),
    ],
)
def test_ids_are_found_in_texts(text: str, ids: list[str]) -> None:
    assert [each.id for each in ids_in(text)] == ids


def test_resubmissions_of_ctis_are_of_one_study() -> None:
    assert joining_form("2023-508143-51-00") == joining_form("2023-508143-51-01") == "2023-508143-51"
    assert joining_form("2012-005439-10") == "2012-005439-10"
