"""Any encoding becomes UTF-8: by its mark, its zero bytes, its name, or by what its letters can be."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources import detect
from kg.sources.ctgov import CTGOV_V1, CTGOV_V2, CTGOV_XML
from kg.sources.encoding import WINDOWS, to_utf8, utf8_head, utf8_stream
from kg.sources.reading import Reading

MARKED = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
STUDY = {"protocolSection": {"identificationModule": {"nctId": "NCT99990001", "briefTitle": "São Paulo – 5 µg"}}}
LEGACY = {"Study": {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT99990001", "BriefTitle": "São – 5 µg"}}}}
XML = (
    "<clinical_study><id_info><nct_id>NCT99990001</nct_id></id_info>"
    "<brief_title>São Paulo – 5 µg</brief_title></clinical_study>"
)


def stream(content: bytes, size: int) -> tuple[bytes, str]:
    read, encoding = utf8_stream(io.BytesIO(content).read)
    given: list[bytes] = []
    while chunk := read(size):
        assert len(chunk) <= size
        given.append(chunk)
    return b"".join(given), encoding


def only(content: bytes) -> Reading:
    """The one reading, by the reader that the content is detected for."""
    reader = detect(content[:65_536])
    assert reader in (CTGOV_V2, CTGOV_V1, CTGOV_XML)
    reading = reader.read(content, name="x")
    return reading


@pytest.mark.parametrize("encoding", [*MARKED, *UNMARKED, "utf-8"])
@pytest.mark.parametrize("text", ['{"a": "São – Ω 😀"}', "<a>São</a>", "A page\n\nSão – Ω"])
def test_marks_and_zero_bytes_tell_the_encoding(encoding: str, text: str) -> None:
    found = to_utf8(text.encode(encoding))
    assert found.content.decode("utf-8-sig") == text
    assert (found.is_guess, found.first_wrong) == (False, None)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(1, 9))
def test_a_stream_is_what_the_whole_is(tail: str, size: int) -> None:
    text = f"ab{tail}" * 3
    for encoding in MARKED + UNMARKED:
        content = text.encode(encoding)
        given, _ = stream(content, size)
        assert given.decode("utf-8-sig") == to_utf8(content).content.decode("utf-8-sig") == text


def test_a_long_stream_is_recoded_piece_by_piece() -> None:
    text = "x" + "é😀" * 100_000
    given, encoding = stream(text.encode("utf-16"), 1_000)
    assert (given.decode(), encoding) == (text, "utf-16-le")
    asked: list[int] = []
    source = io.BytesIO(text.encode("utf-16"))

    def read(size: int) -> bytes:
        asked.append(size)
        return source.read(size)

    recoded, _ = utf8_stream(read)
    assert len(recoded(10)) == 10
    assert sum(asked) < 50_000


def test_a_stream_that_tells_nothing_is_passed_on() -> None:
    for content in (b"", b"a", b"S\xe3o Paulo", b"\x00" * 10, bytes(range(256)) * 100):
        assert stream(content, 7) == (content, "utf-8")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("Shift_JIS", "shift_jis"),
    ],
)
def test_the_name_in_a_declaration_counts_and_is_put_right(name: str, encoding: str) -> None:
    text = "Омск" if encoding in ("cp1251", "koi8-r", "shift_jis") else "São"
    content = f"<?xml version='1.0' encoding='{name}'?><a>{text}</a>".encode(encoding)
    right = f"<?xml version='1.0' encoding='UTF-8'?><a>{text}</a>"
    assert to_utf8(content).content.decode() == right
    assert stream(content, 5)[0].decode() == right


@pytest.mark.parametrize("name", ["utf-16", "zlib", "hex", "rot13", "unicode_escape", "utf-7", "idna", "nonsense"])
def test_a_name_that_cannot_be_true_does_not_count(name: str) -> None:
    content = f'<?xml version="1.0" encoding="{name}"?><a>S\u00e3o</a>'.encode()
    assert to_utf8(content).content == content


def test_letters_that_are_no_utf8_are_those_of_windows() -> None:
    found = to_utf8("“São” – l’été".encode("cp1252"))
    assert (found.content.decode(), found.encoding, found.is_guess) == ("“São” – l’été", WINDOWS, True)
    by_chance = "É» " + "été à côté " * 4
    assert to_utf8(by_chance.encode("cp1252")).content.decode() == by_chance


def test_wrong_bytes_among_right_letters_are_damage() -> None:
    content = "São Paulo ".encode() + b"\xff caf\xe9"
    found = to_utf8(content)
    assert (found.content, found.encoding, found.first_wrong) == (content, "utf-8", 11)
    assert to_utf8(b"ab\x81").first_wrong == 2, "windows-1252 leaves this byte open"


def test_half_a_letter_at_the_end_of_a_file_is_not_read() -> None:
    assert to_utf8("abc".encode("utf-16") + b"\n").content == b"abc"


def test_the_beginning_of_a_file_may_end_within_a_letter() -> None:
    for encoding in MARKED + UNMARKED:
        head = "{é😀".encode(encoding)
        assert utf8_head(head[:-1]).removeprefix(b"\xef\xbb\xbf").startswith(b"{\xc3\xa9")


@pytest.mark.parametrize("encoding", [*MARKED, *UNMARKED, "cp1252"])
@pytest.mark.parametrize("kind", ["v2", "v1", "xml"])
def test_a_record_in_any_encoding_is_the_same_record(kind: str, encoding: str) -> None:
    text = {
        "v2": json.dumps(STUDY, ensure_ascii=False),
        "v1": json.dumps(LEGACY, ensure_ascii=False),
        "xml": XML,
    }[kind]
    reading, plain = only(text.encode(encoding)), only(text.encode())
    assert reading.study == plain.study
    assert reading.study
    assert reading.study.title
    assert reading.study.title.startswith("São")
    assert [problem.rule for problem in reading.problems] == ["CT-R019"] * (encoding == "cp1252")
    assert plain.problems == ()


def test_an_xml_record_with_damaged_letters_is_read() -> None:
    reading = only(XML.encode().replace("–".encode(), b"\xff"))
    assert reading.study
    assert reading.study.title == "São Paulo \ufffd 5 µg"
    assert [problem.rule for problem in reading.problems] == ["CT-R012"]


@pytest.mark.parametrize(
    ("name", "rules"),
    [("10a_utf16_powershell.json", []), ("10b_utf16_notepad_page.txt", []), ("22_windows1252_page.txt", ["CT-R019"])],
)
def test_the_cases_are_read(cases: Path, name: str, rules: list[str]) -> None:
    content = (cases / "files" / name).read_bytes()
    reader = detect(content[:65_536])
    assert reader
    reading = reader.read(content, name=name)
    assert reading.study
    assert reading.study.id.startswith("NCT")
    assert [problem.rule for problem in reading.problems if problem.rule != "CT-R008"] == rules
    assert "\ufffd" not in str(reading.study)
