"""The style sheets inside a page: which declarations hold for an element (CSS Cascade 4).

tinycss2 takes sheets and ``style`` attributes apart, as the standard says for damaged ones too.
Sheets outside the page are never fetched, and none of a page's own counts that is not for screens.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote_to_bytes

import tinycss2
from cssselect import SelectorError
from cssselect import parse as parse_selector
from cssselect.parser import Tree
from lxml import etree

from extractors.readers.limits import Limits
from extractors.readers.web.selectors import Steps, key_of, matches

# fmt: off
_PROPERTIES = frozenset(
    {
        "display", "visibility", "opacity", "font", "font-family", "font-size", "color",
        "background", "box-shadow", "outline", "border-style", "border-top-style",
        "border-bottom-style", "white-space", "text-overflow", "line-height", "letter-spacing",
        "order", "float", "flex-direction", "flex-flow", "rotate", "scale", "translate", "inset",
        "text-underline-offset", "-webkit-text-stroke",
        "-webkit-text-security", "-webkit-line-clamp", "mix-blend-mode", "zoom",
        "background-color", "background-image", "background-size", "background-position",
        "mask", "mask-image", "-webkit-mask", "-webkit-mask-image",
        "border", "border-top", "border-bottom",
        "text-decoration", "text-decoration-line",
        "position", "left", "right", "top", "bottom", "margin-left", "margin-top",
        "text-indent",
        "clip", "clip-path", "width", "height", "max-width", "max-height", "overflow",
        "overflow-x", "overflow-y", "transform", "vertical-align", "content", "unicode-bidi",
        "direction", "filter", "content-visibility", "-webkit-text-fill-color",
    }
)
# fmt: on
_AT_MEDIA = re.compile(r"(?:only\s+)?(all|screen)\b|\(", re.I)
_WIDTH_FROM = re.compile(r"\(\s*width\s*(?P<sign>[<>])=?\s*(?P<number>\d+(?:\.\d+)?)px\s*\)", re.I)
_NOT = re.compile(r"not\s+(print|speech)\s*$", re.I)
_ON_A_DESK = re.compile(
    r"\(\s*(?:(?:any-)?hover\s*:\s*hover|(?:any-)?pointer\s*:\s*fine|orientation\s*:\s*landscape"
    r"|prefers-color-scheme\s*:\s*light|color)\s*\)",
    re.I,
)
_ANY_OF = re.compile(r":(?:is|where)\(([^(),]*)\)")
_WIDTH = re.compile(r"\(\s*(min|max)-width\s*:\s*(\d+(?:\.\d+)?)(px|em|rem)\s*\)", re.I)
# a font or picture that the sheet holds itself
_DATA = re.compile(r"url\(\s*[\"']?data:(?!text/css)[^)]*\)", re.I)
_DATA_SHEET = re.compile(r"data:text/css[^,]*?(?P<coded>;base64)?,(?P<text>.*)", re.I | re.S)
# what is not shown where scripts run, as they do, and what is there to be copied
_NOT_OF_PAGE = ("noscript", "template")
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(?:,\s*([^()]*))?\)")
_SHADOW = ".//template[@shadowrootmode]"
_LAID_OVER = (
    "boolean(//@style[contains(., 'absolute') or contains(translate(., ' ', ''), 'top:-')])"
)
_UPWARDS = ("top", "margin-top")
_OUTERMOST = frozenset({":root", "html", "body", "*"})
_SCREEN_WIDTH = 1280
"""How wide the screen is that a page is taken to be seen on, in CSS pixels."""
_PSEUDO = ("before", "after", "first-letter", "first-line")

Declarations = Mapping[str, str]
"""The value of each property that is set, as printed, without ``!important``."""


@dataclass(frozen=True, slots=True)
class _Rule:
    tree: Tree
    pseudo: str | None
    weight: tuple[int, int, int]
    order: int
    declarations: Sequence[tuple[str, str, bool]]


@dataclass(slots=True)
class StyleSheets:
    """The rules of a page's sheets, ready to be asked for an element's declarations."""

    steps: Steps
    is_whole: bool = True
    """Whether the page names no sheet that lies outside it."""
    brought: set[str] = field(default_factory=set)
    """The fonts, in small letters, whose shapes the page brings: what they show is not known."""
    sets_first: bool = False
    """Whether the first letter or line of a text may look otherwise than the others."""
    lays_over: bool = False
    """Whether something may lie over what an element holds."""
    has_shadows: bool = False
    """Whether an element shows another tree than what it holds."""
    _rules: dict[tuple[str, str], list[_Rule]] = field(
        default_factory=lambda: defaultdict(list[_Rule])
    )
    _variables: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    @classmethod
    def of(cls, root: etree._Element, limits: Limits) -> StyleSheets:
        """Those of the page with this root."""
        sheets = cls(Steps(limits))
        sheets.lays_over = root.xpath(_LAID_OVER) is True
        sheets.has_shadows = root.find(_SHADOW) is not None
        for element in root.iter("style", "link"):
            if next(element.iterancestors(*_NOT_OF_PAGE), None) is not None:
                continue
            if element.tag == "link" and "stylesheet" in element.get("rel", "").lower().split():
                sheets._take_in(element.get("href", ""), element.get("media", ""))
            elif element.tag == "style" and _is_for_screens(element.get("media", "")):
                sheets._parse(element.text or "")
        return sheets

    def _parse(self, text: str) -> None:
        text = _DATA.sub("url()", text)
        self.steps.take(len(text))
        self._add(tinycss2.parse_stylesheet(text, True, True))

    def _take_in(self, address: str, media: str) -> None:
        """Take in a sheet that its own address holds; any other lies outside the page."""
        match = _DATA_SHEET.fullmatch(address.strip())
        if match is None:
            self.is_whole = False
        elif _is_for_screens(media):
            data = unquote_to_bytes(match["text"])
            with suppress(ValueError):
                self._parse((b64decode(data) if match["coded"] else data).decode("utf-8"))

    def _add(self, nodes: Iterable[tinycss2.ast.Node]) -> None:
        for node in nodes:
            if node.type == "at-rule" and node.lower_at_keyword == "import":
                named = (
                    each for each in node.prelude if each.type in ("string", "url", "function")
                )
                self._take_in(next(map(_address, named), ""), "")
            elif node.type == "at-rule" and node.lower_at_keyword == "font-face":
                self._add_font(dict(_told_of_font(node.content or ())))
            elif node.type == "at-rule" and node.lower_at_keyword == "scope":
                scope = tinycss2.serialize(node.prelude).strip().partition(")")[0].lstrip("( ")
                self._add_nested([scope or ":root"], node.content or ())
            elif node.type == "at-rule" and node.content is not None:
                prelude = tinycss2.serialize(node.prelude)
                if node.lower_at_keyword == "supports" or (
                    node.lower_at_keyword in ("media", "layer")
                    and (node.lower_at_keyword == "layer" or _is_for_screens(prelude))
                ):
                    self._add(tinycss2.parse_rule_list(node.content, True, True))
            elif node.type == "qualified-rule":
                self._add_nested(_selectors(node.prelude), node.content)

    def _add_nested(self, selectors: Sequence[str], content: Sequence[tinycss2.ast.Node]) -> None:
        """Take in a rule and those in it, whose ``&`` stands for each of its selectors."""
        length = sum(map(len, selectors))
        self.steps.take(length)
        self._add_rule(",".join(selectors), _declarations(content))
        if all(node.type != "{} block" for node in content):
            return  # as nearly every rule: there is none in it to look for
        for node in tinycss2.parse_blocks_contents(content, True, True):
            own = _selectors(node.prelude) if node.type == "qualified-rule" else []
            inner = [each if "&" in each else f"& {each}" for each in own if each]
            # rules in one another can multiply: what they come to is counted before it is made
            times = sum(each.count("&") for each in inner)
            self.steps.take(len(selectors) * sum(map(len, inner)) + times * length)
            if inner:
                each_in = [each.replace("&", above) for above in selectors for each in inner]
                self._add_nested(each_in, node.content)

    def _add_font(self, told: Mapping[str, str]) -> None:
        """Take in a font, unless it only gives one of the reader's own fonts another name."""
        if "url(" in told.get("src", "").lower():
            self.brought.add(told.get("font-family", "").strip("\"'").lower())

    def _add_rule(self, prelude: str, declarations: Sequence[tuple[str, str, bool]]) -> None:
        if not declarations:
            return
        try:
            selectors = parse_selector(prelude)
        except SelectorError:
            simpler = _ANY_OF.sub(r"\1", prelude)
            if simpler != prelude:
                self._add_rule(simpler, declarations)
            return  # as a browser does with a rule that it does not understand
        self._count += 1
        if not _OUTERMOST.isdisjoint(each.strip() for each in prelude.split(",")):
            pairs = ((name, value) for name, value, _important in declarations)
            self._variables.update(pair for pair in pairs if pair[0].startswith("--"))
        for each in selectors:
            pseudo = each.pseudo_element
            if pseudo is not None and pseudo not in _PSEUDO:
                continue
            self.sets_first |= pseudo in _PSEUDO[2:]
            self.lays_over |= any(
                value == "absolute" or (name in _UPWARDS and value.startswith("-"))
                for name, value, _important in declarations
            )
            rule = _Rule(each.parsed_tree, pseudo, each.specificity(), self._count, declarations)
            self._rules[key_of(each.parsed_tree)].append(rule)

    def of_element(self, element: etree._Element, pseudo: str | None = None) -> Declarations:
        """What holds for the element itself, or for the text put before or after it."""
        found: list[tuple[tuple[bool, bool, tuple[int, int, int], int], str, str]] = []
        for rule in self._candidates(element):
            self.steps.known.clear()
            if rule.pseudo == pseudo and matches(element, rule.tree, self.steps):
                for name, value, important in rule.declarations:
                    found.append(((important, False, rule.weight, rule.order), name, value))
        own = element.get("style") if pseudo is None else None
        if own:
            self.steps.take(1 + len(own) // 16)
            for name, value, important in _own(own):
                found.append(((important, True, (0, 0, 0), 0), name, value))
        found.sort(key=lambda each: each[0])
        declared = {name: value for _weight, name, value in found}
        if not any("var(" in value for value in declared.values()):
            return declared
        known = {**self._variables, **declared}
        return {
            name: _VARIABLE.sub(lambda match: known.get(match[1], match[2] or ""), value)
            for name, value in declared.items()
        }

    def _candidates(self, element: etree._Element) -> Iterator[_Rule]:
        if not self._rules:
            return
        keys = [("", ""), ("<", str(element.tag)), ("#", element.get("id", ""))]
        keys += [(".", name) for name in dict.fromkeys(element.get("class", "").split())]
        for key in keys:
            for rule in self._rules.get(key, ()):
                self.steps.take()
                yield rule


def _declarations(
    content: str | Iterable[tinycss2.ast.Node],
) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (_name(node), tinycss2.serialize(node.value).strip(), node.important)
        for node in tinycss2.parse_declaration_list(content, True, True)
        if node.type == "declaration"
        and (node.lower_name in _PROPERTIES or node.name.startswith("--"))
    )


def _selectors(prelude: Iterable[tinycss2.ast.Node]) -> list[str]:
    """The selectors of a rule, which stand between commas."""
    parts: list[list[tinycss2.ast.Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _address(node: tinycss2.ast.Node) -> str:
    values = node.arguments if node.type == "function" else [node]
    return next((str(each.value) for each in values if each.type in ("string", "url")), "")


def _told_of_font(content: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_declaration_list(content, True, True):
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip()


def _name(node: tinycss2.ast.Declaration) -> str:
    """A property's name; those that a page makes up tell small letters from large."""
    return str(node.name if node.name.startswith("--") else node.lower_name)


@lru_cache(maxsize=8192)
def _own(style: str) -> tuple[tuple[str, str, bool], ...]:
    """The declarations of a ``style`` attribute: an office program repeats a few many times."""
    return _declarations(style)


def _is_for_screens(media: str) -> bool:
    """Whether a media query holds on a screen of a desk: of its conditions widths are known."""
    if not media.strip():
        return True
    return any(_query_holds(" ".join(query.split())) for query in media.split(","))


def _as_bound(match: re.Match[str]) -> str:
    """A range of widths as the bound that says the same."""
    return f"({'min' if match['sign'] == '>' else 'max'}-width: {match['number']}px)"


def _query_holds(query: str) -> bool:
    if _NOT.match(query):
        return True
    query = _WIDTH_FROM.sub(_as_bound, _ON_A_DESK.sub("", query)).strip()
    query = re.sub(r"^(?:and\s+)+|\s+and(?=\s+and|$)", "", query) or "all"
    if not _AT_MEDIA.match(query):
        return False
    widths = _WIDTH.findall(query)
    if query.count("(") != len(widths):
        return False
    for side, number, unit in widths:
        pixels = float(number) * (1 if unit.lower() == "px" else 16)
        if (pixels > _SCREEN_WIDTH) is (side.lower() == "min"):
            return False
    return True
