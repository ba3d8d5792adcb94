import re
import string
import textwrap
from typing import Any, Callable, Dict, List


def apply_all(s: str, fs: List[Callable[[str], Any]]) -> List[Any]:
    return [f(s) for f in fs]


class Shout(str):
    def upper(self) -> str:
        return "SHOUT " + super().upper()

    def __len__(self) -> int:
        return 99

    def __getitem__(self, i: Any) -> str:
        return "item" + str(i)

    def __add__(self, o: str) -> str:
        return "added"


def up(s: str) -> str:
    return s.upper()


def length(s: str) -> int:
    return len(s)


def first(s: str) -> str:
    return s[0]


def plus(s: str) -> str:
    return s + "x"


def eq(s: str, t: str) -> bool:
    return s == t


def main() -> None:
    print(apply_all(" aB ", [str.upper, str.strip, len, str.split, repr, lambda s: s * 2, " aB c".startswith]))
    sh = Shout("hey")
    print(up(sh), length(sh), first(sh), plus(sh), eq(sh, "hey"), str(sh), sh == "hey", f"{sh}", hash(sh) == hash("hey"), [sh], "".join([sh, "!"]))
    print(str.join("-", ["a", "b"]), str.__len__("abc"), "abc".__contains__("b"), "a".__add__("b"), str.__eq__("a", "a"), "b".__lt__("c"), "%s".__mod__(1))
    print(list(map(str.strip, [" a", "b "])), sorted(["b", "A"], key=str.lower), list(filter(str.isdigit, "a1b2")), max(["x", "yyy"], key=len))
    m = re.match(r"(?P<k>\w+)=(?P<v>\d+)", "abc=42")
    assert m is not None
    print(m.group(0), m.group("k"), m["v"], m.groups(), m.groupdict(), m.span(), re.findall(r"\d", "a1b22"), re.sub(r"[aeiou]", lambda q: q.group().upper(), "education"), re.split(r"[,;]", "a,b;c"))
    print(string.ascii_lowercase[:5], string.digits, textwrap.dedent("  a\n    b"), textwrap.fill("the quick brown fox jumps", 10), string.Template("$a!").substitute(a=1))
    counts: Dict[str, int] = {}
    for ch in "hello world":
        counts[ch] = counts.get(ch, 0) + 1
    print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3])


if __name__ == "__main__":
    main()
