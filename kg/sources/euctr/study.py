"""The answers of one form -> the record, whatever they were read from."""

import re
from collections.abc import Callable, Mapping

from kg.countries import country_code
from kg.iris import study_id
from kg.properties import ASKED
from kg.record import (
    BrowseLeaf,
    Coded,
    Eligibility,
    Enrollment,
    EthicsReview,
    Identifier,
    Indexing,
    Oversight,
    Registration,
    Study,
    StudyDate,
)
from kg.registries import registered
from kg.sources.criteria.two_texts import criteria_of_sides
from kg.sources.fields.clean import short
from kg.sources.fields.further_ids import ORG_STUDY_ID, further_id
from kg.sources.fields.remarks import Remarks

from .design import codes_of, design_of, phases_of
from .form import Form, FormAnswer
from .form_words import count_of, stated
from .items import Answers
from .kept_items import kept_items
from .outcomes import outcomes_of
from .parties import contacts_of, funders_of, sponsors_of
from .products import interventions_of, substances_of
from .spellings import NONE_OF_LIST

__all__ = ["PUBLISHER", "record_of", "study_of"]

PUBLISHER = "euctr"

_THIRD = "3rd"
"""How the register calls the record of a trial that runs outside of the Union alone."""
_PAGE = re.compile(r"/trial/20[0-9]{2}-[0-9]{6}-[0-9]{2}/([A-Za-z]{2}|3rd)/?", re.IGNORECASE)
_AREA = re.compile(r"(?P<above>.+?) - (?P<name>.+) \[(?P<code>[A-Z][0-9]{2})\]")
_STATED = (
    *("title", "officialTitle", "overallStatus", "studyType", "phase", "enrollment", "completionDate"),
    *("leadSponsor", "country", "condition", "intervention", "allocation", "interventionModel", "masking"),
    *("primaryPurpose", "primaryOutcome", "secondaryOutcome", "timeFrame", "eligibility", "criteriaText", "sex"),
)
_NOT_SUPPORTED = tuple(name for name in ASKED if name not in (*_STATED, "hasResults"))
"""What the form has no item for; whether there are results is said on the pages alone."""
_LEFT_OPEN = (
    ("phase", ("E.7.1", "E.7.2", "E.7.3", "E.7.4")),
    ("allocation", ("E.8.1.1",)),
    ("masking", ("E.8.1.2", "E.8.1.3", "E.8.1.4")),
    ("interventionModel", ("E.8.1.5", "E.8.1.6")),
    ("sex", ("F.2.1", "F.2.2")),
)
"""Property -> the items that state it: it is not provided where the register has no answer to any of them."""
_OVER = frozenset({"completed", "prematurely ended", "prohibited by ca", "not authorised"})
_SAID_BY_SOME: Mapping[str, Callable[[Form], bool]] = {
    "hasResults": lambda form: form.answer("results") is not None,
    "overallStatus": lambda form: form.answer("status") is not None or not _is_third(form),
    "completionDate": lambda form: (form.text("status") or form.text("P. status") or "").casefold() in _OVER,
}
"""Property -> whether a form can state it: pages alone tell of results, a trial has no end before it is over, and the
form of a trial outside of the European Union has no status."""
_LAST = ("F.5", "H.4.1", "N. decision", "P. status")
"""Items at the end of a form; each form has one of them, be it blank."""
_DESCRIBED = ("E.2.1", "E.2.2", "E.2.3.1", "E.8.8", "F.5")


def study_of(answers: list[FormAnswer], remarks: Remarks) -> Study | None:
    """The record of a form; None, with a remark, if it does not say of which trial it is."""
    form = Form(answers, remarks)
    identity = _identity(form, remarks)
    if identity is None:
        return None
    _check_answers(form, remarks)
    if not any(form.has(key) for key in _LAST):
        remarks.note("CT-R013", "sections F to P are missing, or their end")
    sponsors = sponsors_of(form, remarks)
    status, told = _status(form, remarks)
    countries, regions = _countries(form)
    return Study(
        id=identity,
        record=_record(identity, form, remarks),
        publisher=PUBLISHER,
        registration=_registration(form, remarks),
        identifiers=_identifiers(form),
        title=short(form.text("A.3.1")),
        official_title=short(form.text("A.3")),
        acronym=_acronym(form),
        detailed_description=_description(form, remarks),
        status=status,
        completion=_end(form, remarks),
        has_results=_has_results(form),
        results_summary=_results(form),
        study_type=_coded(form, "type", "study-type", remarks),
        phases=phases_of(form),
        design=design_of(form),
        enrollment=_enrollment(form, remarks),
        conditions=_conditions(form),
        interventions=interventions_of(form),
        primary_outcomes=outcomes_of(form, "E.5.1"),
        secondary_outcomes=outcomes_of(form, "E.5.2"),
        eligibility=_eligibility(form, remarks),
        lead_sponsor=sponsors[0] if sponsors else None,
        collaborators=sponsors[1:],
        funders=funders_of(form),
        contacts=contacts_of(form),
        countries=countries,
        oversight=Oversight(has_dmc=_flag(form, "E.8.7")),
        ethics_reviews=_ethics(form, remarks),
        condition_indexing=Indexing(leaves=_terms(form)),
        intervention_indexing=Indexing(leaves=substances_of(form)),
        registry_items=(*kept_items(form, frozenset({"E.8.6.3"})), *told, *regions),
    )


def _identity(form: Form, remarks: Remarks) -> str | None:
    """The EudraCT number, which stands at the head and in A.2."""
    written = [each.text for key in ("number", "A.2") for each in form.all(key)]
    ids = list(dict.fromkeys(study_id(each) for each in written))
    if not ids:
        remarks.note_at("CT-R002", "the record does not state its EudraCT number", "EudraCT Number")
        return None
    if len(ids) > 1:
        remarks.note_at("CT-R003", f"the record states more than one id: {', '.join(ids[:5])}", "EudraCT Number")
        return None
    known = registered(ids[0])
    if known is None or known.publisher != PUBLISHER:
        what = f"`{ids[0][:60]}` is no EudraCT number: a year, six digits and two, as in 2005-002909-23"
        remarks.note_at("CT-R130", what, "EudraCT Number")
    return ids[0]


def _record(identity: str, form: Form, remarks: Remarks) -> str | None:
    """The number with the country whose record it is: by the address of its page, else by its authority."""
    place = form.text("link") or ""
    if found := _PAGE.search(place):
        return record_of(identity, found[1])
    if _is_third(form):
        return record_of(identity, _THIRD)
    state = _state(form)
    code = country_code(state) if state else None
    if code is None:
        remarks.note_at("CT-R180", "the record does not say of which country it is", "A.1 Member State Concerned")
        return None
    return record_of(identity, code)


def record_of(identity: str, part: str) -> str:
    """The id of the record of a country, or of a trial that runs outside of the Union alone."""
    return f"{identity}-{_THIRD if part.casefold() == _THIRD else part.upper()}"


def _is_third(form: Form) -> bool:
    return (form.text("type") or "").casefold() == "outside eu/eea"


def _state(form: Form) -> str | None:
    """The name of the member state, before that of its authority: `Spain - AEMPS`."""
    written = short(form.text("A.1") or form.text("authority"))
    return written.partition(" - ")[0] if written else None


def _check_answers(form: Form, remarks: Remarks) -> None:
    """Notes each answer that is neither yes nor no where one of both should be; it is kept as it is."""
    for each in form.answers:
        if each.item.answers is Answers.CHECK and each.text and not form.is_not_present(each):
            if each.text.casefold() not in ("yes", "no"):
                remarks.note_at("CT-R011", f"`{short(each.text[:60])}` is neither yes nor no", each.path)
        elif each.item.key == "A.8" and stated(each.text) and not re.search("[0-9]", each.text):
            remarks.note_at("CT-R011", f"`{short(each.text[:60])}` is no number of a decision", each.path)


def _coded(form: Form, key: str, code_list: str, remarks: Remarks) -> Coded | None:
    """The notation of an answer; None of one that is known to name none."""
    answer = form.answer(key)
    if answer is None or answer.text.casefold() in NONE_OF_LIST[code_list]:
        return None
    return remarks.code(code_list, answer.text, answer.path)


def _status(form: Form, remarks: Remarks) -> tuple[Coded | None, tuple[str, ...]]:
    """The status, that of the record before that of the end of the trial; one that names none is told as an item."""
    status = _coded(form, "status", "overall-status", remarks) or _coded(form, "P. status", "overall-status", remarks)
    written = short(form.text("status"))
    return status, (f"Trial Status: {written}",) if status is None and written else ()


def _registration(form: Form, remarks: Remarks) -> Registration:
    missing = [
        name
        for name, keys in _LEFT_OPEN
        if (answers := [answer for key in keys if (answer := form.answer(key))])
        and all(map(form.is_not_present, answers))
    ]
    unsaid = [name for name, is_said in _SAID_BY_SOME.items() if not is_said(form)]
    return Registration(
        first_submitted=remarks.date(form.text("entered"), "Date on which this record was first entered"),
        not_provided=tuple(missing),
        not_supported=(*_NOT_SUPPORTED, *unsaid),
    )


def _identifiers(form: Form) -> tuple[Identifier, ...]:
    found: dict[str, Identifier] = {}
    for key in ("A.4.1", "protocol code"):
        if value := stated(form.text(key)):
            found.setdefault(value, further_id(value, role=ORG_STUDY_ID))
    for key, domain in (("A.5.1", "ISRCTN"), ("A.5.2", "ClinicalTrials.gov"), ("A.5.3", "UTN")):
        if value := stated(form.text(key)):
            found.setdefault(value, further_id(value, domain=domain))
    for each in form.all("A.5.4"):
        for name, value in _named_ids(each):
            found.setdefault(value, further_id(value, domain=name))
    return tuple(found.values())


_NAMED = re.compile(r"Name:\s*(.*?)\s*Number:\s*(.*?)\s*(?=Name:|\Z)", re.IGNORECASE)


def _named_ids(answer: FormAnswer) -> list[tuple[str | None, str]]:
    """Who gave an id, and the id: `Name: IND Number: 12345`, else each line alone."""
    text = " ".join(answer.lines)
    named = [(stated(name), value) for name, number in _NAMED.findall(text) if (value := stated(number))]
    return list(named) if _NAMED.search(text) else [(None, each) for each in answer.lines if stated(each)]


_LONGEST_ACRONYM = 40


def _acronym(form: Form) -> str | None:
    """The short name; a sentence in its place is told as an item alone."""
    written = stated(form.text("A.3.2"))
    return written if written and len(written) <= _LONGEST_ACRONYM else None


def _description(form: Form, remarks: Remarks) -> str | None:
    """Objectives, the end of the trial and what follows it, each below its label."""
    told = [answer for key in _DESCRIBED if (answer := form.answer(key)) and not form.is_not_present(answer)]
    return remarks.long("\n\n".join([f"{each.item.label}:\n{each.text}" for each in told]))


def _end(form: Form, remarks: Remarks) -> StudyDate | None:
    date = remarks.date(form.text("P. end"), "P. Date of the global end of the trial")
    return StudyDate(date=date, type="ACTUAL") if date else None


def _has_results(form: Form) -> bool | None:
    return {"view results": True, "removed from public view": False}.get((form.text("results") or "").casefold())


def _results(form: Form) -> str | None:
    written = short(form.text("results"))
    return None if written is None or written.casefold() == "view results" else f"Trial results: {written}"


def _enrollment(form: Form, remarks: Remarks) -> Enrollment | None:
    """How many are planned in the whole trial; of a trial in one country alone, how many there."""
    count = count_of(form, "F.4.2.2", remarks)
    if count is None and form.says("E.8.5", "no") and form.says("E.8.6.1", "no") and form.says("E.8.6.2", "no"):
        count = count_of(form, "F.4.1", remarks)
    return Enrollment(count=count, type="ESTIMATED") if count is not None else None


def _conditions(form: Form) -> tuple[str, ...]:
    """The condition as described, as laymen call it, and the terms of MedDRA; each name once."""
    names = [stated(form.text(key)) for key in ("E.1.1", "E.1.1.1")]
    names += [stated(each.text) for each in form.all("E.1.2 Term")]
    once: dict[str, str] = {}
    for name in names:
        if name:
            once.setdefault(name.casefold(), name)
    return tuple(once.values())


def _terms(form: Form) -> tuple[BrowseLeaf, ...]:
    """The terms of MedDRA with their codes, and the therapeutic area with its place in the tree of MeSH."""
    found: dict[BrowseLeaf, None] = {}
    codes: str | None = None
    for each in form.answers:
        if each.item.key == "E.1.2 Code":
            codes = stated(each.text)
        elif each.item.key == "E.1.2 Term" and (name := stated(each.text)):
            found[BrowseLeaf(id=f"MedDRA:{codes}" if codes else None, name=name)] = None
            codes = None
    for each in form.all("E.1.1.2"):
        area = _AREA.fullmatch(short(each.text) or "")
        if area:
            found[BrowseLeaf(id=area["code"], name=area["name"], found=short(each.text))] = None
    return tuple(found)


def _eligibility(form: Form, remarks: Remarks) -> Eligibility | None:
    whole = criteria_of_sides(remarks.long(form.text("E.3")), remarks.long(form.text("E.4")))
    sexes = codes_of(form, "sex", ("F.2.1", "F.2.2"))
    eligibility = Eligibility(
        criteria=whole.text,
        listed_criteria=whole.criteria,
        sex="ALL" if len(sexes) > 1 else next(iter(sexes), None),
        healthy_volunteers=_flag(form, "F.3.1"),
        age_groups=codes_of(form, "age-group", ("F.1.1", "F.1.2", "F.1.3")),
    )
    return eligibility if eligibility != Eligibility() else None


def _flag(form: Form, key: str) -> bool | None:
    return True if form.says(key, "yes") else False if form.says(key, "no") else None


def _countries(form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The member state and the countries in which sites are planned; and as an item what names no country."""
    state = _state(form)
    regions = form.answer("E.8.6.3")
    named = regions.lines if regions and not form.is_not_present(regions) else []
    known = [each for each in named if country_code(each)]
    others = [each for each in named if not country_code(each)]
    item = f"{regions.item.path}: {'; '.join(others)}" if regions and others else None
    return tuple(dict.fromkeys([*([state] if state else []), *known])), (item,) if item else ()


def _ethics(form: Form, remarks: Remarks) -> tuple[EthicsReview, ...]:
    review = EthicsReview(
        status=_coded(form, "N. opinion", "ethics-review-status", remarks),
        date=remarks.date(form.text("N. opinion date"), "N. Date of Ethics Committee Opinion"),
        description=remarks.long(form.text("N. reasons")),
    )
    return (review,) if review != EthicsReview() else ()
