"""Word and Excel files of the old, binary kind (.doc, .xls): converted to those of today.

LibreOffice converts them where it is installed: as a program of its own with a fresh profile (so
that no setting, extension or macro of the user takes part), in a folder of its own that is removed
afterwards, without a network where the system allows that, and with a time limit after which it and
all it started are ended; they end with this process, too, whatever ends that. A file that takes in
what lies elsewhere is not converted.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from extractors.readers.limits import Limits
from extractors.readers.office.guarded import end_guarded, start_guarded
from extractors.readers.office.links import refuse_links
from schemas.errors import ReadError

_PROGRAMS = ("soffice", "libreoffice")
_SECTOR = 512
_WORD_MAGIC, _WORD_ENCRYPTED = b"\xec\xa5", 0x0100
_BEGIN_RECORD, _PASSWORD_RECORD = 0x0809, b"\x2f\x00"
# the sizes of the record that begins a workbook, in Excel 5 and in 97 and later
_BEGIN_SIZES = (8, 16)
# no macro runs, and nothing that the document links to is fetched
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_PASSWORD = (
    "needs a password: open it in the office program it was made with, remove the password, "  # noqa: S105
    "and save it as {}"
)


def as_docx(data: bytes, limits: Limits) -> bytes:
    """The bytes of the .docx that a .doc is converted to.

    Raises ``ReadError``, one sentence without the file's name, where it needs a password, and where
    LibreOffice is not installed, fails, takes longer than ``limits.seconds`` or makes too large a
    file.
    """
    if _word_is_encrypted(data):
        raise ReadError(_PASSWORD.format(".docx"))
    refuse_links(data, ".docx")
    return _converted(data, ".doc", ".docx", limits)


def as_xlsx(data: bytes, limits: Limits) -> bytes:
    """The bytes of the .xlsx that an .xls is converted to; raises as ``as_docx`` does."""
    if _sheet_is_encrypted(data):
        raise ReadError(_PASSWORD.format(".xlsx"))
    refuse_links(data, ".xlsx")
    return _converted(data, ".xls", ".xlsx", limits)


def _converted(data: bytes, ending: str, wanted: str, limits: Limits) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadError(
            f"is an Office file of the old kind ({ending}), which only LibreOffice can convert "
            f"here, and it is not installed: open the file in Word, Excel or WPS and save it as "
            f"{wanted}, or install LibreOffice"
        )
    with tempfile.TemporaryDirectory(prefix="training-catalogs-") as name:
        folder = Path(name)
        source = folder / f"document{ending}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        _run(program, folder, source, wanted, limits)
        result = folder / "converted" / f"document{wanted}"
        if result.is_symlink() or not result.is_file():
            raise ReadError(
                "could not be converted by LibreOffice, so it is damaged or needs a password: "
                f"open it in Word, Excel or WPS and save it as {wanted}"
            )
        if result.stat().st_size > limits.unpacked_bytes:
            raise ReadError(
                "is converted to a file larger than the limit unpacked_bytes: raise the limit if "
                "you trust the file"
            )
        return result.read_bytes()


def _run(program: str, folder: Path, source: Path, wanted: str, limits: Limits) -> None:
    """Convert ``source`` inside ``folder``, ending the program and its children when late."""
    arguments = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        wanted.lstrip("."),
        "--outdir",
        str(folder / "converted"),
        str(source),
    ]
    known = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
    environment = {key: os.environ[key] for key in known if key in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder)}
    guard = start_guarded(arguments, folder, environment, has_network=False)
    try:
        refused = guard.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"takes LibreOffice longer to convert than {limits.seconds:g} seconds, the limit "
            f"seconds: open it in Word, Excel or WPS and save it as {wanted}, or raise the limit"
        ) from error
    finally:
        end_guarded(guard)
    if refused > 0:
        raise ReadError(
            f"could not be converted, because LibreOffice does not start ({os.strerror(refused)}): "
            f"open the file in Word, Excel or WPS and save it as {wanted}"
        )


def _word_is_encrypted(data: bytes) -> bool:
    """Whether the head of the Word stream (FIB, [MS-DOC] 2.5.2) says that it is encrypted."""
    for start in range(_SECTOR, min(len(data), 64 * _SECTOR) - 12, _SECTOR):
        if data[start : start + 2] == _WORD_MAGIC:
            (flags,) = struct.unpack_from("<H", data, start + 10)
            return bool(flags & _WORD_ENCRYPTED)
    return False


def _sheet_is_encrypted(data: bytes) -> bool:
    """Whether a password record follows the one that begins the workbook ([MS-XLS] 2.4.117)."""
    for start in range(_SECTOR, len(data) - 8, _SECTOR):
        kind, size = struct.unpack_from("<HH", data, start)
        if kind == _BEGIN_RECORD and size in _BEGIN_SIZES:
            following = start + 4 + size
            return data[following : following + 2] == _PASSWORD_RECORD
    return False
