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
        hint="save the page again, whole, with the line that states its id",
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
        "heading for one of these items and nothing under it.",
        hint="look the study up at its registry; the text may have been lost when the page was saved",
    ),
    Rule(
        id="CT-R008",
        title="an empty section",
        severity=Severity.INFO,
        why="The page has a heading and nothing under it: either the source states nothing, or the text was lost.",
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
        id="CT-R025",
        title="criteria of which no side is told",
        severity=Severity.WARNING,
        why="The criteria stand under one heading for both, such as `Inclusion/Exclusion Criteria`, so that nobody can "
        "say which of them let a person in. They are kept in the whole text, and on neither side.",
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
        title="an archive that is damaged or cannot be opened",
        severity=Severity.VIOLATION,
        why="The archive, or a member of it, is cut off, encrypted, packed in an unknown way, or fails its checksum. "
        "What could be unpacked before is read.",
        hint="download the archive again; unpack it by hand if it needs a password",
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
        id="CT-R111",
        title="a record that ends the process that reads it",
        severity=Severity.VIOLATION,
        why="The process was gone twice while it worked on this record alone, as when the system takes away a process "
        "that fills the memory. The record is passed over, all others are written.",
        hint="look at the record, and at what the system's log says of the process; report it if it looks harmless",
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
