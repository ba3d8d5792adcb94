# function: count
"""Counts in dicts are one instruction; what was written does what that does not, in a rare block. The set takes the int without a box."""
from collections import defaultdict
from typing import DefaultDict, Dict, Set, Tuple


def count(seen: Set[int], words: Dict[str, int], word: str, n: int, k: int) -> DefaultDict[Tuple[int, int], int]:
    counts: DefaultDict[Tuple[int, int], int] = defaultdict(int)
    counts[n, k] += 1
    words[word] = words.get(word, 3) + k
    seen.add(n + k)
    return counts
