"""The rules of reading: what can be wrong with an input, how grave it is, why it matters, what to do."""

import msgspec

from kg.errors import Problem, Severity

__all__ = ["RULES", "Rule", "problem"]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of problem that a reader reports."""

    id: str
    title: str
    severity: Severity
    why: str
    """In plain words, for someone who has never seen the rule."""
    hint: str
    """What to do about it."""
    of_file: bool = False
    """Whether it is the same of all records of a file, so that a run says it once of each."""


_TABLE = (
    Rule(
        id="CT-R001",
        title="no reader recognises the file",
        severity=Severity.VIOLATION,
        why="A file is recognised by what it holds, never by its name. This one has the marks of no format known here.",
        hint="`kgbuild formats` lists what can be read",
    ),
    Rule(
        id="CT-R002",
        title="a record without an id",
        severity=Severity.VIOLATION,
        why="Every fact of a record hangs on the id of its study. An id is taken only from where it is beyond doubt, "
        "never from a list of other studies.",
        hint="save the page again, whole, with the line that states its id, or take the record from the registry again",
    ),
    Rule(
        id="CT-R003",
        title="a record with more than one id",
        severity=Severity.VIOLATION,
        why="Where two places of a page state different ids as its own, nobody can say whose facts the page holds.",
        hint="split the file if it holds two pages, or correct the wrong id",
    ),
    Rule(
        id="CT-R004",
        title="a record without a title",
        severity=Severity.WARNING,
        why="Some extractions lose the title of a page, or leave it among other lines. What else the page states is "
        "kept under its id, but people will look for a title.",
        hint="save the page again, whole, from its title on",
    ),
    Rule(
        id="CT-R005",
        title="a line that was not recognised",
        severity=Severity.WARNING,
        why="No line of a page may vanish: each is used in a fact, is known boilerplate, or is reported here.",
        hint="`kgbuild ingest --explain-lines FILE` shows where each line went",
    ),
    Rule(
        id="CT-R006",
        title="a line with two readings",
        severity=Severity.WARNING,
        why="Where the labels of a page are lost, a value is told by its form and place. Where these leave two "
        "readings nothing is guessed, and the line is not used.",
        hint="compare with the page of the registry and add the missing lines",
    ),
    Rule(
        id="CT-R007",
        title="an empty section that the WHO data set asks for",
        severity=Severity.WARNING,
        why="The WHO Trial Registration Data Set lists what every registered trial must state. The page has the "
        "heading for one of these items and nothing under it, and states it nowhere else.",
        hint="look the study up at its registry; the text may have been lost when the page was saved",
    ),
    Rule(
        id="CT-R008",
        title="an empty section",
        severity=Severity.INFO,
        why="The page has a heading and nothing under it, and states nowhere else what belongs there: either the "
        "source states nothing, or the text was lost.",
        hint="nothing to do if the source states nothing",
    ),
    Rule(
        id="CT-R009",
        title="two places of a page disagree",
        severity=Severity.WARNING,
        why="A fact that a page states twice should be the same both times. The last place is kept: on the known "
        "layouts that is the table, which follows the header.",
        hint="look the study up at its registry",
    ),
    Rule(
        id="CT-R010",
        title="a value that no code list knows",
        severity=Severity.WARNING,
        why="Coded fields can be compared across studies only if their spelling is known. The text is kept as written.",
        hint="if the spelling is right, report it: it is one row in a table",
    ),
    Rule(
        id="CT-R011",
        title="a value that is not what its label says",
        severity=Severity.WARNING,
        why="Under a label for a date, a number or an age stands something else. Nothing is guessed, and the line is "
        "not used.",
        hint="correct the line, or remove the label if the source states nothing",
    ),
    Rule(
        id="CT-R012",
        title="bytes that are not valid UTF-8",
        severity=Severity.WARNING,
        why="Part of a line could not be decoded. The bytes in question are read as the replacement character U+FFFD, "
        "all else is read.",
        hint="save the page again as UTF-8",
    ),
    Rule(
        id="CT-R013",
        title="a page that ends early",
        severity=Severity.WARNING,
        why="The last part that every page of this layout has is missing, so the page was probably cut off.",
        hint="save the page again, whole",
    ),
    Rule(
        id="CT-R014",
        title="a study listed as related to itself",
        severity=Severity.WARNING,
        why="Among the related studies of the page stands the page's own id. The line is not used.",
        hint="nothing to do; no fact is lost",
    ),
    Rule(
        id="CT-R015",
        title="mangled letters, mended",
        severity=Severity.INFO,
        why="Text that was decoded by the wrong table shows two or three odd letters for each accented one. Where the "
        "pattern is beyond doubt the letters are put right; the page itself is as it was.",
        hint="compare names of the record with the registry; nothing to do if they are right",
    ),
    Rule(
        id="CT-R016",
        title="a page of a site that is not read",
        severity=Severity.VIOLATION,
        why="The page bears the marks of a trial registry whose web pages have no reader here. Read as a page of "
        "another site it would give wrong facts, so it gives none.",
        hint="look for an export of that registry in a format that `kgbuild formats` lists",
    ),
    Rule(
        id="CT-R017",
        title="a list that the page cuts short",
        severity=Severity.INFO,
        why="The page shows the first few of a list and says how many more there are. What it does not show cannot be "
        "read from it.",
        hint="look the study up at its registry for the whole list",
    ),
    Rule(
        id="CT-R018",
        title="names that nothing parts",
        severity=Severity.INFO,
        why="Where a table was saved with one line a row, several names in one cell stand side by side without a mark. "
        "They are kept as one name, as the page has it.",
        hint="look the study up at its registry for the single names",
    ),
    Rule(
        id="CT-R019",
        title="text that is no UTF-8, read as windows-1252",
        severity=Severity.INFO,
        why="The text names no encoding, and hardly any of its letters beyond ASCII are UTF-8. So it is read in the "
        "encoding that Windows programs of western countries write.",
        hint="compare names with accents with the registry; save the file as UTF-8 if they are wrong",
    ),
    Rule(
        id="CT-R020",
        title="a part of the study design that is not understood",
        severity=Severity.WARNING,
        why="Until 2016 the XML of ClinicalTrials.gov told the whole design of a study in one text. Each part of it is "
        "known by its label, or is one of the registry's own words; this part is neither, and is not used.",
        hint="look the study up at its registry; if the words are right, report them: it is one row in a table",
    ),
    Rule(
        id="CT-R030",
        title="records in a form that is not read",
        severity=Severity.VIOLATION,
        why="The file holds records of trials, in a form that a registry or a tool of the field writes and that has "
        "no reader here. Nothing of it is in the graph, and the message says what it is.",
        hint="download the JSON of these studies from ClinicalTrials.gov; `kgbuild formats` lists what is read",
    ),
    Rule(
        id="CT-R031",
        title="a file of the field that is no record",
        severity=Severity.INFO,
        why="An answer of a service, a schema, a dictionary or a part of a record says something about trials or "
        "publications, and is not the record of a trial. It is a violation where it names trials.",
        hint="leave it out of the folder",
    ),
    Rule(
        id="CT-R032",
        title="a table of someone's own",
        severity=Severity.INFO,
        why="A table or list that somebody made has columns that nobody else knows, so that they are not read as "
        "facts. The ids of trials in it say which records to get; with them it is a violation.",
        hint="download the JSON of these studies from ClinicalTrials.gov; `kgbuild formats` lists what is read",
    ),
    Rule(
        id="CT-R033",
        title="a graph where records are expected",
        severity=Severity.INFO,
        why="The file is RDF, a question to it, or another thing that was made of records. A graph is made from "
        "records, never from a graph. What kgbuild wrote itself is a warning, what names trials else a violation.",
        hint="give the records; `kgbuild query`, `validate` and `convert` take graphs",
    ),
    Rule(
        id="CT-R034",
        title="a file of another kind",
        severity=Severity.INFO,
        why="Documents, images, databases and programs are no records, though they may name trials. Where ids of "
        "trials can be seen in a workbook or a database, it is a violation; in a text or a program, a warning.",
        hint="leave it out of the folder",
    ),
    Rule(
        id="CT-R025",
        title="criteria of which no side is told",
        severity=Severity.WARNING,
        why="The criteria stand under one heading for both, such as `Inclusion/Exclusion Criteria`, so that nobody can "
        "say which of them let a person in. They are kept in order, and on neither side.",
        hint="look the study up at its registry; nothing to do if it does not say more",
    ),
    Rule(
        id="CT-R026",
        title="an id taken from the name of the file",
        severity=Severity.INFO,
        why="The page does not state the id of its study, and the name of its file holds one, which was to be taken. "
        "Nothing on the page says that it is right.",
        hint="look the study up at its registry; leave `--id-from-name` out to reject such pages",
    ),
    Rule(
        id="CT-R101",
        title="a field that no table accounts for",
        severity=Severity.INFO,
        why="Every field of a format is mapped, or listed as left out with the reason. This one is in neither table, "
        "so the format has grown; the field is not used.",
        hint="`kgbuild formats NAME --fields` lists the fields; report the new one",
    ),
    Rule(
        id="CT-R102",
        title="a field of the wrong type",
        severity=Severity.WARNING,
        why="Where a text, a number, a list or an object is expected stands something else. The field is left out, "
        "all else of the record is read.",
        hint="download the record again from its registry",
    ),
    Rule(
        id="CT-R103",
        title="characters that no text may hold",
        severity=Severity.INFO,
        why="Control characters and halves of surrogate pairs are no text and make a graph unreadable for other "
        "programs. They are removed, all else of the text is kept.",
        hint="nothing to do; compare with the record of the registry if the text looks wrong",
    ),
    Rule(
        id="CT-R104",
        title="a field that is stated twice",
        severity=Severity.WARNING,
        why="A field that has one value stands twice in the record. One value is kept, the message says which.",
        hint="download the record again from its registry",
    ),
    Rule(
        id="CT-R105",
        title="a record that cannot be parsed",
        severity=Severity.VIOLATION,
        why="The record is cut off, or is not the JSON or XML that it seems to be, so that nobody can say where its "
        "fields begin and end.",
        hint="download the record again from its registry",
    ),
    Rule(
        id="CT-R106",
        title="a part without its name",
        severity=Severity.WARNING,
        why="An arm, outcome, official, organization or link has no name, label or address to know it by. It is left "
        "out.",
        hint="look the study up at its registry",
    ),
    Rule(
        id="CT-R107",
        title="an XML document that declares entities",
        severity=Severity.VIOLATION,
        why="Declared entities can make a small file grow without bound, or pull in other files. No registry uses "
        "them, so such a record is not read.",
        hint="download the record again from its registry; do not trust this file",
    ),
    Rule(
        id="CT-R108",
        title="a file or archive that is cut off, damaged or locked",
        severity=Severity.VIOLATION,
        why="The file ends in the middle of a record or of its list; or an archive, or a member of it, is cut off, "
        "encrypted, packed in an unknown way, or fails its checksum. All that stands before the damage is read.",
        hint="get the file again; unpack an archive by hand if it needs a password",
    ),
    Rule(
        id="CT-R109",
        title="an archive that unpacks to far more than it is",
        severity=Severity.VIOLATION,
        why="Records of trials shrink to about a tenth. What shrinks to less than a hundredth is no data, but an "
        "attempt to fill memory or disk, so it is not unpacked further.",
        hint="do not trust this file",
    ),
    Rule(
        id="CT-R110",
        title="a record that is too large or too deep",
        severity=Severity.VIOLATION,
        why="A record is read into memory as a whole. The largest of a registry has a few megabytes; this one is far "
        "beyond, or nested like no record is. It is passed over, the others of the file are read.",
        hint="check where the file comes from; split it if it holds several records in a form that is not known here",
    ),
    Rule(
        id="CT-R112",
        title="bytes that are no record",
        severity=Severity.VIOLATION,
        why="Of each file the records and what lies between them add up to its length. Between two records white "
        "space, separators and the keys of a page around its list may stand. Anything else may have been a record: it "
        "is named with its place and its size, and all other records are read.",
        hint="look at the file at that place; a record that is cut off or damaged must be fetched again",
    ),
    Rule(
        id="CT-R111",
        title="a record that ends the process that reads it",
        severity=Severity.VIOLATION,
        why="The process was gone twice while it worked on this record alone, as when the system takes away a process "
        "that fills the memory. The record is passed over, all others are written.",
        hint="look at the record, and at what the system's log says of the process; report it if it looks harmless",
    ),
    Rule(
        id="CT-R140",
        title="a record at which kgbuild itself failed",
        severity=Severity.VIOLATION,
        why="Reading, describing, checking or writing this record raised an error that nobody had foreseen. Nothing of "
        "the record is written, not even half of it; all others are.",
        hint="report it with the record, or with what of it can be shown; the message names the line of kgbuild",
    ),
    Rule(
        id="CT-R141",
        title="a node whose matching failed",
        severity=Severity.VIOLATION,
        why="Matching this name to public vocabularies raised an error that nobody had foreseen. What the records say "
        "of the node is written, and it has no match.",
        hint="report it with the name of the node; the message names the line of kgbuild",
    ),
    Rule(
        id="CT-R142",
        title="a node whose check failed",
        severity=Severity.VIOLATION,
        why="Checking this node against the shapes raised an error that nobody had foreseen. The node is written, and "
        "what is wrong with it, if anything, is not known.",
        hint="report it with the node; the message names the line of kgbuild",
    ),
    Rule(
        id="CT-R143",
        title="kept work that is damaged",
        severity=Severity.INFO,
        why="A run that was broken off left work in its folder, and files of it are missing, cut short or changed. "
        "That piece of work is done again, so that nothing is lost.",
        hint="nothing to do; look at the disk if it happens often",
    ),
    Rule(
        id="CT-R180",
        title="a record that does not say of which country it is",
        severity=Severity.WARNING,
        why="The EU Clinical Trials Register holds a record for each country in which a trial was applied for. Without "
        "the country the record stands under the number of the trial alone, as if it were the only one.",
        hint="download the record again, whole, with the member state at its head",
    ),
    Rule(
        id="CT-R181",
        title="a text that has lost its line ends",
        severity=Severity.WARNING,
        why="In a text download each item begins a line. Where hardly any line end is left, lines are parted where the "
        "number and the label of an item of the form stand; lists within an answer stay on one line.",
        hint="download the text again, and compare criteria and end points with the register",
    ),
    Rule(
        id="CT-R155",
        title="a join that would give a study two ids in one registry",
        severity=Severity.WARNING,
        why="A record states the id of another, but by other records that study has another id in the same registry. "
        "One study has one id there: one of the statements is wrong, or is about a part of the study or a related one. "
        "The join that is better founded stands, and this one is not made.",
        hint="compare the two records at their registries; the message names the ids",
    ),
    Rule(
        id="CT-R160",
        title="a decision that contradicts another one",
        severity=Severity.WARNING,
        why="Two studies are decided to be the same, but by other decisions that would bring together two that are "
        "decided to be different, or two ids of one registry. Decisions are taken in the order of the ids; the one "
        "that is named is kept, and does not join.",
        hint="change one of the decisions in the sheet and give it back: `kgbuild merge GRAPH --review SHEET`",
    ),
    Rule(
        id="CT-R130",
        title="an id that has not the form of its registry",
        severity=Severity.WARNING,
        why="The record states an id that its registry does not give: cut off, mistyped, or of another registry. The "
        "record is written under it, and joins no other record of the study.",
        hint="look the study up at its registry and correct the id",
    ),
    Rule(
        id="CT-R131",
        title="an age that cannot be compared",
        severity=Severity.WARNING,
        why="An age limit has no unit, or words that are not known, so that nobody can say how many years it is. The "
        "text is kept as written; questions by age in years do not find it.",
        hint="add the unit: `18 Years`, `6 Months`",
    ),
    Rule(
        id="CT-R132",
        title="an arm that names an intervention which is not listed",
        severity=Severity.INFO,
        why="An arm says that it uses an intervention that is not among those of the record. It is kept under the name "
        "that the arm gives, with nothing but its name and type.",
        hint="look the study up at its registry",
    ),
    Rule(
        id="CT-R133",
        title="a value that is written in another way than its format has it",
        severity=Severity.INFO,
        why="One value stands where the format has a list of values, or a whole number is written as 20.0 or as a "
        "text, as happens when a program reads records and writes them again. The value is read.",
        hint="nothing to do; download the record again from its registry if other things look wrong too",
    ),
    Rule(
        id="CT-R134",
        title="a number that stands for unknown",
        severity=Severity.INFO,
        why="A row of nines, or a zero before recruitment has ended, fills a field that may not be empty; it is no "
        "count of participants. The number is left out, as if the record stated none.",
        hint="look the study up at its registry",
    ),
    Rule(
        id="CT-R135",
        title="a further id that has not the form of its registry",
        severity=Severity.WARNING,
        why="The record says that a registry gave the id, by a type or by the name beside it, and that registry gives "
        "no such ids: a digit is lost, or another body gave it. It is kept as written, and joins no other record.",
        hint="look the study up at that registry and correct the id",
    ),
    Rule(
        id="CT-R136",
        title="a row that points to a row which is not there",
        severity=Severity.WARNING,
        why="Tables of results belong together by the ids of their rows. The row that this one names is in no table of "
        "the dump, so that nobody can say of which outcome or analysis its numbers are. It is left out.",
        hint="download all tables of one dump again; those of two dumps do not fit together",
    ),
    Rule(
        id="CT-R139",
        title="a number of a group that is not listed",
        severity=Severity.WARNING,
        why="A table of results has a number of a group that it does not list. The number is kept, of a group that "
        "bears that name and no description.",
        hint="look the study up at its registry",
    ),
    Rule(
        id="CT-R150",
        title="a row that has not as many cells as its table has columns",
        severity=Severity.WARNING,
        why="A separator stands in a cell without quotes, or is missing, or the row is cut off. Cells are read up to "
        "the last one whose form shows that it stands in its column; the message says what is left out.",
        hint="download the table again; a spreadsheet shows which cells are shifted",
    ),
    Rule(
        id="CT-R151",
        title="dates that a spreadsheet wrote anew",
        severity=Severity.INFO,
        why="A spreadsheet that opens a table shows dates in its own way, such as 4/11/2022, and saves them so. "
        "Another date of the row, or the order in which the registry posts things, tells which number is the month.",
        hint="compare some dates with the registry; import columns of dates as text",
    ),
    Rule(
        id="CT-R152",
        title="a value that a spreadsheet spoilt",
        severity=Severity.WARNING,
        why="A spreadsheet turns what it takes for a date or a number into its own form, and cuts long texts. What was "
        "lost cannot be told from the table: of a date the year is read, a number without its digits is left out.",
        hint="download the table again and import its columns as text",
    ),
    Rule(
        id="CT-R153",
        title="a table of some of the columns that its registry offers",
        severity=Severity.INFO,
        why="Who downloads a table chooses its columns. What a table has no column for is not missing: rules do not "
        "ask for it, and each record names it by ct:notSupported.",
        hint="download the table with more columns, or JSON, if you need what is not in it",
        of_file=True,
    ),
    Rule(
        id="CT-R154",
        title="a table that does not say of which studies it is",
        severity=Severity.VIOLATION,
        why="The table has columns that a registry offers, and not the one with the ids of the studies. Every fact of "
        "a record hangs on the id, so that nothing of the table is in the graph.",
        hint="download the table again with the column of ids",
    ),
    Rule(
        id="CT-R120",
        title="a hidden entry, which is passed over",
        severity=Severity.INFO,
        why="What begins with a dot in a folder or archive, and `__MACOSX` in an archive, is the system's or a tool's "
        "own. It is not read; the ledger names each.",
        hint="name it on the command line, or rename it, if it holds records",
    ),
    Rule(
        id="CT-R121",
        title="a folder that is reached more than once",
        severity=Severity.INFO,
        why="Links to folders are followed. The folder is read the first time only, so that links that lead in a "
        "circle end, and no record is read twice.",
        hint="nothing needs to be done: its files are read under the other name",
    ),
    Rule(
        id="CT-R122",
        title="an entry that is no file",
        severity=Severity.WARNING,
        why="A FIFO, a socket or a device in a folder, or a link in an archive, holds no records of its own; reading "
        "it could last for ever, or lead out of the archive.",
        hint="name a FIFO on the command line; pack the file that a link points to",
    ),
    Rule(
        id="CT-R123",
        title="a link that leads to nothing",
        severity=Severity.VIOLATION,
        why="A file should be there, and is not: the link's target was moved, removed, or never fetched, or the link "
        "leads in a circle. Records may be missing.",
        hint="fetch or restore what the link points to, or remove the link",
    ),
    Rule(
        id="CT-R156",
        title="a table of a dump that is not read",
        severity=Severity.INFO,
        why="A dump of a database holds tables of which the graph keeps nothing, such as those of results, and what "
        "stands beside its tables.",
        hint="nothing is to be done",
    ),
    Rule(
        id="CT-R124",
        title="a path that yields no record",
        severity=Severity.VIOLATION,
        why="Who names a file or a folder expects records in it. There was none, neither one that is written nor one "
        "that is refused for a reason given elsewhere.",
        hint="check the path; `kgbuild ingest --dry-run` says which reader takes which file",
    ),
)

RULES = {rule.id: rule for rule in _TABLE}


def problem(
    rule: str,
    message: str,
    *,
    file: str | None = None,
    line: int | None = None,
    path: str | None = None,
    record: str | None = None,
) -> Problem:
    """A problem of that rule, with the severity and the hint of the rule."""
    known = RULES[rule]
    return Problem(
        rule=rule,
        severity=known.severity,
        message=message,
        hint=known.hint,
        file=file,
        line=line,
        path=path,
        record=record,
    )
