"""A JSON reader and writer by recursive descent."""
from typing import Dict, List, Tuple, Union

DEFAULT = 2500

Json = Union[None, bool, int, float, str, List["Json"], Dict[str, "Json"]]


class Malformed(ValueError):
    def __init__(self, message: str, at: int) -> None:
        super().__init__(f"{message} at {at}")
        self.at = at


class Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \n\t\r":
            self.at += 1

    def expect(self, c: str) -> None:
        if self.at >= len(self.text) or self.text[self.at] != c:
            raise Malformed(f"expected {c!r}", self.at)
        self.at += 1

    def value(self) -> Json:
        self.space()
        if self.at >= len(self.text):
            raise Malformed("unexpected end", self.at)
        c = self.text[self.at]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def object(self) -> Dict[str, Json]:
        out: Dict[str, Json] = {}
        self.expect("{")
        self.space()
        if self.text[self.at] == "}":
            self.at += 1
            return out
        while True:
            self.space()
            key = self.string()
            self.space()
            self.expect(":")
            out[key] = self.value()
            self.space()
            if self.text[self.at] == "}":
                self.at += 1
                return out
            self.expect(",")

    def array(self) -> List[Json]:
        out: List[Json] = []
        self.expect("[")
        self.space()
        if self.text[self.at] == "]":
            self.at += 1
            return out
        while True:
            out.append(self.value())
            self.space()
            if self.text[self.at] == "]":
                self.at += 1
                return out
            self.expect(",")

    def string(self) -> str:
        self.expect('"')
        start = self.at
        parts: List[str] = []
        while True:
            c = self.text[self.at]
            if c == '"':
                parts.append(self.text[start : self.at])
                self.at += 1
                return "".join(parts)
            if c == "\\":
                parts.append(self.text[start : self.at])
                self.at += 1
                parts.append({"n": "\n", "t": "\t"}.get(self.text[self.at], self.text[self.at]))
                start = self.at + 1
            self.at += 1

    def number(self) -> Union[int, float]:
        start = self.at
        is_float = False
        while self.at < len(self.text) and (self.text[self.at].isdigit() or self.text[self.at] in "+-.eE"):
            is_float = is_float or self.text[self.at] in ".eE"
            self.at += 1
        if start == self.at:
            raise Malformed("unexpected character", self.at)
        word = self.text[start : self.at]
        return float(word) if is_float else int(word)


def write(value: Json) -> str:
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return "[" + ",".join([write(v) for v in value]) + "]"
    return "{" + ",".join([write(k) + ":" + write(v) for k, v in value.items()]) + "}"


def sample(n: int) -> str:
    row = '{"id": %d, "name": "item \\"%d\\"\\n", "price": %d.5e-1, "tags": ["a", "bb", []], "ok": %s, "none": null}'
    return "[" + ", ".join(row % (i, i, i * 3, "true" if i % 2 else "false") for i in range(n)) + "]"


def failure(text: str) -> Tuple[str, int]:
    try:
        Reader(text).value()
    except Malformed as e:
        return str(e), e.at
    return "", -1


def main(n: int) -> object:
    text = sample(n)
    value = Reader(text).value()
    out = write(value)
    again = Reader(out).value()
    return len(text), len(out), value == again, failure("[1, 2"+ " " * 5 + "?]"), failure("{\"a\" 1}")
