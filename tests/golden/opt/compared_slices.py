"""Parts of strings that are only compared are not made."""


def opens(text: str, i: int) -> bool:
    return text[i : i + 2] == "/*" or "//" != text[:2]


def mirrored(word: str) -> bool:
    return word == word[::-1]


def kept(text: str, i: int) -> str:
    part = text[i:]
    return part if part == "end" else ""
