"""PDF files that are damaged, hostile or locked: refused in one sentence, or read whole."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document, Paragraph
from extractors.readers.limits import Limits
from extractors.readers.pdf.read import read_pdf
from schemas.errors import ReadError
from tests.places import ROOT

DOCUMENTS = ROOT / "tests" / "documents" / "pdf"


def paragraphs(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F1 12 Tf 72 700 Td (Hello world) Tj ET"
CID_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
DESCENDANT = (
    b"/Type/Font/Subtype/CIDFontType2/BaseFont/X"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
)


def build(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first one its catalog."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            trailer,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes,
    *more: bytes,
    font: bytes = FONT,
    box: bytes = b"0 0 595 842",
    resources: bytes = b"/Font<</F1 5 0 R>>",
) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>"
    return build([CATALOG, PAGES, page % (box, resources), content, font, *more])


def form(content: bytes, drawn: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    return stream(content, entries % drawn)


def deep_tree() -> bytes:
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(500)]
    return build([CATALOG, *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


FORMS = b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>"
BURST = zlib.compress(zlib.compress(bytes(200 << 20), 1), 9)
GOOD = one_page(stream(HELLO))
ENDLESS_MAP = b"begincmap 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is no PDF"),
    "web page": (b"<html>", "is no PDF"),
    "end missing": (GOOD[:-30], "cut short"),
    "half of it": (GOOD[: len(GOOD) // 2], "cut short"),
    "linearized, cut": (
        GOOD.replace(b"<</Type/Catalog", b"<</Linearized 1/L 99999/Type/Catalog"),
        "cut short",
    ),
    "page lost": (
        build([CATALOG, PAGES.replace(b"Count 1", b"Count 3"), b"<</Type/Page>>"]),
        "states 3 pages and holds 1",
    ),
    "burst": (one_page(stream(BURST, b"/Filter[/FlateDecode/FlateDecode]")), "pdf_stream_bytes"),
    "line burst": (
        one_page(
            stream(
                zlib.compress(b"x"),
                b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>",
            )
        ),
        "line longer",
    ),
    "packed part lost": (
        one_page(stream(zlib.compress(HELLO)[:-9], b"/Filter/FlateDecode")),
        "is cut short",
    ),
    "packed part changed": (
        one_page(
            stream(zlib.compress(HELLO, 0).replace(b"world", b"there"), b"/Filter/FlateDecode")
        ),
        "checksum",
    ),
    "stream too short": (one_page(stream(HELLO).replace(b"Length 42", b"Length 93")), "damaged"),
    "circular tree": (build([CATALOG, PAGES, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]), "circle"),
    "endless tree": (deep_tree(), "pdf_objects_depth"),
    "too many pages": (
        build([CATALOG, PAGES.replace(b"Count 1", b"Count 9999999")]),
        "limit pages",
    ),
    "circular references": (build([CATALOG, b"3 0 R", b"2 0 R"]), "refers to itself"),
    "circular length": (one_page(b"<</Length 4 0 R>>stream\nx\nendstream"), "circle"),
    "deep objects": (build([CATALOG, b"[" * 100_000]), "pdf_objects_depth"),
    "huge page": (one_page(stream(HELLO), box=b"0 0 9999999 842"), "page_side_points"),
    "no page size": (one_page(stream(HELLO), box=b"0 0 0 0"), "page 1 has no size"),
    "content not named": (
        one_page(stream(HELLO)).replace(b"/Contents 4", b"/Cantents 4"),
        "page 1 has fonts",
    ),
    "packing not named": (one_page(stream(zlib.compress(HELLO))), "page 1 holds"),
    "count missing": (
        one_page(stream(HELLO)).replace(b"/Count 1", b"/Cuont 1"),
        "how many pages",
    ),
    "content missing": (one_page(b"null"), "part of page 1 is missing"),
    "font missing": (one_page(stream(HELLO), font=b"null"), "font object 5 is missing"),
    "font not named": (one_page(stream(HELLO.replace(b"F1", b"F2"))), "page 1 uses a font"),
    "unfinished array": (one_page(stream(b"[" + HELLO)), "text of page 1"),
    "form in itself": (
        one_page(stream(b"/X Do"), form(b"/X Do", 6), resources=FORMS),
        "contains itself",
    ),
    "forms in forms": (
        one_page(
            stream(b"/X Do"),
            *(form(b"/X Do /X Do", n) for n in range(7, 40)),
            form(b" ", 5),
            resources=FORMS,
        ),
        "pdf_page_forms",
    ),
    "endless map": (
        one_page(
            stream(HELLO),
            stream(ENDLESS_MAP),
            font=FONT.replace(b"/Type/Font", b"/Type/Font/ToUnicode 6 0 R"),
        ),
        "more codes",
    ),
    "endless widths": (
        one_page(stream(HELLO), b"<<%s/W[0 2000000000 5]>>" % DESCENDANT, font=CID_FONT),
        "widths",
    ),
    "no characters known": (
        one_page(stream(HELLO), b"<<%s>>" % DESCENDANT, font=CID_FONT),
        "cannot be read on page 1",
    ),
    "no text": (one_page(stream(b" ")), "holds no text"),
    "shapes for letters": (one_page(stream(b"0 0 m 1 1 2 2 3 3 c f " * 300)), r"\(page 1\)"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_one_sentence(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(ReadError, match=words) as refusal:
        read_pdf(data, Limits())
    assert "\n" not in str(refusal.value)


def test_good_file_by_hand_is_read() -> None:
    assert paragraphs(read_pdf(GOOD, Limits())) == ["Hello world"]


def test_stream_longer_than_stated_is_read_whole() -> None:
    shorter = GOOD.replace(b"Length 42", b"Length 33")
    assert paragraphs(read_pdf(shorter, Limits())) == ["Hello world"]


def test_a_font_of_type_1_names_its_codes_itself() -> None:
    header = b"%%!PS\n%% dup 72 /X put\ndup 72 /A put\ndup 101/uni4E00 put dup 108 /cid7 put\n"
    data = one_page(
        stream(HELLO.replace(b"Hello world", b"HHHHHHeel")),
        b"<</Type/FontDescriptor/FontName/F/Flags 4/FontFile 7 0 R>>",
        stream(header, b"/Length1 %d" % len(header)),
        font=b"<</Type/Font/Subtype/Type1/BaseFont/F/FontDescriptor 6 0 R"
        b"/FirstChar 72/LastChar 72/Widths[600]>>",
    )
    document = read_pdf(data, Limits())
    assert paragraphs(document) == ["AAAAAA一一\ufffd"]
    assert [note.message for note in document.notes] == [
        "text on page 1 is unread: the font F does not say which character its code 108 is"
    ]


def test_tables_of_objects_that_lead_in_a_circle() -> None:
    looped = build([CATALOG, PAGES], b"/Prev %d" % build([CATALOG, PAGES]).index(b"xref\n0"))
    with pytest.raises(ReadError, match="circle"):
        read_pdf(looped, Limits())


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("pages", 2),
        ("lines", 3),
        ("text_bytes", 9),
        ("pdf_page_characters", 10),
        ("pdf_page_rules", 5),
        ("page_side_points", 100),
    ],
)
def test_limits_are_settable_and_named(limit: str, value: int) -> None:
    data = (DOCUMENTS / "overlaid.pdf").read_bytes()
    with pytest.raises(ReadError, match=f"raise the limit {limit}$"):
        read_pdf(data, replace(Limits(), **{limit: value}))


def encrypted(password: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(
        buffer, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128)
    )
    canvas.drawString(72, 700, "Hello world")
    canvas.save()
    return buffer.getvalue()


def test_empty_password_opens_and_any_other_is_asked_for() -> None:
    assert paragraphs(read_pdf(encrypted(""), Limits())) == ["Hello world"]
    with pytest.raises(ReadError, match="needs a password"):
        read_pdf(encrypted("secret"), Limits())


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_changed_bytes_are_refused_or_read_but_never_crash(data: st.DataObject) -> None:
    original = (DOCUMENTS / "merged.pdf").read_bytes()
    changed = bytearray(original)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_pdf(bytes(changed), Limits())
    except ReadError:
        return
    assert document.blocks


@settings(max_examples=40)
@given(st.integers(2, 2600))
def test_file_cut_anywhere_is_never_read_in_part(cut: int) -> None:
    with pytest.raises(ReadError):
        read_pdf((DOCUMENTS / "merged.pdf").read_bytes()[:-cut], Limits())
