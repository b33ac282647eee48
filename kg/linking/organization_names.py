"""Names of organizations: the form in which two spellings agree, and the forms under which a name is looked for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .names import acronym, words

__all__ = [
    "Bears",
    "NamePiece",
    "OrganizationName",
    "company_readings",
    "countries_of_legal_form",
    "in_city",
    "is_address",
    "is_generic",
    "is_person",
    "organization_words",
    "part_readings",
    "whole_readings",
    "without_site_number",
]

_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?:\.|(?!\w))")
"""`M.D.`, `S.p.A.`, `U.S.`."""

_SPACED = re.compile(r"(?<![^\W_])([^\W\d_]\.) (?=[^\W\d_]\.)")
"""`M. D. Anderson`."""

_AND_COMPANY = re.compile(r"^(\S+) (?:&|and) Co(?:mpany)?\b")
"""What must stay: "Merck & Co." in Rahway is no part of Merck in Darmstadt."""

_SLASHED = re.compile(r"\b([AK])/S\b")
"""The Danish legal forms A/S and K/S."""

_UMLAUT = re.compile(r"(u)e|^universitet")
"""What is left of "Universitaetsklinikum Wuerzburg", as those write who have no umlauts, once words are American."""

_VETERANS = (["affair"], ["administration"])
"""What follows "Veterans": ROR writes VA in the names of these hospitals, registries either."""

_EMPTY = frozenset(
    {
        *("at", "d", "da", "das", "de", "degli", "dei", "del", "della", "delle", "der", "des", "di", "do", "dos", "du"),
        *("e", "el", "et", "fuer", "fur", "gli", "il", "l", "la", "las", "le", "les", "los", "und", "y"),
    }
)
"""Words that one spelling has and the next has not, beside the English ones: "University of X at Y", "X, Y"."""

_LONG: Mapping[str, str] = {
    "assoc": "association",
    "cntr": "center",
    "coll": "college",
    "ctr": "center",
    "dept": "department",
    "fdn": "foundation",
    "ft": "fort",
    "hosp": "hospital",
    "inst": "institute",
    "intl": "international",
    "med": "medical",
    "mem": "memorial",
    "mt": "mount",
    "natl": "national",
    "reg": "regional",
    "rsch": "research",
    "sch": "school",
    "st": "saint",
    "ste": "sainte",
    "univ": "university",
}
"""What registries of the nineties wrote: "Univ of Miami Med Ctr"."""

_LEGAL = frozenset(
    {
        *("ab", "ag", "aps", "as", "asa", "asbl", "bhd", "bv", "bvba", "cjsc", "co", "company", "corp", "corporation"),
        *("cv", "doo", "ev", "gmbh", "inc", "incorporated", "incorporation", "jsc", "kft", "kg", "kgaa", "kk", "ks"),
        *("lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "ooo", "oy", "oyj", "pjsc", "plc"),
        *("private", "pte", "pty", "pvt", "sa", "sab", "sapi", "sarl", "sas", "sasu", "sdn", "se", "sl", "slu", "snc"),
        *("spa", "spzoo", "srl", "sro", "tbk", "ug", "vzw"),
    }
)
"""Legal forms, of which ROR's names have some, and registries others; `S.A. de C.V.` is one of two."""

_LEGAL_OF: Mapping[str, frozenset[str]] = {
    "ab": frozenset({"FI", "SE"}),
    "aps": frozenset({"DK"}),
    "asa": frozenset({"NO"}),
    "bhd": frozenset({"MY"}),
    "gmbh": frozenset({"AT", "CH", "DE"}),
    "kft": frozenset({"HU"}),
    "kgaa": frozenset({"DE"}),
    "kk": frozenset({"JP"}),
    "lda": frozenset({"PT"}),
    "ltda": frozenset({"BR", "CL", "CO"}),
    "ooo": frozenset({"RU"}),
    "oy": frozenset({"FI"}),
    "oyj": frozenset({"FI"}),
    "sapi": frozenset({"MX"}),
    "spa": frozenset({"IT"}),
    "tbk": frozenset({"ID"}),
}
"""Legal forms that few countries know: of the companies called MSD, "MSD K.K." is the one in Japan."""

_GENERIC = frozenset(
    {
        *("academy", "affair", "affiliated", "allergy", "area", "asthma", "cancer", "cardiology", "care", "center"),
        *("central", "centro", "child", "children", "city", "clinic", "clinica", "clinical", "college", "community"),
        *("comprehensive", "consortium", "county", "department", "dermatology", "disease", "district", "division"),
        *("east", "education", "eye", "faculty", "first", "foundation", "general", "group", "health", "healthcare"),
        *("heart", "hematology", "hopital", "hospital", "hospitalier", "immunology", "infectious", "institute"),
        *("institution", "instituto", "internal", "international", "laboratory", "medical", "medicine", "memorial"),
        *("mental", "metropolitan", "ministry", "municipal", "national", "neurology", "north", "nursing", "office"),
        *("oncology", "orthopedic", "ospedale", "pediatric", "people", "practice", "private", "program", "provincial"),
        *("psychiatry", "public", "pulmonary", "radiation", "radiology", "regional", "research", "royal", "school"),
        *("science", "second", "service", "site", "society", "south", "state", "study", "surgery", "system"),
        *("technology", "third", "trial", "unit", "universitaire", "universitario", "university", "urology", "va"),
        *("veteran", "west", "woman", "women"),
    }
)
"""Words of which every country has organizations: a name of them alone tells none without its place."""

_OWNED = re.compile(
    r"(?:,?\s+|\s*\()(?:is |now |formerly )*(?:an? |nka |now known as |also known as |aka |known as |part of )+"
    r"(?P<said>[^()]+?)\)?\s*$",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:wholly[ -]owned )?(?:subsidiary|division|affiliate|member|part) of (?P<of>.+)"
    r"|(?P<company>.+?)(?:'s)? (?:group )?(?:company|business|subsidiary|affiliate)",
    re.IGNORECASE,
)
"""", a Sanofi Company", " is now a wholly owned subsidiary of Pfizer", " (nka Protein Sciences Corporation)"."""

_INITIAL = re.compile(r"(?:[A-Z]\.\s?)+(?=[A-Z][a-z])")
"""`H. Lundbeck`, `F. Hoffmann-La Roche`."""

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_SEPARATORS = re.compile(
    r"\s*[,;|/]\s*|\s+[-\u2013\u2014]\s*|\s*[-\u2013\u2014]\s+|:\s+|(?<=[a-z]{3})-(?=[A-Z][a-z]{2})"
)
_SITE_NUMBER = re.compile(
    r"[\s,;:/(\[#-]*\b(?:(?:(?:investigat(?:ional|ive|or)|study|research|clinical|trial)\s+)?site|ID)\b"
    r"\s*(?:number|no\.?|nr\.?|id|ref\.?)?\s*[:#.-]*\s*[A-Z]{0,4}-?[0-9][0-9A-Z-]*\s*[)\]]*\s*$"
    r"|\s+-\s+PPDS$",
    re.IGNORECASE,
)
"""`( Site 2701)`, ` /ID# 276805`, `-Site Number:8400006`, and the mark of a contractor's own sites."""

_ENDS_OF_NUMBERS = frozenset(") ]S0123456789")

_CLINICAL_SITE = re.compile(r"\s*\b(?:(?:[A-Z]{4,}|[A-Z][0-9]{3,5})\s+)?CRS\s*$")
"""A clinical research site of the AIDS networks, as in "Queens Med. Ctr. ACTG CRS"."""

_PERSON = re.compile(
    r",\s*(?:M\.?D|Ph\.?D|D\.?O|MBBS|M\.?Sc|Dr)\b|^(?:Dr|Prof)\.?\s|^(?:private )?(?:office|practice) of ",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^[A-Z]{2}$|^\d+\s+\w+|\bP\.?O\.? ?[Bb]ox\b"
    r"|\b(?i:street|road|avenue|boulevard|parkway|pike|rue|strasse|str|suite)\b"
)
_MOST_PARTS = 8
_MOST_TOKENS = 24
"""A text with more of them is no name; ROR's longest have half as many."""

_JOINED = re.compile(r"\s(?:at|of|@|(?i:affiliated) (?:to|with))\s+(?:the\s+)?(?=[A-Z])")


@lru_cache(maxsize=65_536)
def _spelt(token: str) -> tuple[str, ...]:
    """The words of a text between two spaces; names share most of theirs."""
    if "/" in token:
        token = _SLASHED.sub(r"\1S", token)
    if "." in token:
        token = _INITIALS.sub(lambda found: found[0].replace(".", ""), token)
    found = words(token.replace("-", " "))  # a term of medicine may be one word with a hyphen, a name is two
    plain = (_UMLAUT.sub(_without_umlaut, word) for word in found)
    return tuple([_LONG.get(word, word) for word in plain if word not in _EMPTY])


def _without_umlaut(found: re.Match[str]) -> str:
    return "u" if found[1] else "universitat"


def organization_words(text: str) -> tuple[str, ...]:
    """The words of an organization's name in their order: abbreviations in full, without articles and legal form."""
    plain = _AND_COMPANY.sub(r"\1 andco", with_joined_initials(text)) if " Co" in text else with_joined_initials(text)
    return _joined(map(_spelt, plain.split())) or words(text)  # `El` alone is a name


def _joined(spelt: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found = [word for words_of_token in spelt for word in words_of_token]
    while len(found) > 1 and found[-1] in _LEGAL:
        found.pop()
    if "veteran" in found:
        at = found.index("veteran")
        if found[at + 1 : at + 2] in _VETERANS:
            found[at : at + 2] = ["va"]
    return tuple(found)


def with_joined_initials(text: str) -> str:
    """The text with `M. D.` as `M.D.`."""
    return _SPACED.sub(r"\1", text) if ". " in text else text


def countries_of_legal_form(name: str) -> frozenset[str]:
    """The countries that know the legal form with which a name ends; none if many do."""
    found = _spelt(name.rpartition(" ")[2])
    return _LEGAL_OF.get(found[-1], frozenset()) if found else frozenset()


def without_site_number(name: str) -> str:
    """The name of a facility without the number that a sponsor gave it."""
    return (_SITE_NUMBER.sub("", name).strip() or name) if name[-1:] in _ENDS_OF_NUMBERS else name


def is_person(name: str) -> bool:
    """Whether a name is a person's: "Jane Doe, MD", "Office of Jane Doe"."""
    return bool(_PERSON.search(name))


def is_address(text: str) -> bool:
    """Whether a text is part of a postal address: "9000 Rockville Pike", "MN"."""
    return bool(_ADDRESS.search(text))


def is_generic(found: Sequence[str]) -> bool:
    """Whether the words of a name tell no organization without its place: "University Hospital"."""
    return _GENERIC.issuperset(found)


Bears = Callable[[Sequence[str]], bool]
"""Whether some organization may bear a name of these words."""


class NamePiece(NamedTuple):
    """A text that a reading leaves out of a name."""

    text: str
    attached: bool = False
    """Whether no comma or the like stands between it and the reading."""
    last: bool = False
    """Whether the name ends with it."""
    slashed: bool = False
    """Whether slashes part the name, as they do what are partners."""


class OrganizationName(NamedTuple):
    """A form under which a name is looked for."""

    words: tuple[str, ...]
    cut: tuple[NamePiece, ...] = ()
    short: bool = False
    """Whether it is an abbreviation."""
    owner: bool = False
    """Whether the name says that this is its owner."""
    joined: bool = False
    """Whether `of` or `at` joins it to what stands before."""


def in_city(reading: OrganizationName, city: str) -> OrganizationName:
    """The reading with a city behind it: a "University Hospital" in Basel is the "University Hospital of Basel"."""
    return reading._replace(words=(*reading.words, *organization_words(city)), short=False)


def whole_readings(name: str) -> Iterator[OrganizationName]:
    """The name itself, then without brackets."""
    yield _reading(name)
    if (bare := _without_brackets(name)) and bare != name:
        yield _reading(bare, *_asides(name))


def company_readings(name: str) -> Iterator[OrganizationName]:
    """A company's name without initials before it, without what it says of owners and other names; these; its owner."""
    if found := _INITIAL.match(name):
        yield _reading(name[found.end() :])
    if found := _OWNED.search(name):
        yield _reading(name[: found.start()])
        owner = _OWNER.fullmatch(found["said"])
        yield _reading(owner["of"] or owner["company"])._replace(owner=True) if owner else _reading(found["said"])


def part_readings(name: str, bears: Bears, *, city: tuple[str, ...] = ()) -> Iterator[OrganizationName]:
    """What in a name may be an organization's: what stands between commas and the like, the first words of that, ...

    and what follows `of` and `at`. What stands first goes before what stands behind. Left out is what none can bear.
    """
    bare = with_joined_initials(_without_brackets(name))
    if bare.endswith("CRS"):
        bare = _CLINICAL_SITE.sub(" - CRS", bare)
    if "/" in bare:
        bare = _SLASHED.sub(r"\1S", bare)
    parts = [part for part in _SEPARATORS.split(bare) if part][:_MOST_PARTS]
    asides = tuple(_asides(name))
    last, slashed = len(parts) - 1, "/" in bare
    pieces = [NamePiece(part, last=place == last, slashed=slashed) for place, part in enumerate(parts)]
    spelt = [[_spelt(token) for token in part.split()] for part in parts]
    borne = _Borne(bears, city)
    if len(parts) > 1:
        yield from _separated(pieces, spelt, asides, borne)
    for place, piece in enumerate(pieces):
        yield from _leading(piece.text, spelt[place], (*pieces[:place], *pieces[place + 1 :], *asides), borne)
    for part in parts:
        for joint in _JOINED.finditer(part):
            for found in borne.of(organization_words(part[joint.end() :])):
                yield OrganizationName(
                    found, (NamePiece(part[: joint.start()]),), acronym(part[joint.end() :]), joined=True
                )


class _Borne(NamedTuple):
    """Gives of words those that may be a name."""

    bears: Bears
    city: tuple[str, ...]

    def of(self, found: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The words with the city behind them, as universities with several campuses have it, then alone."""
        if self.city and "university" in found and not is_generic(found) and self.bears((*found, *self.city)):
            yield (*found, *self.city)
        if self.bears(found):
            yield found


def _asides(name: str) -> Iterator[NamePiece]:
    """What stands in brackets; an abbreviation says nothing more than the name."""
    return (NamePiece(text) for text in map(str.strip, _BRACKETS.findall(name)) if text and not acronym(text))


def _reading(text: str, *cut: NamePiece) -> OrganizationName:
    return OrganizationName(organization_words(text), cut, acronym(text))


def _without_brackets(name: str) -> str:
    return " ".join(_BRACKETS.sub(" ", name).split()) if "(" in name or "[" in name else name


_Spelt = Sequence[Sequence[str]]
"""The words of each token of a text."""


def _separated(
    pieces: Sequence[NamePiece], spelt: Sequence[_Spelt], asides: tuple[NamePiece, ...], borne: _Borne
) -> Iterator[OrganizationName]:
    """Every run of parts but the whole, the longer first."""
    for size in range(len(pieces) - 1, 0, -1):
        for start in range(len(pieces) - size + 1):
            end = start + size
            short = size == 1 and acronym(pieces[start].text)
            for found in borne.of(_joined(tokens for part in spelt[start:end] for tokens in part)):
                yield OrganizationName(found, (*pieces[:start], *pieces[end:], *asides), short)


def _leading(part: str, spelt: _Spelt, others: tuple[NamePiece, ...], borne: _Borne) -> Iterator[OrganizationName]:
    """The first words of a part, the more the better."""
    for end in range(min(len(spelt) - 1, _MOST_TOKENS), 0, -1):
        if not spelt[end - 1]:
            continue
        for found in borne.of(_joined(spelt[:end])):
            tokens = part.split()
            cut = NamePiece(" ".join(tokens[end:]), attached=True, last=True)
            yield OrganizationName(found, (cut, *others), end == 1 and acronym(tokens[0]))
