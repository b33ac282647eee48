"""The content of a member of an archive, unpacked in one go from where the directory says that it stands.

Most members are one record of some 20 kB. `zipfile` hands such a member through four layers in blocks, which takes as
long as to unpack it. Only what is in all as the directory says is unpacked here; whatever is not (encrypted, another
method, another name, size or checksum than stated) is left to `zipfile`, which says what is wrong.
"""

import struct
import zipfile
from typing import BinaryIO

from kg.pipeline.packing import checksum, inflating

__all__ = ["content_of"]

# PKWARE APPNOTE.TXT 6.3.10, 4.3.7: signature, what the directory states too, lengths of name and extra field.
_LOCAL = struct.Struct("<4s22x2H")
_USUAL_EXTRA = 64
"""Bytes of the extra field that are read along: where it is longer, a second reading follows."""
_UTF8 = 0x800
_LEFT_ALONE = 0x1 | 0x20 | 0x40
"""Flags (4.4.4): encrypted, patched data, strong encryption."""
_LARGEST = 4 << 20


def content_of(stream: BinaryIO, info: zipfile.ZipInfo) -> bytes | None:
    """What a small member unpacks to, if all is as the directory says; None where `zipfile` must look at it."""
    if info.flag_bits & _LEFT_ALONE or max(info.file_size, info.compress_size) > _LARGEST:
        return None
    packed = _packed(stream, info)
    if packed is None:
        return None
    content = packed if info.compress_type == zipfile.ZIP_STORED else _inflated(packed, info)
    if content is None or len(content) != info.file_size or checksum(content) != info.CRC:
        return None
    return content


def _packed(stream: BinaryIO, info: zipfile.ZipInfo) -> bytes | None:
    """The bytes behind the header of a member, if that has the name that the directory states."""
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
    stream.seek(info.header_offset)
    block = stream.read(_LOCAL.size + len(name) + _USUAL_EXTRA + info.compress_size)
    if len(block) < _LOCAL.size:
        return None
    signature, length, extra = _LOCAL.unpack_from(block)
    start = _LOCAL.size + length + extra
    end = start + info.compress_size
    known_end: int | None = getattr(info, "_end_offset", None)  # since Python 3.11.8 and 3.12.2
    if signature != b"PK\x03\x04" or block[_LOCAL.size : _LOCAL.size + length] != name:
        return None
    if known_end is not None and info.header_offset + end > known_end:
        return None
    if end > len(block):
        block += stream.read(end - len(block))
    return block[start:end] if len(block) >= end else None


def _inflated(packed: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """What a deflated member unpacks to, if it ends where it should; never more than is stated, and one byte."""
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return None
    stream = inflating()
    try:
        content = stream.decompress(packed, info.file_size + 1)
    except Exception:  # noqa: BLE001 - each library has an error of its own, and `zipfile` will say what is wrong
        return None
    return content if stream.eof and not stream.unused_data else None
