"""Text that is left out for how it is set: unseen, struck out, or a superscript sign of a note.

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
from extractors.words.numerals import CIRCLED
from extractors.words.signs import CLOSE, CLOSING, COMMAS, MARKS, OPEN, OPENING, one_of
from extractors.words.text import fold

_LONGEST_SIGN = 12
_CONTEXT = 30
_LONGEST_PRINTED = 120
_BETWEEN = re.compile(f"{CLOSE}{OPEN}|{one_of(f'{COMMAS};；')}")
_SIGN = re.compile(rf"注|注?(?:[1-9]\d{{0,11}}|{CIRCLED})|[a-zａ-ｚ]")
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


class Hidden(str):
    """A piece of text that nobody sees."""

    __slots__ = ()


class Unread(str):
    """Something that is seen where text would be and is none, in words: a picture, a control."""

    __slots__ = ()


class Unsure(Unread):
    """Text of which it is not sure that what is seen is what is stored, in words with its text."""

    __slots__ = ()


DIAGONAL = Unread("a line across the cell, from corner to corner")

Setting = type[str]
"""How a piece is set: ``Raised``, ``Struck``, ``Hidden``, or ``str`` for none of them."""


@dataclass(slots=True)
class LeftOut:
    """What was left out of a paragraph or row.

    ``signs`` are signs of notes, each with the end of the text before it as printed (1 and 电工1);
    ``struck`` are struck-out texts, ``hidden`` unseen ones, ``unread`` what is seen and is no text,
    ``unsure`` what may not be seen as it is stored; ``is_cut``: the text that is left is not whole,
    since some of that stands between two pieces of it, or it is not sure itself.
    """

    signs: list[tuple[str, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    is_cut: bool = False

    def __bool__(self) -> bool:
        """Whether anything was left out."""
        return bool(self.signs or self.struck or self.hidden or self.unread or self.unsure)

    def add_sign(self, text: str, before: str) -> None:
        """Take in a sign set behind the text ``before``."""
        sign = _without_marks(text)
        line = before.rstrip().rpartition("\n")[2][-_CONTEXT:].lstrip()
        self.signs.append((sign, line + text.strip()))

    def add(self, other: LeftOut | None) -> None:
        """Take in what was left out of another part of the paragraph or row."""
        if other is not None:
            self.signs += other.signs
            self.struck += other.struck
            self.hidden += other.hidden
            self.unread += other.unread
            self.unsure += other.unsure

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
        if self.hidden:
            printed = "\t".join(self.hidden)
            message = f"hidden text of a {what} was left out: {{}}"
            yield _note("hidden_left_out", message, " ".join(printed.split()), printed, position)
        if self.unread:
            printed = "\t".join(self.unread)
            message = f"a {what} shows what is no text and was not read: {{}}"
            yield _note("picture_unread", message, "、".join(self.unread), printed, position)
        if self.unsure:
            printed = "\t".join(self.unsure)
            message = f"text of a {what} may not be seen as it is stored, and was not read: {{}}"
            yield _note("text_unread", message, "、".join(self.unsure), printed, position)


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
    text_follows = False
    for place, (kind, text) in enumerate(groups):
        shown = text
        if kind is Unsure:
            left_out.unsure.append(text)
            continue
        if kind is Unread:
            left_out.unread.append(text)
            left_out.is_cut |= bool(before.strip())
            continue
        if kind is Hidden or (kind is Struck and text.strip()):
            if text.strip():
                (left_out.struck if kind is Struck else left_out.hidden).append(text.strip())
            continue
        if kind is Raised:
            after = groups[place + 1][1] if place + 1 < len(groups) else ""
            is_first = not before.strip() and not left_out
            shown = shown_raised(text, "" if is_first else before or "\n", after)
            if len(shown) < len(text):
                left_out.add_sign(text, before)
        kept.append(shown)
        text_follows |= bool(left_out.unread and shown.strip())
        before = (before + shown)[-2 * _CONTEXT :]
    left_out.is_cut &= text_follows
    left_out.is_cut |= bool(left_out.unsure)
    return "".join(kept), left_out


def shown_raised(text: str, before: str, after: str) -> str:
    """What stays of a superscript, given the text around it: shorter where a sign is left out.

    ``before`` is empty where the superscript is the first of its cell or paragraph.
    """
    sign = _without_marks(text)
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
    return "".join(filter(_of_a_mark, text))


def _of_a_mark(char: str) -> bool:
    return fold(char) in MARKS | {"/"}


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not _of_a_mark(char) and not char.isspace())


def is_note_sign(text: str) -> bool:
    """Whether a text is what points to notes: 1, ①, [1], （2）, 注1, a, or several such."""
    if not 0 < len(text) <= _LONGEST_SIGN:
        return False
    parts = [part.strip(OPENING + CLOSING) for part in _BETWEEN.split(text)]
    return all(_SIGN.fullmatch(part) for part in parts if part) and any(parts)
