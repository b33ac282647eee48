"""Sponsors and facilities, on a made-up part of the Research Organization Registry."""

import pytest

from kg.linking import Linker, SharedNode
from kg.linking.name_filter import NameFilter, packed
from kg.linking.organization_names import is_person, organization_words, without_site_number

from . import registry

Found = tuple[str, str, str]
NOTHING: list[Found] = []


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    folder = tmp_path_factory.mktemp("lexicon")
    registry.install(folder, tmp_path_factory.mktemp("files"))
    return Linker(folder)


def said(linker: Linker, node: SharedNode) -> list[Found]:
    """Predicate, label with its country, and method of each match."""
    return [(each.predicate.name, f"{each.object_label}", each.method.value) for each in linker.match(node)]


def sponsor(linker: Linker, name: str, country: str | None = None) -> list[Found]:
    return said(linker, SharedNode("x", "organization", name, country))


def facility(linker: Linker, name: str, city: str, country: str = "US", state: str | None = None) -> list[Found]:
    return said(linker, SharedNode("x", "facility", name, country, state, city=city))


def same(label: str, method: str = "PREFERRED_LABEL") -> list[Found]:
    return [("SAME", label, method)]


def broad(label: str) -> list[Found]:
    return [("BROAD", label, "PARENT")]


# Names


def test_a_filter_knows_every_name_in_whatever_order_and_that_most_others_are_none() -> None:
    names = [f"center{number} exampleton" for number in range(2_000)]
    known = NameFilter([packed(names[:1_000]), packed(names[1_000:])])
    assert all(known(("exampleton", f"center{number}")) for number in range(2_000))
    assert not any(known((f"hospital{number}", "exampleton")) for number in range(10_000))
    assert not NameFilter([])(("exampleton",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M.D. Example Cancer Center", "MD Example Cancer Centre"),
        ("M. D. Example Cancer Center", "MD Example Cancer Center"),
        ("Univ of Exampleton Med Ctr", "University of Exampleton Medical Center"),
        ("University of Exampleton, Springfield", "University of Exampleton at Springfield"),
        ("St. Mary's Hosp.", "Saint Mary\u2019s Hospital"),
        ("Exphar A/S", "Exphar"),
        ("Universitaetsklinikum Wuerzburg", "Universit\u00e4tsklinikum W\u00fcrzburg"),
        ("Beijing Chao-Yang Hospital", "Beijing Chao Yang Hospital"),
        ("Exphar S.p.A.", "Exphar GmbH & Co. KG"),
        ("Exphar S.A. de C.V.", "Exphar Co., Ltd."),
        ("Eli Exphar and Company", "Eli Exphar"),
        ("Veterans Affairs Medical Center - Omaha", "VA Medical Center Omaha"),
        ("Universit\u00e9 de Li\u00e8ge", "Universite Liege"),
    ],
)
def test_spellings_that_agree(one: str, other: str) -> None:
    assert organization_words(one) == organization_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Exall & Co., Inc.", "Exall KGaA"), ("University of Exampleton", "Exampleton University"), ("SA", "")],
)
def test_spellings_that_do_not(one: str, other: str) -> None:
    assert organization_words(one) != organization_words(other)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Amber Hospital ( Site 2403)", "Amber Hospital"),
        ("Amber Hospital /ID# 276805", "Amber Hospital"),
        ("Amber University-Site Number:8400006", "Amber University"),
        ("Amber Hospital (Investigational Site 12)", "Amber Hospital"),
        ("Amber Hospital - Study Site 0012", "Amber Hospital"),
        ("Amber Hospital - PPDS", "Amber Hospital"),
        ("The 307th Hospital", "The 307th Hospital"),
        ("Hospital 12 de Octubre", "Hospital 12 de Octubre"),
        ("Fenway Site", "Fenway Site"),
    ],
)
def test_numbers_of_sites_are_no_part_of_a_name(name: str, bare: str) -> None:
    assert without_site_number(name) == bare


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Jane Doe, MD", True),
        ("Doe, Jane, M.D.", True),
        ("Dr. Jane Doe", True),
        ("Office of Jane Doe", True),
        ("Exampleton MD Cancer Center", False),
        ("Office for Human Research", False),
    ],
)
def test_persons(name: str, person: bool) -> None:
    assert is_person(name) is person


# Companies and their namesakes


@pytest.mark.parametrize(
    "name",
    ["Exphar", "EXPHAR", "Exphar, Inc.", "Exphar Pharmaceuticals", "E. Exphar", "Exphar Group Ltd", "Exphar (Boston)"],
)
def test_a_company_is_found_without_its_country_and_the_namesakes_that_are_part_of_it_give_way(
    linker: Linker, name: str
) -> None:
    assert sponsor(linker, name) == same("Exphar (United States)")


def test_a_namesake_s_alias_gives_way_to_a_name(linker: Linker) -> None:
    assert sponsor(linker, "Abbex") == same("Abbex (United States)")


def test_of_namesakes_the_only_one_with_parts_is_meant(linker: Linker) -> None:
    [match] = linker.match(SharedNode("x", "organization", "Northeastern University"))
    assert match.object == registry.iri(17)
    assert match.confidence < 0.9


def test_namesakes_that_nothing_decides_are_all_named(linker: Linker) -> None:
    assert sponsor(linker, "National Fever Institute") == [
        ("CLOSE", "National Fever Institute", "AMBIGUOUS"),
        ("CLOSE", "National Fever Institute", "AMBIGUOUS"),
    ]


def test_the_country_decides_among_namesakes(linker: Linker) -> None:
    [federal] = linker.match(SharedNode("x", "organization", "National Fever Institute (NFI)", "US"))
    [named] = linker.match(SharedNode("x", "organization", "National Fever Institute, Lithuania"))
    assert (federal.object, named.object) == (registry.iri(22), registry.iri(23))
    assert sponsor(linker, "Exphar Portugal Lda.") == same("Exphar (Portugal)")


def test_companies_of_one_name_and_one_parent_lead_to_it(linker: Linker) -> None:
    whole = "Exall & Co., Inc., Boston, MA, USA (United States)"
    assert sponsor(linker, "Exall Sharp & Dohm LLC") == broad(whole)
    assert sponsor(linker, "Exall & Co.") != same("Exall (Germany)")  # another company


def test_a_legal_form_that_few_countries_know_decides(linker: Linker) -> None:
    assert sponsor(linker, "Exall Sharp & Dohm K.K.") == same("EXD K.K. (Japan)", "SYNONYM")


def test_a_company_of_another_country_is_half_as_sure_and_no_more_than_a_part(linker: Linker) -> None:
    [match] = linker.match(SharedNode("x", "organization", "Novapharm (Japan)"))
    assert (match.predicate.name, match.object_label) == ("BROAD", "Novapharm (Switzerland)")
    assert match.confidence <= 0.5
    [abroad] = linker.match(SharedNode("x", "facility", "Novapharm", "JP", city="Tokyo"))
    assert (abroad.predicate.name, abroad.confidence) == ("BROAD", match.confidence)


def test_what_is_bound_to_its_place_is_not_matched_abroad(linker: Linker) -> None:
    assert sponsor(linker, "National Fever Institute, Spain") == NOTHING
    assert facility(linker, "Mercy Hospital", "Boston") == NOTHING


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Novalis, an Exphar Company", broad("Exphar (United States)")),
        ("Novalis is now a wholly owned subsidiary of Exphar", broad("Exphar (United States)")),
        ("Exphar, a Novapharm company", same("Exphar (United States)")),
        ("Oldname (nka Exphar Corporation)", same("Exphar (United States)")),
        ("Novapharm Labs Unlimited", NOTHING),
        ("Avonex Institute", NOTHING),  # one word and a unit tell no company
        ("Avonex Pharmaceuticals", NOTHING),  # no group: another company's name
    ],
)
def test_owners_and_what_companies_are_called(linker: Linker, name: str, expected: list[Found]) -> None:
    assert sponsor(linker, name) == expected


# Places in names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Example Clinic, Rochester", same("Example Clinic")),
        ("Example Clinic - Rochester, MN", same("Example Clinic")),
        ("Example Clinic, Scottsdale", broad("Example Clinic")),  # one of its other places
        ("Novapharm Pharmaceuticals, Basel", same("Novapharm (Switzerland)")),
        ("Novapharm, Switzerland", same("Novapharm (Switzerland)")),
        ("Drum Tower Hospital Nanjing", same("Drum Tower Hospital")),
        ("St. Mary's Hospital, Boston", NOTHING),  # another hospital
        ("University Hospital, Basel, Switzerland", same("University Hospital of Basel")),
    ],
)
def test_a_match_is_exact_where_only_its_place_was_cut(linker: Linker, name: str, expected: list[Found]) -> None:
    assert sponsor(linker, name) == expected


# Parts and wholes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("School of Medicine, University of Exampleton", broad("University of Exampleton")),
        ("University of Exampleton School of Medicine", broad("University of Exampleton")),
        ("University of Exampleton, Department of Fever", broad("University of Exampleton")),
        ("Univ. of Exampleton Greenfield Cancer Center", broad("University of Exampleton")),
        ("Fever Clinic of the University of Exampleton", broad("University of Exampleton")),
        ("Drum Tower Hospital, Nanjing Medical University", same("Drum Tower Hospital")),
        ("Drum Tower Hospital of Nanjing Medical University", same("Drum Tower Hospital")),
        ("Drum Tower Hospital, School of Medicine, Nanjing University", same("Drum Tower Hospital")),
        ("Drum Tower Hospital - NMU", same("Drum Tower Hospital")),
        ("Drum Tower Hospital - Gulou Hospital", same("Drum Tower Hospital")),
        ("Drum Tower Hospital, Department of Fever", broad("Drum Tower Hospital")),
        ("Drum Tower Hospital Cancer Center", broad("Drum Tower Hospital")),
        ("The First Affiliated Hospital of Nanjing Medical University", broad("Nanjing Medical University")),
        ("Sunrise Comprehensive Cancer Center at Boston Health", same("Sunrise Comprehensive Cancer Center")),
        ("Drum Tower Hospital affiliated to Nanjing Medical University", broad("Nanjing Medical University")),
        ("Manila Fever Hospital, Nanjing Medical University", broad("Nanjing Medical University")),
        ("University of Exampleton, Rochester", NOTHING),  # a university of another city is another one
        ("University of Exampleton of Oriental Medicine", NOTHING),
        ("Aarhus University Hospital", NOTHING),  # of the region, as in other countries of Europe
        ("Aarhus University School of Nursing", broad("Aarhus University")),
        ("Holy Oak Hospital, Springfield", NOTHING),
        ("Drum Tower Hospital, Manila Fever Hospital", NOTHING),  # two countries
        ("Fever Hospital of Nothing", NOTHING),
    ],
)
def test_what_is_left_of_a_name_says_whether_it_is_a_part(linker: Linker, name: str, expected: list[Found]) -> None:
    assert sponsor(linker, name) == expected


def test_the_order_of_words_tells_universities_apart(linker: Linker) -> None:
    assert sponsor(linker, "University of Exampleton") == same("University of Exampleton")
    assert sponsor(linker, "Exampleton University") == same("Exampleton University")
    assert sponsor(linker, "Hospital St. Mary's") == same("St. Mary's Hospital")


@pytest.mark.parametrize("name", ["University Hospital", "Cancer Center, Boston", "Jane Exphar, MD", "EX"])
def test_names_that_tell_nothing(linker: Linker, name: str) -> None:
    assert sponsor(linker, name) == NOTHING


# Facilities


@pytest.mark.parametrize(
    ("name", "city", "state", "expected"),
    [
        ("St. Mary's Hospital", "Springfield", "Massachusetts", same("St. Mary's Hospital")),
        ("Saint Mary's Hosp ( Site 0012)", "Springfield", "Massachusetts", same("St. Mary's Hospital")),
        ("St. Mary's Hospital", "Holyoke", "Massachusetts", same("St. Mary's Hospital")),  # near
        ("St. Mary's Hospital", "Springfield", "Illinois", NOTHING),  # a namesake of the city
        ("St. Mary's Hospital", "Boston", "Massachusetts", NOTHING),  # another hospital
        ("St. Mary's Hospital", "Springfield (West Side)", None, same("St. Mary's Hospital")),
        ("St. Mary's Hospital - Springfield", "Springfield", "Massachusetts", same("St. Mary's Hospital")),
        ("St. Mary's Hospital, 12 Main Street", "Springfield", "Massachusetts", same("St. Mary's Hospital")),
        ("St. Mary's Hospital CRS", "Springfield", "Massachusetts", broad("St. Mary's Hospital")),
        ("Example Clinic", "Rochester", "Minnesota", same("Example Clinic")),
        ("Example Clinic", "Scottsdale", "Arizona", broad("Example Clinic")),
        ("Everwell Health - Holyoke", "Holyoke", "Massachusetts", broad("Everwell Health")),
        ("Washburn University", "Saint Louis", "Missouri", same("Washburn University in St. Louis")),
        (
            "Washburn University School of Medicine",
            "Saint Louis",
            "Missouri",
            broad("Washburn University in St. Louis"),
        ),
        ("UEX", "Springfield", "Massachusetts", same("University of Exampleton", "ACRONYM")),
        ("UEX", "Boston", "Massachusetts", NOTHING),
        ("UEX Fever Clinic", "Springfield", "Massachusetts", broad("University of Exampleton")),
        ("Bellview Hosp / University of Exampleton", "Springfield", "Massachusetts", NOTHING),
        ("University of Exampleton / Fever Unit", "Springfield", "Massachusetts", broad("University of Exampleton")),
        ("Veterans Affairs Medical Center - Omaha", "St. Louis", "Missouri", same("Omaha VA Medical Center")),
        ("Springfield", "Springfield", "Massachusetts", NOTHING),
        ("Office of Jane Exphar", "New York", "New York", NOTHING),
    ],
)
def test_facilities(linker: Linker, name: str, city: str, state: str | None, expected: list[Found]) -> None:
    assert facility(linker, name, city, state=state) == expected


def test_a_general_name_is_told_by_its_city(linker: Linker) -> None:
    assert facility(linker, "University Hospital", "Basel", "CH") == same("University Hospital of Basel")


def test_a_facility_without_a_city_is_not_matched(linker: Linker) -> None:
    assert said(linker, SharedNode("x", "facility", "St. Mary's Hospital", "US")) == NOTHING


# What the registry says of organizations


def test_organizations_are_told_with_all_that_they_are_part_of(linker: Linker) -> None:
    found = {label: wholes for _, label, wholes in linker.organizations([registry.iri(3), "https://ror.org/0unknown0"])}
    assert found == {
        "Exphar (United States)": (),
        "Exphar (Portugal)": (registry.iri(0),),
        "Exphar Foundation": (registry.iri(1),),
    }
