"""The document on pages: its prose, and tables derived from those by which the readers read."""

from collections.abc import Iterable, Sequence

from kg.sources.ctgov_pages.details import DETAILS
from kg.sources.ctgov_pages.fulltext import FULLTEXT
from kg.sources.ctgov_pages.results import RESULTS
from kg.sources.ctgov_pages.sublabels import SUBLABELS
from kg.sources.ctgov_pages.tabular import TABULAR
from kg.sources.foreign import SITES
from kg.sources.meddatax.layout import SECTIONS
from kg.sources.meddatax.results import FRAME_LABEL, HEADINGS, SLOTS
from kg.sources.page.label_layout import LabelRow

__all__ = ["pages_page"]

_INTRODUCTION = """# Trial pages: how a field becomes triples

<!-- The tables are generated from the readers' own: `python -m tests.sources` writes this page. -->

A saved page of a trial is read line by line. Each line states facts, is boilerplate, is understood and left out for a
reason, or is reported. From the facts of all lines, and from nothing else, the record of the study is made; from the
record the graph. `kgbuild ingest --explain-lines FILE` shows the road of each line:

```
   12  First Submitted Date | July 25, 2018 | ||||                  record ct:firstSubmittedDate 2018-07-25
   17  Current Primary Outcome Measures |                           (boilerplate)
   24  Recruitment Details                                          (left out: participant flow: ...)
   30  Condit                                                       (unrecognised)
```

The first of these becomes, in the graph of the record:

```turtle
<record/ctgov/NCT03609021> ct:firstSubmittedDate "2018-07-25"^^xsd:date .
```

`study` is the node of the study, `record` that of its record; `outcome 1`, `arm 2`, `site 3` are parts of the study,
numbered as they come on the page. A part becomes a node with a key of its own, see [model.md](model.md).

## Which pages are read

A page is known by its lines, never by its name, and by one reader alone.

| reader | page | what it is known by |
|---|---|---|
| `ctgov-details` | study page of the present ClinicalTrials.gov | `ClinicalTrials.gov ID`, and `Study Overview` |
| `ctgov-details-results` | the same, tab of results | `ClinicalTrials.gov ID`, and `Participant Flow` |
| `ctgov-tabular` | tabular view of the classic ClinicalTrials.gov, to 2024 | `Tracking Information`, and the id |
| `ctgov-tabular-2011` | the same about 2011, labels lost | the link to former versions of the study |
| `ctgov-fulltext` | full text of the classic site, 2013 to 2024 | the id, and `Brief Summary` or `Purpose` |
| `ctgov-results` | results view of the classic site | the id and `Participant Flow` |
| `meddatax-page` | study page of the aggregator, with labels or without | the sentence under a heading |
| `meddatax-results` | page of results of the aggregator | its title, `Trial Outcomes & Findings for ...` |

Each may come as plain text, as an extraction to Markdown (tables with bars), or as saved HTML. Of an HTML page the
text is taken as a browser shows it: scripts, styles and hidden elements are left out, a block is a line, a row of a
table is a line with bars between its cells. **Line numbers then count these lines**, not those of the file.

A page of another registry is rejected, and the message names the site:

SITES

## The account of lines

- **used**: the line states facts. A line of a Markdown table has several cells, each of which is accounted for.
- **boilerplate**: a whole literal line from a table (a heading, a label without its value, a disclaimer), or bars and
  rules of a table without a word.
- **left out**: understood, and not taken into the record, with the reason: results of the study, for which the record
  has no place; contacts, which are not kept; what is said of another study.
- **unrecognised**: reported, one problem a line; of a run of more than three lines, one problem for all. After 100
  problems of one rule on a page the rest is counted. A line that holds a telephone number or an e-mail address is not
  repeated in the message.

Nothing is guessed. Where labels are lost, values are told by their form, and in a complete block by their place; where
these leave two readings the line is not used and a problem says so. The id of a study is taken from where the page
states it as its own, never from a list of related studies; without one, or with two, the page is rejected, unless
`--id-from-name` takes it from the name of the file. A page that lost its title alone is kept; a banner above the title
is reported and does not cost it. What a page breaks off with is reported if it is the beginning of a label.

## Clean-up

No-break spaces, soft hyphens, zero-width spaces, byte-order marks and control characters; HTML entities; escapes of
Markdown (`\\\\>`, `\\\\[`); line ends of Windows. Mojibake is mended where the pattern is beyond doubt (`UniversitÃ©`),
and each mended line is a problem of severity info. Names and labels become one line; long texts keep their paragraphs,
bullets and depth.
"""

_DETAILS = """\
No whole page was at hand. The layout is that of descriptions of the site and of pages made up after them, so that every
label is marked as not seen; what does not fit is reported, as on all pages. Measured on pages that the tests make of
1,084 real records, 98.8 % or more of the facts that a page shows come back of each form but print (97 %).

- **Forms.** Text (a copy from a browser, or an extraction), Markdown, saved HTML, the text of a print. A label stands
  on a line of its own, what it says below it; in the head it may stand behind the label.
- **Title.** The title of the window, where the page has it, tells the title from the acronym in brackets behind it.
- **Tables.** Tabs, bars, `<br>` or the cells of HTML tell the columns. Where each cell stands on lines of its own, arms
  are told by their types, interventions by the list of them in the overview. Measures, descriptions and time frames are
  told by the forms of all lines of the table together: the likeliest division is taken, and a line that may as well be
  something else is doubted (CT-R006). Groups without types are told where a description comes again; else what stands
  between two interventions is doubted.
- **Places.** Status and facility stand below the place. What stands below the facility is of people to ask, and left
  out; investigators of the site are kept. Of a place with too many commas country and postal code alone are taken.
- **Publications.** The site does not say of those under `General Publications` whether they report results.
- **Boilerplate.** The glossary (terms, and texts long enough to define one; another line in it is reported), the
  navigation, the list of the sections, names of columns.
- **Print.** Day, address and number of a sheet are boilerplate. A line is joined to the one above it if its first word
  did not fit there and it begins nothing new; in the account it has the fate of that line.
- **Tab of results.** The sections are known and left out. Such a page says that it cannot state what stands on the tab
  of details (`ct:notSupported`), so that rules on absence are silent; where that tab is there too, it is written."""

_FULLTEXT = """\
A heading or label ends free text only where it is still to come, stands alone or has a value that suits it:
`Study Design` in a description is text, `Study Design` before `Go to` or before `Study Type:` is a heading. Where
headings are lost, text between the links of the header and the table of conditions is the summary, text behind that
table the description. Several conditions in one cell of a one-line row have nothing between them; they are kept as one
name, with a problem of severity info. Arms without a type have no beginning on a page of text and are not told apart
from the description above them."""

_UNLABELLED = """\
The order of rows is known, and these are taken: the dates at the top, if the first two are those of the
header; outcomes before the link to former versions as primary, behind it as secondary ones; those with the remark
`[ Designated as safety issue: ... ]` as current, those behind them without it as original, for the remark came after
their registration; the title and the line under it, the official title. Below, a line is used only if its form says
what it is: type, phase, status, design, `Drug: Name`, sex, ages, criteria, id. All else is reported."""

_GROUPS = """\
Between labels, a text under the intervention model or the blinding strategy is its description. In Study
Groups the lines that state a type hold the others together: above `Group Type` stand the label of a group and its
description, above `Intervention Type` the name of an intervention, below it its description. `+8 more` says that the
page cuts a list short, and is a problem of severity info. A row of chips such as `RECRUITING PHASE2` is status and
phase of the study in the header; under a related study it is of that study, and left out."""


def pages_page() -> str:
    """The whole document."""
    sites = "\n".join(f"- {site}" for site in sorted(set(SITES.values()), key=str.casefold))
    return (
        "\n\n".join(
            [
                _INTRODUCTION.replace("SITES", sites).replace("\\\\", "\\").strip(),
                "## The aggregator's study page\n\n" + _GROUPS,
                _table("section", ((each.heading, each.properties, each.seen) for each in SECTIONS)),
                "## The aggregator's page of results",
                _table("line", _results()),
                "## The present site\n\n" + _DETAILS,
                "### Head",
                _rows(DETAILS.header),
                *(f"### Section {heading}\n\n{_rows(rows)}" for heading, rows in DETAILS.tables.items()),
                "## The classic site: header of all views",
                _rows(TABULAR.header),
                "## The classic site: tabular view",
                *(f"### {heading}\n\n{_rows(rows)}" for heading, rows in TABULAR.tables.items()),
                "### Labels inside a cell",
                _table("label", ((each.label, (each.property,), each.seen) for each in SUBLABELS)),
                "## The classic site: full text\n\n" + _FULLTEXT,
                *(f"### {heading}\n\n{_rows(rows)}" for heading, rows in FULLTEXT.tables.items() if rows),
                "## The classic site: results view",
                _rows([row for row in RESULTS.header if row not in TABULAR.header]),
                *(f"### {heading}\n\n{_rows(rows)}" for heading, rows in RESULTS.tables.items()),
                "## The classic site: tabular view without labels, about 2011\n\n" + _UNLABELLED,
            ]
        )
        + "\n"
    )


_EXAMPLES = {"status": "COMPLETED", "phase": "PHASE1", "enrollment": "9 participants"}


def _results() -> Iterable[tuple[str, Sequence[str], bool]]:
    for slot in SLOTS:
        found = slot.form(
            {"status": "COMPLETED", "phase": "PHASE1", "enrollment": "9 participants"}.get(slot.name, "2020-01-01")
        )
        yield slot.label or slot.name, tuple(dict.fromkeys(name for name, _ in found or ())), True
    yield FRAME_LABEL, (), True
    for heading, reason in HEADINGS.items():
        if reason:
            yield heading, (), heading == "Participant Flow"


def _rows(rows: Iterable[LabelRow]) -> str:
    return _table("label", ((f"{row.label}:" if row.colon else row.label, row.properties, row.seen) for row in rows))


def _table(head: str, rows: Iterable[tuple[str, Sequence[str], bool]]) -> str:
    lines = [f"| {head} | becomes | seen in real data |", "|---|---|---|"]
    for label, properties, seen in rows:
        becomes = ", ".join(f"`{name}`" for name in dict.fromkeys(properties)) or "left out, or reported"
        lines.append(f"| {label.replace('*', chr(92) + '*')} | {becomes} | {'yes' if seen else 'not yet'} |")
    return "\n".join(lines)
