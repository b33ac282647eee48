"""The reader of the summaries that the register gives out: a block for each trial, some lines of label and value.

No real file was at hand; the layout is that which programs that read such files know. Titles are cut at some 200
characters. A summary is of all countries, and states less than a form: it is written only where no form is.
"""

import re
from collections.abc import Iterator, Mapping

from kg.countries import country_name
from kg.iris import study_id
from kg.properties import ASKED
from kg.record import BrowseLeaf, Coded, Eligibility, Identifier, Indexing, Organization, Registration, Study
from kg.sources.encoding import to_utf8, utf8_head
from kg.sources.field_account import Field, FieldAccount, Leaf, into
from kg.sources.fields.clean import long, speakable
from kg.sources.fields.further_ids import ORG_STUDY_ID, further_id
from kg.sources.fields.lenient_json import BOM
from kg.sources.fields.reader import FieldReader
from kg.sources.fields.remarks import Remarks, Spellings
from kg.sources.splits import TextBlocks

from .form_words import stated
from .spellings import NONE_OF_LIST
from .spellings import SPELLINGS as OF_FORMS
from .study import PUBLISHER

__all__ = ["EUCTR_SUMMARY"]

_OPENS = "This file contains summaries"
_BEGINS = "EudraCT Number:"
_HOLDS = "sponsor protocol number:"
_KEPT = "ct:registryItem"
_LINE = re.compile(r"([A-Z][A-Za-z ]{2,30}):(?: (.*)|)")
_TERM = re.compile(
    r"Version: (?P<version>[^,]*), SOC Term: (?P<class>.*?), Classification Code: (?P<code>[^,]*), "
    r"Term: (?P<term>.*?), Level: (?P<level>\w+)"
)
_COUNTRY = re.compile(r"(?P<code>[A-Z]{2}|Outside EU/EEA)\s?\((?P<status>[^)]*)\)")

FIELDS: Mapping[str, Field] = {
    "EudraCT Number": into("dcterms:identifier"),
    "Sponsor Protocol Number": into("ct:identifierValue"),
    "Sponsor Name": into("ct:leadSponsorName"),
    "Full Title": into("ct:officialTitle"),
    "Start Date": into(_KEPT),
    "Medical condition": into("ct:conditionName"),
    "Disease": into("ct:conditionName", "ct:conditionBrowseLeaf", _KEPT),
    "Population Age": into("ct:ageGroup", codes="age-group"),
    "Gender": into("ct:sex", codes="sex"),
    "Trial protocol": into("ct:overallStatus", "ct:countryName", _KEPT, codes="overall-status"),
    "Trial results": into("ct:hasResults", _KEPT),
    "Link": into("schema:url"),
}
_STATED = ("officialTitle", "leadSponsor", "condition", "overallStatus", "country")
_NOT_SUPPORTED = tuple(name for name in ASKED if name not in _STATED)

SPELLINGS: Spellings = {
    "overall-status": OF_FORMS["overall-status"],
    "sex": {"male": "MALE", "female": "FEMALE"},
    "age-group": {
        "under 18": "CHILD",
        "in utero": "CHILD",
        "preterm newborn infants": "CHILD",
        "newborns": "CHILD",
        "infants and toddlers": "CHILD",
        "children": "CHILD",
        "adolescents": "CHILD",
        "adults": "ADULT",
        "elderly": "OLDER_ADULT",
    },
}
"""How summaries spell the notations, in lower case."""


def _accepts(head: bytes) -> bool:
    body = utf8_head(head).removeprefix(BOM).lstrip()
    opened = body.startswith((_BEGINS.encode(), _OPENS.encode()))
    return opened and _HOLDS.encode() in body.lower() and b"A. Protocol Information" not in body


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Label and value of each line; a line without a label goes on with the value before it."""
    held: tuple[str, str] | None = None
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found is None or (held and found[1] not in FIELDS):
            held = held and (held[0], f"{held[1]} {line.strip()}".strip())
            continue
        if held:
            yield held
        held = (found[1], (found[2] or "").strip())
    if held:
        yield held


def _parse(content: bytes) -> tuple[Study | None, Remarks]:
    remarks = Remarks(spellings=SPELLINGS)
    text = remarks.utf8(content).decode().removeprefix("\ufeff")
    clean = speakable(text)
    if clean != text:
        remarks.note("CT-R103", f"{len(text) - len(clean)} control characters or half surrogate pairs removed")
    found: dict[str, list[str]] = {}
    for label, value in _lines(long(clean) or ""):
        if label not in FIELDS:
            remarks.note_at("CT-R101", "nothing is known of this line", label)
        if known := stated(value):
            found.setdefault(label, []).append(known)
    return _study(found, remarks), remarks


def _study(found: Mapping[str, list[str]], remarks: Remarks) -> Study | None:
    written = found.get("EudraCT Number")
    if not written:
        remarks.note_at("CT-R002", "the summary does not state its EudraCT number", "EudraCT Number")
        return None
    only = {label: values[0] for label, values in found.items()}
    protocol = list(_COUNTRY.finditer(only.get("Trial protocol", "")))
    terms = [each for text in found.get("Disease", ()) if (each := _TERM.fullmatch(text))]
    sponsor = only.get("Sponsor Name")
    names = [country_name(each["code"]) for each in protocol]
    return Study(
        id=study_id(written[0]),
        publisher=PUBLISHER,
        registration=Registration(not_supported=_NOT_SUPPORTED),
        identifiers=_identifiers(only),
        official_title=only.get("Full Title"),
        status=_status([each["status"] for each in protocol], remarks),
        has_results=True if only.get("Trial results") == "View results" else None,
        conditions=_conditions(only, terms),
        eligibility=_eligibility(only, remarks),
        lead_sponsor=Organization(name=sponsor) if sponsor else None,
        countries=tuple(dict.fromkeys(name for name in names if name)),
        condition_indexing=Indexing(
            leaves=tuple(BrowseLeaf(id=f"MedDRA:{each['code']}", name=each["term"]) for each in terms)
        ),
        registry_items=tuple(_items(found)),
    )


def _identifiers(only: Mapping[str, str]) -> tuple[Identifier, ...]:
    code = only.get("Sponsor Protocol Number")
    return (further_id(code, role=ORG_STUDY_ID),) if code else ()


def _status(written: list[str], remarks: Remarks) -> Coded | None:
    """The status that a trial has in all of its countries."""
    codes = [
        remarks.code("overall-status", each, "Trial protocol")
        for each in dict.fromkeys(written)
        if each.casefold() not in NONE_OF_LIST["overall-status"]
    ]
    different = list(dict.fromkeys(each for each in codes if each))
    return different[0] if len(different) == 1 else None


def _conditions(only: Mapping[str, str], terms: list[re.Match[str]]) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for name in (only.get("Medical condition"), *(each["term"] for each in terms)):
        if name:
            once.setdefault(name.casefold(), name)
    return tuple(once.values())


def _eligibility(only: Mapping[str, str], remarks: Remarks) -> Eligibility | None:
    ages = tuple(filter(None, (each.strip() for each in only.get("Population Age", "").split(","))))
    sexes = tuple(filter(None, (each.strip() for each in only.get("Gender", "").split(","))))
    known = list(dict.fromkeys(remarks.codes("sex", sexes, "Gender")))
    eligibility = Eligibility(
        age_groups=tuple(dict.fromkeys(remarks.codes("age-group", ages, "Population Age"))),
        sex="ALL" if len(known) > 1 else next(iter(known), None),
    )
    return eligibility if eligibility != Eligibility() else None


def _items(found: Mapping[str, list[str]]) -> Iterator[str]:
    for label, values in found.items():
        if label in FIELDS and _KEPT in FIELDS[label].into:
            yield from (f"{label}: {each}" for each in values)


def _leaves(content: bytes) -> Iterator[Leaf]:
    text = long(to_utf8(content).content.decode(errors="replace").removeprefix("\ufeff")) or ""
    for label, value in _lines(text):
        if label == "Trial protocol":
            yield from ((label, each["status"]) for each in _COUNTRY.finditer(value))
        elif label in ("Population Age", "Gender"):
            yield from ((label, each.strip()) for each in value.split(",") if each.strip())
        else:
            yield label, value or None


def _notation(code_list: str, text: str) -> str | None:
    return SPELLINGS[code_list].get(text.casefold())


EUCTR_SUMMARY = FieldReader(
    name="euctr-summary",
    publisher=PUBLISHER,
    description="EU Clinical Trials Register: summary text download, a block for each trial (no real file was at hand)",
    split=TextBlocks(begins=_BEGINS, holds=_HOLDS, opens=_OPENS),
    account=FieldAccount(
        fields=FIELDS,
        leaves=_leaves,
        notation=_notation,
        spellings=SPELLINGS,
        not_coded={"overall-status": NONE_OF_LIST["overall-status"]},
    ),
    accepts=_accepts,
    parse=_parse,
)
