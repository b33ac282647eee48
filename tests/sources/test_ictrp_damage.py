"""Records of the WHO portal and form that are cut, hostile, empty or of another kind: problems, never a crash."""

import csv
import io
import re
from pathlib import Path

import pytest

from kg.errors import Severity
from kg.sources import READERS
from kg.sources.reading import Reader
from kg.sources.who import CHICTR_XML, ICTRP_CSV, ICTRP_XML, WHO_XML
from tests.cli.test_manners import kgbuild
from tests.conftest import ROOT
from tests.effort import daily
from tests.growth import assert_linear

from .texts import unkept

FOLDER = ROOT / "tests" / "golden"
TRIAL = (FOLDER / "ginger-for-seasickness.xml").read_bytes()
FORM = (FOLDER / "warm-feet-and-sleep.xml").read_bytes()
TABLE = (FOLDER / "moss-tea-for-hay-fever.csv").read_bytes()
XML: dict[str, tuple[Reader, bytes]] = {
    "ictrp-xml": (ICTRP_XML, TRIAL),
    "chictr-xml": (CHICTR_XML, FORM),
    "who-xml": (WHO_XML, FORM.replace(b"Triall>", b"trial>")),
}
HEADING = next(csv.reader(io.StringIO(TABLE.decode("utf-8-sig"), newline="")))

HOSTILE = (
    *(("", " ", "<"), ("", "<br", ""), ("<br", " ", ""), ("", "a:", ""), ("", "[", ""), ("", "(", "")),
    *(("Name: ", ";\n", ""), ("", "Drug: ;", ""), ("", "Intervention 1: ", ""), ("", "Condition 1: ", "")),
    *(("", "&", ""), ("", "_x", ""), ("", "\u221a", ""), ("", ";", ""), ("", "Allocation: ", "")),
    *(("", "Timepoint: ", ""), ("", "MedDRA version: ", ""), ("", "Primary end point(s): ;", ""), ("", "1. a\n", "")),
    ("", "\u202e\u0000\ufffe", ""),
)
"""Beginning, what stands again and again, and end of a text."""


def check(reader: Reader, content: bytes) -> bool:
    """Reads a record, which never raises; without a study there is a problem. Gives whether there is a study."""
    for each in READERS:
        each.accepts(content[:65_536])
    reading = reader.read(content, name="x")
    list(reader.account.unaccounted(content))
    key = reader.key(content)
    if reading.study is None:
        assert [each for each in reading.problems if each.severity is Severity.VIOLATION], content[:80]
        return False
    assert unkept(reading.study) == []
    assert key is None or (key.id, key.publisher) == (reading.study.id, reading.study.publisher)
    return True


@pytest.mark.parametrize("name", XML)
def test_xml_that_is_cut_anywhere(name: str) -> None:
    reader, content = XML[name]
    content = content.rstrip()
    assert {check(reader, content[:end]) for end in range(0, len(content) - 1, 37)} == {False}
    assert check(reader, content)


def test_a_row_that_is_cut_anywhere() -> None:
    heading = TABLE.index(b"\r\n") + 2
    read = [check(ICTRP_CSV, TABLE[:end]) for end in range(0, len(TABLE), 11)]
    assert not any(read[: heading // 11])
    assert read[-1]


@pytest.mark.parametrize("name", XML)
def test_no_element_is_asked_for_but_the_id(name: str) -> None:
    """Each element in turn is gone, or empty, or stands twice."""
    reader, content = XML[name]
    text = content.decode()
    for found in re.finditer(r"\n *<(\w+)>[^<]*</\1>", text):
        before, after = text[: found.start()], text[found.end() :]
        for changed in (before + after, before + found[0] + found[0] + after, f"{before}<{found[1]}/>{after}"):
            is_read = check(reader, changed.encode())
            assert is_read or found[1].casefold() in {"trialid", "trial_id"}, found[1]


@pytest.mark.parametrize("name", XML)
def test_xml_that_is_hostile_or_no_record(name: str) -> None:
    reader, content = XML[name]
    root = content[content.index(b"<", content.find(b"?>") + 1) + 1 :].split(b">")[0]
    entities = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[content.index(b"<" + root) :].replace(b">Both<", b">&a;<")
    outside = entities.replace(b'"b"', b'SYSTEM "file:///etc/passwd"')
    deep = b"<%b>" % root + b"<a>" * 50_000
    for wrong in (entities, outside, deep, b"<%b/>" % root, b"<other/>", b"", b"<%b>\xff\xfe</%b>" % (root, root)):
        assert not check(reader, wrong), wrong[:60]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    for reader, content in XML.values():
        text = content.decode().replace('encoding="UTF-8"', f'encoding="{encoding.replace("-sig", "")}"')
        assert check(reader, text.replace("Example", "Exámple").encode(encoding))
    assert check(ICTRP_CSV, TABLE.decode("utf-8-sig").replace("Moss", "Mööss").encode(encoding))


def in_every_cell(text: str) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADING, ["NCT99999999", *[text] * (len(HEADING) - 1)]])
    return stream.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("text", daily(HOSTILE, HOSTILE[::6]), ids=repr)
def test_a_hostile_text_in_every_cell_takes_time_that_grows_with_it(text: tuple[str, str, str]) -> None:
    start, piece, end = text

    def read(content: bytes) -> None:
        assert check(ICTRP_CSV, content)

    assert_linear(read, lambda size: in_every_cell(start + piece * size + end), size=250)


def test_texts_of_other_languages_are_kept_as_they_are() -> None:
    for title in ("暈船的薑", "زنجبيل لدوار البحر", "Имбирь от морской болезни", "𝒢inger 🫚"):
        reading = ICTRP_XML.read(TRIAL.decode().replace("Ginger for seasickness", title).encode(), name="x")
        assert reading.study is not None
        assert reading.study.title == f"{title} of ferry passengers"


# A file -> what the message says.
WRONG = {
    "empty.xml": (b"", "the file is empty"),
    "none.xml": (b"<Trials_downloaded_from_ICTRP></Trials_downloaded_from_ICTRP>", "without any record"),
    "cut.xml": (b"<Trials_downloaded_from_ICTRP>" + TRIAL[:900], "the file ends within record 1"),
    "page.xml": (b"<html><body>The trial was not found</body></html>", "a web page of no site known here"),
    "ids.csv": (b"TrialID\nNCT99999999\nNCT99999998\nNCT99999997\n", "a list of ids of trials"),
    "no-id.csv": (b"Public title,Source Register\nx,ChiCTR\n", "a table of someone's own"),
}


@pytest.mark.parametrize("name", daily(WRONG, {"cut.xml", "no-id.csv"}))
def test_a_file_that_holds_no_record_is_named_by_the_command(name: str, tmp_path: Path) -> None:
    content, message = WRONG[name]
    path = tmp_path / name
    path.write_bytes(content)
    done = kgbuild("ingest", path, "--no-link", "-o", tmp_path / "graph.ttl")
    assert done.returncode == 1
    assert message in done.stdout
    assert not (tmp_path / "graph.ttl").exists()


def test_a_damaged_record_costs_itself_alone(tmp_path: Path) -> None:
    other = TRIAL.replace(b"99999901", b"99999902")
    (tmp_path / "a.xml").write_bytes(b"<Trials_downloaded_from_ICTRP>" + TRIAL[:900] + other + TRIAL + b"</x>")
    done = kgbuild("ingest", tmp_path / "a.xml", "--no-link", "-o", tmp_path / "graph.nt")
    assert done.returncode == 1
    assert "the record is cut: another begins before it ends" in done.stdout
    graph = (tmp_path / "graph.nt").read_text()
    assert "study/ChiCTR2099999902>" in graph
    assert "study/ChiCTR2099999901>" in graph
