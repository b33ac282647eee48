"""The only place that mints IRIs: slugs, keys, normal forms of trial ids.

A minted IRI is relative (`study/NCT01297972`) and stands under the data base IRI; DOIs and PubMed ids are absolute.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from kg import registries
from kg.countries import COUNTRIES, country_code
from kg.errors import UsageError

__all__ = [
    "BASE",
    "CODES",
    "ONTOLOGY",
    "Minter",
    "doi_iri",
    "key",
    "mesh_iri",
    "normal_form",
    "pmid_iri",
    "slug",
    "study_id",
]

BASE = "https://w3id.org/kgbuild/id/"
ONTOLOGY = "https://w3id.org/kgbuild/ontology#"
CODES = "https://w3id.org/kgbuild/code/"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*[/#]")
_LOST = re.compile(r"[\W_]+")
_SPACES_AND_HYPHENS = re.compile(r"(?<=[^\W_])[ \-\u2010]+(?=[^\W_])")
_SLUG_LENGTH = 80
_DIGEST = re.compile(r"\.[0-9a-f]{8}$")
"""What ends the slug of a name that differs from others in more than hyphens."""
_DOI_SAFE = "/:;()!$&'*+,=@~-._"
_DOI_PLAIN = re.compile(f"[A-Za-z0-9{re.escape(_DOI_SAFE)}]*")
_MESH = "http://id.nlm.nih.gov/mesh/"
_MESH_ID = re.compile(r"([CD])([0-9]{6}|[0-9]{9})")
# Ids made since 2014 have nine digits, those before keep six (NLM Technical Bulletin 391, e1). The last short and the
# first long ones met are D066331 and D000066450, C587979 and C000588428.
_FIRST_LONG = {"D": 66_400, "C": 588_000}


def normal_form(name: str) -> str:
    """The form in which two spellings of a name agree: NFKC, casefolded, white space as one space, no final `.,;:`."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split()).rstrip(".,;: ")


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """The last segment of a shared node's IRI: readable, and different for names that differ in more than hyphens."""
    normal = normal_form(name)
    words = normal.replace("-", " ").split()
    if "".join(words).isalnum() and "-" not in (normal[0], normal[-1]) and len(kept := "-".join(words)) <= _SLUG_LENGTH:
        return kept  # most names: nothing but letters, digits, and spaces and hyphens between them
    kept = _LOST.sub("-", normal).strip("-")
    if kept and len(kept) <= _SLUG_LENGTH and not _LOST.search(_SPACES_AND_HYPHENS.sub("", normal)):
        return kept
    return f"{kept[:_SLUG_LENGTH].rstrip('-')}.{hashlib.sha256(normal.encode()).hexdigest()[:8]}"


def key(*texts: str | None) -> str:
    """Ten hexadecimal digits that identify a part of a study by its identifying texts; None counts as empty."""
    joined = "\x1f".join([_one_line(text) if text else "" for text in texts])
    if not joined.isascii():
        joined = unicodedata.normalize("NFC", joined)
    return hashlib.sha256(joined.encode()).hexdigest()[:10]


def _one_line(text: str) -> str:
    """The text with white-space runs as one space, trimmed."""
    if "\n" in text:
        # A text of many lines is nearly always right when its lines are: half the time of parting it into words.
        whole = " ".join(filter(None, map(str.strip, text.split("\n"))))
        if whole.isprintable() and "  " not in whole:
            return whole
    return " ".join(text.split())


def study_id(text: str) -> str:
    """The normal form of a study id: trimmed, inner white space as one space, `NCT01297972` in capitals."""
    return registries.normal_form(" ".join(text.split()))


def doi_iri(doi: str) -> str:
    """The IRI of a DOI in normal form."""
    return f"https://doi.org/{doi if _DOI_PLAIN.fullmatch(doi) else quote(doi, safe=_DOI_SAFE)}"


def pmid_iri(pmid: str) -> str:
    """The IRI of a PubMed id."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}"


@lru_cache(maxsize=65_536)
def mesh_iri(written: str) -> str | None:
    """The IRI of a MeSH term by its id, or None if it is none; `D000006547`, as some exports pad it, is `D006547`."""
    found = _MESH_ID.fullmatch(written.strip().upper())
    if found is None:
        return None
    kind, number = found[1], int(found[2])
    return f"{_MESH}{kind}{number:06}" if number < _FIRST_LONG[kind] else f"{_MESH}{kind}{number:09}"


class Minter:
    """Mints the IRIs of a graph's nodes, relative to its base.

    Under a base that ends in `#` every IRI begins with `#`, so that it resolves by the rules of RFC 3986 too.
    """

    def __init__(self, base: str = BASE) -> None:
        if not _ABSOLUTE.fullmatch(base):
            raise UsageError(f"--base must be an absolute IRI that ends in / or #, not {base!r}")
        self.base = base
        self.root = "#" if base.endswith("#") else ""

    def absolute(self, iri: str) -> str:
        """The absolute form of an IRI minted here; an absolute IRI stays as it is."""
        return iri if ":" in iri else self.base + iri.removeprefix("#")

    def study(self, study_id: str) -> str:
        """A study."""
        return f"{self.root}study/{_segment(study_id)}"

    def record(self, publisher: str, study_id: str) -> str:
        """The record of a study by one publisher; also the name of its graph."""
        return f"{self.root}record/{publisher}/{_segment(study_id)}"

    def graph(self, name: str) -> str:
        """A graph that is no record's: `shared`, `links`, `build`, `ontology`."""
        return f"{self.root}graph/{name}"

    def build(self) -> str:
        """The build node."""
        return f"{self.root}build"

    def condition(self, name: str) -> str:
        """A condition by its name."""
        return f"{self.root}condition/{slug(name)}"

    def treatment(self, name: str) -> str:
        """A drug, device or procedure by its name."""
        return f"{self.root}treatment/{slug(name)}"

    def adverse_event_term(self, term: str) -> str:
        """A term for adverse events, as written."""
        return f"{self.root}adverse-event-term/{slug(term)}"

    def organization(self, name: str) -> str:
        """An organization by its name."""
        return f"{self.root}organization/{slug(name)}"

    def country(self, name: str) -> str:
        """A country by any of its names."""
        return f"{self.root}country/{country_code(name) or slug(name)}"

    def place(self, *, country: str, state: str | None, city: str) -> str:
        """A city; `country` is a name."""
        return f"{self.root}place/{_city(country, state, city)}"

    def words_of_place(self, iri: str) -> tuple[str | None, str | None, str]:
        """Country code, state and city of the IRI of a city, in small letters and without punctuation."""
        country, state, city = self.relative(iri).removeprefix(self.root).split("/")[1:]
        known = country if country in COUNTRIES else None
        return known, None if state == "_" else _words_of_slug(state), _words_of_slug(city)

    def facility(self, name: str, *, country: str, state: str | None, city: str) -> str:
        """A facility in a city; `country` is a name."""
        return f"{self.root}facility/{_city(country, state, city)}/{slug(name)}"

    def name(self, node: str, normal: str) -> str:
        """The name of a shared node in its normal form; names of another kind, or of another city, are others."""
        return f"{self.root}name/{node.removeprefix(self.root).rpartition('/')[0]}/{slug(normal)}"

    def browse_branch(self, abbreviation: str) -> str:
        """A branch of the registry's index, such as `BC08`."""
        return f"{self.root}browse-branch/{_segment(abbreviation)}"

    def mapping(self, subject: str, predicate: str, target: str, justification: str, *, rejected: bool = False) -> str:
        """A match, by what it says and why; the subject is relative, so that the base makes no difference."""
        said = (subject.removeprefix(self.root), predicate, target, justification)
        return f"{self.root}mapping/{key(*said, 'Not') if rejected else key(*said)}"

    def join(self, one: str, other: str) -> str:
        """A join of two studies, by their ids."""
        return f"{self.root}join/{key(one, other)}"

    def decision(self, one: str, other: str) -> str:
        """What was decided of two studies, by their ids."""
        return f"{self.root}decision/{key(one, other)}"

    def discrepancy(self, aspect: str, one: str, other: str) -> str:
        """What two records state differently, by what it is and by which they are."""
        return f"{self.root}discrepancy/{key(aspect, one, other)}"

    def relative(self, iri: str) -> str:
        """The form under the base in which an absolute IRI was minted; any other stays as it is."""
        return self.root + iri[len(self.base) :] if iri.startswith(self.base) else iri


def _words_of_slug(segment: str) -> str:
    return _DIGEST.sub("", segment).replace("-", " ")


def _segment(text: str) -> str:
    return text if text.isascii() and text.isalnum() else quote(text, safe="")


@lru_cache(maxsize=65_536)
def _city(country: str, state: str | None, city: str) -> str:
    return f"{country_code(country) or slug(country)}/{slug(state) if state else '_'}/{slug(city)}"
