"""What stands between a list's rows and is none: sections, page numbers, 续表, other titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog import Publication
from extractors.document import Line, Row
from extractors.locate.found import FoundList
from extractors.locate.headers import is_header_line, repeats_header
from extractors.locate.section_titles import reads_as_row, section_title
from extractors.words.certificates import parse_certificate
from extractors.words.codes import contains_code, looks_like_code
from extractors.words.numerals import parse_serial
from extractors.words.signs import COLON, COLONS, EXPLAINED, ROUND_OPEN, is_none_sign, none_of
from extractors.words.text import squeeze
from extractors.words.titles import (
    ANNEX,
    CONTINUED_SUFFIX,
    EXPLAINS,
    HEADING_MARK,
    ITEM,
    LIST_TITLE,
    LONGEST_TITLE,
    SENTENCE_END,
    is_withdrawn,
    section_words,
)

_TITLE_REACH = 4
_TITLE_LINES = 6
_UNIT_BEHIND = re.compile(
    rf"(?<=\S)\s*{ROUND_OPEN}?(?:计量|金额|货币)?\s*单\s*位\s*{COLON}{none_of(COLONS)}*$"
)
_LEGEND_CELLS = re.compile(rf"{EXPLAINED}|标识|标记|标志|符号|图例")


def is_note(lines: Sequence[Line], index: int, known: FoundList | None) -> bool:
    """Whether the line begins a note (注：…), or explains a mark: ★表示急需紧缺, ★ | 急需紧缺.

    In cells a mark and some words may be a row of the list that is ``known``: they explain the mark
    where they say so, or in another table, unless the list's own rows may begin with a mark.
    """
    line = lines[index]
    if not isinstance(line, Row) or line.is_lone:
        return line.is_any("note", "legend")
    if line.is_any("note"):
        return True
    filled = [text.strip() for text in line.texts if text.strip()]
    if len(filled) != 2 or _LEGEND_CELLS.fullmatch(filled[0]) is None:
        return False
    if re.match(EXPLAINS, filled[1]):
        return True
    if known is None or known.fields[0] in (None, "shortage"):
        return False
    return lines[known.headers[-1]].position.table_no != line.position.table_no


def title_lines(lines: Sequence[Line], above: Sequence[int], index: int) -> list[int]:
    """Of the lone lines above a header the short ones directly over it, which make its title."""
    titles: list[int] = []
    for each in reversed(above[-_TITLE_LINES:]):
        text = lines[each].text.strip()
        if lines[each].is_any("withdrawn"):
            return [each, *titles]
        if not titles and lines[each].is_any("signature"):
            continue  # who publishes it may stand between a title and its table
        too_far = len(text) > LONGEST_TITLE or each < index - 12
        if too_far or text[-1] in SENTENCE_END or lines[each].is_any("signature"):
            break
        titles.insert(0, each)
    return titles


def own_title(line: Line) -> str:
    """A title line without the heading it may begin with (附件1) and the unit behind it."""
    match = ANNEX.fullmatch(line.text.strip())
    return _UNIT_BEHIND.sub("", match["title"] if match and match["title"] else line.text)


def goes_on(lines: Sequence[Line], index: int, known: FoundList) -> bool:
    """Whether the line says that a list goes on: 续表, or its title over its header again.

    Over lines of words that go on a page may print the title alone.
    """
    if lines[index].is_any("continued"):
        return True
    if CONTINUED_SUFFIX.sub("", lines[index].bare) not in known.title_lines:
        return False
    below = header_below(lines, index)
    return not known.in_table if below is None else repeats_header(lines, below, known)


def header_below(lines: Sequence[Line], index: int) -> int | None:
    """The header row that lone lines alone part from this one."""
    for each in range(index + 1, min(index + 1 + _TITLE_REACH, len(lines))):
        line = lines[each]
        if is_header_line(lines, each):
            return each
        if not line.is_lone or begins_like_row(line):
            return None
    return None


def titles_form(lines: Sequence[Line], index: int, publication: Publication) -> bool:
    """Whether the annex that begins here is a blank form, by its title."""
    if publication.forms is None:
        return False
    titles = "".join(line.text for line in lines[index : index + 4])
    return re.search(publication.forms, squeeze(titles)) is not None


def titles_another(
    lines: Sequence[Line], index: int, opened: FoundList, publication: Publication
) -> bool:
    """Whether a lone text inside a list stands over the header of another one."""
    below = header_below(lines, index)
    if below is None or lines[index].is_any("beside_title"):
        return False
    line, header = lines[index], lines[below]
    text = line.text.strip()
    section = section_title(line, opened)
    if opened.words.sections_name_certificates and parse_certificate(section or ""):
        return False
    if isinstance(line, Row):
        first = line.cells[0].text.strip()
        if not first or parse_serial(first) is not None:
            return False
    elif not opened.in_table and (
        reads_as_row(text, opened) or not line.is_any("section", "list_title", "withdrawn")
    ):
        return False  # a row, or the end of a wrapped one, above the header that a page repeats
    turned = header.position.starts_page or header.position.page != line.position.page
    return not (turned and repeats_header(lines, below, opened)) or any(
        each.key != opened.words.key and each.is_named_in(squeeze(text))
        for each in publication.lists
    )


def next_section(
    lines: Sequence[Line], index: int, known: FoundList, publication: Publication
) -> str | None:
    """The title of a section over the header again (二、…), where a list began below 一、…, or
    where it is a row of the list's own table.

    None where the title is one of a list, or says that what is below is subsidized no more.
    """
    line, text = lines[index], lines[index].text
    within = known.in_sections or (
        isinstance(line, Row)
        and line.position.table_no == lines[known.headers[-1]].position.table_no
        and not line.is_any("list_title")
    )
    title = section_words(text) if within and not is_withdrawn(text) else None
    if title is None or reads_as_row(text, known):
        return None
    below = header_below(lines, index)
    if below is None or not repeats_header(lines, below, known):
        return None
    names_list = any(each.is_named_in(squeeze(text)) for each in publication.lists)
    return None if names_list else title


def titles_headless(
    lines: Sequence[Line], index: int, opened: FoundList, publication: Publication
) -> bool:
    """Whether a lone text titles another list (二、…目录) whose rows have no header above them."""
    title = HEADING_MARK.sub("", lines[index].bare, count=1)
    keys = {each.key for each in publication.lists if each.is_named_in(title)}
    return (
        bool(keys)
        and opened.words.key not in keys
        and LIST_TITLE.fullmatch(title) is not None
        and header_below(lines, index) is None
        and rows_below(lines, index, opened)
    )


def lists_annexes(lines: Sequence[Line], index: int) -> bool:
    """Whether the line below is another numbered annex or item: then this is their list."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and (ITEM.match(below.text) is not None or below.is_any("annex"))


def rows_below(lines: Sequence[Line], index: int, known: FoundList) -> bool:
    """Whether rows of the list go on below, without a header of their own."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if isinstance(below, Row):
        return below.width == len(known.fields)
    return below is not None and not known.in_table and begins_like_row(below)


def continues(lines: Sequence[Line], index: int, known: FoundList) -> bool:
    """Whether a table that begins here without a header has rows of a list.

    It does where a serial or a code stands in the row, or a serial below an empty one: a row's end.
    """
    fields = known.fields
    row = lines[index]
    if not isinstance(row, Row) or row.width != len(fields):
        return False
    if section_title(row, known) is not None:
        return True
    if "serial" not in fields:
        code = row.by_column[fields.index("code")].text if "code" in fields else ""
        return is_none_sign(code) or looks_like_code(code) or contains_code(code)
    serial = fields.index("serial")
    first = row.by_column[serial].text.strip()
    if first:
        return parse_serial(first) is not None or contains_code(row.text)
    below = lines[index + 1] if index + 1 < len(lines) else None
    if not isinstance(below, Row) or below.width <= serial:
        return False
    return parse_serial(below.by_column[serial].text) is not None


def begins_like_row(line: Line) -> bool:
    """Whether an undelimited line has a serial and at least two words after it."""
    return len(line.words) > 2 and parse_serial(line.words[0]) is not None
