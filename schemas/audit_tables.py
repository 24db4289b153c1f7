"""Models of the tables that say how every value got there, and what was noticed on the way."""

from __future__ import annotations

from schemas.base import Flag, Moment, Number, TableModel, TableSpec, Text, Texts, col
from schemas.main_tables import SHA256
from schemas.start_here import START_HERE
from schemas.vocabulary import (
    DocumentFate,
    FindingRule,
    RowRole,
    RunOutcome,
    Severity,
    SourceStatus,
)


class BuildInfo(TableModel):
    """What made this file."""

    schema_version: Text = col("Version of the tables.", "表结构版本。", "1", filled=True)
    pipeline_version: Text = col("Version of the program.", "程序版本。", "0.1.0", filled=True)
    built_at: Moment = col(
        "When the file was built, UTC.", "构建时间（协调世界时）。", "2026-11-21 04:00:00"
    )
    license: Text = col("License of the compiled data.", "数据许可。", "MIT", filled=True)
    citation: Text = col(
        "How to cite the file.",
        "引用方式。",
        "training-catalogs: catalogs of subsidized vocational training in Chinese cities;"
        " cite the publisher's document as well, by the title and number in main.document",
        filled=True,
    )
    start_here: Text = col(
        "Where to begin, and what to beware of.",
        "从何处开始，应注意什么。",
        START_HERE,
        filled=True,
    )


class Run(TableModel):
    """Runs of the program."""

    run_id: Text = col("Key.", "主键。", None, filled=True)
    started_at: Moment = col("Start, UTC.", "开始时间（协调世界时）。", "2026-11-21 04:00:00")
    finished_at: Moment = col("End, UTC.", "结束时间（协调世界时）。", "2026-11-21 04:00:09")
    outcome: Text = col(
        "Whether every document is loaded whole.",
        "是否全部文件完整载入。",
        "complete",
        words=RunOutcome,
    )
    documents: Number = col("Documents in the file built.", "文件数。", "5", at_least=0)
    rows_printed: Number = col("Printed entry rows.", "印刷的条目行数。", "2423", at_least=0)
    rows_loaded: Number = col("Entries loaded.", "载入的条目数。", "2423", at_least=0)
    rows_rejected: Number = col("Rows not loaded.", "未载入的行数。", "0", at_least=0)
    findings: Number = col("Findings.", "发现的问题数。", "12", at_least=0)
    pipeline_version: Text = col("Version of the program.", "程序版本。", "0.1.0", filled=True)


class RunChange(TableModel):
    """What each run changed."""

    run_id: Text = col("Run, see audit.run.", "运行，见audit.run。", None, filled=True)
    document_id: Text = col("Document changed.", "变化的文件。", "jinan-2023", filled=True)
    document: Text = col(
        "Whether the document came, went or stayed.",
        "文件新增、移除或保留。",
        "added",
        words=DocumentFate,
    )
    entries_added: Number = col("Entries added.", "新增的条目数。", "778", at_least=0)
    entries_removed: Number = col("Entries removed.", "移除的条目数。", "0", at_least=0)
    entries_changed: Number = col("Entries changed.", "变化的条目数。", "0", at_least=0)
    rates_added: Number = col("Amounts added.", "新增的标准数。", "0", at_least=0)
    rates_removed: Number = col("Amounts removed.", "移除的标准数。", "0", at_least=0)
    rates_changed: Number = col("Amounts changed.", "变化的标准数。", "0", at_least=0)
    by_program: Flag = col(
        "TRUE where document and sidecar are as they were, so that the program made the change.",
        "文件及其说明均未变、变化由程序引起时为真。",
        "false",
    )


class SourceFile(TableModel):
    """Files found among the published documents."""

    file_name: Text = col("Key: name of the file.", "主键：文件名。", "jinan-2023.txt", filled=True)
    sha256: Text = col(
        "SHA-256 of the file's bytes; NULL where it could not be opened.",
        "文件的SHA-256校验值；无法打开时为空。",
        "b5bb265999046f5555aecfc521e0746619240aa63cba783decbf0d7c99b68f76",
        nullable=True,
        pattern=SHA256,
    )
    status: Text = col("What became of it.", "处理结果。", "loaded", words=SourceStatus)
    reason: Text = col(
        "Why it failed; NULL where it did not.", "失败原因；未失败则为空。", None, nullable=True
    )


class SourceRowModel(TableModel):
    """Documents whole, in their own order."""

    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    row_no: Number = col(
        "Place among the rows and lines of the document, from 1.",
        "在文件中的行次，从1起。",
        "12",
        at_least=1,
    )
    part: Number = col(
        "File of the document in which it stands, from 1, see main.document_part.",
        "所在的文件序号，从1起，见main.document_part。",
        "1",
        nullable=True,
        at_least=1,
    )
    paragraph_no: Number = col(
        "Paragraph that the line is part of, by the row in which the paragraph begins; NULL for a"
        " row of a table.",
        "该行所属段落（以段落起始行的行次表示）；表格行为空。",
        "1",
        nullable=True,
        at_least=1,
    )
    page: Number = col(
        "Page, from 1; NULL where the file does not show it.",
        "页码，从1起；文件未显示则为空。",
        None,
        nullable=True,
        at_least=1,
    )
    table_no: Number = col(
        "Table of the document, from 1; NULL outside tables.",
        "文件中的第几个表，从1起；表外为空。",
        "1",
        nullable=True,
        at_least=1,
    )
    table_row: Number = col(
        "Row inside that table, over all its pages, from 1.",
        "表内行次（跨页连续），从1起。",
        "2",
        nullable=True,
        at_least=1,
    )
    line_start: Number = col(
        "First line of it in a text capture.", "文本中的起始行号。", "18", nullable=True, at_least=1
    )
    line_end: Number = col(
        "Last line of it in a text capture.", "文本中的结束行号。", "22", nullable=True, at_least=1
    )
    cells: Texts = col(
        "Its cells as printed; one for a line outside tables.",
        "各单元格的印刷内容；表外的行为一个元素。",
        "[1, 4-02-06-05, 供应链管理师, A]",
    )
    role: Text = col("What it is in the document.", "该行的作用。", "entry", words=RowRole)
    entry_id: Text = col(
        "Entry it is, or continues.", "对应的条目。", "nantong-2023/1#1", nullable=True
    )
    rate_ids: Texts = col(
        "Amounts read from it; an empty list where none.",
        "由该行读出的补贴标准；没有则为空列表。",
        "[nantong-2023/rate#1]",
    )


class RejectedRowModel(TableModel):
    """Printed rows that were not loaded."""

    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    row_no: Number = col(
        "Row of audit.source_row.", "在audit.source_row中的行号。", "12", at_least=1
    )
    model: Text = col(
        "Table it would have become a row of.", "原应载入的表。", "catalog_entry", filled=True
    )
    reasons: Texts = col(
        "Every reason, each 'column: what is wrong: value'.",
        "全部原因，格式为“列：问题：值”。",
        "[name: may not be missing: NULL]",
    )
    cells: Texts = col("The whole row as printed.", "整行的印刷内容。", "[1, A, , 6-31-01-03]")


class Finding(TableModel):
    """What was noticed."""

    finding_id: Text = col(
        "Key: document, rule and row.",
        "主键：文件、规则和行号。",
        "jinan-2023/serial_gap#139",
        filled=True,
    )
    document_id: Text = col("Document it is about.", "所涉文件。", "jinan-2023", filled=True)
    catalog_id: Text = col(
        "List it is about; NULL where it is about none.",
        "所涉目录。",
        "jinan-2023/2",
        nullable=True,
    )
    entry_id: Text = col(
        "Entry it is about; NULL where it is about none.",
        "所涉条目。",
        "jinan-2023/2#9",
        nullable=True,
    )
    row_no: Number = col(
        "Row of audit.source_row; NULL where it is about the whole document.",
        "在audit.source_row中的行号；涉及整个文件时为空。",
        "139",
        nullable=True,
        at_least=1,
    )
    rule: Text = col("What was noticed.", "规则。", "serial_gap", words=FindingRule)
    severity: Text = col("How much it matters.", "严重程度。", "warning", words=Severity)
    message: Text = col(
        "One sentence on it.", "说明（一句话）。", "serial 10 follows 8", filled=True
    )
    message_zh: Text = col(
        "The same in Chinese.",
        "同上，中文。",
        "序号跳号：序号比上一行大1以上（印刷：10）",
        nullable=True,
        filled=True,
    )
    printed: Text = col("Printed cell it is about.", "所涉的印刷内容。", "电气水利", nullable=True)
    value: Text = col(
        "What is meant, where known.", "应有的内容（如已知）。", "电力水利", nullable=True
    )


class Correction(TableModel):
    """Reviewed corrections as applied."""

    document_id: Text = col("Document corrected.", "所更正的文件。", "nantong-2023", filled=True)
    locator: Text = col(
        "Which entry or row, as the sidecar says.", "更正位置（同说明文件）。", None, filled=True
    )
    column: Text = col("Column corrected.", "所更正的列。", "name", filled=True)
    printed: Text = col("What is printed.", "印刷的内容。", None)
    value: Text = col("What is meant.", "应有的内容。", None)
    reason: Text = col("Why.", "理由。", None, filled=True)
    evidence: Text = col("What it rests on.", "依据。", None, nullable=True)


TABLES = (
    TableSpec(
        "audit",
        "build_info",
        BuildInfo,
        ("schema_version",),
        "One row: what made this file.",
        "仅一行：本数据库的构建信息。",
    ),
    TableSpec(
        "audit",
        "run",
        Run,
        ("run_id",),
        "One row is one run that published, carried over from file to file.",
        "每行是一次发布的运行，由上一个数据库沿用。",
    ),
    TableSpec(
        "audit",
        "run_change",
        RunChange,
        ("run_id", "document_id"),
        "One row is one document that a run changed, carried over from file to file.",
        "每行是一次运行中有变化的一个文件，由上一个数据库沿用。",
    ),
    TableSpec(
        "audit",
        "source_file",
        SourceFile,
        ("file_name",),
        "One row is one file found among the published documents.",
        "每行是原始目录中的一个文件。",
    ),
    TableSpec(
        "audit",
        "source_row",
        SourceRowModel,
        ("document_id", "row_no"),
        "The whole document in order: one row is a printed table row, or a line outside tables. "
        "Rows that a table prints side by side are a row each, with the same table_row.",
        "按顺序保存全文：每行是一个印刷的表格行或一行表外文字；表内并排印刷的各行分别成行，表内行次相同。",
    ),
    TableSpec(
        "audit",
        "rejected_row",
        RejectedRowModel,
        ("document_id", "row_no", "model"),
        "One row is one printed row that was not loaded, whole, with every reason.",
        "每行是未载入的一个印刷行，保留全部内容和原因。",
    ),
    TableSpec(
        "audit",
        "finding",
        Finding,
        ("finding_id",),
        "One row is one thing noticed: one for a row and rule.",
        "每行是一个发现的问题：每行每规则一个。",
    ),
    TableSpec(
        "audit",
        "correction",
        Correction,
        ("document_id", "locator", "column"),
        "One row is one reviewed correction that was applied.",
        "每行是一项已应用的经核对的更正。",
    ),
)
