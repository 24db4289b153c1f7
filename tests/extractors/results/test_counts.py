"""What a document says of how many rows its lists have, beside the rows that it prints."""

from __future__ import annotations

import pytest

from extractors.extract import extract_document
from extractors.extraction import FindingRow
from extractors.words.totals import stated_totals
from tests.documents import make_web
from tests.extractors.locate.test_none_found import HEAD, ROW, TITLE


def told(title: str, *below: str, above: str = "") -> list[FindingRow]:
    body = make_web.paragraph(above) + make_web.paragraph("附件1") + make_web.paragraph(title)
    table = make_web.table(HEAD, ROW, ["2", "6-18-02-04", "焊工", "A"])
    body += table + "".join(map(make_web.paragraph, below))
    found = extract_document(make_web.page(body).encode(), "list.html").findings
    return [each for each in found if each.rule == "list_missing"]


@pytest.mark.parametrize("title", [f"{TITLE}（共178项）", f"{TITLE}（共计178个职业（工种））"])
def test_a_title_that_counts_more_rows_than_were_read_is_told(title: str) -> None:
    [finding] = told(title)
    assert finding.catalog_id == "list/1"
    assert "178" in (finding.printed or "")
    assert "2 rows were read" in finding.message


@pytest.mark.parametrize(
    "above",
    [
        "本目录共收录一百七十八个职业（工种），由各区组织实施。",
        "附件1共178个培训项目。",
        "附件2共1个培训项目。",
    ],
)
def test_a_sentence_that_counts_more_rows_than_were_read_is_told(above: str) -> None:
    assert len(told(TITLE, above=above)) == 1


def test_a_total_below_the_rows_is_that_of_its_list() -> None:
    assert len(told(TITLE, "合计：3个")) == 1
    assert not told(TITLE, "合计：2个")


@pytest.mark.parametrize(
    "above",
    [
        "本目录共2个职业（工种）。",
        "本目录共1个职业（工种）。",
        "上述职业涉及先进制造等，共10个行业。",
        "全市共35个培训机构可以承担培训。",
        "《中华人民共和国职业分类大典》共1639个职业。",
        "两批目录共600个职业。",
        "有关事项共12个，",
    ],
)
def test_a_count_of_other_things_or_of_no_more_rows_is_none(above: str) -> None:
    assert not told(TITLE, above=above)


def test_totals_are_read_in_figures_and_numerals() -> None:
    text = "共177个职业（工种）；共计591项。合计 : 十五 个"
    assert [each.number for each in stated_totals(text)] == [177, 591, 15]
