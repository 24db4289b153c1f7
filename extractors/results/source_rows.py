"""The whole document as numbered source rows: what each printed line was, and what it became."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document import Paragraph, Position
from extractors.extraction import EntryRow, RateRow, RejectedRow, SourceRow
from extractors.lists.read_row import ReadRow
from extractors.locate.found import Located
from extractors.words.codes import begins_like_code, contains_code, parse_code
from extractors.words.notices import MEASURE, OF_FORM, is_web_furniture
from extractors.words.numerals import parse_serial
from extractors.words.signs import COLON, is_none_sign
from extractors.words.text import fold, squeeze
from extractors.words.titles import is_row_below_numeral
from schemas.vocabulary import RowRole

# what a site's table over a page notes of it, and tables of contacts, which no catalog holds
_PARTICULARS = re.compile(
    r"(?:索引号|发布(?:机构|单位|日期|时间)|发文(?:机关|机构|单位|字号|日期)|成文日期|生成日期"
    r"|公开(?:方式|日期|范围)|主题(?:分类|词)|文号|信息来源|有效性|效力状态|体裁分类|组配分类"
    rf"|{OF_FORM}|{MEASURE}(?={COLON})"
    rf"|(?:工作|业务)?联系(?:人|电话|方式|地址)|咨询电话|监督电话|电话|传真|邮编|电子邮箱)(?:{COLON}.*)?"
)
_TELEPHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:[-转]\d{1,5})?|1\d{10}|1[012]\d{3}")
_AMOUNT = re.compile(r"\d元")


class SourceRows:
    """Numbers the flat lines of a document as source rows.

    One table row or one line is one source row; the lines of a dealt row are one, those of its
    tail after a page end another.
    """

    def __init__(self, document_id: str, located: Located, rows: Sequence[ReadRow]) -> None:
        """Number the flat lines; those of each row of the lists stand together."""
        self.document_id = document_id
        self.located = located
        self.row_numbers: dict[int, int] = {}
        self._groups: dict[int, tuple[int, ...]] = {}
        self._grouped: set[int] = set()
        self._cells: dict[int, list[str]] = {}
        self._roles: dict[int, RowRole] = {}
        self._index_of: dict[tuple[int, str, int], int] = {}
        for index, line in enumerate(located.lines):
            for place in _places(line.position):
                self._index_of.setdefault(place, index)

        self._group(rows)
        self._number()

    def _group(self, rows: Sequence[ReadRow]) -> None:
        for row in rows:
            parts: tuple[tuple[tuple[int, ...], list[str], RowRole], ...] = (
                (row.lines, row.cells, "entry"),
                (row.tail, row.tail_cells, "continuation"),
            )
            for lines, cells, role in parts:
                if lines:
                    self._groups[lines[0]] = lines
                    self._grouped.update(lines[1:])
                    self._cells[lines[0]] = cells
                    self._roles[lines[0]] = role

    def _number(self) -> None:
        """Give every source row its number, from 1 in print order; blank lines get none."""
        number = 0
        for index, line in enumerate(self.located.lines):
            if index in self._grouped:
                continue
            if isinstance(line, Paragraph) and not line.text.strip():
                continue
            number += 1
            for each in self._groups.get(index, (index,)):
                self.row_numbers[each] = number

    def row_no(self, index: int) -> int:
        """The number of the source row that a flat line belongs to."""
        return self.row_numbers[index]

    def furniture(self) -> set[int]:
        """The numbers of rows that are page numbers and repeated titles."""
        numbers = {index for found in self.located.lists for index in found.page_numbers}
        return {self.row_numbers[index] for index in self.located.furniture | numbers}

    def row_at(self, position: Position) -> int | None:
        """The number of the source row at a position, None where no row stands there.

        A note on a line has the line's number; one on a page gets its first row.
        """
        for place in _places(position):
            index = self._index_of.get(place)
            if index is not None:
                return self.row_numbers.get(index)
        return None

    def rows(
        self,
        entries: Sequence[EntryRow],
        rates: Sequence[RateRow],
        rejected: Sequence[RejectedRow],
        title_lines: Sequence[int],
    ) -> list[SourceRow]:
        """Every source row with its role, its entry and its rates."""
        entry_of = {entry.row_no: entry.entry_id for entry in entries}
        rates_of: dict[int, list[str]] = {}
        for rate in rates:
            for row_no in range(rate.row_no, (rate.row_no_end or rate.row_no) + 1):
                rates_of.setdefault(row_no, []).append(rate.rate_id)
        refused = {row.row_no: row.model for row in rejected}
        rows: list[SourceRow] = []
        head_entry: str | None = None
        for index, line in enumerate(self.located.lines):
            number = self.row_numbers.get(index)
            if number is None or index in self._grouped:
                continue
            role = self._role(index, number, entry_of, rates_of, refused)
            if index in title_lines and role == "text":
                role = "title"
            if role == "entry":
                head_entry = entry_of.get(number)
            lines = self._groups.get(index, (index,))
            last = self.located.lines[lines[-1]].position
            rows.append(
                SourceRow(
                    self.document_id,
                    number,
                    line.position.page,
                    line.position.table_no,
                    line.position.table_row,
                    line.position.line_start,
                    last.line_end,
                    self._cells.get(index) or list(line.texts),
                    role,
                    head_entry if role in ("entry", "continuation") else None,
                    rates_of.get(number, []),
                    part=line.position.part_no,
                )
            )
        return rows

    def _role(
        self,
        index: int,
        number: int,
        entry_of: dict[int, str],
        rates_of: dict[int, list[str]],
        refused: dict[int, str],
    ) -> RowRole:
        if index in self._roles:
            return self._roles[index]
        if number in rates_of or refused.get(number) == "subsidy_rate":
            return "rate"
        return self.located.roles[index]


def is_unaccounted(row: SourceRow, *, inside_list: bool) -> bool:
    """Law (c): whether a row inside a list, or one that begins like a row of one, is neither.

    A line of a text may begin with a row's code where a capture cuts its cells to lines.
    """
    if row.role in ("header", "section", "entry", "continuation", "rate"):
        return False
    if inside_list and row.role not in ("note", "form"):
        return any(cell.strip() for cell in row.cells)
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if row.table_no is not None and row.role == "text" and len(filled) > 1:
        return not _is_particulars(filled)
    words = [word for cell in filled for word in cell.split()]
    if row.role == "text" and begins_like_code(next(iter(words), "")):
        return True
    if row.role in ("text", "title") and is_row_below_numeral(" ".join(words)):
        return True
    if len(words) < 2 or parse_serial(words[0]) is None:
        return False
    if parse_code(words[1]) is not None or begins_like_code(words[1]):
        return True
    return row.role in ("text", "title") and len(words) > 2 and is_none_sign(words[1])


def _is_particulars(filled: Sequence[str]) -> bool:
    """Whether a row outside lists says whom to ask, or what a site notes of the page itself."""
    texts = [squeeze(fold(cell)) for cell in filled]
    if any(_AMOUNT.search(text) or contains_code(text) for text in texts):
        return False
    return all(map(is_web_furniture, filled)) or any(
        _PARTICULARS.fullmatch(text) or _TELEPHONE.fullmatch(text) for text in texts
    )


def _places(position: Position) -> list[tuple[int, str, int]]:
    """What a position can be found by in its part: its number, its line, for a page alone that."""
    places = [] if position.number is None else [("number", position.number)]
    if position.line_start is not None:
        last = position.line_end or position.line_start
        places += [("line", line) for line in range(position.line_start, last + 1)]
    elif position.page is not None:
        places.append(("page", position.page))
    return [(position.part_no, *place) for place in places]
