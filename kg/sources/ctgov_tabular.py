"""The tabular view of the classic ClinicalTrials.gov (to 2024): a header, then four tables of label and value.

Each row begins with its label, most with the mark `ICMJE` behind it; the value follows on the same line, or on the
lines up to the next label. Extractions to Markdown have a bar between them and no marks.
"""

from kg.sources.accounts import Account
from kg.sources.ctgov_header import BELOW_TITLE, GLUES, TITLE_SUFFIXES
from kg.sources.ctgov_tables import TABULAR
from kg.sources.division import Division, read_titles
from kg.sources.labels import read_cells
from kg.sources.pagelines import Page
from kg.sources.pages import PageReader, Signature

__all__ = ["CTGOV_TABULAR"]


# The title of the window, for pages whose text begins late in the file.
_WINDOW = "… - Tabular View - ClinicalTrials.gov"


def _walk(page: Page, account: Account) -> None:
    division = Division(TABULAR, account)
    division.add_lines(page.written)
    read_cells(division.cells, TABULAR, account)
    read_titles(division, account, suffixes=TITLE_SUFFIXES)


CTGOV_TABULAR = PageReader(
    name="ctgov-tabular",
    publisher="ctgov",
    description="tabular view of the classic ClinicalTrials.gov, saved as text, Markdown or HTML",
    signature=Signature(
        every=(
            ("ClinicalTrials.gov Identifier:…", "Identifier:…", f"{BELOW_TITLE}…", _WINDOW),
            ("Tracking Information", _WINDOW),
        ),
        glues=GLUES,
    ),
    walk=_walk,
)
