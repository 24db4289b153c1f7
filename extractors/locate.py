"""Where in a document its lists are: headings, titles, header rows, bodies, and all the rest.

The document is walked once as a flat sequence of lines (paragraphs and table rows). A list opens at
a header row whose title fits one list of the publication, and closes at the next heading, list or,
for lists in tables, at the text below the table. What each other line is becomes its role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors import catalog, values
from extractors.catalog import CatalogList, HeadingMap, Publication
from extractors.document import Document, Paragraph, Row
from extractors.found import FoundList, Located
from extractors.headers import (
    header_score,
    line_headings,
    looks_like_header,
    misfit_message,
    place_of,
    table_headings,
)
from extractors.lines import Line, is_lone_text, line_text
from extractors.tables import same_header
from schemas.errors import ExtractError
from schemas.vocabulary import RowRole

_ANNEX = re.compile(
    r"附\s*[件表]\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：.．]?\s*(?P<title>.*)"
)
_SUB = re.compile(
    r"(?P<heading>[（(]\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）])\s*(?P<title>.*)"
)
_SECTION = re.compile(
    r"(?P<numeral>[一二三四五六七八九十]{1,3}\s*[、.．])\s*(?P<title>[^。；]{0,40})"
)
_NOTE = re.compile(r"\s*(?:备\s*注|附?\s*注|说\s*明)\s*(?:[:：]|\d)")
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[.．、]\s*\S")
# spaces tell a page number from the middle of a code that was cut in three
_PAGE_NUMBER = re.compile(r"\s*(?:[—–\-]+\s+\d{1,4}\s+[—–\-]+|第\s*\d{1,4}\s*页.*)\s*")
_SENTENCE_END = "。；：;:"
_TITLE_LINES = 6
_LONGEST_TITLE = 70


def locate(document: Document, publication: Publication) -> Located:
    """Find the publication's lists in a document.

    Raises ExtractError where a list's title is found but its header lacks a required field.
    """
    walker = _Walker(list(document.lines()), publication)
    walker.walk()
    return Located(walker.lines, walker.roles, walker.found, walker.unknown)


@dataclass(slots=True)
class _Walker:
    lines: list[Line]
    publication: Publication
    roles: list[RowRole] = field(default_factory=list)
    found: list[FoundList] = field(default_factory=list)
    unknown: list[tuple[int, str, list[int]]] = field(default_factory=list)
    open: FoundList | None = None
    resting: FoundList | None = None
    unknown_open: list[int] | None = None
    annex: str | None = None
    annex_heading: str | None = None
    annex_titles: list[int] = field(default_factory=list)
    sub: str | None = None
    sub_heading: str | None = None
    sub_title: str | None = None
    titles: list[int] = field(default_factory=list)
    in_form: bool = False
    in_note: bool = False
    page_ended: bool = False

    def walk(self) -> None:
        self.roles = ["text"] * len(self.lines)
        index = 0
        while index < len(self.lines):
            index += self._take(index)
        for each in self.found:
            each.drop_closing_remarks(self.lines)

    def _take(self, index: int) -> int:
        """Decide what the line is; how many lines were used."""
        line = self.lines[index]
        text = line_text(line)
        if not text.strip() and not isinstance(line, Row):
            return 1
        if is_lone_text(line):
            if self._annex(index, text):
                return 1
            if self.in_form:
                self.roles[index] = "form"
                return 1
            if self._sub(index, text):
                return 1
            if _PAGE_NUMBER.fullmatch(text) and self.open is not None:
                self.page_ended = True
                return 1
        if self.in_form:
            self.roles[index] = "form"
            return 1
        used = self._header(index)
        if used:
            return used
        if self.open is not None and self._in_list(index, line, text):
            return 1
        if self._note(index, text):
            return 1
        if isinstance(line, Row) and not is_lone_text(line) and self._resumes(line):
            self._in_list(index, line, text)
            return 1
        if self.unknown_open is not None and (isinstance(line, Row) or _begins_like_row(text)):
            self.unknown_open.append(index)
            return 1
        if isinstance(line, Paragraph) or is_lone_text(line):
            self.titles.append(index)
        return 1

    # --- headings ------------------------------------------------------------------------------

    def _annex(self, index: int, text: str) -> bool:
        """附件N on a line of its own, or with a short title: a part of the document begins."""
        match = _ANNEX.fullmatch(text.strip())
        if (
            not match
            or len(match["title"]) > _LONGEST_TITLE
            or match["title"].endswith(("。", "；", "，"))
        ):
            return False
        if match["title"] and (not match["number"] or self._is_list_of_annexes(index)):
            return False
        self._close()
        self.annex = str(values.parse_numeral(match["number"])) if match["number"] else ""
        self.annex_heading = values.squeeze(text[: match.start("title")]).rstrip(":：.．") or None
        self.sub = self.sub_heading = self.sub_title = None
        self.titles, self.annex_titles = [], []
        self.roles[index] = "heading"
        if match["title"]:
            self.titles.append(index)
        self.in_form = self._is_form(index)
        return True

    def _is_list_of_annexes(self, index: int) -> bool:
        """Whether the next line is another numbered annex or item: then this is their list."""
        following = line_text(self.lines[index + 1]) if index + 1 < len(self.lines) else ""
        return bool(_NUMBERED.match(following) or _ANNEX.fullmatch(following.strip()))

    def _is_form(self, index: int) -> bool:
        if self.publication.forms is None:
            return False
        titles = "".join(line_text(line) for line in self.lines[index : index + 4])
        return re.search(self.publication.forms, values.squeeze(titles)) is not None

    def _sub(self, index: int, text: str) -> bool:
        """（一） with a short title: a list of an annex, or a clause of the notice."""
        match = _SUB.fullmatch(text.strip())
        if not match or len(text) > _LONGEST_TITLE or text.rstrip()[-1] in _SENTENCE_END:
            return False
        if self.annex is None and not self.found and self._header_distance(index) > 2:
            return False
        if self.annex is not None and not self.annex_titles:
            self.annex_titles = self._title_lines(index)
            for each in self.annex_titles:
                self.roles[each] = "title"
        self._close()
        number = values.parse_numeral(match["number"])
        self.sub = str(number) if number is not None else None
        self.sub_heading = match["heading"]
        self.sub_title = match["title"]
        self.titles = []
        self.roles[index] = "heading"
        return True

    def _header_distance(self, index: int) -> int:
        """How many lines below the next header row stands."""
        for distance in range(1, 4):
            if index + distance < len(self.lines):
                line = self.lines[index + distance]
                headings = line.texts if isinstance(line, Row) else tuple(line.text.split())
                if sum(catalog.field_of_heading(text) is not None for text in headings) >= 2:
                    return distance
        return 99

    # --- header rows ---------------------------------------------------------------------------

    def _header(self, index: int) -> int:
        """A header row opens a list, or repeats the open list's header; how many lines it takes."""
        line = self.lines[index]
        if isinstance(line, Row):
            if not looks_like_header(line):
                return 0
            if self._repeats(index, line):
                return 1
            best: tuple[tuple[str, ...], int] | None = None
            for headings, used in table_headings(self.lines, index):
                if best is None or header_score(headings) > header_score(best[0]):
                    best = (headings, used)
            if best is None:
                return 0
            return self._opens(index, *best, in_table=True)
        words = line.text.split()
        if len(words) < 2 or catalog.field_of_heading(words[0]) is None:
            return 0
        choices = line_headings(self.lines, index)
        for headings, used in choices:
            if self.open is not None and headings == self.open.mapping.headings:
                self._mark_header(self.open, index, used)
                return used
        return self._opens(index, *choices[-1], in_table=False) if choices else 0

    def _repeats(self, index: int, row: Row) -> bool:
        known = self.open or self.resting
        if known is None or self.titles:
            return False
        headers = [self.lines[each] for each in known.headers]
        if any(isinstance(each, Row) and same_header(each, row) for each in headers):
            self.open, self.resting = known, None
            self._mark_header(known, index, 1)
            return True
        return False

    def _mark_header(self, opened: FoundList, index: int, used: int) -> None:
        for each in range(index, index + used):
            self.roles[each] = "header"
            opened.headers.append(each)
        self.page_ended = True

    def _opens(self, index: int, headings: tuple[str, ...], used: int, *, in_table: bool) -> int:
        if sum(catalog.field_of_heading(text) == "serial" for text in headings) > 1:
            raise ExtractError(
                f"the header at {place_of(self.lines[index])} prints its serial twice: rows that "
                f"stand side by side in one table are not read; split the table in two"
            )
        titles = self._title_lines(index)
        context = values.squeeze(
            (self.sub_title or "")
            + "".join(line_text(self.lines[each]) for each in titles)
            + ("" if self.sub_title else self._annex_title())
        )
        best: tuple[CatalogList, HeadingMap] | None = None
        misfit: tuple[CatalogList, HeadingMap] | None = None
        for words in self.publication.lists:
            if not re.search(words.title, context):
                continue
            mapping = catalog.map_headings(headings, words.columns)
            if mapping.missing:
                misfit = misfit or (words, mapping)
            elif best is None or len(mapping.unknown) < len(best[1].unknown):
                best = (words, mapping)
        if best is None and misfit is not None and len(misfit[1].missing) < len(misfit[0].columns):
            raise ExtractError(misfit_message(self.lines[index], *misfit))
        fields = {catalog.field_of_heading(text) for text in headings}
        if best is None and not ("serial" in fields and fields & {"name", "code"}):
            return 0
        self._close()
        for each in range(index, index + used):
            self.roles[each] = "header"
        if best is None:
            if self.annex is None and not in_table:
                return used
            self.unknown_open = []
            self.unknown.append((index, context, self.unknown_open))
            return used
        words, mapping = best
        if any(each.words.key == words.key for each in self.found):
            raise ExtractError(
                f"two lists fit '{words.key}' ({place_of(self.lines[index])} is the second): make "
                f"the title patterns of series '{self.publication.series}' tell them apart"
            )
        for each in titles:
            if self.roles[each] == "text":
                self.roles[each] = "title"
        own = "".join(self._own_title(each) for each in titles)
        self.open = FoundList(
            words,
            self.annex,
            self.annex_heading,
            self.sub,
            self.sub_heading,
            values.squeeze(self.sub_title or own or self._annex_title()) or None,
            mapping,
            list(range(index, index + used)),
            in_table,
        )
        self.found.append(self.open)
        self.annex_titles = self.annex_titles or list(titles)
        self.titles = []
        return used

    def _own_title(self, index: int) -> str:
        match = _ANNEX.fullmatch(line_text(self.lines[index]).strip())
        return match["title"] if match and match["title"] else line_text(self.lines[index])

    def _annex_title(self) -> str:
        return "".join(self._own_title(each) for each in self.annex_titles)

    def _title_lines(self, index: int) -> list[int]:
        """The short lines directly above a header that make its title."""
        titles: list[int] = []
        for each in reversed(self.titles[-_TITLE_LINES:]):
            text = line_text(self.lines[each]).strip()
            if len(text) > _LONGEST_TITLE or text[-1] in _SENTENCE_END or each < index - 12:
                break
            titles.insert(0, each)
        return titles

    # --- bodies and the text between -------------------------------------------------------------

    def _in_list(self, index: int, line: Line, text: str) -> bool:
        opened = self.open
        if opened is None:
            return False
        if is_lone_text(line) or self._numeral_row(line):
            section = _SECTION.fullmatch(text.strip())
            if section and len(opened.mapping.fields) > 2:
                opened.sections[index] = values.squeeze(section["title"])
                opened.body.append(index)
                self.roles[index] = "section"
                return True
            if _NOTE.match(text):
                self._rest()
                return False
            if isinstance(line, Row) and self._is_titled_section(opened, line):
                opened.sections[index] = values.squeeze(text)
                opened.body.append(index)
                self.roles[index] = "section"
                return True
        if isinstance(line, Paragraph) and opened.in_table:
            self._rest()
            return False
        if self.page_ended:
            opened.page_ends.add(index)
            self.page_ended = False
        opened.body.append(index)
        return True

    def _is_titled_section(self, opened: FoundList, line: Row) -> bool:
        """A lone text that is the whole row, or stands where a serial should: a section's title."""
        if len(line.cells) == 1:
            return len(opened.mapping.fields) > 2
        first = line.cells[0].text.strip()
        return (
            bool(first)
            and opened.mapping.fields[0] == "serial"
            and values.parse_serial(first) is None
            and len(first) <= _LONGEST_TITLE
            and first[-1] not in _SENTENCE_END
        )

    def _numeral_row(self, line: Line) -> bool:
        if not isinstance(line, Row):
            return False
        filled = [cell.text.strip() for cell in line.cells if cell.text.strip()]
        return (
            len(filled) == 2
            and re.fullmatch(r"[一二三四五六七八九十]{1,3}[、.．]?", filled[0]) is not None
        )

    def _resumes(self, row: Row) -> bool:
        """A table without a header of its own goes on with the list that text interrupted."""
        if self.resting is None or row.width != len(self.resting.mapping.fields):
            return False
        self.open, self.resting = self.resting, None
        self.titles = []
        self.page_ended = True
        return True

    def _note(self, index: int, text: str) -> bool:
        if _NOTE.match(text) or (self.in_note and _NUMBERED.match(text)):
            self._rest()
            self.in_note = True
            self.roles[index] = "note"
            return True
        self.in_note = False
        return False

    def _rest(self) -> None:
        self.resting = self.open or self.resting
        self.open = None
        self.page_ended = False

    def _close(self) -> None:
        self.open = self.resting = None
        self.unknown_open = None
        self.in_form = self.in_note = False
        self.page_ended = False


def _begins_like_row(text: str) -> bool:
    """Whether an undelimited line has a serial and at least two words after it."""
    words = text.split()
    return len(words) > 2 and values.parse_serial(words[0]) is not None
