import ast
from typing import Any

marker = "maker"


def make(text: str, globals: Any = None) -> Any:
    space: dict[str, Any] = {}
    exec(text, globals, space)
    return space


def value(text: str) -> Any:
    return eval(text, None)


def bytes_value(text: bytes) -> Any:
    return eval(text, {"a": 2})


def build(text: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(text, "<built>", "exec"), {}, space)
    exec(compile(ast.parse(text), "<built>", mode="exec", flags=0), {}, space)
    return space
