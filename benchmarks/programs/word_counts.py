"""Counting words and letters in dictionaries, then ranking them."""
from typing import Dict, List, Set

DEFAULT = 80000


def text(n: int) -> List[str]:
    syllables = ["ka", "ri", "to", "mu", "ne", "so", "la", "vi", "do", "pe"]
    out: List[str] = []
    x = 42
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        a = (x >> 8) % 10
        b = (x >> 16) % 10
        out.append(syllables[a] + syllables[b] if x & 64 else syllables[a] + syllables[b] + syllables[(a + b) % 10])
    return out


def count(words: List[str]) -> Dict[str, int]:
    out: Dict[str, int] = {}
    for w in words:
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out


def letters(words: List[str]) -> Dict[str, int]:
    out: Dict[str, int] = {}
    for w in words:
        for c in w:
            out[c] = out.get(c, 0) + 1
    return out


def by_length(counts: Dict[str, int]) -> Dict[int, List[str]]:
    out: Dict[int, List[str]] = {}
    for w, n in counts.items():
        out.setdefault(len(w), []).append(w)
    return out


def main(n: int) -> object:
    words = text(n)
    counts = count(words)
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
    seen: Set[str] = set()
    repeats = 0
    for w in words:
        if w in seen:
            repeats += 1
        else:
            seen.add(w)
    lets = letters(words)
    groups = by_length(counts)
    return len(counts), top, repeats, sorted(lets.items())[:3], [len(groups[k]) for k in sorted(groups)]
