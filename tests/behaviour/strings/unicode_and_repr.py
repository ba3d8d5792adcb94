from typing import List

TEXTS: List[str] = ["plain", "quote'", 'dq"', "both'\"", "new\nline", "tab\t", "\x00\x1b", "é", "\u2028", "😀", "\\", "\xad", "\ud800", "a\u0301"]


def widths(s: str) -> List[int]:
    return [len(s), len(s.encode("utf-8", "surrogatepass"))]


def escaped(s: str) -> str:
    return s.encode("unicode_escape").decode()


def main() -> None:
    for t in TEXTS:
        print(ascii(t), widths(t), escaped(t), len(repr(t)))
    print(repr("a'b"), repr('a"b'), repr("a\\b"), repr("\n"), repr("é"), ascii("é"), repr("\x7f"), repr(""))
    print("é" == "e\u0301", "é" < "f", "ﬁ".upper(), "ß".upper(), "İ".lower() == "i̇", "Σ".lower(), "ǆ".title())
    print("\N{GREEK SMALL LETTER ALPHA}", "\u03b2", "\U0001F600", "\101", "\x41", "a" "b", """tri'ple"quote""", r"raw\n", "con\
tinued")
    print([c for c in "aé😀"], "aé😀"[::-1], sorted("bé😀a"), max("aé"), "é" * 3, "é".join("ab"), "xéy".split("é"), "é" in "aéb")
    s = "naïve café 漢字"
    print(s.upper(), s.title(), s.find("é"), s.replace("é", "e"), s.split(), s.encode("utf-8")[:6], s.center(20, "*"), s.isalpha(), s[2], s[-1], hash(s) == hash("naïve" + " café 漢字"))
    import unicodedata
    print(unicodedata.normalize("NFC", "e\u0301") == "é", unicodedata.name("é"), unicodedata.category("a"))
    print("a" < "B", "a".casefold() < "B".casefold(), sorted(["b", "A", "a", "B"]), sorted(["b", "A", "a", "B"], key=str.lower))
    x = "abc"
    y = "ab" + "c"
    print(x == y, x != y, x is x, not x, x and y, len(x + y), x * 2 == x + x)


if __name__ == "__main__":
    main()
