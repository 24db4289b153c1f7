"""The views' comments: of each view, and of each of its columns.

A column that is a table's column by name takes that table's comment; only the others are written
here. The SQL of the views is the warehouse's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.base import TableSpec, bilingual, columns
from schemas.errors import WarehouseError
from schemas.registry import table
from schemas.view_notes import COMMON, Note, level_notes


@dataclass(frozen=True)
class ViewSpec:
    """One view: what a row of it is, the tables its columns come from in order of preference, and
    the notes on columns that mean something else than their name in those tables.

    ``columns`` are the view's columns in order.
    """

    schema: str
    name: str
    comment_en: str
    comment_zh: str
    tables: tuple[TableSpec, ...]
    notes: dict[str, Note] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its schema, as ``main.entry_detail``."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """English and Chinese in one text, for COMMENT ON."""
        return bilingual(self.comment_en, self.comment_zh)


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ENTRY = table("main", "catalog_entry")
_CATALOG = table("main", "catalog")
_DOCUMENT = table("main", "document")
_RATE = table("main", "subsidy_rate")
_HOURS = table("main", "class_hours")
_SOURCE = table("audit", "source_row")
_OCCUPATION = table("reference", "occupation")

VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec(
        "main",
        "entry_detail",
        "One wide, flat row an entry, lists as text joined by 、: for spreadsheets and viewers.",
        "每个条目一行的宽表，列表以“、”连接成文本，便于在表格软件中使用。",
        (_ENTRY, _CATALOG, _SOURCE, _DOCUMENT),
        {
            "year": Note("Year of the document; NULL where it prints none.", "文件年份。", "2023"),
            "is_green": Note("The row prints L.", "印有绿色职业标识L。", "true"),
            "is_digital": Note("The row prints S.", "印有数字职业标识S。", "true"),
            "work_types": Note(
                "Work types in the bracket.", "括号中的工种。", "母婴护理、家务服务、家庭照护"
            ),
            "marks": Note("Every mark the row prints.", "印刷的标识。", "L、S"),
            "initiatives": Note("Provincial initiatives.", "所属专项。", "粤菜师傅"),
            "occupation_candidates": Note(
                "Codes that fit equally, where none was chosen.",
                "相符而未能认定的编码。",
                "4-14-01-01、4-14-01-02",
            ),
            "other": Note(
                "Printed columns with no place of their own, as heading：cell.",
                "未单列的印刷栏目（栏目：内容）。",
                "备注：含全部工种",
            ),
            "title": Note(
                "Title of the document, or of its first list; NULL where none is printed.",
                "文件标题。",
                "上海市职业技能提升补贴目录（2026年）",
            ),
        },
        columns=_names(
            "city year list kind list_region section serial_printed name official_name code "
            "occupation_code occupation_match occupation_candidates entry_kind work_types "
            "subsidy_class certificate_type industry initiatives is_shortage shortage_degree "
            "is_job_matched "
            "is_overlay is_green is_digital official_is_green official_is_digital marks "
            "major_code major_name middle_code middle_name minor_code minor_name part page "
            "table_no table_row line_start line_end name_printed code_printed code_kind "
            "code_edition_printed subsidy_class_printed certificate_printed industry_printed "
            "initiatives_printed other title document_number issued_on file_name ordinal row_no "
            "entry_key document_id catalog_id entry_id"
        ),
    ),
    ViewSpec(
        "main",
        "entry_subsidy",
        "Entry by purpose and skill level: its amount. A row is one possible level of the entry:"
        " never sum over levels.",
        "条目按用途和技能等级的补贴标准。每行是一个可能的等级，不可跨等级求和。",
        (_ENTRY, _RATE, _CATALOG, _DOCUMENT),
        {
            "basis": Note("Where the amount comes from.", "标准的来源。", "rate_table"),
            "item": Note(
                "Printed labels of the project, joined by /.",
                "印刷的补贴项目，以“/”连接。",
                "职业资格证书、职业技能等级证书",
            ),
            "catalog_id": Note("List of the entry.", "条目所在目录。", "nantong-2023/1"),
        },
        columns=_names(
            "city year list document_id catalog_id entry_id name code occupation_code "
            "official_name is_green is_digital official_is_green official_is_digital "
            "is_overlay certificate_type subsidy_class purpose subsidy_kinds item skill_level "
            "level_name amount_yuan amount_rule amount_low amount_high unit included_in "
            "condition_printed basis rate_id"
        ),
    ),
    ViewSpec(
        "main",
        "subsidy_by_level",
        "The flat answer to what a city pays: a row is one amount of one occupation at one level,"
        " overlays folded into the rows they select. Never sum over levels, nor an amount with the"
        " one it is included in.",
        "“补贴多少”的直接答案：每行是一个职业在一个等级的一项金额，选列目录已并入所选条目。不可跨等级求和，"
        "也不可与所包含于的金额相加。",
        (_ENTRY, _RATE, _CATALOG, _DOCUMENT),
        {
            "year": Note("Year of the document; NULL where it prints none.", "文件年份。", "2023"),
            "is_shortage": Note(
                "In demand by any row of the document for the occupation; NULL where none says.",
                "文件中该职业任一条目为急需紧缺；均未涉及时为空。",
                "true",
            ),
            "level": Note(
                "Skill level: 5 the lowest to 1, 6 apprentice, 0 and -1 above 1.",
                "技能等级：5初级至1高级技师，6学徒工，0特级技师，-1首席技师。",
                "3",
            ),
            "amount": Note(
                "Amount in yuan a unit; NULL where words stand instead, see rule.",
                "金额（元）；以文字代替金额时为空，见rule。",
                "2000.00",
            ),
            "rule": Note("How the amount is to be understood.", "金额的性质。", "fixed"),
            "item": Note(
                "Printed labels of the project, joined by /.",
                "印刷的补贴项目，以“/”连接。",
                "职业资格证书、职业技能等级证书",
            ),
            "entry_id": Note(
                "Entry; the first where the list repeats it.",
                "条目；重复时取首个。",
                "nantong-2023/1#1",
            ),
        },
        columns=_names(
            "city year occupation_code official_name name code list subsidy_class "
            "certificate_type is_shortage is_green is_digital official_is_green "
            "official_is_digital level level_name purpose item amount rule amount_low "
            "amount_high unit included_in condition_printed document_id catalog_id entry_id "
            "rate_id"
        ),
    ),
    ViewSpec(
        "main",
        "entry_hours",
        "Entry by skill level: the class hours that its training takes at least, by certificate"
        " and class; none for an entry whose certificate the document states no hours for.",
        "条目按证书、类别和技能等级的最低课时要求；文件未对其证书规定课时的条目不列。",
        (_ENTRY, _HOURS, _CATALOG, _DOCUMENT),
        columns=_names(
            "document_id catalog_id entry_id name certificate_type subsidy_class skill_level "
            "class_hours_min practice_share_min minutes_per_class_hour hours_id"
        ),
    ),
    ViewSpec(
        "main",
        "entry_source",
        "From every entry, amount and minimum of hours back to its print: file, page, row, lines.",
        "由条目、补贴标准、课时要求回到原文：文件、页、行。",
        (_SOURCE, _ENTRY, _RATE, _HOURS, _DOCUMENT),
        {
            "entry_id": Note("Entry; NULL for an amount of a table.", "条目。", "nantong-2023/1#1"),
            "rate_id": Note("Amount; NULL where it is none.", "补贴标准。", "nantong-2023/rate#1"),
            "hours_id": Note(
                "Minimum of hours; NULL where none.", "课时。", "nantong-2023/hours#1"
            ),
            "kind": Note("entry, rate or hours.", "类型：条目、标准或课时。", "entry"),
        },
        columns=_names(
            "kind entry_id rate_id hours_id document_id file_name row_no part page table_no "
            "table_row line_start line_end role cells"
        ),
    ),
    ViewSpec(
        "main",
        "document_text",
        "Every paragraph of the documents in order, contacts left out.",
        "按顺序的全部段落，略去联系人和电话。",
        (_SOURCE, _DOCUMENT),
        {
            "role": Note("What the paragraph is.", "段落的性质。", "text"),
            "line_start": Note("First line of it in a text capture.", "文本中的起始行号。", "1"),
            "line_end": Note("Last line of it in a text capture.", "文本中的结束行号。", "1"),
        },
        columns=_names("document_id row_no part page line_start line_end role text"),
    ),
    ViewSpec(
        "main",
        "overview",
        "City by year and list: what the file holds.",
        "各市各年各目录的内容概览。",
        (_CATALOG, _DOCUMENT),
        {
            "marks": Note("Marks that the list prints.", "目录印刷的标识。", "L、S"),
        },
        columns=_names(
            "city year number list kind list_region rows occupations is_overlay amounts_in "
            "marks findings document_id catalog_id"
        ),
    ),
    ViewSpec(
        "main",
        "region_offer",
        "City by year and occupation: in which lists, classes and with which amounts of training"
        " subsidy a level; amounts of assessment are in entry_subsidy.",
        "各市各年各职业：所在目录、类别及各等级培训补贴标准（鉴定评价补贴见entry_subsidy）。",
        (_ENTRY, _CATALOG, _DOCUMENT, _RATE),
        {
            "year": Note("Year of the document; NULL where it prints none.", "文件年份。", "2023"),
            "occupation_code": Note("Code in the 2022 edition.", "2022年版编码。", "6-31-01-03"),
            "lists": Note("Lists that hold it, by list_key.", "所在目录。", "shortage、subsidized"),
            "subsidy_classes": Note("Subsidy classes it stands with.", "补贴类别。", "A"),
            "certificate_types": Note(
                "Certificates it leads to.", "证书类别。", "skill_level_certificate"
            ),
            "is_shortage": Note(
                "In demand by any of its rows; NULL where none says.",
                "任一条目为急需紧缺；均未涉及时为空。",
                "true",
            ),
            "is_green": Note("Any of its rows prints L.", "任一条目印有L。", "true"),
            "is_digital": Note("Any of its rows prints S.", "任一条目印有S。", "true"),
            "is_whole_occupation": Note(
                "TRUE for the whole occupation, FALSE for some of its work types only.",
                "整个职业为真，仅部分工种为假。",
                "true",
            ),
            "rows": Note("Entries it stands in.", "条目数。", "2"),
            "document_ids": Note("Documents it stands in.", "所在文件。", "nantong-2023"),
            **level_notes(),
        },
        columns=(
            *_names(
                "city year occupation_code official_name is_whole_occupation is_shortage is_green "
                "is_digital official_is_green official_is_digital lists "
                "subsidy_classes certificate_types rows"
            ),
            *level_notes(),
            "document_ids",
        ),
    ),
    ViewSpec(
        "main",
        "catalog_change",
        "What changed in a list between two consecutive editions of a series, entry by entry.",
        "同一系列相邻两版之间目录条目的变化。",
        (_ENTRY, _CATALOG, _DOCUMENT),
        {
            "entry_id_before": Note("Entry of the earlier edition.", "前一版条目。", None),
            "entry_id_after": Note("Entry of the later edition.", "后一版条目。", None),
        },
        columns=_names(
            "series year_before year_after document_id_before document_id_after list_key change "
            "name code before after entry_id_before entry_id_after"
        ),
    ),
    ViewSpec(
        "main",
        "rate_change",
        "Which amounts changed between two consecutive editions of a series.",
        "同一系列相邻两版之间补贴标准的变化。",
        (_RATE, _ENTRY, _CATALOG, _DOCUMENT),
        {
            "rate_id_before": Note("Amount of the earlier edition.", "前一版标准。", None),
            "rate_id_after": Note("Amount of the later edition.", "后一版标准。", None),
            "name": Note(
                "Name of the entry whose own amount it is; NULL for an amount of a table.",
                "自带标准的条目名称；标准表中的标准为空。",
                "电工",
            ),
            "amount_rule_before": Note("Its rule in the earlier edition.", "前一版性质。", "fixed"),
            "amount_rule_after": Note("Its rule in the later edition.", "后一版性质。", "at_most"),
            "amount_before": Note("Yuan in the earlier edition.", "前一版金额。", "1000.00"),
            "amount_printed_before": Note("As printed in the earlier one.", "前一版原文。", None),
            "amount_printed_after": Note("As printed in the later one.", "后一版原文。", None),
            "amount_after": Note("Yuan in the later edition.", "后一版金额。", "1200.00"),
        },
        columns=_names(
            "series year_before year_after document_id_before document_id_after list_key change "
            "purpose item certificate_type subsidy_class skill_level name amount_before "
            "amount_after amount_rule_before amount_rule_after amount_printed_before "
            "amount_printed_after rate_id_before rate_id_after"
        ),
    ),
    ViewSpec(
        "main",
        "city_name",
        "Every way in which the macros know a city of this file.",
        "宏所识别的城市写法。",
        (table("main", "region"),),
        {
            "known_as": Note("As it may be written.", "可用的写法。", "南通市"),
        },
        columns=_names("adcode short_name known_as"),
    ),
    ViewSpec(
        "main",
        "entry_name",
        "Every name by which the macros find an entry.",
        "宏查找条目所用的名称。",
        (_ENTRY,),
        {
            "known_as": Note("Name, work type or code.", "名称、工种或编码。", "电工"),
            "found_by": Note(
                "name, official_name, work_type or code.", "名称的来源。", "official_name"
            ),
        },
        columns=_names("document_id entry_id known_as found_by"),
    ),
    ViewSpec(
        "main",
        "edition",
        "The editions of each series in order: a series and a year, what supplements a list being"
        " of its edition; superseded documents are left out.",
        "各系列的版本顺序：同系列同年为一版，增补属于该版；不含已被取代的文件。",
        (_DOCUMENT,),
        {
            "edition_no": Note("Place among the editions, from 1.", "版次，从1起。", "1"),
            "year": Note(
                "Year of the edition, printed or estimated.", "版本年份（印刷或估计）。", "2023"
            ),
            "document_id": Note("Document of the edition.", "该版的文件。", "nantong-2023"),
            "first_document_id": Note(
                "First document of the edition.", "该版的首个文件。", "nantong-2023"
            ),
        },
        columns=_names("series edition_no year document_id first_document_id"),
    ),
    ViewSpec(
        "main",
        "provision_change",
        "What became of a provision between two consecutive editions; kept where the later text"
        " holds its words, reviewed or not.",
        "相邻两版之间条款的变化；后一版正文含有原文的为不变。",
        (table("main", "provision"), _CATALOG, _DOCUMENT),
        {
            "provision_id_before": Note("Provision of the earlier edition.", "前一版条款。", None),
            "provision_id_after": Note("Provision of the later edition.", "后一版条款。", None),
        },
        columns=_names(
            "series year_before year_after document_id_before document_id_after list_key change "
            "topic subject before after provision_id_before provision_id_after"
        ),
    ),
    ViewSpec(
        "main",
        "edition_fit",
        "Per list: how many rows fit only one edition of the classification. Rows that fit several"
        " or whose older form is not known are in none of the three.",
        "各目录中仅符合某一版《职业分类大典》的行数；符合多版或旧版不详的不计入。",
        (_CATALOG, _DOCUMENT),
        {
            "year": Note("Year of the document; NULL where it prints none.", "文件年份。", "2023"),
            "rows_coded": Note(
                "Rows with a seven-digit code, as 6-31-01-03.", "带职业编码的行数。", "434"
            ),
            "only_2015": Note(
                "Rows that fit only the 2015 edition.", "仅符合2015年版的行数。", "2"
            ),
            "only_2022": Note(
                "Rows that fit only the 2022 edition.", "仅符合2022年版的行数。", "40"
            ),
            "only_interim": Note(
                "Rows that fit only interim codes.", "仅符合过渡编码的行数。", "1"
            ),
            "fits_none": Note(
                "Rows whose code and name stand together in none of them.",
                "编码与名称在各版中均不对应的行数。",
                "1",
            ),
        },
        columns=_names(
            "city year number list code_edition_stated rows_coded only_2015 only_2022 "
            "only_interim fits_none document_id catalog_id"
        ),
    ),
    ViewSpec(
        "main",
        "data_quality",
        "Per document: rows printed, loaded and rejected, findings, share matched.",
        "各文件的数据质量：印刷、载入、未载入行数，发现的问题，认定比例。",
        (_DOCUMENT,),
        {
            "share_matched": Note(
                "Share of entries with an occupation of the 2022 edition, 0 to 1; NULL where"
                " matching was not done.",
                "条目中认定为2022年版职业的比例（0至1）；未作认定时为空。",
                "0.9103",
            ),
        },
        columns=_names(
            "document_id file_name review_status rows_printed rows_loaded rows_rejected notes "
            "warnings errors share_matched"
        ),
    ),
    ViewSpec(
        "audit",
        "finding_shown",
        "The findings as people read them: the rows of one jump of the numbering stand once, with"
        " their span.",
        "便于阅读的问题清单：同一次序号跳动涉及的各行合为一条并注明范围。",
        (table("audit", "finding"),),
        {
            "row_no_end": Note("Last row it is about.", "所涉的最后一行。", "361"),
            "rows": Note("Rows it is about.", "所涉行数。", "1"),
        },
        columns=_names(
            "document_id catalog_id entry_id row_no row_no_end rows rule severity message "
            "message_zh printed value finding_id"
        ),
    ),
    ViewSpec(
        "reference",
        "occupation_official",
        "The 2022 edition's occupations and those of the online list after the book, with the names"
        " of the classes above them.",
        "2022年版的职业及成书后网上目录新增的职业，附上级类别名称。",
        (_OCCUPATION,),
        columns=_names(
            "edition code name is_green is_digital minor_code minor_name middle_code "
            "middle_name major_code major_name"
        ),
    ),
    ViewSpec(
        "reference",
        "occupation_current",
        "The 2022 edition's occupations with the names of the classes above them.",
        "2022年版的职业及其上级类别名称。",
        (_OCCUPATION,),
        columns=_names(
            "code name is_green is_digital minor_code minor_name middle_code middle_name "
            "major_code major_name"
        ),
    ),
)

_BY_NAME = {view.name: view for view in VIEWS}


def view_column_comment(view: str, column: str) -> str:
    """The comment of a view's column: its own, else that of the table it comes from, else the
    common one of that name. Raises WarehouseError where nothing says what the column is.
    """
    note = view_column_note(view, column)
    return bilingual(note.en, note.zh, note.example)


def view_column_note(view: str, column: str) -> Note:
    """As ``view_column_comment``, in its parts."""
    spec = _BY_NAME.get(view)
    if spec is None:
        raise WarehouseError(f"no view {view} is described; add it to schemas/views.py")
    if column in spec.notes:
        return spec.notes[column]
    for source in spec.tables:
        for found in columns(source):
            if found.name == column:
                return Note(found.comment_en, found.comment_zh, found.example)
    if column in COMMON:
        return COMMON[column]
    raise WarehouseError(
        f"the column {column} of the view {view} has no comment; add one to schemas/views.py"
    )
