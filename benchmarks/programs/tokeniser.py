"""A tokeniser and a recursive-descent evaluator: characters, slices, small strings."""
from typing import Dict, List, Tuple

DEFAULT = 3000

SOURCE = "total = (alpha + 42) * beta_2 - 7 / (3 + gamma) % 11; x1 = total * total - 19 * (alpha - 5);"


class Token:
    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def tokenise(src: str) -> List[Token]:
    out: List[Token] = []
    i = 0
    n = len(src)
    while i < n:
        c = src[i]
        if c == " ":
            i += 1
        elif c.isdigit():
            j = i
            while j < n and src[j].isdigit():
                j += 1
            out.append(Token("num", src[i:j]))
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (src[j].isalnum() or src[j] == "_"):
                j += 1
            out.append(Token("name", src[i:j]))
            i = j
        else:
            out.append(Token("op", c))
            i += 1
    out.append(Token("end", ""))
    return out


class Parser:
    def __init__(self, tokens: List[Token], env: Dict[str, int]) -> None:
        self.tokens = tokens
        self.pos = 0
        self.env = env

    def peek(self) -> str:
        return self.tokens[self.pos].text

    def take(self) -> Token:
        t = self.tokens[self.pos]
        self.pos += 1
        return t

    def program(self) -> int:
        last = 0
        while self.tokens[self.pos].kind != "end":
            name = self.take().text
            self.take()
            last = self.expr()
            self.env[name] = last
            self.take()
        return last

    def expr(self) -> int:
        v = self.term()
        while self.peek() == "+" or self.peek() == "-":
            if self.take().text == "+":
                v += self.term()
            else:
                v -= self.term()
        return v

    def term(self) -> int:
        v = self.factor()
        while self.peek() in ("*", "/", "%"):
            op = self.take().text
            w = self.factor()
            if op == "*":
                v = v * w % 1000003
            elif op == "/":
                v = v // w if w else 0
            else:
                v = v % w if w else 0
        return v

    def factor(self) -> int:
        t = self.take()
        if t.kind == "num":
            return int(t.text)
        if t.kind == "name":
            return self.env.get(t.text, 1)
        v = self.expr()
        self.take()
        return v


def main(n: int) -> object:
    env: Dict[str, int] = {"alpha": 3, "beta_2": 17, "gamma": 4}
    total = 0
    lengths: Tuple[int, int] = (0, 0)
    for i in range(n):
        toks = tokenise(SOURCE)
        env["alpha"] = i
        total = (total + Parser(toks, env).program()) % 1000003
        lengths = (lengths[0] + len(toks), lengths[1] + sum(len(t.text) for t in toks))
    return total, lengths
