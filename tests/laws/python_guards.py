"""Each check of a Python function by itself, so that it can be taken away.

A check is what an `if` asks before it raises a refusal (each operand of an `or` by itself), a call
that raises one, and each operand of what a rule answers.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from unittest import mock

from tests.laws.routes import routes

REFUSALS = frozenset({"NotFound", "NotAllowed", "WrongState", "Stale", "NotReady", "NotFresh"})


@dataclass(frozen=True)
class Guard:
    """name  "module.function: what it asks". line: where."""

    module: str
    function: str
    asks: str
    line: int

    @property
    def name(self) -> str:
        return f"{self.module}.{self.function}: {self.asks}"


def guards_of(module: str) -> list[Guard]:
    """Every check in the functions of a module."""
    functions = _functions(module)
    raising = _raising(functions)
    found = []
    for name, function in functions.items():
        for node in _checks(function, raising):
            found.append(Guard(module, name, ast.unparse(node), node.lineno))
    return found


@contextmanager
def taken_away(*guards: Guard) -> Iterator[None]:
    """The functions do without these checks, wherever they are called by their names."""
    functions: dict[tuple[str, str], list[Guard]] = {}
    for guard in guards:
        functions.setdefault((guard.module, guard.function), []).append(guard)
    with ExitStack() as stack:
        for (module, name), gone in functions.items():
            without = _without(module, name, gone)
            if "." in name:
                stack.enter_context(mock.patch(f"{module}.{name}", without))
                continue
            before = getattr(import_module(module), name)
            places = [m for m in list(sys.modules.values()) if vars(m).get(name) is before]
            assert places
            for place in places:
                stack.enter_context(mock.patch.object(place, name, without))
            for route in routes():  # an address holds its view itself
                if route.pattern.callback is before:
                    stack.enter_context(mock.patch.object(route.pattern, "callback", without))
        yield


def _without(module: str, name: str, gone: list[Guard]) -> object:
    """The function, made from its source without these checks."""
    function = _functions(module)[name]
    names = {(guard.asks, guard.line) for guard in gone}
    nodes = [
        node
        for node in _checks(function, _raising(_functions(module)))
        if (ast.unparse(node), node.lineno) in names
    ]
    assert len(nodes) == len(gone)
    changed = _Without(nodes, passes=_is_rule(name)).visit(function)
    of_class, _, bare = name.rpartition(".")
    # Around a method stands what its `super()` asks for.
    around = ast.parse(f"def _make(__class__):\n    return {bare}")
    made_by = around.body[0]
    assert isinstance(made_by, ast.FunctionDef)
    made_by.body.insert(0, changed)
    made: dict[str, Callable[[object], object]] = {}
    code = compile(ast.fix_missing_locations(around), module, "exec")
    exec(code, vars(import_module(module)), made)  # noqa: S102 - our own source
    return made["_make"](getattr(import_module(module), of_class, None) if of_class else None)


def _functions(module: str) -> dict[str, ast.FunctionDef]:
    """By name; a method is "Class.name"."""
    found = {}
    for node in ast.parse(inspect.getsource(import_module(module))).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = (n for n in node.body if isinstance(n, ast.FunctionDef))
            found |= {f"{node.name}.{method.name}": method for method in methods}
    return found


def _raising(functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Names of functions that refuse, by themselves or by what they call."""
    names = {"require_fresh"}
    while True:
        more = {
            name
            for name, function in functions.items()
            if any(_refuses(node) or _calls(node, names) for node in ast.walk(function))
        }
        if more <= names:
            return names
        names |= more


def _refuses(node: ast.AST) -> bool:
    raised = node.exc if isinstance(node, ast.Raise) else None
    if isinstance(raised, ast.IfExp):
        raised = raised.body
    called = raised.func if isinstance(raised, ast.Call) else raised
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in REFUSALS


def _calls(node: ast.AST, names: set[str]) -> bool:
    """A statement that does nothing but call one of these."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in names
    )


def _is_rule(function: str) -> bool:
    return function.startswith(("can_", "is_", "may_"))


def _checks(function: ast.FunctionDef, raising: set[str]) -> Iterator[ast.expr]:
    """What is asked, in order of lines. A method that says how something is, is no rule."""
    rule = _is_rule(function.name) and not any(a.arg == "self" for a in function.args.args[:1])
    for node in ast.walk(function):
        if isinstance(node, ast.If) and any(map(_refuses, node.body)):
            either = isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or)
            yield from node.test.values if either else [node.test]
        elif isinstance(node, ast.Expr) and _calls(node, raising):
            yield node.value
        elif isinstance(node, ast.Return) and rule and node.value is not None:
            both = isinstance(node.value, ast.BoolOp) and isinstance(node.value.op, ast.And)
            asked = node.value.values if both else [node.value]
            yield from (value for value in asked if not isinstance(value, ast.Constant))


class _Without(ast.NodeTransformer):
    """Puts what refuses nothing in the place of these nodes. passes: what that is."""

    def __init__(self, nodes: list[ast.expr], *, passes: bool) -> None:
        self._nodes = nodes
        self._passes = passes

    def visit(self, node: ast.AST) -> ast.AST:
        if any(node is one for one in self._nodes):
            return ast.copy_location(ast.Constant(self._passes), node)
        visited: ast.AST = self.generic_visit(node)
        return visited
