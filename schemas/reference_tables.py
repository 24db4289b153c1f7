"""Models of the national occupation dictionary and of the coded words."""

from __future__ import annotations

from schemas.base import Flag, TableModel, TableSpec, Text, Tiny, col
from schemas.main_tables import EDITION, OCCUPATION_CODE
from schemas.vocabulary import CrosswalkRelation, OccupationStatus

_CLASS_CODE = r"^[1-8](-[0-9]{2}){0,3}$"
_WORK_TYPE_CODE = r"^[1-8](-[0-9]{2}){4}$"


class Occupation(TableModel):
    """Classes and occupations of each edition."""

    edition: Text = col(
        "Edition of the occupation classification; -online is the living list after the book.",
        "《职业分类大典》版本；-online为成书后的网上目录。",
        "2022",
        pattern=EDITION,
    )
    code: Text = col("Code in that edition.", "该版中的编码。", "6-31-01-03", pattern=_CLASS_CODE)
    name: Text = col("Name in that edition.", "该版中的名称。", "电工", filled=True)
    tier: Tiny = col(
        "1 major class to 4 occupation.",
        "1大类、2中类、3小类、4细类（职业）。",
        "4",
        at_least=1,
        at_most=4,
    )
    parent_code: Text = col(
        "Code of the class above; NULL for a major class. Editions of which only occupations are"
        " known have no row for it.",
        "上级类别编码；大类为空。仅收职业的版本没有上级类别的行。",
        "6-31-01",
        nullable=True,
        pattern=_CLASS_CODE,
    )
    is_green: Flag = col(
        "Officially a green occupation (L); NULL where the edition's source does not say.",
        "官方标注的绿色职业（L）；来源未说明则为空。",
        "false",
        nullable=True,
    )
    is_digital: Flag = col(
        "Officially a digital occupation (S); NULL where the edition's source does not say.",
        "官方标注的数字职业（S）；来源未说明则为空。",
        "false",
        nullable=True,
    )
    status: Text = col(
        "How the pair of code and name came into the edition.",
        "该编码与名称进入该版的方式。",
        "book",
        words=OccupationStatus,
    )


class WorkType(TableModel):
    """Work types below the occupations."""

    edition: Text = col("Edition of its list.", "所属版本。", "2022", pattern=EDITION)
    code: Text = col(
        "Nine-digit code: the occupation's and the place in its list.",
        "九位编码：职业编码加工种次序。",
        "6-24-03-01-11",
        pattern=_WORK_TYPE_CODE,
    )
    name: Text = col("Name of the work type.", "工种名称。", "电线电缆金属导体挤制工", filled=True)
    occupation_code: Text = col(
        "Code of the occupation above.", "所属职业编码。", "6-24-03-01", pattern=OCCUPATION_CODE
    )
    is_attested: Flag = col(
        "Whether the code was seen printed; else it follows from the place and is a hint.",
        "编码是否有印刷依据；否则由次序推得，仅供参考。",
        "true",
    )
    evidence: Text = col(
        "What name and code rest on.",
        "依据。",
        "attested by the Changji catalog; quality of the list: high",
        filled=True,
    )


class OccupationCrosswalk(TableModel):
    """From older pairs of code and name to the 2022 edition."""

    code_from: Text = col(
        "Older code; NULL for an occupation new in 2022.",
        "旧编码；2022年版新增职业为空。",
        "4-01-02-02",
        nullable=True,
        pattern=OCCUPATION_CODE,
    )
    name_from: Text = col(
        "Older name; NULL for an occupation new in 2022.",
        "旧名称；2022年版新增职业为空。",
        "电子商务师",
        nullable=True,
    )
    edition_from: Text = col(
        "Edition of the older pair, or interim: between the editions.",
        "旧编码所属版本；interim为两版之间发布。",
        "2015",
        pattern=r"^([0-9]{4}|interim)$",
    )
    code_2022: Text = col(
        "Code in the 2022 edition.", "2022年版编码。", "4-01-06-01", pattern=OCCUPATION_CODE
    )
    name_2022: Text = col("Name in the 2022 edition.", "2022年版名称。", "电子商务师", filled=True)
    relation: Text = col(
        "What became of the older pair.", "新旧关系。", "recoded", words=CrosswalkRelation
    )
    evidence: Text = col("What it rests on.", "依据。", "same name, new code", filled=True)


class Vocabulary(TableModel):
    """Coded words."""

    table_name: Text = col(
        "Table or view of the column.", "所在表或视图。", "catalog_entry", filled=True
    )
    column_name: Text = col("Column of the word.", "所在列。", "entry_kind", filled=True)
    value: Text = col("The word as stored.", "存储的词。", "specific_competency", filled=True)
    label_zh: Text = col("Chinese label.", "中文名称。", "专项职业能力", filled=True)
    label_en: Text = col("English label.", "英文名称。", "specific competency", filled=True)
    definition: Text = col(
        "What it says.", "英文定义。", "Not loaded, and no good rows of it were there.", filled=True
    )
    definition_zh: Text = col(
        "What it says, in Chinese.", "中文定义。", "未载入，且无可沿用的数据。", filled=True
    )


TABLES = (
    TableSpec(
        "reference",
        "occupation",
        Occupation,
        ("edition", "code"),
        "One row is one class or occupation of one edition of the national classification."
        " Codes were reused: join on code and name, never on the code alone.",
        "每行是《职业分类大典》某版的一个类别或职业。编码曾被重新使用，须以编码和名称共同连接。",
    ),
    TableSpec(
        "reference",
        "work_type",
        WorkType,
        ("edition", "code"),
        "One row is one work type of an occupation in one edition.",
        "每行是某版中一个职业下的一个工种。",
    ),
    TableSpec(
        "reference",
        "occupation_crosswalk",
        OccupationCrosswalk,
        ("edition_from", "code_from", "name_from", "code_2022"),
        "One row is one way from an older pair of code and name to the 2022 edition;"
        " a split pair has several.",
        "每行是旧编码与名称到2022年版的一个对应；拆分的职业有多行。",
    ),
    TableSpec(
        "reference",
        "vocabulary",
        Vocabulary,
        ("table_name", "column_name", "value"),
        "One row is one coded word of one column.",
        "每行是某列的一个编码词。",
    ),
)
