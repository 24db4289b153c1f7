"""Old binary Office files: converted by LibreOffice where there is one, else refused in words.

The conversion is tested with a stand-in program on the path; one test more asks LibreOffice itself
where it is installed.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from extractors.document import Row
from extractors.readers import Reading, read_document
from extractors.readers.limits import Limits
from extractors.readers.office import old
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


@pytest.mark.slow
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
        status = Path(f"/proc/{process}/stat")
        try:
            os.kill(process, 0)
            if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):  # it may go between two questions
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


@pytest.mark.parametrize(
    "link",
    [
        b'\x13 INCLUDEPICTURE "http://192.0.2.1/a.png" \\d \x15',
        '\x13 includetext "\\\\\\\\server\\\\a.doc"\x15'.encode("utf-16-le"),
        b'\x13DDEAUTO excel "a.xls" A1\x15',
    ],
)
def test_a_doc_that_takes_in_what_lies_elsewhere_is_not_even_tried(
    install: Install, link: bytes
) -> None:
    folder = install("exit 1")
    with pytest.raises(ReadError, match=r"outside it .* never fetched: .* break its links"):
        as_docx(DOC + link, Limits())
    assert not (folder / "arguments").exists()


def supbook(path: str, wide: int) -> bytes:
    text = path.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<HHHHB", 0x01AE, 5 + len(text), 1, len(path), wide) + text


@pytest.mark.parametrize("wide", [0, 1])
def test_an_xls_that_names_a_workbook_by_its_address_is_not_even_tried(
    install: Install, wide: int
) -> None:
    install("exit 1")
    with pytest.raises(ReadError, match="a workbook elsewhere"):
        as_xlsx(XLS + supbook("\x01\x05http://192.0.2.1/a.xls", wide), Limits())


def test_what_a_file_only_points_to_is_no_link(tmp_path: Path, install: Install) -> None:
    word = make_word.package(make_word.p(make_word.r("附件1")))
    install(converting_to(word, "docx", tmp_path))
    pointing = b'\x13 HYPERLINK "http://192.0.2.1/" \x15 PRINTLINK INCLUDEPICTURE '
    assert as_docx(DOC + pointing + supbook("\x01a.xls", 0), Limits()) == word


def can_be_cut_off() -> bool:
    probe = "from extractors.readers.office.guarded import without_network as w; exit(not w())"
    return subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on this machine that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.skipif(not can_be_cut_off(), reason="the system allows no network of its own")
def test_a_converter_has_no_network(
    tmp_path: Path, install: Install, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    call = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
    install(f'"{sys.executable}" -c "{call}" 2> "{tmp_path}/said"')
    with pytest.raises(ReadError, match="could not be converted"):
        as_docx(DOC, Limits())
    assert "unreachable" in (tmp_path / "said").read_text()
    assert not was_called(listener)


def with_linked_picture(address: str) -> bytes:
    """A document that shows a picture which lies at this address."""
    office = "http://schemas.openxmlformats.org"
    drawing = f"{office}/drawingml/2006"
    picture = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic xmlns:a='
        f'"{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic='
        f'"{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:link="x" xmlns:r="{office}/officeDocument/2006/'
        'relationships"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    link = (
        f'<Relationship Id="x" Type="{office}/officeDocument/2006/relationships/image" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    )
    plain = make_word.package(make_word.p(picture), styles="")
    with zipfile.ZipFile(BytesIO(plain)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace("</Relationships>", link)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None or not can_be_cut_off(), reason="needs LibreOffice, cut off"
)
def test_libreoffice_calls_nobody_for_a_linked_picture(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    # with the settings of its profile alone changed it does call
    monkeypatch.setattr(old, "_SETTINGS", "")
    port = listener.getsockname()[1]
    made = as_docx(with_linked_picture(f"http://127.0.0.1:{port}/a.png"), Limits())
    assert made.startswith(b"PK")
    assert not was_called(listener)


@pytest.mark.slow
def test_a_converter_does_not_outlive_who_asked_for_it(tmp_path: Path, install: Install) -> None:
    install(f'sleep 60 &\necho $! > "{tmp_path}/child.new"; mv "{tmp_path}/child.new" '
            f'"{tmp_path}/child"\nsleep 60')  # fmt: skip
    asking = (
        "from tests.extractors.readers.test_old_office import DOC, Limits, as_docx; "
        "as_docx(DOC, Limits())"
    )
    asked = subprocess.Popen([sys.executable, "-c", asking])
    try:
        for _ in range(1500):
            if (tmp_path / "child").exists():
                break
            time.sleep(0.02)
        started = [int((tmp_path / name).read_text()) for name in ("process", "child")]
    finally:
        asked.kill()
        asked.wait()
    assert all(map(_ended, started))
