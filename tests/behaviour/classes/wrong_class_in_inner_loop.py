"""A loop around another one over objects of which some are no instances of the class that the inner one takes them for."""
from typing import Any, List, Optional


class Node:
    def __init__(self, n: int, more: Optional[int]) -> None:
        self.n = n
        self.more = more


def run(nodes: List[Any]) -> int:
    rounds = 0
    for node in nodes:
        i = 0
        while True:
            i += 1
            if i > 3:
                break
            rounds += 1
            if node.more is not None:
                node.n += node.more
    return rounds


def main() -> None:
    a, b = Node(1, 2), Node(5, None)
    print(run([a, b]), a.n, b.n)
    for other in (None, "text", 3):
        try:
            run([a, other, b])
        except AttributeError as e:
            print(e, a.n, b.n)


if __name__ == "__main__":
    main()
