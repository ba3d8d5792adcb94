"""Characters that are only compared, and what comes where a str was claimed: subclasses, other kinds, indexes out of range, patched builtins."""
from typing import Any, FrozenSet, Iterable, List, Optional, Set, Tuple, Union

VOWELS = "aeiou"
BLANKS = frozenset(" \t\n")
ODD: Set[str] = {"x", "yy", ""}


class Loud(str):
    def __getitem__(self, i: Any) -> Any:
        print("item", i)
        return Letter(str.__getitem__(self, i))

    def __len__(self) -> int:
        return 3


class Letter(str):
    def __eq__(self, other: object) -> bool:
        print("eq", str(self), other)
        return str(self) == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def isdigit(self) -> bool:
        return True


class Answers:
    """Nothing of a str, but what is asked of one here."""

    def __getitem__(self, i: Any) -> Any:
        if i == 7:
            raise KeyError(i)
        return None if i == 2 else i

    def startswith(self, *args: Any) -> Any:
        return args == ("ab", 1)

    def index(self, *args: Any) -> Any:
        return args


def kinds(s: str) -> List[str]:
    out: List[str] = []
    i = 0
    while i < len(s):
        c = s[i]
        if c == "é":
            out.append("e-acute")
        elif c == "𝔘":
            out.append("fraktur")
        elif c in VOWELS:
            out.append("vowel")
        elif c.isdigit():
            out.append("digit")
        elif c in BLANKS:
            out.append("blank")
        elif c == "ab":
            out.append("never")
        elif c != "\ud800" and c in ("-", "+", "--"):
            out.append("sign")
        elif c in {"(", ")"}:
            out.append("bracket")
        elif c in ODD:
            out.append("odd")
        elif c == "\0":
            out.append("null")
        elif c == "\ud800":
            out.append("surrogate")
        else:
            out.append(c)
        i += 1
    return out


def classes(s: str) -> List[Tuple[bool, ...]]:
    out: List[Tuple[bool, ...]] = []
    for i in range(len(s)):
        c = s[i]
        out.append((c.isdigit(), c.isalpha(), c.isalnum(), c.isspace(), c.islower(), c.isupper()))
    return out


def or_none(s: str, at: int) -> str:
    char: Optional[str]
    try:
        char = s[at]
    except IndexError:
        char = None
    if char == "a":
        return "first"
    if char != "b":
        return f"not b but {char!r}"
    return "b"


def default(s: str, at: int) -> str:
    c = "?"
    if -len(s) <= at < len(s):
        c = s[at]
    if c == "?":
        return "question"
    if c == "long one":
        return "no"
    return c


def skip(s: str, at: int, chars: Iterable[str]) -> int:
    try:
        while s[at] in chars:
            at += 1
    except IndexError:
        print("end")
    return at


def kept(s: str) -> bool:
    c = s[0]
    if c == "q":
        return False
    a = [c]
    b = [c]
    return a[0] is b[0]


def loops(s: str) -> int:
    last = " "
    changes = 0
    i = 0
    while i < len(s):
        c = s[i]
        if last == "-":
            changes += 10
        if c == "-":
            changes += 1
        last = c
        i += 1
    return changes


def repeat(s: str, n: int) -> int:
    found = 0
    for i in range(n):
        if s[i % len(s)] == "b":
            found += 1
        if s[-1] in "xyz":
            found += 100
    return found


class Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def word(self) -> str:
        while self.text[self.at] == " ":
            self.at += 1
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in " ;":
            self.at += 1
        return self.text[start : self.at]

    def ahead(self, part: str) -> bool:
        return self.text.startswith(part, self.at)


class Swapping:
    """The text goes while it is looked at."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __index__(self) -> int:
        self.reader.text = "other" + str(id(self))[:0]
        return 1


def swapped(reader: Reader, where: Any) -> Tuple[bool, str]:
    reader.at = where
    return reader.text[reader.at] == "e", reader.text


def finds(s: str, part: str, at: int) -> List[Union[int, bool, str]]:
    out: List[Union[int, bool, str]] = [s.find(part), s.find(part, at), s.rfind(part), s.rfind(part, at), s.count(part), s.count(part, at)]
    out.append(s.startswith(part, at))
    out.append(s.endswith(part, at))
    for which in (0, 1, 2):
        try:
            if which == 0:
                out.append(s.index(part))
            elif which == 1:
                out.append(s.index(part, at))
            else:
                out.append(s.rindex(part, at))
        except ValueError as e:
            out.append(str(e))
    return out


def evaluated(s: str, log: List[str]) -> bool:
    return s.startswith(log.pop(), len(log))


def element(box: List[str], at: int) -> str:
    """What a list claims to hold is not looked at before it is used."""
    s = box[0]
    c = s[at]
    if c == "b":
        return "b"
    if c in "xyz3":
        return "in"
    return "digit" if c.isdigit() else "none"


def part_element(s: str, box: List[str]) -> List[Union[bool, int]]:
    out: List[Union[bool, int]] = [s.startswith(box[0], 0), s.endswith(box[0], 1)]
    out.append(s.find(box[0]))
    return out


def evaluated_element(box: List[str], log: List[str]) -> Any:
    try:
        print(box[0].index("a"), box[0].index("b", 1))
        return box[0].startswith(log.pop(), len(log))
    finally:
        print(log)


def report(f: Any, *args: Any) -> None:
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def main() -> None:
    text = "aé𝔘 z9-(x\0\ud800²Ⅷ\x85ßǅ"
    print([ascii(k) for k in kinds(text)])
    print(classes(text))
    print(classes("09azAZ \n_\x1f"))
    report(kinds, Loud("a1b"))
    for at in (0, 1, 2, -1, -4, 99):
        report(or_none, "abç", at)
        report(default, "a?c", at)
    lie: Any = Answers()
    for at in (2, 3, 7):
        report(element, [lie], at)
    report(element, [["b"]], 0)
    report(element, [[[]]], 0)
    report(element, [None], 0)
    report(element, ["1"], 0)
    for chars in ("ab", {"a", "b"}, frozenset("ab"), ["a", "b"], ("a", "b"), {"a": 1, "b": 2}, iter("aaab"), 3, "é𝔘ab"):
        report(skip, "aabb", 0, chars)
    report(skip, "é𝔘c", 0, "é𝔘")
    print(kept("𝔘"), kept("a"))
    print(loops("a-b--c"), repeat("abc", 50), repeat("é𝔘b", 50))
    r = Reader("  one two;")
    print(r.word(), r.at, r.ahead(" t"), r.ahead("t"), r.word(), r.ahead(";"))
    report(r.word)
    report(Reader("").word)
    report(swapped, Reader("hello " * 2), Swapping(r))
    reader = Reader("hello " * 2)
    report(swapped, reader, Swapping(reader))
    for part in ("l", "lo", "", "zz", "é"):
        for at in (0, 3, -2, 99, -99):
            print(part, at, finds("hello, hélas", part, at))
    report(part_element, "abc", [3])
    report(part_element, "abc", [("x", "a")])
    report(part_element, "abc", [Letter("c")])
    report(finds, "abc", "b", 1 << 70)
    report(evaluated, "abc", ["bc", "ab"])
    report(evaluated, "abc", [])
    for odd in (lie, 5, Loud("abc")):
        report(evaluated_element, [odd], ["x", "ab"])


main()
