from typing import Any, Dict, List, Tuple


class JsonError(ValueError):
    pass


ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "b": "\b", "r": "\r", "f": "\f"}


class Decoder:
    def __init__(self, text: str) -> None:
        self.s = text
        self.i = 0

    def error(self, what: str) -> JsonError:
        line = self.s.count("\n", 0, self.i) + 1
        return JsonError(f"{what} at line {line} char {self.i}")

    def space(self) -> None:
        while self.i < len(self.s) and self.s[self.i] in " \t\r\n":
            self.i += 1

    def value(self) -> Any:
        self.space()
        if self.i >= len(self.s):
            raise self.error("unexpected end")
        c = self.s[self.i]
        if c == "{":
            return self.obj()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.s.startswith(word, self.i):
                self.i += len(word)
                return v
        return self.number()

    def number(self) -> Any:
        j = self.i
        while j < len(self.s) and self.s[j] in "+-.eE0123456789":
            j += 1
        text = self.s[self.i:j]
        try:
            v: Any = float(text) if any(c in text for c in ".eE") else int(text)
        except ValueError:
            raise self.error(f"bad number {text!r}") from None
        self.i = j
        return v

    def string(self) -> str:
        self.i += 1
        out: List[str] = []
        while True:
            if self.i >= len(self.s):
                raise self.error("unterminated string")
            c = self.s[self.i]
            self.i += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                e = self.s[self.i]
                self.i += 1
                if e == "u":
                    out.append(chr(int(self.s[self.i:self.i + 4], 16)))
                    self.i += 4
                elif e in ESCAPES:
                    out.append(ESCAPES[e])
                else:
                    raise self.error("bad escape " + e)
            else:
                out.append(c)

    def array(self) -> List[Any]:
        self.i += 1
        out: List[Any] = []
        self.space()
        if self.s[self.i:self.i + 1] == "]":
            self.i += 1
            return out
        while True:
            out.append(self.value())
            self.space()
            c = self.s[self.i:self.i + 1]
            self.i += 1
            if c == "]":
                return out
            if c != ",":
                raise self.error("expected , or ]")

    def obj(self) -> Dict[str, Any]:
        self.i += 1
        out: Dict[str, Any] = {}
        self.space()
        if self.s[self.i:self.i + 1] == "}":
            self.i += 1
            return out
        while True:
            self.space()
            if self.s[self.i:self.i + 1] != '"':
                raise self.error("expected a key")
            k = self.string()
            self.space()
            if self.s[self.i:self.i + 1] != ":":
                raise self.error("expected :")
            self.i += 1
            out[k] = self.value()
            self.space()
            c = self.s[self.i:self.i + 1]
            self.i += 1
            if c == "}":
                return out
            if c != ",":
                raise self.error("expected , or }")


def encode(v: Any, indent: int = 0) -> str:
    pad = "  " * indent
    if v is None:
        return "null"
    if v is True or v is False:
        return str(v).lower()
    if isinstance(v, (int, float)):
        return repr(v)
    if isinstance(v, str):
        return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(v, (list, tuple)):
        return "[" + ", ".join(encode(x, indent) for x in v) + "]"
    if isinstance(v, dict):
        items = [f'{pad}  {encode(k)}: {encode(x, indent + 1)}' for k, x in v.items()]
        return "{\n" + ",\n".join(items) + "\n" + pad + "}"
    raise TypeError(f"cannot encode {type(v).__name__}")


def main() -> None:
    text = '{"a": [1, -2.5, 1e3, true, null], "s": "q\\"\\u00e9\\n", "o": {"e": {}, "l": []}, "big": 12345678901234567890}'
    d = Decoder(text)
    v = d.value()
    print(v, d.i == len(text))
    out = encode(v)
    print(out)
    print(Decoder(out).value() == v)
    import json
    print(json.loads(out) == v)
    for bad in ("", "[1", '{"a" 1}', "[1 2]", '"abc', "tru", '"\\q"', "{1: 2}", "[1,\n2,\n-]"):
        try:
            print(Decoder(bad).value())
        except (JsonError, IndexError) as e:
            print(type(e).__name__, e)
    try:
        encode({"x": object})
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
