"""Old binary Office files: converted by LibreOffice where there is one, else refused in words.

The conversion is tested with a stand-in program on the path; one test more asks LibreOffice itself
where it is installed.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.document import Row
from extractors.readers import Reading, read_document
from extractors.readers.limits import Limits
from extractors.readers.office.archive import OLE_SIGNATURE
from extractors.readers.office.old import as_docx, as_xlsx
from schemas.errors import ReadError
from tests.documents import make_sheet, make_word

DOC = OLE_SIGNATURE + bytes(504) + "WordDocument\0".encode("utf-16-le").ljust(512, b"\0")
XLS = OLE_SIGNATURE + bytes(504) + "Workbook\0".encode("utf-16-le").ljust(512, b"\0")
Install = Callable[[str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a stand-in for LibreOffice on the path: a shell script with these lines.

    It finds its arguments in ``$1`` and on, and keeps a list of them in the folder given back.
    """

    def put(lines: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "soffice"
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/arguments"\n'
            f'pwd > "{tmp_path}/folder"\necho $$ > "{tmp_path}/process"\n{lines}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return tmp_path

    return put


def converting_to(data: bytes, ending: str, folder: Path) -> str:
    ready = folder / f"ready.{ending}"
    ready.write_bytes(data)
    return f'mkdir -p converted && cp "{ready}" converted/document.{ending}'


def test_without_libreoffice_the_sentence_says_how_to_convert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=r"not installed: open the file .* save it as .docx"):
        as_docx(DOC, Limits())
    with pytest.raises(ReadError, match=r"save it as .xlsx"):
        as_xlsx(XLS, Limits())


def test_a_doc_is_converted_in_a_folder_and_a_profile_of_its_own(
    tmp_path: Path, install: Install
) -> None:
    word = make_word.package(make_word.p(make_word.r("附件1")))
    install(converting_to(word, "docx", tmp_path))
    document = read_document(DOC, "catalog.doc")
    assert document.media_type == "application/msword"
    assert [getattr(line, "text", None) for line in document.lines()] == ["附件1"]
    assert document.notes == ()
    arguments = (tmp_path / "arguments").read_text().splitlines()
    folder = Path((tmp_path / "folder").read_text().strip())
    assert arguments[0] == f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    assert arguments[arguments.index("--convert-to") + 1] == "docx"
    assert arguments[-1] == str(folder / "document.doc")
    assert not folder.exists()


def test_an_old_workbook_is_converted_and_read(tmp_path: Path, install: Install) -> None:
    sheet = make_sheet.package(make_sheet.rows(["序号", "名称"], ["1", "电工"]))
    install(converting_to(sheet, "xlsx", tmp_path))
    document = read_document(XLS, "catalog.xls")
    assert document.media_type == "application/vnd.ms-excel"
    assert [line.texts for line in document.lines() if isinstance(line, Row)][1] == ("1", "电工")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["doc", "xls"])
def test_libreoffice_itself_gives_the_rows_back(tmp_path: Path, ending: str) -> None:
    rows = [("序号", "编码", "名称"), ("1", "6-31-01-03", "电工"), ("2", "6-18-02-04", "焊工")]
    cells = [
        make_word.tr(*(make_word.tc(make_word.p(make_word.r(c))) for c in row)) for row in rows
    ]
    data = {
        "doc": make_word.package(make_word.tbl(*cells) + make_word.p()),
        "xls": make_sheet.package(make_sheet.rows(*rows)),
    }[ending]
    source = tmp_path / f"document.{ending}x"
    source.write_bytes(data)
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    document = read_document((tmp_path / f"document.{ending}").read_bytes(), f"a.{ending}")
    assert [line.texts for line in document.lines() if isinstance(line, Row)] == rows


def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(
    tmp_path: Path, install: Install
) -> None:
    install(f'sleep 60 &\necho $! > "{tmp_path}/child"\nwait')
    with pytest.raises(ReadError, match="limit seconds"):
        read_document(DOC, "a.doc", Reading(replace(Limits(), seconds=0.5)))
    assert not Path((tmp_path / "folder").read_text().strip()).exists()
    for name in ("process", "child"):
        assert _ended(int((tmp_path / name).read_text()))


def _ended(process: int) -> bool:
    """Whether a process is gone, or only waits to be collected."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("exit 1", "could not be converted"),
        ("mkdir converted; : > converted/document.docx", "is empty"),
        ("mkdir converted; ln -s /etc/passwd converted/document.docx", "could not be converted"),
        ("mkdir converted; head -c 3000 /dev/zero > converted/document.docx", "unpacked_bytes"),
    ],
)
def test_a_conversion_that_fails_is_a_sentence(install: Install, lines: str, words: str) -> None:
    install(lines)
    with pytest.raises(ReadError, match=words):
        read_document(DOC, "catalog.doc", Reading(replace(Limits(), unpacked_bytes=2_000)))


def test_a_program_that_does_not_start_is_a_sentence(install: Install) -> None:
    program = install("") / "bin" / "soffice"
    program.write_bytes(b"\x7fELF no program")
    with pytest.raises(ReadError, match="does not start"):
        as_docx(DOC, Limits())


def test_files_with_a_password_are_not_even_tried(install: Install) -> None:
    folder = install("exit 1")
    head = b"\xec\xa5\xc1\x00" + bytes(6) + struct.pack("<H", 0x0100)
    with pytest.raises(ReadError, match="needs a password"):
        as_docx(OLE_SIGNATURE + bytes(504) + head + bytes(500), Limits())
    begin = struct.pack("<HH", 0x0809, 16) + bytes(16) + struct.pack("<HH", 0x2F, 54) + bytes(60)
    with pytest.raises(ReadError, match="needs a password"):
        as_xlsx(OLE_SIGNATURE + bytes(504) + begin + bytes(500), Limits())
    assert not (folder / "arguments").exists()
