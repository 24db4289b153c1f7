"""What a list or a document is by the words of its titles and headings.

A catalog (补贴目录) says what training is paid for. Lists of providers, of people, of examinations
or of prices, and classifications, print occupations too and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.words.headings import AMOUNT_FIELDS, field_of_heading, levels_of_heading
from extractors.words.text import fold, squeeze
from schemas.vocabulary import CatalogKind, EntryKind

# the first that a title prints tells the kind, and the key that other years' lists have too
_KINDS: tuple[tuple[re.Pattern[str], CatalogKind, str], ...] = (
    (re.compile("紧缺"), "shortage", "shortage"),
    (re.compile("制造业"), "manufacturing", "manufacturing"),
    (re.compile("重点(?:产业|行业|领域)"), "key_industry", "key_industry"),
    (re.compile("项目制"), "project_based", "projects"),
    (re.compile("专项(?:职业)?能力"), "general", "competencies"),
    (re.compile("创业"), "general", "startup"),
    (re.compile("新职业|新业态"), "general", "new_occupations"),
)
_SUBSIDIZES = re.compile("补贴|补助|资助|奖补")
_TRAINS = re.compile(
    "培训|技能提升|紧缺|专项(?:职业)?能力|技能(?:等级)?(?:鉴定|评价|认定)|(?:鉴定|评价)补贴"
)
# a list of what is trained or lacking, which some cities print without a word on the money
_CATALOG_TITLE = re.compile(
    "紧缺.{0,4}(?:职业|工种).*(?:目录|清单)|(?:技能|就业|职业)培训(?!课|教).{0,14}目录"
)
_LISTS = re.compile("目录|清单")
RATES: tuple[CatalogKind, str] = ("rates", "rates")
"""The kind and the key of a table of rates (补贴标准)."""
FORM_ACTS = "申报|申请|登记|审批|备案"
"""What a form is filled in for, as alternatives of a pattern."""
FORM_TITLES = f"(?:{FORM_ACTS}|汇总)表"
"""A pattern for titles of annexes that are blank forms."""

_ENTRY_KINDS: dict[str, EntryKind] = {
    "competencies": "specific_competency",
    "projects": "project",
}

# what a document is that prints occupations and subsidizes none of them, by a title of its list
_OTHER_TITLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?:机构|单位|企业|院校|学校|基地|考点|站点|工作室)(?:[(（][^()（）]*[)）]|[及和与].{0,12})?"
            r"(?:名单|名录|目录|一览表|汇总表|公示|备案|清单|信息表)"
        ),
        "providers",
    ),
    (
        re.compile(
            r"(?:补贴|补助|资助|奖补)(?:资金|对象|人员|情况|名单)?的?"
            r"(?:公示|拨付|发放|统计|安排|分配|兑付|明细)"
        ),
        "payments",
    ),
    (
        re.compile(r"(?:人员|学员|考生|获得者|合格|领取|发放|享受).{0,8}(?:名单|花名册|公示表?)"),
        "people",
    ),
    (
        re.compile(r"(?:考试|鉴定|评价|认定|考核|开班|培训班?)(?:工作)?(?:计划|安排|日程|时间)"),
        "plans",
    ),
    (re.compile(r"收费(?:标准|项目|目录)|价格(?:表|目录)|工资(?:指导)?价位|薪酬"), "prices"),
    (re.compile(r"(?<!职业)专业(?:\(.*?\))?(?:设置|目录|名单|对照)|招生"), "majors"),
    (
        re.compile(
            r"职业分类(?:大典|目录)|国家职业(?:技能)?标准(?:目录|清单|一览)|国家职业资格目录|新职业(?:信息|公示|名单)"
        ),
        "classification",
    ),
    (
        re.compile(
            "预算|决算|(?:资金|经费)(?:安排|分配|使用|下达|拨付)|绩效(?:目标|评价|指标)|资助名单"
        ),
        "payments",
    ),
    (re.compile("统计表|完成情况|进展情况|(?:目标)?任务(?:分解|指标|完成|分配)"), "statistics"),
    (re.compile("课程(?:表|安排)|教学(?:计划|大纲|安排)|授课计划"), "lessons"),
    (re.compile("(?:招标|投标|中标|成交|采购|询价|报价)"), "tenders"),
    (re.compile("招聘|用工|(?:岗位|人才)需求(?:表|信息|情况)"), "vacancies"),
    (re.compile("教材|题库|设备清单"), "materials"),
    (re.compile("(?:竞赛|大赛|比赛)"), "contests"),
    (re.compile(rf"(?:{FORM_ACTS}|汇总|信息|评审|报名)表|花名册|承诺书"), "forms"),
)
# what a catalog may be for, where its title says that it is one: 企业用工紧缺职业培训补贴目录
_SUBJECTS = frozenset({"statistics", "lessons", "tenders", "vacancies", "materials", "contests"})
_SUBSIDY_TITLE = re.compile(rf"(?:{_SUBSIDIZES.pattern}).{{0,14}}目录")
# headings that only such documents have
_OTHER_HEADINGS = {
    "providers": (
        r"(?:培训|评价|鉴定|承训|办学|定点)?(?:机构|单位|企业|学校|院校|公司)(?:名称|全称)?"
        r"|(?:培训|办学|机构|单位|办公)?地址|统一社会信用代码|法定代表人|(?:办学)?许可证.*|备案(?:编)?号"
    ),
    "people": "姓名|性别|身份证.*|出生年月|联系电话|手机.*|学历|证书(?:编)?号(?:码)?",
    "plans": (
        "(?:考试|鉴定|评价|认定|考核|报名|开班)(?:开始)?(?:时间|日期|地点)|考点.*|科目"
        "|培训(?:开始时间|日期|地点)"  # 培训时间 may be how long a training takes: 3天
    ),
    "prices": "收费.*|单价|价格|工资.*|分位.*|薪酬.*|高位数?|中位数?|低位数?",
    "majors": "专业名称|专业代码|学制|招生.*|学费|专业类",
    "payments": (
        "(?:预算|决算|拨付|下达|核拨|拟拨|申请|申报|审核|发放|实发|预支)(?:补贴)?(?:金额|资金)?"
        "|领办人|带头人"
    ),
    "lessons": (
        "(?:授课|任课|主讲)(?:教师|老师|人)?|教室|(?:课程|授课|教学)内容|上课(?:时间|地点)"
    ),
    "tenders": "包号|标段|(?:投标|中标|供应|采购)(?:人|商|单位|金额|价)?|报价|总价",
    "vacancies": "(?:招聘|需求)(?:职位|岗位)|(?:月|年)薪|薪资(?:待遇)?|用人单位",
    "materials": "书号|出版社|教材名称|题型|题量|分值|鉴定点|题库等级|设备名称|规格型号",
    "contests": "名次|[一二三]等奖|竞赛.*|奖金",
    "classification": "标准编号|颁布日期|发布批次|复审(?:周期|日期)|准操项目|职业定义",
}
# one expression, which is asked of every cell
_OTHER_HEADING = re.compile("|".join(f"(?P<{kind}>{of})" for kind, of in _OTHER_HEADINGS.items()))
# a catalog may print who trains beside the amounts, never who was trained, when, or how many
_MAY_STAND_BESIDE = frozenset({"providers", "prices", "majors", "materials", "classification"})
_PEOPLE_COUNTED = re.compile(
    "(?:培训|参训|合格|补贴|享受补贴|结业|取证|计划|完成|发放|学员)*人(?:数|次)"
)
_WHAT: dict[str, str] = {
    "providers": "a list of training providers or of who may assess",
    "people": "a list of people",
    "payments": "an account of subsidies paid or planned",
    "plans": "a plan of examinations or courses",
    "prices": "a list of prices or wages",
    "majors": "a list of majors of schools",
    "classification": "a classification of occupations",
    "statistics": "figures of training done or to be done",
    "lessons": "a schedule of lessons",
    "tenders": "a tender or purchase",
    "vacancies": "a list of vacancies",
    "materials": "a list of books, tasks or equipment",
    "contests": "contests and their prizes",
    "forms": "an application form or a roll to be filled in",
}


def kind_of_list(titles: Sequence[str]) -> tuple[CatalogKind, str]:
    """The kind of a list (类型) and its key, by the words of its titles, the nearest first."""
    told = ((kind, key) for title in titles for words, kind, key in _KINDS if words.search(title))
    return next(told, ("general", "general"))


def entry_kind_of_list(key: str) -> EntryKind | None:
    """What the rows of a list with such a key are, where neither code nor certificate tells."""
    return _ENTRY_KINDS.get(key)


def subsidizes(text: str) -> bool:
    """Whether a text speaks of money for training: 补贴 or the like, and 培训 or the like."""
    return _SUBSIDIZES.search(text) is not None and _TRAINS.search(text) is not None


def titles_catalog(title: str) -> bool:
    """Whether a title is that of a list of training or of occupations in demand: 培训…目录."""
    return _CATALOG_TITLE.search(squeeze(fold(title))) is not None


def other_by_title(title: str) -> str | None:
    """What a title says its list is, in words, where that is no catalog; else None."""
    bare = squeeze(fold(title))
    kinds = [kind for words, kind in _OTHER_TITLES if words.search(bare)]
    if _SUBSIDY_TITLE.search(bare):
        kinds = [kind for kind in kinds if kind not in _SUBJECTS]
    return _WHAT[kinds[0]] if kinds else None


def counts_people(headings: Iterable[str], titles: Iterable[str]) -> tuple[str, str] | None:
    """What a table is that counts whom was trained, and the heading; None where titles say 目录."""
    if any(_LISTS.search(title) for title in titles):
        return None
    counted = filter(_PEOPLE_COUNTED.fullmatch, map(squeeze, map(fold, headings)))
    return next(((_WHAT["statistics"], text) for text in counted), None)


def other_by_headings(headings: Iterable[str]) -> tuple[str, str] | None:
    """What headings say a table is that prices nothing, and the heading that says so; else None."""
    printed = [squeeze(fold(text)) for text in headings]
    matches = [(match, text) for text in printed if (match := _OTHER_HEADING.fullmatch(text))]
    if not matches:
        return None
    said = {str(match.lastgroup): text for match, text in reversed(matches)}
    priced = any(field_of_heading(text) in AMOUNT_FIELDS for text in printed)
    priced = priced or sum(levels_of_heading(text) is not None for text in printed) > 1
    if priced and not any(map(_PEOPLE_COUNTED.fullmatch, printed)):
        said = {kind: text for kind, text in said.items() if kind not in _MAY_STAND_BESIDE}
    return next(((_WHAT[kind], said[kind]) for kind in _OTHER_HEADINGS if kind in said), None)
