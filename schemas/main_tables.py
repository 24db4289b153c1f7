"""Models of the tables analysts query: regions, documents, their lists and the printed rows."""

from __future__ import annotations

from schemas.base import (
    Big,
    Day,
    Flag,
    Moment,
    Number,
    TableModel,
    TableSpec,
    Text,
    Texts,
    col,
)
from schemas.vocabulary import (
    AdminLevel,
    AmountsIn,
    CatalogKind,
    DocumentType,
    ReviewStatus,
)

ADCODE = r"^[0-9]{6}$"
SUBSIDY_CLASS = (
    r"^(?:[A-Z0-9ⅠⅡⅢⅣⅤ甲乙丙丁戊己庚辛壬癸一二三四五六七八九十]{1,3}[+-]?|[一-鿿]{2,6})$"
)
EDITION = r"^[0-9]{4}(-online)?$"
OCCUPATION_CODE = r"^[1-8](-[0-9]{2}){3}$"
SHA256 = r"^[0-9a-f]{64}$"


class Region(TableModel):
    """Administrative divisions."""

    adcode: Text = col(
        "Code of the division, GB/T 2260.", "行政区划代码（GB/T 2260）。", "320600", pattern=ADCODE
    )
    name: Text = col("Full official name.", "全称。", "南通市", filled=True)
    short_name: Text = col(
        "Name without the word for its kind, as analysts write it.",
        "简称（省去“市”“省”等通名）。",
        "南通",
        filled=True,
    )
    admin_level: Text = col(
        "Level of the division.", "行政级别：省级、地级或县级。", "prefecture", words=AdminLevel
    )
    parent_adcode: Text = col(
        "Code of the division above; NULL for a province.",
        "上级行政区划代码；省级为空。",
        "320000",
        nullable=True,
        pattern=ADCODE,
    )


class DocumentModel(TableModel):
    """Editions of published documents."""

    document_id: Text = col(
        "Key: the file's name without its ending.",
        "主键：文件名（不含扩展名）。",
        "nantong-2023",
        filled=True,
    )
    series: Text = col(
        "The family of documents whose editions are compared.",
        "所属系列：同一系列的各版相互比较。",
        "nantong",
        filled=True,
    )
    region_adcode: Text = col(
        "Division of the publisher.", "发布单位所在行政区划代码。", "320600", pattern=ADCODE
    )
    document_type: Text = col(
        "What kind of document it is.", "文件类型。", "catalog", words=DocumentType
    )
    title: Text = col(
        "Title of the notice where there is one, else of the first list, without white space.",
        "标题（去掉空白）：有通知的取通知标题，否则取第一个目录的标题。",
        "上海市职业技能提升补贴目录（2026年）",
        nullable=True,
    )
    issuers: Texts = col(
        "Issuing offices in printed order; NULL where none is printed.",
        "发文单位（按印刷顺序）；未印则为空。",
        "[济南市人力资源和社会保障局, 济南市财政局]",
        nullable=True,
    )
    document_number: Text = col(
        "Printed document number.", "发文字号。", "济人社函〔2023〕28号", nullable=True
    )
    issued_on: Day = col(
        "Printed date of issue; NULL where none is printed.",
        "印发日期；未印则为空。",
        "2023-07-30",
        nullable=True,
    )
    year: Number = col(
        "Year of the edition, the first printed of: title, a list's title, document number, date;"
        " NULL where none prints one, never guessed.",
        "版本年份，依次取自标题、目录标题、文号、日期；均未印则为空，不作推测。",
        "2023",
        nullable=True,
        at_least=1990,
        at_most=2100,
    )
    batch: Number = col(
        "Batch within the year, from words such as 第一批.",
        "批次（如“第一批”为1）。",
        "1",
        nullable=True,
        at_least=1,
    )
    is_trial: Flag = col(
        "Its title or a list's says 试行 (on trial).", "标题或目录标题注明“试行”。", "true"
    )
    is_guidance: Flag = col(
        "Its title or a list's says 指导 (for guidance).", "标题或目录标题注明“指导”。", "true"
    )
    missing_parts: Texts = col(
        "Parts the document announces and the file does not hold; an empty list where none.",
        "文件中提到但所附材料缺少的部分；没有则为空列表。",
        "[专项职业能力培训项目目录]",
    )
    supplements: Text = col(
        "Document of the same series and year that this one adds to (第二批, 增补, 补充), by the"
        " text or the sidecar.",
        "所补充的同系列同年文件（第二批、增补、补充），据文件或说明文件。",
        None,
        nullable=True,
    )
    supersedes: Text = col(
        "Document that this one corrects and replaces, from the sidecar.",
        "所更正并取代的文件（取自说明文件）。",
        None,
        nullable=True,
    )
    superseded_by: Text = col(
        "Document that corrects and replaces this one; views that count leave this one out.",
        "更正并取代本文件的文件；统计类视图不含本文件。",
        None,
        nullable=True,
    )
    year_estimated: Number = col(
        "Year that a person estimated where none is printed, from the sidecar; year stays NULL.",
        "未印年份时由人工估计的年份（取自说明文件）；year仍为空。",
        None,
        nullable=True,
        at_least=1990,
        at_most=2100,
    )
    year_evidence: Text = col(
        "What the estimate rests on, from the sidecar.",
        "估计年份的依据（取自说明文件）。",
        None,
        nullable=True,
    )
    valid_from: Day = col(
        "Printed day from which it holds (自…起施行); NULL where none is printed.",
        "印明的施行日期；未印则为空。",
        None,
        nullable=True,
    )
    valid_until: Day = col(
        "Printed day until which it holds (有效期至…); NULL where none is printed.",
        "印明的有效期截止日期；未印则为空。",
        None,
        nullable=True,
    )
    file_name: Text = col("Name of the file read.", "原始文件名。", "nantong-2023.txt", filled=True)
    media_type: Text = col(
        "What the content is, whatever the file's ending says.",
        "文件内容的媒体类型（以内容为准，不以扩展名为准）。",
        "text/plain",
        filled=True,
    )
    sha256: Text = col(
        "SHA-256 of the file's bytes, hexadecimal.",
        "文件的SHA-256校验值。",
        "b5bb265999046f5555aecfc521e0746619240aa63cba783decbf0d7c99b68f76",
        pattern=SHA256,
    )
    bytes: Big = col("Size of the file in bytes.", "文件大小（字节）。", "29172", at_least=0)
    pages: Number = col(
        "Pages of the file; NULL where the format has none.",
        "页数；格式不分页则为空。",
        None,
        nullable=True,
        at_least=1,
    )
    source_url: Text = col(
        "Where the publisher put the document, from the sidecar.",
        "发布网址（取自说明文件）。",
        None,
        nullable=True,
    )
    retrieved_on: Day = col(
        "Day the file was taken from there, from the sidecar.",
        "取得日期（取自说明文件）。",
        None,
        nullable=True,
    )
    review_status: Text = col(
        "Whether a person has checked what was read.",
        "是否经人工核对。",
        "reviewed",
        words=ReviewStatus,
    )
    extractor: Text = col(
        "Name of the module that describes the document.",
        "所用的提取模块。",
        "nantong",
        filled=True,
    )
    pipeline_version: Text = col(
        "Version of the program that read it.", "读取程序的版本。", "0.1.0", filled=True
    )
    loaded_at: Moment = col(
        "When it was read, UTC.", "读取时间（协调世界时）。", "2026-11-21 04:00:00"
    )
    stage_key: Text = col(
        "Hash of what the rows were read from and with: file, sidecar, program.",
        "读取依据（文件、说明文件、程序）的校验值。",
        None,
        nullable=True,
    )


class Catalog(TableModel):
    """Lists and rate tables of the documents."""

    catalog_id: Text = col(
        "Key: document and number of the list.",
        "主键：文件标识加目录编号。",
        "nantong-2023/1",
        pattern=r"^[^/]+/[^/]+$",
    )
    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    number: Text = col(
        "Printed number of the annex or list; 1 where nothing is printed.",
        "附件或目录的印刷编号；未印则为1。",
        "1",
        filled=True,
    )
    list_key: Text = col(
        "The same list over the years, unique in its series.",
        "跨年份标识同一目录，在系列内唯一。",
        "subsidized",
        filled=True,
    )
    heading: Text = col(
        "Heading, without white space.", "印刷的编号标题（去掉空白）。", "附件1", nullable=True
    )
    title: Text = col(
        "Title of the list.",
        "目录标题。",
        "南通市2023年政府补贴性职业技能培训职业（工种）目录（第一批）",
        nullable=True,
    )
    kind: Text = col("What kind of list it is.", "目录类别。", "general", words=CatalogKind)
    region_adcode: Text = col(
        "Division whose list it is, which may not be the publisher's.",
        "目录所属行政区划代码（不一定是发布单位所在地）。",
        "440000",
        pattern=ADCODE,
    )
    year: Number = col(
        "Year the list prints, else the document's.",
        "目录印明的年份，否则取文件年份。",
        "2023",
        nullable=True,
        at_least=1990,
        at_most=2100,
    )
    is_overlay: Flag = col(
        "Its rows select from the document's other lists: counting both counts twice.",
        "其条目选自同一文件的其他目录，合计会重复计数。",
        "false",
    )
    covers_work_types: Flag = col(
        "TRUE where the heading says that each occupation covers all its work types.",
        "表头注明“含各职业下全部工种”时为真。",
        "true",
        nullable=True,
    )
    amounts_in: Text = col(
        "Where the amounts of its entries stand.",
        "补贴标准所在位置。",
        "rate_table",
        words=AmountsIn,
    )
    code_edition_stated: Text = col(
        "Edition of the occupation classification that the text names for this list.",
        "文中为本目录注明的《职业分类大典》版本。",
        "2022",
        nullable=True,
        pattern=EDITION,
    )
    entry_count: Number = col(
        "Entries loaded of the list; rejected rows are not counted.",
        "载入的条目数（不含未载入的行）。",
        "487",
        at_least=0,
    )


TABLES = (
    TableSpec(
        "main",
        "region",
        Region,
        ("adcode",),
        "Administrative divisions of China: provinces, prefectures, counties.",
        "行政区划：省级、地级、县级。",
    ),
    TableSpec(
        "main",
        "document",
        DocumentModel,
        ("document_id",),
        "One row is one edition of one published document.",
        "每行是一份已发布文件的一个版本。",
    ),
    TableSpec(
        "main",
        "catalog",
        Catalog,
        ("catalog_id",),
        "One row is one list or rate table of a document.",
        "每行是文件中的一个目录或标准表。",
    ),
)
