"""The lexicon that the benchmarks match names to: MeSH, DOID, MONDO and the cities, and names learnt from studies."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.linking.installation import build_vocabulary, ensure_places
from kg.pipeline.vocabularies.name_evidence import learn
from tests.conftest import DATA

from .corpus import FOLDER

__all__ = ["lexicon"]

_AS_OF = "2026-01-01"
_FILES = {
    "mesh": ("mesh-desc-2026.xml.gz", "mesh-supp-slim.xml.gz"),
    "doid": ("doid-synonyms.tsv.gz",),
    "mondo": ("mondo-mesh.sssom.tsv.gz",),
}
_RECORDS = "ctgov-v2.zip"


def lexicon() -> Path:
    """A folder of compiled vocabularies, made once, as `kgbuild vocab build` and `kgbuild vocab learn` make it."""
    place = FOLDER / f"lexicon-{'-'.join(_FILES)}-learnt"
    if not place.exists():
        FOLDER.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=FOLDER) as name:
            made = Path(name) / "lexicon"
            for kind, files in _FILES.items():
                build_vocabulary(made, kind, [DATA / "vocab" / file for file in files], built=_AS_OF)
            ensure_places(made, built=_AS_OF)
            learn([str(DATA / _RECORDS)], made, built=_AS_OF)
            made.rename(place)
    return place
