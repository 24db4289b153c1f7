"""Who issues a notice, when, under which number and title, in the layouts notices come in."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract_document
from extractors.extraction import DocumentRow, Extraction
from tests.places import RAW

LIST = (
    "附件\n济南市补贴性职业技能培训项目指导目录\n（一）急需紧缺培训项目目录\n"
    "序号\t编码\t职业名称\t行业分类\n1\t6-31-05-00\t包装工\t加工维修\n"
)
HEAD = "济南市人社局 济南市财政局\n济人社函〔2024〕28号\n"
TITLE = "关于做好补贴性职业技能培训目录工作的通知\n"
TO = "各区县人社局：\n现将目录印发给你们。\n"


def extract(text: str) -> Extraction:
    return extract_document(text.encode(), "next.txt")


def document(text: str) -> DocumentRow:
    return extract(text + LIST).document


def test_every_line_that_signs_above_the_date_is_an_issuer() -> None:
    signed = "济南市人社局\n济南市财政局\n济南市残疾人联合会\n2024年5月20日\n"
    read = document(TITLE + TO + signed)
    assert read.issuers == ["济南市人社局", "济南市财政局", "济南市残疾人联合会"]


def test_spaced_characters_and_the_place_of_a_seal_hide_no_issuer() -> None:
    signed = "济 南 市 人 社 局（代章）\n济南市财政局 （盖章）\n2024年5月20日\n"
    assert document(TITLE + TO + signed).issuers == ["济南市人社局", "济南市财政局"]


def test_the_letterhead_counts_where_it_names_more_than_the_signature() -> None:
    read = document(HEAD + TITLE + TO + "济南市人社局\n2024年5月20日\n")
    assert read.issuers == ["济南市人社局", "济南市财政局"]


def test_whom_a_letter_is_sent_to_never_issues_it() -> None:
    to = "市工业和信息化局、市民政局、\n市司法局：\n现印发目录。\n"
    assert document(TITLE + to + "济南市人社局\n2024年5月20日\n").issuers == ["济南市人社局"]
    assert document(TITLE + to).issuers is None


def test_an_office_of_an_organ_is_no_second_one() -> None:
    read = document(TITLE + TO + "济南市人力资源和社会保障局办公室\n2024年5月20日\n")
    assert read.issuers == ["济南市人力资源和社会保障局办公室"]


def test_a_notice_that_holds_its_list_is_signed_below_it() -> None:
    title = "关于公布职业技能培训目录的公告\n"
    signed = "\n济南市人社局\n2024年5月20日\n"
    held = LIST.removeprefix("附件\n")
    read = extract(title + TO + held + signed).document
    assert (read.issuers, read.issued_on) == (["济南市人社局"], date(2024, 5, 20))
    annexed = extract(title + TO + LIST + signed).document
    assert (annexed.issuers, annexed.issued_on) == (None, None)


def test_who_wrote_what_a_notice_passes_on_does_not_issue_it() -> None:
    title = "济南市人社局转发山东省人力资源和社会保障厅关于印发职业技能培训目录的通知\n"
    read = document(title + TO + "济南市人社局\n2024年5月20日\n")
    assert read.issuers == ["济南市人社局"]


@pytest.mark.parametrize(
    "day",
    ["2024年5月20日", "二〇二四年五月二十日", "2024.5.20", "2024-05-20", "二○二四年五月二十日"],
)
@pytest.mark.parametrize("gap", ["\n", "　　"])
def test_a_signature_is_read_in_any_notation_of_its_date(day: str, gap: str) -> None:
    read = document(TITLE + TO + f"济南市人社局{gap}{day}\n")
    assert (read.issuers, read.issued_on) == (["济南市人社局"], date(2024, 5, 20))


def test_digits_that_nobody_signs_are_no_date_of_issue() -> None:
    assert document(f"{TITLE}2024-05-20\n{TO}").issued_on is None


@pytest.mark.parametrize(
    "annexes",
    [
        "附件：\n1. 指导目录\n2. 申报表\n",
        "附件：1. 指导目录\n2. 申报表\n",
        "附件1：指导目录\n附件2：申报表\n",
        "附件：指导目录\n",
        "附件:\n指导目录\n",
    ],
)
def test_a_list_of_annexes_does_not_end_the_notice(annexes: str) -> None:
    read = extract(
        HEAD + TITLE + TO + annexes + "济南市人社局\n济南市财政局\n2024年5月20日\n" + LIST
    )
    assert read.document.issued_on == date(2024, 5, 20)
    assert read.document.issuers == ["济南市人社局", "济南市财政局"]
    assert len(read.entries) == 1


def test_a_date_under_the_title_of_an_annex_is_not_the_notices() -> None:
    dated = LIST.replace("指导目录\n", "指导目录\n2024年5月20日\n")
    assert extract(TITLE + TO + dated).document.issued_on is None


@pytest.mark.parametrize(
    "number",
    ["济人社函[2024]28号", "济人社函(2024)28号", "济人社函（2024）28号", "济人社函【2024】28号",
     "济人社函〔2024〕第28号", "2024年第5号", "第5号"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["济南市人社局\n济南市财政局\n", "济南市人社局文件\n"])
def test_a_number_in_any_brackets_is_no_part_of_the_title(head: str, number: str) -> None:
    read = document(f"{head}{number}\n{TITLE}{TO}")
    assert (read.document_number, read.title) == (number, TITLE.strip())


def test_a_title_goes_on_where_a_line_ends_inside_its_brackets() -> None:
    title = "济南市人社局关于印发《济南市培训补贴目录（征求意见稿）》的通知"
    read = document(f"{title[:-6]}\n{title[-6:]}\n{TO}")
    assert read.title == title


def test_full_width_digits_of_a_number_are_digits() -> None:
    read = document(f"济人社函〔２０２４〕２８号\n{TITLE}{TO}")
    assert read.document_number == "济人社函〔2024〕28号"


@pytest.mark.parametrize(
    "line",
    [
        "济南市人社局文件 济人社函〔2024〕28号",
        "济人社函〔2024〕28号　签发人：张三",
        "文号：济人社函〔2024〕28号",
        "济南市人社局 济人社函〔2024〕28号",
    ],
)
def test_a_number_beside_letterhead_or_signer(line: str) -> None:
    read = document(f"{line}\n{TITLE}{TO}")
    assert (read.document_number, read.title) == ("济人社函〔2024〕28号", TITLE.strip())


def test_organs_that_open_a_title_belong_to_it_unless_it_names_them_again() -> None:
    organs = "济南市人社局\n济南市财政局\n济南市教育局\n"
    read = document(organs + "关于做好\n补贴性职业技能培训\n目录工作的通知\n" + TO)
    assert (
        read.title == "济南市人社局济南市财政局济南市教育局关于做好补贴性职业技能培训目录工作的通知"
    )
    assert read.issuers == ["济南市人社局", "济南市财政局", "济南市教育局"]
    again = document("济南市人社局\n济南市人社局" + TITLE + TO)
    assert again.title == "济南市人社局" + TITLE.strip()


@pytest.mark.parametrize(
    "line",
    ["首页>政策文件", "首页 > 政务公开 > 政策文件", "当前位置：首页＞政策", "来源：济南市人社局",
     "发布时间：2024-05-20 浏览次数：12", "信息来源：市人社局"],
)  # fmt: skip
def test_what_a_web_page_prints_around_its_text_joins_no_title(line: str) -> None:
    read = document(f"{line}\n{TITLE}{TO}")
    assert (read.title, read.issued_on) == (TITLE.strip(), None)
    assert document(f"{line}\n济南市人社局\n{TITLE}{TO}").title == "济南市人社局" + TITLE.strip()


def test_the_five_texts_print_what_they_did() -> None:
    read = extract_document((RAW / "jinan-2023.txt").read_bytes(), "jinan-2023.txt").document
    assert read.issuers == ["济南市人力资源和社会保障局", "济南市财政局"]
    assert (read.document_number, read.issued_on) == ("济人社函〔2023〕28号", date(2023, 9, 18))


@pytest.mark.parametrize(
    "line",
    [
        "首页>政策文件",
        "来源：上海市人社局",
        "浏览次数：12",
        "（注：标*的项目为技岗匹配项目）",
        "标“*”的项目为技岗匹配项目",
        "*为技岗匹配项目",
        "单位：元/人",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_furniture_and_legends_join_no_title_of_a_list(line: str, above: bool) -> None:
    title = "上海市职业技能提升补贴目录（2027年）"
    head = f"{line}\n{title}" if above else f"{title}\n{line}"
    rows = "序号\t项目编码\t项目名称\t分类\n1\t6-02-02-01\t焊工\tC*\n"
    read = extract(f"{head}\n{rows}")
    assert (read.document.title, read.catalogs[0].title) == (title, title)
    assert read.entries[0].is_job_matched is (True if "技岗" in line else None)


@pytest.mark.parametrize("batch", ["（第一批）", "（试行）", "（2027年版）"])
def test_a_bracket_under_a_title_stays_part_of_it(batch: str) -> None:
    rows = "序号\t项目编码\t项目名称\t分类\n1\t6-02-02-01\t焊工\tC\n"
    read = extract(f"附件\n上海市职业技能提升补贴目录\n{batch}\n{rows}")
    assert read.document.title == f"上海市职业技能提升补贴目录{batch}"


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "关于", "某某局", "课时", "证书", "附件1、", "某局\n\n"])
def test_a_long_line_or_very_many_organs_are_read_in_linear_time(piece: str) -> None:
    """Reading it in a time that grows with its square would take minutes."""
    text = (RAW / "shanghai-2026.txt").read_text(encoding="utf-8")
    extraction = extract_document(f"{piece * 40_000}\n\n{text}".encode(), "shanghai-2026.txt")
    assert len(extraction.entries) == 379
