"""Cells of the classic ClinicalTrials.gov that hold labels of their own, such as `Allocation: Randomized`."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from kg.sources.codes import classic, masking_of
from kg.sources.ctgov_pages.cells import add_flag
from kg.sources.page.label_layout import CellReader
from kg.sources.page.lines import PageLine
from kg.sources.page.page_account import Account
from kg.sources.page.page_contents import add_code, firm

__all__ = [
    "BIOSPECIMEN",
    "DESIGN",
    "DETAILS_DESIGN",
    "IPD",
    "PRODUCT",
    "SEX",
    "SUBLABELS",
    "Sublabel",
    "labelled",
    "properties_of",
]


_MATERIALS = (
    "Study Protocol",
    "Statistical Analysis Plan (SAP)",
    "Informed Consent Form (ICF)",
    "Clinical Study Report (CSR)",
    "Analytic Code",
)


class Sublabel(msgspec.Struct, frozen=True, kw_only=True):
    """A label inside a cell, and what its value becomes."""

    label: str
    subject: str
    property: str
    codes: str | None = None
    """The code list of the value."""
    flag: bool = False
    prose: bool = False
    """Whether the value may go on below."""
    many: bool = False
    """Whether the value is a list, one a line or with commas."""
    seen: bool = True


SUBLABELS = (
    Sublabel(label="Allocation", subject="study", property="ct:allocation", codes="allocation"),
    Sublabel(label="Endpoint Classification", subject="study", property="ct:endpointClassification"),
    Sublabel(label="Intervention Model", subject="study", property="ct:interventionModel", codes="intervention-model"),
    Sublabel(
        label="Intervention Model Description",
        subject="study",
        property="ct:interventionModelDescription",
        prose=True,
        seen=False,
    ),
    Sublabel(label="Masking", subject="study", property="ct:masking", codes="masking"),
    Sublabel(label="Masking Description", subject="study", property="ct:maskingDescription", prose=True, seen=False),
    Sublabel(label="Primary Purpose", subject="study", property="ct:primaryPurpose", codes="primary-purpose"),
    Sublabel(
        label="Observational Model",
        subject="study",
        property="ct:observationalModel",
        codes="observational-model",
        seen=False,
    ),
    Sublabel(
        label="Time Perspective", subject="study", property="ct:timePerspective", codes="time-perspective", seen=False
    ),
    Sublabel(label="Sexes Eligible for Study", subject="eligibility", property="ct:sex", codes="sex"),
    Sublabel(label="Gender Based Eligibility", subject="eligibility", property="ct:genderBased", flag=True, seen=False),
    Sublabel(
        label="Gender Eligibility Description",
        subject="eligibility",
        property="ct:genderDescription",
        prose=True,
        seen=False,
    ),
    Sublabel(
        label="Studies a U.S. FDA-regulated Drug Product",
        subject="study",
        property="ct:fdaRegulatedDrug",
        flag=True,
        seen=False,
    ),
    Sublabel(
        label="Studies a U.S. FDA-regulated Device Product",
        subject="study",
        property="ct:fdaRegulatedDevice",
        flag=True,
        seen=False,
    ),
    Sublabel(
        label="Device Product Not Approved or Cleared by U.S. FDA",
        subject="study",
        property="ct:unapprovedDevice",
        flag=True,
        seen=False,
    ),
    Sublabel(
        label="Pediatric Postmarket Surveillance of a Device Product",
        subject="study",
        property="ct:pediatricPostmarketSurveillance",
        flag=True,
        seen=False,
    ),
    Sublabel(
        label="Product Manufactured in and Exported from the U.S.",
        subject="study",
        property="ct:usExport",
        flag=True,
        seen=False,
    ),
    Sublabel(label="Plan to Share IPD", subject="study", property="ct:ipdSharing", codes="ipd-sharing", seen=False),
    Sublabel(label="Plan Description", subject="study", property="ct:ipdSharingDescription", prose=True, seen=False),
    Sublabel(
        label="Supporting Materials",
        subject="study",
        property="ct:ipdSharingInfoType",
        codes="ipd-info-type",
        many=True,
        seen=False,
    ),
    Sublabel(label="Time Frame", subject="study", property="ct:ipdSharingTimeFrame", prose=True, seen=False),
    Sublabel(label="Access Criteria", subject="study", property="ct:ipdSharingAccessCriteria", prose=True, seen=False),
    Sublabel(label="URL", subject="study", property="ct:ipdSharingUrl", seen=False),
    Sublabel(
        label="Retention",
        subject="study",
        property="ct:biospecimenRetention",
        codes="biospecimen-retention",
        seen=False,
    ),
    Sublabel(label="Description", subject="study", property="ct:biospecimenDescription", prose=True, seen=False),
    # The names of the present site:
    Sublabel(
        label="Interventional Model",
        subject="study",
        property="ct:interventionModel",
        codes="intervention-model",
        seen=False,
    ),
    Sublabel(
        label="Interventional Model Description",
        subject="study",
        property="ct:interventionModelDescription",
        prose=True,
        seen=False,
    ),
    Sublabel(
        label="Biospecimen Retention",
        subject="study",
        property="ct:biospecimenRetention",
        codes="biospecimen-retention",
        seen=False,
    ),
    Sublabel(
        label="Biospecimen Description",
        subject="study",
        property="ct:biospecimenDescription",
        prose=True,
        seen=False,
    ),
    Sublabel(label="Target Follow-Up Duration", subject="study", property="ct:targetDuration", seen=False),
)

_BY_LABEL = {sublabel.label: sublabel for sublabel in SUBLABELS}
DESIGN = tuple(sublabel.label for sublabel in SUBLABELS[:9])
SEX = tuple(sublabel.label for sublabel in SUBLABELS[9:12])
PRODUCT = tuple(sublabel.label for sublabel in SUBLABELS[12:17])
IPD = tuple(sublabel.label for sublabel in SUBLABELS[17:23])
BIOSPECIMEN = tuple(sublabel.label for sublabel in SUBLABELS[23:25])
DETAILS_DESIGN = (*DESIGN, *(sublabel.label for sublabel in SUBLABELS[25:]))


def properties_of(labels: Sequence[str]) -> tuple[str, ...]:
    """The properties that the values of these labels become."""
    return tuple(_BY_LABEL[label].property for label in labels)


def labelled(*labels: str, apart: bool = False) -> CellReader:
    """A reader of cells with these labels inside, one a line, or one after the other unless they stand `apart`."""
    pattern = _pattern(labels, apart=apart)

    def read(lines: Sequence[PageLine], account: Account) -> None:
        under: Sublabel | None = None
        filled = False
        for line in firm(lines):
            for label, text in _pairs(line.text, pattern):
                if label:
                    under, filled = _BY_LABEL[label], bool(text)
                    account.set_aside(line)
                if under and text and (label or under.prose or under.many or not filled):
                    _add(line.saying(text), under, account)
                    filled = True

    return read


def _pattern(labels: Sequence[str], *, apart: bool) -> "re.Pattern[str]":
    longest = sorted(labels, key=len, reverse=True)
    if apart:
        return re.compile(rf"^({'|'.join(map(re.escape, longest))}) ?:(?: |$)")
    return re.compile(rf"(?:^|(?<=[;.)\w])[; ] ?)({'|'.join(map(re.escape, longest))}) ?:(?: |$)")


def _pairs(text: str, pattern: "re.Pattern[str]") -> Iterator[tuple[str | None, str]]:
    """Each label of a line with its value; what stands before the first label has none."""
    found = list(pattern.finditer(text))
    ends = [*(match.start() for match in found), len(text)]
    if ends[0]:
        yield None, text[: ends[0]].strip("; ")
    for match, end in zip(found, ends[1:], strict=True):
        yield match[1], text[match.end() : end].strip("; ")


def _add(line: PageLine, under: Sublabel, account: Account) -> None:
    if under.flag:
        add_flag(line, line.text, under.subject, under.property, account)
    elif under.property == "ct:masking":
        _add_masking(line, account)
    elif under.codes:
        for text in _members(line.text) if under.many else (line.text,):
            add_code(line, under.subject, under.property, text, partial(classic, under.codes), account)
    else:
        account.state(line, under.subject, under.property, line.text)


def _add_masking(line: PageLine, account: Account) -> None:
    known = masking_of(line.text)
    for party in known[1] if known else ():
        account.state(line, "study", "ct:maskedParty", party)
    text = known[0] if known else line.text
    add_code(line, "study", "ct:masking", text, partial(classic, "masking"), account)


_MATERIAL = re.compile("|".join(re.escape(text) for text in _MATERIALS))


def _members(text: str) -> list[str]:
    """The materials that a line names; the line itself if it names none that is known."""
    return _MATERIAL.findall(text) or [text]
