"""A made-up part of the Research Organization Registry, and the cities of its organizations."""

import json
from pathlib import Path

from kg.linking.installation import build_vocabulary

__all__ = ["install", "iri"]

_CITIES = {
    "New York": (101, "US", "NY", 40.71, -74.01),
    "Rochester": (102, "US", "MN", 44.02, -92.47),
    "Scottsdale": (103, "US", "AZ", 33.51, -111.9),
    "Springfield": (104, "US", "MA", 42.1, -72.59),
    "Holyoke": (105, "US", "MA", 42.2, -72.62),  # 12 km from that Springfield
    "Boston": (106, "US", "MA", 42.36, -71.06),
    "Basel": (107, "CH", "BS", 47.56, 7.57),
    "Tokyo": (108, "JP", "40", 35.69, 139.69),
    "Aarhus": (109, "DK", "18", 56.16, 10.21),
    "Nanjing": (110, "CN", "04", 32.06, 118.78),
    "Lisbon": (111, "PT", "14", 38.72, -9.13),
    "Paris": (112, "FR", "11", 48.85, 2.35),
    "Vilnius": (113, "LT", "65", 54.69, 25.28),
    "Manila": (114, "PH", "01", 14.6, 120.98),
    "Mexico City": (115, "MX", "09", 19.43, -99.13),
    "Brasilia": (116, "BR", "07", -15.78, -47.93),
    "Darmstadt": (117, "DE", "05", 49.87, 8.65),
    "St. Louis": (118, "US", "MO", 38.63, -90.2),
    "Springfield, Illinois": (119, "US", "IL", 39.8, -89.64),
}
"""Name -> id in GeoNames, country, state, point."""
_DIVISIONS = {
    "AZ": "Arizona",
    "IL": "Illinois",
    "MA": "Massachusetts",
    "MN": "Minnesota",
    "MO": "Missouri",
    "NY": "New York",
}

_ORGANIZATIONS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], int], ...] = (
    # Label, types, city; other names (an acronym ends in *); labels of what it is part of; how many are part of it.
    ("Exphar (United States)", "company", "New York", (), (), 3),
    ("Exphar (Portugal)", "company", "Lisbon", (), ("Exphar (United States)",), 1),
    ("Exphar (Mexico)", "company", "Mexico City", (), (), 0),
    ("Exphar Foundation", "other", "Lisbon", (), ("Exphar (Portugal)",), 0),
    ("Abbex (United States)", "company", "New York", (), (), 5),
    ("Abbex (Brazil)", "company", "Brasilia", ("Abbex",), ("Abbex (United States)",), 0),
    ("Exall & Co., Inc., Boston, MA, USA (United States)", "company", "Boston", ("EXD*",), (), 2),
    (
        "EXD (France)",
        "company",
        "Paris",
        ("EXD*", "Exall Sharp & Dohm"),
        ("Exall & Co., Inc.",),
        0,
    ),
    ("EXD K.K. (Japan)", "company", "Tokyo", ("EXD*", "Exall Sharp & Dohm", "EXD K.K."), ("Exall & Co., Inc.",), 0),
    ("Exall (Germany)", "company", "Darmstadt", (), (), 4),
    ("Novapharm (Switzerland)", "company", "Basel", (), (), 28),
    ("Avonex (United States)", "company", "New York", (), (), 0),
    ("Example Clinic", "healthcare", "Rochester", (), (), 4),
    ("St. Mary's Hospital", "healthcare", "Springfield", (), (), 0),
    ("Mercy Hospital", "healthcare", "Tokyo", (), (), 0),
    ("University of Exampleton", "education", "Springfield", ("UEX*",), (), 2),
    ("Exampleton University", "education", "Boston", (), (), 0),
    ("Northeastern University", "education", "Boston", (), (), 3),
    ("Northeastern University", "education", "Manila", (), (), 0),
    ("Washburn University in St. Louis", "education", "St. Louis", (), (), 0),
    ("Aarhus University", "education", "Aarhus", (), (), 0),
    ("University Hospital of Basel", "healthcare", "Basel", (), (), 0),
    ("National Fever Institute", "government", "New York", ("NFI*",), (), 0),
    ("National Fever Institute", "healthcare", "Vilnius", ("NFI*",), (), 0),
    ("Drum Tower Hospital", "healthcare", "Nanjing", ("Gulou Hospital",), ("Nanjing Medical University",), 0),
    ("Nanjing Medical University", "education", "Nanjing", ("NMU*",), (), 1),
    ("Sunrise Comprehensive Cancer Center", "healthcare", "Boston", (), (), 0),
    ("Manila Fever Hospital", "healthcare", "Manila", (), (), 0),
    ("Everwell Health", "nonprofit", "Boston", (), (), 40),
    ("Omaha VA Medical Center", "healthcare", "St. Louis", (), (), 0),
    ("College of the Holy Oak", "education", "Boston", ("Holy Oak",), (), 0),
)


def iri(place: int) -> str:
    """The IRI of an organization by its place in the table."""
    return f"https://ror.org/0{place:06}00"


def _place(label: str) -> int:
    return next(place for place, row in enumerate(_ORGANIZATIONS) if row[0].startswith(label))


def _record(place: int) -> dict[str, object]:
    label, kind, city, others, wholes, parts = _ORGANIZATIONS[place]
    number, country, _, _, _ = _CITIES[city]
    names = [{"value": label, "types": ["ror_display", "label"]}]
    names += [{"value": each.rstrip("*"), "types": ["acronym" if each[-1] == "*" else "alias"]} for each in others]
    relations = [{"type": "parent", "id": iri(_place(whole))} for whole in wholes]
    relations += [{"type": "child", "id": f"https://ror.org/0child{part:02}"} for part in range(parts)]
    where = {"geonames_id": number, "geonames_details": {"country_code": country, "name": city}}
    facts = {"types": [kind], "locations": [where], "relationships": relations}
    return {"id": iri(place), "status": "active", "names": names, **facts}


def install(folder: Path, files: Path) -> None:
    """Compiles the registry and the cities into a lexicon."""
    (files / "ror.json").write_text(json.dumps([_record(each) for each in range(len(_ORGANIZATIONS))]))
    build_vocabulary(folder, "ror", [files / "ror.json"], built="2026-01-01")
    lines = [
        "\t".join((str(number), name.partition(",")[0], "", "", str(latitude), str(longitude), *_rest(country, state)))
        for name, (number, country, state, latitude, longitude) in _CITIES.items()
    ]
    (files / "cities.txt").write_text("\n".join(lines))
    divisions = [f"US.{code}\t{name}\t{name}\t1" for code, name in _DIVISIONS.items()]
    (files / "admin1CodesASCII.txt").write_text("\n".join(divisions))
    places = [files / "cities.txt", files / "admin1CodesASCII.txt"]
    build_vocabulary(folder, "geonames", places, built="2026-01-01")


def _rest(country: str, state: str) -> tuple[str, ...]:
    return "P", "PPL", country, "", state, "", "", "", "100000", "", "", "", "2020-01-01"
