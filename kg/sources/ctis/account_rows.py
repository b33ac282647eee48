"""What the rows of the account of CTIS share: places, reasons, properties."""

from collections.abc import Mapping

from kg.sources.field_account import Field, into, left_out

__all__ = [
    "ADDRESS",
    "CONDITION",
    "CONTACT",
    "CONTRACTOR",
    "COURSE",
    "DECISION",
    "DESCRIPTION",
    "END",
    "ENROLLMENT",
    "EVALUATION",
    "FORM",
    "IDENTIFIER",
    "INTERVENTION",
    "KEY",
    "LEAF",
    "LISTED",
    "NATIONAL_STATUS",
    "OTHER_LANGUAGE",
    "OVERVIEW",
    "REPEATED",
    "SAFETY",
    "SCOPE",
    "START",
    "STATE_OFFICE",
    "UNNAMED",
    "UNSEEN",
    "Rows",
    "beneath",
    "same",
]

Rows = Mapping[str, Field]
"""Name of a field -> where it goes."""

KEY = left_out("a number by which the system finds its own entries")
FORM = left_out("how far the form of an application is filled in, and who may change it")
ADDRESS = left_out("the address of an office; names and towns of sites are kept")
OTHER_LANGUAGE = left_out("the text in another language; the one of the application is kept")
REPEATED = left_out("repeats what stands elsewhere in the record")
OVERVIEW = left_out("the line of a search, added by a program; the record says it in its own fields")
LISTED = left_out("number, kind and state of the organization in the list of the EU; its name is kept")
EVALUATION = left_out("questions and answers of the assessment; its outcome is kept")
UNNAMED = left_out("a number of a list whose meaning no source at hand states")
UNSEEN = left_out("no record at hand fills it, so that nobody can say what stands in it")
STATE_OFFICE = left_out("the office of the member state; the name of the state is kept")
CONTRACTOR = left_out("a firm that works for the sponsor, with its duties")
SAFETY = left_out("a report on the safety of participants or a breach of rules, not on the study")

IDENTIFIER = into("ct:identifierValue", "ct:identifierType", "ct:identifierRole")
CONDITION = into("ct:conditionName", "ct:condition")
LEAF = into("ct:conditionBrowseLeaf")
COURSE = into("ct:nationalCourse")
START = into("ct:startDate", "ct:startDateType", "ct:startYear")
END = into("ct:completionDate", "ct:completionDateType", "ct:completionYear")
ENROLLMENT = into("ct:targetEnrollment", "ct:enrollment")
INTERVENTION = into("ct:intervention", "dcterms:description")
DECISION = into("ct:ethicsReview", "dcterms:description")
SCOPE = into("ct:purpose", "ct:keyword", codes="primary-purpose")
DESCRIPTION = into("ct:detailedDescription")
CONTACT = into("ct:contact", "schema:name")
NATIONAL_STATUS = into("ct:nationalStatus", "ct:siteStatus", codes="overall-status")


def beneath(path: str, rows: Rows) -> Rows:
    """Rows of an object, at the place where it stands."""
    return {f"{path}.{name}": field for name, field in rows.items()}


def same(field: Field, *names: str) -> Rows:
    """One row for each of these names."""
    return dict.fromkeys(names, field)
