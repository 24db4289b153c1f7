"""How much one line of the program handles at once: sizes of what it searches, copies and joins.

``python -m tests.extractors.readers.sizes 240`` reads each document of ``test_doubling`` at this
length and at half of it, and prints as JSON the lines of the program that handle more than twice as
much. The program is compiled anew with each call of what is written in C, each ``in``, slice, star
and operator counted, so that ``seen = seen | {word}`` for each row is seen for what it is: a whole
set, in one line. What a regular expression goes back over within one text is not.
"""

from __future__ import annotations

import ast
import collections
import json
import operator
import re
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

SIZED = (list, tuple, set, frozenset, dict, str, bytes, bytearray, deque)
SEARCHED = (list, tuple, str, bytes, bytearray, deque)
"""What is looked through from its beginning for what is in it."""
# these take as long for much as for little
# fmt: off
AT_ONCE = frozenset((
    "add", "append", "appendleft", "bool", "clear", "discard", "end", "endswith", "enumerate",
    "filter", "get", "getattr", "group", "groups", "hasattr", "id", "isalnum", "isalpha",
    "isascii", "isdecimal", "isdigit", "isinstance", "isspace", "issubclass", "items", "iter",
    "keys", "len", "lstrip", "map", "next", "partition", "pop", "popleft", "range",
    "removeprefix", "removesuffix", "repr", "reversed", "rstrip", "setdefault", "span", "start",
    "startswith", "strip", "type", "values", "zip",
))
# fmt: on
OF_ANOTHER = frozenset(("extend", "update"))
"""Methods that take as long as what they are given, whatever they are asked of."""
LOOK_FOR = frozenset(("find", "index", "search", "match", "fullmatch"))
"""These look at no more of a text than lies between where they begin and what they find."""
OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.BitAnd: "and_",
    ast.BitOr: "or_",
    ast.BitXor: "xor",
    ast.Sub: "sub",
}
COUNTER = "_sizes"
PACKAGES = ("extractors", "schemas")
LEAST, MUCH_MORE = 5_000, 2.8
"""What a line handles in all to be looked at, and how much more of twice as much is too much."""
Place = tuple[str, int]


def _looked_at(name: str, asked: object, values: Sequence[Any], found: Any) -> int:
    """How much of a text was looked at: from where the search began to what it found."""
    text, *places = values if isinstance(asked, re.Pattern) else (asked, *values[1:])
    if not isinstance(text, str | bytes):
        return len(text) if isinstance(text, SIZED) else 0
    start = next((place for place in places if isinstance(place, int)), 0)
    if isinstance(found, re.Match):
        return max(found.end() - start, 1)
    if isinstance(found, int) and found >= 0:
        return max(found - start, 1)
    return 1 if name == "match" else max(len(text) - start, 1)


class Counter:
    """Counts the sizes, by file and line; what it is asked to do it does, as the program would."""

    def __init__(self) -> None:
        """Nothing counted."""
        self.sizes: collections.Counter[Place] = collections.Counter()

    def _count(self, *values: Any, more: int = 0) -> None:
        caller = sys._getframe(2)
        size = more + sum(len(value) for value in values if isinstance(value, SIZED))
        self.sizes[caller.f_code.co_filename, caller.f_lineno] += size

    def made(self, value: Any) -> Any:
        """A list, slice or set that was made."""
        self._count(value)
        return value

    def has(self, value: Any, holder: Any) -> bool:
        """``value in holder``."""
        if isinstance(holder, SEARCHED):
            self._count(holder)
        return value in holder

    def of(self, name: str, one: Any, other: Any) -> Any:
        """Two values under an operator."""
        self._count(one, other)
        return getattr(operator, name)(one, other)

    def call(self, function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """A call: one of what is written in C handles what it is given, and what it is of."""
        if hasattr(function, "__code__") or hasattr(function, "__func__"):
            return function(*values, **named)
        name, asked = getattr(function, "__name__", ""), getattr(function, "__self__", None)
        found = function(*values, **named)
        if name in LOOK_FOR:
            self._count(more=_looked_at(name, asked, values, found))
        elif name == "join":
            self._count(found)
        elif name not in AT_ONCE or (name == "pop" and values and isinstance(asked, list)):
            self._count(*(values if name in OF_ANOTHER else (asked, *values)))
        return found


class _Counted(ast.NodeTransformer):
    """Puts a counter around what handles more than one thing in one line."""

    def _asked(self, name: str, *values: ast.expr) -> ast.expr:
        asked = ast.Attribute(ast.Name(COUNTER, ast.Load()), name, ast.Load())
        return ast.Call(asked, list(values), [])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("super", "NamedTuple", "TypeVar"):
            return node
        counted = self._asked("call", node.func, *node.args)
        assert isinstance(counted, ast.Call)
        counted.keywords = node.keywords
        return counted

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
            return node
        asked = self._asked("has", node.left, node.comparators[0])
        return ast.UnaryOp(ast.Not(), asked) if isinstance(node.ops[0], ast.NotIn) else asked

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        name = OPERATORS.get(type(node.op))
        return self._asked("of", ast.Constant(name), node.left, node.right) if name else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.BitOr):
            node.value = self._asked("made", node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        is_read = isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load)
        return self._asked("made", node) if is_read else node

    def _starred(self, node: ast.List | ast.Set | ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        is_read = isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load)
        stars = any(isinstance(each, ast.Starred) for each in node.elts)
        return self._asked("made", node) if stars and is_read else node

    def visit_List(self, node: ast.List) -> ast.AST:
        return self._starred(node)

    def visit_Set(self, node: ast.Set) -> ast.AST:
        return self._starred(node)

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        return self._starred(node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        return self._asked("made", node) if None in node.keys else node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = [self.visit(each) for each in case.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        decorators, returns, node.decorator_list, node.returns = (
            node.decorator_list,
            node.returns,
            [],
            None,
        )
        self.generic_visit(node)
        node.decorator_list, node.returns = decorators, returns
        return node


def counted(source: str | bytes, path: str = "<counted>") -> CodeType:
    """The program text, compiled so that it counts what its lines handle."""
    tree = _Counted().visit(ast.parse(source))
    return compile(ast.fix_missing_locations(tree), path, "exec")


class Loader(SourceFileLoader):
    """Loads a module so that it counts."""

    def __init__(self, name: str, path: str, counter: Counter) -> None:
        """Count with this counter."""
        super().__init__(name, path)
        self._counter = counter

    def get_code(self, fullname: str) -> CodeType:
        """Its program text, compiled anew."""
        return counted(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        """Run it, the counter at hand."""
        module.__dict__[COUNTER] = self._counter
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Has the program's own modules loaded so that they count."""

    def __init__(self, counter: Counter) -> None:
        """Count with this counter."""
        self._counter = counter

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module with its counting loader, where it is one of ours."""
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(fullname, spec.loader.path, self._counter)
        return spec


def growing(
    counter: Counter, read: Callable[[bytes], object], half: bytes, whole: bytes
) -> dict[str, list[int]]:
    """The lines of the program that handle much more than twice as much of twice as much."""
    from schemas.errors import CatalogError

    found = []
    for data in (whole, half, whole):  # at first what is worked out once, a word too, is
        counter.sizes.clear()
        with suppress(CatalogError):
            read(data)
        found.append(dict(counter.sizes))
    _first, of_half, of_whole = found
    return {
        f"{path.rpartition('/')[2]}:{line}": [of_half.get((path, line), 0), size]
        for (path, line), size in of_whole.items()
        if size > LEAST and size > MUCH_MORE * of_half.get((path, line), 0)
    }


def main(length: int) -> dict[str, dict[str, list[int]]]:
    """Of each document what grows in it, by what it is long of."""
    counter = Counter()
    sys.meta_path.insert(0, Finder(counter))
    from extractors.extract import extract_document
    from tests.extractors.readers.test_doubling import MAKERS

    def read(data: bytes) -> object:
        return extract_document(data, "list.bin")

    return {
        make.__name__: growing(counter, read, make(length // 2), make(length)) for make in MAKERS
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
