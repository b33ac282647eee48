"""What a record of the WHO's portal or form states -> the record of a study."""

import re
from collections.abc import Iterable, Mapping

from kg.addresses import url
from kg.ages import age_in_years
from kg.countries import country_code
from kg.dates import PartialDate
from kg.iris import study_id
from kg.record import (
    Arm,
    Coded,
    Design,
    Eligibility,
    Enrollment,
    Identifier,
    Indexing,
    Intervention,
    IpdSharing,
    Outcome,
    PostedDate,
    Registration,
    Study,
    StudyDate,
    StudyDocument,
    Uncoded,
    WebLink,
)
from kg.registries import REGISTRIES, page_of
from kg.sources.codes import UNKNOWN_COUNTS
from kg.sources.criteria.split import criteria_of
from kg.sources.criteria.two_texts import WholeCriteria, criteria_of_sides
from kg.sources.fields.clean import short, speakable, unwrapped
from kg.sources.fields.further_ids import further_id
from kg.sources.fields.long_texts import by_lines, laid_out
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.spreadsheet_dates import Written

from .age_limits import IN_YEARS, is_no_limit, limit_of
from .designs import is_understood, stated_in
from .endpoints import endpoints_of
from .named_conditions import conditions_of
from .people import contacts_of, ethics_of, organizations_of
from .phases import phases_of
from .row_dates import RecordDates, dates_of, export_date
from .sizes import Size, size_of
from .spellings import NETWORKS, NONE_OF_LIST, NOT_STATED, PURPOSES_OF_TYPES, SPELLINGS
from .texts import lines_of
from .treatments import Treatment, treatments_of
from .trial_record import LISTING, TrialRecord, register_of

__all__ = ["DATES", "ages_in", "identity_of", "study_of"]

DATES = ("registered", "start", "refreshed", "results_posted", "completed")
_SHOWN = 60
_FORMS = [re.compile(each.id) for each in REGISTRIES]
_HEADING = re.compile(r"\s*(?:inclusion|exclusion) criteria\s*:\s*", re.IGNORECASE)
# Behind the criteria the EU's register says which ages may take part, and how many of each.
_AGES = re.compile(r"^[ \t]*Are the trial subjects under 18\?.*\Z", re.MULTILINE | re.DOTALL)
_REGION = re.compile(r"(?:asia(?:\(except japan\))?|(?:north |south )america|europe|africa|oceania)", re.IGNORECASE)
_COMMA = re.compile(r",(?![^()]*\))")
_YES_NO = {"yes": True, "no": False}
_RESULTS = {
    "results_summary": None,
    "results_baseline": "Baseline characteristics",
    "results_flow": "Participant flow",
    "results_events": "Adverse events",
    "results_outcomes": "Outcome measures",
}
_REGISTRY_TYPE = "[patient registry]"
_OUTCOMES = ("primary_outcomes", "secondary_outcomes")


def identity_of(record: TrialRecord, remarks: Remarks) -> str | None:
    """The id of the study in the normal form of its register; None, with a remark, if there is none."""
    written = record.texts.get("id")
    identity = study_id(speakable(written)) if written else ""
    if not identity or identity.casefold() in NOT_STATED:
        remarks.note("CT-R002", "the record does not state the id of its study", record.name("id"))
        return None
    if not any(form.fullmatch(identity) for form in _FORMS):
        what = f"`{identity[:_SHOWN]}` has the form of no registry that is known"
        remarks.note("CT-R130", what, record.name("id"))
    return identity


def study_of(record: TrialRecord, identity: str, publisher: str, remarks: Remarks) -> Study:
    """The record of a study."""
    return _Trial(record, identity, remarks).study(publisher)


def ages_in(text: str) -> tuple[str, list[str]]:
    """The criteria without the ages behind them, and the lines in which an age may take part."""
    found = _AGES.search(text)
    if found is None:
        return text, []
    lines = [re.sub(r"^F[0-9.]+ ", "", " ".join(line.split())) for line in found[0].split("\n")]
    return text[: found.start()], [line for line in lines if line.casefold() in SPELLINGS["age-group"]]


class _Trial:
    """Reads one record."""

    def __init__(self, record: TrialRecord, identity: str, remarks: Remarks) -> None:
        self._record, self._remarks, self._id = record, remarks, identity
        self._texts: Mapping[str, str] = record.texts
        self._register = register_of(identity, self._texts.get("register"))
        self._dates = self._read_dates()
        self._sized = self._size("size")

    def study(self, publisher: str) -> Study:
        """The record."""
        conditions = conditions_of(self._texts.get("conditions", ""), is_list=self._register == "ctgov")
        arms, interventions = self._interventions()
        outcomes = {key: self._outcomes(key) for key in _OUTCOMES}
        kind, start, completed = self._study_type(), self._dates.get("start"), self._dates.get("completed")
        return Study(
            id=self._id,
            publisher=publisher,
            registration=self._registration(publisher),
            identifiers=self._identifiers(),
            title=self._short("title"),
            official_title=self._short("scientific_title"),
            acronym=self._short("acronym"),
            detailed_description="\n\n".join(said for _, said in outcomes.values() if said) or None,
            status=self._code("overall-status", "status"),
            start=StudyDate(date=start, type=self._code("date-type", "start_type")) if start else None,
            completion=StudyDate(date=completed) if completed else None,
            has_results=self._has_results(),
            results_summary=self._results_summary(),
            study_type=kind,
            phases=self._phases(),
            design=self._design(),
            enrollment=self._enrollment(),
            target_enrollment=(self._sized.total or None) if self._sized and self._register != "ctgov" else None,
            conditions=conditions.names,
            keywords=tuple(dict.fromkeys((*conditions.keywords, *self._record.lists.get("keywords", ())))),
            arms=arms,
            interventions=interventions,
            primary_outcomes=outcomes["primary_outcomes"][0],
            secondary_outcomes=outcomes["secondary_outcomes"][0],
            eligibility=self._eligibility(),
            lead_sponsor=next(iter(organizations_of([self._texts.get("sponsor")])), None),
            collaborators=organizations_of(self._record.lists.get("collaborators", ())),
            funders=organizations_of(self._record.lists.get("funders", ())),
            contacts=contacts_of(self._record.parts.get("contacts", ())),
            countries=self._countries(),
            links=self._links(),
            ipd_sharing=self._ipd_sharing(),
            ethics_reviews=ethics_of(
                self._record.parts.get("ethics", ()), self._remarks, f"{self._name('ethics_status')}[]"
            ),
            condition_indexing=Indexing(leaves=conditions.leaves),
            documents=self._documents(),
        )

    def _name(self, key: str) -> str:
        return self._record.name(key)

    def _short(self, key: str) -> str | None:
        return short(self._texts.get(key))

    def _code(self, code_list: str, key: str) -> Coded | None:
        """The notation; what is known to name none of the list keeps its text, unless it says nothing."""
        text = self._short(key)
        if text is None or text.casefold() in NOT_STATED:
            return None
        if text.casefold() in NONE_OF_LIST.get(code_list, ()):
            return Uncoded(text)
        return self._remarks.code(code_list, text, self._name(key))

    def _read_dates(self) -> Mapping[str, PartialDate]:
        texts = {key: text for key in DATES if (text := self._short(key)) and text.casefold() not in NOT_STATED}
        found: RecordDates = dates_of(texts, registered=texts.get("registered"), again=self._short("registered_again"))
        for key, written in found.unread.items():
            is_number = written is Written.AS_NUMBER
            what = "is the number of a day, which depends on the program that wrote it" if is_number else "is no date"
            rule = "CT-R152" if is_number else "CT-R011"
            self._remarks.note(rule, f"`{texts[key][:_SHOWN]}` {what}", self._name(key))
        if found.turned:
            what = f"a spreadsheet wrote dates anew: `{texts['registered']}` is read as {found.dates['registered']}"
            self._remarks.note("CT-R151", what, self._name("registered"))
        return found.dates

    def _registration(self, publisher: str) -> Registration:
        """ClinicalTrials.gov reports the day on which a record was submitted, other registers that of registration."""
        day, posted = self._dates.get("registered"), self._dates.get("results_posted")
        is_submitted = self._register == "ctgov"
        source = self._register if publisher == "ictrp" else None
        named = self._short("register")
        if publisher == "ictrp" and source is None and named and named.casefold() not in NETWORKS:
            self._remarks.note("CT-R010", f"`{named[:_SHOWN]}` is no known registry", self._name("register"))
        return Registration(
            first_submitted=day if is_submitted else None,
            first_posted=PostedDate(date=day) if day and not is_submitted else None,
            version=self._dates.get("refreshed"),
            retrieved=export_date(self._short("exported"), refreshed=self._dates.get("refreshed")),
            results_first_posted=PostedDate(date=posted) if posted else None,
            source_registry=source or (Uncoded(named) if publisher == "ictrp" and named else None),
            not_supported=self._record.not_supported,
        )

    def _identifiers(self) -> tuple[Identifier, ...]:
        found: dict[str, Identifier] = {}
        for each in self._record.parts.get("identifiers", ()):
            value = short(each.get("value"))
            if value and value.casefold().rstrip(".") not in NOT_STATED and study_id(value) != self._id:
                domain = short(each.get("domain"))
                named = None if domain and domain.casefold() in NOT_STATED else domain
                found.setdefault(value, further_id(value, domain=named))
        return tuple(found.values())

    def _study_type(self) -> Coded | None:
        return self._code("study-type", "study_type")

    def _phases(self) -> tuple[Coded, ...]:
        text = self._short("phase")
        if text is None or text.casefold() in NOT_STATED & NONE_OF_LIST["phase"]:
            return ()
        found = phases_of(text)
        if found is None:
            if text.casefold() not in NONE_OF_LIST["phase"]:
                self._remarks.note("CT-R010", f"`{text[:_SHOWN]}` is no known phase", self._name("phase"))
            return (Uncoded(text),)
        if found.was_date:
            what = f"`{text}` is the date that a spreadsheet made of two phases; they are read"
            self._remarks.note("CT-R152", what, self._name("phase"))
        return found.notations

    def _design(self) -> Design:
        text = by_lines(self._texts.get("design"))
        if text is None or text.casefold().rstrip(".") in NOT_STATED:
            text = None
        stated = stated_in(text) if text else []
        one = {each.code_list: each.notation for each in stated}
        phase, kind = (self._short("phase") or "").casefold(), (self._short("study_type") or "").casefold()
        return Design(
            allocation=one.get("allocation"),
            intervention_model=one.get("intervention-model"),
            intervention_model_description=text if text and not is_understood(text, stated) else None,
            primary_purpose=one.get("primary-purpose") or PURPOSES_OF_TYPES.get(kind),
            control_types=tuple(dict.fromkeys(each.notation for each in stated if each.code_list == "control-type")),
            masking=one.get("masking"),
            who_masked=tuple(dict.fromkeys(each.notation for each in stated if each.code_list == "masked-party")),
            observational_model=one.get("observational-model"),
            time_perspective=one.get("time-perspective") or SPELLINGS["time-perspective"].get(phase),
            patient_registry=True if kind.endswith(_REGISTRY_TYPE) else None,
        )

    def _size(self, key: str) -> Size | None:
        text = self._short(key)
        if text is None or text.casefold() in NOT_STATED:
            return None
        size = size_of(text)
        if size is None:
            self._remarks.note("CT-R011", f"`{text[:_SHOWN]}` is no number of participants", self._name(key))
        elif (size.total == 0 and self._register != "ctgov") or size.total in UNKNOWN_COUNTS:
            self._remarks.note("CT-R134", f"{size.total} participants mean that it is not known", self._name(key))
            return Size(0, size.groups) if size.groups else None
        return size

    def _enrollment(self) -> Enrollment | None:
        """How many took part, else how many are to; of ClinicalTrials.gov nobody can say which of both it is."""
        actual = self._size("actual_size")
        if actual and actual.total:
            return Enrollment(count=actual.total, type="ACTUAL")
        if self._sized is None or (not self._sized.total and self._register != "ctgov"):
            return None
        return Enrollment(count=self._sized.total, type=None if self._register == "ctgov" else "ESTIMATED")

    def _interventions(self) -> tuple[tuple[Arm, ...], tuple[Intervention, ...]]:
        groups = self._sized.groups if self._sized else ()
        text = self._texts.get("interventions", "")
        told = treatments_of(text, groups if len(set(groups)) == len(groups) else ()) if text.strip() else []
        treated = {each.group: each for each in told if each.group}
        arms = [Arm(label=name, description=self._described(treated.get(name))) for name in dict.fromkeys(groups)]
        return tuple(arms), tuple([self._intervention(each) for each in told])

    @staticmethod
    def _described(treatment: Treatment | None) -> str | None:
        return by_lines(treatment.description) if treatment else None

    def _intervention(self, each: Treatment) -> Intervention:
        return Intervention(
            name=short(each.name),
            type=self._remarks.code("intervention-type", each.type, self._name("interventions")),
            description=self._described(each),
            other_names=tuple(name for other in each.other_names if (name := short(other))),
            arm_labels=(each.group,) if each.group else (),
        )

    def _outcomes(self, key: str) -> tuple[tuple[Outcome, ...], str | None]:
        is_list = self._register in LISTING
        found = [endpoints_of(text, is_list=is_list) for text in self._record.lists.get(key, ()) if text.strip()]
        told = dict.fromkeys(outcome for each in found for outcome in each.outcomes)
        return tuple(told), "\n\n".join(each.objectives for each in found if each.objectives) or None

    def _eligibility(self) -> Eligibility | None:
        text, groups = ages_in(self._texts.get("inclusion", ""))
        whole = self._criteria(text, self._texts.get("exclusion", ""))
        sex = self._short("sex")
        eligibility = Eligibility(
            criteria=whole.text,
            listed_criteria=whole.criteria,
            minimum_age=self._age("agemin"),
            maximum_age=self._age("agemax"),
            sex=self._code("sex", "sex") if sex and sex.casefold() not in NONE_OF_LIST["sex"] else None,
            age_groups=tuple(SPELLINGS["age-group"][each.casefold()] for each in dict.fromkeys(groups)),
        )
        return eligibility if eligibility != Eligibility() else None

    def _criteria(self, inclusion: str, exclusion: str) -> WholeCriteria:
        """The criteria; of ClinicalTrials.gov both sides stand in the first text, laid out as in its own XML."""
        if self._register == "ctgov" and not exclusion.strip():
            text = laid_out(unwrapped(inclusion))
            return WholeCriteria(text, criteria_of(text) if text else ())
        return criteria_of_sides(*[_one_side(text) for text in (inclusion, exclusion)])

    def _age(self, key: str) -> str | None:
        text = self._short(key)
        if text is None or is_no_limit(text):
            return None
        limit = limit_of(text, in_years=self._register in IN_YEARS)
        years = age_in_years(limit)
        if key == "agemax" and years == "0":
            self._remarks.note(
                "CT-R011", f"`{text}` as the upper limit of age means that none is stated", self._name(key)
            )
            return None
        if years is None:
            what = f"`{text[:_SHOWN]}` is no age with a unit; it is kept as text"
            self._remarks.note("CT-R131", what, self._name(key))
        return limit

    def _countries(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(name for each in self._record.lists.get("countries", ()) for name in _countries_in(each))
        )

    def _has_results(self) -> bool | None:
        return self._remarks.answer(self._short("has_results"), _YES_NO, self._name("has_results"))

    def _results_summary(self) -> str | None:
        """What is said of results, each text under its name, the words in place of an address among them."""
        told = []
        for key, name in _RESULTS.items():
            text = by_lines(self._texts.get(key))
            if text and text.casefold().rstrip(".") not in NOT_STATED:
                told.append(f"{name}:\n{text}" if name else text)
        link = self._short("results_url")
        if link and url(link) is None and link.casefold() not in NOT_STATED:
            told.append(link)
        return "\n\n".join(told) or None

    def _links(self) -> tuple[WebLink, ...]:
        """The pages of results, and the one of the record where it does not follow from the id."""
        page = url(self._short("url") or "")
        known = page_of(self._register, self._id) if self._register else None
        links = [WebLink(url=page)] if page and known is None else []
        results = url(self._short("results_url") or "")
        return tuple(dict.fromkeys([*links, *([WebLink(url=results)] if results else [])]))

    def _ipd_sharing(self) -> IpdSharing | None:
        plan, described = self._short("ipd_plan"), by_lines(self._texts.get("ipd_description"))
        statement = SPELLINGS["ipd-sharing"].get((plan or "").casefold())
        texts = [plan if statement is None else None, described]
        told = [text for text in texts if text and text.casefold().rstrip(".") not in NOT_STATED]
        sharing = IpdSharing(statement=statement, description="\n\n".join(dict.fromkeys(told)) or None)
        return sharing if sharing != IpdSharing() else None

    def _documents(self) -> tuple[StudyDocument, ...]:
        text = self._short("protocol")
        if text is None or text.casefold() in NOT_STATED:
            return ()
        address = url(text)
        return (StudyDocument(label=None if address else text, has_protocol=True, url=address),)


def _one_side(text: str) -> str | None:
    """The criteria of one side, a line each, without the heading that the portal puts before them."""
    lines = lines_of(_HEADING.sub("", text, count=1) if _HEADING.match(text) else text)
    return None if len(lines) == 1 and lines[0].casefold().rstrip(".") in NOT_STATED else "\n".join(lines) or None


def _countries_in(text: str) -> Iterable[str]:
    """The countries of one item of a list; one of the Japanese registers lists parts of the world with commas."""
    name = short(text)
    if name is None or name.casefold() in NOT_STATED:
        return ()
    parts = [part for each in _COMMA.split(name) if (part := each.strip())]
    if (
        len(parts) > 1
        and not country_code(name)
        and all(country_code(each) or _REGION.fullmatch(each) for each in parts)
    ):
        return parts
    return (name,)
