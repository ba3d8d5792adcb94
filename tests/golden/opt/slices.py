# function: turn
"""A slice that only takes the place of another is not made."""


def turn(p: list[int], q: list[int]) -> int:
    n = 0
    while p[0]:
        k = p[0]
        p[: k + 1] = p[k::-1]
        q[1:k] = p[2 : k + 1]
        n += 1
    return n
