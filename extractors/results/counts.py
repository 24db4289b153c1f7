"""How many rows a document says its lists have, beside how many were read of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractors.results.draft import Draft, ReadList
from extractors.results.source_rows import SourceRows
from extractors.words.text import squeeze
from extractors.words.totals import StatedTotal, stated_totals


def note_fewer_rows(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> None:
    """One finding a line that states more rows than were read of the lists it speaks of.

    A title speaks of its list, a sentence of the annexes it names or else of all lists, a total
    below the rows of a list (合计：15个) of that list.
    """
    counted = [each for each in lists if not each.found.is_rates]
    titled = defaultdict(list)
    for each in counted:
        if each.found.title:
            titled[squeeze(each.found.title)].append(each)
    for title, of in titled.items():
        for total in stated_totals(title):
            _note(draft, source, of[0].found.headers[0], total, of)
    prose = draft.prose
    for total in stated_totals(prose.text):
        line = prose.line_at(total.start)
        above = [each for each in counted if each.found.headers[0] < line]
        if total.annexes:
            of = [each for each in counted if each.found.annex in total.annexes]
        elif total.is_named:
            of = counted
        elif total.start in prose.starts and above:
            of = above[-1:]
        else:
            continue
        _note(draft, source, line, total, of)


def _note(
    draft: Draft, source: SourceRows, line: int, total: StatedTotal, of: Sequence[ReadList]
) -> None:
    read = sum(len(each.rows) for each in of)
    if read >= total.number:
        return
    where = "、".join(each.found.title or each.number for each in of) or "the annexes it names"
    draft.findings.add(
        "list_missing",
        f"the text says {total.printed}, and {read} rows were read of {where}: the document may be "
        "cut, or rows of it were not found",
        row_no=source.row_no(line),
        catalog_id=of[0].catalog_id if len(of) == 1 else None,
        printed=total.printed,
    )
