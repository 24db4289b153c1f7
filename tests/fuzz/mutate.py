"""Mutations: of bytes, of the parts of a container, of tags, and of a catalog's cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

from tests.fuzz.seeds import Block

_TAG = re.compile(rb"<[^<>]{1,300}>")
_VALUE = re.compile(rb'="([^"]{0,80})"|\b\d+\b')
_ODD = (
    *("0", "1", "-1", "65000", "99999999999999999999", "1e309", "NaN", "", "A1:XFD1048576"),
    *("../../etc/passwd", "&#0;", "&lol;", "\ud7ff", "\U0001f600", "%s%n", "null", "true"),
)
_PIECES = (
    *(b"\x00", b"\xff\xfe", b"PK\x01\x02", b"%PDF-1.7", b"<table>", b"</table>", b"\r\n", b"\t"),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"<w:tbl>",
        b"</w:tr>",
        b"endobj",
        b"<<",
        b">>",
        b"[" * 40,
    ),
)
_SIGNS = (
    "0123456789-*/_（）()LSABC★ \n\t１Ａ－／，、。：⼯\u200b\ufeff\u3000\x07"
    "〇一二三级类证书附件备注<>&"
)


def mutate_bytes(data: bytes, chance: Random) -> bytes:
    """Some bytes changed, dropped, doubled, moved, cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        if not changed:
            break
        start = chance.randrange(len(changed))
        stop = min(len(changed), start + chance.choice((1, 1, 2, 8, 64, 512)))
        kind = chance.randrange(7)
        if kind == 0:
            changed[start] = chance.randrange(256)
        elif kind == 1:
            changed[start] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del changed[start:stop]
        elif kind == 3:
            changed[start:start] = changed[start:stop]
        elif kind == 4:
            changed[start:start] = chance.choice(_PIECES)
        elif kind == 5:
            changed[start:stop] = bytes(chance.randrange(256) for _ in range(stop - start))
        else:
            del changed[start if chance.random() < 0.2 else max(start, len(changed) - 40) :]
    return bytes(changed)


def mutate_tags(data: bytes, chance: Random) -> bytes:
    """Tags dropped, doubled, swapped, and their values and numbers made odd."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        tags = list(_TAG.finditer(data))
        if not tags:
            return mutate_bytes(data, chance)
        tag, other = chance.choice(tags), chance.choice(tags)
        kind = chance.randrange(6)
        if kind == 0:
            data = data[: tag.start()] + data[tag.end() :]
        elif kind == 1:
            data = data[: tag.end()] + tag[0] * chance.choice((1, 2, 60)) + data[tag.end() :]
        elif kind == 2:
            data = data[: tag.start()] + other[0] + data[tag.end() :]
        elif kind == 3:
            start, stop = sorted((tag.start(), other.start()))
            if chance.random() < 0.5:
                data = data[:start] + data[stop:]
            else:
                data = data[:stop] + data[start : min(stop, start + 4000)] + data[stop:]
        else:
            values = list(_VALUE.finditer(data, tag.start(), tag.end())) or list(
                _VALUE.finditer(data, tag.end(), tag.end() + 200)
            )
            if values:
                value = chance.choice(values)
                odd = chance.choice(_ODD).encode()
                held = b'="' + odd + b'"' if value[1] is not None else odd
                data = data[: value.start()] + held + data[value.end() :]
    return data


def mutate_container(data: bytes, chance: Random) -> bytes:
    """One or two parts of a zip container mutated, dropped or renamed; the rest as it was."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(sorted(parts))
        kind = chance.randrange(10)
        if kind == 0:
            del parts[name]
        elif kind == 1:
            parts[f"{name}{chance.choice(('x', '.xml', '/../a'))}"] = parts.pop(name)
        elif kind == 2:
            parts[name] = mutate_bytes(parts[name], chance)
        else:
            parts[name] = mutate_tags(parts[name], chance)
        if not parts:
            return b"PK\x05\x06" + bytes(18)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def mutate_cells(blocks: Sequence[Block], chance: Random) -> list[Block]:
    """A catalog whose texts, cells, rows and blocks were changed, dropped, doubled or swapped."""
    changed: list[Block] = [
        block if isinstance(block, str) else [list(row) for row in block] for block in blocks
    ]
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        place = chance.randrange(len(changed))
        block = changed[place]
        if isinstance(block, str):
            changed[place] = _mutate_text(block, chance)
        elif chance.random() < 0.7:
            row = chance.choice(block)
            if row:
                cell = chance.randrange(len(row))
                row[cell] = _mutate_text(row[cell], chance)
        else:
            _mutate_rows(block, chance)
        if chance.random() < 0.1:
            changed.insert(place, changed.pop(chance.randrange(len(changed))))
    return [block for block in changed if block]


def _mutate_rows(rows: list[list[str]], chance: Random) -> None:
    place, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    kind = chance.randrange(5)
    if kind == 0 and len(rows) > 1:
        del rows[place]
    elif kind == 1:
        rows.insert(other, list(rows[place]))
    elif kind == 2:
        rows[place], rows[other] = rows[other], rows[place]
    elif kind == 3 and len(rows[place]) > 1:
        del rows[place][chance.randrange(len(rows[place]))]
    else:
        rows[place].insert(chance.randint(0, len(rows[place])), chance.choice(("", "x", "3", "A")))


def _mutate_text(text: str, chance: Random) -> str:
    place = chance.randint(0, len(text))
    kind = chance.randrange(5)
    if kind == 0:
        return text[:place] + chance.choice(_SIGNS) + text[place:]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + chance.choice(_SIGNS) + text[place + 1 :]
    if kind == 3:
        return text[:place] + text[: chance.randint(0, len(text))] + text[place:]
    return chance.choice(("", " ", "/", "——", text * 3, "6-31-01-O3", "4-01-0", "1.", "２", "B*"))


OF_BYTES: dict[str, tuple[Callable[[bytes, Random], bytes], ...]] = {
    "text": (mutate_bytes,),
    "delimited": (mutate_bytes,),
    "word": (mutate_bytes, mutate_container, mutate_container),
    "sheet": (mutate_bytes, mutate_container, mutate_container),
    "web": (mutate_bytes, mutate_tags, mutate_tags),
    "pdf": (mutate_bytes, mutate_tags),
}
