"""Who signs a notice, and lines beside its text: organs, seals, furniture of web pages."""

from __future__ import annotations

import re

from extractors.words.cited import NUMBER
from extractors.words.dates import parse_date
from extractors.words.signs import CLOSE, COLON, MARK, OPEN, QUOTES, ROUND_CLOSE, ROUND_OPEN
from extractors.words.text import HAN, fold, squeeze
from extractors.words.titles import EXPLAINS, NOTE_WORD

# an office of an organ is no second organ: 人力资源和社会保障部办公厅
ORGAN = re.compile(
    rf"{HAN}{{2,24}}?(?:委员会|办公室|总工会|联合会|人民政府|委(?!组织部|宣传部)|[局厅部院])"
    r"(?!办公[厅室])"
)

# atomic: a long line of 局 and 部 is dealt out one way only
ORGANS = re.compile(rf"(?>(?>{ORGAN.pattern}[\s、]*)+)")

# what a web page prints around its text: where one is, and whence, when and how often read
_WEB_FURNITURE = re.compile(
    rf"首页[>＞»/|].*|(?:当前|您的|您所在的?)位置{COLON}.*|[^。]*[>＞»][^。]*[>＞»][^。]*"
    rf"|{OPEN}?(?:信息|文章|稿件)?(?:来源|发布(?:时间|日期|机构|人)|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|量|数)?"
    r"|访问(?:次数|量)|作者|责任编辑|编辑|字体|字号|索引号|主题(?:分类|词)|成文日期|生成日期|签发人|公开方式"
    rf"|时间|日期|(?:主办|承办|协办)(?:单位)?|网站标识码|技术支持){COLON}.*"
    rf"|{OPEN}(?:此件)?(?:主动|依申请|不予)?公开(?:发布)?{CLOSE}|版权所有.*|{HAN}ICP备.*|{HAN}?公网安备.*"
    r"|(?:(?:网站)?首页|(?:政务|信息|政府信息)公开|(?:政务|办事|网上|便民|公共)(?:服务|办事)"
    r"|(?:政民|互动)(?:互动|交流)|(?:新闻|工作)(?:中心|动态)|通知公告|政策(?:法规|文件|解读)|机构(?:职能|概况)"
    r"|无障碍(?:阅读|浏览)?|(?:长者|关怀)(?:模式|版)|登录|注册|搜索|繁体版?|简体版?|返回(?:顶部|首页))+"
)

OF_FORM = "(?:填[表报]|制表|编制|审核|复核|报送)(?:单位|人|部门|机构|日期|时间)"
"""Who filled a table in, and when."""
MEASURE = "(?:计量|金额|货币)?单位"

# what explains the list below: 注：…, 标*的为…, ★表示…, 单位：元/人
_LEGEND = re.compile(
    rf"{OPEN}?(?:(?:{NOTE_WORD}|{MEASURE}|其中|{OF_FORM}){COLON}|[标带加注][有注{QUOTES}]?{MARK}).*"
    rf"|[^。]{{0,6}}{MARK}[{QUOTES}]?号?的?[^。]{{0,8}}{EXPLAINS}[^。]+"
)

_NUMBER = re.compile(NUMBER)
_SEAL = re.compile(rf"{ROUND_OPEN}(?:盖章|代章|公章|印章|章){ROUND_CLOSE}")

LONGEST_BESIDE = 200


def is_web_furniture(text: str) -> bool:
    """Whether a line is what a web page prints around its text: 首页>政策文件, 浏览次数：12."""
    return len(text) <= LONGEST_BESIDE and _WEB_FURNITURE.fullmatch(squeeze(text)) is not None


def is_beside_title(text: str) -> bool:
    """Whether a line near a title is no part of it: a page's furniture, a legend, a 文号."""
    bare = squeeze(text)
    return is_web_furniture(text) or any(
        words.fullmatch(each) for words, each in ((_LEGEND, fold(bare)), (_NUMBER, bare))
    )


def is_signature(text: str) -> bool:
    """Whether a line holds organs, or a date, and nothing else: a notice ends there."""
    return bool(organs_of(text)) or parse_date(text) is not None


def organs_of(text: str) -> list[str]:
    """The organs a line names, where it names nothing else but the place of a seal (盖章)."""
    bare = _SEAL.sub("", text)
    for each in (bare, squeeze(bare)):
        if ORGANS.fullmatch(each):
            return ORGAN.findall(each)
    return []
