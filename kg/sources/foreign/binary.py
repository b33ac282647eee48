"""Files that are no text, by their first bytes; documents of an office program by the names in their zip."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from .named import EXPORT, OTHER_KIND, Foreign

__all__ = ["binary", "is_office", "office_text"]

_SAVE_TABLE = "save its table as CSV to see which trials it names; {studies}"
_TEXT_WAY = "save the page that it was made from as HTML or text; {studies}"
_NONE = "leave it out of the folder; {studies}"
_UNPACK = "unpack it and give the folder"

# Offset, bytes -> what the file is and what to do.
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "a PDF document", _TEXT_WAY),
    (0, b"{\\rtf", "a document in RTF", _TEXT_WAY),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an office program before 2007 (.xls, .doc, .ppt)", _SAVE_TABLE),
    (
        0,
        b"SQLite format 3\x00",
        "a SQLite database",
        "export its tables as CSV to see which trials they name; {studies}",
    ),
    (0, b"PAR1", "a Parquet table", _SAVE_TABLE),
    (0, b"ARROW1", "an Arrow table", _SAVE_TABLE),
    (0, b"FEA1", "a Feather table", _SAVE_TABLE),
    (8, b"DUCK", "a DuckDB database", "export its tables as CSV to see which trials they name; {studies}"),
    (0, b"\x89HDF\r\n", "an HDF5 file", _SAVE_TABLE),
    (0, b"RDX", "a workspace of R", _SAVE_TABLE),
    (0, b"RDA", "a workspace of R", _SAVE_TABLE),
    (0, b"X\n\x00\x00\x00", "an object of R (.rds)", _SAVE_TABLE),
    (0, b"<stata_dta>", "a data set of Stata", _SAVE_TABLE),
    (0, b"$FL2", "a data set of SPSS", _SAVE_TABLE),
    (0, b"HEADER RECORD*******LIBRARY", "a data set of SAS (transport file)", _SAVE_TABLE),
    (84, b"SAS FILE", "a data set of SAS", _SAVE_TABLE),
    (0, b"\x93NUMPY", "an array of NumPy", _NONE),
    (0, b"\x80\x04\x95", "a pickle of Python, which is never opened", _NONE),
    (0, b"PGDMP", "a PostgreSQL dump; AACT is published as one", "restore it with pg_restore; {studies}"),
    (0, b"bplist00", "a binary property list, such as a page that Safari saved (.webarchive)", _TEXT_WAY),
    (0, b"\x89PNG", "an image (PNG)", _NONE),
    (0, b"\xff\xd8\xff", "an image (JPEG)", _NONE),
    (0, b"GIF8", "an image (GIF)", _NONE),
    (0, b"II*\x00", "an image (TIFF)", _NONE),
    (0, b"MM\x00*", "an image (TIFF)", _NONE),
    (0, b"BM", "an image (BMP)", _NONE),
    (8, b"WEBP", "an image (WebP)", _NONE),
    (0, b"\x00\x00\x01\x00", "an icon", _NONE),
    (4, b"ftyp", "a film or picture (MP4, HEIC)", _NONE),
    (0, b"OggS", "a sound or film (Ogg)", _NONE),
    (0, b"ID3", "a sound (MP3)", _NONE),
    (0, b"RIFF", "a sound or film (RIFF)", _NONE),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!", "a RAR archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "a file packed by xz", _UNPACK),
    (0, b"BZh", "a file packed by bzip2", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a file packed by Zstandard", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"\x7fELF", "a program", _NONE),
    (0, b"MZ", "a program", _NONE),
    (0, b"\xca\xfe\xba\xbe", "a program", _NONE),
    (0, b"\x00asm", "a program (WebAssembly)", _NONE),
)
_SHORT = 4
"""Marks shorter than this are believed only in bytes that are no text."""

# Member of a zip -> the document that it is the heart of.
_OFFICE: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "a workbook of Excel (.xlsx)"),
    ("xl/workbook.bin", "a workbook of Excel (.xlsb)"),
    ("word/document.xml", "a document of Word (.docx)"),
    ("ppt/presentation.xml", "a presentation of PowerPoint (.pptx)"),
    ("Index/Document.iwa", "a document of Pages, Numbers or Keynote"),
    ("META-INF/container.xml", "an electronic book (.epub)"),
    ("content.xml", "a document of LibreOffice (.ods, .odt)"),
)
_KEPT = 16 << 20
"""Bytes of text of a document that are looked at for ids."""
_TEXTS = re.compile(r"xl/(?:sharedStrings|worksheets/.+)\.xml|word/document\.xml|ppt/slides/.+\.xml|content\.xml")
_TAG = re.compile(rb"<[^<>]*>")
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error)


def binary(content: bytes) -> Foreign | None:
    """What a file is that begins with the bytes of a known kind of file that is no text of records."""
    no_text = b"\x00" in content[:8192]
    for offset, magic, what, way_out in _MAGIC:
        if content.startswith(magic, offset) and (no_text or len(magic) >= _SHORT):
            return Foreign(OTHER_KIND, what, way_out)
    if content[:2] == b"PK":
        return _packed(content)
    return None


def is_office(names: Iterable[str]) -> bool:
    """Whether an archive with these members is one document of an office program, not a folder of files."""
    return _office(names) is not None


def _office(names: Iterable[str]) -> Foreign | None:
    """Which document of an office program an archive with these members is."""
    known = set(names)
    # A folder of records may hold a file of any name; a document has a list of its parts as well.
    if known.isdisjoint({"[Content_Types].xml", "mimetype", "Index/Document.iwa"}):
        return None
    return next((Foreign(OTHER_KIND, what, _SAVE_TABLE) for heart, what in _OFFICE if heart in known), None)


def _packed(content: bytes) -> Foreign | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office(archive.namelist())
    except _BROKEN:
        return Foreign(EXPORT, "a zip archive that cannot be opened", "download it again")


def office_text(content: bytes) -> bytes:
    """The text of a document of an office program, tags left out; as much of it as is looked at."""
    found: list[bytes] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in filter(_TEXTS.fullmatch, archive.namelist()):
                with archive.open(name) as member:
                    found.append(_TAG.sub(b" ", member.read(_KEPT - sum(map(len, found)))))
    except _BROKEN:
        return b" ".join(found)
    return b" ".join(found)
