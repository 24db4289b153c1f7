"""Model of the printed rows: the heart of the warehouse."""

from __future__ import annotations

from schemas.base import Flag, Number, TableModel, TableSpec, Text, TextMap, Texts, col
from schemas.main_tables import EDITION, OCCUPATION_CODE, SUBSIDY_CLASS
from schemas.vocabulary import (
    CertificateType,
    CodeKind,
    EntryKind,
    Mark,
    OccupationMatch,
)

_CODE = r"^[1-8]-[0-9]{2}-[0-9]{2}-([0-9]{2}|Z[0-9]+)(-([0-9]{2,3}|\*))?$"


class CatalogEntry(TableModel):
    """Printed rows of the lists."""

    entry_id: Text = col(
        "Key: list and place in it.",
        "主键：目录标识加行次。",
        "nantong-2023/1#1",
        pattern=r"^[^/]+/[^/]+#[1-9][0-9]*$",
    )
    entry_key: Text = col(
        "Key that stays over editions: series, list, code, name and which of such.",
        "跨版本标识：系列、目录、编码、名称及同名次序。",
        "nantong/subsidized/6-31-01-03/电工/1",
        filled=True,
    )
    catalog_id: Text = col("List it stands in.", "所在目录。", "nantong-2023/1", filled=True)
    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    ordinal: Number = col(
        "Place among the printed rows of the list, from 1, rejected rows counted too.",
        "在目录中的行次，从1起，含未载入的行；不是印刷序号。",
        "1",
        at_least=1,
    )
    section: Text = col(
        "Title of the numbered run inside the list, without numeral and white space.",
        "目录内分段标题（去掉编号和空白）。",
        "职业资格证书、职业技能等级证书",
        nullable=True,
    )
    serial_printed: Number = col(
        "Serial as printed; it may repeat, jump or run backwards.",
        "印刷序号；可能重复、跳号或倒序。",
        "1",
        nullable=True,
    )
    entry_kind: Text = col(
        "What the row offers training for.", "条目类别。", "occupation", words=EntryKind
    )
    name: Text = col(
        "Name without marks, line breaks and white space; brackets stay.",
        "名称（去掉标识、换行和空白，保留括号）。",
        "水供应输排工",
        filled=True,
    )
    name_printed: Text = col("Name as printed.", "印刷的名称。", "水供应输排工L", nullable=True)
    work_types: Texts = col(
        "Work types named in a closing bracket of a row with an occupation code.",
        "带职业编码的行在末尾括号中列出的工种。",
        "[母婴护理, 家务服务, 家庭照护]",
        nullable=True,
    )
    code: Text = col(
        "Code in half-width characters; NULL where the cell holds none or a value that is no code.",
        "编码（统一为半角）；单元格为空、为“无”的符号或不是编码时为空。",
        "6-31-01-03",
        nullable=True,
        pattern=_CODE,
    )
    code_printed: Text = col(
        "Cell of the code as printed.", "印刷的编码。", "4-08-08-23（2022年版）", nullable=True
    )
    code_kind: Text = col(
        "What kind of code it is.", "编码类别。", "occupation", nullable=True, words=CodeKind
    )
    code_edition_printed: Text = col(
        "Edition that the row itself names.",
        "该行自身注明的大典版本。",
        "2022",
        nullable=True,
        pattern=EDITION,
    )
    is_green: Flag = col(
        "The row prints L (green occupation); NULL in a document that prints no such marks.",
        "印有绿色职业标识L；文件全无此类标识时为空。",
        "true",
        nullable=True,
    )
    is_digital: Flag = col(
        "The row prints S (digital occupation); NULL in a document that prints no such marks.",
        "印有数字职业标识S；文件全无此类标识时为空。",
        "true",
        nullable=True,
    )
    marks: Texts = col(
        "Every mark the row prints, in order; an empty list where none.",
        "该行印刷的全部标识（按顺序）；没有则为空列表。",
        "[L, S]",
        words=Mark,
    )
    is_shortage: Flag = col(
        "In urgent demand, by the list or by the row's own mark; NULL where the list does not say.",
        "急需紧缺：据目录或该行标识；目录未涉及时为空。",
        "true",
        nullable=True,
    )
    shortage_degree: Text = col(
        "Degree of the shortage as printed, such as 特别紧缺; is_shortage is then true.",
        "印刷的紧缺程度（如“特别紧缺”）；此时is_shortage为真。",
        None,
        nullable=True,
    )
    is_job_matched: Flag = col(
        "Marked as matched to a post (技岗匹配); NULL in documents that know no such mark.",
        "标明为技岗匹配项目；文件无此标识时为空。",
        "true",
        nullable=True,
    )
    subsidy_class: Text = col(
        "Subsidy class, each city's own (A, 甲, 一; or in words, 紧缺): not comparable between "
        "cities.",
        "补贴类别（A、甲、一等，或紧缺、普通等字样），各市自定，不可跨市比较。",
        "A",
        nullable=True,
        pattern=SUBSIDY_CLASS,
    )
    subsidy_class_printed: Text = col("Class as printed.", "印刷的类别。", "B*", nullable=True)
    certificate_type: Text = col(
        "Certificate the training leads to.",
        "培训所取得的证书类别。",
        "qualification_or_skill_level",
        nullable=True,
        words=CertificateType,
    )
    certificate_printed: Text = col(
        "Cell or section the certificate was read from.",
        "据以判断证书的单元格或分段标题。",
        "等级评价",
        nullable=True,
    )
    industry: Text = col(
        "Industry: the word of the list's vocabulary that the cell means.",
        "行业分类（归入该目录所列词汇）。",
        "电力水利",
        nullable=True,
    )
    industry_printed: Text = col("Industry as printed.", "印刷的行业。", "电气水利", nullable=True)
    initiatives: Texts = col(
        "Provincial initiatives the row belongs to, split at the slash.",
        "所属专项（类型），按“/”拆分。",
        "[粤菜师傅]",
        nullable=True,
    )
    initiatives_printed: Text = col(
        "Initiatives as printed.", "印刷的类型。", "粤菜师傅", nullable=True
    )
    occupation_code: Text = col(
        "Code of the occupation meant, in the 2022 edition of the classification.",
        "所指职业在《职业分类大典（2022年版）》中的编码。",
        "6-31-01-03",
        nullable=True,
        pattern=OCCUPATION_CODE,
    )
    occupation_match: Text = col(
        "How the pair of code and name led to the occupation.",
        "由编码和名称认定职业的方式。",
        "exact",
        nullable=True,
        words=OccupationMatch,
    )
    occupation_candidates: Texts = col(
        "Codes of all occupations that fit, where several do and none was chosen.",
        "有多个职业相符而未能认定时，列出全部编码。",
        None,
        nullable=True,
    )
    other: TextMap = col(
        "Printed columns with no place above: heading to cell; empty where none.",
        "上列各项未收的印刷栏目：栏目名对应单元格内容；没有则为空。",
        "{}",
    )
    row_no: Number = col(
        "Row of audit.source_row in which the entry begins.",
        "条目起始行在audit.source_row中的行号。",
        "12",
        at_least=1,
    )
    inherited_columns: Texts = col(
        "Printed columns whose text stands in a merged cell above or in a section row, not in a"
        " cell of the row itself; empty where none.",
        "内容取自上方合并单元格或分段行（而非本行单元格）的印刷列；没有则为空列表。",
        "[certificate_printed]",
    )


TABLES = (
    TableSpec(
        "main",
        "catalog_entry",
        CatalogEntry,
        ("entry_id",),
        "One row is one printed row of one list; codes repeat, so never count codes as rows.",
        "每行是目录中印刷的一行；编码会重复，不可作为行的标识。",
    ),
)
