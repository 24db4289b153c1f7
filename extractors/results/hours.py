"""The minimums of class hours that a document states, as typed rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.extraction import HoursRow
from extractors.notice.prose import read_class_hours
from extractors.results.draft import Draft, ReadList
from extractors.results.source_rows import SourceRows


def hours_rows(draft: Draft, lists: Sequence[ReadList], source: SourceRows) -> list[HoursRow]:
    """A row a statement, of the list above it; figures that none uses become findings."""
    rows: list[HoursRow] = []
    read = read_class_hours(draft.prose)
    statements = read.statements
    for line, text in read.unused:
        draft.findings.add(
            "cell_unclear",
            f"a sentence states class hours that no row could be made of: '{text}'",
            row_no=source.row_no(line),
            printed=text,
        )
    if not statements and "class_hours" in draft.publication.expects:
        draft.missing.append("the minimum class hours")
    for number, each in enumerate(statements, start=1):
        above = [other for other in lists if other.found.headers[0] < each.line]
        rows.append(
            HoursRow(
                f"{draft.document_id}/hours#{number}",
                draft.document_id,
                above[-1].catalog_id if above else None,
                source.row_no(each.line),
                each.certificate_type,
                each.subsidy_class,
                each.skill_level,
                each.class_hours_min,
                each.practice_share_min,
                each.minutes_per_class_hour,
                each.text_printed,
            )
        )
    return rows
