"""Binary trees built, walked and dropped: allocation and recursion."""
from typing import Optional

DEFAULT = 14


class Node:
    def __init__(self, left: "Optional[Node]", right: "Optional[Node]") -> None:
        self.left = left
        self.right = right

    def check(self) -> int:
        total = 1
        if self.left is not None:
            total += self.left.check()
        if self.right is not None:
            total += self.right.check()
        return total


def make(depth: int) -> Node:
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def main(n: int) -> object:
    kept = make(n)
    total = 0
    for depth in range(4, n, 2):
        for _ in range(1 << (n - depth)):
            total += make(depth).check()
    return total, kept.check()
