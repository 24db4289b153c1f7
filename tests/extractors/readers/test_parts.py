"""A document in several files: the order of its parts, archives of strangers, positions, forms."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest

from extractors.document import Document
from extractors.extract import extract_document
from extractors.readers import MIXED, Reading, read_document
from extractors.readers.limits import limits_from
from extractors.readers.parts import Content, PartFile, whole_bytes
from extractors.words.file_names import annex_name, in_reading_order
from schemas.errors import ExtractError, ReadError
from tests.fuzz import seeds
from tests.samples.flow_samples import ROWS, list_text

PICTURE = b"\x89PNG\r\n\x1a\n"
NOTICE = "关于公布目录的通知\n各有关单位：\n现将目录印发给你们。\n"


def parts(**files: str | bytes) -> tuple[PartFile, ...]:
    return tuple(
        PartFile(name.replace("__", "."), text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    )


def packed(
    names: dict[str, bytes | str],
    change: Callable[[bytes], bytes] = bytes,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return change(out.getvalue())


def names_of(document: Document) -> list[str]:
    return [part.name for part in document.parts]


def test_files_are_read_as_a_person_would() -> None:
    wanted = [
        *("关于公布目录的通知.pdf", "附件1：目录.xlsx", "附件二.docx", "附件2-1.docx"),
        *("附件2-10.docx", "附表３.txt", "第二批/附件4.txt", "附件10.docx"),
    ]
    assert in_reading_order(sorted(wanted)) == wanted
    assert in_reading_order(["通知.docx", "附件/1.目录.docx"]) == ["通知.docx", "附件/1.目录.docx"]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("附件1", ("", 1)),
        ("附件", ("", None)),
        ("附 件 十二 目录", ("", 12)),
        ("nantong-2027_附件３", ("nantong-2027", 3)),
        ("关于…的通知附件2", ("关于…的通知", 2)),
        ("通知附件", None),
        ("nantong-2027", None),
    ],
)
def test_a_name_tells_whether_it_is_an_annex(
    stem: str, expected: tuple[str, int | None] | None
) -> None:
    annex = annex_name(stem)
    assert (annex and (annex.before, annex.number)) == expected


def test_parts_are_one_document_and_each_line_says_in_which_it_stands() -> None:
    web = seeds.as_web(["附件2", "说明"])
    document = read_document(
        parts(通知__txt=NOTICE, 附件1__txt="附件1\n目录\n", 附件2__html=web), "a"
    )
    assert names_of(document) == ["通知.txt", "附件1.txt", "附件2.html"]
    assert document.media_type == MIXED
    assert [part.size for part in document.parts] == [
        len(NOTICE.encode()), len("附件1\n目录\n".encode()), len(web)
    ]  # fmt: skip
    lines = [(line.position.part_no, line.position.line_start) for line in document.lines()]
    assert lines[:5] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert all(line == (3, None) for line in lines[5:])


def test_the_checksum_of_several_is_that_of_the_list_of_theirs() -> None:
    one, two = parts(a__txt="1", b__txt="2")
    listed = "".join(
        f"{hashlib.sha256(each.content).hexdigest()}  {each.name}\n" for each in (one, two)
    )
    assert whole_bytes((one, two)) == listed.encode()
    assert whole_bytes((one, two)) != whole_bytes((two, one))
    assert whole_bytes(b"x") == b"x"


def test_an_archive_is_read_as_its_files_whatever_program_packed_it() -> None:
    names = ["目录（2027）/通知.txt", "目录（2027）/附件10.txt", "目录（2027）/附件2.txt"]
    files: dict[str, bytes | str] = {name: name for name in names}
    litter: dict[str, bytes | str] = {
        "__MACOSX/._通知.txt": "x",
        "目录（2027）/Thumbs.db": "x",
        "目录（2027）/": "",
    }
    wanted = ["通知.txt", "附件2.txt", "附件10.txt"]
    assert names_of(read_document(packed(files | litter), "a.zip")) == wanted
    for encoding in ("gb18030", "utf-8"):
        # names that no flag says the encoding of, as Windows and old programs write them
        written = {
            name.encode(encoding).decode("cp437"): data for name, data in (files | litter).items()
        }
        assert names_of(read_document(packed(written, unflagged), "a.zip")) == wanted
    windows = {"目录\\通知.txt": "a", "目录\\附件1.txt": "b"}
    assert names_of(read_document(packed({**windows}), "a.zip")) == ["通知.txt", "附件1.txt"]


def unflagged(data: bytes) -> bytes:
    """The archive with names in the encoding of DOS, as before UTF-8: without the flag for it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            own, old = info.filename.encode(), info.filename.encode("cp437")
            assert len(own) >= len(old)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as again:
        for info in archive.infolist():
            plain = _Plain(info.filename)
            again.writestr(plain, archive.read(info))
    return out.getvalue()


class _Plain(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  the library's own name
        return self.filename.encode("cp437"), 0


def linked() -> bytes:
    info = zipfile.ZipInfo("附件1.docx")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02")
    return data[: place + 8] + b"\x01" + data[place + 9 :]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed({"../附件1.txt": "x"}), "points outside"),
        (packed({"/附件1.txt": "x"}), "points outside"),
        (packed({"C:附件1.txt": "x"}), "points outside"),
        (packed({"a/../../b.txt": "x"}), "points outside"),
        (packed({"a\nb.txt": "x"}), "cannot be printed"),
        (packed({"a\\b.txt": "x", "a/b.txt": "y"}), "two files named"),
        (packed({"a.txt": "x"}, locked), "needs a password"),
        (packed({"a.txt": "x"}, method=zipfile.ZIP_BZIP2), r"packed by a method \(12\)"),
        (packed({"a.txt": b"0" * 9_000_000}), "compression_ratio"),
        (packed({"a.txt": "x"}, lambda data: data[:-30]), "damaged"),
        (packed({"a.zip": packed({"b.txt": "x"})}), "a.zip is an archive in a document"),
        (packed({"通知.txt": NOTICE, "附件.rar": b"Rar!\x1a\x07\x01\x00"}), "附件.rar is a RAR"),
        (packed({"通知.txt": NOTICE, "附件.docx": b"PK\x03\x04"}), "cannot be read: 附件.docx is"),
        (packed({"附件.png": PICTURE, "b.jpg": b"\xff\xd8\xff"}), "no file with text"),
        (packed({".hidden.txt": "x"}), "no file with text"),
        (linked(), "holds a link"),
    ],
)
def test_what_no_honest_archive_holds_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told) as caught:
        read_document(data, "a.zip")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("limit", "value"),
    [("parts", "2"), ("unpacked_bytes", "5"), ("lines", "4"), ("text_bytes", "9")],
)
def test_limits_hold_for_all_parts_together(limit: str, value: str) -> None:
    files = {f"附件{number}.txt": "一\n二" for number in (1, 2, 3)}
    reading = Reading(limits_from({limit: value}))
    with pytest.raises(ReadError, match=limit):
        read_document(packed({**files}), "a.zip", reading)
    if limit != "unpacked_bytes":
        with pytest.raises(ReadError, match=limit):
            read_document(parts(**files), "a", reading)


def catalog(**more: str | bytes) -> Content:
    return parts(通知__txt=NOTICE, 附件1__txt=list_text(), **more)


def test_a_picture_or_scan_among_the_parts_is_told_and_not_fatal() -> None:
    found = extract_document(catalog(附件2流程图__png=PICTURE), "shanghai-2026")
    assert len(found.entries) == len(ROWS)
    (told,) = [each for each in found.findings if each.rule == "part_unread"]
    assert (told.printed, told.severity) == ("附件2流程图.png", "warning")
    assert "附件2流程图.png is a picture" in told.message
    assert [part.media_type for part in found.parts] == ["text/plain", "text/plain", "image/png"]
    assert found.document.media_type == "text/plain"


def test_a_form_among_the_parts_is_told_and_is_no_data() -> None:
    form = seeds.as_web(["附件2", "申请表", "姓名\t身份证号\t联系电话", "张三\t无\t无"])
    found = extract_document(catalog(附件2申请表__html=form), "shanghai-2026")
    assert [each.printed for each in found.findings if each.rule == "part_unread"] == [
        "附件2申请表.html"
    ]
    assert {row.role for row in found.source_rows if row.part == 3} <= {"form", "heading"}
    assert not any(each.severity == "error" for each in found.findings)
    # what is called a form and holds codes is read
    named = parts(通知__txt=NOTICE, 附件1补贴申请表__txt=list_text())
    assert len(extract_document(named, "shanghai-2026").entries) == len(ROWS)


def test_a_file_named_annex_is_one_that_need_not_print_it() -> None:
    lists = list_text().replace("附件\n", "")
    found = extract_document(parts(通知__txt=NOTICE, 附件3__txt=lists), "shanghai-2026")
    assert [(row.number, row.heading) for row in found.catalogs] == [("3", None)]
    # what a file prints of itself is above its name
    printed = extract_document(parts(附件3__txt=list_text()), "shanghai-2026")
    assert [(row.number, row.heading) for row in printed.catalogs] == [("1", "附件")]


def test_a_list_may_go_on_in_the_next_part() -> None:
    text = list_text()
    middle = text.index("\t2\n")
    found = extract_document(
        parts(附件1__txt=text[:middle], 附件1_续__txt=text[middle:]), "shanghai-2026"
    )
    assert [entry.serial_printed for entry in found.entries] == [1, 2, 3]
    assert {row.part for row in found.source_rows if row.role == "entry"} == {1, 2}


def test_messages_name_the_part_of_a_place() -> None:
    twice = list_text().replace("\t分类\n", "\t项目名称\n")
    with pytest.raises(ExtractError, match=r"附件1\.txt, line"):
        extract_document(parts(通知__txt=NOTICE, 附件1__txt=twice), "shanghai-2026")
