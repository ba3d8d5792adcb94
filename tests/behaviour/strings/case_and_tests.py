from typing import List

WORDS: List[str] = ["hello World", "ABC", "abc", "", "123", "a1", " ", "Ünïcode", "ß", "Title Case", "_id", "1x", "٣", "\t\n"]


def main() -> None:
    for w in WORDS:
        print(repr(w), w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold())
        print(w.isalpha(), w.isdigit(), w.isalnum(), w.isspace(), w.isupper(), w.islower(), w.istitle(), w.isidentifier(), w.isnumeric(), w.isdecimal(), w.isascii(), w.isprintable())
    s = "banana"
    print(s.startswith("ba"), s.startswith(("x", "b")), s.startswith("na", 2), s.endswith("na"), s.endswith(("a", "b"), 0, 3), s.startswith(""))
    print(s.count("a"), s.count("an"), s.count(""), s.count("a", 2), s.count("a", 2, 4))
    print("x".center(5) + "|", "x".ljust(4, ".") + "|", "x".rjust(4) + "|", "42".zfill(5), "-42".zfill(5), "+".zfill(3), "abc".center(6, "*"))
    print("a\tb".expandtabs(4), "ab\tc".expandtabs(), "x\ny\r\nz".splitlines(), "x\ny\n".splitlines(True), "".splitlines())
    try:
        s.startswith(1)  # type: ignore
    except TypeError as e:
        print(e)
    try:
        s.center("x")  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
