from typing import Dict, Iterator, List, NamedTuple, Tuple, Union


class Token(NamedTuple):
    kind: str
    text: str
    pos: int


class LexError(Exception):
    pass


def tokens(src: str) -> Iterator[Token]:
    i, n = 0, len(src)
    while i < n:
        c = src[i]
        if c.isspace():
            i += 1
            continue
        start = i
        if c.isdigit():
            while i < n and (src[i].isdigit() or src[i] == "."):
                i += 1
            yield Token("num", src[start:i], start)
        elif c.isalpha() or c == "_":
            while i < n and (src[i].isalnum() or src[i] == "_"):
                i += 1
            yield Token("name", src[start:i], start)
        elif src[i:i + 2] in ("**", "//", "==", "<="):
            i += 2
            yield Token("op", src[start:i], start)
        elif c in "+-*/()=<,%":
            i += 1
            yield Token("op", c, start)
        else:
            raise LexError(f"unexpected {c!r} at {i}")
    yield Token("end", "", n)


Tree = Union[float, str, Tuple]  # type: ignore
PRECEDENCE: Dict[str, int] = {"==": 1, "<": 1, "<=": 1, "+": 2, "-": 2, "*": 3, "/": 3, "//": 3, "%": 3, "**": 5}


class Parser:
    def __init__(self, src: str) -> None:
        self.toks: List[Token] = list(tokens(src))
        self.i = 0

    def peek(self) -> Token:
        return self.toks[self.i]

    def next(self) -> Token:
        t = self.toks[self.i]
        self.i += 1
        return t

    def expr(self, level: int = 0) -> Tree:
        left = self.unary()
        while self.peek().kind == "op" and PRECEDENCE.get(self.peek().text, -1) > level:
            op = self.next().text
            right = self.expr(PRECEDENCE[op] - (op == "**"))
            left = (op, left, right)
        return left

    def unary(self) -> Tree:
        t = self.next()
        if t == ("op", "-", t.pos):
            return ("neg", self.expr(4))
        if t.kind == "num":
            return float(t.text) if "." in t.text else int(t.text)
        if t.kind == "name":
            if self.peek().text == "(":
                self.next()
                args: List[Tree] = []
                while self.peek().text != ")":
                    args.append(self.expr())
                    if self.peek().text == ",":
                        self.next()
                self.next()
                return ("call", t.text, *args)
            return t.text
        if t.text == "(":
            e = self.expr()
            if self.next().text != ")":
                raise LexError(f"expected ) before {t.pos}")
            return e
        raise LexError(f"unexpected {t.kind} {t.text!r}")


def evaluate(t: Tree, env: Dict[str, float]) -> float:
    if isinstance(t, (int, float)):
        return t
    if isinstance(t, str):
        return env[t]
    op, *rest = t
    if op == "neg":
        return -evaluate(rest[0], env)
    if op == "call":
        fs = {"max": max, "min": min, "abs": abs}
        return fs[rest[0]](*[evaluate(a, env) for a in rest[1:]])
    a, b = (evaluate(x, env) for x in rest)
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if op == "/":
        return a / b
    if op == "//":
        return a // b
    if op == "%":
        return a % b
    if op == "**":
        return a ** b
    return {"==": a == b, "<": a < b, "<=": a <= b}[op]


def main() -> None:
    env = {"x": 3, "y_1": 2.5}
    for src in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-x ** 2", "10 / 4 - y_1", "max(1, x, 2) + abs(-5)", "7 // 2 % 2", "1 < 2 == 1", "2 * -x", "1 - 1 - 1", "min(max(1,2),x)"):
        tree = Parser(src).expr()
        print(src, "=>", tree, "=>", evaluate(tree, env))
    for bad in ("1 + $", "(1", "* 2", "z"):
        try:
            print(evaluate(Parser(bad).expr(), env))
        except (LexError, KeyError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
