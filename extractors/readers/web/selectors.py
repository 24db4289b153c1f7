"""Which elements a CSS selector means: matched from the element upwards, each step counted.

cssselect parses selectors; what it would match them with (XPath) takes time that grows with the
square of the page, so that a stranger's style sheet could hold the reader up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cssselect import parser as css
from lxml import etree

from extractors.readers.limits import Limits, beyond
from schemas.errors import ReadError


@dataclass(slots=True)
class Steps:
    """How much work the style sheets of one page have made; ``ReadError`` beyond ``css_steps``."""

    limits: Limits
    taken: int = 0
    known: dict[tuple[int, etree._Element], bool] = field(default_factory=dict)
    """What parts of the selector asked for now mean, where several ways lead to one element."""

    def take(self, number: int = 1) -> None:
        """Count steps: an element looked at for one part of a selector, 16 signs of a style."""
        self.taken += number
        if self.taken > self.limits.css_steps:
            raise ReadError(beyond("has style sheets of more steps", "css_steps", self.taken))


def matches(element: etree._Element, tree: css.Tree, steps: Steps) -> bool:
    """Whether the selector means the element; one that is not understood, or a state, never does.

    A page on paper has no pointer over it and no link that was followed.
    """
    steps.take()
    match tree:
        case css.Element():
            return tree.element in (None, "*") or tree.element.lower() == element.tag
        case css.CombinedSelector():
            key = id(tree), element
            if key not in steps.known:
                steps.known[key] = matches(element, tree.subselector, steps) and any(
                    matches(other, tree.selector, steps)
                    for other in _COMBINED[tree.combinator.strip() or " "](element)
                )
            return steps.known[key]
        case css.Class():
            own = element.get("class", "").split()
            return tree.class_name in own and matches(element, tree.selector, steps)
        case css.Hash():
            return element.get("id") == tree.id and matches(element, tree.selector, steps)
        case css.Attrib():
            return _has(element, tree) and matches(element, tree.selector, steps)
        case css.Negation():
            return matches(element, tree.selector, steps) and not matches(
                element, tree.subselector, steps
            )
        case css.Matching() | css.SpecificityAdjustment():
            return matches(element, tree.selector, steps) and any(
                matches(element, each, steps) for each in tree.selector_list
            )
        case css.Relation():
            return matches(element, tree.selector, steps) and any(
                matches(other, each.parsed_tree, steps)
                for sign, each in tree.arguments
                for other in _RELATED[sign.value or " "](element)
            )
        case css.Pseudo():
            known = _PSEUDO.get(tree.ident)
            return known is not None and known(element) and matches(element, tree.selector, steps)
        case css.Function():
            return _is_nth(element, tree, steps) and matches(element, tree.selector, steps)
    return False


def key_of(tree: css.Tree) -> tuple[str, str]:
    """What an element must have for the selector to mean it: an id, a class or a tag.

    ``("", "")`` where any element may be meant.
    """
    while not isinstance(tree, css.Element):
        if isinstance(tree, css.Hash):
            return "#", tree.id
        if isinstance(tree, css.Class):
            return ".", tree.class_name
        tree = tree.subselector if isinstance(tree, css.CombinedSelector) else tree.selector
    return ("<", tree.element.lower()) if tree.element not in (None, "*") else ("", "")


def _siblings_before(element: etree._Element) -> Iterator[etree._Element]:
    return element.itersiblings("*", preceding=True)


def _parent(element: etree._Element) -> Iterator[etree._Element]:
    parent = element.getparent()
    if parent is not None:
        yield parent


def _one_before(element: etree._Element) -> Iterator[etree._Element]:
    before = next(_siblings_before(element), None)
    if before is not None:
        yield before


_COMBINED: dict[str, Callable[[etree._Element], Iterator[etree._Element]]] = {
    " ": lambda element: element.iterancestors(),
    ">": _parent,
    "+": _one_before,
    "~": _siblings_before,
}

_RELATED: dict[str, Callable[[etree._Element], Iterator[etree._Element]]] = {
    " ": lambda element: element.iterdescendants("*"),
    ">": lambda element: element.iterchildren("*"),
    "+": lambda element: element.itersiblings("*"),
    "~": lambda element: element.itersiblings("*"),
}
"""Where ``:has`` looks; of ``+`` all that follow, so that what may be hidden is looked at."""

_PSEUDO: dict[str, Callable[[etree._Element], bool]] = {
    "first-child": lambda element: next(_siblings_before(element), None) is None,
    "last-child": lambda element: next(element.itersiblings("*"), None) is None,
    "only-child": lambda element: (
        next(_siblings_before(element), None) is None
        and next(element.itersiblings("*"), None) is None
    ),
    "first-of-type": lambda element: (
        next(element.itersiblings(element.tag, preceding=True), None) is None
    ),
    "last-of-type": lambda element: next(element.itersiblings(element.tag), None) is None,
    "root": lambda element: element.getparent() is None,
    "empty": lambda element: not len(element) and not element.text,
    "checked": lambda element: "checked" in element.attrib or "selected" in element.attrib,
    "disabled": lambda element: "disabled" in element.attrib,
    "enabled": lambda element: "disabled" not in element.attrib,
    "link": lambda element: element.tag == "a" and "href" in element.attrib,
    "any-link": lambda element: element.tag == "a" and "href" in element.attrib,
}


def _has(element: etree._Element, tree: css.Attrib) -> bool:
    value = element.get(tree.attrib.lower())
    if value is None or tree.operator == "exists":
        return value is not None
    wanted = (tree.value.value if tree.value else None) or ""
    match tree.operator:
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "|=":
            return value == wanted or value.startswith(f"{wanted}-")
        case "!=":
            return value != wanted
    if not wanted:
        return False
    match tree.operator:
        case "^=":
            return value.startswith(wanted)
        case "$=":
            return value.endswith(wanted)
    return tree.operator == "*=" and wanted in value


def _is_nth(element: etree._Element, tree: css.Function, steps: Steps) -> bool:
    name = tree.name
    if name not in ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"):
        return False
    try:
        step, first = css.parse_series(tree.arguments)
    except ValueError:
        return False
    kind = element.tag if name.endswith("of-type") else "*"
    place = 1
    for _each in element.itersiblings(kind, preceding="last" not in name):
        steps.take()
        place += 1
    if step == 0:
        return place == first
    return (place - first) % step == 0 and (place - first) // step >= 0
