from typing import List


def fields(line: str, sep: str = ",") -> List[str]:
    return [f.strip() for f in line.split(sep)]


def csv(rows: List[List[str]]) -> str:
    return "\n".join(",".join(row) for row in rows)


def words(text: str) -> int:
    return len(text.split())


def build(n: int) -> str:
    s = ""
    for i in range(n):
        s += str(i)
        if i != n - 1:
            s += ", "
    return s


def parts(n: int) -> str:
    out: List[str] = []
    for i in range(n):
        out.append(chr(97 + i % 26))
    return "".join(out)


def main() -> None:
    print(fields("a, b ,c"), fields("a;b", ";"), csv([["1", "2"], ["3"]]), words("  the  quick\tfox\n"), build(6), parts(30))
    s = "one,two,,three"
    print(s.split(","), s.split(",", 1), s.rsplit(",", 1), s.split(",,"), "".split(), "".split(","), " a  b ".split(" "), "abc".split("x"))
    print(s.partition(","), s.rpartition(","), s.partition("x"), s.rpartition("x"), "a b c".split(None, 1), "a b c ".rsplit(maxsplit=1))
    print("-".join("abc"), "".join([]), ", ".join({"k": 1}), "-".join(str(i) for i in range(3)), "x".join(["a"]), " ".join(("a", "b")))
    print("  pad ".strip(), "  pad ".lstrip(), "  pad ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "abc".lstrip("cba"), "".strip(), "\n\tq ".strip())
    print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removeprefix("yy"))
    for f in (lambda: s.split(""), lambda: ",".join([1]), lambda: ",".join(5), lambda: s.split(1), lambda: s.partition("")):  # type: ignore
        try:
            print(f())
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    a, b = "k=v".split("=")
    print(a, b, *"x y".split())
    t = ("ab" * 3) + "c" * 0 + 2 * "z"
    print(t, len(t), "ab" * -1 == "")


if __name__ == "__main__":
    main()
