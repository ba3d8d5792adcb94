from typing import List


def positions(s: str, sub: str) -> List[int]:
    out: List[int] = []
    i = s.find(sub)
    while i != -1:
        out.append(i)
        i = s.find(sub, i + 1)
    return out


def escape(s: str) -> str:
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def vowels(s: str) -> int:
    return sum(1 for c in s if c in "aeiou")


def rot13(s: str) -> str:
    out = ""
    for c in s:
        if "a" <= c <= "z":
            out += chr((ord(c) - 97 + 13) % 26 + 97)
        elif "A" <= c <= "Z":
            out += chr((ord(c) - 65 + 13) % 26 + 65)
        else:
            out += c
    return out


def is_palindrome(s: str) -> bool:
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def main() -> None:
    print(positions("banana", "an"), positions("aaaa", "aa"), positions("x", "y"))
    print(escape("<a & b>"), vowels("education"), rot13("Hello, World!"), rot13(rot13("abc")))
    print([is_palindrome(w) for w in ("", "a", "abba", "abc", "racecar")])
    s = "mississippi"
    print(s.find("ss"), s.rfind("ss"), s.find("ss", 3), s.find("ss", 3, 5), s.find(""), s.find("", 99), s.index("i"), s.rindex("i"), s.find("zz"))
    print(s.replace("ss", "SS"), s.replace("i", "", 2), s.replace("", "-", 3), s.replace("x", "y") == s, "".replace("", "a"))
    print("ss" in s, "sis" not in s, "" in s, s.count("s"), "é" in "café", "caf" in "café")
    table = str.maketrans("abc", "xyz", "d")
    print("aabbccdd".translate(table), "abc".translate({97: "A", 98: None, 99: 67}), str.maketrans({"a": "1"}))
    for f in (lambda: s.index("q"), lambda: s.rindex("q"), lambda: 1 in s, lambda: s.find(1), lambda: None in s):  # type: ignore
        try:
            print(f())
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
