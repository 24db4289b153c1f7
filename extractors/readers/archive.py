"""The files of a .zip that holds a document in several files, whatever program packed it.

Everything is checked in its directory before a byte is unpacked, and nothing is written to disk.
"""

from __future__ import annotations

import re
import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from extractors.readers.limits import Limits, beyond
from extractors.readers.office.archive import BAD_ZIP, DAMAGED, check_ratio, check_unpacked
from extractors.readers.parts import PartFile, is_litter
from extractors.words.file_names import in_reading_order
from schemas.errors import ReadError

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


def open_archive(data: bytes, limits: Limits) -> tuple[PartFile, ...]:
    """The files of an archive in the order of reading, the folder around all of them left out.

    Raises ReadError where it is damaged, needs a password, has names that point outside it, links
    or two files of one name, or is beyond ``limits``.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = _members(archive, limits)
            return tuple(
                PartFile(name, archive.read(members[name])) for name in in_reading_order(members)
            )
    except BAD_ZIP as error:
        raise ReadError(DAMAGED.format("it cannot be unpacked")) from error


def _members(archive: ZipFile, limits: Limits) -> dict[str, ZipInfo]:
    members: dict[str, ZipInfo] = {}
    for info in archive.infolist():
        name = _name(info)
        if name.endswith("/"):
            continue
        _check(info, name, limits)
        if is_litter(name):
            continue
        if name in members:
            raise ReadError(f"holds two files named {name[:80]!r}: ask its publisher for another")
        members[name] = info
    if len(members) > limits.parts:
        raise ReadError(beyond("holds more files", "parts", len(members)))
    check_unpacked(members.values(), limits)
    while len({name.partition("/")[0] for name in members}) == 1 and all(
        "/" in name for name in members
    ):
        members = {name.partition("/")[2]: info for name, info in members.items()}
    return members


def _name(info: ZipInfo) -> str:
    """The name as whoever packed it wrote it: Chinese Windows writes GBK and does not say so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        written = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = written.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _check(info: ZipInfo, name: str, limits: Limits) -> None:
    steps = name.split("/")
    if re.match(r"[A-Za-z]:", name) or any(step in {"", ".", ".."} for step in steps):
        raise ReadError(
            f"holds a file whose name points outside it ({name[:80]!r}): do not unpack it, ask its "
            "publisher for another"
        )
    if not name.isprintable():
        raise ReadError(
            f"holds a file whose name cannot be printed ({name[:80]!r}): pack it anew, the file "
            "under another name"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError(
            f"holds a link in the place of a file ({name[:80]!r}): pack the file itself"
        )
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise ReadError("needs a password: unpack it, and pack its files without one")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise ReadError(
            f"is packed by a method ({info.compress_type}) that is not read: unpack it, and pack "
            "its files anew as .zip"
        )
    check_ratio(info, limits)
