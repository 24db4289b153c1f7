"""Models of what the documents say in words, of their files, and of the questions asked first."""

from __future__ import annotations

from schemas.base import Big, Day, Number, Quantity, TableModel, TableSpec, Text, col
from schemas.main_tables import ADCODE, SHA256
from schemas.vocabulary import LegendColumn, ProvisionTopic, ProvisionUnit


class DocumentPart(TableModel):
    """Files of the documents."""

    document_id: Text = col("Document it is part of.", "所属文件。", "nantong-2023", filled=True)
    part: Number = col("Place among its files, from 1.", "文件序号，从1起。", "1", at_least=1)
    file_name: Text = col("Name of the file.", "文件名。", "nantong-2023.txt", filled=True)
    media_type: Text = col("What the content is.", "内容的媒体类型。", "text/plain", filled=True)
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


class Provision(TableModel):
    """Statements of the prose."""

    provision_id: Text = col(
        "Key: document and number of the statement.",
        "主键：文件标识加条款次序。",
        "guangzhou-2023/provision#11",
        pattern=r"^[^/]+/provision#[1-9][0-9]*$",
    )
    document_id: Text = col("Document it stands in.", "所在文件。", "guangzhou-2023", filled=True)
    catalog_id: Text = col(
        "List it is about; NULL where it is about the whole document.",
        "所涉目录；涉及整个文件时为空。",
        "nantong-2023/3",
        nullable=True,
    )
    region_adcode: Text = col(
        "Division whose rule it is, which may not be the publisher's.",
        "规定所属行政区划代码（不一定是发布单位所在地）。",
        "440000",
        pattern=ADCODE,
    )
    topic: Text = col("What it is about.", "主题。", "age", words=ProvisionTopic)
    subject: Text = col("Whom or what it is about.", "所涉对象。", "女性", nullable=True)
    value_min: Quantity = col(
        "Lowest value it states, in its unit.", "下限值（单位见unit）。", "16.000", nullable=True
    )
    value_max: Quantity = col(
        "Highest value it states, in its unit.", "上限值（单位见unit）。", "55.000", nullable=True
    )
    unit: Text = col(
        "Unit of its values.", "数值单位。", "year_of_age", nullable=True, words=ProvisionUnit
    )
    value_date: Day = col(
        "Day it states; a day printed without a year has that of the document's date.",
        "所规定的日期；未印年份的取文件日期的年份。",
        "2023-08-10",
        nullable=True,
    )
    text_printed: Text = col(
        "The words as printed, line breaks taken out.",
        "印刷的原文（去掉换行）。",
        "申领期限：证书核发之日起 12个月内。",
        filled=True,
    )
    row_no: Number = col(
        "Row of audit.source_row in which it begins.",
        "起始行在audit.source_row中的行号。",
        "34",
        at_least=1,
    )
    row_no_end: Number = col(
        "Row of audit.source_row in which it ends.",
        "结束行在audit.source_row中的行号。",
        "35",
        at_least=1,
    )


class Legend(TableModel):
    """Signs, and what the documents say they mean."""

    legend_id: Text = col(
        "Key: document and number of the sign.", "主键。", "nantong-2023/legend#1", filled=True
    )
    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    catalog_id: Text = col("List that prints it.", "印有该符号的目录。", "nantong-2023/1")
    column_name: Text = col(
        "Column of catalog_entry it was read into.",
        "读入catalog_entry的哪一列。",
        "subsidy_class",
        words=LegendColumn,
    )
    heading: Text = col("Heading of the printed column.", "所在栏目名。", "类别", nullable=True)
    symbol: Text = col("The sign.", "符号。", "A", filled=True)
    meaning: Text = col(
        "What the document says it means, as printed; NULL: explained nowhere in it.",
        "文件所述含义（原文）；文件未说明则为空。",
        "一般为生产制造类",
        nullable=True,
    )
    text_printed: Text = col(
        "Words that explain it, as printed.",
        "说明其含义的原文。",
        "A类一般为生产制造类",
        nullable=True,
    )
    row_no: Number = col(
        "Row of audit.source_row of the explanation, or of the first row with the sign.",
        "说明所在行，或首次出现该符号的行，在audit.source_row中的行号。",
        "637",
        at_least=1,
    )


class CitedDocument(TableModel):
    """Rules and documents that the text cites."""

    citation_id: Text = col(
        "Key: document and number of the citation.",
        "主键。",
        "guangzhou-2023/cited#1",
        filled=True,
    )
    document_id: Text = col("Document that cites.", "引用文件。", "guangzhou-2023", filled=True)
    title: Text = col(
        "Title between 《 and 》; NULL where only a number is printed.",
        "书名号内的标题；仅印文号时为空。",
        "山东省人民政府关于推进终身职业技能培训的实施意见",
        nullable=True,
    )
    document_number: Text = col(
        "Number printed beside it.", "印刷的文号。", "粤人社规〔2023〕13号", nullable=True
    )
    text_printed: Text = col(
        "The citation as printed, without white space.",
        "引用的原文（去掉空白）。",
        "《山东省人民政府关于推进终身职业技能培训的实施意见》（鲁政发〔2019〕3号）",
        filled=True,
    )
    row_no: Number = col(
        "Row of audit.source_row in which it begins.",
        "起始行在audit.source_row中的行号。",
        "66",
        at_least=1,
    )
    row_no_end: Number = col(
        "Row of audit.source_row in which it ends.",
        "结束行在audit.source_row中的行号。",
        "66",
        at_least=1,
    )


class HowTo(TableModel):
    """Questions that analysts ask first."""

    n: Number = col("Key: number of the question.", "主键：问题编号。", "1", at_least=1)
    question_zh: Text = col("The question in Chinese.", "问题。", "哪些目录未印金额？", filled=True)
    question_en: Text = col(
        "The question in English.", "问题（英文）。", "Which lists print no amounts?", filled=True
    )
    sql: Text = col(
        "A query that answers it.",
        "回答问题的查询。",
        "SELECT city, name, entry_kind, found_by, is_overlay FROM find('直播') ORDER BY ALL",
        filled=True,
    )
    expected: Text = col(
        "What the query gives on the five documents that come with the program: a line a row,"
        " values set apart by |, ∅ for NULL.",
        "对随附五份文件的查询结果：每行一条，各值以|分隔，∅表示空值。",
        "(no rows)",
        filled=True,
    )
    trap_zh: Text = col(
        "How the answer is easily got wrong.",
        "容易出错之处。",
        "济南、上海、广州的文件未印各职业金额（空值），不是不补贴。",
        nullable=True,
    )
    trap_en: Text = col(
        "The same in English.",
        "同上（英文）。",
        "A sentence may run over lines and has a row for each;"
        " a text capture has no pages, a PDF has.",
        nullable=True,
    )


TABLES = (
    TableSpec(
        "main",
        "document_part",
        DocumentPart,
        ("document_id", "part"),
        "One row is one file of a document; most documents have one.",
        "每行是文件的一个组成文件；多数文件只有一个。",
    ),
    TableSpec(
        "main",
        "provision",
        Provision,
        ("provision_id",),
        "One row is one statement of the prose that a person reviewed: who, what age, until when."
        " A document without a sidecar has none; that says nothing about its text.",
        "每行是经人工核对的一项正文规定（对象、年龄、期限等）；无说明文件的文件没有条款，不表示正文无规定。",
    ),
    TableSpec(
        "main",
        "legend",
        Legend,
        ("legend_id",),
        "One row is one sign of one list and what the document says it means; a sign explained"
        " twice has two rows. Classes are each city's own.",
        "每行是一个目录中的一个符号及文件所述含义；说明两次的占两行。类别由各市自定。",
    ),
    TableSpec(
        "main",
        "cited_document",
        CitedDocument,
        ("citation_id",),
        "One row is one citation of a rule or document in the text.",
        "每行是正文对一份规定或文件的一次引用。",
    ),
    TableSpec(
        "main",
        "how_to",
        HowTo,
        ("n",),
        "One row is one question that analysts ask first, with a query and the trap beside it.",
        "每行是一个常见问题，附查询和易错之处。",
    ),
)
