"""Models of the amounts and of the class hours that the documents state."""

from __future__ import annotations

from schemas.base import Flag, Number, Share, TableModel, TableSpec, Text, Texts, Tiny, Yuan, col
from schemas.main_tables import SUBSIDY_CLASS
from schemas.vocabulary import (
    AmountRule,
    CertificateType,
    Purpose,
    RateBasis,
    SubsidyKind,
    Unit,
)


class SubsidyRate(TableModel):
    """Amounts."""

    rate_id: Text = col(
        "Key: document and number of the amount.",
        "主键：文件标识加补贴标准次序。",
        "nantong-2023/rate#1",
        pattern=r"^[^/]+/rate#[1-9][0-9]*$",
    )
    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    catalog_id: Text = col(
        "List or rate table it stands in; NULL where the text states it.",
        "所在目录或标准表；由正文规定的为空。",
        "nantong-2023/3",
        nullable=True,
    )
    entry_id: Text = col(
        "Entry it belongs to; NULL unless it is that row's own amount.",
        "所属条目；不是某一行自带的标准时为空。",
        "changji/2#1",
        nullable=True,
    )
    row_no: Number = col(
        "Row of audit.source_row that states it.",
        "所在行在audit.source_row中的行号。",
        "612",
        at_least=1,
    )
    row_no_end: Number = col(
        "Last row of audit.source_row of a sentence that runs over several; NULL in a table.",
        "正文中跨行的句子的结束行号；表中的标准为空。",
        "64",
        nullable=True,
        at_least=1,
    )
    purpose: Text = col("What is paid for.", "用途：培训或鉴定评价。", "training", words=Purpose)
    subsidy_kinds: Texts = col(
        "Subsidies the amount is given as.",
        "补贴种类，可有多种。",
        "[training, upgrading]",
        words=SubsidyKind,
    )
    item: Text = col(
        "Printed labels of the project joined by a slash, class and level no part of it; of an"
        " entry's own amount the headings of its column.",
        "印刷的补贴项目，以“/”连接，不含类别和等级；条目所在行自带的标准为其栏目名。",
        "创业培训/创业意识培训",
        nullable=True,
    )
    certificate_type: Text = col(
        "Certificate the amount is for.",
        "对应的证书类别。",
        "qualification_or_skill_level",
        nullable=True,
        words=CertificateType,
    )
    certificate_printed: Text = col(
        "Cell the certificate was read from.",
        "据以判断证书的单元格。",
        "GYB培训合格证书",
        nullable=True,
    )
    subsidy_class: Text = col(
        "Subsidy class, the city's own.",
        "补贴类别，各市自定。",
        "A",
        nullable=True,
        pattern=SUBSIDY_CLASS,
    )
    skill_level: Tiny = col(
        "Skill level: 5 the lowest to 1, 6 apprentice, 0 and -1 above 1.",
        "技能等级：5初级至1高级技师，6学徒工，0特级技师，-1首席技师。",
        "3",
        nullable=True,
        at_least=-1,
        at_most=6,
    )
    skill_level_printed: Text = col(
        "Level as printed.", "印刷的等级。", "高级（三级）", nullable=True
    )
    amount_yuan: Yuan = col(
        "Amount in yuan a unit; NULL where words stand instead, see amount_rule.",
        "金额（元）；以文字代替金额时为空，见amount_rule。",
        "2000.00",
        nullable=True,
        above=0,
    )
    amount_rule: Text = col(
        "How the amount is to be understood.", "金额的性质。", "fixed", words=AmountRule
    )
    amount_low: Yuan = col(
        "Lowest amount of a range; amount_yuan is then NULL.",
        "区间的最低金额（元）；此时amount_yuan为空。",
        None,
        nullable=True,
        above=0,
    )
    amount_high: Yuan = col(
        "Highest amount of a range.", "区间的最高金额（元）。", None, nullable=True, above=0
    )
    unit: Text = col("What the amount is paid for each of.", "计算单位。", "per_person", words=Unit)
    included_in: Text = col(
        "Amount that this one is a part of (其中：鉴定费), by its rate_id: never add the two.",
        "所包含于的补贴标准（如“其中：鉴定费”）的rate_id：两者不可相加。",
        None,
        nullable=True,
    )
    condition_printed: Text = col(
        "Printed condition of the amount, such as 上浮20%后 or 取得证书后.",
        "印刷的金额条件（如“上浮20%后”“取得证书后”）。",
        None,
        nullable=True,
    )
    amount_printed: Text = col(
        "Amount as printed.", "印刷的补贴标准。", "初级、中级：2160元/人", filled=True
    )


class ClassHours(TableModel):
    """Minimums of class hours."""

    hours_id: Text = col(
        "Key: document and number of the minimum.", "主键。", "nantong-2023/hours#1", filled=True
    )
    document_id: Text = col("Document it stands in.", "所在文件。", "nantong-2023", filled=True)
    catalog_id: Text = col(
        "List or rate table it stands under; NULL where the text states it.",
        "所在目录或标准表；由正文规定的为空。",
        "nantong-2023/3",
        nullable=True,
    )
    row_no: Number = col(
        "Row of audit.source_row that states it.",
        "所在行在audit.source_row中的行号。",
        "639",
        at_least=1,
    )
    certificate_type: Text = col(
        "Certificate it is for.",
        "对应的证书类别。",
        "training_completion",
        nullable=True,
        words=CertificateType,
    )
    subsidy_class: Text = col(
        "Subsidy class it is for.", "补贴类别。", "C", nullable=True, pattern=SUBSIDY_CLASS
    )
    skill_level: Tiny = col(
        "Skill level it is for, numbered as in subsidy_rate.",
        "技能等级，编号同subsidy_rate。",
        "5",
        nullable=True,
        at_least=-1,
        at_most=6,
    )
    class_hours_min: Number = col("Least number of class hours.", "最低课时数。", "40", at_least=1)
    practice_share_min: Share = col(
        "Least share of practice in them, from 0 to 1.",
        "实操课时占比下限（0至1）。",
        "0.600",
        nullable=True,
        at_least=0,
        at_most=1,
    )
    minutes_per_class_hour: Number = col(
        "Minutes of a class hour.", "每课时分钟数。", "45", nullable=True, at_least=1
    )
    text_printed: Text = col(
        "Words that state it, as printed.",
        "印刷的原文。",
        "初级工培训不低于40课时",
        filled=True,
    )


class EntryRate(TableModel):
    """Which amounts lead to which entries."""

    document_id: Text = col("Document of both.", "所在文件。", "nantong-2023", filled=True)
    entry_id: Text = col("The entry.", "条目。", "nantong-2023/1#1", filled=True)
    subsidy_class: Text = col(
        "Class by which it has the amount; NULL where it is the same for several.",
        "据以取得该标准的类别；多个类别标准相同时为空。",
        "A",
        nullable=True,
        pattern=SUBSIDY_CLASS,
    )
    rate_id: Text = col("The amount.", "补贴标准。", "nantong-2023/rate#1", filled=True)
    basis: Text = col("Where the amount comes from.", "标准的来源。", "rate_table", words=RateBasis)
    is_shortage: Flag = col(
        "Whether a list of the document marks the occupation as in short supply.",
        "文件中是否有目录将该职业标为紧缺。",
        "true",
        nullable=True,
    )
    is_repeated: Flag = col(
        "Whether an earlier row of its list says the same; subsidy_by_level leaves it out.",
        "同一目录中是否已有相同的一行；subsidy_by_level不列。",
        "false",
    )


class EntryPair(TableModel):
    """Entries of consecutive editions side by side."""

    series: Text = col("Series of both.", "所属系列。", None, filled=True)
    later: Text = col(
        "First document of the later edition.", "后一版的首个文件。", None, filled=True
    )
    list_key: Text = col("The list of both.", "所在目录。", None, filled=True)
    now_id: Text = col(
        "Entry of the later edition; NULL where it has none.", "后一版条目。", None, nullable=True
    )
    before_id: Text = col(
        "Entry of the earlier edition; NULL where it has none.", "前一版条目。", None, nullable=True
    )


TABLES = (
    TableSpec(
        "main",
        "subsidy_rate",
        SubsidyRate,
        ("rate_id",),
        "One row is one amount, of a rate table, of an entry's own row, or stated in the text.",
        "每行是一项补贴标准：来自标准表、条目所在行或正文。",
    ),
    TableSpec(
        "main",
        "entry_rate",
        EntryRate,
        ("entry_id", "rate_id"),
        "One row is one possible amount of one entry, worked out from lists and rate tables;"
        " entry_subsidy shows it with all that belongs to it. Never sum over levels.",
        "每行是一个条目可能的一项标准，由目录和标准表推得；详见entry_subsidy。不可跨等级求和。",
    ),
    TableSpec(
        "main",
        "entry_pair",
        EntryPair,
        ("later", "now_id", "before_id"),
        "One row is an entry of a list in two consecutive editions, or in one of them;"
        " catalog_change says what differs.",
        "每行是相邻两版目录中对应的条目，或仅一版有的条目；变化见catalog_change。",
    ),
    TableSpec(
        "main",
        "class_hours",
        ClassHours,
        ("hours_id",),
        "One row is one minimum of class hours for a certificate, class or level.",
        "每行是一项最低课时要求（按证书、类别或等级）。",
    ),
)
