"""Made-up pages in the two layouts, for one thing at a time."""

from collections.abc import Mapping, Sequence

from kg.sources.meddatax.layout import SECTIONS

BASIC = ("COMPLETED", "PHASE2", "30 participants", "INTERVENTIONAL", "2020-01-01", "2021-02-03")
DESIGN = ("RANDOMIZED", "PARALLEL", "TREATMENT", "NONE")


def aggregator_page(sections: Mapping[str, Sequence[str]], *, header: Sequence[str] | None = None) -> bytes:
    """An aggregator's page with all its sections, empty but for those given."""
    rows = list(header or ("Oranges Against Scurvy", "NCT ID: NCT00000042", "Last Updated: 2020-05-06"))
    for section in SECTIONS:
        rows.append(section.heading)
        rows += [section.sentence] if section.sentence else []
        rows += sections.get(section.heading, ())
    return "\n".join(rows).encode()


def tabular_page(
    *,
    header: Sequence[str] = ("ClinicalTrials.gov Identifier: NCT00000042",),
    tracking: Sequence[str] = (),
    descriptive: Sequence[str] = ("Brief Title ICMJE Oranges Against Scurvy",),
    recruitment: Sequence[str] = (),
    administrative: Sequence[str] = ("Verification Date May 2020",),
) -> bytes:
    """A page of the classic tabular view with these rows."""
    rows = [
        *header,
        "Tracking Information",
        *tracking,
        "Descriptive Information",
        *descriptive,
        "Recruitment Information",
        *recruitment,
        "Administrative Information",
        *administrative,
    ]
    return "\n".join(rows).encode()
