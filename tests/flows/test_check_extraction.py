"""What an extraction must have before it is staged, and what is said where it has not."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from flows.check_extraction import check_not_empty
from schemas.errors import ExtractError


def test_a_document_without_a_module_is_not_sent_to_one() -> None:
    rows = [
        "湘潭市职业技能培训补贴目录,,",
        "序号,职业（工种）,职业编码",
        "1,,6-31-01-03",
        "2,,6-18-02-04",
    ]
    extraction = extract_document("\n".join(rows).encode(), "xiangtan.csv")
    with pytest.raises(ExtractError, match="the row prints none") as told:
        check_not_empty(extraction, "xiangtan.csv")
    assert "module" not in str(told.value)
