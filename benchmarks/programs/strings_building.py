"""Building, splitting, formatting and searching strings."""
from typing import Dict, List

DEFAULT = 50000


def rows(n: int) -> List[str]:
    out: List[str] = []
    for i in range(n):
        out.append(f"{i},item{i % 13},{i * 0.5:.2f},{'yes' if i % 3 else 'no'}")
    return out


def parse(lines: List[str]) -> Dict[str, float]:
    totals: Dict[str, float] = {}
    for line in lines:
        fields = line.split(",")
        if fields[3].strip() == "yes":
            totals[fields[1]] = totals.get(fields[1], 0.0) + float(fields[2])
    return totals


def clean(text: str) -> str:
    out = ""
    for c in text:
        if c.isalnum():
            out += c.lower()
        elif c == " ":
            out += "_"
    return out


def vowels(text: str) -> int:
    n = 0
    for c in text:
        if c in "aeiou":
            n += 1
    return n


def palindromes(n: int) -> int:
    found = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            found += 1
    return found


def main(n: int) -> object:
    lines = rows(n)
    totals = parse(lines)
    title = clean("The Quick Brown Fox, Jumps Over; the Lazy Dog! " * (n // 60))
    text = " ".join(lines)
    return round(sum(totals.values()), 2), len(title), vowels(title), palindromes(n * 4), text.count("item1"), text.replace("item", "").find("12,12"), title.startswith("the_quick")
