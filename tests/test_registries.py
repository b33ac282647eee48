"""The table of registries holds together, and agrees with the code list of publishers."""

import re

import pytest
from rdflib import SKOS, URIRef

from kg.iris import study_id
from kg.registries import PUBLISHERS, REGISTRIES, Registry, leader, registry

from .vocabulary import CODES, codes, english

# Ids as exports of ICTRP write them, where one of the registry stands there, with the address beside it.
SEEN = {
    "NCT": ("NCT04260308", "https://clinicaltrials.gov/show/NCT04260308"),
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
