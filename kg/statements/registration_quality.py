"""How a study was registered and reported, as far as its record tells: derived, each fact by a rule that is named.

- **Timing.** The ICMJE asks for registration at or before the first enrolment (Recommendations, III.L). Prospective is
  a study whose record was first submitted no later than the start; where months or years leave it open it is undecided.
- **Results due.** In the United States results are due one year after the primary completion of an applicable trial
  (42 CFR 11.44): here an interventional study that says it studies a drug or device regulated by the FDA, no phase 1
  trial of a drug. In the European Union a summary of results is due one year after the end of a trial (Regulation
  536/2014, article 37.4; before it Commission Guideline 2012/C 302/03, six months where children take part).
- **Overdue** is told as of the day of the registry's data, or of the record's last update, so that the same record says
  the same at any time; a delay that the law allows is not overdue.
- **Known results.** Of a study that is over: posted at the registry, else published as the record says, else none.
"""

from collections.abc import Iterator

from kg.dates import PartialDate
from kg.iris import CODES, Minter
from kg.rdf import Triple
from kg.rdf.derived_terms import KNOWN_RESULTS, RESULTS_DUE, RESULTS_OVERDUE, RESULTS_RULE, TIMING, TIMING_RULE
from kg.rdf.terms import XSD, iri, literal
from kg.record import Study

__all__ = ["known_results", "quality_triples", "results_due", "timing"]

_OVER = frozenset({"COMPLETED", "TERMINATED"})
_EUROPEAN = frozenset({"euctr", "ctis"})
_EARLY = frozenset({"EARLY_PHASE1", "PHASE1"})


def quality_triples(study: Study, *, mint: Minter) -> list[Triple]:
    """What is derived of the study that a record describes."""
    return list(_told(study, iri(mint.absolute(mint.study(study.id)))))


def _told(study: Study, node: str) -> Iterator[Triple]:
    if told := timing(study):
        yield node, TIMING, _code("registration-timing", told)
        yield node, TIMING_RULE, _code("registration-rule", "ICMJE")
    if due := results_due(study):
        date, rule = due
        yield node, RESULTS_DUE, literal(str(date), f"{XSD}date")
        yield node, RESULTS_RULE, _code("registration-rule", rule)
        if (overdue := _overdue(study, date)) is not None:
            yield node, RESULTS_OVERDUE, literal("true" if overdue else "false", f"{XSD}boolean")
    if known := known_results(study):
        yield node, KNOWN_RESULTS, _code("known-results", known)


def timing(study: Study) -> str | None:
    """`PROSPECTIVE`, `RETROSPECTIVE` or `UNDECIDED`; None where the record lacks a date, or the start is to come."""
    submitted = study.registration.first_submitted
    if submitted is None and study.registration.first_posted:
        submitted = study.registration.first_posted.date
    if submitted is None or study.start is None:
        return None
    start = study.start.date
    if not start.earliest.is_before(submitted.latest):
        return "PROSPECTIVE"
    return "RETROSPECTIVE" if start.latest.is_before(submitted.earliest) else "UNDECIDED"


def results_due(study: Study) -> tuple[PartialDate, str] | None:
    """The last day on which results may be posted, and the rule that says so; None where none is known to hold."""
    if study.study_type != "INTERVENTIONAL":
        return None
    if study.publisher in _EUROPEAN and study.completion:
        return _a_year_after(study.completion.date), "EU_CTR"
    phases = [phase for phase in study.phases if isinstance(phase, str)]
    regulated = study.oversight.fda_regulated_device or (
        study.oversight.fda_regulated_drug and not (phases and set(phases) <= _EARLY)
    )
    if study.publisher == "ctgov" and regulated and study.primary_completion:
        return _a_year_after(study.primary_completion.date), "FDAAA_801"
    return None


def _a_year_after(date: PartialDate) -> PartialDate:
    last = date.latest
    leap_day = (last.month, last.day) == (2, 29)
    return PartialDate(last.year + 1, last.month, 28 if leap_day else last.day)


def _overdue(study: Study, due: PartialDate) -> bool | None:
    """Whether results were overdue when the copy was taken; None where it does not say when that was."""
    record = study.registration
    posted = record.last_update_posted.date if record.last_update_posted else None
    seen = record.version or record.retrieved or posted or record.last_update_submitted
    if seen is None:
        return None
    given = study.has_results or record.results_first_submitted or record.disposition_first_submitted
    return not given and not record.delayed_posting and due.is_before(seen.earliest)


def known_results(study: Study) -> str | None:
    """`POSTED`, `PUBLISHED` or `NONE_KNOWN` of a study that is over; None of any other."""
    if study.status not in _OVER:
        return None
    if study.has_results:
        return "POSTED"
    published = any(each.type in ("RESULT", "DERIVED") for each in study.references)
    return "PUBLISHED" if published else "NONE_KNOWN"


def _code(codes: str, notation: str) -> str:
    return iri(f"{CODES}{codes}/{notation}")
