"""The portal's exports: the texts of one record, by their columns, brought to what the record states."""

from collections.abc import Callable, Iterator, Mapping

from kg.dates import PartialDate
from kg.iris import study_id
from kg.record import Study
from kg.sources.field_account import Leaf
from kg.sources.fields.clean import short, speakable
from kg.sources.fields.remarks import Remarks
from kg.sources.reading import Dates, Key

from .columns import COLUMNS
from .designs import stated_in
from .phases import phases_of
from .row_dates import dates_of, export_date
from .sizes import size_of
from .spellings import NOT_STATED, PURPOSES_OF_TYPES, SPELLINGS
from .study import ages_in, identity_of, study_of
from .texts import plain, split_list
from .treatments import treatments_of
from .trial_record import TrialRecord

__all__ = ["PUBLISHER", "key_of_texts", "leaves_of", "notation", "parts_of", "study_of_texts"]

PUBLISHER = "ictrp"

_LISTS = ("collaborators", "funders", "countries")
_WHOLE = ("primary_outcomes", "secondary_outcomes")
_IDS = ("identifiers", "bridging", "children")
_TRUE_FALSE = frozenset({"true", "false", "yes", "no", "0", "1"})
_PEOPLE = ("contact_", "public_contact_", "scientific_contact_")
_NAME_PARTS = ("firstname", "lastname", "email", "phone", "affiliation")
_OFFICE = "affiliation"
_ETHICS = ("status", "date", "name")


def study_of_texts(
    raw: Mapping[str, str], names: Mapping[str, str], remarks: Remarks, *, not_supported: tuple[str, ...]
) -> Study | None:
    """The study of a record; `raw` has the text of each column, `names` what each is called."""
    record = _record(raw, names, remarks, not_supported)
    identity = identity_of(record, remarks)
    return study_of(record, identity, PUBLISHER, remarks) if identity else None


def key_of_texts(raw: Mapping[str, str], format: str) -> Key | None:
    """The key of a record without reading all of it."""
    identity = study_id(speakable(plain(raw.get("id", ""))[0]))
    if not identity or identity.casefold() in NOT_STATED:
        return None
    refreshed = _date(raw, "refreshed")
    exported = export_date(short(raw.get("exported")), refreshed=refreshed)
    return Key(publisher=PUBLISHER, id=identity, dates=Dates(taken=exported or refreshed), format=format)


def _date(raw: Mapping[str, str], key: str) -> PartialDate | None:
    texts = {name: text for name in (key, "registered") if (text := short(raw.get(name)))}
    return dates_of(texts, registered=texts.get("registered"), again=short(raw.get("registered_again"))).dates.get(key)


def _record(
    raw: Mapping[str, str], names: Mapping[str, str], remarks: Remarks, not_supported: tuple[str, ...]
) -> TrialRecord:
    texts: dict[str, str] = {}
    mangled: list[str] = []
    for key, text in raw.items():
        texts[key], was_mended = plain(text)
        if was_mended:
            mangled.append(names.get(key, key))
    if mangled:
        what = f"letters were mended in {', '.join(mangled)}: UTF-8 that was read as MacRoman"
        remarks.note("CT-R015", what, mangled[0])
    return TrialRecord(
        texts=texts,
        lists={
            **{key: tuple(split_list(texts[key].replace("\n", " "))) for key in _LISTS if key in texts},
            **{key: (texts[key],) for key in _WHOLE if key in texts},
        },
        parts={
            "identifiers": tuple(_identifiers(texts)),
            "contacts": tuple(each for prefix in _PEOPLE for each in _in_lists(texts, prefix, _NAME_PARTS)),
            "ethics": tuple(_in_lists(texts, "ethics_", _ETHICS)),
        },
        names=names,
        not_supported=not_supported,
    )


def _identifiers(texts: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Ids, those too of other records of the trial; the flag that says whether there are some is none."""
    for key in _IDS:
        for each in split_list(texts.get(key, "").replace("\n", ";")):
            if each.casefold() not in _TRUE_FALSE:
                yield {"value": each}


def _in_lists(texts: Mapping[str, str], prefix: str, parts: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """The persons, or reviews, of several columns with `;` between them: the first of each, and so on."""
    columns = {part: _split(texts.get(f"{prefix}{part}", "")) for part in parts}
    count = max(len(items) for part, items in columns.items() if part != _OFFICE)
    if _OFFICE in columns and len(columns[_OFFICE]) != count:  # a `;` within the name of one office
        columns[_OFFICE] = [" ".join(texts.get(f"{prefix}{_OFFICE}", "").split())] if count <= 1 else []
    for number in range(max(map(len, columns.values()))):
        found = {part: items[number] for part, items in columns.items() if number < len(items) and items[number]}
        if found:
            yield found


def _split(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split(";")] if text.strip() else []


def leaves_of(raw: Mapping[str, str], name_of: Callable[[str], str]) -> Iterator[Leaf]:
    """Each value of a record, by the name of its column and what it is there."""
    for key, text in raw.items():
        clean = plain(text)[0]
        if not clean.strip():
            continue
        name = name_of(key)
        if "" in COLUMNS[key].fields:
            yield name, " ".join(clean.split()) if COLUMNS[key].fields[""].code_list else clean
        yield from ((f"{name}{path}", value) for path, value in parts_of(key, clean, raw))


def parts_of(key: str, text: str, raw: Mapping[str, str]) -> Iterator[Leaf]:
    """What a text states beside itself, by its path below the name of the column."""
    match key:
        case "design":
            yield from ((f".{each.code_list}", each.spelling) for each in stated_in(text))
        case "interventions":
            size = size_of(" ".join(plain(raw.get("size", ""))[0].split()))
            told = treatments_of(text, size.groups if size else ())
            yield from (("[].type", each.type) for each in told if each.type)
        case "inclusion":
            yield from ((".ages[]", each) for each in ages_in(text)[1])
        case "study_type":
            plain_type = " ".join(text.split())
            yield from [(".purpose", plain_type)] if plain_type.casefold() in PURPOSES_OF_TYPES else []
        case "phase":
            spelling = " ".join(text.split())
            yield from [(".time-perspective", spelling)] if spelling.casefold() in SPELLINGS["time-perspective"] else []
        case "ethics_status":
            yield from (("[]", each) for each in _split(text) if each)
        case _:
            return


def notation(code_list: str, text: str) -> str | None:
    """The notation that a spelling is taken for; of several phases with `/` between them."""
    plain_text = " ".join(text.split()).casefold()
    if code_list == "phase":
        found = phases_of(plain_text)
        return "/".join(found.notations) or None if found else None
    if code_list == "primary-purpose" and plain_text in PURPOSES_OF_TYPES:
        return PURPOSES_OF_TYPES[plain_text]
    return SPELLINGS[code_list].get(plain_text)
