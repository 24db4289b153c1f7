"""Where in a document its lists are: headings, titles, header rows, bodies, and all the rest.

The document is walked once as a flat sequence of lines (paragraphs and table rows). A list opens at
a header row whose title fits one list of the publication, and closes at the next heading, list or,
for lists in tables, at the text below the table. What each other line is becomes its role.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from extractors.catalog import CatalogList, Publication
from extractors.document import Document, Line, Paragraph, PartOf, Row
from extractors.layout.header_rows import looks_like_header
from extractors.locate.columns import tell_columns
from extractors.locate.found import FoundList, Located
from extractors.locate.headers import (
    begins_line_header,
    best_headings,
    fitting_list,
    header_distance,
    line_headings,
    misfit_message,
    other_order,
    place_of,
    repeated_rows,
    stands_twice,
)
from extractors.locate.heading_map import prints_above
from extractors.locate.over_list import Headings
from extractors.locate.section_titles import section_title, sub_heading
from extractors.locate.sections import (
    begins_like_row,
    continues,
    goes_on,
    header_below,
    is_note,
    lists_annexes,
    next_section,
    rows_below,
    title_lines,
    titles_another,
    titles_form,
    titles_headless,
)
from extractors.locate.units import is_unit_line, tell_units_elsewhere
from extractors.words.codes import contains_code
from extractors.words.file_names import annex_name, is_form_name
from extractors.words.headings import field_of_heading
from extractors.words.kinds import other_by_headings
from extractors.words.page_marks import number_in_mark
from extractors.words.text import squeeze
from extractors.words.titles import (
    ANNEX,
    ITEM,
    LONGEST_TITLE,
    is_total,
    is_withdrawn,
    section_words,
    without_count,
)
from schemas.errors import ExtractError
from schemas.vocabulary import RowRole

Describe = Callable[[Sequence[Line], range, Sequence[str], Sequence[str]], CatalogList | None]
"""The list that a header opens, by the lines, the header's places, its headings and titles."""


def locate(
    document: Document,
    publication: Publication,
    *,
    repeated: bool = False,
    describe: Describe | None = None,
) -> Located:
    """Find the publication's lists in a document, each once unless they may be ``repeated``.

    With ``describe`` whatever that makes one is a list too. Raises ExtractError where a list's
    title is found but its header lacks a required field.
    """
    walker = _Walker(list(document.lines()), publication, repeated, describe=describe)
    walker.walk()
    return Located(
        walker.lines,
        walker.roles,
        walker.found,
        walker.unknown,
        walker.furniture,
        walker.form_parts,
        walker.others,
    )


@dataclass(slots=True)
class _Walker:
    lines: list[Line]
    publication: Publication
    repeated: bool
    roles: list[RowRole] = field(default_factory=list)
    found: list[FoundList] = field(default_factory=list)
    unknown: list[tuple[int, str, list[int]]] = field(default_factory=list)
    open: FoundList | None = None
    resting: FoundList | None = None
    unknown_open: list[int] | None = None
    over: Headings = field(default_factory=Headings)
    titles: list[int] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
    foreign_table: int | None = None
    in_form: bool = False
    in_note: bool = False
    page_ended: bool = False
    describe: Describe | None = None
    part: PartOf | None = None
    in_form_part: bool = False
    form_parts: dict[int, str] = field(default_factory=dict)
    others: list[tuple[int, str, str]] = field(default_factory=list)

    def walk(self) -> None:
        self.roles = ["text"] * len(self.lines)
        index = 0
        while index < len(self.lines):
            index += self._take(index)
        for each in self.found:
            each.settle(self.lines, self.roles)
        tell_units_elsewhere(self.lines, self.roles, self.found)
        for each in self.found:
            tell_columns(each, self.lines)

    def _take(self, index: int) -> int:
        """Decide what the line is; how many lines were used."""
        line = self.lines[index]
        text = line.text
        if not text.strip() and not isinstance(line, Row):
            return 1
        if line.position.part is not None and line.position.part != self.part:
            self._begin_part(index, line.position.part)
        if line.is_lone and self._annex(index, text):
            return 1
        if self.in_form:
            self.roles[index] = "form"
            return 1
        if line.is_lone:
            if self._furniture(index, line):
                return 1
            self._section_resumes(index)
            if self._next_section(index) or self._headless(index):
                return 1
            if self._sub(index, line, text):
                return 1
            if self._titles_another(index):
                self._close()
        used = self._header(index)
        if used:
            return used
        if self.open is not None and self._in_list(index, line, text):
            return 1
        if self._note(index, text):
            return 1
        if isinstance(line, Row) and not line.is_lone and self._resumes(index, line):
            self._in_list(index, line, text)
            return 1
        if self.unknown_open is not None and (
            begins_like_row(line) if line.is_lone else not line.is_any("web_furniture")
        ):
            self.unknown_open.append(index)
            return 1
        if line.is_lone and not line.is_any("beside_title") and not is_unit_line(line):
            self.titles.append(index)
        return 1

    # --- headings ------------------------------------------------------------------------------

    def _annex(self, index: int, text: str) -> bool:
        """附件N on a line of its own, or with a short title: a part of the document begins."""
        match = ANNEX.fullmatch(text.strip())
        if (
            not match
            or len(match["title"]) > LONGEST_TITLE
            or match["title"].endswith(("。", "；", "，"))
        ):
            return False
        if match["title"] and (not match["number"] or lists_annexes(self.lines, index)):
            return False
        self._close()
        self.over.begin_annex(match["number"], text.strip()[: match.start("title")])
        self.titles = []
        self.roles[index] = "heading"
        if match["title"]:
            self.titles.append(index)
        self.in_form = self.in_form_part or titles_form(self.lines, index, self.publication)
        return True

    def _begin_part(self, index: int, part: PartOf) -> None:
        """The next file of the document: by its name it may be an annex that prints no 附件N.

        It may go on with the list of the file before, but with no form or note of it.
        """
        stem = PurePosixPath(part.name).stem
        annex = annex_name(stem)
        is_next = self.part is None or annex != annex_name(PurePosixPath(self.part.name).stem)
        self.part = part
        self.in_form = self.in_note = self.in_form_part = False
        if annex is None:
            return
        if is_next:
            self._close()
            self.over.begin_annex("" if annex.number is None else str(annex.number), "")
            self.titles = []
        self.in_form = titles_form(self.lines, index, self.publication)
        if not self.in_form and is_form_name(stem) and not self._codes_in(part):
            self.in_form = self.in_form_part = True
            self.form_parts[index] = part.name

    def _codes_in(self, part: PartOf) -> bool:
        """Whether a line of a part holds a code, as no blank form does."""
        lines = (line for line in self.lines if line.position.part == part)
        return any(contains_code(word) for line in lines for word in line.words)

    def _sub(self, index: int, line: Line, text: str) -> bool:
        """（一） with a short title: a list of an annex, or a clause of the notice.

        In an open list, and with no header below, it is a section of that list.
        """
        match, opened = sub_heading(text, self.open or self.resting), self.open
        if match is None:
            return False
        if (
            opened is not None
            and not self._titles_another(index)
            and (isinstance(line, Row) or rows_below(self.lines, index, opened))
        ):
            return False
        if self.over.annex is None and not self.found and header_distance(self.lines, index) > 2:
            return False
        if not self.over.annex_titles:
            self.over.annex_titles = title_lines(self.lines, self.titles, index)
            for each in self.over.annex_titles:
                self.roles[each] = "title"
        self._close()
        self.over.begin_sub(index, match)
        self.titles = []
        self.roles[index] = "heading"
        return True

    # --- what stands between the rows of a list --------------------------------------------------

    def _furniture(self, index: int, line: Line) -> bool:
        """A page number, 续表, or the list's own title above its repeated header."""
        known = self.open or self.resting
        # in lines of words -5- may be the middle of a code, which no rate table prints
        tight = isinstance(line, Paragraph) and (
            self.open is None
            or self.open.in_table
            or (self.open.is_rates and number_in_mark(line.text) is not None)
        )
        if not line.is_any("tight_page_mark" if tight else "page_mark") and (
            known is None or not goes_on(self.lines, index, known)
        ):
            return False
        self.furniture.add(index)
        self.page_ended = self.page_ended or self.open is not None
        return True

    def _section_resumes(self, index: int) -> None:
        """A section between two tables goes on with the list that rests."""
        known = self.resting if self.open is None else None
        if (
            known
            and self.lines[index].is_any("section", "withdrawn")
            and header_below(self.lines, index) is None
            and rows_below(self.lines, index, known)
        ):
            self.open, self.resting = self.resting, None
            self.titles = []

    def _next_section(self, index: int) -> bool:
        """The next section of a list whose sections are tables of their own."""
        known = self.open or self.resting
        title = next_section(self.lines, index, known, self.publication) if known else None
        if known is None or title is None:
            return False
        self.open, self.resting = known, None
        self.titles = []
        self._begin_section(known, index, title)
        return True

    def _headless(self, index: int) -> bool:
        """A list without a header below another one: which columns it has nobody says."""
        known = self.open or self.resting
        if known is None or not titles_headless(self.lines, index, known, self.publication):
            return False
        self._close()
        self.unknown_open = []
        title = f"{self.lines[index].bare}, which prints no header"
        self.unknown.append((index, title, self.unknown_open))
        return True

    def _begin_section(self, opened: FoundList, index: int, title: str) -> None:
        opened.sections[index] = without_count(title)
        opened.body.append(index)
        self.roles[index] = "section"

    def _titles_another(self, index: int) -> bool:
        return self.open is not None and titles_another(
            self.lines, index, self.open, self.publication
        )

    # --- header rows ---------------------------------------------------------------------------

    def _header(self, index: int) -> int:
        """A header row opens a list, or repeats the open list's header; how many lines it takes."""
        line = self.lines[index]
        if isinstance(line, Row):
            if not looks_like_header(line):
                return 0
            if repeated := self._repeats(index, line):
                return repeated
            best = best_headings(self.lines, index, self.publication.lists)
            if best is None:
                return 0
            return self._opens(index, *best, in_table=True)
        if not begins_line_header(line):
            return 0
        choices = line_headings(self.lines, index)
        for headings, used in choices:
            if self.open is not None and headings == self.open.headings:
                self._mark_header(self.open, index, used)
                return used
        return self._opens(index, *choices[-1], in_table=False) if choices else 0

    def _repeats(self, index: int, row: Row) -> int:
        """The known list's header again: how many rows of it."""
        known = self.open or self.resting
        if known is None or self.titles:
            return 0
        other = None
        if known.in_table and not known.is_rates:
            other = other_order(self.lines, index, known)
        order, used = other or ((), repeated_rows(self.lines, index, known))
        if used:
            self.open, self.resting = known, None
            known.orders[index] = order
            self._mark_header(known, index, used)
        return used

    def _mark_header(self, opened: FoundList, index: int, used: int) -> None:
        for each in range(index, index + used):
            self.roles[each] = "header"
            opened.headers.append(each)
        self.page_ended = True

    def _opens(self, index: int, headings: tuple[str, ...], used: int, *, in_table: bool) -> int:
        line = self.lines[index]
        if doubled := stands_twice(headings):
            raise ExtractError(
                f"the header at {place_of(line)} prints its {doubled} twice: rows "
                f"that stand side by side in one table are not read; split the table in two"
            )
        titles = title_lines(self.lines, self.titles, index)
        first = all(each.annex != self.over.annex for each in self.found)
        contexts = self.over.contexts(self.lines, titles, first=first)
        lists = () if is_withdrawn(contexts[-1]) else self._lists(index, used, headings, contexts)
        best, misfit = fitting_list(lists, headings, contexts)
        # what describes itself and does not fit is told row by row
        unread, misfit = (misfit, None) if self.describe else (None, misfit)
        known = {each.words.key: each for each in self.found}
        if (
            best is None
            and misfit is not None
            and misfit[0].key not in known
            and len(misfit[1].missing) < len(misfit[0].columns)
        ):
            raise ExtractError(misfit_message(line, *misfit))
        if best is None and in_table and (others := self._of_other_kind(index, used, headings)):
            return others
        fields = {field_of_heading(text) for text in headings}
        if best is None and not unread and not ("serial" in fields and fields & {"name", "code"}):
            return 0
        self._close()
        self.roles[index : index + used] = ["header"] * used
        if best is None:
            self.unknown_open = []
            self.unknown.append((index, contexts[-1], self.unknown_open))
            return used
        words, mapping = best
        section = self.over.first_section(self.lines, titles, words)
        if (self.over.used and titles) or section == self.over.sub_at:
            self.over.end_sub()
        titles = [each for each in titles if each != section]
        if words.key in known and not self.repeated:
            raise ExtractError(
                f"two lists fit '{words.key}': '{known[words.key].title}' "
                f"({place_of(self.lines[known[words.key].headers[0]])}) and "
                f"'{self.over.list_title(self.lines, titles)}' ({place_of(line)}). If one is of "
                f"another edition, take its table or sheet out of the file and load it as a "
                f"document of its own; else let the title patterns of series "
                f"'{self.publication.series}' tell them apart"
            )
        for each in titles:
            if self.roles[each] == "text":
                self.roles[each] = "title"
        titles = self.over.part_titles(self.lines, titles)
        above = [*self.over.annex_titles, *titles]
        prints = prints_above(headings, self.lines[index : index + used])
        self.open = FoundList(
            words,
            self.over.annex,
            self.over.annex_heading,
            self.over.sub,
            self.over.sub_heading,
            self.over.list_title(self.lines, titles),
            tuple(
                replace(column, prints=above)
                for column, above in zip(mapping.columns, prints, strict=True)
            ),
            list(range(index, index + used)),
            in_table,
            {self.lines[each].bare for each in above}
            | {squeeze(f"{self.over.sub_heading or ''}{self.over.sub_title or ''}")},
            in_sections=section is not None,
            title_above=self.over.annex_title(self.lines) if not self.over.annex else None,
        )
        if section is not None:
            heading = self.lines[section].text.strip()
            self._begin_section(self.open, section, section_words(heading) or heading)
        self.over.used = True
        self.found.append(self.open)
        self.over.annex_titles = self.over.annex_titles or list(titles)
        self.titles = []
        return used

    def _of_other_kind(self, index: int, used: int, headings: Sequence[str]) -> int:
        """The rows of a table that its headings say is no list of training, such as providers."""
        other = other_by_headings(headings)
        number = self.lines[index].position.table_no
        below = itertools.takewhile(
            lambda line: (
                isinstance(line, Row)
                and line.position.table_no == number
                and not line.is_lone
                and not looks_like_header(line)
            ),
            self.lines[index + used :],
        )
        rows = range(index, index + used + sum(1 for _ in below))
        if other is None or any(contains_code(self.lines[n].text) for n in rows):
            return 0
        self._close()
        self.titles = []
        self.others.append((index, *other))
        for each in rows:
            self.roles[each] = "form"
        return len(rows)

    def _lists(
        self, index: int, used: int, headings: tuple[str, ...], contexts: Sequence[str]
    ) -> tuple[CatalogList, ...]:
        """The lists that a header may open: the publication's, or the one that it describes."""
        if self.describe is not None:
            fresh = self.describe(self.lines, range(index, index + used), headings, contexts)
            if fresh is not None:
                lists = (*self.publication.lists, fresh)
                self.publication = replace(self.publication, lists=lists)
                return (fresh,)
        return self.publication.lists

    # --- bodies and the text between -------------------------------------------------------------

    def _in_list(self, index: int, line: Line, text: str) -> bool:
        opened = self.open
        if opened is None:
            return False
        if is_note(self.lines, index, opened):
            self._rest()
            return False
        if self._stands_apart(index, line, opened):
            self._rest()
            return False
        if is_unit_line(line):
            self.roles[index] = "note"
            return True
        section = section_title(line, opened)
        if section is not None and (
            isinstance(line, Row) or not opened.in_table or rows_below(self.lines, index, opened)
        ):
            self._begin_section(opened, index, section)
            return True
        if isinstance(line, Paragraph) and opened.in_table:
            self._rest()
            return False
        beside = line.is_lone and line.is_any("beside_title")
        if isinstance(line, Row) and (beside or any(map(is_total, line.texts))):
            self.roles[index] = "note"
            return True
        if self.page_ended:
            opened.page_ends.add(index)
            self.page_ended = False
        opened.body.append(index)
        return True

    def _stands_apart(self, index: int, line: Line, opened: FoundList) -> bool:
        """Whether a text alone begins a table that is not the list's: notes, or other columns."""
        table = self.lines[opened.headers[-1]].position.table_no
        if not isinstance(line, Row) or not line.is_lone or line.position.table_no == table:
            return False
        if line.width != len(opened.fields):
            return True
        of_table = itertools.takewhile(
            lambda n: self.lines[n].position.table_no == line.position.table_no,
            range(index, len(self.lines)),
        )
        first = next((n for n in of_table if not self.lines[n].is_lone), None)
        return first is not None and not continues(self.lines, first, opened)

    def _resumes(self, index: int, row: Row) -> bool:
        """A table without a header of its own goes on with the list that text interrupted."""
        if self.resting is None or row.position.table_no == self.foreign_table:
            return False
        if not continues(self.lines, index, self.resting):
            self.foreign_table = row.position.table_no
            return False
        self.open, self.resting = self.resting, None
        self.titles = []
        self.page_ended = True
        return True

    def _note(self, index: int, text: str) -> bool:
        begins = is_note(self.lines, index, self.open or self.resting)
        self.in_note = begins or (self.in_note and ITEM.match(text) is not None)
        if self.in_note:
            self._rest()
            self.roles[index] = "note"
        return self.in_note

    def _rest(self) -> None:
        self.resting = self.open or self.resting
        self.open = None
        self.page_ended = False

    def _close(self) -> None:
        self.open = self.resting = None
        self.unknown_open = None
        self.in_form = self.in_note = False
        self.page_ended = False
