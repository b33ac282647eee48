"""Cities by name, state and point: made-up cities and divisions under real names, which the tables of names know."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.assets import divisions
from kg.linking.cities import CityIndex
from kg.linking.installation import build_vocabulary
from kg.linking.lexicon import Lexicons, path_of
from kg.linking.linker import Linker, SharedNode
from kg.linking.namesakes import Point
from kg.linking.place_names import city_key, division_keys, is_latin, quarters_of, readings

DIVISIONS = """AR.07\tBuenos Aires F.D.\tBuenos Aires F.D.\t907
BR.27\tSão Paulo\tSao Paulo\t927\tSP
BD.84\tChittagong\tChittagong\t984
CN.01\tAnhui\tAnhui\t0
CN.09\tHenan\tHenan\t909\tHA
CN.29\tYunnan\tYunnan\t929
CN.19\tLiaoning\tLiaoning\t919
DE.14\tSaxony-Anhalt\tSaxony-Anhalt\t914
GB.ENG\tEngland\tEngland\t930
GB.ENG.G5\tKent\tKent\t931
JP.01\tAichi\tAichi\t901
JP.40\tTokyo\tTokyo\t940
KR.11\tSeoul\tSeoul\t911\tSeoul-si
KR.11.11010\tJongno-gu\tJongno-gu\t912
US.DC\tDistrict of Columbia\tDistrict of Columbia\t950\tDC
US.IL\tIllinois\tIllinois\t951\tIL
US.MN\tMinnesota\tMinnesota\t952\tMN
US.NY\tNew York\tNew York\t953\tNY
"""

CITIES = (
    # id, name, other names, latitude, longitude, country, division, people
    (1, "Buenos Aires", "", -34.6, -58.4, "AR", "07", 2_900_000),
    (2, "São Paulo", "", -23.5, -46.6, "BR", "27", 12_000_000),
    (3, "Zhengzhou", "Zhengzhou Shi", 34.7, 113.6, "CN", "09", 4_200_000),
    (4, "Henan", "", 47.9, 126.0, "CN", "08", 0),
    (5, "Anshan", "", 41.1, 122.9, "CN", "19", 1_400_000),
    (6, "Anshan", "", 25.0, 115.0, "CN", "03", 0),
    (7, "Halle (Saale)", "Halle", 51.5, 12.0, "DE", "14", 238_000),
    (8, "Halle", "", 52.1, 8.4, "DE", "07", 21_000),
    (9, "Dartford", "", 51.4, 0.2, "GB", "ENG", 98_000),
    (10, "London", "", 51.5, -0.1, "GB", "ENG", 8_900_000),
    (11, "Nagoya", "", 35.2, 136.9, "JP", "01", 2_100_000),
    (12, "Okazaki", "Aichi", 34.95, 137.2, "JP", "01", 380_000),
    (13, "Tokyo", "", 35.7, 139.7, "JP", "40", 9_700_000),
    (14, "Bunkyō", "", 35.71, 139.75, "JP", "40", 240_000),
    (15, "Kotō", "", 35.2, 136.3, "JP", "25", 8_000),
    (16, "Seoul", "", 37.57, 126.98, "KR", "11", 10_300_000),
    (17, "Washington", "", 38.9, -77.0, "US", "DC", 690_000),
    (18, "New York City", "New York,NYC", 40.7, -74.0, "US", "NY", 8_800_000),
    (19, "The Bronx", "Bronx", 40.85, -73.9, "US", "NY", 1_400_000),
    (20, "Manhattan", "NYC", 40.78, -73.97, "US", "NY", 1_600_000),
    (21, "Richfield", "", 44.9, -93.3, "US", "MN", 36_000),
    (22, "Litchfield", "", 45.1, -94.5, "US", "MN", 6_700),
    (23, "Chicago", "", 41.9, -87.6, "US", "IL", 2_700_000),
    (24, "Paris", "", 48.85, 2.35, "FR", "11", 2_100_000),
    (25, "Lyon", "", 45.75, 4.85, "FR", "84", 520_000),
    (26, "Lyon 03", "", 45.76, 4.87, "FR", "84", 80_000),
    (27, "Saint-Étienne", "", 45.4, 4.4, "FR", "84", 172_000),
    (28, "Strasbourg", "", 48.6, 7.8, "FR", "44", 290_000),
    (29, "Milan", "", 45.5, 9.2, "IT", "09", 1_400_000),
    (30, "Mirano", "", 45.5, 12.1, "IT", "20", 15_000),
    (31, "Umbertide", "", 43.3, 12.3, "IT", "18", 16_000),
    (32, "Moorestown-Lenola", "", 40.0, -74.9, "US", "NJ", 13_000),
    (33, "Ostrava", "", 49.8, 18.3, "CZ", "85", 285_000),
    (34, "Paderborn", "", 51.7, 8.8, "DE", "07", 145_000),
    (35, "Salzkotten", "", 51.67, 8.6, "DE", "07", 25_000),
    (37, "Kunming", "Yunnan", 25.0, 102.7, "CN", "29", 3_800_000),
    (38, "Chattogram", "Chittagong", 22.3, 91.8, "BD", "84", 3_900_000),
    (36, "Hubei", "", 39.0, 112.0, "CN", "24", 0),
)


def _row(number: int, name: str, others: str, latitude: float, longitude: float, *more: object) -> str:
    country, division, people = more
    cells = [number, name, name, others, latitude, longitude, "P", "PPL", country, "", division, "", "", "", people]
    return "\t".join(str(cell) for cell in cells)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files, made = tmp_path_factory.mktemp("places"), tmp_path_factory.mktemp("lexicon")
    (files / "cities.txt").write_text("".join(f"{_row(*each)}\n" for each in CITIES), encoding="utf-8")
    (files / "admin1CodesASCII.txt").write_text(DIVISIONS, encoding="utf-8")
    paths = [files / "cities.txt", files / "admin1CodesASCII.txt"]
    build_vocabulary(made, "geonames", paths, built="2026-01-01")
    return made


@pytest.fixture(scope="module")
def linker(folder: Path) -> Linker:
    return Linker(folder)


Said = list[tuple[str, int, str]]


def city(linker: Linker, name: str, country: str, state: str | None = None, point: Point | None = None) -> Said:
    """Predicate, number and method of each match."""
    matches = linker.match(SharedNode("x", "place", name, country, state, point))
    return [(each.predicate.name, int(each.object.split("/")[-2]), each.method.value) for each in matches]


# Namesakes


def test_three_times_the_people_decide(linker: Linker) -> None:
    assert city(linker, "Halle", "DE") == [("SAME", 7, "SYNONYM")]  # three tenths of 238,000 are three times 21,000
    assert city(linker, "Anshan", "CN") == [("SAME", 5, "PREFERRED_LABEL")]


def test_the_state_prefers_among_namesakes(linker: Linker) -> None:
    assert city(linker, "Halle", "DE", "Saxony-Anhalt") == [("SAME", 7, "SYNONYM")]
    assert city(linker, "Anshan", "CN", "Liaoning") == [("SAME", 5, "PREFERRED_LABEL")]


def test_the_state_does_not_exclude_a_known_city(linker: Linker) -> None:
    matches = linker.match(SharedNode("x", "place", "Anshan", "CN", "Henan"))
    assert [(each.predicate.name, each.object, each.confidence) for each in matches] == [
        ("CLOSE", "https://sws.geonames.org/5/", 0.5)
    ]
    assert city(linker, "Halle", "DE", "Nowhere") == [("SAME", 7, "SYNONYM")]  # no division of that name


def test_a_small_city_of_another_state_is_another_city(linker: Linker) -> None:
    assert city(linker, "Litchfield", "US", "Illinois") == []
    assert city(linker, "New York", "US", "Illinois") == [("CLOSE", 18, "SYNONYM")]  # but not a great one


def test_the_state_is_believed_before_the_point(linker: Linker) -> None:
    # Registries look a city up by its name alone: the point of Halle, Saxony-Anhalt, is that of Halle in Westphalia.
    assert city(linker, "Halle", "DE", "Saxony-Anhalt", Point(52.1, 8.4)) == [("SAME", 7, "SYNONYM")]
    assert city(linker, "Halle", "DE", None, Point(52.1, 8.4)) == [("SAME", 8, "POINT")]


def test_a_name_of_another_city_weighs_next_to_nothing(linker: Linker) -> None:
    assert city(linker, "Mirano", "IT") == [("SAME", 30, "PREFERRED_LABEL")]


def test_a_great_city_far_from_the_point(linker: Linker) -> None:
    assert city(linker, "Milan", "IT", None, Point(43.3, 12.3)) == [("CLOSE", 29, "PREFERRED_LABEL")]


# Spellings


@pytest.mark.parametrize(
    ("name", "country", "number"),
    [
        ("Saint Etienne", "FR", 27),
        ("St. Etienne", "FR", 27),
        ("SaintEtienne", "FR", 27),
        ("42000 Saint-Etienne", "FR", 27),
        ("Saint-Etienne Cedex 2", "FR", 27),
        ("Ville de Paris", "FR", 24),
        ("75013 Paris", "FR", 24),
        ("Zhengzhou Shi", "CN", 3),
        ("Nagoya-shi", "JP", 11),
        ("Nagoyashi", "JP", 11),
        ("Aichi, Nagoya", "JP", 11),
        ("London SW17 0QT", "GB", 10),
        ("Seoul-si", "KR", 16),
        ("Chicago, Illinois", "US", 23),
        ("Chicago, IL", "US", 23),
        ("Chicago IL", "US", 23),
        ("Dartford Kent", "GB", 9),
        ("Dartford Merseyside", "GB", 9),
        ("C.A.B.A.", "AR", 1),
        ("Ciudad Autónoma Buenos Aires", "AR", 1),
        ("NYC", "US", 18),
        ("Washington DC", "US", 17),
    ],
)
def test_what_registries_write_for_a_city(linker: Linker, name: str, country: str, number: int) -> None:
    matches = city(linker, name, country)
    assert [(predicate, found) for predicate, found, _ in matches][:1] == [("SAME", number)]


def test_the_key_of_a_name_has_no_case_accents_spaces_or_hyphens() -> None:
    assert {city_key(name) for name in ("Saint-Étienne", "St Etienne", "SAINT ETIENNE", "ST.-ÉTIENNE")} == {
        "saintetienne"
    }
    assert city_key("Straße Łódź Ørsted") == "strasselodzorsted"
    assert city_key("---") == ""


def test_only_latin_names_are_kept() -> None:
    assert all(is_latin(name) for name in ("Xi\u2019an", "Hà Nội", "Łódź"))
    assert not any(is_latin(name) for name in ("Москва", "القاهرة", "東京"))


def test_a_letter_alone_is_no_piece_of_a_name() -> None:
    assert [reading.key for reading in readings("N/A", "FR")] == ["na"]


# Quarters


@pytest.mark.parametrize(
    ("name", "country", "state", "expected"),
    [
        ("Bunkyo-ku", "JP", "Tokyo", [("SAME", 14), ("BROAD", 13)]),
        ("Bunkyo-ku, Tokyo", "JP", None, [("SAME", 14), ("BROAD", 13)]),
        ("Koto-ku", "JP", None, [("BROAD", 13)]),  # not the town Kotō
        ("Kōtōku", "JP", "Tokyo", [("BROAD", 13)]),
        ("Minato-ku", "JP", None, []),  # Tokyo, Nagoya and Osaka have one
        ("Minato-ku", "JP", "Tokyo", [("BROAD", 13)]),
        ("Bronx", "US", "New York", [("SAME", 19), ("BROAD", 18)]),
        ("Flushing", "US", "New York", [("BROAD", 18)]),
        ("Jongno-gu", "KR", None, [("BROAD", 16)]),
        ("JongnoGu", "KR", "Seoul Teugbyeolsi", [("BROAD", 16)]),
        ("Sinchon-dong", "KR", "Seoul", [("BROAD", 16)]),
        ("Paris 13", "FR", None, [("BROAD", 24)]),
        ("Paris 13ème", "FR", None, [("BROAD", 24)]),
        ("Lyon 03", "FR", None, [("SAME", 26), ("BROAD", 25)]),
        ("London SW", "GB", "England", [("BROAD", 10)]),
        ("London SW17", "GB", None, [("BROAD", 10)]),
        ("Ostrava-Poruba", "CZ", None, [("BROAD", 33)]),
    ],
)
def test_a_quarter_leads_to_its_city(
    linker: Linker, name: str, country: str, state: str | None, expected: list[tuple[str, int]]
) -> None:
    assert [each[:2] for each in city(linker, name, country, state)] == expected


def test_a_quarter_is_surer_than_the_city_that_it_is_of(linker: Linker) -> None:
    quarter, city = linker.match(SharedNode("x", "place", "Bronx", "US", "New York"))
    assert (quarter.predicate.name, quarter.confidence) == ("SAME", 0.9)
    assert (city.predicate.name, city.confidence, city.method.value) == ("BROAD", 0.8, "PARENT")


def test_the_abbreviation_of_a_state_is_no_quarter() -> None:
    assert [quarter for _, quarter in quarters_of("Praha 5")] == ["5"]
    assert list(quarters_of("Chicago IL")) == []
    assert [reading.key for reading, _ in quarters_of("8200 Aarhus N")] == ["aarhus"]


# Divisions


def test_a_division_written_as_a_city_is_a_broad_match(linker: Linker) -> None:
    assert city(linker, "Henan", "CN") == [("BROAD", 909, "PREFERRED_LABEL")]  # not the village of that name
    assert city(linker, "Henan Province", "CN") == [("BROAD", 909, "PREFERRED_LABEL")]
    assert city(linker, "Kent", "GB") == [("BROAD", 931, "PREFERRED_LABEL")]


def test_a_division_without_an_id_is_no_match(linker: Linker) -> None:
    assert city(linker, "Anhui", "CN") == []


def test_a_city_that_is_called_as_its_division_is_the_city(linker: Linker) -> None:
    assert city(linker, "São Paulo", "BR") == [("SAME", 2, "PREFERRED_LABEL")]
    assert city(linker, "São Paulo", "BR", "SP") == [("SAME", 2, "PREFERRED_LABEL")]


def test_under_the_name_of_its_division_only_the_largest_city_is_meant(linker: Linker) -> None:
    assert city(linker, "Aichi", "JP") == [("BROAD", 901, "PREFERRED_LABEL")]  # one of the names of Okazaki
    assert city(linker, "Chittagong", "BD") == [("SAME", 38, "SYNONYM")]
    assert city(linker, "Yunnan", "CN", "Yunnan") == [("BROAD", 929, "PREFERRED_LABEL")]  # an old name of its capital


def test_state_and_city_may_have_changed_places(linker: Linker) -> None:
    assert city(linker, "Henan", "CN", "Zhengzhou") == [("CLOSE", 3, "PREFERRED_LABEL")]


def test_a_state_is_known_by_its_words_and_its_abbreviation() -> None:
    assert list(division_keys("Seoul Teugbyeolsi"))[1] == "seoul"
    assert list(division_keys("Comunidad de Madrid"))[1] == "madrid"
    assert list(division_keys("Barcelona [Barcelona]"))[2] == "barcelona"


# Two names in one, slips, and what is cut off


def test_two_cities_in_one_name(linker: Linker) -> None:
    assert city(linker, "Salzkotten Paderborn", "DE") == [("CLOSE", 35, "PREFERRED_LABEL")]
    assert city(linker, "Milan Umbertide", "IT") == [("BROAD", 29, "PARENT")]  # not close by: the great one


def test_a_slip_means_the_city_that_is_large_enough(linker: Linker) -> None:
    assert city(linker, "Strasboug", "FR") == [("CLOSE", 28, "FUZZY")]
    assert city(linker, "Lichfield", "US", "Minnesota") == [("CLOSE", 22, "FUZZY")]  # its first letter is right
    assert city(linker, "Litchfeld", "US") == []  # too small for a slip without its state
    assert city(linker, "Strasboug", "FR", None, Point(45.0, 1.0)) == []  # a registry that has a point knew the name


def test_a_name_that_goes_on(linker: Linker) -> None:
    assert city(linker, "Moorestown", "US") == [("CLOSE", 32, "FUZZY")]


def test_a_point_in_another_state_is_not_believed(linker: Linker) -> None:
    at_chicago = Point(41.9, -87.6)
    assert city(linker, "Somewhere", "US", "Illinois", at_chicago) == [("CLOSE", 23, "POINT")]
    assert city(linker, "Somewhere", "US", "Minnesota", at_chicago) == []


def test_a_direction_makes_another_place(linker: Linker) -> None:
    assert city(linker, "North Chicago", "US", "Illinois") == []


# The files


def test_the_names_of_a_city_have_ranks(folder: Path) -> None:
    with closing(sqlite3.connect(path_of(folder, "geonames"))) as connection:
        names = connection.execute("SELECT key, rank FROM city_name WHERE city = 18 OR city = 7 ORDER BY rank, key")
        assert names.fetchall() == [
            ("hallesaale", 0),
            ("newyorkcity", 0),
            ("halle", 1),
            ("newyork", 1),
            ("nyc", 2),
        ]


def test_an_id_of_another_file_is_added_to_a_division_that_had_none(folder: Path, tmp_path: Path) -> None:
    build = tmp_path / "lexicon"
    first, second = tmp_path / "1" / "admin1CodesASCII.txt", tmp_path / "2" / "admin1CodesASCII.txt"
    cities = tmp_path / "cities.txt"
    cities.write_text(f"{_row(*CITIES[0])}\n", encoding="utf-8")
    for path, text in ((first, "CN.01\tAnhui\tAnhui\t0\n"), (second, "CN.01\tAnhui\tAnhui\t1818058\n")):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    for order in ([first, second], [second, first]):
        build_vocabulary(build, "geonames", [cities, *order], built="2026-01-01")
        assert city(Linker(build), "Anhui", "CN") == [("BROAD", 1818058, "PREFERRED_LABEL")]


@pytest.mark.slow
def test_divisions_of_all_countries_come_with_the_package(cities: Path) -> None:
    index = CityIndex(Lexicons(cities.parent).of("place"))
    with gzip.open(divisions(), "rt", encoding="utf-8") as lines:
        codes = {line.split("\t")[0]: line.split("\t")[3] for line in lines}
    assert sum(code.count(".") == 1 for code in codes) == 3_865
    assert all(number.isdigit() and number != "0" for number in codes.values())
    assert [each.code for each in index.divisions("BR", "saopaulo")] == ["27"]
    assert [each.code for each in index.divisions("BR", "sp")] == ["27"]
    assert [each.code for each in index.divisions("GB", "kent")] == ["ENG.G5"]
    with closing(sqlite3.connect(cities)) as connection:
        count = "SELECT count(*) FROM city c"
        known = " WHERE EXISTS (SELECT * FROM division d WHERE d.country = c.country AND d.code = c.division)"
        of_all, of_known = (connection.execute(each).fetchone()[0] for each in (count, count + known))
    assert of_known / of_all > 0.995
