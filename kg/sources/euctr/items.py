"""The items of the application form, A to P, as the register writes them: number, label, and where each answer goes.

The form is that of the European Commission (ENTR/CT1), whose numbers are the same in all years; some labels differ
between the form for member states and the one for third countries. Items marked `unseen` stand in no record at hand.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from kg.sources.field_account import Field, into, left_out

__all__ = ["FIELDS", "HEADINGS", "ITEMS", "Answers", "Item"]


class Answers(Enum):
    """What answers an item."""

    ONE = auto()
    """A text of one line."""
    TEXT = auto()
    """A text of several lines."""
    LINES = auto()
    """Several answers, a line each."""
    CHECK = auto()
    """`Yes`, `No`, or that the register has no answer."""


class Item(NamedTuple):
    """One item of the form."""

    key: str
    """Its number, with a word of its label where several items have one number."""
    number: str
    label: str
    field: Field
    answers: Answers = Answers.ONE
    others: tuple[str, ...] = ()
    """Other wordings of the label."""

    @property
    def path(self) -> str:
        """Number and label, as `kgbuild formats` names the item."""
        return f"{self.number} {self.label}".strip()

    @property
    def is_kept(self) -> bool:
        """Whether the answer is kept as it is, with number and label."""
        return _KEPT in self.field.into


_KEPT = "ct:registryItem"
_KEEP = into(_KEPT)
_TITLE, _NAME, _OTHER = into("ct:officialTitle"), into("schema:name"), into("schema:name", "ct:otherName")
_TEXT = into("ct:detailedDescription")
_TOLD = into("dcterms:description")
_CONTACT = left_out("the address of whom to ask, who is kept by name and number, and only if asked for")
_DESIGN = ("ct:registryItem",)


def _row(
    number: str,
    label: str,
    field: Field = _KEEP,
    answers: Answers = Answers.ONE,
    *others: str,
    key: str = "",
) -> Item:
    return Item(key or number, number, label, field, answers, others)


def _check(number: str, label: str, field: Field = _KEEP, *others: str, key: str = "") -> Item:
    return _row(number, label, field, Answers.CHECK, *others, key=key)


def _long(number: str, label: str, field: Field = _TEXT) -> Item:
    return _row(number, label, field, Answers.TEXT)


_SUMMARY = (
    _row("", "EudraCT Number", into("dcterms:identifier"), key="number"),
    _row("", "Sponsor's Protocol Code Number", into("ct:identifierValue"), key="protocol code"),
    _row("", "National Competent Authority", key="authority"),
    _row("", "Clinical Trial Type", into("ct:studyType", _KEPT, codes="study-type"), key="type"),
    _row("", "Trial Status", into("ct:overallStatus", codes="overall-status"), key="status"),
    _row(
        "",
        "Date on which this record was first entered in the EudraCT database",
        into("ct:firstSubmittedDate"),
        key="entered",
    ),
    _row("", "Link", into("schema:url"), key="link"),
    _row("", "Trial results", into("ct:hasResults", "ct:resultsSummary"), key="results"),
)
_A = (
    _row("A.1", "Member State Concerned", into("ct:countryName", _KEPT)),
    _row("A.2", "EudraCT number", into("dcterms:identifier")),
    _row("A.3", "Full title of the trial", _TITLE),
    _row(
        "A.3.1",
        "Title of the trial for lay people, in easily understood, i.e. non-technical, language",
        into("dcterms:title"),
    ),
    _row("A.3.2", "Name or abbreviated title of the trial where available", into("ct:acronym", _KEPT)),
    _row("A.4.1", "Sponsor's protocol code number", into("ct:identifierValue")),
    _row(
        "A.5.1",
        "ISRCTN (International Standard Randomised Controlled Trial) Number",
        into("ct:identifierValue"),
        Answers.ONE,
        "ISRCTN",
    ),
    _row(
        "A.5.2",
        "US NCT (ClinicalTrials.gov registry) number",
        into("ct:identifierValue"),
        Answers.ONE,
        "US NCT Number",
        "US NCT",
    ),
    _row(
        "A.5.3",
        "WHO Universal Trial Reference Number (UTRN)",
        into("ct:identifierValue"),
        Answers.ONE,
        "WHO Universal Trial",
    ),
    _row("A.5.4", "Other Identifiers", into("ct:identifierValue", "ct:identifierDomain"), Answers.LINES),
    _check("A.7", "Trial is part of a Paediatric Investigation Plan"),
    _row("A.8", "EMA Decision number of Paediatric Investigation Plan"),
)
_B = (
    _row("B.1.1", "Name of Sponsor", into("ct:leadSponsorName", "ct:collaboratorName")),
    _row("B.1.3.4", "Country"),
    _row("B.3.1 and B.3.2", "Status of the sponsor", into("ct:organizationClass", codes="organization-class")),
    _row("B.4.1", "Name of organisation providing support", into("ct:funderName")),
    _row("B.4.2", "Country"),
    _row("B.5.1", "Name of organisation", _NAME),
    _row("B.5.2", "Functional name of contact point", _NAME),
    _row("B.5.3.1", "Street Address", _CONTACT),
    _row("B.5.3.2", "Town/ city", _CONTACT, Answers.ONE, "Town/city"),
    _row("B.5.3.3", "Post code", _CONTACT),
    _row("B.5.3.4", "Country", _CONTACT),
    _row("B.5.4", "Telephone number", into("ct:phone")),
    _row("B.5.5", "Fax number", _CONTACT),
    _row("B.5.6", "E-mail", into("ct:email")),
)
_PRODUCT = (
    _row("D.1.2 and D.1.3", "IMP Role", _TOLD),
    _check("D.2.1", "IMP to be used in the trial has a marketing authorisation", _TOLD),
    _row("D.2.1.1.1", "Trade name", _OTHER),
    _row("D.2.1.1.2", "Name of the Marketing Authorisation holder", _TOLD),
    _row("D.2.1.2", "Country which granted the Marketing Authorisation", _TOLD),
    _check("D.2.5", "The IMP has been designated in this indication as an orphan drug in the Community", _TOLD),
    _row("D.2.5.1", "Orphan drug designation number", _TOLD),
    _row("D.3.1", "Product name", _OTHER),
    _row("D.3.2", "Product code", _OTHER),
    _row("D.3.4", "Pharmaceutical form", _TOLD),
    _check("D.3.4.1", "Specific paediatric formulation", _TOLD),
    _row("D.3.7", "Routes of administration for this IMP", _TOLD, Answers.LINES),
    _row("D.3.8", "INN - Proposed INN", into("ct:otherName", "ct:interventionBrowseLeaf")),
    _row("D.3.9.1", "CAS number", into("dcterms:description", "ct:interventionBrowseLeaf")),
    _row("D.3.9.2", "Current sponsor code", _OTHER),
    _row("D.3.9.3", "Other descriptive name", into("ct:otherName", "ct:interventionBrowseLeaf")),
    _row("D.3.9.4", "EV Substance Code", into("dcterms:description", "ct:interventionBrowseLeaf")),
    _row("D.3.10.1", "Concentration unit", _TOLD),
    _row("D.3.10.2", "Concentration type", _TOLD),
    _row("D.3.10.3", "Concentration number", _TOLD),
)
_KIND = into("ct:interventionType", "dcterms:description", codes="intervention-type")
_CONTAINS = (
    _check("D.3.11.1", "Active substance of chemical origin", _KIND),
    _check(
        "D.3.11.2",
        "Active substance of biological/ biotechnological origin (other than Advanced Therapy IMP (ATIMP)",
        _KIND,
    ),
    _check("D.3.11.3", "Advanced Therapy IMP (ATIMP)", _TOLD),
    _check("D.3.11.3.1", "Somatic cell therapy medicinal product", _KIND),
    _check("D.3.11.3.2", "Gene therapy medical product", _KIND),
    _check("D.3.11.3.3", "Tissue Engineered Product", _KIND),
    _check("D.3.11.3.4", "Combination ATIMP (i.e. one involving a medical device)", _KIND),
    _check(
        "D.3.11.3.5",
        "Committee on Advanced therapies (CAT) has issued a classification for this product",
        _TOLD,
    ),
    _row("D.3.11.3.5.1", "CAT classification and reference number", _TOLD),  # unseen
    _check("D.3.11.4", "Combination product that includes a device, but does not involve an Advanced Therapy", _KIND),
    _check("D.3.11.5", "Radiopharmaceutical medicinal product", _TOLD),
    _check("D.3.11.6", "Immunological medicinal product (such as vaccine, allergen, immune serum)", _KIND),
    _check("D.3.11.7", "Plasma derived medicinal product", _KIND),
    _check("D.3.11.8", "Extractive medicinal product", _TOLD),
    _check("D.3.11.9", "Recombinant medicinal product", _KIND),
    _check("D.3.11.10", "Medicinal product containing genetically modified organisms", _KIND),
    _check("D.3.11.11", "Herbal medicinal product", _TOLD),
    _check("D.3.11.12", "Homeopathic medicinal product", _TOLD),
    _check("D.3.11.13", "Another type of medicinal product", _TOLD),
    _row("D.3.11.13.1", "Other medicinal product type", _TOLD),
)
_PLACEBO = (
    _check("D.8.1", "Is a Placebo used in this Trial?", into("schema:name", _KEPT)),
    _row("D.8.3", "Pharmaceutical form of the placebo", _TOLD),
    _row("D.8.4", "Route of administration of the placebo", _TOLD, Answers.LINES),
)
_DISEASE = into("ct:conditionName")
_TERM = into("ct:conditionName", "ct:conditionBrowseLeaf", _KEPT)
_E1 = (
    _row("E.1.1", "Medical condition(s) being investigated", _DISEASE, Answers.TEXT),
    _row("E.1.1.1", "Medical condition in easily understood language", _DISEASE, Answers.TEXT),
    _row("E.1.1.2", "Therapeutic area", into("ct:conditionBrowseLeaf", _KEPT)),
    _row("E.1.2", "Version", key="E.1.2 Version"),
    _row("E.1.2", "Level", key="E.1.2 Level"),
    _row("E.1.2", "Classification code", into("ct:conditionBrowseLeaf", _KEPT), key="E.1.2 Code"),
    _row("E.1.2", "Term", _TERM, key="E.1.2 Term"),
    _row("E.1.2", "System Organ Class", key="E.1.2 Class"),
    _check("E.1.3", "Condition being studied is a rare disease"),
)
_OUTCOME, _WHEN = into("ct:measure", "ct:timeFrame"), into("ct:timeFrame")
_E2 = (
    _long("E.2.1", "Main objective of the trial"),
    _long("E.2.2", "Secondary objectives of the trial"),
    _check("E.2.3", "Trial contains a sub-study"),
    _long("E.2.3.1", "Full title, date and version of each sub-study and their related objectives"),
    _long("E.3", "Principal inclusion criteria", into("ct:criteriaText")),
    _long("E.4", "Principal exclusion criteria", into("ct:criteriaText")),
    _long("E.5.1", "Primary end point(s)", _OUTCOME),
    _long("E.5.1.1", "Timepoint(s) of evaluation of this end point", _WHEN),
    _long("E.5.2", "Secondary end point(s)", _OUTCOME),
    _long("E.5.2.1", "Timepoint(s) of evaluation of this end point", _WHEN),
)
_PURPOSE = into("ct:primaryPurpose", "ct:purpose", _KEPT, codes="primary-purpose")
_PHASE = into("ct:phase", codes="phase")
_E6 = (
    _check("E.6.1", "Diagnosis", _PURPOSE),
    _check("E.6.2", "Prophylaxis", _PURPOSE),
    _check("E.6.3", "Therapy", _PURPOSE),
    _check("E.6.4", "Safety"),
    _check("E.6.5", "Efficacy"),
    _check("E.6.6", "Pharmacokinetic"),
    _check("E.6.7", "Pharmacodynamic"),
    _check("E.6.8", "Bioequivalence"),
    _check("E.6.9", "Dose response"),
    _check("E.6.10", "Pharmacogenetic"),
    _check("E.6.11", "Pharmacogenomic"),
    _check("E.6.12", "Pharmacoeconomic"),
    _check("E.6.13", "Others"),
    _row("E.6.13.1", "Other scope of the trial description", _KEEP, Answers.TEXT),
    _check("E.7.1", "Human pharmacology (Phase I)", _PHASE),
    _check("E.7.1.1", "First administration to humans"),
    _check("E.7.1.2", "Bioequivalence study"),
    _check("E.7.1.3", "Other"),
    _row("E.7.1.3.1", "Other trial type description", _KEEP, Answers.TEXT),
    _check("E.7.2", "Therapeutic exploratory (Phase II)", _PHASE),
    _check("E.7.3", "Therapeutic confirmatory (Phase III)", _PHASE),
    _check("E.7.4", "Therapeutic use (Phase IV)", _PHASE),
)
_MASKING = into("ct:masking", _KEPT, codes="masking")
_MODEL = into("ct:interventionModel", _KEPT, codes="intervention-model")
_CONTROL = into("ct:controlType", _KEPT, codes="control-type")
_SAID = into("ct:interventionModelDescription")
_REGIONS = into("ct:countryName", _KEPT)
_E8 = (
    _check("E.8.1", "Controlled", _CONTROL),
    _check("E.8.1.1", "Randomised", into("ct:allocation", _KEPT, codes="allocation")),
    _check("E.8.1.2", "Open", _MASKING),
    _check("E.8.1.3", "Single blind", _MASKING),
    _check("E.8.1.4", "Double blind", _MASKING),
    _check("E.8.1.5", "Parallel group", _MODEL),
    _check("E.8.1.6", "Cross over", _MODEL),
    _check("E.8.1.7", "Other"),
    _row("E.8.1.7.1", "Other trial design description", _SAID, Answers.TEXT),
    _check("E.8.2.1", "Other medicinal product(s)", _CONTROL),
    _check("E.8.2.2", "Placebo", _CONTROL),
    _check("E.8.2.3", "Other", _CONTROL),
    _row("E.8.2.3.1", "Comparator description", _SAID, Answers.TEXT),
    _row("E.8.2.4", "Number of treatment arms in the trial"),
    _check(
        "E.8.3",
        "The trial involves single site in the Member State concerned",
        _KEEP,
        "Will this trial be conducted at a single site globally?",
    ),
    _check(
        "E.8.4",
        "The trial involves multiple sites in the Member State concerned",
        _KEEP,
        "Will this trial be conducted at multiple sites globally?",
    ),
    _row("E.8.4.1", "Number of sites anticipated in Member State concerned"),
    _check("E.8.5", "The trial involves multiple Member States"),
    _row("E.8.5.1", "Number of sites anticipated in the EEA"),
    _check("E.8.6.1", "Trial being conducted both within and outside the EEA"),
    _check("E.8.6.2", "Trial being conducted completely outside of the EEA"),
    _row(
        "E.8.6.3",
        "If E.8.6.1 or E.8.6.2 are Yes, specify the regions in which trial sites are planned",
        _REGIONS,
        Answers.LINES,
        "Specify the countries outside of the EEA in which trial sites are planned",
    ),
    _check("E.8.7", "Trial has a data monitoring committee", into("ct:hasDataMonitoringCommittee", _KEPT)),
    _long(
        "E.8.8",
        "Definition of the end of the trial and justification where it is not the last visit of the last subject "
        "undergoing the trial",
    ),
    *(
        _row(number, f"{where} {unit}", key=f"{number} {unit}")
        for number, where in (
            ("E.8.9.1", "In the Member State concerned"),
            ("E.8.9.2", "In all countries concerned by the trial"),
        )
        for unit in ("years", "months", "days")
    ),
)
_AGES = into("ct:ageGroup", _KEPT, codes="age-group")
_SEX = into("ct:sex", codes="sex")
_HOW_MANY = "Number of subjects for this age range"
_F = (
    _check("F.1.1", "Trial has subjects under 18", _AGES),
    _row("F.1.1", _HOW_MANY, key="F.1.1 Number"),
    _check("F.1.1.1", "In Utero"),
    _row("F.1.1.1.1", _HOW_MANY),
    _check("F.1.1.2", "Preterm newborn infants (up to gestational age < 37 weeks)"),
    _row("F.1.1.2.1", _HOW_MANY),
    _check("F.1.1.3", "Newborns (0-27 days)"),
    _row("F.1.1.3.1", _HOW_MANY),
    _check("F.1.1.4", "Infants and toddlers (28 days-23 months)"),
    _row("F.1.1.4.1", _HOW_MANY),
    _check("F.1.1.5", "Children (2-11years)"),
    _row("F.1.1.5.1", _HOW_MANY),
    _check("F.1.1.6", "Adolescents (12-17 years)"),
    _row("F.1.1.6.1", _HOW_MANY),
    _check("F.1.2", "Adults (18-64 years)", _AGES),
    _row("F.1.2.1", _HOW_MANY),
    _check("F.1.3", "Elderly (>=65 years)", _AGES),
    _row("F.1.3.1", _HOW_MANY),
    _check("F.2.1", "Female", _SEX),
    _check("F.2.2", "Male", _SEX),
    _check("F.3.1", "Healthy volunteers", into("ct:healthyVolunteers", _KEPT)),
    _check("F.3.2", "Patients"),
    _check("F.3.3", "Specific vulnerable populations"),
    _check("F.3.3.1", "Women of childbearing potential not using contraception"),
    _check("F.3.3.2", "Women of child-bearing potential using contraception"),
    _check("F.3.3.3", "Pregnant women"),
    _check("F.3.3.4", "Nursing women"),
    _check("F.3.3.5", "Emergency situation"),
    _check("F.3.3.6", "Subjects incapable of giving consent personally"),
    _row("F.3.3.6.1", "Details of subjects incapable of giving consent", _KEEP, Answers.TEXT),
    _check("F.3.3.7", "Others"),
    _row("F.3.3.7.1", "Details of other specific vulnerable populations", _KEEP, Answers.TEXT),
    _row("F.4.1", "In the member state", into("ct:enrollment", _KEPT)),
    _row("F.4.2.1", "In the EEA"),
    _row("F.4.2.2", "In the whole clinical trial", into("ct:enrollment")),
    _long(
        "F.5",
        "Plans for treatment or care after the subject has ended the participation in the trial (if it is different "
        "from the expected normal treatment of that condition)",
    ),
)
_G_TO_P = (
    _row("G.4.1", "Name of Organisation"),
    _row("G.4.3.4", "Network Country"),
    _row("H.4.1", "Third Country in which the trial was first authorised"),
    _row("N.", "Competent Authority Decision", key="N. decision"),
    _row("N.", "Date of Competent Authority Decision", key="N. decision date"),
    _row(
        "N.",
        "Ethics Committee Opinion of the trial application",
        into("ct:ethicsReviewStatus", codes="ethics-review-status"),
        key="N. opinion",
    ),
    _row(
        "N.",
        "Ethics Committee Opinion: Reason(s) for unfavourable opinion",
        _TOLD,
        Answers.TEXT,
        key="N. reasons",
    ),
    _row("N.", "Date of Ethics Committee Opinion", into("ct:ethicsReviewDate"), key="N. opinion date"),
    _row("P.", "End of Trial Status", into("ct:overallStatus", _KEPT, codes="overall-status"), key="P. status"),
    _row("P.", "Date of the global end of the trial", into("ct:completionDate"), key="P. end"),
)

ITEMS: tuple[Item, ...] = (
    *_SUMMARY,
    *_A,
    *_B,
    *_PRODUCT,
    *_CONTAINS,
    *_PLACEBO,
    *_E1,
    *_E2,
    *_E6,
    *_E8,
    *_F,
    *_G_TO_P,
)

HEADINGS = (
    "Summary",
    "A. Protocol Information",
    "B. Sponsor Information",
    "B.4 Source(s) of Monetary or Material Support for the clinical trial",
    "B.5 Contact point designated by the sponsor for further information on the trial",
    "B.5.3 Address",
    "C. Applicant Identification",
    "D. IMP Identification",
    "D.2 Status of the IMP to be used in the clinical trial",
    "D.3 Description of the IMP",
    "D.3.8 to D.3.10 IMP Identification Details (Active Substances)",
    "D.3.10 Strength",
    "D.3.11 The IMP contains an",
    "The IMP is a",
    "D.8 Information on Placebo",
    "E. General Information on the Trial",
    "E.1 Medical condition or disease under investigation",
    "E.1.2 Medical condition or disease under investigation",
    "MedDRA Classification",
    "E.2 Objective of the trial",
    "E.5 End points",
    "E.6 and E.7 Scope of the trial",
    "E.6 Scope of the Trial",
    "E.7 Trial type and phase",
    "E.8 Design of the trial",
    "E.8.2 Comparator of controlled trial",
    "E.8.6 Trial involving sites outside the EEA",
    "E.8.9 Initial estimate of the duration of the trial",
    "F. Population of Trial Subjects",
    "F.1 Age Range",
    "F.2 Gender",
    "F.3 Group of trial subjects",
    "F.4 Planned number of subjects to be included",
    "F.4.2 For a multinational trial",
    "G. Investigator Networks to be involved in the Trial",
    "H.4 Third Country in which the Trial was first authorised",
    "N. Review by the Competent Authority or Ethics Committee in the country concerned",
    "P. End of Trial",
)
"""What stands between the items and says nothing of the trial."""

_OTHER_LANGUAGE = left_out(
    "the same in the language of the country; where the form has no answer without a language, this one is read"
)
_TRANSLATED = ("A.3", "A.3.1", "A.3.2")

FIELDS: Mapping[str, Field] = {item.path: item.field for item in ITEMS} | {
    f"{item.path} (another language)": _KEEP if item.number in _TRANSLATED else _OTHER_LANGUAGE
    for item in ITEMS
    if item.number in _TRANSLATED or item.answers is Answers.TEXT
}
"""Number and label of an item -> where its answers go."""
