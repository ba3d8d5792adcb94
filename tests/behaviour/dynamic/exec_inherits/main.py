"""exec, eval and compile take globals and future flags from the function that calls them, not from its caller."""
from __future__ import annotations

from typing import Any

import maker

marker = "main"
TEXT = "def f(x: 1 + 1, y: unknown = marker) -> None: pass\n"


def own(text: str) -> Any:
    space: dict[str, Any] = {}
    exec(text, globals(), space)
    exec(compile(text.replace("f(", "g("), "<own>", "exec", dont_inherit=False), globals(), space)
    return space


def main() -> None:
    try:
        maker.make(TEXT)
    except NameError as e:
        print(e)
    f = maker.make(TEXT.replace("unknown", "int"))["f"]
    print(f.__annotations__, f.__defaults__, f.__globals__["marker"])
    g = own(TEXT)["f"]
    print(g.__annotations__, g.__defaults__)
    print(own(TEXT)["g"].__annotations__)
    print(maker.build("def f(x: 1 + 1): pass\n")["f"].__annotations__)
    print(maker.value("  marker"), maker.bytes_value(b" \ta + 1"))
    for text in ("1 +", "a\0b", "\n\n  x"):
        try:
            maker.value(text)
        except (SyntaxError, ValueError) as e:
            print(type(e).__name__, e)
    print(eval("marker", {"marker": 3}), eval(compile("marker", "<c>", "eval"), {"marker": 4}))


if __name__ == "__main__":
    main()
