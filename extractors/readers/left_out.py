"""Text that is left out for how it is set: signs of notes set as superscripts, struck-out text.

A superscript 1 behind 电工 or 1500 points to a note and would make another name or another amount
of it. Marks of a catalog (L, S, *, ★) stay text, raised or not; so does a sign in front of a line,
where the note itself stands, and a power (m²) with the raised figure as the character for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from extractors.document import NoteRule, Position, ReaderNote

_LONGEST_SIGN = 12
_CONTEXT = 30
_LONGEST_PRINTED = 120
_MARKS = frozenset("*＊★☆※◆●▲△LS/／")
_BRACKETS = "[](){}（）［］〔〕【】"
_BETWEEN = re.compile(r"[])）］〕】][\[(（［〔【]|[,，、;；]")
_SIGN = re.compile(r"注|注?(?:[1-9]\d{0,11}|[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇])|[a-zａ-ｚ]")
_LETTER = re.compile("[a-zａ-ｚ]")
_LENGTH = re.compile(r"(?:^|[^A-Za-z])[cdkm]?m$")
_TEN = re.compile(r"[^\d.,，\s]\s?10$")
_POWERS = dict(zip("23456789", "²³⁴⁵⁶⁷⁸⁹", strict=True))


class Raised(str):
    """A piece of text set as a superscript."""

    __slots__ = ()


class Struck(str):
    """A piece of text with a line through it."""

    __slots__ = ()


Setting = type[str]
"""How a piece is set: ``Raised``, ``Struck``, or ``str`` for neither."""


@dataclass(slots=True)
class LeftOut:
    """What was left out of a paragraph or row.

    ``signs`` are signs of notes, each with the end of the text before it as printed (1 and 电工1);
    ``struck`` are struck-out texts.
    """

    signs: list[tuple[str, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything was left out."""
        return bool(self.signs or self.struck)

    def add_sign(self, text: str, before: str) -> None:
        """Take in a sign set behind the text ``before``."""
        sign = "".join(char for char in text if char not in _MARKS and not char.isspace())
        line = before.rstrip().rpartition("\n")[2][-_CONTEXT:].lstrip()
        self.signs.append((sign, line + text.strip()))

    def add(self, other: LeftOut | None) -> None:
        """Take in what was left out of another part of the paragraph or row."""
        if other is not None:
            self.signs += other.signs
            self.struck += other.struck

    def notes(self, what: str, position: Position | None) -> Iterator[ReaderNote]:
        """One note a kind; ``what`` names the place (``row``), ``position`` says where it stands.

        The message holds the text too: the row it was struck out of may not be there any more.
        """
        if self.signs:
            signs = "、".join(sign for sign, _printed in self.signs)
            message = f"superscript signs of notes in a {what} were left out: {{}}"
            printed = "\t".join(printed for _sign, printed in self.signs)
            yield _note("note_sign_left_out", message, signs, printed, position)
        if self.struck:
            printed = "\t".join(self.struck)
            message = f"struck-out text of a {what} was left out: {{}}"
            yield _note("struck_left_out", message, " ".join(printed.split()), printed, position)


def _note(
    rule: NoteRule, message: str, told: str, printed: str, position: Position | None
) -> ReaderNote:
    short = told if len(told) <= _LONGEST_PRINTED else told[: _LONGEST_PRINTED - 1] + "…"
    return ReaderNote(rule, message.format(short), printed, position=position)


def without(pieces: Iterable[str]) -> tuple[str, LeftOut]:
    """The text of a paragraph or cell from its pieces in order, and what was left out of it."""
    groups = [(kind, "".join(group)) for kind, group in groupby(pieces, type)]
    left_out = LeftOut()
    kept: list[str] = []
    before = ""
    for place, (kind, text) in enumerate(groups):
        shown = text
        if kind is Struck and text.strip():
            left_out.struck.append(text.strip())
            continue
        if kind is Raised:
            after = groups[place + 1][1] if place + 1 < len(groups) else ""
            is_first = not before.strip() and not left_out
            shown = shown_raised(text, "" if is_first else before or "\n", after)
            if len(shown) < len(text):
                left_out.add_sign(text, before)
        kept.append(shown)
        before = (before + shown)[-2 * _CONTEXT :]
    return "".join(kept), left_out


def shown_raised(text: str, before: str, after: str) -> str:
    """What stays of a superscript, given the text around it: shorter where a sign is left out.

    ``before`` is empty where the superscript is the first of its cell or paragraph.
    """
    sign = "".join(char for char in text if char not in _MARKS and not char.isspace())
    if not is_note_sign(sign):
        return text
    following = after.partition("\n")[0].strip()[:1]
    starts_line = not before.strip() or before.rstrip(" ").endswith("\n")
    # where a note itself stands its sign is in front of it, and a cell may hold nothing else
    if starts_line and not following.isdigit() and (following or not before):
        return text
    if sign in _POWERS and (_TEN.search(before) or (sign in "23" and _LENGTH.search(before))):
        return text.replace(sign, _POWERS[sign])
    if _LETTER.fullmatch(sign) and before[-1:].isascii() and before[-1:].isalpha():
        return text
    return "".join(char for char in text if char in _MARKS)


def is_note_sign(text: str) -> bool:
    """Whether a text is what points to notes: 1, ①, [1], （2）, 注1, a, or several such."""
    if not 0 < len(text) <= _LONGEST_SIGN:
        return False
    parts = [part.strip(_BRACKETS) for part in _BETWEEN.split(text)]
    return all(_SIGN.fullmatch(part) for part in parts if part) and any(parts)
