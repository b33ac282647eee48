"""The form in which registries report to the WHO: XML with `<main>`, `<contacts>`, `<criteria>` and lists of the rest.

ChiCTR gives its own records in it, with `<Triall>` for `<trial>`, and `UTRN` beside `utrn`.
"""

from collections.abc import Iterator, Mapping

from kg.properties import ASKED
from kg.record import Study
from kg.registries import PUBLISHERS
from kg.sources.field_account import Field, Leaf, into, left_out
from kg.sources.fields.clean import speakable
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.xml_elements import Element

from .columns import COLUMNS
from .portal import parts_of
from .spellings import NETWORKS
from .study import identity_of, study_of
from .texts import plain
from .trial_record import TrialRecord, register_of

__all__ = ["FIELDS", "leaves_of_form", "study_of_form"]

_ADDRESS = "the address of an office or a person"
_PERSON = "a person at an office; whom to ask about the trial stands among its contacts"

_ONE: Mapping[str, str] = {
    "main/trial_id": "id",
    "main/reg_name": "register",
    "main/date_registration": "registered",
    "main/primary_sponsor": "sponsor",
    "main/public_title": "title",
    "main/acronym": "acronym",
    "main/scientific_title": "scientific_title",
    "main/date_enrolment": "start",
    "main/type_enrolment": "start_type",
    "main/target_size": "size",
    "main/recruitment_status": "status",
    "main/url": "url",
    "main/study_type": "study_type",
    "main/study_design": "design",
    "main/phase": "phase",
    "main/i_freetext": "interventions",
    "main/results_actual_enrolment": "actual_size",
    "main/results_date_completed": "completed",
    "main/results_url_link": "results_url",
    "main/results_summary": "results_summary",
    "main/results_date_posted": "results_posted",
    "main/results_date_first_publication": "results_published",
    "main/results_baseline_char": "results_baseline",
    "main/results_participant_flow": "results_flow",
    "main/results_adverse_events": "results_events",
    "main/results_outcome_measures": "results_outcomes",
    "main/results_url_protocol": "protocol",
    "main/results_IPD_plan": "ipd_plan",
    "main/results_IPD_description": "ipd_description",
    "criteria/inclusion_criteria": "inclusion",
    "criteria/agemin": "agemin",
    "criteria/agemax": "agemax",
    "criteria/gender": "sex",
    "criteria/exclusion_criteria": "exclusion",
}
"""Element -> what it states; where it goes says the column of the portal that states the same."""
_CONDITIONS = ("main/hc_freetext", "health_condition_code/hc_code[]", "health_condition_keyword/hc_keyword[]")
"""The portal puts these together in one column, and so they are read."""
_LISTS: Mapping[str, str] = {
    "countries/country2[]": "countries",
    "primary_outcome/prim_outcome[]": "primary_outcomes",
    "secondary_outcome/sec_outcome[]": "secondary_outcomes",
    "secondary_sponsor/sponsor_name[]": "collaborators",
    "source_support/source_name[]": "funders",
    "intervention_keyword/i_keyword[]": "keywords",
}
_UTN = ("main/utrn", "main/UTRN")
_SCIENTIFIC_ACRONYM = ("main/scientific_acronym", "main/Scientific_acronym")
_CONTACT, _ID, _REVIEW = "contacts/contact[]", "secondary_ids/secondary_id[]", "ethics_reviews/ethics_review[]"
_PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "contacts": (
        _CONTACT,
        {
            "firstname": "firstname",
            "middlename": "middlename",
            "lastname": "lastname",
            "telephone": "phone",
            "email": "email",
            "affiliation": "affiliation",
        },
    ),
    "identifiers": (_ID, {"sec_id": "value", "issuing_authority": "domain"}),
    "ethics": (_REVIEW, {"status": "status", "approval_date": "date", "contact_name": "name"}),
}
"""Part -> its elements, and what each states."""


def _fields() -> Iterator[tuple[str, Field]]:
    for path, key in (*_ONE.items(), *((path, key) for path, key in _LISTS.items() if key in COLUMNS)):
        for below, field in COLUMNS[key].fields.items():
            yield f"{path}{below}", field
    yield "main/reg_name", into("ct:registry")
    yield from ((path, COLUMNS["conditions"].fields[""]) for path in _CONDITIONS)
    yield "intervention_keyword/i_keyword[]", into("ct:keyword")
    yield "intervention_code/i_code[]", left_out("codes of a list that the record does not name")
    yield from ((path, COLUMNS["identifiers"].fields[""]) for path in _UTN)
    yield from ((path, into("ct:acronym")) for path in _SCIENTIFIC_ACRONYM)
    contact = into("ct:contact", "schema:name")
    yield from ((f"{_CONTACT}/{name}", contact) for name in ("firstname", "middlename", "lastname", "affiliation"))
    yield f"{_CONTACT}/telephone", into("ct:phone")
    yield f"{_CONTACT}/email", into("ct:email")
    yield f"{_CONTACT}/type", left_out("whether to ask about science or as the public: both are asked as contacts")
    yield from ((f"{_CONTACT}/{name}", left_out(_ADDRESS)) for name in ("address", "city", "country1", "zip"))
    yield f"{_ID}/sec_id", COLUMNS["identifiers"].fields[""]
    yield f"{_ID}/issuing_authority", into("ct:identifierDomain")
    yield f"{_REVIEW}/status", into("ct:ethicsReviewStatus", codes="ethics-review-status")
    yield f"{_REVIEW}/approval_date", into("ct:ethicsReviewDate")
    yield f"{_REVIEW}/contact_name", into("ct:ethicsCommitteeName")
    yield f"{_REVIEW}/contact_address", left_out(_ADDRESS)
    yield from ((f"{_REVIEW}/{name}", left_out(_PERSON)) for name in ("contact_phone", "contact_email"))


FIELDS: Mapping[str, Field] = dict(_fields())
"""The account of the form."""

_SEVERAL = frozenset(
    path[: path.index("[]")] for path in FIELDS if "[]" in path and path[: path.index("[]")] not in _ONE
)
_NAMES = {
    **{key: path for path, key in (*_ONE.items(), *_LISTS.items())},
    "conditions": _CONDITIONS[0],
    "ethics_status": _REVIEW.removesuffix("[]"),
}
_ANSWERED = {
    name
    for key in (*_ONE.values(), *_LISTS.values(), "conditions")
    for name in (COLUMNS[key].answers if key in COLUMNS else ())
}
_NOT_SUPPORTED = tuple(name for name in ASKED if name not in _ANSWERED)

_KNOWN = {each.notation for each in PUBLISHERS}


def study_of_form(root: Element, remarks: Remarks) -> Study | None:
    """The study of a record; its publisher is the registry that reports it."""
    stated: dict[str, list[tuple[tuple[int, ...], str]]] = {}
    for path, positions, text in _walk(root, "", ()):
        clean = plain(speakable(text))[0].strip()
        if path not in FIELDS:
            remarks.note("CT-R101", "nothing is known of this element", path, *positions)
        elif clean:
            stated.setdefault(path, []).append((positions, clean))
    record = _record(stated)
    identity = identity_of(record, remarks)
    if identity is None:
        return None
    named = record.texts.get("register", "")
    publisher = register_of(identity, named)
    if publisher not in _KNOWN:
        known = "a network of registries" if named.casefold() in NETWORKS else "no registry that is known"
        remarks.note("CT-R002", f"the id is of no known form, and `{named[:60]}` is {known}", record.name("register"))
        return None
    return study_of(record, identity, publisher, remarks)


def _record(stated: Mapping[str, list[tuple[tuple[int, ...], str]]]) -> TrialRecord:
    def all_of(path: str) -> list[str]:
        return [text for _, text in stated.get(path, ())]

    texts = {key: found[0] for path, key in _ONE.items() if (found := all_of(path))}
    head, codes, keywords = (all_of(path) for path in _CONDITIONS)
    if head or codes or keywords:
        texts["conditions"] = "\n".join([" ".join(" ".join(head).split()), ";".join([*codes, *keywords])])
    if "acronym" not in texts and (found := [text for path in _SCIENTIFIC_ACRONYM for text in all_of(path)]):
        texts["acronym"] = found[0]
    parts = {part: tuple(_grouped(stated, path, names)) for part, (path, names) in _PARTS.items()}
    utn = [{"value": text, "domain": "UTN"} for path in _UTN for text in all_of(path)]
    return TrialRecord(
        texts=texts,
        lists={key: tuple(all_of(path)) for path, key in _LISTS.items()},
        parts={**parts, "identifiers": (*utn, *parts["identifiers"])},
        names=_NAMES,
        not_supported=_NOT_SUPPORTED,
    )


def _grouped(
    stated: Mapping[str, list[tuple[tuple[int, ...], str]]], path: str, names: Mapping[str, str]
) -> Iterator[Mapping[str, str]]:
    """The texts of each part, by what they state."""
    found: dict[tuple[int, ...], dict[str, str]] = {}
    for name, key in names.items():
        for positions, text in stated.get(f"{path}/{name}", ()):
            found.setdefault(positions, {}).setdefault(key, text)
    yield from (found[positions] for positions in sorted(found))


def _walk(element: Element, path: str, positions: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Each text beneath an element, with its path; attributes state nothing."""
    counts: dict[str, int] = {}
    for child in element.children:
        here = f"{path}/{child.tag}" if path else child.tag
        spots = positions
        if here in _SEVERAL:
            counts[here] = counts.get(here, -1) + 1
            here, spots = f"{here}[]", (*positions, counts[here])
        if child.children:
            yield from _walk(child, here, spots)
        elif child.text.strip():
            yield here, spots, child.text


def leaves_of_form(root: Element) -> Iterator[Leaf]:
    """Each value of a record, by its path and what it is there."""
    size = next((text for path, _, text in _walk(root, "", ()) if path == "main/target_size"), "")
    for path, _, text in _walk(root, "", ()):
        clean = plain(text)[0]
        field = FIELDS.get(path)
        if field is None or field.code_list is None:
            yield path, clean
        elif clean.strip():
            yield path, " ".join(clean.split())
        if path in _ONE:
            yield from ((f"{path}{below}", value) for below, value in parts_of(_ONE[path], clean, {"size": size}))
