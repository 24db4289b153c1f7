"""What each coded word says, in Chinese and English. Plain Python, like the words themselves."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding_words import FINDING_RULES


@dataclass(frozen=True, slots=True)
class Word:
    """One coded word: as stored, as people say it, and what it means."""

    value: str
    label_zh: str
    label_en: str
    definition: str


def _words(*rows: tuple[str, str, str, str]) -> tuple[Word, ...]:
    return tuple(Word(*row) for row in rows)


ADMIN_LEVEL = _words(
    ("province", "省级", "province", "Province, autonomous region or municipality."),
    ("prefecture", "地级", "prefecture", "City or autonomous prefecture below a province."),
    ("county", "县级", "county", "District, county or county-level city."),
)
DOCUMENT_TYPE = _words(
    ("catalog", "目录", "catalog", "The document is the catalog itself."),
    ("notice_with_catalog", "附目录的通知", "notice with catalog", "A notice; lists are annexed."),
    ("call_for_projects", "项目征集通知", "call for projects", "A call that annexes a list."),
)
REVIEW_STATUS = _words(
    ("reviewed", "已核对", "reviewed", "A person compared what was read with the print."),
    ("unreviewed", "未核对", "unreviewed", "Nobody has checked it yet."),
)
CATALOG_KIND = _words(
    ("general", "一般目录", "general list", "All training that is subsidized."),
    ("shortage", "紧缺目录", "shortage list", "Occupations in urgent demand (急需紧缺)."),
    ("key_industry", "重点产业目录", "key industry list", "What key industries ask for."),
    ("manufacturing", "制造业目录", "manufacturing list", "Training for manufacturing."),
    ("project_based", "项目制目录", "project list", "Training bought as projects (项目制培训)."),
    ("rates", "补贴标准表", "rate table", "Amounts, not occupations."),
)
AMOUNTS_IN = _words(
    ("rows", "条目所在行", "in its rows", "Each row prints its own amounts."),
    ("rate_table", "标准表", "in a rate table", "By class and level in a table of the document."),
    ("main_list", "主目录", "through the main list", "By the same occupation's row elsewhere."),
    ("not_printed", "未印", "not printed", "The document states no amount for it."),
)
ENTRY_KIND = _words(
    ("occupation", "职业", "occupation", "An occupation, by an occupation's code or none."),
    ("work_type", "工种", "work type", "A work type below an occupation."),
    ("specific_competency", "专项职业能力", "specific competency", "One certified ability."),
    ("completion_course", "培训合格项目", "completion course", "A course ended by 培训合格证书."),
    ("project", "项目制项目", "project", "Training bought as a project, without a code."),
)
CODE_KIND = _words(
    ("occupation", "职业编码", "occupation code", "Seven digits, as 6-31-01-03."),
    ("work_type", "工种编码", "work type code", "Nine digits, as 6-24-03-01-11."),
    ("work_type_unnumbered", "未编号工种", "unnumbered work type", "As 6-24-03-01-*."),
    ("local", "地方编码", "local code", "A city's own item, as 4-04-05-Z1."),
)
MARK = _words(
    ("L", "绿色职业", "green occupation", "Printed after the name: 绿色职业."),
    ("S", "数字职业", "digital occupation", "Printed after the name: 数字职业."),
    ("★", "星号标识", "star", "What it says is the document's own; it may not be explained."),
    ("☆", "空心星号标识", "open star", "What it says is the document's own."),
    ("*", "星标", "asterisk", "What it says is the document's own: in demand, or 技岗匹配."),
    ("▲", "三角标识", "triangle", "What it says is the document's own."),
    ("△", "空心三角标识", "open triangle", "What it says is the document's own."),
    ("●", "圆点标识", "dot", "What it says is the document's own."),
    ("◆", "菱形标识", "diamond", "What it says is the document's own."),
    ("※", "米字标识", "reference mark", "What it says is the document's own."),
    ("■", "方块标识", "square", "What it says is the document's own."),
    ("◎", "同心圆标识", "double circle", "What it says is the document's own."),
    ("#", "井号标识", "number sign", "What it says is the document's own."),
)
SUBSIDY_CLASS = _words(
    ("A", "A类", "class A", "A city's own class; its note says by what it is given."),
    ("B", "B类", "class B", "A city's own class; its note says by what it is given."),
    ("C", "C类", "class C", "A city's own class; its note says by what it is given."),
)
CERTIFICATE_TYPE = _words(
    (
        "qualification_or_skill_level",
        "职业资格证书、职业技能等级证书",
        "qualification or skill level certificate",
        "Printed together; which of the two depends on the occupation.",
    ),
    ("skill_level_certificate", "职业技能等级证书", "skill level certificate", "By 等级评价."),
    ("qualification", "职业资格证书", "qualification", "National vocational qualification."),
    ("training_completion", "培训合格证书", "training completion", "Given for a finished course."),
    (
        "specific_competency",
        "专项职业能力证书",
        "specific competency",
        "For one certified ability.",
    ),
)
OCCUPATION_MATCH = _words(
    ("uncoded", "无编码", "uncoded", "The row has no code."),
    ("local", "地方项目", "local", "A city's own item."),
    ("exact", "完全一致", "exact", "Code and name stand so in the 2022 edition."),
    ("renamed", "更名", "renamed", "Pair of 2015; the occupation kept its code, not its name."),
    ("recoded", "改码", "recoded", "Pair of 2015 or an interim code; 2022 gives another code."),
    ("added_later", "成书后新增", "added later", "Pair of the online list after the book."),
    ("work_type", "工种", "work type", "A work type; the code is of the occupation above."),
    ("misprint", "印误", "misprint", "In no edition, but one slip from exactly one occupation."),
    ("unknown", "未认定", "unknown", "Nothing fits, or several do."),
)
PURPOSE = _words(
    ("training", "培训", "training", "Paid for the training."),
    ("assessment", "鉴定评价", "assessment", "Paid for the examination."),
)
SUBSIDY_KIND = _words(
    ("training", "职业培训补贴", "training subsidy", "For taking part in training."),
    ("upgrading", "技能提升补贴", "skill upgrading subsidy", "For insured workers (参保职工)."),
    ("assessment", "职业技能鉴定补贴", "assessment subsidy", "For being examined."),
    ("startup", "创业培训补贴", "startup training subsidy", "For courses on founding a business."),
    ("onboarding", "岗前培训补贴", "onboarding subsidy", "For training before starting a job."),
    ("project", "项目制培训补贴", "project subsidy", "For training bought as a project."),
    ("apprenticeship", "学徒制培训补贴", "apprenticeship subsidy", "For 企业新型学徒制."),
)
AMOUNT_RULE = _words(
    ("fixed", "定额", "fixed", "Exactly this amount."),
    ("at_most", "不超过", "at most", "An upper limit."),
    ("priced_individually", "单独核价", "priced individually", "Each project has its own price."),
    ("by_other_document", "按专项文件", "by another document", "Another document says how much."),
)
UNIT = _words(("per_person", "每人", "per person", "Yuan a person."))
SKILL_LEVEL = _words(
    ("-1", "首席技师", "chief technician", "Above 特级技师."),
    ("0", "特级技师", "special-grade technician", "Above level 1."),
    ("1", "高级技师（一级）", "senior technician (level 1)", "The highest of the five levels."),
    ("2", "技师（二级）", "technician (level 2)", "Second of the five levels."),
    ("3", "高级工（三级）", "advanced (level 3)", "Third of the five levels."),
    ("4", "中级工（四级）", "intermediate (level 4)", "Fourth of the five levels."),
    ("5", "初级工（五级）", "elementary (level 5)", "The lowest of the five levels."),
    ("6", "学徒工", "apprentice", "Below level 5."),
)
RATE_BASIS = _words(
    ("own_row", "本行", "own row", "The entry's own row prints the amount."),
    ("rate_table", "标准表", "rate table", "A table gives it by certificate, class and level."),
    ("main_list", "主目录", "main list", "It is that of the occupation's row in the main list."),
)
ENTRY_CHANGE = _words(
    ("added", "新增", "added", "Only the later edition has it."),
    ("removed", "删除", "removed", "Only the earlier edition has it."),
    ("moved", "移动", "moved", "In another section of the list."),
    ("reclassified", "调整类别", "reclassified", "Another subsidy class or certificate."),
    ("recoded", "改码", "recoded", "Another code."),
    ("renamed", "更名", "renamed", "Another name."),
    ("remarked", "标识变化", "remarked", "Other marks."),
)
RATE_CHANGE = _words(
    ("added", "新增", "added", "Only the later edition has it."),
    ("removed", "删除", "removed", "Only the earlier edition has it."),
    ("changed", "调整", "changed", "Another amount."),
)
OCCUPATION_STATUS = _words(
    ("book", "成书", "book", "Stands in the printed book."),
    ("added", "后增", "added", "Officially added after the book."),
    ("proposed", "公示", "proposed", "Code and name of a public-comment notice; not final."),
    ("renamed", "更名", "renamed", "Another name than in the book at this code."),
    ("renumbered", "改码", "renumbered", "Another code than in the book for this name."),
)
CROSSWALK_RELATION = _words(
    ("same", "不变", "same", "Code and name are the same."),
    ("new", "新增", "new", "New in 2022; there is no older pair."),
    ("interim", "过渡编码", "interim", "Announced between the editions with the older code."),
    ("renamed", "更名", "renamed", "Same code, another name."),
    ("recoded", "改码", "recoded", "Same name, another code."),
    ("merged", "并入", "merged", "Now part of another occupation."),
    ("split", "拆分", "split", "Divided among several; each has a row."),
)
ROW_ROLE = _words(
    ("title", "标题", "title", "Title of the document or of a list."),
    ("heading", "编号标题", "heading", "Heading of an annex or list."),
    ("header", "表头", "header", "Column headings of a table."),
    ("section", "分段标题", "section", "Title of a run inside a list."),
    ("entry", "条目", "entry", "Row in which an entry begins."),
    ("continuation", "续行", "continuation", "Rest of an entry after a page end."),
    ("rate", "补贴标准", "rate", "States an amount."),
    ("note", "备注", "note", "Note or legend."),
    ("form", "空白表格", "form", "Part of a blank form."),
    ("text", "正文", "text", "Running text."),
)
SOURCE_STATUS = _words(
    ("loaded", "已载入", "loaded", "Read in this run."),
    ("unchanged", "未变", "unchanged", "Read before; nothing about it has changed."),
    ("failed", "失败", "failed", "Not loaded, and no good rows of it were there."),
    ("kept_last_good", "沿用旧数据", "kept at last good", "Failed; its last good rows stay."),
)
RUN_OUTCOME = _words(
    ("complete", "完整", "complete", "Every document loaded whole."),
    ("partial", "部分", "partial", "A document failed, was kept, or had rows rejected or unread."),
)
SEVERITY = _words(
    ("note", "提示", "note", "Worth knowing; nothing to do."),
    ("warning", "警告", "warning", "The print or the reading should be looked at."),
    ("error", "错误", "error", "Something printed may not have been accounted for."),
)
FINDING_RULE = _words(*FINDING_RULES)
EDITION = _words(
    ("2015", "2015年版", "2015 edition", "The classification (职业分类大典) of 2015."),
    ("2022", "2022年版", "2022 edition", "The classification (职业分类大典) of 2022."),
)
ONLINE_EDITION = _words(
    ("2022-online", "2022年版在线版", "2022 online", "The 2022 edition with later changes."),
)
INTERIM_EDITION = _words(
    ("interim", "过渡编码", "interim codes", "Codes given to new occupations from 2019 to 2022."),
)
TIER = _words(
    ("1", "大类", "major class", "First tier: one digit, as 6."),
    ("2", "中类", "middle class", "Second tier, as 6-31."),
    ("3", "小类", "minor class", "Third tier, as 6-31-01."),
    ("4", "细类", "occupation", "Fourth tier: the occupation, as 6-31-01-03."),
)
SOURCE_KIND = _words(
    ("entry", "条目", "entry", "The print of an entry."),
    ("rate", "补贴标准", "rate", "The print of an amount."),
    ("hours", "课时", "hours", "The print of a minimum of class hours."),
)

WORDS: dict[tuple[str, str], tuple[Word, ...]] = {
    ("region", "admin_level"): ADMIN_LEVEL,
    ("document", "document_type"): DOCUMENT_TYPE,
    ("document", "review_status"): REVIEW_STATUS,
    ("catalog", "kind"): CATALOG_KIND,
    ("catalog", "amounts_in"): AMOUNTS_IN,
    ("catalog_entry", "entry_kind"): ENTRY_KIND,
    ("catalog_entry", "code_kind"): CODE_KIND,
    ("catalog_entry", "marks"): MARK,
    ("catalog_entry", "subsidy_class"): SUBSIDY_CLASS,
    ("catalog_entry", "certificate_type"): CERTIFICATE_TYPE,
    ("catalog_entry", "occupation_match"): OCCUPATION_MATCH,
    ("subsidy_rate", "purpose"): PURPOSE,
    ("subsidy_rate", "subsidy_kinds"): SUBSIDY_KIND,
    ("subsidy_rate", "certificate_type"): CERTIFICATE_TYPE,
    ("subsidy_rate", "subsidy_class"): SUBSIDY_CLASS,
    ("subsidy_rate", "skill_level"): SKILL_LEVEL,
    ("subsidy_rate", "amount_rule"): AMOUNT_RULE,
    ("subsidy_rate", "unit"): UNIT,
    ("class_hours", "certificate_type"): CERTIFICATE_TYPE,
    ("class_hours", "subsidy_class"): SUBSIDY_CLASS,
    ("class_hours", "skill_level"): SKILL_LEVEL,
    ("entry_subsidy", "basis"): RATE_BASIS,
    ("catalog_change", "change"): ENTRY_CHANGE,
    ("rate_change", "change"): RATE_CHANGE,
    ("catalog", "code_edition_stated"): EDITION,
    ("catalog_entry", "code_edition_printed"): EDITION,
    ("entry_source", "kind"): SOURCE_KIND,
    ("occupation", "edition"): EDITION + ONLINE_EDITION,
    ("occupation", "tier"): TIER,
    ("work_type", "edition"): EDITION,
    ("occupation_crosswalk", "edition_from"): EDITION[:1] + INTERIM_EDITION,
    ("occupation", "status"): OCCUPATION_STATUS,
    ("occupation_crosswalk", "relation"): CROSSWALK_RELATION,
    ("run", "outcome"): RUN_OUTCOME,
    ("source_file", "status"): SOURCE_STATUS,
    ("source_row", "role"): ROW_ROLE,
    ("finding", "rule"): FINDING_RULE,
    ("finding", "severity"): SEVERITY,
}
