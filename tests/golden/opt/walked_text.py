# function: same
"""Characters of strings that loops walk are compared by their codes."""


def same(a: str, b: str, weights: list[int]) -> int:
    n = 0
    for x in a:
        for y in b:
            n += weights[n] if x == y else 1
            n ^= weights[n + 1]
    return n
