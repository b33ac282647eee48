"""`python -m tests.vocabulary_data FILE`: the MeSH that ships with kgbuild, out of the NLM's descriptors.

The file is `desc2027.gz` of a later year, or the one under the shared data. Kept are ids, headings, entry terms and
tree numbers; of names of a heading that differ in case alone the first. `vocabularies/README.md` says so, and the year.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.linking.vocabularies.mesh import read_mesh_xml
from kg.linking.vocabularies.term import VocabularyTerm

from .conftest import DATA

FOLDER = Path(__file__).parent.parent / "vocabularies"
SOURCE = DATA / "vocab" / "mesh-desc-2026.xml.gz"
COLUMNS = ("mesh_id", "mesh_name", "entry_terms", "tree_numbers")


def rows(terms: Iterator[VocabularyTerm]) -> Iterator[str]:
    """The lines of the table, the heading first."""
    yield "\t".join(COLUMNS)
    for term in terms:
        names = {(term.label or "").casefold(): ""}
        for _, name in term.names:
            names.setdefault(name.casefold(), name)
        cells = (term.iri.rpartition("/")[2], term.label, "|".join(filter(None, names.values())), "|".join(term.trees))
        yield "\t".join(cell or "" for cell in cells)


def table(source: Path) -> bytes:
    """The table of a file of descriptors, unpacked."""
    with gzip.open(source) as stream:
        return "".join(f"{row}\n" for row in rows(read_mesh_xml(cast(BinaryIO, stream)))).encode()


def main(source: Path) -> None:
    """Writes the table of a file whose name says the year in place of that of another year."""
    year = re.search(r"20[0-9]{2}", source.name)
    if year is None:
        raise SystemExit(f"{source.name} does not say the year of its edition, as desc2026.gz does")
    packed = gzip.compress(table(source), 9, mtime=0)
    for old in FOLDER.glob("mesh-*.tsv.gz"):
        old.unlink()
    target = FOLDER / f"mesh-{year[0]}.tsv.gz"
    target.write_bytes(packed)
    sys.stdout.write(f"{target.name}: {len(packed):,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
