"""Which reader takes a file, and which limits it keeps: by what its bytes are, as one sets them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import fields, replace
from io import BytesIO

import pytest

from extractors.readers import Reading, read_document
from extractors.readers.limits import Limits, limits_from
from extractors.readers.office.archive import OLE_SIGNATURE
from extractors.readers.sniff import Format, sniff
from schemas.errors import ReadError
from tests.documents import make_sheet, make_web, make_word
from tests.fuzz import seeds
from tests.places import DOCS

PAGE = make_web.page("<p>甲</p>", "")
SHEET = make_sheet.package(make_sheet.rows(["x"]))
WORD = make_word.package(make_word.p(make_word.r("甲")))


def container(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("附件1\n".encode(), Format.TEXT),
        ("序号<名称 5<6\n<div 不是网页".encode(), Format.TEXT),
        ("<附件1>\n<table of contents>".encode(), Format.TEXT),
        (b"<", Format.TEXT),
        (PAGE.encode(), Format.WEB),
        (PAGE.encode("utf-16"), Format.WEB),
        (PAGE.encode("utf-16-le"), Format.WEB),
        (b"\xef\xbb\xbf \n<!-- x -->" + PAGE.encode(), Format.WEB),
        (b'<?xml version="1.0"?>\n<HTML xmlns="http://www.w3.org/1999/xhtml">', Format.WEB),
        (b"<table><tr><td>1</table>", Format.WEB),
        (b"<div class=x>\n<table><tr>", Format.WEB),
        (SHEET, Format.SHEET),
        (WORD, Format.WORD),
        (b"PK\x03\x04 cut", Format.WORD),
        (OLE_SIGNATURE + "WordDocument".encode("utf-16-le"), Format.OLD_WORD),
        (OLE_SIGNATURE + "Workbook\0".encode("utf-16-le"), Format.OLD_SHEET),
        (b"%PDF-1.7", Format.PDF),
        (b"\n\n%PDF-1.7", Format.PDF),
    ],
)
def test_the_content_decides(data: bytes, found: Format) -> None:
    assert sniff(data, Limits()) is found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"{\\rtf1\\ansi x}", "Rich Text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (b'<?xml version="1.0"?><w:wordDocument>', "XML file"),
        (container("xl/workbook.bin"), "xlsb"),
        (container("mimetype", "content.xml"), "OpenDocument"),
        (container("a.txt/x"), "no Word document"),
        (OLE_SIGNATURE + b"x" * 600, "holds no Word document and no workbook"),
        (OLE_SIGNATURE + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
    ],
)
def test_what_is_not_read_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_document(data, "a.docx")
    assert ":" in str(caught.value)


@pytest.mark.parametrize("name", seeds.FORMATS)
def test_a_name_that_says_another_format_is_noted(name: str) -> None:
    data = seeds.FORMATS[name](["附件1"])
    wrong = "a.pdf" if name != "pdf" else "a.DOCX"
    notes = read_document(data, wrong).notes
    assert [note.rule for note in notes][:1] == ["media_type_differs"]
    assert notes[0].printed == wrong[1:].lower()
    assert read_document(data, "a.unknown").notes == ()


@pytest.mark.parametrize("name", seeds.FORMATS)
def test_the_text_limit_holds_in_every_format(name: str) -> None:
    data = seeds.FORMATS[name](seeds.CATALOG)
    with pytest.raises(ReadError, match="text_bytes"):
        read_document(data, "a", Reading(limits_from({"text_bytes": "20"})))


def test_limits_are_set_by_name() -> None:
    changed = limits_from({"pages": "12", "seconds": "0.5", "xml_bytes": "1_000_000"})
    assert changed == replace(Limits(), pages=12, seconds=0.5, xml_bytes=1_000_000)
    assert limits_from({}) == Limits()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("page", "12", "did you mean pages"),
        ("zzz", "12", "the limits are"),
        ("pages", "many", "whole number above 0, not 'many'"),
        ("pages", "1.5", "whole number"),
        ("pages", "-1", "whole number"),
        ("pages", "0", "whole number"),
        ("seconds", "inf", "a number above 0"),
    ],
)
def test_a_limit_that_is_none_is_named(name: str, value: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        limits_from({name: value})


def test_every_limit_is_described() -> None:
    assert Limits.__doc__ is not None
    assert [each.name for each in fields(Limits) if f"``{each.name}``" not in Limits.__doc__] == []


def test_the_limits_are_documented_with_their_values() -> None:
    text = (DOCS / "security.md").read_text("utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| ([\d.,]+) \|", text, re.MULTILINE))
    assert documented == {each.name: f"{each.default:,}" for each in fields(Limits)}


@pytest.mark.parametrize("sign", ["\u31e4", "\ue000", "\u200b"])
def test_a_file_of_signs_without_a_shape_holds_no_text(sign: str) -> None:
    for data in (sign.encode(), make_web.page(f"<p>{sign}</p>", "").encode()):
        with pytest.raises(ReadError, match=r"no text"):
            read_document(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Rar!\x1a\x07\x01\x00", r"RAR archive \(.rar\): unpack it"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", r"7-Zip archive \(.7z\): unpack it"),
        (b"\x1f\x8b\x08\x00", r"gzip archive \(.gz\): unpack it"),
        (b"\x89PNG\r\n\x1a\n", r"picture \(.png\): get the document itself"),
        (container("OFD.xml", "Doc_0/Document.xml"), r"OFD document \(.ofd\): open it in WPS"),
    ],
)
def test_what_is_no_document_is_refused_by_its_name(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read_document(data, "next.pdf")
