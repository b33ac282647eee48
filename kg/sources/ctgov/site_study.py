"""A row of the site's own tables -> the record of a study."""

import re
from collections.abc import Mapping

from kg.ages import age_in_years
from kg.dates import PartialDate
from kg.record import (
    Coded,
    Design,
    Eligibility,
    Enrollment,
    ExpandedAccess,
    Identifier,
    Intervention,
    Organization,
    Outcome,
    PostedDate,
    Registration,
    Study,
    StudyDate,
    StudyDocument,
)
from kg.sources.codes import UNKNOWN_COUNTS
from kg.sources.ctgov.site_cells import (
    ages_in,
    design_in,
    documents_in,
    interventions_in,
    listed,
    phases_in,
    study_type_in,
)
from kg.sources.ctgov.site_columns import DATES, ID
from kg.sources.ctgov.site_places import sites_in
from kg.sources.ctgov.site_rows import Cells
from kg.sources.ctgov.study import PUBLISHER, record_id
from kg.sources.fields.clean import short, shorts
from kg.sources.fields.long_texts import unescaped
from kg.sources.fields.remarks import Remarks
from kg.sources.fields.spreadsheet_dates import RowDate, Written, dates_of_row

__all__ = ["IDENTITY", "dates_in", "study_in"]

IDENTITY = re.compile(r"NCT[0-9]+")
"""An id of the registry, perhaps with a digit too many or too few."""
_NCT = re.compile(r"NCT[0-9]{8}")
_POSTED = ("first_posted", "results_first_posted", "last_update_posted")
_IN_ORDER = [(one, other) for at, one in enumerate(_POSTED) for other in _POSTED[at + 1 :]]
"""The registry posts a record, then its results, and an update last."""
_NO_RESULTS = "no study results posted"
"""In place of a date, until 2017."""
_RESULTS = {"yes": True, "has results": True, "no": False, "no results available": False, _NO_RESULTS: False}
_COUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0+)?")
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_DOCUMENT_TYPE = re.compile(r"((?:Prot|SAP|ICF)(?:_(?:Prot|SAP|ICF))*)(?:_[0-9]+)?\.[a-z]+")
_SHOWN = 60

_NOBODY, _NOTHING, _NO_ACCESS = Eligibility(), StudyDocument(), ExpandedAccess()


def study_in(cells: Cells, remarks: Remarks) -> Study | None:
    """The record of a study; None, with a remark, if the row does not say which study it is."""
    identity = _identity(cells, remarks)
    return _Row(cells, remarks).study(identity) if identity else None


def dates_in(cells: Cells) -> dict[str, RowDate]:
    """The dates of a row, by where they stand in the record."""
    texts = {name: cells.texts[name] for name in DATES if name in cells.texts}
    if texts.get("results_first_submitted", "").casefold() == _NO_RESULTS:
        del texts["results_first_submitted"]
    return dates_of_row(texts, in_order=_IN_ORDER)


def _identity(cells: Cells, remarks: Remarks) -> str | None:
    written = cells.texts.get(ID)
    identity = record_id(written)
    name = cells.names.get(ID)
    if identity is None:
        remarks.note("CT-R002", "the row does not state the id of its study", name)
        return None
    if not IDENTITY.fullmatch(identity):
        remarks.note("CT-R002", f"`{identity[:_SHOWN]}` stands where the id of a study should", name)
        return None
    if not _NCT.fullmatch(identity):
        what = f"`{identity[:_SHOWN]}` is no id of ClinicalTrials.gov: NCT and eight digits, as in NCT01297972"
        remarks.note("CT-R130", what, name)
    elsewhere = _NCT.search(cells.texts.get("url", ""))
    if elsewhere and elsewhere[0] != identity:
        remarks.note("CT-R009", f"the address is that of {elsewhere[0]}", cells.names["url"])
    return identity


class _Row:
    """Reads one row."""

    def __init__(self, cells: Cells, remarks: Remarks) -> None:
        self._texts: Mapping[str, str] = cells.texts
        self._names: Mapping[str, str] = cells.names
        self._remarks = remarks
        self._not_supported = cells.plan.not_supported
        self._dates = self._read_dates(dates_in(cells))

    def study(self, identity: str) -> Study:
        """The record."""
        kind, registry, access = study_type_in(self._texts.get("study_type", ""))
        sponsor, *collaborators = [
            *listed(self._texts.get("sponsors", "")),
            *([] if "sponsors" in self._texts else [""]),
        ]
        funders = self._codes("organization-class", "funder_classes")
        return Study(
            id=identity,
            publisher=PUBLISHER,
            registration=self._registration(),
            identifiers=self._identifiers(),
            title=self._short("title"),
            acronym=self._short("acronym"),
            brief_summary=self._remarks.long(self._texts.get("brief_summary")),
            status=self._code("overall-status", "status"),
            start=self._date("start"),
            primary_completion=self._date("primary_completion"),
            completion=self._date("completion"),
            has_results=self._has_results(),
            study_type=self._remarks.code("study-type", kind or None, self._names.get("study_type", "")),
            phases=self._remarks.codes("phase", tuple(phases_in(self._texts.get("phases", ""))), self._name("phases")),
            design=self._design(patient_registry=registry),
            enrollment=self._enrollment(),
            expanded_access=self._access(access),
            conditions=self._list("conditions"),
            interventions=self._interventions(),
            primary_outcomes=self._outcomes("primary_outcomes"),
            secondary_outcomes=self._outcomes("secondary_outcomes"),
            other_outcomes=self._outcomes("other_outcomes"),
            unspecified_outcomes=self._outcomes("unspecified_outcomes"),
            eligibility=self._eligibility(),
            lead_sponsor=self._sponsor(self._short("sponsor") or short(sponsor), funders),
            collaborators=tuple(
                [Organization(name=each) for each in (*self._list("collaborators"), *shorts(collaborators))]
            ),
            funder_classes=funders,
            sites=tuple(sites_in(self._texts.get("sites", ""))),
            documents=self._documents(),
        )

    def _name(self, key: str) -> str:
        return self._names.get(key, key)

    def _short(self, key: str) -> str | None:
        return short(self._texts.get(key))

    def _list(self, key: str) -> tuple[str, ...]:
        return shorts(listed(self._texts.get(key, "")))

    def _code(self, code_list: str, key: str) -> Coded | None:
        return self._remarks.code(code_list, self._texts.get(key), self._name(key))

    def _codes(self, code_list: str, key: str) -> tuple[Coded, ...]:
        return self._remarks.codes(code_list, self._list(key), self._name(key))

    def _read_dates(self, found: Mapping[str, RowDate]) -> dict[str, PartialDate]:
        """The dates that could be read; what spreadsheets made of them is noted."""
        anew = [key for key, each in found.items() if each.written is Written.ANEW]
        if anew:
            shown = f"`{self._texts[anew[0]]}` as {found[anew[0]].date}"
            others = f", and {len(anew) - 1} more" if len(anew) > 1 else ""
            self._remarks.note(
                "CT-R151", f"a spreadsheet wrote dates anew: {shown} is read{others}", self._name(anew[0])
            )
        for key, each in found.items():
            text = self._texts[key][:_SHOWN]
            if each.written is Written.IN_DOUBT:
                what = f"nothing tells whether day or month comes first in `{text}`; the year is read"
                self._remarks.note("CT-R152", what, self._name(key))
            elif each.written is Written.AS_NUMBER:
                what = f"`{text}` is the number of a day, which depends on the program that wrote it"
                self._remarks.note("CT-R152", what, self._name(key))
            elif each.date is None:
                self._remarks.note("CT-R011", f"`{text}` is no date", self._name(key))
        return {key: each.date for key, each in found.items() if each.date}

    def _date(self, key: str) -> StudyDate | None:
        date = self._dates.get(key)
        return StudyDate(date=date) if date else None

    def _posted(self, key: str) -> PostedDate | None:
        date = self._dates.get(key)
        return PostedDate(date=date) if date else None

    def _registration(self) -> Registration:
        return Registration(
            first_submitted=self._dates.get("first_submitted"),
            first_posted=self._posted("first_posted"),
            last_update_posted=self._posted("last_update_posted"),
            updated=self._dates.get("updated"),
            verified=self._dates.get("verified"),
            results_first_submitted=self._dates.get("results_first_submitted"),
            results_first_posted=self._posted("results_first_posted"),
            not_supported=self._not_supported,
        )

    def _identifiers(self) -> tuple[Identifier, ...]:
        """The ids, each once: many studies list the sponsor's own id again."""
        found = []
        for each in dict.fromkeys(self._list("identifiers")):
            if _POWER.fullmatch(each):
                self._remarks.note("CT-R152", f"`{each}` is a number that lost its digits", self._name("identifiers"))
            else:
                found.append(Identifier(value=each))
        return tuple(found)

    def _has_results(self) -> bool | None:
        return self._remarks.answer(self._short("has_results"), _RESULTS, self._name("has_results"))

    def _design(self, *, patient_registry: str | None) -> Design:
        stated: dict[str, list[str]] = {}
        name = self._name("design")
        for label, value in design_in(self._texts.get("design", "")):
            if label is None:
                self._remarks.note("CT-R020", f"`{value[:_SHOWN]}` is no known part of a design", name)
            else:
                stated.setdefault(label, []).append(value)
        one = {label: values[0] for label, values in stated.items()}
        code = self._remarks.code
        return Design(
            allocation=code("allocation", one.get("allocation"), name),
            intervention_model=code("intervention-model", one.get("intervention model"), name),
            primary_purpose=code("primary-purpose", one.get("primary purpose"), name),
            masking=code("masking", one.get("masking"), name),
            who_masked=self._remarks.codes("masked-party", tuple(stated.get("masked parties[]", ())), name),
            observational_model=code("observational-model", one.get("observational model"), name),
            time_perspective=code("time-perspective", one.get("time perspective"), name),
            patient_registry=True if (patient_registry or "").casefold() == "patient registry" else None,
            endpoint_classification=short(one.get("endpoint classification")),
        )

    def _enrollment(self) -> Enrollment | None:
        text = self._short("enrollment")
        if text is None:
            return None
        name, found = self._name("enrollment"), _COUNT.fullmatch(text)
        if found is None:
            spoilt = "CT-R152" if _POWER.fullmatch(text) else "CT-R011"
            self._remarks.note(spoilt, f"`{text[:_SHOWN]}` is no number of participants", name)
            return None
        count = int(found[1].replace(",", ""))
        if count in UNKNOWN_COUNTS:
            self._remarks.note("CT-R134", f"an enrollment of {count} means that it is not known", name)
            return None
        return Enrollment(count=count)

    def _access(self, types: list[str]) -> ExpandedAccess | None:
        access = ExpandedAccess(
            types=self._remarks.codes("expanded-access-type", tuple(types), self._name("study_type"))
        )
        return access if access != _NO_ACCESS else None

    def _interventions(self) -> tuple[Intervention, ...]:
        found = []
        name = self._name("interventions")
        for kind, called in interventions_in(self._texts.get("interventions", "")):
            if kind is None:
                self._remarks.note("CT-R011", f"no type stands before `{called[:_SHOWN]}`", name)
            code = self._remarks.code("intervention-type", kind, name)
            found.append(Intervention(name=short(called), type=code))
        return tuple(found)

    def _outcomes(self, key: str) -> tuple[Outcome, ...]:
        """The outcomes, each as one text: measure, description and time frame stand in it with commas between."""
        return tuple([Outcome(measure=each) for each in shorts(map(unescaped, listed(self._texts.get(key, ""))))])

    def _eligibility(self) -> Eligibility | None:
        ages, name = ages_in(self._texts.get("ages", "")), self._name("ages")
        for limit in (ages.minimum, ages.maximum):
            if limit and age_in_years(limit) is None:
                self._remarks.note("CT-R131", f"`{limit[:_SHOWN]}` is no age with a unit; it is kept as text", name)
        eligibility = Eligibility(
            minimum_age=ages.minimum,
            maximum_age=ages.maximum,
            sex=self._code("sex", "sex"),
            age_groups=self._remarks.codes("age-group", ages.groups, name),
        )
        return eligibility if eligibility != _NOBODY else None

    @staticmethod
    def _sponsor(name: str | None, funders: tuple[Coded, ...]) -> Organization | None:
        """The sponsor, with its class where all that stand behind the study are of one."""
        return Organization(name=name, type=funders[0] if len(funders) == 1 else None) if name else None

    def _documents(self) -> tuple[StudyDocument, ...]:
        found = []
        for label, address in documents_in(self._texts.get("documents", "")):
            if address is None:
                self._remarks.note(
                    "CT-R011", f"no address stands in `{(label or '')[:_SHOWN]}`", self._name("documents")
                )
            filename = address.rpartition("/")[2] if address else None
            known = _DOCUMENT_TYPE.fullmatch(filename) if filename else None
            parts = known[1].split("_") if known else []
            found.append(
                StudyDocument(
                    label=short(label),
                    type=known[1] if known else None,
                    has_protocol="Prot" in parts if known else None,
                    has_analysis_plan="SAP" in parts if known else None,
                    has_consent_form="ICF" in parts if known else None,
                    filename=filename or None,
                    url=address,
                )
            )
        return tuple(found)
